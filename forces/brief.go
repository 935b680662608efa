package forces

import (
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/phrase"
	"entente/situation"
)

// Brief lays the answer out: the answer in a few sentences, coverage over time, lines
// against contributors, the balance, then line by line who fills it, what is missing
// and what would fill it.
func (ans *Answer) Brief() brief.Document {
	l := layout{Answer: ans, said: ans.said.Child()}
	d := brief.Document{Title: ans.Title, Subtitle: l.said.Say("Is the force complete, who fills what, what is missing and what would help"), Marking: ans.Marking, Lang: phrase.English, Said: l.said}
	l.doc = &d
	if !ans.At.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: l.said.Say("As of"), Value: ans.At.String()})
	}
	if !ans.Known.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: l.said.Say("On record by"), Value: ans.Known.String()})
	}
	for _, a := range ans.Assumed {
		d.Meta = append(d.Meta, brief.Pair{Name: l.said.Say("Assumed"), Value: a})
	}
	l.add(brief.Callout{Kind: brief.Answer, Text: l.headline()})
	for _, w := range ans.Incomplete {
		l.add(brief.Callout{Kind: brief.Warning, Text: l.said.Say("{what}.", l.said.Upper(w))})
	}
	for _, n := range ans.Notes {
		l.add(brief.Callout{Kind: brief.Note, Text: l.said.Say("{what}.", l.said.Upper(n))})
	}
	if ans.lines() {
		l.statement()
		l.ways()
		l.overTime()
		l.matrix()
		l.balance()
		l.contributors()
		l.caveats()
		l.lineByLine()
		l.idle()
	}
	l.service()
	l.kept(phrase.Key("Kept beside, and why it does not count"), ans.Beside)
	l.kept(phrase.Key("Not understood"), ans.NotUnderstood)
	return d
}

type layout struct {
	*Answer
	doc  *brief.Document
	said *phrase.Said
}

func (l *layout) add(bs ...brief.Block) { l.doc.Blocks = append(l.doc.Blocks, bs...) }

func (l *layout) section(id, title string) {
	l.add(brief.Heading{Level: 1, ID: id, Text: l.said.Say(title)})
}

func (l *layout) name(code string) string { return situation.Said(l.said, l.Answer.name(code), code) }

func (l *layout) percent(v float64) string {
	switch p := 100 * v; {
	case p > 0 && p < 0.1:
		return l.said.Say("under {share}", "0.1 %")
	case p > 99.9 && p < 100:
		return l.said.Say("over {share}", "99.9 %")
	default:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", p), ".0") + " %"
	}
}

// headline is the answer in a few sentences.
func (l *layout) headline() string {
	say := l.said.Say
	if !l.lines() {
		return say("No line of a statement of requirements is on record, so nothing can be filled or missing. Lines are requirements with a capability.")
	}
	filled, musts := 0, 0
	var gaps []string
	for _, x := range l.Lines {
		filled += boolean(x.Filled)
		musts += boolean(x.Must)
		if !x.Filled && len(gaps) < 3 {
			gap := l.said.Quote(x.Says)
			if len(x.Gaps) > 0 && len(x.Gaps[0].Causes) > 0 {
				gap = say("{what} ({note})", gap, say(string(x.Gaps[0].Causes[0].Cause)))
			}
			gaps = append(gaps, gap)
		}
	}
	key := phrase.Key("The force is not complete: {filled} of {lines}, {share} of all that is needed, by priority and day.")
	switch {
	case l.Full:
		key = phrase.Key("The force is complete: {filled} of {lines}, {share} of all that is needed, by priority and day.")
	case l.Complete && musts > 0:
		key = phrase.Key("Every line that must be filled is, and others are not: {filled} of {lines}, {share} of all that is needed, by priority and day.")
	}
	said := []string{say(key, filled, say("{n} lines are filled", len(l.Lines)), l.percent(l.Coverage))}
	if len(gaps) > 0 {
		lacks := l.said.Join(gaps, "; ", "; ")
		if rest := len(l.Lines) - filled - len(gaps); rest > 0 {
			lacks = say("{what}; and {lines}", lacks, say("{n} more lines", rest))
		}
		said = append(said, say("It lacks {what}.", lacks))
	}
	if l.AtMost > l.Coverage {
		said = append(said, say("If every strength came to the high end of what was said it would be {share}.", l.percent(l.AtMost)))
	}
	if l.Reach > l.Coverage {
		said = append(said, say("With everything open settled as is best it would reach {share}.", l.percent(l.Reach)))
	}
	var lacks []string
	for _, m := range l.Unmet {
		if !slices.ContainsFunc(l.Lines, func(x Line) bool { return x.ID == m.ID }) {
			lacks = append(lacks, m.Says)
		}
	}
	if len(lacks) > 0 {
		said = append(said, say("Beside the force the initiative lacks {what}.", l.said.Join(lacks, "; ", "; ")))
	}
	if len(l.Ways) > 0 {
		said = append(said, say("The shortest way found to complete the force takes {steps}.", say("{n} steps", len(l.Ways[0].Steps))))
	}
	if n := len(l.NotUnderstood); n > 0 {
		said = append(said, say("{n} acts are not understood and could change this.", n))
	}
	return l.said.Join(said, " ", " ")
}

// finding is whether a line is filled, as a sign.
func (x *Line) finding() brief.Finding {
	if x.Filled {
		return brief.Holds
	}
	return brief.Fails
}

// needWords says a line's need and what there is.
func (l *layout) needWords(x *Line) (need, there string) {
	var ns, ts []string
	for _, n := range x.Needs {
		ns = append(ns, l.amount(n.Need, n.Of))
		t := act.Grouped(n.Least)
		if n.AtMost > n.Least {
			t = l.said.Say("{low} to {high}", t, act.Grouped(n.AtMost))
		} else if n.AtMost == 0 && n.Least > 0 {
			t = l.said.Say("at least {low}", t)
		}
		ts = append(ts, t)
	}
	return l.said.Join(ns, ", ", ", "), l.said.Join(ts, ", ", ", ")
}

// statement is the table of all lines.
func (l *layout) statement() {
	l.section("lines", phrase.Key("The statement of requirements, line by line"))
	t := brief.Table{Caption: l.said.Say("What is needed, what is there, who provides it"), Columns: []brief.Column{{Head: l.said.Say("Line")}, {Head: l.said.Say("Where and for what")}, {Head: l.said.Say("Needed"), Align: brief.End},
		{Head: l.said.Say("There"), Align: brief.End}, {Head: l.said.Say("Filled"), Align: brief.End}, {Head: l.said.Say("By")}, {Head: l.said.Say("Lacks, because")}}}
	for i := range l.Lines {
		x := &l.Lines[i]
		need, there := l.needWords(x)
		weight := l.said.Record(phrase.Value, "should")
		if x.Must {
			weight = l.said.Record(phrase.Value, "must")
		}
		t.Rows = append(t.Rows, []brief.Cell{{Text: l.lineWords(x), Finding: x.finding(), To: "line-" + x.ID}, {Text: l.said.Say("{where}; {weight}, priority {priority}; {from} to {until}", l.where(x), weight, x.Priority, x.From, x.Until)},
			{Text: need}, {Text: there}, {Text: l.percent(x.Coverage)}, {Text: l.by(x)}, {Text: l.lacks(x)}})
	}
	l.add(t)
}

func (l *layout) lineWords(x *Line) string {
	if x.Line != "" {
		return l.said.Say("{line}: {what}", x.Line, x.Says)
	}
	return x.Says
}

func (l *layout) where(x *Line) string {
	parts := []string{capability(l.said, x.Capability)}
	if x.Task != "" {
		parts = append(parts, strings.ReplaceAll(x.Task, "_", " "))
	}
	if x.Place != "" {
		parts = append(parts, x.Place)
	}
	return l.said.Join(parts, ", ", ", ")
}

// by lists who fills a line, each contributor once.
func (l *layout) by(x *Line) string {
	var owners []string
	people := map[string]int64{}
	for _, a := range x.By {
		name := l.name(a.Owner)
		if !slices.Contains(owners, name) {
			owners = append(owners, name)
		}
		people[name] += a.Low
	}
	for i, o := range owners {
		if people[o] > 0 {
			owners[i] = l.said.Say("{who} {number}", o, act.Grouped(people[o]))
		}
	}
	if len(owners) == 0 {
		return l.said.Say("nobody")
	}
	return l.said.Join(owners, ", ", ", ")
}

// amount says so many people or units.
func (l *layout) amount(n int64, of string) string {
	if of == "units" {
		return l.said.Say("{n} units", count(n))
	}
	return l.said.Say("{n} people", count(n))
}

// count is a number that is written in groups of three.
type count int64

func (n count) String() string { return act.Grouped(int64(n)) }

// lacks says the greatest gap with its causes.
func (l *layout) lacks(x *Line) string {
	if len(x.Gaps) == 0 {
		return ""
	}
	g := slices.MaxFunc(x.Gaps, func(a, b Gap) int { return int(a.Missing - b.Missing) })
	text := l.amount(g.Missing, g.Of)
	var causes []string
	for _, c := range g.Causes {
		w := l.said.Say(string(c.Cause))
		if len(g.Causes) > 1 && c.Amount > 0 {
			w = l.said.Say("{cause} {number}", w, act.Grouped(c.Amount))
		}
		causes = append(causes, w)
	}
	return l.said.Say("{what}: {causes}", text, l.said.Join(causes, "; ", "; "))
}

// ways lists what would complete the force.
func (l *layout) ways() {
	if len(l.Ways) == 0 {
		return
	}
	l.section("ways", phrase.Key("What would complete the force (unlocks)"))
	var items []brief.Item
	for _, w := range l.Ways {
		items = append(items, brief.Item{Text: l.said.Say("{n} steps", len(w.Steps)), Items: l.steps(w)})
	}
	if len(items) == 1 && len(items[0].Items) == 1 { // one step; several would look like ways
		items = items[0].Items
	}
	text := l.said.Say("Each way is minimal: leave one step out and it does not do.")
	if !l.Ways[0].Complete {
		text = l.said.Join([]string{text, l.said.Say("There are more ways than these.")}, " ", " ")
	}
	l.add(brief.Paragraph{Text: text}, brief.List{Ordered: true, Items: items})
}

func (l *layout) steps(w Way) []brief.Item {
	var items []brief.Item
	for _, s := range w.Steps {
		items = append(items, brief.Item{Text: l.said.Upper(s.Says)})
	}
	return items
}

// Said is how the sentences of the answer were made, for whoever shows some of them.
func (ans *Answer) Said() *phrase.Said { return ans.said }
