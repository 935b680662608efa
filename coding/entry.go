package coding

import (
	"cmp"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"entente/act"
	"entente/marking"
	"entente/phrase"
	"entente/source"
)

// An Entry is what a person says of a document when it comes on record. What is left
// out the document says of itself, where it does.
type Entry struct {
	ID         string // short name others cite it by; that of the file when empty
	Initiative string
	Marking    string     // of the document; its own, or the highest of its portions, when empty
	Source     act.Source // title, publisher, author, date and the like
}

var notInID = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

// Act is the act that puts a document on record; n tells documents of one file apart,
// from 1, and is 0 for the only one. The problems name what was given by its key.
func (e Entry) Act(file string, doc *source.Document, n int) (*act.Act, act.Problems) {
	b, own := e.Source, doc.Itself
	b.Title, b.Publisher, b.Author = cmp.Or(b.Title, own.Title, doc.Reading.Heading()), cmp.Or(b.Publisher, own.Publisher), cmp.Or(b.Author, own.Author)
	b.Reference, b.Medium, b.Defects = cmp.Or(b.Reference, own.Reference), cmp.Or(b.Medium, own.Medium), own.Defects
	if b.Date.IsZero() {
		b.Date = own.Date
	}
	b.File, b.Lines, b.SHA256, b.Text, b.Derived = filepath.Base(file), doc.Lines, doc.SHA256, doc.Reading.Hash(), doc.Reading.Derived
	id := e.ID
	if id == "" {
		id = strings.Trim(notInID.ReplaceAllString(strings.TrimSuffix(b.File, filepath.Ext(b.File)), "-"), "-.")
	}
	var problems act.Problems
	if id == "" || len(id) > 80 || notInID.MatchString(id) {
		problems = append(problems, act.Wrong(phrase.New(), act.Place{File: "id"}, "bad-id", "give it an id with letters, figures and -", "%q cannot be an id", id))
	}
	if n > 0 {
		id = fmt.Sprintf("%s-%d", id, n)
	}
	a := &act.Act{ID: id, Kind: "source", Initiative: e.Initiative, Body: &b}
	a.On, a.Marking = b.Date, cmp.Or(e.Marking, doc.Marked, doc.Reading.Marking().String())
	if m := marking.Parse(a.Marking); a.Marking != "" && !m.Known() {
		problems = append(problems, act.Wrong(phrase.New(), act.Place{File: "marking"}, "unknown-marking", "write it as SECRET//REL TO PAK, SAU", "the marking %q is not understood: %s", a.Marking, m.Unknown))
	}
	return a, problems
}
