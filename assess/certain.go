package assess

import (
	"context"
	"slices"

	"entente/logic"
)

// certain finds, for each actor, whether every maximal self-consistent coalition
// in every world contains it. An actor that joins step by step and whose presence
// hurts nobody is certain at once; for others a counter-example is sought. The
// second answer is false when the search was stopped before all were settled.
func (f *form) certain(ctx context.Context, able []bool, joined []logic.Value) ([]bool, bool) {
	sure := make([]bool, len(f.x))
	complete := true
	h := hunt{form: f, grown: f.Form.WithoutStages(), plain: len(f.m.rules) == 0}
	for _, a := range f.m.actors {
		h.plain = h.plain && !a.right
	}
	h.search = logic.NewSearch(h.grown)
	h.without = make([]bool, len(f.x))
	for i := range f.m.actors {
		switch {
		case !able[i], h.without[i]:
		case h.plain && joined[i] == logic.True && f.m.unhurtful(i, joined):
			sure[i] = true
		default:
			var settled bool
			sure[i], settled = h.none(ctx, i)
			complete = complete && settled
		}
	}
	return sure, complete
}

// unhurtful reports whether nobody's terms hold rather without actor i, nor
// without any of those who joined step by step.
func (m *model) unhurtful(i int, joined []logic.Value) bool {
	for j, v := range joined {
		if v == logic.True && m.actors[j].occursNeg {
			return false
		}
	}
	return !m.actors[i].occursNeg
}

// hunt looks for maximal coalitions without an actor (counter-example guided
// search, after Clarke et al. 2000): take a coalition without it, grow it as far
// as it goes; if the actor is in by then, rule out everything that could grow for
// the same cause, and look on.
type hunt struct {
	*form
	grown   *logic.Form // the form, and what was ruled out
	search  *logic.Search
	plain   bool   // no right of admission, no rule: who can be added depends on terms alone
	without []bool // by actor: a maximal coalition without it was found
}

// none reports whether no maximal coalition is without actor i, and whether that
// is settled. Worlds in which the actor's own terms fail come first: one of them
// mostly decides.
func (h *hunt) none(ctx context.Context, i int) (bool, bool) {
	here, fails := h.grown.New(""), h.grown.New("")
	h.grown.Imply(fails, h.holds(neg(h.m.terms(i))))
	base := with(h.worlds(), here, h.x[i].Not())
	for _, assume := range [][]logic.Lit{with(base, fails), base} {
		for {
			ans := h.search.Solve(ctx, assume...)
			if ans.Status == logic.Unknown {
				return false, false
			}
			if ans.Status == logic.Infeasible {
				break
			}
			world := h.worldOf(ans.Model)
			members := h.membersOf(ans.Model)
			after, settled := h.grow(ctx, world, members, i)
			if !settled {
				return false, false
			}
			if !after[i] {
				for j, in := range after {
					h.without[j] = h.without[j] || !in
				}
				return false, true
			}
			h.rule(here, i, world, members, after)
		}
	}
	return true, true
}

// worldOf lists the values a model gives to open inputs.
func (h *hunt) worldOf(m logic.Model) []logic.Lit {
	var lits []logic.Lit
	for i, values := range h.settled {
		if h.m.inputs[i].known >= 0 {
			continue
		}
		for _, l := range values {
			if m.True(l) {
				lits = append(lits, l)
			}
		}
	}
	return lits
}

func (f *form) membersOf(m logic.Model) []bool {
	in := make([]bool, len(f.x))
	for i, x := range f.x {
		in[i] = m.True(x)
	}
	return in
}

// grow extends a coalition of one world until nobody can be added: first without
// actor i, then with it.
func (h *hunt) grow(ctx context.Context, world []logic.Lit, members []bool, i int) ([]bool, bool) {
	for _, without := range []bool{true, false} {
		for {
			more := h.grown.New("")
			clause := []logic.Lit{more.Not()}
			assume := append(with(h.worlds(), more), world...)
			if without {
				assume = append(assume, h.x[i].Not())
			}
			for j, x := range h.x {
				if members[j] {
					assume = append(assume, x)
				} else if !without || j != i {
					clause = append(clause, x)
				}
			}
			h.grown.Clause(clause...)
			ans := h.search.Solve(ctx, assume...)
			if ans.Status == logic.Unknown {
				return nil, false
			}
			if ans.Status == logic.Infeasible {
				break
			}
			members = h.membersOf(ans.Model)
		}
	}
	return members, true
}

// rule excludes, while here is assumed, every coalition that could grow for the
// same cause as this one did.
func (h *hunt) rule(here logic.Lit, i int, world []logic.Lit, before, after []bool) {
	if cause, ok := h.addition(i, world, before, after); ok {
		h.grown.Clause(append(cause, here.Not())...)
		return
	}
	clause := []logic.Lit{here.Not()}
	for j, x := range h.x {
		if !after[j] {
			clause = append(clause, x)
		}
	}
	for _, l := range world {
		clause = append(clause, l.Not())
	}
	h.grown.Clause(clause...)
}

// addition generalises "these actors could be added": it returns a clause that is
// false in every coalition to which they could be added for the same cause. The
// cause is: their terms hold, whoever's terms hold rather without one of them
// either keeps them or is not in, and the rules hold.
func (h *hunt) addition(i int, world []logic.Lit, before, after []bool) ([]logic.Lit, bool) {
	g := growth{hunt: h, w: view{h.m.values(), make([]logic.Value, len(h.x))}}
	for k, values := range h.settled {
		for v, l := range values {
			if contains(world, l) {
				g.w.value[k] = v
			}
		}
	}
	for j := range h.x {
		g.w.joins[j] = logic.False
		if after[j] {
			g.w.joins[j] = logic.True
			if !before[j] {
				g.added = append(g.added, j)
			}
		}
	}
	for n := 0; n < len(g.added); { // leave out those the others do not need
		j, whole := g.added[n], g.added
		if j == i {
			n++
			continue
		}
		g.added = slices.Delete(slices.Clone(whole), n, n+1)
		g.w.joins[j] = logic.False
		if !g.goes() {
			g.added, g.w.joins[j] = whole, logic.True
			n++
		}
	}
	if !g.goes() || h.callsIn(g.added) {
		return nil, false
	}
	return g.cause(), true
}

// callsIn reports whether adding these could give somebody a right of admission.
func (h *hunt) callsIn(added []int) bool {
	for _, d := range added {
		for _, j := range h.m.calls[d] {
			if !slices.Contains(added, j) {
				return true
			}
		}
	}
	return false
}

// growth is the adding of some actors to a coalition of one world.
type growth struct {
	*hunt
	w     view // the coalition with the added in it
	added []int
}

// goes reports whether the added can join and nobody who minds them is hurt.
func (g *growth) goes() bool {
	for _, j := range g.added {
		if g.m.terms(j).judge(g.w) != logic.True {
			return false
		}
	}
	for _, d := range g.added {
		for _, j := range g.m.minds[d] {
			if g.w.joins[j] != logic.False && g.m.terms(j).judge(g.w) != logic.True {
				return false
			}
		}
	}
	for _, r := range g.m.rules {
		if r.expr.judge(g.w) != logic.True {
			return false
		}
	}
	return true
}

// minding reports whether actor j's terms hold rather without one of the added.
func (g *growth) minding(j int) bool {
	return !slices.Contains(g.added, j) && slices.ContainsFunc(g.added, func(d int) bool { return slices.Contains(g.m.minds[d], j) })
}

// cause drops every value and every other actor that the growth does not rest on,
// and writes the rest as a clause.
func (g *growth) cause() []logic.Lit {
	var clause []logic.Lit
	for k, in := range g.m.inputs {
		if v := g.w.value[k]; in.known < 0 && v >= 0 {
			if g.w.value[k] = -1; !g.goes() {
				g.w.value[k] = v
				clause = append(clause, g.settled[k][v].Not())
			}
		}
	}
	for j, v := range g.w.joins {
		if slices.Contains(g.added, j) {
			continue
		}
		absent := v == logic.False && g.minding(j)
		if g.w.joins[j] = logic.Open; absent || !g.goes() {
			g.w.joins[j] = v
			if v == logic.True {
				clause = append(clause, g.x[j].Not())
			} else {
				clause = append(clause, g.x[j])
			}
		}
	}
	return clause
}
