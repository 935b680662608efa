package logic

import (
	"cmp"
	"context"
	"slices"
)

// Sets is a list of sets of literals, the smallest first, and whether it is proved to be all of them.
type Sets struct {
	Sets     [][]Lit
	Complete bool
}

// Minimal returns the subset-minimal sets of literals of over that are true in a model in which all of assume is true: what
// unlocks, when over are steps; the maximal coalitions, when over are negated memberships. At most limit sets (0: no
// limit). The empty set is the only one when over can be all false.
//
// Shrink and block: a model's set is forbidden together with its supersets, which also asks for a smaller one within it; when
// there is none, the set was minimal.
func Minimal(ctx context.Context, f *Form, assume, over []Lit, limit int) Sets {
	if f.knownLits(assume) != nil || f.knownLits(over) != nil {
		return Sets{}
	}
	e := newEnumeration(ctx, f, assume, over)
	var out Sets
	for limit <= 0 || len(out.Sets) < limit {
		set, v := e.next()
		if v != sat {
			out.Complete = v == unsat
			break
		}
		out.Sets = append(out.Sets, set)
	}
	sortSets(out.Sets)
	return out
}

// sortSets sorts by size, keeping the order in which sets of one size were found.
func sortSets(sets [][]Lit) {
	slices.SortStableFunc(sets, func(a, b []Lit) int { return cmp.Compare(len(a), len(b)) })
}

type enumeration struct {
	form *Form
	s    *solver
	over []lit
}

func newEnumeration(ctx context.Context, f *Form, assume, over []Lit) *enumeration {
	e := &enumeration{form: f, s: newSolver(ctx, f.Vars()), over: inners(over)}
	for _, l := range assume {
		e.s.unit(inner(l))
	}
	e.s.load(f, 0)
	for _, l := range e.over {
		e.s.phase[l.v()] = l&1 != 0
	}
	return e
}

// next finds a minimal set that is not a superset of one found before: sat; unsat when there is none.
func (e *enumeration) next() ([]Lit, verdict) {
	if v := e.s.solve(nil, -1); v != sat {
		return nil, v
	}
	for {
		set, rest := e.split()
		e.s.addClause(opposites(set)...)
		switch e.s.solve(rest, -1) {
		case unknown:
			return nil, unknown
		case unsat:
			return outers(set), sat
		}
	}
}

// split returns the literals of over that are true in the model, and the opposites of the others.
func (e *enumeration) split() (set, rest []lit) {
	e.form.must(modelOf(e.s, e.form.Vars()))
	for _, l := range e.over {
		if e.s.model[l] > 0 {
			set = append(set, l)
		} else {
			rest = append(rest, l.not())
		}
	}
	return set, rest
}

func opposites(ls []lit) []lit {
	out := make([]lit, len(ls))
	for i, l := range ls {
		out[i] = l.not()
	}
	return out
}
