package simplex

import "math"

// Solve finds the optimum, or stops early: as soon as the optimum is certain to be
// above the cut-off (math.Inf(1): none), or after limit pivots (0: no limit). What
// it left behind is where the next call starts.
func (lp *LP) Solve(cutoff float64, limit int) Status {
	lp.status = lp.solve(cutoff, limit)
	return lp.status
}

// solve is the central loop: a basic variable beyond its bounds leaves the basis,
// and the nonbasic one whose reduced cost first reaches zero enters.
func (lp *LP) solve(cutoff float64, limit int) Status {
	lp.settle()
	margin := lp.perturbation()
	retried := false
	for done := 0; ; {
		if lp.objective > cutoff+margin {
			lp.objective = lp.dualObjective()
			if lp.objective > cutoff+margin {
				return CutOff
			}
		}
		r := lp.leaving()
		if r < 0 {
			if lp.residual() > 10*primalTol && !retried {
				retried = true
				lp.refresh()
				continue
			}
			return Optimal
		}
		if limit > 0 && done >= limit {
			return Paused
		}
		switch lp.pivot(int32(r)) {
		case pivotDone:
			done++
			lp.pivots++
			retried = false
			if len(lp.factor.updates.pivot) >= refactor {
				lp.refresh()
			}
		case pivotNone:
			return Infeasible
		case pivotBad: // factors too worn: once more with new ones, then give up
			if retried {
				return Stuck
			}
			retried = true
			lp.refresh()
		}
	}
}

// settle passes on what changed since the last call.
func (lp *LP) settle() {
	switch {
	case lp.stale:
		lp.refresh()
	case lp.drift:
		lp.price()
		lp.place()
	case lp.moved:
		lp.passOn()
		lp.objective = lp.dualObjective()
	default:
		lp.objective = lp.dualObjective()
	}
}

// refresh computes everything anew from the basis.
func (lp *LP) refresh() {
	for _, j := range lp.factorise() {
		lp.d[j] = 0
	}
	lp.stale = false
	lp.price()
	lp.place()
}

// price computes the reduced costs, and moves each nonbasic variable to the bound
// where its own is right: the basis is dual feasible.
func (lp *LP) price() {
	y := lp.tau
	for p, j := range lp.basic {
		y[p] = lp.cost[j]
	}
	lp.factor.backward(y)
	copy(lp.d[:lp.n], lp.cost[:lp.n])
	for i, yi := range y {
		lp.d[lp.n+i] = 0
		if yi == 0 {
			continue
		}
		if math.Abs(yi) > dropTol {
			lp.d[lp.n+i] = yi
			r := &lp.rows[i]
			for k, j := range r.at {
				lp.d[j] -= yi * r.val[k]
			}
		}
	}
	for _, j := range lp.basic {
		lp.d[j] = 0
	}
	for j, d := range lp.d {
		if lp.pos[j] >= 0 {
			continue
		}
		if d > dualTol {
			lp.up[j] = false
		} else if d < -dualTol {
			lp.up[j] = true
		}
	}
	lp.drift = false
}

// place computes all values from the bounds at which nonbasic variables stand.
func (lp *LP) place() {
	rhs := lp.tau
	clear(rhs)
	for j := range lp.n + lp.m {
		if lp.pos[j] >= 0 {
			continue
		}
		x := lp.lo[j]
		if lp.up[j] {
			x = lp.hi[j]
		}
		lp.x[j] = x
		if x != 0 {
			lp.subtract(rhs, j, x)
		}
	}
	lp.factor.forward(rhs)
	for p, j := range lp.basic {
		lp.x[j] = rhs[p]
		lp.measure(int32(p))
	}
	if lp.moved {
		clear(lp.pending)
		lp.moved = false
	}
	lp.objective = lp.dualObjective()
}

// subtract takes change × the column of j from a vector by row.
func (lp *LP) subtract(v []float64, j int, change float64) {
	if j >= lp.n {
		v[j-lp.n] += change
		return
	}
	c := &lp.cols[j]
	for k, i := range c.at {
		v[i] -= c.val[k] * change
	}
}

// passOn carries the changes of nonbasic variables to the basic ones.
func (lp *LP) passOn() {
	lp.factor.forward(lp.pending)
	for p, t := range lp.pending {
		if t != 0 {
			lp.x[lp.basic[p]] += t
			lp.measure(int32(p))
			lp.pending[p] = 0
		}
	}
	lp.moved = false
}

// measure notes how far the basic variable of a position is beyond its bounds.
func (lp *LP) measure(p int32) {
	j := lp.basic[p]
	x := lp.x[j]
	beyond := 0.0
	if v := lp.lo[j] - x; v > primalTol {
		beyond = v
	} else if v := x - lp.hi[j]; v > primalTol {
		beyond = v
	}
	lp.infeas[p] = beyond * beyond
}

// leaving picks the position with the steepest dual edge, -1 when all is feasible.
func (lp *LP) leaving() int {
	best, at := 0.0, -1
	weight := lp.weight[:len(lp.infeas)]
	for p, v := range lp.infeas {
		if v > 0 && v > best*weight[p] {
			best, at = v/weight[p], p
		}
	}
	return at
}

// dualObjective is the bound of the present reduced costs.
func (lp *LP) dualObjective() float64 {
	z := 0.0
	for j, d := range lp.d {
		if d != 0 {
			z += d * lp.x[j]
		}
	}
	return z
}

// residual is the largest difference between a row's activity and its logical variable.
func (lp *LP) residual() float64 {
	worst := 0.0
	for i := range lp.rows {
		r := &lp.rows[i]
		sum := -lp.x[lp.n+i]
		for k, j := range r.at {
			sum += r.val[k] * lp.x[j]
		}
		worst = math.Max(worst, math.Abs(sum))
	}
	return worst
}
