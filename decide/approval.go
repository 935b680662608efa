package decide

import (
	"cmp"
	"fmt"
	"slices"

	"entente/act"
	"entente/brief"
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
func approval(s *situation.Situation, actor string) Approval {
	ans := Approval{Actor: actor, Name: s.Name(actor), State: Adopted}
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
		reason := brief.Reason{Statement: fmt.Sprintf("%s (%s, %s)", step.Body, cmp.Or(step.Basis, "basis not stated"), step.Mode), Cites: step.Cites}
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
			reason.Statement += ": it said no, and it cannot stop the decision"
		case g.Value == situation.Contested:
			step.State, reason.Finding = "contested", brief.Contested
			reason.Statement += ": two results on record contradict each other"
			reason.Cites = append(reason.Cites, situation.Cite(g.Against))
		case open >= 0 && g.Body.Order > open:
			step.State, reason.Finding = "waiting", brief.Open
			reason.Statement += ": waits for the step before it"
		default:
			step.State, reason.Finding = "pending", brief.Open
			reason.Statement += fmt.Sprintf(": no answer is on record%s", byDay(s.At))
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
		own := brief.Reason{Statement: "its own final word is not on record" + byDay(s.At) + "; the gates let it decide, they do not decide for it", Finding: brief.Open}
		if word != nil {
			own = brief.Reason{Statement: "its own word is final", Finding: brief.Holds, Cites: []brief.Cite{situation.Cite(word)}}
		}
		ans.Because = append(ans.Because, own)
	case !slices.ContainsFunc(gates, (*situation.Gate).MustApprove):
		ans.State = Pending
		own := brief.Reason{Statement: "no gate on record can stop it, so its own final word decides; none is on record" + byDay(s.At), Finding: brief.Open}
		if word != nil {
			ans.State = Adopted
			own = brief.Reason{Statement: "no gate on record can stop it, and its own word is final", Finding: brief.Holds, Cites: []brief.Cite{situation.Cite(word)}}
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

func byDay(d act.Date) string {
	if d.IsZero() {
		return ""
	}
	return " by " + d.String()
}
