package logic

import "context"

// Some yes-or-no questions are hard for clause learning and easy for the core-guided search: "can at least 60 of these join?"
// is one long threshold over many conditions. Taking the threshold out of the form and asking instead for the least that
// must be lost, until that is more than the threshold allows or a model loses little enough, answers in
// milliseconds what a search over the row may not answer in a minute (the idea behind core boosting: Berg, Demirović and
// Stuckey 2019). decider takes turns between the two.

const (
	climbTerms  = 10  // shorter thresholds are left to the plain search
	firstTurn   = 200 // conflicts of the first turn of the plain search
	climbFactor = 8   // conflicts of a climb for each of the plain search, and for one
)

// decider answers one yes-or-no question after another about a form, rows added to the form since included.
type decider struct {
	form   *Form
	s      *solver // the plain search: keeps what it learns
	loaded int
	fixed  []lit   // true in every question
	blocks [][]lit // clauses added for good, beside the form's
	turn   int64   // conflicts of the plain search before it climbs
}

// limitOnLoss is a threshold seen from above: the terms are what is lost when a literal of the row is false.
type limitOnLoss struct {
	terms []Term
	room  int64
	row   int
}

func newDecider(ctx context.Context, f *Form, assume []Lit) *decider {
	d := &decider{form: f, s: newSolver(ctx, f.Vars()), fixed: inners(assume), turn: firstTurn}
	for _, l := range d.fixed {
		d.s.unit(l)
	}
	d.update()
	return d
}

// update takes up what the form has gained.
func (d *decider) update() {
	if d.loaded < len(d.form.rows) || d.s.vars() < d.form.Vars() {
		d.s.backTo(0)
		d.s.load(d.form, d.loaded)
		d.loaded = len(d.form.rows)
	}
}

// block adds a clause for good.
func (d *decider) block(c []lit) {
	d.blocks = append(d.blocks, c)
	d.s.addClause(c...)
}

// decide looks for a model in which the units are true. On sat it is in d.s.model; on unsat with reasons, d.s.core holds units
// that cannot stand together. Unknown means that the context ended.
func (d *decider) decide(units []lit, reasons bool) verdict {
	for turn := d.turn; ; turn = turn*2 + 1 {
		if v := d.s.solve(units, turn); v != unknown || d.s.stopped {
			return v
		}
		c := climb{decider: d, units: units, reasons: reasons, patience: (turn + 1) * climbFactor}
		if v := c.run(); v != unknown || d.s.stopped {
			return v
		}
	}
}

// climb is one question put to the core-guided search, in a solver of its own that it may fill with what holds for this
// question only.
type climb struct {
	*decider
	units    []lit
	reasons  bool  // wanted, when the answer is no: which units
	few      []lit // at most most of these may be true
	most     int
	patience int64 // conflicts before giving up
}

// run returns unknown when it ran out of patience or no threshold is long enough.
func (c *climb) run() verdict {
	free := c.units // of all units alike; with reasons they are assumptions
	if c.reasons {
		free = nil
	}
	limit := c.longest(free)
	if limit == nil {
		return unknown
	}
	s := newSolver(c.s.ctx, c.form.Vars())
	for _, list := range [][]lit{c.fixed, free} {
		for _, l := range list {
			s.unit(l)
		}
	}
	s.loadBut(c.form, 0, limit.row)
	for _, b := range c.blocks {
		s.addClause(b...)
	}
	if c.few != nil {
		s.addRow(opposites(c.few), ones(len(c.few)), int64(len(c.few)-c.most))
	}
	copy(s.phase, c.s.phase)
	g := newGuided(s)
	g.start(limit.terms)
	g.lean()
	if c.reasons {
		g.base = c.units
	}
	g.until, g.strict, g.high = c.patience, true, limit.room+1
	met := false
	g.found = func() {
		if limit.loss(s.model) <= limit.room {
			met, g.high = true, g.low
			c.s.model = append(c.s.model[:0], s.model[:len(c.s.val)]...)
		}
	}
	v := g.minimise()
	switch {
	case met:
		return sat
	case v == unknown:
		c.s.poll()
		return unknown
	}
	c.s.core = c.s.core[:0]
	for _, l := range c.units {
		if g.used[l] {
			c.s.core = append(c.s.core, l)
		}
	}
	return unsat
}

func (t *limitOnLoss) loss(model []int8) int64 {
	var sum int64
	for _, term := range t.terms {
		if model[inner(term.Lit)] > 0 {
			sum += term.Weight
		}
	}
	return sum
}

// longest finds the longest threshold among the rows of the form, one with equal weights if there is any, given what
// follows from the units.
func (d *decider) longest(units []lit) *limitOnLoss {
	d.s.suppose(units)
	best, bestRank := -1, 0
	for i, r := range d.form.rows {
		if len(r.Terms) < climbTerms {
			continue
		}
		room, loose, open, weight, equal := -r.K, int64(0), 0, int64(0), 1
		for _, term := range r.Terms {
			room += term.Weight
			switch l := inner(term.Lit); {
			case d.s.val[l] < 0:
				room -= term.Weight
			case d.s.val[l] == 0:
				open++
				loose += term.Weight
				if weight != 0 && weight != term.Weight {
					equal = 0
				}
				weight = term.Weight
			}
		}
		if rank := open + equal<<40; open >= climbTerms && room > weight && room < loose-weight && rank > bestRank {
			best, bestRank = i, rank
		}
	}
	if best < 0 {
		return nil
	}
	r := d.form.rows[best]
	t := &limitOnLoss{room: -r.K, row: best} // all terms: what follows with the row may not follow without it
	for _, term := range r.Terms {
		t.room += term.Weight
		t.terms = append(t.terms, Term{term.Weight, -term.Lit})
	}
	return t
}

func ones(n int) []int64 {
	ws := make([]int64, n)
	for i := range ws {
		ws[i] = 1
	}
	return ws
}
