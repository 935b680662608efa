package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"entente/act"
	"entente/disclosure"
	"entente/dossier"
	"entente/phrase"
	"entente/register"
	"entente/site"
	"entente/situation"

	"github.com/spf13/cobra"
)

// caseView says which case of a register a question is about, and for whom. Notes
// is what the answer is to say of that: whose view it is, what it rests on.
type caseView struct {
	reader, initiative string
	notes              []func(said *phrase.Said) string
}

// say gives the notes as an answer keeps them.
func (v *caseView) say(said *phrase.Said) []string {
	var notes []string
	for _, n := range v.notes {
		notes = append(notes, n(said))
	}
	return notes
}

func (v *caseView) keep(n func(said *phrase.Said) string) { v.notes = append(v.notes, n) }

func (v *caseView) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&v.reader, "for", "", "on a register: as this `reader` may see it; PUBLIC is everybody")
	cmd.Flags().StringVar(&v.initiative, "initiative", "", "on a register that holds several: the `initiative`")
}

// readCase reads a case: a dossier, or an initiative on a register.
func readCase(name, known string, v *caseView) (*dossier.Dossier, error) {
	if !site.IsRegister(name) {
		if v.reader != "" || v.initiative != "" {
			return nil, usageError{fmt.Errorf("--for and --initiative are for registers, and %s is a dossier", name), "entente"}
		}
		d, _, err := readDossier(name)
		return d, err
	}
	return v.fromRegister(name, known)
}

func (v *caseView) fromRegister(dir, known string) (d *dossier.Dossier, err error) {
	until, err := instant(known)
	if err != nil {
		return nil, usageError{fmt.Errorf("--known: %w", err), "entente"}
	}
	reg, err := readRegister(dir, os.Stderr)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	view := viewFor(reg, v.reader)
	byCase := map[string][]*register.Entry{}
	err = view.Entries(register.Query{Known: until, Initiative: v.initiative}, func(e *register.Entry) error {
		if in := e.Heading.Initiative; in != "" {
			byCase[in] = append(byCase[in], e)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var ids []string
	for id := range byCase {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	switch {
	case len(ids) == 0:
		return nil, fmt.Errorf("%s: no initiative to answer for: %w", dir, register.ErrNotFound)
	case len(ids) > 1:
		return nil, usageError{fmt.Errorf("%s holds %s; choose one with --initiative", dir, strings.Join(ids, ", ")), "entente"}
	}
	entries := byCase[ids[0]]
	today, err := act.ParseDate(time.Now().UTC().Format(time.DateOnly))
	d = &dossier.Dossier{ID: ids[0], Title: ids[0], AsOf: today, Marking: site.Joined(entries).String()}
	var bodiless int
	d.Acts, bodiless = register.Standing(entries)
	v.note(reg, entries, view, bodiless)
	return d, err
}

// note says what the answer rests on.
func (v *caseView) note(reg *register.Register, entries []*register.Entry, view *disclosure.View, bodiless int) {
	by := map[register.As]int{}
	for _, e := range entries {
		if e.Heading.Actor != "" {
			by[e.Heading.As]++
		}
	}
	h := reg.Head()
	v.keep(func(said *phrase.Said) string {
		return said.Say("From the register {register} at {acts}, root {root}", reg.Origin(), said.Say("{n} acts", h.Size), h.Root.String())
	})
	v.keep(func(said *phrase.Said) string {
		return said.Say("Of the acts of actors, {own} are signed by the actor itself; {deposited} are deposited with the custodian, not signed by their actors; "+
			"{reported} are reported by others and move no standing", by[register.Own], by[register.Deposited], by[register.Reported])
	})
	if v.reader != "" {
		v.keep(view.Note)
	}
	if bodiless > 0 {
		v.keep(func(said *phrase.Said) string {
			return said.Say("{n} acts could not be folded, because what is said is withheld or erased", bodiless)
		})
	}
}

// foldSeen folds the acts of a view. Acts that lean on what is withheld from the
// reader cannot be folded; they are left out and counted, not held against the
// record.
func (v *caseView) foldSeen(acts []*act.Act, when situation.When) (*situation.Situation, act.Problems) {
	if v.reader == "" {
		return situation.At(acts, when)
	}
	sit, left, problems := site.Fold(acts, when)
	if left > 0 {
		v.keep(func(said *phrase.Said) string {
			return said.Say("{n} acts were left out, because of leaning on acts withheld from this reader", left)
		})
	}
	return sit, problems
}
