package assess

import (
	"slices"

	"entente/brief"
	"entente/logic"
	"entente/phrase"
)

const packageLimit = 24

// packages compares full choices of options: the draft, the best one, and every
// one that no other beats in members, troops and concessions at once; first with
// facts and approvals as they stand, then as favourable as they may become.
func (r *run) packages(ans *Answer) {
	ans.Packages = []Package{}
	if !slices.ContainsFunc(r.m.inputs, func(in *input) bool { return in.kind == clauseInput && in.known < 0 }) {
		return
	}
	r.horizon(ans, "stands", with(r.f.firm, append(r.f.asStands(clauseInput), r.f.chosen)...), ans.Stands)
	r.horizon(ans, "reach", with(r.f.worlds()[1:], r.f.chosen), r.draftInReach(ans))
}

// draftInReach is the best case that keeps the draft.
func (r *run) draftInReach(ans *Answer) Outcome {
	base := r.f.worlds()[1:]
	for i, in := range r.m.inputs {
		if in.kind == clauseInput && in.known < 0 {
			base = with(base, r.f.stands[i])
		}
	}
	o, ok := r.best(phrase.Key("the best case of the draft"), base)
	if !ok {
		r.incomplete(ans, r.unproved("the best case of the draft", o))
	}
	return o
}

func (r *run) horizon(ans *Answer, name string, assume []logic.Lit, draft Outcome) {
	var list []Package
	add := func(p Package) {
		p.Horizon = name
		for k := range list {
			if same(list[k].Options, p.Options) && equal(list[k].Outcome, p.Outcome) {
				list[k].Best, list[k].Draft, list[k].Pareto = list[k].Best || p.Best, list[k].Draft || p.Draft, list[k].Pareto || p.Pareto
				return
			}
		}
		p.Gains, p.Losses = missing(p.Outcome.Members, draft.Members), missing(draft.Members, p.Outcome.Members)
		list = append(list, p)
	}
	best, ok := r.best(phrase.Key("the best package"), assume)
	if !ok {
		r.incomplete(ans, r.unproved("the best package", best))
	}
	add(Package{Options: best.Package, Best: true, Outcome: best})
	if r.m.hasDraft() {
		add(Package{Options: draft.Package, Draft: true, Outcome: draft})
	}
	r.doing("packages that no other beats")
	force := logic.Objective{Name: "troops", Terms: negative(r.f.force)}
	if r.f.rows != nil {
		force = logic.Objective{Name: "lines", Terms: r.f.rows.Short}
	}
	points, complete := logic.Pareto(r.ctx, r.f.WithoutStages(), assume, []logic.Objective{
		{Name: "members", Terms: negative(r.f.members())},
		force,
		{Name: "concessions", Terms: r.f.concede},
	}, packageLimit)
	for _, p := range points {
		o := r.outcome(p.Model)
		if r.f.rows != nil {
			o = r.atItsBest(p.Model, assume)
		}
		add(Package{Options: o.Package, Pareto: true, Outcome: o})
	}
	if !complete {
		r.incomplete(ans, r.m.said.Say("the packages listed are at least those that no other beats: the search for more was stopped"))
	}
	ans.Packages = append(ans.Packages, list...)
}

// atItsBest is the outcome of a point of the front, made as good as its members and
// options allow in what the front does not look at.
func (r *run) atItsBest(m logic.Model, assume []logic.Lit) Outcome {
	for _, x := range r.f.x {
		if !m.True(x) {
			x = x.Not()
		}
		assume = with(assume, x)
	}
	for i, in := range r.m.inputs {
		for _, l := range r.f.settled[i] {
			if in.kind == clauseInput && m.True(l) {
				assume = with(assume, l)
			}
		}
	}
	o, _ := r.best("packages that no other beats", assume)
	return o
}

func (m *model) hasDraft() bool {
	return slices.ContainsFunc(m.inputs, func(in *input) bool { return in.kind == clauseInput && in.known < 0 && in.draft >= 0 })
}

// equal reports whether two outcomes bring the same: members, troops, concessions.
func equal(a, b Outcome) bool {
	return slices.Equal(a.Members, b.Members) && a.Troops == b.Troops && slices.Equal(a.Lines, b.Lines) && a.Coverage == b.Coverage && slices.Equal(a.Concessions, b.Concessions) && len(a.Unmet) == len(b.Unmet)
}

func same(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}

// missing lists what a has and b has not.
func missing(a, b []string) []string {
	var out []string
	for _, x := range a {
		if !slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}

// pivotal says how much turns on each actor, fact, gate and clause.
func (r *run) pivotal(ans *Answer) {
	r.doing("pivots")
	ans.Pivotal = []Pivot{}
	all := 0
	share := map[string]int{}
	for _, u := range ans.Unlocks {
		if u.For != ans.Initiative.ID {
			continue
		}
		all++
		seen := map[string]bool{}
		count := func(id string) {
			if !seen[id] {
				seen[id] = true
				share[id]++
			}
		}
		for _, s := range append(slices.Clone(u.Steps), u.Then...) {
			id, _, _ := cutLast(s.ID, '=')
			count(id)
			if i, ok := r.m.input(id); ok && r.m.inputs[i].owner != "" {
				count(r.m.inputs[i].owner)
			}
		}
	}
	portion := func(id string) float64 {
		if all == 0 {
			return 0
		}
		return float64(share[id]) / float64(all)
	}
	base := r.reachable()
	lost := func(without ...logic.Lit) (Outcome, int, bool) {
		o, ok := r.best("pivots", append(with(base), without...))
		return o, len(ans.Reach.Members) - len(o.Members), ok
	}
	unsettled := func() {
		r.incomplete(ans, r.m.said.Say("how much turns on each actor and input was not settled for all before the search was stopped"))
	}
	for i, a := range r.m.actors {
		if ans.Actors[i].Standing == brief.Out || !slices.Contains(ans.Reach.Members, a.code) {
			continue
		}
		o, loss, proved := lost(r.f.x[i].Not())
		critical, counted := r.critical(ans, i)
		if !proved || !counted {
			unsettled()
			continue
		}
		ans.Pivotal = append(ans.Pivotal, Pivot{ID: a.code, Kind: "actor", Says: r.m.names.Actor(a.code), Unlocks: portion(a.code), Critical: critical,
			Loss: max(0, loss-1), Breaks: ans.Reach.Viable && !o.Viable})
	}
	for k, in := range r.m.inputs {
		if in.known >= 0 || in.kind == wordInput {
			continue
		}
		var without []logic.Lit
		if in.kind == clauseInput && in.draft >= 0 {
			without = []logic.Lit{r.f.stands[k]}
		} else {
			for _, l := range r.f.settled[k] {
				without = append(without, l.Not())
			}
		}
		o, loss, proved := lost(without...)
		if !proved {
			unsettled()
			continue
		}
		p := Pivot{ID: in.name, Kind: string(in.kind), Says: r.m.said.Upper(r.m.label(in)), Unlocks: portion(in.name), Loss: max(0, loss), Breaks: ans.Reach.Viable && !o.Viable}
		if p.Loss > 0 || p.Breaks || p.Unlocks > 0 {
			ans.Pivotal = append(ans.Pivotal, p)
		}
	}
	slices.SortStableFunc(ans.Pivotal, func(a, b Pivot) int { return rankPivot(b) - rankPivot(a) })
}

func rankPivot(p Pivot) int {
	n := p.Loss*100 + int(p.Unlocks*1000) + p.Critical
	if p.Breaks {
		n += 1_000_000
	}
	return n
}

func cutLast(s string, sep byte) (string, string, bool) {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == sep {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// critical counts the maximal coalitions, as everything stands, that lose a
// further member or a must when actor i goes; false when the search was stopped.
func (r *run) critical(ans *Answer, i int) (int, bool) {
	n := 0
	for _, members := range ans.Coalitions.Maximal {
		if !slices.Contains(members, r.m.actors[i].code) {
			continue
		}
		assume := with(r.f.firm, r.f.asStands()...)
		for j, a := range r.m.actors {
			if j != i && slices.Contains(members, a.code) {
				assume = append(assume, r.f.x[j])
			} else {
				assume = append(assume, r.f.x[j].Not())
			}
		}
		whole := with(assume[:len(assume):len(assume)], r.musts()...)
		stays := r.s.Solve(r.ctx, assume...).Status
		if stays == logic.Feasible && ans.Viable {
			stays = r.s.Solve(r.ctx, whole...).Status
		}
		switch stays {
		case logic.Infeasible:
			n++
		case logic.Unknown:
			return 0, false
		}
	}
	return n, true
}

func (r *run) musts() []logic.Lit {
	var lits []logic.Lit
	for k, n := range r.m.needs {
		if n.must {
			lits = append(lits, r.f.needs[k])
		}
	}
	return lits
}
