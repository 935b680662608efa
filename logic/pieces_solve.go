package logic

import (
	"iter"
	"time"
)

// divided looks at the pieces of the present stage, if it falls apart: for about as long as the stages took so far.
func (h *hybrid) divided(terms []Term) verdict {
	b, s := h.b, h.b.s
	if h.inPiece || h.p.lower >= b.values[b.stage] {
		return sat
	}
	s.backTo(0)
	h.pieces, h.rest = divide(s, append(b.form.rows[:len(b.form.rows):len(b.form.rows)], h.kept...), terms, h.least, false)
	for i := range h.pieces {
		h.apart = true
		h.begin(&h.pieces[i])
	}
	return h.settlePieces(max(pieceEffort, 3*s.effort))
}

// pieceEffort is how long the search for the optima of the pieces may take at first.
const pieceEffort = 100 * time.Millisecond

// settlePieces goes on with the pieces that are not settled, adds what each costs at least to the search and the program, and tries
// their best models side by side. Unknown when the search was stopped.
func (h *hybrid) settlePieces(limit time.Duration) verdict {
	s, p := h.b.s, h.p
	low, open := h.rest, 0
	for i := range h.pieces {
		if !h.pieces[i].settled {
			open++
		}
	}
	if open == 0 {
		return sat
	}
	for i := range h.pieces {
		x := &h.pieces[i]
		if !x.settled {
			before := x.best.bounds[0]
			x.until = s.effort + limit/time.Duration(open)
			x.goOn()
			if s.stopped {
				return unknown
			}
			if x.low = x.best.bounds[0]; x.low > before {
				h.state(x.low, x.terms)
			}
		}
		low += x.low
	}
	p.lower = max(p.lower, low)
	h.together()
	return sat
}

// begin prepares the search for a piece's optimum, which is taken up again and again. It starts from the best model of the whole.
func (h *hybrid) begin(x *piece) {
	s := h.b.s
	x.best = newBest(s.ctx, x.form, Options{Phases: x.part(h.b.model)}, false)
	x.low = x.best.bounds[0]
	tick := s.lend(x.best.s)
	next, stop := iter.Pull(func(yield func(struct{}) bool) {
		x.best.s.tick = func() {
			tick()
			x.best.s.stopped = x.best.s.stopped || s.effort > x.until && !yield(struct{}{})
		}
		sub := newHybrid(x.best)
		sub.inPiece, sub.apart = true, true
		sub.run()
	})
	x.stop = stop
	x.goOn = func() {
		if _, more := next(); !more {
			x.settled = true
		}
	}
}

// lend counts what another search spends as spent here, and stops it when this one is stopped: what it returns is to be the other's tick.
func (s *solver) lend(to *solver) func() {
	spent := to.effort
	return func() {
		s.effort += to.effort - spent
		spent = to.effort
		s.poll()
		to.stopped = to.stopped || s.stopped
	}
}

// together tries the best models of the pieces side by side: first as they are, then without what the ties forbid.
func (h *hybrid) together() {
	b, s := h.b, h.b.s
	s.backTo(0)
	bound := s.bound
	s.bound, s.first = nil, nil
	defer func() { s.bound = bound }()
	assume := b.base[:len(b.base):len(b.base)]
	for i := range h.pieces {
		if x := &h.pieces[i]; x.best.model != nil {
			assume = x.hold(assume, x.best.model, func(v uint32) bool { return s.val[v<<1] == 0 })
			for k, v := range x.vars {
				s.phase[v] = x.best.model[k+1]
			}
		}
	}
	if s.most(assume, len(b.base)) {
		h.record(modelOf(s, b.form.Vars()))
	}
}

// state demands for good that a sum be at least so much, in the search, in the program and in what stages to come are divided by.
func (h *hybrid) state(least int64, terms []Term) {
	if r, always, err := normalise(least, terms, make([]Term, 0, len(terms))); err == nil && !always {
		h.kept = append(h.kept, r)
		ls, ws := make([]lit, len(r.Terms)), make([]int64, len(r.Terms))
		for i, t := range r.Terms {
			ls[i], ws[i] = inner(t.Lit), t.Weight
		}
		h.b.s.addRow(ls, ws, r.K)
		h.p.sync()
		h.p.add(r)
	}
}

// keepPieces holds each piece to what the others leave of the stage's optimum.
func (h *hybrid) keepPieces(optimum int64) {
	if h.pieces == nil {
		return
	}
	low := int64(0)
	for i := range h.pieces {
		low += h.pieces[i].low
	}
	for i := range h.pieces {
		x := &h.pieces[i]
		h.state(-(optimum - h.rest - (low - x.low)), negated(x.terms))
	}
	h.leavePieces()
}

// leavePieces ends what was begun.
func (h *hybrid) leavePieces() {
	for i := range h.pieces {
		h.pieces[i].stop()
	}
	h.pieces = nil
}
