package dossier

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"entente/act"
	"entente/phrase"
)

// maxProblems bounds what one run reports of mistakes and of warnings each; more
// would help nobody.
const maxProblems = 500

// A reader holds one reading of one file: its lines, and what is wrong so far.
type reader struct {
	name     string
	lines    []string // source lines without their ends
	text     []string // the same to be parsed, forbidden characters blanked
	tabbed   []int    // lines indented with tabs: they cannot be parsed
	problems act.Problems
	kept     [2]int          // mistakes and warnings kept
	dropped  int             // problems beyond what is kept
	lost     map[string]bool // words of items that could not be read as YAML: they are not missed

	anchors []span // of anchors and aliases
	byID    map[string]*act.Act
	refs    []reference
	conds   []conditionUse
	marks   map[mark]span
	cur     cursor

	said phrase.Later // how what is wrong was said
	form bool         // it is a form that is read: keys are called as its fields are

	options map[string]map[string]bool // of the clauses looked at so far
	tasks   []string                   // of mandates
}

// A cursor remembers where a column of a line was found: columns are asked for in
// order, and a line may be long.
type cursor struct{ line, col, byte int }

// A span is a run of characters on one line of the file, counted from 1.
type span struct{ line, col, width int }

// A mark names a value of an act by the path of its keys, "terms.0.if".
type mark struct {
	act  *act.Act
	path string
}

// bad reports a problem that refuses the text, warn one that does not. The hint is a
// sentence of its own, or was said by say.
func (r *reader) bad(code string, s span, hint, format string, args ...any) {
	if r.room(0) {
		r.add(r.problem(code, hint, format, args), s)
	}
}

func (r *reader) warn(code string, s span, hint, format string, args ...any) {
	if r.room(1) {
		p := r.problem(code, hint, format, args)
		p.Warning = true
		r.add(p, s)
	}
}

func (r *reader) problem(code, hint, format string, args []any) act.Problem {
	return act.Wrong(r.keep(), act.Place{}, code, hint, format, args...)
}

// say says a message, or a part of one, so that it can be said in other languages.
func (r *reader) say(format string, args ...any) string {
	return r.keep().Sayf(format, args...)
}

// keep is what remembers how messages were said: nothing does while nothing is wrong.
func (r *reader) keep() *phrase.Said { return r.said.Said() }

// room reports whether one more mistake (0) or warning (1) is kept.
func (r *reader) room(sort int) bool {
	if r.kept[sort] < maxProblems {
		r.kept[sort]++
		return true
	}
	r.dropped++
	return false
}

func (r *reader) add(p act.Problem, s span) {
	p.Place = act.Place{File: r.name, Line: s.line, Col: s.col}
	p.Width = max(1, s.width)
	r.problems = append(r.problems, p)
}

// report gives the problems in the order of the file, each with its source line.
func (r *reader) report() act.Problems {
	r.problems.Sort()
	if r.dropped > 0 {
		r.problems = append(r.problems, act.Problem{Place: r.problems[len(r.problems)-1].Place, Code: "too-many", Warning: true,
			Text: r.say("%s further problems are not shown", act.Grouped(int64(r.dropped))),
			Hint: r.say("put these right first, then check again"), Said: r.keep()})
	}
	for i := range r.problems {
		p := &r.problems[i]
		if p.Line > len(r.lines) { // YAML sees what is missing on the line after the last
			p.Line, p.Col = len(r.lines), 1
		}
		if p.Line > 0 && p.Excerpt == "" {
			p.Excerpt = r.lines[p.Line-1]
			length := utf8.RuneCountInString(p.Excerpt)
			p.Col = min(max(p.Col, 1), length+1)
			p.Width = min(max(p.Width, 1), max(1, length+1-p.Col))
		}
	}
	return r.problems
}

// here is the span of a node: a whole plain or quoted value, the first character
// of anything else.
func (r *reader) here(n *yaml.Node) span {
	s := span{n.Line, n.Column, 1}
	if n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		s.width = utf8.RuneCountInString(r.rawLine(n))
	}
	return s
}

// rawLine is the part of a plain or quoted scalar that stands on its first line,
// as written.
func (r *reader) rawLine(n *yaml.Node) string {
	rest := r.from(n.Line, n.Column)
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		if end := closing(rest, '"'); end > 0 {
			return rest[:end]
		}
	case n.Style&yaml.SingleQuotedStyle != 0:
		if end := closing(rest, '\''); end > 0 {
			return rest[:end]
		}
	case strings.HasPrefix(rest, n.Value):
		return n.Value
	}
	return strings.TrimRight(rest, " \t")
}

// from is the source line from a column on.
func (r *reader) from(line, col int) string {
	if line < 1 || line > len(r.lines) {
		return ""
	}
	s := r.lines[line-1]
	if r.cur.line != line || r.cur.col > col {
		r.cur = cursor{line, 1, 0}
	}
	for r.cur.col < col && r.cur.byte < len(s) {
		_, size := utf8.DecodeRuneInString(s[r.cur.byte:])
		r.cur.byte += size
		r.cur.col++
	}
	return s[r.cur.byte:]
}

// closing finds the end of the quoted text that s begins with, past its closing
// quotation mark; 0 when the mark is not closed in s.
func closing(s string, quote byte) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quote == '"':
			i++
		case s[i] == quote && quote == '\'' && i+1 < len(s) && s[i+1] == quote:
			i++
		case s[i] == quote:
			return i + 1
		}
	}
	return 0
}
