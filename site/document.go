package site

import (
	"path/filepath"

	"entente/act"
	"entente/disclosure"
	"entente/marking"
	"entente/register"
	"entente/source"
)

// Document gives the text of a source the person may see, where it is kept here, and
// says of each of its paragraphs whether the person may read it: by the mark it bears,
// or that of the document.
func (r *Reader) Document(e *register.Entry) (doc *source.Document, may func(source.Paragraph) bool, err error) {
	b, ok := e.Act.Body.(*act.Source)
	if !ok || b.SHA256 == "" || b.Text == "" {
		return nil, nil, source.ErrNotKept
	}
	if doc, err = source.Folder(filepath.Join(r.s.dir, "sources")).Get(b.SHA256, b.Text); err != nil {
		return nil, nil, err
	}
	whole := e.Portions[register.PortionBody].Marking()
	rules := disclosure.NewRules()
	cleared, _ := r.s.w.Cleared(r.p.Reader())
	reader := rules.Reader(r.p.Reader(), cleared.Level, append(Groups(r.p.Reader(), r.s.now()), cleared.Groups...)).Capped(r.p.Level)
	return doc, func(p source.Paragraph) bool {
		m := whole
		if p.Mark != "" {
			m = marking.Join(whole, marking.Parse(doc.Reading.MarkOf(p.Span, whole.String())).Owned(e.Heading.Signer))
		}
		return disclosure.May(reader, rules.Portion(m)) == 0
	}, nil
}
