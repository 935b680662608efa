package source

import "strings"

// Veiled gives the document as somebody reads it who may see some of its paragraphs:
// the words of the others are not there, and no search, list or message can be made of
// them. Every place, and every count of characters, stays what it is.
func (d *Document) Veiled(may func(Paragraph) bool) *Document {
	r := *d.Reading
	r.whole = d.Reading.Hash()
	r.Paragraphs = make([]Paragraph, len(d.Reading.Paragraphs))
	var text strings.Builder
	at := 0
	for i, p := range d.Reading.Paragraphs {
		if !may(p) {
			p.Role, p.Mark = Withheld, ""
			text.WriteString(r.Text[at:p.Start])
			text.WriteString(strings.Map(space, p.Of(r.Text)))
			at = p.End
		}
		r.Paragraphs[i] = p
	}
	text.WriteString(r.Text[at:])
	r.Text = text.String()
	return &Document{SHA256: d.SHA256, Size: d.Size, Reading: &r, Marked: d.Marked, Itself: d.Itself}
}

// space is a white character of as many bytes as another.
func space(r rune) rune {
	switch {
	case r < 0x80:
		return ' '
	case r < 0x800:
		return '\u00a0'
	case r < 0x10000:
		return '\u2003'
	}
	return '\U000e0020'
}

// Whole reports whether nothing of the document is withheld.
func (d *Document) Whole() bool { return d.Reading.Shows(Span{0, len(d.Reading.Text)}) }

// Shows reports whether a span has nothing withheld in it.
func (r *Reading) Shows(s Span) bool {
	for _, p := range r.Paragraphs {
		if p.Role == Withheld && p.Start < s.End && s.Start < p.End {
			return false
		}
	}
	return true
}
