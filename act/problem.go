package act

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/phrase"
)

// A Place is a position in a file a person wrote. Line and Col count from 1, Col
// in characters, not bytes.
type Place struct {
	File      string
	Line, Col int
}

// String is FILE:LINE:COL, or as much of it as is known.
func (p Place) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// A Problem is one thing wrong with what somebody wrote: where, what, and what
// to do about it. Readers return all problems of a text in one run.
type Problem struct {
	Place
	Code    string // stable short name, one for each message: "unknown-key"
	Text    string // what is wrong
	Hint    string // the remedy
	Excerpt string // the source line
	Width   int    // characters to underline; 1 when 0
	Warning bool   // a lint: said, but does not refuse the text

	Said *phrase.Said // how text and hint were made; nil where they are said in English alone
	lang string       // it is said in; English when empty
}

// Wrong is a problem that other languages can say too. The hint is a sentence of its own,
// or one that said knows; what stands in the format as in package fmt are the values.
func Wrong(said *phrase.Said, at Place, code, hint, format string, values ...any) Problem {
	return Problem{Place: at, Code: code, Text: said.Sayf(format, values...), Hint: said.Sayf(hint), Said: said}
}

// In is the problem said in a language; what stands in the text stays as it is.
func (p Problem) In(lang string) Problem {
	if p.Said == nil {
		return p
	}
	p.Text, p.Hint, p.lang = p.Said.In(lang, p.Text), p.Said.In(lang, p.Hint), lang
	return p
}

func (p Problem) Error() string { return p.Place.String() + ": " + p.Text }

// Problems is a list of problems, as one error.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Refuse reports whether any problem is more than a warning.
func (ps Problems) Refuse() bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return !p.Warning })
}

// Sort orders problems by file, line and column.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
}

// Print writes the problem as people read it: place and text, the source line,
// a caret below the spot, the remedy.
//
//	gaza.yaml:43:50: undeclared actor 'EGP' (did you mean 'EGY'?)
//	   43 |     if: at_least(1, [joins.SAU, joins.EGP])
//	      |                                       ^^^
//	      = codes are declared under actors
func (p Problem) Print(w io.Writer) {
	label := ""
	if p.Warning {
		label = phrase.Say(cmp.Or(p.lang, phrase.English), "warning: ")
	}
	fmt.Fprintf(w, "%s: %s%s\n", p.Place, label, p.Text)
	if p.Line > 0 && p.Excerpt != "" {
		line, col := window(p.Excerpt, p.Col)
		fmt.Fprintf(w, "%5d | %s\n", p.Line, line)
		if p.Col > 0 {
			under := max(1, min(p.Width, utf8.RuneCountInString(line)-col+1))
			fmt.Fprintf(w, "      | %s%s\n", strings.Repeat(" ", col-1), strings.Repeat("^", under))
		}
	}
	if p.Line == 0 && p.Excerpt != "" { // a cell
		line, _ := window(strings.ReplaceAll(p.Excerpt, "\n", " ⏎ "), 1)
		fmt.Fprintf(w, "      | %s\n", line)
	}
	if p.Hint != "" {
		fmt.Fprintf(w, "      = %s\n", p.Hint)
	}
}

// window cuts a long line to the part around col and makes it printable, so that
// a message never floods or confuses a terminal.
func window(line string, col int) (string, int) {
	const before, width = 60, 110
	rs := []rune(line)
	for i, r := range rs {
		if r < ' ' || r == 0x7f || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) {
			rs[i] = ' '
		}
	}
	col = max(1, min(col, len(rs)+1))
	from := 0
	if len(rs) > width && col > before {
		from = col - before
	}
	to := min(len(rs), from+width)
	return string(rs[from:to]), col - from
}
