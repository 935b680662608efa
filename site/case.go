package site

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"entente/act"
	"entente/assess"
	"entente/charter"
	"entente/decide"
	"entente/forces"
	"entente/marking"
	"entente/register"
	"entente/situation"
)

// When is the moment a page is asked for. Its zero is now: today, and everything
// that is on record.
type When struct {
	At    act.Date // what was in force on this day
	Known act.Date // what was on this register by the end of this day
}

// Now reports whether it is the present moment, in which acts can be filed.
func (w When) Now() bool { return w == When{} }

// Heading names a case.
type Heading struct {
	ID      string
	Title   string
	Type    string
	Marking marking.Marking // of the act that opens the case, and so of its title
	act     string          // that act
	seq     int64
}

// headed is the heading that an act gives its case.
func headed(e *register.Entry) (Heading, bool) {
	b, ok := e.Act.Body.(*act.Initiative)
	if !ok || e.Heading.Initiative == "" {
		return Heading{}, false
	}
	return Heading{e.Heading.Initiative, b.Title, words(act.Kind(b.Type)), Joined([]*register.Entry{e}), e.Heading.ID, e.Seq}, true
}

// Case is one initiative as one view sees it at one moment, folded, with the
// answers computed for it. It is never changed once made, and may be shared.
type Case struct {
	Heading
	When    situation.When // the day meant, also where none was asked for
	Marking marking.Marking
	Entries []*register.Entry // on record by then, in the order of the record
	Acts    []*act.Act        // as they are folded, of every day
	Sit     *situation.Situation

	kept    sync.Map // what was made of the case, by name
	core    *Case    // the same without what no answer turns on; nil where it is answered by itself
	left    int      // acts left out, because they lean on what may not be seen
	byAct   map[string]*register.Entry
	session func() (*assess.Session, act.Problems)
	answer  func() (*assess.Answer, error)
	sought  func() *search
	glance  func() *assess.Answer
	risky   func() []Item
	charter func() *charter.Answer
	decided func() (*decide.Answer, error)
	force   func() (*forces.Answer, error)
	shown   func() Shown
	post    sync.Once // reads the mail
	mail    *Mail
}

// Cases lists the cases the person may see, the newest first. The list is shared and
// not to be changed.
func (r *Reader) Cases() ([]Heading, error) {
	x, err := r.open()
	if err != nil {
		return nil, err
	}
	defer x.mu.Unlock()
	return x.list(&r.s.shelves), nil
}

// Case folds a case at a moment. The same case is folded once for all who see the same
// of it, and answered once for all who see the same of what answers turn on.
func (r *Reader) Case(id string, when When) (*Case, error) {
	v, err := r.seen(id)
	if err != nil {
		return nil, err
	}
	if len(v.acts) == 0 || id == "" {
		return nil, absent(id)
	}
	day := r.s.now().UTC().Format(time.DateOnly)
	return r.s.folds.get(foldKey{id, when, day, v.print}, func() (*Case, error) {
		c, err := fold(id, v.acts, when, day)
		if err != nil {
			return nil, err
		}
		// Acts can lean on such an act, by correcting it or grading it; where one that
		// answers turn on does, the case is answered by itself.
		if core, err := r.core(id, when, day, v); err == nil && core.left <= c.left {
			c.core = core
		}
		return c, nil
	})
}

// core folds what answers turn on.
func (r *Reader) core(id string, when When, day string, v sight) (*Case, error) {
	if len(v.core) == 0 {
		return nil, absent(id)
	}
	return r.s.cores.get(foldKey{id, when, day, v.cored}, func() (*Case, error) { return fold(id, v.core, when, day) })
}

func absent(id string) error { return fmt.Errorf("the case %s: %w", id, register.ErrNotFound) }

// shortName is what a case may be called by in addresses.
var shortName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{1,58})[a-z0-9]$`)

// Unopened is a case of which nothing is on record yet, for the form that opens it.
func (s *Site) Unopened(id string) (*Case, error) {
	if !shortName.MatchString(id) {
		return nil, absent(id)
	}
	today := act.MustDate(s.now().UTC().Format(time.DateOnly))
	c := &Case{Heading: Heading{ID: id, Title: id}, When: situation.When{At: today}, byAct: map[string]*register.Entry{}}
	c.Sit, _ = situation.At(nil, c.When)
	c.answers()
	return c, nil
}

// fold makes a case of its entries.
func fold(id string, entries []*register.Entry, when When, today string) (*Case, error) {
	if !when.Known.IsZero() {
		end := when.Known.Last().AddDate(0, 0, 1)
		entries = slices.DeleteFunc(slices.Clone(entries), func(e *register.Entry) bool { return !e.Receipt.Recorded.Before(end) })
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("the case %s on record by %s: %w", id, when.Known, register.ErrNotFound)
	}
	mark := Joined(entries)
	c := &Case{Heading: Heading{ID: id, Title: id, Marking: mark}, When: situation.When{At: when.At}, Entries: entries, Marking: mark, byAct: map[string]*register.Entry{}}
	if c.When.At.IsZero() {
		c.When.At = act.MustDate(today)
	}
	c.Acts, _ = register.Standing(entries)
	c.Sit, c.left, _ = Fold(c.Acts, c.When)
	if in := c.Sit.Initiative; in != nil {
		b := in.Body.(*act.Initiative)
		c.Title, c.Type = b.Title, words(act.Kind(b.Type))
	}
	for _, e := range entries {
		id := strings.TrimPrefix(e.Act.ID, "#")
		c.byAct[id] = Foremost(append([]*register.Entry{e}, one(c.byAct[id])...))
	}
	c.answers()
	return c, nil
}

func one(e *register.Entry) []*register.Entry {
	if e == nil {
		return nil
	}
	return []*register.Entry{e}
}

// Entry finds an act of the case by its id.
func (c *Case) Entry(id string) (*register.Entry, bool) {
	e, ok := c.byAct[id]
	return e, ok
}

// LongestAnswer is how long a question may take; what was not settled by then the
// answer names as not settled.
const LongestAnswer = 20 * time.Second

// answers sets the questions up, each to be answered at most once.
func (c *Case) answers() {
	mark := c.Marking.String()
	c.session = sync.OnceValues(func() (*assess.Session, act.Problems) {
		if c.core != nil {
			return c.core.session()
		}
		return assess.NewSession(context.Background(), c.Sit, assess.Query{Marking: mark})
	})
	c.answer = sync.OnceValues(func() (*assess.Answer, error) {
		if c.core != nil {
			ans, err := c.core.answer()
			if err != nil {
				return nil, err
			}
			return ans.On(c.Sit, mark), nil
		}
		s, problems := c.session()
		if problems.Refuse() {
			return nil, problems
		}
		ctx, cancel := context.WithTimeout(context.Background(), LongestAnswer)
		defer cancel()
		return s.Answer(ctx, assess.Query{Marking: mark}), nil
	})
	c.sought = sync.OnceValue(func() *search {
		x := &search{time.Now(), make(chan struct{})}
		go func() {
			defer close(x.there)
			c.answer()
		}()
		return x
	})
	c.risky = sync.OnceValue(c.findRisks)
	c.shown = sync.OnceValue(func() Shown { return ShowsActs(c.Entries) })
	c.glance = sync.OnceValue(func() *assess.Answer {
		if c.core != nil {
			if ans := c.core.glance(); ans != nil {
				return ans.On(c.Sit, mark)
			}
			return nil
		}
		s, problems := c.session()
		if problems.Refuse() {
			return nil
		}
		ctx, cancel := context.WithTimeout(context.Background(), LongestAnswer)
		defer cancel()
		return s.Glance(ctx, assess.Query{Marking: mark})
	})
	c.charter = sync.OnceValue(func() *charter.Answer {
		ctx, cancel := context.WithTimeout(context.Background(), LongestAnswer)
		defer cancel()
		return charter.Ask(ctx, c.Sit, charter.Query{Marking: mark})
	})
	c.decided = sync.OnceValues(func() (*decide.Answer, error) {
		ans, problems, err := decide.Case(c.Sit, decide.Query{Marking: mark})
		if err == nil && problems.Refuse() {
			err = problems
		}
		return ans, err
	})
	c.force = sync.OnceValues(func() (*forces.Answer, error) {
		ctx, cancel := context.WithTimeout(context.Background(), LongestAnswer)
		defer cancel()
		ans, problems := forces.Ask(ctx, c.Sit, forces.Query{Marking: mark})
		if problems.Refuse() {
			return nil, problems
		}
		return ans, nil
	})
}

// Core is the case without what no answer turns on, such as statements that settle nothing. All
// who see the same of the rest share it, whatever else each of them sees; its answers are
// those of the case but for their markings and their lists of what is on record.
func (c *Case) Core() *Case {
	if c.core != nil {
		return c.core
	}
	return c
}

// Kept gives what was made of the case under a name, and makes it the first time. All
// who share the case are given the same, so it must turn on the case and the name alone,
// and never on who asks; it lasts as long as the case is kept, and is not changed.
func (c *Case) Kept(name string, make func() (any, error)) (any, error) {
	made, _ := c.kept.LoadOrStore(name, sync.OnceValues(make))
	return made.(func() (any, error))()
}

// Forces answers whether the force is complete, what is missing and what would help.
func (c *Case) Forces() (*forces.Answer, error) { return c.force() }

// Session is the case compiled for one what-if after another.
func (c *Case) Session() (*assess.Session, error) {
	s, problems := c.session()
	if problems.Refuse() {
		return nil, problems
	}
	return s, nil
}

// Assess answers who is in, on what terms, what blocks and what unlocks.
func (c *Case) Assess() (*assess.Answer, error) { return c.answer() }

// search is the answer being sought, since when, and whether it is there.
type search struct {
	since time.Time
	there chan struct{}
}

// AnsweredWithin reports whether the answer is there, or comes before a time is over,
// and since when it has been sought. It is sought on, whoever goes on waiting.
func (c *Case) AnsweredWithin(d time.Duration) (since time.Time, there bool) {
	x := c.Core().sought()
	select {
	case <-x.there:
		return x.since, true
	default:
	}
	wait := time.NewTimer(d)
	defer wait.Stop()
	select {
	case <-x.there:
		return x.since, true
	case <-wait.C:
		return x.since, false
	}
}

// Glance is the quick part of that answer; nil where conditions cannot be read.
func (c *Case) Glance() *assess.Answer { return c.glance() }

// Charter answers the five questions of the charter.
func (c *Case) Charter() *charter.Answer { return c.charter() }

// Decisions answers what was adopted, and by whose rule.
func (c *Case) Decisions() (*decide.Answer, error) { return c.decided() }
