package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"entente/act"
	"entente/gazetteer"
	"entente/register"
)

// mostActors is how many actors a search names.
const mostActors = 8

// FoundActor is an actor that a text may mean, and why.
type FoundActor struct {
	Code string
	Name string // as the record calls it; empty where the gazetteer does
	How  gazetteer.How
	As   string // the code, name or alias that matched
}

// named is an actor on record, under every form it goes by.
type named struct {
	forms  []form        // its code, and what the gazetteer calls it
	called string        // the latter in the languages of the site, as words of an act
	in     map[mark]bool // the headers that name it
	told   []told        // in the order of the record
}

type form struct {
	folded, as string
	how        gazetteer.How
}

// told is what an act that introduces an actor calls it.
type told struct {
	seq        int64
	header, of mark
	name       string
	aliases    []string
}

// meet takes the actors an act names.
func (x *index) meet(e *register.Entry, header, body mark) {
	if code := string(e.Heading.Actor); code != "" {
		x.actor(code).in[header] = true
	}
	b, ok := e.Act.Body.(*act.Actor)
	if !ok {
		return
	}
	n := x.actor(e.Heading.ID)
	n.in[header] = true
	at, _ := slices.BinarySearchFunc(n.told, e.Seq, func(t told, seq int64) int { return cmp.Compare(t.seq, seq) })
	n.told = slices.Insert(n.told, at, told{e.Seq, header, body, b.Name, b.Aliases})
}

func (x *index) actor(code string) *named {
	n := x.actors[code]
	if n != nil {
		return n
	}
	n = &named{in: map[mark]bool{}}
	x.actors[code] = n
	n.forms = with(nil, gazetteer.ByCode, code)
	if e, ok := gazetteer.Lookup(code); ok {
		n.gazette(e)
	}
	for _, lang := range []string{"en", "ar", "fr"} {
		n.called += said(gazetteer.Name(code, lang))
	}
	return n
}

// gazette adds what the gazetteer calls an actor, in all its languages.
func (n *named) gazette(e gazetteer.Entry) {
	add := func(how gazetteer.How, as string) { n.forms = with(n.forms, how, as) }
	add(gazetteer.ByCode, e.ISO2)
	for _, lang := range gazetteer.Languages {
		add(gazetteer.ByName, e.Names[lang])
	}
	add(gazetteer.ByName, e.Official)
	for _, a := range e.Aliases {
		add(gazetteer.ByAlias, a)
	}
	for _, d := range e.Demonyms {
		add(gazetteer.ByDemonym, d)
	}
	add(gazetteer.ByCapital, e.Capital)
}

// with adds a form, unless it is there by another name.
func with(forms []form, how gazetteer.How, as string) []form {
	if folded := gazetteer.Fold(as); folded != "" && !slices.ContainsFunc(forms, func(f form) bool { return f.folded == folded }) {
		forms = append(forms, form{folded, as, how})
	}
	return forms
}

// seen is an actor as a view sees it: what it is called on record, and every form it goes
// by; false where it is named nowhere that the view sees.
func (n *named) seen(may []bool) (name string, forms []form, ok bool) {
	for header := range n.in {
		ok = ok || may[header]
	}
	if !ok {
		return "", nil, false
	}
	forms = slices.Clip(n.forms)
	for _, t := range n.told {
		if !may[t.header] || !may[t.of] {
			continue
		}
		name = cmp.Or(name, t.name)
		forms = with(forms, gazetteer.ByName, t.name)
		for _, a := range t.aliases {
			forms = with(forms, gazetteer.ByAlias, a)
		}
	}
	return name, forms, true
}

// find gives the actors of which some form holds the letters typed, at least two of
// them: those it begins with first, then those with a word that does. The caller holds the
// index for reading.
func (x *index) find(may []bool, typed string, n int) []FoundActor {
	want := gazetteer.Fold(typed)
	if len([]rune(want)) < 2 {
		return nil
	}
	type near struct {
		FoundActor
		rank int
	}
	var all []near
	for _, code := range slices.Sorted(maps.Keys(x.actors)) {
		name, forms, ok := x.actors[code].seen(may)
		if !ok {
			continue
		}
		best := near{rank: 9}
		for _, f := range forms {
			if r := nearness(f.folded, want); r < best.rank {
				best = near{FoundActor{code, name, f.how, f.as}, r}
			}
		}
		if best.rank < 9 {
			all = append(all, best)
		}
	}
	slices.SortStableFunc(all, func(a, b near) int { return cmp.Compare(a.rank, b.rank) })
	var out []FoundActor
	for _, a := range all[:min(n, len(all))] {
		out = append(out, a.FoundActor)
	}
	return out
}

// nearness is 0 for the whole, 1 for a beginning, 2 for the beginning of a word, 3 for
// a place inside, 9 for none.
func nearness(folded, want string) int {
	switch {
	case folded == want:
		return 0
	case strings.HasPrefix(folded, want):
		return 1
	case strings.Contains(folded, " "+want):
		return 2
	case strings.Contains(folded, want):
		return 3
	}
	return 9
}
