package forces

import (
	"cmp"
	"slices"

	"entente/act"
	"entente/assess"
	"entente/brief"
	"entente/logic"
	"entente/situation"
	"entente/sourcing"
)

// causes explains what a line lacks on a day: of every unit that could fill it and
// does not, the first thing in its way; and what nobody offers.
type causes struct {
	*run
	fills map[*sourcing.Pair]*sourcing.Fill
	base  []logic.Lit // as everything stands, with the members of the assignment
	kept  map[string][]assess.ConflictPart
	able  map[string]bool // by pledge: its units can be had
}

func (r *run) causes() *causes {
	c := &causes{run: r, fills: map[*sourcing.Pair]*sourcing.Fill{}, kept: map[string][]assess.ConflictPart{}, able: map[string]bool{}}
	for i := range r.m.Fills {
		c.fills[r.m.Fills[i].Pair] = &r.m.Fills[i]
	}
	c.base = slices.Clone(r.stands)
	for _, code := range r.sit.Candidates() {
		if x, ok := r.m.Joins(code); ok {
			if !r.model.True(x) {
				x = x.Not()
			}
			c.base = append(c.base, x)
		}
	}
	return c
}

// can reports whether something is possible beside the members of the assignment.
func (c *causes) can(more ...logic.Lit) bool {
	return c.search.Solve(c.ctx, append(slices.Clip(c.base), more...)...).Status != logic.Infeasible
}

// of lists the causes of what a line lacks on a day, the greatest first.
func (c *causes) of(lack sourcing.Lack, on sourcing.Day) []Caused {
	var out []Caused
	offered := int64(0)
	for _, q := range c.m.OfLine(lack.Line) {
		u := c.m.Units[q.Unit]
		o, there := c.why(q, on)
		if there && lack.Of.Brings(u) > 0 {
			continue
		}
		amount := min(lack.Of.Brings(u), lack.Missing)
		offered += amount
		i := slices.IndexFunc(out, func(x Caused) bool { return x.Cause == o.Cause })
		if i < 0 {
			i, out = len(out), append(out, Caused{Cause: o.Cause})
		}
		out[i].Amount = min(out[i].Amount+amount, lack.Missing)
		out[i].Units = append(out[i].Units, u.ID)
		out[i].Because = append(out[i].Because, c.reason(u, o))
	}
	if left := lack.Missing - offered; left > 0 {
		out = append(out, Caused{Cause: sourcing.NotOffered, Amount: left})
	}
	slices.SortStableFunc(out, func(a, b Caused) int { return cmp.Compare(b.Amount, a.Amount) })
	return out
}

// reason says what stands in a unit's way.
func (c *causes) reason(u *sourcing.Unit, o sourcing.Obstacle) brief.Reason {
	x := brief.Reason{Statement: c.said.Say("{unit}: {cause}", c.unitWords(u), c.said.Say(string(o.Cause))), Finding: brief.Fails, Cites: situation.Cites(o.Acts...)}
	if o.Says != "" {
		x.Statement = c.said.Say("{what} – {why}", x.Statement, o.Says)
	}
	if o.Cause == sourcing.Refused || o.Cause == sourcing.OwnerOut || o.Cause == sourcing.Objected {
		for _, p := range c.parts(u.Owner) {
			x.Because = append(x.Because, brief.Reason{Statement: p.Statement, Finding: brief.Fails, Cites: p.Cites})
		}
	}
	return x
}

func (c *causes) unitWords(u *sourcing.Unit) string {
	return c.said.Say("{who}: {what} ({unit})", situation.Said(c.said, c.sit.Name(u.Owner), u.Owner), u.Body.What, u.ID)
}

func (c *causes) parts(owner string) []assess.ConflictPart {
	if _, known := c.kept[owner]; !known {
		c.kept[owner] = c.m.Keeps(owner)
	}
	return c.kept[owner]
}

// why is the first thing that keeps a unit from a line on a day; true when it is
// there.
func (c *causes) why(q *sourcing.Pair, on sourcing.Day) (sourcing.Obstacle, bool) {
	u := c.m.Units[q.Unit]
	own := []*act.Act{u.Act}
	if len(q.Never) > 0 {
		return q.Never[0], false
	}
	x := c.fills[q]
	if c.m.Present(c.model, x, on) {
		return sourcing.Obstacle{Cause: sourcing.Unsized, Says: c.said.Say("the record does not say how many people it has"), Acts: own}, true
	}
	i := slices.IndexFunc(q.Segments, func(s sourcing.Segment) bool { return s.On(on) })
	if i < 0 {
		return u.Absent(on, c.said), false
	}
	if !c.usable(u) {
		return c.notHad(u), false
	}
	s := q.Segments[i]
	if refusing := append(slices.Clone(s.Caveats), s.Fallen...); len(refusing) > 0 && !c.can(x.At[i]) {
		lifts := append(slices.Clip(c.base), x.At[i])
		for _, a := range refusing {
			for _, l := range c.m.Lift(a.ID) {
				lifts = append(slices.DeleteFunc(slices.Clone(lifts), func(k logic.Lit) bool { return k == l.Not() }), l)
			}
		}
		if len(s.Fallen) > 0 || len(s.Needs) == 0 || c.search.Solve(c.ctx, lifts...).Status != logic.Infeasible {
			return sourcing.Obstacle{Cause: sourcing.Caveated, Says: refusing[0].Body.(*act.Caveat).Words, Acts: refusing}, false
		}
	}
	if !c.can(x.At[i]) {
		return sourcing.Obstacle{Cause: sourcing.Unsupplied, Says: c.needs(s), Acts: own}, false
	}
	for k := range c.m.Fills {
		y := &c.m.Fills[k]
		switch {
		case !c.meets(y, s):
		case u.Body.AsLeaves != "" && string(u.Body.AsLeaves) == c.m.Units[y.Unit].Act.ID:
			return sourcing.Obstacle{Cause: sourcing.Coupled, Says: c.said.Say("it enters as {unit} leaves, and that one stays", c.m.Units[y.Unit].ID), Acts: []*act.Act{u.Act, c.m.Units[y.Unit].Act}}, false
		case y.Unit == q.Unit:
			return sourcing.Obstacle{Cause: sourcing.Assigned, Says: c.said.Say("it fills {line}", c.m.Lines[y.Line].ID()), Acts: own}, false
		case string(c.m.Units[y.Unit].Body.AsLeaves) == u.Act.ID:
			return sourcing.Obstacle{Cause: sourcing.Coupled, Says: c.said.Say("it leaves as {unit} enters", c.m.Units[y.Unit].ID), Acts: []*act.Act{u.Act, c.m.Units[y.Unit].Act}}, false
		}
	}
	return c.beside(u, x.At[i], s)
}

// meets reports whether, in the assignment, a unit is at its line on a day of a segment.
func (c *causes) meets(y *sourcing.Fill, s sourcing.Segment) bool {
	for i := range y.Segments {
		if c.model.True(y.At[i]) && y.Segments[i].Meets(&s) {
			return true
		}
	}
	return false
}

// usable reports whether the units of a pledge can be had.
func (c *causes) usable(u *sourcing.Unit) bool {
	able, known := c.able[u.Act.ID]
	if !known {
		l, ok := c.m.Usable(u.Act)
		able = ok && c.can(l)
		c.able[u.Act.ID] = able
	}
	return able
}

// notHad says why the units of a pledge cannot be had: its owner, or its condition.
func (c *causes) notHad(u *sourcing.Unit) sourcing.Obstacle {
	x, candidate := c.m.Joins(u.Owner)
	parts := c.parts(u.Owner)
	if candidate && c.model.True(x) || !candidate && len(parts) == 0 {
		return sourcing.Obstacle{Cause: sourcing.Condition, Says: c.said.Say("it comes if {condition}", c.m.Condition(u.Body.If)), Acts: []*act.Act{u.Act}}
	}
	for _, p := range parts {
		if cause, ok := c.objection(p); ok {
			return sourcing.Obstacle{Cause: cause, Says: p.Statement}
		}
	}
	return sourcing.Obstacle{Cause: sourcing.OwnerOut}
}

// objection reports whether a part of a conflict is an objection, and whose: the
// host's, or of one whose consent is needed; or another's.
func (c *causes) objection(p assess.ConflictPart) (sourcing.Cause, bool) {
	if kind, _, _ := cut(p.Input); kind != "bar" && kind != "effect" {
		return "", false
	}
	if def := c.sit.Actors[p.Actor]; def != nil {
		if b := def.Body.(*act.Actor); b.Consent == "required" || slices.Contains(b.Roles, "host") {
			return sourcing.Refused, true
		}
	}
	return sourcing.Objected, true
}

// needs says what a unit needs from others.
func (c *causes) needs(s sourcing.Segment) string {
	var words []string
	for _, n := range s.Needs {
		words = append(words, capability(c.said, n.Capability))
	}
	return c.said.Say("it needs {what} from others", and(c.said, words))
}

// beside says why a unit that could be there is not: a rule of composition, a provider
// that serves others already, or nobody needs it.
func (c *causes) beside(u *sourcing.Unit, at logic.Lit, s sourcing.Segment) (sourcing.Obstacle, bool) {
	assigned := []logic.Lit{at}
	for i := range c.m.Fills {
		if x := &c.m.Fills[i]; c.model.True(x.Lit) {
			assigned = append(assigned, x.At...)
		}
	}
	assigned = slices.DeleteFunc(assigned, func(l logic.Lit) bool { return l != at && !c.model.True(l) })
	free := slices.DeleteFunc(slices.Clone(c.base), func(l logic.Lit) bool { return slices.Contains(c.m.Composition(), l) })
	switch fits := c.can(assigned...); {
	case !fits && len(s.Needs) > 0 && c.search.Solve(c.ctx, append(free, assigned...)...).Status == logic.Infeasible:
		return sourcing.Obstacle{Cause: sourcing.Unsupplied, Says: c.said.Say("{what}, and they serve others", c.needs(s)), Acts: []*act.Act{u.Act}}, false
	case !fits:
		var rules []*act.Act
		says := ""
		for _, k := range c.m.Plan.Rules {
			if k.Binds {
				rules, says = append(rules, k.Act), k.Body.Words
			}
		}
		return sourcing.Obstacle{Cause: sourcing.Composed, Says: says, Acts: rules}, false
	}
	if u.Low == 0 {
		return sourcing.Obstacle{Cause: sourcing.Unsized, Says: c.said.Say("the record does not say how many people it has at least"), Acts: []*act.Act{u.Act}}, false
	}
	return sourcing.Obstacle{Cause: sourcing.Spare, Acts: []*act.Act{u.Act}}, false
}
