package logic

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

// The oracle is every assignment, tried one after the other.

const smallWorlds = 12_000

func eachWorld(t *testing.T, seed uint64, n, most int, check func(t *testing.T, r *rand.Rand, w *world)) {
	t.Helper()
	for i := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, i))
		w := randomWorld(r, most)
		if err := w.form.Err(); err != nil {
			t.Fatalf("world %d: %v", i, err)
		}
		check(t, r, w)
		if t.Failed() {
			t.Fatalf("world %d of seed %d, %d rows", i, seed, len(w.form.rows))
		}
	}
}

func randomLits(r source, n, most int) []Lit {
	var out []Lit
	for range r.IntN(most + 1) {
		if l := randomLit(r, n); !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

func TestBestIsWhatTryingEverythingGives(t *testing.T) {
	eachWorld(t, 1, smallWorlds, 10, func(t *testing.T, r *rand.Rand, w *world) {
		assume := randomLits(r, w.n, 3)
		checkBest(t, w, assume)
	})
}

func checkBest(t *testing.T, w *world, assume []Lit) {
	t.Helper()
	models := w.models(assume...)
	out, err := Best(context.Background(), w.form, Options{Assume: assume})
	if err != nil {
		t.Fatal(err)
	}
	checkOutcome(t, w, out, models, assume)
}

func checkOutcome(t *testing.T, w *world, out Outcome, models []uint32, assume []Lit) {
	t.Helper()
	if len(models) == 0 {
		if out.Status != Infeasible {
			t.Errorf("status %v, want infeasible", out.Status)
		} else if len(w.models(out.Core...)) != 0 {
			t.Errorf("core %v can stand", out.Core)
		}
		for _, l := range out.Core {
			if !slices.Contains(assume, l) {
				t.Errorf("core %v is not of the assumptions %v", out.Core, assume)
			}
		}
		return
	}
	if out.Status != Optimal || !slices.Equal(out.Values, w.optimum(models)) || !slices.Equal(out.Values, out.Bounds) {
		t.Errorf("%v %v (bounds %v), want optimal %v", out.Status, out.Values, out.Bounds, w.optimum(models))
	}
	if err := w.form.Check(out.Model); err != nil {
		t.Error(err)
	}
	for _, l := range assume {
		if !out.Model.True(l) {
			t.Errorf("assumption %d is not true in the model", l)
		}
	}
}

func TestSolveAndMinimalCore(t *testing.T) {
	eachWorld(t, 2, smallWorlds, 10, func(t *testing.T, r *rand.Rand, w *world) {
		q := NewSearch(w.form)
		for range 4 {
			assume := randomLits(r, w.n, 6)
			possible := len(w.models(assume...)) > 0
			a := q.Solve(context.Background(), assume...)
			if (a.Status == Feasible) != possible || a.Status == Unknown {
				t.Errorf("solve %v: %v, want possible %v", assume, a.Status, possible)
			}
			if possible {
				continue
			}
			if len(w.models(a.Core...)) != 0 {
				t.Errorf("core %v can stand", a.Core)
			}
			core := q.MinimalCore(context.Background(), assume)
			if len(w.models(core...)) != 0 {
				t.Errorf("minimal core %v can stand", core)
			}
			for i := range core {
				if without := slices.Delete(slices.Clone(core), i, i+1); len(w.models(without...)) == 0 {
					t.Errorf("core %v is not minimal", core)
				}
			}
			if r.IntN(2) == 0 { // the search takes up rows added since
				w.add(r)
			}
		}
	})
}

func TestMinimalSets(t *testing.T) {
	eachWorld(t, 3, smallWorlds, 9, func(t *testing.T, r *rand.Rand, w *world) {
		checkMinimal(t, w, randomLits(r, w.n, 2), randomLits(r, w.n, w.n))
	})
}

func TestMinimalSetsOneQuestionAfterAnother(t *testing.T) {
	eachWorld(t, 6, smallWorlds/4, 8, func(t *testing.T, r *rand.Rand, w *world) {
		q := NewSearch(w.form)
		for range 4 {
			assume, over := randomLits(r, w.n, 2), randomLits(r, w.n, w.n)
			q.Minimal(context.Background(), assume, over, 1) // what one question forbids is free in the next
			checkSets(t, w, assume, over, q.Minimal(context.Background(), assume, over, 0))
			possible := len(w.models(assume...)) > 0
			if a := q.Solve(context.Background(), assume...); (a.Status == Feasible) != possible {
				t.Errorf("solve %v: %v, want possible %v", assume, a.Status, possible)
			}
			if r.IntN(2) == 0 {
				w.add(r)
			}
		}
	})
}

func checkMinimal(t *testing.T, w *world, assume, over []Lit) {
	t.Helper()
	checkSets(t, w, assume, over, Minimal(context.Background(), w.form, assume, over, 0))
}

func checkSets(t *testing.T, w *world, assume, over []Lit, got Sets) {
	t.Helper()
	want := least(masks(w.models(assume...), over))
	if !got.Complete || !slices.Equal(asMasks(got.Sets, over), want) {
		t.Errorf("minimal %v (complete %v), want masks %b over %v", got.Sets, got.Complete, want, over)
	}
	if !slices.IsSortedFunc(got.Sets, func(a, b []Lit) int { return len(a) - len(b) }) {
		t.Errorf("not the smallest first: %v", got.Sets)
	}
}

func TestConflictsAreAllMinimalOnes(t *testing.T) {
	eachWorld(t, 4, smallWorlds, 9, func(t *testing.T, r *rand.Rand, w *world) {
		checkConflicts(t, w, randomLits(r, w.n, 2), randomLits(r, w.n, w.n))
	})
}

func checkConflicts(t *testing.T, w *world, assume, from []Lit) {
	t.Helper()
	var bad []uint32
	possible := masks(w.models(assume...), from)
	for m := uint32(0); m < 1<<len(from); m++ {
		if !slices.ContainsFunc(possible, func(p uint32) bool { return p&m == m }) {
			bad = append(bad, m)
		}
	}
	got := Conflicts(context.Background(), w.form, assume, from, 0)
	if want := least(bad); !got.Complete || !slices.Equal(asMasks(got.Sets, from), want) {
		t.Errorf("conflicts %v (complete %v), want masks %b over %v", got.Sets, got.Complete, want, from)
	}
}

func TestParetoFrontIsExact(t *testing.T) {
	eachWorld(t, 5, 5_000, 8, func(t *testing.T, r *rand.Rand, w *world) {
		assume := randomLits(r, w.n, 2)
		var objectives []Objective
		for range r.IntN(3) + 1 {
			objectives = append(objectives, Objective{Terms: randomTerms(r, w.n, w.n)})
		}
		var all, want [][]int64
		for _, a := range w.models(assume...) {
			var v []int64
			for _, o := range objectives {
				v = append(v, sumTerms(a, o.Terms))
			}
			all = append(all, v)
		}
		for _, v := range all {
			if !slices.ContainsFunc(all, func(o []int64) bool { return dominates(o, v) }) {
				want = append(want, v)
			}
		}
		slices.SortFunc(want, slices.Compare)
		want = slices.CompactFunc(want, slices.Equal)
		points, complete := Pareto(context.Background(), w.form, assume, objectives, 0)
		var got [][]int64
		for _, p := range points {
			got = append(got, p.Values)
			if err := w.form.Check(p.Model); err != nil {
				t.Error(err)
			}
		}
		slices.SortFunc(got, slices.Compare)
		if !complete || !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("front %v (complete %v), want %v", got, complete, want)
		}
	})
}

func dominates(a, b []int64) bool {
	better := false
	for i := range a {
		if a[i] > b[i] {
			return false
		}
		better = better || a[i] < b[i]
	}
	return better
}

func TestWhatIfIsWhatAFreshAnswerGives(t *testing.T) {
	certified := 0
	eachWorld(t, 6, smallWorlds, 9, func(t *testing.T, r *rand.Rand, w *world) {
		base := randomLits(r, w.n, 4)
		s, out, err := NewSession(context.Background(), w.form, Options{Assume: base})
		if err != nil {
			t.Fatal(err)
		}
		checkOutcome(t, w, out, w.models(base...), base)
		for range 3 {
			checkWhatIf(t, w, s, base, randomLits(r, w.n, 2))
		}
		certified += s.Certified
	})
	if certified == 0 {
		t.Error("no question was answered by certificate")
	}
}

func checkWhatIf(t *testing.T, w *world, s *Session, base, change []Lit) {
	t.Helper()
	now := slices.Clone(change)
	for _, l := range base {
		if !slices.Contains(change, l) && !slices.Contains(change, -l) {
			now = append(now, l)
		}
	}
	out, err := s.WhatIf(context.Background(), change...)
	if err != nil {
		t.Fatal(err)
	}
	checkOutcome(t, w, out, w.models(now...), now)
}

func TestEvalAgreesWithModels(t *testing.T) {
	eachWorld(t, 7, smallWorlds, 8, func(t *testing.T, r *rand.Rand, w *world) {
		e := randomExpr(r, w.n, 4)
		φ := e.formula()
		known := randomLits(r, w.n, w.n)
		got := φ.Eval(func(l Lit) Value {
			switch {
			case slices.Contains(known, l) && !slices.Contains(known, -l):
				return True
			case slices.Contains(known, -l) && !slices.Contains(known, l):
				return False
			}
			return Open
		})
		someTrue, someFalse := false, false
		for a := uint32(0); a < 1<<w.n; a++ {
			fits := true
			for _, l := range known {
				fits = fits && (litHolds(a, l) || slices.Contains(known, -l))
			}
			if fits {
				holds := e.holds(a)
				someTrue, someFalse = someTrue || holds, someFalse || !holds
			}
		}
		if got == True && someFalse || got == False && someTrue {
			t.Errorf("%v, but true somewhere %v, false somewhere %v", got, someTrue, someFalse)
		}
		if len(known) == w.n && got == Open && !slices.ContainsFunc(known, func(l Lit) bool { return slices.Contains(known, -l) }) {
			t.Errorf("open although everything is known")
		}
	})
}
