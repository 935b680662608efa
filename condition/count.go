package condition

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/common/ast"

	"entente/act"
)

// A counter is a function over a list: how many of it hold.
type counter struct {
	numbered bool                      // a number comes before the list
	bounds   func(n, total int) bounds // the number is 0 where there is none
	example  string
}

// bounds are how many may hold, both included.
type bounds struct{ least, most int }

// unbounded leaves a side open. (A person may write -1; no list is that short or long.)
const unbounded = math.MinInt

const exampleCount = "at_least(2, [joins.SAU, joins.TUR, joins.EGY])"

var counters = map[string]counter{
	"at_least": {true, func(n, _ int) bounds { return bounds{n, unbounded} }, exampleCount},
	"at_most":  {true, func(n, _ int) bounds { return bounds{unbounded, n} }, "at_most(1, [joins.SAU, joins.TUR])"},
	"exactly":  {true, exactBounds, "exactly(1, [joins.SAU, joins.TUR])"},
	"all":      {false, func(_, total int) bounds { return bounds{total, unbounded} }, "all([joins.SAU, joins.TUR])"},
	"any":      {false, func(_, _ int) bounds { return bounds{1, unbounded} }, "any([joins.SAU, joins.TUR])"},
	"none":     {false, func(_, _ int) bounds { return bounds{unbounded, 0} }, "none([joins.SAU, joins.TUR])"},
}

// exactBounds leaves open the side on which the list itself ends.
func exactBounds(n, total int) bounds {
	switch {
	case n >= total:
		return bounds{n, unbounded}
	case n <= 0:
		return bounds{unbounded, n}
	}
	return bounds{n, n}
}

// functions are the names of the counters.
var functions = slices.Sorted(maps.Keys(counters))

// count grounds a call: at_least(n, list) and its relatives.
func (g *grounder) count(t *token, call ast.CallExpr) *Expr {
	if t.means.sort != function {
		return nil // reported as a token
	}
	c, args := counters[t.means.name], call.Args()
	n, number, ok := 0, t, true
	if c.numbered {
		if len(args) == 0 || g.isList(args[0]) {
			g.say(t.place(), arguments, t.said, g.words("a number and a list"), c.example)
			return nil
		}
		number = g.token(args[0])
		if n, ok = whole(args[0]); !ok && !g.reported(args[0]) {
			g.say(number.place(), notCount, t.said, c.example)
		}
		args = args[1:]
	}
	switch {
	case len(args) == 0:
		g.say(t.place(), arguments, t.said, g.words("a list"), c.example)
		return nil
	case !g.isList(args[0]):
		g.say(g.token(args[0]).place(), notList, t.said, c.example)
		return nil
	case len(args) > 1:
		g.say(t.place(), arguments, t.said, g.words("one list"), c.example)
		return nil
	}
	e := g.list(t, args[0])
	if e == nil || !ok {
		return nil
	}
	b := c.bounds(n, len(e.Kids))
	if c.numbered && len(e.Kids) > 0 { // the empty group has been warned of
		g.judge(b, number, len(e.Kids), strings.ReplaceAll(t.said, "_", " ")+" "+strconv.Itoa(n))
	}
	return b.of(e)
}

// whole is the value of a number.
func whole(e ast.Expr) (int, bool) {
	if e.Kind() != ast.LiteralKind {
		return 0, false
	}
	v, ok := e.AsLiteral().Value().(int64)
	return int(v), ok // the scanner lets nine digits through
}

// judge warns of a number that decides by itself, whoever joins.
func (g *grounder) judge(b bounds, number *token, total int, said string) {
	switch {
	case b.least > total, b.most != unbounded && b.most < 0:
		g.say(number.place(), never, said, total)
	case b.most == unbounded && b.least <= 0, b.least == unbounded && b.most >= total:
		g.say(number.place(), always, said, total)
	}
}

// of says that so many of the kids of e hold, by AtLeast and Not.
func (b bounds) of(e *Expr) *Expr {
	least := func(k int) *Expr {
		f := *e
		f.K = k
		return &f
	}
	switch {
	case b.most == unbounded:
		return least(b.least)
	case b.least == unbounded:
		return not(least(b.most + 1))
	}
	return join(And, least(b.least), not(least(b.most+1)))
}

// isList says that an expression can stand where a list is due.
func (g *grounder) isList(e ast.Expr) bool {
	return e.Kind() == ast.ListKind || isName(e) && g.token(e).means.sort == group || g.reported(e)
}

// list grounds the list of a count, as an AtLeast whose number is still to be set.
func (g *grounder) list(f *token, e ast.Expr) *Expr {
	t := g.token(e)
	out := &Expr{Op: AtLeast, Line: f.line, Col: f.col}
	switch {
	case g.reported(e):
		return nil
	case isName(e):
		out.Group = t.means.name
		codes, _ := g.group(out.Group)
		if len(codes) == 0 {
			g.say(t.place(), emptyGroup, t.said)
		}
		for _, code := range codes {
			out.Kids = append(out.Kids, g.leaf(t, Atom{Kind: Joins, Name: code}))
		}
		return out
	case len(e.AsList().Elements()) == 0:
		g.say(t.place(), emptyList)
		return nil
	}
	if out.Kids = g.conditions(e.AsList().Elements()); out.Kids == nil {
		return nil
	}
	seen := map[Atom]bool{}
	for _, k := range out.Kids {
		if k.Op == Leaf && seen[k.Atom] {
			g.say(place{k.Line, k.Col, k.Width}, twice, act.Quote(k.Atom.String()))
		}
		seen[k.Atom] = k.Op == Leaf
	}
	return out
}
