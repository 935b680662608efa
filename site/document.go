package site

import (
	"context"
	"errors"
	"fmt"

	"entente/act"
	"entente/disclosure"
	"entente/marking"
	"entente/register"
	"entente/source"
)

// documents is where the documents of the site are kept.
func (s *Site) documents() source.Folder { return source.Folder(DocumentsPath(s.dir)) }

// Document gives the text of a source the person may see, where it is kept here, as the
// person may read it: the words of a paragraph whose mark is not for it are not there.
func (r *Reader) Document(e *register.Entry) (*source.Document, error) {
	b, ok := e.Act.Body.(*act.Source)
	if !ok || b.SHA256 == "" || b.Text == "" {
		return nil, source.ErrNotKept
	}
	doc, err := r.s.documents().Get(b.SHA256, b.Text)
	if err != nil {
		return nil, err
	}
	whole := e.Portions[register.PortionBody].Marking()
	rules := disclosure.NewRules()
	cleared, _ := r.s.w.Cleared(r.p.Reader())
	reader := rules.Reader(r.p.Reader(), cleared.Level, append(Groups(r.p.Reader(), r.s.now()), cleared.Groups...)).Capped(r.p.Level)
	return doc.Veiled(func(p source.Paragraph) bool {
		m := whole
		if p.Mark != "" {
			m = marking.Join(whole, marking.Parse(doc.Reading.MarkOf(p.Span, whole.String())).Owned(e.Heading.Signer))
		}
		return disclosure.May(reader, rules.Portion(m)) == 0
	}), nil
}

// Bytes gives the exact bytes of a source to who may read all of it. A file that holds
// other documents too is given to nobody here: each has a marking of its own.
func (r *Reader) Bytes(e *register.Entry) ([]byte, error) {
	doc, err := r.Document(e)
	if err != nil {
		return nil, err
	}
	if b := e.Act.Body.(*act.Source); !doc.Whole() || b.Lines != "" {
		return nil, fmt.Errorf("the bytes of %s: %w", e.Act.ID, register.ErrNotFound)
	}
	return r.s.documents().Bytes(doc.SHA256)
}

// Add keeps documents beside the register and puts them on record, each with its act. A
// document is kept before it is on record: an act never names what is not there.
func (s *Site) Add(ctx context.Context, p *Person, raw []byte, docs []*source.Document, drafts []*register.Draft) error {
	for _, d := range drafts {
		if err := p.mayFile(d); err != nil {
			return err
		}
	}
	for _, doc := range docs {
		if _, err := s.documents().Put(doc, raw); err != nil {
			return fmt.Errorf("the document cannot be kept: %w", err)
		}
	}
	return s.FileAll(ctx, p, drafts)
}

// FileAll puts acts on record that belong together, such as an act and what was made of
// its sentence. All are checked before the first is written.
func (s *Site) FileAll(ctx context.Context, p *Person, drafts []*register.Draft) error {
	for _, d := range drafts {
		if err := p.mayFile(d); err != nil {
			return err
		}
		if _, err := s.w.Admit(d); err != nil {
			return err
		}
	}
	results, err := s.w.AppendAll(ctx, drafts, nil)
	for _, r := range results {
		err = errors.Join(err, r.Err)
	}
	s.Changed()
	return err
}
