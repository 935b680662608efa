package decide

import (
	"fmt"
	"slices"

	"entente/brief"
)

// Brief lays a tally out: how many rows agree, and every row that does not.
func (ans *TallyAnswer) Brief() brief.Document {
	d := brief.Document{Title: "Votes decided anew: " + ans.File, Subtitle: "By " + ans.Procedure + ", each row by the rule of its day", Marking: "UNCLASSIFIED"}
	l := layout{doc: &d}
	text := fmt.Sprintf("%d rows decided; %d agree with what they publish, %d differences.", ans.Rows, ans.Agree, len(ans.Differences))
	if ans.Votes > 0 {
		text = fmt.Sprintf("%d member-votes counted. ", ans.Votes) + text
	}
	l.add(brief.Callout{Kind: brief.Answer, Text: text})
	var items []brief.Item
	for _, o := range []Outcome{Adopted, NotAdopted, Vetoed, Undecidable} {
		if n := ans.Outcomes[o]; n > 0 {
			items = append(items, brief.Item{Text: fmt.Sprintf("%s: %d", lower(nil, o), n)})
		}
	}
	if ans.Uncounted > 0 {
		items = append(items, brief.Item{Text: fmt.Sprintf("of these adopted without a count: %d", ans.Uncounted)})
	}
	var rules []string
	for id, n := range ans.Rules {
		rules = append(rules, fmt.Sprintf("by %s: %d", id, n))
	}
	slices.Sort(rules)
	for _, r := range rules {
		items = append(items, brief.Item{Text: r})
	}
	l.add(brief.List{Items: items})
	if len(ans.Differences) > 0 {
		var rows [][]brief.Cell
		for _, x := range ans.Differences {
			rows = append(rows, brief.Cells(fmt.Sprint(x.Line), x.ID, x.On, x.Published, x.Computed, x.Says))
		}
		l.add(brief.Heading{Level: 1, Text: "Differences"}, brief.Table{Columns: []brief.Column{{Head: "Line", Align: brief.End}, {Head: "Text"}, {Head: "Day"}, {Head: "Published"}, {Head: "Computed"}, {Head: "Why"}}, Rows: rows})
	}
	if len(ans.Idle) > 0 {
		items = nil
		for _, id := range ans.Idle {
			items = append(items, brief.Item{Text: id})
		}
		l.add(brief.Heading{Level: 1, Text: "Negative votes of veto holders that decided nothing"}, brief.List{Items: items})
	}
	for _, n := range ans.Notes {
		l.add(brief.Callout{Kind: brief.Note, Text: n})
	}
	return d
}
