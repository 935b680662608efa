package assess

import (
	"cmp"
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/logic"
)

const (
	conflictLimit  = 12 // conflicts listed of the initiative
	actorConflicts = 4  // conflicts listed of one actor
)

// extent is how many unlocks are looked for.
type extent struct {
	whole int // of the initiative
	each  int // of one actor
	steps int // no further actor's once they have so many steps together; 0 sets no end
}

var (
	listed = extent{whole: 20, each: 8}
	drawn  = extent{whole: 4, each: 2, steps: 16} // for a road map: what a glance can take in
)

// conflicts lists why the initiative is not viable as everything stands, and why
// each actor that is kept out by it is. The final word of an actor agreed in
// principle is expected to follow: it is blamed only when nothing else is.
func (r *run) conflicts(ans *Answer) {
	r.doing("conflicts")
	ans.Conflicts = []Conflict{}
	plain := r.f.WithoutStages()
	if !ans.Viable {
		sets := r.blame(plain, nil, true, conflictLimit)
		for _, set := range sets.Sets {
			ans.Conflicts = append(ans.Conflicts, r.conflict(ans.Initiative.ID, set, sets.Complete))
		}
		if !sets.Complete {
			r.incomplete(ans, r.m.said.Say("the conflicts of the initiative are at least those listed: the search for more was stopped"))
		}
	}
	stand := with(r.f.firm, r.f.asStands()...)
	for i, a := range r.m.actors {
		if ans.Actors[i].Standing == brief.In || a.forced != 0 || r.s.Solve(r.ctx, with(stand, r.f.x[i])...).Status != logic.Infeasible {
			continue
		}
		sets := r.blame(plain, []logic.Lit{r.f.x[i]}, false, actorConflicts)
		for _, set := range sets.Sets {
			ans.Conflicts = append(ans.Conflicts, r.conflict(a.code, set, sets.Complete))
		}
	}
}

// blame lists the minimal conflicts among what is on record, or absent, given that
// assume is wanted; with needs, among the initiative's needs too.
func (r *run) blame(plain *logic.Form, assume []logic.Lit, needs bool, limit int) logic.Sets {
	var firm, words []logic.Lit
	for _, s := range r.f.selector {
		switch {
		case s.kind == ofNeed && !needs:
		case s.kind == ofInput && r.inPrinciple(s.input):
			words = append(words, s.lit)
		default:
			firm = append(firm, s.lit)
		}
	}
	if len(words) == 0 || r.s.Solve(r.ctx, with(assume, firm...)...).Status == logic.Infeasible {
		return logic.Conflicts(r.ctx, plain, assume, firm, limit)
	}
	return logic.Conflicts(r.ctx, plain, assume, append(firm, words...), limit)
}

// inPrinciple reports whether the input is the final word of an actor that has
// agreed in principle.
func (r *run) inPrinciple(i int) bool {
	in := r.m.inputs[i]
	return in.kind == wordInput && in.known < 0 && r.m.actors[r.m.byCode[in.owner]].principle
}

func (r *run) conflict(subject string, set []logic.Lit, complete bool) Conflict {
	c := Conflict{For: subject, Complete: complete, Parts: []ConflictPart{}}
	for _, s := range r.f.selector {
		if !contains(set, s.lit) {
			continue
		}
		reason := r.selectorReason(s)
		part := ConflictPart{ID: r.f.Name(s.lit), Statement: reason.Statement, Cites: reason.Cites, Absence: s.absent}
		switch s.kind {
		case ofInput:
			part.Input = r.m.inputs[s.input].name
			part.Actor = r.m.inputs[s.input].owner
			if s.absent {
				part.Cites = nil
			}
		case ofTerm, ofRight:
			part.Actor = r.m.actors[s.actor].code
		}
		c.Parts = append(c.Parts, part)
	}
	return c
}

// unlocks lists minimal sets of steps that make the initiative viable, and those
// that bring each contingent or barred actor in.
func (r *run) unlocks(ans *Answer, e extent) {
	r.doing("unlocks")
	ans.Unlocks = []Unlock{}
	var over []logic.Lit
	var then []step
	for _, s := range r.f.steps {
		if r.inPrinciple(s.input) {
			then = append(then, s)
		} else {
			over = append(over, s.lit)
		}
	}
	base := with(r.f.firm, r.f.drafted)
	if !ans.Viable {
		var musts []logic.Lit
		for k, n := range r.m.needs {
			if n.must {
				musts = append(musts, r.f.needs[k])
			}
		}
		r.unlock(ans, ans.Initiative.ID, append(base, musts...), over, then, e.whole)
	}
	for i, a := range ans.Actors {
		if a.Standing == brief.In || r.m.actors[i].forced != 0 {
			continue
		}
		if e.steps > 0 && steps(ans.Unlocks) >= e.steps {
			break
		}
		if a.Standing == brief.Contingent && len(r.together(i)) > 0 {
			ans.Unlocks = append(ans.Unlocks, r.signature(i))
			continue
		}
		own := with(base, r.f.x[i])
		if a.Standing == brief.Out && r.s.Solve(r.ctx, own...).Status == logic.Infeasible {
			continue
		}
		r.unlock(ans, a.ID, own, over, then, e.each)
	}
}

// steps counts the steps of unlocks that a road map draws: not those of an actor of
// whom only its own word is missing.
func steps(unlocks []Unlock) int {
	n := 0
	for _, u := range unlocks {
		if len(u.Steps) != 1 || u.Steps[0].Kind != string(wordInput) {
			n += len(u.Steps)
		}
	}
	return n
}

// signature is the one step that brings in an actor who waits for others as they
// wait for it.
func (r *run) signature(i int) Unlock {
	group := r.together(i)
	names := make([]string, len(group))
	for k, code := range group {
		names[k] = r.m.names.Actor(code)
	}
	return Unlock{For: r.m.actors[i].code, Complete: true, Steps: []Step{{ID: "signature." + strings.Join(group, "+"), Kind: "signature",
		Says: r.m.said.Say("{who} sign at the same moment", r.m.said.List(names)), Takers: group, Difficulty: 5}}}
}

func (r *run) unlock(ans *Answer, subject string, assume, over []logic.Lit, then []step, limit int) {
	sets := r.s.Minimal(r.ctx, assume, over, limit)
	var found []Unlock
	for _, set := range sets.Sets {
		if len(set) == 0 && len(then) == 0 {
			continue
		}
		u := Unlock{For: subject, Complete: sets.Complete, Steps: []Step{}}
		for _, s := range r.f.steps {
			if contains(set, s.lit) {
				u.Steps = append(u.Steps, r.step(s))
			}
		}
		u.Then = r.confirmations(assume, over, set, then)
		if len(u.Steps)+len(u.Then) == 0 {
			continue
		}
		slices.SortStableFunc(u.Steps, func(a, b Step) int { return order(a.Kind) - order(b.Kind) })
		found = append(found, u)
	}
	slices.SortStableFunc(found, func(a, b Unlock) int {
		return cmp.Or(len(a.Steps)-len(b.Steps), difficulty(a.Steps)-difficulty(b.Steps), slices.CompareFunc(a.Steps, b.Steps, func(x, y Step) int { return strings.Compare(x.ID, y.ID) }))
	})
	if !sets.Complete {
		r.incomplete(ans, r.m.said.Say("the unlocks are at least those listed: the search for more was stopped"))
	}
	ans.Unlocks = append(ans.Unlocks, found...)
}

// confirmations lists the fewest final words that must follow a set of steps.
func (r *run) confirmations(assume, over, set []logic.Lit, then []step) []Step {
	var words []logic.Lit
	for _, s := range then {
		words = append(words, s.lit)
	}
	fixed := append([]logic.Lit(nil), assume...)
	for _, l := range over {
		if contains(set, l) {
			fixed = append(fixed, l)
		} else {
			fixed = append(fixed, l.Not())
		}
	}
	var out []Step
	if len(words) == 0 || r.s.Solve(r.ctx, append(fixed, negated(words)...)...).Status == logic.Feasible {
		return nil
	}
	sets := r.s.Minimal(r.ctx, fixed, words, 1)
	for _, s := range then {
		if len(sets.Sets) > 0 && contains(sets.Sets[0], s.lit) {
			out = append(out, r.step(s))
		}
	}
	return out
}

// order puts steps after those they usually wait for: facts, then clauses, then
// words about conditions and objections, then national approval, then the final
// word.
func order(kind string) int {
	return slices.Index([]string{"fact", "option", "reading", "weight", "effect", "bar", "caveat", "pledge", "gate", "word"}, kind)
}

func difficulty(steps []Step) int {
	n := 0
	for _, s := range steps {
		n += s.Difficulty
	}
	return n
}

// step describes a step: what is done, and who can do it.
func (r *run) step(s step) Step {
	m, in := r.m, r.m.inputs[s.input]
	out := Step{ID: r.f.describe(s), Kind: string(in.kind), Difficulty: in.hard}
	if out.Difficulty == 0 {
		out.Difficulty = 5
	}
	id := strings.TrimPrefix(in.name, string(in.kind)+".")
	owner := m.names.Actor(in.owner)
	taker := func(codes ...act.ActorRef) {
		for _, c := range codes {
			if c != "" {
				out.Takers = append(out.Takers, string(c))
			}
		}
	}
	switch in.kind {
	case factInput:
		b := m.sit.Facts[id].Body
		out.Says = m.said.Say("establish that {fact}", m.names.Fact(id, s.v == 1))
		if in.contested {
			out.Says = m.said.Say("settle the contradiction: {fact}", m.names.Fact(id, s.v == 1))
		}
		if s.v == 1 && b.Step != "" {
			out.Says = m.said.Quote(b.Step)
		}
		taker(b.SettledBy...)
	case clauseInput:
		b := m.sit.Clauses[id].Body
		out.Says = m.said.Say("settle the clause “{clause}” as “{words}”", plain(id), m.optionWords(id, in.values[s.v]))
		taker(b.Taker)
	case gateInput:
		g, _ := m.sit.Find(id)
		out.Says = m.said.Say("{who} obtains the approval of {body}", owner, g.Body.(*act.Gate).Body)
		taker(act.ActorRef(in.owner))
	case wordInput:
		out.Says = m.said.Say("{who} takes a final decision to join", owner)
		if len(in.acts) == 0 {
			out.Says = m.said.Say("{who} takes a position and decides to join", owner)
		}
		taker(act.ActorRef(in.owner))
	case weightInput:
		out.Says = m.said.Say("{who} says that its condition is a reservation, not a requirement", owner)
		taker(act.ActorRef(in.owner))
	case effectInput:
		out.Says = m.said.Say("have the objection of {who} withdrawn, or agree that it has no effect", owner)
		taker(act.ActorRef(in.owner))
	case barInput:
		out.Says = m.said.Say("{who} lifts its objection to {whom}", owner, m.names.Actor(id[strings.LastIndex(id, ".")+1:]))
		taker(act.ActorRef(in.owner))
	case caveatInput:
		b := in.acts[0].Body.(*act.Caveat)
		out.Says = m.liftWords(in.acts[0], b)
		taker(cmp.Or(b.LiftedBy, act.ActorRef(in.owner)))
	case supplyInput:
		out.Says = m.said.Say("somebody pledges what “{need}” lacks", m.force.needs(in))
	case readingInput:
		out.Says = m.said.Say("{who} makes clear that its word is “{words}”", owner, says(m.said, in.acts[s.v]))
		taker(act.ActorRef(in.owner))
	}
	return out
}
