package simplex

import "math"

// SetBounds sets the bounds of variable j. Both must be finite, lo ≤ hi.
func (lp *LP) SetBounds(j int, lo, hi float64) {
	if lp.lo[j] == lo && lp.hi[j] == hi {
		return
	}
	lp.lo[j], lp.hi[j] = lo, hi
	if p := lp.pos[j]; p >= 0 {
		lp.measure(p)
		return
	}
	if lp.stale || lp.drift {
		return
	}
	if d := lp.d[j]; d > dualTol {
		lp.up[j] = false
	} else if d < -dualTol {
		lp.up[j] = true
	}
	x := lo
	if lp.up[j] {
		x = hi
	}
	if x != lp.x[j] {
		lp.subtract(lp.pending, j, x-lp.x[j])
		lp.x[j] = x
		lp.moved = true
	}
}

// Bounds returns the bounds of variable j.
func (lp *LP) Bounds(j int) (lo, hi float64) { return lp.lo[j], lp.hi[j] }

// SetCosts sets the costs of all variables, each perturbed a little so that steps of
// length zero are rare.
func (lp *LP) SetCosts(cost []float64) {
	for j := range lp.n {
		lp.cost[j], lp.shift[j] = cost[j], 0
		if lp.lo[j] == lp.hi[j] {
			continue
		}
		s := perturb * (0.5 + lp.random())
		if lp.pos[j] < 0 && lp.up[j] {
			s = -s
		}
		lp.cost[j] += s
		lp.shift[j] = s
	}
	lp.drift = true
}

// perturbation is the most that perturbed costs can add to any values within bounds.
func (lp *LP) perturbation() float64 {
	sum := 0.0
	for j, s := range lp.shift[:lp.n] {
		sum += math.Max(s*lp.lo[j], s*lp.hi[j])
	}
	return sum
}

// random returns a number in 0..1 (xorshift, always the same sequence).
func (lp *LP) random() float64 {
	lp.seed ^= lp.seed << 13
	lp.seed ^= lp.seed >> 7
	lp.seed ^= lp.seed << 17
	return float64(lp.seed>>11) / (1 << 53)
}
