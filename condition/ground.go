package condition

import (
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"entente/act"
)

// maxParts is how many leaves one condition may have once its groups are spelt out.
const maxParts = 20_000

// A grounder turns CEL's tree into an expression over atoms and reports what makes no
// condition. Its methods return nil for what has been reported.
type grounder struct {
	*report
	*Scope
	info   *ast.SourceInfo
	tokens []token
	parts  int
}

// condition grounds what must be yes or no. Only the kinds and calls named here are let through.
func (g *grounder) condition(e ast.Expr) *Expr {
	t := g.token(e)
	switch e.Kind() {
	case ast.IdentKind, ast.SelectKind:
		return g.named(t)
	case ast.ListKind:
		g.say(t.place(), listAlone)
		return nil
	case ast.LiteralKind:
		switch v := e.AsLiteral().Value().(type) {
		case bool:
			if v {
				return &Expr{Op: True, Line: t.line, Col: t.col}
			}
			return &Expr{Op: False, Line: t.line, Col: t.col}
		case string:
			g.say(t.place(), textAlone, `"`+v+`"`)
		case int64:
			g.say(t.place(), numberAlone)
		} // anything else is reported as a token
		return nil
	case ast.CallKind:
		switch call := e.AsCall(); call.FunctionName() {
		case operators.LogicalAnd:
			return joined(And, g.conditions(call.Args()))
		case operators.LogicalOr:
			return joined(Or, g.conditions(call.Args()))
		case operators.LogicalNot:
			return g.not(t, call.Args()[0])
		case operators.Conditional:
			return g.choice(call.Args())
		case operators.Equals:
			return g.compare(call.Args(), false)
		case operators.NotEquals:
			return g.compare(call.Args(), true)
		case operators.In:
			return g.in(call.Args())
		default:
			return g.count(t, call)
		}
	}
	if !g.problems.Refuse() {
		g.say(t.place(), refused)
	}
	return nil
}

// named grounds fact.x, joins.X, decided.X, and refuses the names that are no condition.
func (g *grounder) named(t *token) *Expr {
	switch t.means.sort {
	case fact:
		return g.leaf(t, Atom{Kind: Fact, Name: t.means.name})
	case joins:
		return g.leaf(t, Atom{Kind: Joins, Name: t.means.name})
	case decided:
		return g.leaf(t, Atom{Kind: Decided, Name: t.means.name})
	case option:
		g.say(t.place(), optionAlone, act.Quote(t.said), g.options(t))
	case group:
		g.say(t.place(), groupAlone, t.said)
	}
	return nil
}

func (g *grounder) leaf(t *token, a Atom) *Expr {
	if g.parts++; g.parts == maxParts+1 {
		g.say(t.place(), tooLarge, maxParts)
	}
	return &Expr{Op: Leaf, Atom: a, Line: t.line, Col: t.col, Width: t.place().width}
}

// conditions grounds each of es; nil when one has been refused.
func (g *grounder) conditions(es []ast.Expr) []*Expr {
	kids := make([]*Expr, 0, len(es))
	for _, e := range es {
		if k := g.condition(e); k != nil {
			kids = append(kids, k)
		}
	}
	if len(kids) < len(es) {
		return nil
	}
	return kids
}

func joined(op Op, kids []*Expr) *Expr {
	if kids == nil {
		return nil
	}
	return join(op, kids...)
}

func (g *grounder) not(t *token, of ast.Expr) *Expr {
	if o := g.token(of); o.means.sort == option && isName(of) {
		g.say(t.place(), notFirst, o.said)
		return nil
	}
	k := g.condition(of)
	if k == nil {
		return nil
	}
	n := not(k)
	if n.Op != Leaf {
		n.Line, n.Col = t.line, t.col
	}
	return n
}

// choice grounds a ? b : c: a and b, or not a and c.
func (g *grounder) choice(es []ast.Expr) *Expr {
	k := g.conditions(es)
	if k == nil {
		return nil
	}
	return join(Or, join(And, k[0], k[1]), join(And, not(k[0]), k[2]))
}

// compare grounds option.c == "v" and its opposite, either way round.
func (g *grounder) compare(es []ast.Expr, differ bool) *Expr {
	clause, value := es[0], es[1]
	if !g.isOption(clause) {
		clause, value = value, clause
	}
	switch c, v := g.token(clause), g.token(value); {
	case !isName(clause) && g.refusesNot(es):
	case !g.isOption(clause):
		if !slices.ContainsFunc(es, g.reported) {
			g.say(g.token(es[0]).place(), compareCondition)
		}
	case g.isOption(value):
		g.say(g.token(es[0]).place(), compareOptions)
	case g.reported(value):
	case value.Kind() != ast.LiteralKind:
		g.say(v.place(), compareOption, act.Quote(c.said), g.options(c))
	default:
		k := g.option(c, value)
		if k != nil && differ {
			return not(k)
		}
		return k
	}
	return nil
}

// refusesNot reports "not option.c == …", where CEL reads (not option.c) == ….
func (g *grounder) refusesNot(es []ast.Expr) bool {
	return slices.ContainsFunc(es, func(e ast.Expr) bool {
		if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != operators.LogicalNot || !g.isOption(e.AsCall().Args()[0]) {
			return false
		}
		g.not(g.token(e), e.AsCall().Args()[0])
		return true
	})
}

// token is the one an expression begins with; of a call its name or operator.
func (g *grounder) token(e ast.Expr) *token {
	for e.Kind() == ast.SelectKind {
		e = e.AsSelect().Operand()
	}
	at, _ := g.info.GetOffsetRange(e.ID())
	i, exact := slices.BinarySearchFunc(g.tokens, int(at.Start), func(t token, at int) int { return t.at - at })
	if !exact {
		i = max(i-1, 0)
	}
	if e.Kind() == ast.CallKind && g.tokens[i].said == "(" && i > 0 {
		i--
	}
	return &g.tokens[i]
}

// reported says that an expression is a name the resolver has refused.
func (g *grounder) reported(e ast.Expr) bool { return isName(e) && g.token(e).means.sort == unknown }

func isName(e ast.Expr) bool { return e.Kind() == ast.IdentKind || e.Kind() == ast.SelectKind }

func (g *grounder) isOption(e ast.Expr) bool { return isName(e) && g.token(e).means.sort == option }

// option grounds the clause c settled at the option named by a text.
func (g *grounder) option(c *token, value ast.Expr) *Expr {
	v, ok := value.AsLiteral().Value().(string)
	if !ok {
		g.say(g.token(value).place(), compareOption, act.Quote(c.said), g.options(c))
		return nil
	}
	values := g.Options[c.means.name]
	if !slices.Contains(values, v) {
		g.say(g.token(value).place(), unknownOption, act.Quote(c.means.name), act.Quote(v), g.meant(v, values), g.options(c))
		return nil
	}
	return g.leaf(c, Atom{Kind: Option, Name: c.means.name, Value: v})
}

// options lists the options of a clause for a message.
func (g *grounder) options(c *token) string {
	var quoted []string
	for _, v := range g.Options[c.means.name] {
		quoted = append(quoted, `"`+v+`"`)
	}
	return act.List(g.keep(), quoted)
}

// in grounds option.c in ["v", "w"]: one of them.
func (g *grounder) in(es []ast.Expr) *Expr {
	switch {
	case g.refusesNot(es[:1]):
		return nil
	case g.reported(es[0]):
		return nil
	case !g.isOption(es[0]) || es[1].Kind() != ast.ListKind:
		g.say(g.token(es[0]).place(), inWhat)
		return nil
	}
	c, list := g.token(es[0]), es[1].AsList().Elements()
	if len(list) == 0 {
		g.say(g.token(es[1]).place(), noValues, g.options(c))
		return nil
	}
	var kids []*Expr
	named := map[string]bool{}
	for _, v := range list {
		if g.reported(v) {
			continue
		}
		if v.Kind() != ast.LiteralKind {
			g.say(g.token(v).place(), compareOption, act.Quote(c.said), g.options(c))
			continue
		}
		k := g.option(c, v)
		if k == nil {
			continue
		}
		if named[k.Atom.Value] {
			g.say(g.token(v).place(), twice, act.Quote(k.Atom.Value))
			continue
		}
		named[k.Atom.Value] = true
		kids = append(kids, k)
	}
	if len(kids) == 0 {
		return nil
	}
	if len(named) == len(g.Options[c.means.name]) {
		g.say(c.place(), everyOption, act.Quote(c.means.name))
	}
	return join(Or, kids...)
}
