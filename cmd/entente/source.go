package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/docs"
	"entente/register"
	"entente/site"
	"entente/source"
)

func sourceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "source",
		Short: "documents as evidence: keep, number, show and code them",
		Long:  docs.Help("source"),
		RunE:  func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(sourceAddCommand(), sourceShowCommand(), sourceCodeCommand(), sourceCheckCommand(), sourceWeighCommand(), sourceGradeCommand(), sourceCarryCommand(), sourceTallyCommand(), sourceVerifyCommand())
	return cmd
}

// sourcesOf is where the documents of a register are kept.
func sourcesOf(dir string) source.Folder { return source.Folder(site.DocumentsPath(dir)) }

// kept gives a document that is on record, as it was read when it was added, and
// the act that put it there.
func kept(reg *register.Register, dir, name string) (*source.Document, *act.Act, error) {
	e, err := find(reg, name)
	if err != nil {
		return nil, nil, err
	}
	b, ok := e.Act.Body.(*act.Source)
	switch {
	case !ok:
		return nil, nil, usageError{fmt.Errorf("%s is a %s; name a source", name, e.Act.Kind), "entente source"}
	case b.SHA256 == "" || b.Text == "":
		return nil, nil, fmt.Errorf("%s is on record without its document; add the file with entente source add: %w", name, register.ErrNotFound)
	}
	d, err := sourcesOf(dir).Get(b.SHA256, b.Text)
	return d, e.Act, err
}

// initiativesOf lists the initiatives of a register.
func initiativesOf(reg *register.Register) ([]string, error) {
	var ids []string
	err := reg.Entries(register.Query{}, func(e *register.Entry) error {
		if in := e.Heading.Initiative; in != "" && !slices.Contains(ids, in) {
			ids = append(ids, in)
		}
		return nil
	})
	slices.Sort(ids)
	return ids, err
}

// chosenInitiative is the one named, or the only one there is.
func chosenInitiative(reg *register.Register, dir, named string) (string, error) {
	if named != "" {
		return named, nil
	}
	ids, err := initiativesOf(reg)
	switch {
	case err != nil:
		return "", err
	case len(ids) == 0:
		return "", usageError{fmt.Errorf("%s holds no initiative yet; name the one the document is for with --initiative", dir), "entente source add"}
	case len(ids) > 1:
		return "", usageError{fmt.Errorf("%s holds %s; choose one with --initiative", dir, strings.Join(ids, ", ")), "entente source add"}
	}
	return ids[0], nil
}
