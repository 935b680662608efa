package web

import (
	"cmp"
	"strings"

	"entente/act"
	"entente/gazetteer"
	"entente/marking"
	"entente/register"
	"entente/site"
)

// mostChanges is how many changes the start page lists: one screen.
const mostChanges = 8

// today is everything the start page shows.
type today struct {
	cases        []site.Heading
	changes      []*register.Entry
	more         bool // there are more changes than are listed
	waits, risks []site.Item
}

// start says what changed since the last visit, what waits for the reader and what
// is at risk.
func start(v *visit) (*page, error) {
	t, m, err := v.today()
	if err != nil {
		return nil, err
	}
	return &page{title: v.say("start.title"), marking: m, body: startBody(v, t)}, nil
}

func (v *visit) today() (t *today, m marking.Marking, err error) {
	t = &today{}
	if t.cases, err = v.reader.Cases(); err != nil {
		return nil, m, err
	}
	err = v.reader.Since(v.session.Since, func(e *register.Entry) bool {
		if e.Heading.Initiative == "" || e.Act.Actor == "" { // nouns and the register's own acts: nobody did or said them in the case
			return true
		}
		if t.more = len(t.changes) == mostChanges; t.more {
			return false
		}
		t.changes = append(t.changes, e)
		return true
	})
	if err != nil {
		return nil, m, err
	}
	if t.waits, t.risks, err = v.reader.Today(v.when); err != nil {
		return nil, m, err
	}
	m, err = v.markingOf(t.cases)
	return t, m, err
}

// markingOf joins the markings of cases that a page shows something of.
func (v *visit) markingOf(cases []site.Heading) (m marking.Marking, err error) {
	for i, h := range cases {
		c, err := v.reader.Case(h.ID, site.When{})
		if err != nil {
			return m, err
		}
		if i == 0 {
			m = c.Marking
		} else {
			m = marking.Join(m, c.Marking)
		}
	}
	return m, nil
}

// kind is a kind of act in the words of the page.
func (v *visit) kind(k act.Kind) string { return strings.ReplaceAll(string(k), "_", " ") }

// gist says in a few words what an act is about.
func gist(a *act.Act) string {
	if a.Says != "" {
		return a.Says
	}
	switch b := a.Body.(type) {
	case *act.Decision:
		return b.Title
	case *act.Source:
		return b.Title
	case *act.Initiative:
		return b.Title
	case *act.Actor:
		return cmp.Or(b.Name, gazetteer.Name(a.ID, "en"), a.ID)
	case *act.Meeting:
		return b.Title
	case *act.Fact:
		return b.Asks
	case *act.Clause:
		return b.Asks
	case *act.Pledge:
		return b.What
	case *act.Deadline:
		return b.What
	}
	return a.ID
}
