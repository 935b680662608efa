package decide

import (
	"fmt"
	"slices"
	"strings"

	"entente/brief"
	"entente/gazetteer"
)

// Brief lays the answer out: for each decision the outcome in a sentence, the votes
// against the line they had to reach, how far it was, who could have decided it, and
// what it rests on.
func (ans *Answer) Brief() brief.Document {
	d := brief.Document{Title: ans.Title, Subtitle: "Was it adopted, by whose rule, and how far from it", Marking: ans.Marking, Lang: "en"}
	if !ans.At.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: "As of", Value: ans.At.String()})
	}
	if !ans.Known.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: "On record by", Value: ans.Known.String()})
	}
	l := layout{doc: &d, names: ans.Names}
	l.add(brief.Callout{Kind: brief.Answer, Text: ans.headline()})
	for i := range ans.Decisions {
		l.decision(&ans.Decisions[i], i+1)
	}
	for i := range ans.Approvals {
		l.approval(&ans.Approvals[i])
	}
	l.kept("Kept beside, and why it does not count", ans.Beside)
	l.kept("Not understood", ans.NotUnderstood)
	return d
}

type layout struct {
	doc   *brief.Document
	names map[string]string
}

func (l *layout) add(bs ...brief.Block) { l.doc.Blocks = append(l.doc.Blocks, bs...) }

// headline is the answer in a few sentences.
func (ans *Answer) headline() string {
	var parts []string
	switch n := len(ans.Decisions); {
	case n == 0 && len(ans.Approvals) == 0:
		return "No body has been asked to decide anything on this record."
	case n > 3:
		count := map[Outcome]int{}
		for _, d := range ans.Decisions {
			count[d.Outcome]++
		}
		for _, o := range []Outcome{Adopted, NotAdopted, Vetoed, Broken, Pending, Undecidable} {
			if count[o] > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", count[o], lower(o)))
			}
		}
		return fmt.Sprintf("%d decisions: %s.", n, strings.Join(parts, ", "))
	}
	for _, d := range ans.Decisions {
		parts = append(parts, d.sentence())
	}
	if len(ans.Decisions) == 0 {
		for _, a := range ans.Approvals {
			parts = append(parts, a.sentence())
		}
	}
	return strings.Join(parts, " ")
}

var outcomeWords = map[Outcome]string{Adopted: "is adopted", NotAdopted: "is not adopted", Vetoed: "is vetoed", Broken: "is not adopted: the silence is broken",
	Pending: "is pending", Undecidable: "cannot be determined from this record"}

func (d *Decision) sentence() string {
	says := outcomeWords[d.Outcome]
	if d.Outcome == Broken && d.Stage == "consensus" {
		says = "is not adopted: there is no consensus"
	}
	if d.Outcome == Adopted && d.Published == "agreed" {
		says = "is agreed"
	}
	s := d.Title + " " + says
	if c := d.Count; c != nil {
		s += fmt.Sprintf(" (%d in favour, %d against, %d abstained)", c.Yes.Votes, c.No.Votes, c.Abstain.Votes+c.Declared.Votes)
	}
	s += "."
	if len(d.Vetoes) > 0 {
		s += " Vetoed by " + names(d.Vetoes) + "."
	}
	if d.Distance != nil {
		s += " " + strings.ToUpper(d.Distance.Says[:1]) + d.Distance.Says[1:] + "."
	}
	if d.Differs != "" {
		s += " Careful: " + d.Differs + "."
	}
	return s
}

func (a *Approval) sentence() string {
	switch a.State {
	case Adopted:
		if !a.Final {
			return a.Name + " may decide for it: every gate that can stop it is passed; its own final word is not on record."
		}
		return a.Name + " has decided for it: nothing on record can stop it, and its own word is final."
	case NotAdopted:
		return a.Name + " has refused."
	}
	if len(a.Next) > 0 {
		return fmt.Sprintf("%s has not decided: no answer of %s is on record, and a missing answer is no yes.", a.Name, and(a.Next))
	}
	if i := slices.IndexFunc(a.Gates, func(g Gate) bool { return g.State == "contested" }); i >= 0 {
		return fmt.Sprintf("%s may have decided: two results of %s are on record that contradict each other.", a.Name, a.Gates[i].Body)
	}
	return a.Name + " has not decided."
}

func (l *layout) decision(d *Decision, n int) {
	l.add(brief.Heading{Level: 1, ID: fmt.Sprintf("decision-%d", n), Text: d.Title})
	l.add(brief.Paragraph{Text: d.sentence()})
	l.rule(d)
	l.bars(d)
	l.majorities(d)
	l.roll(d)
	l.decisive(d)
	l.add(brief.Heading{Level: 2, Text: "Why"}, brief.ReasonTree{Reasons: d.Because})
	l.otherwise(d)
	l.kept("Reservations and declarations", d.Reservations)
	l.kept("Explanations of vote", d.Explanations)
	for _, note := range d.Notes {
		l.add(brief.Callout{Kind: brief.Note, Text: note})
	}
}

func (l *layout) rule(d *Decision) {
	if d.Procedure.ID == "" {
		return
	}
	u := d.Procedure
	text := fmt.Sprintf("Rule: %s (%s). %s.", u.Title, u.ID, strings.TrimSuffix(u.Reference, "."))
	if u.Reading != "text" {
		text += " Read otherwise than the file has it: " + u.Says + "."
	}
	if d.Outcome == Adopted {
		if u.Binds != "" {
			text += " Binding: " + u.Binds + "."
		}
		if u.Effect != "" {
			text += " Takes effect: " + u.Effect + "."
		}
	}
	if d.Deadline != "" {
		text += " The silence ends at " + d.Deadline + "."
	}
	l.add(brief.Paragraph{Text: text})
	if len(u.Practice) > 0 {
		var items []brief.Item
		for _, p := range u.Practice {
			items = append(items, brief.Item{Text: p})
		}
		l.add(brief.List{Items: []brief.Item{{Text: "Practice, which is not the rule:", Items: items}}})
	}
	if u.Verified != "text" {
		l.add(brief.Callout{Kind: brief.Warning, Text: map[string]string{"secondary": "The rule was read in a secondary source, not in its own text.", "unverified": "The rule's wording has not been checked against its text."}[u.Verified]})
	}
}

// bars draws the votes with the line they had to reach.
func (l *layout) bars(d *Decision) {
	c := d.Count
	if c == nil || len(d.Majority) == 0 {
		return
	}
	for _, m := range d.Majority {
		parts := []brief.Part{{Label: "in favour", Tone: brief.Solid}, {Label: "not voted yet", Tone: brief.Hatched}, {Label: "abstained or not taking part", Tone: brief.Dotted}, {Label: "against", Tone: brief.Pale}}
		unit := m.Counting
		at := func(s Sum) float64 { return float64(s.by(m.Counting)) }
		bar := brief.Bar{Label: d.Title, Values: []float64{at(c.Yes), at(c.Pending), at(c.Abstain) + at(c.Declared) + at(c.Silent) + at(c.Absent), at(c.No)}}
		if len(d.Vetoes) > 0 {
			bar.Note = "vetoed by " + names(d.Vetoes)
		}
		l.add(brief.Figure{Caption: "Votes, and the line: " + m.Says, Picture: brief.Bars{Unit: unit, Parts: parts,
			Full: at(c.Yes) + at(c.Pending) + at(c.Abstain) + at(c.Declared) + at(c.Silent) + at(c.Absent) + at(c.No), Threshold: &brief.Threshold{Value: float64(m.Need), Label: m.Says}, Bars: []brief.Bar{bar}}})
	}
}

func (l *layout) majorities(d *Decision) {
	if len(d.Majority) == 0 {
		return
	}
	var rows [][]brief.Cell
	for _, m := range d.Majority {
		f := brief.Fails
		if m.Met {
			f = brief.Holds
		} else if d.Outcome == Pending {
			f = brief.Open
		}
		rows = append(rows, []brief.Cell{{Text: m.Says}, {Text: fmt.Sprint(m.Base)}, {Text: fmt.Sprint(m.Need)}, {Text: fmt.Sprint(m.Have)}, {Finding: f}})
	}
	if q := d.Quorum; q != nil {
		f := brief.Fails
		if q.Met {
			f = brief.Holds
		}
		rows = append(rows, []brief.Cell{{Text: "quorum"}, {Text: fmt.Sprint(d.Members)}, {Text: fmt.Sprint(q.Need)}, {Text: fmt.Sprint(q.Present)}, {Finding: f}})
	}
	l.add(brief.Table{Caption: "What it takes", Columns: []brief.Column{{Head: "What"}, {Head: "Base", Align: brief.End}, {Head: "Needed", Align: brief.End}, {Head: "There", Align: brief.End}, {Head: "Met"}}, Rows: rows})
}

func (l *layout) roll(d *Decision) {
	if len(d.Roll) == 0 {
		if n := len(d.MayDecide); n > 0 && n <= 60 {
			l.add(brief.Paragraph{Text: fmt.Sprintf("May still decide it (%d): %s.", n, names(d.MayDecide))})
		} else if n > 0 {
			l.add(brief.Paragraph{Text: fmt.Sprintf("Each of the %d members may still decide it.", n)})
		}
		return
	}
	var items []brief.Item
	for _, how := range []string{"yes", "no", "abstain", "declared", "not_participating", "absent", "recused", "pending"} {
		if who := by(d.Roll, how); len(who) > 0 {
			items = append(items, brief.Item{Text: fmt.Sprintf("%s (%d): %s", castHeads[how], len(who), names(who))})
		}
	}
	l.add(brief.List{Items: items})
}

var castHeads = map[string]string{"yes": "In favour", "no": "Against", "abstain": "Abstained", "declared": "Abstained with a declaration",
	"not_participating": "Did not take part in the vote", "absent": "Absent", "recused": "Takes no part", "pending": "May still decide it"}

func (l *layout) decisive(d *Decision) {
	if len(d.Decisive) == 0 {
		return
	}
	groups := map[string][]string{}
	var order []string
	for _, x := range d.Decisive {
		if groups[x.Says] == nil {
			order = append(order, x.Says)
		}
		groups[x.Says] = append(groups[x.Says], x.Who)
	}
	var items []brief.Item
	for _, says := range order {
		each := ""
		if len(groups[says]) > 1 {
			each = "each "
		}
		items = append(items, brief.Item{Text: names(groups[says]) + ": " + each + says})
	}
	l.add(brief.Heading{Level: 2, Text: "Who could have decided it alone"}, brief.List{Items: items})
}

func (l *layout) otherwise(d *Decision) {
	var items []brief.Item
	for _, o := range d.OtherReading {
		text := fmt.Sprintf("Read so that %s: %s", o.Says, lower(o.Outcome))
		if !o.Changes {
			text += ", the same"
		}
		items = append(items, brief.Item{Text: text})
	}
	if len(items) > 0 {
		l.add(brief.Heading{Level: 2, Text: "The rule is read otherwise too"}, brief.List{Items: items})
	}
	items = nil
	for _, f := range d.OtherForum {
		text := fmt.Sprintf("%s, %s: %s", f.Title, f.When, lower(f.Outcome))
		if len(f.Left) > 0 {
			text += " as long as " + names(f.Left) + plural(len(f.Left), " objects", " object")
		}
		items = append(items, brief.Item{Text: text})
	}
	if len(items) > 0 {
		l.add(brief.Heading{Level: 2, Text: "Where else it can be taken"}, brief.List{Items: items})
	}
}

func (l *layout) approval(a *Approval) {
	l.add(brief.Heading{Level: 1, ID: "approval-" + a.Actor, Text: "National approval: " + a.Name}, brief.Paragraph{Text: a.sentence()})
	var rows [][]brief.Cell
	for _, g := range a.Gates {
		f := map[string]brief.Finding{"approved": brief.Holds, "done": brief.Holds, "refused": brief.Fails, "contested": brief.Contested}[g.State]
		if f == "" {
			f = brief.Open
		}
		basis := g.Basis
		if basis == "" {
			basis = "not stated"
		}
		rows = append(rows, []brief.Cell{{Text: g.Body}, {Text: basis}, {Text: g.Mode}, {Text: fmt.Sprint(g.Order)}, {Text: g.State, Finding: f}})
	}
	l.add(brief.Table{Caption: "Gates", Columns: []brief.Column{{Head: "Who"}, {Head: "Basis"}, {Head: "What"}, {Head: "Order", Align: brief.End}, {Head: "State"}}, Rows: rows},
		brief.ReasonTree{Reasons: a.Because})
}

func (l *layout) kept(title string, kept []Kept) {
	if len(kept) == 0 {
		return
	}
	var items []brief.Item
	for _, k := range kept {
		text := k.Says
		if k.Who != "" {
			who := l.names[k.Who]
			if who == "" {
				who = gazetteer.Name(k.Who, "en")
			}
			text = who + ": " + text
		}
		if k.Why != "" {
			text += " (" + k.Why + ")"
		}
		items = append(items, brief.Item{Text: text + " [" + k.Act + "]"})
	}
	l.add(brief.Heading{Level: 2, Text: title}, brief.List{Items: items})
}
