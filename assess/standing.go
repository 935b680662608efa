package assess

import (
	"context"

	"entente/logic"
)

// now finds who is in as commitments stand, with everything open left open.
func (m *model) now(ctx context.Context) (w view, wave []int) {
	w = view{m.values(), make([]logic.Value, len(m.actors))}
	for i, a := range m.actors {
		if a.forced != 0 {
			w.joins[i] = logic.Value(a.forced)
		}
	}
	return m.admit(ctx, w)
}

// admit lets actors in step by step: whoever's terms hold whatever the open inputs
// and open actors turn out to be joins, whoever's cannot hold stays out; repeat
// until nothing changes. wave[i] is the round in which actor i joined, 0 when it
// did not: the order of approach.
func (m *model) admit(ctx context.Context, w view) (_ view, wave []int) {
	wave = make([]int, len(m.actors))
	for round := 1; ; round++ {
		next := append([]logic.Value(nil), w.joins...)
		changed := false
		for i := range m.actors {
			if w.joins[i] != logic.Open {
				continue
			}
			switch v := m.sure(ctx, m.terms(i), w); v {
			case logic.True:
				wave[i] = round
				fallthrough
			case logic.False:
				next[i], changed = v, true
			}
		}
		w.joins = next
		if !changed {
			return w, wave
		}
	}
}

// terms is all that must hold for actor i to join.
func (m *model) terms(i int) *expr { return m.whole[i] }

// join puts together all that must hold for actor i to join: decided,
// requirements, nobody barring it.
func (m *model) join(i int) *expr {
	a := m.actors[i]
	parts := []*expr{a.decided}
	for _, t := range a.terms {
		if e := t.required(); e != nil {
			parts = append(parts, e)
		}
	}
	for _, b := range m.bars {
		if b.against == i {
			parts = append(parts, b.unless)
		}
	}
	return all(parts...)
}

func (m *model) values() []int {
	v := make([]int, len(m.inputs))
	for i, in := range m.inputs {
		v[i] = in.known
	}
	return v
}

// sure is the value of e whatever the open inputs and actors turn out to be.
// Judging part by part settles most; where an input or actor occurs in several
// ways, a search for a counter-example decides.
func (m *model) sure(ctx context.Context, e *expr, w view) logic.Value {
	v := e.judge(w)
	if v != logic.Open || !e.tangled(w) {
		return v
	}
	f := logic.NewForm()
	world := map[int][]logic.Lit{}
	actor := map[int]logic.Lit{}
	var φ func(e *expr) logic.Formula
	φ = func(e *expr) logic.Formula {
		switch known := e.judge(w); {
		case known == logic.True:
			return logic.And()
		case known == logic.False:
			return logic.Or()
		}
		switch e.op {
		case is:
			if world[e.in] == nil {
				lits := make([]logic.Lit, len(m.inputs[e.in].values))
				for v := range lits {
					lits[v] = f.New("")
				}
				f.ExactlyOne(lits...)
				world[e.in] = lits
			}
			return logic.Is(world[e.in][e.v])
		case joins:
			if actor[e.v] == 0 {
				actor[e.v] = f.New("")
			}
			return logic.Is(actor[e.v])
		case not:
			return logic.Not(φ(e.kids[0]))
		}
		kids := make([]logic.Formula, len(e.kids))
		for i, kid := range e.kids {
			kids[i] = φ(kid)
		}
		return logic.AtLeast(int64(e.k), kids...)
	}
	l := f.Define(φ(e))
	s := logic.NewSearch(f)
	switch {
	case s.Solve(ctx, l.Not()).Status == logic.Infeasible:
		return logic.True
	case s.Solve(ctx, l).Status == logic.Infeasible:
		return logic.False
	}
	return logic.Open
}

// tangled reports whether an open input or actor occurs in more than one way, so
// that judging e by its parts may say open although e is not.
func (e *expr) tangled(w view) bool {
	type key struct{ in, v int }
	first := map[key]leaf{}
	found := false
	e.leaves(false, func(l leaf) {
		k := key{l.in, 0}
		if l.in < 0 {
			k.v = l.v
			if w.joins[l.v] != logic.Open {
				return
			}
		} else if w.value[l.in] >= 0 {
			return
		}
		if seen, ok := first[k]; ok && seen != l {
			found = true
		}
		first[k] = l
	})
	return found
}
