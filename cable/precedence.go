package cable

import (
	"strings"

	"entente/phrase"
)

// Precedence is how fast a message is to be carried (ACP 121): its letter.
type Precedence string

// The precedences, most urgent first. NIACT, night action, is an order to the
// receiving post beside IMMEDIATE, not a precedence above it.
const (
	Emergency      Precedence = "Y"
	Flash          Precedence = "Z"
	NightImmediate Precedence = "O NIACT"
	Immediate      Precedence = "O"
	Priority       Precedence = "P"
	Routine        Precedence = "R"
)

var precedenceWords = []struct {
	word string
	is   Precedence
	rank int
}{
	{"EMERGENCY", Emergency, 6}, {"FLASH", Flash, 5}, {"NIACT IMMEDIATE", NightImmediate, 4}, {"IMMEDIATE", Immediate, 4},
	{"PRIORITY", Priority, 3}, {"ROUTINE", Routine, 2},
}

// Rank orders precedences: the more urgent is the greater, none given is 0.
func (p Precedence) Rank() int {
	for _, w := range precedenceWords {
		if w.is == p {
			return w.rank
		}
	}
	return 0
}

// Word is the precedence as an address line has it: IMMEDIATE.
func (p Precedence) Word() string {
	for _, w := range precedenceWords {
		if w.is == p {
			return w.word
		}
	}
	return string(p)
}

// said is Word, to be said in other languages.
func (p Precedence) said(said *phrase.Said) string {
	return said.Keep(p.Word(), func(lang string) string {
		return phrase.Record(lang, phrase.Value, strings.ToLower(strings.ReplaceAll(p.Word(), " ", "_")))
	})
}

// ParsePrecedence reads a precedence by its word or letter; empty when it is none.
func ParsePrecedence(s string) Precedence {
	s = strings.Join(strings.Fields(capitals(s)), " ")
	for _, w := range precedenceWords {
		if w.word == s || string(w.is) == s {
			return w.is
		}
	}
	return ""
}

// precedenceLetter reads one letter of format lines 2 and 5.
func precedenceLetter(c byte) Precedence {
	switch c = upper(c); c {
	case 'Z', 'O', 'P', 'R', 'Y':
		return Precedence([]byte{c})
	}
	return ""
}

// cutPrecedence takes a precedence word off the end of an address.
func cutPrecedence(s string) (string, Precedence) {
	for _, w := range precedenceWords {
		if !strings.HasSuffix(s, w.word) {
			continue
		}
		rest := s[:len(s)-len(w.word)]
		if rest == "" || rest[len(rest)-1] == ' ' {
			return strings.TrimRight(rest, " "), w.is
		}
	}
	return s, ""
}
