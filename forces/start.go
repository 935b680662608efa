package forces

import (
	"cmp"
	"slices"

	"entente/logic"
	"entente/sourcing"
)

// startFrom is how many pairs of units and lines are worth a plan to start from.
const startFrom = 150

// start is a plan a planner could have made by hand, for the search to improve on: the
// largest coalition, then line by line, the most pressing first, the readiest units
// until the line is filled. It is nil where the case is small, or no such plan stands.
func (r *run) start(assume []logic.Lit) logic.Model {
	if len(r.m.Fills) < startFrom {
		return nil
	}
	f := r.m.Form.Clone()
	f.Minimise("members", negative(r.m.Members())...)
	coalition, err := logic.Best(r.ctx, f, logic.Options{Assume: assume})
	if err != nil || coalition.Model == nil {
		return nil
	}
	base := slices.Clone(assume)
	for _, code := range r.sit.Candidates() {
		if x, ok := r.m.Joins(code); ok && coalition.Model.True(x) {
			base = append(base, x)
		}
	}
	usable := r.together(base, r.usable())
	base = append(base, usable...)
	chosen := r.byHand(usable)
	var lits []logic.Lit
	for _, k := range chosen {
		x := &r.m.Fills[k]
		lits = append(append(lits, x.Lit), x.At...)
	}
	lits = r.together(base, lits)
	plan := r.search.Solve(r.ctx, append(slices.Clone(base), lits...)...)
	if plan.Status != logic.Feasible {
		return nil
	}
	kept := setOf(lits)
	for i := range r.m.Fills { // nobody else
		if x := &r.m.Fills[i]; !kept[x.Lit] {
			lits = append(lits, x.Lit.Not())
		}
	}
	if plan = r.search.Solve(r.ctx, append(slices.Clone(base), lits...)...); plan.Status != logic.Feasible {
		return nil
	}
	return r.exact(base, lits, plan.Model)
}

// exact is a model in which literals hold and an assignment is taken for no worse than it is.
func (r *run) exact(base, lits []logic.Lit, m logic.Model) logic.Model {
	exactly, filled := r.m.Exactly(m)
	lits = append(slices.Clone(lits), exactly...)
	needs := slices.Clone(lits)
	for l, line := range r.m.Lines {
		if need, ok := r.m.Need(line.ID()); ok && filled[l] {
			needs = append(needs, need)
		}
	}
	for _, all := range [][]logic.Lit{needs, lits} {
		if a := r.search.Solve(r.ctx, append(slices.Clone(base), all...)...); a.Status == logic.Feasible {
			return a.Model
		}
	}
	return nil
}

// from is what a search starts from: a plan, or the assignment found as everything stands where that can be had and is no
// worse.
func (r *run) from(f *logic.Form, assume []logic.Lit) logic.Model {
	plan := r.start(assume)
	if r.model == nil {
		return plan
	}
	var lits []logic.Lit
	for _, x := range r.m.Fills {
		for _, l := range append([]logic.Lit{x.Lit}, x.At...) {
			if !r.model.True(l) {
				l = l.Not()
			}
			lits = append(lits, l)
		}
	}
	found := r.exact(assume, lits, r.model)
	switch {
	case found == nil:
		return plan
	case plan == nil:
		return found
	}
	for _, s := range f.Stages() {
		if c := cmp.Compare(logic.Sum(plan, s.Terms), logic.Sum(found, s.Terms)); c < 0 {
			return plan
		} else if c > 0 {
			break
		}
	}
	return found
}

// usable are the literals of the pledges that can be had, each pledge once.
func (r *run) usable() []logic.Lit {
	var lits []logic.Lit
	seen := map[logic.Lit]bool{}
	for _, u := range r.m.Units {
		if l, ok := r.m.Usable(u.Act); ok && !seen[l] {
			seen[l] = true
			lits = append(lits, l)
		}
	}
	return lits
}

func setOf(lits []logic.Lit) map[logic.Lit]bool {
	set := make(map[logic.Lit]bool, len(lits))
	for _, l := range lits {
		set[l] = true
	}
	return set
}

// together leaves literals out, the last first, until the rest can stand on the base.
func (r *run) together(base, lits []logic.Lit) []logic.Lit {
	lits = slices.Clone(lits)
	for range len(lits) {
		a := r.search.Solve(r.ctx, append(slices.Clone(base), lits...)...)
		if a.Status != logic.Infeasible {
			return lits
		}
		last, core := -1, setOf(a.Core)
		for i, l := range lits {
			if core[l] {
				last = i
			}
		}
		if last < 0 {
			return nil
		}
		lits = slices.Delete(lits, last, last+1)
	}
	return lits
}

// byHand assigns units to lines one after the other.
func (r *run) byHand(usable []logic.Lit) []int {
	order := make([]int, len(r.m.Lines))
	for l := range order {
		order[l] = l
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := r.m.Lines[a], r.m.Lines[b]
		return cmp.Or(boolean(y.Must)-boolean(x.Must), cmp.Compare(y.Weight, x.Weight))
	})
	had := setOf(usable)
	byLine := make([][]int, len(r.m.Lines))
	for k := range r.m.Fills {
		x := &r.m.Fills[k]
		if l, ok := r.m.Usable(r.m.Units[x.Unit].Act); ok && had[l] && plain(x) {
			byLine[x.Line] = append(byLine[x.Line], k)
		}
	}
	taken := map[int]bool{}
	var chosen []int
	for _, l := range order {
		fits := slices.DeleteFunc(byLine[l], func(k int) bool { return taken[r.m.Fills[k].Unit] })
		slices.SortStableFunc(fits, func(a, b int) int {
			x, y := &r.m.Fills[a], &r.m.Fills[b]
			return cmp.Or(cmp.Compare(days(y), days(x)), cmp.Compare(r.m.Units[y.Unit].Level, r.m.Units[x.Unit].Level), cmp.Compare(r.m.Units[y.Unit].Low, r.m.Units[x.Unit].Low))
		})
		have := map[string]int64{}
		for _, k := range fits {
			short := false
			for _, m := range r.m.Lines[l].Measures() {
				short = short || have[m.Of] < m.Need
			}
			if !short {
				break
			}
			u := r.m.Units[r.m.Fills[k].Unit]
			for _, m := range r.m.Lines[l].Measures() {
				have[m.Of] += m.Brings(u)
			}
			taken[r.m.Fills[k].Unit] = true
			chosen = append(chosen, k)
		}
	}
	return chosen
}

// plain reports whether a unit can be at its line all the time it is there without
// anything being lifted.
func plain(x *sourcing.Fill) bool {
	return !slices.ContainsFunc(x.Segments, func(s sourcing.Segment) bool { return len(s.Caveats)+len(s.Fallen)+len(s.Coupled) > 0 })
}

func days(x *sourcing.Fill) int64 {
	n := int64(0)
	for i := range x.Segments {
		n += x.Segments[i].Days()
	}
	return n
}
