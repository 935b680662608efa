package site

import (
	"cmp"
	"slices"
	"time"

	"entente/act"
	"entente/situation"
)

// Due is a day that counts in a case: of a deadline, of the end of a silence or a vote,
// on which a pledge, a mandate or a sanction lapses.
type Due struct {
	Item
	At       time.Time // the moment, where it has one; else its day is On
	Recorded time.Time // when the act that sets it came on record
	Guarded  bool      // it is marked for fewer than everybody
}

// past is how long a day is listed after it is over.
const past = 30 * 24 * time.Hour

// Dates lists the days that count in the cases the person may see, from thirty days ago
// on, the soonest first.
func (r *Reader) Dates() ([]Due, error) {
	cases, err := r.Cases()
	if err != nil {
		return nil, err
	}
	now := r.s.now().UTC()
	var all []Due
	for _, h := range cases {
		v, err := r.seen(h.ID)
		if err != nil {
			return nil, err
		}
		c, err := r.core(h.ID, When{}, now.Format(time.DateOnly), v)
		if err != nil {
			continue // nothing of it can be folded for this reader
		}
		for _, d := range c.dates() {
			if !d.last().Before(now.Add(-past)) {
				all = append(all, d)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Due) int {
		return cmp.Or(a.last().Compare(b.last()), cmp.Compare(a.Case.ID, b.Case.ID), cmp.Compare(a.Act, b.Act), cmp.Compare(a.Kind, b.Kind))
	})
	return all, nil
}

// last is the moment after which nothing can be done any more.
func (d *Due) last() time.Time {
	if !d.At.IsZero() {
		return d.At
	}
	return d.On.Last().AddDate(0, 0, 1)
}

// dates finds the days that count in one case.
func (c *Case) dates() (all []Due) {
	add := func(kind string, a *act.Act, on act.Date, says string) {
		if on.IsZero() {
			return
		}
		d := Due{Item: c.item(kind, a, on, cmp.Or(says, a.Says, a.ID))}
		if e, here := c.Entry(a.ID); here {
			d.Recorded = e.Receipt.Recorded.UTC()
			for i := range e.Portions {
				d.Guarded = d.Guarded || len(e.Portions[i].Bytes) > 0 && guarded(e.Portions[i].Marking())
			}
		}
		all = append(all, d)
	}
	for _, a := range c.Sit.Acts {
		if c.Sit.Gone[a.ID] != nil {
			continue
		}
		switch b := a.Body.(type) {
		case *act.Deadline:
			add("deadline", a, b.Due, b.What)
			if n := len(all) - 1; n >= 0 && all[n].Act == a.ID && b.Of != "" {
				all[n].Actor, all[n].Name = string(b.Of), c.Sit.Name(string(b.Of))
			}
		case *act.Pledge:
			add("lapses", a, b.Until, b.What)
		case *act.Mandate:
			add("mandate", a, b.Until, a.Says)
		case *act.Sanction:
			add("sanction", a, b.Until, b.Operation)
			add("report", a, b.Due, b.Operation)
		}
	}
	for _, b := range c.Sit.Ballots {
		if b.Decision != nil || c.Sit.Gone[b.ID] != nil {
			continue
		}
		kind, ends, title := ends(b)
		if at, err := ends.Time(); err == nil {
			add(kind, b.Act, act.MustDate(at.UTC().Format(time.DateOnly)), cmp.Or(title, b.Act.Says))
			all[len(all)-1].At = at.UTC()
		}
	}
	return all
}

// ends says when a silence or a vote is over.
func ends(b *situation.Ballot) (kind string, at act.Instant, title string) {
	if b.Silence != nil {
		return "silence", b.Silence.Until, b.Silence.Title
	}
	return "ballot", b.Vote.Closes, b.Vote.Title
}
