package simplex

import (
	"cmp"
	"math"
	"slices"
)

// breakpoint is where a reduced cost reaches zero on the way of the dual step.
type breakpoint struct {
	j     int32
	ratio float64
	slope float64 // how much less the objective gains beyond it: |α|·(hi−lo)
	size  float64 // |α|
}

// entering chooses the entering variable by the ratio test with bound flipping:
// breakpoints are passed, their variables to move to the other bound, as long as
// the objective still gains. Among those that block at nearly the same step the
// largest pivot is taken. It reports false when nothing blocks: with every
// variable at its better bound the row still cannot be met.
func (lp *LP) entering(sign, excess float64) (int, bool) {
	breaks := lp.breaks[:0]
	for _, j := range lp.touched {
		if lp.pos[j] >= 0 || lp.lo[j] == lp.hi[j] {
			continue
		}
		a := sign * lp.row[j]
		d := lp.d[j]
		if lp.up[j] {
			a, d = -a, -d
		}
		if a <= 1e-9 {
			continue
		}
		breaks = append(breaks, breakpoint{j, math.Max(d, 0) / a, a * (lp.hi[j] - lp.lo[j]), a})
	}
	lp.breaks = breaks
	total := 0.0
	for i := range breaks {
		total += breaks[i].slope
	}
	if total < excess-primalTol {
		return 0, false
	}

	// Narrow down to the breakpoints between which the gain ends.
	left := excess
	passed := 0.0 // Σ slope·ratio of breakpoints left behind
	gone := 0.0   // Σ slope of them
	work := breaks
	for theta := 1e-5; len(work) > 24; theta *= 8 {
		n, sum, weighted := 0, 0.0, 0.0
		for i := range work {
			if work[i].ratio <= theta {
				work[i], work[n] = work[n], work[i]
				n++
			}
		}
		for i := range work[:n] {
			sum += work[i].slope
			weighted += work[i].slope * work[i].ratio
		}
		if sum >= left || n == len(work) {
			work = work[:n]
			break
		}
		left -= sum
		gone += sum
		passed += weighted
		work = work[n:]
	}
	slices.SortFunc(work, func(a, b breakpoint) int { return cmp.Compare(a.ratio, b.ratio) })
	end := len(work) - 1
	rest := left
	for i := range work {
		if rest -= work[i].slope; rest < 0 {
			end = i
			break
		}
	}
	// Harris: all that block before any reduced cost is wrong by more than the tolerance.
	reach := math.Inf(1)
	for i := end; i < len(work); i++ {
		reach = math.Min(reach, work[i].ratio+dualTol/work[i].size)
		if work[i].ratio > reach {
			break
		}
	}
	pick := end
	for i := end; i < len(work) && work[i].ratio <= reach; i++ {
		if work[i].size > work[pick].size {
			pick = i
		}
	}
	// A tiny pivot is exchanged for a sounder one passed before.
	for i := pick - 1; i >= 0 && work[pick].size < 1e-4; i-- {
		if work[i].size > 10*work[pick].size {
			pick = i
		}
	}
	theta := work[pick].ratio
	for i := range work[:pick] {
		gone += work[i].slope
		passed += work[i].slope * work[i].ratio
	}
	lp.objective += theta*(excess-gone) + passed
	return int(work[pick].j), true
}
