package logic

import (
	"context"
	"slices"
)

// A question about a form of a thousand rows is often answered in less time than a thousand lists take to grow from
// nothing. So a solver counts first what a form will ask of it and makes room once.

func newSolver(ctx context.Context, vars int) *solver {
	s := &solver{ok: true, step: 1, clauseInc: 1, ctx: ctx, nextTrim: 2000, nextTurn: stretch}
	s.grow(vars)
	return s
}

// lastFirst is the activity a variable starts with, for its number: as long as conflicts say nothing else, conditions are decided before the
// facts they are made of.
const lastFirst = 1e-6

// grow makes room for variables 1..n.
func (s *solver) grow(n int) {
	old := len(s.level)
	if n < old {
		return
	}
	more := n + 1 - old
	s.val = lengthened(s.val, 2*more)
	s.level = lengthened(s.level, more)
	s.pos = lengthened(s.pos, more)
	s.reason = lengthened(s.reason, more)
	s.watches = lengthened(s.watches, 2*more)
	s.pairs = lengthened(s.pairs, 2*more)
	s.occurs = lengthened(s.occurs, 2*more)
	s.activity = lengthened(s.activity, more)
	s.phase = lengthened(s.phase, more)
	s.seen = lengthened(s.seen, more)
	s.stamp = lengthened(s.stamp, more)
	s.order.grow(more)
	for v := n; v >= max(old, 1); v-- { // the greatest first: nothing needs to move up
		s.activity[v] = float64(v) * lastFirst
		s.order.insert(uint32(v), s.activity)
	}
}

// lengthened returns the list with more zero values at its end.
func lengthened[T any](list []T, more int) []T { return append(list, make([]T, more)...) }

// load adds the rows of a form from the given index on.
func (s *solver) load(f *Form, from int) { s.loadRows(f, f.rows[from:]) }

// loadRows adds rows of a form. What decides a variable by itself comes first, so that the other rows come in without it.
func (s *solver) loadRows(f *Form, rows []Row) {
	s.grow(f.Vars())
	for i := range rows {
		if r := &rows[i]; r.decides() {
			s.unit(inner(r.Terms[0].Lit))
		}
	}
	s.reserve(rows)
	var ls []lit
	var ws []int64
	for i := range rows {
		r := &rows[i]
		if r.decides() {
			continue
		}
		ls, ws = ls[:0], ws[:0]
		for _, t := range r.Terms {
			ls = append(ls, inner(t.Lit))
			ws = append(ws, t.Weight)
		}
		s.addRow(ls, ws, r.K)
	}
}

// decides says that the row is one literal that must be true.
func (r *Row) decides() bool { return len(r.Terms) == 1 && r.Terms[0].Weight >= r.K }

// reserve makes room for the rows in the lists of every literal that has none yet. It may guess too high, where the root has
// decided literals, and too low, where clauses come to be watched elsewhere: lists grow as ever.
func (s *solver) reserve(rows []Row) {
	type need struct{ pairs, watches, occurs int32 }
	needs := make([]need, len(s.val))
	var all need
	terms, counted := 0, 0
	for i := range rows {
		r := &rows[i]
		n := len(r.Terms)
		clause := n > 1 && r.Terms[n-1].Weight == r.K
		switch {
		case n < 2:
		case clause && n == 2:
			needs[inner(r.Terms[0].Lit).not()].pairs++
			needs[inner(r.Terms[1].Lit).not()].pairs++
			all.pairs += 2
		case clause:
			needs[inner(r.Terms[0].Lit).not()].watches++
			needs[inner(r.Terms[1].Lit).not()].watches++
			all.watches += 2
		default:
			for _, t := range r.Terms {
				needs[inner(t.Lit)].occurs++
			}
			all.occurs += int32(n)
			terms += n
			counted++
		}
	}
	pairs, watches, occurs := make([]lit, all.pairs), make([]watch, all.watches), make([]occurrence, all.occurs)
	for l := range needs {
		n := &needs[l]
		s.pairs[l], pairs = room(s.pairs[l], pairs, n.pairs)
		s.watches[l], watches = room(s.watches[l], watches, n.watches)
		s.occurs[l], occurs = room(s.occurs[l], occurs, n.occurs)
	}
	s.rows = slices.Grow(s.rows, counted)
	s.rowLits, s.rowWts = slices.Grow(s.rowLits, terms), slices.Grow(s.rowWts, terms)
}

// room cuts space for n entries off a slab, for a list that has none.
func room[T any](list, slab []T, n int32) ([]T, []T) {
	if cap(list) > 0 {
		return list, slab
	}
	return slab[:0:n], slab[n:]
}
