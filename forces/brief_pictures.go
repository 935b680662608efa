package forces

import (
	"slices"

	"entente/act"
	"entente/brief"
	"entente/phrase"
	"entente/sourcing"
)

// overTime draws coverage over time.
func (l *layout) overTime() {
	l.section("time", phrase.Key("Coverage over time"))
	p := brief.Bars{Parts: []brief.Part{{Label: l.said.Say("covered, % of what is needed then"), Tone: brief.Solid}, {Label: l.said.Say("missing"), Tone: brief.Dotted}}, Unit: "%", Full: 100}
	for _, x := range l.Periods {
		p.Bars = append(p.Bars, brief.Bar{Label: l.said.Say("{from} to {until}", x.From, x.Until), Note: l.said.Say("{filled} of {n} lines, {people} people", x.Filled, x.Lines, act.Grouped(x.People)),
			Values: []float64{100 * x.Coverage, 100 * (1 - x.Coverage)}})
	}
	l.add(brief.Figure{ID: "coverage", Caption: l.said.Say("How much of the force is there, by priority"), Picture: p})
}

// matrix draws lines against contributors.
func (l *layout) matrix() {
	m := brief.Matrix{Head: l.said.Say("Line"), Says: map[brief.Finding]string{brief.Holds: l.said.Say("fills it, or a part"), brief.Fails: l.said.Say("offers for it and is kept from it"), brief.Open: l.said.Say("could fill it, and is needed elsewhere or not at all"),
		"": l.said.Say("offers nothing for it")}}
	for _, c := range l.shown() {
		m.Cols = append(m.Cols, brief.Col{Label: l.name(c)})
	}
	for i := range l.Lines {
		x := &l.Lines[i]
		row := make([]brief.Tick, len(m.Cols))
		for k, c := range l.shown() {
			row[k] = x.tick(c, l.Units)
			row[k].Note = l.said.Say(row[k].Note)
		}
		m.Rows = append(m.Rows, brief.Row{Label: l.lineWords(x), To: "line-" + x.ID})
		m.Cells = append(m.Cells, row)
	}
	l.section("matrix", phrase.Key("Lines and contributors"))
	l.add(brief.Figure{ID: "who-fills-what", Caption: l.said.Say("Who fills which line, and who is kept from it"), Picture: m})
}

// shown are the contributors of the matrix: those with units of a capability some
// line asks for.
func (l *layout) shown() []string {
	var out []string
	for _, u := range l.Units {
		fits := slices.ContainsFunc(l.Lines, func(x Line) bool { return u.Sort.Fills(x.Capability) })
		if fits && !slices.Contains(out, u.Owner) {
			out = append(out, u.Owner)
		}
	}
	slices.Sort(out)
	return out
}

// tick is what one contributor does for a line.
func (x *Line) tick(owner string, units []Unit) brief.Tick {
	if slices.ContainsFunc(x.By, func(a Assigned) bool { return a.Owner == owner }) {
		return brief.Tick{Finding: brief.Holds}
	}
	tick := brief.Tick{}
	for _, u := range units {
		if u.Owner != owner || !u.Sort.Fills(x.Capability) {
			continue
		}
		switch cause := x.keeps(&u); cause {
		case "", sourcing.Spare, sourcing.Assigned:
			return brief.Tick{Finding: brief.Open}
		default:
			tick = brief.Tick{Finding: brief.Fails, Note: string(cause)}
		}
	}
	return tick
}

// keeps is what keeps a unit from the line: by the line's gaps; of a line that is
// filled, what keeps it from filling anything.
func (x *Line) keeps(u *Unit) sourcing.Cause {
	for _, g := range x.Gaps {
		for _, c := range g.Causes {
			if slices.Contains(c.Units, u.ID) {
				return c.Cause
			}
		}
	}
	return u.Cause
}

// balance draws who provides how much, and holds it against the rules.
func (l *layout) balance() {
	p := brief.Bars{Parts: []brief.Part{{Label: l.said.Say("assigned"), Tone: brief.Solid}, {Label: l.said.Say("pledged and not assigned"), Tone: brief.Pale}}, Unit: l.said.Say("people")}
	for _, c := range l.Contributors {
		if c.Pledged > 0 && len(p.Bars) < 40 {
			p.Bars = append(p.Bars, brief.Bar{Label: l.name(c.ID), Values: []float64{float64(c.People), float64(c.Pledged - min(c.Pledged, c.People))}})
		}
	}
	if len(p.Bars)+len(l.Balance) == 0 {
		return
	}
	l.section("balance", phrase.Key("Balance of the force"))
	if len(p.Bars) > 0 {
		l.add(brief.Figure{ID: "contributors", Caption: l.said.Say("People assigned and pledged, by the low end of what was said"), Picture: p})
	}
	if len(l.Balance) == 0 {
		return
	}
	t := brief.Table{Caption: l.said.Say("Rules of composition, held against this assignment"), Columns: []brief.Column{{Head: l.said.Say("Rule")}, {Head: l.said.Say("Binds")}, {Head: l.said.Say("Part"), Align: brief.End}, {Head: l.said.Say("Of")}}}
	for _, r := range l.Balance {
		binds := l.said.Say("shown only")
		if r.Binds {
			binds = l.said.Say("binds")
		}
		of, share := l.said.Say("the group"), l.percent(r.Share)
		if r.Share == 0 && r.Of != "" {
			share = ""
		}
		if r.Of != "" {
			of = l.name(r.Of)
		}
		if r.Found == brief.Open {
			of, share = l.said.Say("nobody is assigned"), ""
		}
		t.Rows = append(t.Rows, []brief.Cell{{Text: r.Says, Finding: r.Found}, {Text: binds}, {Text: share}, {Text: of}})
	}
	l.add(t)
}
