// Package assess answers who is in, contingent or out; which terms bring the most
// States and forces in; what blocks and what unlocks; who is pivotal; and whether
// the answer hangs on contested words. Every item comes with its reasons, down to
// the act, or the absence of one.
//
// Call [Coalition] with a situation; lay the answer out with [Answer.Brief]. For
// one what-if after another keep a [Session]. [WriteOPB] and [WriteASP] hand the
// same problem to other solvers, so that anyone can check us. docs/assess.md is the
// manual; what the words mean is defined in its part "What is computed".
//
// The package is pure: no clock, no I/O. It knows procedures of bodies only as
// facts, gates and decisions on record; those belong to package decide, and the
// fit of pledged units to a statement of requirements to package forces.
package assess

import (
	"context"
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/logic"
	"entente/situation"
)

// Query is what is asked.
type Query struct {
	Assume  []string // what-if: "fact.un_mandate=true", "joins.TUR=false", "gate.x=true"
	Choose  []string // what-if: "disarmament=palestinian_police"
	Explain string   // show this actor's whole tree of reasons in the brief
	Marking string   // of the answer: at least that of the acts it was computed from

	Progress func(Progress) // called while a long search runs
}

// Progress says what is being computed and, while a best package is sought, the
// best found so far and the gap that is left.
type Progress struct {
	Doing  string
	Search logic.Progress
}

// Coalition answers the first question on a situation. It stops early when ctx
// ends: the answer then holds what was found, and Incomplete says what was not.
// Problems are conditions or assumptions that cannot be read.
func Coalition(ctx context.Context, s *situation.Situation, q Query) (*Answer, act.Problems) {
	session, problems := NewSession(ctx, s, q)
	if problems.Refuse() {
		return nil, problems
	}
	return session.Answer(ctx, q), problems
}

// Session holds a situation compiled once, so that one what-if after another is
// answered quickly.
type Session struct{ m *model }

// NewSession compiles the situation's conditions.
func NewSession(ctx context.Context, s *situation.Situation, q Query) (*Session, act.Problems) {
	m, problems := build(s)
	if problems.Refuse() {
		return nil, problems
	}
	if more := m.check(q); len(more) > 0 {
		return nil, more
	}
	return &Session{m}, problems
}

// Answer computes everything for one query.
func (s *Session) Answer(ctx context.Context, q Query) *Answer {
	m := s.m.with(q)
	r := newRun(ctx, m, q)
	ans := r.head()
	r.inputs(ans)
	r.standings(ans, everyone)
	r.certainties(ans)
	r.outcomes(ans)
	r.conflicts(ans)
	r.unlocks(ans, listed)
	r.packages(ans)
	r.pivotal(ans)
	r.contested(ans)
	r.record(ans)
	ans.Notes = m.notes
	return ans
}

// Check says which assumptions, choices and names of a query cannot be read.
func (s *Session) Check(q Query) act.Problems { return s.m.check(q) }

// Glance is the quick part of an answer, for a page that follows every change of
// a what-if: standings, viability, the best coalition by the draft and in reach.
// Who is certain, and all lists, are left to the whole answer.
func (s *Session) Glance(ctx context.Context, q Query) *Answer {
	r := newRun(ctx, s.m.with(q), q)
	ans := r.head()
	r.inputs(ans)
	r.standings(ans, everyone)
	r.outcomes(ans)
	return ans
}

// WhatIf is what a page shows of a scenario beside an answer it has: standings,
// viability, and the ways that a small road map draws, the first few of the initiative,
// then of one actor after the other. Reasons it gives only for actors who stand otherwise
// than there, and for the one to explain; the best case only where no way was found; what
// the answer turns on it does not list.
func (s *Session) WhatIf(ctx context.Context, q Query, beside *Answer) *Answer {
	r := newRun(ctx, s.m.with(q), q)
	ans := r.head()
	r.standings(ans, func(x *Actor) bool { return x.ID == q.Explain || x.Standing != beside.Standing(x.ID) })
	ans.Now = r.nowOutcome()
	r.stands(ans)
	if len(ans.Stands.Members) == 0 { // that there is any coalition is seen from this one otherwise
		ans.Coalitions = r.coalitions(1)
	}
	r.requirements(ans)
	said := ans.Incomplete
	r.unlocks(ans, drawn)
	ans.Incomplete = said // that there are more ways than are drawn is no lack of the picture
	if !ans.Viable && !slices.ContainsFunc(ans.Unlocks, func(u Unlock) bool { return u.For == ans.Initiative.ID }) {
		r.reach(ans)
	}
	return ans
}

// run is one query being answered.
type run struct {
	ctx    context.Context
	q      Query
	m      *model
	f      *form
	s      *logic.Search // over f, for questions of possibility
	joined view
	wave   []int
	able   []bool

	grouped []bool // by actor: the group it must sign with was looked for
	group   [][]string
}

func newRun(ctx context.Context, m *model, q Query) *run {
	r := &run{ctx: ctx, q: q, m: m, f: newForm(m), grouped: make([]bool, len(m.actors)), group: make([][]string, len(m.actors))}
	r.s = logic.NewSearch(r.f.WithoutStages())
	return r
}

func (r *run) progress(doing string) func(logic.Progress) {
	if r.q.Progress == nil {
		return nil
	}
	return func(p logic.Progress) { r.q.Progress(Progress{doing, p}) }
}

func (r *run) doing(what string) {
	if r.q.Progress != nil {
		r.q.Progress(Progress{Doing: what})
	}
}

// head is the part of the answer that needs no search.
func (r *run) head() *Answer {
	s := r.m.sit
	ans := &Answer{Actors: []Actor{}, Inputs: []Input{}, Timeline: []Event{}, Entente: "assess/1", At: s.At, Known: s.Known, Marking: r.q.Marking, explain: r.q.Explain, said: r.m.said,
		Assumed: append(append([]string(nil), r.q.Assume...), choices(r.q.Choose)...)}
	if s.Initiative != nil {
		b := s.Initiative.Body.(*act.Initiative)
		ans.Initiative = Initiative{strings.TrimPrefix(s.Initiative.ID, "initiative:"), b.Title, b.Type}
	}
	ans.Names = map[string]string{}
	for code := range s.Actors {
		ans.Names[code] = r.m.names.Actor(code)
	}
	if s.Initiative != nil {
		for _, h := range s.Initiative.Body.(*act.Initiative).Host {
			ans.hosts = append(ans.hosts, string(h))
		}
	}
	return ans
}

// inputs lists everything the answer turns on.
func (r *run) inputs(ans *Answer) {
	for _, in := range r.m.inputs {
		ans.Inputs = append(ans.Inputs, r.m.inputState(in))
	}
}

func choices(cs []string) []string {
	out := make([]string, len(cs))
	for i, c := range cs {
		out[i] = "option." + c
	}
	return out
}

func (r *run) incomplete(ans *Answer, what string) {
	for _, w := range ans.Incomplete {
		if w == what {
			return
		}
	}
	ans.Incomplete = append(ans.Incomplete, what)
}

// standings fills in who is in, contingent and out, and the reasons of those to be
// explained.
func (r *run) standings(ans *Answer, explained func(*Actor) bool) {
	r.doing("standings")
	r.joined, r.wave = r.m.now(r.ctx)
	able, complete := r.f.possible(r.ctx, r.s)
	if r.able = able; !complete {
		r.incomplete(ans, r.m.said.Say("who is out was not settled for all before the search was stopped; those are called contingent"))
	}
	for i := range r.m.actors {
		if !r.able[i] {
			r.wave[i], r.joined.joins[i] = 0, logic.False // a rule may bar one that would join by itself
		}
	}
	for i, a := range r.m.actors {
		x := Actor{ID: a.code, Name: r.m.names.Actor(a.code), Standing: r.standing(i), Possible: r.able[i], Wave: r.wave[i], Troops: a.troops()}
		if explained(&x) {
			if x.Standing == brief.Contingent {
				x.With = r.together(i)
			}
			x.Terms = r.findings(i)
			x.Because = r.because(i, &x)
		}
		ans.Actors = append(ans.Actors, x)
	}
}

func everyone(*Actor) bool { return true }

// certainties fills in who is in every coalition that cannot grow.
func (r *run) certainties(ans *Answer) {
	r.doing("who is in every coalition")
	certain, complete := r.f.certain(r.ctx, r.able, r.joined.joins)
	if !complete {
		r.incomplete(ans, r.m.said.Say("which actors are in every maximal coalition was not settled for all"))
	}
	for i := range ans.Actors {
		ans.Actors[i].Certain = certain[i]
	}
}

// standing is out when no way the open inputs can go has a coalition with the
// actor (a rule may bar even one that would join by itself), in when it joins step
// by step, and contingent otherwise.
func (r *run) standing(i int) brief.Standing {
	switch {
	case !r.able[i]:
		return brief.Out
	case r.joined.joins[i] == logic.True:
		return brief.In
	}
	return brief.Contingent
}

// Standing is that of an actor; empty where it is no candidate.
func (ans *Answer) Standing(id string) brief.Standing {
	for _, a := range ans.Actors {
		if a.ID == id {
			return a.Standing
		}
	}
	return ""
}

func (a *actor) troops() int64 {
	n := int64(0)
	for _, p := range a.pledges {
		n += p.troops
	}
	return n
}
