package assess

import (
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/logic"
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
