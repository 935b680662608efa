package condition

import (
	"entente/act"
)

// maxNesting is how deep brackets may stand in one another; CEL's own default.
const maxNesting = 250

// A frame is an open bracket and what has been seen since within it.
type frame struct {
	bracket  token
	call     bool   // the round bracket of at_least(
	list     bool   // a square bracket
	question *token // a ? whose : is still to come
	inner    int    // further ones, reported
	and, or  *token // the first since the last comma, ? or :
}

// A shape checks what stands beside what: that operators part conditions and
// brackets match. It finds every fault of a text in one pass and names it by its
// neighbours; a text without one is well-formed CEL.
type shape struct {
	*report
	tokens []token
	frames []frame
	before bool // an operator, comma or opening bracket was last: a condition is due
	lax    bool // a wrong token was last: anything goes
}

func (s *shape) check() {
	if len(s.tokens) == 0 {
		s.say(place{1, 1, 1}, empty)
		return
	}
	s.before = true
	s.frames = []frame{{}}
	for i := range s.tokens {
		if !s.step(i) {
			return
		}
	}
	last := &s.tokens[len(s.tokens)-1]
	if s.before && !s.lax {
		s.say(last.place(), endMissing, act.Quote(last.said))
	}
	for i := len(s.frames) - 1; i >= 0; i-- {
		f := &s.frames[i]
		s.leave(f)
		if i > 0 {
			s.say(f.bracket.place(), openBracket, act.Quote(f.bracket.said), act.Quote(closing(f.bracket)))
		}
	}
}

func (t *token) place() place { return place{t.line, t.col, len([]rune(t.said))} }

// closing is the bracket that closes t.
func closing(t token) string {
	if t.said == "(" {
		return ")"
	}
	return "]"
}

// step looks at token i; false means that nothing after it can be told.
func (s *shape) step(i int) bool {
	t, f := &s.tokens[i], &s.frames[len(s.frames)-1]
	switch t.kind {
	case wrong:
		s.before, s.lax = true, true
		return true
	case name, constant, number, text:
		s.operand(t)
	case notSign:
		switch {
		case s.before || s.lax:
		case i+1 < len(s.tokens) && s.tokens[i+1].kind == in:
			s.say(t.place(), notIn)
			s.tokens[i+1].kind = wrong
		default:
			s.say(t.place(), noOperator, act.Quote(t.said))
		}
		s.before, s.lax = true, false
	case open:
		return s.open(i)
	case shut:
		s.shut(i)
	case andSign, orSign, equals, in, question, colon, comma:
		s.operator(i, f)
	}
	return true
}

// operand takes a token, or a closed bracket, that is or ends a condition.
func (s *shape) operand(t *token) {
	if !s.before && !s.lax {
		s.say(t.place(), noOperator, act.Quote(t.said))
	}
	s.before, s.lax = false, false
}

// operator takes a token that stands between two conditions.
func (s *shape) operator(i int, f *frame) {
	t := &s.tokens[i]
	if s.before && !s.lax {
		s.missing(i)
	}
	s.before, s.lax = true, false
	switch t.kind {
	case andSign:
		if f.and == nil {
			f.and = t
		}
	case orSign:
		if f.or == nil {
			f.or = t
		}
	case question:
		s.mixed(f)
		if f.question != nil {
			s.say(t.place(), nested)
			f.inner++
			return
		}
		f.question = t
	case colon:
		s.mixed(f)
		switch {
		case f.inner > 0:
			f.inner--
			return
		case f.question == nil:
			s.say(t.place(), noQuestion)
		}
		f.question = nil
	case comma:
		s.leave(f)
		if !f.call && !f.list {
			s.say(t.place(), strayComma)
		}
	}
}

// missing reports that a condition is due before token i.
func (s *shape) missing(i int) {
	if i == 0 {
		s.say(s.tokens[0].place(), noCondition, s.words("the beginning"), act.Quote(s.tokens[0].said))
		return
	}
	s.say(s.tokens[i].place(), noCondition, act.Quote(s.tokens[i-1].said), act.Quote(s.tokens[i].said))
}

// open takes an opening bracket: of a call, a list, or a group of conditions.
func (s *shape) open(i int) bool {
	t := &s.tokens[i]
	f := frame{bracket: *t, list: t.said == "["}
	switch {
	case s.before || s.lax:
	case f.list:
		s.say(t.place(), index)
	case s.tokens[i-1].kind == name:
		f.call = true
	default:
		s.say(t.place(), noOperator, act.Quote(t.said))
	}
	if len(s.frames) > maxNesting {
		s.say(t.place(), tooDeep, maxNesting)
		return false
	}
	s.frames = append(s.frames, f)
	s.before, s.lax = true, false
	return true
}

// shut takes a closing bracket.
func (s *shape) shut(i int) {
	t := &s.tokens[i]
	if len(s.frames) == 1 {
		s.say(t.place(), shutBracket, act.Quote(t.said))
		s.before, s.lax = false, true
		return
	}
	f := &s.frames[len(s.frames)-1]
	vacant := s.tokens[i-1].kind == open
	if s.before && !s.lax && !(vacant && (f.call || f.list)) {
		s.missing(i)
	}
	s.leave(f)
	if want := closing(f.bracket); want != t.said {
		s.say(t.place(), wrongBracket, act.Quote(t.said), act.Quote(f.bracket.said), act.Quote(want))
	}
	s.frames = s.frames[:len(s.frames)-1]
	s.before, s.lax = false, false
}

// leave ends an item of a frame: at a comma, its bracket, or the end.
func (s *shape) leave(f *frame) {
	if f.question != nil {
		s.say(f.question.place(), noColon)
	}
	s.mixed(f)
	f.question, f.inner = nil, 0
}

// mixed warns of 'and' beside 'or' without parentheses between them.
func (s *shape) mixed(f *frame) {
	if f.and != nil && f.or != nil {
		s.say(f.and.place(), mixed)
	}
	f.and, f.or = nil, nil
}
