package cable

import (
	"strings"
	"unicode/utf8"
)

// startsNumbered reports whether a line begins with a paragraph's number: 1. or 12.
func startsNumbered(s string) bool {
	_, rest, ok := cutNumber(s)
	return ok && rest != ""
}

// cutNumber takes a number of up to three digits and its stop off a line.
func cutNumber(s string) (n int, rest string, ok bool) {
	d := digitsAt(s)
	if d == 0 || d > 3 || d == len(s) {
		return 0, s, false
	}
	switch {
	case (s[d] == '.' || s[d] == ')') && (d+1 == len(s) || s[d+1] == ' ' || s[d+1] == '(' || letter(s[d+1]) || s[d+1] >= utf8.RuneSelf):
		return number(s[:d]), trimLeft(s[d+1:]), true
	case s[d] == ' ' && d+1 < len(s) && s[d+1] == '(': // 4 (C)
		if mark, _ := cutMark(trimLeft(s[d:])); mark != "" {
			return number(s[:d]), trimLeft(s[d:]), true
		}
	}
	return 0, s, false
}

// trimLeft takes spaces, also odd ones, off the beginning.
func trimLeft(s string) string {
	for s != "" {
		if s[0] == ' ' || s[0] == '\t' {
			s = s[1:]
		} else if r, n := utf8.DecodeRuneInString(s); s[0] >= utf8.RuneSelf && odd(r) && r != '“' {
			s = s[n:]
		} else {
			break
		}
	}
	return s
}

// cutMark takes a portion mark off a paragraph: (C), (S//NF), (SBU), C - ENTIRE
// TEXT. Of a mark in parentheses only the letters are kept.
func cutMark(s string) (mark, rest string) {
	if s == "" || s[0] != '(' {
		return "", s
	}
	end := strings.IndexByte(s, ')')
	if end < 2 || end > 60 {
		return "", s
	}
	m := strings.Join(strings.Fields(capitals(s[1:end])), " ")
	if !knownMark(m) {
		return "", s
	}
	return m, trimLeft(s[end+1:])
}

// knownMark reports whether m begins with a mark of the table or a level.
func knownMark(m string) bool {
	m = strings.TrimPrefix(m, "//")
	first, _, _ := strings.Cut(m, "//")
	first, _, _ = strings.Cut(first, " ")
	first, _, _ = strings.Cut(first, "-")
	if _, ok := portionMarks()[strings.TrimSpace(first)]; ok {
		return true
	}
	if _, ok := portionMarks()[strings.ReplaceAll(m, " ", "")]; ok {
		return true
	}
	if len(first) != 3 { // a country's code before the level: DEU TS
		return false
	}
	_, level, _ := strings.Cut(m, " ")
	_, ok := portionMarks()[level]
	return ok
}

// mostLines is how many lines of a telegram are parted into paragraphs, mostBytes how
// long a text may be before it is doubted: a thousand pages and more.
const (
	mostLines = 100_000
	mostBytes = 4 << 20
)

// text parts the lines of a message's text into paragraphs and headings, and takes
// the signature off the end.
func (r *reader) text(t *Telegram, body []int) {
	body = r.signature(t, body)
	b := builder{reader: r, t: t, lines: make([]int, 0, 64)}
	size := 0
	for _, i := range body {
		size += int(r.lines[i].end - r.lines[i].start)
	}
	if size > mostBytes && len(body) <= mostLines {
		r.find(finding{code: "too-long", line: body[0], width: 1, text: r.words("the text has %d MB, more than a thousand pages", size>>20), hint: "see whether telegrams have run into each other, or the file is something else"})
	}
	if len(body) > 0 {
		room := 4 + min(len(body), mostLines)/8
		t.Body, t.Where = make([]Block, 0, room), make([]Span, 0, room)
	}
	for k := 0; k < len(body); k++ {
		if k == mostLines {
			r.find(finding{code: "too-long", line: body[k], width: 1, text: r.words("the text has %d lines; from here on it was not parted into paragraphs", len(body)), hint: "see whether telegrams have run into each other"})
			b.flush()
			b.open, b.block, b.skip = true, Block{After: b.last}, 0
			b.lines = append(b.lines, body[k:]...)
			break
		}
		if n := r.heading(body[k:], k == 0 || r.apart(body[k-1], body[k])); n > 0 {
			b.heading(body[k : k+n])
			k += n - 1
			continue
		}
		b.line(body, k)
	}
	b.flush()
	passages(t)
}

// builder collects the lines of the paragraph under way.
type builder struct {
	*reader
	t     *Telegram
	block Block
	lines []int
	skip  int // of the first line, what number and mark take
	last  int // the number of the last numbered paragraph
	open  bool
}

// line adds one line, or begins a paragraph with it.
func (b *builder) line(body []int, k int) {
	i := body[k]
	s := b.s(i)
	apart := k == 0 || b.apart(body[k-1], i)
	n, rest, numbered := cutNumber(s)
	switch {
	case numbered && b.follows(n, apart, k == 0):
		b.flush()
		b.begin(n, s, rest, i)
		return
	case !numbered && apart && k > 0 && b.damagedNumber(s, i):
		return
	case apart && b.open:
		b.flush()
	}
	if !b.open {
		b.open, b.block, b.skip = true, Block{After: b.last}, 0
	}
	b.lines = append(b.lines, i)
}

// follows reports whether a number begins a paragraph. Numbers that start again, or
// jump, belong to a list within the paragraph.
func (b *builder) follows(n int, apart, first bool) bool {
	switch {
	case n == b.last+1:
		return true
	case first && b.last == 0 && len(b.t.Sections) > 0 && b.t.Sections[0].Number > 1:
		return true
	case apart && n > b.last && n <= b.last+3 && b.last > 0:
		return true
	}
	return false
}

func (b *builder) begin(n int, s, rest string, i int) {
	if b.last > 0 && n > b.last+1 {
		b.find(finding{code: "paragraph-missing", line: i, width: digitsAt(s), text: b.words("paragraph %d follows paragraph %d", n, b.last),
			hint: "look in another copy whether a paragraph is lost, or the number is wrong"})
	}
	mark, text := cutMark(rest)
	b.open, b.last = true, n
	b.block = Block{Number: n, Mark: mark}
	b.skip = len(s) - len(text)
	b.lines = append(b.lines[:0], i)
}

// damagedNumber takes 6 for 6. where six is due, and says so.
func (b *builder) damagedNumber(s string, i int) bool {
	d := digitsAt(s)
	if d == 0 || d > 2 || d+2 >= len(s) || s[d] != ' ' || number(s[:d]) != b.last+1 || b.last == 0 {
		return false
	}
	b.flush()
	b.begin(b.last+1, s, trimLeft(s[d:]), i)
	b.find(finding{code: "damaged-number", line: i, width: d, text: b.words("the number of the paragraph has lost its stop; it was read as %d.", b.last), hint: "compare with another copy"})
	return true
}

// flush ends the paragraph under way. Its text is cut out of the file where its
// lines stand together, and put together where pages part them.
func (b *builder) flush() {
	if !b.open {
		return
	}
	b.open = false
	first := b.reader.lines[b.lines[0]]
	from := int(first.start)
	if b.block.Number > 0 {
		from = int(first.from) + b.skip
	}
	whole := true
	for k := 1; k < len(b.lines) && whole; k++ {
		l, before := &b.reader.lines[b.lines[k]], &b.reader.lines[b.lines[k-1]]
		whole = b.lines[k] == b.lines[k-1]+1 && l.start == before.end+1 && tidy(b.src[before.start:before.end])
	}
	if whole {
		last := b.reader.lines[b.lines[len(b.lines)-1]]
		b.block.Text = trimEnd(b.src[from:last.end])
	} else {
		var sb strings.Builder
		size := len(b.lines)
		for _, i := range b.lines {
			size += int(b.reader.lines[i].end - b.reader.lines[i].start)
		}
		sb.Grow(size)
		for k, i := range b.lines {
			l := b.reader.lines[i]
			if k == 0 {
				sb.WriteString(trimEnd(b.src[from:l.end]))
				continue
			}
			sb.WriteByte('\n')
			sb.WriteString(trimEnd(b.src[l.start:l.end]))
		}
		b.block.Text = sb.String()
	}
	b.t.Body = append(b.t.Body, b.block)
	b.t.Where = append(b.t.Where, b.span(b.lines))
	b.lines = b.lines[:0]
}

// trimEnd takes spaces and tabs off the end.
func trimEnd(s string) string {
	n := len(s)
	for n > 0 && (s[n-1] == ' ' || s[n-1] == '\t') {
		n--
	}
	return s[:n]
}

// tidy reports whether a line ends without a space.
func tidy(s string) bool { return s == "" || s[len(s)-1] > ' ' }

// rule reports whether a line is nothing but dashes or the like.
func rule(s string) bool {
	if len(s) < 3 {
		return false
	}
	for _, c := range s {
		switch c {
		case '-', '—', '–', '―', '=', '_', ' ', '*':
		default:
			return false
		}
	}
	return true
}

// heading is how many lines at the beginning of body make a heading: a rule, one
// or two short lines, a rule; or the same without the first rule.
func (r *reader) heading(body []int, apart bool) int {
	at := 0
	if rule(r.s(body[0])) {
		at = 1
	} else if !apart {
		return 0
	}
	for n := at + 1; n <= at+2 && n < len(body); n++ {
		s := r.s(body[n-1])
		if rule(s) || len(s) > 80 || strings.Contains(s, "   ") || startsNumbered(s) || r.apart(body[n-1], body[n]) {
			return 0
		}
		if rule(r.s(body[n])) {
			return n + 1
		}
	}
	return 0
}

func (b *builder) heading(ls []int) {
	b.flush()
	h := Block{Heading: true, After: b.last, Ruled: "below"}
	var words []string
	for k, i := range ls {
		l := &b.reader.lines[i]
		l.role = HeadingLine
		if rule(b.s(i)) {
			if k == 0 {
				h.Ruled = "around"
			}
			continue
		}
		words = append(words, b.s(i))
	}
	h.Text = strings.Join(words, "\n")
	b.t.Body = append(b.t.Body, h)
	b.t.Where = append(b.t.Where, b.span(ls))
}

func (r *reader) span(ls []int) Span {
	return Span{int(r.lines[ls[0]].num), int(r.lines[ls[len(ls)-1]].num)}
}
