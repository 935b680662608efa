package logic

import (
	"bufio"
	"fmt"
	"io"
	"math/big"
)

// WriteOPB writes the form for other pseudo-Boolean solvers (format of the Pseudo-Boolean Competition 2007–2016, linear, with
// one line of objective). Variables are named x1, x2, …; a comment gives the caller's name of each. The stages become one
// weighted sum: with stageWeights, one for each stage; without, with the smallest weights that keep the stages
// lexicographic, however large they are. Literals ¬x are written as 1 - x, because not every reader knows ~x.
func (f *Form) WriteOPB(w io.Writer, stageWeights ...int64) error {
	if f.err != nil {
		return f.err
	}
	if len(stageWeights) != 0 && len(stageWeights) != len(f.stages) {
		return fmt.Errorf("logic: %d stage weights for %d stages", len(stageWeights), len(f.stages))
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "* #variable= %d #constraint= %d\n", f.Vars(), len(f.rows))
	for v := 1; v <= f.Vars(); v++ {
		if f.names[v] != "" {
			fmt.Fprintf(out, "* x%d %s\n", v, oneLine(f.names[v]))
		}
	}
	if len(f.stages) > 0 {
		writeObjective(out, f.stages, stageFactors(f.stages, stageWeights))
	}
	for _, r := range f.rows {
		k := r.K
		for _, t := range r.Terms {
			if t.Lit < 0 {
				fmt.Fprintf(out, "-%d x%d ", t.Weight, -t.Lit)
				k -= t.Weight
			} else {
				fmt.Fprintf(out, "+%d x%d ", t.Weight, t.Lit)
			}
		}
		if len(r.Terms) == 0 { // a sum of nothing is not in the grammar
			fmt.Fprintf(out, "+1 x1 -1 x1 ")
		}
		fmt.Fprintf(out, ">= %d ;\n", k)
	}
	return out.Flush()
}

// stageFactors returns what one unit of each stage is worth in the single sum.
func stageFactors(stages []Stage, given []int64) []*big.Int {
	factors := make([]*big.Int, len(stages))
	next := big.NewInt(1)
	for i := len(stages) - 1; i >= 0; i-- {
		if len(given) > 0 {
			factors[i] = big.NewInt(given[i])
			continue
		}
		factors[i] = new(big.Int).Set(next)
		span, _ := magnitude(stages[i].Terms)
		next.Add(next, new(big.Int).Mul(factors[i], big.NewInt(span)))
	}
	return factors
}

func writeObjective(out *bufio.Writer, stages []Stage, factors []*big.Int) {
	weights := map[Lit]*big.Int{}
	var order []Lit
	offset := new(big.Int)
	for i, s := range stages {
		fmt.Fprintf(out, "* stage %d (times %v): %s\n", i+1, factors[i], oneLine(s.Name))
		for _, t := range s.Terms {
			w := new(big.Int).Mul(factors[i], big.NewInt(t.Weight))
			if t.Lit < 0 {
				offset.Add(offset, w)
				w.Neg(w)
			}
			v := t.Lit.Var()
			if weights[v] == nil {
				weights[v] = new(big.Int)
				order = append(order, v)
			}
			weights[v].Add(weights[v], w)
		}
	}
	fmt.Fprintf(out, "* add %v to the objective below\nmin:", offset)
	for _, v := range order {
		if weights[v].Sign() != 0 {
			fmt.Fprintf(out, " %+d x%d", weights[v], v)
		}
	}
	fmt.Fprintln(out, " ;")
}

func oneLine(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] < ' ' {
			b[i] = ' '
		}
	}
	return string(b)
}
