package coding

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A word is one word of a sentence: where it stands, and in small letters. The
// possessive is parted from its owner: "Iran’s" is "iran" and "'s".
type word struct {
	start, end int
	low        string
	capital    bool // begins with a capital
	afterDot   bool // a comma, colon, dash or bracket stands before it
	quoted     bool // within quotation marks
}

// cutWords cuts a sentence into words.
func cutWords(s string, into []word) []word {
	low := lower(s)
	quoted, mark := false, false
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf && inWord(s[i:]):
			end := wordEnd(s, i)
			w := word{start: i, end: end, low: low[i:end], capital: c >= 'A' && c <= 'Z', afterDot: mark, quoted: quoted}
			if c >= utf8.RuneSelf {
				r, _ := utf8.DecodeRuneInString(s[i:])
				w.capital = unicode.IsUpper(r)
			}
			if owner := possessive(w.low); owner > 0 {
				tail := w
				w.end, w.low = i+owner, w.low[:owner]
				tail.start, tail.low, tail.capital = w.end, "'s", false
				into = append(into, w, tail)
			} else {
				into = append(into, w)
			}
			i, mark = end, false
			continue
		case c == '"':
			quoted = !quoted
		case c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == '/':
			mark = true
		case c >= utf8.RuneSelf:
			switch r, size := utf8.DecodeRuneInString(s[i:]); {
			case r == '“' || r == '«':
				quoted, mark = true, true
				i += size
				continue
			case r == '”' || r == '»':
				quoted, mark = false, true
				i += size
				continue
			default:
				mark = mark || r == '—' || r == '–' || r == '…'
				i += size
				continue
			}
		}
		i++
	}
	return into
}

func inWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// wordEnd is the end of the word that begins at i. Hyphens, apostrophes and the
// full stops of U.S. between letters belong to it.
func wordEnd(s string, i int) int {
	for i < len(s) {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)):
		case (r == '\'' || r == '’' || r == '.') && i+size < len(s) && inWord(s[i+size:]):
		default:
			return i
		}
		i += size
	}
	return i
}

// possessive is the length of the owner in "iran's" and "iran’s"; 0 for others.
func possessive(low string) int {
	for _, tail := range []string{"'s", "’s"} {
		if strings.HasSuffix(low, tail) && len(low) > len(tail) {
			return len(low) - len(tail)
		}
	}
	return 0
}

// lower makes small letters of A to Z and leaves every byte where it is; the
// typographic apostrophe of "won’t" stays, and phrases know both.
func lower(s string) string {
	i := 0
	for i < len(s) && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	b := []byte(s)
	for ; i < len(b); i++ {
		if b[i] >= 'A' && b[i] <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}
