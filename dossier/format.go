package dossier

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// Format tidies what nobody would notice: line ends, white space at the end of
// lines and of the file, and the words and, or, not in conditions, which become
// &&, || and !. It never lays a file out anew: comments, order, blank lines and
// quotation marks stay as they were. What is not text it gives back unchanged.
// Formatting twice changes nothing more.
func Format(src []byte) []byte {
	if code, _, _ := (&reader{}).encoding(src); code != "" || len(src) > MaxSize {
		return src
	}
	lines := strings.Split(string(bytes.TrimPrefix(src, []byte("\ufeff"))), "\n")
	for i, l := range lines {
		lines[i] = trimEnd(l)
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	text := []byte(strings.Join(lines, "\n") + "\n")
	for _, c := range slices.Backward(conditionsIn(text)) {
		copyCondition(lines, c)
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}

// trimEnd cuts white space at the end of a line, unless a backslash there makes it
// part of a quoted text.
func trimEnd(line string) string {
	t := strings.TrimRight(line, " \t\r")
	if strings.HasSuffix(t, `\`) {
		return strings.TrimRight(line, "\r")
	}
	return t
}

// conditionsIn finds the conditions of a text, in its order, as far as it can be
// read.
func conditionsIn(src []byte) []conditionUse {
	r := &reader{}
	if r.accept(src) {
		if root := r.parse(); root != nil && r.lost == nil {
			r.dossier(root)
		}
	}
	return slices.DeleteFunc(r.conds, func(c conditionUse) bool { return c.cond.Place.Line == 0 || c.escaped })
}

// copyCondition replaces the words of a condition in the lines it stands on.
func copyCondition(lines []string, use conditionUse) {
	c := use.cond
	for i, old := range strings.Split(c.Text, "\n") {
		at := c.PlaceOf(i+1, 1)
		line := []rune(lines[at.Line-1])
		from := min(at.Col-1, len(line))
		if tail := string(line[from:]); strings.HasPrefix(tail, old) {
			fresh := signs(old)
			if i == 0 && use.plain && fresh[0] == '!' {
				fresh = "not " + fresh[1:] // without quotes a ! at the beginning is a YAML tag
			}
			lines[at.Line-1] = string(line[:from]) + fresh + strings.TrimPrefix(tail, old)
		}
	}
}

var word = regexp.MustCompile(`"[^"]*"|'[^']*'|//.*|[A-Za-z_][A-Za-z0-9_.]*[ \t]*`)

// signs writes and, or, not as signs outside quotes and comments.
func signs(s string) string {
	return word.ReplaceAllStringFunc(s, func(w string) string {
		bare := strings.TrimRight(w, " \t")
		space := w[len(bare):]
		switch bare {
		case "and":
			return "&&" + space
		case "or":
			return "||" + space
		case "not":
			return "!"
		}
		return w
	})
}
