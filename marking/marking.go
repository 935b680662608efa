// Package marking reads, compares and joins the markings of documents and of
// their portions: level, owner, REL TO list, TLP, NOFORN and ORCON.
//
// Call [Parse] first; it never fails. A text it does not understand becomes a
// marking that says so, and whoever decides on disclosure denies it: the package
// fails closed. [Join] gives the marking of a text made from two, the most
// restrictive in every respect; [Marking.String] writes the canonical form, which
// Parse reads back to the same marking.
//
// Who may read what follows from a marking is the business of disclosure.
package marking

import (
	"slices"
	"strings"
)

// Level is a classification level, comparable with <.
type Level uint8

// The levels. National names are read as the level they are equivalent to.
const (
	Unclassified Level = iota
	Restricted
	Confidential
	Secret
	TopSecret
)

var levelWords = []string{"UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"}

// String is the level in words.
func (l Level) String() string { return levelWords[min(int(l), len(levelWords)-1)] }

// ParseLevel reads a level in words or by its portion letter (U, R, C, S, TS).
func ParseLevel(s string) (Level, bool) {
	l, ok := levels[strings.ToUpper(strings.Join(strings.Fields(s), " "))]
	return l, ok
}

var levels = map[string]Level{
	"UNCLASSIFIED": Unclassified, "UNCLAS": Unclassified, "U": Unclassified,
	"RESTRICTED": Restricted, "R": Restricted, "LIMITED OFFICIAL USE": Restricted,
	"CONFIDENTIAL": Confidential, "C": Confidential,
	"SECRET": Secret, "S": Secret,
	"TOP SECRET": TopSecret, "TS": TopSecret, "COSMIC TOP SECRET": TopSecret,
}

// TLP is a label of the Traffic Light Protocol 2.0 (FIRST, 2022), comparable
// with <; NoTLP sets no limit.
type TLP uint8

// The labels.
const (
	NoTLP TLP = iota
	Clear
	Green
	Amber
	AmberStrict
	Red
)

var tlpWords = []string{"", "TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"}

// String is the label as FIRST writes it; empty for NoTLP.
func (t TLP) String() string { return tlpWords[min(int(t), len(tlpWords)-1)] }

// A Marking says how a text may be handled.
//
//	PAK SECRET//REL TO PAK, SAU//ORCON
//	UNCLASSIFIED//TLP:AMBER
//	NATO RESTRICTED
//	SECRET//ORIGINATOR ONLY
//	EXERCISE//UNCLASSIFIED
//
// The zero Marking is unmarked, which is not the same as unclassified: see
// [Marking.Known].
type Marking struct {
	Level  Level
	Owners []string // codes of the originators, sorted; empty when the text names none
	RelTo  []string // codes it may be released to, sorted; only when Listed
	Listed bool     // a REL TO list limits release; with RelTo empty: originator only
	TLP    TLP
	NOFORN bool // not releasable to anyone but the originator's own nationals
	ORCON  bool // goes no further than the originator itself decides
	// Exercise says that nothing of it is real: it limits nobody and is never lost.
	Exercise bool
	Marked   bool // there is a marking at all
	Unknown  string
}

// Known reports whether the whole marking was understood. What is unmarked, or
// carries words the program does not know, is to be denied.
func (m Marking) Known() bool { return m.Marked && m.Unknown == "" }

// OriginatorOnly reports whether nobody but the originator is on the list.
func (m Marking) OriginatorOnly() bool { return m.Listed && len(m.RelTo) == 0 }

// Owned is m with an originator, when it names none itself.
func (m Marking) Owned(by string) Marking {
	if len(m.Owners) == 0 && by != "" {
		m.Owners = []string{by}
	}
	return m
}

// String writes the marking in its canonical form; empty when unmarked.
func (m Marking) String() string {
	if !m.Marked {
		return ""
	}
	first := m.Level.String()
	if len(m.Owners) > 0 {
		first = strings.Join(m.Owners, "/") + " " + first
	}
	pieces := []string{first}
	if m.Exercise {
		pieces = []string{exercise, first}
	}
	switch {
	case m.OriginatorOnly():
		pieces = append(pieces, "ORIGINATOR ONLY")
	case m.Listed:
		pieces = append(pieces, "REL TO "+strings.Join(m.RelTo, ", "))
	}
	if m.TLP != NoTLP {
		pieces = append(pieces, m.TLP.String())
	}
	if m.NOFORN {
		pieces = append(pieces, "NOFORN")
	}
	if m.ORCON {
		pieces = append(pieces, "ORCON")
	}
	if m.Unknown != "" {
		pieces = append(pieces, m.Unknown)
	}
	return strings.Join(pieces, "//")
}

// Join is the marking of a text made from both: the higher level and label, both
// controls, the codes on both lists, all originators. A list that becomes empty
// leaves the text to its originator; where there are two originators, to nobody.
// What is unmarked stays unknown beside what is marked.
//
// A label from TLP:AMBER up, or ORCON, without a list reaches nobody but its
// originator; beside another text's list it must not begin to reach those.
func Join(a, b Marking) Marking {
	if a.String() == b.String() {
		return a
	}
	a, b = a.closed(), b.closed()
	m := Marking{
		Level: max(a.Level, b.Level), TLP: stricter(a.TLP, b.TLP),
		NOFORN: a.NOFORN || b.NOFORN, ORCON: a.ORCON || b.ORCON, Exercise: a.Exercise || b.Exercise,
		Listed: a.Listed || b.Listed, Marked: a.Marked || b.Marked,
		Owners: union(a.Owners, b.Owners),
	}
	if (len(a.Owners) == 0) != (len(b.Owners) == 0) {
		// Part of the text is of nobody named: no single originator owns the whole.
		m.Owners = union(m.Owners, []string{unnamed})
	}
	switch {
	case a.Listed && b.Listed:
		m.RelTo = both(a.RelTo, b.RelTo)
	case a.Listed:
		m.RelTo = a.RelTo
	case b.Listed:
		m.RelTo = b.RelTo
	}
	unknown := union(words(a), words(b))
	m.Unknown = strings.Join(unknown, "//")
	return m
}

// stricter is the stricter of two labels; TLP:CLEAR is the one that allows more
// than no label does.
func stricter(a, b TLP) TLP {
	switch {
	case a == Clear:
		return b
	case b == Clear:
		return a
	}
	return max(a, b)
}

// closed is m with the empty list that its label or control amounts to.
func (m Marking) closed() Marking {
	if m.TLP >= Amber || m.ORCON {
		m.Listed = true
	}
	return m
}

const (
	unmarked = "UNMARKED"
	unnamed  = "UNNAMED"
	exercise = "EXERCISE"
)

// words are the pieces of m nobody understands; a text without a marking counts
// as one once it is joined to a marked one.
func words(m Marking) []string {
	switch {
	case !m.Marked:
		return []string{unmarked}
	case m.Unknown == "":
		return nil
	}
	return strings.Split(m.Unknown, "//")
}

func union(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

func both(a, b []string) []string {
	var out []string
	for _, s := range a {
		if slices.Contains(b, s) {
			out = append(out, s)
		}
	}
	return out
}
