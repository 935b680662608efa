package logic

import (
	"context"
	"slices"
	"time"
)

// Status is how far an answer goes.
type Status int8

const (
	Unknown    Status = iota // stopped before anything was found
	Infeasible               // proved impossible
	Feasible                 // a model; from Best: stopped early, not proved best
	Optimal                  // proved best
)

func (s Status) String() string {
	return [...]string{"unknown", "infeasible", "feasible", "optimal"}[s]
}

// Outcome is the answer of Best.
type Outcome struct {
	Status Status
	Values []int64 // of the model, one a stage, in the caller's units
	Bounds []int64 // proved: no model that is as good in the earlier stages has less
	Model  Model   // nil unless Feasible or Optimal
	Core   []Lit   // when Infeasible: assumptions that cannot stand together (not always the fewest; see MinimalCore)
}

// Options of Best. The zero Options are usual.
type Options struct {
	Assume   []Lit          // literals taken as true
	Phases   Model          // a model to stay close to where nothing else decides; it may be too short or wrong
	Progress func(Progress) // called about ten times a second at most, from the searching goroutine
}

// Progress is how far Best is.
type Progress struct {
	Stage     int    // index into Form.Stages
	Name      string // its name
	Found     bool   // Incumbent is the value of a model
	Incumbent int64
	Bound     int64
	Conflicts int64
	Elapsed   time.Duration
}

// Gap returns incumbent minus bound, and false when there is no incumbent.
func (p Progress) Gap() (int64, bool) { return p.Incumbent - p.Bound, p.Found }

// Best returns the lexicographic optimum of the form's stages (without stages: any model, as Optimal). When the context
// ends first, the best model so far with the bounds proved so far. The error is for misuse of the form only.
func Best(ctx context.Context, f *Form, o Options) (Outcome, error) {
	if err := f.knownLits(o.Assume); err != nil {
		return Outcome{}, err
	}
	if ctx.Err() != nil && o.Phases == nil { // whoever asks a thousand questions and is stopped should not prepare those left
		return Outcome{Bounds: f.lows()}, nil
	}
	out, _, _ := portfolio(ctx, f, o, firstSlice, false)
	return out, nil
}

// lows are the bounds of the stages that need no proof.
func (f *Form) lows() []int64 {
	var lows []int64
	for _, st := range f.stages {
		_, low := softs(st.Terms)
		lows = append(lows, low)
	}
	return lows
}

// best is one run of Best: the stages in turn, each by the core-guided search, each kept by hardening.
type best struct {
	form    *Form
	opt     Options
	s       *solver
	base    []lit // assumptions that are tracked; empty when they are units
	g       *guided
	reach   *reach       // of the present stage
	used    map[lit]bool // tracked assumptions that the proofs so far rest on
	values  []int64
	bounds  []int64
	model   Model
	given   bool          // it is the one the search was to start from
	ready   time.Duration // effort when there was a model
	stage   int
	earned  int // stages proved here, by a search
	settled int // stages whose optimum, that of model, is proved, here or elsewhere
	started time.Time
	told    time.Time
}

// newBest prepares a run. Tracked assumptions stay assumptions, so that the run can say which of them its proof rests
// on; otherwise they become units, which is faster.
func newBest(ctx context.Context, f *Form, o Options, tracked bool) *best {
	b := &best{form: f, opt: o, s: newSolver(ctx, f.Vars()), used: map[lit]bool{}, started: time.Now()}
	for v := 1; v < len(o.Phases) && v <= f.Vars(); v++ {
		b.s.phase[v] = o.Phases[v]
	}
	if o.Progress != nil {
		b.s.tick = b.tell
	}
	b.bounds = f.lows()
	for _, l := range o.Assume {
		if tracked {
			b.base = append(b.base, inner(l))
		} else {
			b.s.unit(inner(l))
		}
	}
	b.s.load(f, 0)
	b.adopt(o)
	return b
}

// adopt starts from the given phases when they are a model already.
func (b *best) adopt(o Options) {
	if len(o.Phases) != b.form.Vars()+1 || b.form.Check(o.Phases) != nil {
		return
	}
	for _, l := range o.Assume {
		if !o.Phases.True(l) {
			return
		}
	}
	b.model, b.given = slices.Clone(o.Phases), true
	for _, st := range b.form.stages {
		b.values = append(b.values, Sum(b.model, st.Terms))
	}
}

func (b *best) tell() {
	if now := time.Now(); now.Sub(b.told) >= 100*time.Millisecond {
		b.told = now
		p := Progress{Stage: b.stage, Conflicts: b.s.conflicts, Elapsed: now.Sub(b.started)}
		if b.stage < len(b.bounds) {
			p.Name, p.Bound = b.form.stages[b.stage].Name, b.bounds[b.stage]
			if b.model != nil {
				p.Found, p.Incumbent = true, b.values[b.stage]
			}
		}
		b.opt.Progress(p)
	}
}

func (b *best) run() Outcome {
	b.g = b.guided()
	v := sat
	if b.model == nil {
		v = b.s.solve(b.base, -1)
		b.g.note(v)
		switch {
		case v == sat:
			b.found()
		case v == unknown && b.relieved():
			v = sat
		}
	}
	b.ready = b.s.effort
	for ; v == sat && b.stage < len(b.form.stages); b.stage++ {
		v = b.minimise(b.form.stages[b.stage].Terms)
	}
	return b.outcome(v)
}

// minimise proves the optimum of one stage and keeps it.
func (b *best) minimise(terms []Term) verdict {
	b.reach = newReach(b.form, terms)
	free := b.free()
	v := b.guide(terms)
	switch relieved := b.relieved(); {
	case v == sat:
		b.g.harden()
		if !free {
			b.earned++
		}
	case v == unknown && relieved:
		b.demand(terms, b.values[b.stage], 0)
		b.g.hardenWithin(b.values[b.stage])
	default:
		return v
	}
	b.bounds[b.stage] = b.values[b.stage]
	return sat
}

// free says that the present stage needs no search: the model given has what it costs at least.
func (b *best) free() bool { return b.given && b.values[b.stage] == b.bounds[b.stage] }

// guided is a core-guided search on this run's rows.
func (b *best) guided() *guided {
	g := newGuided(b.s)
	g.base, g.used, g.strict, g.found, g.proved = b.base, b.used, true, b.found, b.proved
	return g
}

// relieved says that the stage's optimum was proved elsewhere. A search that was stopped for that goes on.
func (b *best) relieved() bool {
	if b.settled <= b.stage || b.s.ctx.Err() != nil {
		return false
	}
	b.s.stopped = false
	return true
}

// proved takes in a bound of the present stage.
func (b *best) proved(low int64) {
	b.bounds[b.stage] = max(b.bounds[b.stage], min(low, b.g.high))
	for _, l := range b.reach.beyond(b.bounds[b.stage]) {
		b.s.unit(l.not())
	}
}

// demand states in the search that a sum is at most so much, where the guard is true (0: always). It returns the row, and
// false when that holds anyway.
func (b *best) demand(terms []Term, most int64, guard lit) (Row, bool) {
	r, always, err := normalise(-most, negated(terms), make([]Term, 0, len(terms)))
	if err != nil || always { // no error: Minimise has weighed the terms
		return r, false
	}
	ls, ws := make([]lit, 0, len(r.Terms)+1), make([]int64, 0, len(r.Terms)+1)
	if guard != 0 { // the heaviest comes first
		ls, ws = append(ls, guard.not()), append(ws, r.K)
	}
	for _, t := range r.Terms {
		ls, ws = append(ls, inner(t.Lit)), append(ws, t.Weight)
	}
	b.s.addRow(ls, ws, r.K)
	return r, true
}

// negated returns the terms with their weights' opposites.
func negated(terms []Term) []Term {
	out := make([]Term, len(terms))
	for i, t := range terms {
		out[i] = Term{-t.Weight, t.Lit}
	}
	return out
}

// outcome says what the run came to.
func (b *best) outcome(v verdict) Outcome {
	out := Outcome{Values: b.values, Bounds: b.bounds, Model: b.model}
	switch {
	case v == sat:
		out.Status = Optimal
	case v == unsat:
		out = Outcome{Status: Infeasible, Core: b.core()}
	case b.model != nil:
		out.Status = Feasible
	default:
		out.Status = Unknown
	}
	return out
}

// core says which assumptions make the form infeasible.
func (b *best) core() []Lit {
	if b.base != nil {
		return outers(b.s.core)
	}
	if len(b.opt.Assume) == 0 {
		return nil
	}
	if a := NewSearch(b.form).Solve(b.s.ctx, b.opt.Assume...); a.Status == Infeasible {
		return a.Core
	}
	return slices.Clone(b.opt.Assume) // the context ended: all of them together is true as well
}

// found takes in the search's model when it is better than the best so far.
func (b *best) found() {
	values := make([]int64, len(b.form.stages))
	for i, st := range b.form.stages {
		for _, t := range st.Terms {
			if b.s.model[inner(t.Lit)] > 0 {
				values[i] += t.Weight
			}
		}
		if b.model != nil && i == b.stage && values[i] > b.values[i] {
			return
		}
	}
	if b.model != nil && slices.Compare(values, b.values) >= 0 {
		return
	}
	b.model, b.values, b.given = b.form.must(modelOf(b.s, b.form.Vars())), values, false
	if b.stage < len(values) {
		b.g.high = values[b.stage]
	}
}

func modelOf(s *solver, vars int) Model {
	m := make(Model, vars+1)
	for v := 1; v <= vars; v++ {
		m[v] = s.model[v<<1] > 0
	}
	return m
}

func outers(ls []lit) []Lit {
	out := make([]Lit, len(ls))
	for i, l := range ls {
		out[i] = l.outer()
	}
	return out
}

func inners(ls []Lit) []lit {
	out := make([]lit, len(ls))
	for i, l := range ls {
		out[i] = inner(l)
	}
	return out
}
