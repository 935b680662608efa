package assess

import (
	"slices"

	"entente/act"
	"entente/brief"
	"entente/logic"
	"entente/phrase"
	"entente/situation"
)

// outcomes fills in the three coalitions an answer compares: those in by
// themselves, the best that could be signed as everything stands, and the best in
// reach. Viable is whether the second meets every must.
func (r *run) outcomes(ans *Answer) {
	ans.Now = r.nowOutcome()
	r.stands(ans)
	r.reach(ans)
	ans.Coalitions = r.coalitions(64)
	r.requirements(ans)
}

// stands finds the best coalition that could be signed as everything stands.
func (r *run) stands(ans *Answer) {
	stands, ok := r.best(phrase.Key("the best coalition as everything stands"), with(r.f.firm, r.f.asStands()...))
	if !ok {
		r.incomplete(ans, r.unproved(phrase.Key("the best coalition as everything stands"), stands))
	}
	ans.Stands, ans.Viable = stands, stands.Viable
}

// reach finds the best case.
func (r *run) reach(ans *Answer) {
	reach, ok := r.best(phrase.Key("the best case"), r.reachable())
	if !ok {
		r.incomplete(ans, r.unproved(phrase.Key("the best case"), reach))
	}
	ans.Reach = reach
}

// reachable assumes what is on record and lets everything open go as is best.
// Clauses keep their draft unless a step settles them; bars stand.
func (r *run) reachable() []logic.Lit {
	return with(r.f.worlds()[1:], r.f.drafted)
}

// nowOutcome is what those who are in by themselves make up: a coalition in which
// nobody else is.
func (r *run) nowOutcome() Outcome {
	o := Outcome{Optimal: true, Members: []string{}}
	w := view{r.joined.value, slices.Clone(r.joined.joins)}
	for i, v := range w.joins {
		if v != logic.True {
			w.joins[i] = logic.False
		}
	}
	for i, a := range r.m.actors {
		if w.joins[i] != logic.True {
			continue
		}
		o.Members = append(o.Members, a.code)
		for _, p := range a.pledges {
			if r.m.sure(r.ctx, p.when, w) == logic.True {
				o.Troops += p.troops
			}
		}
		for _, t := range a.terms {
			if t.required() == nil && r.m.sure(r.ctx, t.ifRead(t.expr), w) != logic.True {
				o.Concessions = append(o.Concessions, Concession{a.code, string(t.strength), t.says, t.act.ID})
			}
		}
	}
	for _, n := range r.m.needs {
		if n.must && n.line < 0 && (int64(len(o.Members)) < n.members || o.Troops < n.troops || r.m.sure(r.ctx, n.expr, w) != logic.True) {
			o.Unmet = append(o.Unmet, n.act.ID)
		}
	}
	if r.f.rows != nil {
		r.nowLines(&o)
	}
	for _, rule := range r.m.rules {
		if v := r.m.sure(r.ctx, rule.expr, w); v != logic.True {
			o.Unmet = append(o.Unmet, rule.act.ID)
			if v == logic.False && len(o.Members) > 0 {
				r.m.note(r.m.said.Say("those who are in by themselves do not keep the rule “{rule}”: others must join, or somebody must be left out", rule.says))
			}
		}
	}
	o.Viable = len(o.Unmet) == 0
	return o
}

// best is the best coalition under assumptions, and whether it is proved best.
func (r *run) best(doing string, assume []logic.Lit) (Outcome, bool) {
	r.doing(doing)
	out, err := logic.Best(r.ctx, r.f.Form, logic.Options{Assume: assume, Progress: r.progress(doing)})
	if err != nil || out.Model == nil {
		return Outcome{Members: []string{}, Optimal: out.Status == logic.Infeasible}, err == nil && out.Status == logic.Infeasible
	}
	o := r.outcome(out.Model)
	o.Optimal, o.Gap = out.Status == logic.Optimal, r.gap(out)
	return o, o.Optimal
}

// gap says how much better than the best found a coalition could still be, in the
// first stage that is not proved.
func (r *run) gap(out logic.Outcome) string {
	if out.Status == logic.Optimal {
		return ""
	}
	for i, stage := range r.f.Stages() {
		if i < len(out.Values) && i < len(out.Bounds) && out.Values[i] > out.Bounds[i] {
			return r.m.said.Say("{stage} could still be better by at most {amount}", r.m.said.Say(stage.Name), act.Grouped(out.Values[i]-out.Bounds[i]))
		}
	}
	return r.m.said.Say("how much better is not known")
}

// unproved is what an answer says of a coalition that was not proved best.
func (r *run) unproved(what string, o Outcome) string {
	what = r.m.said.Say(what)
	if o.Gap == "" {
		return r.m.said.Say("{what} was not found before the search was stopped", what)
	}
	return r.m.said.Say("{what} is the best found, not proved best: {gap}", what, o.Gap)
}

// outcome reads a coalition out of a model.
func (r *run) outcome(m logic.Model) Outcome {
	f := r.f
	o := Outcome{Members: []string{}, Package: map[string]string{}, Troops: logic.Sum(m, f.force)}
	for i, x := range f.x {
		if m.True(x) {
			o.Members = append(o.Members, r.m.actors[i].code)
		}
	}
	for k, n := range r.m.needs {
		if n.must && !m.True(f.needs[k]) {
			o.Unmet = append(o.Unmet, n.act.ID)
		}
	}
	if f.rows != nil {
		o.Lines, o.Coverage = f.rows.Filled(m)
		o.short = f.lacking(m)
	}
	for _, c := range f.broken {
		if m.True(c.lit) && m.True(f.x[c.actor]) {
			o.Concessions = append(o.Concessions, Concession{r.m.actors[c.actor].code, string(c.term.strength), c.term.says, c.term.act.ID})
		}
	}
	for i, in := range r.m.inputs {
		for v, l := range f.settled[i] {
			if m.True(l) && in.kind == clauseInput && (in.used || in.known >= 0 || v == in.draft) {
				o.Package[in.name[len("option."):]] = in.values[v]
			}
		}
	}
	for _, s := range f.steps {
		if m.True(s.lit) && !r.m.inputs[s.input].lift {
			o.Presumes = append(o.Presumes, r.step(s))
		}
	}
	o.Viable = len(o.Unmet) == 0
	return o
}

// met reports whether a coalition meets a need as everything stands.
func (r *run) met(n *need, o Outcome) bool {
	if n.line >= 0 && !slices.Contains(o.Lines, n.act.ID) {
		return false
	}
	w := view{r.m.values(), make([]logic.Value, len(r.m.actors))}
	for k, in := range r.m.inputs {
		if in.known < 0 {
			w.value[k] = in.draft
		}
	}
	for i, a := range r.m.actors {
		w.joins[i] = logic.False
		if slices.Contains(o.Members, a.code) {
			w.joins[i] = logic.True
		}
	}
	return int64(len(o.Members)) >= n.members && o.Troops >= n.troops && r.m.sure(r.ctx, n.expr, w) == logic.True
}

// requirements says which needs the best coalition as everything stands meets.
func (r *run) requirements(ans *Answer) {
	ans.Requirements = []Need{}
	for _, n := range r.m.needs {
		x := Need{ID: n.act.ID, Says: n.says, Must: n.must, Met: r.met(n, ans.Stands)}
		switch have := int64(len(ans.Stands.Members)); {
		case x.Met:
		case n.members > have:
			x.Gap = r.m.said.Say("{have} of {need} members", have, n.members)
		case n.line >= 0 && ans.Stands.short[n.act.ID] != "":
			x.Gap = ans.Stands.short[n.act.ID]
		case n.troops > ans.Stands.Troops:
			x.Gap = r.m.said.Say("{have} of {need} troops", act.Grouped(ans.Stands.Troops), act.Grouped(n.troops))
		}
		ans.Requirements = append(ans.Requirements, x)
		found := brief.Fails
		if x.Met {
			found = brief.Holds
		}
		reason := brief.Reason{Statement: n.says, Finding: found, Cites: []brief.Cite{situation.Cite(n.act)}}
		if x.Gap != "" {
			reason.Because = []brief.Reason{{Statement: r.m.said.Say("as everything stands: {gap}", x.Gap)}}
		}
		ans.Because = append(ans.Because, reason)
	}
	if len(r.m.needs) == 0 {
		ans.Because = []brief.Reason{{Statement: r.m.said.Say("no requirement of the initiative is on record, so nothing can be missing")}}
	}
}
