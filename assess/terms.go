package assess

import (
	"fmt"
	"slices"

	"entente/act"
	"entente/situation"
)

// addTerms takes an actor's terms from its own latest official words: under which
// conditions it joins, and what it could bring.
func (c *compiler) addTerms(a *actor) {
	for _, w := range c.m.sit.Words[a.code] {
		reading := -1
		if w.Contested() {
			reading = c.m.addReading(a.code, w)
		}
		for k, word := range w.Acts {
			c.addWord(a, word, word.Body.(*act.Position), reading, k)
		}
	}
	c.m.addPledges(c, a)
}

// addReading makes the input that says which of an actor's contradicting words
// stands.
func (m *model) addReading(code string, w *situation.Word) int {
	name := code
	if w.Topic != "" {
		name += "." + w.Topic
	}
	if i, ok := m.input("reading." + name); ok {
		return i
	}
	in := &input{kind: readingInput, name: "reading." + name, known: -1, draft: -1, contested: true, acts: w.Acts, owner: code}
	for k, a := range w.Acts {
		in.values = append(in.values, a.ID)
		in.steps = append(in.steps, k)
	}
	return m.addInput(in)
}

// addWord adds the terms that one word states.
func (c *compiler) addWord(a *actor, word *act.Act, p *act.Position, reading, reads int) {
	add := func(e *expr, s act.Strength, text, says, id string) {
		t := &term{expr: e, strength: s, weight: -1, reading: reading, reads: reads, act: word, text: text, says: says}
		if s == act.Unsettled {
			in := &input{kind: weightInput, name: "weight." + id, values: []string{"reservation", "requirement"}, known: -1, draft: -1,
				steps: []int{0}, contested: true, acts: []*act.Act{word}, owner: a.code}
			t.weight = c.m.addInput(in)
		}
		a.terms = append(a.terms, t)
	}
	strength := func(s, otherwise act.Strength) act.Strength {
		if s == "" {
			return otherwise
		}
		return s
	}
	own, says := c.expr(p.If)
	switch {
	case p.Issue != "":
		return
	case p.Clause != "":
		e, usual := c.clauseTerm(p)
		if e == nil {
			return
		}
		if !p.If.IsZero() {
			e, says = any1(neg(own), e), c.m.said.Say("if {condition}, then {outcome}", says, c.m.clauseWords(p))
		} else {
			says = c.m.clauseWords(p)
		}
		add(e, strength(p.Strength, usual), p.If.Text, says, word.ID)
	case !p.If.IsZero():
		add(own, strength(p.Strength, act.Mandatory), p.If.Text, says, word.ID)
	}
	for n, t := range p.Terms {
		e, says := c.expr(t.If)
		add(e, strength(t.Strength, act.Mandatory), t.If.Text, says, fmt.Sprintf("%s#%d", word.ID, n+1))
	}
}

// clauseTerm is what a position on a clause asks of the outcome, and how much it
// weighs when the actor did not say: a demand or refusal is a requirement, support
// a preference.
func (c *compiler) clauseTerm(p *act.Position) (*expr, act.Strength) {
	i, ok := c.m.input("option." + string(p.Clause))
	if !ok {
		return nil, ""
	}
	v := slices.Index(c.m.inputs[i].values, p.Option)
	if v < 0 {
		return nil, ""
	}
	switch p.Stance {
	case "supports":
		return has(i, v), act.Preference
	case "demands":
		return has(i, v), act.Mandatory
	case "opposes":
		return neg(has(i, v)), act.Mandatory
	}
	return nil, ""
}

// addDecided makes the inputs that say whether an actor is decided: its gates that
// must approve, and its own final word. A commitment in force is decided.
func (m *model) addDecided(a *actor) {
	word := yesNo(wordInput, a.code, situation.Open)
	word.owner, word.steps = a.code, []int{1}
	var parts []*expr
	commitment := m.sit.Committed[a.code]
	if a.firm && a.word != nil && a.word.On.After(commitment.On) && refusal(a.word) {
		a.firm = false
	}
	var contested *situation.Word
	for _, w := range m.sit.Words[a.code] {
		if w.Topic == "" && w.Contested() && !a.firm {
			contested = w
		}
	}
	for _, g := range m.sit.Gates {
		if string(g.Act.Actor) != a.code || !g.MustApprove() || a.firm && g.Value != situation.False {
			continue
		}
		in := yesNo(gateInput, g.ID, g.Value)
		in.owner, in.steps, in.hard, in.acts = a.code, []int{1}, g.Body.Hard, []*act.Act{g.Act}
		if g.Result != nil {
			in.acts = []*act.Act{g.Result}
		}
		if g.Against != nil { // the result against it is the other way: which way is which?
			in.acts, in.against = []*act.Act{g.Result}, []*act.Act{g.Against}
			if b := g.Result.Body.(*act.Approval); b.Result == "refused" {
				in.acts, in.against = in.against, in.acts
			}
		}
		parts = append(parts, has(m.addInput(in), 1))
	}
	switch {
	case a.firm:
		word.known, word.acts = 1, []*act.Act{commitment}
	case a.word == nil:
	case contested != nil:
		a.contested = true
		word.acts = contested.Acts
	case refusal(a.word):
		a.refuses = true
		word.known, word.acts = 0, []*act.Act{a.word}
	default:
		p := a.word.Body.(*act.Position)
		a.principle = p.InPrinciple
		word.acts = []*act.Act{a.word}
		if p.Stance != "undecided" && !p.InPrinciple {
			word.known = 1
		}
	}
	w := m.addInput(word)
	if contested == nil {
		a.decided = all(append(parts, has(w, 1))...)
		return
	}
	r := m.addReading(a.code, contested)
	var ways []*expr
	for k, x := range contested.Acts {
		p := x.Body.(*act.Position)
		switch {
		case refusal(x):
		case p.Stance == "undecided" || p.InPrinciple:
			ways = append(ways, all(has(r, k), has(w, 1)))
		default:
			ways = append(ways, has(r, k))
		}
	}
	a.decided = all(append(parts, any1(ways...))...)
}

// refusal reports whether the word is no, whatever the terms.
func refusal(a *act.Act) bool {
	p := a.Body.(*act.Position)
	return (p.Stance == "opposes" || p.Stance == "denies") && p.If.IsZero() && len(p.Terms) == 0
}

// addPledges collects what the actor could bring, by the low end of each pledge.
func (m *model) addPledges(c *compiler, a *actor) {
	for _, p := range m.sit.Pledges {
		b := p.Body.(*act.Pledge)
		lapsed := !b.Until.IsZero() && !m.sit.At.IsZero() && m.sit.At.Last().After(b.Until.Last())
		if string(p.Actor) != a.code || b.Amount.Low == 0 || lapsed || b.From.After(m.sit.At) {
			continue
		}
		if b.Capability.Uniformed() {
			when, _ := c.expr(b.If)
			a.pledges = append(a.pledges, &pledge{b.Amount.Low, when, p})
		}
	}
	if len(a.pledges) > 0 {
		return
	}
	if x := m.sit.Committed[a.code]; x != nil && x.Body.(*act.Commitment).Troops.Low > 0 {
		a.pledges = []*pledge{{x.Body.(*act.Commitment).Troops.Low, always, x}}
	} else if t := a.def.Body.(*act.Actor).Troops; t.Low > 0 {
		a.pledges = []*pledge{{t.Low, always, a.def}}
	}
}

// addObjections gives each objection its effect. Stated effects are honoured; else
// the holder whose consent is required bars, a contributor makes it a term of its
// own, and anybody else's is contested. An advisory one is only shown.
func (c *compiler) addObjections() {
	m := c.m
	for _, o := range m.sit.Objections {
		b := o.Body.(*act.Objection)
		unless, _ := c.expr(b.Unless)
		if b.Unless.IsZero() {
			unless = never
		}
		consent := ""
		if def := m.sit.Actors[string(o.Actor)]; def != nil {
			consent = def.Body.(*act.Actor).Consent
		}
		holder, contributor := m.byCode[string(o.Actor)]
		for _, code := range b.Against {
			against, ok := m.byCode[string(code)]
			if !ok || b.Effect == "advisory" {
				continue
			}
			says := m.said.Say("{who} objects to {whom}", m.names.Actor(string(o.Actor)), m.names.Actor(string(code)))
			in := &input{name: o.ID + "." + string(code), values: []string{"lifted", "stands"}, draft: -1, steps: []int{0},
				acts: []*act.Act{o}, owner: string(o.Actor), hard: b.Hard}
			switch effect := effectOf(b, consent, contributor); effect {
			case "blocks":
				in.kind, in.known, in.lift = barInput, 1, true
			case "term":
				e := any1(neg(member(against)), unless)
				m.actors[holder].terms = append(m.actors[holder].terms, &term{expr: e, strength: act.Mandatory, weight: -1, reading: -1, act: o,
					says: m.said.Say("{who} does not join", m.names.Actor(string(code)))})
				continue
			default:
				in.kind, in.known, in.contested = effectInput, -1, true
			}
			in.name = string(in.kind) + "." + in.name
			i := m.addInput(in)
			m.bars = append(m.bars, &bar{against, string(o.Actor), any1(has(i, 0), unless), i, o, says})
		}
	}
}

// effectOf is the stated effect of an objection, or the one its holder's standing
// gives it: "term" makes it a condition of a contributing holder's own.
func effectOf(o *act.Objection, consent string, contributor bool) string {
	switch {
	case o.Effect != "":
		return o.Effect
	case consent == "required":
		return "blocks"
	case contributor && consent != "contested":
		return "term"
	}
	return "contested"
}

// addNeeds compiles what the initiative needs, and the adopted rules that bind it.
func (c *compiler) addNeeds() {
	for _, x := range c.m.sit.Requires {
		b := x.Body.(*act.Requirement)
		e, _ := c.expr(b.If)
		c.m.needs = append(c.m.needs, &need{b.Must != "should", e, b.Members, b.Troops, x, c.m.said.Quote(b.Need), c.m.force.line(x)})
	}
	for _, x := range c.m.sit.Rules {
		b := x.Body.(*act.Rule)
		if b.If.IsZero() || b.Stands != "" && b.Stands != "adopted" {
			continue
		}
		e, _ := c.expr(b.If)
		c.m.rules = append(c.m.rules, &rule{e, x, c.m.said.Quote(b.Words)})
	}
}
