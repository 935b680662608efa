package brief

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{
		"":                 0,
		"Türkiye":          7,
		"Tu\u0308rkiye":    7, // the umlaut as a mark of its own
		"السعودية":         8,
		"مُحَمَّد":         4, // vowel signs take no room
		"東京":               4,
		"ｶﾅ":               2, // half-width
		"● ◐ ○":            5,
		"\x1b[31m✗\x1b[0m": 1,
		"a\u200bb":         2,
		"ไทย":              3,
		"की":               2,
	} {
		if got := columns(s); got != want {
			t.Errorf("columns(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 13, []string{"one two three"}},
		{"a counter-terrorism coalition", 12, []string{"a counter-", "terrorism", "coalition"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"x abcdefghij y", 4, []string{"x", "abcd", "efgh", "ij y"}},
		{"東京都千代田区", 6, []string{"東京都", "千代田", "区"}},
		{"合意した。", 8, []string{"合意し", "た。"}}, // no line begins with a full stop
		{"e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
		{"9\u00a0votes needed", 7, []string{"9\u00a0votes", "needed"}},
		{"gaza.yaml:43", 12, []string{"gaza.yaml:43"}},
	} {
		if got := wrap(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestCleanTakesOutWhatCouldDeceive(t *testing.T) {
	for s, want := range map[string]string{
		"plain":                         "plain",
		"  two  words\n":                "two words",
		"a\u00a0b":                      "a\u00a0b",
		"\x1b[2Jgone":                   "[2Jgone",
		"invoice\u202egpj.exe":          "invoicegpj.exe",
		"\u2067x\u2069":                 "x",
		"bad\xffbyte":                   "bad\ufffdbyte",
		"\u200fعربي":                    "\u200fعربي", // a mark of direction may stay
		"line\u2028separator\u2029here": "line separator here",
	} {
		if got := clean(s); got != want {
			t.Errorf("clean(%q) = %q, want %q", s, got, want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	for _, s := range []string{"one two", "東京都 千代田区", "e\u0301\u0301", "👩‍👩‍👧 x", "a-b-c", "\xff"} {
		f.Add(s, 5)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = 2 + (width&0x7fffffff)%100
		s = clean(s)
		lines := wrap(s, width)
		for _, l := range lines {
			if columns(l) > width {
				t.Errorf("wrap(%q, %d) gives %q of %d columns", s, width, l, columns(l))
			}
			if !utf8.ValidString(l) {
				t.Errorf("wrap(%q, %d) cuts a character: %q", s, width, l)
			}
		}
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(s, " ", ""); got != want {
			t.Errorf("wrap(%q, %d) loses or adds something: %q", s, width, lines)
		}
		if clean(s) != s {
			t.Errorf("clean is not done with %q", s)
		}
	})
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"</style>", `"'<>&`, "\x00\ufffe", "]]>", "1. x", "| a |", "![x](y)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := Document{Title: s, Subtitle: s, Marking: s, Lang: s, Meta: []Pair{{s, s}}, Blocks: []Block{
			Heading{Level: 1, ID: s, Mark: s, Text: s}, Paragraph{Mark: s, Text: s}, Callout{Text: s},
			Table{ID: s, Caption: s, Columns: []Column{{Head: s}, {Head: s}}, Rows: [][]Cell{{{Text: s, To: s}, {Standing: Standing(s)}}}},
			List{Items: []Item{{Text: s}}},
			ReasonTree{Reasons: []Reason{{Statement: s, Finding: Finding(s), Cites: []Cite{{s, s, s, s}}, Because: []Reason{{Statement: s}}}}},
			Figure{ID: s, Caption: s, Picture: Graph{Nodes: []Node{{ID: s, Label: s, Note: s, Kind: NodeKind(s)}, {ID: s + "x", Label: s}}, Edges: []Edge{{s, s + "x", s}}}},
			Figure{Picture: Timeline{Events: []Event{{Lane: s, Kind: s, Label: s}}}},
			Figure{Picture: Bars{Unit: s, Parts: []Part{{Label: s, Tone: Tone(s)}}, Bars: []Bar{{Label: s, Note: s, Values: []float64{1}}}}},
			Figure{Picture: Matrix{Rows: []Row{{Label: s, To: s}}, Cols: []Col{{Label: s}}, Cells: [][]Tick{{{Note: s}}}}},
		}}
		checkPage(t, "page", written(t, HTML, d))
		for _, r := range string(written(t, Markdown, d)) {
			if r < ' ' && r != '\n' || r == '\u202e' {
				t.Errorf("Markdown of %q holds %U", s, r)
			}
		}
		for _, l := range strings.Split(string(written(t, formats[0].write, d)), "\n") {
			if columns(l) > 80 || strings.ContainsAny(l, "\x1b\a\r\t") {
				t.Errorf("text of %q has the line %q", s, l)
			}
		}
	})
}
