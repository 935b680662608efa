package main

import (
	"errors"
	"fmt"
	"io"

	"entente/act"
	"entente/workbook"
)

// exportWorkbook writes a case as a workbook; without a name it is called after the
// case and stands in the folder the user is in.
func exportWorkbook(name, to string, stdout io.Writer) error {
	d, err := readCase(name, "", &caseView{})
	if err != nil {
		return err
	}
	if to == "" {
		to = d.ID + ".xlsx"
	}
	if err := writeFile(to, func(w io.Writer) error { return workbook.Write(w, d) }); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %s of %s\n", to, act.Counted(len(d.Acts), "act"), d.Title)
	return nil
}

// tables is an answer that can be written as a workbook.
type tables interface{ Tables() []workbook.Table }

// writeTables writes an answer's tables as a workbook.
func writeTables(to, marking, language string, ans tables) error {
	if to == "-" {
		return errors.New("a workbook is no text; name a file: --xlsx book.xlsx")
	}
	return writeFile(to, func(w io.Writer) error { return workbook.WriteTables(w, marking, language, ans.Tables()) })
}
