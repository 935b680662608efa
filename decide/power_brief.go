package decide

import (
	"fmt"

	"entente/brief"
)

// Brief lays the indices out as a table and as bars.
func (ans *PowerAnswer) Brief() brief.Document {
	l := layout{said: ans.said.Child()}
	say := l.said.Say
	d := brief.Document{Title: say("Power by {rule}", ans.Procedure.Title), Subtitle: say("How often each member turns a losing coalition into a winning one"), Marking: "UNCLASSIFIED", Said: l.said}
	l.doc = &d
	if ans.On != "" {
		d.Meta = append(d.Meta, brief.Pair{Name: say("As of"), Value: ans.On})
	}
	winning := say("{number} winning coalitions", grouped(ans.Winning))
	if ans.Winning == "1" {
		winning = say("{number} winning coalition", ans.Winning)
	}
	top := ans.Powers[0]
	l.add(brief.Callout{Kind: brief.Answer, Text: say("{n} players, {winning}. Most power: {who}, Shapley–Shubik {shapley}, Banzhaf {banzhaf}.", ans.Players, winning, top.Who, fmt.Sprintf("%.5f", top.Shapley), fmt.Sprintf("%.4f", top.Banzhaf))})
	var rows [][]brief.Cell
	var bars []brief.Bar
	for _, p := range ans.Powers {
		rows = append(rows, brief.Cells(p.Who, fmt.Sprint(p.Count), fmt.Sprintf("%.5f", p.Shapley), fmt.Sprintf("%.5f", p.Banzhaf), fmt.Sprintf("%.5f", p.BanzhafProb), grouped(p.Swings)))
		if len(bars) < 24 {
			bars = append(bars, brief.Bar{Label: p.Who, Values: []float64{p.Shapley}, Note: fmt.Sprintf("%.5f", p.Shapley)})
		}
	}
	l.add(brief.Table{Caption: say("Power indices"), Columns: []brief.Column{{Head: say("Who")}, {Head: say("How many"), Align: brief.End}, {Head: say("Shapley–Shubik, each"), Align: brief.End},
		{Head: say("Banzhaf, each"), Align: brief.End}, {Head: say("Chance of a swing"), Align: brief.End}, {Head: say("Swings"), Align: brief.End}}, Rows: rows})
	if len(bars) > 1 {
		l.add(brief.Figure{Caption: say("Shapley–Shubik index, each"), Picture: brief.Bars{Parts: []brief.Part{{Label: say("Shapley–Shubik"), Tone: brief.Solid}}, Full: 1, Bars: bars}})
	}
	l.add(brief.Paragraph{Text: say("Every member votes yes or no; abstention and absence are left out, and so is what any of them wants. Shapley–Shubik: the share of all orders of joining in which the member is the one that makes the coalition win. Banzhaf: its share of all swings.")})
	for _, p := range ans.Powers {
		if len(p.Members) > 1 {
			l.add(brief.Paragraph{Text: say("{who}: {members}.", p.Who, names(l.said, p.Members))})
		}
	}
	return d
}

// grouped parts a long number by threes.
func grouped(n string) string {
	if len(n) > 24 {
		return fmt.Sprintf("%s.%s × 10^%d", n[:1], n[1:5], len(n)-1)
	}
	for i := len(n) - 3; i > 0; i -= 3 {
		n = n[:i] + "," + n[i:]
	}
	return n
}
