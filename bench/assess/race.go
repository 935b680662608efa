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
			var means ratios
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
				means.add(rc.line(label, results))
			}
			means.print(rc.out, fmt.Sprintf("%s %s", name, m))
			fmt.Fprintln(rc.out)
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
	fmt.Fprintf(rc.out, "%10s%10s\n", "ratio", "+ground")
}

// line prints one instance and returns its ratios.
func (rc race) line(label string, results []result) (of, strict float64) {
	fmt.Fprintf(rc.out, "%-16s", label)
	for _, r := range results {
		mark := " "
		if !r.proved() {
			mark = ">"
		}
		fmt.Fprintf(rc.out, "%18s", fmt.Sprintf("%s%.3f %4d", mark, r.cpu.Seconds(), r.memory>>20))
	}
	of, strict = rc.ratio(results, ground), rc.ratio(results, "")
	for _, x := range []float64{of, strict} {
		if !math.IsNaN(x) {
			fmt.Fprintf(rc.out, "%9.2f×", x)
		}
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
	return of, strict
}

// ratio is best anchor ÷ entente, one solver left aside; NaN when nobody proved it or
// nobody else raced. Where only one side proved it, the other counts at the limit.
func (rc race) ratio(results []result, aside string) float64 {
	ours, anchor := rc.limit.Seconds(), rc.limit.Seconds()
	proved, anchors := false, false
	for _, r := range results {
		if r.solver == aside {
			continue
		}
		best := &ours
		if r.solver != "entente" {
			best, anchors = &anchor, true
		}
		if r.proved() {
			proved = true
			*best = min(*best, r.cpu.Seconds())
		}
	}
	if !proved || !anchors {
		return math.NaN()
	}
	return anchor / ours
}

// ratios are those of many instances: against who reads text, and against all.
type ratios struct{ of, strict []float64 }

func (rs *ratios) add(of, strict float64) {
	if !math.IsNaN(of) {
		rs.of = append(rs.of, of)
	}
	if !math.IsNaN(strict) {
		rs.strict = append(rs.strict, strict)
	}
}

func (rs ratios) print(out io.Writer, label string) {
	for _, x := range []struct {
		what string
		list []float64
	}{{"best anchor ÷ entente", rs.of}, {"clasp-ground among the anchors", rs.strict}} {
		if len(x.list) > 0 {
			fmt.Fprintf(out, "%-16s %s: geometric mean %.2f, worst %.2f, over %d\n", label, x.what, geomean(x.list), slices.Min(x.list), len(x.list))
		}
	}
}

func geomean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += math.Log(x)
	}
	return math.Exp(sum / float64(len(xs)))
}
