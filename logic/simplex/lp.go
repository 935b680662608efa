// Package simplex solves linear programs whose variables all have finite bounds,
// again and again as bounds, costs and rows change.
//
//	lp := simplex.New(3)                                     // three variables in 0..1
//	lp.AddRow([]int32{0, 1, 2}, []float64{1, 1, 1}, 2, 3)    // 2 ≤ x0+x1+x2 ≤ 3
//	lp.SetCosts([]float64{3, 1, 2})
//	lp.Solve(math.Inf(1), 0)                                 // Optimal: lp.Objective() is 3
//	lp.SetBounds(1, 0, 0)                                    // and again, from where it stood
//	lp.Solve(math.Inf(1), 0)
//
// Because everything is boxed, a basis is made dual feasible by moving variables
// from one bound to the other. So the dual simplex method starts warm after any
// change: new bounds while searching, a new objective, added rows (cuts). That is
// what a search over 0-1 variables needs, and all this package is for; it has no
// presolve and no integers.
//
// The arithmetic is float64. Results carry a proof that needs no trust in it: after
// Optimal and CutOff the row multipliers of Duals, after Infeasible those of Ray.
// Any multipliers y give the valid bound Σ min(d·lo, d·hi) with d = c − yA, whatever
// their rounding, so a caller with integer data can round them and check exactly.
//
// Method: bounded dual simplex with bound flipping (Maros 2003), dual steepest edge
// (Forrest and Goldfarb 1992), Harris's ratio test with tolerances, costs perturbed
// against stalling, sparse LU of the basis (Gilbert and Peierls 1988) kept current
// in product form.
package simplex

import "math"

// Status is how Solve ended.
type Status int8

const (
	Paused     Status = iota // stopped by the pivot limit; Solve again goes on
	Optimal                  // the optimum, within tolerance
	Infeasible               // no values within bounds meet the rows; see Ray
	CutOff                   // the optimum is above the cut-off; see Duals
	Stuck                    // no pivot of sufficient size was found: nothing is known
)

func (s Status) String() string {
	return [...]string{"paused", "optimal", "infeasible", "cut off", "stuck"}[s]
}

const (
	primalTol = 1e-7  // how far a variable may stand beyond its bound
	dualTol   = 1e-9  // Harris tolerance on reduced costs
	pivotTol  = 1e-7  // smaller pivots are refused
	dropTol   = 1e-13 // smaller entries are taken as zero
	refactor  = 60    // updates of the factors before they are made anew
	perturb   = 1e-6  // size of cost perturbation
)

// LP is a linear program: minimise costs·x with every variable and every row
// between two finite bounds. Make it with New. It is not safe for concurrent use.
type LP struct {
	n int // variables; row i has the logical variable n+i, which equals its activity
	m int // rows

	rows  []sparse  // by row, scaled
	cols  []sparse  // by variable, scaled
	scale []float64 // by row
	size  []float64 // by variable: x holds size × value

	lo, hi []float64 // by variable, logicals last
	x      []float64
	cost   []float64 // perturbed; logicals have none
	shift  []float64 // what perturbation added, by variable
	d      []float64 // reduced costs of nonbasic variables; 0 for basic ones
	up     []bool    // a nonbasic variable stands at its upper bound
	pos    []int32   // row position of a basic variable, -1 for a nonbasic one

	basic  []int32   // by position
	infeas []float64 // by position: squared distance beyond its bounds
	weight []float64 // by position: dual steepest edge
	factor factor

	pending []float64 // by row: Σ column·change of nonbasic variables not yet passed on
	moved   bool      // pending is not zero
	stale   bool      // factors are to be made anew
	drift   bool      // reduced costs are to be computed anew

	objective float64 // dual objective with perturbed costs
	status    Status
	ray       []float64
	pivots    int
	seed      uint64

	// scratch
	rho, alpha, tau, work []float64
	rhoAt, touched        []int32
	row                   []float64 // pivot row by variable
	breaks                []breakpoint
	seen                  []bool
	unit                  [1]int32
}

type sparse struct {
	at  []int32
	val []float64
}

// New returns a program of n variables between 0 and 1, without rows or costs.
func New(n int) *LP {
	lp := &LP{n: n, stale: true, seed: 0x9e3779b97f4a7c15}
	lp.cols = make([]sparse, n)
	lp.lo, lp.hi, lp.x = make([]float64, n), make([]float64, n), make([]float64, n)
	lp.cost, lp.shift, lp.d = make([]float64, n), make([]float64, n), make([]float64, n)
	lp.up, lp.pos = make([]bool, n), make([]int32, n)
	lp.row, lp.seen, lp.size = make([]float64, n), make([]bool, n), make([]float64, n)
	for j := range n {
		lp.hi[j], lp.pos[j], lp.size[j] = 1, -1, 1
	}
	return lp
}

// Scale says how large variable j is beside the others: its entries in rows divided by
// the size should be of the order of theirs. A power of two; before bounds, costs and
// rows are given.
func (lp *LP) Scale(j int, size float64) {
	lp.size[j] = size
	lp.lo[j], lp.hi[j] = lp.lo[j]*size, lp.hi[j]*size
}

// Rows returns the number of rows.
func (lp *LP) Rows() int { return lp.m }

// Pivots returns how many basis changes all calls of Solve made together.
func (lp *LP) Pivots() int { return lp.pivots }

// AddRow demands lo ≤ Σ val·x[at] ≤ hi and returns the row's number. A variable
// occurs once at most. An infinite bound is replaced by what the variables can
// reach within their present bounds, so add rows before bounds are narrowed.
func (lp *LP) AddRow(at []int32, val []float64, lo, hi float64) int {
	low, high, big, small := 0.0, 0.0, 0.0, math.Inf(1)
	for k, j := range at {
		v := val[k] / lp.size[j]
		low += math.Min(v*lp.lo[j], v*lp.hi[j])
		high += math.Max(v*lp.lo[j], v*lp.hi[j])
		big, small = math.Max(big, math.Abs(v)), math.Min(small, math.Abs(v))
	}
	if math.IsInf(lo, -1) {
		lo = math.Min(low, hi)
	}
	if math.IsInf(hi, 1) {
		hi = math.Max(high, lo)
	}
	s := 1.0
	if big > 0 {
		s = math.Exp2(-math.Round(math.Log2(big*small) / 2)) // powers of two lose nothing
	}
	i := lp.m
	r := sparse{append([]int32(nil), at...), make([]float64, len(at))}
	activity := 0.0
	for k, j := range at {
		r.val[k] = val[k] / lp.size[j] * s
		lp.cols[j].at = append(lp.cols[j].at, int32(i))
		lp.cols[j].val = append(lp.cols[j].val, r.val[k])
		activity += r.val[k] * lp.x[j]
	}
	lp.m++
	lp.rows, lp.scale = append(lp.rows, r), append(lp.scale, s)
	lp.lo, lp.hi, lp.x = append(lp.lo, lo*s), append(lp.hi, hi*s), append(lp.x, activity)
	lp.cost, lp.shift, lp.d = append(lp.cost, 0), append(lp.shift, 0), append(lp.d, 0)
	lp.up, lp.pos = append(lp.up, false), append(lp.pos, int32(i))
	lp.basic = append(lp.basic, int32(lp.n+i))
	lp.infeas, lp.weight = append(lp.infeas, 0), append(lp.weight, 1)
	lp.pending = append(lp.pending, 0)
	lp.rho, lp.alpha, lp.tau, lp.work = append(lp.rho, 0), append(lp.alpha, 0), append(lp.tau, 0), append(lp.work, 0)
	lp.row, lp.seen, lp.ray = append(lp.row, 0), append(lp.seen, false), append(lp.ray, 0)
	lp.stale = true
	return i
}

// Value returns variable j at the end of Solve.
func (lp *LP) Value(j int) float64 { return lp.x[j] / lp.size[j] }

// Objective returns costs·x.
func (lp *LP) Objective() float64 {
	z := 0.0
	for j := range lp.n {
		z += (lp.cost[j] - lp.shift[j]) * lp.x[j]
	}
	return z
}

// Duals returns the row multipliers after Optimal or CutOff, appended to dst.
func (lp *LP) Duals(dst []float64) []float64 {
	for i := range lp.m {
		dst = append(dst, lp.d[lp.n+i]*lp.scale[i])
	}
	return dst
}

// Ray returns row multipliers after Infeasible, appended to dst: Σ y·row is a
// sum of variables that cannot reach what the rows' bounds demand of it.
// As with Duals, the row is taken at its lower bound where y > 0, at its upper where y < 0.
func (lp *LP) Ray(dst []float64) []float64 {
	for i := range lp.m {
		dst = append(dst, lp.ray[i]*lp.scale[i])
	}
	return dst
}
