package cable

import (
	"strconv"
	"strings"
)

// The words of the classification line, spaced or not, as squeezed to letters.
var classes = []struct{ squeezed, class string }{
	{"TOPSECRET", "TOP SECRET"}, {"SECRET", "SECRET"}, {"CONFIDENTIAL", "CONFIDENTIAL"}, {"RESTRICTED", "RESTRICTED"},
	{"LIMITEDOFFICIALUSE", "LIMITED OFFICIAL USE"}, {"SENSITIVEBUTUNCLASSIFIED", "SENSITIVE BUT UNCLASSIFIED"},
	{"UNCLASSIFIED", "UNCLASSIFIED"}, {"UNCLASEFTO", "UNCLASSIFIED"}, {"UNCLAS", "UNCLASSIFIED"},
}

// cutClass reads a classification at the beginning of u, which is in capitals:
// CONFIDENTIAL, C O N F I D E N T I A L. With slips it also takes a word with one
// or two wrong letters.
func cutClass(u string, slips bool) (class, rest string, exact bool) {
	switch u[0] {
	case 'T', 'S', 'C', 'R', 'L', 'U':
	default:
		if !slips {
			return "", u, false
		}
	}
	for _, c := range classes {
		at, wrong := 0, 0
		for k := 0; k < len(c.squeezed); k++ {
			for at < len(u) && u[at] == ' ' {
				at++
			}
			switch {
			case at < len(u) && u[at] == c.squeezed[k]:
				at++
			case !slips:
				wrong = 9
			case at+1 < len(u) && u[at+1] == c.squeezed[k]: // a letter too many
				wrong++
				at += 2
			case k+1 < len(c.squeezed) && at < len(u) && u[at] == c.squeezed[k+1]: // a letter left out
				wrong++
			default: // a wrong letter
				wrong++
				at++
			}
			if wrong > 2 || at > len(u) {
				break
			}
		}
		if wrong > 2 || at > len(u) || wrong > 0 && len(c.squeezed) < 9 || at < len(u) && letter(u[at]) {
			continue
		}
		return c.class, strings.TrimLeft(u[at:], " "), wrong == 0
	}
	return "", u, false
}

// label is what the first line of the text says: CONFIDENTIAL SECTION 01 OF 02
// ISLAMABAD 001279.
type label struct {
	class, post, serial string
	section, of         int
	captions            []string
	exact, glued        bool
}

// parseLabel reads the line that opens the text, in capitals. It needs a
// classification and after it a section or a post with its serial.
func parseLabel(u string, slips bool) (l label, ok bool) {
	if len(u) < 8 || len(u) > 120 {
		return l, false
	}
	rest := ""
	l.class, rest, l.exact = cutClass(u, slips)
	if l.class == "" || rest == "" {
		return l, false
	}
	rest = l.cutSection(rest)
	if rest == "" {
		return l, l.of > 0
	}
	words := strings.Fields(strings.TrimRight(rest, "/"))
	if len(words) < 2 {
		return l, false
	}
	last := words[len(words)-1]
	number, section, _ := strings.Cut(last, "/") // 2004/1 repeats the section
	if !digits(number) || section != "" && !digits(section) {
		return l, false
	}
	l.serial = number
	words = words[:len(words)-1]
	for len(words) > 1 {
		c, n := cutCaption(words)
		if n == 0 || n >= len(words) {
			break
		}
		l.captions, words = append(l.captions, c), words[n:]
	}
	if len(words) > 5 {
		return l, false
	}
	for _, w := range words {
		for i := range len(w) {
			if !letter(w[i]) && w[i] != '.' && w[i] != '-' && w[i] != '\'' {
				return l, false
			}
		}
	}
	l.post = strings.Join(words, " ")
	return l, true
}

// cutSection takes SECTION 01 OF 02 out of a label, also SECTION01OF02 and
// ECTION01OF02, as transmission has left it.
func (l *label) cutSection(rest string) string {
	at := strings.Index(rest, "ECTION")
	if at < 0 {
		return rest
	}
	from := at
	if at > 0 && rest[at-1] == 'S' {
		from--
	}
	number, tail := leadingNumber(rest[at+len("ECTION"):])
	tail = strings.TrimLeft(tail, " ")
	if number == 0 || len(tail) < 2 || tail[:2] != "OF" && tail[:2] != "ON" {
		return rest
	}
	of, tail := leadingNumber(tail[2:])
	if of == 0 {
		return rest
	}
	l.glued = from == at || rest[at+len("ECTION")] != ' ' || tail != "" && tail[0] != ' '
	l.section, l.of = number, of
	return trim(rest[:from] + " " + tail)
}

func leadingNumber(s string) (int, string) {
	s = strings.TrimLeft(s, " ")
	n := 0
	for n < len(s) && n < 3 && digit(s[n]) {
		n++
	}
	v, _ := strconv.Atoi(s[:n])
	return v, s[n:]
}

// banner reports whether a line is nothing but a classification, as it repeats on
// each page, with captions after it at most.
func banner(u string) bool {
	if len(u) < 6 || len(u) > 80 {
		return false
	}
	class, rest, exact := cutClass(u, false)
	if class == "" || !exact {
		return false
	}
	words := strings.Fields(rest)
	for len(words) > 0 {
		_, n := cutCaption(words)
		if n == 0 {
			return false
		}
		words = words[n:]
	}
	return true
}
