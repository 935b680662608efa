package assess

import (
	"context"

	"entente/logic"
)

// possible finds, for each actor, whether some self-consistent coalition in some
// world contains it. Every model found settles all its members at once.
func (f *form) possible(ctx context.Context, s *logic.Search) []bool {
	able := make([]bool, len(f.x))
	base := f.worlds()
	for i, x := range f.x {
		if able[i] {
			continue
		}
		if ans := s.Solve(ctx, with(base, x)...); ans.Status == logic.Feasible {
			for j, y := range f.x {
				able[j] = able[j] || ans.Model.True(y)
			}
		}
	}
	return able
}

// worlds is what holds in every world there could be: what is on record stands,
// objections that bar stand, and every open input has some value.
func (f *form) worlds() []logic.Lit {
	base := append([]logic.Lit{f.world}, f.firm...)
	for i, in := range f.m.inputs {
		if in.lift {
			base = append(base, f.stands[i])
		}
	}
	return base
}

// with is base and some more literals, leaving base as it was.
func with(base []logic.Lit, more ...logic.Lit) []logic.Lit {
	return append(base[:len(base):len(base)], more...)
}

// certain finds, for each actor, whether every maximal self-consistent coalition
// in every world contains it. An actor that joins step by step and whose presence
// hurts nobody is certain at once; for others a counter-example is sought. The
// second answer is false when the search was stopped before all were settled.
func (f *form) certain(ctx context.Context, able []bool, joined []logic.Value) ([]bool, bool) {
	sure := make([]bool, len(f.x))
	complete := true
	simple := len(f.m.rules) == 0
	for _, a := range f.m.actors {
		simple = simple && !a.right
	}
	hunt := counterexamples{form: f, grown: f.Form.WithoutStages(), rights: !simple}
	hunt.search = logic.NewSearch(hunt.grown)
	for i := range f.m.actors {
		switch {
		case !able[i]:
		case simple && joined[i] == logic.True && f.m.unhurtful(i, joined):
			sure[i] = true
		default:
			var settled bool
			sure[i], settled = hunt.none(ctx, i)
			complete = complete && settled
		}
	}
	return sure, complete
}

// unhurtful reports whether nobody's terms hold rather without actor i, nor
// without any of those who joined step by step before it.
func (m *model) unhurtful(i int, joined []logic.Value) bool {
	for j, v := range joined {
		if v == logic.True && m.actors[j].occursNeg {
			return false
		}
	}
	return !m.actors[i].occursNeg
}

// counterexamples hunts for maximal coalitions without an actor (counter-example
// guided, after Clarke et al. 2000): take a coalition without it, grow it as far
// as it goes; if the actor is in by then, rule out everything that could grow the
// same way, and look on.
type counterexamples struct {
	*form
	grown  *logic.Form // the form and what was ruled out
	search *logic.Search
	rights bool // a right of admission or a rule: causes cannot be generalised
}

// none reports whether no maximal coalition is without actor i, and whether that
// is settled.
func (h *counterexamples) none(ctx context.Context, i int) (bool, bool) {
	here := h.grown.New("")
	base := with(h.worlds(), here)
	for {
		ans := h.search.Solve(ctx, with(base, h.x[i].Not())...)
		switch ans.Status {
		case logic.Infeasible:
			return true, true
		case logic.Unknown:
			return false, false
		}
		world := h.worldOf(ans.Model)
		members, settled := h.grow(ctx, world, h.membersOf(ans.Model), i)
		if !settled {
			return false, false
		}
		if !members[i] {
			return false, true
		}
		h.rule(ctx, here, world, members)
	}
}

// worldOf lists the values a model gives to open inputs.
func (h *counterexamples) worldOf(m logic.Model) []logic.Lit {
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
func (h *counterexamples) grow(ctx context.Context, world []logic.Lit, members []bool, i int) ([]bool, bool) {
	for _, without := range []bool{true, false} {
		for {
			more := h.grown.New("")
			clause := []logic.Lit{more.Not()}
			assume := with(h.worlds(), more)
			assume = append(assume, world...)
			if without {
				assume = append(assume, h.x[i].Not())
			}
			for j, x := range h.x {
				if members[j] {
					assume = append(assume, x)
				} else if !(without && j == i) {
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

// rule excludes, while here is assumed, every coalition that could grow into these
// members: some other actor must be in, or one of the values the members rest on
// must be another.
func (h *counterexamples) rule(ctx context.Context, here logic.Lit, world []logic.Lit, members []bool) {
	var exactly []logic.Lit
	clause := []logic.Lit{here.Not()}
	for j, x := range h.x {
		if members[j] {
			exactly = append(exactly, x)
		} else {
			exactly = append(exactly, x.Not())
			clause = append(clause, x)
		}
	}
	if !h.rights {
		world = h.cause(ctx, exactly, world)
	}
	for _, l := range world {
		clause = append(clause, l.Not())
	}
	h.grown.Clause(clause...)
}

// cause drops every value without which the members still hold together.
func (h *counterexamples) cause(ctx context.Context, exactly, world []logic.Lit) []logic.Lit {
	needed := append([]logic.Lit(nil), world...)
	fixed := append(h.worlds()[1:], exactly...) // all but that every input has a value
	for k := 0; k < len(needed); {
		try := append(append([]logic.Lit(nil), needed[:k]...), needed[k+1:]...)
		assume := append(append([]logic.Lit(nil), fixed...), try...)
		for _, l := range world {
			if !contains(try, l) {
				assume = append(assume, l.Not())
			}
		}
		if h.search.Solve(ctx, assume...).Status == logic.Feasible {
			needed = try
			continue
		}
		k++
	}
	return needed
}

func contains(ls []logic.Lit, l logic.Lit) bool {
	for _, x := range ls {
		if x == l {
			return true
		}
	}
	return false
}

// coalitions lists the maximal self-consistent coalitions as everything stands,
// the draft included, and counts all self-consistent ones up to a limit.
func (f *form) coalitions(ctx context.Context, limit int) Coalitions {
	base := with(f.firm, f.asStands()...)
	out := make([]logic.Lit, len(f.x))
	for i, x := range f.x {
		out[i] = x.Not()
	}
	sets := logic.Minimal(ctx, f.Form.WithoutStages(), base, out, limit)
	c := Coalitions{Complete: sets.Complete}
	for _, s := range sets.Sets {
		var members []string
		for i := range f.x {
			if !contains(s, out[i]) {
				members = append(members, f.m.actors[i].code)
			}
		}
		c.Maximal = append(c.Maximal, members)
	}
	return c
}
