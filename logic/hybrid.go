package logic

import (
	"math"
	"slices"
)

// The second engine: the clause-learning search with the linear bound, stage by stage. A stage starts from the best model
// so far and asks for a better one until there is none; the value aimed at is what the linear program is cut off at. Clauses
// that rest on it carry the aim's guard, a literal that is assumed while the aim stands and false after it.

// hybrid is one run of the second engine.
type hybrid struct {
	b     *best
	p     *linear
	reach int          // the aim is the gap above the bound, halved so many times
	used  map[lit]bool // tracked assumptions that some proof rests on
}

func newHybrid(b *best) *hybrid { return &hybrid{b: b, used: map[lit]bool{}} }

// run returns the lexicographic optimum by the second engine. The run b must be fresh.
func (h *hybrid) run() Outcome {
	b := h.b
	v := sat
	if b.model == nil {
		v = b.s.solve(b.base, -1)
		h.note(v)
		if v == sat {
			h.record(modelOf(b.s, b.form.Vars()))
		}
	}
	if v == sat {
		b.s.backTo(0)
		h.p = newLinear(b.s, b.form.rows)
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
	h.reach = firstReach
	proved := p.lower // by a search, which says on which tracked assumptions it rests; p.lower may rest on any
	for proved < b.values[b.stage] {
		p.guard = s.newVar()
		p.target = b.values[b.stage] - 1
		h.aim()
		v := h.search()
		s.bound, s.first = nil, nil
		if v == unknown {
			b.bounds[b.stage] = max(b.bounds[b.stage], p.lower)
			return unknown
		}
		h.note(v)
		s.unit(p.guard.not())
		proved = p.target + 1
		p.lower = max(p.lower, proved)
		if len(b.base) == 0 {
			proved = p.lower
		}
		h.reach = max(h.reach-1, 0)
	}
	b.bounds[b.stage] = b.values[b.stage]
	h.keep(terms)
	return sat
}

// search looks for models within the target until there are none.
func (h *hybrid) search() verdict {
	h.b.s.bound = h.p
	for {
		v := h.b.s.solve(append([]lit{h.p.guard}, h.b.base...), -1)
		if v != sat {
			return v
		}
		h.record(modelOf(h.b.s, h.b.form.Vars()))
		h.aim()
	}
}

// note remembers which tracked assumptions an infeasibility rests on.
func (h *hybrid) note(v verdict) {
	if v != unsat {
		return
	}
	for _, l := range h.b.s.core {
		if slices.Contains(h.b.base, l) {
			h.used[l] = true
		}
	}
}

// aim lowers the target below the best model, which may have come from elsewhere, and towards the bound.
func (h *hybrid) aim() {
	if h.p == nil || h.b.stage >= len(h.b.values) {
		return
	}
	p, value := h.p, h.b.values[h.b.stage]
	p.target = min(p.target, value-1)
	if p.lower > math.MinInt64 {
		p.target = min(p.target, p.lower+(value-p.lower)>>h.reach)
	}
}

// keep holds the stage's optimum for good, in the search and in the program.
func (h *hybrid) keep(terms []Term) {
	opposite := make([]Term, len(terms))
	for i, t := range terms {
		opposite[i] = Term{-t.Weight, t.Lit}
	}
	r, always, err := normalise(-h.b.values[h.b.stage], opposite)
	if err != nil || always {
		return
	}
	ls, ws := make([]lit, len(r.Terms)), make([]int64, len(r.Terms))
	for i, t := range r.Terms {
		ls[i], ws[i] = inner(t.Lit), t.Weight
	}
	h.b.s.addRow(ls, slices.Clone(ws), r.K)
	h.p.sync()
	h.p.add(r)
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
	b.model, b.values = b.form.must(m), values
	return true
}
