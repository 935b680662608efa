package logic

import (
	"math"
	"slices"
	"time"
)

// question is a piece that says whether it can do without some of what costs.
type question struct {
	piece
	h      *hybrid
	guard  lit // of its program: always assumed
	shares []share
	start  Model     // of the piece: the best of the whole
	trade  *exchange // made when it is first needed

	without []int // of shares: what it is asked to do without
	found   Model // how it can
}

// share is a literal that costs nothing, its opposite something.
type share struct {
	free   lit // of the whole
	inside lit // of the piece
}

const (
	askDive      = 30   // conflicts of a dive towards an answer
	askConflicts = 1000 // of a search for one, when it is asked first
)

// newQuestion prepares a piece. What it may cost by earlier stages is a row like any other, its longest as a rule; that row is what its
// program minimises, for a program that has nothing to minimise does not say where to look. The row that says that it costs no
// less is left out: with both, the program's optimum would always be the same.
func newQuestion(s *solver, x *piece, best Model) *question {
	rows := x.form.rows
	long := 0
	for i := range rows {
		if len(rows[i].Terms) >= len(rows[long].Terms) {
			long = i
		}
	}
	aim := rows[long]
	x.form.rows = slices.DeleteFunc(rows, func(r Row) bool { return mirrors(&r, &aim) })
	q := &question{piece: *x, start: x.part(best)}
	b := newBest(s.ctx, q.form, Options{Phases: q.start}, false)
	b.s.tick = s.lend(b.s)
	q.h = newHybrid(b)
	q.guard = b.s.newVar()
	p := newLinear(b.s, q.form)
	p.guard, p.ready = q.guard, 1
	p.offer, p.raised = func(Model) bool { return false }, func() {} // the search gets there by itself
	p.objective(negated(aim.Terms))
	p.target = -aim.K
	q.h.p = p
	at := make(map[uint32]lit, len(q.vars))
	for k, v := range q.vars {
		at[v] = lit(k+1) << 1
	}
	for _, t := range q.terms {
		l := inner(t.Lit)
		if t.Weight > 0 {
			l = l.not()
		}
		q.shares = append(q.shares, share{l, at[l.v()] | l&1})
	}
	b.s.bound = p
	b.s.solve([]lit{q.guard}, 1) // cuts come at the root
	return q
}

// mirrors says that two rows bound one sum from both sides.
func mirrors(a, b *Row) bool {
	if len(a.Terms) != len(b.Terms) {
		return false
	}
	weight := make(map[Lit]int64, len(a.Terms))
	for _, t := range a.Terms {
		weight[t.Lit.Not()] = t.Weight
	}
	return !slices.ContainsFunc(b.Terms, func(t Term) bool { return weight[t.Lit] != t.Weight })
}

// part is a model of the whole as one of the piece.
func (x *piece) part(m Model) Model {
	part := make(Model, len(x.vars)+1)
	for k, v := range x.vars {
		part[k+1] = m[v]
	}
	return part
}

// answer says whether the piece can do without, in so many conflicts.
func (q *question) answer(conflicts int64) verdict {
	assume := []lit{q.guard}
	for _, i := range q.without {
		assume = append(assume, q.shares[i].inside)
	}
	v := q.solve(assume, 0)
	if v == unknown && q.exchanges(assume[1:], exchangeEffort*time.Duration(conflicts/askConflicts)) {
		return sat
	}
	if v == unknown {
		v = q.solve(assume, conflicts)
	}
	if v == sat {
		q.found = modelOf(q.h.b.s, q.form.Vars())
	}
	return v
}

// solve searches under assumptions for so many conflicts; for none it dives.
func (q *question) solve(assume []lit, conflicts int64) verdict {
	s, p := q.h.b.s, q.h.p
	s.stopped = false
	p.asked, p.diving = int32(len(assume)), conflicts == 0
	v := s.solve(assume, max(askDive, conflicts))
	s.first = s.first[:0]
	return v
}

// exchanges looks for a model from the start, which does with what is left out, for so long.
func (q *question) exchanges(without []lit, effort time.Duration) bool {
	s := q.h.b.s
	if q.trade == nil {
		q.trade = newExchange(s, q.form.Vars(), q.form.rows, nil)
	}
	e, m := q.trade, slices.Clone(q.start)
	e.step = 0
	clear(e.tabu)
	for _, l := range without {
		m[l.v()], e.tabu[l.v()] = l&1 == 0, math.MaxInt64
	}
	e.from(m, 0)
	before := e.work
	found := e.search(effort)
	s.effort += visitEffort * time.Duration(e.work-before)
	if found {
		q.found = slices.Clone(e.x)
	}
	return found
}

// needed is, after an answer that it cannot, literals of the whole of which one must cost: as few as short searches can tell.
func (q *question) needed() []lit {
	s := q.h.b.s
	core := slices.DeleteFunc(slices.Clone(s.core), func(l lit) bool { return l == q.guard })
	for i := 0; i < len(core); {
		without := slices.Delete(slices.Clone(core), i, i+1)
		if q.solve(append([]lit{q.guard}, without...), askDive) != unsat {
			i++
			continue
		}
		core = slices.DeleteFunc(without, func(l lit) bool { return !contains(s.core, l) })
	}
	var clause []lit
	for _, t := range q.shares {
		if contains(core, t.inside) {
			clause = append(clause, t.free.not())
		}
	}
	return clause
}
