package dossier

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/act"
)

// maxLine bounds the length of a line, so that a message can show it.
const maxLine = 20_000

// accept checks the bytes before anything is parsed: that they are text, of
// bearable size, and free of characters that would make line and column lie. It
// reports whether parsing makes sense; r.text is then the text to parse, each
// forbidden character replaced by a space.
func (r *reader) accept(src []byte) bool {
	if len(src) > MaxSize {
		p := tooBig(int64(len(src)))
		p.Place.File = r.name
		r.problems = append(r.problems, *p)
		return false
	}
	if code, text, hint := r.encoding(src); code != "" {
		r.bad(code, span{}, hint, text)
		return false
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	r.lines = strings.Split(strings.TrimSuffix(string(src), "\n"), "\n")
	for i := range r.lines {
		r.lines[i] = strings.TrimSuffix(r.lines[i], "\r")
		if n := runes(r.lines[i]); n > maxLine {
			p := r.problem("long-line", "break the text over several lines below >-",
				"this line has %s characters; a line has at most %s", []any{act.Grouped(int64(n)), act.Grouped(maxLine)})
			p.Excerpt = string([]rune(r.lines[i])[:80])
			r.add(p, span{i + 1, 1, 80})
			return false
		}
	}
	r.text = slices.Clone(r.lines)
	for i := range r.lines {
		r.characters(i + 1)
	}
	return true
}

// encoding recognises what is not UTF-8 text. Excel and old Windows editors save
// UTF-16; a document saved as .docx, .xlsx or .pdf is the commonest wrong file.
func (r *reader) encoding(src []byte) (code, text, hint string) {
	save := r.say("save the file as plain text in UTF-8")
	switch {
	case bytes.HasPrefix(src, []byte{0xff, 0xfe}), bytes.HasPrefix(src, []byte{0xfe, 0xff}), halfNUL(src):
		return "utf-16", r.say("this is UTF-16 text; a dossier is UTF-8"), save
	case bytes.HasPrefix(src, []byte("PK\x03\x04")):
		return "binary", r.say("this is a ZIP file, such as a Word or Excel document, not text"),
			r.say("a dossier is a plain-text file; import workbooks with entente import")
	case bytes.HasPrefix(src, []byte("%PDF-")):
		return "binary", r.say("this is a PDF document, not text"), r.say("cite the document under sources")
	case bytes.IndexByte(src, 0) >= 0:
		at := bytes.IndexByte(src, 0)
		return "binary", r.say("this is not text: byte %s is NUL", act.Grouped(int64(at+1))), save
	case !utf8.Valid(src):
		line, what := badUTF8(src)
		return "bad-utf8", r.say("line %d is not UTF-8: it holds byte 0x%02x", line, what), save
	case len(bytes.TrimSpace(src)) == 0:
		return "empty", r.say("the file is empty"), r.say(beginning)
	}
	return "", "", ""
}

// halfNUL recognises UTF-16 without a byte order mark by every other byte being 0.
func halfNUL(src []byte) bool {
	n := min(len(src), 64) &^ 1
	if n < 8 {
		return false
	}
	zeros := [2]int{}
	for i := range n {
		if src[i] == 0 {
			zeros[i&1]++
		}
	}
	return zeros[0] == 0 && zeros[1] > n/4 || zeros[1] == 0 && zeros[0] > n/4
}

func badUTF8(src []byte) (line int, what byte) {
	line = 1
	for len(src) > 0 {
		c, size := utf8.DecodeRune(src)
		if c == utf8.RuneError && size == 1 {
			return line, src[0]
		}
		if c == '\n' {
			line++
		}
		src = src[size:]
	}
	return line, 0
}

// characters reports the characters of a line that YAML forbids, that other
// programs take for line ends, or that no reader can see.
func (r *reader) characters(line int) {
	s := r.lines[line-1]
	if plain(s) {
		return
	}
	clean := []rune(s)
	indent := true
	for i, c := range clean {
		at := span{line, i + 1, 1}
		refused := len(r.problems)
		switch {
		case c == '\t' && indent:
			r.bad("tab", at, "indent with spaces, two for each level", "tab at the beginning of a line")
			r.tabbed = append(r.tabbed, line)
			return
		case c == '\t':
		case c == 0xa0 && (indent || i > 0 && clean[i-1] == ':'):
			r.bad("odd-space", at, "put an ordinary space here", "this is a no-break space, which does not separate")
		case c == '\r', c == 0x85, c == 0x2028, c == 0x2029:
			r.bad("line-separator", at, "put an ordinary line end or a space here",
				"character U+%04X ends a line in some programs and not in others", c)
		case c < ' ', c == 0x7f, c > 0x7f && c < 0xa0, c == 0xfffe, c == 0xffff, c == 0xfeff:
			r.bad("control-character", at, "delete it", "character U+%04X cannot be seen and is not text", c)
		case c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069:
			r.warn("hidden-direction", at, "delete it; Arabic, Persian and Urdu text needs no such mark",
				"character U+%04X cannot be seen and changes the order in which text is shown", c)
			refused++
		}
		if len(r.problems) > refused {
			clean[i] = ' '
		}
		if c != ' ' && c != 0xa0 && c != '-' {
			indent = false
		}
	}
	r.text[line-1] = string(clean)
}

// plain reports whether a line is printable ASCII, as most are.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}
