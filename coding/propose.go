// Package coding goes through a document sentence by sentence: what each may say,
// as short lists to pick from, and what a person made of it, as acts.
//
// Call [Propose] with a document's text and what the case already knows: it gives
// for every sentence at most three likely holders, speakers and stances, with the
// words each rests on, and flags sentences that name a condition. [NewSession] is
// the workbench: it takes one command at a time, from a terminal, a script or a
// page, and gives the acts to put on record.
//
// No field is ever filled by the program. A person picks, one act at a time, and
// what was offered goes on record beside what was taken, so that [Tally] can say how
// good the lists were, on this desk and these documents.
//
// It knows words and their order, no grammar. It reads English; documents in other
// languages are coded with empty lists.
package coding

import (
	"cmp"
	"slices"

	"entente/phrase"
	"entente/source"
)

// most is how many entries a list to pick from has.
const most = 3

// Picks is what one sentence may say.
type Picks struct {
	source.Sentence
	Skipped   string // why there is likely nothing to code: "page furniture", "heading"; empty for the body
	Holders   []Pick // actors, by code or id: whose stand or word it may be
	Speakers  []Pick // who may have said it, in the document's words
	Stances   []Pick // supports, opposes, undecided, demands, denies
	Objects   []Pick // what or whom it may be about: clauses of the case, by id, and actors
	Kinds     []Pick // kinds of act
	How       []Pick // attributions
	Capacity  []Pick // official, institutional, personal
	Condition *Pick  // the words that name a condition; nil when none do
}

// A Pick is one entry of a list, with the words of the sentence it rests on.
type Pick struct {
	Value string      `json:"value"`
	Words source.Span `json:"words"` // empty where it rests on other sentences
	Why   string      `json:"why,omitempty"`
	key   string      // of the sentence that Why is, when it names the word below
	word  string
	score float64
}

// Because is Why said in a language.
func (p Pick) Because(lang string) string {
	if p.key != "" {
		return phrase.Say(lang, p.key, p.word)
	}
	return phrase.Say(lang, p.Why)
}

// because gives the pick a reason that names a word.
func (p Pick) because(key, word string) Pick {
	p.key, p.word, p.Why = key, word, phrase.Say(phrase.English, key, word)
	return p
}

// line is a sentence as the proposer sees it.
type line struct {
	source.Sentence
	text     string
	words    []word
	cues     []cue
	mentions []mention
}

// Propose gives the picks of every sentence, in order.
func Propose(r *source.Reading, known Known) []Picks {
	lines := make([]line, 0, len(r.Paragraphs)*2)
	for _, s := range r.Sentences() {
		l := line{Sentence: s, text: s.Of(r.Text)}
		l.words = cutWords(l.text, make([]word, 0, len(l.text)/5+4))
		l.cues = cueLexicon().cues(l.words, nil)
		l.mentions = mentionsIn(l.text, l.words, known)
		lines = append(lines, l)
	}
	p := &proposer{reading: r, known: known, persons: personsIn(lines, known), spokes: map[string]bool{}}
	for i := range lines {
		p.persons.mention(&lines[i])
	}
	p.weigh(lines)
	out := make([]Picks, len(lines))
	for i := range lines {
		out[i] = p.picks(&lines[i])
	}
	return out
}

// proposer carries from one sentence to the next who is being spoken of.
type proposer struct {
	reading  *source.Reading
	known    Known
	persons  persons
	weight   map[string]float64 // of an actor in the whole document
	last     speaker            // who spoke last
	holder   string             // who was spoken of last
	place    int                // the paragraph of the last sentence
	comment  bool               // within a block of comment by the reporter
	trailing bool               // after the end of the article
	spokes   map[string]bool    // names of those introduced as spokespersons, in small letters
}

// weigh counts how much of a document each actor is.
func (p *proposer) weigh(lines []line) {
	p.weight = map[string]float64{}
	total := 0.0
	for i := range lines {
		l := &lines[i]
		verb := l.mainVerb()
		for _, m := range l.mentions {
			// Who acts counts; where it happens hardly does.
			score, _, _ := l.standing(m, verb)
			w := max(0.2, score)
			if i < 3 {
				w *= 2
			}
			p.weight[m.code] += w
			total += w
		}
	}
	for code := range p.weight {
		p.weight[code] /= total
	}
}

func (p *proposer) picks(l *line) Picks {
	out := Picks{Sentence: l.Sentence, Skipped: p.skipped(l)}
	if out.Skipped != "" {
		return out
	}
	if p.place != l.Paragraph {
		p.place, p.comment = l.Paragraph, p.comment && p.reading.Paragraphs[l.Paragraph].Label == ""
	}
	p.comments(l)
	speakers := p.speakers(l)
	out.Holders = p.holders(l, speakers)
	for _, s := range speakers {
		out.Speakers = append(out.Speakers, s.pick)
	}
	out.Stances = stancesOf(l)
	out.Condition = conditionIn(l)
	out.How, out.Capacity = p.attributions(l, speakers), capacities(l)
	out.Kinds = kindsOf(l, out)
	out.Objects = p.objects(l, out.Holders)
	if len(out.Holders) > 0 {
		p.holder = out.Holders[0].Value
	}
	return out
}

// ranked gives the best of a list, most at the most, ties in the order of the list.
func ranked(picks []Pick) []Pick {
	slices.SortStableFunc(picks, func(a, b Pick) int { return cmp.Compare(b.score, a.score) })
	return picks[:min(len(picks), most)]
}

// span is where words stand in the document.
func (l *line) span(from, to int) source.Span {
	if to <= from {
		return source.Span{}
	}
	return source.Span{Start: l.Start + l.words[from].start, End: l.Start + l.words[to-1].end}
}
