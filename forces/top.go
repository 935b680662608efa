package forces

import (
	"cmp"
	"slices"

	"entente/logic"
	"entente/sourcing"
)

// topped is an assignment with those units added that it leaves idle although a line
// lacks what they bring. What is missing is weighed in hundredths of a line, and a few people
// may not make up one: but no planner leaves them at home, and the gap is told in people.
// Nothing the assignment has is given up for them.
func (r *run) topped(m logic.Model, assume []logic.Lit) logic.Model {
	t := topping{run: r, there: map[logic.Lit]bool{}, base: slices.Clone(assume), byUnit: map[int][]*sourcing.Fill{}}
	for i := range r.m.Fills {
		x := &r.m.Fills[i]
		t.byUnit[x.Unit] = append(t.byUnit[x.Unit], x)
		for _, l := range x.At {
			t.there[l] = m.True(l)
		}
	}
	for _, k := range r.m.Lacks(m) {
		if k.Missing > 0 {
			t.gaps = append(t.gaps, k)
		}
	}
	idle := t.idle()
	if len(idle) == 0 {
		return m
	}
	for _, code := range r.sit.Candidates() {
		if x, ok := r.m.Joins(code); ok {
			t.hold(m, x)
		}
	}
	for l, line := range r.m.Lines {
		if need, ok := r.m.Need(line.ID()); ok && m.True(need) {
			t.hold(m, need)
		}
		if m.True(r.m.Met[l]) {
			t.hold(m, r.m.Met[l])
		}
	}
	added := false
	for _, s := range idle {
		if at := s.At[s.segment]; !t.busy(s) && t.gain(s) > 0 && r.search.Solve(r.ctx, t.lits(at)...).Status == logic.Feasible {
			t.take(s)
			added = true
		}
	}
	if !added {
		return m
	}
	var lits []logic.Lit
	for i := range r.m.Fills {
		some := false
		for _, l := range r.m.Fills[i].At {
			some = some || t.there[l]
			lits = append(lits, as(t.there[l], l))
		}
		lits = append(lits, as(some, r.m.Fills[i].Lit))
	}
	plan := r.search.Solve(r.ctx, append(slices.Clone(t.base), lits...)...)
	if plan.Status != logic.Feasible {
		return m
	}
	if exact := r.exact(t.base, lits, plan.Model); exact != nil {
		return exact
	}
	return m
}

func as(yes bool, l logic.Lit) logic.Lit {
	if yes {
		return l
	}
	return l.Not()
}

// topping is an assignment being added to.
type topping struct {
	*run
	there  map[logic.Lit]bool // who is at which line
	base   []logic.Lit
	gaps   []sourcing.Lack
	byUnit map[int][]*sourcing.Fill
}

// stay is a segment of a unit at a line.
type stay struct {
	*sourcing.Fill
	segment int
	gain    float64 // parts of the line times days, as the assignment was found
}

func (t *topping) hold(m logic.Model, l logic.Lit) { t.base = append(t.base, as(m.True(l), l)) }

// lits assume that those who are there stay, and that one more comes.
func (t *topping) lits(more logic.Lit) []logic.Lit {
	lits := append(slices.Clone(t.base), more)
	for i := range t.m.Fills {
		for _, l := range t.m.Fills[i].At {
			if t.there[l] {
				lits = append(lits, l)
			}
		}
	}
	return lits
}

// idle are the stays that would take something from a gap, those first that take most.
func (t *topping) idle() []stay {
	var out []stay
	had := map[string]bool{}
	for i := range t.m.Fills {
		x := &t.m.Fills[i]
		for k := range x.Segments {
			s := stay{Fill: x, segment: k}
			if s.gain = t.gain(s); s.gain == 0 || t.weighed(s) || t.busy(s) {
				continue
			}
			u := t.m.Units[x.Unit]
			if _, known := had[u.Act.ID]; !known {
				l, ok := t.m.Usable(u.Act)
				had[u.Act.ID] = ok && t.search.Solve(t.ctx, append(slices.Clone(t.base), l)...).Status == logic.Feasible
			}
			if had[u.Act.ID] {
				out = append(out, s)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b stay) int { return cmp.Compare(b.gain, a.gain) })
	return out
}

// weighed reports whether the stay makes up a hundredth by itself: then the search has
// weighed it, and something keeps the unit away.
func (t *topping) weighed(s stay) bool {
	return slices.ContainsFunc(t.gaps, func(k sourcing.Lack) bool {
		return k.Line == s.Line && s.Segments[s.segment].On(k.Spans[0].From) &&
			k.Of.Parts(max(0, k.Missing-k.Of.Brings(t.m.Units[s.Unit]))) < k.Of.Parts(k.Missing)
	})
}

// busy reports whether the unit is at a line on a day of the stay already.
func (t *topping) busy(s stay) bool {
	for _, y := range t.byUnit[s.Unit] {
		for i := range y.Segments {
			if t.there[y.At[i]] && y.Segments[i].Meets(&s.Segments[s.segment]) {
				return true
			}
		}
	}
	return false
}

// gain is what the stay would take from the gaps of its line that are left.
func (t *topping) gain(s stay) float64 {
	sum := 0.0
	for _, k := range t.gaps {
		if k.Line != s.Line {
			continue
		}
		for _, span := range k.Spans {
			days := s.Segments[s.segment].Meet(span).Days()
			sum += float64(days*min(k.Of.Brings(t.m.Units[s.Unit]), k.Missing)) / float64(k.Of.Need)
		}
	}
	return sum
}

// take puts the unit there, and what it brings off the gaps.
func (t *topping) take(s stay) {
	t.there[s.At[s.segment]] = true
	for i := range t.gaps {
		k := &t.gaps[i]
		if k.Line == s.Line && s.Segments[s.segment].On(k.Spans[0].From) {
			k.Missing = max(0, k.Missing-k.Of.Brings(t.m.Units[s.Unit]))
		}
	}
}
