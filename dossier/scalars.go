package dossier

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// text writes a key with a text: on the key's line where it fits, folded or
// literal below it where it does not.
func (w *writer) text(indent int, name, s string, plain bool) {
	const width = 100
	switch {
	case plain:
		w.line(indent, "%s: %s", name, s)
	case strings.Contains(s, "\n") && blockSafe(s):
		w.line(indent, "%s: |-", name)
		for l := range strings.SplitSeq(s, "\n") {
			w.line(cond(l == "", 0, indent+2), "%s", l)
		}
	case runes(s) > width && strings.Contains(s, " ") && foldSafe(s):
		w.line(indent, "%s: >-", name)
		line := ""
		for word := range strings.SplitSeq(s, " ") {
			if line != "" && indent+2+runes(line)+1+runes(word) > width {
				w.line(indent+2, "%s", line)
				line = ""
			}
			line += cond(line == "", "", " ") + word
		}
		w.line(indent+2, "%s", line)
	default:
		w.line(indent, "%s: %s", name, inline(s))
	}
}

func cond[T any](is bool, a, b T) T {
	if is {
		return a
	}
	return b
}

func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

var (
	plainText = later(`^[\pL(][\pL\pM\pN ()_./:;#'%+&=!?*"<>|@$-]*$`)
	number    = later(`^[0-9][0-9,]* [\pL\pN -]*\pL$`)
	notText   = later(`^(?i:null|true|false|yes|no|on|off|y|n)$`)
)

// inline writes a text within a line, in quotes wherever YAML or its readers might
// take it for something else.
func inline(s string) string {
	if len(s) > maxLine/4 {
		return doubleQuoted(s)
	}
	if (plainText().MatchString(s) || number().MatchString(s)) && !notText().MatchString(s) && !strings.Contains(s, " #") && !strings.Contains(s, ": ") && !strings.HasSuffix(s, " ") && !strings.HasSuffix(s, ":") {
		return s
	}
	if comma := strings.ReplaceAll(strings.ReplaceAll(s, ", ", " "), ": ", " "); s != "" && plainText().MatchString(comma) &&
		!strings.Contains(s, "'") && !strings.HasSuffix(s, " ") {
		return "'" + s + "'"
	}
	return doubleQuoted(s)
}

// key writes a key of a mapping.
func key(s string) string {
	if wordID.MatchString(s) && !notText().MatchString(s) || freeID.MatchString(s) && unicode.IsLetter([]rune(s)[0]) {
		return s
	}
	return doubleQuoted(s)
}

// doubleQuoted writes any text; a very long one goes on over several lines.
func doubleQuoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	n := 0
	for _, c := range s {
		if n++; n%(maxLine/8) == 0 {
			b.WriteString("\\\n" + strings.Repeat(" ", 40) + cond(c == ' ', `\`, ""))
		}
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < ' ' || c >= 0x7f && c <= 0xa0:
			fmt.Fprintf(&b, `\x%02x`, c)
		case c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// blockSafe reports whether a text can stand as a literal block: every line ends
// in something visible and the first begins so.
func blockSafe(s string) bool {
	return visible(s) && s[0] != ' ' && !strings.Contains(s+"\n", " \n") && !strings.HasSuffix(s, "\n") && !strings.HasPrefix(s, "\n")
}

// foldSafe reports whether a text is words parted by single spaces.
func foldSafe(s string) bool {
	return visible(s) && strings.Join(strings.Fields(s), " ") == s
}

func visible(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool {
		return c != '\n' && (c < ' ' || c >= 0x7f && c <= 0xa0 || c == 0x2028 || c == 0x2029 || c >= 0xfffe && c <= 0xffff || c == 0xfeff ||
			c != ' ' && unicode.IsSpace(c))
	})
}
