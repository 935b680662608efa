package web

import (
	"cmp"
	"slices"
	"strings"

	"entente/act"
	"entente/source"
)

// textBeside is the source text that stands beside a form.
type textBeside struct {
	id         string
	known      []worded // the sources of the case, to choose from
	kept       bool     // its text is kept here
	paragraphs []besideParagraph
}

type besideParagraph struct {
	heading, withheld bool
	sentences         []besideSentence
}

// besideSentence is a sentence with the place by which acts cite it.
type besideSentence struct {
	place, words string
	cited        bool
}

// sourceBeside gives the text of the source that a form cites, sentence by sentence,
// as far as the reader may read it.
func (v *visit) sourceBeside(x *filing) *textBeside {
	b := &textBeside{}
	for id, a := range x.c.Sit.Sources {
		b.known = append(b.known, worded{id, a.Body.(*act.Source).Title})
	}
	order := v.lang.Order()
	slices.SortFunc(b.known, func(a, b worded) int { return cmp.Or(order(a.words, b.words), cmp.Compare(a.value, b.value)) })
	first, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(x.form.Get("source")), ",", "\n"), "\n")
	ref := act.ParseSourceRef(first)
	b.id = ref.Source
	e, here := x.c.Entry(ref.Source)
	if !here {
		return b
	}
	doc, err := v.reader.Document(e)
	if err != nil {
		return b
	}
	b.kept = true
	sentences := doc.Reading.Sentences()
	for i, p := range doc.Reading.Paragraphs {
		if p.Role == source.Furniture {
			continue
		}
		q := besideParagraph{heading: p.Role == source.Heading, withheld: p.Role == source.Withheld}
		for _, s := range sentences {
			if s.Paragraph == i && !q.withheld {
				q.sentences = append(q.sentences, besideSentence{s.Place, s.Of(doc.Reading.Text), s.Place == ref.Paragraph})
			}
		}
		b.paragraphs = append(b.paragraphs, q)
	}
	return b
}
