package logic

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// Forms too large to try everything are compared with clasp (Potsdam), which reads them as OPB.

const largerWorlds = 400

func TestOptimumEqualsClasp(t *testing.T) {
	clasp, err := exec.LookPath("clasp")
	if err != nil {
		t.Skip("!!! clasp is not installed (Debian package clasp): larger forms are NOT compared with another solver")
	}
	feasible := 0
	for i := range uint64(largerWorlds) {
		f := largeForm(rand.New(rand.NewPCG(11, i)))
		var opb bytes.Buffer
		if err := f.WriteOPB(&opb); err != nil {
			t.Fatal(err)
		}
		out, err := Best(context.Background(), f, Options{})
		if err != nil {
			t.Fatal(err)
		}
		want, ok := askClasp(t, clasp, opb.Bytes())
		if ok != (out.Status == Optimal) {
			t.Fatalf("form %d: %v, clasp finds a model: %v", i, out.Status, ok)
		}
		if !ok {
			continue
		}
		feasible++
		var got int64
		for j, k := range stageFactors(f.stages, nil) {
			got += k.Int64() * out.Values[j]
		}
		if got != want+objectiveOffset(f) {
			t.Fatalf("form %d: %v is %d in one sum, clasp says %d", i, out.Values, got, want)
		}
	}
	if feasible < largerWorlds/4 {
		t.Errorf("only %d of %d forms had a model", feasible, largerWorlds)
	}
}

// largeForm is a random form of 25 to 60 variables that is neither loose nor contradictory most of the time.
func largeForm(r *rand.Rand) *Form {
	f := NewForm()
	n := 25 + r.IntN(36)
	for i := range n {
		f.New("v" + strconv.Itoa(i))
	}
	for range n / 3 {
		f.Clause(randomLit(r, n), randomLit(r, n), randomLit(r, n))
	}
	for range n / 8 {
		var ts []Term
		for range 4 + r.IntN(12) {
			ts = append(ts, Term{1 + int64(r.IntN(9)), randomLit(r, n)})
		}
		half := int64(0)
		for _, t := range ts {
			half += t.Weight
		}
		f.AtLeast(half*int64(3+r.IntN(3))/10, ts...)
	}
	for range n / 4 {
		f.Imply(randomLit(r, n), randomExpr(r, n, 3).formula())
	}
	for range n / 10 {
		f.Clause(f.Define(randomExpr(r, n, 3).formula()), randomLit(r, n))
	}
	for range 2 {
		var ts []Term
		for range n / 2 {
			ts = append(ts, Term{int64(r.IntN(15)) - 4, randomLit(r, n)})
		}
		f.Minimise("stage", ts...)
	}
	return f
}

func objectiveOffset(f *Form) int64 {
	var offset int64
	for i, k := range stageFactors(f.stages, nil) {
		for _, t := range f.stages[i].Terms {
			if t.Lit < 0 {
				offset += k.Int64() * t.Weight
			}
		}
	}
	return offset
}

// askClasp returns the optimum of the single sum, and false when there is no model.
func askClasp(t *testing.T, clasp string, opb []byte) (int64, bool) {
	t.Helper()
	cmd := exec.Command(clasp, "--quiet=1", "--time-limit=60")
	cmd.Stdin = bytes.NewReader(opb)
	out, _ := cmd.Output() // the exit status is the verdict
	var value int64
	for line := range strings.Lines(string(out)) {
		switch line = strings.TrimSpace(line); {
		case strings.HasPrefix(line, "o "):
			value, _ = strconv.ParseInt(line[2:], 10, 64)
		case line == "s OPTIMUM FOUND":
			return value, true
		case line == "s UNSATISFIABLE":
			return 0, false
		}
	}
	t.Fatalf("clasp gave no verdict:\n%s", out)
	return 0, false
}
