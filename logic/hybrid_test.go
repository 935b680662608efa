package logic

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSecondEngineIsWhatTryingEverythingGives(t *testing.T) {
	eachWorld(t, 31, smallWorlds, 10, func(t *testing.T, r *rand.Rand, w *world) {
		assume := randomLits(r, w.n, 3)
		h := newHybrid(newBest(context.Background(), w.form, Options{Assume: assume}, r.IntN(2) == 0))
		h.least, h.young = 1+r.IntN(2)*leastCost, 0
		checkOutcome(t, w, h.run(), w.models(assume...), assume)
	})
}

// With no time alone the engines hand over at every look at the clock.
func TestTurnsAreWhatTryingEverythingGives(t *testing.T) {
	eachWorld(t, 32, smallWorlds/4, 10, func(t *testing.T, r *rand.Rand, w *world) {
		assume := randomLits(r, w.n, 3)
		out, used, _ := portfolio(context.Background(), w.form, Options{Assume: assume}, 0, r.IntN(2) == 0)
		checkOutcome(t, w, out, w.models(assume...), assume)
		for l := range used {
			if !slices.Contains(assume, l.outer()) {
				t.Errorf("rests on %d, which was not assumed", l.outer())
			}
		}
	})
}

// A model to start from, however good, changes no optimum.
func TestTurnsFromAGivenModel(t *testing.T) {
	eachWorld(t, 38, smallWorlds/4, 10, func(t *testing.T, r *rand.Rand, w *world) {
		assume := randomLits(r, w.n, 3)
		given := NewSearch(w.form).Solve(context.Background(), assume...).Model
		if r.IntN(2) == 0 {
			given = newBest(context.Background(), w.form, Options{Assume: assume}, false).run().Model
		}
		o := Options{Assume: assume, Phases: given}
		out, _, _ := portfolio(context.Background(), w.form, o, 0, r.IntN(2) == 0)
		checkOutcome(t, w, out, w.models(assume...), assume)
		h := newHybrid(newBest(context.Background(), w.form, o, false))
		h.least, h.young = 1, 0
		checkOutcome(t, w, h.run(), w.models(assume...), assume)
	})
}

func TestCertificatesOfTheSecondEngine(t *testing.T) {
	certified := 0
	eachWorld(t, 35, smallWorlds/2, 9, func(t *testing.T, r *rand.Rand, w *world) {
		base := randomLits(r, w.n, 4)
		o := Options{Assume: base}
		h := newHybrid(newBest(context.Background(), w.form, o, true))
		s := sessionFrom(w.form, o, h.run(), h.b.used)
		for range 3 {
			checkWhatIf(t, w, s, base, randomLits(r, w.n, 2))
		}
		certified += s.Certified
	})
	if certified == 0 {
		t.Error("no question was answered by certificate")
	}
}

// What rests on stages that the other engine proved rests on its assumptions too.
func TestCertificatesOfSharedStages(t *testing.T) {
	certified := 0
	eachWorld(t, 37, smallWorlds/2, 9, func(t *testing.T, r *rand.Rand, w *world) {
		base := randomLits(r, w.n, 4)
		o := Options{Assume: base}
		first, used, _ := portfolio(context.Background(), w.form, o, 0, true)
		s := sessionFrom(w.form, o, first, used)
		for range 3 {
			checkWhatIf(t, w, s, base, randomLits(r, w.n, 2))
		}
		certified += s.Certified
	})
	if certified == 0 {
		t.Error("no question was answered by certificate")
	}
}

// force is a form of the shape the second engine is for: units on lines, owners who join or not, demands with a
// shortfall, a ceiling.
func force(r *rand.Rand, actors, lines int) *Form {
	f := NewForm()
	fill := make([][]Term, lines)
	var short, members, troops []Term
	var ceiling []Term
	var joins []Lit
	for a := range actors {
		j := f.New("joins")
		if len(joins) > 2 && r.IntN(3) == 0 {
			f.Clause(j.Not(), joins[r.IntN(len(joins))].Not())
		}
		joins = append(joins, j)
		members = append(members, Term{-1, j})
		for range 3 {
			count := int64(1 + r.IntN(4))
			row := []Term{{-1, j}}
			for l := range lines {
				if r.IntN(3) > 0 {
					continue
				}
				x := f.New("unit")
				row = append(row, Term{1, x})
				fill[l] = append(fill[l], Term{count, x})
				w := count*7 + int64(r.IntN(5))
				troops = append(troops, Term{-w, x})
				if a%3 == 0 {
					ceiling = append(ceiling, Term{2 * w, x})
				} else {
					ceiling = append(ceiling, Term{-3 * w, x})
				}
			}
			f.AtMost(0, row...)
		}
	}
	for l := range fill {
		var sum int64
		for _, t := range fill[l] {
			sum += t.Weight
		}
		need := sum / 2
		for bit := int64(1); need > 0 && bit <= sum; bit *= 2 {
			s := f.New("short")
			short = append(short, Term{bit, s})
			fill[l] = append(fill[l], Term{bit, s})
		}
		f.AtLeast(need, fill[l]...)
	}
	f.AtMost(0, ceiling...)
	f.Minimise("unmet", short...)
	f.Minimise("members", members...)
	f.Minimise("troops", troops...)
	return f
}

// The two engines have only the form and the clause-learning search in common.
func TestEnginesAgreeOnForces(t *testing.T) {
	r := rand.New(rand.NewPCG(33, 1))
	for i := range 12 {
		f := force(r, 4+i%3, 3)
		a := newBest(context.Background(), f, Options{}, false).run()
		b := newHybrid(newBest(context.Background(), f, Options{}, false)).run()
		if a.Status != Optimal || b.Status != Optimal || !slices.Equal(a.Values, b.Values) {
			t.Fatalf("form %d: %v %v, second engine %v %v", i, a.Status, a.Values, b.Status, b.Values)
		}
	}
}

// Numbers that no linear program in floating point can tell apart: the search must do without it, and end.
func TestSecondEngineWithHugeWeights(t *testing.T) {
	f := NewForm()
	var terms []Term
	for i := range 12 {
		terms = append(terms, Term{1<<55 + int64(i), f.New("x")})
	}
	for i := range terms {
		f.Clause(terms[i].Lit, terms[(i+1)%len(terms)].Lit, terms[(i+5)%len(terms)].Lit)
	}
	f.Minimise("cost", terms...)
	want := newBest(context.Background(), f, Options{}, false).run()
	got := newHybrid(newBest(context.Background(), f, Options{}, false)).run()
	if got.Status != Optimal || !slices.Equal(got.Values, want.Values) {
		t.Fatalf("%v %v, want %v", got.Status, got.Values, want.Values)
	}
}

func TestCancelledSecondEngineKeepsItsBounds(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	f := force(rand.New(rand.NewPCG(34, 1)), 30, 12)
	want, err := Best(ctx, f, Options{})
	if err != nil || want.Status != Optimal {
		t.Fatal(want.Status, err)
	}
	asked := 0
	h := newHybrid(newBest(ctx, f, Options{}, false))
	h.b.s.tick = func() {
		if h.p != nil && h.b.stage == 0 {
			asked++
		}
		if asked == 4 {
			stop()
		}
	}
	out := h.run()
	if out.Status != Feasible || out.Model == nil {
		t.Fatalf("status %v after %d looks at the clock", out.Status, asked)
	}
	if out.Bounds[0] > want.Values[0] || out.Values[0] < want.Values[0] {
		t.Fatalf("bound %d, optimum %d, found %d", out.Bounds[0], want.Values[0], out.Values[0])
	}
}
