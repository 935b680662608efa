package simplex

import "math"

// SetBounds sets the bounds of variable j. Both must be finite, lo ≤ hi.
func (lp *LP) SetBounds(j int, lo, hi float64) {
	lo, hi = lo*lp.size[j], hi*lp.size[j]
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
func (lp *LP) Bounds(j int) (lo, hi float64) { return lp.lo[j] / lp.size[j], lp.hi[j] / lp.size[j] }

// SetCosts sets the costs of all variables, each perturbed a little so that steps of
// length zero are rare.
func (lp *LP) SetCosts(cost []float64) {
	for j := range lp.n {
		lp.cost[j], lp.shift[j] = cost[j]/lp.size[j], 0
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

// DropRows takes rows away that do not bind: those asked for whose logical variable is
// basic. It returns which went; the others move up in their order.
func (lp *LP) DropRows(asked []bool) []bool {
	gone := make([]bool, lp.m)
	place := make([]int32, lp.m) // by row: where it comes to stand
	n, k := lp.n, int32(0)
	for i := range lp.m {
		gone[i] = asked[i] && lp.pos[n+i] >= 0
		place[i] = k
		if !gone[i] {
			k++
		}
	}
	if int(k) == lp.m {
		return gone
	}
	basic, weight := lp.basic[:0], lp.weight[:0]
	for p, j := range lp.basic {
		i := int(j) - n
		if i >= 0 && gone[i] {
			continue
		}
		if i >= 0 {
			j = int32(n) + place[i]
		}
		basic, weight = append(basic, j), append(weight, lp.weight[p])
	}
	lp.basic, lp.weight = basic, weight
	lp.rows, lp.scale = without(lp.rows, gone, 0), without(lp.scale, gone, 0)
	lp.lo, lp.hi, lp.x = without(lp.lo, gone, n), without(lp.hi, gone, n), without(lp.x, gone, n)
	lp.cost, lp.shift, lp.d = without(lp.cost, gone, n), without(lp.shift, gone, n), without(lp.d, gone, n)
	lp.up, lp.pos = without(lp.up, gone, n), without(lp.pos, gone, n)
	lp.row, lp.seen = without(lp.row, gone, n), without(lp.seen, gone, n)
	lp.infeas, lp.pending, lp.ray = lp.infeas[:k], lp.pending[:k], lp.ray[:k]
	lp.rho, lp.alpha, lp.tau, lp.work = lp.rho[:k], lp.alpha[:k], lp.tau[:k], lp.work[:k]
	for p, j := range lp.basic {
		lp.pos[j] = int32(p)
	}
	for j := range lp.cols {
		c := &lp.cols[j]
		at, val := c.at[:0], c.val[:0]
		for e, i := range c.at {
			if !gone[i] {
				at, val = append(at, place[i]), append(val, c.val[e])
			}
		}
		c.at, c.val = at, val
	}
	lp.m, lp.stale = int(k), true
	return gone
}

// without leaves out what belongs to rows that are gone; rows come after the first n.
func without[T any](list []T, gone []bool, n int) []T {
	k := n
	for i, g := range gone {
		if !g {
			list[k] = list[n+i]
			k++
		}
	}
	return list[:k]
}
