package dossier

import (
	"regexp"
	"strings"

	"entente/act"
	"entente/condition"
)

var (
	// Sources, options and listed acts are named in references and in quotes only.
	freeID = regexp.MustCompile(`^[\pL\pN][\pL\pN_.-]*$`)
	// Actors, facts and clauses are named in conditions.
	wordID = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

const maxID = 80

// idOK checks an id as it is written; that it is not used twice is checked when
// all acts are known.
func (r *reader) idOK(id string, kind act.Kind, at span) bool {
	inConditions := kind == "actor" || kind == "fact" || kind == "clause"
	switch {
	case id == "":
		r.bad("bad-id", at, "give it a short name", "an id cannot be empty")
	case strings.ContainsAny(id, curly):
		r.bad("typographic-quote", at, "use the straight one (\"), or none", "typographic quotation mark")
	case len(id) > maxID:
		r.bad("bad-id", at, "give it a short name", "this id is longer than %d characters", maxID)
	case inConditions && !wordID.MatchString(id):
		r.bad("bad-id", at, "use letters a to z, figures and _, and begin with a letter, because conditions name it",
			"%s cannot be the id of %s", quoted(id), r.aKind(kind))
	case inConditions && !condition.Usable(id):
		r.bad("reserved-id", at, "choose another name", "%s means something else in conditions", quoted(id))
	case !freeID.MatchString(id):
		r.bad("bad-id", at, "use letters, figures, - and _, without spaces", "%s cannot be an id", quoted(id))
	default:
		return true
	}
	return false
}

func article(noun string) string {
	if strings.ContainsAny(noun[:1], "aeiou") {
		return "an"
	}
	return "a"
}

// unique reports ids used twice and gives the acts by their ids.
func (r *reader) unique(acts []*act.Act) map[string]*act.Act {
	byID := make(map[string]*act.Act, len(acts))
	for _, a := range acts {
		if a.ID == "" {
			continue
		}
		first, taken := byID[a.ID]
		if !taken {
			byID[a.ID] = a
			continue
		}
		if a.Kind == "initiative" && first.Kind == "initiative" {
			r.bad("duplicate-id", r.at(a, ""), "keep one initiative a dossier", "a second initiative; the first is on line %d", first.Place.Line)
			continue
		}
		r.bad("duplicate-id", r.at(a, "id"), "an id names one thing in a dossier: choose another", "the id %s is taken by the %s on line %d",
			quoted(a.ID), r.kind(first.Kind), first.Place.Line)
	}
	return byID
}

// at is where a value of an act stands; the act's beginning when it is not known.
func (r *reader) at(a *act.Act, path string) span {
	for {
		if s, ok := r.marks[mark{a, path}]; ok {
			return s
		}
		i := strings.LastIndexByte(path, '.')
		if i < 0 {
			return r.marks[mark{a, ""}]
		}
		path = path[:i]
	}
}
