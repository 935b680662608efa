package assess

import (
	"bufio"
	"context"
	"fmt"
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
	return WriteProgram(w, f, "The best package with facts and approvals as they stand.")
}

// WriteProgram writes a form as a logic program with a title.
func WriteProgram(w io.Writer, f *logic.Form, title string) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%% %s\n%% gringo FILE | clasp --opt-mode=opt\n", title)
	for v := logic.Lit(1); int(v) <= f.Vars(); v++ {
		if name := f.Name(v); name != "" {
			fmt.Fprintf(b, "%% x(%d) = %s\n", v, name)
		}
	}
	fmt.Fprintf(b, "{ x(1..%d) }.\n", f.Vars())
	for _, row := range f.Rows() {
		fmt.Fprint(b, ":- not #sum {")
		terms(b, row.Terms, "")
		fmt.Fprintf(b, "} >= %d.\n", row.K)
	}
	stages := f.Stages()
	for i, stage := range stages {
		fmt.Fprintf(b, "%% stage %d: %s\n#minimize {", i+1, stage.Name)
		terms(b, stage.Terms, fmt.Sprintf("@%d", len(stages)-i))
		fmt.Fprintln(b, "}.")
	}
	fmt.Fprintln(b, "#show x/1.")
	return b.Flush()
}

func terms(b *bufio.Writer, ts []logic.Term, priority string) {
	for k, t := range ts {
		sep, sign := ";", ""
		if k == 0 {
			sep = ""
		}
		if t.Lit < 0 {
			sign = "not "
		}
		fmt.Fprintf(b, "%s %d%s,%d : %sx(%d)", sep, t.Weight, priority, k, sign, t.Lit.Var())
	}
	fmt.Fprint(b, " ")
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
