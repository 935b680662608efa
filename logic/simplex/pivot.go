package simplex

import "math"

type pivoted int8

const (
	pivotDone pivoted = iota
	pivotNone         // no variable can enter: infeasible
	pivotBad          // row and column disagree about the pivot
)

// pivot takes the variable at position r out of the basis.
func (lp *LP) pivot(r int32) pivoted {
	leaves := lp.basic[r]
	excess, sign := lp.x[leaves]-lp.hi[leaves], 1.0
	if excess <= 0 {
		excess, sign = lp.lo[leaves]-lp.x[leaves], -1
	}
	lp.pivotRow(r)
	q, ok := lp.entering(sign, excess)
	if !ok {
		// Infeasible as far as floating point can say; with worn factors, look again.
		if len(lp.factor.updates.pivot) > 0 && lp.rowDoubtful(r) {
			lp.clearRow()
			return pivotBad
		}
		for i := range lp.ray {
			lp.ray[i] = sign * lp.rho[i]
		}
		lp.clearRow()
		return pivotNone
	}
	// the entering column
	alpha := lp.alpha
	clear(alpha)
	if q >= lp.n {
		alpha[q-lp.n] = -1
	} else {
		c := &lp.cols[q]
		for k, i := range c.at {
			alpha[i] = c.val[k]
		}
	}
	lp.factor.forward(alpha)
	byRow, byCol := lp.row[q], alpha[r]
	if math.Abs(byRow-byCol) > 1e-7*(1+math.Abs(byCol)) || math.Abs(byCol) < pivotTol {
		if len(lp.factor.updates.pivot) > 0 || math.Abs(byCol) < pivotTol {
			lp.clearRow()
			return pivotBad
		}
	}
	lp.step(r, q, sign)
	return pivotDone
}

// rowDoubtful checks the pivot row against a direct product with the leaving column.
func (lp *LP) rowDoubtful(r int32) bool {
	j := lp.basic[r]
	return math.Abs(lp.row[j]-1) > 1e-6
}

// pivotRow computes row r of the tableau over all nonbasic variables.
func (lp *LP) pivotRow(r int32) {
	rho := lp.rho
	clear(rho)
	rho[r] = 1
	lp.factor.backward(rho)
	lp.rhoAt, lp.touched = lp.rhoAt[:0], lp.touched[:0]
	for i, v := range rho {
		if v == 0 {
			continue
		}
		if math.Abs(v) < dropTol {
			rho[i] = 0
			continue
		}
		lp.rhoAt = append(lp.rhoAt, int32(i))
	}
	row, seen, touched := lp.row, lp.seen, lp.touched
	for _, i := range lp.rhoAt {
		v := rho[i]
		rw := &lp.rows[i]
		vals := rw.val
		for k, j := range rw.at {
			if !seen[j] {
				seen[j] = true
				touched = append(touched, j)
			}
			row[j] += v * vals[k]
		}
		j := lp.n + int(i)
		row[j] = -v
		touched = append(touched, int32(j))
	}
	lp.touched = touched
}

func (lp *LP) clearRow() {
	for _, j := range lp.touched {
		lp.row[j], lp.seen[j] = 0, false
	}
	lp.touched = lp.touched[:0]
}

// move takes away a reduced cost that is wrong by less than the tolerance, by moving the
// cost: left there, it would make later steps go back, and the method could go in circles.
func (lp *LP) move(j int32) {
	if int(j) < lp.n {
		lp.cost[j] -= lp.d[j]
		lp.shift[j] -= lp.d[j]
	}
	lp.d[j] = 0
}

// step carries out the exchange of position r against variable q: flips, reduced
// costs, values, edge weights, factors.
func (lp *LP) step(r int32, q int, sign float64) {
	leaves := lp.basic[r]
	alpha, tau := lp.alpha, lp.tau
	pivot := alpha[r]
	if d := lp.d[q]; lp.up[q] && d > 0 || !lp.up[q] && d < 0 { // by less than the tolerance: no step back
		lp.move(int32(q))
	}
	theta := lp.d[q] / pivot

	// reduced costs, and flips where the sign changes
	flipped := false
	for _, j := range lp.touched {
		if lp.pos[j] < 0 {
			d := lp.d[j] - theta*lp.row[j]
			if math.Abs(d) < dropTol {
				d = 0
			}
			lp.d[j] = d
			if (d < -dualTol && !lp.up[j] || d > dualTol && lp.up[j]) && int(j) != q && lp.lo[j] < lp.hi[j] {
				lp.up[j] = !lp.up[j]
				x := lp.lo[j]
				if lp.up[j] {
					x = lp.hi[j]
				}
				lp.subtract(lp.work, int(j), x-lp.x[j])
				lp.x[j] = x
				flipped = true
			} else if (d < 0 && !lp.up[j] || d > 0 && lp.up[j]) && math.Abs(d) <= dualTol {
				lp.move(j)
			}
		}
		lp.row[j], lp.seen[j] = 0, false
	}
	lp.touched = lp.touched[:0]
	if flipped {
		lp.factor.forward(lp.work)
		for p, t := range lp.work {
			if t != 0 {
				lp.x[lp.basic[p]] += t
				if alpha[p] == 0 {
					lp.measure(int32(p))
				}
				lp.work[p] = 0
			}
		}
	}

	// values
	bound := lp.hi[leaves]
	if sign < 0 {
		bound = lp.lo[leaves]
	}
	t := (lp.x[leaves] - bound) / pivot
	norm := 0.0
	for _, i := range lp.rhoAt {
		norm += lp.rho[i] * lp.rho[i]
	}
	copy(tau, lp.rho)
	lp.factor.forward(tau)
	lp.x[q] += t
	for p, a := range alpha {
		if a == 0 {
			continue
		}
		if math.Abs(a) < dropTol {
			alpha[p] = 0
			lp.measure(int32(p))
			continue
		}
		if int32(p) == r {
			continue
		}
		lp.x[lp.basic[p]] -= t * a
		lp.measure(int32(p))
		k := a / pivot
		w := lp.weight[p] + k*(k*norm-2*tau[p])
		if !(w > 1e-4) { // also when it is no number
			w = 1e-4 + k*k
		}
		lp.weight[p] = w
	}
	lp.x[leaves] = bound
	lp.d[leaves], lp.d[q] = -theta, 0
	lp.up[leaves] = sign > 0
	lp.pos[leaves], lp.pos[q] = -1, r
	lp.basic[r] = int32(q)
	lp.measure(r)
	w := norm / (pivot * pivot)
	if !(w > 1e-4 && w < 1e12) {
		w = 1
	}
	lp.weight[r] = w
	lp.factor.update(r, alpha)
}
