package web

import (
	"cmp"
	"slices"

	"github.com/a-h/templ"

	"entente/act"
	"entente/assess"
	"entente/brief"
	"entente/register"
	"entente/site"
)

// casePage lays out one page of a case.
func (v *visit) casePage(c *site.Case, word string, body templ.Component) *page {
	return &page{title: v.say(word) + " – " + c.Title, marking: c.Marking, shown: c.Shown(), how: "case", heading: &c.Heading, body: body}
}

// picture shows where everybody stands and what would unlock it: map, standings with
// their why, what blocks, the road map.
func picture(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	return v.answered(c, "case.picture", func(v *visit, c *site.Case) (templ.Component, error) {
		ans, err := c.Assess()
		if err != nil {
			return nil, err
		}
		d := ans.Brief().In(v.lang.Code)
		return pictureBody(v, c, ans, figure(d, "map"), d.Section("unlocks"), d.Section("blocks"), d.Section("packages")), nil
	})
}

// answered is a page of a case that shows an answer and nothing else.
func (v *visit) answered(c *site.Case, word string, lay func(v *visit, c *site.Case) (templ.Component, error)) (*page, error) {
	if word == "case.picture" || word == "case.actors" {
		if p := v.sought(c, word); p != nil {
			return p, nil
		}
	}
	body, err := v.laid(c, word, lay)
	if err != nil {
		return nil, err
	}
	return v.casePage(c, word, body), nil
}

// figure finds a picture of a brief.
func figure(d brief.Document, id string) []brief.Block {
	for _, b := range d.Blocks {
		if f, ok := b.(brief.Figure); ok && f.ID == id {
			return []brief.Block{f}
		}
	}
	return nil
}

// standings gives the actors of an answer by standing.
func standings(ans *assess.Answer) []assess.Actor {
	all := slices.Clone(ans.Actors)
	order := brief.Standings()
	slices.SortStableFunc(all, func(a, b assess.Actor) int {
		return cmp.Compare(slices.Index(order, a.Standing), slices.Index(order, b.Standing))
	})
	return all
}

// actors lists everybody who acts in the case, with what each said, and why each
// candidate stands where it stands.
func actors(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	return v.answered(c, "case.actors", func(v *visit, c *site.Case) (templ.Component, error) {
		ans, err := c.Assess()
		if err != nil {
			return nil, err
		}
		return actorsBody(v, c, ans, v.others(c, ans)), nil
	})
}

// others are the actors of a case whose joining is not in question.
func (v *visit) others(c *site.Case, ans *assess.Answer) []*act.Act {
	var all []*act.Act
	for code, a := range c.Sit.Actors {
		if !slices.ContainsFunc(ans.Actors, func(x assess.Actor) bool { return x.ID == code }) {
			all = append(all, a)
		}
	}
	order, name := v.lang.Order(), func(a *act.Act) string { return v.name(a.ID, c.Sit.Name(a.ID)) }
	slices.SortFunc(all, func(a, b *act.Act) int { return cmp.Or(order(name(a), name(b)), cmp.Compare(a.ID, b.ID)) })
	return all
}

// charterPage shows the five questions, with brackets where nothing is agreed.
func charterPage(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	return v.answered(c, "case.charter", func(v *visit, c *site.Case) (templ.Component, error) {
		return templ.Join(briefBody(v, c, c.Charter().Brief().In(v.lang.Code).Blocks), takeBrief(v, c, "charter")), nil
	})
}

// decisions shows what was decided, by whose rule, and how far it was from it.
func decisions(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	p, err := v.answered(c, "case.decisions", func(v *visit, c *site.Case) (templ.Component, error) {
		ans, err := c.Decisions()
		if err != nil {
			return nil, err
		}
		return templ.Join(briefBody(v, c, ans.Brief().In(v.lang.Code).Blocks), takeList(v, c, "decisions", len(ans.Decisions)), takeBrief(v, c, "decide")), nil
	})
	if err != nil {
		return nil, err
	}
	p.body = templ.Join(sittingList(v, c), p.body) // what the reader may do in them is its own
	return p, nil
}

// timeline shows the acts in force along the line of time, and each in a list.
func timeline(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	line, err := v.laid(c, "case.timeline", func(v *visit, c *site.Case) (templ.Component, error) {
		ans := c.Glance() // the line of time does not wait for the rest of the answer
		if ans == nil {
			_, err := c.Assess()
			return nil, err
		}
		return v.blocks(c.ID, "", figure(ans.On(c.Sit, c.Marking.String()).Brief().In(v.lang.Code), "acts")...), nil
	})
	if err != nil {
		return nil, err
	}
	return v.casePage(c, "case.timeline", timelineBody(v, c, line, dated(c))), nil
}

// dated are the acts of a case that have a day, the newest first.
func dated(c *site.Case) []*register.Entry {
	var all []*register.Entry
	for _, e := range c.Entries {
		if !e.Act.On.IsZero() && !e.Act.On.After(c.When.At) {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b *register.Entry) int { return b.Act.On.Compare(a.Act.On) })
	return all
}
