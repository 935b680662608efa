package forces

import (
	"fmt"
	"strings"

	"entente/act"
	"entente/brief"
)

// contributors is the table of what everybody brings and is worth.
func (l *layout) contributors() {
	if len(l.Contributors) == 0 {
		return
	}
	l.section("worth", "What each contributor is worth")
	t := brief.Table{Caption: "What the force would lose without it, others filling in as well as they can", Columns: []brief.Column{{Head: "Contributor"}, {Head: "Units", Align: brief.End},
		{Head: "People", Align: brief.End}, {Head: "Coverage lost", Align: brief.End}, {Head: "Musts lost", Align: brief.End}, {Head: "Takes part"}}}
	for _, c := range l.Contributors {
		worth := percent(c.Worth)
		if !c.Exact {
			worth = "not settled"
		}
		takes := "no"
		if c.TakesPart {
			takes = "yes"
		}
		t.Rows = append(t.Rows, brief.Cells(c.Name, fmt.Sprint(c.Units), act.Grouped(c.People), worth, fmt.Sprint(c.Unmet), takes))
	}
	l.add(t)
}

// caveats is the table of what every caveat costs.
func (l *layout) caveats() {
	if len(l.Caveats) == 0 {
		return
	}
	l.section("caveats", "Caveats, and what lifting each would bring")
	t := brief.Table{Columns: []brief.Column{{Head: "Whose"}, {Head: "Caveat"}, {Head: "Known how"}, {Head: "Who can lift it"}, {Head: "Coverage won", Align: brief.End}}}
	for _, c := range l.Caveats {
		worth := percent(c.Worth)
		switch {
		case !c.Computed:
			worth = "in words only: read it"
		case !c.Exact:
			worth = "not settled"
		}
		by := l.name(c.Owner)
		if c.LiftedBy != "" {
			by = l.name(c.LiftedBy)
		}
		if c.Days > 0 {
			by += fmt.Sprintf(", in %d days", c.Days)
		}
		declared := c.Declared
		if declared == "" {
			declared = "declared"
		}
		t.Rows = append(t.Rows, brief.Cells(l.name(c.Owner), c.Says, declared, by, worth))
	}
	l.add(t)
}

// lineByLine gives, for every line, who fills it and the reasons of its gaps.
func (l *layout) lineByLine() {
	l.section("reasons", "Reasons, line by line")
	for i := range l.Lines {
		x := &l.Lines[i]
		l.add(brief.Heading{Level: 2, ID: "line-" + x.ID, Text: l.lineWords(x) + ": " + map[bool]string{true: "filled", false: percent(x.Coverage)}[x.Filled]})
		var reasons []brief.Reason
		need, _ := x.needWords()
		reasons = append(reasons, brief.Reason{Statement: "needed: " + need + ", " + where(x), Cites: x.Cites})
		for _, a := range x.By {
			words := a.Words
			if words == "" {
				words = act.Quantity{Low: a.Low, High: a.High}.String()
			}
			says := fmt.Sprintf("%s fills it with %s (%s), %s to %s", l.name(a.Owner), a.What, a.Unit, a.From, a.Until)
			if words != "" {
				says += ": " + words
			}
			reasons = append(reasons, brief.Reason{Statement: says, Finding: brief.Holds})
		}
		for _, g := range x.Gaps {
			r := brief.Reason{Statement: fmt.Sprintf("%s to %s: %s missing", g.From, g.Until, amount(g.Missing, g.Of)), Finding: brief.Fails}
			for _, c := range g.Causes {
				says := string(c.Cause)
				if c.Amount > 0 {
					says += ": " + amount(c.Amount, g.Of)
				}
				r.Because = append(r.Because, brief.Reason{Statement: says, Because: c.Because})
			}
			reasons = append(reasons, r)
		}
		l.add(brief.ReasonTree{ID: "tree-" + x.ID, Folded: true, Reasons: reasons})
		if len(x.Ways) > 0 {
			var items []brief.Item
			for _, w := range x.Ways {
				var says []string
				for _, s := range w.Steps {
					says = append(says, s.Says)
				}
				items = append(items, brief.Item{Text: upper(strings.Join(says, "; and "))})
			}
			l.add(brief.Paragraph{Text: "What the gap needs, one of:"}, brief.List{Items: items})
		}
	}
}

// idle lists the units that fill nothing.
func (l *layout) idle() {
	var reasons []brief.Reason
	for _, u := range l.Units {
		if u.Idle != nil {
			reasons = append(reasons, *u.Idle)
		}
	}
	if len(reasons) > 0 {
		l.section("idle", "Pledged and not assigned")
		l.add(brief.ReasonTree{ID: "tree-idle", Reasons: reasons})
	}
}

// service shows what contributors did before, and who exercised together.
func (l *layout) service() {
	if len(l.Record)+len(l.Exercises)+len(l.Posts) == 0 {
		return
	}
	l.section("record", "Experience, exercises and posts")
	t := brief.Table{Caption: "Track record", Columns: []brief.Column{{Head: "Contributor"}, {Head: "In what"}, {Head: "Where"}, {Head: "How many"}, {Head: "Told by"}}}
	for _, s := range l.Record {
		told := "itself"
		if !s.Counts {
			told = "others"
		}
		of := s.Of
		if s.Mission != "" {
			of = s.Mission + ": " + of
		}
		t.Rows = append(t.Rows, brief.Cells(l.name(s.Actor), of, s.Where, s.Troops, told))
	}
	if len(t.Rows) > 0 {
		l.add(t)
	}
	e := brief.Table{Caption: "Exercises", Columns: []brief.Column{{Head: "Exercise"}, {Head: "When and where"}, {Head: "Of this force"}, {Head: "Others"}, {Head: "Observers"}}}
	for _, x := range l.Exercises {
		e.Rows = append(e.Rows, brief.Cells(x.Title, strings.TrimSuffix(x.On.String()+", "+x.Where, ", "), l.names(x.Together), l.names(missing(x.Participants, x.Together)), l.names(x.Observers)))
	}
	if len(e.Rows) > 0 {
		l.add(e)
	}
	p := brief.Table{Caption: "Posts", Columns: []brief.Column{{Head: "Post"}, {Head: "Who"}, {Head: "Of"}, {Head: "Status"}}}
	for _, x := range l.Posts {
		p.Rows = append(p.Rows, brief.Cells(x.Post, l.name(x.Person), l.name(x.Of), x.Status))
	}
	if len(p.Rows) > 0 {
		l.add(p)
	}
}

func (l *layout) names(codes []string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = l.name(c)
	}
	return strings.Join(out, ", ")
}

func (l *layout) kept(title string, kept []Kept) {
	if len(kept) == 0 {
		return
	}
	l.add(brief.Heading{Level: 1, Text: title})
	var items []brief.Item
	for _, k := range kept {
		items = append(items, brief.Item{Text: k.Says + ": " + k.Why})
	}
	l.add(brief.List{Items: items})
}

// Brief lays the comparison out.
func (c *Comparison) Brief() brief.Document {
	d := brief.Document{Title: c.After.Title, Subtitle: "What a change does to the force: " + strings.Join(c.Change, "; "), Marking: c.After.Marking, Lang: "en"}
	if !c.After.At.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: "As of", Value: c.After.At.String()})
	}
	l := layout{c.After, &d}
	l.add(brief.Callout{Kind: brief.Answer, Text: c.headline()})
	for _, w := range append(c.Before.Incomplete, c.After.Incomplete...) {
		l.add(brief.Callout{Kind: brief.Warning, Text: upper(w) + "."})
	}
	for _, n := range c.After.Notes {
		l.add(brief.Callout{Kind: brief.Note, Text: upper(n) + "."})
	}
	if len(c.Worse) == 0 {
		return d
	}
	p := brief.Bars{Parts: []brief.Part{{Label: "covered", Tone: brief.Solid}, {Label: "missing", Tone: brief.Dotted}}, Unit: "%", Full: 100}
	t := brief.Table{Caption: "Lines that change", Columns: []brief.Column{{Head: "Line"}, {Head: "Before", Align: brief.End}, {Head: "After", Align: brief.End}}}
	for _, w := range c.Worse {
		t.Rows = append(t.Rows, brief.Cells(w.Says, percent(w.Before), percent(w.After)))
		for _, side := range []struct {
			name  string
			value float64
		}{{"before", w.Before}, {"after", w.After}} {
			p.Bars = append(p.Bars, brief.Bar{Label: w.Says, Note: side.name, Values: []float64{100 * side.value, 100 * (1 - side.value)}})
		}
	}
	l.section("lines", "Line by line")
	l.add(brief.Figure{ID: "before-after", Caption: "Coverage before and after", Picture: p}, t)
	return d
}

// headline is the comparison in a few sentences.
func (c *Comparison) headline() string {
	if !c.Before.lines() {
		return c.Before.headline()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: coverage goes from %s to %s. ", upper(strings.Join(c.Change, "; ")), percent(c.Before.Coverage), percent(c.After.Coverage))
	if c.Coverage == 0 && len(c.Worse) == 0 {
		b.WriteString("No line changes. ")
	}
	name := func(ids []string) string {
		var out []string
		for _, x := range c.After.Lines {
			for _, id := range ids {
				if x.ID == id {
					out = append(out, x.Says)
				}
			}
		}
		return and(out)
	}
	if len(c.Lost) > 0 {
		b.WriteString("No longer filled: " + name(c.Lost) + ". ")
	}
	if len(c.Won) > 0 {
		b.WriteString("Filled now: " + name(c.Won) + ". ")
	}
	l := layout{c.After, nil}
	if len(c.Leave) > 0 {
		b.WriteString("No longer taking part: " + l.names(c.Leave) + ". ")
	}
	if len(c.Join) > 0 {
		b.WriteString("Taking part now: " + l.names(c.Join) + ". ")
	}
	switch {
	case c.Before.Complete && !c.After.Complete:
		b.WriteString("The force was complete and is no longer.")
	case !c.Before.Complete && c.After.Complete:
		b.WriteString("The force was not complete and now is.")
	}
	return strings.TrimSpace(b.String())
}
