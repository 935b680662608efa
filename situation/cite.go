package situation

import (
	"entente/act"
	"entente/brief"
	"entente/gazetteer"
	"entente/phrase"
)

// Cite names an act for a reason: its id, its line in the dossier, the source and
// paragraph that show it.
func Cite(a *act.Act) brief.Cite {
	c := brief.Cite{Act: a.ID, Place: a.Place.String(), Quote: a.Quote}
	if len(a.Source) > 0 {
		c.Source = a.Source[0].Source
		if p := a.Source[0].Paragraph; p != "" {
			c.Source += " ¶" + p
		}
	}
	return c
}

// Cites names several acts, leaving out those that are not there.
func Cites(acts ...*act.Act) []brief.Cite {
	var out []brief.Cite
	for _, a := range acts {
		if a != nil {
			out = append(out, Cite(a))
		}
	}
	return out
}

// Said keeps the name of an actor, so that it can be said in the languages of the gazetteer.
func Said(said *phrase.Said, name, code string) string {
	e, known := gazetteer.Lookup(code)
	if !known {
		return name
	}
	return said.Name(name, e.Name)
}

// Name is an actor as people say it: by its name on record, else the gazetteer's.
func (s *Situation) Name(code string) string {
	if a := s.Actors[code]; a != nil {
		if name := a.Body.(*act.Actor).Name; name != "" {
			return name
		}
	}
	return gazetteer.Name(code, "en")
}
