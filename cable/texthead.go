package cable

import (
	"slices"
	"strings"

	"entente/act"
)

// The labels of the text head, which may come in any order.
type field uint8

const (
	noField field = iota
	orderField
	tagsField
	subjectField
	refField
	classifiedField
)

// fieldOf recognises a labelled line of the text head. u is the line in capitals.
func fieldOf(u string) (f field, rest int) {
	switch u[0] {
	case 'E':
		if _, r, ok := cutOrder(u); ok {
			return orderField, len(u) - len(r)
		}
	case 'T':
		if strings.HasPrefix(u, "TAGS") && len(u) > 4 && (u[4] == ':' || u[4] == '-' || u[4] == ' ') {
			return tagsField, 5
		}
		if u == "TAGS" {
			return tagsField, 4
		}
	case 'S':
		for _, w := range []string{"SUBJECT", "SUBJ"} {
			if r, ok := strings.CutPrefix(u, w); ok && r != "" && (r[0] == ':' || r[0] == '-') {
				return subjectField, len(w) + 1
			}
		}
	case 'R':
		for _, w := range []string{"REFERENCES", "REFERENCE", "REFTELS", "REFTEL", "REFS", "REF", "REF(S)"} {
			if r, ok := strings.CutPrefix(u, w); ok && r != "" && r[0] == ':' {
				return refField, len(w) + 1
			}
		}
	case 'C':
		for _, w := range []string{"CLASSIFIED BY", "CLASSIFIED"} {
			if r, ok := strings.CutPrefix(u, w); ok && r != "" && r[0] == ':' {
				return classifiedField, len(w) + 1
			}
		}
	}
	return noField, 0
}

// textHead reads the lines between the classification line and the first
// paragraph, and says how many of them it took.
func (r *reader) textHead(m *Message, ls []int, first bool) int {
	labels := r.labels(ls)
	at := field(noField)
	var values []string
	line := 0
	flush := func() {
		r.setField(m, at, values, line)
		at, values = noField, nil
	}
	k := 0
	for ; k < len(ls); k++ {
		i := ls[k]
		s := r.s(i)
		u := capitals(s)
		if f, rest := fieldOf(u); f != noField && (first || k < labels) {
			flush()
			at, line = f, i
			if v := trim(s[min(rest, len(s)):]); v != "" {
				values = append(values, v)
			}
			r.lines[i].role = TextHead
			continue
		}
		if (at == noField || at == orderField) && first && k <= labels && r.unlabelled(m, s, i) {
			flush()
			continue
		}
		apart := k == 0 || r.apart(ls[k-1], i)
		if at != noField && !apart && continues(at, u, values) {
			values = append(values, s)
			r.lines[i].role = TextHead
			continue
		}
		flush()
		if r.captionLine(m, u, i) {
			r.lines[i].role = TextHead
			continue
		}
		if k < labels && !startsNumbered(s) {
			m.Passing = append(m.Passing, s)
			r.lines[i].role = TextHead
			continue
		}
		break
	}
	flush()
	return k
}

// labels is how many lines reach to the last one with a label. A telegram quoted in
// the text has labels of its own, behind a header.
func (r *reader) labels(ls []int) int {
	last := 0
	for k := 0; k < len(ls) && k < last+12; k++ {
		u := strings.TrimLeft(capitals(r.s(ls[k])), "\"“")
		if u == "" {
			continue
		}
		if f, _ := fieldOf(u); f != noField {
			last = k + 1
		} else if _, header := cutGroup(u); header || strings.HasPrefix(u, "FM ") || k > 0 && startsNumbered(u) {
			break
		}
	}
	return last
}

// unlabelled takes a line for the TAGS that lost their label, or whose label is
// misspelt: every word is short, and most are of the vocabulary.
func (r *reader) unlabelled(m *Message, s string, i int) bool {
	if m.Tags != nil || m.Names != nil || len(s) > 70 {
		return false
	}
	list := s
	if label, rest, ok := strings.Cut(s, ":"); ok {
		if len(label) > 5 || act.Nearest(label, []string{"TAGS"}) == "" {
			return false
		}
		list = rest
	}
	words := strings.FieldsFunc(capitals(list), func(c rune) bool { return c == ',' || c == ' ' })
	known, subjects := 0, 0
	for _, w := range words {
		_, subject := tags()[w]
		_, state := countries()[w]
		if subject {
			subjects++
		}
		if subject || state {
			known++
		}
		if len(w) > 6 || !alphabetic(w) {
			return false
		}
	}
	if subjects == 0 || len(words) < 2 || known*2 < len(words) {
		return false
	}
	m.Tags, m.Names = r.parseTags(strings.TrimSpace(list), i)
	r.at(atTags, i, 0, len(s))
	r.lines[i].role = TextHead
	r.find(finding{code: "tags-unlabelled", line: i, width: len(s), text: "this line has lost its label, or the label is misspelt; it was read as TAGS", hint: "write TAGS: before it"})
	return true
}

// continues reports whether a line without a label belongs to the field above it.
func continues(at field, u string, above []string) bool {
	if at == tagsField { // a list goes on after a comma, a name until it is closed
		last := above[max(0, len(above)-1):]
		return len(last) > 0 && (strings.HasSuffix(last[0], ",") || strings.LastIndexByte(last[0], '(') > strings.LastIndexByte(last[0], ')'))
	}
	if startsNumbered(u) && (at != refField || len(u) > 40) { // a list of references may be numbered
		return false
	}
	for _, w := range []string{"SUMMARY", "BEGIN ", "COMMENT", "CLASSIFIED BY"} {
		if strings.HasPrefix(u, w) {
			return false
		}
	}
	return true
}

// captionLine reads a line that holds nothing but captions.
func (r *reader) captionLine(m *Message, u string, i int) bool {
	parts := func(c rune) bool { return c <= ' ' || c == '/' || c == ',' || c == ';' }
	first := strings.TrimLeftFunc(u, parts)
	if at := strings.IndexFunc(first, parts); at >= 0 {
		first = first[:at]
	}
	if !captionWords()[first] {
		return false
	}
	words := strings.FieldsFunc(u, parts)
	var found []string
	for len(words) > 0 {
		c, n := cutCaption(words)
		if n == 0 {
			return false
		}
		found, words = append(found, c), words[n:]
	}
	for _, c := range found {
		m.Captions = append(m.Captions, c)
		r.captions = append(r.captions, i)
	}
	return len(found) > 0
}

// setField puts a field where it belongs; of a field that stands twice the first
// counts and the other is found.
func (r *reader) setField(m *Message, at field, values []string, i int) {
	if at == noField {
		return
	}
	text := strings.Join(values, " ")
	width := len(r.s(i))
	twice := false
	switch at {
	case orderField:
		if twice = m.Order != nil; !twice {
			n, _, _ := cutOrder(capitals(r.s(i)))
			m.Order = parseOrder(n, text, m.DTG)
			r.at(atOrder, i, 0, width)
		}
	case tagsField:
		if twice = m.Tags != nil || m.Names != nil; !twice {
			m.Tags, m.Names = r.parseTags(text, i)
			r.at(atTags, i, 0, width)
		}
	case subjectField:
		if twice = m.Subject != nil; !twice {
			m.Subject = &Subject{}
			mark, rest := cutMark(text)
			m.Subject.Mark, m.Subject.Text = mark, strings.Join(strings.Fields(rest), " ")
			r.at(atSubject, i, 0, width)
		}
	case refField:
		if twice = m.Refs != nil; !twice {
			m.Refs = parseRefs(values)
		}
	case classifiedField:
		if twice = m.ClassifiedBy != ""; !twice {
			m.ClassifiedBy = text
		}
	}
	if twice {
		r.find(finding{code: "field-twice", line: i, width: width, text: "this field stands twice; the first was read", hint: "look which of the two the sender meant"})
	}
}

// parseTags reads the TAGS line: subjects, States, organisations, and in
// parentheses the names of persons. Glued ones are parted where the vocabulary leaves
// one best way.
func (r *reader) parseTags(text string, i int) (list, names []string) {
	for text != "" {
		if open := strings.IndexByte(text, '('); open >= 0 {
			name, rest, _ := strings.Cut(text[open+1:], ")")
			if name = trim(name); name != "" {
				names = append(names, name)
			}
			text = text[:open] + " " + rest
			continue
		}
		break
	}
	for _, w := range strings.FieldsFunc(capitals(text), func(c rune) bool { return c == ',' || c == ' ' || c == ';' || c == '.' || c == ':' }) {
		if w == "N/A" {
			continue
		}
		if parts := unglue(w); parts != nil {
			r.find(finding{code: "tags-glued", line: i, seek: w, text: r.words("the TAGS %s stand without a space; they were read as %s", w, strings.Join(parts, ", ")),
				hint: "part them with a comma"})
			list = append(list, parts...)
			continue
		}
		list = append(list, w)
	}
	return list, names
}

// unglue parts a word into TAGS of the vocabulary, in the fewest; nil where it cannot
// be, or where two ways are as good.
func unglue(w string) []string {
	if _, known := tags()[w]; known || len(w) < 6 || len(w) > 40 || !alphabetic(w) {
		return nil
	}
	type way struct{ parts, last, ways int } // to each place: how few parts, how long the last, in how many ways
	to := make([]way, len(w)+1)
	to[0].ways = 1
	for at := 2; at <= len(w); at++ {
		for _, n := range [...]int{4, 2} {
			if at < n || to[at-n].ways == 0 || n == 2 && at == n { // a State's code does not begin a glued word
				continue
			}
			piece := w[at-n : at]
			_, subject := tags()[piece]
			_, state := countries()[piece]
			if n == 4 && !subject || n == 2 && !state {
				continue
			}
			switch parts := to[at-n].parts + 1; {
			case to[at].ways == 0 || parts < to[at].parts:
				to[at] = way{parts, n, to[at-n].ways}
			case parts == to[at].parts:
				to[at].ways += to[at-n].ways
			}
		}
	}
	if to[len(w)].ways != 1 {
		return nil
	}
	var parts []string
	for at := len(w); at > 0; at -= to[at].last {
		parts = append(parts, w[at-to[at].last:at])
	}
	slices.Reverse(parts)
	return parts
}

func alphabetic(w string) bool {
	for i := range len(w) {
		if !letter(w[i]) {
			return false
		}
	}
	return true
}
