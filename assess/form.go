package assess

import (
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/logic"
	"entente/phrase"
	"entente/sourcing"
)

// A form is the model as one pseudo-Boolean problem that serves every question;
// questions differ only in what they assume. For an input i that is open there is
// a literal for each value, "settled at v", and none need be true: a condition
// then holds only if it holds whatever the input turns out to be. Selectors are
// literals that switch one act, or the absence of one, on.
type form struct {
	*logic.Form
	m        *model
	settled  [][]logic.Lit // by input, by value
	x        []logic.Lit   // by actor: joins
	selector []selector
	steps    []step
	stands   []logic.Lit // by input: the selector that keeps it as it stands
	needs    []logic.Lit // by need: it is met
	firm     []logic.Lit // selectors of acts, always on but when looking for conflicts
	world    logic.Lit   // every input has a value, as in the world there will be
	drafted  logic.Lit   // every clause with a draft has a value, the draft's unless a step changes it
	chosen   logic.Lit   // every clause has a value
	broken   []concession
	concede  []logic.Term
	force    []logic.Term
	rows     *sourcing.Rows // nil where no line is on record
	loose    bool           // a condition too tangled to expand was judged by its parts
}

// selector is one thing a conflict can consist of: an act, or the absence of one.
type selector struct {
	lit    logic.Lit
	kind   selectorKind
	input  int
	actor  int
	term   *term
	need   *need
	rule   *rule
	absent bool // it stands for the absence of an act
}

type selectorKind int8

const (
	ofInput selectorKind = iota
	ofTerm
	ofNeed
	ofRule
	ofRight
)

// step is one thing somebody can do: settle an open input at a value.
type step struct {
	lit      logic.Lit
	input, v int
}

// concession is a reservation or preference that a member joins without.
type concession struct {
	lit   logic.Lit
	actor int
	term  *term
}

// newForm encodes the model. Stages: unmet musts, members, what the lines of the
// statement of requirements lack, troops, concessions (reservations before
// preferences), steps.
func newForm(m *model) *form {
	f := &form{Form: logic.NewForm(), m: m}
	f.world, f.drafted, f.chosen = f.New("a whole world"), f.New("a draft"), f.New("a package")
	for _, in := range m.inputs {
		f.addInput(in)
	}
	for _, a := range m.actors {
		f.x = append(f.x, f.New("joins."+a.code))
	}
	for i, a := range m.actors {
		f.addActor(i, a)
	}
	for _, r := range m.rules {
		s := f.New(r.act.ID)
		f.Imply(s, f.holds(r.expr))
		f.keep(selector{lit: s, kind: ofRule, rule: r})
	}
	if m.force != nil {
		f.addForce()
	}
	f.addNeeds()
	f.addStages()
	return f
}

func (f *form) keep(s selector) {
	f.selector = append(f.selector, s)
	if s.kind != ofNeed && s.kind != ofInput {
		f.firm = append(f.firm, s.lit)
	}
}

func (f *form) addInput(in *input) {
	i := len(f.settled)
	lits := make([]logic.Lit, len(in.values))
	for v, value := range in.values {
		lits[v] = f.New(in.name + "=" + value)
	}
	f.settled = append(f.settled, lits)
	stands := f.New(in.name)
	f.stands = append(f.stands, stands)
	s := selector{lit: stands, kind: ofInput, input: i}
	switch {
	case in.known >= 0:
		f.ExactlyOne(lits...)
		f.Clause(stands.Not(), lits[in.known])
		if !in.lift {
			f.firm = append(f.firm, stands)
		}
		s.absent = in.kind == supplyInput
	case in.draft >= 0:
		atMostOne(f.Form, lits)
		f.someIf(f.world, lits)
		f.someIf(f.drafted, lits)
		f.someIf(f.chosen, lits)
		f.Clause(stands.Not(), lits[in.draft])
	default:
		s.absent = true
		atMostOne(f.Form, lits)
		f.someIf(f.world, lits)
		if in.kind == clauseInput && in.used {
			f.someIf(f.chosen, lits)
		}
		for _, l := range lits {
			f.Clause(stands.Not(), l.Not())
		}
	}
	f.selector = append(f.selector, s)
	if in.known < 0 || in.lift {
		for _, v := range in.steps {
			f.steps = append(f.steps, step{lits[v], i, v})
		}
	}
}

// someIf is "when l is true, one of the values is settled".
func (f *form) someIf(l logic.Lit, values []logic.Lit) {
	f.Clause(append([]logic.Lit{l.Not()}, values...)...)
}

func atMostOne(f *logic.Form, lits []logic.Lit) {
	terms := make([]logic.Term, len(lits))
	for i, l := range lits {
		terms[i] = logic.Term{Weight: 1, Lit: l}
	}
	f.AtMost(1, terms...)
}

// addActor lets the actor join only while it is decided and its requirements hold
// and nobody bars it; one with a right of admission joins as soon as they do.
func (f *form) addActor(i int, a *actor) {
	switch a.forced {
	case +1:
		f.Clause(f.x[i])
		return
	case -1:
		f.Clause(f.x[i].Not())
		return
	}
	parts := []*expr{a.decided}
	f.Imply(f.x[i], f.holds(a.decided))
	for _, b := range f.m.bars {
		if b.against == i {
			f.Imply(f.x[i], f.holds(b.unless))
			parts = append(parts, b.unless)
		}
	}
	for n, t := range a.terms {
		if required := t.required(); required != nil {
			s, φ := f.New(fmt.Sprintf("%s#%d", t.act.ID, n)), f.holds(required)
			f.Imply(s, logic.Or(logic.Not(logic.Is(f.x[i])), φ))
			f.keep(selector{lit: s, kind: ofTerm, actor: i, term: t})
			parts = append(parts, required)
		}
		if t.strength != act.Mandatory {
			f.addConcession(i, t)
		}
	}
	if a.right {
		s := f.New("admission." + a.code)
		f.ImpliedBy(f.x[i], logic.And(logic.Is(s), f.holds(all(parts...))))
		f.keep(selector{lit: s, kind: ofRight, actor: i})
	}
}

// required is what the term demands before its actor joins; nil when it demands
// nothing. A term of unsettled strength demands it unless it is settled to be a
// reservation; one of a contested word demands it while that word may stand.
func (t *term) required() *expr {
	if t.strength == act.Reservation || t.strength == act.Preference {
		return nil
	}
	e := t.expr
	if t.weight >= 0 {
		e = any1(has(t.weight, 0), e)
	}
	return t.ifRead(e)
}

// ifRead is e, as far as the word that states it stands.
func (t *term) ifRead(e *expr) *expr {
	if t.reading < 0 {
		return e
	}
	return any1(neg(has(t.reading, t.reads)), e)
}

// addConcession adds the literal that is true when the actor joins without the
// term being met.
func (f *form) addConcession(i int, t *term) {
	c := f.New("concession of " + f.m.actors[i].code)
	f.Assert(logic.Or(logic.Not(logic.Is(f.x[i])), f.holds(t.ifRead(t.expr)), logic.Is(c)))
	f.broken = append(f.broken, concession{c, i, t})
}

func (f *form) addNeeds() {
	for _, n := range f.m.needs {
		l := f.New(n.act.ID)
		f.needs = append(f.needs, l)
		f.Imply(l, f.holds(n.expr))
		if n.members > 0 {
			f.atLeastIf(l, n.members, f.members())
		}
		if n.line >= 0 {
			f.Clause(l.Not(), f.rows.Met[n.line])
		}
	}
	for i, a := range f.m.actors {
		for _, p := range a.pledges {
			u := f.New("pledge " + p.act.ID)
			f.Clause(u.Not(), f.x[i])
			f.Imply(u, f.holds(p.when))
			f.force = append(f.force, logic.Term{Weight: p.troops, Lit: u})
		}
	}
	for k, n := range f.m.needs {
		if n.troops > 0 {
			f.atLeastIf(f.needs[k], n.troops, f.force)
		}
		if n.must {
			f.keep(selector{lit: f.needs[k], kind: ofNeed, need: n})
		}
	}
}

// atLeastIf is "when l is true, the sum is at least k".
func (f *form) atLeastIf(l logic.Lit, k int64, terms []logic.Term) {
	f.AtLeast(k, append([]logic.Term{{Weight: k, Lit: l.Not()}}, terms...)...)
}

func (f *form) members() []logic.Term {
	terms := make([]logic.Term, len(f.x))
	for i, x := range f.x {
		terms[i] = logic.Term{Weight: 1, Lit: x}
	}
	return terms
}

func (f *form) addStages() {
	var unmet, steps []logic.Term
	for k, n := range f.m.needs {
		if n.must {
			unmet = append(unmet, logic.Term{Weight: 1, Lit: f.needs[k].Not()})
		}
	}
	preferences := int64(0)
	for _, c := range f.broken {
		if c.term.strength == act.Preference {
			preferences++
		}
	}
	for _, c := range f.broken {
		w := int64(1)
		if c.term.strength != act.Preference {
			w = preferences + 1
		}
		f.concede = append(f.concede, logic.Term{Weight: w, Lit: c.lit})
	}
	for _, s := range f.steps {
		steps = append(steps, logic.Term{Weight: 1, Lit: s.lit})
	}
	f.Minimise(phrase.Key("unmet musts"), unmet...)
	f.Minimise(phrase.Key("members"), negative(f.members())...)
	if f.rows != nil {
		f.Minimise(phrase.Key("lines"), f.rows.Short...)
	}
	f.Minimise(phrase.Key("troops"), negative(f.force)...)
	f.Minimise(phrase.Key("concessions"), f.concede...)
	f.Minimise(phrase.Key("steps"), steps...)
}

func negative(terms []logic.Term) []logic.Term {
	out := make([]logic.Term, len(terms))
	for i, t := range terms {
		out[i] = logic.Term{Weight: -t.Weight, Lit: t.Lit}
	}
	return out
}

// holds is the formula that e is known to hold: whatever open inputs turn out to
// be. Parts judge that soundly; an input used in several ways is split first
// (Shannon), so that the judgement is exact.
func (f *form) holds(e *expr) logic.Formula {
	budget := 20_000
	φ := f.split(e, &budget)
	if budget <= 0 && !f.loose {
		f.loose = true
		f.m.note(f.m.said.Say("a condition uses so many inputs in several ways that it was judged part by part: a joining could have been missed"))
	}
	return φ
}

func (f *form) split(e *expr, budget *int) logic.Formula {
	*budget--
	i := e.mixed()
	if i < 0 || *budget <= 0 {
		return f.parts(e, false)
	}
	whatever := make([]logic.Formula, 0, len(f.settled[i]))
	ways := make([]logic.Formula, 0, len(f.settled[i])+1)
	for v, l := range f.settled[i] {
		φ := f.split(e.fix(i, v), budget)
		whatever = append(whatever, φ)
		ways = append(ways, logic.And(logic.Is(l), φ))
	}
	return logic.Or(append(ways, logic.And(whatever...))...)
}

// parts turns e into a formula over settled values: "not at v" is "settled at
// another value", so that an open input makes neither true.
func (f *form) parts(e *expr, negated bool) logic.Formula {
	switch e.op {
	case yes, no:
		if (e.op == yes) != negated {
			return logic.And()
		}
		return logic.Or()
	case is:
		if !negated {
			return logic.Is(f.settled[e.in][e.v])
		}
		var others []logic.Formula
		for v, l := range f.settled[e.in] {
			if v != e.v {
				others = append(others, logic.Is(l))
			}
		}
		return logic.Or(others...)
	case joins:
		if negated {
			return logic.Not(logic.Is(f.x[e.v]))
		}
		return logic.Is(f.x[e.v])
	case not:
		return f.parts(e.kids[0], !negated)
	}
	kids := make([]logic.Formula, len(e.kids))
	for i, kid := range e.kids {
		kids[i] = f.parts(kid, negated)
	}
	k := e.k
	if negated {
		k = len(kids) - e.k + 1
	}
	return logic.AtLeast(int64(k), kids...)
}

// asStands lists the selectors that keep every changeable input as it stands,
// save those of the kinds left free.
func (f *form) asStands(free ...inputKind) []logic.Lit {
	var lits []logic.Lit
	for i, in := range f.m.inputs {
		if (in.known < 0 || in.lift) && !slices.Contains(free, in.kind) {
			lits = append(lits, f.stands[i])
		}
	}
	return lits
}

// describe is the name of a step for machines: "option.disarmament=palestinian_police".
func (f *form) describe(s step) string {
	in := f.m.inputs[s.input]
	return strings.Join([]string{in.name, in.values[s.v]}, "=")
}
