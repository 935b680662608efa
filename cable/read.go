package cable

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"entente/act"
)

// MaxBytes and MaxLines are the largest file read: forty thousand telegrams, or one
// beyond any that was ever sent.
const (
	MaxBytes = 128 << 20
	MaxLines = 8 << 20
)

// Read finds the telegrams in a text. It takes whatever comes: pages, stamps, a
// database's row or a web page around them, several telegrams in one file,
// sections out of order. A text without a telegram gives none, and a problem that
// says what was looked for.
func Read(name string, src []byte) ([]*Telegram, act.Problems) {
	if len(src) > MaxBytes || bytes.Count(src, []byte("\n")) > MaxLines {
		return nil, act.Problems{{Place: act.Place{File: name}, Code: "too-large", Text: fmt.Sprintf("the file has %d MB in %d lines; at most %d MB and %d lines are read", len(src)>>20, bytes.Count(src, []byte("\n")), MaxBytes>>20, MaxLines),
			Hint: "if it holds many telegrams, part it after the lines NNNN"}}
	}
	r := &reader{name: name, src: string(src)}
	r.lines = split(r.src)
	r.clean = printable(r.src)
	r.start = strings.Contains(r.src, "ZCZC") || strings.Contains(r.src, "zczc")
	r.scan()
	ts := r.assemble()
	if len(ts) == 0 {
		return nil, act.Problems{{Place: act.Place{File: name}, Code: "no-telegram", Text: "there is no telegram here: neither a date-time group with FM, nor a classification line with a serial",
			Hint: "name a file that holds one, as text"}}
	}
	for _, t := range ts {
		t.check(r)
	}
	return ts, nil
}

// reader goes through the lines of one file.
type reader struct {
	name  string
	src   string
	lines []line
	parts []*part
	start bool // it has a start of message, ZCZC
	clean bool // every byte of it is printable ASCII or a line break
	cuts  int  // lines that were cut in two

	into     *[]Addressee // where an address without a word of its own belongs
	captions []int        // lines captions stand on
	places   places
	found    []finding
}

// part is one transmission: a telegram, or a section of one.
type part struct {
	Message
	section, of  int
	labelled     int   // the line its text opens with, -1 for none
	body         []int // its lines of text, before they are parted into blocks
	from, to     int   // the first and last line that is its own
	distribution []string
	captionAt    []int
	places       places
	found        []finding
}

func (r *reader) at(what spot, i, col, width int) {
	if p := &r.places[what]; !p.there {
		*p = place{i, col, width, true}
	}
}

func (r *reader) glued(is bool, i int, word string) {
	if is {
		r.find(finding{code: "glued", line: i, width: len(word), text: word + " is glued to what follows it", hint: "part them with a space"})
	}
}

// state is where in a telegram the reader stands.
type state uint8

const (
	outside state = iota
	inHeader
	inText
	ended
)

// scan gives every line its role, and every transmission its lines. A
// transmission opens with format lines 1 to 5, with page one, or after an end.
func (r *reader) scan() {
	var p *part
	st := outside
	open := func(i int) {
		r.close(p)
		p = &part{from: i, to: i, labelled: -1}
		r.places, r.captions, r.found, r.into = places{}, nil, nil, nil
		r.parts = append(r.parts, p)
		st = inHeader
	}
	for i := 0; i < len(r.lines); i++ {
		l := &r.lines[i]
		s := r.s(i)
		if s == "" {
			continue
		}
		if l.role = furniture(s); l.role != Outside {
			if l.role == Page && firstPage(s) && st != inHeader {
				open(i)
			}
			continue
		}
		if st == outside || st == ended {
			if r.wrapped(i) {
				st = outside
				continue
			}
			if repeats(s) {
				l.role = Banner
				continue
			}
			if begin := r.begins(i); begin >= 0 {
				if begin > 0 { // a wrapper's line ends with the first format line
					r.cut(i, int(l.from)+begin)
					continue
				}
				open(i)
			} else {
				if st == ended {
					r.closing(p, i)
				}
				continue
			}
		} else if st == inText && r.newStart(i) {
			open(i)
		}
		p.to = i
		switch st {
		case inHeader:
			st = r.headerLine(p, i)
		case inText:
			st = r.textLine(p, i)
		}
		if st == outside {
			l.role = Outside
		}
	}
	r.close(p)
}

// headerLine reads one line of the header and says what comes next.
func (r *reader) headerLine(p *part, i int) state {
	if at := strings.Index(r.s(i), "”"); at >= 0 {
		if next := strings.Index(r.s(i)[at:], "“"); next > 0 {
			r.cut(i, int(r.lines[i].from)+at+next)
		}
	}
	l := &r.lines[i]
	if c := r.src[l.from]; c == '"' || c >= utf8.RuneSelf || r.src[l.to-1] == '"' || r.src[l.to-1] >= utf8.RuneSelf {
		if r.bare(i); l.from >= l.to {
			return inHeader
		}
	}
	s := r.s(i)
	u := capitals(s)
	if archived(u) {
		return outside
	}
	lab, labelled := parseLabel(u, false)
	if !labelled && !p.DTG.IsZero() && p.From != "" {
		lab, labelled = parseLabel(u, true)
	}
	if labelled {
		r.open(p, &lab, i)
		l.role = TextHead
		return inText
	}
	if banner(u) && p.Break { // the text opens with a classification alone
		p.Classification, p.labelled, l.role = classOf(u), i, TextHead
		return inText
	}
	if banner(u) {
		l.role = Banner
		return inHeader
	}
	if f, _ := fieldOf(u); f != noField && (p.From != "" || !p.DTG.IsZero()) {
		return r.textLine(p, i) // no classification line: the text begins
	}
	if p.DTG.IsZero() && distribution(u) {
		p.distribution = append(p.distribution, s)
		l.role = Distributed
		return inHeader
	}
	if startsNumbered(s) && p.From != "" {
		return r.textLine(p, i)
	}
	if len(u) > 70 && r.into != nil {
		return r.textLine(p, i)
	}
	l.role = Header
	if r.header(&p.Head, i) {
		return inHeader
	}
	if p.DTG.IsZero() {
		p.distribution = append(p.distribution, s)
		l.role = Distributed
		return inHeader
	}
	return r.textLine(p, i)
}

// open takes what the classification line says.
func (r *reader) open(p *part, lab *label, i int) {
	p.Classification, p.Post, p.Serial = lab.class, lab.post, lab.serial
	p.section, p.of, p.labelled = lab.section, lab.of, i
	width := len(r.s(i))
	r.at(atLabel, i, 0, width)
	for _, c := range lab.captions {
		p.Captions = append(p.Captions, c)
		r.captions = append(r.captions, i)
	}
	if !lab.exact {
		r.find(finding{code: "damaged-classification", line: i, width: width, text: "the classification is misspelt; it was read as " + lab.class, hint: "compare with the classification on the other pages"})
	}
	if lab.glued {
		r.find(finding{code: "glued", line: i, width: width, text: "the section's words are damaged or glued together", hint: "write SECTION 01 OF 02"})
	}
}

// textLine takes one line of the text.
func (r *reader) textLine(p *part, i int) state {
	l := &r.lines[i]
	u := r.s(i)
	if len(u) <= 5 {
		u = capitals(u)
	}
	switch {
	case len(u) <= 5 && (u == "BT" || u == "NNNN" || u == "NNN" || strings.HasPrefix(u, "#") && digits(u[1:])), strings.HasPrefix(u, "<< END"), u == "EEEEEEEE":
		r.closing(p, i)
		return ended
	case u[0] == 'M' && archived(u):
		return outside
	case u[0] == 'Z' && strings.HasPrefix(u, "ZCZC"):
		return ended
	}
	if repeats(u) {
		l.role = Banner
		return inText
	}
	l.role = Text
	p.body = append(p.body, i)
	return inText
}

// closing reads format lines 13 to 16.
func (r *reader) closing(p *part, i int) bool {
	l := &r.lines[i]
	u := capitals(r.s(i))
	switch {
	case u == "BT" && !p.End.Break:
		p.End.Break = true
	case strings.HasPrefix(u, "#") && digits(u[1:]) && p.End.Serial == "":
		p.End.Serial = u
		r.at(atEnd, i, 0, len(u))
	case (strings.HasPrefix(u, "NNN") && strings.Trim(u, "N") == "" || strings.HasPrefix(u, "<< END") || u == "EEEEEEEE") && p.End.Mark == "":
		p.End.Mark = u
	default:
		return false
	}
	l.role = Ending
	p.to = i
	return true
}

// furniture recognises what stands on every page and is no part of a message.
func furniture(s string) Role {
	switch s[0] {
	case 'P', 'p':
		if len(s) > 7 && begins(s, "PAGE ") && digit(s[5]) && len(s) < 80 {
			return Page
		}
	}
	if len(s) > 40 && strings.IndexByte(s, '/') > 0 && strings.Contains(s, "Declassified/Released") {
		return Stamp
	}
	return Outside
}

// firstPage reports whether a page line is that of page one.
func firstPage(s string) bool {
	n, _ := leadingNumber(s[5:])
	return n == 1
}

// repeats reports whether a line is a classification as pages repeat it.
func repeats(s string) bool { return len(s) < 48 && classed(s) && banner(capitals(s)) }

// classed tells from its first letters whether a line may open with a
// classification; few lines of a text do.
func classed(s string) bool {
	if len(s) < 6 {
		return false
	}
	second := upper(s[1])
	switch upper(s[0]) {
	case 'T', 'C':
		return second == 'O' || second == ' '
	case 'S', 'R':
		return second == 'E' || second == ' '
	case 'L':
		return second == 'I' || second == ' '
	case 'U':
		return second == 'N' || second == ' '
	}
	return false
}

// archived recognises the line that parts a telegram from the archive's record of it.
func archived(u string) bool { return u == "Message Attributes" || u == "MESSAGE ATTRIBUTES" }

// wrapped passes over the archive's titles.
func (r *reader) wrapped(i int) bool {
	s := r.s(i)
	return s == "Message Text" || s == "Message Attributes"
}

// begins reports whether a message begins on line i, and where in the line; -1
// where none does.
func (r *reader) begins(i int) int {
	s := r.s(i)
	if r.start { // the file has a start of message somewhere
		u := capitals(s)
		if at := strings.Index(u, "ZCZC"); at >= 0 && (at == 0 || at == 1 && u[0] == 'V') {
			return 0
		} else if at > 1 && u[at-1] == 'V' && !letter(u[at-2]) {
			return at - 1
		} else if at > 0 && !letter(u[at-1]) {
			return at
		}
	}
	if len(s) < 5 {
		return -1
	}
	is := false
	switch first, second := upper(s[0]), upper(s[1]); {
	case first == 'D' && second == 'E':
		is = parseFiling(capitals(s)) != nil
	case first == 'F' && second == 'M':
		is = len(s) < 60 && s[2] == ' ' && r.addressed(i)
	case classed(s) && digit(s[len(s)-1]):
		_, is = parseLabel(capitals(s), false)
	}
	if !is && (precedenceLetter(s[0]) != "" && (s[1] == ' ' || digit(s[1]) || upper(s[1]) == upper(s[0])) || digit(s[0]) && digit(s[1]) && digit(s[2])) {
		u := capitals(s)
		g, ok := cutGroup(u)
		is = ok && (g.action != "" || r.followed(i)) || parseRelay(u) != nil
	}
	if is {
		return 0
	}
	return -1
}

// newStart reports whether another transmission begins within the text, without
// page one between: format lines 1 to 3 are no words of a text.
func (r *reader) newStart(i int) bool {
	s := r.s(i)
	switch s[0] {
	case 'V', 'Z':
		return (strings.HasPrefix(s, "VZCZC") || strings.HasPrefix(s, "ZCZC")) && strings.IndexByte(s, ' ') < 0
	case 'D':
		return parseFiling(s) != nil
	}
	return false
}

// followed reports whether the next line names the originator.
func (r *reader) followed(i int) bool {
	for k := i + 1; k < len(r.lines); k++ {
		if s := r.s(k); s != "" {
			return begins(s, "FM")
		}
	}
	return false
}

// addressed reports whether the next line is one of addressees.
func (r *reader) addressed(i int) bool {
	for k := i + 1; k < len(r.lines); k++ {
		if s := r.s(k); s != "" {
			return begins(s, "TO ") || begins(s, "INFO ")
		}
	}
	return false
}

// distribution recognises the lines a receiving ministry sets above a message:
// offices with the number of copies, rules, the numbers of the day.
func distribution(u string) bool {
	if begins(u, "ACTION ") || begins(u, "ORIGIN ") || begins(u, "DRAFTED BY") || begins(u, "APPROVED BY") || strings.HasPrefix(u, "-----") || u[0] == '/' || digit(u[0]) && len(u) < 8 {
		return true
	}
	dash := strings.IndexByte(u, '-')
	return dash > 0 && dash+1 < len(u) && digit(u[dash+1])
}

func classOf(u string) string {
	c, _, _ := cutClass(u, false)
	return c
}

// apart reports whether a blank line parts two lines of text. What stands around
// pages and stamps parts nothing: it was not sent.
func (r *reader) apart(a, b int) bool {
	blank := false
	for k := a + 1; k < b; k++ {
		switch r.lines[k].role {
		case Empty:
			blank = true
		case Page, Banner, Stamp, Header, TextHead, Distributed, Ending, Outside:
			return false
		}
	}
	return blank
}
