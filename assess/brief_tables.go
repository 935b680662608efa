package assess

import (
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/phrase"
)

func (l *layout) packages() {
	if len(l.Packages) == 0 {
		return
	}
	l.section("packages", l.said.Say("Packages compared"))
	lines := slices.ContainsFunc(l.Packages, func(p Package) bool { return len(p.Outcome.Lines) > 0 || p.Outcome.Coverage > 0 })
	preferred := slices.ContainsFunc(l.Packages, func(p Package) bool { return p.Outcome.preferences() > 0 })
	for _, horizon := range []struct{ id, head string }{
		{"stands", l.said.Say("With facts and approvals as they stand")},
		{"reach", l.said.Say("With facts and approvals as favourable as they may become")},
	} {
		t := brief.Table{Caption: horizon.head, Columns: []brief.Column{{Head: l.said.Say("Package")}, {Head: l.said.Say("Members"), Align: brief.End}, {Head: l.said.Say("Troops"), Align: brief.End}, {Head: l.said.Say("Concessions"), Align: brief.End}, {Head: l.said.Say("Against the draft")}}}
		if preferred {
			t.Columns = slices.Insert(t.Columns, 4, brief.Column{Head: l.said.Say("Preferences unmet"), Align: brief.End})
		}
		if lines {
			t.Columns = slices.Insert(t.Columns, 3, brief.Column{Head: l.said.Say("Lines covered"), Align: brief.End})
		}
		var rows []string
		for _, p := range l.Packages {
			if p.Horizon != horizon.id {
				continue
			}
			shown := fmt.Sprint(l.packageWords(Package{Options: p.Options}), len(p.Outcome.Members), p.Outcome.Troops, len(p.Outcome.Concessions), p.Outcome.preferences(), l.gains(p))
			if slices.Contains(rows, shown) {
				continue
			}
			rows = append(rows, shown)
			row := []brief.Cell{{Text: l.packageWords(p), Strong: p.Best}, {Text: fmt.Sprint(len(p.Outcome.Members))}, {Text: act.Grouped(p.Outcome.Troops)},
				{Text: fmt.Sprint(len(p.Outcome.Concessions) - p.Outcome.preferences())}, {Text: l.gains(p)}}
			if preferred {
				row = slices.Insert(row, 4, brief.Cell{Text: fmt.Sprint(p.Outcome.preferences())})
			}
			if lines {
				row = slices.Insert(row, 3, brief.Cell{Text: fmt.Sprintf("%.0f %%", 100*p.Outcome.Coverage)})
			}
			t.Rows = append(t.Rows, row)
		}
		if len(t.Rows) > 0 {
			l.add(t)
		}
	}
}

// preferences counts the concessions that are no more than preferences.
func (o *Outcome) preferences() int {
	n := 0
	for _, c := range o.Concessions {
		if c.Strength == string(act.Preference) {
			n++
		}
	}
	return n
}

// packageWords names a package by the options in which it differs from the draft.
func (l *layout) packageWords(p Package) string {
	var words, tags []string
	for _, in := range l.Inputs {
		clause, ok := strings.CutPrefix(in.ID, "option.")
		if v := p.Options[clause]; ok && v != "" && (in.State == "open" || in.State == "drafted" && v != in.Value) {
			words = append(words, l.said.Say("{clause}: {option}", plain(clause), plain(v)))
		}
	}
	if p.Draft {
		tags = append(tags, l.said.Say("the draft"))
	}
	if p.Best {
		tags = append(tags, l.said.Say("best"))
	}
	text := l.said.Join(words, ", ", ", ")
	if text == "" {
		text = l.said.Say("as drafted")
	}
	if len(tags) > 0 {
		text = l.said.Say("{what} ({note})", text, l.said.Join(tags, ", ", ", "))
	}
	return text
}

func (l *layout) gains(p Package) string {
	var words []string
	if len(p.Gains) > 0 {
		words = append(words, l.said.Say("+ {who}", l.nameList(p.Gains)))
	}
	if len(p.Losses) > 0 {
		words = append(words, l.said.Say("− {who}", l.nameList(p.Losses)))
	}
	return l.said.Join(words, "; ", "; ")
}

func (l *layout) pivots() {
	t := brief.Table{Caption: l.said.Say("What the best case loses without it"), Columns: []brief.Column{{Head: l.said.Say("Actor, fact or clause")}, {Head: l.said.Say("Members lost"), Align: brief.End}, {Head: l.said.Say("Share of unlocks"), Align: brief.End}, {Head: l.said.Say("Then")}}}
	for _, p := range l.Pivotal {
		if p.Loss == 0 && p.Unlocks == 0 && !p.Breaks || len(t.Rows) == 12 {
			continue
		}
		then := ""
		if p.Breaks {
			then = l.said.Say("no coalition is viable")
		}
		t.Rows = append(t.Rows, brief.Cells(p.Says, fmt.Sprint(p.Loss), fmt.Sprintf("%.0f %%", 100*p.Unlocks), then))
	}
	if len(t.Rows) > 0 {
		l.section("pivotal", l.said.Say("On whom and on what it turns (pivotal)"))
		l.add(t)
	}
}

func (l *layout) contested() {
	if len(l.Contested) == 0 {
		return
	}
	l.section("contested", l.said.Say("Contested inputs: does the answer change?"))
	var items []brief.Item
	for _, c := range l.Contested {
		item := brief.Item{Finding: brief.Contested, Text: l.said.Say("{what}. The answer does not change.", c.Says)}
		if c.Changes {
			item.Text = l.said.Say("{what}. The answer depends on it:", c.Says)
			for _, r := range c.Readings {
				item.Items = append(item.Items, brief.Item{Text: l.readingWords(r)})
			}
		}
		items = append(items, item)
	}
	l.add(brief.List{Items: items})
}

func (l *layout) readingWords(r Reading) string {
	by := map[brief.Standing][]string{}
	for _, a := range l.Actors {
		if s, ok := r.Standings[a.ID]; ok {
			by[s] = append(by[s], l.name(a.ID))
		}
	}
	var words []string
	for _, s := range brief.Standings() {
		if len(by[s]) > 0 {
			words = append(words, l.said.Say("{who} {standing}", l.said.List(by[s]), l.said.Say(s.Word())))
		}
	}
	if r.Viable {
		words = append(words, l.said.Say("viable"))
	} else {
		words = append(words, l.said.Say("not viable"))
	}
	return l.said.Say("if {reading}: {outcome}", r.Says, l.said.Join(words, "; ", "; "))
}

// states are those of a question of the charter.
var states = map[string]string{"settled": phrase.Key("settled"), "drafted": phrase.Key("drafted"), "silent": phrase.Key("silent")}

func (l *layout) charter() {
	l.section("charter", l.said.Say("The charter at a glance: five questions"))
	t := brief.Table{Caption: l.said.Say("What is settled, drafted, silent"), Columns: []brief.Column{{Head: l.said.Say("Question")}, {Head: l.said.Say("State")}, {Head: l.said.Say("Clause")}}}
	heads := map[string]string{"threat": phrase.Key("1 Is the threat defined?"), "scope": phrase.Key("2 Scope"), "type": phrase.Key("3 Type of force"), "oversight": phrase.Key("4 Political oversight"), "command": phrase.Key("5 Command")}
	for _, q := range l.Charter {
		var words []string
		for _, c := range q.Clauses {
			w := ""
			switch c.State {
			case "settled", "drafted":
				key := phrase.Key("{question} Settled: “{words}”.")
				if c.State == "drafted" {
					key = phrase.Key("{question} Drafted: “{words}”.")
				}
				w = l.said.Say(key, c.Asks, c.Words[slices.Index(c.Options, c.Option)])
			default:
				var os []string
				for _, o := range c.Words {
					os = append(os, l.said.Say("“{words}”", o))
				}
				w = l.said.Say("{question} Open among {options}.", c.Asks, list(l.said, os))
			}
			words = append(words, w)
		}
		if len(words) == 0 {
			words = []string{l.said.Say("no clause on record answers it")}
		}
		t.Rows = append(t.Rows, brief.Cells(l.said.Say(heads[q.Question]), l.said.Say(states[q.State]), l.said.Join(words, " ", " ")))
	}
	l.add(t)
}

// conditions is the matrix of actors against the inputs their conditions name.
func (l *layout) conditions() {
	var m brief.Matrix
	column := map[string]int{}
	for _, in := range l.Inputs {
		used := slices.ContainsFunc(l.Actors, func(a Actor) bool {
			return slices.ContainsFunc(a.Terms, func(t Finding) bool { return slices.Contains(t.Inputs, in.ID) })
		})
		if used && len(m.Cols) < 16 {
			column[in.ID] = len(m.Cols)
			m.Cols = append(m.Cols, brief.Col{Label: l.said.Upper(in.Label), Finding: inputFinding(in)})
		}
	}
	if len(m.Cols) == 0 {
		return
	}
	joins := -1
	for _, a := range l.Actors {
		if len(a.Terms) == 0 {
			continue
		}
		cells := make([]brief.Tick, len(m.Cols)+1)
		for _, t := range a.Terms {
			for _, id := range t.Inputs {
				c, ok := column[id]
				if !ok && strings.HasPrefix(id, "joins.") {
					joins, c, ok = len(m.Cols), len(m.Cols), true
				}
				if ok && worse(t.Finding, cells[c].Finding) {
					cells[c] = brief.Tick{Finding: t.Finding, Note: l.said.Record(phrase.Value, t.Strength)}
				}
			}
		}
		m.Rows = append(m.Rows, brief.Row{Label: l.name(a.ID), Standing: a.Standing, To: "why-" + a.ID})
		m.Cells = append(m.Cells, cells)
	}
	if joins >= 0 {
		m.Cols = append(m.Cols, brief.Col{Label: l.said.Say("Who else joins")})
	}
	l.section("conditions", l.said.Say("Conditions: what each asked for, and what holds"))
	l.add(brief.Figure{ID: "matrix", Caption: l.said.Say("Actors against the conditions they set"), Picture: m})
}

func worse(a, b brief.Finding) bool {
	rank := []brief.Finding{"", brief.Holds, brief.Open, brief.Contested, brief.Fails}
	return slices.Index(rank, a) > slices.Index(rank, b)
}

func inputFinding(in Input) brief.Finding {
	switch {
	case in.State == "contested":
		return brief.Contested
	case in.State != "settled":
		return brief.Open
	case in.Value == "false":
		return brief.Fails
	}
	return brief.Holds
}

func (l *layout) reasons() {
	if len(l.Actors) == 0 {
		return
	}
	l.section("reasons", l.said.Say("Reasons, actor by actor"))
	for _, a := range l.Actors {
		if a.ID == l.explain {
			continue
		}
		l.add(brief.Heading{Level: 2, ID: "why-" + a.ID, Text: l.said.Say("{who}: {what}", l.name(a.ID), l.said.Say(a.Standing.Word()))},
			brief.ReasonTree{ID: "tree-" + a.ID, Folded: true, Reasons: a.Because})
	}
}

func (l *layout) record() {
	if len(l.Beside) > 0 {
		l.section("beside", l.said.Say("On record and not counted"))
		l.add(brief.Paragraph{Text: l.said.Say("Only an actor's own official act moves its standing. These are kept and shown.")})
		var items []brief.Item
		for _, k := range l.Beside {
			items = append(items, brief.Item{Text: l.cited(l.said.Say("{what} — {why}", l.said.Upper(k.Says), k.Why), brief.Cite{Act: k.Act, Source: k.Cite.Source})})
		}
		l.add(brief.List{Items: items})
	}
	if len(l.Timeline) > 0 {
		l.section("timeline", l.said.Say("Timeline of acts"))
		t := brief.Timeline{Now: l.At.Last()}
		left := 0
		for _, e := range l.Timeline {
			switch e.Kind {
			case "statement", "experience", "tie":
				left++
				continue
			case "paragraph", "receipt": // of a telegram, which is in the picture itself
				continue
			}
			t.Events = append(t.Events, brief.Event{Date: e.On.Last(), When: e.On.String(), Lane: l.name(e.Actor), Kind: e.Kind, Label: e.Says})
		}
		l.add(brief.Figure{ID: "acts", Caption: l.said.Say("Acts in force on {day}", l.At.String()), Picture: t})
		if left > 0 {
			l.add(brief.Paragraph{Text: l.said.Say("Left out of the picture: {statements}; the JSON has all.", l.said.Say("{n} statements", left))})
		}
	}
}
