package logic

import "slices"

// groups returns the rows that hang together by what they name, and of each group how many variables cost something; where what
// costs is shared, how many cost nothing.
func (d *division) groups() (groups [][]int32, sizes []int) {
	of := make([]int32, len(d.cost)) // by variable: a row that names it, plus one
	root := make([]int32, len(d.rows))
	find := func(i int32) int32 {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for i := range d.rows {
		root[i] = int32(i)
		if d.rows[i].gone {
			continue
		}
		for _, t := range d.rows[i].terms {
			switch v := t.l.v(); {
			case d.val[t.l] != 0, d.shared && d.cost[v] != 0:
			case of[v] == 0:
				of[v] = int32(i) + 1
			default:
				root[find(of[v]-1)] = find(int32(i))
			}
		}
	}
	at := map[int32]int{}
	for i := range d.rows {
		if d.rows[i].gone {
			continue
		}
		k, ok := at[find(int32(i))]
		if !ok {
			k = len(groups)
			at[find(int32(i))] = k
			groups = append(groups, nil)
		}
		groups[k] = append(groups[k], int32(i))
	}
	for _, g := range groups {
		sizes = append(sizes, d.number(g, func(v uint32) bool { return (d.cost[v] != 0) != d.shared }))
	}
	return groups, sizes
}

// open are the variables that rows leave open, in their order.
func (d *division) open(rows []int32) []uint32 {
	var vars []uint32
	for _, i := range rows {
		for _, t := range d.rows[i].terms {
			if d.val[t.l] == 0 {
				vars = append(vars, t.l.v())
			}
		}
	}
	slices.Sort(vars)
	return slices.Compact(vars)
}

// number counts such variables as rows leave open.
func (d *division) number(rows []int32, such func(v uint32) bool) int {
	n := 0
	d.stamp++
	for _, i := range rows {
		for _, t := range d.rows[i].terms {
			if v := t.l.v(); d.val[t.l] == 0 && d.seen[v] != d.stamp {
				if d.seen[v] = d.stamp; such(v) {
					n++
				}
			}
		}
	}
	return n
}

// untie leaves out the longest row of a group; false when none is long.
func (d *division) untie(rows []int32) bool {
	longest := &d.rows[rows[0]]
	for _, i := range rows {
		if r := &d.rows[i]; len(r.terms) > len(longest.terms) {
			longest = r
		}
	}
	if float64(len(longest.terms)) < wideRow*float64(d.number(rows, func(uint32) bool { return true })) {
		return false
	}
	d.leave(longest)
	d.choose()
	return true
}

// piece makes a form of a group of rows.
func (d *division) piece(rows []int32) piece {
	p := piece{form: NewForm(), vars: d.open(rows)}
	at := make(map[uint32]Lit, len(p.vars))
	var costs []Term
	for _, v := range p.vars {
		at[v] = p.form.New("")
		if w := d.cost[v]; w != 0 {
			costs = append(costs, Term{w, at[v]})
			p.terms = append(p.terms, Term{w, Lit(v)})
		}
	}
	for _, i := range d.needed(rows) {
		r := &d.rows[i]
		terms := p.form.cut(len(r.terms))
		for _, t := range r.terms {
			if d.val[t.l] == 0 {
				l := at[t.l.v()]
				if t.l&1 != 0 {
					l = l.Not()
				}
				terms = append(terms, Term{t.w, l})
			}
		}
		p.form.atLeast(r.k, terms)
	}
	p.form.Minimise("", costs...)
	return p
}

// needed leaves out rows that hold when another does: those that ask for no more, of all that the other names and perhaps others
// too, as a line in its second month may be filled by who fills it in the first and by who comes later.
func (d *division) needed(rows []int32) []int32 {
	weight := make([]int64, len(d.val))
	gone := map[int32]bool{}
	for _, i := range rows {
		r := &d.rows[i]
		if len(r.terms) < 3 || gone[i] {
			continue
		}
		for _, t := range r.terms {
			weight[t.l] = t.w
		}
		for _, j := range d.occurs[r.terms[len(r.terms)-1].l] { // the lightest: it is in few
			o := &d.rows[j]
			if j == i || o.gone || gone[j] || o.k > r.k || len(o.terms) < len(r.terms) {
				continue
			}
			n := 0
			for _, t := range o.terms {
				if w := weight[t.l]; w > 0 && min(w, o.k) <= t.w {
					n++
				}
			}
			if n == len(r.terms) {
				gone[j] = true
			}
		}
		for _, t := range r.terms {
			weight[t.l] = 0
		}
	}
	return slices.DeleteFunc(slices.Clone(rows), func(i int32) bool { return gone[i] })
}
