package main

import (
	"math"
	"testing"
)

// Lines as the solvers write them.
func TestHowFarASolverGotIsInItsLog(t *testing.T) {
	highs := ` J       0       0         0   0.00%   -inf            200                Large        0      0      0         0     0.0s
         0       0         0   0.00%   67.88243016     200               66.06%        0      0      2       268     0.1s
 L       0       0         0   0.00%   72.64768499     83                12.47%     3085    129     58       734     0.6s
`
	cbc := `Cbc0012I Integer solution of 79 found by feasibility pump after 0 iterations and 0 nodes (1.06 seconds)
Cbc0013I At root node, 68 cuts changed objective from 67.882 to 72.5 in 10 passes
Cbc0010I After 200 nodes, 90 on tree, 76 best solution, best possible 74.4 (20.11 seconds)
Cbc0012I Integer solution of 75.5 found by rounding after 4000 iterations and 210 nodes (21.06 seconds)
`
	glpk := "+  8000: mip =     8.100000000e+01 >=     7.000000000e+01  13.6% (5; 3)\n"
	for _, c := range []struct {
		name         string
		err          error
		value, bound float64
	}{
		{"HiGHS", far(highs, errOutOfTime, highsFar(), highsFar()), 83, 72.64768499},
		{"CBC", far(cbc, errOutOfTime, cbcFound(), cbcProved()), 75.5, 74.4},
		{"GLPK", far(glpk, errOutOfTime, glpkFar(), glpkFar()), 81, 70},
		{"HiGHS before anything", far(highs[:1], errOutOfTime, highsFar(), highsFar()), math.NaN(), math.NaN()},
	} {
		got, ok := c.err.(short)
		same := func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
		if !ok || !same(got.value, c.value) || !same(got.bound, c.bound) {
			t.Errorf("%s: %v, want %v and %v", c.name, c.err, c.value, c.bound)
		}
	}
}
