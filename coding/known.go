package coding

import (
	"strings"

	"entente/act"
	"entente/gazetteer"
)

// Known is what a case already knows: its actors with the names they go by. What is
// in the gazetteer need not be here.
type Known struct {
	names map[string][]knownName // by first word, in small letters
}

type knownName struct {
	rest []string
	code string // the id of the actor
	of   string // for a person: the State or organisation it speaks for
}

// KnownFrom takes the actors that acts introduce.
func KnownFrom(acts []*act.Act) Known {
	k := Known{names: map[string][]knownName{}}
	for _, a := range acts {
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
		}
	}
	return k
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
			if !words[i].capital || i+1+len(n.rest) > len(words) {
				continue
			}
			fits := true
			for j, w := range n.rest {
				fits = fits && words[i+1+j].low == w
			}
			if fits {
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
