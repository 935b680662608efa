package source

import (
	"strings"

	"entente/act"
	"entente/phrase"
)

// A Link is one hand a word passed through on its way to the record.
type Link struct {
	Role string `json:"role"` // about, holder, speaker, told, relayer, author, publisher, document
	Name string `json:"name"`
}

// Chain gives the hands an act's word passed through, from the actor whose stand it
// is to the publisher: holder ← speaker ← relayers ← author ← publisher. On is the
// act of its source; nil where there is none.
//
//	IRN ← Khurshid Kasuri, Foreign Minister ← the ambassador ← Ryan C. Crocker ← Embassy Islamabad
func Chain(a, on *act.Act) []Link {
	var out []Link
	add := func(role, name string) {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, Link{role, name})
		}
	}
	if b, ok := a.Body.(*act.Statement); ok {
		for _, c := range b.About {
			if c != a.Actor {
				add("about", string(c))
			}
		}
	}
	add("holder", string(a.Actor))
	add("speaker", a.Speaker)
	add("told", a.ToldTo)
	for _, v := range a.Via {
		add("relayer", v)
	}
	if on != nil {
		b := on.Body.(*act.Source)
		add("author", b.Author)
		add("publisher", b.Publisher)
		add("document", b.Title)
	}
	return out
}

// named are the attributions by which the speaker himself stands for the word.
var named = map[act.Attribution]bool{"": true, act.OnRecord: true, act.Spokesperson: true, act.Document: true, act.ToldEmbassy: true, act.Confirmed: true}

// Origin says where an act's word first entered the world, so that two acts with one
// origin are not taken for two witnesses: the speaker where one is named, the first
// who passed the word on where none is, and else who wrote or published the document.
// Two papers that quote the same media report have one origin, once a relation says
// that one restates the other: see [Record.Weigh]. Key is what two are compared by.
func Origin(said *phrase.Said, a, on *act.Act) (key, words string) {
	switch {
	case named[a.Attribution] && a.Speaker != "":
		return "said " + surname(a.Speaker) + " " + string(a.Actor), said.Say("said by {who}", a.Speaker)
	case named[a.Attribution] && a.Actor != "":
		return "said " + string(a.Actor), said.Say("said by {who}", string(a.Actor))
	case len(a.Via) > 0:
		return "told " + Fold(a.Via[0]), said.Say("passed on by {who}", a.Via[0])
	}
	if on != nil {
		b := on.Body.(*act.Source)
		for _, name := range []string{b.Author, b.Publisher, b.Title} {
			if name != "" {
				return "told " + Fold(name), said.Say("written by {who}", name)
			}
		}
	}
	for _, ref := range a.Source {
		return "in " + ref.Source, said.Say("stands in {source}", ref.Source)
	}
	return "of " + a.ID, said.Say("known from {act} alone", a.ID)
}

// surname is the last word of a name, before what the person is.
func surname(speaker string) string {
	name, _, _ := strings.Cut(speaker, ",")
	words := strings.Fields(Fold(name))
	if len(words) == 0 {
		return Fold(speaker)
	}
	return words[len(words)-1]
}
