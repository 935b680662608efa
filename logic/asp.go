package logic

import (
	"bufio"
	"fmt"
	"io"
)

// WriteASP writes the form as a logic program for gringo and clasp, under a title: a
// choice over numbered atoms x(N), a constraint for each row, a priority for each stage,
// the first the highest. Comments name the atoms.
func (f *Form) WriteASP(w io.Writer, title string) error {
	if f.err != nil {
		return f.err
	}
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%% %s\n%% gringo FILE | clasp --opt-mode=opt\n", title)
	for v := Lit(1); int(v) <= f.Vars(); v++ {
		if name := f.Name(v); name != "" {
			fmt.Fprintf(b, "%% x(%d) = %s\n", v, oneLine(name))
		}
	}
	fmt.Fprintf(b, "{ x(1..%d) }.\n", f.Vars())
	for _, row := range f.Rows() {
		if n := len(row.Terms); n > 0 && row.Terms[n-1].Weight >= row.K {
			aspClause(b, row.Terms)
			continue
		}
		fmt.Fprint(b, ":- not #sum {")
		aspTerms(b, row.Terms, "")
		fmt.Fprintf(b, "} >= %d.\n", row.K)
	}
	stages := f.Stages()
	for i, stage := range stages {
		fmt.Fprintf(b, "%% stage %d: %s\n#minimize {", i+1, stage.Name)
		aspTerms(b, stage.Terms, fmt.Sprintf("@%d", len(stages)-i))
		fmt.Fprintln(b, "}.")
	}
	fmt.Fprintln(b, "#show x/1.")
	return b.Flush()
}

// aspClause forbids that none of the literals is true: gringo reads it several times
// faster than the same as a sum.
func aspClause(b *bufio.Writer, ts []Term) {
	sep := ":-"
	for _, t := range ts {
		sign := "not "
		if t.Lit < 0 {
			sign = ""
		}
		fmt.Fprintf(b, "%s %sx(%d)", sep, sign, t.Lit.Var())
		sep = ","
	}
	fmt.Fprintln(b, ".")
}

func aspTerms(b *bufio.Writer, ts []Term, priority string) {
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
