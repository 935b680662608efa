package brief

import (
	"io"
	"strconv"
	"strings"
)

// TextOptions say how a document is set as text.
type TextOptions struct {
	Width  int  // columns, 80 if zero, never less than 40; no line is longer
	Colour bool // ANSI colour for a terminal; without it the text holds no escape sequence
}

// Text writes d as plain text: its marking as the first and the last line, between
// them what it says, pictures in words.
func Text(w io.Writer, d Document, o TextOptions) error {
	if o.Width == 0 {
		o.Width = 80
	}
	t := &texter{width: max(o.Width, 40), colour: o.Colour, in: tongue(d.Lang)}
	t.banner(d)
	t.gap()
	t.title(d)
	t.blocks(d.Blocks)
	t.gap()
	t.banner(d)
	_, err := io.WriteString(w, t.out.String())
	return err
}

// texter sets lines one below the other. margin stands before every line.
type texter struct {
	out    strings.Builder
	in     tongue
	width  int // of the whole line
	margin string
	colour bool
	blank  bool // the last line is empty, or there is none
	level  int  // of the last heading

	tables, figures int // set so far
}

// room is the number of columns between the margin and the end of the line.
func (t *texter) room() int { return t.width - columns(t.margin) }

func (t *texter) line(s string) {
	s = strings.TrimRight(strings.ReplaceAll(t.margin+s, string(nbsp), " "), " ")
	t.out.WriteString(s)
	t.out.WriteByte('\n')
	t.blank = s == ""
}

// gap leaves one empty line, unless there is one.
func (t *texter) gap() {
	if !t.blank && t.out.Len() > 0 {
		t.line("")
	}
}

// para sets s with first before its first line and as much space before the others.
func (t *texter) para(first, s string) {
	indent := strings.Repeat(" ", columns(first))
	for i, l := range wrap(s, t.room()-columns(first)) {
		if i == 0 {
			t.line(first + l)
		} else {
			t.line(indent + l)
		}
	}
}

func (t *texter) banner(d Document) {
	for _, l := range wrap(d.banner(), t.width) {
		t.line(t.paint(strong, pad(l, t.width-(t.width-columns(l))/2, End)))
	}
}

func (t *texter) title(d Document) {
	for _, l := range wrap(clean(d.Title), t.width) {
		t.line(t.paint(strong, l))
	}
	if s := clean(d.Subtitle); s != "" {
		t.para("", s)
	}
	t.line(strings.Repeat("━", t.width))
	if len(d.Meta) == 0 {
		return
	}
	names := 0
	for _, p := range d.Meta {
		names = max(names, columns(clean(p.Name)))
	}
	names = min(names, t.width/3)
	for _, p := range d.Meta {
		left := wrap(clean(p.Name), names)
		right := wrap(clean(p.Value), t.width-names-2)
		for i := range max(len(left), len(right)) {
			t.line(t.paint(quiet, pad(at(left, i), names, Start)) + "  " + at(right, i))
		}
	}
}

func (t *texter) blocks(bs []Block) {
	for _, b := range bs {
		switch b := b.(type) {
		case Heading:
			t.heading(b)
		case Paragraph:
			t.gap()
			t.para("", portion(b.Mark, b.Text))
		case List:
			t.gap()
			t.list(b)
		case Table:
			t.gap()
			if b.Caption != "" {
				t.tables++
				t.caption(t.in.say("Table {number}", t.tables), portion(b.Mark, b.Caption))
			}
			t.table(b)
		case ReasonTree:
			t.gap()
			t.reasons(b.Reasons)
		case Callout:
			t.callout(b)
		case Figure:
			t.gap()
			t.figures++
			t.caption(t.in.say("Figure {number}", t.figures), portion(b.Mark, b.Caption))
			t.picture(b.Picture)
		}
	}
}

func (t *texter) heading(h Heading) {
	t.level = levelAfter(t.level, h.Level)
	t.gap()
	if t.level == 1 {
		t.line("")
	}
	longest := 0
	for _, l := range wrap(portion(h.Mark, h.Text), t.room()) {
		t.line(t.paint(strong, l))
		longest = max(longest, columns(l))
	}
	switch t.level {
	case 1:
		t.line(strings.Repeat("━", longest))
	case 2:
		t.line(strings.Repeat("─", longest))
	}
	t.blank = true // no gap between a heading and what it heads
}

// levelAfter is the level of a heading that asks for level want after one of
// level last: 1 to 3, and never more than one below the last.
func levelAfter(last, want int) int {
	return max(1, min(want, last+1, 3))
}

// caption sets "Figure 2. Who is in", close to what it names.
func (t *texter) caption(word, s string) {
	for _, l := range wrap(clean(word+". "+s), t.room()) {
		t.line(t.paint(strong, l))
	}
	t.blank = true
}

func (t *texter) callout(c Callout) {
	t.gap()
	style := c.Kind.style()
	inner := t.room() - 2
	lines := wrap(t.in.say(c.Kind.word())+". "+portion(c.Mark, c.Text), inner)
	for _, l := range lines {
		t.line(t.paint(style, "┃") + " " + l)
	}
}

func (k Kind) word() string {
	switch k {
	case Answer:
		return "Answer"
	case Warning:
		return "Warning"
	}
	return "Note"
}

func (t *texter) list(l List) {
	number, under := len(strconv.Itoa(len(l.Items))), 2
	if l.Ordered {
		under = number + 2
	}
	for i, it := range l.Items {
		first := "• "
		if s := sign(it.Standing, it.Finding); s != "" {
			first = t.paint(signStyle(it.Standing, it.Finding), s) + " "
		}
		if l.Ordered {
			n := strconv.Itoa(i+1) + "."
			if first == "• " {
				first = ""
			}
			first = pad(n, number+1, End) + " " + first
		}
		t.para(first, portion(it.Mark, it.Text))
		if len(it.Items) > 0 {
			t.indented(strings.Repeat(" ", under), func() { t.list(List{Items: it.Items}) })
		}
	}
}

// indented sets what do sets with a wider margin, as long as there is room for it.
func (t *texter) indented(by string, do func()) {
	old := t.margin
	if t.room()-columns(by) >= 24 {
		t.margin += by
	}
	do()
	t.margin = old
}

// sign is the sign of a standing or else of a finding, empty if there is neither.
func sign(s Standing, f Finding) string {
	switch {
	case s != "":
		return s.Sign()
	case f != "":
		return f.Sign()
	}
	return ""
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
