package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"entente/act"
	"entente/phrase"
)

// Normalisation, version 1, fixed for ever. In this order:
//
//  1. A byte order mark at the beginning is dropped. A byte that is no UTF-8
//     becomes U+FFFD.
//  2. CR LF, a single CR, VT, FF, U+0085, U+2028 and U+2029 become LF.
//  3. Tab, U+00A0, U+1680, U+2000 to U+200A, U+202F, U+205F and U+3000 become a
//     space. U+FEFF is dropped.
//  4. Other control characters (U+0000 to U+001F, U+007F to U+009F) become U+FFFD.
//  5. What is left is brought into Unicode normal form C.
//
// Quotation marks and dashes stay as written; [Fold] makes them comparable.

// normaliser brings a text into its normal form and keeps the way back.
type normaliser struct {
	file      string
	out       strings.Builder
	offsets   []Offset
	line, col int // of the character being read, from 1
	findings  map[string]*finding
	order     []string
}

// finding is the first of its sort, and how many there were.
type finding struct {
	act.Problem
	count int
}

// normalise gives the normal form of a text that begins at byte base of a file.
func normalise(file, raw string, base int) (string, []Offset, act.Problems) {
	n := &normaliser{file: file, line: 1, col: 1, findings: map[string]*finding{}}
	n.out.Grow(len(raw))
	i := 0
	if strings.HasPrefix(raw, "\ufeff") {
		i = len("\ufeff")
	}
	for i < len(raw) {
		j := i
		for j < len(raw) && raw[j] >= ' ' && raw[j] < 0x7f {
			j++
		}
		if j > i {
			n.put(raw[i:j], base+i)
			n.col += j - i
			i = j
			continue
		}
		i += n.odd(raw[i:], base+i)
	}
	text := n.out.String()
	if !norm.NFC.IsNormalString(text) {
		text, n.offsets = compose(text, n.offsets)
	}
	return text, n.offsets, n.problems(raw)
}

// odd reads one character that is not plain, and gives its length.
func (n *normaliser) odd(raw string, at int) int {
	r, size := utf8.DecodeRuneInString(raw)
	n.col++
	switch {
	case r == utf8.RuneError && size == 1:
		n.note("not-utf8", "say which encoding it is in (entente source add --encoding windows-1252), or save it as UTF-8; the bytes are kept as they are", "this byte is not UTF-8; it stands as \ufffd in the text")
		n.put("\ufffd", at)
	case r == '\r' && strings.HasPrefix(raw[1:], "\n"):
		n.newline(at)
		return 2
	case r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
		n.newline(at)
	case oddSpace(r):
		n.put(" ", at)
	case r == 0xfeff:
	case r == 0:
		n.note("nul", "find out what wrote it: the file may be damaged, or no text at all", "there is a NUL byte here; it stands as \ufffd in the text")
		n.put("\ufffd", at)
	case r < ' ' || r >= 0x7f && r < 0xa0:
		n.note("control-character", "find out what wrote it: the file may be damaged, or in another encoding than UTF-8", "there is a control character (U+%04X) here; it stands as \ufffd in the text", r)
		n.put("\ufffd", at)
	default:
		if r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			n.note("hidden-direction", "read the sentence in the order of its bytes; the character is kept, and never sent to the screen", "a hidden character (U+%04X) changes the direction of writing here: the text can be shown in another order than it is read", r)
		}
		n.put(raw[:size], at)
	}
	return size
}

// put appends what stands at a byte of the file. An offset is kept only where the
// text does not run along with the file any more.
func (n *normaliser) put(s string, at int) {
	k := len(n.offsets)
	if k == 0 || n.offsets[k-1].File+n.out.Len()-n.offsets[k-1].Text != at {
		n.offsets = append(n.offsets, Offset{n.out.Len(), at})
	}
	n.out.WriteString(s)
}

func (n *normaliser) newline(at int) {
	n.put("\n", at)
	n.line, n.col = n.line+1, 1
}

// compose brings a text into normal form C, and its offsets along.
func compose(text string, offsets []Offset) (string, []Offset) {
	before := &Reading{Offsets: offsets}
	n := &normaliser{}
	for i := 0; i < len(text); {
		end := i + norm.NFC.NextBoundaryInString(text[i:], true)
		if piece := norm.NFC.String(text[i:end]); piece != text[i:end] {
			at, _ := before.FileOffset(i)
			n.put(piece, at)
			i = end
			continue
		}
		// The stretch may span places where the file does not run along.
		for i < end {
			at, _ := before.FileOffset(i)
			_, size := utf8.DecodeRuneInString(text[i:])
			n.put(text[i:i+size], at)
			i += size
		}
	}
	return n.out.String(), n.offsets
}

// note keeps the first finding of a sort, and counts the others.
func (n *normaliser) note(code, hint, format string, values ...any) {
	if f := n.findings[code]; f != nil {
		f.count++
		return
	}
	n.order = append(n.order, code)
	p := act.Wrong(phrase.New(), act.Place{File: n.file, Line: n.line, Col: n.col - 1}, code, hint, format, values...)
	p.Warning = true
	n.findings[code] = &finding{p, 1}
}

func (n *normaliser) problems(raw string) (ps act.Problems) {
	for _, code := range n.order {
		f := n.findings[code]
		switch {
		case f.count == 2:
			f.Text = f.Said.Sayf("%s; so in 1 further place", f.Text)
		case f.count > 2:
			f.Text = f.Said.Sayf("%s; so in %s further places", f.Text, act.Grouped(int64(f.count-1)))
		}
		f.Excerpt = lineOf(raw, f.Line)
		ps = append(ps, f.Problem)
	}
	ps.Sort()
	return ps
}

func oddSpace(r rune) bool {
	switch r {
	case '\t', 0xa0, 0x1680, 0x202f, 0x205f, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200a
}

// lineOf is the line of a text with a number, cut to what a message can show.
func lineOf(raw string, line int) string {
	for range line - 1 {
		i := strings.IndexAny(raw, "\n\r\v\f")
		if i < 0 {
			return ""
		}
		if strings.HasPrefix(raw[i:], "\r\n") {
			i++
		}
		raw = raw[i+1:]
	}
	raw, _, _ = strings.Cut(raw, "\n")
	if len(raw) > 4000 {
		raw = raw[:4000]
	}
	return strings.ToValidUTF8(raw, "\ufffd")
}

// foldRune is a character in its plainest form; -1 for one that nobody sees.
func foldRune(r rune) rune {
	switch {
	case r == '\n' || r == ' ' || oddSpace(r):
		return ' '
	case r == '“' || r == '”' || r == '„' || r == '«' || r == '»':
		return '"'
	case r == '‘' || r == '’' || r == '‚' || r == '`' || r == '´':
		return '\''
	case r == '–' || r == '—' || r == '‐' || r == '‑' || r == '−':
		return '-'
	case r == 0xad || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f:
		return -1
	}
	return unicode.ToLower(r)
}
