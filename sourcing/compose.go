package sourcing

import (
	"fmt"
	"slices"

	"entente/act"
	"entente/logic"
)

// compose holds the units assigned to a rule of composition. The force is what is
// assigned, over the whole period: a person, or a unit, counts for each of its days.
func (r *Rows) compose(c *Composition) {
	bound := r.ground.Bound(c.Act)
	groups := []func(owner string) bool{c.Touches}
	if c.Body.Each {
		groups = nil
		if c.Body.Most != "" {
			r.ceiling(bound, c)
		}
		if c.Body.Least == "" {
			return
		}
		for _, owner := range r.owners() {
			if !c.Exempt(owner) {
				groups = append(groups, func(o string) bool { return o == owner })
			}
		}
	}
	for _, in := range groups {
		if c.Body.Least != "" {
			r.atLeast(bound, c, in)
		}
		if c.Body.Most != "" && !c.Body.Each {
			r.atMost(bound, c, in)
		}
	}
}

func (r *Rows) owners() []string {
	seen := map[string]bool{}
	var out []string
	for _, x := range r.Fills {
		if o := r.Units[x.Unit].Owner; !seen[o] {
			seen[o] = true
			out = append(out, o)
		}
	}
	return out
}

// Weighs is what a unit counts for a day in a rule.
func (c *Composition) Weighs(u *Unit) int64 {
	if c.Body.Of == "units" {
		return 1
	}
	return u.Low
}

// atLeast is "the group's part is at least so much of the whole": parts of both
// sides are multiplied out, so that nothing is rounded.
func (r *Rows) atLeast(bound logic.Lit, c *Composition, in func(string) bool) {
	part, _ := c.Body.Least.Parse()
	num, den, strict := part.Ratio()
	r.held(bound, c, strict, func(owner string, w int64) int64 {
		if in(owner) {
			return w * (den - num)
		}
		return -w * num
	})
}

// atMost is "the group's part is at most so much of the whole".
func (r *Rows) atMost(bound logic.Lit, c *Composition, in func(string) bool) {
	part, _ := c.Body.Most.Parse()
	num, den, _ := part.Ratio()
	r.held(bound, c, false, func(owner string, w int64) int64 {
		if in(owner) {
			return -w * (den - num)
		}
		return w * num
	})
}

// ceiling is "nobody's part is more than so much of the whole". The whole is counted
// once, in binary, for all contributors: a row for each that names everything assigned
// would make the form grow with their square. The count may be too low, never too
// high.
func (r *Rows) ceiling(bound logic.Lit, c *Composition) {
	part, _ := c.Body.Most.Parse()
	num, den, _ := part.Ratio()
	by := map[string][]logic.Term{}
	var all []logic.Term
	unit := int64(0)
	for _, x := range r.Fills {
		u := r.Units[x.Unit]
		for i := range x.Segments {
			if w := c.Weighs(u) * x.Segments[i].Days(); w > 0 {
				t := logic.Term{Weight: w, Lit: x.At[i]}
				all, by[u.Owner] = append(all, t), append(by[u.Owner], t)
				unit = gcd(unit, w)
			}
		}
	}
	whole := int64(0)
	for i := range all {
		all[i].Weight /= unit
		whole += all[i].Weight
	}
	var count []logic.Term
	for step := int64(1); whole > 0; step *= 2 {
		w := min(step, whole)
		whole -= w
		b := r.form.New("")
		count, all = append(count, logic.Term{Weight: w * num, Lit: b}), append(all, logic.Term{Weight: -w, Lit: b})
	}
	r.form.AtLeast(0, all...)
	for _, owner := range r.owners() {
		if own := by[owner]; len(own) > 0 && !c.Exempt(owner) {
			terms, most := slices.Clone(count), int64(0)
			for _, t := range own {
				w := t.Weight / unit * den
				terms, most = append(terms, logic.Term{Weight: -w, Lit: t.Lit}), most+w
			}
			r.form.AtLeast(0, append(terms, logic.Term{Weight: most, Lit: bound.Not()})...)
		}
	}
}

// held demands that the weights of what is assigned sum to at least nothing; to more
// than nothing, when strict and anybody is assigned.
func (r *Rows) held(bound logic.Lit, c *Composition, strict bool, weight func(owner string, w int64) int64) {
	var terms []logic.Term
	var all []logic.Lit
	unit, most := int64(0), int64(0)
	for _, x := range r.Fills {
		u := r.Units[x.Unit]
		for i := range x.Segments {
			if w := weight(u.Owner, c.Weighs(u)*x.Segments[i].Days()); w != 0 {
				terms = append(terms, logic.Term{Weight: w, Lit: x.At[i]})
				unit = gcd(unit, max(w, -w))
			}
			all = append(all, x.At[i])
		}
	}
	if len(terms) == 0 {
		return
	}
	for i := range terms {
		terms[i].Weight /= unit
		most += max(0, -terms[i].Weight)
	}
	least := int64(0)
	if strict {
		least = 1
		nobody := r.form.New("")
		for _, l := range all {
			r.form.Clause(nobody.Not(), l.Not())
		}
		terms = append(terms, logic.Term{Weight: 1, Lit: nobody})
	}
	r.form.AtLeast(least, append(terms, logic.Term{Weight: most + least, Lit: bound.Not()})...)
}

// leans is the literal that a unit leans on a provider for one of its needs; a
// provider that serves so many units serves no more.
func (r *Rows) leans(unit, need, v int) logic.Lit {
	key := lean{unit, need, v}
	l, ok := r.leaning[key]
	if !ok {
		l = r.form.New(fmt.Sprintf("%s leans on %s", r.Units[unit].ID, r.Units[v].ID))
		r.form.Clause(l.Not(), r.pledge(r.Units[v].Act, r.Units[v].Body))
		r.leaning[key] = l
	}
	return l
}

type lean struct{ unit, need, on int }

// LeanedOn reports whether another's unit could lean on a unit of an actor.
func (r *Rows) LeanedOn(owner string) bool {
	for _, x := range r.Fills {
		for _, s := range x.Segments {
			for _, by := range s.by {
				for _, v := range by {
					if r.Units[v].Owner == owner {
						return true
					}
				}
			}
		}
	}
	return false
}

// serves bounds how many units lean on a provider, each counted once for each of its
// needs.
func (r *Rows) serves(v int) {
	most := r.Units[v].Body.Serves
	var terms []logic.Term
	for u := range r.Units {
		for i := range r.Units[u].Body.Needs {
			if l, ok := r.leaning[lean{u, i, v}]; ok {
				terms = append(terms, logic.Term{Weight: 1, Lit: l})
			}
		}
	}
	if most > 0 && int64(len(terms)) > most {
		r.form.AtMost(most, terms...)
	}
}

// Usable is the literal that the units of a pledge can be had: its owner takes part
// and its condition holds. False for a pledge that fits nothing.
func (r *Rows) Usable(a *act.Act) (logic.Lit, bool) {
	l, ok := r.usable[a.ID]
	return l, ok
}
