package forces

import (
	"context"

	"entente/act"
	"entente/logic"
	"entente/situation"
)

// Form is the question as other solvers are given it: the form with its stages, and
// everything as it stands among its rows. Nil where no line is on record.
func Form(ctx context.Context, s *situation.Situation, q Query) (*logic.Form, act.Problems) {
	r, problems := newRun(ctx, s, q)
	if problems.Refuse() || r.m == nil {
		return nil, problems
	}
	f := r.form.Clone()
	for _, l := range r.stands {
		f.Clause(l)
	}
	return f, problems
}
