package dossier

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"entente/act"
	"entente/condition"
)

// A conditionUse is a condition as it stands in an act.
type conditionUse struct {
	act     *act.Act
	path    string
	cond    act.Condition
	plain   bool  // it stands without quotes
	escaped bool  // YAML escapes stand in it, so its text is not the file's
	columns []int // column in the file of each of its characters, when escaped
	atoms   []condition.Atom
	joins   []joining
}

// A joining is a joins.X as it was written in a condition; those that a list such
// as members.OIC stands for are left aside.
type joining struct {
	code string
	at   span
}

// condition keeps the text of a condition as written, without YAML's folding, so
// that what is wrong in it can be shown where it stands.
func (r *reader) condition(n *yaml.Node, key, path string, a *act.Act) act.Condition {
	if _, ok := r.scalar(n, key); !ok {
		return act.Condition{}
	}
	use := conditionUse{act: a, path: path}
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 && n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) == 0:
		use.plain = true
		use.cond = r.flowCondition(n, r.plainLines(n))
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		raw := r.quotedLines(n)
		use.escaped = strings.Contains(raw, cond(n.Style&yaml.DoubleQuotedStyle != 0, `\`, "''"))
		if use.escaped {
			use.cond, use.columns = escapedCondition(n, raw)
		} else {
			use.cond = r.flowCondition(n, raw)
		}
	case indentSaid.MatchString(r.from(n.Line, n.Column)):
		use.escaped = true
		use.cond = act.Condition{Text: trimmed(n.Value), Place: act.Place{Line: n.Line, Col: n.Column}}
	default:
		use.cond = r.blockCondition(n)
	}
	use.cond.Place.File = r.name
	r.conds = append(r.conds, use)
	return use.cond
}

// indentSaid finds a block that says its own indent, "|2"; nearly nobody writes so,
// and its lines are taken as YAML reads them.
var indentSaid = regexp.MustCompile(`^[|>][+-]?[1-9]`)

// escapedCondition takes a quoted value with escapes as YAML reads it, and notes
// where in the file each of its characters stands.
func escapedCondition(n *yaml.Node, raw string) (act.Condition, []int) {
	var columns []int
	first, _, _ := strings.Cut(raw, "\n")
	rs := []rune(first)
	for i := 0; i < len(rs); i++ {
		columns = append(columns, n.Column+1+i)
		if n.Style&yaml.SingleQuotedStyle != 0 {
			i += cond(rs[i] == '\'', 1, 0)
		} else if rs[i] == '\\' && i+1 < len(rs) {
			i += map[rune]int{'x': 3, 'u': 5, 'U': 9}[rs[i+1]] | 1
		}
	}
	lead := runes(n.Value) - runes(strings.TrimLeft(n.Value, " \n"))
	return act.Condition{Text: trimmed(n.Value), Place: act.Place{Line: n.Line, Col: n.Column + 1}}, columns[min(lead, len(columns)):]
}

// place turns a line and column of a condition's text into a place in the file.
func (u conditionUse) place(line, col int) act.Place {
	if !u.escaped {
		return u.cond.PlaceOf(line, col)
	}
	p := u.cond.Place
	for i, l := range strings.Split(u.cond.Text, "\n") {
		if i+1 < line {
			col += runes(l) + 1
		}
	}
	if col >= 1 && col <= len(u.columns) {
		p.Col = u.columns[col-1]
	}
	return p
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
func (r *reader) flowCondition(n *yaml.Node, rest string) act.Condition {
	text := strings.TrimLeft(rest, " ")
	c := act.Condition{Place: act.Place{Line: n.Line, Col: n.Column + len(rest) - len(text)}}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		c.Place.Col++
	}
	lines := strings.Split(text, "\n")
	for len(lines) > 1 && strings.TrimSpace(lines[0]) == "" { // quoted text may begin on the next line
		lines = lines[1:]
		c.Place.Line++
		c.Place.Col = indentOf(lines[0]) + 1
		lines[0] = lines[0][c.Place.Col-1:]
	}
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

// quotedLines is the raw text of a quoted value, without the quotation marks.
func (r *reader) quotedLines(n *yaml.Node) string {
	rest := r.from(n.Line, n.Column)
	mark := rest[:1]
	lines, end := []string{rest[1:]}, closing(rest, mark[0])-2
	for l := n.Line; end < 0 && l < len(r.lines); l++ {
		lines, end = append(lines, r.lines[l]), closing(mark+r.lines[l], mark[0])-2
	}
	last := &lines[len(lines)-1]
	*last = (*last)[:max(end, 0)]
	return strings.Join(lines, "\n")
}

// plainLines is the raw text of a plain value: as many lines as hold its words. A
// comment may follow on the last.
func (r *reader) plainLines(n *yaml.Node) string {
	rest := r.from(n.Line, n.Column)
	if strings.HasPrefix(rest, n.Value) {
		return n.Value
	}
	lines := []string{rest}
	missing := len(strings.Fields(n.Value)) - len(strings.Fields(rest))
	for l := n.Line; missing > 0 && l < len(r.lines); l++ {
		lines = append(lines, r.lines[l])
		missing -= len(strings.Fields(r.lines[l]))
	}
	if last := &lines[len(lines)-1]; missing < 0 {
		*last, _, _ = strings.Cut(*last, " #")
	}
	return strings.Join(lines, "\n")
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
	scope := condition.Among(d.Acts, day)
	for i := range r.conds {
		if r.kept[0] == maxProblems {
			r.dropped += len(r.conds) - i // nobody will read what more is wrong
			return
		}
		c := &r.conds[i]
		e, problems := scope.ParseText(c.cond.Text)
		for _, p := range problems {
			at := c.place(p.Line, p.Col)
			width := p.Width
			if c.escaped && at == c.cond.Place {
				width = 1
			}
			if r.room(cond(p.Warning, 1, 0)) {
				r.add(p, span{at.Line, at.Col, width})
			}
		}
		if e != nil {
			c.atoms = e.Atoms()
			c.note(e)
		}
	}
}

// note keeps where the condition names the joining of an actor.
func (u *conditionUse) note(e *condition.Expr) {
	var lines [][]rune
	for l := range strings.SplitSeq(u.cond.Text, "\n") {
		lines = append(lines, []rune(l))
	}
	for leaf := range e.Leaves {
		name := []rune("joins." + leaf.Atom.Name)
		if leaf.Atom.Kind != condition.Joins || leaf.Line < 1 || leaf.Line > len(lines) {
			continue
		}
		line, from := lines[leaf.Line-1], leaf.Col-1
		if to := from + len(name); from >= 0 && to <= len(line) && slices.Equal(line[from:to], name) {
			at := u.place(leaf.Line, leaf.Col)
			u.joins = append(u.joins, joining{leaf.Atom.Name, span{at.Line, at.Col, len(name)}})
		}
	}
}
