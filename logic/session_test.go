package logic

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// On forms too large to try everything, what-if answers are compared with fresh ones, whichever engine proved the first.
func TestWhatIfOnLargerForms(t *testing.T) {
	ctx := context.Background()
	certified := 0
	for i := range uint64(120) {
		r := rand.New(rand.NewPCG(41, i))
		f := largeForm(r)
		var base []Lit
		for v := Lit(1); v <= 8; v++ {
			base = append(base, []Lit{v, -v}[r.IntN(2)])
		}
		alone := []time.Duration{0, firstSlice, time.Hour}[i%3]
		first, used, _ := portfolio(ctx, f, Options{Assume: base}, alone, true)
		s := sessionFrom(f, Options{Assume: base}, first, used)
		for _, l := range base {
			got, err := s.WhatIf(ctx, -l)
			if err != nil {
				t.Fatal(err)
			}
			changed := slices.Clone(base)
			changed[slices.Index(changed, l)] = -l
			want, _ := Best(ctx, f, Options{Assume: changed})
			if got.Status != want.Status || !slices.Equal(got.Values, want.Values) {
				t.Fatalf("form %d, %d changed: %v %v, afresh %v %v", i, l, got.Status, got.Values, want.Status, want.Values)
			}
			if got.Model != nil {
				f.must(got.Model)
			}
		}
		certified += s.Certified
	}
	if certified == 0 {
		t.Error("no question was answered by certificate")
	}
}
