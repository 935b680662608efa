package logic

import (
	"context"
	"math/rand/v2"
	"testing"
)

// What a shifted sum and its constant cost is what the plain one costs, in every model with the
// values of the stages before.
func TestShiftCostsTheSame(t *testing.T) {
	dice := rand.New(rand.NewPCG(7, 7))
	shifted := 0
	for range 200 {
		f := NewForm()
		var first, second []Term
		for range 8 {
			x := f.New("")
			if dice.IntN(4) == 0 {
				x = -x
			}
			first = append(first, Term{-1 - dice.Int64N(2), x})
			second = append(second, Term{-10 - dice.Int64N(50), x})
		}
		f.AtMost(int64(3+dice.IntN(4)), eight()...)
		f.Minimise("members", first...)
		f.Minimise("troops", second...)
		b := newBest(context.Background(), f, Options{}, false)
		settled, err := Best(context.Background(), f, Options{})
		if err != nil || settled.Status != Optimal {
			t.Fatal(settled.Status, err)
		}
		b.stage, b.values = 1, settled.Values
		out, constant, differs := b.shift(second)
		if differs {
			shifted++
		}
		for bits := range 1 << 8 {
			m := make(Model, f.Vars()+1)
			for v := range 8 {
				m[v+1] = bits>>v&1 == 1
			}
			if f.Check(m) != nil || Sum(m, first) != settled.Values[0] {
				continue
			}
			if got, want := Sum(m, out)+constant, Sum(m, second); got != want {
				t.Fatalf("model %b: shifted %d, plain %d", bits, got, want)
			}
		}
	}
	if shifted == 0 {
		t.Fatal("nothing was shifted")
	}
}

func eight() []Term {
	var ts []Term
	for v := 1; v <= 8; v++ {
		ts = append(ts, Term{1, Lit(v)})
	}
	return ts
}
