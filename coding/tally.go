package coding

import (
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/phrase"
)

// Score is how good the lists were on the documents that people coded.
type Score struct {
	Outcomes map[string]int `json:"outcomes"` // codings accepted, amended, rejected, and sentences with nothing to code
	Fields   []Field        `json:"fields"`
	Tools    []string       `json:"tools"` // what made the lists
}

// Field is how one field did: of the times something was taken, how often there was a
// list, it was in the list, and first in it.
type Field struct {
	Name   string `json:"field"`
	Taken  int    `json:"taken"`
	Listed int    `json:"listed"`
	In     int    `json:"in_list"`
	First  int    `json:"first"`
	Spent  int    `json:"rejected"` // lists that were turned down as a whole
}

// Tally counts from the codings on record how good the lists were. Nothing is scored by
// itself: every figure is what a person took or turned down.
func Tally(acts []*act.Act) Score {
	s := Score{Outcomes: map[string]int{}}
	at := map[string]int{}
	for _, a := range acts {
		b, ok := a.Body.(*act.Coding)
		if !ok {
			continue
		}
		s.Outcomes[b.Outcome]++
		if b.Tool != "" && !slices.Contains(s.Tools, b.Tool) {
			s.Tools = append(s.Tools, b.Tool)
		}
		for _, p := range b.Picks {
			i, known := at[p.Field]
			if !known {
				i = len(s.Fields)
				at[p.Field] = i
				s.Fields = append(s.Fields, Field{Name: p.Field})
			}
			s.Fields[i].count(b, p)
		}
	}
	slices.Sort(s.Tools)
	return s
}

func (f *Field) count(b *act.Coding, p act.Pick) {
	if b.Outcome == "rejected" {
		f.Spent++
		return
	}
	f.Taken++
	if len(p.Offered) == 0 {
		return
	}
	f.Listed++
	if slices.Contains(p.Offered, p.Took) || p.Field == "condition" && p.Took != "" {
		f.In++
	}
	if p.Offered[0] == p.Took || p.Field == "condition" && p.Took != "" {
		f.First++
	}
}

// Brief shows a score.
func (s Score) Brief(title, marked string) brief.Document {
	said := phrase.New()
	d := brief.Document{Title: said.Say("How good the lists were"), Subtitle: title, Marking: marked, Said: said}
	total := 0
	for _, n := range s.Outcomes {
		total += n
	}
	if total == 0 {
		d.Blocks = append(d.Blocks, brief.Paragraph{Text: said.Say("Nothing was coded yet: entente source code begins.")})
		return d
	}
	d.Blocks = append(d.Blocks, brief.Paragraph{Text: said.Say("Codings: {codings}; accepted as offered: {accepted}; amended: {amended}; rejected: {rejected}; sentences with nothing to code: {nothing}.",
		total, s.Outcomes["accepted"], s.Outcomes["amended"], s.Outcomes["rejected"], s.Outcomes["nothing"])})
	t := brief.Table{Columns: []brief.Column{{Head: said.Say("Field")}, {Head: said.Say("Taken"), Align: brief.End}, {Head: said.Say("With a list"), Align: brief.End}, {Head: said.Say("In the list"), Align: brief.End},
		{Head: said.Say("First"), Align: brief.End}, {Head: said.Say("Turned down"), Align: brief.End}}}
	for _, f := range s.Fields {
		t.Rows = append(t.Rows, brief.Cells(said.Record(phrase.Field, f.Name), fmt.Sprint(f.Taken), fmt.Sprint(f.Listed), share(f.In, f.Listed), share(f.First, f.Listed), fmt.Sprint(f.Spent)))
	}
	d.Blocks = append(d.Blocks, t, brief.Paragraph{Text: said.Say("The lists were made by: {tools}.", strings.Join(s.Tools, "; "))})
	return d
}

func share(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%d (%d %%)", n, (200*n+of)/(2*of))
}
