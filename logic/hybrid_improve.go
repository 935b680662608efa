package logic

import "math"

// Good models before proofs: a stage begins with a dive, which puts in what the linear program has nearly whole, and goes on
// around the best model, where it and the program's optimum agree (relaxation induced neighbourhood search: Danna, Rothberg and Le Pape
// 2005). Whatever is better than the best is within the target. What is learnt on the way is kept.

const (
	dives     = 30  // conflicts in a row without a better model that end a dive
	neighbour = 150 // the same for a search around a model

	aside = 250 // conflicts of a proof before the first look around the best model; twice as many before the next
)

// improve looks for better models of the stage: unknown when the search was stopped.
func (h *hybrid) improve(terms []Term) verdict {
	b, s, p := h.b, h.b.s, h.p
	if b.settled > b.stage {
		return sat
	}
	reach := h.reach
	p.guard, p.diving, p.root, s.bound, h.reach = s.newVar(), true, nil, p, 0
	defer func() {
		p.diving, p.asked, s.bound, s.first, h.reach = false, 0, nil, nil, reach
		s.unit(p.guard.not())
	}()
	first := b.given && p.lp.Pivots() == 0 // a model is there, and the program's first optimum takes longer than those of pieces
	if first {
		if v := h.divided(terms); v == unknown || p.lower >= b.values[b.stage] {
			return h.unless(v)
		}
		s.bound = p
	}
	assume := append([]lit{p.guard}, b.base...)
	v, better := h.better(assume, dives)
	for better && v != unsat {
		if v, better = h.better(assume, dives); v == unknown {
			return v
		}
	}
	p.diving = false
	if v == sat && !first && h.divided(terms) == unknown {
		return h.unless(unknown)
	}
	h.exchanges(terms, min(max(exchangeEffort, s.effort), mostExchange))
	for v == sat && p.root != nil && h.wide() {
		near := append(assume[:len(assume):len(assume)], h.agreed()...)
		p.asked = int32(len(near))
		if v, better = h.better(near, neighbour); v == unsat || !better {
			break
		}
	}
	if v == unknown {
		return unknown
	}
	return sat
}

// unless is the verdict, but sat where the stage was proved elsewhere meanwhile.
func (h *hybrid) unless(v verdict) verdict {
	if h.b.relieved() {
		return sat
	}
	return v
}

// better searches for a better model under assumptions. It is sat while there may be more to find, unsat when there is
// nothing more, unknown when the search was stopped.
func (h *hybrid) better(assume []lit, budget int64) (v verdict, better bool) {
	b, s, p := h.b, h.b.s, h.p
	value := b.values[b.stage]
	p.target = value - 1
	h.aim()
	v = s.solve(assume, budget)
	switch {
	case b.relieved():
		return unsat, false
	case s.stopped:
		return unknown, false
	case v == sat:
		h.record(modelOf(s, b.form.Vars()))
	case v == unsat:
		if len(assume) == 1 { // the guard alone
			p.lower = max(p.lower, p.target+1)
		}
		return unsat, false
	}
	return sat, b.values[b.stage] < value
}

// wide says that the best model may be far from the optimum: by more than a sixteenth of its value.
func (h *hybrid) wide() bool {
	value, low := h.b.values[h.b.stage], h.p.lower
	return low > math.MinInt64 && value-low > max(value, -value)/16
}

// agreed are the literals on which the best model and the program's optimum agree.
func (h *hybrid) agreed() []lit {
	var out []lit
	for c, v := range h.p.vars {
		yes := h.b.model[v]
		if x := h.p.root[c]; yes && x > 1-1e-6 {
			out = append(out, lit(v)<<1)
		} else if !yes && x < 1e-6 {
			out = append(out, lit(v)<<1|1)
		}
	}
	return out
}
