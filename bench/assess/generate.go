package main

import (
	"fmt"
	"math/rand/v2"

	"entente/logic"
)

// A size says how large a made-up situation is.
type size struct {
	name    string
	actors  int
	facts   int
	clauses int
	groups  int
	units   int // pledged units an actor
	lines   int // lines of the statement of requirements
}

// sizes are the measures of the race. Only oic57 and un193f have a force part
// that weighs; un193 and x1000 are politics alone.
var sizes = []size{
	{name: "seed7", actors: 7, facts: 10, clauses: 5, groups: 2, units: 2, lines: 4},
	{name: "oic57", actors: 57, facts: 40, clauses: 12, groups: 6, units: 4, lines: 20},
	{name: "un193", actors: 193, facts: 200, clauses: 20, groups: 12},
	{name: "un193f", actors: 193, facts: 200, clauses: 20, groups: 12, units: 10, lines: 60},
	{name: "x1000", actors: 1000, facts: 500, clauses: 30, groups: 40},
}

// A mode says what the solver may choose besides the package and the members.
type mode string

const (
	best mode = "best" // facts nobody has settled, and actors who have not decided, are free
	quo  mode = "quo"  // both stay at their default, false
)

// A world is one made-up situation, before a mode is chosen.
type world struct {
	form    *logic.Form
	rnd     *rand.Rand
	size    size
	joins   []logic.Lit
	decided []logic.Lit   // 0 where the actor has decided
	facts   []logic.Lit   // all facts
	open    []logic.Lit   // the unknown facts and undecided actors: the possible steps
	options [][]logic.Lit // by clause
	group   []int         // by actor
	ideal   [][]float64   // by group and clause, in 0..1
	leaders []int
	broken  []logic.Term // concessions: a reservation or preference not met, with its price
	members []logic.Term
	troops  []logic.Term
	unmet   []logic.Term
}

// generate makes the situation of a size, mode and seed as a form of four
// lexicographic stages: unmet demand, members, troops, concessions. The same
// three always give the same form. The steps returned are the unknowns, which
// mode quo keeps false by unit clauses and mode best leaves free; a question
// about unlocks starts from the form in mode best.
func generate(s size, m mode, seed uint64) (*logic.Form, world) {
	w := world{form: logic.NewForm(), rnd: rand.New(rand.NewPCG(seed, uint64(s.actors*1000+s.units))), size: s}
	w.makeFacts()
	w.makeClauses()
	w.makeActors()
	for a := range s.actors {
		w.makeTerms(a)
	}
	w.makeObjections()
	if s.units > 0 {
		w.makeForce()
	} else {
		w.makePledges()
	}
	if m == quo {
		for _, l := range w.open {
			w.form.Clause(l.Not())
		}
	}
	w.form.Minimise("unmet", w.unmet...)
	w.form.Minimise("members", w.members...)
	w.form.Minimise("troops", w.troops...)
	w.form.Minimise("concessions", w.broken...)
	return w.form, w
}

// makeFacts settles half of the facts, three in five of them as true.
func (w *world) makeFacts() {
	for i := range w.size.facts {
		f := w.form.New(fmt.Sprintf("fact.%d", i))
		w.facts = append(w.facts, f)
		switch {
		case w.rnd.Float64() < 0.5:
			w.open = append(w.open, f)
		case w.rnd.Float64() < 0.6:
			w.form.Clause(f)
		default:
			w.form.Clause(f.Not())
		}
	}
}

// makeClauses gives each clause two to five options, exactly one to be chosen.
func (w *world) makeClauses() {
	for c := range w.size.clauses {
		var opts []logic.Lit
		for v := range 2 + w.rnd.IntN(4) {
			opts = append(opts, w.form.New(fmt.Sprintf("option.%d.%d", c, v)))
		}
		w.form.ExactlyOne(opts...)
		w.options = append(w.options, opts)
	}
}

// makeActors puts actors in groups with an ideal point on each clause; twelve
// in a hundred are undecided.
func (w *world) makeActors() {
	for range w.size.groups {
		p := make([]float64, w.size.clauses)
		for c := range p {
			p[c] = w.rnd.Float64()
		}
		w.ideal = append(w.ideal, p)
	}
	for a := range w.size.actors {
		w.joins = append(w.joins, w.form.New(fmt.Sprintf("joins.%d", a)))
		w.group = append(w.group, w.rnd.IntN(w.size.groups))
		w.decided = append(w.decided, 0)
		w.members = append(w.members, logic.Term{Weight: -1, Lit: w.joins[a]})
	}
	for range 2 + w.size.actors/20 {
		w.leaders = append(w.leaders, w.rnd.IntN(w.size.actors))
	}
}

// makeTerms gives actor a its condition: eight in a hundred join whatever
// happens, seven refuse, the others have terms.
func (w *world) makeTerms(a int) {
	x := w.joins[a]
	switch p := w.rnd.Float64(); {
	case p < 0.08:
		return
	case p < 0.15:
		w.form.Clause(x.Not())
		return
	case p < 0.27:
		d := w.form.New(fmt.Sprintf("decided.%d", a))
		w.decided[a] = d
		w.open = append(w.open, d)
		w.form.Clause(x.Not(), d)
	}
	terms := w.conjunction(a)
	if w.rnd.Float64() < 0.15 {
		terms = logic.Or(terms, w.conjunction(a))
	}
	if w.rnd.Float64() < 0.05 && w.decided[a] == 0 { // a right of entry: willing means in
		y := w.form.Define(terms)
		w.form.Clause(x.Not(), y)
		w.form.Clause(x, y.Not())
		return
	}
	w.form.Imply(x, terms)
}

// conjunction is one alternative of an actor's terms.
func (w *world) conjunction(a int) logic.Formula {
	var parts []logic.Formula
	for range w.rnd.IntN(3) {
		f := w.facts[w.zipf(len(w.facts))]
		if w.rnd.Float64() < 0.1 {
			f = f.Not()
		}
		parts = append(parts, logic.Is(f))
	}
	for range 1 + w.rnd.IntN(3) {
		parts = append(parts, w.clauseTerm(a))
	}
	n := w.size.actors
	if w.rnd.Float64() < 0.5 {
		var company []logic.Formula
		for _, b := range w.company(a) {
			company = append(company, logic.Is(w.joins[b]))
		}
		parts = append(parts, logic.AtLeast(int64(1+w.rnd.IntN((len(company)+1)/2)), company...))
	}
	if w.rnd.Float64() < 0.1 {
		var all []logic.Formula
		for b := range n {
			if b != a {
				all = append(all, logic.Is(w.joins[b]))
			}
		}
		parts = append(parts, logic.AtLeast(int64(1+n*(1+w.rnd.IntN(4))/10), all...))
	}
	if w.rnd.Float64() < 0.15 {
		if b := w.rnd.IntN(n); b != a {
			parts = append(parts, logic.Is(w.joins[b].Not()))
		}
	}
	return logic.And(parts...)
}

// clauseTerm accepts the options near the actor's point. Two in five such terms
// are a reservation or a preference: broken at a price instead of binding.
func (w *world) clauseTerm(a int) logic.Formula {
	c := w.rnd.IntN(w.size.clauses)
	opts := w.options[c]
	point := w.ideal[w.group[a]][c] + (w.rnd.Float64()-0.5)*0.4
	reach := 0.15 + w.rnd.Float64()*0.3
	var accepted []logic.Formula
	near, dist := 0, 9.0
	for v, o := range opts {
		d := float64(v)/float64(len(opts)-1) - point
		if d < 0 {
			d = -d
		}
		if d <= reach {
			accepted = append(accepted, logic.Is(o))
		}
		if d < dist {
			near, dist = v, d
		}
	}
	if len(accepted) == 0 {
		accepted = append(accepted, logic.Is(opts[near]))
	}
	price := int64(0)
	switch p := w.rnd.Float64(); {
	case p < 0.25:
		price = 3
	case p < 0.4:
		price = 1
	}
	if price > 0 {
		b := w.form.New(fmt.Sprintf("concedes.%d.%d", a, len(w.broken)))
		w.broken = append(w.broken, logic.Term{Weight: price, Lit: b})
		accepted = append(accepted, logic.Is(b))
	}
	return logic.Or(accepted...)
}

// company is whom actor a looks to: two or three leaders and a few peers.
func (w *world) company(a int) []int {
	seen := map[int]bool{a: true}
	var list []int
	add := func(b int) {
		if !seen[b] {
			seen[b] = true
			list = append(list, b)
		}
	}
	for range 2 + w.rnd.IntN(2) {
		add(w.leaders[w.rnd.IntN(len(w.leaders))])
	}
	for range 3 + w.rnd.IntN(4) {
		b := w.rnd.IntN(w.size.actors)
		for try := 0; try < 8 && w.group[b] != w.group[a]; try++ {
			b = w.rnd.IntN(w.size.actors)
		}
		add(b)
	}
	if len(list) == 0 {
		add((a + 1) % w.size.actors)
	}
	return list
}

// zipf draws an index below n, low ones more often: a few facts matter to many.
func (w *world) zipf(n int) int {
	for {
		i := w.rnd.IntN(n)
		if w.rnd.Float64() < 1/(1+0.3*float64(i)) {
			return i
		}
	}
}

// makeObjections lets hosts bar actors of other groups unless a clause is
// settled their way.
func (w *world) makeObjections() {
	n := w.size.actors
	for range n / 6 {
		b := w.rnd.IntN(n)
		c := w.rnd.IntN(w.size.clauses)
		o := w.options[c][w.rnd.IntN(len(w.options[c]))]
		w.form.Clause(w.joins[b].Not(), o)
	}
}

// makePledges gives an actor a number of troops where there are no units, and
// the requirement a quorum: one in twelve.
func (w *world) makePledges() {
	weight := make([]int64, w.size.actors)
	for a := range weight {
		weight[a] = int64(1 + w.rnd.IntN(60))
		w.troops = append(w.troops, logic.Term{Weight: -weight[a], Lit: w.joins[a]})
	}
	w.makeCeilings(func(a int) []logic.Term { return []logic.Term{{Weight: weight[a], Lit: w.joins[a]}} })
	w.makeQuorum()
}

// makeQuorum counts ten for each member missing to one in twelve.
func (w *world) makeQuorum() {
	need := (w.size.actors + 11) / 12
	terms := w.binary("quorum", int64(need), 10)
	for _, x := range w.joins {
		terms = append(terms, logic.Term{Weight: 1, Lit: x})
	}
	w.form.AtLeast(int64(need), terms...)
}

// binary makes variables worth 1, 2, 4 … that together say any number up to
// most, each unit of it priced in the first stage.
func (w *world) binary(name string, most, price int64) []logic.Term {
	var terms []logic.Term
	for bit := int64(1); most > 0; bit *= 2 {
		v := min(bit, most)
		most -= v
		s := w.form.New(fmt.Sprintf("short.%s.%d", name, v))
		terms = append(terms, logic.Term{Weight: v, Lit: s})
		w.unmet = append(w.unmet, logic.Term{Weight: v * price, Lit: s})
	}
	return terms
}

// makeCeilings keeps every group at 60 % of the troops or less.
func (w *world) makeCeilings(troops func(actor int) []logic.Term) {
	for g := range w.size.groups {
		var terms []logic.Term
		for a := range w.size.actors {
			for _, t := range troops(a) {
				if w.group[a] == g {
					t.Weight *= 2
				} else {
					t.Weight *= -3
				}
				terms = append(terms, t)
			}
		}
		w.form.AtMost(0, terms...)
	}
}

// makeForce pledges units and asks for lines. A unit has a capability, a count
// of elements, troops, a caveat for one in five, and the lines its owner permits;
// it serves at one place at a time and only if its owner joins, which is one row:
// the sum of its assignments is at most joins. A line asks for 15 to 55 % of what
// the permitted units could give.
func (w *world) makeForce() {
	s := w.size
	capabilities := max(2, s.lines/4)
	lines := make([][]int, capabilities)
	for l := range s.lines {
		lines[l%capabilities] = append(lines[l%capabilities], l)
	}
	supply := make([]int64, s.lines)
	fill := make([][]logic.Term, s.lines)
	byActor := make([][]logic.Term, s.actors)
	for a := range s.actors {
		for u := range s.units {
			capability := w.rnd.IntN(capabilities)
			count := int64(1 + w.rnd.IntN(4))
			troops := count*8 + int64(w.rnd.IntN(20))
			var serves []logic.Term
			for _, l := range lines[capability] {
				if w.rnd.Float64() > 0.55 {
					continue
				}
				x := w.form.New(fmt.Sprintf("unit.%d.%d.%d", a, u, l))
				serves = append(serves, logic.Term{Weight: 1, Lit: x})
				fill[l] = append(fill[l], logic.Term{Weight: count, Lit: x})
				supply[l] += count
				t := logic.Term{Weight: troops, Lit: x}
				byActor[a] = append(byActor[a], t)
				w.troops = append(w.troops, logic.Term{Weight: -troops, Lit: x})
			}
			if len(serves) == 0 {
				continue
			}
			w.form.AtMost(0, append(serves[:len(serves):len(serves)], logic.Term{Weight: -1, Lit: w.joins[a]})...)
			if w.rnd.Float64() < 0.2 {
				c := w.rnd.IntN(s.clauses)
				row := serves[:len(serves):len(serves)]
				for _, o := range w.options[c] {
					if w.rnd.Float64() < 0.6 {
						row = append(row, logic.Term{Weight: -1, Lit: o})
					}
				}
				w.form.AtMost(0, row...)
			}
		}
	}
	for l := range s.lines {
		demand := supply[l] * int64(15+w.rnd.IntN(41)) / 100
		if demand == 0 {
			continue
		}
		price := int64(1)
		if w.rnd.Float64() < 0.25 { // a must
			price = 3
		}
		w.form.AtLeast(demand, append(fill[l], w.binary(fmt.Sprint(l), demand, price)...)...)
	}
	w.makeCeilings(func(a int) []logic.Term { return byActor[a] })
	w.makeQuorum()
}
