package decide

import (
	"cmp"
	"slices"

	"entente/act"
	"entente/brief"
	"entente/phrase"
	"entente/situation"
)

// owners lists the actors that have gates, in the order of the record.
func owners(s *situation.Situation) []string {
	var out []string
	for _, g := range s.Gates {
		if a := string(g.Act.Actor); !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// approval goes through an actor's gates in their order: equal numbers run in
// parallel, a later one waits for the earlier. A gate that consults or informs
// cannot stop its actor; a missing answer is pending, never a yes.
func approval(said *phrase.Said, s *situation.Situation, actor string) Approval {
	ans := Approval{Actor: actor, Name: situation.Said(said, s.Name(actor), actor), State: Adopted}
	var gates []*situation.Gate
	for _, g := range s.Gates {
		if string(g.Act.Actor) == actor {
			gates = append(gates, g)
		}
	}
	slices.SortStableFunc(gates, func(a, b *situation.Gate) int { return cmp.Compare(a.Body.Order, b.Body.Order) })
	open := -1 // the order of the first step not taken; gates of a later order wait
	for _, g := range gates {
		step := Gate{ID: g.ID, Body: g.Body.Body, Basis: g.Body.Basis, Mode: cmp.Or(g.Body.Mode, "approve"), Order: g.Body.Order, Cites: []brief.Cite{situation.Cite(g.Act)}}
		answered := answer(s, g)
		basis := said.Say("basis not stated")
		if step.Basis != "" {
			basis = said.Record(phrase.Value, step.Basis)
		}
		reason := brief.Reason{Statement: said.Say("{body} ({basis}, {mode})", step.Body, basis, said.Record(phrase.Value, step.Mode)), Cites: step.Cites}
		switch {
		case g.Value == situation.True || answered != nil && g.Value == situation.Open:
			step.State, reason.Finding = "approved", brief.Holds
			if !g.MustApprove() {
				step.State = "done"
			}
		case g.Value == situation.False && g.MustApprove():
			step.State, reason.Finding = "refused", brief.Fails
			ans.State = NotAdopted
		case g.Value == situation.False:
			step.State, reason.Finding = "done", brief.Holds
			reason.Statement = said.Say("{gate}: it said no, and it cannot stop the decision", reason.Statement)
		case g.Value == situation.Contested:
			step.State, reason.Finding = "contested", brief.Contested
			reason.Statement = said.Say("{gate}: two results on record contradict each other", reason.Statement)
			reason.Cites = append(reason.Cites, situation.Cite(g.Against))
		case open >= 0 && g.Body.Order > open:
			step.State, reason.Finding = "waiting", brief.Open
			reason.Statement = said.Say("{gate}: waits for the step before it", reason.Statement)
		default:
			step.State, reason.Finding = "pending", brief.Open
			reason.Statement = said.Say("{gate}: {what}", reason.Statement, byDay(said, s.At, phrase.Key("no answer is on record"), phrase.Key("no answer is on record by {day}")))
			ans.Next = append(ans.Next, step.Body)
		}
		if answered != nil {
			step.Cites = append(step.Cites, situation.Cite(answered))
			reason.Cites = append(reason.Cites, situation.Cite(answered))
		}
		if step.State == "pending" || step.State == "waiting" || step.State == "contested" {
			if ans.State == Adopted && g.MustApprove() {
				ans.State = Pending
			}
			if open < 0 {
				open = g.Body.Order
			}
		}
		ans.Gates = append(ans.Gates, step)
		ans.Because = append(ans.Because, reason)
	}
	word := finalWord(s, actor)
	ans.Final = word != nil
	switch {
	case ans.State == NotAdopted:
		ans.Next = nil
	case ans.State == Adopted && slices.ContainsFunc(gates, (*situation.Gate).MustApprove):
		own := brief.Reason{Statement: said.Say("{what}; the gates let it decide, they do not decide for it", byDay(said, s.At, phrase.Key("its own final word is not on record"), phrase.Key("its own final word is not on record by {day}"))), Finding: brief.Open}
		if word != nil {
			own = brief.Reason{Statement: said.Say("its own word is final"), Finding: brief.Holds, Cites: []brief.Cite{situation.Cite(word)}}
		}
		ans.Because = append(ans.Because, own)
	case !slices.ContainsFunc(gates, (*situation.Gate).MustApprove):
		ans.State = Pending
		own := brief.Reason{Statement: said.Say("no gate on record can stop it, so its own final word decides; {what}", byDay(said, s.At, phrase.Key("none is on record"), phrase.Key("none is on record by {day}"))), Finding: brief.Open}
		if word != nil {
			ans.State = Adopted
			own = brief.Reason{Statement: said.Say("no gate on record can stop it, and its own word is final"), Finding: brief.Holds, Cites: []brief.Cite{situation.Cite(word)}}
		}
		ans.Because = append(ans.Because, own)
	}
	return ans
}

// finalWord is the act by which an actor bound itself, or said without more ado that
// it joins; nil while it has not.
func finalWord(s *situation.Situation, actor string) *act.Act {
	if a := s.Committed[actor]; a != nil {
		return a
	}
	if a := s.Latest(actor); a != nil {
		if p := a.Body.(*act.Position); p.Stance == "supports" && !p.InPrinciple {
			return a
		}
	}
	return nil
}

// answer is the act that answered a gate: the approval that decided it, or for a
// gate that only consults or informs the act that did so.
func answer(s *situation.Situation, g *situation.Gate) *act.Act {
	if g.Result != nil {
		return g.Result
	}
	if g.MustApprove() {
		return nil
	}
	for _, a := range s.Acts {
		b, ok := a.Body.(*act.Approval)
		if counts, _ := a.Counts(); ok && counts && string(b.Gate) == g.ID && s.Gone[a.ID] == nil {
			return a
		}
	}
	return nil
}

// byDay says what is absent, on a day where one is known.
func byDay(said *phrase.Said, d act.Date, absent, byDay string) string {
	if d.IsZero() {
		return said.Say(absent)
	}
	return said.Say(byDay, d.String())
}
