package logic

import (
	"cmp"
	"slices"
	"time"
)

// A stage often falls apart: infantry fills lines that ask for infantry, hospitals those that ask for hospitals, and what ties them
// together (nobody above a tenth of the whole, the owners' terms) seldom bites. A search over all of it at once pays for every way of filling one
// line with every way of filling another. Here the rows that tie are left out. What is left is weaker, so that
// what its pieces cost at least, added up, is a bound for the whole; and their optima side by side are often a model of the
// whole, which then is proved best (relaxation by leaving rows out; branching over independent pieces: Freuder and Quinn 1985).
//
//	pieces.go         what the rows of a stage leave open, and which of them are left out
//	pieces_groups.go  what hangs together, each as a form of its own
//	pieces_solve.go   their optima, and what follows for the whole

// piece is one of the pieces a stage falls into.
type piece struct {
	form  *Form
	vars  []uint32 // of the whole, by variable of the form less one
	terms []Term   // what it costs, in variables of the whole
	low   int64    // what it costs at least

	best    *best // the search for its optimum
	until   time.Duration
	goOn    func()
	stop    func()
	settled bool // the search is through
}

// division is a stage being divided.
type division struct {
	val    []int8 // by literal of the whole: what the root decided and what is chosen
	cost   []int64
	rows   []drow
	occurs [][]int32 // by literal: rows, those gone included
	count  []int32   // by literal: rows that are not gone
	queue  []uint32  // variables that may stand on one side only
	shared bool      // what costs does not tie
	seen   []int32   // by variable: stamp
	stamp  int32
}

// drow is a row without what the root decided.
type drow struct {
	terms []weighed
	k     int64
	gone  bool
}

const (
	mostTies   = 8    // rows left out to make a stage fall apart, at most
	mostShare  = 0.9  // of what costs in one piece, at most: or it is no division
	sharedSize = 4    // times as many variables as cost something are in pieces that share these, at least
	leastCost  = 24   // literals that cost something: fewer are not worth dividing
	wideRow    = 0.25 // of the variables of a piece: a row that names more of them may tie
)

// divide returns the pieces of a stage and what the rest costs at least; none when it does not fall apart. Pieces that share have
// what costs in common.
func divide(s *solver, rows []Row, terms []Term, least int, shared bool) (pieces []piece, rest int64) {
	d := &division{shared: shared, val: slices.Clone(s.val), cost: make([]int64, s.vars()+1), occurs: make([][]int32, len(s.val)), count: make([]int32, len(s.val)),
		seen: make([]int32, s.vars()+1)}
	for l := range d.val {
		if s.level[l>>1] > 0 {
			d.val[l] = 0
		}
	}
	for _, t := range terms {
		switch l := inner(t.Lit); {
		case d.val[l] > 0:
			rest += t.Weight
		case d.val[l] == 0 && l&1 == 0:
			d.cost[l.v()] += t.Weight
		case d.val[l] == 0:
			d.cost[l.v()] -= t.Weight
			rest += t.Weight
		}
	}
	costs := 0
	for _, w := range d.cost {
		if w != 0 {
			costs++
		}
	}
	if costs < least {
		return nil, 0
	}
	d.take(rows)
	d.choose()
	for ties := 0; ; ties++ {
		groups, sizes := d.groups()
		most, whole := 0, 0
		for i, n := range sizes {
			whole += n
			if n > sizes[most] {
				most = i
			}
		}
		switch {
		case whole == 0 || shared && whole < sharedSize*costs:
			return nil, 0
		case !shared:
			whole = costs
		}
		if float64(sizes[most]) <= mostShare*float64(whole) {
			for v, w := range d.cost {
				if w != 0 && d.val[v<<1] > 0 {
					rest += w
				}
			}
			for i, g := range groups {
				if sizes[i] > 0 {
					pieces = append(pieces, d.piece(g))
				}
			}
			if len(pieces) < 2 {
				return nil, 0
			}
			slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(len(a.vars), len(b.vars)) })
			return pieces, rest
		}
		if ties == mostTies || !d.untie(groups[most]) {
			return nil, 0
		}
	}
}

// take takes up the rows that name what costs something, and those that name what these name.
func (d *division) take(rows []Row) {
	near := make([]bool, len(d.cost))
	for v, w := range d.cost {
		if near[v] = w != 0; near[v] {
			d.queue = append(d.queue, uint32(v))
		}
	}
	open := func(r *Row) bool {
		return slices.ContainsFunc(r.Terms, func(t Term) bool { return near[t.Lit.Var()] && d.val[inner(t.Lit)] == 0 })
	}
	var next []Lit
	for i := range rows {
		if open(&rows[i]) {
			for _, t := range rows[i].Terms {
				next = append(next, t.Lit.Var())
			}
		}
	}
	for _, v := range next {
		near[v] = true
	}
	for i := range rows {
		if open(&rows[i]) {
			d.add(&rows[i])
		}
	}
}

// add takes up one row.
func (d *division) add(r *Row) {
	x := drow{k: r.K}
	for _, t := range r.Terms {
		switch l := inner(t.Lit); {
		case d.val[l] > 0:
			x.k -= t.Weight
		case d.val[l] == 0:
			x.terms = append(x.terms, weighed{t.Weight, l})
		}
	}
	if x.k <= 0 {
		return
	}
	for i := range x.terms {
		t := &x.terms[i]
		t.w = min(t.w, x.k)
		d.occurs[t.l] = append(d.occurs[t.l], int32(len(d.rows)))
		d.count[t.l]++
		if d.count[t.l] == 1 {
			d.queue = append(d.queue, t.l.v())
		}
	}
	d.rows = append(d.rows, x)
}

// choose decides variables that rows want on one side only, and costs do not want on the other: it harms nothing.
func (d *division) choose() {
	for len(d.queue) > 0 {
		v := d.queue[len(d.queue)-1]
		d.queue = d.queue[:len(d.queue)-1]
		l := lit(v) << 1
		switch {
		case d.val[l] != 0:
			continue
		case d.cost[v] >= 0 && d.count[l] == 0:
			l = l.not()
		case d.cost[v] > 0 || d.count[l.not()] > 0:
			continue
		}
		d.val[l], d.val[l.not()] = 1, -1
		for _, i := range d.occurs[l] {
			r := &d.rows[i]
			if r.gone {
				continue
			}
			for _, t := range r.terms {
				if t.l == l {
					r.k -= t.w
				}
			}
			if r.k <= 0 {
				d.leave(r)
			}
		}
	}
}

// leave leaves a row out.
func (d *division) leave(r *drow) {
	r.gone = true
	for _, t := range r.terms {
		if d.count[t.l]--; d.count[t.l] == 0 {
			d.queue = append(d.queue, t.l.v())
		}
	}
}
