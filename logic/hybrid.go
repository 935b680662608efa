package logic

import (
	"math"
	"slices"
	"time"
)

// The second engine: the clause-learning search with the linear bound, stage by stage. A stage starts from the best model
// so far and asks for a better one until there is none; the value aimed at is what the linear program is cut off at. Clauses
// that rest on it carry the aim's guard, a literal that is assumed while the aim stands and false after it.

// hybrid is one run of the second engine.
type hybrid struct {
	b     *best
	p     *linear
	reach int // the aim is the gap above the bound, halved so many times

	least   int           // literals that cost something: a stage of fewer is not divided
	young   time.Duration // a search that took no longer does not try what seldom helps: pieces that share, exchanges
	inPiece bool          // it is a piece that is solved
	vain    int           // looks for exchanges in the present stage that found nothing
	pieces  []piece       // of the present stage
	apart   bool          // it is such a piece, or a stage fell apart: there is much to exchange
	rest    int64         // what the stage costs beside its pieces, at least
	kept    []Row         // of the stages before
}

// youngEffort is how long a search may take before it tries what seldom helps where no stage fell apart.
const youngEffort = 500 * time.Millisecond

func newHybrid(b *best) *hybrid { return &hybrid{b: b, least: leastCost, young: youngEffort} }

// run returns the lexicographic optimum by the second engine. The run b must be fresh.
func (h *hybrid) run() Outcome {
	b := h.b
	defer h.leavePieces()
	v := sat
	if b.model == nil {
		v = b.s.solve(b.base, -1)
		h.note(v)
		switch {
		case v == sat:
			h.record(modelOf(b.s, b.form.Vars()))
		case v == unknown && b.relieved():
			v = sat
		}
	}
	if v == sat {
		b.s.backTo(0)
		h.p = newLinear(b.s, b.form)
		h.p.ready = int32(1 + len(b.base))
		h.p.offer, h.p.raised = h.offer, h.aim
		for ; v == sat && b.stage < len(b.form.stages); b.stage++ {
			v = h.minimise(b.form.stages[b.stage].Terms)
		}
	}
	return b.outcome(v)
}

// firstReach sets the first aim of a stage: a sixteenth of the gap above the bound.
const firstReach = 4

// minimise proves the optimum of one stage. It aims low first, a little above the proved bound: a search that must reach
// far is cut off early where it went wrong, and an aim refuted raises the bound. Then the aim is widened.
func (h *hybrid) minimise(terms []Term) verdict {
	b, s, p := h.b, h.b.s, h.p
	s.backTo(0)
	p.objective(terms)
	h.reach, h.vain = firstReach, 0
	free := b.free()
	b.reach = newReach(b.form, terms)
	if v := h.improve(terms); v == unknown {
		return unknown
	}
	if p.lower < b.values[b.stage] && b.settled <= b.stage {
		p.shared = h.sharing(terms)
	}
	proved := int64(math.MinInt64) // by a search, which says on which tracked assumptions it rests; p.lower may rest on any
	if len(b.base) == 0 {
		proved = p.lower
	}
	for proved < b.values[b.stage] && b.settled <= b.stage {
		p.guard = s.newVar()
		p.target = b.values[b.stage] - 1
		h.aim()
		v := h.search(terms)
		s.bound, s.first = nil, nil
		if !b.relieved() && v == unknown {
			return unknown
		}
		h.note(v)
		s.unit(p.guard.not())
		if v == unknown {
			break
		}
		proved = p.target + 1
		p.lower = max(p.lower, proved)
		if len(b.base) == 0 {
			proved = p.lower
		}
		h.reach = max(h.reach-1, 0)
	}
	b.bounds[b.stage] = b.values[b.stage]
	if !free && b.settled <= b.stage {
		b.earned++
	}
	h.keep(terms)
	return sat
}

// search looks for models within the target until there are none. Where there is much to exchange it leaves the proof now and then: for the
// pieces that are not settled, and for a look around the best model.
func (h *hybrid) search(terms []Term) verdict {
	b, s, p := h.b, h.b.s, h.p
	s.bound = p
	assume := append([]lit{p.guard}, b.base...)
	for budget := int64(aside); ; budget *= 2 {
		began := s.effort
		v := s.solve(assume, budget)
		if v == unknown && !s.stopped {
			if h.settlePieces(2*(s.effort-began)) == unknown {
				return unknown
			}
			h.exchanges(terms, s.effort-began)
			h.aim()
		}
		if v == unknown && !s.stopped && p.root != nil && h.apart {
			near := append(assume[:len(assume):len(assume)], h.agreed()...)
			p.asked = int32(len(near))
			v = s.solve(near, budget)
			p.asked = 0
			if v == unsat {
				v = unknown
			}
		}
		switch {
		case v == sat:
			m := modelOf(s, b.form.Vars())
			if Sum(m, terms) > p.target { // numbers too large for the program to refute it: the search counts for itself
				b.demand(terms, p.target, p.guard)
			}
			h.record(m)
			h.aim()
		case v == unsat || s.stopped:
			return v
		}
	}
}

// note remembers which tracked assumptions an infeasibility rests on.
func (h *hybrid) note(v verdict) {
	if v != unsat {
		return
	}
	for _, l := range h.b.s.core {
		if slices.Contains(h.b.base, l) {
			h.b.used[l] = true
		}
	}
}

// aim lowers the target below the best model, which may have come from elsewhere, and towards the bound.
func (h *hybrid) aim() {
	if h.p == nil || h.b.stage >= len(h.b.values) {
		return
	}
	p, b := h.p, h.b
	value := b.values[b.stage]
	p.target = min(p.target, value-1)
	if p.lower > math.MinInt64 {
		b.bounds[b.stage] = max(b.bounds[b.stage], p.lower)
		if len(b.base) == 0 {
			p.lower = b.bounds[b.stage]
		}
		p.target = min(p.target, p.lower+(value-p.lower)>>h.reach)
	}
	if len(b.base) == 0 && b.reach != nil { // bounds that may rest on any tracked assumption are no units
		for _, l := range b.reach.beyond(b.bounds[b.stage]) {
			p.news = append(p.news, []lit{l.not()})
		}
	}
}

// keep holds the stage's optimum for good, in the search and in the program.
func (h *hybrid) keep(terms []Term) {
	if r, ok := h.b.demand(terms, h.b.values[h.b.stage], 0); ok {
		h.p.sync()
		h.p.add(r)
		h.kept = append(h.kept, r)
	}
	h.keepPieces(h.b.values[h.b.stage])
}

// offer takes a model found by the program; true when it is better.
func (h *hybrid) offer(m Model) bool {
	if m = m[:h.b.form.Vars()+1]; h.b.form.Check(m) != nil || !h.record(m) {
		return false
	}
	h.aim()
	return true
}

// record keeps a model that is better than the best so far.
func (h *hybrid) record(m Model) bool {
	b := h.b
	values := make([]int64, len(b.form.stages))
	for i, st := range b.form.stages {
		values[i] = Sum(m, st.Terms)
	}
	if b.model != nil && slices.Compare(values, b.values) >= 0 {
		return false
	}
	b.model, b.values, b.given = b.form.must(m), values, false
	return true
}
