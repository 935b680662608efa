package assess

import (
	"strings"

	"entente/act"
	"entente/brief"
	"entente/logic"
	"entente/phrase"
	"entente/situation"
)

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
		return []brief.Reason{{Statement: r.m.said.Say("assumed for this answer: {what}", either(a.forced > 0, r.m.said.Say("{who} joins", name), r.m.said.Say("{who} does not join", name)))}}
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
		reasons = append(reasons, brief.Reason{Statement: r.m.said.Say("needs a simultaneous signature: {who} would each join with the others, and none goes first", r.m.said.List(names))})
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
		who := r.m.names.Actor(string(x.Actor))
		says := r.m.said.Say("{who} left it out", who)
		if b.From != "" {
			says = r.m.said.Say("{who} left it out of {what}", who, b.From)
		}
		if b.Ground != "" {
			says = r.m.said.Say("{what}: {why}", says, b.Ground)
		}
		reasons = append(reasons, brief.Reason{Statement: says, Cites: []brief.Cite{situation.Cite(x)}})
	}
	if a.word != nil || a.firm {
		return reasons
	}
	for _, b := range r.m.sit.Beside {
		if p, ok := b.Act.Body.(*act.Position); ok && string(b.Act.Actor) == a.code && p.Clause == "" && p.Issue == "" {
			reasons = append(reasons, brief.Reason{Statement: r.m.said.Say(uncounted, b.Says(r.m.said), says(r.m.said, b.Act)), Cites: []brief.Cite{situation.Cite(b.Act)}})
		}
	}
	for _, x := range r.m.sit.Claims[a.code] {
		who := r.m.names.Actor(string(x.Actor))
		if x.Actor == "" {
			who = r.m.said.Say("A source")
		}
		reasons = append(reasons, brief.Reason{Statement: r.m.said.Say(claimed, who, r.m.said.Say(stanceWords[x.Body.(*act.Statement).Stance])), Cites: []brief.Cite{situation.Cite(x)}})
	}
	return reasons
}

// How reasons say what moves nothing.
var (
	claimed   = phrase.Key("claimed only: {who} says that it {stance}; another's word moves nothing")
	uncounted = phrase.Key("on record and not counted, because {why}: {words}")
)

// begins is what a sentence says before its first value.
func begins(key string) string {
	before, _, _ := strings.Cut(key, "{")
	return before
}

var stanceWords = map[string]string{"supports": phrase.Key("supports the initiative"), "opposes": phrase.Key("opposes the initiative"), "undecided": phrase.Key("is undecided"),
	"demands": phrase.Key("makes demands"), "denies": phrase.Key("denies having joined"), "willing": phrase.Key("is willing"), "unwilling": phrase.Key("is unwilling"), "excluded": phrase.Key("is excluded")}

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
	if w, ok := r.m.input("word." + a.code); ok && !seen[w] && !a.contested {
		reasons = append(reasons, r.m.inputReason(r.m.inputs[w]))
	}
	return reasons
}

var strengthWords = map[act.Strength]string{
	act.Mandatory: phrase.Key("requires that {condition}"), act.Reservation: phrase.Key("has a reservation unless {condition}"), act.Preference: phrase.Key("would prefer that {condition}"),
	act.Unsettled: phrase.Key("asks, how firmly is not said, that {condition}"),
}

// termReason says one condition, what is found of it, and on what that rests.
func (r *run) termReason(t *term) brief.Reason {
	out := brief.Reason{Statement: r.m.said.Say(strengthWords[t.strength], t.says), Finding: r.find(t.expr), Cites: []brief.Cite{situation.Cite(t.act)}}
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
		return brief.Reason{Statement: r.m.said.Say("{who} is in", name), Finding: brief.Holds}
	case !r.able[i]:
		return brief.Reason{Statement: r.m.said.Say("{who} is out", name), Finding: brief.Fails}
	}
	return brief.Reason{Statement: r.m.said.Say("{who} is contingent", name), Finding: brief.Open}
}

func (r *run) barReason(b *bar) brief.Reason {
	out := brief.Reason{Statement: b.says, Finding: r.find(b.unless), Cites: []brief.Cite{situation.Cite(b.act)}}
	if out.Finding == brief.Holds {
		out.Statement = r.m.said.Say("{what}; the objection does not bar now", b.says)
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
		reasons = append(reasons, brief.Reason{Statement: r.m.said.Say("its terms contradict each other, or nobody it needs can join")})
	}
	return reasons
}

// selectorReason says what a selector stands for.
func (r *run) selectorReason(s selector) brief.Reason {
	switch s.kind {
	case ofTerm:
		out := r.termReason(s.term)
		out.Statement = r.m.said.Say("{who} {asks}", r.m.names.Actor(r.m.actors[s.actor].code), out.Statement)
		return out
	case ofNeed:
		return brief.Reason{Statement: r.m.said.Say("the initiative needs: {need}", s.need.says), Cites: []brief.Cite{situation.Cite(s.need.act)}}
	case ofRight:
		a := r.m.actors[s.actor]
		return brief.Reason{Statement: r.m.said.Say("{who} has a right of admission: it is in as soon as its terms hold", r.m.names.Actor(a.code)), Cites: []brief.Cite{situation.Cite(a.def)}}
	case ofRule:
		return brief.Reason{Statement: r.m.said.Say("the rule: {rule}", s.rule.says), Cites: []brief.Cite{situation.Cite(s.rule.act)}}
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
				reasons = append(reasons, brief.Reason{Statement: r.m.said.Say("it could join only if {who} is left out", r.m.names.Actor(r.m.actors[l.v].code)), Cites: []brief.Cite{situation.Cite(t.act)}})
			}
		})
	}
	return reasons
}
