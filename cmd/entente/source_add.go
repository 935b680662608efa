package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/coding"
	"entente/register"
	"entente/source"
)

type sourceAddFlags struct {
	key, initiative, id, date string
	marking, encoding         string
	body                      act.Source
	replaces                  string
}

func sourceAddCommand() *cobra.Command {
	var f sourceAddFlags
	cmd := &cobra.Command{
		Use:   "add DIR FILE…",
		Short: "keep documents beside a register and put them on record; the same document again adds nothing",
		Args:  cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), args[0], args[1:], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.initiative, "initiative", "", "the `initiative` it is for, where the register holds several")
	fl.StringVar(&f.id, "id", "", "short `name` others cite it by (default: from the file's name)")
	fl.StringVar(&f.body.Title, "title", "", "`what` it is called (default: its own title or first line)")
	fl.StringVar(&f.body.Publisher, "publisher", "", "`who` published it")
	fl.StringVar(&f.body.Author, "author", "", "`who` wrote it")
	fl.StringVar(&f.date, "date", "", "`day` of publication")
	fl.StringVar(&f.body.Address, "address", "", "`where` it can be found")
	fl.StringVar(&f.body.Reference, "reference", "", "its own `number` or symbol")
	fl.StringVar(&f.body.Medium, "medium", "", "`sort` of document: press, cable, analysis, broadcast, resolution, public_record")
	fl.StringVar(&f.marking, "marking", "", "`marking` of the document (default: the highest of its portion marks)")
	fl.StringVar(&f.encoding, "encoding", "", "the `encoding` of a text that is not in UTF-8, such as windows-1252")
	fl.StringVar(&f.replaces, "replaces", "", "the `source` it is a new version of")
	fl.StringVar(&f.key, "key", "", "private key `file` that signs (default: the custodian's)")
	return cmd
}

// added is a document read and the act that puts it on record.
type added struct {
	file string
	doc  *source.Document
	raw  []byte
	act  *act.Act
}

func (f *sourceAddFlags) run(ctx context.Context, dir string, files []string, stdout, stderr io.Writer) (err error) {
	if len(files) > 1 && (f.id != "" || f.body.Title != "" || f.body.Address != "" || f.body.Reference != "" || f.replaces != "") {
		return usageError{errors.New("--id, --title, --address, --reference and --replaces are of one document; add the files one by one"), "entente source add"}
	}
	if f.body.Date, err = day("--date", f.date, "entente source add"); err != nil {
		return err
	}
	reg, err := takePen(dir, f.key)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	if f.initiative, err = chosenInitiative(reg.Register, dir, f.initiative); err != nil {
		return err
	}
	all, problems, err := f.read(files)
	if err != nil {
		return err
	}
	if problems.Refuse() {
		return problems
	}
	printProblems(ctx, stderr, problems)
	drafts := make([]*register.Draft, len(all))
	for i, a := range all {
		if drafts[i], err = reg.Draft(a.act, register.Own, reg.key); err != nil {
			return err
		}
		// The document is kept before it is on record: an act never names what is not there.
		if isDry(ctx) {
			continue
		}
		if _, err := sourcesOf(dir).Put(a.doc, a.raw); err != nil {
			return fmt.Errorf("%s cannot be kept: %w", a.file, err)
		}
	}
	results, err := reg.AppendAll(ctx, drafts, nil)
	errs := []error{err}
	for i, r := range results {
		if r.Err != nil {
			errs = append(errs, r.Err)
			continue
		}
		all[i].report(stdout, r)
		if all[i].act.Marking == "" {
			fmt.Fprintf(stderr, "warning: %s carries no marking, so no reader but the site itself sees it; give --marking\n", all[i].act.ID)
		}
	}
	return errors.Join(errs...)
}

// read reads all files before anything is written.
func (f *sourceAddFlags) read(files []string) (all []added, problems act.Problems, err error) {
	for _, file := range files {
		docs, raw, err := coding.ReadFile(file)
		if err == nil && f.encoding != "" {
			docs = make([]*source.Document, 1)
			if docs[0], err = source.ReadText(file, raw, f.encoding); err != nil {
				err = usageError{err, "entente source add"}
			}
		}
		if err != nil {
			return nil, nil, err
		}
		if len(docs) > 1 && (f.id != "" || f.body.Title != "" || f.body.Reference != "" || f.replaces != "") {
			return nil, nil, usageError{fmt.Errorf("%s holds %d telegrams, and --id, --title, --reference and --replaces are of one document: leave them out, and each telegram says its own", file, len(docs)), "entente source add"}
		}
		for i, doc := range docs {
			problems = append(problems, doc.Findings...)
			if doc.Reading == nil {
				continue
			}
			a, err := f.act(file, doc, i, len(docs))
			if err != nil {
				return nil, nil, err
			}
			all = append(all, added{file, doc, raw, a})
		}
	}
	return all, problems, nil
}

func (f *sourceAddFlags) act(file string, doc *source.Document, i, of int) (*act.Act, error) {
	n := 0
	if of > 1 {
		n = i + 1
	}
	e := coding.Entry{ID: f.id, Initiative: f.initiative, Marking: f.marking, Source: f.body}
	e.Source.Replaces = act.ActRef(f.replaces)
	a, problems := e.Act(file, doc, n)
	if len(problems) > 0 {
		return nil, usageError{fmt.Errorf("%s: %s (--%s)", problems[0].Text, problems[0].Hint, problems[0].File), "entente source add"}
	}
	return a, nil
}

func (a added) report(w io.Writer, r register.Result) {
	there := ""
	if !r.Fresh {
		there = ", on record already"
	}
	body, sentences := a.doc.Reading.Count()
	fmt.Fprintf(w, "act %d: source %s%s\n  read as %s, %s in %s\n  sha256 %s\n  text   %s\n", r.Seq, a.act.ID, there,
		a.doc.Reading.Reader, act.Counted(sentences, "sentence"), act.Counted(body, "paragraph"), a.doc.SHA256, a.doc.Reading.Hash())
}
