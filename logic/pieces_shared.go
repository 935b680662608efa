package logic

import (
	"slices"
	"time"
)

// Some stages fall apart save for what they cost: a contributor costs once, however many lines its units fill, so that what it
// costs ties all it can do together. Nothing else does. Such a stage is searched for what costs alone: it is decided first, and once the
// program's values decide all of it, each piece is asked whether it can do without what they leave out. If not, the piece
// names a few literals of which one must cost, a clause for the search and a row for the program; if all can, their models side by
// side are a model of the whole (logic-based Benders decomposition: Hooker and Ottosson 2003; hitting sets of such clauses:
// Davies and Bacchus 2011). A program of the clauses alone bounds badly, so it is the whole program that chooses.
//
//	pieces_shared.go  what is put to the pieces, and what follows
//	pieces_ask.go     a piece that answers

// sharing is a stage divided into pieces that share what it costs.
type sharing struct {
	h         *hybrid
	questions []*question
	side      *solver          // of the whole: it puts models of the pieces side by side
	asked     map[string]asked // by what the program left out
}

// asked is how it went when that was asked before.
type asked struct {
	conflicts int64         // spent on an answer, at most; 0 where none was left open
	again     time.Duration // effort of the search at which to ask again: when three times as much was spent without
}

// sharing divides a stage that way: nil when it does not fall apart, or is not worth looking at, as no stage did before and the search is
// young.
func (h *hybrid) sharing(terms []Term) *sharing {
	b, s := h.b, h.b.s
	if h.inPiece || h.pieces != nil || !h.apart && s.effort < h.young {
		return nil
	}
	s.backTo(0)
	rows := append(b.form.rows[:len(b.form.rows):len(b.form.rows)], h.kept...)
	pieces, _ := divide(s, rows, terms, h.least, true)
	if len(pieces) < 2 || slices.ContainsFunc(terms, func(t Term) bool { return int(h.p.col[t.Lit.Var()]) >= len(h.p.vars) }) {
		return nil
	}
	x := &sharing{h: h, asked: map[string]asked{}, side: newSolver(s.ctx, b.form.Vars())}
	for i := range pieces {
		x.questions = append(x.questions, newQuestion(s, &pieces[i], b.model))
	}
	x.side.loadRows(b.form, rows)
	for _, l := range s.trail { // of the root
		if int(l.v()) <= b.form.Vars() {
			x.side.unit(l)
		}
	}
	return x
}

// costsWhole says that the program's values decide all that costs.
func (p *linear) costsWhole() bool {
	for c := range p.vars {
		if x := p.lp.Value(c); p.cost[c] != 0 && x > 1e-6 && x < 1-1e-6 {
			return false
		}
	}
	return true
}

// ask puts what the program leaves out to the pieces; true when it has to look again.
func (x *sharing) ask() bool {
	p := x.h.p
	if !p.costsWhole() {
		return false
	}
	key := make([]byte, 0, len(p.vars))
	for _, q := range x.questions {
		q.without = q.without[:0]
		for i, t := range q.shares {
			if p.says(t.free) {
				q.without = append(q.without, i)
				key = append(key, 1)
			} else {
				key = append(key, 0)
			}
		}
	}
	before, again := x.asked[string(key)]
	began := p.s.effort
	if again && (before.conflicts == 0 || began < before.again) {
		return false
	}
	conflicts := max(askConflicts, 2*before.conflicts)
	open, learnt := false, false
	for _, q := range x.questions {
		switch q.answer(conflicts) {
		case unknown:
			open = true
		case unsat:
			row := Row{K: 1}
			clause := q.needed()
			for _, l := range clause {
				row.Terms = append(row.Terms, Term{1, l.outer()})
			}
			p.news = append(p.news, clause)
			p.add(row)
			learnt = true
		}
	}
	x.asked[string(key)] = asked{}
	if open {
		x.asked[string(key)] = asked{conflicts, 4*p.s.effort - 3*began}
	}
	return learnt || !open && x.together()
}

// says tells whether a literal is true by the program's values.
func (p *linear) says(l lit) bool {
	c := p.col[l.v()]
	if c < 0 {
		return p.s.fixed(l)
	}
	return (p.lp.Value(int(c)) > 0.5) == (l&1 == 0)
}

// together puts the answers side by side, without what the ties forbid; true when that is a better model.
func (x *sharing) together() bool {
	h := x.h
	assume := h.b.base[:len(h.b.base):len(h.b.base)]
	for _, q := range x.questions {
		for _, i := range q.without {
			assume = append(assume, q.shares[i].free)
		}
	}
	firm := len(assume)
	for _, q := range x.questions {
		assume = q.hold(assume, q.found, func(v uint32) bool { return h.p.col[v] >= 0 && h.p.cost[h.p.col[v]] == 0 })
	}
	return x.side.most(assume, firm) && h.offer(modelOf(x.side, h.b.form.Vars()))
}

// hold appends literals of the whole that are true in a model of the piece.
func (x *piece) hold(to []lit, m Model, those func(v uint32) bool) []lit {
	for k, v := range x.vars {
		if those(v) {
			l := lit(v) << 1
			if !m[k+1] {
				l = l.not()
			}
			to = append(to, l)
		}
	}
	return to
}

// most searches for a model in which the firm assumptions hold and as many of the others as contradictions leave, twenty at most.
func (s *solver) most(assume []lit, firm int) bool {
	for range 20 {
		v := s.solve(assume, 1000)
		if v == sat {
			return true
		}
		if v == unknown || len(s.core) == 0 {
			return false
		}
		n := firm
		for _, l := range assume[firm:] {
			if !contains(s.core, l) {
				assume[n] = l
				n++
			}
		}
		if n == len(assume) {
			return false
		}
		assume = assume[:n]
	}
	return false
}
