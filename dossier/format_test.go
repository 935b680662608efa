package dossier

import (
	"strings"
	"testing"
)

func TestFormat(t *testing.T) {
	const head = "entente: 1\nid: x\ntitle: X\nas_of: 2031\n"
	const actors = "actors:\n  PAK: {roles: [candidate]}\n  EGY: {}\nfacts:\n  t: {asks: Is it?}\n"
	position := func(cond string) string {
		return head + actors + "positions:\n- id: p\n  actor: PAK\n  stance: demands\n  if: " + cond
	}
	for _, c := range []struct{ name, src, want string }{
		{"line ends and trailing space", "entente: 1 \r\nid: x\t\r\n\r\n\r\n", "entente: 1\nid: x\n"},
		{"byte order mark", "\ufeffentente: 1", "entente: 1\n"},
		{"comments, quotes, blank lines stay", "# a  b\n\nentente:   1   # c\nid: 'x'\n", "# a  b\n\nentente:   1   # c\nid: 'x'\n"},
		{"words become signs", position("fact.t and not joins.EGY or fact.t\n"), position("fact.t && !joins.EGY || fact.t\n")},
		{"in a block", position(">-\n    fact.t\n    and joins.EGY   // and so on\n"), position(">-\n    fact.t\n    && joins.EGY   // and so on\n")},
		{"in quotes", position("\"not fact.t and joins.EGY\"\n"), position("\"!fact.t && joins.EGY\"\n")},
		{"over two lines", position("fact.t\n      or joins.EGY # comment and all\n"), position("fact.t\n      || joins.EGY # comment and all\n")},
		{"a leading not would be a tag", position("not fact.t and joins.EGY\n"), position("not fact.t && joins.EGY\n")},
		{"a parenthesis after not", position("fact.t or not (joins.EGY)\n"), position("fact.t || !(joins.EGY)\n")},
		{"option values stay", position("'option.c == \"this and that\" and fact.t'\n"), position("'option.c == \"this and that\" && fact.t'\n")},
		{"escapes stay", position("\"option.c == \\\"v\\\" and fact.t\"\n"), position("\"option.c == \\\"v\\\" and fact.t\"\n")},
		{"text that is no condition stays", head + "author: this and that\n", head + "author: this and that\n"},
		{"what cannot be read loses white space only", "title: \"open  \nid: x \n", "title: \"open\nid: x\n"},
		{"what is no text stays", "PK\x03\x04 \r\n", "PK\x03\x04 \r\n"},
		{"a backslash at the end of a line", "title: \"a\\ \n  b\"\n", "title: \"a\\ \n  b\"\n"},
	} {
		got := string(Format([]byte(c.src)))
		if got != c.want {
			t.Errorf("%s:\n%s\nshould be\n%s", c.name, show(got), show(c.want))
		}
		if again := string(Format([]byte(got))); again != got {
			t.Errorf("%s: formatted again, it differs:\n%s", c.name, show(again))
		}
	}
}

// show makes white space visible.
func show(s string) string {
	return strings.NewReplacer(" ", "·", "\t", "→", "\r", "␍").Replace(s)
}
