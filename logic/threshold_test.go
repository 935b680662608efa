package logic

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

// Forms with a long threshold go the way of decide.go. They are too large to try everything: the answers are
// checked for what they claim, by the plain search and against the same form with the threshold hidden from the climb.

// coalition is a form of actors who join on conditions over steps and each other, and of whom at least need must join.
func coalition(r *rand.Rand, actors, steps, need int) (*Form, []Lit) {
	f := NewForm()
	var s, x []Lit
	for range steps {
		s = append(s, f.New("step"))
	}
	for range actors {
		x = append(x, f.New("joins"))
	}
	for _, a := range x {
		var parts []Formula
		for range r.IntN(3) {
			l := s[r.IntN(steps)]
			if r.IntN(8) == 0 {
				l = -l
			}
			parts = append(parts, Is(l))
		}
		if r.IntN(2) == 0 {
			var others []Formula
			for range 4 {
				if b := x[r.IntN(actors)]; b != a {
					others = append(others, Is(b))
				}
			}
			parts = append(parts, AtLeast(int64(1+r.IntN(2)), others...))
		}
		if r.IntN(5) == 0 {
			if b := x[r.IntN(actors)]; b != a {
				parts = append(parts, Is(-b))
			}
		}
		f.Imply(a, And(parts...))
	}
	var terms []Term
	for _, a := range x {
		terms = append(terms, Term{1, a})
	}
	f.AtLeast(int64(need), terms...)
	return f, s
}

func TestClimbingAgreesWithPlainSearch(t *testing.T) {
	ctx := context.Background()
	climbed := 0
	for i := range uint64(300) {
		r := rand.New(rand.NewPCG(21, i))
		f, steps := coalition(r, 30, 12, 12+r.IntN(14))
		d := newDecider(ctx, f, nil)
		plain := newSolver(ctx, f.Vars())
		plain.load(f, 0)
		for range 4 {
			var units []lit
			for _, l := range steps {
				if r.IntN(2) == 0 {
					units = append(units, inner(-l))
				}
			}
			want := plain.solve(units, -1)
			cut := r.IntN(len(units) + 1) // units of the climb itself; the others are put as a question
			c := d.climb(units[:cut])
			for range 2 { // the second time from the cores of the first
				c.ask(units[cut:])
				got := c.run(1_000_000)
				if got == unknown {
					continue // no threshold is left open
				}
				climbed++
				if got != want {
					t.Fatalf("form %d: climbing says %d, the plain search %d", i, got, want)
				}
				if got == sat {
					f.must(modelOf(d.s, f.Vars()))
				} else if plain.solve(slices.Concat(units[:cut], d.s.core), -1) != unsat {
					t.Fatalf("form %d: core %v can stand", i, outers(d.s.core))
				}
			}
		}
	}
	if climbed < 500 {
		t.Errorf("only %d climbs", climbed)
	}
}

func TestMinimalSetsOverALongThreshold(t *testing.T) {
	ctx := context.Background()
	for i := range uint64(60) {
		r := rand.New(rand.NewPCG(22, i))
		f, steps := coalition(r, 30, 12, 10+r.IntN(12))
		got := Minimal(ctx, f, nil, steps, 0)
		switch i % 3 { // as if every question were hard
		case 0:
			e := newEnumeration(ctx, f, nil, steps)
			e.turn = 0
			got = e.list(0)
		case 1:
			q := NewSearch(f)
			q.d.turn = 0
			q.Minimal(ctx, []Lit{steps[0]}, steps, 3)
			q.d.turn = 0
			got = q.Minimal(ctx, nil, steps, 0)
		}
		if !got.Complete {
			t.Fatalf("form %d: not complete", i)
		}
		plain := newSolver(ctx, f.Vars())
		plain.load(f, 0)
		var possible []uint32
		for m := uint32(0); m < 1<<len(steps); m++ {
			if slices.ContainsFunc(possible, func(p uint32) bool { return p&m == p }) {
				continue // holds more than a set that does
			}
			var units []lit
			for j, l := range steps {
				if m>>j&1 == 0 {
					units = append(units, inner(-l))
				}
			}
			if plain.solve(units, -1) == sat {
				possible = append(possible, m)
			}
		}
		want := least(possible)
		slices.Sort(want)
		if !slices.Equal(asMasks(got.Sets, steps), want) {
			t.Fatalf("form %d: %d sets, want %d", i, len(got.Sets), len(want))
		}
	}
}
