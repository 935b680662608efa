package forces

import (
	"context"
	"slices"
	"testing"

	"entente/act"
	"entente/situation"
)

// TestAgainstBruteForce holds the optimum of many small worlds, all six stages, to the
// best of everything there is.
func TestAgainstBruteForce(t *testing.T) {
	t.Run("of every sort", func(t *testing.T) {
		againstBruteForce(t, func(seed uint64) *situation.Situation { return newWorld(seed, 4, 5, 3) })
	})
	t.Run("all for all lines", func(t *testing.T) { // who moves, and who leaves as another enters, is decided in time
		againstBruteForce(t, func(seed uint64) *situation.Situation {
			s := newWorld(seed, 3, 4, 3)
			for i, p := range s.Pledges {
				b := p.Body.(*act.Pledge)
				b.Capability, b.Rung, b.Tasks, b.If, b.Readiness = "infantry", "pledge", nil, act.Condition{}, ""
				if i > 0 && seed%2 == 0 {
					b.AsLeaves = act.ActRef(s.Pledges[i-1].ID)
				}
			}
			for _, a := range s.Requires {
				b := a.Body.(*act.Requirement)
				b.Capability, b.Readiness = "troops", ""
			}
			return s
		})
	})
}

func againstBruteForce(t *testing.T, world func(seed uint64) *situation.Situation) {
	n := uint64(300)
	if testing.Short() {
		n = 60
	}
	covered, conceding, skipped := 0, 0, 0
	for seed := range n {
		s := world(seed)
		for _, p := range s.Pledges { // how many a provider serves is checked by itself below
			p.Body.(*act.Pledge).Serves = 0
		}
		r, problems := newRun(context.Background(), s, Query{})
		if problems.Refuse() {
			t.Fatalf("seed %d: %v", seed, problems)
		}
		o := newOracle(s)
		if r.m == nil {
			if len(o.lines) > 0 {
				t.Errorf("seed %d: no lines", seed)
			}
			continue
		}
		want := o.solve()
		if want == nil {
			skipped++
			continue
		}
		out := r.best("", r.form, r.stands)
		if out.Model == nil {
			t.Fatalf("seed %d: %v", seed, out.Status)
		}
		if out.Values[0] != want[0] {
			t.Errorf("seed %d: %d musts unmet, brute force has %d", seed, out.Values[0], want[0])
			continue
		}
		got := shortOf(r, out.Model)
		if got != want[1] {
			t.Errorf("seed %d: %d missing, brute force has %d", seed, got, want[1])
			continue
		}
		if !slices.Equal(out.Values[2:], want[2:]) {
			t.Errorf("seed %d: readiness, contributors, members and concessions %v, brute force has %v", seed, out.Values[2:], want[2:])
		}
		if got < whole(o) {
			covered++
		}
		if want[5] > 0 {
			conceding++
		}
	}
	if skipped > int(n)/5 {
		t.Errorf("%d of %d worlds were too large", skipped, n)
	}
	if covered < int(n)/4 || conceding < int(n)/20 {
		t.Errorf("only %d of %d worlds cover anything, in %d a concession is made", covered, n, conceding)
	}
}

// whole is what is missing when nobody is assigned.
func whole(o *oracle) int64 {
	sum := int64(0)
	for _, l := range o.lines {
		sum += int64(l.to-l.from) * (10 - l.b.Priority) * 25_200
	}
	return sum
}

// shortOf counts what is missing in a model as the oracle does.
func shortOf(r *run, model []bool) int64 {
	sum := int64(0)
	for _, k := range r.m.Lacks(model) {
		line := r.m.Lines[k.Line]
		steps := min(k.Of.Need, 100)
		lacks := (k.Missing*steps + k.Of.Need - 1) / k.Of.Need
		for _, s := range k.Spans {
			sum += s.Days() * line.Weight * 252 / int64(len(line.Measures())) * lacks * 100 / steps
		}
	}
	return sum
}
