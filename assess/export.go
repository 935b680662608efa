package assess

import (
	"context"
	"io"

	"entente/logic"
	"entente/situation"
)

// WriteOPB writes the question "the best package, with facts and approvals as they
// stand" as a pseudo-Boolean optimisation problem, the stages weighed into one sum.
func WriteOPB(w io.Writer, s *situation.Situation, q Query) error {
	f, err := exported(s, q)
	if err != nil {
		return err
	}
	return f.WriteOPB(w)
}

// WriteASP writes the same question as a logic program for gringo and clasp: a
// choice over numbered atoms x(N), a constraint for each row, a priority for each
// stage. Comments name the atoms.
func WriteASP(w io.Writer, s *situation.Situation, q Query) error {
	f, err := exported(s, q)
	if err != nil {
		return err
	}
	return f.WriteASP(w, "The best package with facts and approvals as they stand.")
}

func exported(s *situation.Situation, q Query) (*logic.Form, error) {
	session, problems := NewSession(context.Background(), s, q)
	if problems.Refuse() {
		return nil, problems
	}
	f := newForm(session.m.with(q))
	for _, l := range with(f.firm, append(f.asStands(clauseInput), f.chosen)...) {
		f.Clause(l)
	}
	return f.Form, f.Err()
}
