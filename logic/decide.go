package logic

import "context"

// Some yes-or-no questions are hard for clause learning and easy for the core-guided search: "can at least 60 of these join?"
// is one long threshold over many conditions. Taking the threshold out of the form and asking instead for the least that
// must be lost, until that is more than the threshold allows or a model loses little enough, answers in
// milliseconds what a search over the row may not answer in a minute (the idea behind core boosting: Berg, Demirović and
// Stuckey 2019). decider takes turns between the two.

const (
	climbTerms  = 10  // shorter thresholds are left to the plain search
	firstTurn   = 200 // conflicts of the first turn of the plain search, at most
	leastTurn   = 10  // and at least: where the climb keeps answering, the plain search is not given long
	climbFactor = 8   // conflicts of a climb for each of the plain search, and for one

	rememberedModels = 16
)

// decider answers one yes-or-no question after another about a form, rows added to the form since included.
type decider struct {
	form   *Form
	s      *solver // the plain search: keeps what it learns
	loaded int
	fixed  []lit    // true in every question
	blocks [][]lit  // clauses added for good, beside the form's
	turn   int64    // conflicts of the plain search before it climbs
	models [][]int8 // of the form as it was taken up, the last found at the end: by literal, as of the search
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
		if d.loaded < len(d.form.rows) {
			d.models = nil // they need not be models of what was added
		}
		d.loaded = len(d.form.rows)
	}
}

// block adds a clause for good.
func (d *decider) block(c []lit) {
	d.blocks = append(d.blocks, c)
	d.s.addClause(c...)
}

// decide looks for a model in which the units are true. On sat it is in d.s.model; on unsat, d.s.core holds units
// that cannot stand together. Unknown means that the context ended.
func (d *decider) decide(units []lit) verdict {
	var c *climb
	for turn := d.turn; ; turn = turn*2 + 1 {
		if v := d.s.solve(units, turn); v != unknown || d.s.stopped {
			d.turn = min(firstTurn, d.turn*2+1)
			return v
		}
		if c == nil {
			c = d.climb(nil)
			c.ask(units)
		}
		if v := c.run(max(turn, firstTurn) * climbFactor); v != unknown || d.s.stopped {
			d.turn = max(leastTurn, d.turn-d.turn/4)
			return v
		}
	}
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
