package decide

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"entente/brief"
	"entente/phrase"
)

// Brief lays a tally out: how many rows agree, and every row that does not.
func (ans *TallyAnswer) Brief() brief.Document {
	said := ans.said
	d := brief.Document{Title: said.Say("Votes decided anew: {file}", ans.File), Subtitle: said.Say("By {rule}, each row by the rule of its day", ans.Procedure), Marking: "UNCLASSIFIED", Said: said}
	l := layout{doc: &d}
	text := said.Join([]string{said.Say("{n} rows decided", ans.Rows), said.Say("{n} agree with what they publish", ans.Agree), said.Say("{n} differences", len(ans.Differences))}, "; ", ", ")
	if ans.Votes > 0 {
		text = said.Join([]string{said.Say("{n} member-votes counted", ans.Votes), text}, ". ", ". ")
	}
	l.add(brief.Callout{Kind: brief.Answer, Text: said.Say("{what}.", text)})
	var items []brief.Item
	say := func(key string, values ...any) { items = append(items, brief.Item{Text: said.Say(key, values...)}) }
	for _, o := range []Outcome{Adopted, NotAdopted, Vetoed, Undecidable} {
		if n := ans.Outcomes[o]; n > 0 {
			say("{what}: {count}", lower(said, o), n)
		}
	}
	if ans.Uncounted > 0 {
		say("of these adopted without a count: {count}", ans.Uncounted)
	}
	for _, id := range slices.Sorted(maps.Keys(ans.Rules)) {
		say("by {rule}: {count}", id, ans.Rules[id])
	}
	l.add(brief.List{Items: items})
	if len(ans.Differences) > 0 {
		var rows [][]brief.Cell
		for _, x := range ans.Differences {
			rows = append(rows, brief.Cells(fmt.Sprint(x.Line), x.ID, x.On, published(said, x.Published), published(said, x.Computed), x.Says))
		}
		l.add(brief.Heading{Level: 1, Text: said.Say("Differences")}, brief.Table{Columns: []brief.Column{{Head: said.Say("Line"), Align: brief.End}, {Head: said.Say("Text")}, {Head: said.Say("Day")},
			{Head: said.Say("Published")}, {Head: said.Say("Computed")}, {Head: said.Say("Why")}}, Rows: rows})
	}
	if len(ans.Idle) > 0 {
		items = nil
		for _, id := range ans.Idle {
			items = append(items, brief.Item{Text: id})
		}
		l.add(brief.Heading{Level: 1, Text: said.Say("Negative votes of veto holders that decided nothing")}, brief.List{Items: items})
	}
	for _, n := range ans.Notes {
		l.add(brief.Callout{Kind: brief.Note, Text: n})
	}
	return d
}

// published are counts as they stand, or an outcome in words.
func published(said *phrase.Said, text string) string {
	if strings.HasPrefix(text, string(NotAdopted)) || slices.Contains([]string{string(Adopted), string(Vetoed), string(Undecidable)}, text) {
		return said.Record(phrase.Value, text)
	}
	return text
}
