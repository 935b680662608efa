package forces

import (
	"cmp"
	"slices"

	"entente/act"
	"entente/assess"
	"entente/logic"
	"entente/situation"
)

const (
	wayLimit     = 12 // ways listed that complete the force
	lineWayLimit = 5  // ways listed that fill one line
)

// without finds the best assignment after one change, in the first two stages.
func (r *run) whatIfs() func(changes ...logic.Lit) (logic.Outcome, bool) {
	session, _, err := logic.NewSession(r.ctx, r.staged(2), logic.Options{Assume: r.stands, Phases: r.model})
	if err != nil {
		return func(...logic.Lit) (logic.Outcome, bool) { return logic.Outcome{}, false }
	}
	return func(changes ...logic.Lit) (logic.Outcome, bool) {
		out, err := session.WhatIf(r.ctx, changes...)
		return out, err == nil && out.Status == logic.Optimal
	}
}

// changing are the assumptions under which everything stands but what changes.
func (r *run) changing(changes []logic.Lit) []logic.Lit {
	kept := slices.DeleteFunc(slices.Clone(r.stands), func(l logic.Lit) bool { return slices.Contains(changes, l.Not()) })
	return append(kept, changes...)
}

// contributors says what each contributor brings, and what the force would be without
// it.
func (r *run) contributors(ans *Answer) {
	r.doing("what each contributor is worth")
	whatIf := r.whatIfs()
	index := map[string]int{}
	for _, u := range r.m.Units {
		i, known := index[u.Owner]
		if !known {
			i = len(ans.Contributors)
			index[u.Owner] = i
			ans.Contributors = append(ans.Contributors, Contributor{ID: u.Owner, Name: situation.Said(r.said, r.sit.Name(u.Owner), u.Owner), Exact: true})
		}
		ans.Contributors[i].Pledged += u.Low
	}
	for i, u := range ans.Units {
		if c := &ans.Contributors[index[u.Owner]]; len(u.Fills) > 0 {
			c.Units++
			c.People += r.m.Units[i].Low
		}
	}
	for i := range ans.Contributors {
		c := &ans.Contributors[i]
		c.TakesPart = true
		var gone []logic.Lit
		if x, candidate := r.m.Joins(c.ID); candidate {
			c.TakesPart = r.model.True(x)
			gone = append(gone, x.Not())
		}
		if c.Units == 0 && (len(gone) == 0 || !c.TakesPart) && !r.m.LeanedOn(c.ID) {
			continue // the assignment stands without it
		}
		for _, u := range r.m.Units {
			if l, ok := r.m.Usable(u.Act); ok && u.Owner == c.ID && !slices.Contains(gone, l.Not()) {
				gone = append(gone, l.Not())
			}
		}
		out, exact := whatIf(gone...)
		if c.Exact = exact; out.Model != nil {
			_, coverage := r.m.Filled(r.topped(out.Model, r.changing(gone)))
			c.Worth, c.Unmet = round(ans.Coverage-coverage), out.Values[0]-int64(len(ans.Unmet))
		}
	}
	slices.SortStableFunc(ans.Contributors, func(a, b Contributor) int {
		return cmp.Or(cmp.Compare(b.Unmet, a.Unmet), cmp.Compare(b.Worth, a.Worth), cmp.Compare(b.People, a.People))
	})
}

func (r *run) doing(what string) {
	if r.q.Progress != nil {
		r.q.Progress(assess.Progress{Doing: what})
	}
}

// caveats says of every caveat what lifting it alone would bring.
func (r *run) caveats(ans *Answer) {
	r.doing("what each caveat costs")
	whatIf := r.whatIfs()
	for _, a := range r.sit.Caveats {
		b := a.Body.(*act.Caveat)
		c := Caveat{ID: a.ID, Owner: string(a.Actor), Says: b.Words, Declared: b.Declared, LiftedBy: string(b.LiftedBy), Days: b.Days, Exact: true, Cite: situation.Cite(a)}
		if lift := r.m.Lift(a.ID); lift != nil {
			c.Computed = true
			out, exact := whatIf(lift...)
			if c.Exact = exact; out.Model != nil {
				ids, coverage := r.m.Filled(r.topped(out.Model, r.changing(lift)))
				c.Worth = round(coverage - ans.Coverage)
				for _, l := range ans.Lines {
					if !l.Filled && slices.Contains(ids, l.ID) {
						c.Fills = append(c.Fills, l.ID)
					}
				}
			}
		}
		ans.Caveats = append(ans.Caveats, c)
	}
	slices.SortStableFunc(ans.Caveats, func(a, b Caveat) int { return cmp.Compare(b.Worth, a.Worth) })
}

// ways lists the minimal sets of steps that complete the force (fill the lines that must
// be filled; once they are, all), and those that fill
// each line that has a gap while the lines now filled stay filled.
func (r *run) ways(ans *Answer) {
	if ans.Full {
		return
	}
	r.doing("what would complete the force")
	goal := r.m.Record()
	for l, line := range r.m.Lines {
		if ans.Complete || line.Must {
			goal = append(goal, r.m.Met[l])
		}
	}
	ans.Ways = r.minimal(goal, wayLimit)
	filled := r.m.Record()
	for l, line := range r.m.Lines {
		if slices.ContainsFunc(ans.Lines, func(x Line) bool { return x.ID == line.ID() && x.Filled }) {
			filled = append(filled, r.m.Met[l])
		}
	}
	for l, line := range r.m.Lines {
		i := slices.IndexFunc(ans.Lines, func(x Line) bool { return x.ID == line.ID() })
		if !ans.Lines[i].Filled {
			ans.Lines[i].Ways = r.minimal(append(slices.Clone(filled), r.m.Met[l]), lineWayLimit)
		}
	}
}

// minimal lists the minimal sets of steps under which the goal can be had, the
// smallest and easiest first.
func (r *run) minimal(goal []logic.Lit, limit int) []Way {
	lits, steps := r.m.Steps()
	sets := logic.Minimal(r.ctx, r.m.Form, goal, lits, limit)
	out := []Way{}
	for _, set := range sets.Sets {
		w := Way{Complete: sets.Complete, Steps: []assess.Step{}}
		for i, l := range lits {
			if slices.Contains(set, l) {
				w.Steps = append(w.Steps, steps[i])
			}
		}
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(a, b Way) int { return cmp.Or(len(a.Steps)-len(b.Steps), hard(a)-hard(b)) })
	return out
}

func hard(w Way) int {
	n := 0
	for _, s := range w.Steps {
		n += s.Difficulty
	}
	return n
}
