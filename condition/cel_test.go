package condition

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"entente/logic"
)

// standard is CEL as another implementation would set it up for world: its own parser, its type
// checker, its evaluator.
func standard(t testing.TB) *cel.Env {
	t.Helper()
	options := []cel.EnvOption{cel.ClearMacros()}
	declare := func(ty *cel.Type, names ...string) {
		for _, n := range names {
			options = append(options, cel.Variable(n, ty))
		}
	}
	for _, f := range world.Facts {
		declare(cel.BoolType, "fact."+f)
	}
	for _, a := range world.Actors {
		declare(cel.BoolType, "joins."+a, "decided."+a)
	}
	for c := range world.Options {
		declare(cel.StringType, "option."+c)
	}
	declare(cel.ListType(cel.BoolType), "candidates", "members.OIC", "members.GCC", "members.NATO")
	count := func(v ref.Val) (yes, all int64) {
		l := v.(traits.Lister)
		all = int64(l.Size().(types.Int))
		for i := range all {
			if l.Get(types.Int(i)) == types.True {
				yes++
			}
		}
		return yes, all
	}
	for name, holds := range map[string]func(n, yes, all int64) bool{
		"at_least": func(n, yes, all int64) bool { return yes >= n },
		"at_most":  func(n, yes, all int64) bool { return yes <= n },
		"exactly":  func(n, yes, all int64) bool { return yes == n },
	} {
		options = append(options, cel.Function(name, cel.Overload(name+"_int_list", []*cel.Type{cel.IntType, cel.ListType(cel.BoolType)}, cel.BoolType,
			cel.BinaryBinding(func(n, l ref.Val) ref.Val {
				yes, all := count(l)
				return types.Bool(holds(int64(n.(types.Int)), yes, all))
			}))))
	}
	for name, holds := range map[string]func(yes, all int64) bool{
		"all":  func(yes, all int64) bool { return yes == all },
		"any":  func(yes, all int64) bool { return yes > 0 },
		"none": func(yes, all int64) bool { return yes == 0 },
	} {
		options = append(options, cel.Function(name, cel.Overload(name+"_list", []*cel.Type{cel.ListType(cel.BoolType)}, cel.BoolType,
			cel.UnaryBinding(func(l ref.Val) ref.Val {
				yes, all := count(l)
				return types.Bool(holds(yes, all))
			}))))
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		t.Fatal(err)
	}
	return env
}

// A settled world is one in which every question has its answer.
type settled struct {
	yes     map[Atom]bool
	options map[string]string
}

func settle(r *rand.Rand) settled {
	s := settled{map[Atom]bool{}, map[string]string{}}
	for _, f := range world.Facts {
		s.yes[Atom{Kind: Fact, Name: f}] = r.IntN(2) == 0
	}
	for _, a := range world.Actors {
		s.yes[Atom{Kind: Joins, Name: a}] = r.IntN(2) == 0
		s.yes[Atom{Kind: Decided, Name: a}] = r.IntN(2) == 0
	}
	for c, values := range world.Options {
		s.options[c] = values[r.IntN(len(values))]
	}
	return s
}

func (s settled) value(a Atom) logic.Value {
	if a.Kind == Option && s.options[a.Name] == a.Value || s.yes[a] {
		return logic.True
	}
	return logic.False
}

// variables gives the world to CEL.
func (s settled) variables() map[string]any {
	vs := map[string]any{}
	for a, yes := range s.yes {
		vs[a.String()] = yes
	}
	for c, v := range s.options {
		vs["option."+c] = v
	}
	for _, g := range []string{"candidates", "members.OIC", "members.GCC", "members.NATO"} {
		codes, _ := world.group(g)
		var list []bool
		for _, c := range codes {
			list = append(list, s.yes[Atom{Kind: Joins, Name: c}])
		}
		vs[g] = list
	}
	return vs
}

// TestStandard holds cel-go, with its other parser and its own checker, to accept what is accepted here and
// to agree on what it means.
func TestStandard(t *testing.T) {
	env := standard(t)
	r := rand.New(rand.NewPCG(1, 2))
	texts := []string{}
	for _, c := range cases(t, "testdata/good.txt") {
		texts = append(texts, c[1])
	}
	for range 700 {
		texts = append(texts, randomText(r, 4))
	}
	for _, text := range texts {
		e, ps := world.ParseText(text)
		if e == nil {
			t.Errorf("%s\nis refused: %v", text, ps)
			continue
		}
		agree(t, env, r, signsOnly(text), e)
		agree(t, env, r, Canonical(e), e)
	}
}

// signsOnly is a text with its officials' words as signs.
func signsOnly(text string) string {
	src := []rune(text)
	s := &scanner{report: &report{}, src: src, cel: slices.Clone(src)}
	s.scan()
	return string(s.cel)
}

func agree(t *testing.T, env *cel.Env, r *rand.Rand, text string, e *Expr) {
	t.Helper()
	tree, issues := env.Compile(text)
	if issues.Err() != nil {
		t.Errorf("CEL refuses %s\n%v", text, issues.Err())
		return
	}
	program, err := env.Program(tree)
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		w := settle(r)
		want, _, err := program.Eval(w.variables())
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := e.Eval(w.value); (got == logic.True) != (want == types.True) {
			t.Errorf("%s is %v here and %v in CEL", text, got, want)
			return
		}
	}
}

// randomText writes a condition such as a person might, at most so many storeys high.
func randomText(r *rand.Rand, storeys int) string {
	pick := func(s []string) string { return s[r.IntN(len(s))] }
	if storeys == 0 || r.IntN(6) == 0 {
		switch r.IntN(6) {
		case 0:
			return "fact." + pick(world.Facts)
		case 1:
			return "decided." + pick(world.Actors)
		case 2, 3:
			return "joins." + pick(world.Actors)
		case 4:
			return pick([]string{"true", "false"})
		}
		c := pick([]string{"command", "disarmament", "scope"})
		v := func() string { return pick([]string{`"`, "'"}) }
		q := v()
		o := q + pick(world.Options[c]) + q
		switch r.IntN(4) {
		case 0:
			return o + pick([]string{" == ", "!="}) + "option." + c
		case 1:
			return fmt.Sprintf("option.%s in [%s, %s%s%s]", c, o, q, pick(world.Options[c]), q)
		}
		return "option." + c + pick([]string{"==", " != "}) + o
	}
	kid := func() string { return randomText(r, storeys-1) }
	within := func() string { return "(" + kid() + ")" }
	list := func() string {
		if r.IntN(4) == 0 {
			return pick([]string{"candidates", "members.OIC", "members.GCC", "members.NATO"})
		}
		items := []string{kid()}
		for range r.IntN(4) {
			items = append(items, kid())
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	switch r.IntN(9) {
	case 0, 1:
		return kid() + pick([]string{" and ", "&&", "\n && ", " AND "}) + kid()
	case 2, 3:
		return kid() + pick([]string{" or ", " || ", "// so\n or "}) + kid()
	case 4:
		return pick([]string{"not ", "!", "!!", "not not not "}) + within()
	case 5:
		return within() + " ? " + within() + " : " + kid()
	case 6:
		return pick([]string{"all", "any", "none"}) + "(" + list() + ")"
	case 7:
		return fmt.Sprintf("%s(%d, %s)", pick([]string{"at_least", "at_most", "exactly"}), r.IntN(6)-1, list())
	}
	return within() + pick([]string{" and ", " or "}) + within()
}
