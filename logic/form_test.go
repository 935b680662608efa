package logic

import (
	"bytes"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestMisuseIsReported(t *testing.T) {
	for name, build := range map[string]func(f *Form, x Lit){
		"a weight too large":        func(f *Form, x Lit) { f.AtLeast(1, Term{math.MaxInt64, x}) },
		"the most negative weight":  func(f *Form, x Lit) { f.AtMost(1, Term{math.MinInt64, x}) },
		"weights too large in sum":  func(f *Form, x Lit) { f.AtLeast(1, Term{maxWeight, x}, Term{maxWeight, -x}) },
		"a bound too large":         func(f *Form, x Lit) { f.AtLeast(math.MaxInt64, Term{1, x}) },
		"a stage too large":         func(f *Form, x Lit) { f.Minimise("m", Term{maxWeight, x}, Term{1, x}) },
		"a formula too large":       func(f *Form, x Lit) { f.Assert(Weighted(5, []int64{math.MaxInt64, 2}, []Formula{Is(x), Is(-x)})) },
		"a formula too deep inside": func(f *Form, x Lit) { f.Define(Not(And(Is(x), Weighted(math.MinInt64, nil, nil)))) },
	} {
		f := NewForm()
		build(f, f.New("x"))
		if _, err := Best(context.Background(), f, Options{}); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	f := NewForm()
	x := f.New("x")
	if _, err := Best(context.Background(), f, Options{Assume: []Lit{x + 1}}); !errors.Is(err, ErrNotLiteral) {
		t.Errorf("unknown assumption: error %v", err)
	}
	if a := NewSearch(f).Solve(context.Background(), 0); a.Status != Unknown {
		t.Errorf("literal 0 assumed: %v", a.Status)
	}
	f.Imply(x, Is(x+7))
	if _, err := Best(context.Background(), f, Options{}); !errors.Is(err, ErrNotLiteral) {
		t.Errorf("unknown literal in a formula: error %v", err)
	}
	if s := Minimal(context.Background(), f, nil, []Lit{x}, 0); s.Complete {
		t.Error("a form with an error has a complete answer")
	}
}

func TestCloneIsApart(t *testing.T) {
	f := NewForm()
	x, y := f.New("x"), f.New("y")
	f.Clause(x, y)
	f.Define(And(Is(x), Is(y)))
	g := f.Clone()
	g.Clause(-x)
	f.Clause(-y)
	g.Define(Or(Is(x), Is(-y)))
	for _, c := range []struct {
		f    *Form
		x, y bool
	}{{f, true, false}, {g, false, true}} {
		a := NewSearch(c.f).Solve(context.Background())
		if a.Status != Feasible || a.Model.True(x) != c.x || a.Model.True(y) != c.y {
			t.Errorf("%v %v", a.Status, a.Model)
		}
	}
}

func TestEqualFormulasShareTheirVariables(t *testing.T) {
	f := NewForm()
	x, y, z := f.New("x"), f.New("y"), f.New("z")
	a := f.Define(And(Is(x), Or(Is(y), Is(z))))
	n := f.Vars()
	b := f.Define(And(Or(Is(z), Is(y)), Is(x)))
	if a != b || f.Vars() != n {
		t.Errorf("%d and %d, %d new variables", a, b, f.Vars()-n)
	}
}

// hard is a form whose optimum nobody proves in a moment: pigeons with weights.
func hard() *Form {
	f := NewForm()
	r := rand.New(rand.NewPCG(1, 2))
	var cost []Term
	const pigeons, holes = 40, 37
	var in [pigeons][holes]Lit
	for p := range pigeons {
		var any []Lit
		for h := range holes {
			in[p][h] = f.New("")
			any = append(any, in[p][h])
			cost = append(cost, Term{int64(1 + r.IntN(50)), in[p][h]})
		}
		out := f.New("")
		cost = append(cost, Term{60, out})
		f.Clause(append(any, out)...)
	}
	for h := range holes {
		var ts []Term
		for p := range pigeons {
			ts = append(ts, Term{1 + int64((p+h)%3), in[p][h]})
		}
		f.AtMost(3, ts...)
	}
	f.Minimise("cost", cost...)
	var second []Term
	for _, c := range cost {
		second = append(second, Term{1, c.Lit})
	}
	f.Minimise("second", second...)
	return f
}

func TestACancelledSearchGivesItsBestSoFar(t *testing.T) {
	f := hard()
	ctx, cancel := context.WithCancel(context.Background())
	reports := 0
	out, err := Best(ctx, f, Options{Progress: func(p Progress) {
		if p.Found {
			cancel()
		}
		if gap, ok := p.Gap(); ok && gap < 0 || p.Name == "" {
			t.Errorf("progress %+v", p)
		}
		reports++
	}})
	if err != nil {
		t.Fatal(err)
	}
	if reports == 0 {
		t.Error("no progress was reported")
	}
	if out.Status != Feasible && out.Status != Optimal {
		t.Fatalf("status %v", out.Status)
	}
	if err := f.Check(out.Model); err != nil {
		t.Error(err)
	}
	if len(out.Values) != 2 || len(out.Bounds) != 2 || out.Bounds[0] > out.Values[0] {
		t.Errorf("values %v, bounds %v", out.Values, out.Bounds)
	}
}

func TestAnEndedContextIsNoAnswer(t *testing.T) {
	ctx, cancel := context.WithDeadline(context.Background(), time.Unix(0, 0))
	defer cancel()
	f := NewForm()
	x := f.New("x")
	f.Minimise("cost", Term{-1, x})
	if out, err := Best(ctx, f, Options{}); err != nil || out.Status != Unknown || !slices.Equal(out.Bounds, []int64{-1}) {
		t.Errorf("best: %v %v %v", out.Status, out.Bounds, err)
	}
	if a := NewSearch(f).Solve(ctx); a.Status != Unknown {
		t.Errorf("solve: %v", a.Status)
	}
	if s := Minimal(ctx, f, nil, []Lit{x}, 0); s.Complete || len(s.Sets) > 0 {
		t.Errorf("minimal: %v", s)
	}
	if s := Conflicts(ctx, f, nil, []Lit{x}, 0); s.Complete || len(s.Sets) > 0 {
		t.Errorf("conflicts: %v", s)
	}
	if p, complete := Pareto(ctx, f, nil, []Objective{{Terms: []Term{{1, x}}}}, 0); complete || len(p) > 0 {
		t.Errorf("pareto: %v", p)
	}
}

func TestOPB(t *testing.T) {
	f := NewForm()
	a, b := f.New("joins.SAU"), f.New("joins.\nTUR")
	f.AtLeast(2, Term{3, a}, Term{-1, b})
	f.Clause()
	f.Minimise("members", Term{-1, a}, Term{2, b.Not()})
	f.Minimise("cost", Term{5, b})
	var out bytes.Buffer
	if err := f.WriteOPB(&out); err != nil {
		t.Fatal(err)
	}
	want := `* #variable= 2 #constraint= 2
* x1 joins.SAU
* x2 joins. TUR
* stage 1 (times 6): members
* stage 2 (times 1): cost
* add 12 to the objective below
min: -6 x1 -7 x2 ;
+3 x1 -1 x2 >= 2 ;
+1 x1 -1 x1 >= 1 ;
`
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
	if err := f.WriteOPB(&out, 1); err == nil || !strings.Contains(err.Error(), "2 stages") {
		t.Errorf("one weight for two stages: %v", err)
	}
}

func TestTheSameFormGivesTheSameModel(t *testing.T) {
	for i := range uint64(20) {
		f := largeForm(rand.New(rand.NewPCG(31, i)))
		var first Outcome
		for run := range 3 {
			out, _, _ := portfolio(context.Background(), f, Options{}, 0, false)
			if run == 0 {
				first = out
			} else if !slices.Equal(out.Model, first.Model) || !slices.Equal(out.Core, first.Core) {
				t.Fatalf("form %d: another model on another run", i)
			}
		}
	}
}
