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
// Shrink and block: the set of a model is forbidden together with its supersets, which at once asks for a smaller one within it; when
// there is none, the set was minimal.
func Minimal(ctx context.Context, f *Form, assume, over []Lit, limit int) Sets {
	if ctx.Err() != nil || f.knownLits(assume) != nil || f.knownLits(over) != nil {
		return Sets{}
	}
	return newEnumeration(ctx, f, assume, over).list(limit)
}

// Minimal is the function Minimal, put to a search that has taken the form up already.
func (q *Search) Minimal(ctx context.Context, assume, over []Lit, limit int) Sets {
	f := q.d.form
	if ctx.Err() != nil || f.knownLits(assume) != nil || f.knownLits(over) != nil {
		return Sets{}
	}
	here := f.New("") // the sets found are forbidden in this question alone
	q.d.s.ctx, q.d.s.stopped = ctx, false
	q.d.update()
	blocks := len(q.d.blocks)
	e := &enumeration{q.d, inners(append(slices.Clip(assume), here)), []lit{inner(here).not()}, inners(over)}
	out := e.list(limit)
	q.d.blocks = q.d.blocks[:blocks]
	q.d.s.unit(inner(here).not())
	return out
}

func (e *enumeration) list(limit int) Sets {
	var out Sets
	for limit <= 0 || len(out.Sets) < limit {
		set, v := e.next()
		if v != sat {
			out.Complete = v == unsat
			break
		}
		out.Sets = append(out.Sets, set)
	}
	sortSets(out.Sets, outers(e.over))
	return out
}

// sortSets puts the literals of each set in the order of over, and the sets in order of size, then of their literals.
func sortSets(sets [][]Lit, over []Lit) {
	at := make(map[Lit]int, len(over))
	for i, l := range over {
		at[l] = i
	}
	byPlace := func(a, b Lit) int { return at[a] - at[b] }
	for _, set := range sets {
		slices.SortFunc(set, byPlace)
	}
	slices.SortFunc(sets, func(a, b []Lit) int {
		return cmp.Or(len(a)-len(b), slices.CompareFunc(a, b, byPlace))
	})
}

type enumeration struct {
	*decider
	base   []lit // assumed in all of it
	unless []lit // once it is true, what was forbidden is not any longer
	over   []lit
}

const (
	halvePatience = 300 // conflicts of a climb for half of a set
	halveFrom     = 5   // literals of a set that is worth halving
)

func newEnumeration(ctx context.Context, f *Form, assume, over []Lit) *enumeration {
	return &enumeration{decider: newDecider(ctx, f, assume), over: inners(over)}
}

// next finds a minimal set that is not a superset of one found before: sat; unsat when there is none. While that is easy, by
// asking for any smaller set.
func (e *enumeration) next() ([]Lit, verdict) {
	v := e.first()
	if v != sat {
		return nil, v
	}
	var set, rest []lit
	for v == sat {
		set, rest = e.split()
		e.forbid(set)
		e.lean(false)
		v = e.s.solve(rest, e.turn)
	}
	if v == unknown && !e.s.stopped {
		return e.byClimbing(set, rest)
	}
	return outers(set), sat
}

// byClimbing goes on where that is hard: by halves, then literal by literal, all of it as questions of one climb.
func (e *enumeration) byClimbing(set, rest []lit) ([]Lit, verdict) {
	c := e.climb(rest)
	smaller := func() {
		set, rest = e.split()
		e.forbid(set)
		c.fix(rest)
	}
	for half := true; half && len(set) >= halveFrom; {
		c.ask(c.few(set, len(set)/2))
		if half = c.run(halvePatience) == sat; half {
			smaller()
		}
	}
	for i := 0; i < len(set); {
		switch e.spare(c, set[i], rest) {
		case sat:
			needed := set[:i]
			smaller()
			slices.SortStableFunc(set, func(a, b lit) int { return place(needed, a) - place(needed, b) })
		case unsat:
			i++ // needed
		default:
			return nil, unknown
		}
	}
	return outers(set), sat
}

// spare asks whether the set can do without a literal. The climb comes first, having climbed before.
func (e *enumeration) spare(c *climb, l lit, rest []lit) verdict {
	c.ask([]lit{l.not()})
	for turn := int64(firstTurn); ; turn = turn*2 + 1 {
		if v := c.run(turn * climbFactor); v != unknown || e.s.stopped {
			return v
		}
		if v := e.s.solve(append(slices.Clip(rest), l.not()), turn); v != unknown || e.s.stopped {
			return v
		}
	}
}

// place puts the literals of a set before all others.
func place(set []lit, l lit) int {
	if contains(set, l) {
		return 0
	}
	return 1
}

// first finds a set to shrink: a small one if that is easy, else a large one, which mostly is.
func (e *enumeration) first() verdict {
	for _, steps := range []bool{false, true} {
		e.lean(steps)
		if v := e.s.solve(e.base, e.turn); v != unknown || e.s.stopped {
			return v
		}
	}
	return e.decide(e.base)
}

// lean makes the search try steps as true, or as false, first.
func (e *enumeration) lean(steps bool) {
	for _, l := range e.over {
		e.s.phase[l.v()] = (l&1 == 0) == steps
	}
}

// forbid takes a set, and all that hold it, out of the enumeration.
func (e *enumeration) forbid(set []lit) { e.block(append(opposites(set), e.unless...)) }

// split returns the literals of over that are true in the model, and as what is to be assumed the opposites of the others.
func (e *enumeration) split() (set, rest []lit) {
	e.form.must(modelOf(e.s, e.form.Vars()))
	rest = slices.Clone(e.base)
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
