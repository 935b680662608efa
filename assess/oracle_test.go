package assess_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"entente/act"
)

// oracle answers a random case by going through every world and every set of
// actors.
type oracle struct {
	*tcase
	inputs []tinput
	all    [][]int  // every full assignment of the inputs that are open or can be lifted
	world  []*world // the same as worlds
	will   [][]int  // by world and set: the actors willing, as a set
	rights int

	checked int // cases whose conflicts were checked
}

// tinput is an input of the case: how many values it can have, which is on record,
// which the draft says, and which a step can bring about.
type tinput struct {
	name         string
	values       []string
	known, draft int
	steps        []int
	lift, then   bool // known but a step can lift it; a final word that is expected to follow
	clause       bool
}

func newOracle(c *tcase) *oracle {
	o := &oracle{tcase: c}
	yesNo := []string{"false", "true"}
	for i, f := range c.facts {
		o.inputs = append(o.inputs, tinput{name: fmt.Sprintf("fact.f%d", i), values: yesNo, known: map[string]int{"true": 1, "false": 0, "open": -1, "contested": -1}[f], draft: -1, steps: []int{0, 1}})
	}
	for i, k := range c.clauses {
		in := tinput{name: fmt.Sprintf("option.c%d", i), known: k.settled, draft: k.draft, clause: true}
		for v := range k.options {
			in.values = append(in.values, fmt.Sprintf("o%d", v))
			if v != k.draft {
				in.steps = append(in.steps, v)
			}
		}
		o.inputs = append(o.inputs, in)
	}
	for i, a := range c.actors {
		gate := map[string]int{"": 1, "approved": 1, "refused": 0, "open": -1}[a.gate]
		o.inputs = append(o.inputs, tinput{name: "gate.gate-" + code(i), values: yesNo, known: gate, draft: -1, steps: []int{1}})
		word := tinput{name: "word." + code(i), values: yesNo, known: -1, draft: -1, steps: []int{1}}
		switch {
		case a.stance == "supports" && a.inPrinciple:
			word.then = true
		case a.stance == "supports":
			word.known = 1
		case a.stance == "opposes":
			word.known = 0
		case a.stance == "both":
			word.known = 1 // which word stands is the question
		}
		o.inputs = append(o.inputs, word)
		weight := tinput{name: "weight.word-" + code(i), values: []string{"reservation", "requirement"}, known: 0, draft: -1, steps: []int{0}}
		for n, t := range a.terms {
			if t.strength == act.Unsettled {
				weight.known = -1
				weight.name = fmt.Sprintf("weight.word-%s#%d", code(i), n+1)
			}
		}
		reads := tinput{name: "reading." + code(i), values: []string{"yes-" + code(i), "no-" + code(i)}, known: 0, draft: -1, steps: []int{0, 1}}
		if a.stance == "both" {
			reads.known = -1
		}
		o.inputs = append(o.inputs, weight, reads)
	}
	for i, x := range c.objections {
		in := tinput{values: []string{"lifted", "stands"}, known: 0, draft: -1, steps: []int{0}}
		switch x.holder {
		case -1:
			in.name, in.known, in.lift = fmt.Sprintf("bar.objection-%d.%s", i, code(x.against)), 1, true
		case -2:
			in.name, in.known = fmt.Sprintf("effect.objection-%d.%s", i, code(x.against)), -1
		}
		o.inputs = append(o.inputs, in)
	}
	return o
}

// tabulate works out once who is willing in which world with which members.
func (o *oracle) tabulate() *oracle {
	v := make([]int, len(o.inputs))
	var walk func(k int)
	walk = func(k int) {
		if k == len(v) {
			w := o.at(v)
			o.all, o.world = append(o.all, slices.Clone(v)), append(o.world, w)
			row := make([]int, o.sets())
			for s := range row {
				for i := range o.actors {
					if o.willing(i, w, s) {
						row[s] |= 1 << i
					}
				}
			}
			o.will = append(o.will, row)
			return
		}
		if in := o.inputs[k]; in.known >= 0 && !in.lift {
			v[k] = in.known
			walk(k + 1)
			return
		}
		for x := range o.inputs[k].values {
			v[k] = x
			walk(k + 1)
		}
	}
	walk(0)
	for i, a := range o.actors {
		if a.right {
			o.rights |= 1 << i
		}
	}
	return o
}

// at reads one full assignment as a world.
func (o *oracle) at(v []int) *world {
	w := &world{}
	k := 0
	next := func() int { k++; return v[k-1] }
	for range o.facts {
		w.fact = append(w.fact, next() == 1)
	}
	for range o.clauses {
		w.option = append(w.option, next())
	}
	for range o.actors {
		w.gate, w.word = append(w.gate, next() == 1), append(w.word, next() == 1)
		w.weight, w.reads = append(w.weight, next() == 1), append(w.reads, next())
	}
	for range o.objections {
		w.effect = append(w.effect, next() == 1)
	}
	return w
}

// willing reports whether all that must hold for actor i holds in one world with
// one set of members.
func (o *oracle) willing(i int, w *world, s int) bool {
	a := o.actors[i]
	if !w.gate[i] || !w.word[i] || a.stance == "both" && w.reads[i] == 1 {
		return false
	}
	for _, t := range a.terms {
		required := t.strength == act.Mandatory || t.strength == act.Unsettled && w.weight[i]
		if required && !t.cond.true2(w, s) {
			return false
		}
	}
	for k, x := range o.objections {
		unless := x.unless != nil && x.unless.true2(w, s)
		switch {
		case x.holder == i && s>>x.against&1 == 1 && !unless:
			return false
		case x.against == i && x.holder < 0 && w.effect[k] && !unless:
			return false
		}
	}
	return true
}

// each goes through the worlds that complete a partial assignment (-1 open).
func (o *oracle) each(v []int, f func(w int) bool) bool {
	for w, full := range o.all {
		fits := true
		for k, x := range v {
			fits = fits && (x < 0 || x == full[k])
		}
		if fits && !f(w) {
			return false
		}
	}
	return true
}

// known is the assignment on record, with the draft or without.
func (o *oracle) known(draft bool) []int {
	v := make([]int, len(o.inputs))
	for k, in := range o.inputs {
		v[k] = in.known
		if v[k] < 0 && draft {
			v[k] = in.draft
		}
	}
	return v
}

// consistent reports whether s holds together whatever the open inputs of v turn
// out to be.
func (o *oracle) consistent(v []int, s int) bool {
	always, rule := o.sets()-1, true
	o.each(v, func(w int) bool {
		always &= o.will[w][s]
		rule = rule && (o.rule == nil || o.rule.true2(o.world[w], s))
		return true
	})
	return rule && s&^always == 0 && always&o.rights&^s == 0
}

func (o *oracle) sets() int { return 1 << len(o.actors) }

// maximal lists the maximal self-consistent sets under v.
func (o *oracle) maximal(v []int) []int {
	var all, out []int
	for s := range o.sets() {
		if o.consistent(v, s) {
			all = append(all, s)
		}
	}
	for _, s := range all {
		if !slices.ContainsFunc(all, func(t int) bool { return t != s && t&s == s }) {
			out = append(out, s)
		}
	}
	return out
}

// standings is possible, certain and in for each actor.
func (o *oracle) standings() (possible, certain, in []bool) {
	n := len(o.actors)
	possible, certain = make([]bool, n), make([]bool, n)
	for i := range certain {
		certain[i] = true
	}
	o.each(o.known(false), func(w int) bool {
		for _, s := range o.maximal(o.all[w]) {
			for i := range n {
				possible[i] = possible[i] || s>>i&1 == 1
				certain[i] = certain[i] && s>>i&1 == 1
			}
		}
		return true
	})
	for i := range certain {
		certain[i] = certain[i] && possible[i]
	}
	return possible, certain, o.now()
}

// now is the step-by-step admission, everything open left open.
func (o *oracle) now() []bool {
	n := len(o.actors)
	state := make([]int, n) // 0 open, 1 in, -1 stays out
	for {
		next := slices.Clone(state)
		for i := range n {
			if state[i] != 0 {
				continue
			}
			always, never := true, true
			for s := range o.sets() {
				fits := true
				for j := range n {
					fits = fits && !(state[j] == 1 && s>>j&1 == 0 || state[j] == -1 && s>>j&1 == 1)
				}
				if !fits {
					continue
				}
				o.each(o.known(false), func(w int) bool {
					if o.will[w][s]>>i&1 == 1 {
						never = false
					} else {
						always = false
					}
					return true
				})
			}
			if always {
				next[i] = 1
			} else if never {
				next[i] = -1
			}
		}
		if slices.Equal(next, state) {
			break
		}
		state = next
	}
	in := make([]bool, n)
	for i := range n {
		in[i] = state[i] == 1
	}
	return in
}

// value is the vector of stages of one coalition under v: unmet musts, minus
// members, minus troops, reservations unmet, preferences unmet.
func (o *oracle) value(v []int, s int) [5]int64 {
	var out [5]int64
	for i, a := range o.actors {
		if s>>i&1 == 0 {
			continue
		}
		out[1]--
		out[2] -= a.troops
		for _, t := range a.terms {
			if t.strength == act.Mandatory || o.each(v, func(w int) bool { return t.cond.true2(o.world[w], s) }) {
				continue
			}
			if t.strength == act.Preference {
				out[4]++
			} else {
				out[3]++
			}
		}
	}
	for _, d := range o.needs {
		if -out[1] < d.members || -out[2] < d.troops || d.cond != nil && !o.each(v, func(w int) bool { return d.cond.true2(o.world[w], s) }) {
			out[0]++
		}
	}
	return out
}

func less(a, b [5]int64) bool { return slices.Compare(a[:], b[:]) < 0 }

// best is the best coalition over several assignments.
func (o *oracle) best(vs [][]int, without int) (best [5]int64, found bool) {
	for _, v := range vs {
		for s := range o.sets() {
			if s&without == 0 && o.consistent(v, s) {
				if x := o.value(v, s); !found || less(x, best) {
					best, found = x, true
				}
			}
		}
	}
	return best, found
}

// choices lists the assignments reached from the record by settling inputs: open
// clauses only, or everything open. Clauses keep their draft unless settled, or,
// with full, must have a value.
func (o *oracle) choices(clausesOnly, full bool) [][]int {
	out := [][]int{nil}
	for _, in := range o.inputs {
		var values []int
		switch {
		case in.known >= 0:
			values = []int{in.known}
		case in.clause:
			for v := range in.values {
				values = append(values, v)
			}
			if in.draft < 0 && !full {
				values = append(values, -1)
			}
		case clausesOnly:
			values = []int{-1}
		default:
			values = append([]int{-1}, indices(in.values)...)
		}
		var next [][]int
		for _, v := range out {
			for _, x := range values {
				next = append(next, append(slices.Clone(v), x))
			}
		}
		out = next
	}
	return out
}

func indices(s []string) []int {
	out := make([]int, len(s))
	for i := range s {
		out[i] = i
	}
	return out
}

// steps lists the steps as names.
type tstep struct {
	k, v int
	name string
}

func (o *oracle) steps() (steps, then []tstep) {
	for k, in := range o.inputs {
		if in.known >= 0 && !in.lift {
			continue
		}
		for _, v := range in.steps {
			s := tstep{k, v, in.name + "=" + in.values[v]}
			if in.then {
				then = append(then, s)
			} else {
				steps = append(steps, s)
			}
		}
	}
	return steps, then
}

// unlocks lists the minimal sets of steps after which some coalition passes the
// test, final words of those agreed in principle following freely.
func (o *oracle) unlocks(pass func(v []int, s int) bool) []string {
	steps, then := o.steps()
	var found []int
	order := indicesUpTo(1 << len(steps))
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(bits(a), bits(b)) })
	for _, t := range order {
		if slices.ContainsFunc(found, func(f int) bool { return f&t == f }) {
			continue
		}
		v, ok := o.settle(o.known(true), steps, t)
		if ok && o.passes(v, then, pass) {
			found = append(found, t)
		}
	}
	var out []string
	for _, t := range found {
		var names []string
		for k, s := range steps {
			if t>>k&1 == 1 {
				names = append(names, s.name)
			}
		}
		slices.Sort(names)
		out = append(out, strings.Join(names, " + "))
	}
	slices.Sort(out)
	return out
}

func (o *oracle) passes(v []int, then []tstep, pass func(v []int, s int) bool) bool {
	for words := range 1 << len(then) {
		w, _ := o.settle(v, then, words)
		for s := range o.sets() {
			if o.consistent(w, s) && pass(w, s) {
				return true
			}
		}
	}
	return false
}

// settle applies a set of steps; two steps on one input exclude each other.
func (o *oracle) settle(v []int, steps []tstep, set int) ([]int, bool) {
	v = slices.Clone(v)
	done := map[int]bool{}
	for k, s := range steps {
		if set>>k&1 == 1 {
			if done[s.k] {
				return nil, false
			}
			done[s.k], v[s.k] = true, s.v
		}
	}
	return v, true
}

func indicesUpTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func bits(n int) int {
	c := 0
	for ; n > 0; n &= n - 1 {
		c++
	}
	return c
}
