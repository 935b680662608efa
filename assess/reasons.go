package assess

import (
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/logic"
)

// inputState is an input as it stands, in words, with the acts that say so.
func (m *model) inputState(in *input) Input {
	x := Input{ID: in.name, Kind: string(in.kind), State: "open", Cites: cites(in.acts)}
	switch {
	case in.known >= 0:
		x.State, x.Value = "settled", in.values[in.known]
	case in.contested:
		x.State = "contested"
	case in.draft >= 0:
		x.State, x.Value = "drafted", in.values[in.draft]
	}
	x.Says, x.Label = m.inputReason(in).Statement, m.label(in)
	return x
}

// label is an input in a few words.
func (m *model) label(in *input) string {
	id := strings.TrimPrefix(in.name, string(in.kind)+".")
	switch in.kind {
	case factInput:
		return m.names.Fact(id, true)
	case clauseInput:
		return plain(id)
	}
	return m.names.Actor(in.owner) + ": " + string(in.kind)
}

// inputReason says how an input stands, citing acts or their absence.
func (m *model) inputReason(in *input) brief.Reason {
	r := brief.Reason{Cites: cites(in.acts), Finding: brief.Open}
	id := strings.TrimPrefix(in.name, string(in.kind)+".")
	owner := m.names.Actor(in.owner)
	if in.assumed {
		r.Statement, r.Finding, r.Cites = "assumed for this answer: "+m.settledWords(in, in.known), brief.Holds, nil
		if in.values[in.known] == "false" {
			r.Finding = brief.Fails
		}
		return r
	}
	byDate := ""
	if !m.sit.At.IsZero() {
		byDate = " by " + m.sit.At.String()
	}
	switch in.kind {
	case factInput:
		switch {
		case in.contested:
			r.Finding = brief.Contested
			r.Statement = "words that count contradict each other on whether " + m.names.Fact(id, true)
			r.Cites = append(cites(in.acts), cites(in.against)...)
		case in.known == 1:
			r.Finding, r.Statement = brief.Holds, m.names.Fact(id, true)+": established"
		case in.known == 0:
			r.Finding, r.Statement = brief.Fails, m.names.Fact(id, false)+": established"
		default:
			r.Statement = fmt.Sprintf("nothing on record%s settles whether %s", byDate, m.names.Fact(id, true))
		}
	case clauseInput:
		switch {
		case in.known >= 0:
			r.Finding, r.Statement = brief.Holds, m.settledWords(in, in.known)+", by a decision on record"
		case in.draft >= 0:
			r.Statement = fmt.Sprintf("the clause “%s” is open; the draft says “%s”", plain(id), m.optionWords(id, in.values[in.draft]))
		default:
			r.Statement = fmt.Sprintf("the clause “%s” is open and has no draft", plain(id))
		}
	case gateInput:
		g := in.acts[0]
		if b, ok := g.Body.(*act.Gate); ok {
			id = b.Body
		} else if def, ok := m.sit.Find(id); ok {
			id = def.Body.(*act.Gate).Body
		}
		switch in.known {
		case 1:
			r.Finding, r.Statement = brief.Holds, fmt.Sprintf("%s: %s has approved", owner, id)
		case 0:
			r.Finding, r.Statement = brief.Fails, fmt.Sprintf("%s: %s has refused", owner, id)
		default:
			r.Statement = fmt.Sprintf("%s: no approval by %s is on record%s", owner, id, byDate)
		}
	case wordInput:
		r.Statement, r.Finding = m.wordReason(in, owner, byDate)
	case weightInput:
		r.Finding = brief.Contested
		r.Statement = owner + " did not say whether this is a requirement or a reservation"
	case effectInput:
		r.Finding = brief.Contested
		r.Statement = fmt.Sprintf("%s objects; its consent is not needed, or that is disputed, so the effect is contested", owner)
		if in.known == 0 {
			r.Finding, r.Statement = brief.Holds, "the objection of "+owner+" has no effect"
		} else if in.known == 1 {
			r.Finding, r.Statement = brief.Fails, "the objection of "+owner+" bars"
		}
	case barInput:
		r.Finding, r.Statement = brief.Fails, "the objection of "+owner+", whose consent is required, stands"
	case readingInput:
		r.Finding = brief.Contested
		r.Statement = owner + " has said contradicting things, and nothing on record settles which stands"
	}
	return r
}

func (m *model) wordReason(in *input, owner, byDate string) (string, brief.Finding) {
	a := m.actors[m.byCode[in.owner]]
	switch {
	case a.firm:
		return owner + " has committed itself", brief.Holds
	case in.known == 1:
		return owner + " has said officially that it would join", brief.Holds
	case in.known == 0:
		return owner + " has officially declined", brief.Fails
	case a.word == nil:
		return fmt.Sprintf("no official position of %s is on record%s", owner, byDate), brief.Open
	case a.principle:
		return owner + " has agreed in principle only; its final word is open", brief.Open
	}
	return owner + " has officially said that it is undecided", brief.Open
}

// settledWords says an input settled at value v.
func (m *model) settledWords(in *input, v int) string {
	id := strings.TrimPrefix(in.name, string(in.kind)+".")
	switch in.kind {
	case factInput:
		return m.names.Fact(id, v == 1)
	case clauseInput:
		return m.names.Option(id, in.values[v], true)
	}
	return in.name + " = " + in.values[v]
}

func (m *model) optionWords(clause, value string) string {
	if c := m.sit.Clauses[clause]; c != nil {
		for _, o := range c.Body.Options {
			if o.Value == value && o.Words != "" {
				return o.Words
			}
		}
	}
	return value
}

// findings lists an actor's conditions with what is found of each.
func (r *run) findings(i int) []Finding {
	var out []Finding
	for _, t := range r.m.actors[i].terms {
		f := Finding{Says: t.says, If: t.text, Strength: string(t.strength), Act: t.act.ID, Finding: r.find(t.expr)}
		t.expr.leaves(false, func(l leaf) {
			id := ""
			if l.in >= 0 {
				id = r.m.inputs[l.in].name
			} else {
				id = "joins." + r.m.actors[l.v].code
			}
			for _, have := range f.Inputs {
				if have == id {
					return
				}
			}
			f.Inputs = append(f.Inputs, id)
		})
		out = append(out, f)
	}
	return out
}

// find says what is found of an expression: whether it holds whatever is open, or
// hangs on something contested, or is open.
func (r *run) find(e *expr) brief.Finding {
	switch r.m.sure(r.ctx, e, r.joined) {
	case logic.True:
		return brief.Holds
	case logic.False:
		return brief.Fails
	}
	found := brief.Open
	e.leaves(false, func(l leaf) {
		if l.in >= 0 && r.m.inputs[l.in].contested && r.m.inputs[l.in].known < 0 {
			found = brief.Contested
		}
	})
	return found
}

// because gives the reasons for an actor's standing, down to acts.
func (r *run) because(i int, x *Actor) []brief.Reason {
	a := r.m.actors[i]
	name := r.m.names.Actor(a.code)
	if a.forced != 0 {
		return []brief.Reason{{Statement: fmt.Sprintf("assumed for this answer: %s %s", name, map[int]string{1: "joins", -1: "does not join"}[a.forced])}}
	}
	var reasons []brief.Reason
	switch x.Standing {
	case brief.In:
		reasons = append(reasons, r.decidedReasons(a)...)
	case brief.Out:
		return append(r.whyNot(i), r.said(a)...)
	default:
		reasons = append(reasons, r.decidedReasons(a)...)
	}
	for _, t := range a.terms {
		reasons = append(reasons, r.termReason(t))
	}
	for _, b := range r.m.bars {
		if b.against == i {
			reasons = append(reasons, r.barReason(b))
		}
	}
	reasons = append(reasons, r.said(a)...)
	if len(x.With) > 0 {
		names := make([]string, len(x.With))
		for k, code := range x.With {
			names[k] = r.m.names.Actor(code)
		}
		reasons = append(reasons, brief.Reason{Statement: "needs a simultaneous signature: " + list(names) + " would each join with the others, and none goes first"})
	} else if x.Standing == brief.Contingent {
		reasons = append(reasons, r.leftOut(i)...)
	}
	return reasons
}

// said adds what others said of the actor's stand, which moves nothing, where it
// has not spoken itself; and who left it out, on what ground.
func (r *run) said(a *actor) []brief.Reason {
	var reasons []brief.Reason
	for _, x := range r.m.sit.Excluded[a.code] {
		b := x.Body.(*act.Exclusion)
		out := brief.Reason{Statement: r.m.names.Actor(string(x.Actor)) + " left it out", Cites: []brief.Cite{cite(x)}}
		if b.From != "" {
			out.Statement += " of " + b.From
		}
		if b.Ground != "" {
			out.Statement += ": " + b.Ground
		}
		reasons = append(reasons, out)
	}
	if a.word != nil || a.firm {
		return reasons
	}
	for _, x := range r.m.sit.Claims[a.code] {
		who := r.m.names.Actor(string(x.Actor))
		if x.Actor == "" {
			who = "A source"
		}
		reasons = append(reasons, brief.Reason{Statement: fmt.Sprintf("claimed only: %s says that it %s; another's word moves nothing", who, stanceWords[x.Body.(*act.Statement).Stance]), Cites: []brief.Cite{cite(x)}})
	}
	return reasons
}

var stanceWords = map[string]string{"supports": "supports the initiative", "opposes": "opposes the initiative", "undecided": "is undecided", "demands": "makes demands",
	"denies": "denies having joined", "willing": "is willing", "unwilling": "is unwilling", "excluded": "is excluded"}

// decidedReasons says what is on record about the actor's own decision.
func (r *run) decidedReasons(a *actor) []brief.Reason {
	var reasons []brief.Reason
	seen := map[int]bool{}
	a.decided.leaves(false, func(l leaf) {
		if l.in >= 0 && !seen[l.in] {
			seen[l.in] = true
			reasons = append(reasons, r.m.inputReason(r.m.inputs[l.in]))
		}
	})
	if w, ok := r.m.input("word." + a.code); ok && !seen[w] && !r.m.inputs[w].contested {
		reasons = append(reasons, r.m.inputReason(r.m.inputs[w]))
	}
	return reasons
}

var strengthWords = map[act.Strength]string{
	act.Mandatory: "requires that", act.Reservation: "has a reservation unless", act.Preference: "would prefer that",
	act.Unsettled: "asks, how firmly is not said, that",
}

// termReason says one condition, what is found of it, and on what that rests.
func (r *run) termReason(t *term) brief.Reason {
	out := brief.Reason{Statement: strengthWords[t.strength] + " " + t.says, Finding: r.find(t.expr), Cites: []brief.Cite{cite(t.act)}}
	type key struct{ in, v int }
	seen := map[key]bool{}
	t.expr.leaves(false, func(l leaf) {
		k := key{l.in, 0}
		if l.in < 0 {
			k.v = l.v
		}
		if seen[k] {
			return
		}
		seen[k] = true
		if l.in >= 0 {
			out.Because = append(out.Because, r.m.inputReason(r.m.inputs[l.in]))
			return
		}
		out.Because = append(out.Because, r.joinReason(l.v))
	})
	return out
}

func (r *run) joinReason(i int) brief.Reason {
	name := r.m.names.Actor(r.m.actors[i].code)
	switch {
	case r.joined.joins[i] == logic.True:
		return brief.Reason{Statement: name + " is in", Finding: brief.Holds}
	case !r.able[i]:
		return brief.Reason{Statement: name + " is out", Finding: brief.Fails}
	}
	return brief.Reason{Statement: name + " is contingent", Finding: brief.Open}
}

func (r *run) barReason(b *bar) brief.Reason {
	out := brief.Reason{Statement: b.says, Finding: r.find(b.unless), Cites: []brief.Cite{cite(b.act)}}
	if out.Finding == brief.Holds {
		out.Statement += "; the objection does not bar now"
	} else {
		out.Because = []brief.Reason{r.m.inputReason(r.m.inputs[b.input])}
	}
	return out
}

// whyNot explains an actor that is in no coalition: a minimal set of acts, or
// absences, that keep it out in every world.
func (r *run) whyNot(i int) []brief.Reason {
	base := with(r.f.worlds(), r.f.x[i])
	core := r.s.MinimalCore(r.ctx, base)
	var reasons []brief.Reason
	for _, s := range r.f.selector {
		if contains(core, s.lit) {
			reasons = append(reasons, r.selectorReason(s))
		}
	}
	if len(reasons) == 0 {
		reasons = append(reasons, brief.Reason{Statement: "its terms contradict each other, or nobody it needs can join"})
	}
	return reasons
}

// selectorReason says what a selector stands for.
func (r *run) selectorReason(s selector) brief.Reason {
	switch s.kind {
	case ofTerm:
		out := r.termReason(s.term)
		out.Statement = r.m.names.Actor(r.m.actors[s.actor].code) + " " + out.Statement
		return out
	case ofNeed:
		return brief.Reason{Statement: "the initiative needs: " + s.need.says, Cites: []brief.Cite{cite(s.need.act)}}
	case ofRule:
		return brief.Reason{Statement: "the rule: " + s.rule.says, Cites: []brief.Cite{cite(s.rule.act)}}
	}
	return r.m.inputReason(r.m.inputs[s.input])
}

// leftOut names those whose presence keeps out an actor that could join at once.
func (r *run) leftOut(i int) []brief.Reason {
	var reasons []brief.Reason
	for _, t := range r.m.actors[i].terms {
		if t.required() == nil {
			continue
		}
		t.expr.leaves(false, func(l leaf) {
			if l.in < 0 && l.negative && r.able[l.v] && r.joined.joins[l.v] != logic.False {
				reasons = append(reasons, brief.Reason{Statement: "it could join only if " + r.m.names.Actor(r.m.actors[l.v].code) + " is left out", Cites: []brief.Cite{cite(t.act)}})
			}
		})
	}
	return reasons
}

// together is the smallest group that actor i must sign with at the same moment,
// as everything stands; nil when it needs no such group, or none would do.
func (r *run) together(i int) []string {
	assume := with(r.f.firm, r.f.asStands()...)
	assume = append(assume, r.f.x[i])
	var open []logic.Lit
	for j, x := range r.f.x {
		if r.joined.joins[j] == logic.True {
			assume = append(assume, x)
		} else if j != i {
			open = append(open, x)
		}
	}
	if r.s.Solve(r.ctx, assume...).Status != logic.Feasible || r.s.Solve(r.ctx, with(assume, negated(open)...)...).Status == logic.Feasible {
		return nil
	}
	sets := logic.Minimal(r.ctx, r.f.WithoutStages(), assume, open, 8)
	var group []string
	for _, s := range sets.Sets {
		if group == nil || len(s)+1 < len(group) {
			group = r.codes(append(s, r.f.x[i]))
		}
	}
	if r.startsAlone(i, group) {
		return nil
	}
	return group
}

// startsAlone reports whether the group, once the others are left out and the
// draft stands, comes in step by step: then no simultaneous signature is needed.
func (r *run) startsAlone(i int, group []string) bool {
	w := view{r.m.values(), make([]logic.Value, len(r.m.actors))}
	for k, in := range r.m.inputs {
		if in.known < 0 {
			w.value[k] = in.draft
		}
	}
	for j, a := range r.m.actors {
		switch {
		case r.joined.joins[j] == logic.True:
			w.joins[j] = logic.True
		case !slices.Contains(group, a.code):
			w.joins[j] = logic.False
		}
	}
	w, _ = r.m.admit(r.ctx, w)
	return w.joins[i] == logic.True
}

func negated(ls []logic.Lit) []logic.Lit {
	out := make([]logic.Lit, len(ls))
	for i, l := range ls {
		out[i] = l.Not()
	}
	return out
}

// codes lists the actors whose joining is among the literals, in their order.
func (r *run) codes(ls []logic.Lit) []string {
	var out []string
	for i, x := range r.f.x {
		if contains(ls, x) {
			out = append(out, r.m.actors[i].code)
		}
	}
	return out
}

// dissent lists whose own word on a clause is against an option, with the words.
func (m *model) dissent(clause, option string) ([]string, []brief.Reason) {
	var who []string
	var reasons []brief.Reason
	for _, code := range sortedKeys(m.sit.Words) {
		for _, w := range m.sit.Words[code] {
			if w.Topic != "clause:"+clause {
				continue
			}
			for _, a := range w.Acts {
				p := a.Body.(*act.Position)
				against := (p.Stance == "opposes") == (p.Option == option)
				reason := brief.Reason{Statement: fmt.Sprintf("%s %s “%s”", m.names.Actor(code), p.Stance, m.optionWords(clause, p.Option)), Cites: []brief.Cite{cite(a)}}
				if option != "" && against {
					who = append(who, code)
					reason.Finding = brief.Fails
				}
				reasons = append(reasons, reason)
			}
		}
	}
	return who, reasons
}

// charter answers the five questions at a glance.
func (m *model) charter() []Question {
	var out []Question
	for _, q := range []string{"threat", "scope", "type", "oversight", "command"} {
		x, stands := Question{Question: q, State: "silent"}, map[string]int{}
		for _, id := range sortedKeys(m.sit.Clauses) {
			c := m.sit.Clauses[id]
			if c.Body.Question != q {
				continue
			}
			in := m.inputs[m.byName["option."+id]]
			qc := QuestionClause{ID: id, Asks: c.Body.Asks, State: "open", Options: in.values}
			switch {
			case in.known >= 0:
				qc.State, qc.Option = "settled", in.values[in.known]
				if c.By != nil {
					qc.By = c.By.ID
				}
			case in.draft >= 0:
				qc.State, qc.Option = "drafted", in.values[in.draft]
			}
			reason := m.inputReason(in)
			qc.Dissent, reason.Because = m.dissent(id, qc.Option)
			x.Clauses = append(x.Clauses, qc)
			x.Because = append(x.Because, reason)
			stands[qc.State]++
		}
		switch {
		case len(x.Clauses) > 0 && stands["settled"] == len(x.Clauses):
			x.State = "settled"
		case stands["settled"]+stands["drafted"] > 0:
			x.State = "drafted"
		}
		if len(x.Clauses) == 0 {
			x.Because = []brief.Reason{{Statement: "no clause on record answers it"}}
		}
		out = append(out, x)
	}
	return out
}
