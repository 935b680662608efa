package logic

import (
	"cmp"
	"slices"
)

// The reformulation of a stage: cores paid for, the sums that stand for what they cost, and how its optimum is kept.

// counted is the sum of the false literals among those of a core.
type counted struct {
	inputs []lit
	atMost []lit // atMost[j]: an assumption that at most j+1 of them are false
}

// bounded is the assumption that at most at+1 inputs of sum are false.
type bounded struct {
	sum *counted
	at  int
}

// payment is a core that was paid for: under the tracked assumptions it rests on, one of its literals is false.
type payment struct {
	core  []lit
	rests []lit
	sum   *counted
}

// relaxation is a core that has been paid for and whose literals are still to be summed.
type relaxation struct {
	*payment
	weight int64
}

// pay raises the bound by the core's lightest weight and takes that weight from its literals.
func (g *guided) pay(core []lit) {
	p := &payment{core, g.rests, &counted{inputs: core}}
	if g.keeps {
		g.kept = append(g.kept, p)
	}
	g.late = append(g.late, relaxation{p, g.charge(p)})
}

// replay pays for the cores that are kept and rest on nothing but the present assumptions.
func (g *guided) replay() {
	g.s.stamps++
	for _, l := range g.base {
		g.s.stamp[l.v()] = g.s.stamps
	}
next:
	for _, p := range g.kept {
		for _, l := range p.rests {
			if g.s.stamp[l.v()] != g.s.stamps {
				continue next
			}
		}
		for _, l := range p.core {
			if g.weightOf(l) == 0 {
				continue next
			}
		}
		for _, l := range p.rests {
			g.used[l] = true
		}
		g.loosen(p.sum, 0, g.charge(p))
	}
}

// charge takes what a core costs from its literals.
func (g *guided) charge(p *payment) int64 {
	w := g.weight[p.core[0]]
	for _, l := range p.core {
		w = min(w, g.weight[l])
	}
	g.low += w
	g.proved(g.low)
	for _, l := range p.core {
		g.weight[l] -= w
		if b, ok := g.sums[l]; ok {
			g.loosen(b.sum, b.at+1, w)
		}
	}
	return w
}

// relax sums the literals of the cores paid for.
func (g *guided) relax() {
	for _, r := range g.late {
		g.settle(r.payment, r.weight)
	}
	g.late = g.late[:0]
}

// settle sums the literals of a core: one false literal is paid, each further one costs again.
func (g *guided) settle(p *payment, w int64) {
	g.s.addClause(append(opposites(p.core), opposites(p.rests)...)...)
	g.loosen(p.sum, 0, w)
}

// loosen gives weight to the assumption that at most at+1 inputs are false.
func (g *guided) loosen(sum *counted, at int, w int64) {
	if at+1 >= len(sum.inputs) {
		return
	}
	a := g.atMost(sum, at)
	if g.weightOf(a) == 0 {
		g.active = append(g.active, a)
	}
	g.setWeight(a, g.weightOf(a)+w)
	g.sums[a] = bounded{sum, at}
	g.fresh = true
}

// atMost returns the literal that assumes that at most at+1 inputs are false.
func (g *guided) atMost(sum *counted, at int) lit {
	for len(sum.atMost) <= at {
		j := int64(len(sum.atMost) + 1)
		n := int64(len(sum.inputs))
		a := g.s.newVar()
		g.s.phase[a.v()] = true
		ls := append([]lit{a.not()}, sum.inputs...)
		ws := make([]int64, len(ls))
		for i := range ws {
			ws[i] = 1
		}
		ws[0] = n - j
		g.s.addRow(ls, ws, n-j)
		if j > 1 {
			g.s.addClause(sum.atMost[j-2].not(), a)
		}
		sum.atMost = append(sum.atMost, a)
	}
	return sum.atMost[at]
}

// harden keeps the stage's optimum for good and ends the stage.
func (g *guided) harden() {
	for _, l := range g.active {
		if g.weight[l] > 0 {
			g.s.unit(l)
			g.weight[l] = 0
		}
	}
	g.active = g.active[:0]
}

// hardenWithin keeps, for good, the models that cost at most so much as far as the reformulation tells them, and ends the
// stage: a cost proved elsewhere may be above low.
func (g *guided) hardenWithin(most int64) {
	g.relax()
	var ls []lit
	k := g.low - most // what the true ones must weigh: all but what is left to lose
	for _, l := range g.active {
		if g.weight[l] > 0 {
			ls = append(ls, l)
			k += g.weight[l]
		}
	}
	slices.SortFunc(ls, func(a, b lit) int { return cmp.Or(cmp.Compare(g.weight[b], g.weight[a]), cmp.Compare(a, b)) })
	ws := make([]int64, len(ls))
	for i, l := range ls {
		ws[i] = g.weight[l]
		g.weight[l] = 0
	}
	if k > 0 {
		g.s.addRow(ls, ws, k)
	}
	g.active = g.active[:0]
}
