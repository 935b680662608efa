package logic

import (
	"math"
	"time"
)

// Twenty lines that hundred units are to fill with next to nothing to spare are a puzzle in which nothing fits until two units have changed
// places. A proof does not look for that, and a dive never comes back. So a stage whose best model is above its bound
// also tries exchanges: from the best model on, with a lower value demanded, a demand that is not met gets one literal more, and
// what must go for it goes; where that leaves another demand short, one that served the first may go there in return. Demands that stay
// unmet weigh more with every step (local search on pseudo-Boolean forms: Lei, Cai, Luo and Hoos 2021; exchanges between bins: Martello and
// Toth 1981; tabu: Glover 1989). It proves nothing; what it finds is a model like any other.

// exchange is a search among assignments that need not meet all rows.
type exchange struct {
	s     *solver
	rows  []xrow
	uses  [][]xuse  // by variable
	mates [][]int32 // by variable: rows of which it takes the only place
	x     []bool
	unmet []int32 // rows not met
	tabu  []int64 // by variable: step until which it stays
	step  int64
	work  int // rows looked at

	change  []int64 // by row: what the move being weighed changes
	changed []int32
	near    []int64 // by row: stamp
	stamp   int64
	flips   []uint32
}

// xrow is Σ w·l ≥ k.
type xrow struct {
	terms  []weighed
	k      int64
	sum    int64
	size   float64 // what a unit missing counts
	weight float64
	place  int32 // among the unmet, -1 when it is met
}

type xuse struct {
	row int32
	w   int64 // what being true adds
}

// visitEffort is how many nanoseconds it takes to look at one row for one move.
const visitEffort = 8

// A stage may look for exchanges at first for as long as the search took so far, within these: looks of half a minute were half the time of
// proofs among 193 actors with forces, and all in vain.
const (
	exchangeEffort = 20 * time.Millisecond
	mostExchange   = time.Second
)

// newExchange takes up rows and, as the first of them, a stage's terms. Nothing is fixed: what the root decided rows say too.
func newExchange(s *solver, vars int, rows []Row, terms []Term) *exchange {
	e := &exchange{s: s, uses: make([][]xuse, vars+1), mates: make([][]int32, vars+1), x: make([]bool, vars+1), tabu: make([]int64, vars+1)}
	cost := xrow{}
	for _, t := range terms { // Σ −w·l ≥ −most, weights brought to be positive
		l, w := inner(t.Lit).not(), t.Weight
		if w < 0 {
			l, w = l.not(), -w
		}
		cost.terms = append(cost.terms, weighed{w, l})
	}
	e.add(cost)
	for i := range rows {
		r := xrow{k: rows[i].K}
		equal := true
		for _, t := range rows[i].Terms {
			r.terms = append(r.terms, weighed{t.Weight, inner(t.Lit)})
			equal = equal && t.Weight == rows[i].Terms[0].Weight
		}
		if n := int64(len(r.terms)); equal && n > 1 && r.k > (n-2)*r.terms[0].w { // all but one must be true
			for _, t := range r.terms {
				e.mates[t.l.v()] = append(e.mates[t.l.v()], int32(len(e.rows)))
			}
		}
		e.add(r)
	}
	for v := range e.tabu {
		if l := lit(v) << 1; v > 0 && (s.fixed(l) || s.fixed(l.not())) {
			e.tabu[v] = math.MaxInt64
		}
	}
	e.change, e.near = make([]int64, len(e.rows)), make([]int64, len(e.rows))
	return e
}

func (e *exchange) add(r xrow) {
	heaviest := int64(1)
	for _, t := range r.terms {
		heaviest = max(heaviest, t.w)
		w := t.w
		if t.l&1 != 0 {
			w = -w
		}
		e.uses[t.l.v()] = append(e.uses[t.l.v()], xuse{int32(len(e.rows)), w})
	}
	r.size, r.weight, r.place = 1/float64(heaviest), 1, -1
	e.rows = append(e.rows, r)
}

// from starts at a model, with a sum of the stage's terms at most so much less than it has.
func (e *exchange) from(m Model, less int64) {
	copy(e.x, m)
	e.unmet = e.unmet[:0]
	for i := range e.rows {
		r := &e.rows[i]
		r.sum, r.weight, r.place = 0, 1, -1
		for _, t := range r.terms {
			if e.true(t.l) {
				r.sum += t.w
			}
		}
		if i == 0 {
			r.k = r.sum + less
		}
		e.note(int32(i))
	}
}

func (e *exchange) true(l lit) bool { return e.x[l.v()] == (l&1 == 0) }

// note keeps the list of what is unmet.
func (e *exchange) note(i int32) {
	r := &e.rows[i]
	switch short := r.sum < r.k; {
	case short && r.place < 0:
		r.place = int32(len(e.unmet))
		e.unmet = append(e.unmet, i)
	case !short && r.place >= 0:
		last := e.unmet[len(e.unmet)-1]
		e.unmet[r.place] = last
		e.rows[last].place = r.place
		e.unmet = e.unmet[:len(e.unmet)-1]
		r.place = -1
	}
}

// search makes exchanges for so long, or until the search at large is stopped; true when all is met.
func (e *exchange) search(effort time.Duration) bool {
	most := e.work + int(effort/visitEffort)
	for e.work < most {
		if len(e.unmet) == 0 {
			return true
		}
		if e.step++; e.step&1023 == 0 {
			if e.s.poll(); e.s.stopped {
				return false
			}
		}
		i := e.unmet[e.s.throw(len(e.unmet))]
		score := e.best(i)
		if len(e.flips) == 0 || score >= 0 {
			for _, i := range e.unmet {
				e.rows[i].weight++
			}
		}
		for _, v := range e.flips {
			e.flip(v)
			e.tabu[v] = e.step + 3 + int64(e.s.throw(8))
		}
		e.work += len(e.flips) + 1
	}
	return len(e.unmet) == 0
}

// best finds the move for an unmet row that leaves least unmet, and puts it into flips.
func (e *exchange) best(row int32) float64 {
	r := &e.rows[row]
	best := math.Inf(1)
	e.flips = e.flips[:0]
	take := func(score float64, flips ...uint32) {
		if score < best {
			best = score
			e.flips = append(e.flips[:0], flips...)
		}
	}
	for _, t := range r.terms {
		v := t.l.v()
		if e.true(t.l) || e.tabu[v] > e.step {
			continue
		}
		mate := e.mate(v)
		if mate == 0 {
			take(e.weigh(v), v)
		} else if e.tabu[mate] > e.step {
			continue
		} else {
			take(e.weigh(v, mate), v, mate)
		}
		// in return, one that served here goes to where the mate was, or nowhere
		e.stamp++
		if mate != 0 {
			for _, u := range e.uses[mate] {
				e.near[u.row] = e.stamp
			}
		}
		for _, o := range r.terms {
			w := o.l.v()
			if w == v || w == mate || !e.true(o.l) || e.tabu[w] > e.step || row == 0 {
				continue
			}
			if mate == 0 {
				take(e.weigh(v, w), v, w)
				continue
			}
			for _, i := range e.mates[w] {
				e.work += len(e.rows[i].terms)
				for _, z := range e.rows[i].terms {
					if y := z.l.v(); e.true(z.l) && y != w && y != v && y != mate && e.tabu[y] <= e.step && e.meets(y) {
						take(e.weigh(v, mate, w, y), v, mate, w, y)
					}
				}
			}
		}
	}
	return best
}

// meets says that a variable serves a row that the mate served, other than the stage.
func (e *exchange) meets(v uint32) bool {
	for _, u := range e.uses[v] {
		if u.row != 0 && e.near[u.row] == e.stamp && u.w > 0 {
			return true
		}
	}
	return false
}

// mate is the variable that must change if v does: the one that takes a place of which there is only one. 0: none.
func (e *exchange) mate(v uint32) uint32 {
	for _, i := range e.mates[v] {
		r := &e.rows[i]
		e.work += len(r.terms)
		for _, t := range r.terms {
			if t.l.v() == v && !e.true(t.l) {
				break // it is v that takes it
			}
			if t.l.v() != v && !e.true(t.l) {
				return t.l.v()
			}
		}
	}
	return 0
}

// weigh is what flipping variables adds to what is unmet.
func (e *exchange) weigh(vs ...uint32) float64 {
	e.changed = e.changed[:0]
	for _, v := range vs {
		for _, u := range e.uses[v] {
			if e.change[u.row] == 0 {
				e.changed = append(e.changed, u.row)
			}
			if e.x[v] {
				e.change[u.row] -= u.w
			} else {
				e.change[u.row] += u.w
			}
		}
		e.work += len(e.uses[v]) + 4
	}
	score := 0.0
	for _, i := range e.changed {
		r := &e.rows[i]
		was, is := max(0, r.k-r.sum), max(0, r.k-r.sum-e.change[i])
		e.change[i] = 0
		score += float64(is-was) * r.size * r.weight
	}
	return score
}

// flip changes a variable.
func (e *exchange) flip(v uint32) {
	for _, u := range e.uses[v] {
		if e.x[v] {
			e.rows[u.row].sum -= u.w
		} else {
			e.rows[u.row].sum += u.w
		}
		e.note(u.row)
	}
	e.x[v] = !e.x[v]
}

// exchanges looks for better models of the stage by exchanges, for so long. Where no stage fell apart they are seldom of use, but for the last
// step: a proof that goes on while the best model is next to the bound is often of something that is not so. Then for half of that, at
// most, three times in vain, and not while the search is young.
func (h *hybrid) exchanges(terms []Term, effort time.Duration) {
	b, s := h.b, h.b.s
	if b.values[b.stage] <= h.p.lower {
		return
	}
	if !h.apart {
		if h.vain == mostVain || s.effort < h.young || b.values[b.stage] > h.p.lower+1 {
			return
		}
		effort = min(effort/2, mostAside)
	}
	h.vain++
	e := newExchange(s, b.form.Vars(), append(b.form.rows[:len(b.form.rows):len(b.form.rows)], h.kept...), terms)
	for _, l := range b.base {
		e.tabu[l.v()] = math.MaxInt64
	}
	for h.p.lower < b.values[b.stage] && effort > 0 {
		before := e.work
		e.from(b.model, 1)
		found := e.search(effort)
		spent := visitEffort * time.Duration(e.work-before)
		s.effort, effort = s.effort+spent, effort-spent
		if !found || !h.offer(append(Model(nil), e.x...)) {
			return
		}
		h.vain = 0
	}
}

const (
	mostVain  = 3                      // looks in a stage that did not fall apart
	mostAside = 100 * time.Millisecond // for each
)

// throw returns a number below n: the same numbers on every run.
func (s *solver) throw(n int) int {
	s.dice = s.dice*6364136223846793005 + 1442695040888963407
	return int(s.dice >> 33 % uint64(n))
}
