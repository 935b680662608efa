package situation

import (
	"cmp"
	"slices"

	"entente/act"
	"entente/phrase"
)

// settle answers the questions that need all acts at once: what each actor's own
// latest word is, what is established, what is settled, which gates are passed.
func (s *Situation) settle() {
	for _, list := range []*[]*act.Act{&s.Objections, &s.Pledges, &s.Requires, &s.Rules, &s.Mandates, &s.Caveats, &s.Record, &s.Texts, &s.Reservations, &s.Charter} {
		*list = slices.DeleteFunc(*list, s.gone)
	}
	s.Ballots = slices.DeleteFunc(s.Ballots, func(b *Ballot) bool { return s.gone(b.Act) })
	for _, b := range s.Ballots {
		for _, list := range []*[]*act.Act{&b.Votes, &b.Breaks, &b.Explanations} {
			*list = slices.DeleteFunc(*list, s.gone)
		}
	}
	for _, about := range []map[string][]*act.Act{s.Claims, s.Excluded} {
		for code := range about {
			about[code] = slices.DeleteFunc(about[code], s.gone)
		}
	}
	s.Gates = slices.DeleteFunc(s.Gates, func(g *Gate) bool { return s.gone(g.Act) })
	contradicts := map[[2]string]bool{}
	for _, a := range s.Acts {
		if r, ok := a.Body.(*act.Relation); ok && r.Relation == "contradicts" && !s.gone(a) {
			contradicts[[2]string{string(r.Act), string(r.To)}] = true
			contradicts[[2]string{string(r.To), string(r.Act)}] = true
		}
	}
	for _, a := range s.Acts {
		if counts, _ := a.Counts(); !counts || s.gone(a) {
			continue
		}
		switch b := a.Body.(type) {
		case *act.Position:
			s.say(a, topic(b), contradicts)
		case *act.Commitment:
			s.Committed[string(a.Actor)] = a
		case *act.Approval:
			s.pass(s.gate(string(b.Gate)), a, b, contradicts)
		case *act.Decision:
			s.decide(a, b)
		case *act.Statement:
			if f := s.Facts[string(b.Fact)]; f != nil && !f.hear(a, b.Holds) {
				s.Beside = append(s.Beside, Beside{Act: a, Why: phrase.Key("its actor is not one whose word settles this fact")})
			}
		}
	}
	for _, r := range s.Reservations {
		if of := s.about(r.Body.(*act.Reserve).To); of != nil {
			of.Reservations = append(of.Reservations, r)
		}
	}
	for _, f := range s.Facts {
		f.Value = f.value()
	}
}

// gone reports whether an act stands for nothing any longer: another undid it, and
// was not undone itself.
func (s *Situation) gone(a *act.Act) bool {
	gone := false
	for by := s.Gone[a.ID]; by != nil; by = s.Gone[by.ID] {
		gone = !gone
		if by == a {
			return true // two that undo each other are both undone
		}
	}
	return gone
}

func topic(p *act.Position) string {
	switch {
	case p.Clause != "":
		return "clause:" + string(p.Clause)
	case p.Issue != "":
		return "issue:" + p.Issue
	}
	return ""
}

// say makes a the actor's word on its topic. It replaces the earlier word, unless
// the two are said to contradict each other or were spoken on the same day and
// differ: then both stand.
func (s *Situation) say(a *act.Act, topic string, contradicts map[[2]string]bool) {
	actor := string(a.Actor)
	i := slices.IndexFunc(s.Words[actor], func(w *Word) bool { return w.Topic == topic })
	if i < 0 {
		s.Words[actor] = append(s.Words[actor], &Word{topic, []*act.Act{a}})
		return
	}
	w := s.Words[actor][i]
	keep := []*act.Act{a}
	for _, old := range w.Acts {
		if contradicts[[2]string{old.ID, a.ID}] || old.On == a.On && !sameWord(old, a) {
			keep = append([]*act.Act{old}, keep...)
		}
	}
	w.Acts = keep
}

// sameWord reports whether two positions say the same.
func sameWord(a, b *act.Act) bool {
	p, q := a.Body.(*act.Position), b.Body.(*act.Position)
	return p.Stance == q.Stance && p.InPrinciple == q.InPrinciple && p.Option == q.Option && p.Strength == q.Strength && p.If.Text == q.If.Text &&
		slices.EqualFunc(p.Terms, q.Terms, func(t, u act.Term) bool { return t.If.Text == u.If.Text && t.Strength == u.Strength })
}

// pass takes a gate's result. A later one replaces it, unless the two are said to
// contradict each other or are of one day: then the gate is contested.
func (s *Situation) pass(g *Gate, a *act.Act, b *act.Approval, contradicts map[[2]string]bool) {
	value := map[string]Value{"approved": True, "refused": False}[b.Result]
	if value == "" { // consulted or informed: nothing is decided
		return
	}
	old, was := g.Result, g.Value
	g.Value, g.Result, g.Against = value, a, nil
	if old != nil && was != value && (contradicts[[2]string{old.ID, a.ID}] || old.On == a.On) {
		g.Value, g.Against = Contested, old
	}
}

func (s *Situation) decide(a *act.Act, b *act.Decision) {
	if of := s.ballot(b.Ballot); of != nil {
		of.Decision = a
	}
	if b.Outcome != "adopted" && b.Outcome != "agreed" {
		return
	}
	for clause, option := range b.Settles {
		c := s.Clauses[string(clause)]
		c.Settled, c.By = option, a
	}
	for _, id := range b.Establishes {
		if f := s.Facts[string(id)]; f != nil {
			f.hear(a, "true")
		}
	}
	for _, id := range b.Refutes {
		if f := s.Facts[string(id)]; f != nil {
			f.hear(a, "false")
		}
	}
}

// hear records that a says the fact holds or does not, each actor by its latest
// word. It reports false when a's word does not settle the fact.
func (f *Fact) hear(a *act.Act, holds string) bool {
	if len(f.Body.SettledBy) > 0 && !slices.Contains(f.Body.SettledBy, a.Actor) {
		return false
	}
	// An actor's later word replaces its own; two of one day that differ both stand.
	own := func(b *act.Act) bool { return b.Actor == a.Actor && b.On != a.On }
	f.For = slices.DeleteFunc(f.For, own)
	f.Against = slices.DeleteFunc(f.Against, own)
	switch holds {
	case "true":
		f.For = append(f.For, a)
	case "false":
		f.Against = append(f.Against, a)
	}
	return true
}

func (f *Fact) value() Value {
	switch {
	case len(f.For) > 0 && len(f.Against) > 0:
		return Contested
	case len(f.For) > 0:
		return True
	case len(f.Against) > 0:
		return False
	}
	return Open
}

// Latest returns the most recent of the acts that make up the actor's present
// word on the initiative, or nil when it has not spoken.
func (s *Situation) Latest(actor string) *act.Act {
	for _, w := range s.Words[actor] {
		if w.Topic == "" {
			return slices.MaxFunc(w.Acts, func(a, b *act.Act) int { return cmp.Compare(a.On.Last().Unix(), b.On.Last().Unix()) })
		}
	}
	return nil
}
