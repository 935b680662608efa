package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"entente/act"
	"entente/dossier"
	"entente/register"
	"entente/site"
	"entente/situation"

	"github.com/spf13/cobra"
)

// caseView says which case of a register a question is about, and for whom. Notes
// is what the answer is to say of that: whose view it is, what it rests on.
type caseView struct {
	reader, initiative string
	notes              []string
}

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
	v.note(reg, entries, view.Note(), bodiless)
	return d, err
}

// note says what the answer rests on.
func (v *caseView) note(reg *register.Register, entries []*register.Entry, seen string, bodiless int) {
	by := map[register.As]int{}
	for _, e := range entries {
		if e.Heading.Actor != "" {
			by[e.Heading.As]++
		}
	}
	h := reg.Head()
	v.notes = append(v.notes, fmt.Sprintf("From the register %s at %s, root %s", reg.Origin(), act.Counted(h.Size, "act"), h.Root),
		fmt.Sprintf("Of the acts of actors, %d are signed by the actor itself; %d are deposited with the custodian, not signed by their actors; "+
			"%d are reported by others and move no standing", by[register.Own], by[register.Deposited], by[register.Reported]))
	if seen != "" {
		v.notes = append(v.notes, seen)
	}
	if bodiless > 0 {
		v.notes = append(v.notes, fmt.Sprintf("%s could not be folded, because what is said is withheld or erased", act.Counted(bodiless, "act")))
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
		v.notes = append(v.notes, fmt.Sprintf("%s left out, because of leaning on acts withheld from this reader", act.Counted(left, "act", "was", "were")))
	}
	return sit, problems
}
