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
	if f.knownLits(assume) != nil || f.knownLits(from) != nil {
		return Sets{}
	}
	from = distinct(from)
	q := newSolver(ctx, f.Vars())
	for _, l := range assume {
		q.unit(inner(l))
	}
	q.load(f, 0)
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
		switch q.solve(inners(seed), -1) {
		case unknown:
			sortSets(out.Sets)
			return out
		case unsat:
			set, ok := shrinkCore(q, outers(q.core))
			if !ok {
				sortSets(out.Sets)
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
			f.must(modelOf(q, f.Vars()))
			var block []lit
			for i, l := range from {
				if q.model[inner(l)] < 0 {
					block = append(block, lit(i+1)<<1)
				}
			}
			m.addClause(block...)
		}
	}
	sortSets(out.Sets)
	return out
}

// shrinkCore leaves literals out of a core as long as the rest cannot stand; false when the context ended.
func shrinkCore(q *solver, core []Lit) ([]Lit, bool) {
	for i := 0; i < len(core); {
		without := slices.Delete(slices.Clone(core), i, i+1)
		switch q.solve(inners(without), -1) {
		case unknown:
			return core, false
		case sat:
			i++
		case unsat:
			core = retain(without, outers(q.core))
		}
	}
	return core, true
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
