package coding

import (
	"strings"

	"entente/phrase"
	"entente/source"
)

// negations turn what follows them round.
var negations = set("not no never n't without nor neither")

// stancesOf lists the stands a sentence may take, by the cues in it.
func stancesOf(l *line) []Pick {
	var scores [stances]float64
	var words [stances]source.Span
	hit := func(c class, w float64, from, to int) {
		if scores[c] == 0 || w > 4 {
			words[c] = l.span(from, to)
		}
		scores[c] += w
	}
	for _, c := range l.cues {
		if c.class >= stances {
			continue
		}
		w := float64(c.weight)
		switch negated := l.negated(c.from); {
		case negated && c.class == supports:
			hit(opposes, w, c.from, c.to)
		case negated && c.class == opposes && c.to-c.from == 1:
			hit(undecided, w/2, c.from, c.to)
			hit(supports, w/2, c.from, c.to)
		case negated && (c.class == denies || c.class == demands):
			hit(c.class, w/2, c.from, c.to)
		default:
			hit(c.class, w, c.from, c.to)
		}
	}
	if c := conditionIn(l); c != nil {
		scores[demands] += 2.5
		scores[supports] += 1
	}
	var picks []Pick
	for c := range stances {
		if scores[c] > 0 {
			why := ""
			if words[c] != (source.Span{}) {
				why = "“" + l.text[words[c].Start-l.Start:words[c].End-l.Start] + "”"
			}
			picks = append(picks, Pick{Value: classNames[c], Words: words[c], Why: why, score: scores[c]})
		}
	}
	return ranked(picks)
}

// negated reports whether a negation stands within three words before a word. In
// telegrams "not/not" is one negation, said twice so that none is lost.
func (l *line) negated(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		low := l.words[k].low
		if negations[low] || strings.HasSuffix(low, "n't") || strings.HasSuffix(low, "n’t") {
			return true
		}
		if l.words[k+1].afterDot && low != "not" {
			return false
		}
	}
	return false
}

// conditionIn gives the words that name a condition.
func conditionIn(l *line) *Pick {
	for _, c := range l.cues {
		if c.class != condition {
			continue
		}
		masked := false
		for _, n := range l.cues {
			masked = masked || n.class == notCondition && n.from < c.to && c.from < n.to
		}
		if masked {
			continue
		}
		words := l.span(c.from, c.to)
		return &Pick{Value: l.clause(c), Words: words, Why: "“" + l.text[words.Start-l.Start:words.End-l.Start] + "”"}
	}
	return nil
}

// clause is what a condition's words open: up to the next comma, or the end.
func (l *line) clause(c cue) string {
	to := c.to
	for to < len(l.words) && !l.words[to].afterDot {
		to++
	}
	s := l.span(c.from, to)
	return l.text[s.Start-l.Start : s.End-l.Start]
}

// attributions lists how the word may have reached the record.
func (p *proposer) attributions(l *line, speakers []speaker) []Pick {
	var out []Pick
	add := func(value, why string) {
		for _, o := range out {
			if o.Value == value {
				return
			}
		}
		if len(out) < most {
			out = append(out, Pick{Value: value, Why: why})
		}
	}
	if p.comment {
		add("mission_view", phrase.Key("it is within a comment or note"))
	}
	for _, c := range l.cues {
		switch c.class {
		case anonymous:
			add("anonymous", phrase.Key("anonymity is stated"))
		case media:
			add("media_report", phrase.Key("it rests on reports"))
		}
	}
	if p.known.argues && (len(speakers) == 0 || speakers[0].guess) {
		add("author_view", phrase.Key("an analysis speaks for its author"))
	}
	telegram := p.reading.Reader == "telegram"
	for _, s := range speakers[:min(1, len(speakers))] {
		switch {
		case s.guess:
			add("narrator", phrase.Key("nobody is said to speak"))
		case telegram && s.to > s.from:
			add("told_embassy", phrase.Key("said to the mission that reports"))
		case strings.Contains(s.low, "spokes") || p.spokesFor(s.low):
			add("spokesperson", phrase.Key("the post is named"))
		case unnamed(s.low):
			add("background", phrase.Key("no name is given"))
		case s.pick.Value != "" && s.low != "":
			add("on_record", phrase.Key("somebody is named"))
		}
	}
	if telegram {
		add("told_embassy", phrase.Key("a telegram reports what was said to the mission"))
	}
	add("narrator", phrase.Key("the reporter's own account"))
	add("background", "")
	add("on_record", "")
	return out
}

// spokesFor reports whether a speaker was introduced as a spokesperson.
func (p *proposer) spokesFor(low string) bool {
	for _, w := range strings.Fields(low) {
		if p.spokes[strings.Trim(w, ",.")] {
			return true
		}
	}
	return false
}

// unnamed reports whether a speaker is described and not named.
func unnamed(low string) bool {
	words := strings.Fields(low)
	if len(words) == 0 {
		return false
	}
	for _, w := range words {
		switch w {
		case "official", "officials", "diplomat", "diplomats", "source", "sources", "analysts", "experts", "observers", "circles":
			return true
		}
	}
	return determiners[words[0]] && words[0] != "the"
}

func capacities(l *line) []Pick {
	out := []Pick{{Value: "official"}}
	for _, c := range l.cues {
		switch c.class {
		case personal:
			return []Pick{{Value: "personal", Words: l.span(c.from, c.to), Why: phrase.Key("a view of one's own")}, {Value: "official"}}
		case institutional:
			out = []Pick{{Value: "official"}, {Value: "institutional", Words: l.span(c.from, c.to), Why: phrase.Key("a parliament or party")}}
		}
	}
	return out
}

// kindsOf lists the kinds of act a sentence may hold.
func kindsOf(l *line, p Picks) []Pick {
	out := []Pick{}
	for _, w := range l.words {
		switch w.low {
		case "invited", "invite", "invites", "invitation", "asked", "requested", "request":
			out = appendOnce(out, "invitation")
		case "proposed", "proposal", "proposes", "floated", "suggested":
			out = appendOnce(out, "proposal")
		case "troops", "battalion", "battalions", "brigade", "peacekeepers", "police", "personnel":
			if len(p.Stances) > 0 && p.Stances[0].Value == "supports" {
				out = appendOnce(out, "pledge")
			}
		}
	}
	if len(out) > 1 {
		out = out[:1]
	}
	if len(p.Stances) > 0 {
		out = append([]Pick{{Value: "position"}, {Value: "statement"}}, out...)
	} else {
		out = append([]Pick{{Value: "statement"}, {Value: "position"}}, out...)
	}
	return out
}

func appendOnce(picks []Pick, kind string) []Pick {
	for _, p := range picks {
		if p.Value == kind {
			return picks
		}
	}
	return append(picks, Pick{Value: kind})
}

// withheld is why there is nothing to code in what the reader may not see.
const withheld = "withheld"

// skipped says why there is likely nothing to code in a sentence.
func (p *proposer) skipped(l *line) string {
	para := p.reading.Paragraphs[l.Paragraph]
	switch para.Role {
	case source.Furniture:
		return phrase.Key("page furniture")
	case source.Heading:
		return phrase.Key("heading")
	case source.Header:
		return phrase.Key("header")
	case source.Withheld:
		return withheld
	}
	low := lower(strings.TrimSpace(l.text))
	for _, f := range furniture {
		if strings.HasPrefix(low, f) && l.Paragraph*2 > len(p.reading.Paragraphs) {
			p.trailing = true
		}
	}
	switch {
	case p.trailing:
		return phrase.Key("page furniture")
	case len(l.words) < 3:
		return phrase.Key("too short to say something")
	}
	return ""
}

// comments follows the blocks that telegrams set apart as the reporter's own.
func (p *proposer) comments(l *line) {
	low := lower(l.text)
	if strings.Contains(low, "comment:") || strings.Contains(low, "note:") || strings.Contains(low, "begin comment") {
		p.comment = p.reading.Reader == "telegram"
	}
	if strings.Contains(low, "end comment") || strings.Contains(low, "end note") {
		p.comment = false
	}
}
