package condition

import (
	"slices"

	"entente/logic"
)

// Kind is what an atom asks about.
type Kind uint8

const (
	Fact    Kind = iota // fact.un_mandate: the fact is established
	Joins               // joins.SAU: the actor joins
	Option              // option.scope == "limited": the clause is settled at this option
	Decided             // decided.SAU: every gate of the actor that must approve has approved
)

// prefix is the word before the dot, in the order of the kinds.
var prefix = [...]string{"fact", "joins", "option", "decided"}

// An Atom is one yes-or-no question a condition asks. It is comparable.
type Atom struct {
	Kind  Kind
	Name  string // a fact, an actor's code, or a clause
	Value string // of an Option: the option's short name
}

// String gives the atom as conditions write it: fact.x, joins.SAU,
// option.c == "v", decided.SAU.
func (a Atom) String() string {
	s := prefix[a.Kind] + "." + a.Name
	if a.Kind == Option {
		s += ` == "` + a.Value + `"`
	}
	return s
}

// Op is what an expression does with its parts.
type Op uint8

const (
	True Op = iota
	False
	Leaf    // an atom
	Not     // one kid
	And     // two kids or more, none of them an And
	Or      // two kids or more, none of them an Or
	AtLeast // K or more of the kids
)

// An Expr is a condition that has been understood. Expressions are not changed
// once made; all(...), any(...), at_most(...), exactly(...), != and ? : have become
// the operations above.
type Expr struct {
	Op    Op
	Atom  Atom    // of a Leaf
	K     int     // of an AtLeast; may be beyond what the kids can reach
	Group string  // of an AtLeast over a named group: "members.OIC", "candidates"
	Kids  []*Expr // of Not, And, Or, AtLeast

	// Line and Col are the place of its first character in the condition's text,
	// from 1, in characters; Width, of a Leaf, its name's length. The kids of a
	// group stand where the group does.
	Line, Col, Width int
}

// not returns the opposite of e and never stacks two negations.
func not(e *Expr) *Expr {
	switch e.Op {
	case Not:
		return e.Kids[0]
	case True:
		return &Expr{Op: False, Line: e.Line, Col: e.Col}
	case False:
		return &Expr{Op: True, Line: e.Line, Col: e.Col}
	}
	return &Expr{Op: Not, Kids: []*Expr{e}, Line: e.Line, Col: e.Col}
}

// join returns the And or Or of kids, flat; one kid is itself.
func join(op Op, kids ...*Expr) *Expr {
	if len(kids) == 1 {
		return kids[0]
	}
	e := &Expr{Op: op, Line: kids[0].Line, Col: kids[0].Col}
	for _, k := range kids {
		if k.Op == op {
			e.Kids = append(e.Kids, k.Kids...)
		} else {
			e.Kids = append(e.Kids, k)
		}
	}
	return e
}

// Equal reports whether two expressions say the same in the same order, wherever
// they stand.
func (e *Expr) Equal(o *Expr) bool {
	return e.Op == o.Op && e.Atom == o.Atom && e.K == o.K && e.Group == o.Group &&
		slices.EqualFunc(e.Kids, o.Kids, (*Expr).Equal)
}

// Eval returns the value of the condition in strong Kleene logic: True or False only
// when it is so whatever the open atoms turn out to be, as far as each part alone
// shows. Unknown is never false. "a || !a" is Open when a is.
func (e *Expr) Eval(at func(Atom) logic.Value) logic.Value {
	switch e.Op {
	case True:
		return logic.True
	case False:
		return logic.False
	case Leaf:
		return at(e.Atom)
	case Not:
		return e.Kids[0].Eval(at).Not()
	}
	need := e.need()
	sure, possible := 0, len(e.Kids)
	for _, k := range e.Kids {
		switch k.Eval(at) {
		case logic.True:
			sure++
		case logic.False:
			possible--
		}
	}
	switch {
	case sure >= need:
		return logic.True
	case possible < need:
		return logic.False
	}
	return logic.Open
}

// need is how many kids of an And, Or or AtLeast must hold.
func (e *Expr) need() int {
	switch e.Op {
	case And:
		return len(e.Kids)
	case Or:
		return 1
	}
	return e.K
}

// Formula grounds the condition: lit says which formula each atom is.
func (e *Expr) Formula(lit func(Atom) logic.Formula) logic.Formula {
	switch e.Op {
	case True:
		return logic.Always
	case False:
		return logic.Never
	case Leaf:
		return lit(e.Atom)
	case Not:
		return logic.Not(e.Kids[0].Formula(lit))
	}
	fs := make([]logic.Formula, len(e.Kids))
	for i, k := range e.Kids {
		fs[i] = k.Formula(lit)
	}
	switch e.Op {
	case And:
		return logic.And(fs...)
	case Or:
		return logic.Or(fs...)
	}
	return logic.AtLeast(int64(e.K), fs...)
}

// Leaves calls yield with every leaf, in the order of the text, until yield returns
// false. Use it with range.
func (e *Expr) Leaves(yield func(*Expr) bool) { e.leaves(yield) }

func (e *Expr) leaves(yield func(*Expr) bool) bool {
	if e.Op == Leaf {
		return yield(e)
	}
	for _, k := range e.Kids {
		if !k.leaves(yield) {
			return false
		}
	}
	return true
}

// Atoms returns the distinct atoms, in the order of the text.
func (e *Expr) Atoms() []Atom {
	var as []Atom
	seen := map[Atom]bool{}
	for l := range e.Leaves {
		if !seen[l.Atom] {
			seen[l.Atom] = true
			as = append(as, l.Atom)
		}
	}
	return as
}
