package coding

import (
	"entente/gazetteer"
	"entente/phrase"
	"entente/source"
)

var (
	locatives  = set("in at from near into within across over inside outside through around")
	recipients = set("to with against for toward towards")
)

// holders lists whose stand or word a sentence may be, the likeliest first.
func (p *proposer) holders(l *line, speakers []speaker) []Pick {
	scores := map[string]float64{}
	best := map[string]Pick{}
	var order []string
	offer := func(code string, score float64, words source.Span, why string) {
		if code == "" {
			return
		}
		old, there := best[code]
		if !there {
			order = append(order, code)
		}
		if !there || score > old.score {
			best[code] = Pick{Value: code, Words: words, Why: why, score: score}
		}
		scores[code] += 0.3
	}
	verb := l.mainVerb()
	for _, m := range l.mentions {
		score, why, role := l.standing(m, verb)
		offer(m.code, score, l.span(m.from, m.to), why)
		if p := best[m.code]; p.Why == "" { // its government
			best[m.code] = p.because("its {word}", role)
		}
	}
	for i, s := range speakers {
		why := phrase.Key("speaks")
		if i > 0 || s.from == s.to {
			why = phrase.Key("spoke before")
		}
		offer(s.code, 3.2-1.2*float64(i), s.pick.Words, why)
	}
	if len(speakers) > 0 && speakers[0].code == "" && speakers[0].to > speakers[0].from {
		// Officials without a State are most often those of the State it is all about.
		offer(p.dominant(), 2.2, source.Span{}, phrase.Key("the document is mostly about it"))
	}
	if p.known.author != "" && (len(speakers) == 0 || speakers[0].guess) {
		score := 1.2
		if p.known.argues {
			score = 3
		}
		offer(p.known.author, score, source.Span{}, phrase.Key("it wrote the document"))
	}
	if p.holder != "" {
		score := 0.8
		if goesOn(l) {
			score = 2.4
		}
		offer(p.holder, score, source.Span{}, phrase.Key("the sentence before was about it"))
	}
	offer(p.dominant(), 0.9, source.Span{}, phrase.Key("the document is mostly about it"))
	picks := make([]Pick, 0, len(order))
	for _, code := range order {
		k := best[code]
		k.score += scores[code] + 1.5*p.weight[code]
		picks = append(picks, k)
	}
	return ranked(picks)
}

// dominant is the State a document is mostly about.
func (p *proposer) dominant() string {
	code, most := "", 0.0
	for c, w := range p.weight {
		if e, ok := gazetteer.Lookup(c); ok && e.Kind == gazetteer.KindState && (w > most || w == most && c < code) {
			code, most = c, w
		}
	}
	return code
}

// standing weighs one mention: a subject before the verb counts, a place does not.
func (l *line) standing(m mention, verb int) (score float64, why, role string) {
	score, why = 1, phrase.Key("named in the sentence")
	next := func(i int) string {
		if i >= 0 && i < len(l.words) {
			return l.words[i].low
		}
		return ""
	}
	before := next(m.from - 1)
	if before == "the" {
		before = next(m.from - 2)
	}
	if m.from < verb {
		score, why = score+1, phrase.Key("stands before the verb")
		if m.from <= 2 {
			score++
		}
	}
	if m.person {
		score, why = score+0.8, phrase.Key("a person who speaks for it is named")
	}
	if m.how == gazetteer.ByDemonym && roles[next(m.to)] {
		score, why, role = score+1.2, "", next(m.to)
	}
	if next(m.to) == "'s" {
		score += 0.4
		if roles[next(m.to+1)] {
			score++
		}
	}
	place := m.how == gazetteer.ByCapital || m.how == gazetteer.BySeat
	switch {
	case locatives[before] && place:
		score -= 2.5
	case locatives[before]:
		score -= 1.5
	case recipients[before]:
		score -= 0.8
	case before == "of" || before == "on":
		score -= 0.5
	case before == "by":
		score += 0.5
	}
	if m.from == 0 && place && m.to < len(l.words) && l.words[m.to].afterDot {
		score -= 4 // a dateline
	}
	if m.group {
		score--
	}
	return score, why, role
}

// mainVerb is the first word that says what somebody does: a cue that is no
// condition, or a common verb.
func (l *line) mainVerb() int {
	verb := len(l.words)
	for _, c := range l.cues {
		if c.class != condition && c.class != notCondition && c.class < personal && c.from < verb && c.from > 0 {
			verb = c.from
		}
	}
	for i, w := range l.words {
		if i >= verb {
			break
		}
		if i > 0 && auxiliaries[w.low] {
			return i
		}
	}
	return verb
}

var auxiliaries = set("is are was were has have had will would could can should must may might does did do made makes sees seen believes plans wants")
