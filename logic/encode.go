package logic

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
)

// Formulas become rows in the manner of Plaisted and Greenbaum (1986): a variable for each nested threshold, tied to it only
// in the direction that is used. One at-least-k is one row; nothing is expanded into clauses, the search counts natively.

// given is one demand as the caller stated it: what check.go evaluates.
type given struct {
	kind    givenKind
	terms   []Term
	k       int64
	guard   Lit
	formula Formula
}

type givenKind int8

const (
	givenRow       givenKind = iota // Σ terms ≥ k
	givenImply                      // guard → formula (guard 0: formula)
	givenImpliedBy                  // formula → guard
)

// gate defines an auxiliary variable: out stands for Σ terms ≥ k, in one or both directions.
type gate struct {
	out    Lit
	terms  []Term
	k      int64
	total  int64
	down   bool // rows for out → threshold are there
	up     bool // rows for threshold → out are there
	depend []sub
}

// sub is a part of a gate that is itself a gate, with the sign it has there.
type sub struct {
	gate int
	flip bool
}

// Assert demands that the formula hold.
func (f *Form) Assert(φ Formula) {
	if f.admit(0, φ, givenImply) {
		f.imply(nil, φ, false)
	}
}

// Imply demands that the formula hold when the literal is true.
func (f *Form) Imply(l Lit, φ Formula) {
	if f.admit(l, φ, givenImply) {
		f.imply([]Lit{-l}, φ, false)
	}
}

// ImpliedBy demands that the literal be true when the formula holds.
func (f *Form) ImpliedBy(l Lit, φ Formula) {
	if f.admit(l, φ, givenImpliedBy) {
		f.imply([]Lit{l}, φ, true)
	}
}

// Define returns a literal that is true exactly when the formula holds: a new one, unless the formula is a literal or was
// needed before.
func (f *Form) Define(φ Formula) Lit {
	if !f.sound(φ) {
		return f.New("")
	}
	if φ.constant() {
		l := f.New("")
		f.Imply(l, φ)
		f.ImpliedBy(l, φ)
		return l
	}
	l, g := f.outline(φ)
	if g >= 0 {
		f.open(g, true)
		f.open(g, false)
		f.given = append(f.given, given{kind: givenImply, guard: l, formula: φ}, given{kind: givenImpliedBy, guard: l, formula: φ})
	}
	return l
}

func (f *Form) admit(guard Lit, φ Formula, kind givenKind) bool {
	if guard != 0 && !f.known([]Term{{1, guard}}) || !f.sound(φ) {
		return false
	}
	f.given = append(f.given, given{kind: kind, guard: guard, formula: φ})
	return true
}

// sound says that the formula can be counted and speaks of variables the form has; if not, the form fails.
func (f *Form) sound(φ Formula) bool {
	if !φ.countable() {
		f.fail(fmt.Errorf("%w: formula %d", ErrTooLarge, len(f.given)+1))
		return false
	}
	for l := range φ.Literals {
		if !f.known([]Term{{1, l}}) {
			return false
		}
	}
	return true
}

func (f Formula) countable() bool {
	if f.node == nil {
		return true
	}
	if f.node.tooLarge() {
		return false
	}
	for _, p := range f.node.parts {
		if !p.f.countable() {
			return false
		}
	}
	return true
}

// imply adds: one of escape is true, or φ (¬φ when flip) holds.
func (f *Form) imply(escape []Lit, φ Formula, flip bool) {
	flip = flip != φ.negated
	n := φ.node
	switch {
	case n == nil:
		if flip {
			f.row(1, clauseTerms(escape))
		}
		return
	case n.lit != 0:
		l := n.lit
		if flip {
			l = -l
		}
		f.row(1, clauseTerms(append(slices.Clip(escape), l)))
		return
	}
	k := n.k
	if flip { // fewer than k: the false parts weigh at least total-k+1
		k = n.total - n.k + 1
	}
	if k == n.total { // all parts
		for _, p := range n.parts {
			f.imply(escape, p.f, flip)
		}
		return
	}
	terms := make([]Term, 0, len(n.parts)+len(escape))
	for _, p := range n.parts {
		terms = append(terms, Term{p.weight, f.literal(p.f, flip)})
	}
	for _, e := range escape {
		terms = append(terms, Term{k, e})
	}
	f.row(k, terms)
}

func clauseTerms(lits []Lit) []Term {
	terms := make([]Term, len(lits))
	for i, l := range lits {
		terms[i] = Term{1, l}
	}
	return terms
}

// literal returns a literal that implies φ (¬φ when flip), making a gate for a threshold.
func (f *Form) literal(φ Formula, flip bool) Lit {
	l, g := f.outline(φ)
	if flip {
		l = -l
	}
	if g >= 0 {
		f.open(g, l != f.gates[g].out)
	}
	return l
}

// outline returns the literal that stands for φ, and its gate or -1. The rows of a new gate are not there yet.
func (f *Form) outline(φ Formula) (Lit, int) {
	n := φ.node
	l, g := Lit(0), -1
	if n.lit != 0 {
		l = n.lit
	} else {
		g = f.gate(n)
		l = f.gates[g].out
	}
	if φ.negated {
		l = -l
	}
	return l, g
}

// gate finds or makes the gate of a threshold node: equal thresholds over equal literals share one.
func (f *Form) gate(n *node) int {
	terms := make([]Term, 0, len(n.parts))
	var depend []sub
	for _, p := range n.parts {
		l, g := f.outline(p.f)
		terms = append(terms, Term{p.weight, l})
		if g >= 0 {
			depend = append(depend, sub{g, l != f.gates[g].out})
		}
	}
	slices.SortFunc(terms, func(a, b Term) int {
		return cmp.Or(cmp.Compare(a.Lit, b.Lit), cmp.Compare(a.Weight, b.Weight))
	})
	key := binary.AppendVarint(nil, n.k)
	for _, t := range terms {
		key = binary.AppendVarint(key, int64(t.Lit))
		key = binary.AppendVarint(key, t.Weight)
	}
	if g, ok := f.shared[string(key)]; ok {
		return g
	}
	f.gates = append(f.gates, gate{out: f.New(""), terms: terms, k: n.k, total: n.total, depend: depend})
	f.shared[string(key)] = len(f.gates) - 1
	return len(f.gates) - 1
}

// open adds the rows of one direction of a gate, and of the gates below it as far as that direction needs them.
func (f *Form) open(i int, up bool) {
	g := &f.gates[i]
	if up && g.up || !up && g.down {
		return
	}
	for _, d := range g.depend {
		f.open(d.gate, up != d.flip)
	}
	g = &f.gates[i]
	k, sign, guard := g.k, Lit(1), -g.out
	if up {
		k, sign, guard = g.total-g.k+1, -1, g.out
		g.up = true
	} else {
		g.down = true
	}
	if k == g.total { // every part: two-literal clauses propagate faster than one row
		for _, t := range g.terms {
			f.row(1, []Term{{1, guard}, {1, sign * t.Lit}})
		}
		return
	}
	terms := make([]Term, 0, len(g.terms)+1)
	for _, t := range g.terms {
		terms = append(terms, Term{t.Weight, sign * t.Lit})
	}
	f.row(k, append(terms, Term{k, guard}))
}
