package cable

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Write lays a message out as a telegram: format lines, text, end, each section by
// itself. Reading what it wrote gives the same message; a message that holds lines
// which would be read as something else is refused, and nothing is written.
func Write(w io.Writer, m *Message) error {
	text := m.layout()
	ts, _ := Read("", []byte(text))
	if len(ts) != 1 || !Same(&ts[0].Message, m) {
		return fmt.Errorf("the message cannot be written so that it reads the same: %s", difference(nil, ts, m))
	}
	_, err := io.WriteString(w, text)
	return err
}

// layout writes the message, section by section.
func (m *Message) layout() string {
	l := &layout{m: m}
	for _, b := range m.Body {
		l.block(b)
	}
	if len(m.Sections) == 0 {
		l.head(&m.Head, nil)
		l.textHead()
		l.text(len(l.lines))
		l.end(m.End)
		return l.out.String()
	}
	for k, s := range m.Sections {
		head, ended := &m.Head, s.Ended
		if k > 0 && s.Head != nil {
			head = s.Head
		}
		if k > 0 && head.Start == "" && head.Filed == nil && m.Sections[k-1].Ended.Mark == "" {
			fmt.Fprintf(&l.out, "PAGE 01 %s %s %02d OF %02d\n", m.Post, m.Serial, s.Number, s.Of)
		}
		l.head(head, &s)
		if k == 0 {
			l.textHead()
		}
		n := s.Lines
		if k == len(m.Sections)-1 {
			n, ended = len(l.lines), m.End
		}
		l.text(n)
		l.end(ended)
	}
	return l.out.String()
}

type layout struct {
	m     *Message
	out   strings.Builder
	lines []bodyLine
	done  int
}

// bodyLine is one line of the text, with a blank line before it or not.
type bodyLine struct {
	text  string
	blank bool
}

func (l *layout) say(parts ...string) {
	if s := strings.TrimRight(strings.Join(parts, ""), " "); s != "" {
		l.out.WriteString(s)
		l.out.WriteByte('\n')
	}
}

// head writes format lines 1 to 11 and the classification line.
func (l *layout) head(h *Head, s *Section) {
	l.say(h.Start)
	if r := h.Relay; r != nil {
		l.say(r.Precedence, " ", strings.Join(r.Stations, " "))
	}
	if f := h.Filed; f != nil {
		serial := f.Serial
		if serial != "" {
			serial = " #" + serial
			if f.Section != "" {
				serial += "/" + f.Section
			}
		}
		l.say("DE ", f.Station, serial, " ", f.Day, f.Time)
	}
	l.say(h.Security)
	if !h.DTG.IsZero() {
		group := ""
		for _, p := range []Precedence{h.Precedence, h.InfoPrec} {
			if p != "" {
				group += string(p) + " "
			}
		}
		l.say(group, h.DTG.String(), " ", h.Signals)
	}
	if h.From != "" {
		l.say("FM ", h.From)
	}
	l.addresses("TO ", h.To)
	l.addresses("INFO ", h.Info)
	for _, x := range h.Exempt {
		l.say("XMT ", x)
	}
	l.say(h.Groups)
	if h.Break {
		l.say("BT")
	}
	l.label(s)
}

func (l *layout) addresses(word string, list []Addressee) {
	for i, a := range list {
		if i > 0 {
			word = ""
		}
		l.say(word, a.String())
	}
}

// String is the address as a telegram has it.
func (a Addressee) String() string {
	s := a.Name
	if a.Indicator != "" {
		s = a.Indicator + "/" + s
	}
	if a.Precedence != "" {
		s += " " + a.Precedence.Word()
	}
	if a.Serial != "" {
		s += " " + a.Serial
	}
	return strings.TrimSpace(s)
}

// label writes the classification line: classified levels letter by letter.
func (l *layout) label(s *Section) {
	m := l.m
	if m.Classification == "" {
		return
	}
	class := m.Classification
	switch class {
	case "UNCLASSIFIED":
		class = "UNCLAS"
	case "TOP SECRET", "SECRET", "CONFIDENTIAL", "RESTRICTED":
		class = strings.Join(strings.Split(strings.ReplaceAll(class, " ", ""), ""), " ")
	}
	section := ""
	if s != nil {
		section = fmt.Sprintf(" SECTION %02d OF %02d", s.Number, s.Of)
	}
	l.out.WriteByte('\n')
	l.say(class, section, " ", m.Post, " ", m.Serial)
}

// textHead writes what stands between classification line and text.
func (l *layout) textHead() {
	m := l.m
	if len(m.Captions) > 0 {
		l.out.WriteByte('\n')
	}
	for _, c := range m.Captions {
		l.say(c)
	}
	if len(m.Passing) > 0 {
		l.out.WriteByte('\n')
	}
	for _, p := range m.Passing {
		l.say(p)
	}
	l.out.WriteByte('\n')
	if o := m.Order; o != nil {
		l.say("E.O. ", o.Number, ": ", o.Text)
	}
	if m.Tags != nil || m.Names != nil {
		list := strings.Join(m.Tags, ", ")
		for _, n := range m.Names {
			if list != "" {
				list += ", "
			}
			list += "(" + n + ")"
		}
		l.wrapped("TAGS: ", list, tagsField)
	}
	if s := m.Subject; s != nil {
		text := s.Text
		if s.Mark != "" {
			text = "(" + s.Mark + ") " + text
		}
		l.wrapped("SUBJECT: ", text, subjectField)
	}
	for i, r := range m.Refs {
		word := "     "
		if i == 0 {
			word = "REF: "
		}
		if r.Label != "" {
			word += r.Label + ". "
		}
		l.say(word, r.Text)
	}
	if m.ClassifiedBy != "" {
		l.out.WriteByte('\n')
		l.wrapped("CLASSIFIED BY: ", m.ClassifiedBy, classifiedField)
	}
}

// wrapped writes a field over as many lines as it needs.
func (l *layout) wrapped(word, text string, f field) {
	lines := wrap(text, lineWidth()-len(word), lineWidth()-3, func(s string, above []string) bool {
		u := capitals(s)
		other, _ := fieldOf(u)
		return other == noField && continues(f, u, above)
	})
	l.say(word, lines[0])
	for _, s := range lines[1:] {
		l.say("   ", s)
	}
}

// block lays a paragraph or heading out in lines.
func (l *layout) block(b Block) {
	add := func(s string, blank bool) { l.lines = append(l.lines, bodyLine{s, blank}) }
	if b.Heading {
		rule := strings.Repeat("-", min(lineWidth(), max(3, utf8.RuneCountInString(b.Text))))
		blank := true
		if b.Ruled == "around" {
			add(rule, true)
			blank = false
		}
		for _, s := range strings.Split(b.Text, "\n") {
			add(s, blank)
			blank = false
		}
		add(rule, false)
		return
	}
	text := b.Text
	if b.Mark != "" {
		text = strings.TrimRight("("+b.Mark+") "+text, " ")
	}
	if b.Number > 0 {
		text = strings.TrimRight(itoa(b.Number)+". "+text, " ")
	}
	for i, s := range strings.Split(text, "\n") {
		add(s, i == 0)
	}
}

// text writes the next n lines of the text.
func (l *layout) text(n int) {
	for i := 0; i < n && l.done < len(l.lines); i++ {
		line := l.lines[l.done]
		l.done++
		if line.blank || i == 0 {
			l.out.WriteByte('\n')
		}
		l.out.WriteString(line.text)
		l.out.WriteByte('\n')
	}
	if l.done == len(l.lines) && l.m.Signature != "" {
		l.out.WriteByte('\n')
		l.say(l.m.Signature)
	}
}

func (l *layout) end(e End) {
	if e.Break || e.Serial != "" || e.Mark != "" {
		l.out.WriteByte('\n')
	}
	if e.Break {
		l.say("BT")
	}
	l.say(e.Serial)
	l.say(e.Mark)
}

// lineWidth is the longest line a telegram has, in characters.
func lineWidth() int { return limits()["line"] }

// wrap breaks a text into lines at spaces. A line that would be read as something
// else than a continuation is not begun: its word stays on the line above.
func wrap(text string, first, rest int, fits func(line string, above []string) bool) []string {
	words := strings.Fields(text)
	if len(words) == 0 {
		return []string{""}
	}
	lines := []string{words[0]}
	width := first
	for i, w := range words[1:] {
		last := &lines[len(lines)-1]
		if utf8.RuneCountInString(*last)+1+utf8.RuneCountInString(w) <= width || !fits(strings.Join(words[i+1:], " "), lines) {
			*last += " " + w
			continue
		}
		lines = append(lines, w)
		width = rest
	}
	return lines
}
