package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"entente/logic"
)

// unlockLimit is how many minimal sets are asked for.
const unlockLimit = 20

// unlockForm asks for more members than the status quo can have: a share of the
// way from the most with unknowns at default to the most with unknowns free. The
// question is which minimal sets of unknowns, turned true, make that possible.
func unlockForm(ctx context.Context, s size, seed uint64, share float64) (*logic.Form, world, int64, error) {
	most := func(m mode) (int64, error) {
		form, w := generate(s, m, seed)
		f := form.WithoutStages()
		f.Minimise("members", w.members...)
		out, err := logic.Best(ctx, f, logic.Options{})
		if err == nil && out.Status != logic.Optimal {
			err = errors.New("most members not settled in time")
		}
		if err != nil {
			return 0, err
		}
		return -out.Values[0], nil
	}
	low, err := most(quo)
	if err != nil {
		return nil, world{}, 0, err
	}
	high, err := most(best)
	if err != nil {
		return nil, world{}, 0, err
	}
	need := low + int64(math.Ceil(share*float64(high-low)))
	form, w := generate(s, best, seed)
	f := form.WithoutStages()
	f.AtMost(-need, w.members...)
	return f, w, need, nil
}

// unlocks compares the first minimal unlocking sets with clasp's subset-minimal
// enumeration (domain heuristic, domRec): times as whole processes, number of sets, and every set
// checked to be enough and minimal.
func (rc race) unlocks() error {
	fmt.Fprintf(rc.out, "first %d minimal unlocks, CPU seconds of whole processes, median of %d\n\n%-10s%10s%24s%24s%9s\n",
		unlockLimit, rc.runs, "", "members", "entente", "clasp domRec", "ratio")
	for _, name := range rc.sizes {
		i := slices.IndexFunc(sizes, func(s size) bool { return s.name == name })
		if i < 0 {
			return fmt.Errorf("no size %q", name)
		}
		for _, seed := range rc.seeds {
			ctx, stop := context.WithTimeout(context.Background(), 10*rc.limit)
			f, w, need, err := unlockForm(ctx, sizes[i], seed, rc.share)
			stop()
			if err != nil {
				return err
			}
			if err := rc.unlocksOf(fmt.Sprintf("%s %d", name, seed), f, w, need); err != nil {
				return err
			}
		}
	}
	return nil
}

func (rc race) unlocksOf(label string, f *logic.Form, w world, need int64) error {
	dir, err := os.MkdirTemp("", "unlocks")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	p, err := problemOf(f)
	if err != nil {
		return err
	}
	for _, l := range w.open {
		p.steps = append(p.steps, int(l))
	}
	if err := errors.Join(prepareOPB(p, dir), prepareASPIF(p, dir)); err != nil {
		return err
	}
	ours := rc.timed(dir, rc.self, "solve-unlocks", "p.opb")
	clasp := rc.timed(dir, "clasp", "-n", strconv.Itoa(unlockLimit), "--heuristic=Domain", "--enum-mode=domRec", "p.aspif")
	sets, complete, done, err := readUnlocks(ours.out)
	if err != nil {
		return fmt.Errorf("%s: %w", label, err)
	}
	for _, set := range sets {
		if err := checkUnlock(f, w.open, set); err != nil {
			return fmt.Errorf("%s: %w", label, err)
		}
	}
	models := strings.Count(clasp.out, "Answer: ")
	claspDone := strings.Contains(clasp.out, "SATISFIABLE")
	if done && claspDone && models < unlockLimit && models != len(sets) {
		return fmt.Errorf("%s: clasp lists %d sets in all, entente %d", label, models, len(sets))
	}
	late := map[bool]string{false: ">"}
	fmt.Fprintf(rc.out, "%-10s%10d%24s%24s%8.2f×\n", label, need,
		fmt.Sprintf("%s%.3f  %d sets%s", late[done], ours.cpu.Seconds(), len(sets), map[bool]string{true: " (all)"}[complete]),
		fmt.Sprintf("%s%.3f  %d sets", late[claspDone], clasp.cpu.Seconds(), models),
		clasp.cpu.Seconds()/ours.cpu.Seconds())
	return nil
}

// A timing is one command's output and its CPU time, median of the runs.
type timing struct {
	out string
	cpu time.Duration
}

func (rc race) timed(dir, name string, args ...string) timing {
	var all []timing
	for range rc.runs {
		r := &runner{dir: dir, limit: rc.limit}
		out, err := r.start(name, args...)
		all = append(all, timing{out, r.cpu})
		if err != nil {
			break
		}
	}
	slices.SortFunc(all, func(a, b timing) int { return int(a.cpu - b.cpu) })
	return all[len(all)/2]
}

// solveUnlocks is Entente's process: it prints a set a line, and last whether
// these are all.
func solveUnlocks(args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("usage: assess solve-unlocks FILE")
	}
	in, err := readInstance(args[0])
	if err != nil {
		return err
	}
	sets := logic.Minimal(context.Background(), in.form, nil, in.steps, unlockLimit)
	w := bufio.NewWriter(out)
	for _, set := range sets.Sets {
		fmt.Fprint(w, "set")
		for _, l := range set {
			fmt.Fprint(w, " ", l)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w, "complete", sets.Complete)
	return w.Flush()
}

func readUnlocks(out string) (sets [][]logic.Lit, complete, done bool, err error) {
	for line := range strings.Lines(out) {
		words := strings.Fields(line)
		switch words[0] {
		case "set":
			var set []logic.Lit
			for _, w := range words[1:] {
				v, err := strconv.Atoi(w)
				if err != nil {
					return nil, false, false, err
				}
				set = append(set, logic.Lit(v))
			}
			sets = append(sets, set)
		case "complete":
			complete, done = words[1] == "true", true
		}
	}
	return sets, complete, done, nil
}

// checkUnlock proves by two kinds of call that a set is enough and that no step of
// it can be spared.
func checkUnlock(f *logic.Form, steps, set []logic.Lit) error {
	s := logic.NewSearch(f)
	status := func(without logic.Lit) logic.Status {
		var assume []logic.Lit
		for _, l := range steps {
			if l == without || !slices.Contains(set, l) {
				assume = append(assume, l.Not())
			}
		}
		return s.Solve(context.Background(), assume...).Status
	}
	if status(0) != logic.Feasible {
		return fmt.Errorf("set %v is not enough", set)
	}
	for _, l := range set {
		if status(l) != logic.Infeasible {
			return fmt.Errorf("step %d of %v can be spared", l, set)
		}
	}
	return nil
}

// whatIfs takes the status quo of each instance as the first answer and then asks
// what if each unknown were true, and each option of each clause settled: CPU
// time of each question within the process.
func (rc race) whatIfs() error {
	fmt.Fprintf(rc.out, "what-if after the first answer, CPU ms within the process\n\n%-10s%10s%11s%11s%9s%9s%9s\n",
		"", "first", "questions", "certified", "p50", "p90", "max")
	for _, name := range rc.sizes {
		i := slices.IndexFunc(sizes, func(s size) bool { return s.name == name })
		if i < 0 {
			return fmt.Errorf("no size %q", name)
		}
		for _, seed := range rc.seeds {
			f, w := generate(sizes[i], best, seed)
			var assume []logic.Lit
			for _, l := range w.open {
				assume = append(assume, l.Not())
			}
			questions := slices.Clone(w.open)
			for _, options := range w.options {
				questions = append(questions, options...)
			}
			ctx := context.Background()
			start := cpuTime()
			s, first, err := logic.NewSession(ctx, f, logic.Options{Assume: assume})
			if err != nil {
				return err
			}
			if first.Status != logic.Optimal {
				return fmt.Errorf("%s %d: %v", name, seed, first.Status)
			}
			took := cpuTime() - start
			var times []time.Duration
			for _, q := range questions {
				start := cpuTime()
				if _, err := s.WhatIf(ctx, q); err != nil {
					return err
				}
				times = append(times, cpuTime()-start)
			}
			slices.Sort(times)
			ms := func(d time.Duration) float64 { return d.Seconds() * 1000 }
			fmt.Fprintf(rc.out, "%-10s%10.1f%11d%11d%9.2f%9.2f%9.2f\n", fmt.Sprintf("%s %d", name, seed), ms(took),
				len(times), s.Certified, ms(times[len(times)/2]), ms(times[len(times)*9/10]), ms(times[len(times)-1]))
		}
	}
	return nil
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
