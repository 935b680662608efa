// Package source keeps documents as evidence: their exact bytes, their text as
// numbered once and for ever, and places in it that are exact or reported.
//
// Call [Read] with a file's bytes: it gives a [Document] with findings. A
// [Folder] keeps documents by the SHA-256 of their bytes. [Reading.Find] turns the
// place an act cites, such as "3.2" for the second sentence of paragraph 3, into a
// [Span]; [Reading.Anchor] makes of a span the selectors of the W3C Web Annotation
// Data Model, and [Reading.Locate] finds them again, exactly or not at all.
//
// What holds: an anchor counts in one text, named by its hash. It is exact or it
// is reported, and is never moved to a lookalike. A new version of a page is a new
// source; [Carry] only suggests where a place may have gone, and a person carries
// it over by an act. Nothing of a document is thrown away: furniture of a page is
// marked as such and stays.
//
// [Origins] and [Credible] weigh what several documents say of one thing. The
// package does not propose who said what: that is the business of coding.
package source

import (
	"encoding/json"
	"fmt"

	"entente/act"
)

// Version is that of normalisation and numbering. What it means never changes; a
// better splitter is a version 2 beside it.
const Version = 1

// MaxBytes is the largest document read, and MaxText the longest text: two thousand
// pages. A longer one is no document for a person to go through sentence by sentence.
const (
	MaxBytes = 32 << 20
	MaxText  = 4 << 20
)

// A Document is a file as read.
type Document struct {
	SHA256   string // of the exact bytes, in hexadecimal
	Size     int64
	Reading  *Reading
	Marked   string       // the marking it states for the whole of itself; empty where it states none
	Itself   act.Source   // what it says of itself: a telegram its sender, day and number
	Lines    string       // the lines of the file it stands on, "15-27", where the file holds several documents
	Findings act.Problems // what is odd about it; refusing ones leave Reading nil
}

// A Reading is the text of a document with its numbers. It is kept beside the
// bytes and named by its own hash, so that a program which would read the same
// bytes otherwise moves nothing that was anchored.
type Reading struct {
	Version    int         `json:"v"`
	Reader     string      `json:"reader"`            // text, html, docx, telegram; pdf with the program that read it
	Derived    bool        `json:"derived,omitempty"` // the text was guessed from a layout: compare with the page before quoting
	Title      string      `json:"title,omitempty"`   // the document's own, where the format has one
	Text       string      `json:"text"`              // normalised; every offset is in bytes of it
	Paragraphs []Paragraph `json:"paragraphs"`
	Offsets    []Offset    `json:"offsets,omitempty"` // back to the bytes of the file; empty where the text does not stand in them as such

	whole string // the hash of the whole reading, where this is one as a reader may see it
}

// A Paragraph is one numbered piece of the text.
type Paragraph struct {
	Span
	Label     string `json:"label,omitempty"` // its own number or name: "8" in "8. (C) …", "header"
	Mark      string `json:"mark,omitempty"`  // its portion mark, as written: "C//NF"
	Role      Role   `json:"role,omitempty"`
	Sentences []Span `json:"sentences"`
}

// Role says what a paragraph is for. The zero Role is the body.
type Role string

// The roles.
const (
	Body      Role = ""
	Heading   Role = "heading"
	Header    Role = "header"    // addresses, captions and lists of a telegram
	Furniture Role = "furniture" // what the page put around the text
	Withheld  Role = "withheld"  // what the reader may not see: its words are not there
)

// A Span is a stretch of the text, in bytes: Start is its first, End the one after.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Of is the words of the span in a text.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// An Offset says that from byte Text of the text on, the bytes of the file run
// along, beginning at byte File, until the next Offset.
type Offset struct {
	Text int `json:"t"`
	File int `json:"f"`
}

// Hash names the reading: SHA-256 of its JSON, in hexadecimal.
func (r *Reading) Hash() string {
	if r.whole != "" {
		return r.whole
	}
	text, err := json.Marshal(r)
	if err != nil {
		panic(fmt.Sprintf("a reading is always JSON: %v", err))
	}
	return hashOf(text)
}

// FileOffset is where in the file's bytes the text at an offset begins; ok is
// false where the reader of the format keeps no map.
func (r *Reading) FileOffset(at int) (offset int, ok bool) {
	lo, hi := 0, len(r.Offsets)
	for lo < hi {
		if mid := (lo + hi) / 2; r.Offsets[mid].Text <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return 0, false
	}
	o := r.Offsets[lo-1]
	return o.File + at - o.Text, true
}
