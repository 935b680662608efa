package main

import (
	"bufio"
	"fmt"
	"io"
	"math/big"

	"entente/logic"
)

// A problem is what every solver in the race is given: 0-1 variables 1..vars,
// rows of the form Σ weight·x ≥ least, and stages to be minimised one after the
// other. Each solver's file is written from it, so all read the same rows.
type problem struct {
	vars   int
	rows   []row
	stages []stage
	steps  []int // unknowns, where the question is which of them unlock
	form   *logic.Form
}

type term struct {
	weight int64
	v      int
}

type row struct {
	terms []term
	least int64
}

type stage struct {
	name   string
	offset int64 // value when every term is false
	terms  []term
}

// weights gives every stage a factor so large that one unit of it outweighs
// all later stages together.
func (p problem) weights() []*big.Int {
	factor := make([]*big.Int, len(p.stages))
	f := big.NewInt(1)
	for i := len(p.stages) - 1; i >= 0; i-- {
		factor[i] = new(big.Int).Set(f)
		span := int64(1)
		for _, t := range p.stages[i].terms {
			span += max(t.weight, -t.weight)
		}
		f.Mul(f, big.NewInt(span))
	}
	return factor
}

// blended is the one sum that has the lexicographic optimum as its minimum.
func (p problem) blended() (weights []*big.Int, vars []int) {
	factor := p.weights()
	sum := make([]*big.Int, p.vars+1)
	for i, s := range p.stages {
		for _, t := range s.terms {
			if sum[t.v] == nil {
				sum[t.v] = new(big.Int)
			}
			sum[t.v].Add(sum[t.v], new(big.Int).Mul(factor[i], big.NewInt(t.weight)))
		}
	}
	for v, w := range sum {
		if w != nil && w.Sign() != 0 {
			weights, vars = append(weights, w), append(vars, v)
		}
	}
	return weights, vars
}

// writeOPB writes the instance file.
func (p problem) writeOPB(out io.Writer) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "* #variable= %d #constraint= %d\n", p.vars, len(p.rows))
	for _, s := range p.stages {
		fmt.Fprintf(w, "* stage %s %d ", s.name, s.offset)
		for _, t := range s.terms {
			fmt.Fprintf(w, "%+d x%d ", t.weight, t.v)
		}
		fmt.Fprintln(w, ";")
	}
	if len(p.steps) > 0 {
		fmt.Fprint(w, "* steps")
		for _, v := range p.steps {
			fmt.Fprintf(w, " %d", v)
		}
		fmt.Fprintln(w)
	}
	weights, vars := p.blended()
	fmt.Fprint(w, "min: ")
	for i, v := range vars {
		fmt.Fprintf(w, "%+d x%d ", weights[i], v)
	}
	fmt.Fprintln(w, ";")
	for _, r := range p.rows {
		for _, t := range r.terms {
			fmt.Fprintf(w, "%+d x%d ", t.weight, t.v)
		}
		fmt.Fprintf(w, ">= %d ;\n", r.least)
	}
	return w.Flush()
}

// writeLP writes stage k in CPLEX LP format, the optima of the stages before it
// as rows. The stages are never blended here: their weights would leave the
// tolerance of floating-point solvers.
func (p problem) writeLP(out io.Writer, k int, optima []int64) error {
	w := bufio.NewWriter(out)
	sum := func(terms []term) {
		for i, t := range terms {
			if i > 0 && i%12 == 0 {
				fmt.Fprint(w, "\n ")
			}
			fmt.Fprintf(w, " %+d x%d", t.weight, t.v)
		}
	}
	fmt.Fprint(w, "Minimize\n obj:")
	sum(p.stages[k].terms)
	fmt.Fprint(w, "\nSubject To\n")
	for i, r := range p.rows {
		if len(r.terms) == 0 {
			continue
		}
		fmt.Fprintf(w, " r%d:", i)
		sum(r.terms)
		fmt.Fprintf(w, " >= %d\n", r.least)
	}
	for i := range k {
		fmt.Fprintf(w, " s%d:", i)
		sum(p.stages[i].terms)
		fmt.Fprintf(w, " <= %d\n", optima[i]-p.stages[i].offset)
	}
	fmt.Fprint(w, "Binary\n")
	for v := 1; v <= p.vars; v++ {
		fmt.Fprintf(w, " x%d\n", v)
	}
	fmt.Fprint(w, "End\n")
	return w.Flush()
}

// writeSMT writes SMT-LIB with z3's optimisation commands: native
// pseudo-Boolean rows, soft assertions, lexicographic priority.
func (p problem) writeSMT(out io.Writer) error {
	w := bufio.NewWriter(out)
	fmt.Fprint(w, "(set-option :opt.priority lex)\n")
	for v := 1; v <= p.vars; v++ {
		fmt.Fprintf(w, "(declare-const x%d Bool)\n", v)
	}
	for _, r := range p.rows {
		least, clause := r.least, true
		for _, t := range r.terms {
			least -= min(t.weight, 0)
		}
		if least <= 0 {
			continue
		}
		for _, t := range r.terms {
			clause = clause && max(t.weight, -t.weight) >= least
		}
		if clause {
			fmt.Fprint(w, "(assert (or false")
		} else {
			fmt.Fprintf(w, "(assert ((_ pbge %d", least)
			for _, t := range r.terms {
				fmt.Fprintf(w, " %d", max(t.weight, -t.weight))
			}
			fmt.Fprint(w, ")")
		}
		for _, t := range r.terms {
			if t.weight > 0 {
				fmt.Fprintf(w, " x%d", t.v)
			} else {
				fmt.Fprintf(w, " (not x%d)", t.v)
			}
		}
		fmt.Fprint(w, "))\n")
	}
	for _, s := range p.stages {
		for _, t := range s.terms {
			if t.weight > 0 {
				fmt.Fprintf(w, "(assert-soft (not x%d) :weight %d :id %s)\n", t.v, t.weight, s.name)
			} else {
				fmt.Fprintf(w, "(assert-soft x%d :weight %d :id %s)\n", t.v, -t.weight, s.name)
			}
		}
	}
	fmt.Fprint(w, "(check-sat)\n(get-objectives)\n")
	return w.Flush()
}

// writeASPIF writes the ground format that clasp reads natively: a choice over
// the variables, rows as weight constraints, stages as minimise statements of
// falling priority. (Its OPB reader has 32-bit weights, too few for a blended sum.)
func (p problem) writeASPIF(out io.Writer) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "asp 1 0 0\n1 1 %d", p.vars)
	for v := 1; v <= p.vars; v++ {
		fmt.Fprintf(w, " %d", v)
	}
	fmt.Fprint(w, " 0 0\n")
	for _, r := range p.rows { // forbidden: the opposite literals weigh total-least+1
		slack := 1 - r.least
		for _, t := range r.terms {
			slack += max(t.weight, 0)
		}
		if len(r.terms) == 0 {
			continue
		}
		fmt.Fprintf(w, "1 0 0 1 %d %d", slack, len(r.terms))
		for _, t := range r.terms {
			if t.weight > 0 {
				fmt.Fprintf(w, " %d %d", -t.v, t.weight)
			} else {
				fmt.Fprintf(w, " %d %d", t.v, -t.weight)
			}
		}
		fmt.Fprintln(w)
	}
	for i, s := range p.stages {
		fmt.Fprintf(w, "2 %d %d", len(p.stages)-i, len(s.terms))
		for _, t := range s.terms {
			if t.weight > 0 {
				fmt.Fprintf(w, " %d %d", t.v, t.weight)
			} else {
				fmt.Fprintf(w, " %d %d", -t.v, -t.weight)
			}
		}
		fmt.Fprintln(w)
	}
	for _, v := range p.steps { // domain heuristic: false first, so that domRec lists subset-minimal answers
		fmt.Fprintf(w, "7 5 %d 1 1 0\n", v)
	}
	fmt.Fprint(w, "0\n")
	return w.Flush()
}

// problemOf takes the rows and stages of a form.
func problemOf(f *logic.Form) (problem, error) {
	if err := f.Err(); err != nil {
		return problem{}, err
	}
	p := problem{vars: f.Vars(), form: f}
	plain := func(list []logic.Term) (terms []term, base int64) {
		for _, t := range list {
			if t.Lit < 0 {
				base += t.Weight
				terms = append(terms, term{-t.Weight, int(-t.Lit)})
			} else {
				terms = append(terms, term{t.Weight, int(t.Lit)})
			}
		}
		return terms, base
	}
	for _, r := range f.Rows() {
		terms, base := plain(r.Terms)
		p.rows = append(p.rows, row{terms, r.K - base})
	}
	for _, s := range f.Stages() {
		terms, base := plain(s.Terms)
		p.stages = append(p.stages, stage{s.Name, base, terms})
	}
	return p, nil
}
