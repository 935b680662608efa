package logic

import (
	"context"
	"math/rand/v2"
	"testing"
)

// company is a world of actors who join if a share of all do, or one whom they look to, or never with another: what a bound on
// members puts out of reach.
func company(r *rand.Rand) *world {
	w := &world{n: 4 + r.IntN(7), form: NewForm()}
	for range w.n {
		w.form.New("joins")
	}
	rule := func(f func(a uint32) bool) { w.rules = append(w.rules, f) }
	var members, troops []Term
	for i := range w.n {
		l := Lit(i + 1)
		members = append(members, Term{-1, l})
		troops = append(troops, Term{-int64(1 + r.IntN(9)), l})
		var e expr
		switch r.IntN(3) {
		case 0:
			e = expr{op: "atleast", k: int64(1 + r.IntN(w.n))}
			for j := range w.n {
				if j != i {
					e.parts = append(e.parts, expr{op: "lit", lit: Lit(j + 1)})
				}
			}
			if r.IntN(3) == 0 {
				e = expr{op: "or", parts: []expr{e, {op: "lit", lit: randomLit(r, w.n)}}}
			}
		case 1:
			e = expr{op: "lit", lit: -Lit(r.IntN(w.n) + 1)}
		default:
			e = randomExpr(r, w.n, 2)
		}
		w.form.Imply(l, e.formula())
		rule(func(a uint32) bool { return !litHolds(a, l) || e.holds(a) })
	}
	w.form.Minimise("members", members...)
	w.form.Minimise("troops", troops...)
	return w
}

func TestBoundsPutNothingOutOfReachThatIsBest(t *testing.T) {
	r := rand.New(rand.NewPCG(36, 1))
	beyond := 0
	for i := range smallWorlds {
		w := company(r)
		assume := randomLits(r, w.n, 2)
		models := w.models(assume...)
		tracked := r.IntN(2) == 0
		o := Options{Assume: assume}
		b := newBest(context.Background(), w.form, o, tracked)
		checkOutcome(t, w, b.run(), models, assume)
		if b.reach != nil && b.reach.said > 0 {
			beyond++
		}
		checkOutcome(t, w, newHybrid(newBest(context.Background(), w.form, o, tracked)).run(), models, assume)
		if i%4 == 0 {
			out, _, _ := portfolio(context.Background(), w.form, o, 0, tracked)
			checkOutcome(t, w, out, models, assume)
		}
		if t.Failed() {
			t.Fatalf("company %d: %d actors", i, w.n)
		}
	}
	if beyond == 0 {
		t.Error("nothing was out of reach: the test tries nothing")
	}
	t.Logf("a bound put something out of reach in %d of %d", beyond, smallWorlds)
}
