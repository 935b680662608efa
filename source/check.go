package source

import (
	"errors"

	"entente/act"
	"entente/phrase"
)

// Evidence is what [Check] looked at.
type Evidence struct {
	Documents int // sources whose document was there
	Places    int // places that are exact
	Quotes    int // quotes that stand where they are said to
	Unchecked int // places in sources whose document was not there
}

// Check looks up every place and every quote that acts cite in the documents of
// their sources, by the sources' ids. What is not there, or cannot be exact, is a
// problem at the act that cites it.
func Check(acts []*act.Act, documents map[string]*Document) (e Evidence, problems act.Problems) {
	said := phrase.New()
	bad := func(a *act.Act, code, hint, text string, args ...any) {
		problems = append(problems, act.Wrong(said, a.Place, code, hint, text, args...))
	}
	for _, a := range acts {
		b, ok := a.Body.(*act.Source)
		d := documents[a.ID]
		if !ok || d == nil {
			continue
		}
		e.Documents++
		switch {
		case b.SHA256 == "" || b.Text == "":
			bad(a, "not-fixed", said.Sayf("add: sha256: %s and text: %s", d.SHA256, d.Reading.Hash()),
				"the source %s does not say which bytes and which text its places count in", a.ID)
			problems[len(problems)-1].Warning = true
		case b.SHA256 != d.SHA256:
			bad(a, "other-bytes", "a new version is a new source, with places of its own; carry over what still stands",
				"the document of %s is not the one its places were anchored in: its bytes have SHA-256 %.12s…, not %.12s…", a.ID, d.SHA256, b.SHA256)
			documents[a.ID] = nil
		case b.Text != d.Reading.Hash():
			bad(a, "other-text", said.Sayf("its sentences may be numbered otherwise: look each place up again, then put the new hash: %s", d.Reading.Hash()),
				"the text of %s is read otherwise than when its places were anchored", a.ID)
		}
	}
	for _, a := range acts {
		quoted, looked := false, 0
		var last error
		for _, ref := range placesOf(a) {
			d := documents[ref.Source]
			if d == nil {
				e.Unchecked++
				continue
			}
			span, err := d.Reading.Cited(ref.Paragraph, "")
			var none *NoPlace
			if errors.As(err, &none) {
				text, hint := none.within(said)
				bad(a, "no-place", hint, "%s cites %s, and %s", a.ID, ref, text)
				continue
			}
			e.Places++
			looked++
			if a.Quote != "" && !quoted {
				_, last = d.Reading.Quote(span, a.Quote)
				quoted = last == nil
			}
		}
		var none *NoPlace
		switch {
		case quoted:
			e.Quotes++
		case a.Quote != "" && looked > 0 && errors.As(last, &none):
			text, hint := none.within(said)
			bad(a, "no-quote", hint, "the quote of %s is not exact: %s", a.ID, text)
		}
	}
	problems.Sort()
	return e, problems
}

// placesOf gives every place an act cites.
func placesOf(a *act.Act) []act.SourceRef {
	refs := append([]act.SourceRef(nil), a.Source...)
	switch b := a.Body.(type) {
	case *act.Actor:
		for _, f := range b.Facets {
			refs = append(refs, f.Source...)
		}
	case *act.Carrying:
		refs = append(append(refs, b.From...), b.To...)
	}
	return refs
}
