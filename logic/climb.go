package logic

// climb puts questions that share some units to the core-guided search, in a solver of its own that it may fill with what
// holds under those units only. A core found for one question is paid for again in the next, if what it rests on is assumed
// there: whether each literal of a set is needed costs little more than whether one is.
type climb struct {
	d     *decider
	limit *limitOnLoss // nil: no threshold is long enough
	g     *guided
	reach *reach
	met   bool // by a model: the loss is small enough
}

// climb prepares one.
func (d *decider) climb(units []lit) *climb {
	c := &climb{d: d, limit: d.longest(units)}
	if c.limit == nil {
		return c
	}
	s := newSolver(d.s.ctx, d.form.Vars())
	for _, list := range [][]lit{d.fixed, units} {
		for _, l := range list {
			s.unit(l)
		}
	}
	s.loadRows(d.form, d.form.without(c.limit.row))
	for _, b := range d.blocks {
		s.addClause(b...)
	}
	copy(s.phase, d.s.phase)
	c.g = newGuided(s)
	c.g.keeps, c.g.proved = true, c.proved
	c.reach = newReach(d.form, c.limit.terms)
	c.g.start(c.limit.terms, 0)
	c.g.lean()
	c.g.found = func() {
		if c.limit.loss(s.model) <= c.limit.room {
			c.met, c.g.high = true, c.g.low
			d.s.model = append(d.s.model[:0], s.model[:2*(d.form.Vars()+1)]...)
		}
	}
	return c
}

// without returns the rows of a form but one, and but those that hold wherever it does: of 60 who must be in all, a demand for 40 asks
// nothing more.
func (f *Form) without(row int) []Row {
	r := f.rows[row]
	weight := make([]int64, 2*(f.Vars()+1))
	for _, t := range r.Terms {
		weight[inner(t.Lit)] = t.Weight
	}
	var total int64
	for _, w := range weight {
		total += w
	}
	rows := make([]Row, 0, len(f.rows))
	for i, o := range f.rows {
		spared := total // of r.K, by what the other row does not count
		for _, t := range o.Terms {
			spared -= min(weight[inner(t.Lit)], t.Weight)
		}
		if i != row && (len(o.Terms) < climbTerms || r.K-spared < o.K) {
			rows = append(rows, o)
		}
	}
	return rows
}

// proved says what a bound puts out of reach, as long as what it rests on is assumed.
func (c *climb) proved(low int64) {
	beyond := c.reach.beyond(low)
	if len(beyond) == 0 {
		return
	}
	var unless []lit
	for _, l := range c.g.base {
		if c.g.used[l] {
			unless = append(unless, l.not())
		}
	}
	for _, l := range beyond {
		c.g.s.addClause(append(unless, l.not())...)
	}
}

// fix makes literals true in all further questions.
func (c *climb) fix(ls []lit) {
	if c.limit != nil {
		for _, l := range ls {
			c.g.s.unit(l)
		}
	}
}

// few returns an assumption that at most so many of the literals are true.
func (c *climb) few(ls []lit, most int) []lit {
	if c.limit == nil {
		return nil
	}
	t := c.g.s.newVar()
	k := int64(len(ls) - most)
	c.g.s.addRow(append([]lit{t.not()}, opposites(ls)...), append([]int64{k}, ones(len(ls))...), k)
	return []lit{t}
}

// ask begins a question.
func (c *climb) ask(assume []lit) {
	if c.limit == nil {
		return
	}
	c.g.base = append(c.g.base[:0], assume...)
	clear(c.g.used)
	c.reach.again()
	c.g.start(c.limit.terms, 0)
	c.g.high, c.met = c.limit.room+1, false
}

// run goes on for so many conflicts. It returns unknown when it ran out of them or no threshold is long enough.
func (c *climb) run(patience int64) verdict {
	if c.limit == nil {
		return unknown
	}
	c.g.until = c.g.s.conflicts + patience
	v := c.g.minimise()
	switch {
	case c.met:
		return sat
	case v == unknown:
		c.d.s.poll()
		return unknown
	}
	core := c.d.s.core[:0]
	for _, l := range c.g.base {
		if c.g.used[l] {
			core = append(core, l)
		}
	}
	c.d.s.core = core
	return unsat
}
