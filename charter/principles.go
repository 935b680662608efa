package charter

import (
	"regexp"
	"slices"

	"entente/act"
	"entente/brief"
	"entente/phrase"
	"entente/situation"
)

// principles checks the three principles of peacekeeping: consent of each party and
// faction, impartiality, no force but in self-defence and defence of the mandate
// (peacekeeping.un.org/en/principles-of-peacekeeping). They belong to the rung of
// peacekeeping; on another rung the check says what the initiative would lack.
func (c *check) principles() []Finding {
	var out []Finding
	for _, a := range c.Acts {
		b, ok := a.Body.(*act.Actor)
		if !ok {
			continue
		}
		code := a.ID
		if party := partyTo(b); party != "" {
			out = append(out, c.consent(code, party))
		}
	}
	if len(out) == 0 {
		out = append(out, Finding{Check: c.said.Say("the parties consent"), Finding: brief.Open, Because: []brief.Reason{{Statement: c.said.Say("no host, faction or party to the conflict is on record")}}})
	}
	return append(out, c.impartial()...)
}

// partyTo says as what an actor's consent matters, empty when it does not.
func partyTo(b *act.Actor) string {
	for _, role := range []string{"host", "faction", "adversary", "consent"} {
		if slices.Contains(b.Roles, role) {
			return map[string]string{"host": phrase.Key("host"), "faction": phrase.Key("faction"), "adversary": phrase.Key("party to the conflict"), "consent": phrase.Key("party whose consent is needed")}[role]
		}
	}
	return ""
}

var consents = regexp.MustCompile(`(?i)\b(accept|consent|agree|welcome)`)

// consent reads a party's own word: its position on the initiative, or a question of
// fact about its consent that its word alone settles. Local consent does not follow
// from that of the main parties, so each is asked for itself.
func (c *check) consent(code, party string) Finding {
	f := Finding{Check: c.said.Say("{who} ({party}) consents", c.Name(code), c.said.Say(party)), Finding: brief.Open}
	for _, w := range c.Words[code] {
		if w.Topic != "" {
			continue
		}
		for _, a := range w.Acts {
			stance := a.Body.(*act.Position).Stance
			finding := map[string]brief.Finding{"supports": brief.Holds, "opposes": brief.Fails, "denies": brief.Fails}[stance]
			switch {
			case finding == "":
				finding = brief.Open
			case f.Finding != brief.Open && f.Finding != finding:
				finding = brief.Contested
			}
			f.Finding = finding
			f.Because = append(f.Because, brief.Reason{Statement: c.said.Say("it says: {words}", says(c.said, a)), Finding: finding, Cites: situation.Cites(a)})
		}
	}
	for _, fact := range sorted(c.Facts) {
		if fact.Body.SettledBy == nil || len(fact.Body.SettledBy) != 1 || string(fact.Body.SettledBy[0]) != code || !consents.MatchString(fact.Body.Asks) {
			continue
		}
		found := map[situation.Value]brief.Finding{situation.True: brief.Holds, situation.False: brief.Fails, situation.Contested: brief.Contested, situation.Open: brief.Open}[fact.Value]
		if found != brief.Open || f.Finding == "" {
			f.Finding = found
		}
		answer := c.absent(phrase.Key("Nothing that settles it is on record"), phrase.Key("Nothing that settles it is on record by {day}"))
		if found != brief.Open {
			answer = c.said.Say(map[brief.Finding]string{brief.Holds: phrase.Key("Yes"), brief.Fails: phrase.Key("No"), brief.Contested: phrase.Key("Its own words contradict each other")}[found])
		}
		text := c.said.Join([]string{fact.Body.Asks, answer}, " ", " ")
		f.Because = append(f.Because, brief.Reason{Statement: text, Finding: found, Cites: situation.Cites(append(slices.Clone(fact.For), fact.Against...)...)})
	}
	if len(f.Because) == 0 {
		f.Because = []brief.Reason{{Statement: c.absent(phrase.Key("no word of its own is on record"), phrase.Key("no word of its own is on record by {day}"))}}
	}
	return f
}

func sorted(facts map[string]*situation.Fact) []*situation.Fact {
	var out []*situation.Fact
	for _, f := range facts {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b *situation.Fact) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return out
}

// impartial checks that the force is nobody's enemy, that it is not drawn from one
// side, and what force it may use.
func (c *check) impartial() []Finding {
	adversary := Finding{Check: c.said.Say("it is impartial: it is directed against nobody"), Finding: brief.Holds, Because: []brief.Reason{{Statement: c.said.Say("no adversary of the initiative is on record")}}}
	if c.Initiative != nil {
		b := c.Initiative.Body.(*act.Initiative)
		if len(b.Against) > 0 {
			adversary.Finding = brief.Fails
			adversary.Because = []brief.Reason{{Statement: c.said.Say("it is formed against {whom}", c.names(codes(b.Against))), Cites: situation.Cites(c.Initiative)}}
		}
	}
	out := []Finding{adversary}
	if f, ok := c.oneSided(); ok {
		out = append(out, f)
	}
	if f, ok := c.neighbours(); ok {
		out = append(out, f)
	}
	return append(out, c.force())
}

// oneSided looks at what the contributors have in common, where the parties differ
// in it: a force all of one confession between parties of two.
func (c *check) oneSided() (Finding, bool) {
	values := map[string][]string{}
	for _, code := range c.members() {
		for _, facet := range c.facets(code) {
			if facet.Name == "majority_confession" {
				values[facet.Value] = append(values[facet.Value], code)
			}
		}
	}
	if len(values) == 0 {
		return Finding{}, false
	}
	f := Finding{Check: c.said.Say("its contributors are not all of one side"), Finding: brief.Holds}
	for v, who := range values {
		f.Because = append(f.Because, brief.Reason{Statement: c.said.Say("{value}: {who}", spaced(v), c.names(who))})
		if len(values) == 1 {
			f.Finding = brief.Fails
		}
	}
	slices.SortFunc(f.Because, func(a, b brief.Reason) int {
		if a.Statement < b.Statement {
			return -1
		}
		return 1
	})
	return f, true
}

func (c *check) facets(code string) []act.Facet {
	if a := c.Actors[code]; a != nil {
		return a.Body.(*act.Actor).Facets
	}
	return nil
}

// neighbours names contributors that border on the theatre: by custom they do not
// contribute, with recorded exceptions.
func (c *check) neighbours() (Finding, bool) {
	var who []string
	for _, code := range c.members() {
		if a := c.Actors[code]; a != nil && slices.Contains(a.Body.(*act.Actor).Roles, "neighbour") {
			who = append(who, code)
		}
	}
	if len(who) == 0 {
		return Finding{}, false
	}
	return Finding{Check: c.said.Say("no neighbour of the theatre contributes"), Finding: brief.Contested,
		Because: []brief.Reason{{Statement: c.said.Say("{who}: by custom neighbours do not contribute; there are exceptions", c.names(who))}}}, true
}

// force asks what force may be used: a provision that limits it, else the rung.
func (c *check) force() Finding {
	f := Finding{Check: c.said.Say("force only in self-defence and in defence of the mandate"), Finding: brief.Open}
	for _, a := range c.provisions("limit_of_force") {
		f.Finding = brief.Holds
		f.Because = append(f.Because, brief.Reason{Statement: a.Body.(*act.Provision).Words, Cites: situation.Cites(a)})
	}
	for _, m := range c.Mandates {
		if b := m.Body.(*act.Mandate); b.Status == "adopted" && b.Authority != "" {
			r := brief.Reason{Statement: c.said.Say("the mandate allows: {authority}", b.Authority), Cites: situation.Cites(m)}
			switch {
			case allMeans.MatchString(b.Authority):
				f.Finding, r.Finding = brief.Fails, brief.Fails
			case selfDefence.MatchString(b.Authority) && f.Finding == brief.Open:
				f.Finding, r.Finding = brief.Holds, brief.Holds
			}
			f.Because = append(f.Because, r)
		}
	}
	if len(f.Because) == 0 {
		f.Because = []brief.Reason{{Statement: c.absent(phrase.Key("neither the charter nor a mandate says what force may be used"), phrase.Key("neither the charter nor a mandate says what force may be used by {day}"))}}
	}
	return f
}

var (
	allMeans    = regexp.MustCompile(`(?i)all necessary (measures|means)`)
	selfDefence = regexp.MustCompile(`(?i)self-defen[cs]e`)
)
