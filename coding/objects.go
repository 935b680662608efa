package coding

import (
	"strings"

	"entente/act"
	"entente/dossier"
	"entente/phrase"
)

// A question is a clause of the case with the words that speak of it.
type question struct {
	clause string
	words  map[string]bool
}

// common are words that speak of no clause.
var common = set("the and for with who what which that this whether shall will should would does under over from into than then when where have has been are not any all its one force state states mission country countries")

func questionOf(id string, b *act.Clause) question {
	q := question{id, map[string]bool{}}
	text := strings.ReplaceAll(id, "_", " ") + " " + b.Asks
	for _, o := range b.Options {
		text += " " + strings.ReplaceAll(o.Value, "_", " ") + " " + o.Words
	}
	for _, w := range cutWords(text, nil) {
		if len(w.low) > 3 && !common[w.low] {
			q.words[w.low] = true
		}
	}
	return q
}

// objects lists what a sentence may be about: clauses of the case that it has two words
// of, and actors it names beside its likeliest holder.
func (p *proposer) objects(l *line, holders []Pick) []Pick {
	var picks []Pick
	for _, q := range p.known.asked {
		from, to, score := -1, 0, 0.0
		seen := map[string]bool{}
		for i, w := range l.words {
			if q.words[w.low] && !seen[w.low] {
				seen[w.low] = true
				score++
				if from < 0 {
					from = i
				}
				to = i + 1
			}
		}
		if score >= 2 {
			picks = append(picks, Pick{Value: q.clause, Words: l.span(from, to), Why: phrase.Key("a clause it has words of"), score: score})
		}
	}
	named := map[string]bool{}
	for _, m := range l.mentions {
		if named[m.code] || len(holders) > 0 && holders[0].Value == m.code {
			continue
		}
		named[m.code] = true
		k := Pick{Value: m.code, Words: l.span(m.from, m.to), Why: phrase.Key("named in the sentence"), score: 1}
		if before := l.before(m.from); recipients[before] {
			k = k.because("stands after “{word}”", before)
			k.score = 2.5
		}
		picks = append(picks, k)
	}
	return ranked(picks)
}

// before is the word before another, an article passed over.
func (l *line) before(i int) string {
	if i--; i > 0 && l.words[i].low == "the" {
		i--
	}
	if i < 0 {
		return ""
	}
	return l.words[i].low
}

// addressees are the keys by which kinds of act name the actors they are about.
var addressees = map[string]string{"statement": "about", "objection": "against", "exclusion": "of", "proposal": "to", "sounding": "to", "invitation": "to", "message": "to"}

// objectKey is the key of a kind of act that names an object: a clause of the record, or
// an actor. It is empty where such acts are about no such thing.
func objectKey(kind string, clause bool) string {
	if !clause {
		return addressees[kind]
	}
	for _, k := range dossier.Keys(act.Kind(kind)) {
		if k.Name == "clause" && k.Of == "body" {
			return k.Name
		}
	}
	return ""
}
