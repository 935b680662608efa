package dossier

import (
	"errors"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

const (
	beginning = "a dossier begins with entente: 1, id, title and as_of"
	notTag    = "text that begins with ! belongs in quotes; in a condition write not"
	inQuotes  = "put the whole text in straight quotes: \"…\""
)

// syntax reports a mistake in the YAML in an analyst's words, at the place where
// it was made rather than where the parser noticed it. It gives the line to blank
// before the next try, 0 to give up.
func (r *reader) syntax(err error) int {
	var le *yaml.LoadError
	if !errors.As(err, &le) || le.Mark.Line == 0 {
		r.bad("yaml", span{1, 1, 1}, "write it as in docs/dossier.md", "the YAML parser cannot read this: %v", err)
		return 0
	}
	at := span{min(le.Mark.Line, len(r.lines)), le.Mark.Column, 1}
	ctx := span{le.ContextMark.Line, le.ContextMark.Column, 1}
	msg := le.Message
	has := func(s string) bool { return strings.Contains(msg, s) }
	in := func(s string) bool { return strings.Contains(le.ContextMsg, s) }
	c, _ := utf8.DecodeRuneInString(r.from(at.line, at.col))

	if has("max depth") {
		r.bad("too-deep", at, "no part of a dossier is nested so deeply", "nested deeper than any reader can follow")
		return 0
	}
	if in("quoted scalar") && (has("escape") || has("hexadecimal")) {
		r.bad("bad-escape", at, `in "…" write \\ for a backslash; in '…' it stands for itself`, "a backslash in double quotes begins an escape, and this is none")
		return at.line
	}
	if in("quoted scalar") {
		return r.unclosed(ctx)
	}
	if s, ok := r.typographic(at.line); ok {
		r.bad("typographic-quote", s, "use the straight one (\")", "typographic quotation mark")
		return s.line
	}
	if s, ok := r.openQuote(at.line); ok {
		return r.unclosed(s)
	}
	if s, ok := r.afterQuote(at.line); ok {
		r.bad("text-after-quote", s, "put the quotation marks around all of it, or double those within '…'", "text goes on after the closing quotation mark")
		return s.line
	}
	switch {
	case has("unknown anchor"), in("alias"), in("anchor"):
		r.bad("alias", at, "text that begins with & or * belongs in quotes", "anchors (&name) and aliases (*name) are not used in a dossier")
	case in("tag") || has("tag handle"):
		r.bad("tag", at, notTag, "tags are not used in a dossier")
	case in("block scalar"):
		r.bad("block-header", at, "begin the text on the next line, indented; or put it in quotes", "nothing may follow > or | on its line")
	case has("mapping values are not allowed"):
		return r.strayColon(at)
	case has("expected ':'"):
		if m := glued().FindStringSubmatch(r.from(ctx.line, ctx.col)); m != nil {
			r.bad("missing-space", span{ctx.line, ctx.col, runes(m[0])}, r.say("write %s %s", m[1], m[2]), "no space after the colon")
		} else {
			r.bad("missing-colon", ctx, "write key: value", "no colon after this key")
		}
		return ctx.line
	case in("flow") && strings.Contains(r.from(ctx.line, ctx.col), " #"):
		_, tail, _ := strings.Cut(r.text[ctx.line-1], " #")
		r.bad("comment-in-brackets", span{ctx.line, runes(r.text[ctx.line-1]) - runes(tail), 1}, "put the value in quotes",
			"all from # on is a comment, so the bracket is not closed")
		return ctx.line
	case in("flow sequence"), in("flow mapping"):
		r.bad("unclosed-bracket", ctx, r.say("close it with %s; text that begins with a bracket belongs in quotes", map[bool]string{true: "]", false: "}"}[in("sequence")]),
			"this bracket is not closed, or a comma is missing")
		return ctx.line
	case has("cannot start"), has("node content"), strings.ContainsRune("]}", c):
		r.bad("cannot-start", at, inQuotes, "a value cannot begin with %s", quoted(string(c)))
	case has("block sequence entries"):
		r.bad("list-beside-key", at, "begin the list on the next line; or put the text in quotes", "a list cannot begin on the line of its key")
	case has("expected key"), has("'-' indicator"):
		r.bad("indentation", at, "keys of one item begin in one column; list items begin with \"- \"", "this line does not stand in line with those above it")
		if at.col > 1 && at.line > 1 && beginsItem(r.text[at.line-1]) {
			r.blank(at.line - 1) // the line belongs to the item above
		}
	default:
		r.bad("yaml", at, "write it as in docs/dossier.md", "the YAML parser cannot read this: %s", strings.TrimSpace(le.ContextMsg+" "+msg))
	}
	return at.line
}

func (r *reader) unclosed(s span) int {
	s.width = runes(strings.TrimRight(r.from(s.line, s.col), " "))
	r.bad("unclosed-quote", s, "close it at the end of the text", "the quotation mark opened here is not closed")
	return s.line
}

// strayColon tells the three ways to a colon in the wrong place apart: in the
// middle of a text, on a line indented too far, after a line without a colon.
func (r *reader) strayColon(at span) int {
	before := []rune(r.text[at.line-1])
	before = before[:min(at.col-1, len(before))]
	if !simpleKey().MatchString(string(before)) {
		r.bad("colon-in-text", at, inQuotes, "a colon in unquoted text")
		return at.line
	}
	prev := at.line - 1
	for prev > 1 && strings.TrimSpace(r.text[prev-1]) == "" {
		prev--
	}
	if prev >= 1 && !strings.Contains(r.text[prev-1], ":") {
		s := span{prev, indentOf(r.text[prev-1]) + 1, runes(strings.TrimSpace(r.text[prev-1]))}
		r.bad("missing-colon", s, "write key: value", "no colon on this line")
		return prev
	}
	if prev >= 1 {
		col := indentOf(r.text[prev-1]) + 1
		if m := glued().FindStringSubmatch(r.text[prev-1][col-1:]); m != nil {
			r.bad("missing-space", span{prev, col, runes(m[0])}, r.say("write %s %s", m[1], m[2]), "no space after the colon")
			return prev
		}
	}
	if prev >= 1 && dashed().MatchString(r.text[prev-1]) {
		r.bad("missing-space", span{prev, indentOf(r.text[prev-1]) + 1, 1}, "begin list items with \"- \"", "no space after the dash")
		return prev
	}
	s := span{at.line, indentOf(r.text[at.line-1]) + 1, 1}
	r.bad("indentation", s, "keys of one item begin in one column; list items begin with \"- \"", "this line is indented further than those above it")
	return at.line
}

// later is an expression that is compiled when it is first used: those with classes of letters take a while, and a dossier in
// order, or a verb without one, needs none of them.
func later(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

var (
	simpleKey = later(`^\s*(- +)*[\pL\pN_."'-]*$`)
	glued     = later(`^([\pL_][\pL\pN_]*:)([^\s:]+)`)
	dashed    = later(`^\s*-[\pL_]`)
	valueOf   = later(`^\s*(?:- +)*(?:[\pL\pN_.-]+:\s+)?`)
)

// value is where the value on a line begins, past dashes and a key.
func (r *reader) value(line int) (rest string, at span) {
	s := r.text[line-1]
	n := len(valueOf().FindString(s))
	return s[n:], span{line, runes(s[:n]) + 1, 1}
}

func (r *reader) typographic(line int) (span, bool) {
	rest, at := r.value(line)
	c, _ := utf8.DecodeRuneInString(rest)
	return at, strings.ContainsRune(curly, c)
}

const curly = "“”„‟‘’‚‛«»‹›"

// openQuote looks backwards from the line the parser stopped at for a quotation
// mark that was opened and closed only by the opening one of a later text.
func (r *reader) openQuote(line int) (span, bool) {
	for l := line; l >= 1 && l > line-50; l-- {
		rest, at := r.value(l)
		if rest == "" || rest[0] != '"' && rest[0] != '\'' || closing(rest, rest[0]) > 0 {
			continue
		}
		for next := l + 1; next <= line; next++ {
			rest += "\n" + r.text[next-1]
			if end := closing(rest, rest[0]); end > 0 {
				return at, strings.Trim(rest[end:], " ,]}") != ""
			}
		}
	}
	return span{}, false
}

func (r *reader) afterQuote(line int) (span, bool) {
	rest, at := r.value(line)
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return span{}, false
	}
	end := closing(rest, rest[0])
	tail := strings.TrimLeft(rest[max(end, 0):], " ")
	if end == 0 || tail == "" || tail[0] == '#' {
		return span{}, false
	}
	at.col += runes(rest) - runes(tail)
	at.width = runes(tail)
	return at, true
}
