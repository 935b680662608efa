package cable

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// Role says what a line of a file is. Every line has one, so that nothing of a
// copy is lost and nothing of its wrapping gets into the text.
type Role uint8

// The roles.
const (
	Outside       Role = iota // around the message: a database's row, a web page, the archive's attributes
	Empty                     // nothing, or space
	Page                      // PAGE 02 LA PAZ 00080 051326Z
	Banner                    // a classification line that repeats on each page
	Stamp                     // the stamp of a release
	Distributed               // distribution within the receiving ministry
	Header                    // format lines 1 to 11
	TextHead                  // classification, captions, order, TAGS, subject, references
	Text                      // a line of a paragraph
	HeadingLine               // a heading, or a rule around one
	SignatureLine             // the name the message is signed with
	Ending                    // format lines 13 to 16
)

// String is the role in a word.
func (r Role) String() string {
	return [...]string{"outside", "empty", "page", "banner", "stamp", "distribution", "header", "text head", "text", "heading", "signature", "end"}[r]
}

// line is one line of the file: where it stands, and what is left of it without the
// spaces at its ends. It holds no pointer, for a file may have millions.
type line struct {
	start, end int32 // in the file, without the line break
	from, to   int32 // without spaces around it
	num        int32 // its number in the file, from 1
	role       Role
}

// s is a line without the spaces around it.
func (r *reader) s(i int) string { return r.src[r.lines[i].from:r.lines[i].to] }

// A Line is one line of the file as [Telegram.Lines] gives it.
type Line struct {
	Number int
	Role   Role
	Text   string // as it stands, without the line break
}

// Lines gives every line of the file with what it was read as.
func (t *Telegram) Lines() []Line {
	out := make([]Line, len(t.lines))
	for i, l := range t.lines {
		out[i] = Line{int(l.num), l.role, t.src[l.start:l.end]}
	}
	return out
}

// split cuts a text into lines at LF, CR LF and lone CR, and says whether it is clean:
// every byte printable ASCII or a line break, as in most telegrams.
func split(src string) (lines []line, clean bool) {
	lines, clean = make([]line, 0, strings.Count(src, "\n")+1), true
	start := 0
	for at := 0; at < len(src); at += 8 {
		v := uint64(0)
		if at+8 <= len(src) {
			v = eight(src[at:])
		} else {
			v = padded(src[at:])
		}
		feeds := hits(v, '\n')
		if seen := v | feeds>>1; (seen|(seen-ones*' '))&tops != 0 { // a byte above 0x7f, or below a space
			clean = clean && printable(src[at:min(at+8, len(src))])
			feeds |= hits(v, '\r')
		}
		for ; feeds != 0; feeds &= feeds - 1 {
			end := at + bits.TrailingZeros64(feeds)/8
			if end < start { // the LF of a CR LF
				continue
			}
			if end == start {
				lines = append(lines, line{start: int32(end), end: int32(end), from: int32(end), to: int32(end), num: int32(len(lines) + 1), role: Empty})
			} else {
				lines = append(lines, makeLine(src, start, end, len(lines)+1))
			}
			start = end + 1
			if src[end] == '\r' && start < len(src) && src[start] == '\n' {
				start++
			}
		}
	}
	if start < len(src) {
		lines = append(lines, makeLine(src, start, len(src), len(lines)+1))
	}
	return lines, clean
}

func makeLine(src string, start, end, num int) line {
	from, to := start, end
	for from < to && src[from] == ' ' {
		from++
	}
	for from < to && src[to-1] == ' ' {
		to--
	}
	if from < to && (spaceLike(src[from]) || spaceLike(src[to-1])) { // a tab, or an odd space
		body := trimHead(src[from:to])
		from = to - len(body)
		to = from + len(trimTail(body))
	}
	l := line{start: int32(start), end: int32(end), from: int32(from), to: int32(to), num: int32(num)}
	if from == to {
		l.role = Empty
	}
	return l
}

// spaceLike reports whether a byte is a space or control, or may belong to an odd one.
func spaceLike(c byte) bool { return c <= ' ' || c >= 0x7f }

// cut parts line i in two at a byte of the file; both keep its number. Databases
// set fields of a telegram beside each other on one line; few lines need it.
func (r *reader) cut(i, at int) {
	if r.cuts++; r.cuts > 1000 {
		return
	}
	l := r.lines[i]
	r.lines[i] = makeLine(r.src, int(l.start), at, int(l.num))
	r.lines = slices.Insert(r.lines, i+1, makeLine(r.src, at, int(l.end), int(l.num)))
}

// trim takes spaces, also odd ones, off both ends.
func trim(s string) string { return trimTail(trimHead(s)) }

func trimHead(s string) string {
	for s != "" {
		if s[0] <= ' ' || s[0] == 0x7f {
			s = s[1:]
			continue
		}
		if s[0] < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeRuneInString(s)
		if !odd(r) {
			break
		}
		s = s[n:]
	}
	return s
}

func trimTail(s string) string {
	for s != "" {
		c := s[len(s)-1]
		if c <= ' ' || c == 0x7f {
			s = s[:len(s)-1]
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeLastRuneInString(s)
		if !odd(r) {
			break
		}
		s = s[:len(s)-n]
	}
	return s
}

// bare takes the quotation marks off that a database sets around a field.
func (r *reader) bare(i int) {
	l := &r.lines[i]
	s := r.s(i)
	inner := trimHead(strings.TrimLeft(s, "“”\""))
	l.from = l.to - int32(len(inner))
	l.to = l.from + int32(len(trimTail(strings.TrimRight(inner, "“”\""))))
}

// odd are the characters that stand for nothing at the end of a line.
func odd(r rune) bool {
	switch r {
	case 0xa0, 0x2009, 0x202f, 0x200b, 0xfeff, '¶':
		return true
	}
	return bidi(r)
}

// bidi are the characters that turn the direction of text, and can hide what a
// line says.
func bidi(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f || r == 0x061c
}

// begins reports whether s begins with a word in capitals, whatever its own case.
func begins(s, word string) bool {
	if len(s) < len(word) {
		return false
	}
	for i := range len(word) {
		if upper(s[i]) != word[i] {
			return false
		}
	}
	return true
}

// after gives what follows a word and its colon or space.
func after(s, word string) string {
	return strings.TrimLeft(trim(s[len(word):]), " ")
}

func upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

func digit(c byte) bool  { return c >= '0' && c <= '9' }
func letter(c byte) bool { c = upper(c); return c >= 'A' && c <= 'Z' }

// capitals gives s in capitals; the same string when it is.
func capitals(s string) string {
	if inCapitals(s) {
		return s
	}
	return strings.ToUpper(s)
}

// digits reports whether s is made of digits alone.
func digits(s string) bool {
	for i := range len(s) {
		if !digit(s[i]) {
			return false
		}
	}
	return s != ""
}
