package main

import (
	"errors"
	"fmt"
	"io"

	"entente/act"
	"entente/disclosure"
	"entente/register"
	"entente/site"
)

// exportBundle writes a register as one reader may have it.
func exportBundle(dir, reader, to string, stdout, stderr io.Writer) (err error) {
	if !site.IsRegister(dir) {
		return usageError{fmt.Errorf("--for exports a register, and %s holds none", dir), "entente export"}
	}
	reg, err := readRegister(dir, stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	if _, cleared := reg.Cleared(reader); !cleared && reader != disclosure.Everybody {
		fmt.Fprintf(stderr, "warning: nobody has cleared %s on this register, so it reads what is unclassified; is that its code?\n", reader)
	}
	view := viewFor(reg, reader)
	err = writeFile(to, func(w io.Writer) error {
		return reg.WriteBundle(w, reader, func(e *register.Entry) (*register.Entry, bool, error) { return view.Of(e) },
			bar(stderr, "exporting", int(reg.Head().Size)))
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %s of %s for %s\n%s.\n", to, act.Counted(reg.Head().Size, "act"), reg.Origin(), reader, view.Note(nil))
	return nil
}

// exportTiles writes a register as a static log of tiles.
func exportTiles(dir, to string, stdout, stderr io.Writer) (err error) {
	reg, err := readRegister(dir, stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	if err := reg.Publish(to, bar(stderr, "exporting", int(reg.Head().Size))); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %s of %s as tiles and entries, with the checkpoint\n", to, act.Counted(reg.Head().Size, "act"), reg.Origin())
	return nil
}
