package logic

import (
	"cmp"
	"math"
	"slices"
)

// The columns of the linear program: one for each variable the root leaves open, and one for each number. A number is a
// set of variables that stand everywhere in the same proportion, as those do by which a form counts in binary:
// each row and each stage that names one names all, and weighs them 1 : 2 : 4 or the like. To the program they are one column
// of a wider range, which need not be branched on. In proofs they are variables again.

// number is Σ times·variable.
type number struct {
	vars  []uint32
	times []int64 // rising; every whole number up to their sum can be made
	span  int64   // the sum
}

// makeColumns gives every open variable its column.
func (p *linear) makeColumns(f *Form) {
	s := p.s
	p.col, p.times = make([]int32, s.vars()+1), make([]int64, s.vars()+1)
	inNumber := make([]bool, s.vars()+1)
	p.numbers = numbersOf(s, f)
	for _, n := range p.numbers {
		for i, v := range n.vars {
			inNumber[v], p.times[v] = true, n.times[i]
		}
	}
	p.col[0] = -1
	for v := 1; v <= s.vars(); v++ {
		p.col[v] = -1
		if s.val[v<<1] == 0 && !inNumber[v] {
			p.col[v] = int32(len(p.vars))
			p.vars = append(p.vars, uint32(v))
		}
	}
	for i, n := range p.numbers {
		for _, v := range n.vars {
			p.col[v] = int32(len(p.vars) + i)
		}
	}
	p.span = make([]int64, len(p.vars)+len(p.numbers))
	for c := range p.span {
		p.span[c] = 1
		if c >= len(p.vars) {
			p.span[c] = p.numbers[c-len(p.vars)].span
		}
	}
}

// entry is where a variable stands.
type entry struct {
	row    int32 // stages count from -1 down
	sign   int8
	weight int64
	most   int64 // what weights of the row are cut to; 0 in rows of two
}

// numbersOf finds the numbers among the open variables: those that stand in the same rows and stages, found by a sum over the places
// of each, and there in proportion.
func numbersOf(s *solver, f *Form) []number {
	sums := make([]uint64, s.vars()+1)
	eachPlace(f, func(v Lit, x entry) {
		if x.most == 0 {
			sums[v] = alone
		} else if sums[v] != alone {
			sums[v] = sums[v]*6364136223846793005 + uint64(uint32(x.row)*2) + uint64(x.sign+1) + 1
		}
	})
	var vs []uint32
	for v := 1; v <= s.vars(); v++ {
		if s.val[v<<1] == 0 && sums[v] != 0 && sums[v] != alone {
			vs = append(vs, uint32(v))
		}
	}
	slices.SortStableFunc(vs, func(a, b uint32) int { return cmp.Compare(sums[a], sums[b]) })
	places := map[uint32][]entry{}
	var groups [][]uint32
	for from, to := 0, 0; from < len(vs); from = to {
		for to = from; to < len(vs) && sums[vs[to]] == sums[vs[from]]; to++ {
		}
		if to-from >= 3 {
			groups = append(groups, vs[from:to])
			for _, v := range vs[from:to] {
				places[v] = nil
			}
		}
	}
	if len(groups) == 0 {
		return nil
	}
	eachPlace(f, func(v Lit, x entry) {
		if list, ok := places[uint32(v)]; ok {
			places[uint32(v)] = append(list, x)
		}
	})
	var out []number
	for _, g := range groups {
		if n, ok := numberOf(g, places); ok {
			out = append(out, n)
		}
	}
	return out
}

const alone = math.MaxUint64 // the sum of a variable that belongs to no number

// eachPlace names every place of every variable, the variables of one row in the row's order.
func eachPlace(f *Form, note func(v Lit, x entry)) {
	all := func(row int32, terms []Term, most int64) {
		for _, t := range terms {
			if t.Weight == 0 {
				continue
			}
			x := entry{row, 1, t.Weight, most}
			if t.Lit < 0 {
				x.sign = -1
			}
			note(t.Lit.Var(), x)
		}
	}
	for i, r := range f.rows {
		most := r.K
		if len(r.Terms) < 3 { // no number stands in a row of two
			most = 0
		}
		all(int32(i), r.Terms, most)
	}
	for i, st := range f.stages {
		all(int32(-1-i), st.Terms, math.MaxInt64)
	}
}

// numberOf makes one of variables that stand in the same rows, if they do so in proportion.
func numberOf(vs []uint32, places map[uint32][]entry) (number, bool) {
	slices.SortStableFunc(vs, func(a, b uint32) int {
		for i := range places[a] {
			if d := cmp.Compare(places[a][i].weight, places[b][i].weight); d != 0 {
				return d
			}
		}
		return 0
	})
	n := number{vars: vs}
	first := places[vs[0]]
	for i := range first[1:] {
		if first[i].row == first[i+1].row { // a stage may name a variable twice
			return n, false
		}
	}
	for _, v := range vs {
		if !slices.EqualFunc(first, places[v], func(a, b entry) bool { return a.row == b.row && a.sign == b.sign }) {
			return n, false
		}
		times := int64(0)
		for i, x := range places[v] {
			times = max(times, x.weight/first[i].weight)
		}
		for i, x := range places[v] {
			if whole := times * first[i].weight; x.weight != whole && !(x.weight == x.most && whole > x.most) {
				return n, false
			}
		}
		if times > n.span+1 {
			return n, false
		}
		n.times, n.span = append(n.times, times), n.span+times
	}
	return n, n.span > int64(len(vs))
}

// split sets the variables of a number so that they make a value.
func (n *number) split(value int64, set func(v uint32, true bool)) {
	for i := len(n.vars) - 1; i >= 0; i-- {
		yes := n.times[i] <= value
		if yes {
			value -= n.times[i]
		}
		set(n.vars[i], yes)
	}
}

// bounds are what the trail leaves of a number's range.
func (n *number) bounds(val []int8) (lo, hi int64) {
	for i, v := range n.vars {
		switch val[v<<1] {
		case 1:
			lo, hi = lo+n.times[i], hi+n.times[i]
		case 0:
			hi += n.times[i]
		}
	}
	return lo, hi
}

// rowOf puts a row over columns; false when the root has met it. Where a row names members of a number out of proportion
// (because weights are cut to what is demanded), the light ones are taken for heavier: that weakens the row, and it stays true.
func (p *linear) rowOf(r Row) (lrow, bool) {
	k := r.K
	var open []Term
	for _, t := range r.Terms {
		switch l := inner(t.Lit); {
		case p.s.fixed(l):
			k -= t.Weight
		case !p.s.fixed(l.not()):
			open = append(open, t)
		}
	}
	if k <= 0 || len(open) == 0 {
		return lrow{}, false
	}
	x := lrow{at: make([]int32, 0, len(open)), coef: make([]int64, 0, len(open)), least: k}
	type part struct{ up, down int64 } // of a number: its weight where its variables stand as they are, and negated
	var parts map[int32]part
	for _, t := range open {
		v := t.Lit.Var()
		c, w := p.col[v], min(t.Weight, k)
		switch {
		case int(c) >= len(p.vars):
			if parts == nil {
				parts = map[int32]part{}
			}
			y, each := parts[c], (w+p.times[v]-1)/p.times[v]
			if t.Lit > 0 {
				y.up = max(y.up, each)
			} else {
				y.down = max(y.down, each)
			}
			parts[c] = y
			continue
		case t.Lit < 0: // w·¬x is w − w·x
			x.least -= w
			w = -w
		}
		x.at, x.coef = append(x.at, c), append(x.coef, w)
	}
	for c := len(p.vars); parts != nil && c < len(p.span); c++ {
		y, ok := parts[int32(c)]
		if !ok {
			continue
		}
		n := &p.numbers[c-len(p.vars)]
		lo, hi := int64(0), int64(0)
		for i, v := range n.vars {
			l := lit(v) << 1
			if p.s.fixed(l) {
				lo, hi = lo+n.times[i], hi+n.times[i]
			} else if !p.s.fixed(l.not()) {
				hi += n.times[i]
			}
		}
		x.least += y.up*lo - y.down*hi // what the root decided is in the number and not in the row
		if w := y.up - y.down; w != 0 {
			x.at, x.coef = append(x.at, int32(c)), append(x.coef, w)
		}
	}
	return x, len(x.at) > 0
}

// measure tells the program which columns are large beside others: by the geometric mean of the least and the most they
// weigh in rows, beside the same of the row.
func (p *linear) measure() {
	least, most := make([]float64, len(p.span)), make([]float64, len(p.span))
	for _, r := range p.rows {
		low, high := math.Inf(1), 0.0
		for _, w := range r.coef {
			a := math.Abs(float64(w))
			low, high = min(low, a), max(high, a)
		}
		middle := math.Sqrt(low * high)
		for i, c := range r.at {
			w := math.Abs(float64(r.coef[i])) / middle
			if most[c] == 0 {
				least[c] = w
			}
			least[c], most[c] = min(least[c], w), max(most[c], w)
		}
	}
	for c := range p.span {
		if size := math.Round(math.Log2(least[c]*most[c]) / 2); most[c] > 0 && math.Abs(size) >= 2 {
			p.lp.Scale(c, math.Exp2(size))
		}
	}
}
