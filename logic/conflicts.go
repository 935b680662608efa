package logic

import (
	"context"
	"slices"
)

// Conflicts returns the minimal subsets of from that cannot be true together while all of assume is: drop one literal and
// the rest can stand. At most limit sets (0: no limit). None and Complete: all of from can stand together. One empty set:
// assume cannot even stand alone.
//
// MARCO (Liffiton, Previti, Malik and Marques-Silva 2016): a second search keeps the map of subsets not yet known to be
// possible or impossible and proposes a largest one; an impossible one is shrunk to a conflict, which takes its
// supersets off the map, a possible one takes its subsets off.
func Conflicts(ctx context.Context, f *Form, assume, from []Lit, limit int) Sets {
	if ctx.Err() != nil || f.knownLits(assume) != nil || f.knownLits(from) != nil {
		return Sets{}
	}
	from = distinct(from)
	d := newDecider(ctx, f, assume)
	m := newSolver(ctx, len(from)) // variable i+1 of the map: from[i] is in the subset
	for i := range from {
		m.first = append(m.first, lit(i+1)<<1)
	}
	var out Sets
	for limit <= 0 || len(out.Sets) < limit {
		v := m.solve(nil, -1)
		if v != sat {
			out.Complete = v == unsat
			break
		}
		var seed []Lit
		for i, l := range from {
			if m.model[lit(i+1)<<1] > 0 {
				seed = append(seed, l)
			}
		}
		switch d.decide(inners(seed)) {
		case unknown:
			sortSets(out.Sets, from)
			return out
		case unsat:
			set, ok := d.shrink(outers(d.s.core))
			if !ok {
				sortSets(out.Sets, from)
				return out
			}
			out.Sets = append(out.Sets, set)
			var block []lit
			for i, l := range from {
				if slices.Contains(set, l) {
					block = append(block, lit(i+1)<<1|1)
				}
			}
			m.addClause(block...)
		case sat:
			f.must(modelOf(d.s, f.Vars()))
			var block []lit
			for i, l := range from {
				if d.s.model[inner(l)] < 0 {
					block = append(block, lit(i+1)<<1)
				}
			}
			m.addClause(block...)
		}
	}
	sortSets(out.Sets, from)
	return out
}

func distinct(ls []Lit) []Lit {
	var out []Lit
	had := map[Lit]bool{}
	for _, l := range ls {
		if !had[l] {
			had[l] = true
			out = append(out, l)
		}
	}
	return out
}
