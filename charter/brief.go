package charter

import (
	"cmp"
	"fmt"
	"strings"

	"entente/brief"
	"entente/gazetteer"
)

// Brief lays the answer out: the five verdicts, then question by question the
// clauses with their brackets, what is left, and the checks.
func (ans *Answer) Brief() brief.Document {
	d := brief.Document{Title: ans.Title, Subtitle: "The charter's five questions", Marking: ans.Marking, Lang: "en", Meta: []brief.Pair{{Name: "As of", Value: ans.At.String()}}}
	if !ans.Known.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: "On record by", Value: ans.Known.String()})
	}
	l := layout{Answer: ans, doc: &d}
	l.add(brief.Callout{Kind: brief.Answer, Text: ans.headline()})
	l.verdicts()
	for i := range ans.Questions {
		l.question(&ans.Questions[i], i+1)
	}
	l.ladder()
	l.findings("scope", "Scope: what it must not be used for", ans.Scope)
	l.findings("oversight", "Oversight: sanction before, report after", ans.Oversight)
	l.findings("command", "Command: who may, and who follows", ans.Command)
	l.bench()
	l.findings("principles", "The three principles of peacekeeping", ans.Principles)
	l.kept("Kept beside, and why it does not count", ans.Beside)
	l.kept("Not understood", ans.NotUnderstood)
	return d
}

type layout struct {
	*Answer
	doc *brief.Document
}

// name is an actor's name on this record, else the gazetteer's.
func (l *layout) name(code string) string {
	if n := l.Names[code]; n != "" {
		return n
	}
	return gazetteer.Name(code, "en")
}

func (l *layout) add(bs ...brief.Block) { l.doc.Blocks = append(l.doc.Blocks, bs...) }

var stateWords = map[State]string{Settled: "settled", Reserved: "settled with reservations", Drafted: "drafted", Silent: "silent", Contradictory: "contradictory"}

// signs stand for the states wherever they are shown, so that nothing is said by
// colour alone.
var signs = map[State]brief.Finding{Settled: brief.Holds, Reserved: brief.Holds, Drafted: brief.Open, Silent: brief.Fails, Contradictory: brief.Contested}

// headline is the answer in two sentences.
func (ans *Answer) headline() string {
	groups := map[State][]string{}
	for _, q := range ans.Questions {
		groups[q.State] = append(groups[q.State], q.ID)
	}
	var parts []string
	for _, s := range []State{Settled, Reserved, Drafted, Contradictory, Silent} {
		if g := groups[s]; len(g) > 0 {
			parts = append(parts, fmt.Sprintf("%s: %s", stateWords[s], and(g)))
		}
	}
	n := len(groups[Settled]) + len(groups[Reserved])
	text := fmt.Sprintf("Of the five questions %d %s settled. ", n, areIs(n)) + upper(strings.Join(parts, "; ")) + "."
	left := 0
	for _, q := range ans.Questions {
		left += len(q.Left)
	}
	if left > 0 {
		text += fmt.Sprintf(" %d %s left to do.", left, map[bool]string{true: "thing is", false: "things are"}[left == 1])
	}
	return text
}

func areIs(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func (l *layout) verdicts() {
	var rows [][]brief.Cell
	for i, q := range l.Questions {
		by, dissent := "", ""
		for _, c := range q.Clauses {
			if c.Body != "" && !strings.Contains(by, l.name(c.Body)) {
				by = strings.TrimPrefix(by+", "+l.name(c.Body)+" "+c.On.String(), ", ")
			}
			for _, d := range c.Dissent {
				dissent = strings.TrimPrefix(dissent+", "+l.name(d.Actor), ", ")
			}
		}
		rows = append(rows, []brief.Cell{{Text: upper(q.ID), Strong: true, To: fmt.Sprintf("q%d", i+1)}, {Text: stateWords[q.State], Finding: signs[q.State]}, {Text: cmp.Or(by, "nobody")}, {Text: cmp.Or(dissent, "—")}, {Text: strings.Join(q.Left, "; ")}})
	}
	l.add(brief.Table{Caption: "The five questions", Columns: []brief.Column{{Head: "Question"}, {Head: "State"}, {Head: "Adopted by"}, {Head: "Dissent"}, {Head: "What is left"}}, Rows: rows})
}

func (l *layout) question(q *Question, n int) {
	l.add(brief.Heading{Level: 1, ID: fmt.Sprintf("q%d", n), Text: fmt.Sprintf("%d. %s: %s", n, upper(q.ID), stateWords[q.State])}, brief.Paragraph{Text: q.Asks})
	for i := range q.Clauses {
		l.clause(&q.Clauses[i])
	}
	l.add(brief.ReasonTree{Reasons: q.Because})
}

func (l *layout) clause(c *Clause) {
	l.add(brief.Heading{Level: 2, Text: c.ID + ": " + stateWords[c.State]})
	var rows [][]brief.Cell
	for _, b := range c.Brackets {
		words := cmp.Or(b.Text, b.Words, spaced(b.Option))
		if b.Brackets {
			words = "[" + words + "]"
		}
		cell := brief.Cell{Text: words}
		if b.Option == c.Option {
			cell.Strong = true
			cell.Finding = signs[c.State]
		}
		rows = append(rows, []brief.Cell{cell, {Text: l.listed(b.For)}, {Text: l.listed(b.Against)}})
	}
	if len(rows) > 0 {
		l.add(brief.Table{Caption: c.Asks, Columns: []brief.Column{{Head: "Option"}, {Head: "For"}, {Head: "Against"}}, Rows: rows})
	}
	var items []brief.Item
	for _, v := range c.Versions {
		text := fmt.Sprintf("%s, by %s: %s", v.On, l.name(v.By), v.Words)
		if v.Brackets {
			text += " (in brackets)"
		}
		if v.Replaced {
			text += " (replaced)"
		}
		items = append(items, brief.Item{Text: text})
	}
	if len(items) > 0 {
		l.add(brief.List{Items: []brief.Item{{Text: "Versions", Items: items}}})
	}
	l.kept("Reservations", c.Reservations)
	l.kept("Amendments", c.Amendments)
	if !c.Review.IsZero() {
		text := "To be reviewed on " + c.Review.String()
		if c.Overdue {
			text += ": overdue"
		}
		l.add(brief.Paragraph{Text: text + "."})
	}
}

func (l *layout) listed(codes []string) string {
	var out []string
	for _, c := range codes {
		out = append(out, l.name(c))
	}
	return strings.Join(out, ", ")
}

func (l *layout) ladder() {
	l.add(brief.Heading{Level: 1, ID: "ladder", Text: "The ladder of type"})
	text := "No option of the clause on the type stands on a rung of the ladder, so how far it goes is not said."
	if l.Ladder.Rung != "" {
		text = fmt.Sprintf("It stands on the rung of %s (%s).", spaced(l.Ladder.Rung), stateWords[l.Ladder.State])
	}
	l.add(brief.Paragraph{Text: text})
	var rows [][]brief.Cell
	for _, r := range l.Ladder.Rungs {
		rows = append(rows, []brief.Cell{{Text: spaced(r.Rung), Strong: r.Here}, {Text: map[bool]string{true: "here", false: ""}[r.Here]}, {Text: r.words()}, {Text: l.listed(r.Consents), Finding: r.Finding}})
	}
	l.add(brief.Table{Caption: "Rungs, and the consent each needs", Columns: []brief.Column{{Head: "Rung"}, {Head: "Stands"}, {Head: "Consent it needs"}, {Head: "Said yes"}}, Rows: rows})
}

func (l *layout) findings(id, title string, fs []Finding) {
	if len(fs) == 0 {
		return
	}
	var reasons []brief.Reason
	for _, f := range fs {
		reasons = append(reasons, brief.Reason{Statement: f.Check, Finding: f.Finding, Because: f.Because})
	}
	l.add(brief.Heading{Level: 1, ID: id, Text: title}, brief.ReasonTree{Reasons: reasons})
}

func (l *layout) bench() {
	b := l.Bench
	if len(b.Definitions) == 0 && b.Wording == nil {
		return
	}
	l.add(brief.Heading{Level: 1, ID: "definitions", Text: "Definitions of the threat, tried"})
	if len(b.Definitions) > 0 {
		m := brief.Matrix{}
		for _, t := range b.Definitions {
			m.Cols = append(m.Cols, brief.Col{Label: t.Title})
		}
		for i, x := range b.Definitions[0].Incidents {
			m.Rows = append(m.Rows, brief.Row{Label: x.Title})
			var ticks []brief.Tick
			for _, t := range b.Definitions {
				tick := brief.Tick{Finding: brief.Fails, Note: t.Incidents[i].Why}
				if t.Incidents[i].Falls {
					tick.Finding = brief.Holds
				}
				ticks = append(ticks, tick)
			}
			m.Cells = append(m.Cells, ticks)
		}
		if len(m.Rows) > 0 {
			l.add(brief.Figure{Caption: "What falls under which definition", Picture: m})
		}
	}
	for _, t := range b.Definitions {
		l.add(brief.Heading{Level: 2, Text: t.Title}, brief.Paragraph{Text: upper(t.Says) + "."})
		var items []brief.Item
		for _, f := range t.Flags {
			items = append(items, brief.Item{Text: f.Says})
		}
		if len(t.Accepts)+len(t.Refuses) > 0 {
			items = append(items, brief.Item{Text: "meets the demands of: " + cmp.Or(l.listed(t.Accepts), "nobody")}, brief.Item{Text: "not those of: " + cmp.Or(l.listed(t.Refuses), "anybody else")})
		}
		if len(items) > 0 {
			l.add(brief.List{Items: items})
		}
		l.groups(t.Groups)
	}
	l.wording()
}

// groups shows the groups listed, or with acts that fall under a definition, beside
// who lists and who supports them.
func (l *layout) groups(groups []Group) {
	if len(groups) == 0 {
		return
	}
	var rows [][]brief.Cell
	for _, g := range groups {
		falls := brief.Cell{Finding: brief.Fails, Text: "no"}
		if g.Falls {
			falls = brief.Cell{Finding: brief.Holds, Text: "yes"}
		}
		rows = append(rows, []brief.Cell{{Text: l.name(g.Group), Strong: true}, falls, {Text: l.listed(g.Listed)}, {Text: l.listed(g.Supports)}})
	}
	l.add(brief.Table{Caption: "Groups", Columns: []brief.Column{{Head: "Group"}, {Head: "Acts fall under it"}, {Head: "Listed by"}, {Head: "Said to be supported by"}}, Rows: rows})
}

func (l *layout) wording() {
	w := l.Bench.Wording
	if w == nil {
		return
	}
	l.add(brief.Heading{Level: 2, ID: "wording", Text: "Which wording can all accept"})
	text := fmt.Sprintf("All %d that made demands can accept: %s.", len(w.Accepts), w.Says)
	if !w.All {
		text = fmt.Sprintf("No wording of these elements meets all demands. Most, %s, can accept: %s.", cmp.Or(l.listed(w.Accepts), "nobody"), w.Says)
	}
	l.add(brief.Paragraph{Text: text})
	var items []brief.Item
	for _, c := range w.Conflicts {
		items = append(items, brief.Item{Text: l.listed(c) + ": no wording meets the demands of these together; of any fewer of them it can"})
	}
	if len(items) > 0 {
		l.add(brief.List{Items: items})
	}
	if !w.Optimal || !w.Complete {
		l.add(brief.Callout{Kind: brief.Warning, Text: "The search was not finished: a better wording may exist."})
	}
}

func (l *layout) kept(title string, kept []Kept) {
	if len(kept) == 0 {
		return
	}
	var items []brief.Item
	for _, k := range kept {
		text := k.Says
		if k.Who != "" {
			text = l.name(k.Who) + ": " + text
		}
		if k.Why != "" {
			text += " (" + k.Why + ")"
		}
		items = append(items, brief.Item{Text: text + " [" + k.Act + "]"})
	}
	l.add(brief.Heading{Level: 2, Text: title}, brief.List{Items: items})
}
