package logic

import (
	"errors"
	"fmt"
	"maps"
)

// Lit is a literal: +v says that variable v is true, -v that it is false. Variables count from 1.
type Lit int32

// Not returns the opposite literal.
func (l Lit) Not() Lit { return -l }

// Var returns the variable of the literal, as a positive literal.
func (l Lit) Var() Lit {
	if l < 0 {
		return -l
	}
	return l
}

// Term is a weight that counts when its literal is true.
type Term struct {
	Weight int64
	Lit    Lit
}

// Row is a pseudo-Boolean inequality in normal form: the weights of its true literals sum to at least
// K. Weights are positive, at most K and in falling order; no variable occurs twice.
type Row struct {
	Terms []Term
	K     int64
}

// Stage is one step of a lexicographic objective: the sum of the weights of the true literals of
// Terms is to be as small as possible, given that no earlier stage gets worse.
type Stage struct {
	Name  string
	Terms []Term
}

// ErrTooLarge says that the weights of a row or stage sum to more than the search can count (2^60).
var ErrTooLarge = errors.New("logic: weights too large")

// ErrNotLiteral says that a row, formula or assumption names a variable the form does not have.
var ErrNotLiteral = errors.New("logic: no such variable")

const maxWeight = int64(1) << 60

// Form is a pseudo-Boolean form: variables, rows that must hold, and stages to be minimised. It keeps
// what the caller said beside what the search reads, so that every answer can be checked against the
// former. The zero Form is not usable; call NewForm. A Form is not safe for concurrent change;
// concurrent searches over one Form that nobody changes are safe.
type Form struct {
	names  []string // by variable; names[0] is not used, auxiliary variables have none
	rows   []Row    // what the search reads
	given  []given  // what the caller said
	stages []Stage
	gates  []gate         // definitions of auxiliary variables, in the order they were made
	shared map[string]int // normalised threshold -> its gate
	space  []Term         // what is left of a block that rows are cut from
	err    error
}

// NewForm returns an empty form.
func NewForm() *Form {
	return &Form{names: []string{""}, shared: map[string]int{}}
}

// New adds a variable and returns its positive literal. The name is for people: it need not be unique.
func (f *Form) New(name string) Lit {
	f.names = append(f.names, name)
	return Lit(len(f.names) - 1)
}

// Name returns the name of the literal's variable: "" for variables that the form made for itself.
func (f *Form) Name(l Lit) string { return f.names[l.Var()] }

// Vars returns the number of variables, those made for sub-formulas included.
func (f *Form) Vars() int { return len(f.names) - 1 }

// Rows returns the normalised rows. The caller must not change them.
func (f *Form) Rows() []Row { return f.rows }

// Stages returns the stages in order of importance. The caller must not change them.
func (f *Form) Stages() []Stage { return f.stages }

// Err returns the first misuse of the form, if any: ErrTooLarge or ErrNotLiteral with its place. A form
// with an error has no answers: Best returns the error, all others answer Unknown.
func (f *Form) Err() error { return f.err }

// Clause demands that at least one of the literals be true. The empty clause cannot be met.
func (f *Form) Clause(lits ...Lit) {
	terms := f.cut(len(lits))
	for _, l := range lits {
		terms = append(terms, Term{1, l})
	}
	f.atLeast(1, terms)
}

// AtLeast demands that the weights of the true literals sum to at least k. Weights may have any sign.
func (f *Form) AtLeast(k int64, terms ...Term) { f.atLeast(k, append(f.cut(len(terms)), terms...)) }

// atLeast is AtLeast for terms that nobody will change.
func (f *Form) atLeast(k int64, terms []Term) {
	if !f.known(terms) {
		return
	}
	f.given = append(f.given, given{kind: givenRow, terms: terms, k: k})
	f.row(k, terms)
}

// AtMost demands that the weights of the true literals sum to at most k. Weights may have any sign.
func (f *Form) AtMost(k int64, terms ...Term) {
	opposite := f.cut(len(terms))
	for _, t := range terms {
		opposite = append(opposite, Term{-t.Weight, t.Lit})
	}
	f.atLeast(-k, opposite)
}

// ExactlyOne demands that exactly one of the literals be true.
func (f *Form) ExactlyOne(lits ...Lit) {
	f.Clause(lits...)
	f.AtMost(1, clauseTerms(lits)...)
}

// Minimise appends a stage: given the optimum of the stages before, the sum of the weights of the true
// literals is to be as small as possible. To maximise, give negative weights; values are reported in
// the caller's own units and sign.
func (f *Form) Minimise(stage string, terms ...Term) {
	if !f.known(terms) {
		return
	}
	if _, ok := magnitude(terms); !ok {
		f.fail(fmt.Errorf("%w: stage %q", ErrTooLarge, stage))
		return
	}
	f.stages = append(f.stages, Stage{stage, append([]Term(nil), terms...)})
}

// Clone returns a copy that can be changed without changing f.
func (f *Form) Clone() *Form {
	return &Form{
		names:  f.names[:len(f.names):len(f.names)],
		rows:   f.rows[:len(f.rows):len(f.rows)],
		given:  f.given[:len(f.given):len(f.given)],
		stages: f.stages[:len(f.stages):len(f.stages)],
		gates:  append([]gate(nil), f.gates...),
		shared: maps.Clone(f.shared),
		err:    f.err,
	}
}

// WithoutStages returns a copy of f that has its rows and no stages.
func (f *Form) WithoutStages() *Form {
	g := f.Clone()
	g.stages = nil
	return g
}

// Sum returns the weights of the terms that are true in the model, added up.
func Sum(m Model, terms []Term) int64 {
	var sum int64
	for _, t := range terms {
		if m.True(t.Lit) {
			sum += t.Weight
		}
	}
	return sum
}

func (f *Form) fail(err error) {
	if f.err == nil {
		f.err = err
	}
}

func (f *Form) has(l Lit) bool {
	return l != 0 && l > -Lit(len(f.names)) && l < Lit(len(f.names))
}

func (f *Form) known(terms []Term) bool {
	for _, t := range terms {
		if !f.has(t.Lit) {
			f.fail(fmt.Errorf("%w: %d in row %d", ErrNotLiteral, t.Lit, len(f.given)+1))
			return false
		}
	}
	return true
}

func (f *Form) knownLits(lits []Lit) error {
	for _, l := range lits {
		if !f.has(l) {
			return fmt.Errorf("%w: %d among the assumptions", ErrNotLiteral, l)
		}
	}
	return f.err
}

// cut returns an empty list with room for n terms.
func (f *Form) cut(n int) []Term {
	if n > len(f.space) {
		f.space = make([]Term, max(n, 512))
	}
	list := f.space[:0:n]
	f.space = f.space[n:]
	return list
}

// row adds an encoded row: normalised, dropped when it always holds.
func (f *Form) row(k int64, terms []Term) {
	r, always, err := normalise(k, terms, f.cut(len(terms)))
	if err != nil {
		f.fail(fmt.Errorf("%w: row %d", err, len(f.given)))
		return
	}
	if !always {
		f.rows = append(f.rows, r)
	}
}
