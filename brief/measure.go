package brief

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// columns is the number of terminal columns s takes: East Asian wide characters
// take two, combining marks and joiners none, and so do the colour sequences this
// package writes itself (clean has taken out all others).
func columns(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if s[i] == '\x1b' {
			end := strings.IndexByte(s[i:], 'm')
			if end < 0 {
				return n
			}
			i += end + 1
			continue
		}
		if s[i] < 0x80 {
			n++
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		n += runeColumns(r)
		i += size
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case r == '\u200b', r == '\u200c', r == '\u200d', r == '\u2060', r >= '\ufe00' && r <= '\ufe0f':
		return 0
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// wide holds the characters a terminal sets in two columns: Hangul, kana, Han and
// its punctuation, full-width forms, and pictographs. Characters of ambiguous
// width (the signs ● ◐ ○ among them) are one column wide outside East Asian
// settings and are left out.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1},
		{Lo: 0x231a, Hi: 0x231b, Stride: 1},
		{Lo: 0x23e9, Hi: 0x23ec, Stride: 1},
		{Lo: 0x2e80, Hi: 0x303e, Stride: 1},
		{Lo: 0x3041, Hi: 0x4dbf, Stride: 1},
		{Lo: 0x4e00, Hi: 0xa4cf, Stride: 1},
		{Lo: 0xa960, Hi: 0xa97f, Stride: 1},
		{Lo: 0xac00, Hi: 0xd7a3, Stride: 1},
		{Lo: 0xf900, Hi: 0xfaff, Stride: 1},
		{Lo: 0xfe30, Hi: 0xfe6f, Stride: 1},
		{Lo: 0xff01, Hi: 0xff60, Stride: 1},
		{Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x16fe0, Hi: 0x18d08, Stride: 1},
		{Lo: 0x1b000, Hi: 0x1b2fb, Stride: 1},
		{Lo: 0x1f1e6, Hi: 0x1f1ff, Stride: 1},
		{Lo: 0x1f300, Hi: 0x1f64f, Stride: 1},
		{Lo: 0x1f680, Hi: 0x1f6ff, Stride: 1},
		{Lo: 0x1f900, Hi: 0x1f9ff, Stride: 1},
		{Lo: 0x20000, Hi: 0x3fffd, Stride: 1},
	},
}

// wrap breaks s, which is clean, into lines of at most width columns. It breaks
// at spaces, after hyphens and between wide characters; a word longer than a line
// is cut, never between a character and the marks that belong to it. There is
// always at least one line.
func wrap(s string, width int) []string {
	width = max(width, 2) // the widest character
	var lines []string
	var line strings.Builder
	used := 0
	flush := func() {
		lines = append(lines, line.String())
		line.Reset()
		used = 0
	}
	for _, p := range pieces(s) {
		n := columns(p.text)
		if p.spaced && used > 0 {
			if used+1+n > width {
				flush()
			} else {
				line.WriteByte(' ')
				used++
			}
		} else if used > 0 && used+n > width {
			flush()
		}
		for n > width {
			head, rest := cut(p.text, width)
			line.WriteString(head)
			flush()
			p.text, n = rest, columns(rest)
		}
		line.WriteString(p.text)
		used += n
	}
	if used > 0 || line.Len() > 0 || len(lines) == 0 {
		flush()
	}
	return lines
}

// piece is a part of a text within which no line is broken if that can be helped.
type piece struct {
	text   string
	spaced bool // a space stands before it
}

func pieces(s string) []piece {
	var out []piece
	start, spaced := 0, false
	var last rune // the character before i that takes room
	end := func(i int, nextSpaced bool) {
		if i > start {
			out = append(out, piece{s[start:i], spaced})
			spaced = nextSpaced
		} else if nextSpaced {
			spaced = true
		}
		start = i
	}
	for i, r := range s {
		if r == ' ' {
			end(i, true)
			start = i + 1
			last = 0
			continue
		}
		w := runeColumns(r)
		if w == 0 {
			if r == joiner {
				last = 0
			}
			continue
		}
		if i > start && last != 0 {
			afterHyphen := last == '-' && unicode.IsLetter(r) && i-start > 2
			if afterHyphen || w == 2 && !unicode.IsPunct(r) || runeColumns(last) == 2 && !unicode.IsPunct(r) {
				end(i, false)
			}
		}
		last = r
	}
	end(len(s), false)
	return out
}

// cut parts s after at most width columns, keeping marks with their character and
// joined characters together if they fit. The head holds at least one character.
func cut(s string, width int) (head, rest string) {
	n, stop := 0, 0
	joined := false
	for i, r := range s {
		w := runeColumns(r)
		if w > 0 && !joined {
			stop = i
		}
		if n+w > width && n > 0 {
			if stop == 0 { // joined from the start, and too long
				stop = i
			}
			return s[:stop], s[stop:]
		}
		n += w
		joined = r == joiner
	}
	return s, ""
}

const joiner = '\u200d' // makes one character of those before and after it

// pad sets s in width columns.
func pad(s string, width int, a Align) string {
	gap := width - columns(s)
	if gap <= 0 {
		return s
	}
	switch a {
	case End:
		return strings.Repeat(" ", gap) + s
	case Centre:
		return strings.Repeat(" ", gap/2) + s + strings.Repeat(" ", gap-gap/2)
	}
	return s + strings.Repeat(" ", gap)
}
