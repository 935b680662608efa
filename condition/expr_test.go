package condition

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"entente/act"
	"entente/logic"
)

// randomExpr makes an expression over fresh atoms, so that each occurs once, and gives its atoms.
func randomExpr(r *rand.Rand, storeys int, atoms *[]Atom) *Expr {
	if storeys == 0 || r.IntN(5) == 0 {
		a := Atom{Kind: Fact, Name: string(rune('a' + len(*atoms)))}
		*atoms = append(*atoms, a)
		return &Expr{Op: Leaf, Atom: a}
	}
	var kids []*Expr
	for range 2 + r.IntN(2) {
		kids = append(kids, randomExpr(r, storeys-1, atoms))
	}
	switch r.IntN(4) {
	case 0:
		return join(And, kids...)
	case 1:
		return join(Or, kids...)
	case 2:
		return not(kids[0])
	}
	return &Expr{Op: AtLeast, K: r.IntN(len(kids)+3) - 1, Kids: kids}
}

// TestKleene compares Eval, on partial knowledge, with two-valued evaluation over all completions. Where
// every atom occurs once, strong Kleene logic is exact.
func TestKleene(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		var atoms []Atom
		e := randomExpr(r, 2, &atoms)
		known := map[Atom]logic.Value{}
		var open []Atom
		for _, a := range atoms {
			if known[a] = logic.Value(r.IntN(3) - 1); known[a] == logic.Open {
				open = append(open, a)
			}
		}
		sometimes := map[logic.Value]bool{}
		for bits := range 1 << len(open) {
			full := map[Atom]logic.Value{}
			for a, v := range known {
				full[a] = v
			}
			for i, a := range open {
				full[a] = logic.Value(2*(bits>>i&1) - 1)
			}
			sometimes[e.Eval(func(a Atom) logic.Value { return full[a] })] = true
		}
		want := logic.Open
		if !sometimes[logic.Open] && len(sometimes) == 1 {
			for want = range sometimes {
			}
		}
		if sometimes[logic.Open] {
			t.Fatalf("%s is open though all is known", Canonical(e))
		}
		at := func(a Atom) logic.Value { return known[a] }
		if got := e.Eval(at); got != want {
			t.Fatalf("%s under %v is %v, want %v", Canonical(e), known, got, want)
		}
		lits, byLit := map[Atom]logic.Lit{}, map[logic.Lit]Atom{}
		for i, a := range atoms {
			lits[a], byLit[logic.Lit(i+1)] = logic.Lit(i+1), a
		}
		f := e.Formula(func(a Atom) logic.Formula { return logic.Is(lits[a]) })
		if got := f.Eval(func(l logic.Lit) logic.Value { return known[byLit[l]] }); got != want {
			t.Fatalf("%s grounded under %v is %v, want %v", Canonical(e), known, got, want)
		}
	}
}

// TestKleeneIsSound: where atoms occur more than once, Eval may say open, but never wrongly true or false.
func TestKleeneIsSound(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		e, _ := world.ParseText(randomText(r, 3))
		w := settle(r)
		hidden := map[Atom]bool{}
		for _, a := range e.Atoms() {
			hidden[a] = r.IntN(2) == 0
		}
		partial := e.Eval(func(a Atom) logic.Value {
			if hidden[a] {
				return logic.Open
			}
			return w.value(a)
		})
		if full := e.Eval(w.value); partial != logic.Open && partial != full {
			t.Fatalf("%s is %v in part and %v in full", Canonical(e), partial, full)
		}
	}
}

// plain names atoms in a way that leaves nothing to guess.
type plain struct{}

func (plain) Actor(code string) string { return code }
func (plain) Fact(id string, holds bool) string {
	if holds {
		return id
	}
	return "not-" + id
}
func (plain) Option(clause, value string, is bool) string {
	if is {
		return clause + "=" + value
	}
	return clause + "≠" + value
}

// TestWordsAreUnambiguous makes many conditions of few atoms and asks that no two of different meaning are said in
// the same words.
func TestWordsAreUnambiguous(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	atoms := []Atom{{Kind: Fact, Name: "f"}, {Kind: Fact, Name: "g"}, {Kind: Joins, Name: "A"}, {Kind: Joins, Name: "B"}, {Kind: Joins, Name: "C"}, {Kind: Option, Name: "c", Value: "v"}}
	var grow func(storeys int) *Expr
	grow = func(storeys int) *Expr {
		if storeys == 0 || r.IntN(5) == 0 {
			leaf := &Expr{Op: Leaf, Atom: atoms[r.IntN(len(atoms))]}
			if r.IntN(3) == 0 {
				return not(leaf)
			}
			return leaf
		}
		kids := []*Expr{grow(storeys - 1), grow(storeys - 1)}
		if r.IntN(3) == 0 {
			kids = append(kids, grow(storeys-1))
		}
		switch r.IntN(8) {
		case 0, 1:
			return join(And, kids...)
		case 2, 3:
			return join(Or, kids...)
		case 4:
			return join(Or, join(And, kids[0], kids[1]), join(And, not(kids[0]), kids[len(kids)-1]))
		case 5:
			return not(join(And, kids...))
		}
		n := &Expr{Op: AtLeast, K: 1 + r.IntN(len(kids)), Kids: kids}
		if r.IntN(2) == 0 {
			return not(n)
		}
		return n
	}
	type meaning struct {
		table uint64
		text  string
	}
	said := map[string]meaning{}
	for i := range 20_000 {
		e := grow(1 + i%4)
		var table uint64
		for bits := range 1 << len(atoms) {
			if e.Eval(func(a Atom) logic.Value {
				for i := range atoms {
					if atoms[i] == a {
						return logic.Value(2*(bits>>i&1) - 1)
					}
				}
				return logic.Open
			}) == logic.True {
				table |= 1 << bits
			}
		}
		words := Words(e, plain{})
		if before, ok := said[words]; ok && before.table != table {
			t.Fatalf("both\n%s\nand\n%s\nare said: %s", before.text, Canonical(e), words)
		}
		said[words] = meaning{table, Canonical(e)}
	}
}

func TestAtoms(t *testing.T) {
	e, _ := world.ParseText(`at_least(2, members.GCC) and (joins.SAU or option.scope in ["wide", "limited"]) and !decided.SAU`)
	var got []string
	for _, a := range e.Atoms() {
		got = append(got, a.String())
	}
	want := `joins.SAU joins.BHR joins.KWT option.scope == "wide" option.scope == "limited" decided.SAU`
	if strings.Join(got, " ") != want {
		t.Errorf("atoms are %s, want %s", got, want)
	}
	for l := range e.Leaves {
		if l.Line != 1 || l.Col < 13 || l.Width < 9 {
			t.Errorf("%s stands at %d:%d, %d wide", l.Atom, l.Line, l.Col, l.Width)
		}
		if l.Atom.Name == "scope" {
			break
		}
	}
}

// TestPlaceInFile reads a condition from a folded block and finds the fault where it stands in the file.
func TestPlaceInFile(t *testing.T) {
	c := act.Condition{
		Text:   "fact.un_mandate\n  and joins.SUA",
		Place:  act.Place{File: "gaza.yaml", Line: 40, Col: 9},
		Indent: 8,
	}
	_, ps := world.Parse(c)
	if len(ps) != 1 || ps[0].Place != (act.Place{File: "gaza.yaml", Line: 41, Col: 8 + 2 + 4 + 6 + 1}) || ps[0].Width != 3 {
		t.Errorf("got %+v", ps)
	}
}

// TestRefused covers an error of CEL's that no stage before it finds; none is known.
func TestRefused(t *testing.T) {
	text := "joins.SAU and joins.TUR"
	src := []rune(text)
	s := &scanner{report: &report{}, src: src, cel: src}
	s.scan()
	r := &report{}
	refuse(r, 1, 12, "no viable alternative", s.tokens)
	if ps := r.problems; len(ps) != 1 || ps[0].Code != refused.stable() || ps[0].Col != 11 || ps[0].Width != 3 {
		t.Errorf("got %+v", ps)
	}
}

func TestUsable(t *testing.T) {
	for id, want := range map[string]bool{
		"un_mandate": true, "SAU": true, "_x1": true, "IRQ.mahdi": true,
		"": false, "un-mandate": false, "2803": false, "in": false, "IRQ.true": false, "Türkiye": false, "a..b": false, "a b": false,
	} {
		if Usable(id) != want {
			t.Errorf("Usable(%q) = %v", id, !want)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(9, uint64(i)))
			for range 50 {
				if e, ps := world.ParseText(randomText(r, 3)); e == nil {
					t.Error(ps)
				}
			}
		})
	}
	wg.Wait()
}

func TestScopeOfNothing(t *testing.T) {
	s := &Scope{}
	e, ps := s.ParseText(`fact.x and joins.SAU and option.c == "v" and all(members.OIC) and at_least(1, candidates)`)
	if e != nil || len(ps) != 5 {
		t.Errorf("got %v, %v", e, ps)
	}
	if e, ps := s.ParseText("true"); e == nil || ps != nil {
		t.Errorf("true gives %v, %v", e, ps)
	}
}
