package source

import (
	"errors"
	"fmt"

	"entente/act"
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
	bad := func(a *act.Act, code, text, hint string, args ...any) {
		problems = append(problems, act.Problem{Place: a.Place, Code: code, Text: fmt.Sprintf(text, args...), Hint: hint})
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
			bad(a, "not-fixed", "the source %s does not say which bytes and which text its places count in", "add: sha256: "+d.SHA256+" and text: "+d.Reading.Hash(), a.ID)
			problems[len(problems)-1].Warning = true
		case b.SHA256 != d.SHA256:
			bad(a, "other-bytes", "the document of %s is not the one its places were anchored in: its bytes have SHA-256 %.12s…, not %.12s…", "a new version is a new source, with places of its own; carry over what still stands", a.ID, d.SHA256, b.SHA256)
			documents[a.ID] = nil
		case b.Text != d.Reading.Hash():
			bad(a, "other-text", "the text of %s is read otherwise than when its places were anchored", "its sentences may be numbered otherwise: look each place up again, then put the new hash: "+d.Reading.Hash(), a.ID)
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
				bad(a, "no-place", "%s cites %s, and %s", none.Hint, a.ID, ref, none.Text)
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
			bad(a, "no-quote", "the quote of %s is not exact: %s", none.Hint, a.ID, none.Text)
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
