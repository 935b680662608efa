package forces

import (
	"cmp"
	"fmt"
	"slices"

	"entente/act"
	"entente/brief"
	"entente/phrase"
)

// contributors is the table of what everybody brings and is worth.
func (l *layout) contributors() {
	if len(l.Contributors) == 0 {
		return
	}
	l.section("worth", phrase.Key("What each contributor is worth"))
	t := brief.Table{Caption: l.said.Say("What the force would lose without it, others filling in as well as they can"), Columns: []brief.Column{{Head: l.said.Say("Contributor")}, {Head: l.said.Say("Units"), Align: brief.End},
		{Head: l.said.Say("People"), Align: brief.End}, {Head: l.said.Say("Coverage lost"), Align: brief.End}, {Head: l.said.Say("Musts lost"), Align: brief.End}, {Head: l.said.Say("Takes part")}}}
	for _, c := range l.Contributors {
		worth := l.percent(c.Worth)
		if !c.Exact {
			worth = l.said.Say("not settled")
		}
		takes := l.said.Say("no")
		if c.TakesPart {
			takes = l.said.Say("yes")
		}
		t.Rows = append(t.Rows, brief.Cells(l.name(c.ID), fmt.Sprint(c.Units), act.Grouped(c.People), worth, fmt.Sprint(c.Unmet), takes))
	}
	l.add(t)
}

// caveats is the table of what every caveat costs.
func (l *layout) caveats() {
	if len(l.Caveats) == 0 {
		return
	}
	l.section("caveats", phrase.Key("Caveats, and what lifting each would bring"))
	t := brief.Table{Columns: []brief.Column{{Head: l.said.Say("Whose")}, {Head: l.said.Say("Caveat")}, {Head: l.said.Say("Known how")}, {Head: l.said.Say("Who can lift it")}, {Head: l.said.Say("Coverage won"), Align: brief.End}}}
	for _, c := range l.Caveats {
		worth := l.percent(c.Worth)
		switch {
		case !c.Computed:
			worth = l.said.Say("in words only: read it")
		case !c.Exact:
			worth = l.said.Say("not settled")
		}
		by := l.name(c.Owner)
		if c.LiftedBy != "" {
			by = l.name(c.LiftedBy)
		}
		if c.Days > 0 {
			by = l.said.Say("{who}, in {n} days", by, c.Days)
		}
		declared := l.said.Record(phrase.Value, cmp.Or(c.Declared, "declared"))
		t.Rows = append(t.Rows, brief.Cells(l.name(c.Owner), c.Says, declared, by, worth))
	}
	l.add(t)
}

// lineByLine gives, for every line, who fills it and the reasons of its gaps.
func (l *layout) lineByLine() {
	l.section("reasons", phrase.Key("Reasons, line by line"))
	for i := range l.Lines {
		x := &l.Lines[i]
		l.add(brief.Heading{Level: 2, ID: "line-" + x.ID, Text: l.said.Say("{line}: {what}", l.lineWords(x), map[bool]string{true: l.said.Say("filled"), false: l.percent(x.Coverage)}[x.Filled])})
		var reasons []brief.Reason
		need, _ := l.needWords(x)
		reasons = append(reasons, brief.Reason{Statement: l.said.Say("needed: {need}, {where}", need, l.where(x)), Cites: x.Cites})
		for _, a := range x.By {
			words := a.Words
			if words == "" {
				words = act.Quantity{Low: a.Low, High: a.High}.Says(l.said)
			}
			says := l.said.Say("{who} fills it with {what} ({unit}), {from} to {until}", l.name(a.Owner), a.What, a.Unit, a.From, a.Until)
			if words != "" {
				says = l.said.Say("{what}: {words}", says, words)
			}
			reasons = append(reasons, brief.Reason{Statement: says, Finding: brief.Holds})
		}
		for _, g := range x.Gaps {
			r := brief.Reason{Statement: l.said.Say("{from} to {until}: {amount} missing", g.From, g.Until, l.amount(g.Missing, g.Of)), Finding: brief.Fails}
			for _, c := range g.Causes {
				says := l.said.Say(string(c.Cause))
				if c.Amount > 0 {
					says = l.said.Say("{cause}: {amount}", says, l.amount(c.Amount, g.Of))
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
				items = append(items, brief.Item{Text: l.said.Upper(l.said.Join(says, "; and ", "; and "))})
			}
			l.add(brief.Paragraph{Text: l.said.Say("What the gap needs, one of:")}, brief.List{Items: items})
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
		l.section("idle", phrase.Key("Pledged and not assigned"))
		l.add(brief.ReasonTree{ID: "tree-idle", Reasons: reasons})
	}
}

// service shows what contributors did before, and who exercised together.
func (l *layout) service() {
	if len(l.Record)+len(l.Exercises)+len(l.Posts) == 0 {
		return
	}
	l.section("record", phrase.Key("Experience, exercises and posts"))
	t := brief.Table{Caption: l.said.Say("Track record"), Columns: []brief.Column{{Head: l.said.Say("Contributor")}, {Head: l.said.Say("In what")}, {Head: l.said.Say("Where")}, {Head: l.said.Say("How many")}, {Head: l.said.Say("Told by")}}}
	for _, s := range l.Record {
		told := l.said.Say("itself")
		if !s.Counts {
			told = l.said.Say("others")
		}
		of := l.said.Record(phrase.Value, s.Of)
		if s.Mission != "" {
			of = l.said.Say("{mission}: {what}", s.Mission, of)
		}
		t.Rows = append(t.Rows, brief.Cells(l.name(s.Actor), of, s.Where, s.Troops, told))
	}
	if len(t.Rows) > 0 {
		l.add(t)
	}
	e := brief.Table{Caption: l.said.Say("Exercises"), Columns: []brief.Column{{Head: l.said.Say("Exercise")}, {Head: l.said.Say("When and where")}, {Head: l.said.Say("Of this force")}, {Head: l.said.Say("Others")}, {Head: l.said.Say("Observers")}}}
	for _, x := range l.Exercises {
		e.Rows = append(e.Rows, brief.Cells(x.Title, l.said.Join(filled(x.On.String(), x.Where), ", ", ", "), l.names(x.Together), l.names(missing(x.Participants, x.Together)), l.names(x.Observers)))
	}
	if len(e.Rows) > 0 {
		l.add(e)
	}
	p := brief.Table{Caption: l.said.Say("Posts"), Columns: []brief.Column{{Head: l.said.Say("Post")}, {Head: l.said.Say("Who")}, {Head: l.said.Say("Of")}, {Head: l.said.Say("Status")}}}
	for _, x := range l.Posts {
		p.Rows = append(p.Rows, brief.Cells(x.Post, l.name(x.Person), l.name(x.Of), l.said.Record(phrase.Value, x.Status)))
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
	return l.said.Join(out, ", ", ", ")
}

// filled are the texts that are not empty.
func filled(texts ...string) []string {
	return slices.DeleteFunc(texts, func(t string) bool { return t == "" })
}

func (l *layout) kept(title string, kept []Kept) {
	if len(kept) == 0 {
		return
	}
	l.add(brief.Heading{Level: 1, Text: l.said.Say(title)})
	var items []brief.Item
	for _, k := range kept {
		items = append(items, brief.Item{Text: l.said.Say("{what}: {why}", k.Says, k.Why)})
	}
	l.add(brief.List{Items: items})
}

// Brief lays the comparison out.
func (c *Comparison) Brief() brief.Document {
	l := layout{Answer: c.After, said: c.After.said.Child()}
	d := brief.Document{Title: c.After.Title, Subtitle: l.said.Say("What a change does to the force: {change}", l.said.Join(c.Change, "; ", "; ")), Marking: c.After.Marking, Lang: phrase.English, Said: l.said}
	l.doc = &d
	if !c.After.At.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: l.said.Say("As of"), Value: c.After.At.String()})
	}
	l.add(brief.Callout{Kind: brief.Answer, Text: c.headline(&l)})
	for _, w := range c.Before.Incomplete {
		l.said.Keep(w, func(lang string) string { return c.Before.said.In(lang, w) })
	}
	for _, w := range append(slices.Clone(c.Before.Incomplete), c.After.Incomplete...) {
		l.add(brief.Callout{Kind: brief.Warning, Text: l.said.Say("{what}.", l.said.Upper(w))})
	}
	for _, n := range c.After.Notes {
		l.add(brief.Callout{Kind: brief.Note, Text: l.said.Say("{what}.", l.said.Upper(n))})
	}
	if len(c.Worse) == 0 {
		return d
	}
	p := brief.Bars{Parts: []brief.Part{{Label: l.said.Say("covered"), Tone: brief.Solid}, {Label: l.said.Say("missing"), Tone: brief.Dotted}}, Unit: "%", Full: 100}
	t := brief.Table{Caption: l.said.Say("Lines that change"), Columns: []brief.Column{{Head: l.said.Say("Line")}, {Head: l.said.Say("Before"), Align: brief.End}, {Head: l.said.Say("After"), Align: brief.End}}}
	for _, w := range c.Worse {
		t.Rows = append(t.Rows, brief.Cells(w.Says, l.percent(w.Before), l.percent(w.After)))
		for _, side := range []struct {
			name  string
			value float64
		}{{l.said.Say("before"), w.Before}, {l.said.Say("after"), w.After}} {
			p.Bars = append(p.Bars, brief.Bar{Label: w.Says, Note: side.name, Values: []float64{100 * side.value, 100 * (1 - side.value)}})
		}
	}
	l.section("lines", phrase.Key("Line by line"))
	l.add(brief.Figure{ID: "before-after", Caption: l.said.Say("Coverage before and after"), Picture: p}, t)
	return d
}

// headline is the comparison in a few sentences.
func (c *Comparison) headline(l *layout) string {
	say := l.said.Say
	if !c.Before.lines() {
		return (&layout{Answer: c.Before, said: l.said}).headline()
	}
	said := []string{say("{change}: coverage goes from {before} to {after}.", l.said.Upper(l.said.Join(c.Change, "; ", "; ")), l.percent(c.Before.Coverage), l.percent(c.After.Coverage))}
	if c.Coverage == 0 && len(c.Worse) == 0 {
		said = append(said, say("No line changes."))
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
		return and(l.said, out)
	}
	if len(c.Lost) > 0 {
		said = append(said, say("No longer filled: {lines}.", name(c.Lost)))
	}
	if len(c.Won) > 0 {
		said = append(said, say("Filled now: {lines}.", name(c.Won)))
	}
	if len(c.Leave) > 0 {
		said = append(said, say("No longer taking part: {who}.", l.names(c.Leave)))
	}
	if len(c.Join) > 0 {
		said = append(said, say("Taking part now: {who}.", l.names(c.Join)))
	}
	switch {
	case c.Before.Complete && !c.After.Complete:
		said = append(said, say("The force was complete and is no longer."))
	case !c.Before.Complete && c.After.Complete:
		said = append(said, say("The force was not complete and now is."))
	}
	return l.said.Join(said, " ", " ")
}
