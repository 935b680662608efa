package coding

import (
	"strings"

	"entente/phrase"
	"entente/source"
)

// A speaker is who may have said a sentence, and for whom.
type speaker struct {
	pick    Pick
	code    string
	from    int // words in the sentence; from == to for one carried over
	to      int
	low     string
	pronoun bool
	guess   bool // nobody speaks in the sentence as far as can be seen
}

var (
	pronouns    = set("he she they it who we i him her them")
	determiners = set("a an one another the some several two three many senior other both")
	stopAfter   = set("in on at to who that when during after before as while by from for with about and but also yesterday today monday tuesday wednesday thursday friday saturday sunday last this")
	furniture   = []string{"leave a reply", "your email address will not be published", "required fields are marked", "source link", "advertisements", "share this", "related posts"}
)

// speakers lists who may speak in a sentence, the likeliest first.
func (p *proposer) speakers(l *line) (out []speaker) {
	if p.comment {
		return []speaker{{pick: Pick{Value: phrase.Key("the reporter, in a comment"), Why: phrase.Key("it is within a comment or note")}}}
	}
	add := func(s speaker) {
		if len(out) < most && s.pick.Value != "" && !strings.EqualFold(s.pick.Value, "it") {
			for _, o := range out {
				if strings.EqualFold(o.pick.Value, s.pick.Value) {
					return
				}
			}
			out = append(out, s)
		}
	}
	carried := false
	for _, c := range l.cues {
		if c.class != speech || l.words[c.from].quoted || c.from > 0 && l.words[c.from].capital {
			continue
		}
		s := p.speakerAt(l, c)
		if s.pronoun || s.pick.Value == "" {
			carried = true
			add(p.carry(phrase.Key("the sentence goes on with the one who spoke before")))
			continue
		}
		add(s)
	}
	found := len(out)
	if !carried && found == 0 && p.last.pick.Value != "" && goesOn(l) {
		add(p.carry(phrase.Key("the sentence goes on with the one who spoke before")))
	}
	for _, m := range l.mentions {
		if m.person {
			s := l.named(m, phrase.Key("named in the sentence"))
			s.guess = true
			add(s)
		}
	}
	if found > 0 && !carried {
		p.last = out[0]
		p.remember(l, out[0])
	}
	if len(out) < most && p.last.pick.Value != "" {
		s := p.carry(phrase.Key("spoke before"))
		s.guess = true
		add(s)
	}
	return out
}

// remember keeps the names of those who speak for somebody by their post.
func (p *proposer) remember(l *line, s speaker) {
	if !strings.Contains(s.low, "spokes") {
		return
	}
	for _, w := range l.words[s.from:s.to] {
		if w.capital && !titles[w.low] && len(w.low) > 2 {
			p.spokes[w.low] = true
		}
	}
}

// carry is who spoke last, as a pick of another sentence.
func (p *proposer) carry(why string) speaker {
	s := p.last
	s.pick.Words, s.pick.Why, s.pick.key, s.from, s.to = source.Span{}, why, "", 0, 0
	return s
}

// goesOn reports whether a sentence is within a quotation, or begins with a pronoun
// or a quotation nobody is named for.
func goesOn(l *line) bool {
	if len(l.words) == 0 {
		return false
	}
	first := l.words[0]
	return first.quoted || pronouns[first.low] || first.low == "his" || first.low == "her" || first.low == "their" || first.low == "this" || strings.HasPrefix(l.text, "“") || strings.HasPrefix(l.text, `"`)
}

// speakerAt gives the one a verb of speech belongs to: after it, in "said one
// senior diplomat", or before it.
func (p *proposer) speakerAt(l *line, c cue) speaker {
	if l.words[c.from].low == "according" {
		return l.phrase(c.to, p.end(l, c.to), "“according to”")
	}
	if after := c.to; after < len(l.words) && !l.words[after].quoted && !l.words[after].afterDot && c.from > 0 {
		verb := l.words[c.from].low
		inverted := l.words[c.from-1].quoted || l.words[c.from].afterDot && len(l.words)-after < 14 && l.words[after].low != "the"
		if w := l.words[after]; inverted && verb != "told" && verb != "tell" && verb != "tells" && (w.capital || determiners[w.low]) {
			s := l.phrase(after, p.end(l, after), "")
			s.pick = s.pick.because("stands after “{word}”", verb)
			return s
		}
	}
	from := c.from
	for from > 0 && c.from-from < 24 && !l.words[from].afterDot && !l.words[from-1].quoted && !stopBefore[l.words[from-1].low] {
		from--
	}
	if from == c.from && from > 1 && l.words[from].afterDot {
		// "Khalilullah, the spokesman, said": the name stands before the commas.
		from--
		for from > 0 && c.from-from < 24 && !l.words[from-1].quoted && !stopBefore[l.words[from-1].low] {
			from--
		}
	}
	to := c.from
	for to > from && auxiliary[l.words[to-1].low] {
		to--
	}
	if to-from > 10 {
		// A long subject is named by its beginning.
		for to = from + 1; to < from+10 && !l.words[to].afterDot; to++ {
		}
	}
	s := l.phrase(from, to, "")
	s.pick = s.pick.because("stands before “{word}”", l.words[c.from].low)
	return s
}

var (
	stopBefore = set("that but when while after before because if although though as said told and")
	auxiliary  = set("has have had also was were is are then later recently repeatedly further never not who would will only again all")
)

// end is where a speaker's description stops.
func (p *proposer) end(l *line, from int) int {
	to := from
	for to < len(l.words) && to-from < 12 && !l.words[to].quoted && (to == from || !l.words[to].afterDot && !stopAfter[l.words[to].low]) {
		to++
	}
	return to
}

// phrase makes a speaker of some words.
func (l *line) phrase(from, to int, why string) speaker {
	for from < to && (l.words[from].low == "however" || l.words[from].low == "meanwhile" || l.words[from].low == "but" || l.words[from].low == "and" || l.words[from].low == "still") {
		from++
	}
	if to <= from {
		return speaker{}
	}
	span := l.span(from, to)
	s := speaker{pick: Pick{Value: strings.TrimSpace(l.text[span.Start-l.Start : span.End-l.Start]), Words: span, Why: why}, from: from, to: to}
	s.low = lower(s.pick.Value)
	s.pronoun = to-from == 1 && pronouns[l.words[from].low]
	for _, m := range l.mentions {
		if m.from >= from && m.to <= to && (s.code == "" || m.person) {
			s.code = m.code
		}
	}
	return s
}

// named makes a speaker of a person named in a sentence, with the title before it.
func (l *line) named(m mention, why string) speaker {
	from := m.from
	for from > 0 && m.from-from < 5 && l.words[from-1].capital && !l.words[from].afterDot {
		from--
	}
	return l.phrase(from, m.to, why)
}
