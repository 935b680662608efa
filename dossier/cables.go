package dossier

import (
	"entente/act"
	"entente/marking"
	"entente/phrase"
)

// declassified checks what becomes of a marking: only its originator can say, and
// what was done needs its object.
func (r *reader) declassified(a *act.Act, b *act.Declassification) {
	if of := r.byID[string(b.Of)]; of != nil && differ(of.Actor, a.Actor) {
		r.bad("others-act", r.at(a, "of"), "only its originator can lift or lower a marking; another can ask for it, which is a message",
			"%s is an act of %s, not of %s", quoted(of.ID), of.Actor, a.Actor)
	}
	for _, need := range []struct {
		outcome, key, hint string
		there              bool
	}{
		{"lowered", "to", phrase.Key("add to: the marking from then on"), b.To != ""},
		{"put_off", "until", phrase.Key("add until: the new day"), !b.Until.IsZero()},
		{"referred", "referred", phrase.Key("add referred: who is to decide"), b.Referred != ""},
	} {
		if b.Outcome == need.outcome && !need.there {
			r.bad("missing-key", r.at(a, "outcome"), need.hint, "a marking that is %s needs the key %s", r.keep().Record(phrase.Value, b.Outcome), quoted(need.key))
		}
	}
	if b.To != "" && !marking.Parse(b.To).Known() {
		r.bad("not-allowed", r.at(a, "to"), "write a level and what limits release, as in SECRET//REL TO PAK", "%s is no marking", quoted(b.To))
	}
}
