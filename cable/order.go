package cable

import (
	"fmt"
	"strings"
	"time"

	"entente/act"
)

// Order is the line on classification and its end.
//
//	E.O. 11652: GDS
//	E.O. 12065: GDS 1/8/85 (JOHNSON, RALPH R.) OR-E
//	E.O. 12958: DECL: 03/14/2017
type Order struct {
	Number string   `json:"number"`         // 12958
	Rule   string   `json:"rule,omitempty"` // N/A, GDS, XGDS-1, DECL …
	On     act.Date `json:"on,omitzero"`    // the day it names
	By     string   `json:"by,omitempty"`   // who decided, where the line says
	Text   string   `json:"text,omitempty"` // what follows the number, as it stands
}

// cutOrder finds the beginning of an order line, also damaged: EO 12065, E.OM
// 11652, EMO. 11652, E. O. 11652. It gives the number and what follows.
func cutOrder(u string) (number, rest string, ok bool) {
	if len(u) < 7 || u[0] != 'E' {
		return
	}
	at := 1
	for at < len(u) && at < 6 && (u[at] == '.' || u[at] == ' ' || u[at] == 'O' || u[at] == '0' || u[at] == 'M') {
		at++
	}
	if at+5 > len(u) || !digits(u[at:at+5]) || !strings.ContainsAny(u[1:at], "O0") {
		return
	}
	return u[at : at+5], strings.TrimLeft(u[at+5:], ": "), true
}

// parseOrder reads what follows the number.
func parseOrder(number, rest string, sent DTG) *Order {
	o := &Order{Number: number, Text: trim(rest)}
	u := strings.TrimLeft(capitals(o.Text), "(8 ")
	word := u
	if at := strings.IndexAny(u, " :("); at >= 0 {
		word = u[:at]
	}
	switch {
	case u == "":
	case strings.HasPrefix(u, "N/A"), strings.HasPrefix(u, "NA"), strings.HasPrefix(u, "N:A"), u == "/A":
		o.Rule = "N/A"
	default:
		o.Rule = strings.TrimRight(word, ",.;")
	}
	o.On = dateIn(u, sent)
	if _, by, ok := strings.Cut(o.Text, "("); ok && o.Rule != "N/A" {
		if name, _, closed := strings.Cut(strings.TrimPrefix(by, "GDS "), ")"); closed && letters(name) > 3 {
			if _, again, nested := strings.Cut(name, "("); nested {
				name = again
			}
			o.By = trim(name)
		}
	}
	return o
}

func letters(s string) (n int) {
	for i := range len(s) {
		if letter(s[i]) {
			n++
		}
	}
	return n
}

// dateIn finds the first date of a line: 03/14/2017, 1/8/85, 2017/03/14. A year of
// two digits is the first such year not before that of the message.
func dateIn(u string, sent DTG) act.Date {
	for at := 0; at < len(u); at++ {
		if !digit(u[at]) || at > 0 && (digit(u[at-1]) || u[at-1] == '/') {
			continue
		}
		end := at
		for end < len(u) && (digit(u[end]) || u[end] == '/' || u[end] == '-' && end-at >= 4) {
			end++
		}
		part := strings.FieldsFunc(u[at:end], func(r rune) bool { return r == '/' || r == '-' })
		if len(part) == 3 && digits(part[0]) && digits(part[1]) && digits(part[2]) {
			y, m, d := part[2], part[0], part[1]
			if len(part[0]) == 4 {
				y, m, d = part[0], part[1], part[2]
			}
			year := number(y)
			if len(y) == 2 {
				year = century(year)
				for sent.Year > 0 && year < sent.Year {
					year += 100
				}
			}
			when := time.Date(year, time.Month(number(m)), number(d), 0, 0, 0, 0, time.UTC)
			if int(when.Month()) == number(m) && when.Day() == number(d) && (len(y) == 4 || len(y) == 2) {
				return act.MustDate(fmt.Sprintf("%04d-%02d-%02d", year, number(m), number(d)))
			}
		}
		at = end
	}
	return act.Date{}
}

// kind is the rule without its number: XGDS-1 is XGDS, 25X1 is 25X.
func (o *Order) kind() string {
	k, _, _ := strings.Cut(o.Rule, "-")
	switch {
	case strings.HasPrefix(k, "25X"), strings.Contains(o.Text, "25X"):
		return "25X"
	case k == "DECL" && o.On.IsZero():
		if rest := strings.TrimLeft(after(capitals(o.Text), "DECL"), ": "); rest != "" && rest[0] == 'X' {
			return "X"
		} else if strings.HasPrefix(rest, "OADR") {
			return "OADR"
		}
	case strings.HasPrefix(k, "X") && len(k) == 2:
		return "X"
	}
	return k
}
