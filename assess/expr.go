package assess

import "entente/logic"

// An expr is a term of an actor, or a rule, over inputs and joins. It is what a
// condition means once facts, clauses and actors are numbered.
type expr struct {
	op   op
	kids []*expr
	k    int // of atLeast
	in   int // of is: index of the input
	v    int // of is: the value asked for; of joins: index of the actor
}

type op int8

const (
	yes op = iota
	no
	is      // input in has value v
	joins   // actor v joins
	not     // one kid
	atLeast // k of the kids; and: all, or: one
)

var (
	always = &expr{op: yes}
	never  = &expr{op: no}
)

func has(in, v int) *expr      { return &expr{op: is, in: in, v: v} }
func member(a int) *expr       { return &expr{op: joins, v: a} }
func all(kids ...*expr) *expr  { return count(len(kids), kids) }
func any1(kids ...*expr) *expr { return count(1, kids) }

func neg(e *expr) *expr {
	switch e.op {
	case yes:
		return never
	case no:
		return always
	case not:
		return e.kids[0]
	}
	return &expr{op: not, kids: []*expr{e}}
}

// count is "at least k of the kids", with constants worked out.
func count(k int, kids []*expr) *expr {
	open := make([]*expr, 0, len(kids))
	for _, e := range kids {
		switch e.op {
		case yes:
			k--
		case no:
		default:
			open = append(open, e)
		}
	}
	switch {
	case k <= 0:
		return always
	case k > len(open):
		return never
	case len(open) == 1:
		return open[0]
	}
	return &expr{op: atLeast, k: k, kids: open}
}

// A view says what is taken as known when an expression is judged: the value of
// each input (-1 open) and who joins.
type view struct {
	value []int
	joins []logic.Value
}

// judge is strong Kleene: the value whatever the open inputs and open actors turn
// out to be, as far as the parts show it; Open otherwise.
func (e *expr) judge(w view) logic.Value {
	switch e.op {
	case yes:
		return logic.True
	case no:
		return logic.False
	case is:
		switch w.value[e.in] {
		case -1:
			return logic.Open
		case e.v:
			return logic.True
		}
		return logic.False
	case joins:
		return w.joins[e.v]
	case not:
		return e.kids[0].judge(w).Not()
	}
	sure, open := 0, 0
	for _, kid := range e.kids {
		switch kid.judge(w) {
		case logic.True:
			sure++
		case logic.Open:
			open++
		}
	}
	switch {
	case sure >= e.k:
		return logic.True
	case sure+open < e.k:
		return logic.False
	}
	return logic.Open
}

// fix is e with one input known to have one value, constants worked out.
func (e *expr) fix(in, v int) *expr {
	switch e.op {
	case is:
		if e.in != in {
			return e
		}
		if e.v == v {
			return always
		}
		return never
	case not:
		return neg(e.kids[0].fix(in, v))
	case atLeast:
		kids := make([]*expr, len(e.kids))
		for i, kid := range e.kids {
			kids[i] = kid.fix(in, v)
		}
		return count(e.k, kids)
	}
	return e
}

// leaf is one use of an input or actor in an expression.
type leaf struct {
	in, v    int // in is -1 for joins of actor v
	negative bool
}

// leaves calls f for every use of an input or actor.
func (e *expr) leaves(negative bool, f func(leaf)) {
	switch e.op {
	case is:
		f(leaf{e.in, e.v, negative})
	case joins:
		f(leaf{-1, e.v, negative})
	case not:
		e.kids[0].leaves(!negative, f)
	case atLeast:
		for _, kid := range e.kids {
			kid.leaves(negative, f)
		}
	}
}

// mixed returns an input that e uses in more than one way, or -1. For such an
// input the parts can be open although the whole is not: "f or not f".
func (e *expr) mixed() int {
	first := map[int]leaf{}
	found := -1
	e.leaves(false, func(l leaf) {
		if l.in < 0 {
			return
		}
		if seen, ok := first[l.in]; ok && seen != l && found < 0 {
			found = l.in
		}
		first[l.in] = l
	})
	return found
}
