package assess

import (
	"entente/situation"
	"fmt"
	"strings"

	"entente/act"
	"entente/brief"
)

// inputState is an input as it stands, in words, with the acts that say so.
func (m *model) inputState(in *input) Input {
	x := Input{ID: in.name, Kind: string(in.kind), State: "open", Cites: situation.Cites(in.acts...)}
	switch {
	case in.known >= 0:
		x.State, x.Value = "settled", in.values[in.known]
	case in.contested:
		x.State = "contested"
	case in.draft >= 0:
		x.State, x.Value = "drafted", in.values[in.draft]
	}
	x.Says, x.Label = m.inputReason(in).Statement, m.label(in)
	return x
}

// label is an input in a few words.
func (m *model) label(in *input) string {
	id := strings.TrimPrefix(in.name, string(in.kind)+".")
	switch in.kind {
	case factInput:
		return m.names.Fact(id, true)
	case clauseInput:
		return plain(id)
	}
	words := map[inputKind]string{gateInput: "approval", wordInput: "its final word", weightInput: "how firm its condition is",
		effectInput: "the effect of its objection", barInput: "its objection", readingInput: "which of its words stands", caveatInput: "its caveat"}
	if in.kind == supplyInput {
		return "a further pledge for “" + m.force.needs(in) + "”"
	}
	return m.names.Actor(in.owner) + ": " + words[in.kind]
}

// inputReason says how an input stands, citing acts or their absence.
func (m *model) inputReason(in *input) brief.Reason {
	r := brief.Reason{Cites: situation.Cites(in.acts...), Finding: brief.Open}
	id := strings.TrimPrefix(in.name, string(in.kind)+".")
	owner := m.names.Actor(in.owner)
	if in.assumed {
		r.Statement, r.Finding, r.Cites = "assumed for this answer: "+m.settledWords(in, in.known), brief.Holds, nil
		if in.values[in.known] == "false" {
			r.Finding = brief.Fails
		}
		return r
	}
	byDate := ""
	if !m.sit.At.IsZero() {
		byDate = " by " + m.sit.At.String()
	}
	switch in.kind {
	case factInput:
		switch {
		case in.contested:
			r.Finding = brief.Contested
			r.Statement = "words that count contradict each other on whether " + m.names.Fact(id, true)
			r.Cites = append(situation.Cites(in.acts...), situation.Cites(in.against...)...)
		case in.known == 1:
			r.Finding, r.Statement = brief.Holds, m.names.Fact(id, true)+": established"
		case in.known == 0:
			r.Finding, r.Statement = brief.Fails, m.names.Fact(id, false)+": established"
		default:
			r.Statement = fmt.Sprintf("nothing on record%s settles whether %s", byDate, m.names.Fact(id, true))
		}
	case clauseInput:
		switch {
		case in.known >= 0:
			r.Finding, r.Statement = brief.Holds, m.settledWords(in, in.known)+", by a decision on record"
		case in.draft >= 0:
			r.Statement = fmt.Sprintf("the clause “%s” is open; the draft says “%s”", plain(id), m.optionWords(id, in.values[in.draft]))
		default:
			r.Statement = fmt.Sprintf("the clause “%s” is open and has no draft", plain(id))
		}
	case gateInput:
		g := in.acts[0]
		if b, ok := g.Body.(*act.Gate); ok {
			id = b.Body
		} else if def, ok := m.sit.Find(id); ok {
			id = def.Body.(*act.Gate).Body
		}
		switch {
		case in.contested:
			r.Finding, r.Statement = brief.Contested, fmt.Sprintf("%s: two results of %s on record contradict each other", owner, id)
			r.Cites = append(situation.Cites(in.acts...), situation.Cites(in.against...)...)
		case in.known == 1:
			r.Finding, r.Statement = brief.Holds, fmt.Sprintf("%s: %s has approved", owner, id)
		case in.known == 0:
			r.Finding, r.Statement = brief.Fails, fmt.Sprintf("%s: %s has refused", owner, id)
		default:
			r.Statement = fmt.Sprintf("%s: no approval by %s is on record%s", owner, id, byDate)
		}
	case wordInput:
		r.Statement, r.Finding = m.wordReason(in, owner, byDate)
	case weightInput:
		r.Finding = brief.Contested
		r.Statement = owner + " did not say whether this is a requirement or a reservation"
	case effectInput:
		r.Finding = brief.Contested
		r.Statement = owner + " objects; the effect of its objection is contested"
		if in.known == 0 {
			r.Finding, r.Statement = brief.Holds, "the objection of "+owner+" has no effect"
		} else if in.known == 1 {
			r.Finding, r.Statement = brief.Fails, "the objection of "+owner+" bars"
		}
	case barInput:
		r.Finding, r.Statement = brief.Fails, "the objection of "+owner+", recorded as blocking, stands"
		if def := m.sit.Actors[in.owner]; def != nil && def.Body.(*act.Actor).Consent == "required" {
			r.Statement = "the objection of " + owner + ", whose consent is required, stands"
		}
	case caveatInput:
		r.Finding, r.Statement = brief.Fails, "the caveat of "+owner+" stands: "+in.acts[0].Body.(*act.Caveat).Words
	case supplyInput:
		r.Finding, r.Cites, r.Statement = brief.Fails, nil, "nobody has pledged what “"+m.force.needs(in)+"” lacks"
	case readingInput:
		r.Finding = brief.Contested
		r.Statement = owner + " has said contradicting things, and nothing on record settles which stands"
	}
	return r
}

func (m *model) wordReason(in *input, owner, byDate string) (string, brief.Finding) {
	a := m.actors[m.byCode[in.owner]]
	switch {
	case a.firm:
		return owner + " has committed itself", brief.Holds
	case in.known == 1 && hasTerms(a.word.Body.(*act.Position)):
		return owner + " has said officially on what terms it would join", brief.Holds
	case in.known == 1:
		return owner + " has said officially that it would join", brief.Holds
	case in.known == 0:
		return owner + " has officially declined", brief.Fails
	case a.word == nil:
		return fmt.Sprintf("no official position of %s is on record%s", owner, byDate), brief.Open
	case a.principle:
		return owner + " has spoken in principle only; its final word is open", brief.Open
	}
	return "the official word of " + owner + " leaves its decision open", brief.Open
}

// hasTerms reports whether a position on the initiative names terms of its own.
func hasTerms(p *act.Position) bool {
	return p.Stance == "demands" || !p.If.IsZero() || len(p.Terms) > 0
}

// settledWords says an input settled at value v.
func (m *model) settledWords(in *input, v int) string {
	id := strings.TrimPrefix(in.name, string(in.kind)+".")
	switch in.kind {
	case factInput:
		return m.names.Fact(id, v == 1)
	case clauseInput:
		return m.names.Option(id, in.values[v], true)
	}
	owner := m.names.Actor(in.owner)
	switch yes := v == 1; in.kind {
	case gateInput:
		return owner + ": " + map[bool]string{true: "approval has been given", false: "approval has been refused"}[yes]
	case wordInput:
		return owner + map[bool]string{true: " has decided to join", false: " has declined"}[yes]
	case weightInput:
		return map[bool]string{true: "it is a requirement of " + owner, false: "it is a reservation of " + owner}[yes]
	case effectInput, barInput:
		return "the objection of " + owner + map[bool]string{true: " bars", false: " does not bar"}[yes]
	}
	switch yes := v == 1; in.kind {
	case caveatInput:
		return "the caveat of " + owner + map[bool]string{true: " stands", false: " is lifted"}[yes]
	case supplyInput:
		return map[bool]string{true: "somebody pledges what “", false: "nobody pledges what “"}[yes] + m.force.needs(in) + "” lacks"
	}
	return owner + "’s word is “" + says(in.acts[v]) + "”"
}

func (m *model) optionWords(clause, value string) string {
	if c := m.sit.Clauses[clause]; c != nil {
		for _, o := range c.Body.Options {
			if o.Value == value && o.Words != "" {
				return o.Words
			}
		}
	}
	return value
}
