package dossier

import (
	"fmt"
	"slices"

	"entente/act"
)

// needActor are the kinds that mean nothing without the actor whose act it is.
var needActor = []act.Kind{"gate", "proposal", "sounding", "invitation", "exclusion", "position", "objection", "pledge", "caveat",
	"commitment", "approval", "text", "amendment", "break", "vote", "explanation", "reservation", "verdict", "message", "receipt", "declassification", "signal",
	"listing", "experience", "tie", "withdrawal"}

// announced are the kinds that come on record before they happen.
var announced = []act.Kind{"mandate", "meeting", "exercise", "operation", "deadline", "appointment"}

// sense checks each act for what its keys cannot tell one by one.
func (r *reader) sense(d *Dossier) {
	r.options = map[string]map[string]bool{}
	r.tasks = taskIDs(d.Acts)
	for _, a := range d.Acts {
		if a.Actor == "" && slices.Contains(needActor, a.Kind) {
			r.bad("missing-actor", r.at(a, ""), "add actor: whose act it is", "%s needs an actor", r.aKind(a.Kind))
		}
		if a.Grade != "" && (len(a.Grade) != 2 || a.Grade[0] < 'A' || a.Grade[0] > 'F' || a.Grade[1] < '1' || a.Grade[1] > '6') {
			r.bad("bad-grade", r.at(a, "grade"), "a letter A to F for the source and a figure 1 to 6 for the word, as in B2", "%s is no grade", quoted(a.Grade))
		}
		if !a.Recorded.IsZero() && !a.On.IsZero() && !slices.Contains(announced, a.Kind) && a.On.First().After(a.Recorded.Last()) {
			r.bad("recorded-before-done", r.at(a, "recorded"), "on is the day it was done, recorded the day it came on record",
				"recorded on %s, before it was done on %s", a.Recorded, a.On)
		}
		r.body(a)
	}
	r.couplings(d.Acts)
	r.twoPlaces(d.Acts)
}

func (r *reader) body(a *act.Act) {
	switch b := a.Body.(type) {
	case *act.Actor:
		if b.Name == "" && !known(a.ID) {
			r.bad("unnamed-actor", r.at(a, ""), "add name: …", "%s is no code of the gazetteer, so it needs a name", quoted(a.ID))
		}
		if string(b.Of) == a.ID {
			r.itself(a, "of", "%s cannot belong to itself")
		}
		for i, o := range b.Offices {
			r.interval(a, fmt.Sprintf("offices.%d.until", i), o.From, o.Until)
		}
	case *act.Clause:
		r.clause(a, b)
	case *act.Mandate:
		r.interval(a, "until", a.On, b.Until)
	case *act.Position:
		switch {
		case b.Option != "" && b.Clause == "":
			r.bad("option-without-clause", r.at(a, "option"), "add clause: the clause this is an option of", "an option without its clause")
		case b.Option != "":
			r.offered(a, "option", string(b.Clause), b.Option)
		}
	case *act.Objection:
		if i := slices.Index(b.Against, a.Actor); i >= 0 && a.Actor != "" {
			r.bad("own-objection", r.at(a, fmt.Sprintf("against.%d", i)), "an actor that does not want to join opposes: that is a position",
				"%s cannot object to itself", a.Actor)
		}
	case *act.Approval:
		if g := r.byID[string(b.Gate)]; g != nil && g.Kind == "gate" && differ(g.Actor, a.Actor) {
			r.bad("others-gate", r.at(a, "gate"), "the approval is an act of the actor whose gate it is",
				"the gate %s is one of %s, not of %s", quoted(g.ID), g.Actor, a.Actor)
		}
	case *act.Decision:
		for clause, option := range b.Settles {
			r.offered(a, "settles."+string(clause), string(clause), option)
		}
	case *act.Meeting:
		r.interval(a, "until", a.On, b.Until)
	case *act.Exercise:
		r.interval(a, "until", a.On, b.Until)
	case *act.Operation:
		r.interval(a, "until", a.On, b.Until)
	case *act.Tie:
		if b.To == a.Actor && a.Actor != "" {
			r.itself(a, "to", "%s cannot have a tie with itself")
		}
	case *act.Relation:
		switch {
		case b.To == "" && b.Outside == "":
			r.bad("missing-key", r.at(a, ""), "add to: the act it bears on, or outside: a claim not on this record", "a relation needs the key 'to' or 'outside'")
		case b.To == b.Act:
			r.itself(a, "to", "%s cannot bear on itself")
		}
	case *act.Withdrawal:
		if w := r.byID[string(b.Of)]; w != nil && w.ID == a.ID {
			r.itself(a, "of", "%s cannot take itself back")
		} else if w != nil && differ(w.Actor, a.Actor) {
			r.bad("others-act", r.at(a, "of"), "only its actor can take an act back; what another says about it is a statement",
				"%s is an act of %s, not of %s", quoted(w.ID), w.Actor, a.Actor)
		}
	case *act.Correction:
		if string(b.Of) == a.ID {
			r.itself(a, "of", "%s cannot correct itself")
		}
	case *act.Requirement, *act.Pledge, *act.Caveat, *act.Rule:
		r.forces(a)
	case *act.Declassification:
		r.declassified(a, b)
	default:
		r.decisions(a)
	}
}

func differ(a, b act.ActorRef) bool { return a != "" && b != "" && a != b }

func (r *reader) itself(a *act.Act, path, format string) {
	r.bad("self-reference", r.at(a, path), "name the other one", format, quoted(a.ID))
}

func (r *reader) interval(a *act.Act, path string, from, until act.Date) {
	if !from.IsZero() && !until.IsZero() && from.First().After(until.Last()) {
		r.bad("until-before-from", r.at(a, path), "put the two days in order", "the end, %s, lies before the beginning, %s", until, from)
	}
}

// clause checks the alternatives of a clause: at least two, each once, the draft
// among them.
func (r *reader) clause(a *act.Act, c *act.Clause) {
	if len(c.Options) == 1 {
		r.bad("too-few-options", r.at(a, "options"), "add what else was on the table, or drop the clause", "a clause with one option leaves nothing to choose")
	}
	seen := map[string]bool{}
	for i, o := range c.Options {
		at := r.at(a, fmt.Sprintf("options.%d.value", i))
		if o.Value == "" {
			continue
		}
		if r.idOK(o.Value, "option", at) && seen[o.Value] {
			r.bad("duplicate-option", at, "each option once", "the option %s is given twice", quoted(o.Value))
		}
		seen[o.Value] = true
	}
	if c.Draft != "" && len(c.Options) > 0 {
		r.offered(a, "draft", a.ID, c.Draft)
	}
}

// offered checks that a clause has an option.
func (r *reader) offered(a *act.Act, path, clause, option string) {
	c := r.byID[clause]
	if c == nil || c.Kind != "clause" {
		return
	}
	if r.options[clause] == nil {
		r.options[clause] = map[string]bool{}
		for _, v := range c.Body.(*act.Clause).Values() {
			r.options[clause][v] = true
		}
	}
	if r.options[clause][option] {
		return
	}
	values := c.Body.(*act.Clause).Values()
	r.bad("option-not-offered", r.at(a, path), r.say("its options are: %s", act.List(r.keep(), values)), "the clause %s has no option %s%s", clause, quoted(option), r.meant(option, values))
}

// own finds actors that make their own joining a condition of their joining.
func (r *reader) own() {
	for _, u := range r.conds {
		for _, j := range u.joins {
			if j.code == string(u.act.Actor) && (u.act.Kind == "position" || u.act.Kind == "pledge") {
				r.bad("own-condition", j.at, "leave it out: an actor's joining cannot be its own condition", "%s makes its own joining a condition", j.code)
			}
		}
	}
}
