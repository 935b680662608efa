package assess

import (
	"strings"

	"entente/act"
	"entente/brief"
	"entente/phrase"
	"entente/situation"
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
	if in.kind == supplyInput {
		return m.said.Say("a further pledge for “{need}”", m.force.needs(in))
	}
	return m.said.Say("{who}: {what}", m.names.Actor(in.owner), m.said.Say(labels[in.kind]))
}

var labels = map[inputKind]string{gateInput: phrase.Key("approval"), wordInput: phrase.Key("its final word"), weightInput: phrase.Key("how firm its condition is"),
	effectInput: phrase.Key("the effect of its objection"), barInput: phrase.Key("its objection"), readingInput: phrase.Key("which of its words stands"), caveatInput: phrase.Key("its caveat")}

// inputReason says how an input stands, citing acts or their absence.
func (m *model) inputReason(in *input) brief.Reason {
	r := brief.Reason{Cites: situation.Cites(in.acts...), Finding: brief.Open}
	id := strings.TrimPrefix(in.name, string(in.kind)+".")
	owner := m.names.Actor(in.owner)
	if in.assumed {
		r.Statement, r.Finding, r.Cites = m.said.Say("assumed for this answer: {what}", m.settledWords(in, in.known)), brief.Holds, nil
		if in.values[in.known] == "false" {
			r.Finding = brief.Fails
		}
		return r
	}
	day := m.sit.At.String()
	switch in.kind {
	case factInput:
		switch {
		case in.contested:
			r.Finding = brief.Contested
			r.Statement = m.said.Say("words that count contradict each other on whether {fact}", m.names.Fact(id, true))
			r.Cites = append(situation.Cites(in.acts...), situation.Cites(in.against...)...)
		case in.known == 1:
			r.Finding, r.Statement = brief.Holds, m.said.Say("{fact}: established", m.names.Fact(id, true))
		case in.known == 0:
			r.Finding, r.Statement = brief.Fails, m.said.Say("{fact}: established", m.names.Fact(id, false))
		default:
			r.Statement = m.said.Say("nothing on record by {day} settles whether {fact}", day, m.names.Fact(id, true))
			if day == "" {
				r.Statement = m.said.Say("nothing on record settles whether {fact}", m.names.Fact(id, true))
			}
		}
	case clauseInput:
		switch {
		case in.known >= 0:
			r.Finding, r.Statement = brief.Holds, m.said.Say("{what}, by a decision on record", m.settledWords(in, in.known))
		case in.draft >= 0:
			r.Statement = m.said.Say("the clause “{clause}” is open; the draft says “{words}”", plain(id), m.optionWords(id, in.values[in.draft]))
		default:
			r.Statement = m.said.Say("the clause “{clause}” is open and has no draft", plain(id))
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
			r.Finding, r.Statement = brief.Contested, m.said.Say("{who}: two results of {body} on record contradict each other", owner, id)
			r.Cites = append(situation.Cites(in.acts...), situation.Cites(in.against...)...)
		case in.known == 1:
			r.Finding, r.Statement = brief.Holds, m.said.Say("{who}: {body} has approved", owner, id)
		case in.known == 0:
			r.Finding, r.Statement = brief.Fails, m.said.Say("{who}: {body} has refused", owner, id)
		default:
			r.Statement = m.said.Say("{who}: no approval by {body} is on record by {day}", owner, id, day)
			if day == "" {
				r.Statement = m.said.Say("{who}: no approval by {body} is on record", owner, id)
			}
		}
	case wordInput:
		r.Statement, r.Finding = m.wordReason(in, owner, day)
	case weightInput:
		r.Finding = brief.Contested
		r.Statement = m.said.Say("{who} did not say whether this is a requirement or a reservation", owner)
	case effectInput:
		r.Finding = brief.Contested
		r.Statement = m.said.Say("{who} objects; the effect of its objection is contested", owner)
		if in.known == 0 {
			r.Finding, r.Statement = brief.Holds, m.said.Say("the objection of {who} has no effect", owner)
		} else if in.known == 1 {
			r.Finding, r.Statement = brief.Fails, m.said.Say("the objection of {who} bars", owner)
		}
	case barInput:
		r.Finding, r.Statement = brief.Fails, m.said.Say("the objection of {who}, recorded as blocking, stands", owner)
		if def := m.sit.Actors[in.owner]; def != nil && def.Body.(*act.Actor).Consent == "required" {
			r.Statement = m.said.Say("the objection of {who}, whose consent is required, stands", owner)
		}
	case caveatInput:
		r.Finding, r.Statement = brief.Fails, m.said.Say("the caveat of {who} stands: {words}", owner, in.acts[0].Body.(*act.Caveat).Words)
	case supplyInput:
		r.Finding, r.Cites, r.Statement = brief.Fails, nil, m.said.Say("nobody has pledged what “{need}” lacks", m.force.needs(in))
	case readingInput:
		r.Finding = brief.Contested
		r.Statement = m.said.Say("{who} has said contradicting things, and nothing on record settles which stands", owner)
	}
	return r
}

func (m *model) wordReason(in *input, owner, day string) (string, brief.Finding) {
	a := m.actors[m.byCode[in.owner]]
	switch {
	case a.firm:
		return m.said.Say("{who} has committed itself", owner), brief.Holds
	case in.known == 1 && hasTerms(a.word.Body.(*act.Position)):
		return m.said.Say("{who} has said officially on what terms it would join", owner), brief.Holds
	case in.known == 1:
		return m.said.Say("{who} has said officially that it would join", owner), brief.Holds
	case in.known == 0:
		return m.said.Say("{who} has officially declined", owner), brief.Fails
	case a.word == nil && day == "":
		return m.said.Say("no official position of {who} is on record", owner), brief.Open
	case a.word == nil:
		return m.said.Say("no official position of {who} is on record by {day}", owner, day), brief.Open
	case a.principle:
		return m.said.Say("{who} has spoken in principle only; its final word is open", owner), brief.Open
	}
	return m.said.Say("the official word of {who} leaves its decision open", owner), brief.Open
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
	owner, yes, say := m.names.Actor(in.owner), v == 1, m.said.Say
	switch in.kind {
	case gateInput:
		return say("{who}: {what}", owner, either(yes, say("approval has been given"), say("approval has been refused")))
	case wordInput:
		return either(yes, say("{who} has decided to join", owner), say("{who} has declined", owner))
	case weightInput:
		return either(yes, say("it is a requirement of {who}", owner), say("it is a reservation of {who}", owner))
	case effectInput, barInput:
		return either(yes, say("the objection of {who} bars", owner), say("the objection of {who} does not bar", owner))
	case caveatInput:
		return either(yes, say("the caveat of {who} stands", owner), say("the caveat of {who} is lifted", owner))
	case supplyInput:
		return either(yes, say("somebody pledges what “{need}” lacks", m.force.needs(in)), say("nobody pledges what “{need}” lacks", m.force.needs(in)))
	}
	return say("{who}’s word is “{words}”", owner, says(m.said, in.acts[v]))
}

func either(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
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
