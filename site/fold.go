package site

import (
	"slices"
	"strings"
	"time"

	"entente/act"
	"entente/gazetteer"
	"entente/marking"
	"entente/register"
	"entente/situation"
)

// Groups are the organisations whose REL TO lists include an actor: those of the
// gazetteer on a day.
func Groups(actor string, on time.Time) []string {
	var groups []string
	for _, m := range gazetteer.Of(actor, on) {
		if m.Status.Counts() {
			groups = append(groups, m.Org)
		}
	}
	return groups
}

// Fold folds the acts of a view. Acts that lean on what is withheld from the reader
// cannot be folded; they are left out and counted, not held against the record.
func Fold(acts []*act.Act, when situation.When) (sit *situation.Situation, left int, problems act.Problems) {
	sit, problems = situation.At(acts, when)
	for range len(acts) {
		if !problems.Refuse() {
			break
		}
		lean := map[act.Place]bool{}
		for _, p := range problems {
			lean[p.Place] = true
		}
		before := len(acts)
		acts = slices.DeleteFunc(slices.Clone(acts), func(a *act.Act) bool { return lean[a.Place] })
		left += before - len(acts)
		if sit, problems = situation.At(acts, when); len(acts) == before {
			break
		}
	}
	return sit, left, problems
}

// Joined is the marking of an answer made from all that was read. What is marked like
// something before adds nothing to it.
func Joined(entries []*register.Entry) marking.Marking {
	var m marking.Marking
	seen := map[string]bool{}
	for _, e := range entries {
		for i := range e.Portions {
			p := &e.Portions[i]
			if p.State != register.Present || len(p.Bytes) == 0 || seen[string(p.Head)] {
				continue
			}
			if len(seen) == 0 {
				m = p.Marking()
			} else {
				m = marking.Join(m, p.Marking())
			}
			seen[string(p.Head)] = true
		}
	}
	return m
}

// Foremost is, where several put one act on record, the actor's own entry, then
// the deposited one, then the first report; nil of none.
func Foremost(entries []*register.Entry) *register.Entry {
	var best *register.Entry
	for _, e := range entries {
		if best == nil || e.Heading.As != register.Reported && best.Heading.As == register.Reported || e.Heading.As == register.Own && best.Heading.As != register.Own {
			best = e
		}
	}
	return best
}

// Quality says in what quality an act of an actor goes on record when somebody
// signs it.
func Quality(a *act.Act, signer string, deposited bool) register.As {
	switch {
	case a.Actor == "" || string(a.Actor) == signer:
		return register.Own
	case deposited:
		return register.Deposited
	}
	return register.Reported
}

// words is a kind as people write it.
func words(k act.Kind) string { return strings.ReplaceAll(string(k), "_", " ") }
