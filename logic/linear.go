package logic

import (
	"math"
	"slices"
	"time"

	"entente/logic/simplex"
)

// The second engine's bound: the linear relaxation of the form, asked at every node of the clause-learning search.
// Counting troops and filling lines is hard for clauses (each way of filling a line is refuted on its own) and easy for a
// linear program. What the program says comes back as clauses: a contradiction or a bound above the target is
// explained by the literals it rests on, a reduced cost fixes a literal (lower bounding in pseudo-Boolean search: Manquinho
// and Marques-Silva 2004; LP in conflict-driven search: Devriendt, Gleixner and Nordström 2021).
//
//	linear.go         the relaxation and its place in the search
//	linear_proof.go   from multipliers to clauses, in whole numbers
//	linear_columns.go variables and numbers as columns
//	linear_branch.go  which variable to decide
//	linear_cuts.go    rows that bring the bound up
//	hybrid.go         the stages
//
// Nothing rests on floating point: multipliers are rounded to whole numbers and the row they add up to is computed
// exactly (linear_proof.go). A linear program that erred costs time, never truth.

// lrow is Σ coef·x ≥ least over columns.
type lrow struct {
	at    []int32
	coef  []int64
	least int64
	cut   bool // it follows from others
}

// linear is the relaxation of one form, with one stage as its objective.
type linear struct {
	s       *solver
	lp      *simplex.LP
	col     []int32  // by variable: its column, -1 for one the root decided
	vars    []uint32 // by column: the variable it is
	numbers []number // the columns that come after
	times   []int64  // by variable: how often it counts in its number
	span    []int64  // by column: its range
	rows    []lrow
	uses    []int32    // by column: rows it stands in
	set     []int8     // by column: what the program was told: 1, -1, 0 open
	ranges  [][2]int64 // by number: the same

	cost   []int64   // of the present stage, by column
	base   int64     // its value when all columns are 0
	target int64     // models of value up to this are looked for
	guard  lit       // true while they are: clauses that rest on the target say so
	root   []float64 // the program's optimum with nothing else decided, once it is known
	asked  int32     // it is not asked below this level
	diving bool      // towards a model, not a proof
	solved bool      // the program's values are its optimum for the present bounds
	ready  int32     // levels of the guard and the tracked assumptions: the program is asked from there on
	lower  int64     // no model of the stage has less: proved with nothing decided but the guard and the assumptions
	offer  func(x Model) bool
	raised func()   // the bound was raised
	news   [][]lit  // clauses to be handed to the search
	shared *sharing // pieces of the stage to be asked, if it falls apart save for what it costs

	rounds  int // of cuts to come in this stage
	rounded struct {
		a []int64
		x []float64
	}
	pseudo  [2][]gain // by column: what rounding down (0) and up (1) cost so far
	last    branching
	dual    []float64
	weights []int64 // by column, of the row a proof adds up to
	terms   []weighed
	words   []lit // of clauses handed to the search, which copies them
	clauses [][]lit
	shift   int // the proof's multipliers are scaled by 2^shift
	polled  int // pivots when the search last looked at the clock
}

type weighed struct {
	w int64
	l lit
}

// newLinear makes the program of the rows the root leaves open.
func newLinear(s *solver, f *Form) *linear {
	p := &linear{s: s, guard: 0}
	p.makeColumns(f)
	n := len(p.span)
	p.lp = simplex.New(n)
	p.uses, p.set, p.cost, p.weights = make([]int32, n), make([]int8, n), make([]int64, n), make([]int64, n)
	p.pseudo[0], p.pseudo[1] = make([]gain, n), make([]gain, n)
	for _, r := range f.rows {
		if x, open := p.rowOf(r); open {
			p.rows = append(p.rows, x)
		}
	}
	p.measure()
	p.ranges = make([][2]int64, len(p.numbers))
	for i, x := range p.numbers {
		p.ranges[i] = [2]int64{0, x.span}
		p.lp.SetBounds(len(p.vars)+i, 0, float64(x.span))
	}
	for i := range p.rows {
		p.tell(&p.rows[i])
	}
	return p
}

// add puts a row into the program, unless the root has met it.
func (p *linear) add(r Row) {
	if x, open := p.rowOf(r); open {
		p.rows = append(p.rows, x)
		p.tell(&x)
	}
}

// tell gives the program a row.
func (p *linear) tell(r *lrow) {
	val := make([]float64, len(r.coef))
	high := 0.0
	for i, w := range r.coef {
		val[i] = float64(w)
		high += max(val[i], 0) * float64(p.span[r.at[i]])
		p.uses[r.at[i]]++
	}
	p.lp.AddRow(r.at, val, float64(r.least), max(high, float64(r.least)))
	p.solved = false
}

// objective makes a sum the objective.
func (p *linear) objective(terms []Term) {
	clear(p.cost)
	p.base = 0
	for _, t := range terms {
		w := t.Weight
		if t.Lit < 0 {
			p.base += w
			w = -w
		}
		switch c := p.col[t.Lit.Var()]; {
		case int(c) >= len(p.vars): // all of a number's variables say the same
			p.cost[c] = w / p.times[t.Lit.Var()]
		case c >= 0:
			p.cost[c] += w
		case p.s.fixed(inner(t.Lit.Var())):
			p.base += w
		}
	}
	cost := make([]float64, len(p.cost))
	for c, w := range p.cost {
		cost[c] = float64(w)
	}
	p.lp.SetCosts(cost)
	p.solved, p.lower, p.shared = false, math.MinInt64, nil
	p.last, p.rounds = branching{}, cutRounds
	for up := range p.pseudo {
		clear(p.pseudo[up])
	}
}

// bound is asked by the search at each node.
func (p *linear) bound(s *solver) [][]lit {
	if s.val[p.guard] <= 0 || s.here() < max(p.ready, p.asked) {
		return nil
	}
	if news := p.news; len(news) > 0 {
		p.news = nil
		return news
	}
	if p.sync() && p.solved {
		return p.branch()
	}
	for {
		p.solved = false
		if p.lp.Pivots()-p.polled >= pollPivots {
			p.polled = p.lp.Pivots()
			if s.poll(); s.stopped {
				return nil
			}
		}
		before := p.lp.Pivots()
		end := p.lp.Solve(float64(p.target-p.base)+1e-6, pollPivots)
		s.effort += pivotEffort * time.Duration((p.lp.Pivots()-before+1)*(p.lp.Rows()+len(p.vars)))
		switch end {
		case simplex.Paused:
			continue
		case simplex.Infeasible:
			p.noteGain(math.Inf(1))
			if c := p.refute(false); c != nil {
				return [][]lit{c}
			}
			return nil
		case simplex.CutOff:
			p.noteGain(math.Inf(1))
			if c := p.refute(true); c != nil {
				return [][]lit{c}
			}
			return nil
		case simplex.Optimal:
			p.solved = true
		default:
			return nil
		}
		p.noteGain(p.lp.Objective())
		if x, whole := p.whole(); whole && p.offer(x) {
			continue // a better model: the target moved, this node is done with
		}
		if s.here() == p.ready {
			if p.cut() {
				continue
			}
			p.note()
		}
		if p.shared != nil && p.shared.ask() {
			continue
		}
		break
	}
	if fixed := p.fixings(); len(fixed) > 0 {
		return fixed
	}
	return p.branch()
}

// note keeps the values of the root.
func (p *linear) note() {
	p.root = p.root[:0]
	for c := range p.vars {
		p.root = append(p.root, p.lp.Value(c))
	}
}

// pollPivots is how many pivots the program makes between two looks at the clock.
const pollPivots = 50

// pivotEffort is how many nanoseconds a pivot takes for each row and column.
const pivotEffort = 15

// sync tells the program what the search decided since, and says whether the last optimum still is one: only
// bounds were narrowed, and its values keep them.
func (p *linear) sync() bool {
	same := true
	val := p.s.val
	for c, v := range p.vars {
		now := val[v<<1]
		if now == p.set[c] {
			continue
		}
		p.set[c] = now
		switch now {
		case 1:
			same = same && p.lp.Value(c) > 1-1e-9
			p.lp.SetBounds(c, 1, 1)
		case -1:
			same = same && p.lp.Value(c) < 1e-9
			p.lp.SetBounds(c, 0, 0)
		default:
			same = false
			p.lp.SetBounds(c, 0, 1)
		}
	}
	for i := range p.numbers {
		lo, hi := p.numbers[i].bounds(val)
		if p.ranges[i] == [2]int64{lo, hi} {
			continue
		}
		p.ranges[i] = [2]int64{lo, hi}
		c := len(p.vars) + i
		x := p.lp.Value(c)
		same = same && x > float64(lo)-1e-9 && x < float64(hi)+1e-9
		p.lp.SetBounds(c, float64(lo), float64(hi))
	}
	return same
}

// whole returns the program's values as a model when all are whole, those of numbers brought up to be so.
func (p *linear) whole() (Model, bool) {
	for c := range p.vars {
		if x := p.lp.Value(c); x > 1e-6 && x < 1-1e-6 {
			return nil, false
		}
	}
	return p.model(func(c int) bool { return p.lp.Value(c) > 0.5 }), true
}

// model fills in what the root decided.
func (p *linear) model(value func(column int) bool) Model {
	m := make(Model, len(p.col))
	for v := 1; v < len(p.col); v++ {
		m[v] = p.col[v] < 0 && p.s.val[v<<1] > 0
	}
	for c, v := range p.vars {
		m[v] = value(c)
	}
	p.split(func(v uint32, yes bool) { m[v] = yes })
	return m
}

// phases leads the search towards the program's values.
func (p *linear) phases() {
	for c, v := range p.vars {
		p.s.phase[v] = p.lp.Value(c) > 0.5
	}
	p.split(func(v uint32, yes bool) { p.s.phase[v] = yes })
}

// split brings the numbers' values up to whole ones and down to their variables.
func (p *linear) split(set func(v uint32, yes bool)) {
	for i := range p.numbers {
		p.numbers[i].split(int64(math.Ceil(p.lp.Value(len(p.vars)+i)-1e-6)), set)
	}
}

// sortByWeight puts the lightest first, equal ones by literal.
func sortByWeight(ts []weighed) {
	slices.SortFunc(ts, func(a, b weighed) int {
		if a.w != b.w {
			if a.w < b.w {
				return -1
			}
			return 1
		}
		return int(a.l) - int(b.l)
	})
}
