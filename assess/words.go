package assess

import (
	"strings"

	"entente/act"
	"entente/condition"
	"entente/situation"
)

// namer says codes as people say them. Names in the dossier win over the
// gazetteer's.
type namer struct{ m *model }

// Namer says actors, facts and options of a situation as answers do.
func Namer(s *situation.Situation) condition.Namer { return namer{&model{sit: s}} }

// Actor names an actor.
func (n namer) Actor(code string) string { return n.m.sit.Name(code) }

// Fact says that a fact holds, or that it does not.
func (n namer) Fact(id string, holds bool) string {
	f := n.m.sit.Facts[id]
	switch {
	case f == nil:
		return id
	case holds && f.Body.True != "":
		return f.Body.True
	case !holds && f.Body.False != "":
		return f.Body.False
	case holds:
		return "the answer to “" + f.Body.Asks + "” is yes"
	}
	return "the answer to “" + f.Body.Asks + "” is no"
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
		return "“" + plain(clause) + "” is settled as “" + words + "”"
	}
	return "“" + plain(clause) + "” is settled otherwise than “" + words + "”"
}

func plain(id string) string { return strings.ReplaceAll(id, "_", " ") }

// list writes names as "A, B and C".
func list(names []string) string {
	switch len(names) {
	case 0:
		return "nobody"
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func (m *model) clauseWords(p *act.Position) string {
	return m.names.Option(string(p.Clause), p.Option, p.Stance != "opposes")
}
