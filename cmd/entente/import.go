package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/brief"
	"entente/docs"
	"entente/dossier"
	"entente/site"
	"entente/workbook"
)

func importCommand() *cobra.Command {
	var dry, good bool
	cmd := &cobra.Command{
		Use:   "import BOOK.xlsx CASE",
		Short: "take a workbook's rows into a dossier: added, changed, refused, by cell",
		Long:  docs.Help("import"),
		Example: `  entente import --dry-run pledges.xlsx gaza-isf-2025
  entente import --good pledges.xlsx dossiers/gaza-isf-2025.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usageError{fmt.Errorf("import takes a workbook and a CASE; it was given %d", len(args)), cmd.CommandPath()}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runImport(cmd, args[0], args[1], dry, good) },
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "show what would be added, changed and refused, and write nothing")
	cmd.Flags().BoolVar(&good, "good", false, "take the good rows although others are refused")
	return cmd
}

func runImport(cmd *cobra.Command, bookName, caseName string, dry, good bool) error {
	if site.IsRegister(caseName) {
		return usageError{fmt.Errorf("import writes dossiers, and %s is a register; put acts on record with entente register add", caseName), cmd.CommandPath()}
	}
	path, err := caseFile(caseName)
	if err != nil {
		return err
	}
	if !exists(bookName) {
		return notFound("there is no workbook " + bookName)
	}
	d, problems := dossier.ReadFile(path)
	if problems.Refuse() {
		return problems
	}
	book, problems := workbook.ReadFile(bookName)
	if book == nil {
		return problems
	}
	in := book.Against(d)
	problems = append(problems, in.Problems...)
	if err := showImport(cmd.OutOrStdout(), in, d); err != nil {
		return err
	}
	refused := problems.Refuse() || len(in.Refused) > 0
	switch {
	case dry, refused && !good:
		if refused {
			return problems
		}
		printProblems(cmd.Context(), cmd.ErrOrStderr(), problems)
		return nil
	}
	printProblems(cmd.Context(), cmd.ErrOrStderr(), problems)
	return writeImport(cmd, path, in)
}

// showImport says what is added, changed and refused.
func showImport(w io.Writer, in *workbook.Import, d *dossier.Dossier) error {
	t := brief.Table{Columns: []brief.Column{{Head: "Row"}, {Head: "Act"}, {Head: "What"}}}
	for _, a := range in.Added {
		t.Rows = append(t.Rows, brief.Cells(sheetCell(a.Place), a.Title(nil), "added"))
	}
	for _, c := range in.Changed {
		var says []string
		for _, k := range c.Keys {
			says = append(says, fmt.Sprintf("%s: %s → %s", k, orNothing(workbook.Says(c.Before, k)), orNothing(workbook.Says(c.After, k))))
		}
		t.Rows = append(t.Rows, brief.Cells(sheetCell(c.After.Place), c.After.Title(nil), "changed: "+strings.Join(says, "; ")))
	}
	for _, r := range in.Refused {
		t.Rows = append(t.Rows, brief.Cells(fmt.Sprintf("%s!%d", r.Sheet, r.Row), strings.TrimSpace(string(r.Info.Kind)+" "+r.ID), "refused"))
	}
	text := fmt.Sprintf("%d added, %d changed, %d the same, %d refused.", len(in.Added), len(in.Changed), in.Same, len(in.Refused))
	doc := brief.Document{Title: "What the workbook says of " + d.Title, Marking: d.Marking, Blocks: []brief.Block{brief.Callout{Kind: brief.Answer, Text: text}}}
	if len(t.Rows) > 0 {
		doc.Blocks = append(doc.Blocks, t)
	}
	return brief.Text(w, doc, textOptions(w, true))
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// sheetCell is the sheet!cell of a place in a workbook.
func sheetCell(p act.Place) string {
	return p.File[strings.LastIndexByte(p.File, ' ')+1:]
}

// writeImport puts the acts into the dossier, all of them or none, and reads the
// result before it takes the file's place.
func writeImport(cmd *cobra.Command, path string, in *workbook.Import) error {
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text := src
	for _, a := range in.Acts() {
		if text, err = dossier.Put(text, a); err != nil {
			return err
		}
	}
	if _, problems := dossier.Read(path, text); problems.Refuse() {
		return errors.Join(errors.New("the dossier would not be read with these rows; nothing was written"), problems)
	}
	if bytes.Equal(text, src) {
		return nil
	}
	if err := writeFile(path, func(w io.Writer) error { _, err := w.Write(text); return err }); err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: %d added, %d changed\n", path, len(in.Added), len(in.Changed))
	return nil
}
