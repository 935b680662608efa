package logic

import "fmt"

// Model says of every variable whether it is true. Model[v] is for variable v; Model[0] is not used.
type Model []bool

// True says whether the literal is true in the model.
func (m Model) True(l Lit) bool {
	if l < 0 {
		return !m[-l]
	}
	return m[l]
}

// Value returns the literal's value in the model, for Formula.Eval.
func (m Model) Value(l Lit) Value {
	if m.True(l) {
		return True
	}
	return False
}

// Check evaluates every row and formula of the form, as the caller stated them, against the model and returns an error
// for the first that does not hold. It shares no code with the search, not even the normal form; every model this
// package returns has passed it.
func (f *Form) Check(m Model) error {
	if len(m) != len(f.names) {
		return fmt.Errorf("logic: model of %d variables for a form of %d", len(m)-1, f.Vars())
	}
	for i, g := range f.given {
		if !g.holds(m) {
			return fmt.Errorf("logic: demand %d does not hold in the model", i+1)
		}
	}
	return nil
}

func (g *given) holds(m Model) bool {
	switch g.kind {
	case givenRow:
		var sum int64
		for _, t := range g.terms {
			if m.True(t.Lit) {
				sum += t.Weight
			}
		}
		return sum >= g.k
	case givenImply:
		return g.guard != 0 && !m.True(g.guard) || g.formula.holds(m)
	default:
		return m.True(g.guard) || !g.formula.holds(m)
	}
}

// holds evaluates in two values.
func (f Formula) holds(m Model) bool {
	n := f.node
	switch {
	case n == nil:
		return !f.negated
	case n.lit != 0:
		return m.True(n.lit) != f.negated
	}
	var sum int64
	for _, p := range n.parts {
		if p.f.holds(m) {
			sum += p.weight
		}
	}
	return (sum >= n.k) != f.negated
}

// must is called with every model on its way out: a model that fails the check is a fault of this package, and no
// answer is better than a wrong one.
func (f *Form) must(m Model) Model {
	if err := f.Check(m); err != nil {
		panic(err)
	}
	return m
}
