package charter

import (
	"cmp"
	"maps"
	"slices"

	"entente/act"
	"entente/brief"
	"entente/phrase"
	"entente/situation"
)

// question answers one of the five from its clauses.
func (c *check) question(id, asks string) Question {
	q := Question{ID: id, Asks: asks, State: Silent, Left: []string{}}
	stands := map[State]int{}
	for _, key := range slices.Sorted(maps.Keys(c.Clauses)) {
		x := c.Clauses[key]
		if x.Body.Question != id {
			continue
		}
		clause, reason, left := c.clause(x)
		q.Clauses = append(q.Clauses, clause)
		q.Because = append(q.Because, reason)
		q.Left = append(q.Left, left...)
		stands[clause.State]++
	}
	n := len(q.Clauses)
	switch {
	case n == 0:
		q.Because = []brief.Reason{{Statement: c.absent(phrase.Key("no clause on record answers it"), phrase.Key("no clause on record answers it by {day}"))}}
		q.Left = append(q.Left, c.said.Say("table a clause on it"))
	case stands[Contradictory] > 0:
		q.State = Contradictory
	case stands[Settled] == n:
		q.State = Settled
	case stands[Settled]+stands[Reserved] == n:
		q.State = Reserved
	case stands[Silent] < n:
		q.State = Drafted
	}
	if contradiction := c.contradicts(id); contradiction != nil {
		q.State = Contradictory
		q.Because = append(q.Because, *contradiction)
		q.Left = append(q.Left, c.said.Say("resolve the contradiction: {what}", contradiction.Statement))
	}
	return q
}

// clause says how far one clause is agreed.
func (c *check) clause(x *situation.Clause) (Clause, brief.Reason, []string) {
	out := Clause{ID: x.ID, Asks: x.Body.Asks, State: Silent, Option: c.option(x.ID), Review: x.Body.Review, Taker: string(x.Body.Taker)}
	out.Words = words(x.Body, out.Option)
	reason := brief.Reason{Statement: x.Body.Asks, Cites: situation.Cites(x.Act), Finding: brief.Open}
	var left []string
	out.Brackets = c.brackets(x)
	out.Versions = c.versions(x)
	out.Amendments = c.amendments(x.ID)
	out.Dissent = c.dissent(x, out.Option)
	others := c.settledOtherwise(x)
	switch {
	case x.Settled != "" && len(others) > 0:
		out.State, reason.Finding = Contradictory, brief.Contested
		reason.Statement = c.said.Say("{question} Settled at “{words}” by {act}, and otherwise by {other}", x.Body.Asks, out.Words, x.By.ID, others[0].ID)
		reason.Cites = situation.Cites(append(others, x.By)...)
		left = append(left, c.said.Say("{clause}: two decisions in force settle it differently; one must give way", x.ID))
	case x.Settled != "":
		out.State, reason.Finding = Settled, brief.Holds
		out.By, out.Body, out.On = x.By.ID, string(x.By.Actor), x.By.On
		out.Reservations = c.reservations(x)
		reason.Statement = c.said.Say("{question} Settled by {who} on {day}: {words}", x.Body.Asks, c.Name(out.Body), x.By.On.String(), out.Words)
		reason.Cites = situation.Cites(x.By)
		if len(out.Reservations) > 0 || len(out.Dissent) > 0 {
			out.State = Reserved
		}
	case x.Body.Draft != "" || len(out.Versions) > 0:
		out.State = Drafted
		reason.Statement = c.said.Say("{question} Drafted", x.Body.Asks)
		if out.Words != "" {
			reason.Statement = c.said.Say("{question} Drafted: {words}", x.Body.Asks, out.Words)
		}
		left = append(left, c.toSettle(x))
		if contested := c.split(out.Brackets); contested != "" {
			left = append(left, c.said.Say("{clause}: {what}", x.ID, contested))
		}
	default:
		reason.Statement = c.said.Say("{question} Nothing is drafted: {n} options are on the table", x.Body.Asks, len(x.Body.Options))
		left = append(left, c.said.Say("{clause}: draft it", x.ID))
	}
	for _, d := range out.Dissent {
		reason.Because = append(reason.Because, brief.Reason{Statement: c.said.Say("{who} dissents: {words}", c.Name(d.Actor), d.Says), Cites: []brief.Cite{d.Cite}})
		left = append(left, c.said.Say("{clause}: answer the dissent of {who}", x.ID, c.Name(d.Actor)))
	}
	for _, r := range out.Reservations {
		reason.Because = append(reason.Because, brief.Reason{Statement: c.said.Say("reservation: {words}", r.Says), Cites: []brief.Cite{r.Cite}})
	}
	if !out.Review.IsZero() && !c.At.IsZero() && !out.Review.After(c.At) {
		out.Overdue = true
		left = append(left, c.said.Say("{clause}: its review was due on {day}", x.ID, out.Review.String()))
	}
	return out, reason, left
}

func (c *check) toSettle(x *situation.Clause) string {
	if x.Body.Taker != "" {
		return c.said.Say("{clause}: {who} is to settle it", x.ID, c.Name(string(x.Body.Taker)))
	}
	return c.said.Say("{clause}: settle it", x.ID)
}

func words(b *act.Clause, option string) string {
	for _, o := range b.Options {
		if o.Value == option {
			return cmp.Or(o.Words, spaced(o.Value))
		}
	}
	return ""
}

// settledOtherwise lists decisions in force, of other bodies than the one whose word
// stands, that settle the clause at another option. A body's own later decision
// replaces its earlier one.
func (c *check) settledOtherwise(x *situation.Clause) []*act.Act {
	var out []*act.Act
	for _, a := range c.Acts {
		d, ok := a.Body.(*act.Decision)
		counts, _ := a.Counts()
		if !ok || !counts || c.Gone[a.ID] != nil || d.Outcome != "adopted" && d.Outcome != "agreed" || x.By == nil || a.Actor == x.By.Actor {
			continue
		}
		if o := d.Settles[act.ClauseRef(x.ID)]; o != "" && o != x.Settled {
			out = append(out, a)
		}
	}
	return out
}

// stands gives each actor's own official words on a clause, one an actor, in the
// order of the record.
func (c *check) stands(clause string) []*act.Act {
	var out []*act.Act
	for _, actor := range slices.Sorted(maps.Keys(c.Words)) {
		for _, w := range c.Words[actor] {
			if w.Topic == "clause:"+clause {
				out = append(out, w.Acts...)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *act.Act) int { return a.On.Compare(b.On) })
	return out
}

// brackets lists every option with those for and against it.
func (c *check) brackets(x *situation.Clause) []Bracket {
	out := make([]Bracket, len(x.Body.Options))
	for i, o := range x.Body.Options {
		out[i] = Bracket{Option: o.Value, Words: o.Words}
		for _, a := range c.stands(x.ID) {
			p := a.Body.(*act.Position)
			if p.Option != o.Value {
				continue
			}
			switch p.Stance {
			case "supports", "demands":
				out[i].For = append(out[i].For, string(a.Actor))
			case "opposes", "denies":
				out[i].Against = append(out[i].Against, string(a.Actor))
			}
		}
		for _, a := range of[*act.Wording](c) {
			if w := a.Body.(*act.Wording); string(w.Clause) == x.ID && w.Option == o.Value {
				out[i].Text, out[i].Brackets = w.Words, w.Brackets
			}
		}
	}
	return out
}

// split says who stands where, when options of a clause have supporters against
// one another.
func (c *check) split(brackets []Bracket) string {
	var sides []string
	for _, b := range brackets {
		if len(b.For) > 0 {
			sides = append(sides, c.said.Say("{who} for “{words}”", c.names(b.For), cmp.Or(b.Words, spaced(b.Option))))
		}
	}
	if len(sides) < 2 {
		return ""
	}
	return c.said.List(sides)
}

// dissent lists those whose own word is against the clause as it stands.
func (c *check) dissent(x *situation.Clause, option string) []Stand {
	if option == "" {
		return nil
	}
	var out []Stand
	for _, a := range c.stands(x.ID) {
		p := a.Body.(*act.Position)
		against := p.Stance == "opposes" && (p.Option == "" || p.Option == option) || (p.Stance == "demands" || p.Stance == "supports") && p.Option != "" && p.Option != option
		if against {
			out = append(out, Stand{string(a.Actor), p.Stance, p.Option, says(c.said, a), situation.Cite(a)})
		}
	}
	return out
}

// reservations lists those made to the decision that settled the clause, to the
// ballot or the text it adopted, or to the clause itself; where one names another
// clause it does not touch this one.
func (c *check) reservations(x *situation.Clause) []Kept {
	var out []Kept
	ballot, text := act.ActRef(""), ""
	if d, ok := x.By.Body.(*act.Decision); ok {
		ballot = d.Ballot
		for _, r := range d.Reservations {
			out = append(out, Kept{Act: x.By.ID, Says: r, Cite: situation.Cite(x.By)})
		}
	}
	for _, b := range c.Ballots {
		if b.ID == string(ballot) {
			text = b.Text()
		}
	}
	for _, a := range c.Reservations {
		r := a.Body.(*act.Reserve)
		to := string(r.To)
		if r.Clause == act.ClauseRef(x.ID) || r.Clause == "" && (to == x.By.ID || to == string(ballot) || to == text) {
			out = append(out, c.kept(a, c.said.Record(phrase.Value, cmp.Or(r.Sort, "reservation"))))
		}
	}
	return out
}

// versions lists the wordings a clause has had, in time.
func (c *check) versions(x *situation.Clause) []Version {
	var out []Version
	replaced := map[act.ActRef]bool{}
	for _, a := range of[*act.Wording](c) {
		replaced[a.Body.(*act.Wording).Replaces] = true
	}
	for _, a := range of[*act.Wording](c) {
		w := a.Body.(*act.Wording)
		if string(w.Clause) == x.ID {
			out = append(out, Version{a.ID, a.On, w.Option, w.Words, string(a.Actor), w.Brackets, replaced[act.ActRef(a.ID)]})
		}
	}
	return out
}

func (c *check) amendments(clause string) []Kept {
	var out []Kept
	for _, a := range c.Texts {
		if m, ok := a.Body.(*act.Amendment); ok && string(m.Clause) == clause {
			out = append(out, Kept{a.ID, string(a.Actor), m.Words, c.said.Say("amendment to {text}", string(m.To)), situation.Cite(a)})
		}
	}
	return out
}
