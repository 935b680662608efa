package source

import (
	"fmt"
	"strings"

	"entente/act"
	"entente/brief"
)

// Brief shows what is on record about how far an act can be relied on.
func (w Weight) Brief(a *act.Act, marked string) brief.Document {
	d := brief.Document{Title: "How far it can be relied on", Subtitle: a.Title(nil), Marking: marked}
	if a.Says != "" {
		d.Blocks = append(d.Blocks, brief.Paragraph{Text: a.Says})
	}
	links := brief.List{Ordered: true}
	for _, l := range w.Chain {
		links.Items = append(links.Items, brief.Item{Text: l.Role + ": " + l.Name})
	}
	counts := "it is its actor's own official word"
	if ok, why := a.Counts(); !ok {
		counts = "it is kept beside and moves no standing: " + why
	}
	d.Blocks = append(d.Blocks, brief.Heading{Level: 1, ID: "chain", Text: "Through whose hands it came"}, links, brief.Paragraph{Text: "As such " + counts + "."},
		brief.Heading{Level: 1, ID: "grades", Text: "Grades"}, w.gradeTable(),
		brief.Heading{Level: 1, ID: "origins", Text: "Who else says it"}, w.originList())
	for _, x := range []struct {
		words string
		acts  []string
	}{{"Contradicted by", w.Contradicts}, {"Corrected or superseded by", w.Corrected}, {"Narrowed by", w.Scopes}, {"Another explanation of the same", w.Competes}} {
		if len(x.acts) > 0 {
			d.Blocks = append(d.Blocks, brief.Callout{Kind: brief.Note, Text: x.words + " " + strings.Join(x.acts, ", ") + "."})
		}
	}
	return d
}

func (w Weight) gradeTable() brief.Block {
	t := brief.Table{Columns: []brief.Column{{Head: "Grader"}, {Head: "Day"}, {Head: "Reliability"}, {Head: "Credibility"}, {Head: "Why"}}}
	for _, g := range w.Grades {
		grader, why := g.Grader, g.Ground
		switch {
		case g.Act == "":
			grader = "nobody"
		case grader == "":
			grader = "who recorded it"
		}
		if g.Reduced {
			why = strings.TrimPrefix(why+"; given as 1, which asks for two independent origins, and there is one", "; ")
		}
		t.Rows = append(t.Rows, brief.Cells(grader, g.On.String(), g.Reliability+", "+reliability[g.Reliability], g.Credibility+", "+credibility[g.Credibility], why))
	}
	return t
}

func (w Weight) originList() brief.Block {
	list := brief.List{}
	for i, ids := range w.Origins {
		list.Items = append(list.Items, brief.Item{Text: fmt.Sprintf("%s: %s", w.Names[i], strings.Join(ids, ", "))})
	}
	return list
}

// The words of the Admiralty system (NATO AJP-2.1).
var (
	reliability = map[string]string{"A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable", "F": "cannot be judged"}
	credibility = map[string]string{"1": "confirmed by other sources", "2": "probably true", "3": "possibly true", "4": "doubtful", "5": "improbable", "6": "cannot be judged"}
)
