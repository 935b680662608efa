package logic

import "slices"

// A world is a small random form told twice: to the package, and to a plain evaluator that tries every assignment.

// source gives the numbers a world is made from: random ones in tests, bytes in the fuzz target.
type source interface{ IntN(n int) int }

// expr is a formula of the plain evaluator.
type expr struct {
	op    string // lit, and, or, not, atleast, weighted, const
	lit   Lit
	k     int64
	ws    []int64
	parts []expr
}

func (e expr) holds(a uint32) bool {
	switch e.op {
	case "const":
		return e.k != 0
	case "lit":
		return litHolds(a, e.lit)
	case "not":
		return !e.parts[0].holds(a)
	}
	var sum, count int64
	for i, p := range e.parts {
		if p.holds(a) {
			count++
			if e.ws != nil {
				sum += e.ws[i]
			}
		}
	}
	switch e.op {
	case "and":
		return count == int64(len(e.parts))
	case "or":
		return count > 0
	case "atleast":
		return count >= e.k
	}
	return sum >= e.k
}

func (e expr) formula() Formula {
	var fs []Formula
	for _, p := range e.parts {
		fs = append(fs, p.formula())
	}
	switch e.op {
	case "const":
		if e.k != 0 {
			return Always
		}
		return Never
	case "lit":
		return Is(e.lit)
	case "not":
		return Not(fs[0])
	case "and":
		return And(fs...)
	case "or":
		return Or(fs...)
	case "atleast":
		return AtLeast(e.k, fs...)
	}
	return Weighted(e.k, e.ws, fs)
}

func litHolds(a uint32, l Lit) bool { return (a>>(l.Var()-1)&1 == 1) == (l > 0) }

func sumTerms(a uint32, ts []Term) int64 {
	var sum int64
	for _, t := range ts {
		if litHolds(a, t.Lit) {
			sum += t.Weight
		}
	}
	return sum
}

type world struct {
	n     int
	form  *Form
	rules []func(a uint32) bool
}

func randomExpr(r source, n, depth int) expr {
	if depth == 0 || r.IntN(4) == 0 {
		if r.IntN(20) == 0 {
			return expr{op: "const", k: int64(r.IntN(2))}
		}
		return expr{op: "lit", lit: randomLit(r, n)}
	}
	ops := []string{"and", "or", "not", "atleast", "weighted"}
	e := expr{op: ops[r.IntN(len(ops))]}
	parts := r.IntN(5)
	if e.op == "not" {
		parts = 1
	}
	for range parts {
		e.parts = append(e.parts, randomExpr(r, n, depth-1))
	}
	switch e.op {
	case "atleast":
		e.k = int64(r.IntN(parts+3)) - 1
	case "weighted":
		e.ws = make([]int64, parts)
		for i := range e.ws {
			e.ws[i] = int64(r.IntN(11)) - 4
		}
		e.k = int64(r.IntN(12)) - 3
	}
	return e
}

func randomLit(r source, n int) Lit {
	l := Lit(r.IntN(n) + 1)
	if r.IntN(2) == 0 {
		return -l
	}
	return l
}

func randomTerms(r source, n, most int) []Term {
	var ts []Term
	for range r.IntN(most) + 1 {
		ts = append(ts, Term{int64(r.IntN(13)) - 5, randomLit(r, n)})
	}
	return ts
}

func randomWorld(r source, most int) *world {
	w := &world{n: 2 + r.IntN(most-1), form: NewForm()}
	for i := range w.n {
		w.form.New(string(rune('a' + i)))
	}
	for range r.IntN(w.n + 3) {
		w.add(r)
	}
	for range r.IntN(4) {
		w.form.Minimise("stage", randomTerms(r, w.n, w.n+2)...)
	}
	return w
}

func (w *world) add(r source) {
	rule := func(f func(a uint32) bool) { w.rules = append(w.rules, f) }
	switch r.IntN(8) {
	case 0, 1:
		var ls []Lit
		for range r.IntN(4) + 1 {
			ls = append(ls, randomLit(r, w.n))
		}
		w.form.Clause(ls...)
		rule(func(a uint32) bool {
			return slices.ContainsFunc(ls, func(l Lit) bool { return litHolds(a, l) })
		})
	case 2:
		ts := randomTerms(r, w.n, w.n+2)
		k := int64(r.IntN(14)) - 4
		w.form.AtLeast(k, ts...)
		rule(func(a uint32) bool { return sumTerms(a, ts) >= k })
	case 3:
		ts := randomTerms(r, w.n, w.n+2)
		k := int64(r.IntN(14)) - 2
		w.form.AtMost(k, ts...)
		rule(func(a uint32) bool { return sumTerms(a, ts) <= k })
	case 4:
		if r.IntN(3) > 0 {
			return
		}
		var ls []Lit
		for range r.IntN(3) + 1 {
			ls = append(ls, randomLit(r, w.n))
		}
		w.form.ExactlyOne(ls...)
		rule(func(a uint32) bool {
			n := 0
			for _, l := range ls {
				if litHolds(a, l) {
					n++
				}
			}
			return n == 1
		})
	case 5:
		l, e := randomLit(r, w.n), randomExpr(r, w.n, 3)
		w.form.Imply(l, e.formula())
		rule(func(a uint32) bool { return !litHolds(a, l) || e.holds(a) })
	case 6:
		l, e := randomLit(r, w.n), randomExpr(r, w.n, 3)
		w.form.ImpliedBy(l, e.formula())
		rule(func(a uint32) bool { return litHolds(a, l) || !e.holds(a) })
	case 7:
		e := randomExpr(r, w.n, 3)
		if r.IntN(2) == 0 {
			w.form.Assert(e.formula())
			rule(e.holds)
			return
		}
		l, other := w.form.Define(e.formula()), randomLit(r, w.n)
		w.form.Clause(l, other)
		rule(func(a uint32) bool { return e.holds(a) || litHolds(a, other) })
	}
}

// models lists the assignments that keep every rule and make the literals true.
func (w *world) models(assume ...Lit) []uint32 {
	var out []uint32
next:
	for a := uint32(0); a < 1<<w.n; a++ {
		for _, l := range assume {
			if !litHolds(a, l) {
				continue next
			}
		}
		for _, rule := range w.rules {
			if !rule(a) {
				continue next
			}
		}
		out = append(out, a)
	}
	return out
}

func (w *world) optimum(models []uint32) []int64 {
	var best []int64
	for _, a := range models {
		var v []int64
		for _, s := range w.form.stages {
			v = append(v, sumTerms(a, s.Terms))
		}
		if best == nil || slices.Compare(v, best) < 0 {
			best = v
		}
	}
	return best
}

// masks returns the distinct sets, as bit masks over the given literals, that are true in some model.
func masks(models []uint32, over []Lit) []uint32 {
	var out []uint32
	for _, a := range models {
		var m uint32
		for i, l := range over {
			if litHolds(a, l) {
				m |= 1 << i
			}
		}
		out = append(out, m)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// least keeps the masks that contain no other.
func least(ms []uint32) []uint32 {
	var out []uint32
	for _, m := range ms {
		if !slices.ContainsFunc(ms, func(o uint32) bool { return o != m && o&m == o }) {
			out = append(out, m)
		}
	}
	return out
}

// asMasks turns sets of literals into masks over the given literals.
func asMasks(sets [][]Lit, over []Lit) []uint32 {
	var out []uint32
	for _, s := range sets {
		var m uint32
		for _, l := range s {
			m |= 1 << slices.Index(over, l)
		}
		out = append(out, m)
	}
	slices.Sort(out)
	return out
}
