package condition

import (
	"slices"
	"strings"
	"unicode"

	"entente/act"
)

// kind is what a token is for the shape of a condition.
type kind uint8

const (
	name     kind = iota // fact.x, at_least, TUR
	constant             // true, false
	number
	text // "v"
	notSign
	andSign
	orSign
	equals // == or !=
	in
	question
	colon
	comma
	open  // ( or [
	shut  // ) or ]
	wrong // already reported; anything may stand beside it
)

// A token is a word or sign of the condition, with its place.
type token struct {
	kind      kind
	said      string // as written
	at        int    // index of its first character
	line, col int
	means     meaning // of a name: what it refers to, once resolved
}

// signs, longest first. Those that are no part of the language carry the message to give.
var signs = []struct {
	said string
	kind kind
	no   code
}{
	{"<->", wrong, badArrow}, {"&&", andSign, ""}, {"||", orSign, ""}, {"==", equals, ""}, {"!=", equals, ""},
	{"=>", wrong, badArrow}, {"->", wrong, badArrow}, {"<>", wrong, badUnequal}, {"<=", wrong, badSize}, {">=", wrong, badSize},
	{"⇒", wrong, badArrow}, {"→", wrong, badArrow}, {"≠", wrong, badUnequal}, {"≤", wrong, badSize}, {"≥", wrong, badSize},
	{"!", notSign, ""}, {"?", question, ""}, {":", colon, ""}, {",", comma, ""},
	{"(", open, ""}, {"[", open, ""}, {")", shut, ""}, {"]", shut, ""},
	{"=", wrong, badEquals}, {"&", wrong, badSingle}, {"|", wrong, badSingle}, {"<", wrong, badSize}, {">", wrong, badSize},
	{"+", wrong, badArithmetic}, {"-", wrong, badArithmetic}, {"*", wrong, badArithmetic}, {"/", wrong, badArithmetic}, {"%", wrong, badArithmetic},
}

// words are the officials' spelling, and the sign of equal width CEL reads.
var words = map[string]struct {
	kind kind
	sign string
}{
	"and": {andSign, "&& "}, "or": {orSign, "||"}, "not": {notSign, "!  "},
	"in": {in, "in"}, "true": {constant, "true"}, "false": {constant, "false"},
}

// A scanner cuts a text into tokens. cel is the text for CEL: the same, at equal width, with the
// officials' words replaced, so that places in it are places in the text.
type scanner struct {
	*report
	src, cel  []rune
	at        int
	line, bol int // current line and the index of its first character
	tokens    []token
}

func (s *scanner) scan() {
	for s.line = 1; s.at < len(s.src); {
		switch r := s.src[s.at]; {
		case r == '\n':
			s.at++
			s.line, s.bol = s.line+1, s.at
		case r == ' ' || r == '\r':
			s.at++
		case r == '\t':
			s.say(s.here(1), tab)
			s.at++
		case r == '/' && s.peek(1) == '/':
			for s.at < len(s.src) && s.src[s.at] != '\n' {
				s.at++
			}
		case r == '_' || unicode.IsLetter(r):
			s.name()
		case r >= '0' && r <= '9' || r == '-' && isDigit(s.peek(1)) && s.operandNext():
			s.number()
		case r == '"' || r == '\'':
			s.text(r)
		case strings.ContainsRune(typographic, r):
			s.typographicText()
		default:
			s.sign()
		}
	}
}

func (s *scanner) peek(n int) rune {
	if s.at+n < len(s.src) {
		return s.src[s.at+n]
	}
	return 0
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func inName(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// here is the place of the next width characters.
func (s *scanner) here(width int) place { return place{s.line, s.at - s.bol + 1, width} }

// operandNext reports whether a minus would be a sign of a number, not an operator.
func (s *scanner) operandNext() bool {
	if len(s.tokens) == 0 {
		return true
	}
	switch s.tokens[len(s.tokens)-1].kind {
	case name, constant, number, text, shut:
		return false
	}
	return true
}

// add makes a token of the characters from s.at to end.
func (s *scanner) add(k kind, end int) *token {
	p := s.here(0)
	s.tokens = append(s.tokens, token{kind: k, said: string(s.src[s.at:end]), at: s.at, line: p.line, col: p.col})
	s.at = end
	return &s.tokens[len(s.tokens)-1]
}

// name reads a word or a dotted name.
func (s *scanner) name() {
	end, dots, hyphen := s.at, 0, false
	for ; end < len(s.src); end++ {
		switch r := s.src[end]; {
		case inName(r):
		case r == '.' && end+1 < len(s.src) && inName(s.src[end+1]):
			dots++
		case r == '-' && end+1 < len(s.src) && inName(s.src[end+1]):
			hyphen = true
		default:
			goto whole
		}
	}
whole:
	said := string(s.src[s.at:end])
	if w, ok := words[strings.ToLower(said)]; ok {
		copy(s.cel[s.at:end], []rune(w.sign))
		s.add(w.kind, end)
		return
	}
	where := s.here(end - s.at)
	t := s.add(name, end)
	switch {
	case hyphen:
		t.kind = wrong
		s.say(where, badHyphen, act.Quote(said), strings.ReplaceAll(said, "-", "_"))
	case dots > 0 && Usable(said[strings.IndexByte(said, '.')+1:]):
	case dots == 0 && (Usable(said) || reserved(said)):
	case dots > 0 && slices.ContainsFunc(strings.Split(said, "."), reserved):
		t.kind = wrong
		s.say(where, badReserved, act.Quote(said))
	default:
		t.kind = wrong
		s.say(where, badName, act.Quote(said))
	}
}

// Usable reports whether an id can be written in a condition after "fact.", "joins.", "option.": Latin
// letters, digits and _, no digit first, and none of CEL's words true, false, null, in.
// Dots may part several such names.
func Usable(id string) bool {
	for part := range strings.SplitSeq(id, ".") {
		if part == "" || isDigit(rune(part[0])) || reserved(part) || strings.ContainsFunc(part, func(r rune) bool {
			return r != '_' && !isDigit(r) && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
		}) {
			return false
		}
	}
	return true
}

func reserved(s string) bool { return s == "in" || s == "true" || s == "false" || s == "null" }

// number reads a whole number; whatever else begins with a digit is refused whole.
func (s *scanner) number() {
	end := s.at + 1
	for end < len(s.src) && (inName(s.src[end]) || s.src[end] == '.' && end+1 < len(s.src) && inName(s.src[end+1])) {
		end++
	}
	where := s.here(end - s.at)
	t := s.add(number, end)
	digits := strings.TrimPrefix(t.said, "-")
	if len(digits) > 9 || strings.Trim(digits, "0123456789") != "" {
		t.kind = wrong
		s.say(where, badNumber, act.Quote(t.said))
	}
}

const typographic = "“”„‟«»‹›‘’‚‛＂＇`´"

// text reads a text in straight quotation marks, on one line, without escapes.
func (s *scanner) text(quote rune) {
	curly := -1
	for end := s.at + 1; end < len(s.src) && s.src[end] != '\n'; end++ {
		switch r := s.src[end]; {
		case r == quote:
			where := s.here(end + 1 - s.at)
			if t := s.add(text, end+1); strings.ContainsAny(t.said, "\\\r\x00") {
				t.kind = wrong
				s.say(where, badText)
			}
			return
		case curly < 0 && strings.ContainsRune(typographic, r):
			curly = end
		}
	}
	if curly >= 0 {
		s.add(wrong, curly)
		s.say(s.here(1), badQuote, string(s.src[curly]))
		s.at++
		return
	}
	s.say(s.here(1), openQuote, string(quote))
	end := s.at
	for end < len(s.src) && s.src[end] != '\n' {
		end++
	}
	s.add(wrong, end)
}

// typographicText reports a typographic quotation mark once for the whole quotation, and lets
// CEL see straight ones, so that the rest is still checked.
func (s *scanner) typographicText() {
	s.say(s.here(1), badQuote, string(s.src[s.at]))
	for end := s.at + 1; end < len(s.src) && s.src[end] != '\n'; end++ {
		if r := s.src[end]; r == '"' || r == '\'' || strings.ContainsRune(typographic, r) {
			s.cel[s.at], s.cel[end] = '"', '"'
			s.add(text, end+1)
			return
		}
	}
	s.add(wrong, s.at+1)
}

// sign reads an operator, a bracket, or something that has no business here.
func (s *scanner) sign() {
	for _, g := range signs {
		width := 0
		for _, r := range g.said {
			if s.peek(width) != r {
				width = -1
				break
			}
			width++
		}
		if width < 0 {
			continue
		}
		if g.no != "" {
			s.say(s.here(width), g.no, act.Quote(g.said))
		}
		s.add(g.kind, s.at+width)
		return
	}
	if s.src[s.at] == '.' {
		s.say(s.here(1), badDot)
	} else {
		s.say(s.here(1), badCharacter, s.visible(s.src[s.at]))
	}
	s.add(wrong, s.at+1)
}

// visible names a character that may not be seen.
func (s *scanner) visible(r rune) string {
	if unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) {
		return "'" + string(r) + "'"
	}
	return s.words("U+%04X, which cannot be seen,", r)
}
