package condition

import (
	"fmt"
	"strconv"
	"strings"
)

// A grammar holds every pattern and rule of a language that Words uses; the order of what
// is said is in words.go.
type grammar interface {
	always() string
	never() string
	conditional(when, then, otherwise string, atLength bool) string
	clauses(items []string, any bool, strength int) string // clauses that all hold, or of which any is enough, parted at a strength
	clause(text string) passage                            // measures a text
	several(names []string, k Kind, does, any bool) string // all of them do it, none does, any does, one does not
	quantified(q howMany, names []string, k Kind, does bool) string
	quantifiedGroup(q howMany, group string, k Kind) string
	quantifiedClauses(q howMany, items []string) string
	grouped(group string, members []string) string // a group and who of it is on record
	plural(group string) string                    // a group without a namer's word: members.OIC
}

var grammars = map[string]grammar{"ar": arabic{}, "fr": french{}}

// english is the language conditions are said in when no other is asked for.
type english struct{}

func (english) always() string { return "nothing more is needed" }
func (english) never() string  { return "this cannot come about" }

func (english) conditional(when, then, otherwise string, atLength bool) string {
	switch {
	case otherwise != "":
		return fmt.Sprintf("if %s, then %s; otherwise %s", when, then, otherwise)
	case atLength:
		return fmt.Sprintf("if %s; then %s", when, then)
	}
	return fmt.Sprintf("if %s, then %s", when, then)
}

// A verb in the singular and the plural, affirmed and denied.
type verb struct{ one, many, notOne, notMany string }

// verbs are what an actor does, by the kind of atom.
var verbs = map[Kind]verb{
	Joins:   {"joins", "join", "does not join", "do not join"},
	Decided: {"has decided to take part", "have decided to take part", "has not decided to take part", "have not decided to take part"},
}

// of conjugates for so many who do, or do not.
func (v verb) of(n int, does bool) string {
	switch {
	case does && n == 1:
		return v.one
	case does:
		return v.many
	case n == 1:
		return v.notOne
	}
	return v.notMany
}

// strengths are what parts clauses: plain ones, ones with commas, ones with semicolons.
var strengths = [...]struct{ between, last string }{{", ", " "}, {", %s ", ", "}, {"; %s ", "; "}}

// clauses joins clauses by "and", or "or" when any is enough, at a strength; "either" opens a choice.
func (english) clauses(items []string, any bool, strength int) string {
	s, word := strengths[strength], "and"
	if any {
		word = "or"
	}
	between, last := s.between, s.last+word+" "
	if strings.Contains(between, "%s") {
		between = fmt.Sprintf(between, word)
	}
	n := len(items) - 1
	said := strings.Join(items[:n], between) + last + items[n]
	if any {
		return "either " + said
	}
	return said
}

// clause measures a text that is not made here.
func (english) clause(text string) passage {
	holds := func(signs ...string) bool {
		for _, s := range signs {
			if strings.Contains(text, s) {
				return true
			}
		}
		return false
	}
	switch {
	case holds(";"):
		return passage{text, 3}
	case holds(", and ", ", or "):
		return passage{text, 2}
	case holds(",", " and ", " or "):
		return passage{text, 1}
	}
	return passage{text, 0}
}

// listed joins names: "A, B and C".
func listed(names []string, word string) string {
	if n := len(names) - 1; n > 0 {
		return strings.Join(names[:n], ", ") + " " + word + " " + names[n]
	}
	return names[0]
}

// A howMany says how many of a number of things do something.
type howMany struct {
	least, most int // inclusive; most < least: every number but those between
	total       int
}

// quantified says that so many of the names do it, or do not.
func (english) quantified(q howMany, names []string, k Kind, does bool) string {
	v := verbs[k]
	n, all := len(names), listed(names, "and")
	if !does && (q.most == 0 || q.least == n || q.least == 0 && q.most == n-1) { // nobody says: none does not
		q, does = howMany{n - min(q.most, n), n - q.least, n}, true
	}
	switch {
	case n == 1 && q == (howMany{1, 1, 1}):
		return all + " " + v.of(1, does)
	case n == 1 && q == (howMany{0, 0, 1}):
		return all + " " + v.of(1, !does)
	case n == 2 && q == (howMany{2, 2, 2}):
		return "both " + all + " " + v.of(2, does)
	case n == 2 && q == (howMany{0, 1, 2}):
		return "not both " + all + " " + v.of(2, does)
	case n == 2 && q == (howMany{0, 0, 2}) && does:
		return "neither " + listed(names, "nor") + " " + v.of(1, does)
	}
	number, grammatical := counted(q)
	return number + " of " + all + only(q) + " " + v.of(grammatical, does)
}

// quantifiedGroup says that so many of a group, a plural, do it.
func (english) quantifiedGroup(q howMany, group string, k Kind) string {
	v := verbs[k]
	number, grammatical := counted(q)
	if grammatical == 1 {
		return number + " of the " + group + " " + v.of(1, true)
	}
	return number + " " + group + " " + v.of(2, true)
}

// quantifiedClauses says that so many of several clauses hold.
func (english) quantifiedClauses(q howMany, items []string) string {
	number, grammatical := counted(q)
	hold := "hold"
	if grammatical == 1 {
		hold = "holds"
	}
	return number + " of these " + hold + only(q) + " (" + strings.Join(items, "; ") + ")"
}

// several says that all of the names do it, that none does, that any does, or that one does not.
func (g english) several(names []string, k Kind, does, any bool) string {
	n, v := len(names), verbs[k]
	switch {
	case n == 1:
		return names[0] + " " + v.of(1, does)
	case does && any:
		return listed(names, "or") + " " + v.one
	case does:
		return listed(names, "and") + " " + v.many
	case any:
		return g.quantified(howMany{0, n - 1, n}, names, k, true)
	}
	return g.quantified(howMany{0, 0, n}, names, k, true)
}

// counted says a number of things and which form the verb then takes.
func counted(q howMany) (words string, grammatical int) {
	switch {
	case q.most < q.least && q.least <= q.total:
		return "fewer or more than " + numeral(q.most+1), 2
	case q.least == q.most && q.least == q.total:
		return "all", 2
	case q.most == 0:
		return "none", 1
	case q.least == q.most:
		return "exactly " + numeral(q.least), q.least
	case q.least > 0:
		return "at least " + numeral(q.least), q.least
	case q.most == q.total-1:
		return "not all", 2
	}
	return "at most " + numeral(q.most), q.most
}

// only says that a number cannot be reached.
func only(q howMany) string {
	if q.least > q.total {
		return " (" + numeral(q.total) + " at most)"
	}
	return ""
}

// mostNamed is how many of a group are said by name.
const mostNamed = 6

// grouped says a group and who of it is on record.
func (english) grouped(group string, members []string) string {
	if n := len(members); n == 0 || n > mostNamed {
		return group + " (" + numeral(n) + " on record)"
	}
	return group + " (" + listed(members, "and") + ")"
}

// plural is a group without a namer's word: members.OIC.
func (english) plural(group string) string {
	if org, ok := strings.CutPrefix(group, "members."); ok {
		return "members of " + org
	}
	return group
}

// numeral writes small numbers out.
func numeral(n int) string {
	return written(n, "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
}

// written is a number in words, as far as there are any.
func written(n int, words ...string) string {
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}
