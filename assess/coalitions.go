package assess

import (
	"context"

	"entente/logic"
)

// possible finds, for each actor, whether some self-consistent coalition in some
// world contains it. Every model found settles all its members at once.
//
// When the search is stopped nobody is called out who was not shown to be, and
// complete is false.
func (f *form) possible(ctx context.Context, s *logic.Search) (able []bool, complete bool) {
	able, complete = make([]bool, len(f.x)), true
	base := f.worlds()
	for i, x := range f.x {
		if able[i] {
			continue
		}
		s.Prefer(f.unsettled(able)...) // one coalition settles all its members
		switch ans := s.Solve(ctx, with(base, x)...); ans.Status {
		case logic.Feasible:
			for j, y := range f.x {
				able[j] = able[j] || ans.Model.True(y)
			}
		case logic.Unknown:
			able[i], complete = true, false
		}
	}
	return able, complete
}

// unsettled are the literals of those not found able so far.
func (f *form) unsettled(able []bool) []logic.Lit {
	var out []logic.Lit
	for i, x := range f.x {
		if !able[i] {
			out = append(out, x)
		}
	}
	return out
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
func (r *run) coalitions(limit int) Coalitions {
	f := r.f
	base := with(f.firm, f.asStands()...)
	out := make([]logic.Lit, len(f.x))
	for i, x := range f.x {
		out[i] = x.Not()
	}
	sets := r.s.Minimal(r.ctx, base, out, limit)
	c := Coalitions{Maximal: [][]string{}, Complete: sets.Complete}
	for _, s := range sets.Sets {
		members := []string{}
		for i := range f.x {
			if !contains(s, out[i]) {
				members = append(members, f.m.actors[i].code)
			}
		}
		c.Maximal = append(c.Maximal, members)
	}
	return c
}
