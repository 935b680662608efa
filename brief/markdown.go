package brief

import (
	"io"
	"strconv"
	"strings"
)

// Markdown writes d as CommonMark with tables as GitHub has them. Pictures are
// given in words.
func Markdown(w io.Writer, d Document) error {
	m := &markdowner{in: tongue(d.Lang)}
	m.para("**" + escapeMarkdown(d.banner()) + "**")
	m.para("# " + escapeMarkdown(clean(d.Title)))
	if s := clean(d.Subtitle); s != "" {
		m.para("*" + escapeMarkdown(s) + "*")
	}
	var meta []string
	for _, p := range d.Meta {
		meta = append(meta, "- **"+escapeMarkdown(clean(p.Name))+":** "+escapeMarkdown(clean(p.Value)))
	}
	m.para(strings.Join(meta, "\n"))
	m.blocks(d.Blocks)
	m.para("**" + escapeMarkdown(d.banner()) + "**")
	_, err := io.WriteString(w, m.out.String())
	return err
}

type markdowner struct {
	in              tongue
	out             strings.Builder
	level           int // of the last heading
	tables, figures int
	afterList       bool // the last block is a list
}

// para writes one block, an empty line before it.
func (m *markdowner) para(s string) {
	if s == "" {
		return
	}
	if m.out.Len() > 0 {
		m.out.WriteByte('\n')
	}
	m.out.WriteString(s)
	m.out.WriteByte('\n')
	m.afterList = false
}

func (m *markdowner) blocks(bs []Block) {
	for _, b := range bs {
		switch b := b.(type) {
		case Heading:
			m.level = levelAfter(m.level, b.Level)
			m.para(strings.Repeat("#", m.level+1) + " " + escapeMarkdown(portion(b.Mark, b.Text)))
		case Paragraph:
			m.para(escapeMarkdown(portion(b.Mark, b.Text)))
		case List:
			var lines []string
			markdownList(&lines, b, "")
			m.list(lines)
		case Table:
			if b.Caption != "" {
				m.tables++
				m.caption(m.in.say("Table {number}", m.tables), portion(b.Mark, b.Caption))
			}
			m.table(b)
		case ReasonTree:
			var lines []string
			for _, r := range b.Reasons {
				markdownReason(&lines, r, "")
			}
			m.list(lines)
		case Callout:
			m.para("> **" + m.in.say(b.Kind.word()) + ".** " + escapeMarkdown(portion(b.Mark, b.Text)))
		case Figure:
			m.figures++
			m.caption(m.in.say("Figure {number}", m.figures), portion(b.Mark, b.Caption))
			m.blocks(words(b.Picture, m.in))
		}
	}
}

// list writes a list. Two lists one after the other would be read as one, so a
// comment parts them.
func (m *markdowner) list(lines []string) {
	if m.afterList {
		m.para("<!-- -->")
	}
	m.para(strings.Join(lines, "\n"))
	m.afterList = len(lines) > 0
}

func (m *markdowner) caption(word, s string) {
	m.para(strings.TrimSpace("**" + word + ".** " + escapeMarkdown(s)))
}

func markdownList(lines *[]string, l List, indent string) {
	for i, it := range l.Items {
		bullet := "- "
		if l.Ordered {
			bullet = strconv.Itoa(i+1) + ". "
		}
		text := portion(it.Mark, it.Text)
		if s := sign(it.Standing, it.Finding); s != "" {
			text = s + " " + text
		}
		*lines = append(*lines, indent+bullet+escapeMarkdown(text))
		markdownList(lines, List{Items: it.Items}, indent+strings.Repeat(" ", len(bullet)))
	}
}

func markdownReason(lines *[]string, r Reason, indent string) {
	text := clean(r.Statement)
	if r.Finding != "" {
		text = r.Finding.Sign() + " " + text
	}
	text = escapeMarkdown(text)
	for _, c := range r.Cites {
		if s := c.text(); s != "" {
			text += " " + escapeMarkdown(s)
		}
	}
	*lines = append(*lines, indent+"- "+text)
	for _, b := range r.Because {
		markdownReason(lines, b, indent+"  ")
	}
}

func (m *markdowner) table(b Table) {
	if len(b.Columns) == 0 {
		return
	}
	heads, rules := "|", "|"
	for _, c := range b.Columns {
		heads += " " + escapeMarkdown(clean(c.Head)) + " |"
		rules += map[Align]string{Start: " --- |", End: " ---: |", Centre: " :---: |"}[c.Align]
	}
	lines := []string{heads, rules}
	for r := range b.Rows {
		row := "|"
		for c := range b.Columns {
			text := escapeMarkdown(cellText(b.cell(r, c), m.in))
			if text != "" && b.cell(r, c).Strong {
				text = "**" + text + "**"
			}
			row += " " + text + " |"
		}
		lines = append(lines, row)
	}
	m.para(strings.Join(lines, "\n"))
}

// escapeMarkdown makes every character of s stand for itself wherever in a line s
// is put, in a table too.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case strings.ContainsRune("\\`*_[]<>#|~&$^", r),
			i == 0 && strings.ContainsRune("+-=:", r),
			(r == '.' || r == ')') && leadsList(s[:i]),
			r == '!' && strings.HasPrefix(s[i+1:], "["):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// leadsList reports whether s is digits only, so that a dot or parenthesis after
// it would begin a numbered list.
func leadsList(s string) bool {
	return s != "" && len(s) < 10 && strings.Trim(s, "0123456789") == ""
}
