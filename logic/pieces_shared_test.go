package logic

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

// owners is a stage whose sectors share what it costs: in each, units fill lines, each unit one, and every unit has an owner,
// who costs once for all its units; some owners are costly, some cost when they are left out, a ceiling on everybody is tight or loose, and
// the stage before says how many units may be had of a sort.
func owners(r *rand.Rand) *Form {
	f := NewForm()
	var all, sort, costs []Term
	owner := make([]Lit, 5)
	for o := range owner {
		owner[o] = f.New("owner")
		w := int64(1 + r.IntN(3))
		if r.IntN(4) == 0 { // the variable says that the owner is out
			costs = append(costs, Term{-w, owner[o]})
			owner[o] = owner[o].Not()
		} else {
			costs = append(costs, Term{w, owner[o]})
		}
	}
	for range 3 {
		lines := make([][]Term, 2)
		strength := int64(0)
		for range 5 {
			w := int64(6 + r.IntN(5))
			strength += w
			one := []Term{{-1, owner[r.IntN(len(owner))]}}
			bad := int64(r.IntN(3))
			for l := range lines {
				x := f.New("")
				one = append(one, Term{1, x})
				lines[l] = append(lines[l], Term{w, x})
				all, sort = append(all, Term{w, x}), append(sort, Term{bad, x})
			}
			f.AtMost(0, one...)
		}
		for _, l := range lines {
			f.AtLeast(strength/4+int64(r.IntN(4)), l...)
		}
	}
	f.AtMost(80+int64(r.IntN(20)), all...)
	f.Minimise("sort", sort...)
	f.Minimise("owners", costs...)
	return f
}

func TestPiecesThatShareAreTheWhole(t *testing.T) {
	asked, refused := 0, 0
	for seed := range uint64(60) {
		f := owners(rand.New(rand.NewPCG(seed, 59)))
		want := newBest(context.Background(), f, Options{}, false).run()
		h := newHybrid(newBest(context.Background(), f, Options{}, false))
		h.least, h.young = 1, 0
		got := h.run()
		if got.Status != want.Status || !slices.Equal(got.Values, want.Values) || !slices.Equal(got.Bounds, want.Bounds) {
			t.Fatalf("seed %d: %v %v, want %v %v", seed, got.Status, got.Values, want.Status, want.Values)
		}
		if h.p != nil && h.p.shared != nil {
			asked += len(h.p.shared.asked)
			for _, q := range h.p.shared.questions {
				if q.found == nil {
					refused++
				}
			}
		}
	}
	if asked == 0 || refused == 0 {
		t.Errorf("pieces were asked %d times, %d never could do without: both are to be seen", asked, refused)
	}
}

// What a piece answers is what a search in its rows answers, and of what it names one must cost.
func TestWhatAPieceAnswers(t *testing.T) {
	answers := map[verdict]int{}
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 61))
		f := owners(r)
		b := newBest(context.Background(), f, Options{}, false)
		if b.s.solve(nil, -1) != sat {
			continue
		}
		best := modelOf(b.s, f.Vars())
		b.s.backTo(0)
		pieces, _ := divide(b.s, f.rows, f.stages[1].Terms, 1, true)
		for i := range pieces {
			q := newQuestion(b.s, &pieces[i], best)
			plain := NewSearch(q.form)
			for range 10 {
				q.without = q.without[:0]
				var assume []Lit
				for k, x := range q.shares {
					if r.IntN(2) == 0 {
						q.without = append(q.without, k)
						assume = append(assume, x.inside.outer())
					}
				}
				v := q.answer(askConflicts)
				answers[v]++
				switch want := plain.Solve(context.Background(), assume...).Status; {
				case v == sat:
					if err := q.form.Check(q.found); err != nil || want != Feasible {
						t.Fatalf("seed %d: yes, with %v, where a search says %v", seed, err, want)
					}
					for _, l := range assume {
						if !q.found.True(l) {
							t.Fatalf("seed %d: the answer does not do without", seed)
						}
					}
				case v == unsat:
					if want != Infeasible {
						t.Fatalf("seed %d: no, where a search says %v", seed, want)
					}
					var named []Lit
					for _, l := range q.needed() {
						k := slices.IndexFunc(q.shares, func(x share) bool { return x.free == l.not() })
						named = append(named, q.shares[k].inside.outer())
					}
					if plain.Solve(context.Background(), named...).Status != Infeasible {
						t.Fatalf("seed %d: the piece can do without %v", seed, named)
					}
				}
			}
		}
	}
	if answers[sat] == 0 || answers[unsat] == 0 {
		t.Errorf("answers: %v", answers)
	}
}
