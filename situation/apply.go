package situation

import (
	"cmp"
	"slices"
	"strings"

	"entente/act"
	"entente/phrase"
)

// Apply lets one act into the situation: the one gate, whether the act was read
// from a file, posted or received. It refuses an act only for what makes it
// impossible on this record (an id twice, a withdrawal of somebody else's act, an
// option never offered); an act that does not count is let in and kept beside.
// Acts must come in the order of [At].
func (s *Situation) Apply(a *act.Act) act.Problems {
	if old, twice := s.byID[a.ID]; twice {
		return refuse(a, "duplicate-id", "give each act an id of its own", "the id %q is already taken by %s at %s", a.ID, old.Title(nil), old.Place)
	}
	if on := s.leansOn(a); on != nil {
		s.byID[a.ID] = a
		s.Acts = append(s.Acts, a)
		s.Beside = append(s.Beside, Beside{a, (*phrase.Said)(nil).Say(notCounted, on.ID), on.ID})
		return nil
	}
	if problems := s.check(a); len(problems) > 0 {
		return problems
	}
	s.byID[a.ID] = a
	s.Acts = append(s.Acts, a)

	if b, ok := a.Body.(*act.Statement); ok && b.Stance != "" {
		s.hearsay(a, b)
	}
	counts, why := a.Counts()
	if !counts && moves(a) {
		s.Beside = append(s.Beside, Beside{Act: a, Why: why})
		return nil
	}
	switch b := a.Body.(type) {
	case *act.Source:
		s.Sources[a.ID] = a
	case *act.Initiative:
		s.Initiative = a
	case *act.Actor:
		s.Actors[a.ID] = a
	case *act.Fact:
		s.Facts[a.ID] = &Fact{ID: a.ID, Act: a, Body: b, Value: Open}
	case *act.Clause:
		s.Clauses[a.ID] = &Clause{ID: a.ID, Act: a, Body: b}
	case *act.Gate:
		s.Gates = append(s.Gates, &Gate{ID: a.ID, Act: a, Body: b, Value: Open})
	case *act.Requirement:
		s.Requires = append(s.Requires, a)
		if b.Replaces != "" {
			s.undo(a, string(b.Replaces))
		}
	case *act.Rule:
		s.Rules = append(s.Rules, a)
	case *act.Mandate:
		s.Mandates = append(s.Mandates, a)
	case *act.Pledge:
		s.Pledges = append(s.Pledges, a)
		s.units += max(1, b.Number)
	case *act.Objection:
		s.Objections = append(s.Objections, a)
	case *act.Caveat:
		s.Caveats = append(s.Caveats, a)
	case *act.Experience, *act.Exercise, *act.Appointment:
		s.Record = append(s.Record, a)
	case *act.Withdrawal:
		s.Gone[string(b.Of)] = a
	case *act.Correction:
		s.undo(a, string(b.Of))
	case *act.Text, *act.Amendment, *act.Ballot, *act.Silence, *act.Vote, *act.Break, *act.Explanation, *act.Reserve:
		s.applyBallot(a)
	case *act.Wording, *act.Provision, *act.Definition, *act.Incident, *act.Verdict, *act.Sanction, *act.Report:
		s.Charter = append(s.Charter, a)
	case *act.Relation:
		if b.Relation == "supersedes" || b.Relation == "corrects" && b.To != "" {
			s.undo(a, string(b.To))
		}
	case *act.Position, *act.Commitment, *act.Approval, *act.Decision, *act.Statement:
		// They answer questions of standing and fact, together: see settle.
	case *act.Exclusion:
		for _, c := range b.Of {
			s.Excluded[string(c)] = append(s.Excluded[string(c)], a)
		}
	case *act.Proposal, *act.Sounding, *act.Invitation, *act.Message, *act.Paragraph, *act.Receipt, *act.Declassification, *act.Signal, *act.Meeting,
		*act.Operation, *act.Deadline, *act.Listing, *act.Linkage, *act.Tie, *act.Grading, *act.Coding, *act.Carrying:
		// On record and shown; they move no standing.
	default:
		s.NotUnderstood = append(s.NotUnderstood, a)
	}
	return nil
}

// undo lets an act stand for nothing any longer. Another actor's act can be put
// right only by that actor, or by the record itself, which speaks as nobody.
func (s *Situation) undo(a *act.Act, id string) {
	if old := s.byID[id]; old != nil && a.Actor != "" && a.Actor != old.Actor {
		s.Beside = append(s.Beside, Beside{Act: a, Why: phrase.Key("it would undo an act of another actor, who has not taken it back")})
		return
	}
	s.Gone[id] = a
}

// hearsay keeps what an actor said about others' stand beside those others, whose
// standing it does not move.
func (s *Situation) hearsay(a *act.Act, b *act.Statement) {
	others := slices.ContainsFunc(b.About, func(c act.ActorRef) bool { return c != a.Actor })
	if !others || b.Clause != "" {
		return
	}
	for _, c := range b.About {
		if c != a.Actor {
			s.Claims[string(c)] = append(s.Claims[string(c)], a)
		}
	}
	s.Beside = append(s.Beside, Beside{Act: a, Why: phrase.Key("it is said about others, whose own word moves their standing")})
}

// moves reports whether an act of this kind would move something if it counted,
// so that one that does not count is worth naming.
func moves(a *act.Act) bool {
	switch b := a.Body.(type) {
	case *act.Position, *act.Objection, *act.Pledge, *act.Caveat, *act.Commitment, *act.Approval, *act.Decision, *act.Withdrawal, *act.Correction,
		*act.Ballot, *act.Silence, *act.Vote, *act.Break, *act.Reserve, *act.Verdict, *act.Sanction, *act.Report:
		return true
	case *act.Statement:
		return b.Fact != "" && b.Stance == ""
	case *act.Rule:
		return !b.If.IsZero() && (b.Stands == "" || b.Stands == "adopted")
	}
	return false
}

// check says what makes the act impossible on this record.
func (s *Situation) check(a *act.Act) act.Problems {
	switch b := a.Body.(type) {
	case *act.Withdrawal:
		if old, ok := s.byID[string(b.Of)]; ok && old.Actor != a.Actor {
			return refuse(a, "not-own-act", "only the actor whose act it is can withdraw it; a contradicting word is a statement", "%s cannot withdraw %s: it is an act of %s", a.Actor, old.ID, cmp.Or(string(old.Actor), "nobody"))
		}
	case *act.Pledge:
		if b.Number > act.MaxUnits {
			return refuse(a, "out-of-range", "people are counted in amount, and units of one sort in one pledge", "a pledge is of 1 to 1,000 units, not %d", b.Number)
		}
		if s.units+max(1, b.Number) > act.MaxPledged {
			return refuse(a, "too-many-units", "pledge larger units, or people in place of units", "with this pledge more than 20,000 units are pledged")
		}
	case *act.Approval:
		g := s.gate(string(b.Gate))
		if g == nil {
			return refuse(a, "unknown-gate", "introduce it under gates", "there is no gate %q on record", b.Gate)
		}
		if g.Act.Actor != a.Actor {
			return refuse(a, "not-own-gate", "the approval must be an act of the actor whose gate it is", "%s cannot pass the gate %s: it is a gate of %s", a.Actor, g.ID, g.Act.Actor)
		}
	case *act.Text, *act.Amendment, *act.Ballot, *act.Silence, *act.Vote, *act.Break, *act.Explanation, *act.Reserve:
		return s.checkBallot(a)
	case *act.Decision:
		if problems := s.checkBallot(a); len(problems) > 0 {
			return problems
		}
		for clause, option := range b.Settles {
			c, ok := s.Clauses[string(clause)]
			if !ok {
				return refuse(a, "unknown-clause", "introduce it under clauses", "there is no clause %q on record", clause)
			}
			if !slices.Contains(c.Body.Values(), option) {
				p := refuse(a, "option-not-offered", "", "the clause %s offers no option %q", clause, option)
				p[0].Hint = p[0].Said.Sayf("it offers %s", strings.Join(c.Body.Values(), ", "))
				return p
			}
		}
	}
	return nil
}

// cast is how somebody voted, as a value of a message.
type cast string

// refuse says why an act is impossible on this record; the hint is a sentence of its own.
func refuse(a *act.Act, code, hint, format string, args ...any) act.Problems {
	said := phrase.New()
	for i, x := range args {
		switch x := x.(type) {
		case act.Kind:
			args[i] = said.Keep(string(x), func(lang string) string { return phrase.Record(lang, phrase.Kind, string(x)) })
		case cast:
			args[i] = said.Keep(string(x), func(lang string) string { return phrase.Record(lang, phrase.Value, string(x)) })
		}
	}
	return act.Problems{act.Wrong(said, a.Place, code, hint, format, args...)}
}

func (s *Situation) gate(id string) *Gate {
	for _, g := range s.Gates {
		if g.ID == id {
			return g
		}
	}
	return nil
}
