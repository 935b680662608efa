package cable

import (
	"strings"
)

// Ref is one item of the reference line. Post and Serial are empty for what is no
// telegram: a letter, a call, a memorandum.
//
//	REF: A. STATE 52986
//	     B. 06 ISLAMABAD 1485
type Ref struct {
	Label  string `json:"label,omitempty"` // A
	Year   int    `json:"year,omitempty"`  // only where the line states it
	Post   string `json:"post,omitempty"`
	Serial string `json:"serial,omitempty"`
	Text   string `json:"text"` // as it stands
}

// parseRefs reads the lines of a reference list.
func parseRefs(lines []string) []Ref {
	var refs []Ref
	for _, item := range refItems(lines) {
		ref := Ref{Label: item[0], Text: item[1]}
		ref.read()
		refs = append(refs, ref)
	}
	return refs
}

// refItems cuts the list by its letters, A. B. or (A) (B) in their order; a list
// without letters is cut at separators and lines where another telegram begins.
func refItems(lines []string) [][2]string {
	text := strings.Join(lines, "\n")
	next := byte('A')
	type cut struct{ from, to int }
	var cuts []cut
	for at := 0; at < len(text); at++ {
		if at > 0 && letterOrDigit(text[at-1]) {
			continue
		}
		if n := refLabel(text[at:], next); n > 0 {
			cuts = append(cuts, cut{at, at + n})
			at += n - 1
			next++
		}
	}
	var items [][2]string
	add := func(label, s string) {
		if s = strings.Trim(strings.Join(strings.Fields(s), " "), " ;:,"); s != "" {
			items = append(items, [2]string{label, s})
		}
	}
	if len(cuts) > 0 {
		add("", text[:cuts[0].from])
		for i, c := range cuts {
			end := len(text)
			if i+1 < len(cuts) {
				end = cuts[i+1].from
			}
			add(string(rune('A'+i)), strings.TrimSuffix(strings.TrimRight(text[c.to:end], " \n;:,"), " AND"))
		}
		return items
	}
	from := 0
	for at := 0; at < len(text); at++ {
		n := 0
		switch {
		case text[at] == ';', text[at] == ':', text[at] == ',', text[at] == '\n':
			n = 1
		case strings.HasPrefix(text[at:], " AND "):
			n = 5
		}
		if n == 0 {
			continue
		}
		rest := strings.TrimLeft(text[at+n:], " \n")
		rest = strings.TrimPrefix(rest, "AND ")
		first, _, _ := strings.Cut(rest, "\n")
		if cutPost(capitals(first)) != nil {
			add("", text[from:at])
			from = len(text) - len(rest)
			at = from - 1
		}
	}
	add("", text[from:])
	return items
}

func letterOrDigit(c byte) bool { return letter(c) || digit(c) }

// refLabel is the length of the label of this letter at the beginning of s, or 0.
func refLabel(s string, l byte) int {
	u := s
	if len(u) > 1 && u[0] == '(' {
		if upper(u[1]) == l && len(u) > 2 && (u[2] == ')' || u[2] == 'L' && len(u) > 3 && u[3] == ' ') {
			return 3
		}
		return 0
	}
	if len(u) > 2 && upper(u[0]) == l && (u[1] == ')' || u[1] == '.' || u[1] == ':') && (u[2] == ' ' || u[2] == '\n' || digit(u[2])) {
		return 2
	}
	return 0
}

// notPosts are words of references that are no telegrams.
var notPosts = map[string]bool{"OF": true, "LETTER": true, "MEMO": true, "TELECON": true, "LOAN": true, "DATED": true, "TO": true, "ON": true, "MSG": true,
	"JAN": true, "FEB": true, "MAR": true, "APR": true, "MAY": true, "JUN": true, "JUL": true, "AUG": true, "SEP": true, "OCT": true, "NOV": true, "DEC": true,
	"JANUARY": true, "FEBRUARY": true, "MARCH": true, "APRIL": true, "JUNE": true, "JULY": true, "AUGUST": true, "SEPTEMBER": true, "OCTOBER": true,
	"NOVEMBER": true, "DECEMBER": true, "PARA": true, "PARAGRAPH": true, "SECTION": true, "PART": true, "ROOM": true, "REF": true, "AND": true}

// post is a telegram or airgram as a reference names it.
type post struct {
	year         int
	name, serial string
	rest         string
}

// cutPost reads 06 ISLAMABAD 1485, 07STATE12345, LA PAZ at the
// beginning of u, which is in capitals; nil when none stands there.
func cutPost(u string) *post {
	p := &post{}
	u = strings.TrimLeft(u, " '")
	if n := digitsAt(u); n == 2 || n == 4 && (strings.HasPrefix(u, "19") || strings.HasPrefix(u, "20")) {
		p.year = number(u[:n])
		if n == 2 {
			p.year = century(p.year)
		}
		u = strings.TrimLeft(u[n:], " ")
	}
	var words []string
	for len(words) < 5 {
		n := 0
		for n < len(u) && (letter(u[n]) || u[n] == '.' || u[n] == '-' && n+1 < len(u) && letter(u[n+1]) || u[n] == '\'') {
			n++
		}
		w := strings.TrimRight(u[:n], ".")
		switch rest := u[n:]; {
		case w == "A" && rest != "" && (rest[0] == '-' || digit(rest[0])): // an airgram
			if d := digitsAt(strings.TrimPrefix(rest, "-")); d > 0 {
				rest = strings.TrimPrefix(rest, "-")
				p.name, p.serial, p.rest = strings.Join(words, " "), "A-"+rest[:d], rest[d:]
				return p
			}
			return nil
		case n == 0:
			if d := digitsAt(u); d > 0 && d <= 7 && len(words) > 0 && (d == len(u) || !letter(u[d]) && u[d] != '/') {
				p.name, p.serial, p.rest = strings.Join(words, " "), u[:d], u[d:]
				return p
			}
			return nil
		case notPosts[w]:
			return nil
		}
		words = append(words, w)
		u = strings.TrimLeft(u[n:], " ")
	}
	return nil
}

func digitsAt(s string) int {
	n := 0
	for n < len(s) && digit(s[n]) {
		n++
	}
	return n
}

// read finds the telegram a reference names.
func (r *Ref) read() {
	p := cutPost(capitals(r.Text))
	if p == nil {
		return
	}
	r.Year, r.Post, r.Serial = p.year, p.name, p.serial
	if r.Year == 0 {
		r.Year = yearIn(p.rest)
	}
}

// yearIn finds the year of "OF 11/30/73" or "NOVEMBER 23, 1971".
func yearIn(s string) int {
	if d := dateIn(s, DTG{}); !d.IsZero() {
		return d.First().Year()
	}
	for at := 0; at+4 <= len(s); at++ {
		if y := s[at : at+4]; digits(y) && (strings.HasPrefix(y, "19") || strings.HasPrefix(y, "20")) &&
			(at == 0 || !digit(s[at-1])) && (at+4 == len(s) || !digit(s[at+4])) {
			return number(y)
		}
	}
	return 0
}

// Key is a telegram's name for comparison: year, post without spaces, serial
// without leading zeros, as in 07ISLAMABAD1279.
func key(year int, post, serial string) string {
	name := strings.Map(func(c rune) rune {
		if c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, capitals(post))
	for _, kind := range []string{"AMEMBASSY", "AMCONSUL", "USMISSION"} {
		if rest := strings.TrimPrefix(name, kind); rest != "" {
			name = rest
		}
	}
	if name == "SECSTATE" || name == "SECSTATEWASHDC" || name == "DEPT" {
		name = "STATE"
	}
	serial = strings.TrimLeft(serial, "0")
	if year == 0 {
		return name + serial
	}
	return twoDigits(year%100) + name + serial
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10%10), byte('0' + n%10)}) }

// ID is the telegram's reference number, 07ISLAMABAD1279; empty when the text
// does not say which it is.
func (m *Message) ID() string {
	if m.Post == "" || m.Serial == "" || m.DTG.Year == 0 {
		return ""
	}
	return key(m.DTG.Year, m.Post, m.Serial)
}
