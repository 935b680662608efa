package assess

import (
	"entente/act"
	"entente/logic"
	"entente/phrase"
)

// addNeeds says when each need is met, and what every pledge brings to those counted in troops.
func (f *form) addNeeds() {
	for _, n := range f.m.needs {
		l := f.New(n.act.ID)
		f.needs = append(f.needs, l)
		f.Imply(l, f.holds(n.expr))
		if n.members > 0 {
			f.atLeastIf(l, n.members, f.members())
		}
		if n.line >= 0 {
			f.Clause(l.Not(), f.rows.Met[n.line])
		}
	}
	for i, a := range f.m.actors {
		for _, p := range a.pledges {
			u := f.New("pledge " + p.act.ID)
			f.Clause(u.Not(), f.x[i])
			f.Imply(u, f.holds(p.when))
			f.force = append(f.force, logic.Term{Weight: p.troops, Lit: u})
		}
	}
	for k, n := range f.m.needs {
		if n.troops > 0 {
			f.atLeastIf(f.needs[k], n.troops, f.force)
		}
		if n.must {
			f.keep(selector{lit: f.needs[k], kind: ofNeed, need: n})
		}
	}
}

// atLeastIf is "when l is true, the sum is at least k".
func (f *form) atLeastIf(l logic.Lit, k int64, terms []logic.Term) {
	f.AtLeast(k, append([]logic.Term{{Weight: k, Lit: l.Not()}}, terms...)...)
}

func (f *form) members() []logic.Term {
	terms := make([]logic.Term, len(f.x))
	for i, x := range f.x {
		terms[i] = logic.Term{Weight: 1, Lit: x}
	}
	return terms
}

// addStages says what is best, in order.
func (f *form) addStages() {
	var unmet, steps []logic.Term
	for k, n := range f.m.needs {
		if n.must {
			unmet = append(unmet, logic.Term{Weight: 1, Lit: f.needs[k].Not()})
		}
	}
	preferences := int64(0)
	for _, c := range f.broken {
		if c.term.strength == act.Preference {
			preferences++
		}
	}
	for _, c := range f.broken {
		w := int64(1)
		if c.term.strength != act.Preference {
			w = preferences + 1
		}
		f.concede = append(f.concede, logic.Term{Weight: w, Lit: c.lit})
	}
	for _, s := range f.steps {
		steps = append(steps, logic.Term{Weight: 1, Lit: s.lit})
	}
	f.Minimise(phrase.Key("unmet musts"), unmet...)
	f.Minimise(phrase.Key("members"), negative(f.members())...)
	if f.rows != nil {
		f.Minimise(phrase.Key("lines"), f.rows.Short...)
	}
	f.Minimise(phrase.Key("troops"), negative(f.force)...)
	f.Minimise(phrase.Key("concessions"), f.concede...)
	f.Minimise(phrase.Key("steps"), steps...)
}

func negative(terms []logic.Term) []logic.Term {
	out := make([]logic.Term, len(terms))
	for i, t := range terms {
		out[i] = logic.Term{Weight: -t.Weight, Lit: t.Lit}
	}
	return out
}
