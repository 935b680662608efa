package brief

import (
	"strings"
	"unicode"
)

// clean makes s safe and even for any medium: runs of white space become one
// space, control characters (an escape sequence could repaint a terminal) are
// dropped, and so are the characters that override or embed a direction (they can
// make a line read as something it does not say). Bytes that are not UTF-8 become
// the replacement character.
func clean(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' || s[i] == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) && r != nbsp:
			gap = true
			continue
		case unicode.IsControl(r), isDirectionOverride(r), r == '\ufeff', unicode.Is(unicode.Noncharacter_Code_Point, r):
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

const nbsp = '\u00a0'

func isDirectionOverride(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// portion is s with its portion mark before it.
func portion(mark, s string) string {
	if m := clean(mark); m != "" {
		return "(" + m + ") " + clean(s)
	}
	return clean(s)
}

// marked is portion for a text that is cleaned as it is written.
func marked(mark, s string) string {
	if m := clean(mark); m != "" {
		return "(" + m + ") " + s
	}
	return s
}
