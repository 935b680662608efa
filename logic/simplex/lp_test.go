package simplex

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// A model is a linear program as the tests write it, before it becomes an LP.
type model struct {
	lo, hi, cost []float64
	rows         []modelRow
}

type modelRow struct {
	at     []int32
	val    []float64
	lo, hi float64
}

func (md model) lp() *LP {
	lp := New(len(md.cost))
	for j := range md.cost {
		lp.SetBounds(j, md.lo[j], md.hi[j])
	}
	for _, r := range md.rows {
		lp.AddRow(r.at, r.val, r.lo, r.hi)
	}
	lp.SetCosts(md.cost)
	return lp
}

// randomModel has small whole numbers, so that ties and degenerate corners abound.
func randomModel(rnd *rand.Rand, n, m int) model {
	var md model
	for range n {
		lo := float64(rnd.IntN(3) - 1)
		md.lo = append(md.lo, lo)
		md.hi = append(md.hi, lo+float64(rnd.IntN(4)))
		md.cost = append(md.cost, float64(rnd.IntN(9)-4))
	}
	for range m {
		var r modelRow
		for j := range n {
			if rnd.IntN(3) > 0 {
				if v := float64(rnd.IntN(7) - 3); v != 0 {
					r.at, r.val = append(r.at, int32(j)), append(r.val, v)
				}
			}
		}
		r.lo = float64(rnd.IntN(9) - 5)
		r.hi = r.lo + float64(rnd.IntN(6))
		if rnd.IntN(3) == 0 {
			r.hi = math.Inf(1)
		}
		md.rows = append(md.rows, r)
	}
	return md
}

// corners finds the optimum by trying every corner: n of the bounds and rows made
// tight, the rest checked.
func (md model) corners() (float64, bool) {
	n := len(md.cost)
	type plane struct {
		a []float64
		b float64
	}
	var planes []plane
	add := func(a []float64, b float64) {
		if !math.IsInf(b, 0) {
			planes = append(planes, plane{a, b})
		}
	}
	for j := range n {
		a := make([]float64, n)
		a[j] = 1
		add(a, md.lo[j])
		add(a, md.hi[j])
	}
	for _, r := range md.rows {
		a := make([]float64, n)
		for k, j := range r.at {
			a[j] = r.val[k]
		}
		add(a, r.lo)
		add(a, r.hi)
	}
	best, found := math.Inf(1), false
	chosen := make([]plane, 0, n)
	var try func(from int)
	try = func(from int) {
		if len(chosen) == n {
			a := make([][]float64, n)
			for i, p := range chosen {
				a[i] = append(append([]float64(nil), p.a...), p.b)
			}
			if x, ok := gauss(a); ok && md.feasible(x) {
				z := 0.0
				for j := range x {
					z += md.cost[j] * x[j]
				}
				best, found = math.Min(best, z), true
			}
			return
		}
		for i := from; i < len(planes); i++ {
			chosen = append(chosen, planes[i])
			try(i + 1)
			chosen = chosen[:len(chosen)-1]
		}
	}
	try(0)
	return best, found
}

func gauss(a [][]float64) ([]float64, bool) {
	n := len(a)
	for c := range n {
		p := c
		for r := c; r < n; r++ {
			if math.Abs(a[r][c]) > math.Abs(a[p][c]) {
				p = r
			}
		}
		if math.Abs(a[p][c]) < 1e-9 {
			return nil, false
		}
		a[c], a[p] = a[p], a[c]
		for r := range n {
			if r != c {
				f := a[r][c] / a[c][c]
				for k := c; k <= n; k++ {
					a[r][k] -= f * a[c][k]
				}
			}
		}
	}
	x := make([]float64, n)
	for i := range x {
		x[i] = a[i][n] / a[i][i]
	}
	return x, true
}

func (md model) feasible(x []float64) bool {
	const tol = 1e-6
	for j := range x {
		if x[j] < md.lo[j]-tol || x[j] > md.hi[j]+tol {
			return false
		}
	}
	for _, r := range md.rows {
		sum := 0.0
		for k, j := range r.at {
			sum += r.val[k] * x[j]
		}
		if sum < r.lo-tol || sum > r.hi+tol {
			return false
		}
	}
	return true
}

// bound is what row multipliers prove: Σ min(d·lo, d·hi) with the costs c, or with
// none (a Farkas proof, which must then be above zero).
func (md model) bound(y []float64, cost []float64) float64 {
	d := append([]float64(nil), cost...)
	z := 0.0
	for i, r := range md.rows {
		low, high := r.lo, r.hi
		reachLow, reachHigh := 0.0, 0.0
		for k, j := range r.at {
			reachLow += math.Min(r.val[k]*md.lo[j], r.val[k]*md.hi[j])
			reachHigh += math.Max(r.val[k]*md.lo[j], r.val[k]*md.hi[j])
		}
		if math.IsInf(low, -1) {
			low = math.Min(reachLow, high)
		}
		if math.IsInf(high, 1) {
			high = math.Max(reachHigh, low)
		}
		z += math.Min(y[i]*low, y[i]*high)
		for k, j := range r.at {
			d[j] -= y[i] * r.val[k]
		}
	}
	for j := range d {
		z += math.Min(d[j]*md.lo[j], d[j]*md.hi[j])
	}
	return z
}

// check compares the LP's answer with the expected one and verifies its proof.
func check(t *testing.T, md model, lp *LP, got Status, want float64, feasible bool) {
	t.Helper()
	switch {
	case feasible && got != Optimal || !feasible && got != Infeasible:
		t.Fatalf("status %v, want feasible %v\n%+v", got, feasible, md)
	case feasible:
		x := make([]float64, len(md.cost))
		for j := range x {
			x[j] = lp.Value(j)
		}
		if !md.feasible(x) {
			t.Fatalf("values break the rows: %v\n%+v", x, md)
		}
		if z := lp.Objective(); math.Abs(z-want) > 1e-4 {
			t.Fatalf("objective %v, want %v\n%+v", z, want, md)
		}
		if b := md.bound(lp.Duals(nil), md.cost); !(math.Abs(b-want) <= 1e-3) {
			t.Fatalf("duals prove %v, want %v\n%+v", b, want, md)
		}
	default:
		if b := md.bound(lp.Ray(nil), make([]float64, len(md.cost))); !(b > 1e-9) {
			t.Fatalf("the ray proves nothing (%v)\n%+v", b, md)
		}
	}
}

func TestEveryCornerOfSmallPrograms(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	infeasible := 0
	for range 4000 {
		md := randomModel(rnd, 1+rnd.IntN(4), rnd.IntN(5))
		want, feasible := md.corners()
		if !feasible {
			infeasible++
		}
		lp := md.lp()
		check(t, md, lp, lp.Solve(math.Inf(1), 0), want, feasible)
	}
	if infeasible < 100 || infeasible > 3900 {
		t.Fatalf("%d of 4000 infeasible: the generator is lopsided", infeasible)
	}
}

// A search narrows and widens bounds, changes costs and adds rows; each answer must
// be that of a program solved from nothing.
func TestWarmEqualsCold(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for trial := range 60 {
		md := randomModel(rnd, 10+rnd.IntN(30), 5+rnd.IntN(20))
		for j := range md.lo {
			md.lo[j], md.hi[j] = 0, 1
		}
		for i := range md.rows { // loose enough to be feasible at first
			md.rows[i].lo, md.rows[i].hi = -6, math.Inf(1)
		}
		lp := md.lp()
		for range 60 {
			switch rnd.IntN(8) {
			case 0:
				for j := range md.cost {
					md.cost[j] = float64(rnd.IntN(9) - 4)
				}
				lp.SetCosts(md.cost)
			case 1:
				if len(md.rows) < 40 {
					r := randomModel(rnd, len(md.cost), 1).rows[0]
					r.lo, r.hi = float64(-rnd.IntN(8)), math.Inf(1)
					high := 0.0 // with the widest bounds, whatever they are now
					for k := range r.at {
						high += math.Max(r.val[k], 0)
					}
					r.hi = math.Max(high, r.lo)
					md.rows = append(md.rows, r)
					lp.AddRow(r.at, r.val, r.lo, r.hi)
				}
			default:
				for range 1 + rnd.IntN(4) {
					j := rnd.IntN(len(md.cost))
					b := [][2]float64{{0, 0}, {1, 1}, {0, 1}, {0, 1}}[rnd.IntN(4)]
					md.lo[j], md.hi[j] = b[0], b[1]
					lp.SetBounds(j, b[0], b[1])
				}
			}
			cold := md.lp()
			want := cold.Solve(math.Inf(1), 0)
			got := lp.Solve(math.Inf(1), 0)
			if got != want || got == Optimal && math.Abs(lp.Objective()-cold.Objective()) > 1e-4 {
				t.Fatalf("trial %d: warm %v %v, cold %v %v", trial, got, lp.Objective(), want, cold.Objective())
			}
		}
	}
}

func TestCutOffIsNeverTooEarly(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	cut := 0
	for range 2000 {
		md := randomModel(rnd, 12, 8)
		lp := md.lp()
		if lp.Solve(math.Inf(1), 0) != Optimal {
			continue
		}
		z := lp.Objective()
		at := z + float64(rnd.IntN(5)-2)
		again := md.lp()
		switch got := again.Solve(at, 0); {
		case got == CutOff && z < at-1e-4:
			t.Fatalf("cut off at %v, optimum %v", at, z)
		case got == CutOff:
			cut++
			if b := md.bound(again.Duals(nil), md.cost); !(b >= at-1e-6) {
				t.Fatalf("duals prove %v, cut off at %v", b, at)
			}
		case got == Optimal && z > at+1e-3:
			t.Fatalf("not cut off at %v, optimum %v", at, z)
		}
	}
	if cut < 50 {
		t.Fatalf("only %d cut off", cut)
	}
}

// TestGLPK compares larger programs, with 0-1 rows like those of a force, with glpsol.
func TestGLPK(t *testing.T) {
	if _, err := exec.LookPath("glpsol"); err != nil {
		t.Skip("SKIPPED: glpsol is not installed, nothing was compared with GLPK")
	}
	rnd := rand.New(rand.NewPCG(7, 8))
	for trial := range 12 {
		md := assignment(rnd, 20+rnd.IntN(60), 5+rnd.IntN(10), trial%4 == 3)
		want, feasible := md.glpsol(t)
		lp := md.lp()
		check(t, md, lp, lp.Solve(math.Inf(1), 0), want, feasible)
	}
}

// assignment puts units on lines: one place each, demands with a shortfall at a
// price, a ceiling for one group. Tight ones have a demand without shortfall that
// nothing can meet.
func assignment(rnd *rand.Rand, units, lines int, tight bool) model {
	var md model
	variable := func(cost float64) int32 {
		md.lo, md.hi, md.cost = append(md.lo, 0), append(md.hi, 1), append(md.cost, cost)
		return int32(len(md.cost) - 1)
	}
	fill := make([]modelRow, lines)
	var ceiling modelRow
	for u := range units {
		var one modelRow
		count := float64(1 + rnd.IntN(4))
		for l := range lines {
			if rnd.IntN(4) > 0 {
				continue
			}
			x := variable(-float64(rnd.IntN(3)) / 8)
			one.at, one.val = append(one.at, x), append(one.val, 1)
			fill[l].at, fill[l].val = append(fill[l].at, x), append(fill[l].val, count)
			w := 2.0
			if u%3 > 0 {
				w = -3
			}
			ceiling.at, ceiling.val = append(ceiling.at, x), append(ceiling.val, w*count)
		}
		one.lo, one.hi = math.Inf(-1), 1
		md.rows = append(md.rows, one)
	}
	for l := range fill {
		sum := 0.0
		for _, v := range fill[l].val {
			sum += v
		}
		fill[l].lo, fill[l].hi = math.Floor(sum/2), math.Inf(1)
		if !tight {
			s := variable(1 + float64(rnd.IntN(3)))
			md.hi[s] = sum
			fill[l].at, fill[l].val = append(fill[l].at, s), append(fill[l].val, 1)
		}
		md.rows = append(md.rows, fill[l])
	}
	ceiling.lo, ceiling.hi = math.Inf(-1), 0
	md.rows = append(md.rows, ceiling)
	return md
}

func (md model) glpsol(t *testing.T) (float64, bool) {
	var b bytes.Buffer
	sum := func(at []int32, val []float64) {
		for k, j := range at {
			fmt.Fprintf(&b, " %+g x%d\n", val[k], j)
		}
	}
	b.WriteString("Minimize\n obj:\n")
	for j, c := range md.cost {
		fmt.Fprintf(&b, " %+g x%d\n", c, j)
	}
	b.WriteString("Subject To\n")
	for i, r := range md.rows {
		if len(r.at) == 0 {
			continue
		}
		for _, side := range []struct {
			name, op string
			k        float64
		}{{"a", ">=", r.lo}, {"b", "<=", r.hi}} {
			if !math.IsInf(side.k, 0) {
				fmt.Fprintf(&b, " %s%d:", side.name, i)
				sum(r.at, r.val)
				fmt.Fprintf(&b, " %s %g\n", side.op, side.k)
			}
		}
	}
	b.WriteString("Bounds\n")
	for j := range md.cost {
		fmt.Fprintf(&b, " %g <= x%d <= %g\n", md.lo[j], j, md.hi[j])
	}
	b.WriteString("End\n")
	dir := t.TempDir()
	in, out := filepath.Join(dir, "p.lp"), filepath.Join(dir, "p.out")
	if err := os.WriteFile(in, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if msg, err := exec.Command("glpsol", "--lp", in, "--nopresol", "-o", out).CombinedOutput(); err != nil {
		t.Fatalf("glpsol: %v\n%s", err, msg)
	}
	report, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(report, []byte("OPTIMAL")) {
		return 0, false
	}
	z, err := strconv.ParseFloat(string(regexp.MustCompile(`obj = (\S+)`).FindSubmatch(report)[1]), 64)
	if err != nil {
		t.Fatal(err)
	}
	return z, true
}
