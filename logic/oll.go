package logic

import (
	"cmp"
	"math"
	"slices"
)

// Core-guided optimisation: OLL (Andres, Kaufmann, Matheis and Schaub 2012) as in RC2 (Ignatiev, Morgado and Marques-Silva
// 2019), with native counters in place of totalizers, so a sum costs one row for each bound that was needed. Around it:
// strata of weights with the diversity rule (Ansótegui, Bonet, Gabàs and Levy 2012), cores taken out with their weight before
// any is relaxed (Berg and Järvisalo 2017), a little minimisation of cores, and hardening. Exhausting cores, and shrinking
// them much, cost more than they gained on forms like ours.
//
// What stays after a stage is its reformulation: cost = low + Σ weight·[assumption false], over few literals. Its
// optimum is kept for later stages by making every assumption with weight a unit (Marques-Silva et al. 2011, Boolean
// lexicographic optimisation). A question about a threshold stops half-way (see decide.go).

// guided is the core-guided search for the least cost of a sum. It keeps every model of the solver's rows within its
// reach, so that more can be asked afterwards, unless harden is called.
type guided struct {
	s      *solver
	base   []lit        // assumptions that every call makes, tracked in used
	used   map[lit]bool // those of them that some core rests on
	found  func()       // called with each model the solver finds; may lower high
	proved func(int64)  // called with each new value of low
	strict bool         // make true what costs more than the gap: keeps only models of cost at most high
	weight []int64      // by literal: what it costs when the assumption is false
	active []lit        // literals with weight, some that had it once
	sums   map[lit]bounded
	low    int64 // proved: no model costs less
	high   int64 // a model costs this; math.MaxInt64 before there is one
	until  int64 // give up when the solver has had this many conflicts
	began  int64 // conflicts it had when the stage began
	rests  []lit // tracked assumptions that the last core rests on
	keeps  bool  // cores are kept for further questions
	kept   []*payment
	late   []relaxation
	fresh  bool // an assumption was given weight
}

const (
	hardCall     = 500 // conflicts for one more core before those found are relaxed
	shortCore    = 4   // shorter cores are taken as they are
	longCore     = 60  // and so are longer ones than this
	shrinkBudget = 30  // conflicts for making a core smaller, and for each try to leave a literal out
	shrinkDepth  = 6   // decisions after which such a try is taken for one that has a model: to finish it cost more than the rest
	shrinkFactor = 2   // and more for each conflict it took to find it
	easyStage    = 60  // conflicts up to which a stage is easy

	// Literals for each distinct weight, at least, in a stratum. Where a stage is easy it goes quickest in few strata, as each costs a
	// model; elsewhere cores of large weight must come first, since one with a light literal in it pays but a little.
	diversity     = 6
	hardDiversity = 1.25
)

func newGuided(s *solver) *guided {
	nothing := func() {}
	return &guided{s: s, sums: map[lit]bounded{}, used: map[lit]bool{}, found: nothing, proved: func(int64) {}, until: math.MaxInt64}
}

// note remembers which tracked assumptions an infeasibility rests on.
func (g *guided) note(v verdict) {
	if v != unsat {
		return
	}
	g.rests = nil
	if len(g.base) == 0 {
		return
	}
	for _, l := range g.s.core {
		if slices.Contains(g.base, l) {
			g.used[l] = true
			g.rests = append(g.rests, l)
		}
	}
}

// softs turns a sum of literals into assumptions, each with what its falsehood costs, and the sum when none is false.
func softs(terms []Term) (map[lit]int64, int64) {
	cost := make(map[lit]int64, len(terms))
	var low int64
	for _, t := range terms {
		w, l := t.Weight, inner(t.Lit).not()
		if w < 0 {
			low += w
			w, l = -w, l.not()
		}
		if w == 0 {
			continue
		}
		if other := cost[l.not()]; other > 0 { // one of the two is false whatever happens
			both := min(other, w)
			low += both
			cost[l.not()] -= both
			w -= both
		}
		cost[l] += w
	}
	return cost, low
}

func (g *guided) setWeight(l lit, w int64) {
	for len(g.weight) < len(g.s.val) {
		g.weight = append(g.weight, 0)
	}
	g.weight[l] = w
}

func (g *guided) weightOf(l lit) int64 {
	if int(l) < len(g.weight) {
		return g.weight[l]
	}
	return 0
}

// start takes up a stage, or the same one again under other assumptions: what is kept is paid for at once. The stage
// costs what its terms do, and the constant.
func (g *guided) start(terms []Term, constant int64) {
	cost, low := softs(terms)
	g.low, g.high, g.active = low+constant, math.MaxInt64, g.active[:0]
	g.began = g.s.conflicts
	g.late = g.late[:0]
	clear(g.weight)
	if !g.keeps {
		clear(g.sums)
	}
	for l, w := range cost {
		if w > 0 {
			g.setWeight(l, w)
			g.active = append(g.active, l)
		}
	}
	slices.Sort(g.active) // map order must not show
	g.replay()
}

// lean makes the search try assumptions as true first.
func (g *guided) lean() {
	for _, l := range g.active {
		g.s.phase[l.v()] = l&1 == 0
	}
}

// tighten makes true, for good, what costs more than the gap between low and high.
func (g *guided) tighten() {
	if !g.strict || g.high == math.MaxInt64 {
		return
	}
	for _, l := range g.active {
		if w := g.weight[l]; w > 0 && w > g.high-g.low && !g.s.fixed(l) {
			g.s.unit(l)
		}
	}
}

// minimise proves the least cost: sat means that low is it.
func (g *guided) minimise() verdict {
	g.tighten()
	floor := g.heaviest()
	for g.low < g.high {
		g.fresh = false
		met, v := g.cores(floor)
		if v != sat {
			return v
		}
		g.relax()
		g.tighten()
		if met && !g.fresh { // nothing more to assume at this weight
			if floor = g.nextFloor(floor); floor == 0 {
				break
			}
		}
	}
	return sat
}

func (g *guided) heaviest() int64 {
	var w int64
	for _, l := range g.active {
		w = max(w, g.weight[l])
	}
	return w
}

// nextFloor returns the weight from which on assumptions belong to the next stratum; 0 when none are left.
func (g *guided) nextFloor(floor int64) int64 {
	var below []int64
	count := 0
	for _, l := range g.active {
		switch w := g.weight[l]; {
		case w >= floor:
			count++
		case w > 0:
			below = append(below, w)
		}
	}
	if len(below) == 0 {
		return 0
	}
	slices.SortFunc(below, func(a, b int64) int { return cmp.Compare(b, a) })
	least, distinct := float64(diversity), 0
	if g.s.conflicts-g.began > easyStage {
		least = hardDiversity
	}
	for i, w := range below {
		count++
		if i == 0 || w != below[i-1] {
			distinct++
		}
		if i+1 == len(below) || below[i+1] != w && float64(count) > least*float64(distinct) && g.newsFrom(w) {
			return w
		}
	}
	return 0
}

// newsFrom says that the search's last model does not already meet every assumption of at least the given weight.
func (g *guided) newsFrom(floor int64) bool {
	for _, l := range g.active {
		if g.weight[l] >= floor && (int(l) >= len(g.s.model) || g.s.model[l] < 0) {
			return true
		}
	}
	return false
}

// cores takes cores out of the assumptions of at least the given weight until those left are met (true), or one more core is
// hard to find and those found may make it easier (false).
func (g *guided) cores(floor int64) (bool, verdict) {
	assume := append([]lit(nil), g.base...)
	keep := g.active[:0]
	for _, l := range g.active {
		if g.weight[l] > 0 {
			keep = append(keep, l)
		}
	}
	g.active = keep
	g.s.backTo(0)
	for _, l := range g.active {
		switch {
		case g.weight[l] < floor || g.s.val[l] > 0:
		case g.s.val[l] < 0: // false whatever happens: no need to search for this core
			g.rests = nil
			g.pay([]lit{l})
		default:
			assume = append(assume, l)
		}
	}
	rest := assume[len(g.base):]
	slices.SortStableFunc(rest, func(a, b lit) int { return cmp.Compare(g.weight[b], g.weight[a]) })
	for {
		before := g.s.conflicts
		budget := g.left()
		if len(g.late) > 0 && (budget < 0 || budget > hardCall) {
			budget = hardCall
		}
		switch v := g.s.solve(assume, budget); v {
		case sat:
			g.found()
			return true, sat
		case unknown:
			if len(g.late) > 0 && !g.s.stopped && g.left() != 0 {
				return false, sat
			}
			return false, unknown
		}
		g.note(unsat)
		core := g.own(g.s.core)
		if len(core) == 0 {
			return false, unsat
		}
		core = g.shrink(core, shrinkBudget+shrinkFactor*(g.s.conflicts-before))
		if len(core) == 0 {
			return false, unsat
		}
		g.pay(core)
		if g.low >= g.high {
			return false, sat
		}
		keep := assume[:len(g.base)]
		for _, l := range assume[len(g.base):] {
			if g.weight[l] >= floor {
				keep = append(keep, l)
			}
		}
		assume = keep
	}
}

// own returns the literals of a core that carry weight, leaving out the tracked assumptions.
func (g *guided) own(core []lit) []lit {
	var out []lit
	for _, l := range core {
		if g.weightOf(l) > 0 && !slices.Contains(g.base, l) {
			out = append(out, l)
		}
	}
	return out
}

// shrink looks for a smaller core within the given one, with no more conflicts than the budget: on these forms most cores are
// found with none, and a smaller one is seldom worth a hundred.
func (g *guided) shrink(core []lit, budget int64) []lit {
	until := g.s.conflicts + budget
	if len(core) < shortCore || len(core) > longCore {
		return core
	}
	slices.Reverse(core)
	if g.try(core, budget) == unsat {
		if core = g.own(g.s.core); len(core) < shortCore {
			return core
		}
	}
	slices.SortStableFunc(core, func(a, b lit) int { return cmp.Compare(g.weight[b], g.weight[a]) })
	for i := len(core) - 1; i >= 0 && len(core) > 1; i-- { // the lightest first: the core costs what its lightest costs
		without := slices.Delete(slices.Clone(core), i, i+1)
		if g.s.conflicts >= until {
			break
		}
		if g.try(without, shrinkBudget) == unsat {
			smaller := g.own(g.s.core)
			core = slices.DeleteFunc(without, func(l lit) bool { return !slices.Contains(smaller, l) })
			i = min(i, len(core))
		}
	}
	return core
}

// try solves under the tracked assumptions and the given ones. Only where cores are kept for further questions, so that a
// small one pays again and again, does it look for models that lie deep.
func (g *guided) try(assume []lit, budget int64) verdict {
	if !g.keeps {
		g.s.shallow = shrinkDepth
	}
	v := g.s.solve(append(slices.Clip(g.base), assume...), budget)
	g.s.shallow = 0
	g.note(v)
	if v == sat {
		g.found()
	}
	return v
}

// left is the number of conflicts still allowed.
func (g *guided) left() int64 {
	if g.until == math.MaxInt64 {
		return -1
	}
	return max(0, g.until-g.s.conflicts)
}
