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
type Search struct {
	form   *Form
	s      *solver
	loaded int
}

// NewSearch prepares a search over the form.
func NewSearch(f *Form) *Search {
	return &Search{form: f, s: newSolver(context.Background(), 0)}
}

// Solve says whether the form has a model in which all assumptions are true.
func (q *Search) Solve(ctx context.Context, assume ...Lit) Answer {
	switch q.solve(ctx, assume, -1) {
	case sat:
		return Answer{Status: Feasible, Model: q.form.must(modelOf(q.s, q.form.Vars()))}
	case unsat:
		return Answer{Status: Infeasible, Core: outers(q.s.core)}
	}
	return Answer{}
}

func (q *Search) solve(ctx context.Context, assume []Lit, budget int64) verdict {
	if q.form.knownLits(assume) != nil {
		return unknown
	}
	q.s.ctx, q.s.stopped = ctx, false
	if q.loaded < len(q.form.rows) || q.s.vars() < q.form.Vars() {
		q.s.backTo(0)
		q.s.load(q.form, q.loaded)
		q.loaded = len(q.form.rows)
	}
	return q.s.solve(inners(assume), budget)
}

// MinimalCore shrinks assumptions that cannot stand together until none of them can be spared, and returns those left. When
// they can stand together, or the context ends, it returns the smallest it has (at worst core itself).
func (q *Search) MinimalCore(ctx context.Context, core []Lit) []Lit {
	core = slices.Clone(core)
	if q.solve(ctx, core, -1) != unsat {
		return core
	}
	core = retain(core, outers(q.s.core))
	for i := 0; i < len(core); {
		without := slices.Delete(slices.Clone(core), i, i+1)
		switch q.solve(ctx, without, -1) {
		case unknown:
			return core
		case sat:
			i++ // needed
		case unsat: // the literals found needed are in every core of what is left
			core = retain(without, outers(q.s.core))
		}
	}
	return core
}

// MinimalCore is Search.MinimalCore for a single question.
func MinimalCore(ctx context.Context, f *Form, core []Lit) []Lit {
	return NewSearch(f).MinimalCore(ctx, core)
}

// retain returns the literals that are also in keep, in their order.
func retain(ls, keep []Lit) []Lit {
	return slices.DeleteFunc(ls, func(l Lit) bool { return !slices.Contains(keep, l) })
}
