package decide

import (
	"fmt"
	"slices"
	"strings"

	"entente/brief"
	"entente/gazetteer"
	"entente/phrase"
	"entente/situation"
)

// Brief lays the answer out: for each decision the outcome in a sentence, the votes
// against the line they had to reach, how far it was, who could have decided it, and
// what it rests on.
func (ans *Answer) Brief() brief.Document {
	l := layout{names: ans.Names, said: ans.said.Child()}
	d := brief.Document{Title: ans.Title, Subtitle: l.said.Say("Was it adopted, by whose rule, and how far from it"), Marking: ans.Marking, Lang: phrase.English, Said: l.said}
	l.doc = &d
	if !ans.At.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: l.said.Say("As of"), Value: ans.At.String()})
	}
	if !ans.Known.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: l.said.Say("On record by"), Value: ans.Known.String()})
	}
	l.add(brief.Callout{Kind: brief.Answer, Text: l.headline(ans)})
	for i := range ans.Decisions {
		l.decision(&ans.Decisions[i], i+1)
	}
	for i := range ans.Approvals {
		l.approval(&ans.Approvals[i])
	}
	l.kept(phrase.Key("Kept beside, and why it does not count"), ans.Beside)
	l.kept(phrase.Key("Not understood"), ans.NotUnderstood)
	return d
}

type layout struct {
	doc   *brief.Document
	names map[string]string
	said  *phrase.Said
}

// Said is how the sentences of the answer were made, for whoever shows some of them.
func (ans *Answer) Said() *phrase.Said { return ans.said }

func (l *layout) add(bs ...brief.Block) { l.doc.Blocks = append(l.doc.Blocks, bs...) }

// headline is the answer in a few sentences.
func (l *layout) headline(ans *Answer) string {
	var parts []string
	switch n := len(ans.Decisions); {
	case n == 0 && len(ans.Approvals) == 0:
		return l.said.Say("No body has been asked to decide anything on this record.")
	case n > 3:
		count := map[Outcome]int{}
		for _, d := range ans.Decisions {
			count[d.Outcome]++
		}
		for _, o := range []Outcome{Adopted, NotAdopted, Vetoed, Broken, Pending, Undecidable} {
			if count[o] > 0 {
				parts = append(parts, l.said.Say("{number} {outcome}", count[o], lower(l.said, o)))
			}
		}
		return l.said.Say("{n} decisions: {outcomes}.", n, l.said.Join(parts, ", ", ", "))
	}
	for _, d := range ans.Decisions {
		parts = append(parts, l.sentence(&d))
	}
	if len(ans.Decisions) == 0 {
		for _, a := range ans.Approvals {
			parts = append(parts, l.approvalWords(&a))
		}
	}
	return l.said.Join(parts, " ", " ")
}

// outcomes say of a title what became of the text.
var outcomes = map[Outcome]string{Adopted: phrase.Key("{title} is adopted"), NotAdopted: phrase.Key("{title} is not adopted"), Vetoed: phrase.Key("{title} is vetoed"),
	Broken: phrase.Key("{title} is not adopted: the silence is broken"), Pending: phrase.Key("{title} is pending"), Undecidable: phrase.Key("{title} cannot be determined from this record")}

func (l *layout) sentence(d *Decision) string {
	key := outcomes[d.Outcome]
	if d.Outcome == Broken && d.Stage == "consensus" {
		key = phrase.Key("{title} is not adopted: there is no consensus")
	}
	if d.Outcome == Adopted && d.Published == "agreed" {
		key = phrase.Key("{title} is agreed")
	}
	s := l.said.Say(key, d.Title)
	if c := d.Count; c != nil {
		s = l.said.Say("{what} ({yes} in favour, {no} against, {abstained} abstained)", s, c.Yes.Votes, c.No.Votes, c.Abstain.Votes+c.Declared.Votes)
	}
	all := []string{l.said.Say("{what}.", s)}
	if len(d.Vetoes) > 0 {
		all = append(all, l.said.Say("Vetoed by {who}.", names(l.said, d.Vetoes)))
	}
	if d.Distance != nil {
		all = append(all, l.said.Say("{what}.", l.said.Upper(d.Distance.Says)))
	}
	if d.Differs != "" {
		all = append(all, l.said.Say("Careful: {what}.", d.Differs))
	}
	return l.said.Join(all, " ", " ")
}

func (l *layout) approvalWords(a *Approval) string {
	switch a.State {
	case Adopted:
		if !a.Final {
			return l.said.Say("{who} may decide for it: every gate that can stop it is passed; its own final word is not on record.", a.Name)
		}
		return l.said.Say("{who} has decided for it: nothing on record can stop it, and its own word is final.", a.Name)
	case NotAdopted:
		return l.said.Say("{who} has refused.", a.Name)
	}
	if len(a.Next) > 0 {
		return l.said.Say("{who} has not decided: no answer of {bodies} is on record, and a missing answer is no yes.", a.Name, l.said.List(a.Next))
	}
	if i := slices.IndexFunc(a.Gates, func(g Gate) bool { return g.State == "contested" }); i >= 0 {
		return l.said.Say("{who} may have decided: two results of {body} are on record that contradict each other.", a.Name, a.Gates[i].Body)
	}
	return l.said.Say("{who} has not decided.", a.Name)
}

func (l *layout) decision(d *Decision, n int) {
	l.add(brief.Heading{Level: 1, ID: fmt.Sprintf("decision-%d", n), Text: d.Title})
	l.add(brief.Paragraph{Text: l.sentence(d)})
	l.rule(d)
	l.bars(d)
	l.majorities(d)
	l.roll(d)
	l.decisive(d)
	l.add(brief.Heading{Level: 2, Text: l.said.Say("Why")}, brief.ReasonTree{Reasons: d.Because})
	l.otherwise(d)
	l.kept(phrase.Key("Reservations and declarations"), d.Reservations)
	l.kept(phrase.Key("Explanations of vote"), d.Explanations)
	for _, note := range d.Notes {
		l.add(brief.Callout{Kind: brief.Note, Text: note})
	}
}

func (l *layout) rule(d *Decision) {
	if d.Procedure.ID == "" {
		return
	}
	u := d.Procedure
	all := []string{l.said.Say("Rule: {title} ({id}). {reference}.", u.Title, u.ID, strings.TrimSuffix(u.Reference, "."))}
	if u.Reading != "text" {
		all = append(all, l.said.Say("Read otherwise than the file has it: {reading}.", u.Says))
	}
	if d.Outcome == Adopted {
		if u.Binds != "" {
			all = append(all, l.said.Say("Binding: {whom}.", u.Binds))
		}
		if u.Effect != "" {
			all = append(all, l.said.Say("Takes effect: {when}.", u.Effect))
		}
	}
	if d.Deadline != "" {
		all = append(all, l.said.Say("The silence ends at {time}.", d.Deadline))
	}
	text := l.said.Join(all, " ", " ")
	l.add(brief.Paragraph{Text: text})
	if len(u.Practice) > 0 {
		var items []brief.Item
		for _, p := range u.Practice {
			items = append(items, brief.Item{Text: p})
		}
		l.add(brief.List{Items: []brief.Item{{Text: l.said.Say("Practice, which is not the rule:"), Items: items}}})
	}
	if u.Verified != "text" {
		l.add(brief.Callout{Kind: brief.Warning, Text: l.said.Say(map[string]string{"secondary": phrase.Key("The rule was read in a secondary source, not in its own text."), "unverified": phrase.Key("The rule's wording has not been checked against its text.")}[u.Verified])})
	}
}

// bars draws the votes with the line they had to reach.
func (l *layout) bars(d *Decision) {
	c := d.Count
	if c == nil || len(d.Majority) == 0 {
		return
	}
	for _, m := range d.Majority {
		parts := []brief.Part{{Label: l.said.Say("in favour"), Tone: brief.Solid}, {Label: l.said.Say("not voted yet"), Tone: brief.Hatched}, {Label: l.said.Say("abstained or not taking part"), Tone: brief.Dotted}, {Label: l.said.Say("against"), Tone: brief.Pale}}
		unit := counting(l.said, m.Counting)
		at := func(s Sum) float64 { return float64(s.by(m.Counting)) }
		bar := brief.Bar{Label: d.Title, Values: []float64{at(c.Yes), at(c.Pending), at(c.Abstain) + at(c.Declared) + at(c.Silent) + at(c.Absent), at(c.No)}}
		if len(d.Vetoes) > 0 {
			bar.Note = l.said.Say("vetoed by {who}", names(l.said, d.Vetoes))
		}
		l.add(brief.Figure{Caption: l.said.Say("Votes, and the line: {share}", m.Says), Picture: brief.Bars{Unit: unit, Parts: parts,
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
		rows = append(rows, []brief.Cell{{Text: l.said.Say("quorum")}, {Text: fmt.Sprint(d.Members)}, {Text: fmt.Sprint(q.Need)}, {Text: fmt.Sprint(q.Present)}, {Finding: f}})
	}
	l.add(brief.Table{Caption: l.said.Say("What it takes"), Columns: []brief.Column{{Head: l.said.Say("What")}, {Head: l.said.Say("Base"), Align: brief.End}, {Head: l.said.Say("Needed"), Align: brief.End}, {Head: l.said.Say("There"), Align: brief.End}, {Head: l.said.Say("Met")}}, Rows: rows})
}

func (l *layout) roll(d *Decision) {
	if len(d.Roll) == 0 {
		if n := len(d.MayDecide); n > 0 && n <= 60 {
			l.add(brief.Paragraph{Text: l.said.Say("May still decide it ({number}): {who}.", n, names(l.said, d.MayDecide))})
		} else if n > 0 {
			l.add(brief.Paragraph{Text: l.said.Say("Each of the {n} members may still decide it.", n)})
		}
		return
	}
	var items []brief.Item
	for _, how := range []string{"yes", "no", "abstain", "declared", "not_participating", "absent", "recused", "pending"} {
		if who := by(d.Roll, how); len(who) > 0 {
			items = append(items, brief.Item{Text: l.said.Say("{how} ({number}): {who}", l.said.Say(castHeads[how]), len(who), names(l.said, who))})
		}
	}
	l.add(brief.List{Items: items})
}

var castHeads = map[string]string{"yes": phrase.Key("In favour"), "no": phrase.Key("Against"), "abstain": phrase.Key("Abstained"), "declared": phrase.Key("Abstained with a declaration"),
	"not_participating": phrase.Key("Did not take part in the vote"), "absent": phrase.Key("Absent"), "recused": phrase.Key("Takes no part"), "pending": phrase.Key("May still decide it")}

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
		key := phrase.Key("{who}: {what}")
		if len(groups[says]) > 1 {
			key = phrase.Key("{who}: each {what}")
		}
		items = append(items, brief.Item{Text: l.said.Say(key, names(l.said, groups[says]), says)})
	}
	l.add(brief.Heading{Level: 2, Text: l.said.Say("Who could have decided it alone")}, brief.List{Items: items})
}

func (l *layout) otherwise(d *Decision) {
	var items []brief.Item
	for _, o := range d.OtherReading {
		text := l.said.Say("Read so that {reading}: {outcome}", o.Says, lower(l.said, o.Outcome))
		if !o.Changes {
			text = l.said.Say("{what}, the same", text)
		}
		items = append(items, brief.Item{Text: text})
	}
	if len(items) > 0 {
		l.add(brief.Heading{Level: 2, Text: l.said.Say("The rule is read otherwise too")}, brief.List{Items: items})
	}
	items = nil
	for _, f := range d.OtherForum {
		text := l.said.Say("{title}, {when}: {outcome}", f.Title, f.When, lower(l.said, f.Outcome))
		switch len(f.Left) {
		case 0:
		case 1:
			text = l.said.Say("{what} as long as {who} objects", text, names(l.said, f.Left))
		default:
			text = l.said.Say("{what} as long as {who} object", text, names(l.said, f.Left))
		}
		items = append(items, brief.Item{Text: text})
	}
	if len(items) > 0 {
		l.add(brief.Heading{Level: 2, Text: l.said.Say("Where else it can be taken")}, brief.List{Items: items})
	}
}

// gateStates are the states of a step of national approval.
var gateStates = map[string]string{"approved": phrase.Key("approved"), "refused": phrase.Key("refused"), "pending": phrase.Key("pending"), "contested": phrase.Key("contested"),
	"waiting": phrase.Key("waiting"), "done": phrase.Key("done"), "void": phrase.Key("void")}

func (l *layout) approval(a *Approval) {
	l.add(brief.Heading{Level: 1, ID: "approval-" + a.Actor, Text: l.said.Say("National approval: {who}", a.Name)}, brief.Paragraph{Text: l.approvalWords(a)})
	var rows [][]brief.Cell
	for _, g := range a.Gates {
		f := map[string]brief.Finding{"approved": brief.Holds, "done": brief.Holds, "refused": brief.Fails, "contested": brief.Contested}[g.State]
		if f == "" {
			f = brief.Open
		}
		basis := l.said.Say("not stated")
		if g.Basis != "" {
			basis = l.said.Record(phrase.Value, g.Basis)
		}
		rows = append(rows, []brief.Cell{{Text: g.Body}, {Text: basis}, {Text: l.said.Record(phrase.Value, g.Mode)}, {Text: fmt.Sprint(g.Order)}, {Text: l.said.Say(gateStates[g.State]), Finding: f}})
	}
	l.add(brief.Table{Caption: l.said.Say("Gates"), Columns: []brief.Column{{Head: l.said.Say("Who")}, {Head: l.said.Say("Basis")}, {Head: l.said.Say("What")}, {Head: l.said.Say("Order"), Align: brief.End}, {Head: l.said.Say("State")}}, Rows: rows},
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
			text = l.said.Say("{who}: {what}", situation.Said(l.said, who, k.Who), text)
		}
		if k.Why != "" {
			text = l.said.Say("{what} ({note})", text, k.Why)
		}
		items = append(items, brief.Item{Text: l.said.Say("{what} [{act}]", text, k.Act)})
	}
	l.add(brief.Heading{Level: 2, Text: l.said.Say(title)}, brief.List{Items: items})
}
