package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/coding"
	"entente/marking"
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
	printProblems(stderr, problems)
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
		doc, raw, err := coding.ReadFile(file)
		if err == nil && f.encoding != "" {
			if doc, err = source.ReadText(file, raw, f.encoding); err != nil {
				err = usageError{err, "entente source add"}
			}
		}
		if err != nil {
			return nil, nil, err
		}
		problems = append(problems, doc.Findings...)
		if doc.Reading == nil {
			continue
		}
		a, err := f.act(file, doc)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, added{file, doc, raw, a})
	}
	return all, problems, nil
}

var notInID = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

func (f *sourceAddFlags) act(file string, doc *source.Document) (*act.Act, error) {
	b := f.body
	own := doc.Itself
	b.Title, b.Publisher, b.Author = first(b.Title, own.Title), first(b.Publisher, own.Publisher), first(b.Author, own.Author)
	b.Defects = own.Defects
	b.Reference, b.Medium = first(b.Reference, own.Reference), first(b.Medium, own.Medium)
	if b.Date.IsZero() {
		b.Date = own.Date
	}
	b.File, b.SHA256, b.Text, b.Derived, b.Replaces = filepath.Base(file), doc.SHA256, doc.Reading.Hash(), doc.Reading.Derived, act.ActRef(f.replaces)
	if b.Title == "" {
		b.Title = doc.Reading.Heading()
	}
	id := f.id
	if id == "" {
		id = strings.Trim(notInID.ReplaceAllString(strings.TrimSuffix(b.File, filepath.Ext(b.File)), "-"), "-.")
	}
	if id == "" || len(id) > 80 || notInID.MatchString(id) {
		return nil, usageError{fmt.Errorf("%q cannot be an id; give --id with letters, figures and -", id), "entente source add"}
	}
	a := &act.Act{ID: id, Kind: "source", Initiative: f.initiative, Body: &b}
	a.On, a.Marking = b.Date, f.marking
	if a.Marking == "" {
		a.Marking = doc.Marked
	}
	if a.Marking == "" {
		a.Marking = doc.Reading.Marking().String()
	}
	if m := marking.Parse(a.Marking); a.Marking != "" && !m.Known() {
		return nil, usageError{fmt.Errorf("the marking %q is not understood: %s", a.Marking, m.Unknown), "entente source add"}
	}
	return a, nil
}

func (a added) report(w io.Writer, r register.Result) {
	there := ""
	if !r.Fresh {
		there = ", on record already"
	}
	body, sentences := a.doc.Reading.Count()
	fmt.Fprintf(w, "act %d: source %s%s\n  read as %s, %d sentences in %d paragraphs\n  sha256 %s\n  text   %s\n", r.Seq, a.act.ID, there,
		a.doc.Reading.Reader, sentences, body, a.doc.SHA256, a.doc.Reading.Hash())
}
