package main

import (
	"errors"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/cable"
	"entente/docs"
	"entente/phrase"
	"entente/register"
	"entente/site"
)

// fileFlags say where telegrams go on record, and whose the posts are.
type fileFlags struct {
	initiative, key, book string
	dry                   bool
}

func cableFileCommand() *cobra.Command {
	var f fileFlags
	cmd := &cobra.Command{
		Use:   "file DIR FILE…",
		Short: "put telegrams on a register: document, posts, message and each paragraph by its own marking",
		Long:  docs.Help("cable"),
		Example: `  entente cable file DIR --dry-run telegram.txt
  entente cable file DIR --initiative gaza-isf-2025 telegrams/`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usageError{errors.New("file takes the DIR of a register and at least one FILE of telegrams"), cmd.CommandPath()}
			}
			return f.run(cmd, args[0], args[1:])
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.initiative, "initiative", "", "the `initiative` they are for, where the register holds several")
	fl.StringVar(&f.key, "key", "", "private key `file` that signs (default: the custodian's)")
	fl.StringVar(&f.book, "book", "", "address `book` that says whose the posts are (CSV: indicator,name,actor); the posts on record when left out")
	fl.BoolVar(&f.dry, "dry-run", false, "show the acts and what is doubtful, and write nothing")
	return cmd
}

func (f *fileFlags) run(cmd *cobra.Command, dir string, args []string) (err error) {
	names, err := telegramFiles(args)
	if err != nil {
		return err
	}
	reg, err := site.Write(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	key, err := site.SigningKey(dir, f.key)
	if err != nil {
		return err
	}
	if f.initiative, err = chosenInitiative(reg.Register, dir, f.initiative); err != nil {
		return err
	}
	speaks, err := reg.Speaks(key.Public.Fingerprint())
	if err != nil {
		return err
	}
	known, err := actsOf(reg.Register, f.initiative)
	if err != nil {
		return err
	}
	all, files, err := f.read(cmd, names, known)
	if err != nil {
		return err
	}
	if f.dry {
		return writeSections(cmd, all)
	}
	for _, x := range files { // an act never names what is not there
		if err := x.Keep(sourcesOf(dir)); err != nil {
			return err
		}
	}
	drafts := make([]*register.Draft, len(all))
	for i, a := range all {
		if drafts[i], err = reg.Draft(a, site.Quality(a, speaks.For, false), key); err != nil {
			return err
		}
	}
	results, err := reg.AppendAll(cmd.Context(), drafts, bar(cmd.ErrOrStderr(), "filing", len(drafts)))
	(&addFlags{}).report(cmd.OutOrStdout(), reg.Register, all, results, speaks.For)
	errs := []error{err}
	for _, r := range results {
		if r.Err != nil {
			errs = append(errs, r.Err)
		}
	}
	return errors.Join(errs...)
}

// read makes the acts of every file, and says what is doubtful. A file without a telegram,
// or one that nobody could read, refuses all.
func (f *fileFlags) read(cmd *cobra.Command, names []string, known []*act.Act) (all []*act.Act, files []*site.Telegrams, err error) {
	var given *cable.Book
	if f.book != "" {
		if given, err = readBook(f.book); err != nil {
			return nil, nil, err
		}
	}
	var problems act.Problems
	for _, name := range names {
		src, err := readInput(cmd, name)
		if err != nil {
			return nil, nil, err
		}
		book := given
		if book == nil {
			book = cable.Recorded(known)
		}
		x := site.ReadTelegrams(name, src, f.initiative, known, book)
		for _, a := range x.Acts {
			if a.Marking == "" {
				x.Problems = append(x.Problems, act.Wrong(phrase.New(), a.Place, "unmarked", "write the classification over its text, as it was sent", "%s carries no marking, so nobody could read it", a.ID))
				break
			}
		}
		problems, files = append(problems, x.Problems...), append(files, x)
		all, known = append(all, x.Acts...), append(known, x.Acts...)
	}
	for _, p := range problems { // findings are kept with the document; what nobody could read is refused
		if p.Code == "unmarked" || p.Code == "no-telegram" {
			return nil, nil, problems
		}
	}
	printProblems(cmd.Context(), cmd.ErrOrStderr(), problems)
	return all, files, nil
}

// actsOf are the acts of an initiative on a register.
func actsOf(reg *register.Register, initiative string) ([]*act.Act, error) {
	var all []*act.Act
	err := reg.Entries(register.Query{Initiative: initiative}, func(e *register.Entry) error {
		if e.Heading.Initiative == initiative && e.Act.Body != nil {
			all = append(all, e.Act)
		}
		return nil
	})
	return all, err
}
