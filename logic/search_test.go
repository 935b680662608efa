package logic

import (
	"context"
	"math/rand/v2"
	"testing"
)

// What is preferred is chosen wherever it is free, however often the mind is changed, and never makes a question
// answered otherwise.
func TestPrefer(t *testing.T) {
	ctx := context.Background()
	f := NewForm()
	a, b, c := f.New("a"), f.New("b"), f.New("c")
	f.Clause(a.Not(), b.Not())
	q := NewSearch(f)
	for _, want := range [][]Lit{{a, c}, {b, c.Not()}, {a, c.Not()}, {b, c}} {
		q.Prefer(want...)
		ans := q.Solve(ctx)
		for _, l := range want {
			if !ans.Model.True(l) {
				t.Errorf("%v preferred: %v", want, ans.Model)
			}
		}
	}
	for i := range uint64(60) {
		r := rand.New(rand.NewPCG(43, i))
		f := largeForm(r)
		q := NewSearch(f)
		for range 8 {
			var assume, like []Lit
			for v := Lit(1); v <= 12; v++ {
				assume = append(assume, []Lit{v, -v}[r.IntN(2)])
				like = append(like, []Lit{v + 12, -v - 12}[r.IntN(2)])
			}
			q.Prefer(like...)
			if got, want := q.Solve(ctx, assume...).Status, NewSearch(f).Solve(ctx, assume...).Status; got != want {
				t.Fatalf("form %d: %v, without a preference %v", i, got, want)
			}
		}
	}
}
