package source

import (
	"strings"

	"entente/act"
	"entente/brief"
	"entente/phrase"
)

// Brief shows what is on record about how far an act can be relied on.
func (w Weight) Brief(a *act.Act, marked string) brief.Document {
	say := w.said.Say
	d := brief.Document{Title: say("How far it can be relied on"), Subtitle: a.Title(w.said), Marking: marked, Said: w.said}
	if a.Says != "" {
		d.Blocks = append(d.Blocks, brief.Paragraph{Text: a.Says})
	}
	links := brief.List{Ordered: true}
	for _, l := range w.Chain {
		links.Items = append(links.Items, brief.Item{Text: say("{role}: {name}", say(l.Role), l.Name)})
	}
	counts := say("As such it is its actor's own official word.")
	if ok, why := a.Counts(); !ok {
		counts = say("As such it is kept beside and moves no standing: {why}.", say(why))
	}
	d.Blocks = append(d.Blocks, brief.Heading{Level: 1, ID: "chain", Text: say("Through whose hands it came")}, links, brief.Paragraph{Text: counts},
		brief.Heading{Level: 1, ID: "grades", Text: say("Grades")}, w.gradeTable(),
		brief.Heading{Level: 1, ID: "origins", Text: say("Who else says it")}, w.originList())
	others := func(key string, acts []string) {
		if len(acts) > 0 {
			d.Blocks = append(d.Blocks, brief.Callout{Kind: brief.Note, Text: say(key, strings.Join(acts, ", "))})
		}
	}
	others(phrase.Key("Contradicted by {acts}."), w.Contradicts)
	others(phrase.Key("Corrected or superseded by {acts}."), w.Corrected)
	others(phrase.Key("Narrowed by {acts}."), w.Scopes)
	others(phrase.Key("Another explanation of the same: {acts}."), w.Competes)
	return d
}

func (w Weight) gradeTable() brief.Block {
	say := w.said.Say
	t := brief.Table{Columns: []brief.Column{{Head: say("Grader")}, {Head: say("Day")}, {Head: say("Reliability")}, {Head: say("Credibility")}, {Head: say("Why")}}}
	for _, g := range w.Grades {
		grader, why := g.Grader, g.Ground
		switch {
		case g.Act == "":
			grader = say("nobody")
		case grader == "":
			grader = say("who recorded it")
		}
		if g.Reduced {
			reduced := say("given as 1, which asks for two independent origins, and there is one")
			if why = w.said.Join([]string{why, reduced}, "; ", "; "); g.Ground == "" {
				why = reduced
			}
		}
		t.Rows = append(t.Rows, brief.Cells(grader, g.On.String(), say("{grade}, {words}", g.Reliability, say(reliability[g.Reliability])), say("{grade}, {words}", g.Credibility, say(credibility[g.Credibility])), why))
	}
	return t
}

func (w Weight) originList() brief.Block {
	list := brief.List{}
	for i, ids := range w.Origins {
		list.Items = append(list.Items, brief.Item{Text: w.said.Say("{role}: {name}", w.Names[i], strings.Join(ids, ", "))})
	}
	return list
}

// The words of the Admiralty system (NATO AJP-2.1).
var (
	reliability = map[string]string{"A": phrase.Key("completely reliable"), "B": phrase.Key("usually reliable"), "C": phrase.Key("fairly reliable"), "D": phrase.Key("not usually reliable"), "E": phrase.Key("unreliable"), "F": phrase.Key("cannot be judged")}
	credibility = map[string]string{"1": phrase.Key("confirmed by other sources"), "2": phrase.Key("probably true"), "3": phrase.Key("possibly true"), "4": phrase.Key("doubtful"), "5": phrase.Key("improbable"), "6": phrase.Key("cannot be judged")}
)

// The roles of a chain.
var _ = []string{phrase.Key("about"), phrase.Key("holder"), phrase.Key("speaker"), phrase.Key("told"), phrase.Key("relayer"), phrase.Key("author"), phrase.Key("publisher"), phrase.Key("document")}
