package main

import (
	"fmt"

	"entente/act"
	"entente/register"
	"entente/source"
)

// documents goes through the documents on record. Those with which something is wrong
// are gathered by the act that put each on record; sources without a document are
// counted apart.
func documents(reg *register.Register, do func(b *act.Source) error) (good, without int, bad []error, err error) {
	err = reg.Entries(register.Query{}, func(e *register.Entry) error {
		b, ok := e.Act.Body.(*act.Source)
		switch {
		case !ok:
		case b.SHA256 == "" || b.Text == "":
			without++
		default:
			if err := do(b); err != nil {
				bad = append(bad, fmt.Errorf("%s: %w", e.Act.ID, err))
			} else {
				good++
			}
		}
		return nil
	})
	return good, without, bad, err
}

// copyDocuments brings every document on record from one folder into another, and
// gathers what is missing or altered.
func copyDocuments(reg *register.Register, from, to source.Folder) (good int, bad []error, err error) {
	good, _, bad, err = documents(reg, func(b *act.Source) error { return from.Copy(to, b.SHA256, b.Text) })
	return good, bad, err
}
