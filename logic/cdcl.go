package logic

import (
	"context"
	"time"
)

// The search underneath everything: conflict-driven clause learning (Marques-Silva and Sakallah 1999; Moskewicz et al.
// 2001; Eén and Sörensson 2003, MiniSat) over clauses and native pseudo-Boolean rows. Clauses have two watched
// literals, rows count how much they can still lose (slack). A row explains itself by a clause, weakened greedily
// (Chai and Kuehlmann 2003 use the same clausal learning beside their cutting planes).
//
//	cdcl.go            the solver's state, adding clauses and rows
//	cdcl_load.go       room for variables, taking up a form
//	cdcl_propagate.go  unit propagation
//	cdcl_analyze.go    conflicts to clauses, minimisation, cores
//	cdcl_search.go     decisions, restarts, assumptions
//	cdcl_reduce.go     forgetting clauses, dropping what the root decided

// lit is a literal inside the search: 2v for variable v, 2v+1 for its opposite.
type lit uint32

func inner(l Lit) lit {
	if l < 0 {
		return lit(-l)<<1 | 1
	}
	return lit(l) << 1
}

func (l lit) not() lit  { return l ^ 1 }
func (l lit) v() uint32 { return uint32(l >> 1) }
func (l lit) outer() Lit {
	if l&1 != 0 {
		return -Lit(l >> 1)
	}
	return Lit(l >> 1)
}

// reason says why a literal is on the trail: two bits of kind, thirty of place.
type reason uint32

const (
	noReason   reason = 0
	byBinary   reason = 1 << 30 // the other literal of the clause
	byClause   reason = 2 << 30 // its place in the arena
	byRow      reason = 3 << 30 // its index
	kindMask   reason = 3 << 30
	placeMask  reason = 1<<30 - 1
	clauseHead        = 3 // words before a clause's literals: size and flag, LBD, activity
)

type watch struct {
	at      uint32 // clause
	blocker lit    // a literal of it; when true the clause need not be looked at
}

// prow is a row in the search: terms[off:off+n] of the solver's arrays, heaviest first.
type prow struct {
	off, n int32
	slack  int64 // weight of terms not yet counted false, minus k: what the row can still lose
	max    int64 // its heaviest weight: nothing can follow from the row while slack is at least this
	room   int64 // total weight minus k: the slack when nothing is false
}

type occurrence struct {
	weight int64
	row    int32
}

// solver is one search. Nothing in it is shared with another.
type solver struct {
	ok     bool   // false once the rows alone are contradictory
	val    []int8 // by literal: 1 true, -1 false, 0 open
	level  []int32
	pos    []int32 // place on the trail
	reason []reason
	trail  []lit
	limits []int32 // trail length at each decision
	heads  struct{ clauses, rows int }

	arena   []uint32
	kept    []uint32 // clauses of the problem
	learnt  []uint32
	wasted  int
	watches [][]watch // by literal that became true: clauses that watch its opposite
	pairs   [][]lit   // by literal: literals it implies by a two-literal clause
	rows    []prow
	rowLits []lit
	rowWts  []int64
	occurs  [][]occurrence // by literal: rows in which it occurs

	activity  []float64
	step      float64
	clauseInc float32
	order     heap
	phase     []bool
	first     []lit // decided before all others, in this order, as they stand

	assumed   []lit // the assumptions the lowest levels stand for
	core      []lit // after an unsatisfiable solve: assumptions that contradict each other
	model     []int8
	seen      []byte
	clear     []lit
	learning  []lit
	explained []lit
	stamp     []uint32
	stamps    uint32

	conflicts int64
	shallow   int           // decisions after the assumptions before solve gives up; 0: as many as it takes
	effort    time.Duration // work done, as if timed on an idle machine, but the same on every run
	rooted    int           // trail length at the last root simplification
	ema       struct{ fast, slow float64 }
	sinceRe   int64
	calm      bool  // restart rarely
	stretches int64 // see turnOver
	nextTurn  int64
	deepest   []bool // phases of the longest trail of this stretch
	depth     int    // its length
	dice      uint64
	nextTrim  int64
	trims     int64

	ctx     context.Context
	stopped bool
	tick    func() // called now and then while searching
	bound   bounder
}

// bounder is a second propagator, asked when clauses and rows have nothing more to say and before each decision. It
// returns clauses implied by the form (and by what the bounder alone knows, such as a value to beat): false or unit
// under the present trail; none when it has nothing to add. The search keeps them like learnt clauses.
type bounder interface {
	bound(s *solver) [][]lit
}

// newVar adds a variable and returns its positive literal.
func (s *solver) newVar() lit {
	v := len(s.level)
	s.grow(v)
	return lit(v) << 1
}

func (s *solver) vars() int   { return len(s.level) - 1 }
func (s *solver) here() int32 { return int32(len(s.limits)) }

// fixed says that the literal is true whatever is decided.
func (s *solver) fixed(l lit) bool { return s.val[l] > 0 && s.level[l.v()] == 0 }

// unit makes a literal true for good.
func (s *solver) unit(l lit) {
	s.backTo(0)
	switch {
	case !s.ok || s.val[l] > 0:
	case s.val[l] < 0:
		s.ok = false
	default:
		s.push(l, noReason)
		s.settle()
	}
}

// settle propagates at the root.
func (s *solver) settle() {
	if s.ok && s.propagate() != noConflict {
		s.ok = false
	}
}

// addClause adds a clause for good. The slice is not kept.
func (s *solver) addClause(ls ...lit) {
	s.backTo(0)
	if !s.ok {
		return
	}
	s.stamps++
	out := s.learning[:0]
	for _, l := range ls {
		if s.val[l] > 0 || s.stamp[l.v()] == s.stamps && contains(out, l.not()) {
			return
		}
		if s.val[l] < 0 || s.stamp[l.v()] == s.stamps {
			continue
		}
		s.stamp[l.v()] = s.stamps
		out = append(out, l)
	}
	s.learning = out
	switch len(out) {
	case 0:
		s.ok = false
	case 1:
		s.unit(out[0])
	case 2:
		s.pair(out[0], out[1])
	default:
		s.kept = append(s.kept, s.newClause(out, 0))
	}
}

func contains(ls []lit, l lit) bool {
	for _, o := range ls {
		if o == l {
			return true
		}
	}
	return false
}

func (s *solver) pair(a, b lit) {
	s.pairs[a.not()] = append(s.pairs[a.not()], b)
	s.pairs[b.not()] = append(s.pairs[b.not()], a)
}

// newClause stores a clause of three or more literals and watches the first two. lbd 0 is for clauses of the problem.
func (s *solver) newClause(ls []lit, lbd uint32) uint32 {
	at := uint32(len(s.arena))
	s.arena = append(s.arena, uint32(len(ls))<<1, lbd, 0)
	for _, l := range ls {
		s.arena = append(s.arena, uint32(l))
	}
	s.watches[ls[0].not()] = append(s.watches[ls[0].not()], watch{at, ls[1]})
	s.watches[ls[1].not()] = append(s.watches[ls[1].not()], watch{at, ls[0]})
	return at
}

func (s *solver) clause(at uint32) []uint32 {
	n := s.arena[at] >> 1
	return s.arena[at+clauseHead : at+clauseHead+n]
}

// addRow adds Σ w·l ≥ k for good: weights positive, no variable twice, heaviest first. The slices are not kept.
func (s *solver) addRow(ls []lit, ws []int64, k int64) {
	s.backTo(0)
	if !s.ok {
		return
	}
	off := len(s.rowLits)
	var total int64
	for i, l := range ls {
		switch {
		case s.val[l] > 0:
			k -= ws[i]
		case s.val[l] == 0:
			s.rowLits = append(s.rowLits, l)
			s.rowWts = append(s.rowWts, ws[i])
		}
	}
	rl, rw := s.rowLits[off:], s.rowWts[off:]
	if k > 0 {
		for i := range rw {
			rw[i] = min(rw[i], k)
			total += rw[i]
		}
	}
	n := len(rl)
	forget := func() { s.rowLits, s.rowWts = s.rowLits[:off], s.rowWts[:off] }
	switch {
	case k <= 0:
		forget()
	case total < k:
		s.ok = false
	case rw[n-1] == k: // any one suffices
		forget()
		s.addClause(rl...)
	case total == k: // all are needed
		forget()
		for _, l := range append([]lit(nil), rl...) {
			s.unit(l)
		}
	case rw[0] == 1 && total == k+1 && n <= 6: // any two suffice: clauses learn and propagate better
		forget()
		for i, a := range rl {
			for _, b := range rl[:i] {
				s.addClause(a, b)
			}
		}
	default:
		row := int32(len(s.rows))
		s.rows = append(s.rows, prow{off: int32(off), n: int32(n), slack: total - k, max: rw[0], room: total - k})
		for i, l := range rl {
			s.occurs[l] = append(s.occurs[l], occurrence{rw[i], row})
		}
		if total-k < rw[0] {
			s.followRow(row)
			s.settle()
		}
	}
}
