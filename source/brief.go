package source

import (
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/marking"
	"entente/phrase"
)

// Heading is what a document is called: its own title, or its first line.
func (r *Reading) Heading() string {
	if r.Title != "" {
		return r.Title
	}
	if len(r.Paragraphs) == 0 {
		return ""
	}
	if m := subject.FindStringSubmatch(r.Text); r.Reader == "telegram" && m != nil {
		return m[1]
	}
	first := r.Paragraphs[0].Of(r.Text)
	if cut := []rune(first); len(cut) > 120 {
		first = string(cut[:119]) + "…"
	}
	return strings.ReplaceAll(first, "\n", " ")
}

// Marking is the roll-up of a document's portion marks, the most restrictive in
// every respect; unmarked when no portion has a mark.
func (r *Reading) Marking() marking.Marking {
	var all marking.Marking
	for _, p := range r.Paragraphs {
		if p.Mark != "" {
			m := marking.Parse(portionMarking(p.Mark))
			if !all.Marked {
				all = m
			}
			all = marking.Join(all, m)
		}
	}
	return all
}

// MarkOf is the marking an act has that is taken from a span: that of its portions,
// or the document's where they have none.
func (r *Reading) MarkOf(s Span, document string) string {
	var all marking.Marking
	for _, p := range r.Paragraphs {
		if p.Start >= s.End || p.End <= s.Start {
			continue
		}
		m := marking.Parse(document)
		if p.Mark != "" {
			m = marking.Parse(portionMarking(p.Mark))
			whole := marking.Parse(document)
			if m.Exercise = whole.Exercise; len(m.Owners) == 0 {
				m.Owners = whole.Owners
			}
		}
		if all.Marked {
			m = marking.Join(all, m)
		}
		all = m
	}
	return all.String()
}

// portionMarking writes a portion mark, which may part its pieces by one slash, as
// a marking, which does by two.
func portionMarking(mark string) string {
	switch head, rest, _ := strings.Cut(strings.ReplaceAll(mark, "//", "/"), "/"); {
	case head == "SBU" || head == "LOU" || head == "FOUO":
		mark = "LIMITED OFFICIAL USE"
		if rest != "" {
			mark += "//" + strings.ReplaceAll(rest, "/", "//")
		}
	case rest != "":
		mark = head + "//" + strings.ReplaceAll(rest, "/", "//")
	}
	return mark
}

// Brief shows a document with its numbers, and beside each sentence the acts taken
// from it. Name and marking are those on record.
func (d *Document) Brief(id, name, marked string, taken []*act.Act) brief.Document {
	r, said := d.Reading, phrase.New()
	at := make([][]Span, len(taken))
	for i, a := range taken {
		for _, ref := range a.Source {
			if ref.Source != id || ref.Paragraph == "" {
				continue
			}
			if span, err := r.Find(ref.Paragraph); err == nil {
				at[i] = append(at[i], span)
			}
		}
	}
	rows := [][]brief.Cell{}
	last := -1
	for _, s := range r.Sentences() {
		p := r.Paragraphs[s.Paragraph]
		words := Visible(s.Of(r.Text))
		switch {
		case p.Role == Furniture:
			words = said.Say("[page furniture] {words}", words)
		case p.Mark != "" && s.Paragraph != last && !strings.Contains(words, "("+p.Mark+")"):
			words = "(" + p.Mark + ") " + words
		}
		last = s.Paragraph
		var acts []string
		for n, a := range taken {
			if slices.ContainsFunc(at[n], func(t Span) bool { return t.Start < s.End && s.Start < t.End }) {
				acts = append(acts, a.ID)
			}
		}
		rows = append(rows, brief.Cells(s.Place, words, strings.Join(acts, ", ")))
	}
	columns := []brief.Column{{Head: said.Say("Place")}, {Head: said.Say("Text")}, {Head: said.Say("Acts taken from it")}}
	if len(taken) == 0 {
		columns = columns[:2]
	}
	doc := brief.Document{Title: name, Marking: marked, Meta: d.meta(said), Said: said, Blocks: []brief.Block{brief.Table{Columns: columns, Rows: rows}}}
	if r.Derived {
		doc.Blocks = append([]brief.Block{brief.Callout{Kind: brief.Warning, Text: said.Say("This text was derived from where letters stand on a page. Compare with the page before quoting.")}}, doc.Blocks...)
	}
	return doc
}

func (d *Document) meta(said *phrase.Said) []brief.Pair {
	body, sentences := d.Reading.Count()
	furniture := len(d.Reading.Paragraphs) - body
	text := said.Say("{sentences} in {paragraphs}", said.Say("{n} sentences", sentences), said.Say("{n} paragraphs", body))
	if furniture > 0 {
		text = said.Say("{text}, and {paragraphs} of page furniture", text, said.Say("{n} paragraphs", furniture))
	}
	return []brief.Pair{{Name: said.Say("Read as"), Value: d.Reading.Reader}, {Name: said.Say("Text"), Value: text}, {Name: said.Say("Bytes"), Value: act.Grouped(d.Size)},
		{Name: "sha256", Value: d.SHA256}, {Name: said.Say("text hash"), Value: d.Reading.Hash()}}
}

// Count gives the number of paragraphs and sentences that are no furniture.
func (r *Reading) Count() (paragraphs, sentences int) {
	for _, p := range r.Paragraphs {
		if p.Role != Furniture {
			paragraphs++
			sentences += len(p.Sentences)
		}
	}
	return paragraphs, sentences
}

// Visible shows in a text what changes the direction of writing, or cannot be
// seen, so that no screen is deceived by it.
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '�'
		}
		return r
	}, s)
}
