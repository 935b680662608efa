package forces

import (
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
)

// Brief lays the answer out: the answer in a few sentences, coverage over time, lines
// against contributors, the balance, then line by line who fills it, what is missing
// and what would fill it.
func (ans *Answer) Brief() brief.Document {
	d := brief.Document{Title: ans.Title, Subtitle: "Is the force complete, who fills what, what is missing and what would help", Marking: ans.Marking, Lang: "en"}
	if !ans.At.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: "As of", Value: ans.At.String()})
	}
	if !ans.Known.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: "On record by", Value: ans.Known.String()})
	}
	for _, a := range ans.Assumed {
		d.Meta = append(d.Meta, brief.Pair{Name: "Assumed", Value: a})
	}
	l := layout{ans, &d}
	l.add(brief.Callout{Kind: brief.Answer, Text: ans.headline()})
	for _, w := range ans.Incomplete {
		l.add(brief.Callout{Kind: brief.Warning, Text: upper(w) + "."})
	}
	for _, n := range ans.Notes {
		l.add(brief.Callout{Kind: brief.Note, Text: upper(n) + "."})
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
	l.kept("Kept beside, and why it does not count", ans.Beside)
	l.kept("Not understood", ans.NotUnderstood)
	return d
}

type layout struct {
	*Answer
	doc *brief.Document
}

func (l *layout) add(bs ...brief.Block) { l.doc.Blocks = append(l.doc.Blocks, bs...) }

func (l *layout) section(id, title string) {
	l.add(brief.Heading{Level: 1, ID: id, Text: title})
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func percent(v float64) string {
	switch p := 100 * v; {
	case p > 0 && p < 0.1:
		return "under 0.1 %"
	case p > 99.9 && p < 100:
		return "over 99.9 %"
	default:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", p), ".0") + " %"
	}
}

// headline is the answer in a few sentences.
func (ans *Answer) headline() string {
	if !ans.lines() {
		return "No line of a statement of requirements is on record, so nothing can be filled or missing. Lines are requirements with a capability."
	}
	filled, musts := 0, 0
	var gaps []string
	for _, x := range ans.Lines {
		filled += boolean(x.Filled)
		musts += boolean(x.Must)
		if !x.Filled && len(gaps) < 3 {
			gap := x.Says
			if len(x.Gaps) > 0 && len(x.Gaps[0].Causes) > 0 {
				gap += " (" + string(x.Gaps[0].Causes[0].Cause) + ")"
			}
			gaps = append(gaps, gap)
		}
	}
	var b strings.Builder
	switch {
	case ans.Full:
		b.WriteString("The force is complete: ")
	case ans.Complete && musts > 0:
		b.WriteString("Every line that must be filled is, and others are not: ")
	default:
		b.WriteString("The force is not complete: ")
	}
	fmt.Fprintf(&b, "%d of %s filled, %s of all that is needed, by priority and day. ", filled, plural(len(ans.Lines), "line is", "lines are"), percent(ans.Coverage))
	if len(gaps) > 0 {
		rest := len(ans.Lines) - filled - len(gaps)
		b.WriteString("It lacks " + strings.Join(gaps, "; "))
		if rest > 0 {
			fmt.Fprintf(&b, "; and %s", plural(rest, "one more line", "more lines"))
		}
		b.WriteString(". ")
	}
	if ans.AtMost > ans.Coverage {
		fmt.Fprintf(&b, "If every strength came to the high end of what was said it would be %s. ", percent(ans.AtMost))
	}
	if ans.Reach > ans.Coverage {
		fmt.Fprintf(&b, "With everything open settled as is best it would reach %s. ", percent(ans.Reach))
	}
	var lacks []string
	for _, m := range ans.Unmet {
		if !slices.ContainsFunc(ans.Lines, func(x Line) bool { return x.ID == m.ID }) {
			lacks = append(lacks, m.Says)
		}
	}
	if len(lacks) > 0 {
		b.WriteString("Beside the force the initiative lacks " + strings.Join(lacks, "; ") + ". ")
	}
	if len(ans.Ways) > 0 {
		fmt.Fprintf(&b, "The shortest way found to complete the force takes %s. ", plural(len(ans.Ways[0].Steps), "one step", "steps"))
	}
	if len(ans.NotUnderstood) > 0 {
		fmt.Fprintf(&b, "%s not understood and could change this. ", plural(len(ans.NotUnderstood), "One act is", "acts are"))
	}
	return strings.TrimSpace(b.String())
}

func plural(n int, one, many string) string {
	if n == 1 {
		if strings.HasPrefix(strings.ToLower(one), "one ") {
			return one
		}
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// finding is whether a line is filled, as a sign.
func (x *Line) finding() brief.Finding {
	if x.Filled {
		return brief.Holds
	}
	return brief.Fails
}

// needWords says a line's need and what there is.
func (x *Line) needWords() (need, there string) {
	var ns, ts []string
	for _, n := range x.Needs {
		ns = append(ns, amount(n.Need, n.Of))
		t := act.Grouped(n.Least)
		if n.AtMost > n.Least {
			t += " to " + act.Grouped(n.AtMost)
		} else if n.AtMost == 0 && n.Least > 0 {
			t = "at least " + t
		}
		ts = append(ts, t)
	}
	return strings.Join(ns, ", "), strings.Join(ts, ", ")
}

// statement is the table of all lines.
func (l *layout) statement() {
	l.section("lines", "The statement of requirements, line by line")
	t := brief.Table{Caption: "What is needed, what is there, who provides it", Columns: []brief.Column{{Head: "Line"}, {Head: "Where and for what"}, {Head: "Needed", Align: brief.End},
		{Head: "There", Align: brief.End}, {Head: "Filled", Align: brief.End}, {Head: "By"}, {Head: "Lacks, because"}}}
	for i := range l.Lines {
		x := &l.Lines[i]
		need, there := x.needWords()
		weight := "should"
		if x.Must {
			weight = "must"
		}
		t.Rows = append(t.Rows, []brief.Cell{{Text: l.lineWords(x), Finding: x.finding(), To: "line-" + x.ID}, {Text: fmt.Sprintf("%s; %s, priority %d; %s to %s", where(x), weight, x.Priority, x.From, x.Until)},
			{Text: need}, {Text: there}, {Text: percent(x.Coverage)}, {Text: l.by(x)}, {Text: x.lacks()}})
	}
	l.add(t)
}

func (l *layout) lineWords(x *Line) string {
	if x.Line != "" {
		return x.Line + ": " + x.Says
	}
	return x.Says
}

func where(x *Line) string {
	parts := []string{x.Capability.Words()}
	if x.Task != "" {
		parts = append(parts, strings.ReplaceAll(x.Task, "_", " "))
	}
	if x.Place != "" {
		parts = append(parts, x.Place)
	}
	return strings.Join(parts, ", ")
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
			owners[i] = o + " " + act.Grouped(people[o])
		}
	}
	if len(owners) == 0 {
		return "nobody"
	}
	return strings.Join(owners, ", ")
}

// amount says so many people or units.
func amount(n int64, of string) string {
	if n == 1 {
		of = map[string]string{"people": "person", "units": "unit"}[of]
	}
	return act.Grouped(n) + " " + of
}

// lacks says the greatest gap with its causes.
func (x *Line) lacks() string {
	if len(x.Gaps) == 0 {
		return ""
	}
	g := slices.MaxFunc(x.Gaps, func(a, b Gap) int { return int(a.Missing - b.Missing) })
	text := amount(g.Missing, g.Of)
	var causes []string
	for _, c := range g.Causes {
		w := string(c.Cause)
		if len(g.Causes) > 1 && c.Amount > 0 {
			w += " " + act.Grouped(c.Amount)
		}
		causes = append(causes, w)
	}
	return text + ": " + strings.Join(causes, "; ")
}

// ways lists what would complete the force.
func (l *layout) ways() {
	if len(l.Ways) == 0 {
		return
	}
	l.section("ways", "What would complete the force (unlocks)")
	var items []brief.Item
	for _, w := range l.Ways {
		items = append(items, brief.Item{Text: plural(len(w.Steps), "one step", "steps"), Items: steps(w)})
	}
	if len(items) == 1 {
		items = items[0].Items
	}
	text := "Each way is minimal: leave one step out and it does not do."
	if !l.Ways[0].Complete {
		text += " There are more ways than these."
	}
	l.add(brief.Paragraph{Text: text}, brief.List{Ordered: true, Items: items})
}

func steps(w Way) []brief.Item {
	var items []brief.Item
	for _, s := range w.Steps {
		items = append(items, brief.Item{Text: upper(s.Says)})
	}
	return items
}
