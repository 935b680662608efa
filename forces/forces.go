// Package forces answers the force planner's question: with these pledges, their
// readiness and their caveats, is the force complete, who fills what, what is
// missing and why, and which further pledge or lifted caveat helps most?
//
// Call [Ask] with a situation that has lines of a statement of requirements; lay the
// answer out with [Answer.Brief]. [Compare] answers twice, without some actor or with
// a further pledge, and says what changed. docs/forces.md is the manual; what is best
// is defined in its part "What is best".
//
// Who joins, and on what terms, is the business of assess, whose form this package
// asks; how units fit lines over time, that of sourcing. What it leaves out: who may
// order a unit to do what (authority), what it costs (fund).
package forces

import (
	"context"
	"slices"
	"strings"

	"entente/act"
	"entente/assess"
	"entente/logic"
	"entente/phrase"
	"entente/situation"
)

// Query is what is asked.
type Query struct {
	Assume  []string // what-if, as for assess: "fact.un_mandate=true", "joins.TUR=false"
	Choose  []string // what-if: "disarmament=palestinian_police"
	Without []string // what-if: these actors provide nothing, and candidates among them do not join
	With    []string // what-if: a further pledge each: "EGY: 2 infantry battalions, level 2"
	AtMost  bool     // count strengths by the high end of what was said, where there is one
	Marking string   // of the answer: at least that of the acts it was computed from

	Progress func(assess.Progress) // called while a long search runs
}

// Ask answers the question on a situation. It stops early when ctx ends: the answer
// then holds what was found, and Incomplete says what was not. Problems are
// conditions, assumptions or further pledges that cannot be read.
func Ask(ctx context.Context, s *situation.Situation, q Query) (*Answer, act.Problems) {
	r, problems := newRun(ctx, s, q)
	if problems.Refuse() {
		return nil, problems
	}
	ans := r.solve()
	if ans.lines() {
		r.atMostCoverage(ans)
		r.contributors(ans)
		r.caveats(ans)
		r.ways(ans)
	}
	return ans, problems
}

// Glance is the quick part of an answer, for a page that follows every change of a
// what-if: the assignment and the gaps. What everybody is worth and what would
// complete the force are left to the whole answer.
func Glance(ctx context.Context, s *situation.Situation, q Query) (*Answer, act.Problems) {
	r, problems := newRun(ctx, s, q)
	if problems.Refuse() {
		return nil, problems
	}
	return r.solve(), problems
}

// run is one query being answered.
type run struct {
	ctx    context.Context
	q      Query
	sit    *situation.Situation
	origin *situation.Situation // before the query's changes
	m      *assess.Muster       // nil where no line is on record
	form   *logic.Form          // with the stages of forces
	stands []logic.Lit
	model  logic.Model // of the best assignment as everything stands
	search *logic.Search
	said   *phrase.Said
}

func newRun(ctx context.Context, s *situation.Situation, q Query) (*run, act.Problems) {
	origin := s
	s, assume, problems := changed(s, q)
	if problems.Refuse() {
		return nil, problems
	}
	base := assess.Query{Assume: append(assume, q.Assume...), Choose: q.Choose, Marking: q.Marking}
	session, more := assess.NewSession(ctx, s, base)
	if problems = append(problems, more...); problems.Refuse() {
		return nil, problems
	}
	r := &run{ctx: ctx, q: q, sit: s, origin: origin, m: session.Muster(ctx, base)}
	r.said = phrase.New()
	if r.m != nil {
		r.said = r.m.Said().Child()
		r.form, r.stands = r.staged(len(stages)), r.m.Stands()
		r.search = logic.NewSearch(r.m.Form)
	}
	return r, problems
}

// stages are what is best, in order: each is made as good as it can be, given those
// before it. This is the central decision of the package.
var stages = []struct {
	name  string
	terms func(*assess.Muster) []logic.Term
}{
	{phrase.Key("unmet musts"), (*assess.Muster).Unmet},
	{phrase.Key("what the lines lack, by priority and day"), func(m *assess.Muster) []logic.Term { return m.Short }},
	{phrase.Key("readiness the units lack"), func(m *assess.Muster) []logic.Term { return m.Unready }},
	{phrase.Key("contributors"), func(m *assess.Muster) []logic.Term { return m.Provide }},
	{phrase.Key("members"), func(m *assess.Muster) []logic.Term { return negative(m.Members()) }},
	{phrase.Key("concessions"), (*assess.Muster).Conceded},
}

func negative(terms []logic.Term) []logic.Term {
	out := make([]logic.Term, len(terms))
	for i, t := range terms {
		out[i] = logic.Term{Weight: -t.Weight, Lit: t.Lit}
	}
	return out
}

// staged is the form with the first n stages.
func (r *run) staged(n int) *logic.Form {
	f := r.m.Form.Clone()
	for _, s := range stages[:n] {
		f.Minimise(s.name, s.terms(r.m)...)
	}
	return f
}

// best is the best assignment under assumptions.
func (r *run) best(doing string, f *logic.Form, assume []logic.Lit) logic.Outcome {
	o := logic.Options{Assume: assume, Phases: r.from(f, assume)}
	if r.q.Progress != nil {
		r.q.Progress(assess.Progress{Doing: doing})
		o.Progress = func(p logic.Progress) { r.q.Progress(assess.Progress{Doing: doing, Search: p}) }
	}
	out, err := logic.Best(r.ctx, f, o)
	if err != nil {
		return logic.Outcome{}
	}
	return out
}

// solve finds the best assignment, and says of every line and every unit what became
// of it.
func (r *run) solve() *Answer {
	ans := r.head()
	if r.m == nil {
		return ans
	}
	out := r.best("the best assignment as everything stands", r.form, r.stands)
	r.unproved(ans, r.said.Say("the assignment"), out)
	if out.Model == nil {
		ans.Notes = append(ans.Notes, r.said.Say("as everything stands no coalition is consistent with itself, so that there is none whose units could be assigned"))
		return ans
	}
	r.model = r.topped(out.Model, r.stands)
	o := r.m.Outcome(r.model)
	ans.Members, ans.Concessions, ans.Coverage = o.Members, o.Concessions, o.Coverage
	for _, id := range o.Unmet {
		ans.Unmet = append(ans.Unmet, Must{id, r.m.Needs()[id]})
	}
	reach := r.best("the best assignment in reach", r.staged(2), r.m.Reach())
	r.unproved(ans, r.said.Say("the best case"), reach)
	var within []string
	if reach.Model != nil {
		best := r.m.Outcome(r.topped(reach.Model, r.m.Reach()))
		ans.Reach, within, ans.Presumes = best.Coverage, best.Lines, best.Presumes
	}
	r.lines(ans, within)
	r.units(ans)
	r.periods(ans)
	r.balance(ans)
	return ans
}

// unproved says in the answer what was not searched to its end.
func (r *run) unproved(ans *Answer, what string, out logic.Outcome) {
	if out.Status == logic.Optimal || out.Status == logic.Infeasible {
		return
	}
	text := r.said.Say("{what} was not found before the search was stopped", what)
	for i, s := range stages {
		if i < len(out.Values) && i < len(out.Bounds) && out.Values[i] > out.Bounds[i] {
			text = r.said.Say("{what} is the best found, not proved best: {stage} could still be better", what, r.said.Say(s.name))
			break
		}
	}
	ans.Incomplete = append(ans.Incomplete, text)
}

// head is the part of the answer that needs no search.
func (r *run) head() *Answer {
	ans := &Answer{said: r.said, Entente: "forces/1", Marking: r.q.Marking, At: r.sit.At, Known: r.sit.Known, Names: map[string]string{}, Members: []string{}, Unmet: []Must{},
		Lines: []Line{}, Units: []Unit{}, Contributors: []Contributor{}, Caveats: []Caveat{}, Ways: []Way{}, Periods: []Period{}, Balance: []Rule{}}
	if in := r.sit.Initiative; in != nil {
		ans.Initiative, ans.Title = strings.TrimPrefix(in.ID, "initiative:"), in.Body.(*act.Initiative).Title
	}
	ans.Assumed = append(ans.Assumed, r.q.Assume...)
	for _, c := range r.q.Choose {
		ans.Assumed = append(ans.Assumed, "option."+c)
	}
	for _, w := range r.q.Without {
		ans.Assumed = append(ans.Assumed, r.said.Say("without {who}", w))
	}
	for _, w := range r.q.With {
		ans.Assumed = append(ans.Assumed, r.said.Say("with {pledge}", w))
	}
	if r.q.AtMost {
		ans.Assumed = append(ans.Assumed, r.said.Say("strengths by the high end of what was said"))
	}
	for _, p := range r.sit.Pledges {
		ans.Names[string(p.Actor)] = r.sit.Name(string(p.Actor))
	}
	for code := range r.sit.Actors {
		ans.Names[code] = r.sit.Name(code)
	}
	r.record(ans)
	return ans
}

// atMostCoverage is the coverage if every strength came to the high end of what was
// said.
func (r *run) atMostCoverage(ans *Answer) {
	ans.AtMost = ans.Coverage
	said := func(p *act.Act) bool { q := p.Body.(*act.Pledge).Amount; return q.High > q.Low }
	if r.q.AtMost || !slices.ContainsFunc(r.sit.Pledges, said) {
		return
	}
	q := r.q
	q.AtMost = true
	if high, problems := newRun(r.ctx, r.origin, q); !problems.Refuse() && high.m != nil {
		if out := high.best("the best assignment by the high ends", high.staged(2), high.stands); out.Model != nil {
			_, ans.AtMost = high.m.Filled(high.topped(out.Model, high.stands))
		}
	}
}
