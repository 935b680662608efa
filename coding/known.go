package coding

import (
	"strings"

	"entente/act"
	"entente/gazetteer"
)

// Known is what a case already knows: its actors with the names they go by. What is
// in the gazetteer need not be here.
type Known struct {
	names  map[string][]knownName // by first word, in small letters
	author string                 // the actor that wrote the document
	argues bool                   // the document is an analysis: its author speaks wherever nobody else does
	asked  []question             // the clauses of its charter
}

type knownName struct {
	rest []string
	code string // the id of the actor
	of   string // for a person: the State or organisation it speaks for
}

// KnownFrom takes the actors and clauses that acts introduce.
func KnownFrom(acts []*act.Act) Known {
	k := Known{names: map[string][]knownName{}}
	for _, a := range acts {
		if b, ok := a.Body.(*act.Clause); ok {
			k.asked = append(k.asked, questionOf(a.ID, b))
			continue
		}
		b, ok := a.Body.(*act.Actor)
		if !ok {
			continue
		}
		of := string(b.Of)
		if b.Type == "person" && of == "" && len(b.Offices) > 0 {
			of = string(b.Offices[len(b.Offices)-1].Of)
		}
		for _, name := range append([]string{b.Name}, b.Aliases...) {
			k.add(name, a.ID, of, b.Type == "person")
			if short := described(name); short != "" {
				k.add(short, a.ID, "", false)
			}
		}
	}
	return k
}

// described cuts the description of people without a name to what a text calls them:
// "Officials in Islamabad close to the discussions" to "Officials".
func described(name string) string {
	words := cutWords(name, nil)
	for i, w := range words {
		if i > 0 && roles[words[i-1].low] && (w.afterDot || offices[w.low] || locatives[w.low] || w.low == "who" || w.low == "close" || w.low == "familiar") {
			return name[:words[i-1].end]
		}
	}
	return ""
}

// By says who wrote the document at hand: the actor whose name the source gives as its
// author or publisher.
func (k Known) By(on *act.Act) Known {
	b, ok := on.Body.(*act.Source)
	if !ok {
		return k
	}
	k.argues = b.Medium == "analysis"
	for _, by := range []string{b.Author, b.Publisher} {
		words := cutWords(by, nil)
		for i := range words {
			for _, n := range k.names[words[i].low] {
				if k.author == "" && n.at(words, i) {
					k.author = n.code
				}
			}
		}
	}
	return k
}

// at reports whether the rest of a name stands behind its first word.
func (n knownName) at(words []word, i int) bool {
	if i+1+len(n.rest) > len(words) {
		return false
	}
	for j, w := range n.rest {
		if words[i+1+j].low != w {
			return false
		}
	}
	return true
}

func (k Known) add(name, id, of string, person bool) {
	words := cutWords(name, nil)
	if len(words) == 0 || len(words) == 1 && len(words[0].low) < 3 {
		return
	}
	var rest []string
	for _, w := range words[1:] {
		rest = append(rest, w.low)
	}
	code := id
	if person && of != "" {
		code = of
	}
	k.names[words[0].low] = append(k.names[words[0].low], knownName{rest, code, of})
	if person && len(words) > 1 {
		last := words[len(words)-1].low
		k.names[last] = append(k.names[last], knownName{nil, code, of})
	}
}

// A mention is an actor named in a sentence, from one word to before another.
type mention struct {
	code     string
	from, to int
	how      gazetteer.How
	person   bool // named by a person who speaks for it
	group    bool // an armed or political group
}

// mentionsIn finds the actors a sentence names.
func mentionsIn(text string, words []word, known Known) (out []mention) {
	k := 0
	for _, m := range gazetteer.Find(text) {
		for k < len(words) && words[k].end <= m.Start {
			k++
		}
		to := k
		for to < len(words) && words[to].start < m.End {
			to++
		}
		if to > k {
			e, _ := gazetteer.Lookup(m.Code)
			out = append(out, mention{code: m.Code, from: k, to: to, how: m.How, group: e.Kind == gazetteer.KindGroup})
		}
	}
	for i := range words {
		for _, n := range known.names[words[i].low] {
			if (words[i].capital || roles[words[i].low]) && n.at(words, i) {
				out = append(out, mention{code: n.code, from: i, to: i + 1 + len(n.rest), how: gazetteer.ByName, person: n.of != ""})
			}
		}
	}
	return out
}

// set makes a set of words.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
