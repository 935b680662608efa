package register

import (
	"fmt"
	"unicode/utf8"

	"entente/phrase"
)

// Report says what a verification looked at. Verification stops at the first thing
// that does not hold, which is then its error.
type Report struct {
	Origin     string
	Base       Base
	Witnesses  []string // who cosigned, by the policy's names
	Leaves     int64    // leaves the tree was built from anew
	Tiles      int64    // stored tiles compared
	Found      bool     // what finds acts by case, id and number was compared with them
	Acts       int64    // acts whose portions and receipts were opened
	Portions   int64    // commitments opened
	Signatures int64    // authors' signatures verified
	Key        string   // of a proof: the one key its signature is of
	Unsigned   int64    // signatures not checked, because their keys are not here
	Hidden     int64    // acts of which only the hash is here
}

// Line is a row of a report: what was looked at, and what was found.
type Line struct{ Of, Found string }

// Lines says the report in a language, as a terminal shows it.
func (r *Report) Lines(lang string) []string {
	rows, width := r.In(lang), 12
	for _, l := range rows {
		width = max(width, utf8.RuneCountInString(l.Of))
	}
	lines := make([]string, len(rows))
	for i, l := range rows {
		lines[i] = fmt.Sprintf("%-*s %s", width, l.Of, l.Found)
	}
	return lines
}

// In says the report in a language.
func (r *Report) In(lang string) (lines []Line) {
	said := phrase.New()
	add := func(of, found string) { lines = append(lines, Line{said.In(lang, of), said.In(lang, found)}) }
	add(said.Say("register"), r.Origin)
	add(said.Say("checkpoint"), said.Say("{n} acts, root {root}, signed by the register's key", r.Base.Size, r.Base.Root.String()))
	if len(r.Witnesses) > 0 {
		add(said.Say("witnesses"), said.Say("{n} cosigned: {names}", len(r.Witnesses), said.List(r.Witnesses)))
	}
	if r.Leaves > 0 {
		add(said.Say("tree"), said.Say("built anew from {n} leaves, same root; {tiles} the same", r.Leaves, said.Say("{n} stored tiles", r.Tiles)))
	}
	if r.Found {
		add(said.Say("indexes"), said.Say("each finds the acts it should, and no others"))
	}
	add(said.Say("acts"), said.Say("{acts} opened: {n} portions are those committed to, receipts are those sealed", r.Acts, r.Portions))
	switch {
	case r.Key != "":
		add(said.Say("signature"), said.Say("of the key {key}; whose it was and that it was in force, only the register or a bundle can say", r.Key))
	case r.Signatures > 0:
		add(said.Say("signatures"), said.Say("{n} verified, each with a key in force when it signed", r.Signatures))
	}
	if r.Unsigned > 0 {
		add("", said.Say("{n} not checked: their keys are not in this file", r.Unsigned))
	}
	if r.Hidden > 0 {
		add(said.Say("withheld"), said.Say("{n} acts are here as a hash only; that each is in the tree is verified", r.Hidden))
	}
	return lines
}
