package cable

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"entente/act"
	"entente/phrase"
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
	if len(src) > MaxBytes || len(src) > MaxLines && bytes.Count(src, []byte("\n")) > MaxLines {
		return nil, act.Problems{act.Wrong(phrase.New(), act.Place{File: name}, "too-large", "if it holds many telegrams, part it after the lines NNNN",
			"the file has %d MB in %d lines; at most %d MB and %d lines are read", len(src)>>20, bytes.Count(src, []byte("\n")), MaxBytes>>20, MaxLines)}
	}
	if bytes.HasPrefix(src, []byte{0xff, 0xfe}) || bytes.HasPrefix(src, []byte{0xfe, 0xff}) {
		return nil, act.Problems{act.Wrong(phrase.New(), act.Place{File: name}, "utf-16", "save it as UTF-8, or as plain text", "the file is in UTF-16")}
	}
	r := &reader{name: name, src: string(src)}
	r.lines, r.clean = split(r.src)
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
	said     phrase.Later
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
		*p = place{int32(i), int32(col), int32(width), true}
	}
}

func (r *reader) glued(is bool, i int, word string) {
	if is {
		r.find(finding{code: "glued", line: i, width: len(word), text: r.words("%s is glued to what follows it", word), hint: "part them with a space"})
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
		p = &part{from: i, to: i, labelled: -1, body: make([]int, 0, min(256, len(r.lines)-i))}
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
			if wrapped(s) {
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
	if archived(s) {
		return outside
	}
	lab, labelled := parseLabel(u, false)
	if !labelled && !p.DTG.IsZero() && p.From != "" && digit(u[len(u)-1]) {
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
		r.find(finding{code: "damaged-classification", line: i, width: width, text: r.words("the classification is misspelt; it was read as %s", lab.class), hint: "compare with the classification on the other pages"})
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
	case len(u) <= 5 && (u == "BT" || u == "NNNN" || u == "NNN" || strings.HasPrefix(u, "#") && digits(u[1:])), strings.HasPrefix(u, "<< END"), u == brokenOff:
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

// brokenOff is what an operator sends who breaks a transmission off (ACP 127: eight
// errors), instead of its end.
const brokenOff = "EEEEEEEE"

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
	case (strings.HasPrefix(u, "NNN") && strings.Trim(u, "N") == "" || strings.HasPrefix(u, "<< END") || u == brokenOff) && p.End.Mark == "":
		p.End.Mark = u
	default:
		return false
	}
	l.role = Ending
	p.to = i
	return true
}
