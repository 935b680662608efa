package demo

import (
	"embed"
	"fmt"

	"entente/act"
	"entente/coding"
	"entente/site"
	"entente/source"
)

// The documents that visitors can go through: written for the demonstration, in its own
// words, about the worked cases. One page has a second version, so that there is
// something to carry over.
//
//go:embed texts
var texts embed.FS

var documents = []struct {
	of, file string
	entry    coding.Entry
}{
	{"gaza-isf-2025", "gaza-digest.html", coding.Entry{Marking: "UNCLASSIFIED", Source: act.Source{Publisher: "The exercise", Date: act.MustDate("2025-11-28"), Medium: "press"}}},
	{"gaza-isf-2025", "gaza-digest-2.html", coding.Entry{Marking: "UNCLASSIFIED", Source: act.Source{Title: "Exercise digest: who would send soldiers to Gaza (second edition)", Publisher: "The exercise", Date: act.MustDate("2025-11-29"), Medium: "press", Replaces: "gaza-digest"}}},
	{"alliance-2016", "alliance-note.txt", coding.Entry{Marking: "UNCLASSIFIED", Source: act.Source{Author: "A desk officer", Publisher: "The exercise", Date: act.MustDate("2016-03-10"), Medium: "analysis"}}},
	{"iraq-2007", "iraq-wire.txt", coding.Entry{Marking: "UNCLASSIFIED", Source: act.Source{Publisher: "The exercise", Date: act.MustDate("2007-05-15"), Medium: "press"}}},
	{"is-coalition-2015", "coalition-minutes.txt", coding.Entry{Marking: "UNCLASSIFIED", Source: act.Source{Author: "A desk officer", Publisher: "The exercise", Date: act.MustDate("2015-09-21"), Medium: "analysis"}}},
	{"moderate-states-2007", "moderate-cable.txt", coding.Entry{Marking: "CONFIDENTIAL"}},
}

// sources keeps the documents beside the register and gives the acts that put them on
// record.
func sources(dir string) (acts []*act.Act, err error) {
	for _, d := range documents {
		raw, err := texts.ReadFile("texts/" + d.file)
		if err != nil {
			return nil, err
		}
		d.entry.Initiative = d.of
		for _, doc := range coding.Read(d.file, raw) {
			if doc.Reading == nil {
				return nil, doc.Findings
			}
			a, problems := d.entry.Act(d.file, doc, 0)
			if len(problems) > 0 {
				return nil, problems
			}
			if _, err := source.Folder(site.DocumentsPath(dir)).Put(doc, raw); err != nil {
				return nil, fmt.Errorf("%s: %w", d.file, err)
			}
			a.Marking = exercise(a.Marking)
			acts = append(acts, a)
		}
	}
	return acts, nil
}
