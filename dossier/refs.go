package dossier

import (
	"slices"
	"strings"

	"entente/act"
	"entente/gazetteer"
)

// target is what a reference points to.
type target string

const (
	toActor  target = "actor"
	toFact   target = "fact"
	toClause target = "clause"
	toGate   target = "gate"
	toSource target = "source"
	toAct    target = "act"
)

// A reference is a name in an act for something else in the dossier.
type reference struct {
	to   target
	name string
	at   span
	by   *act.Act
	path string
}

// refer notes a reference when a value is one. An initiative may be named in
// words, so it is no reference to check.
func (r *reader) refer(value any, at span, path string, a *act.Act) {
	add := func(to target, name string) { r.refs = append(r.refs, reference{to, name, at, a, path}) }
	switch v := value.(type) {
	case act.ActorRef:
		add(toActor, string(v))
	case act.FactRef:
		add(toFact, string(v))
	case act.ClauseRef:
		add(toClause, string(v))
	case act.GateRef:
		add(toGate, string(v))
	case act.ActRef:
		add(toAct, string(v))
	}
}

// references checks that every name stands for something: an id of the right kind,
// or for an actor a code of the gazetteer.
func (r *reader) references(d *Dossier) {
	r.byID = r.unique(d.Acts)
	names := map[target][]string{}
	for _, ref := range r.refs {
		a := r.byID[ref.name]
		if a != nil && (ref.to == toAct || a.Kind == act.Kind(ref.to)) {
			continue
		}
		if ref.to == toActor && known(ref.name) || r.lost[ref.name] {
			continue
		}
		hint := r.say("declare it under %s", section(ref.to))
		switch ref.to {
		case toAct:
			hint = r.say("it is the id of an act in this dossier")
		case toActor:
			hint = r.say("declare it under %s; States and organisations may be named by their code alone", section(ref.to))
		}
		if a != nil {
			r.bad("unknown-"+string(ref.to), ref.at, hint, "%s is the %s on line %d, not %s", quoted(ref.name), r.kind(a.Kind), a.Place.Line, r.aKind(act.Kind(ref.to)))
			continue
		}
		if names[ref.to] == nil {
			names[ref.to] = r.names(ref.to)
		}
		guess := r.meant(ref.name, names[ref.to])
		if guess == "" && ref.to == toActor && len(r.problems) < maxProblems/2 {
			guess = r.meantCode(ref.name)
		}
		r.bad("unknown-"+string(ref.to), ref.at, hint, "undeclared %s %s%s", r.kind(act.Kind(ref.to)), quoted(ref.name), guess)
	}
}

// known reports whether the gazetteer has a code.
func known(code string) bool {
	_, ok := gazetteer.Lookup(code)
	return ok
}

// meantCode suggests the code of a State or organisation named in words, or of a
// misspelt code.
func (r *reader) meantCode(name string) string {
	if len(name) > maxID {
		return ""
	}
	if m := gazetteer.Resolve(name); len(m) > 0 {
		return r.say(" (did you mean %s?)", quoted(m[0].Code))
	}
	if e := gazetteer.Suggest(name, 1); len(e) > 0 {
		return r.say(" (did you mean %s, %s?)", quoted(e[0].Code), r.keep().Name(e[0].Name("en"), e[0].Name))
	}
	return ""
}

func section(t target) string {
	info, _ := act.KindInfo(act.Kind(t))
	return info.Section
}

func spaced(k act.Kind) string { return strings.ReplaceAll(string(k), "_", " ") }

// names lists the ids a reference could have meant.
func (r *reader) names(t target) []string {
	names := []string{}
	for id, a := range r.byID {
		if t == toAct || a.Kind == act.Kind(t) {
			names = append(names, id)
		}
	}
	slices.Sort(names)
	return names
}
