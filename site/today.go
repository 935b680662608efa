package site

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"entente/act"
	"entente/brief"
	"entente/decide"
	"entente/phrase"
	"entente/register"
	"entente/situation"
)

// Item is one line of what waits for somebody or is at risk.
type Item struct {
	Case  Heading
	Kind  string   // deadline, lapsed, condition, gate, silence, ballot
	On    act.Date // the day it turns on; none for what has no day
	Actor string   // whose it is
	Name  string   // of the actor, as people say it
	Says  string
	Act   string // the act that shows it
	Late  bool   // its day is over

	said  map[string]string // Says by language, where it is no author's
	live  int               // 1 where the case it belongs to is under way
	entry *register.Entry
}

// mostToday is how many cases, the newest, the start page looks at.
const mostToday = 40

// soon is how long before its day a deadline is at risk.
const soon = 30 * 24 * time.Hour

// In is what the item says in a language.
func (it Item) In(lang string) string { return cmp.Or(it.said[lang], it.Says) }

// Today gives what waits for the person and what is at risk in the cases it may
// see, the newest day first; what belongs to cases in which nothing has been done for
// a year comes last.
func (r *Reader) Today(when When) (waits, risks []Item, err error) {
	cases, err := r.Cases()
	if err != nil {
		return nil, nil, err
	}
	cases = cases[:min(len(cases), mostToday)]
	// The first to look at a case reads and verifies it for all: on all processors.
	if err := each(len(cases), func(i int) error { _, _, err := r.s.whole.of(r.s, cases[i].ID); return err }); err != nil {
		return nil, nil, err
	}
	day := r.s.now().UTC().Format(time.DateOnly)
	items := make([][2][]Item, len(cases))
	err = each(len(cases), func(i int) error {
		v, err := r.seen(cases[i].ID)
		if err != nil {
			return err
		}
		if c, err := r.core(cases[i].ID, when, day, v); err == nil { // else it was not on record yet at that moment
			items[i] = [2][]Item{c.waits(r.p.Actor), c.risks()}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	for _, x := range items {
		waits, risks = append(waits, x[0]...), append(risks, x[1]...)
	}
	newest := func(a, b Item) int {
		return cmp.Or(cmp.Compare(b.live, a.live), b.On.Last().Compare(a.On.Last()), cmp.Compare(a.Case.ID, b.Case.ID), cmp.Compare(a.Act, b.Act))
	}
	slices.SortStableFunc(waits, newest)
	slices.SortStableFunc(risks, newest)
	return waits, risks, nil
}

// each calls f with every number below n, on all processors, and gives its first error.
func each(n int, f func(i int) error) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, n)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				errs[i] = f(i)
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *Case) item(kind string, a *act.Act, on act.Date, says string) Item {
	it := Item{live: c.live(), Case: c.Heading, Kind: kind, On: on, Actor: string(a.Actor), Says: says, Act: a.ID}
	if it.Actor != "" {
		it.Name = c.Sit.Name(it.Actor)
	}
	it.entry, _ = c.Entry(a.ID)
	it.Late = !on.IsZero() && on.Last().Before(c.When.At.First())
	return it
}

// live is 1 where something was done in the last year, and 0 in a case of old.
func (c *Case) live() int {
	for _, a := range c.Sit.Acts {
		if !a.On.IsZero() && a.On.Last().AddDate(1, 0, 0).After(c.When.At.First()) {
			return 1
		}
	}
	return 0
}

// waits lists what an actor has to do: steps of its own approval, its deadlines, and
// decisions under way in which it has not spoken.
func (c *Case) waits(actor string) []Item {
	if actor == "" {
		return nil
	}
	var items []Item
	for _, g := range c.Sit.Gates {
		if string(g.Act.Actor) == actor && g.Value == situation.Open {
			items = append(items, c.item("gate", g.Act, g.Act.On, g.Body.Body+": "+g.Act.Says))
		}
	}
	for _, a := range c.Sit.Acts {
		if d, ok := a.Body.(*act.Deadline); ok && string(d.Of) == actor {
			it := c.item("deadline", a, d.Due, d.What)
			it.Actor, it.Name = actor, c.Sit.Name(actor)
			if !it.Late {
				items = append(items, it)
			}
		}
	}
	for _, b := range c.Sit.Ballots {
		if b.Decision != nil || spoken(b, actor) || !c.mayDecide(b, actor) {
			continue
		}
		kind, title := "ballot", ""
		if b.Silence != nil {
			kind, title = "silence", b.Silence.Title
		} else {
			title = b.Vote.Title
		}
		items = append(items, c.item(kind, b.Act, b.Act.On, cmp.Or(b.Act.Says, title)))
	}
	return items
}

// mayDecide reports whether an actor is of the electorate of a ballot that is open: of
// that which the rule gives for the day.
func (c *Case) mayDecide(b *situation.Ballot, actor string) bool {
	ans, err := c.Decisions()
	return err == nil && slices.ContainsFunc(ans.Decisions, func(d decide.Decision) bool {
		return d.ID == b.ID && d.Outcome == decide.Pending && slices.Contains(d.MayDecide, actor)
	})
}

// spoken reports whether an actor has said its word in a ballot.
func spoken(b *situation.Ballot, actor string) bool {
	for _, a := range slices.Concat(b.Votes, b.Breaks) {
		if string(a.Actor) == actor {
			return true
		}
	}
	for _, roll := range b.Rolls() {
		if slices.Contains(roll.Members, act.ActorRef(actor)) {
			return true
		}
	}
	return false
}

// risks are found once.
func (c *Case) risks() []Item { return c.risky() }

// findRisks lists deadlines near or missed, pledges that lapsed, and conditions that do
// not hold of actors who are still counted on.
func (c *Case) findRisks() []Item {
	var items []Item
	for _, a := range c.Sit.Acts {
		if d, ok := a.Body.(*act.Deadline); ok && !d.Due.IsZero() && d.Due.Last().Before(c.When.At.Last().Add(soon)) {
			it := c.item("deadline", a, d.Due, d.What)
			it.Actor = string(d.Of)
			if it.Actor != "" {
				it.Name = c.Sit.Name(it.Actor)
			}
			items = append(items, it)
		}
	}
	for _, a := range c.Sit.Pledges {
		if p := a.Body.(*act.Pledge); !p.Until.IsZero() && p.Until.Last().Before(c.When.At.First()) {
			items = append(items, c.item("lapsed", a, p.Until, p.What))
		}
	}
	glance := c.Glance()
	if glance == nil {
		return items
	}
	for _, x := range glance.Actors {
		for _, f := range x.Terms {
			if e, ok := c.Entry(f.Act); ok && x.Standing != brief.Out && f.Strength == "requirement" && f.Finding == brief.Fails {
				it := c.item("condition", e.Act, e.Act.On, f.Says)
				it.said = map[string]string{}
				for _, lang := range phrase.Languages[1:] {
					it.said[lang] = glance.Said().In(lang, f.Says)
				}
				it.Actor, it.Name = x.ID, x.Name
				items = append(items, it)
			}
		}
	}
	return items
}
