package dossier

import (
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"entente/act"
	"entente/condition"
	"entente/gazetteer"
)

// A conditionUse is a condition as it stands in an act.
type conditionUse struct {
	act  *act.Act
	path string
	cond act.Condition
	expr *condition.Expr // nil when it was refused
}

// condition keeps the text of a condition as written, without YAML's folding, so
// that what is wrong in it can be shown where it stands.
func (r *reader) condition(n *yaml.Node, key, path string, a *act.Act) act.Condition {
	if _, ok := r.scalar(n, key); !ok {
		return act.Condition{}
	}
	var c act.Condition
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		c = r.blockCondition(n)
	} else {
		c = r.flowCondition(n)
	}
	c.Place.File = r.name
	r.conds = append(r.conds, conditionUse{act: a, path: path, cond: c})
	return c
}

// blockCondition takes the lines below > or |, less their indent.
func (r *reader) blockCondition(n *yaml.Node) act.Condition {
	first := n.Line
	for first < len(r.lines) && strings.TrimSpace(r.lines[first]) == "" {
		first++
	}
	var c act.Condition
	if first == len(r.lines) {
		return c
	}
	c.Indent = indentOf(r.lines[first])
	var lines []string
	for _, l := range r.lines[first:] {
		if strings.TrimSpace(l) != "" && indentOf(l) < c.Indent {
			break
		}
		lines = append(lines, strings.TrimRight(l[min(len(l), c.Indent):], " \t"))
	}
	c.Text = strings.TrimRight(strings.Join(lines, "\n"), "\n")
	c.Place.Line, c.Place.Col = first+1, c.Indent+1
	return c
}

// flowCondition takes a plain or quoted value, which may go on over several lines.
// A quoted value with escapes is taken as YAML reads it; places then count its
// characters, not the escapes.
func (r *reader) flowCondition(n *yaml.Node) act.Condition {
	c := act.Condition{Text: n.Value, Place: act.Place{Line: n.Line, Col: n.Column}}
	rest := r.from(n.Line, n.Column)
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		quote := rest[0]
		for l := n.Line; closing(rest, quote) == 0 && l < len(r.lines); l++ {
			rest += "\n" + r.lines[l]
		}
		c.Place.Col++
		rest = rest[1:max(closing(rest, quote)-1, 1)]
		if strings.ContainsAny(rest, `\'`) && quote == '\'' && strings.Contains(rest, "''") || quote == '"' && strings.Contains(rest, `\`) {
			c.Text = strings.TrimSpace(n.Value)
			return c
		}
		lead := len(rest) - len(strings.TrimLeft(rest, " "))
		c.Place.Col += lead
		rest = rest[lead:]
	} else {
		rest = r.plainLines(n)
	}
	lines := strings.Split(rest, "\n")
	c.Indent = 1 << 30
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t")
		if i > 0 && lines[i] != "" {
			c.Indent = min(c.Indent, indentOf(l))
		}
	}
	if c.Indent == 1<<30 {
		c.Indent = 0
	}
	for i := 1; i < len(lines); i++ {
		lines[i] = lines[i][min(len(lines[i]), c.Indent):]
	}
	c.Text = strings.TrimRight(strings.Join(lines, "\n"), "\n")
	return c
}

// plainLines is the raw text of a plain value: as many lines as YAML folded into
// it.
func (r *reader) plainLines(n *yaml.Node) string {
	rest := r.from(n.Line, n.Column)
	if strings.HasPrefix(rest, n.Value) {
		return n.Value
	}
	words := strings.Join(strings.Fields(n.Value), " ")
	for l := n.Line; l < len(r.lines); l++ {
		if have := strings.Join(strings.Fields(rest), " "); strings.HasPrefix(have, words) || len(have) > len(words) {
			break
		}
		rest += "\n" + r.lines[l]
	}
	// A comment may follow on the last line.
	if have := strings.Join(strings.Fields(rest), " "); len(have) > len(words) {
		if i := strings.LastIndex(rest, " #"); i > 0 {
			rest = rest[:i]
		}
	}
	return rest
}

// Scope is what the conditions of a dossier may speak of: its facts, its actors,
// its clauses with their options, and the groups of the gazetteer narrowed to the
// actors declared, as of a day.
func Scope(acts []*act.Act, at time.Time) *condition.Scope {
	s := &condition.Scope{Options: map[string][]string{}, GroupNames: gazetteer.Rolls()}
	for _, a := range acts {
		switch b := a.Body.(type) {
		case *act.Fact:
			s.Facts = append(s.Facts, a.ID)
		case *act.Clause:
			s.Options[a.ID] = optionValues(b)
		case *act.Actor:
			s.Actors = append(s.Actors, a.ID)
			if slices.Contains(b.Roles, "candidate") {
				s.Candidates = append(s.Candidates, a.ID)
			}
		}
	}
	s.Groups = func(name string) ([]string, bool) {
		if !slices.Contains(s.GroupNames, name) {
			return nil, false
		}
		var codes []string
		for _, m := range gazetteer.Members(name, at) {
			if m.Status.Counts() && slices.Contains(s.Actors, m.Code) {
				codes = append(codes, m.Code)
			}
		}
		return codes, true
	}
	return s
}

// conditions compiles every condition of the dossier and keeps what it speaks of.
func (r *reader) conditions(d *Dossier) {
	if len(r.conds) == 0 {
		return
	}
	day := time.Now()
	if !d.AsOf.IsZero() {
		day = d.AsOf.Last()
	}
	scope := Scope(d.Acts, day)
	for i := range r.conds {
		c := &r.conds[i]
		e, problems := scope.Parse(c.cond)
		for _, p := range problems {
			p.Place.File = r.name
			r.problems = append(r.problems, p)
		}
		if e != nil {
			c.expr = e
			r.own(c.act, c.cond, e)
		}
	}
}

// begins reports whether a word stands at a line and column of a text.
func begins(text string, line, col int, word string) bool {
	lines := strings.Split(text, "\n")
	if line < 1 || line > len(lines) {
		return false
	}
	rs := []rune(lines[line-1])
	return col >= 1 && col <= len(rs) && strings.HasPrefix(string(rs[col-1:]), word)
}
