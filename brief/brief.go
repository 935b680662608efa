// Package brief is the paper an answer is printed on: one marked document of
// headings, paragraphs, tables, trees of reasons and pictures, written as
// plain text, Markdown or HTML.
//
// A caller lays out a Document from the blocks in block.go and the pictures in
// picture.go, then calls one of
//
//	brief.Text(w, doc, brief.TextOptions{Width: 80})
//	brief.Markdown(w, doc)
//	brief.HTML(w, doc)
//
// All three say the same things in the same order. A picture always comes with
// its words: in text and Markdown it *is* words (a grouped list, a matrix of
// signs, numbered steps, dated lines), in HTML the words stand under it.
// Nothing is said by colour alone: every standing and every finding has a sign
// and a word, colour and hatching are extra.
//
// Every string in a document is plain text. It is escaped for the medium it is
// written to, control characters and bidirectional overrides are taken out, and
// runs of space are set as one; there is no markup inside strings. The same
// document gives the same bytes each time.
//
// What this package leaves out: it reads no clock, no file and no network, it
// decides nothing about who may see what (the caller has already withheld what
// this reader may not see and says by Marking what is left), and it writes no
// JSON: the JSON of an answer is the answer. Reason and Cite carry JSON tags
// because answers embed them.
package brief

import "entente/phrase"

// Document is one brief. Marking is its banner line ("RESTRICTED // REL TO OIC"),
// shown first and last and on every printed page; a document that carries none
// says "UNMARKED" there, so that nobody takes silence for "unclassified".
type Document struct {
	Title    string
	Subtitle string
	Marking  string
	Lang     string // BCP 47 tag of the text, for instance "en" or "ar"; empty means "en"
	Meta     []Pair // what the brief rests on: as of, known at, dossier, prepared for
	Blocks   []Block
	Said     *phrase.Said // how its sentences were made, so that In can say them in another language
}

// Pair is one line of the head of a document: {"As of", "30 November 2025"}.
type Pair struct{ Name, Value string }

// Unmarked is what stands in place of a missing marking.
const Unmarked = "UNMARKED"

func (d Document) banner() string {
	if m := clean(d.Marking); m != "" {
		return m
	}
	return Unmarked
}
