package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/brief"
	"entente/brief/pdf"
	"entente/dossier"
	"entente/situation"
)

// outputFlags are the ways an answer can be written.
type outputFlags struct {
	html, docx, pdf   string
	json, mark, plain bool
}

func (o *outputFlags) add(cmd *cobra.Command, version string) {
	fl := cmd.Flags()
	fl.StringVar(&o.html, "html", "", "write the illustrated brief to this `file` (- for standard output)")
	fl.StringVar(&o.docx, "docx", "", "write the brief for a word processor to this `file`")
	fl.StringVar(&o.pdf, "pdf", "", "write the brief as PDF to this `file`; it needs Chromium")
	fl.BoolVar(&o.json, "json", false, fmt.Sprintf(`write the answer as JSON ("entente":%q)`, version))
	fl.BoolVar(&o.mark, "markdown", false, "write the brief as Markdown")
	fl.BoolVar(&o.plain, "plain", false, "no colour")
}

func (o *outputFlags) write(cmd *cobra.Command, answer any, doc brief.Document) error {
	stdout := cmd.OutOrStdout()
	if o.json && o.mark || o.html != "" && (o.json || o.mark) {
		return usageError{errors.New("--json, --markdown and --html each give the whole answer; choose one"), cmd.CommandPath()}
	}
	doc = doc.In(langOf(cmd.Context()))
	if done, err := o.papers(cmd, doc); err != nil || done && o.html == "" && !o.json && !o.mark {
		return err
	}
	switch {
	case o.json:
		enc := json.NewEncoder(stdout)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(answer)
	case o.mark:
		return brief.Markdown(stdout, doc)
	case o.html == "-":
		return brief.HTML(stdout, doc)
	case o.html != "":
		return writeFile(o.html, func(w io.Writer) error { return brief.HTML(w, doc) })
	}
	return brief.Text(stdout, doc, textOptions(stdout, o.plain))
}

// asked says that a form was named, and not the text for a terminal meant.
func (o *outputFlags) asked() bool {
	return o.html != "" || o.docx != "" || o.pdf != "" || o.json || o.mark
}

// papers writes the brief as the files asked for. Where there is no Chromium one line
// says so, and what else was asked for is written all the same.
func (o *outputFlags) papers(cmd *cobra.Command, doc brief.Document) (done bool, err error) {
	if o.docx != "" {
		if err := writeFile(o.docx, func(w io.Writer) error { return brief.DOCX(w, doc) }); err != nil {
			return true, err
		}
	}
	if o.pdf == "" {
		return o.docx != "", nil
	}
	text, err := pdf.Write(cmd.Context(), doc)
	if errors.Is(err, pdf.ErrNoBrowser) {
		fmt.Fprintf(cmd.ErrOrStderr(), "there is no %s, because no Chromium is on this machine; --html prints from any browser, --docx from a word processor\n", o.pdf)
		return true, nil
	}
	if err != nil {
		return true, err
	}
	return true, writeFile(o.pdf, func(w io.Writer) error { _, err := w.Write(text); return err })
}

// openAll reads and folds a dossier as open does, and gives the problems of the
// folding back, so that the caller can add those of its own question and report all
// in one run.
func openAll(name, at, known string) (*dossier.Dossier, *situation.Situation, act.Problems, error) {
	return openView(name, at, known, &caseView{})
}

// openView is openAll for one reader of a register.
func openView(name, at, known string, v *caseView) (*dossier.Dossier, *situation.Situation, act.Problems, error) {
	d, err := readCase(name, known, v)
	if err != nil {
		return nil, nil, nil, err
	}
	when, err := whenOf(d, at, known)
	if err != nil {
		return nil, nil, nil, err
	}
	sit, problems := v.foldSeen(d.Acts, when)
	return d, sit, problems, nil
}

// whenOf reads the two days a question may be asked for.
func whenOf(d *dossier.Dossier, at, known string) (situation.When, error) {
	when := situation.When{At: d.AsOf}
	for _, given := range []struct {
		flag, text string
		into       *act.Date
	}{{"--at", at, &when.At}, {"--known", known, &when.Known}} {
		if given.text == "" {
			continue
		}
		day, err := act.ParseDate(given.text)
		if err != nil {
			return when, usageError{fmt.Errorf("%s: %w; write it as 2025-11-30", given.flag, err), "entente"}
		}
		*given.into = day
	}
	return when, nil
}
