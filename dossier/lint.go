package dossier

import (
	"slices"

	"entente/act"
	"entente/condition"
)

// latestCounts are the kinds of which the latest act counts, so that one without a
// day cannot be placed.
var latestCounts = []act.Kind{"position", "objection", "commitment", "approval", "decision", "withdrawal"}

// ownWork are listed kinds that are the analyst's own work and need no source.
var ownWork = []act.Kind{"requirement", "relation", "grading", "carrying"}

// lint warns of what is allowed and probably not meant. It looks only at dossiers
// without mistakes.
func (r *reader) lint(d *Dossier) {
	used := map[target]map[string]bool{toFact: {}, toClause: {}, toSource: {}}
	for _, ref := range r.refs {
		if ref.to == toClause || ref.to == toSource {
			used[ref.to][ref.name] = true
		}
	}
	asked := condition.Among(d.Acts, d.AsOf.Last()).Candidates
	candidates := map[string]bool{}
	for _, code := range asked {
		candidates[code] = true
	}
	for _, c := range r.conds {
		for _, atom := range c.atoms {
			switch atom.Kind {
			case condition.Fact:
				used[toFact][atom.Name] = true
			case condition.Option:
				used[toClause][atom.Name] = true
			}
		}
		for _, j := range c.joins {
			if !candidates[j.code] {
				r.warn("joins-non-candidate", j.at, "add candidate to its roles if its joining is in question",
					"%s is no candidate, so whether it joins is not in question", j.code)
			}
		}
	}
	stands := map[act.ActorRef]bool{}
	for _, a := range d.Acts {
		switch b := a.Body.(type) {
		case *act.Position:
			stands[a.Actor] = true
			if !candidates[string(a.Actor)] && b.Clause == "" && b.Issue == "" {
				r.warn("position-of-non-candidate", r.at(a, "actor"), "add candidate to its roles, or make it a statement",
					"%s takes a position and is no candidate", a.Actor)
			}
			if b.Strength != "" && b.If.IsZero() && len(b.Terms) == 0 {
				r.warn("strength-without-condition", r.at(a, "strength"), "add if: the condition, or delete strength", "strength says what a condition weighs, and there is none")
			}
		case *act.Commitment:
			stands[a.Actor] = true
		case *act.Requirement:
			if b.Members == 0 && b.Troops == 0 && b.If.IsZero() && !b.IsLine() {
				r.warn("need-in-words", r.at(a, ""), "add members, troops or if, so that it can be checked", "a need in words alone is shown and not computed")
			}
		}
		info, known := act.KindInfo(a.Kind)
		if known && info.Shape == act.Listed && len(a.Source) == 0 && !slices.Contains(ownWork, a.Kind) {
			r.warn("no-source", r.at(a, ""), "add source: where it stands", "%s without a source", r.aKind(a.Kind))
		}
		if a.On.IsZero() && slices.Contains(latestCounts, a.Kind) {
			r.warn("undated", r.at(a, ""), "add on: the day, or the month or year if no more is known", "%s without a day: which one is the latest cannot be told", r.aKind(a.Kind))
		}
	}
	for _, a := range d.Acts {
		at := r.at(a, "")
		// A clause on one of the five questions of a charter is shown, even if silent.
		if c, ok := a.Body.(*act.Clause); ok && c.Question != "" && c.Question != "other" {
			continue
		}
		switch {
		case a.Kind == "fact" && !used[toFact][a.ID]:
			r.warn("unused-fact", at, "no answer depends on it", "no condition uses the fact %s", quoted(a.ID))
		case a.Kind == "clause" && !used[toClause][a.ID]:
			r.warn("unused-clause", at, "no answer depends on it", "nothing in the dossier speaks of the clause %s", quoted(a.ID))
		case a.Kind == "source" && !used[toSource][a.ID]:
			r.warn("unused-source", at, "cite it, or drop it", "no act cites the source %s", quoted(a.ID))
		}
	}
	silent := slices.DeleteFunc(asked, func(code string) bool { return stands[act.ActorRef(code)] })
	if len(silent) > 0 {
		r.warn("silent-candidate", r.at(r.byID[silent[0]], ""), "undecided, until its position is recorded", "no position of %s", r.listed(silent))
	}
}
