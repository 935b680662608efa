package logic

import "math"

// A proof is a row: rows of the program, each with a multiplier, added up. With the target it reads
//
//	Σ y·row + (target − objective) ≥ Σ y·least
//
// and is a pseudo-Boolean row like any other, true of every model within the target. If it is false under the present
// trail the node is refuted; if it cannot spare a literal the literal follows. Multipliers come from the simplex
// method as floating-point numbers, are scaled and rounded down to whole ones, and from there on all is exact:
// any multipliers ≥ 0 give a true row (Neumaier and Shcherbina 2004 with intervals in place of integers).

// proofBits bounds the numbers of a proof: all its weights together stay below 2^60.
const proofBits = 60

// combine adds up the rows with the multipliers into p.terms (positive weights) and returns what they must reach.
func (p *linear) combine(y []float64, withTarget bool) (degree int64, ok bool) {
	size := 1.0
	for i, v := range y {
		if !(v > 1e-11) {
			y[i] = 0
			continue
		}
		r := &p.rows[i]
		sum := math.Abs(float64(r.least))
		for k, w := range r.coef {
			sum += math.Abs(float64(w)) * float64(p.span[r.at[k]])
		}
		size += v * sum
	}
	if withTarget {
		size += math.Abs(float64(p.target - p.base))
		for c, w := range p.cost {
			size += math.Abs(float64(w)) * float64(p.span[c])
		}
	}
	_, exp := math.Frexp(size)
	shift := min(proofBits-exp, 40)
	if shift < 10 {
		return 0, false
	}
	p.shift = shift
	// Σ weights·x ≥ degree, signs as they come
	clear(p.weights)
	for i, v := range y {
		if v == 0 {
			continue
		}
		m := int64(math.Ldexp(v, shift))
		r := &p.rows[i]
		degree += m * r.least
		for k, c := range r.at {
			p.weights[c] += m * r.coef[k]
		}
	}
	if withTarget {
		unit := int64(1) << shift
		degree -= unit * (p.target - p.base)
		for c, w := range p.cost {
			p.weights[c] -= unit * w
		}
	}
	p.terms = p.terms[:0]
	count := func(w int64, v uint32) {
		l := lit(v) << 1
		if w < 0 { // −w·x is w·¬x − w
			degree -= w
			w, l = -w, l.not()
		}
		p.terms = append(p.terms, weighed{w, l})
	}
	for c, w := range p.weights[:len(p.vars)] {
		if w != 0 {
			count(w, p.vars[c])
		}
	}
	for i := range p.numbers {
		if w := p.weights[len(p.vars)+i]; w != 0 {
			for k, v := range p.numbers[i].vars {
				count(w*p.numbers[i].times[k], v)
			}
		}
	}
	return degree, true
}

// weigh splits the combined row by the trail: how much it can still lose, its false literals (lightest first; those
// the guard alone made false left out), its open ones. guarded says that something was left out.
func (p *linear) weigh(degree int64) (slack int64, open int, guarded bool) {
	slack = -degree
	n := 0
	s := p.s
	for i, t := range p.terms {
		switch {
		case s.val[t.l] >= 0:
			slack += t.w
			if s.val[t.l] == 0 {
				p.terms[i], p.terms[n] = p.terms[n], t
				n++
			}
		case s.level[t.l.v()] == 1:
			guarded = true
		}
	}
	return slack, n, guarded
}

// falseTerms returns the false literals of the combined row that a clause has to name, lightest first.
func (p *linear) falseTerms(open int) []weighed {
	s := p.s
	rest := p.terms[open:]
	n := 0
	for i, t := range rest {
		if s.val[t.l] < 0 && s.level[t.l.v()] > 1 {
			rest[i], rest[n] = rest[n], t
			n++
		}
	}
	sortByWeight(rest[:n])
	return rest[:n]
}

// refute explains why no model within the target is left below this node; nil when the proof does not hold exactly.
func (p *linear) refute(withTarget bool) []lit {
	if withTarget {
		p.dual = p.lp.Duals(p.dual[:0])
	} else {
		p.dual = p.lp.Ray(p.dual[:0])
	}
	degree, ok := p.combine(p.dual, withTarget)
	if !ok {
		return nil
	}
	slack, open, guarded := p.weigh(degree)
	if slack >= 0 {
		return nil
	}
	reasons, spare := p.falseTerms(open), -slack-1
	k := 0
	for _, t := range reasons {
		if t.w <= spare {
			spare -= t.w
			continue
		}
		reasons[k] = t
		k++
	}
	reasons = reasons[:k]
	guard := p.guard
	if !withTarget && !guarded {
		guard = 0
	}
	p.words = appendClause(p.words[:0], 0, reasons, guard)
	return p.words
}

// fixings returns a clause for each open literal that every model within the target has (reduced-cost fixing). It
// raises the stage's bound when nothing else is decided.
func (p *linear) fixings() [][]lit {
	p.dual = p.lp.Duals(p.dual[:0])
	degree, ok := p.combine(p.dual, true)
	if !ok {
		return nil
	}
	slack, open, _ := p.weigh(degree)
	if p.s.here() == p.ready {
		if low := p.target - slack>>p.shift; low > p.lower {
			p.lower = low
			p.raised()
		}
	}
	heaviest := int64(0)
	for _, t := range p.terms[:open] {
		heaviest = max(heaviest, t.w)
	}
	if heaviest <= slack {
		return nil
	}
	reasons := p.falseTerms(open)
	p.clauses, p.words = p.clauses[:0], p.words[:0]
	for _, t := range p.terms[:open] {
		if t.w <= slack {
			continue
		}
		spare, from := t.w-slack-1, 0
		for from < len(reasons) && reasons[from].w <= spare {
			spare -= reasons[from].w
			from++
		}
		if len(reasons)-from <= maxFixing {
			start := len(p.words)
			p.words = appendClause(p.words, t.l, reasons[from:], p.guard)
			p.clauses = append(p.clauses, p.words[start:len(p.words):len(p.words)])
		}
	}
	return p.clauses
}

// maxFixing is the longest clause worth keeping for a fixed literal.
const maxFixing = 50

// appendClause says: fixed, or one of the reasons is otherwise, or the guard is off. A zero fixed or guard is left out.
func appendClause(c []lit, fixed lit, reasons []weighed, guard lit) []lit {
	if fixed != 0 {
		c = append(c, fixed)
	}
	if guard != 0 {
		c = append(c, guard.not())
	}
	for _, t := range reasons {
		c = append(c, t.l)
	}
	return c
}
