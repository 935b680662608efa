package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"

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
	code, name string
	forms      []form
}

type form struct {
	folded, as string
	how        gazetteer.How
}

// meet takes the actors an act names, as far as the view sees them.
func (m *mask) meet(d *doc, bits byte) {
	if code := string(d.heading.Actor); code != "" {
		m.actor(code)
	}
	if d.actor == nil {
		return
	}
	n := m.actor(d.heading.ID)
	if bits&(1<<register.PortionBody) == 0 {
		return
	}
	n.name = cmp.Or(n.name, d.actor.Name)
	n.add(gazetteer.ByName, d.actor.Name)
	for _, a := range d.actor.Aliases {
		n.add(gazetteer.ByAlias, a)
	}
}

func (m *mask) actor(code string) *named {
	n := m.actors[code]
	if n == nil {
		n = &named{code: code}
		m.actors[code] = n
		n.add(gazetteer.ByCode, code)
		if e, ok := gazetteer.Lookup(code); ok {
			n.gazette(e)
		}
	}
	return n
}

// gazette adds what the gazetteer calls an actor, in all its languages.
func (n *named) gazette(e gazetteer.Entry) {
	n.add(gazetteer.ByCode, e.ISO2)
	for _, lang := range gazetteer.Languages {
		n.add(gazetteer.ByName, e.Names[lang])
	}
	n.add(gazetteer.ByName, e.Official)
	for _, a := range e.Aliases {
		n.add(gazetteer.ByAlias, a)
	}
	for _, d := range e.Demonyms {
		n.add(gazetteer.ByDemonym, d)
	}
	n.add(gazetteer.ByCapital, e.Capital)
}

func (n *named) add(how gazetteer.How, as string) {
	if folded := gazetteer.Fold(as); folded != "" && !slices.ContainsFunc(n.forms, func(f form) bool { return f.folded == folded }) {
		n.forms = append(n.forms, form{folded, as, how})
	}
}

// seen are the bits of the mask, as they are now.
func (m *mask) seen() []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.bits
}

// find gives the actors of which some form holds the letters typed, at least two of
// them: those it begins with first, then those with a word that does.
func (m *mask) find(typed string, n int) []FoundActor {
	want := gazetteer.Fold(typed)
	if len([]rune(want)) < 2 {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	type near struct {
		FoundActor
		rank int
	}
	var all []near
	for _, code := range slices.Sorted(maps.Keys(m.actors)) {
		a := m.actors[code]
		best := near{rank: 9}
		for _, f := range a.forms {
			if r := nearness(f.folded, want); r < best.rank {
				best = near{FoundActor{code, a.name, f.how, f.as}, r}
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
