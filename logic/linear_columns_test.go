package logic

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

// inBinary makes the variables of a number up to most, each worth so much a step.
func inBinary(f *Form, most, worth int64) []Term {
	var bits []Term
	for step := int64(1); most > 0; step *= 2 {
		w := min(step, most)
		most -= w
		bits = append(bits, Term{w * worth, f.New("")})
	}
	return bits
}

func opposite(terms []Term) []Term {
	out := slices.Clone(terms)
	for i := range out {
		out[i].Weight = -out[i].Weight
	}
	return out
}

// counting is a form that counts what is assigned in binary, for a ceiling, and what a demand lacks.
func counting(r *rand.Rand) *Form {
	f := NewForm()
	var all, own []Term
	whole, part := int64(0), int64(0)
	for i := range 4 + r.IntN(2) {
		t := Term{int64(1 + r.IntN(4)), f.New("")}
		all, whole = append(all, t), whole+t.Weight
		if i%3 == 0 {
			own, part = append(own, Term{3 * t.Weight, t.Lit}), part+3*t.Weight
		}
	}
	count := inBinary(f, whole, 1)
	f.AtLeast(0, append(opposite(count), all...)...)
	free := f.New("free")
	f.AtLeast(0, append(append(opposite(own), count...), Term{part, free})...)
	need := int64(1 + r.IntN(int(whole)))
	lack := inBinary(f, need, 1)
	f.AtLeast(need, append(slices.Clone(lack), all...)...)
	met := f.New("met")
	f.AtMost(need, append(slices.Clone(lack), Term{need, met})...)
	f.Minimise("unmet", Term{-1, met}, Term{1, free})
	f.Minimise("short", lack...)
	var price []Term
	for _, t := range all {
		price = append(price, Term{int64(r.IntN(4)), t.Lit})
	}
	f.Minimise("price", price...)
	return f
}

func TestNumbersAreFoundAndExact(t *testing.T) {
	found := 0
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 41))
		f := counting(r)
		var best []int64
		for m := range uint(1) << f.Vars() {
			model := make(Model, f.Vars()+1)
			for v := range f.Vars() {
				model[v+1] = m>>v&1 == 1
			}
			if f.Check(model) != nil {
				continue
			}
			var values []int64
			for _, s := range f.Stages() {
				values = append(values, Sum(model, s.Terms))
			}
			if best == nil || slices.Compare(values, best) < 0 {
				best = values
			}
		}
		h := newHybrid(newBest(context.Background(), f, Options{}, false))
		if out := h.run(); out.Status != Optimal || !slices.Equal(out.Values, best) {
			t.Fatalf("seed %d: %v %v, want %v", seed, out.Status, out.Values, best)
		}
		found += len(h.p.numbers)
	}
	if found < 120 {
		t.Errorf("%d numbers found in 120 forms that have two each", found)
	}
}

// A cut holds wherever the row it was made from does.
func TestCutsLeaveEveryPoint(t *testing.T) {
	made := 0
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 43))
		p := &linear{}
		var row lrow
		var a []int64
		for c := range 2 + r.IntN(4) {
			w := int64(1+r.IntN(12)) * int64(1-2*r.IntN(2))
			p.span = append(p.span, int64(1+r.IntN(2)*r.IntN(4)))
			row.at, row.coef = append(row.at, int32(c)), append(row.coef, w)
		}
		row.least = int64(r.IntN(25) - 6)
		least := row.least
		for c, w := range row.coef {
			if r.IntN(3) == 0 {
				least -= w * p.span[c]
				w = -w
			}
			a = append(a, w)
		}
		d := int64(1 + r.IntN(12))
		if mod(least, d) == 0 {
			continue
		}
		cut, ok := p.rounding(&row, a, least, d)
		if !ok {
			continue
		}
		made++
		x := make([]int64, len(a))
		for more := true; more; {
			if dot(&row, x) >= row.least && dot(&cut, x) < cut.least {
				t.Fatalf("seed %d: %v, cut %v by %d, leaves out %v", seed, row, cut, d, x)
			}
			more = false
			for c := range x {
				if x[c]++; x[c] <= p.span[c] {
					more = true
					break
				}
				x[c] = 0
			}
		}
	}
	if made < 1000 {
		t.Errorf("only %d cuts made", made)
	}
}

func dot(r *lrow, x []int64) int64 {
	sum := int64(0)
	for k, c := range r.at {
		sum += r.coef[k] * x[c]
	}
	return sum
}
