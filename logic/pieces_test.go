package logic

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

// sectors is a stage that nearly falls apart: in each of some sectors units of some strength and cost fill lines, each unit one; a ceiling on
// all of them together is tight or loose.
func sectors(r *rand.Rand) *Form {
	f := NewForm()
	var all, costs []Term
	for range 3 {
		lines := make([][]Term, 2)
		strength := int64(0)
		for range 4 + r.IntN(2) {
			w, cost := int64(6+r.IntN(5)), int64(r.IntN(4))
			strength += w
			one := []Term{}
			for l := range lines {
				x := f.New("")
				one = append(one, Term{1, x})
				lines[l] = append(lines[l], Term{w, x})
				all, costs = append(all, Term{w, x}), append(costs, Term{cost, x})
			}
			f.AtMost(1, one...)
		}
		for _, l := range lines {
			f.AtLeast(strength/4+int64(r.IntN(4)), l...)
		}
	}
	f.AtMost(70+int64(r.IntN(20)), all...)
	f.Minimise("cost", costs...)
	f.Minimise("units", eachOnce(all)...)
	return f
}

func eachOnce(terms []Term) []Term {
	out := slices.Clone(terms)
	for i := range out {
		out[i].Weight = 1
	}
	return out
}

func TestPiecesSideBySideAreTheWhole(t *testing.T) {
	loose, tight := 0, 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 53))
		f := sectors(r)
		want := newBest(context.Background(), f, Options{}, false).run()
		h := newHybrid(newBest(context.Background(), f, Options{}, false))
		h.least = 1
		got := h.run()
		if got.Status != want.Status || !slices.Equal(got.Values, want.Values) || !slices.Equal(got.Bounds, want.Bounds) {
			t.Fatalf("seed %d: %v %v, want %v %v", seed, got.Status, got.Values, want.Status, want.Values)
		}
		if want.Status != Optimal {
			continue
		}
		pieces, low := divide(newBest(context.Background(), f, Options{}, false).s, f.rows, f.stages[0].Terms, 1, false)
		if len(pieces) < 2 {
			t.Fatalf("seed %d: %d pieces, want more", seed, len(pieces))
		}
		for _, p := range pieces {
			out, err := Best(context.Background(), p.form, Options{})
			if err != nil || out.Status != Optimal {
				t.Fatalf("seed %d: a piece is %v, %v", seed, out.Status, err)
			}
			low += out.Values[0]
		}
		switch {
		case low == want.Values[0]:
			loose++
		case low < want.Values[0]:
			tight++
		default:
			t.Fatalf("seed %d: pieces cost %d, the whole %d", seed, low, want.Values[0])
		}
	}
	if loose == 0 || tight == 0 {
		t.Errorf("the ceiling bites in %d forms and not in %d: both are to be seen", tight, loose)
	}
}

func TestExchangesFindModels(t *testing.T) {
	better := 0
	for seed := range uint64(10) {
		f := sectors(rand.New(rand.NewPCG(seed, 54)))
		b := newBest(context.Background(), f, Options{}, false)
		if b.s.solve(nil, -1) != sat {
			continue
		}
		m := modelOf(b.s, f.Vars())
		e := newExchange(b.s, f.Vars(), f.rows, f.stages[0].Terms)
		for e.from(m, 1); e.search(exchangeEffort / 4); e.from(m, 1) {
			before := Sum(m, f.stages[0].Terms)
			m = slices.Clone(e.x)
			if err := f.Check(m); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if Sum(m, f.stages[0].Terms) >= before {
				t.Fatalf("seed %d: no better than %d", seed, before)
			}
			better++
		}
	}
	if better == 0 {
		t.Error("no exchange was found")
	}
}
