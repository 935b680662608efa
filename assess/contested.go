package assess

import (
	"slices"

	"entente/act"
	"entente/brief"
	"entente/logic"
	"entente/phrase"
	"entente/situation"
)

// contested computes the answer under each reading of each contested input, and
// says whether it changes.
func (r *run) contested(ans *Answer) {
	r.doing("contested inputs")
	ans.Contested = []Contested{}
	for k, in := range r.m.inputs {
		if !in.contested || in.known >= 0 {
			continue
		}
		c := Contested{Input: in.name, Says: r.m.inputReason(in).Statement}
		var glances []glance
		for v := range in.values {
			m := r.m.reading(k, v)
			q := r.q
			q.Progress = nil
			g := newRun(r.ctx, m, q).reading()
			glances = append(glances, g)
			c.Readings = append(c.Readings, Reading{Value: in.values[v], Says: r.readingWords(in, v), Viable: g.viable,
				Standings: map[string]brief.Standing{}, Cites: r.readingCites(in, v)})
		}
		if r.ctx.Err() != nil {
			r.incomplete(ans, r.m.said.Say("whether the answer turns on contested inputs was not settled for all before the search was stopped"))
			return
		}
		for i := range ans.Actors {
			differs := slices.ContainsFunc(glances, func(g glance) bool { return g.standing[i] != glances[0].standing[i] })
			for v, g := range glances {
				if differs {
					c.Changes = true
					c.Readings[v].Standings[ans.Actors[i].ID] = g.standing[i]
				}
			}
		}
		c.Changes = c.Changes || slices.ContainsFunc(glances, func(g glance) bool { return g.viable != glances[0].viable })
		ans.Contested = append(ans.Contested, c)
	}
}

// glance is what two readings are compared by.
type glance struct {
	standing []brief.Standing
	viable   bool
}

func (r *run) reading() glance {
	r.joined, r.wave = r.m.now(r.ctx)
	r.able, _ = r.f.possible(r.ctx, r.s)
	g := glance{viable: r.s.Solve(r.ctx, append(with(r.f.firm, r.f.asStands()...), r.musts()...)...).Status == logic.Feasible}
	for i := range r.m.actors {
		g.standing = append(g.standing, r.standing(i))
	}
	return g
}

// reading is the model with one contested input taken one way.
func (m *model) reading(k, v int) *model {
	c := *m
	c.inputs = append([]*input(nil), m.inputs...)
	in := *m.inputs[k]
	in.known, in.contested, in.lift = v, false, false
	c.inputs[k] = &in
	c.names = namer{&c}
	return &c
}

func (r *run) readingWords(in *input, v int) string {
	owner := r.m.names.Actor(in.owner)
	switch in.kind {
	case factInput:
		return r.m.settledWords(in, v)
	case gateInput:
		return r.m.said.Say("{who}: {what}", owner, []string{r.m.said.Say("it was refused"), r.m.said.Say("it was approved")}[v])
	case weightInput:
		return []string{r.m.said.Say("it is a reservation: {who} would join all the same", owner), r.m.said.Say("it is a requirement of {who}", owner)}[v]
	case effectInput:
		return []string{r.m.said.Say("the objection of {who} has no effect", owner), r.m.said.Say("the objection of {who} bars", owner)}[v]
	case readingInput:
		return r.m.said.Say("{who}’s word is “{words}”", owner, says(r.m.said, in.acts[v]))
	}
	return in.values[v]
}

func (r *run) readingCites(in *input, v int) []brief.Cite {
	switch in.kind {
	case factInput, gateInput:
		return situation.Cites([][]*act.Act{in.against, in.acts}[v]...)
	case readingInput:
		return situation.Cites(in.acts[v : v+1]...)
	}
	return situation.Cites(in.acts...)
}

// record fills in what is on record beside the computation: the charter's five
// questions, what is kept and not counted, what is not understood, the timeline.
func (r *run) record(ans *Answer) {
	ans.Charter = r.m.charter()
	ans.recorded(r.m.sit)
}

// On gives the answer as that of a situation which differs in nothing but acts that no
// answer turns on, such as statements that settle nothing: with that situation's lists of what is on record, and the
// marking they need.
func (ans *Answer) On(s *situation.Situation, marking string) *Answer {
	c := *ans
	c.Marking, c.Timeline, c.said = marking, []Event{}, ans.said.Child()
	c.recorded(s)
	return &c
}

// recorded lists what is on record.
func (ans *Answer) recorded(s *situation.Situation) {
	ans.Beside, ans.NotUnderstood = []Kept{}, []Kept{}
	for _, b := range s.Beside {
		ans.Beside = append(ans.Beside, Kept{b.Act.ID, says(ans.said, b.Act), b.Says(ans.said), situation.Cite(b.Act)})
	}
	for _, a := range s.NotUnderstood {
		ans.NotUnderstood = append(ans.NotUnderstood, Kept{a.ID, a.Title(ans.said), ans.said.Say("this program does not know acts of the kind {kind}; it could be a withdrawal", string(a.Kind)), situation.Cite(a)})
	}
	for _, a := range s.Acts {
		if !a.On.IsZero() && dated(a) {
			ans.Timeline = append(ans.Timeline, Event{a.On, string(a.Actor), ans.said.Record(phrase.Kind, string(a.Kind)), says(ans.said, a), a.ID})
		}
	}
	slices.SortStableFunc(ans.Timeline, func(a, b Event) int { return a.On.Compare(b.On) })
}

// dated reports whether the act belongs on a timeline: something done or said, not
// a noun being introduced.
func dated(a *act.Act) bool {
	i, ok := act.KindInfo(a.Kind)
	return !ok || i.Shape == act.Listed && a.Kind != "requirement" && a.Kind != "rule" && a.Kind != "gate" && a.Kind != "relation"
}

// says is what an act says, as shortly as the record puts it.
func says(said *phrase.Said, a *act.Act) string {
	if a.Says != "" {
		return a.Says
	}
	switch b := a.Body.(type) {
	case *act.Meeting:
		return b.Title
	case *act.Decision:
		return said.Say("{who}: {what}", b.Title, said.Record(phrase.Value, b.Outcome))
	case *act.Proposal:
		return said.Say("proposes {what}", b.Of)
	case *act.Exercise:
		return b.Title
	case *act.Position:
		return said.Record(phrase.Value, b.Stance)
	case *act.Pledge:
		return said.Say("offers {what}", b.What)
	case *act.Deadline:
		return b.What
	case *act.Operation:
		return b.Title
	case *act.Signal:
		return b.Deed
	case *act.Ballot:
		return said.Say("vote on {what}", b.Title)
	case *act.Text:
		return said.Say("text: {title}", b.Title)
	}
	return a.Title(said)
}
