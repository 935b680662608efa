package logic

import (
	"context"
	"slices"
)

// Answer is the answer of Search.Solve: Feasible with a model, Infeasible with a core, or Unknown when the context ended.
type Answer struct {
	Status Status
	Model  Model
	Core   []Lit // assumptions that cannot stand together; empty when the form alone is contradictory
}

// Search answers one question after another about a form and learns from each. Rows added to the form since are taken
// up at the next question. A Search is for one goroutine at a time.
type Search struct{ d *decider }

// NewSearch prepares a search over the form.
func NewSearch(f *Form) *Search {
	return &Search{newDecider(context.Background(), f, nil)}
}

// Solve says whether the form has a model in which all assumptions are true.
func (q *Search) Solve(ctx context.Context, assume ...Lit) Answer {
	switch q.ask(ctx, assume) {
	case sat:
		f := q.d.form
		return Answer{Status: Feasible, Model: f.must(modelOf(q.d.s, f.Vars()))}
	case unsat:
		return Answer{Status: Infeasible, Core: outers(q.d.s.core)}
	}
	return Answer{}
}

func (q *Search) ask(ctx context.Context, assume []Lit) verdict {
	if q.d.form.knownLits(assume) != nil {
		return unknown
	}
	q.d.s.ctx, q.d.s.stopped = ctx, false
	q.d.update()
	v := q.d.decide(inners(assume))
	if v == sat {
		q.d.remember()
	}
	return v
}

// Prefer has the next question try these literals true rather than false wherever it is free to choose. What is
// possible does not turn on it; which model is found does, and so how many questions it takes to see them all.
func (q *Search) Prefer(ls ...Lit) {
	q.d.update()
	s := q.d.s
	s.backTo(min(s.here(), int32(len(s.assumed)))) // what was chosen last would be chosen again
	for _, l := range ls {
		v := inner(l).v()
		s.phase[v] = l > 0
		s.bump(v)
	}
}

// MinimalCore shrinks assumptions that cannot stand together until none of them can be spared, and returns those left. When
// they can stand together, or the context ends, it returns the smallest it has (at worst core itself).
func (q *Search) MinimalCore(ctx context.Context, core []Lit) []Lit {
	if q.ask(ctx, core) != unsat {
		return slices.Clone(core)
	}
	core, _ = q.d.shrink(outers(q.d.s.core))
	return core
}

// MinimalCore is Search.MinimalCore for a single question.
func MinimalCore(ctx context.Context, f *Form, core []Lit) []Lit {
	return NewSearch(f).MinimalCore(ctx, core)
}

// shrink leaves literals out of a core as long as the rest cannot stand; false when the context ended first.
func (d *decider) shrink(core []Lit) ([]Lit, bool) {
	for i := 0; i < len(core); {
		without := slices.Delete(slices.Clone(core), i, i+1)
		if d.remembers(without) {
			i++ // needed
			continue
		}
		switch d.decide(inners(without)) {
		case unknown:
			return core, false
		case sat:
			d.remember()
			i++ // needed
		case unsat: // the literals found needed are in every core of what is left
			core = retain(without, outers(d.s.core))
		}
	}
	return core, true
}

// remember keeps the model just found, among the last few.
func (d *decider) remember() {
	if len(d.models) == rememberedModels {
		d.models = slices.Delete(d.models, 0, 1)
	}
	d.models = append(d.models, slices.Clone(d.s.model))
}

// remembers says that a model found before has all of these: of the cores of several questions most literals are needed for
// the same reason.
func (d *decider) remembers(ls []Lit) bool {
	return slices.ContainsFunc(d.models, func(m []int8) bool {
		return !slices.ContainsFunc(ls, func(l Lit) bool { return int(inner(l)) >= len(m) || m[inner(l)] <= 0 })
	})
}

// retain returns the literals that are also in keep, in their order.
func retain(ls, keep []Lit) []Lit {
	return slices.DeleteFunc(ls, func(l Lit) bool { return !slices.Contains(keep, l) })
}
