package assess

import (
	"strings"

	"entente/act"
	"entente/condition"
	"entente/phrase"
	"entente/situation"
)

// namer says codes as people say them. Names in the dossier win over the
// gazetteer's.
type namer struct{ m *model }

// Namer says actors, facts and options of a situation in a language, as answers do.
func Namer(lang string, s *situation.Situation) condition.Namer {
	said := phrase.New()
	return spoken{namer{&model{sit: s, said: said}}, said, lang}
}

// Actor names an actor.
func (n namer) Actor(code string) string {
	return situation.Said(n.m.said, n.m.sit.Name(code), code)
}

// Fact says that a fact holds, or that it does not.
func (n namer) Fact(id string, holds bool) string {
	f := n.m.sit.Facts[id]
	switch {
	case f == nil:
		return id
	case holds && f.Body.True != "":
		return n.m.said.Quote(f.Body.True)
	case !holds && f.Body.False != "":
		return n.m.said.Quote(f.Body.False)
	case holds:
		return n.m.said.Say("the answer to “{question}” is yes", f.Body.Asks)
	}
	return n.m.said.Say("the answer to “{question}” is no", f.Body.Asks)
}

// Option says that a clause is settled at an option, or at another.
func (n namer) Option(clause, value string, is bool) string {
	words := value
	if c := n.m.sit.Clauses[clause]; c != nil {
		for _, o := range c.Body.Options {
			if o.Value == value && o.Words != "" {
				words = o.Words
			}
		}
	}
	if is {
		return n.m.said.Say("“{clause}” is settled as “{words}”", plain(clause), words)
	}
	return n.m.said.Say("“{clause}” is settled otherwise than “{words}”", plain(clause), words)
}

func plain(id string) string { return strings.ReplaceAll(id, "_", " ") }

// list writes names as "A, B and C".
func list(said *phrase.Said, names []string) string {
	if len(names) == 0 {
		return said.Say("nobody")
	}
	return said.List(names)
}

// words says a condition; in another language by its own grammar.
func (m *model) words(e *condition.Expr) string {
	atoms, silent := namer{&model{sit: m.sit, said: m.atoms}}, namer{&model{sit: m.sit}} // later nothing is kept any more
	return m.said.Keep(condition.Words(e, atoms), func(lang string) string {
		return condition.WordsIn(lang, e, spoken{silent, m.atoms, lang})
	})
}

// spoken is a namer in a language.
type spoken struct {
	namer
	said *phrase.Said
	lang string
}

func (n spoken) Actor(code string) string { return n.said.In(n.lang, n.namer.Actor(code)) }

func (n spoken) Fact(id string, holds bool) string {
	return n.said.In(n.lang, n.namer.Fact(id, holds))
}

func (n spoken) Option(clause, value string, is bool) string {
	return n.said.In(n.lang, n.namer.Option(clause, value, is))
}

func (m *model) clauseWords(p *act.Position) string {
	return m.names.Option(string(p.Clause), p.Option, p.Stance != "opposes")
}
