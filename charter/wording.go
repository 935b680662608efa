package charter

import (
	"context"
	"slices"

	"entente/act"
	"entente/logic"
)

// acceptable asks the engine for the wording that meets the requirements of most
// actors: which of the elements on the table, from all definitions and incidents, go
// in. First as many actors as possible accept; then as many of their preferences and
// reservations are met; then the wording is as short as it can be. It is nil when
// nobody has made a demand.
func (c *check) acceptable(ctx context.Context, incidents []*act.Act) *Wording {
	judges := c.judges()
	if len(judges) == 0 {
		return nil
	}
	w := newWordings(c, incidents)
	accepts := make([]logic.Lit, len(judges))
	var terms, softs, size []logic.Term
	for k, actor := range judges {
		accepts[k] = w.form.New(actor)
		terms = append(terms, logic.Term{Weight: -1, Lit: accepts[k]})
		for _, a := range of[*act.Verdict](c) {
			v := a.Body.(*act.Verdict)
			fall, ok := w.falls[string(v.Of)]
			if !ok || string(a.Actor) != actor {
				continue
			}
			want := logic.Is(fall)
			if v.Falls == "no" {
				want = logic.Not(want)
			}
			if v.Strength == "" || v.Strength == act.Mandatory {
				w.form.Imply(accepts[k], want)
			} else {
				softs = append(softs, logic.Term{Weight: -1, Lit: w.form.Define(want)})
			}
		}
	}
	for _, axis := range w.axes {
		for _, e := range axis.words {
			size = append(size, logic.Term{Weight: 1, Lit: axis.in[e]})
		}
	}
	w.form.Minimise("actors that accept", terms...)
	w.form.Minimise("further wishes met", softs...)
	w.form.Minimise("length", size...)
	best, err := logic.Best(ctx, w.form, logic.Options{})
	if err != nil || best.Model == nil {
		return &Wording{Says: c.said.Say("the search ended before a wording was found")}
	}
	out := &Wording{Optimal: best.Status == logic.Optimal, Complete: true}
	for k, actor := range judges {
		if best.Model.True(accepts[k]) {
			out.Accepts = append(out.Accepts, actor)
		} else {
			out.Refuses = append(out.Refuses, actor)
		}
	}
	out.All = len(out.Refuses) == 0
	out.Elements = w.elements(best.Model)
	out.Says = wordingOf(c.said, out.Elements)
	if !out.All {
		sets := logic.Conflicts(ctx, w.form.WithoutStages(), nil, accepts, 20)
		out.Complete = sets.Complete
		for _, s := range sets.Sets {
			var group []string
			for _, l := range s {
				group = append(group, w.form.Name(l))
			}
			slices.Sort(group)
			out.Conflicts = append(out.Conflicts, group)
		}
	}
	return out
}

// wordings is every wording that can be made of the elements on the table.
type wordings struct {
	form  *logic.Form
	axes  []axis
	falls map[string]logic.Lit // incident → it falls under the wording
}

type axis struct {
	words []string
	in    map[string]logic.Lit // the element is in the wording
}

// newWordings makes one variable an element. An incident falls under a wording when
// on every axis the wording names one of its elements, and none of its circumstances
// is taken out. Each axis names at least one element, so that a wording is a
// definition and not an empty one that everything falls under.
func newWordings(c *check, incidents []*act.Act) *wordings {
	w := &wordings{form: logic.NewForm(), axes: make([]axis, 5), falls: map[string]logic.Lit{}}
	for i := range w.axes {
		w.axes[i].in = map[string]logic.Lit{}
	}
	add := func(i int, words []string) {
		for _, e := range words {
			if _, ok := w.axes[i].in[e]; !ok {
				w.axes[i].in[e] = w.form.New(e)
				w.axes[i].words = append(w.axes[i].words, e)
			}
		}
	}
	for _, a := range of[*act.Definition](c) {
		e := elementsOf(a.Body.(*act.Definition))
		for i, words := range [][]string{e.Acts, e.Intents, e.Targets, e.Authors, e.Except} {
			add(i, words)
		}
	}
	for _, a := range incidents {
		b := a.Body.(*act.Incident)
		for i, words := range [][]string{b.Acts, b.Intents, b.Targets, b.Authors, b.Circumstances} {
			add(i, words)
		}
	}
	for i := range 4 {
		var any []logic.Lit
		for _, e := range w.axes[i].words {
			any = append(any, w.axes[i].in[e])
		}
		if len(any) > 0 {
			w.form.Clause(any...)
		}
	}
	for _, a := range incidents {
		b := a.Body.(*act.Incident)
		var all []logic.Formula
		for i, words := range [][]string{b.Acts, b.Intents, b.Targets, b.Authors} {
			if len(w.axes[i].words) > 0 {
				all = append(all, w.some(i, words))
			}
		}
		all = append(all, logic.Not(w.some(4, b.Circumstances)))
		w.falls[a.ID] = w.form.Define(logic.And(all...))
	}
	return w
}

func (w *wordings) some(i int, words []string) logic.Formula {
	var any []logic.Formula
	for _, e := range words {
		any = append(any, logic.Is(w.axes[i].in[e]))
	}
	return logic.Or(any...)
}

func (w *wordings) elements(m logic.Model) Elements {
	var lists [5][]string
	for i, a := range w.axes {
		for _, e := range a.words {
			if m.True(a.in[e]) {
				lists[i] = append(lists[i], e)
			}
		}
	}
	return Elements{lists[0], lists[1], lists[2], lists[3], lists[4]}
}
