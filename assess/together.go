package assess

import (
	"slices"

	"entente/logic"
)

// together is the smallest group that actor i must sign with at the same moment,
// as everything stands; nil when it needs no such group, or none would do.
func (r *run) together(i int) []string {
	if !r.grouped[i] {
		r.grouped[i], r.group[i] = true, r.smallestGroup(i)
	}
	return r.group[i]
}

func (r *run) smallestGroup(i int) []string {
	assume := with(r.f.firm, r.f.asStands()...)
	assume = append(assume, r.f.x[i])
	var open []logic.Lit
	for j, x := range r.f.x {
		if r.joined.joins[j] == logic.True {
			assume = append(assume, x)
		} else if j != i {
			open = append(open, x)
		}
	}
	if r.s.Solve(r.ctx, assume...).Status != logic.Feasible || r.s.Solve(r.ctx, with(assume, negated(open)...)...).Status == logic.Feasible {
		return nil
	}
	sets := r.s.Minimal(r.ctx, assume, open, 8)
	var group []string
	for _, s := range sets.Sets {
		if group == nil || len(s)+1 < len(group) {
			group = r.codes(append(s, r.f.x[i]))
		}
	}
	if r.startsAlone(i, group) {
		return nil
	}
	return group
}

// startsAlone reports whether the group, once the others are left out and the
// draft stands, comes in step by step: then no simultaneous signature is needed.
func (r *run) startsAlone(i int, group []string) bool {
	w := view{r.m.values(), make([]logic.Value, len(r.m.actors))}
	for k, in := range r.m.inputs {
		if in.known < 0 {
			w.value[k] = in.draft
		}
	}
	for j, a := range r.m.actors {
		switch {
		case r.joined.joins[j] == logic.True:
			w.joins[j] = logic.True
		case !slices.Contains(group, a.code):
			w.joins[j] = logic.False
		}
	}
	w, _ = r.m.admit(r.ctx, w)
	return w.joins[i] == logic.True
}

func negated(ls []logic.Lit) []logic.Lit {
	out := make([]logic.Lit, len(ls))
	for i, l := range ls {
		out[i] = l.Not()
	}
	return out
}

// codes lists the actors whose joining is among the literals, in their order.
func (r *run) codes(ls []logic.Lit) []string {
	var out []string
	for i, x := range r.f.x {
		if contains(ls, x) {
			out = append(out, r.m.actors[i].code)
		}
	}
	return out
}
