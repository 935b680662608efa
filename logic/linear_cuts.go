package logic

import (
	"cmp"
	"math"
	"slices"
)

// Cuts: rows that every model meets and the program's present values do not. A line of 2,500 that units of about 1,000 are to
// fill needs three of them, where the program is content with two and a half. Each comes from one row of the form by
// mixed-integer rounding (Marchand and Wolsey 2001): the row is divided by one of its weights, d; what is left of each weight
// after whole multiples of d counts only up to what is left of the demand. In whole numbers throughout: with r = least mod d,
//
//	Σ a·x ≥ least   gives   Σ (r·⌊a/d⌋ + min(r, a mod d))·x ≥ r·⌈least/d⌉
//
// for whole x ≥ 0. A column that stands nearer to its upper end is counted from there.

const (
	cutRounds   = 12      // of cuts at the beginning of a stage, at most
	cutsARound  = 60      // at most
	cutDivisors = 24      // tried for a row, at most
	cutEfficacy = 0.01    // how far the present values must be beyond a cut
	cutWeight   = 1 << 40 // larger weights are not made
)

// found is a cut that the present values do not meet.
type found struct {
	row      lrow
	efficacy float64
}

// cut adds rows that cut off the program's values; false when there are none worth it. Then those that do not bind are
// taken away.
func (p *linear) cut() bool {
	if p.rounds == 0 {
		return false
	}
	p.rounds--
	var cuts []found
	for i := range p.rows {
		if p.rounds > 0 && !p.rows[i].cut {
			if c, ok := p.roundRow(&p.rows[i]); ok {
				cuts = append(cuts, c)
			}
		}
	}
	if len(cuts) == 0 {
		p.rounds = 0
		p.prune()
		return false
	}
	slices.SortStableFunc(cuts, func(a, b found) int { return cmp.Compare(b.efficacy, a.efficacy) })
	for i := range cuts[:min(len(cuts), cutsARound)] {
		p.rows = append(p.rows, cuts[i].row)
		p.tell(&cuts[i].row)
	}
	return true
}

// prune takes cuts away that the program's values meet with something to spare.
func (p *linear) prune() {
	asked := make([]bool, len(p.rows))
	for i := range p.rows {
		asked[i] = p.rows[i].cut
	}
	gone := p.lp.DropRows(asked)
	n := 0
	for i := range p.rows {
		if gone[i] {
			for _, c := range p.rows[i].at {
				p.uses[c]--
			}
			continue
		}
		p.rows[n] = p.rows[i]
		n++
	}
	p.rows = p.rows[:n]
}

// roundRow finds the best cut of one row.
func (p *linear) roundRow(r *lrow) (best found, ok bool) {
	n := len(r.at)
	if n < 2 {
		return best, false
	}
	a, x := p.rounded.a[:0], p.rounded.x[:0]
	least, activity := r.least, 0.0
	var divisors [cutDivisors]int64
	tried := 0
	light, heavy := int64(math.MaxInt64), int64(0)
	for k, c := range r.at {
		w, v, span := r.coef[k], p.lp.Value(int(c)), float64(p.span[c])
		activity += float64(w) * v
		size := max(w, -w)
		light, heavy = min(light, size), max(heavy, size)
		if v > 1e-6 && v < span-1e-6 && tried < cutDivisors && !slices.Contains(divisors[:tried], size) {
			divisors[tried] = size
			tried++
		}
		if v > span/2 {
			least -= w * p.span[c]
			w, v = -w, span-v
		}
		a, x = append(a, w), append(x, max(v, 0))
	}
	p.rounded.a, p.rounded.x = a, x
	if light == heavy || activity > float64(r.least)+1e-6*float64(heavy) { // nothing to round, or far from biting
		return best, false
	}
	d := int64(0)
	for _, by := range divisors[:tried] {
		if e := efficacy(a, x, least, by); e > best.efficacy {
			best.efficacy, d = e, by
		}
	}
	if best.efficacy < cutEfficacy {
		return best, false
	}
	for by := d / 2; by > d/16 && by > 1; by /= 2 {
		if e := efficacy(a, x, least, by); e > best.efficacy {
			best.efficacy, d = e, by
		}
	}
	best.row, ok = p.rounding(r, a, least, d)
	return best, ok
}

// efficacy is how far the values are beyond the cut by a divisor.
func efficacy(a []int64, x []float64, least, d int64) float64 {
	rest := mod(least, d)
	if rest == 0 {
		return 0
	}
	sum, norm := 0.0, 0.0
	for i, w := range a {
		q := mod(w, d)
		g := float64((w-q)/d) + float64(min(rest, q))/float64(rest)
		sum += g * x[i]
		norm += g * g
	}
	return (float64((least-rest)/d+1) - sum) / math.Sqrt(norm)
}

// rounding makes the cut, over the columns as they stand.
func (p *linear) rounding(r *lrow, a []int64, least, d int64) (lrow, bool) {
	rest := mod(least, d)
	cut := lrow{cut: true, least: rest * ((least-rest)/d + 1)}
	common := int64(0)
	for i, w := range a {
		q := mod(w, d)
		if m := (w - q) / d; m > cutWeight/rest || -m > cutWeight/rest {
			return cut, false
		}
		g := rest*((w-q)/d) + min(rest, q)
		if g == 0 {
			continue
		}
		c := r.at[i]
		if w != r.coef[i] { // counted from its upper end: g·(span − x)
			cut.least -= g * p.span[c]
			g = -g
		}
		common = gcd(common, max(g, -g))
		cut.at, cut.coef = append(cut.at, c), append(cut.coef, g)
	}
	if common > 1 {
		for i := range cut.coef {
			cut.coef[i] /= common
		}
		cut.least = (cut.least + mod(-cut.least, common)) / common
	}
	return cut, len(cut.at) > 0
}

// mod is the remainder of a division down.
func mod(a, d int64) int64 {
	q := a % d
	if q < 0 {
		q += d
	}
	return q
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
