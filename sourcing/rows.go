package sourcing

import (
	"fmt"
	"slices"

	"entente/act"
	"entente/logic"
)

// Ground says, in the literals and formulas of a form, what the fit turns on and is
// not for this package to know.
type Ground interface {
	// Takes holds when the actor takes part and nobody whose consent counts keeps it out.
	Takes(actor string) logic.Formula
	// Holds holds when the condition is known to hold.
	Holds(act.Condition) logic.Formula
	// Lifted is true when the caveat is lifted.
	Lifted(caveat *act.Act) logic.Lit
	// Pledged is true when somebody pledges what the line lacks.
	Pledged(line *act.Act) logic.Lit
	// Bound is true while the rule binds.
	Bound(rule *act.Act) logic.Lit
}

// Rows is a plan written into a form.
type Rows struct {
	*Plan
	Met       []logic.Lit  // by line: filled over its whole period
	Short     []logic.Term // what is missing: see [Rows.Shortfall]
	Unready   []logic.Term // levels of readiness the units assigned lack, one for each unit
	Provide   []logic.Term // one for each actor whose units are assigned
	Providers []string     // whose they are
	Fills     []Fill       // one for each pair that can be

	form    *logic.Form
	ground  Ground
	usable  map[string]logic.Lit // by pledge: its owner takes part and its condition holds
	leaning map[lean]logic.Lit
	missing []missing
	days    int64   // what the days of all periods are multiples of
	byUnit  [][]int // fills of each unit
}

// Fill is a pair that can be: its literal is true when the unit is assigned to the line.
type Fill struct {
	*Pair
	Lit logic.Lit
	At  []logic.Lit // by segment: it is there
}

// Encode writes the plan into a form. Everything it adds can be met by assigning
// nobody.
func (p *Plan) Encode(f *logic.Form, g Ground) *Rows {
	r := &Rows{Plan: p, form: f, ground: g, usable: map[string]logic.Lit{}, leaning: map[lean]logic.Lit{}, byUnit: make([][]int, len(p.Units))}
	for _, q := range p.Pairs {
		if len(q.Never) == 0 {
			r.addFill(q)
		}
	}
	for u := range p.Units {
		r.onePlace(u)
		r.serves(u)
	}
	for k := range r.Fills {
		r.apart(&r.Fills[k])
	}
	slots := make([][]slot, len(p.Lines))
	for l := range p.Lines {
		slots[l] = r.slots(l)
		for _, s := range slots[l] {
			r.days = gcd(r.days, s.days())
		}
	}
	for l := range p.Lines {
		r.addLine(l, slots[l])
	}
	r.addReadiness()
	for _, c := range p.Rules {
		if c.Binds && !c.Body.Neighbours && c.Body.Of != "posts" {
			r.compose(c)
		}
	}
	return r
}

// pledge is the literal that the units of a pledge can be had at all.
func (r *Rows) pledge(a *act.Act, b *act.Pledge) logic.Lit {
	l, ok := r.usable[a.ID]
	if !ok {
		l = r.form.New("pledge " + a.ID)
		r.form.Imply(l, logic.And(r.ground.Takes(string(a.Actor)), r.ground.Holds(b.If)))
		r.usable[a.ID] = l
	}
	return l
}

func (r *Rows) addFill(q *Pair) {
	u := r.Units[q.Unit]
	x := Fill{Pair: q, Lit: r.form.New(u.ID + " fills " + r.Lines[q.Line].ID())}
	for i := range q.Segments {
		s, l := &q.Segments[i], x.Lit
		if len(q.Segments) > 1 {
			l = r.form.New(fmt.Sprintf("%s at %s, %d", u.ID, r.Lines[q.Line].ID(), i+1))
			r.form.Clause(l.Not(), x.Lit)
		}
		for _, c := range s.Caveats {
			r.form.Imply(l, logic.Or(logic.Is(r.ground.Lifted(c)), r.falls(c)))
		}
		for _, c := range s.Fallen {
			r.form.Imply(l, r.falls(c))
		}
		for i, n := range s.Needs {
			r.need(l, q.Unit, i, n, s.by[i])
		}
		x.At = append(x.At, l)
	}
	if len(x.At) > 1 { // it fills the line on some day
		r.form.Clause(append([]logic.Lit{x.Lit.Not()}, x.At...)...)
	}
	r.byUnit[q.Unit] = append(r.byUnit[q.Unit], len(r.Fills))
	r.Fills = append(r.Fills, x)
}

// falls is the formula that a caveat falls by its own condition.
func (r *Rows) falls(c *act.Act) logic.Formula {
	unless := c.Body.(*act.Caveat).Unless
	if unless.IsZero() {
		return logic.Never
	}
	return r.ground.Holds(unless)
}

// need lets a unit be there only while somebody provides what it needs.
func (r *Rows) need(l logic.Lit, unit, i int, n act.Enabler, by []int) {
	some := []logic.Lit{l.Not()}
	for _, v := range by {
		x := r.Units[v]
		if x.Body.Serves == 0 {
			some = append(some, r.pledge(x.Act, x.Body))
			continue
		}
		some = append(some, r.leans(unit, i, v))
	}
	r.form.Clause(some...)
}

// onePlace lets a unit be at one line at a time, and only if it can be had.
func (r *Rows) onePlace(u int) {
	fills := r.byUnit[u]
	if len(fills) == 0 {
		return
	}
	had := r.pledge(r.Units[u].Act, r.Units[u].Body)
	var cuts []Day
	for _, k := range fills {
		for _, s := range r.Fills[k].Segments {
			cuts = append(cuts, s.From, s.To)
		}
	}
	slices.Sort(cuts)
	var rows [][]logic.Lit
	for _, d := range slices.Compact(cuts) {
		var at []logic.Lit
		for _, k := range fills {
			x := &r.Fills[k]
			for i := range x.Segments {
				if x.Segments[i].On(d) {
					at = append(at, x.At[i])
				}
			}
		}
		within := func(big, small []logic.Lit) bool {
			return !slices.ContainsFunc(small, func(l logic.Lit) bool { return !slices.Contains(big, l) })
		}
		if len(at) == 0 || slices.ContainsFunc(rows, func(row []logic.Lit) bool { return within(row, at) }) {
			continue
		}
		rows = append(slices.DeleteFunc(rows, func(row []logic.Lit) bool { return within(at, row) }), at)
	}
	for _, row := range rows { // each says for all of them what a clause would say for one
		for _, needs := range []logic.Lit{had, r.provides(r.Units[u].Owner)} {
			terms := []logic.Term{{Weight: 1, Lit: needs}}
			for _, l := range row {
				terms = append(terms, logic.Term{Weight: -1, Lit: l})
			}
			r.form.AtLeast(0, terms...)
		}
	}
}

// apart keeps a unit away on days on which one is there that enters as it leaves.
func (r *Rows) apart(x *Fill) {
	for i, s := range x.Segments {
		for _, c := range s.Coupled {
			for _, k := range r.byUnit[c.Unit] {
				if y := &r.Fills[k]; y.Pair == c.Pair {
					r.form.Clause(x.At[i].Not(), y.At[c.Segment].Not())
				}
			}
		}
	}
}

// provides is the literal that an actor provides units: true when any of them is
// assigned.
func (r *Rows) provides(owner string) logic.Lit {
	i := slices.Index(r.Providers, owner)
	if i < 0 {
		i = len(r.Providers)
		r.Providers = append(r.Providers, owner)
		r.Provide = append(r.Provide, logic.Term{Weight: 1, Lit: r.form.New(owner + " provides")})
	}
	return r.Provide[i].Lit
}

// addReadiness counts how ready the units assigned are.
func (r *Rows) addReadiness() {
	best := len(PCRS().Levels)
	for _, x := range r.Fills {
		if lacks := best - r.Units[x.Unit].Level; lacks > 0 {
			r.Unready = append(r.Unready, logic.Term{Weight: int64(lacks), Lit: x.Lit})
		}
	}
}
