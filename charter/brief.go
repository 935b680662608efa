package charter

import (
	"cmp"
	"fmt"
	"strings"

	"entente/brief"
	"entente/gazetteer"
	"entente/phrase"
	"entente/situation"
)

// Brief lays the answer out: the five verdicts, then question by question the
// clauses with their brackets, what is left, and the checks.
func (ans *Answer) Brief() brief.Document {
	l := layout{Answer: ans, said: ans.said.Child()}
	d := brief.Document{Title: ans.Title, Subtitle: l.said.Say("The charter's five questions"), Marking: ans.Marking, Lang: phrase.English, Said: l.said, Meta: []brief.Pair{{Name: l.said.Say("As of"), Value: ans.At.String()}}}
	l.doc = &d
	if !ans.Known.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: l.said.Say("On record by"), Value: ans.Known.String()})
	}
	l.add(brief.Callout{Kind: brief.Answer, Text: l.headline()})
	l.verdicts()
	for i := range ans.Questions {
		l.question(&ans.Questions[i], i+1)
	}
	l.ladder()
	l.findings("scope", phrase.Key("Scope: what it must not be used for"), ans.Scope)
	l.findings("oversight", phrase.Key("Oversight: sanction before, report after"), ans.Oversight)
	l.findings("command", phrase.Key("Command: who may, and who follows"), ans.Command)
	l.bench()
	l.findings("principles", phrase.Key("The three principles of peacekeeping"), ans.Principles)
	l.kept(phrase.Key("Kept beside, and why it does not count"), ans.Beside)
	l.kept(phrase.Key("Not understood"), ans.NotUnderstood)
	return d
}

type layout struct {
	*Answer
	doc  *brief.Document
	said *phrase.Said
}

// name is an actor's name on this record, else the gazetteer's.
func (l *layout) name(code string) string {
	return situation.Said(l.said, cmp.Or(l.Names[code], gazetteer.Name(code, phrase.English)), code)
}

func (l *layout) add(bs ...brief.Block) { l.doc.Blocks = append(l.doc.Blocks, bs...) }

var stateWords = map[State]string{Settled: phrase.Key("settled"), Reserved: phrase.Key("settled with reservations"), Drafted: phrase.Key("drafted"), Silent: phrase.Key("silent"), Contradictory: phrase.Key("contradictory")}

// questionWords are the five questions by a word each.
var questionWords = map[string]string{"threat": phrase.Key("threat"), "scope": phrase.Key("scope"), "type": phrase.Key("type"), "oversight": phrase.Key("oversight"), "command": phrase.Key("command")}

// signs stand for the states wherever they are shown, so that nothing is said by
// colour alone.
var signs = map[State]brief.Finding{Settled: brief.Holds, Reserved: brief.Holds, Drafted: brief.Open, Silent: brief.Fails, Contradictory: brief.Contested}

// headline is the answer in two sentences.
func (l *layout) headline() string {
	groups := map[State][]string{}
	for _, q := range l.Questions {
		groups[q.State] = append(groups[q.State], l.said.Say(questionWords[q.ID]))
	}
	var parts []string
	for _, s := range []State{Settled, Reserved, Drafted, Contradictory, Silent} {
		if g := groups[s]; len(g) > 0 {
			parts = append(parts, l.said.Say("{state}: {questions}", l.said.Say(stateWords[s]), l.said.List(g)))
		}
	}
	n := len(groups[Settled]) + len(groups[Reserved])
	text := []string{l.said.Say("Of the five questions {n} are settled.", n), l.said.Say("{what}.", l.said.Upper(l.said.Join(parts, "; ", "; ")))}
	left := 0
	for _, q := range l.Questions {
		left += len(q.Left)
	}
	if left > 0 {
		text = append(text, l.said.Say("{n} things are left to do.", left))
	}
	return l.said.Join(text, " ", " ")
}

func (l *layout) verdicts() {
	var rows [][]brief.Cell
	for i, q := range l.Questions {
		var by, dissent []string
		for _, c := range q.Clauses {
			if c.Body != "" && !strings.Contains(strings.Join(by, " "), l.name(c.Body)) {
				by = append(by, l.said.Say("{who} {day}", l.name(c.Body), c.On.String()))
			}
			for _, d := range c.Dissent {
				dissent = append(dissent, l.name(d.Actor))
			}
		}
		rows = append(rows, []brief.Cell{{Text: l.said.Upper(l.said.Say(questionWords[q.ID])), Strong: true, To: fmt.Sprintf("q%d", i+1)}, {Text: l.said.Say(stateWords[q.State]), Finding: signs[q.State]}, {Text: cmp.Or(l.said.Join(by, ", ", ", "), l.said.Say("nobody"))}, {Text: cmp.Or(l.said.Join(dissent, ", ", ", "), "—")}, {Text: l.said.Join(q.Left, "; ", "; ")}})
	}
	l.add(brief.Table{Caption: l.said.Say("The five questions"), Columns: []brief.Column{{Head: l.said.Say("Question")}, {Head: l.said.Say("State")}, {Head: l.said.Say("Adopted by")}, {Head: l.said.Say("Dissent")}, {Head: l.said.Say("What is left")}}, Rows: rows})
}

func (l *layout) question(q *Question, n int) {
	l.add(brief.Heading{Level: 1, ID: fmt.Sprintf("q%d", n), Text: l.said.Say("{number}. {question}: {state}", n, l.said.Upper(l.said.Say(questionWords[q.ID])), l.said.Say(stateWords[q.State]))}, brief.Paragraph{Text: q.Asks})
	for i := range q.Clauses {
		l.clause(&q.Clauses[i])
	}
	l.add(brief.ReasonTree{Reasons: q.Because})
}

func (l *layout) clause(c *Clause) {
	l.add(brief.Heading{Level: 2, Text: l.said.Say("{clause}: {what}", c.ID, l.said.Say(stateWords[c.State]))})
	var rows [][]brief.Cell
	for _, b := range c.Brackets {
		words := cmp.Or(b.Text, b.Words, spaced(b.Option))
		if b.Brackets {
			words = l.said.Say("[{words}]", words)
		}
		cell := brief.Cell{Text: words}
		if b.Option == c.Option {
			cell.Strong = true
			cell.Finding = signs[c.State]
		}
		rows = append(rows, []brief.Cell{cell, {Text: l.listed(b.For)}, {Text: l.listed(b.Against)}})
	}
	if len(rows) > 0 {
		l.add(brief.Table{Caption: c.Asks, Columns: []brief.Column{{Head: l.said.Say("Option")}, {Head: l.said.Say("For")}, {Head: l.said.Say("Against")}}, Rows: rows})
	}
	var items []brief.Item
	for _, v := range c.Versions {
		text := l.said.Say("{day}, by {who}: {words}", v.On.String(), l.name(v.By), v.Words)
		if v.Brackets {
			text = l.said.Say("{what} (in brackets)", text)
		}
		if v.Replaced {
			text = l.said.Say("{what} (replaced)", text)
		}
		items = append(items, brief.Item{Text: text})
	}
	if len(items) > 0 {
		l.add(brief.List{Items: []brief.Item{{Text: l.said.Say("Versions"), Items: items}}})
	}
	l.kept(phrase.Key("Reservations"), c.Reservations)
	l.kept(phrase.Key("Amendments"), c.Amendments)
	if !c.Review.IsZero() {
		key := phrase.Key("To be reviewed on {day}.")
		if c.Overdue {
			key = phrase.Key("To be reviewed on {day}: overdue.")
		}
		l.add(brief.Paragraph{Text: l.said.Say(key, c.Review.String())})
	}
}

func (l *layout) listed(codes []string) string {
	var out []string
	for _, c := range codes {
		out = append(out, l.name(c))
	}
	return l.said.Join(out, ", ", ", ")
}

func (l *layout) ladder() {
	l.add(brief.Heading{Level: 1, ID: "ladder", Text: l.said.Say("The ladder of type")})
	text := l.said.Say("No option of the clause on the type stands on a rung of the ladder, so how far it goes is not said.")
	if l.Ladder.Rung != "" {
		text = l.said.Say("It stands on the rung of {rung} ({state}).", l.said.Record(phrase.Value, l.Ladder.Rung), l.said.Say(stateWords[l.Ladder.State]))
	}
	l.add(brief.Paragraph{Text: text})
	var rows [][]brief.Cell
	for _, r := range l.Ladder.Rungs {
		rows = append(rows, []brief.Cell{{Text: l.said.Record(phrase.Value, r.Rung), Strong: r.Here}, {Text: map[bool]string{true: l.said.Say("here"), false: ""}[r.Here]}, {Text: l.rung(&r)}, {Text: l.listed(r.Consents), Finding: r.Finding}})
	}
	l.add(brief.Table{Caption: l.said.Say("Rungs, and the consent each needs"), Columns: []brief.Column{{Head: l.said.Say("Rung")}, {Head: l.said.Say("Stands")}, {Head: l.said.Say("Consent it needs")}, {Head: l.said.Say("Said yes")}}, Rows: rows})
}

func (l *layout) findings(id, title string, fs []Finding) {
	if len(fs) == 0 {
		return
	}
	var reasons []brief.Reason
	for _, f := range fs {
		reasons = append(reasons, brief.Reason{Statement: f.Check, Finding: f.Finding, Because: f.Because})
	}
	l.add(brief.Heading{Level: 1, ID: id, Text: l.said.Say(title)}, brief.ReasonTree{Reasons: reasons})
}

func (l *layout) bench() {
	b := l.Bench
	if len(b.Definitions) == 0 && b.Wording == nil {
		return
	}
	l.add(brief.Heading{Level: 1, ID: "definitions", Text: l.said.Say("Definitions of the threat, tried")})
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
			l.add(brief.Figure{Caption: l.said.Say("What falls under which definition"), Picture: m})
		}
	}
	for _, t := range b.Definitions {
		l.add(brief.Heading{Level: 2, Text: t.Title}, brief.Paragraph{Text: l.said.Say("{what}.", l.said.Upper(t.Says))})
		var items []brief.Item
		for _, f := range t.Flags {
			items = append(items, brief.Item{Text: f.Says})
		}
		if len(t.Accepts)+len(t.Refuses) > 0 {
			items = append(items, brief.Item{Text: l.said.Say("meets the demands of: {who}", cmp.Or(l.listed(t.Accepts), l.said.Say("nobody")))}, brief.Item{Text: l.said.Say("not those of: {who}", cmp.Or(l.listed(t.Refuses), l.said.Say("anybody else")))})
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
		falls := brief.Cell{Finding: brief.Fails, Text: l.said.Say("no")}
		if g.Falls {
			falls = brief.Cell{Finding: brief.Holds, Text: l.said.Say("yes")}
		}
		rows = append(rows, []brief.Cell{{Text: l.name(g.Group), Strong: true}, falls, {Text: l.listed(g.Listed)}, {Text: l.listed(g.Supports)}})
	}
	l.add(brief.Table{Caption: l.said.Say("Groups"), Columns: []brief.Column{{Head: l.said.Say("Group")}, {Head: l.said.Say("Acts fall under it")}, {Head: l.said.Say("Listed by")}, {Head: l.said.Say("Said to be supported by")}}, Rows: rows})
}

func (l *layout) wording() {
	w := l.Bench.Wording
	if w == nil {
		return
	}
	l.add(brief.Heading{Level: 2, ID: "wording", Text: l.said.Say("Which wording can all accept")})
	text := l.said.Say("All {n} that made demands can accept: {wording}.", len(w.Accepts), w.Says)
	if !w.All {
		text = l.said.Say("No wording of these elements meets all demands. Most, {who}, can accept: {wording}.", cmp.Or(l.listed(w.Accepts), l.said.Say("nobody")), w.Says)
	}
	l.add(brief.Paragraph{Text: text})
	var items []brief.Item
	for _, c := range w.Conflicts {
		items = append(items, brief.Item{Text: l.said.Say("{who}: no wording meets the demands of these together; of any fewer of them it can", l.listed(c))})
	}
	if len(items) > 0 {
		l.add(brief.List{Items: items})
	}
	if !w.Optimal || !w.Complete {
		l.add(brief.Callout{Kind: brief.Warning, Text: l.said.Say("The search was not finished: a better wording may exist.")})
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
			text = l.said.Say("{who}: {what}", l.name(k.Who), text)
		}
		if k.Why != "" {
			text = l.said.Say("{what} ({note})", text, k.Why)
		}
		items = append(items, brief.Item{Text: l.said.Say("{what} [{act}]", text, k.Act)})
	}
	l.add(brief.Heading{Level: 2, Text: l.said.Say(title)}, brief.List{Items: items})
}
