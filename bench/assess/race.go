package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// A race is one run of the command: which instances, which solvers, how often.
type race struct {
	sizes   []string
	modes   []mode
	seeds   []uint64
	solvers []string
	runs    int
	limit   time.Duration
	share   float64 // how far beyond the status quo the question about unlocks goes
	self    string
	out     io.Writer
}

// A result is one solver on one instance, median of the runs.
type result struct {
	solver string
	answer
}

// run solves every instance with every solver, side by side, and prints a line
// for each and the means at the end. It fails when two proved answers differ.
func (rc race) run() error {
	var field []entrant
	for _, e := range entrants(rc.self) {
		if !slices.Contains(rc.solvers, e.name) {
			continue
		}
		if _, err := exec.LookPath(e.program); err != nil {
			fmt.Fprintf(rc.out, "! %s is not installed here: left out\n", e.program)
			continue
		}
		field = append(field, e)
	}
	rc.head(field)
	var differ []string
	for _, name := range rc.sizes {
		i := slices.IndexFunc(sizes, func(s size) bool { return s.name == name })
		if i < 0 {
			return fmt.Errorf("no size %q", name)
		}
		for _, m := range rc.modes {
			var ratios []float64
			worst := math.Inf(1)
			for _, seed := range rc.seeds {
				form, _ := generate(sizes[i], m, seed)
				p, err := problemOf(form)
				if err != nil {
					return err
				}
				results, err := rc.solveAll(field, p)
				if err != nil {
					return err
				}
				label := fmt.Sprintf("%s %s %d", name, m, seed)
				if d := disagreement(results); d != "" {
					differ = append(differ, label+": "+d)
				}
				ratio := rc.line(label, results)
				if !math.IsNaN(ratio) {
					ratios = append(ratios, ratio)
					worst = min(worst, ratio)
				}
			}
			if len(ratios) > 0 {
				fmt.Fprintf(rc.out, "%-16s best anchor ÷ entente: geometric mean %.2f, worst %.2f, over %d of %d seeds\n\n",
					fmt.Sprintf("%s %s", name, m), geomean(ratios), worst, len(ratios), len(rc.seeds))
			}
		}
	}
	if len(differ) > 0 {
		return fmt.Errorf("proved optima differ:\n%s", strings.Join(differ, "\n"))
	}
	return nil
}

// solveAll gives every solver the same problem, in turn, runs times.
func (rc race) solveAll(field []entrant, p problem) ([]result, error) {
	dir, err := os.MkdirTemp("", "race")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	runs := make([][]answer, len(field))
	for n := range rc.runs {
		for i, e := range field {
			if n > 0 && !runs[i][0].proved() {
				continue // a solver that ran out of time once is not asked again
			}
			if n == 0 && e.prepare != nil {
				if err := e.prepare(p, dir); err != nil {
					return nil, err
				}
			}
			r := &runner{dir: dir, limit: rc.limit}
			values, err := e.solve(r, p)
			a := answer{values: values, cpu: r.cpu, memory: r.peak}
			if err != nil {
				a.values, a.note = nil, err.Error()
			}
			runs[i] = append(runs[i], a)
		}
	}
	var results []result
	for i, e := range field {
		slices.SortFunc(runs[i], func(a, b answer) int { return int(a.cpu - b.cpu) })
		results = append(results, result{e.name, runs[i][len(runs[i])/2]})
	}
	return results, nil
}

// disagreement names two solvers whose proved optima differ, if any.
func disagreement(results []result) string {
	var first *result
	for i, r := range results {
		if !r.proved() {
			continue
		}
		if first == nil {
			first = &results[i]
		} else if !slices.Equal(first.values, r.values) {
			return fmt.Sprintf("%s %v, %s %v", first.solver, first.values, r.solver, r.values)
		}
	}
	return ""
}

func (rc race) head(field []entrant) {
	fmt.Fprintf(rc.out, "CPU seconds of whole processes, median of %d; peak MiB; > not proved within %v\n\n%-16s", rc.runs, rc.limit, "")
	for _, e := range field {
		fmt.Fprintf(rc.out, "%18s", e.name)
	}
	fmt.Fprintf(rc.out, "%10s\n", "ratio")
}

// line prints one instance and returns best anchor ÷ entente, NaN when nobody
// proved it. Where only one side proved it, the other counts at the limit.
func (rc race) line(label string, results []result) float64 {
	fmt.Fprintf(rc.out, "%-16s", label)
	limit := rc.limit.Seconds()
	ours, anchor := limit, limit
	proved, anchors := false, false
	for _, r := range results {
		t := r.cpu.Seconds()
		mark := " "
		anchors = anchors || r.solver != "entente"
		if r.proved() {
			proved = true
			if r.solver == "entente" {
				ours = t
			} else {
				anchor = min(anchor, t)
			}
		} else {
			mark = ">"
		}
		fmt.Fprintf(rc.out, "%18s", fmt.Sprintf("%s%.3f %4d", mark, t, r.memory>>20))
	}
	ratio := anchor / ours
	if !proved || !anchors {
		ratio = math.NaN()
	}
	if !math.IsNaN(ratio) {
		fmt.Fprintf(rc.out, "%9.2f×", ratio)
	}
	for _, r := range results {
		if r.proved() {
			fmt.Fprintf(rc.out, "  %v", r.values)
			break
		}
	}
	for _, r := range results {
		if r.note != "" && r.note != errOutOfTime.Error() {
			fmt.Fprintf(rc.out, "  %s: %s", r.solver, r.note)
		}
	}
	fmt.Fprintln(rc.out)
	return ratio
}

func geomean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += math.Log(x)
	}
	return math.Exp(sum / float64(len(xs)))
}
