package act

import "strings"

// The reference types say what a name points to, so that one checker can test
// every reference of every kind and an editor can complete it.
type (
	ActorRef      string // an actor: a key under actors, or a code of the gazetteer
	FactRef       string // a question of fact: a key under facts
	ClauseRef     string // a clause: a key under clauses
	GateRef       string // a step of national approval: id of an item under gates
	ActRef        string // any act, by its id
	InitiativeRef string // another initiative, by its id or in words
)

// A SourceRef is a place in a source: "seed-2#3" is paragraph 3 of seed-2,
// "seed-2#3.1" its first sentence. Package source finds it in the document.
type SourceRef struct {
	Source    string
	Paragraph string // a paragraph's number or label, and sentences of it; empty for the whole
}

// SourceRefs is one place or several; in a dossier a string or a list of strings.
type SourceRefs []SourceRef

// ParseSourceRef reads "seed-2#3".
func ParseSourceRef(s string) SourceRef {
	id, para, _ := strings.Cut(strings.TrimSpace(s), "#")
	return SourceRef{Source: id, Paragraph: para}
}

// String gives back what ParseSourceRef read.
func (r SourceRef) String() string {
	if r.Paragraph == "" {
		return r.Source
	}
	return r.Source + "#" + r.Paragraph
}

// A Choice is a clause settled, or chosen, at one of its options.
type Choice struct {
	Clause ClauseRef
	Option string
}

// Choices maps clauses to options: "disarmament: palestinian_police".
type Choices map[ClauseRef]string

// A Condition is a text in the condition language (see package condition), kept
// as written, with the place of its first character so that messages about it
// point into the file. For folded and literal blocks Indent is the number of
// columns each further line is indented; Text then holds the raw dedented lines.
type Condition struct {
	Text   string
	Place  Place
	Indent int
}

// IsZero reports whether there is no condition.
func (c Condition) IsZero() bool { return strings.TrimSpace(c.Text) == "" }

// PlaceOf turns a line and column inside the condition's text (both from 1) into
// a place in the file.
func (c Condition) PlaceOf(line, col int) Place {
	if line <= 1 {
		return Place{c.Place.File, c.Place.Line, c.Place.Col + col - 1}
	}
	return Place{c.Place.File, c.Place.Line + line - 1, c.Indent + col}
}
