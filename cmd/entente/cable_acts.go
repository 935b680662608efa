package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/brief"
	"entente/cable"
	"entente/docs"
	"entente/dossier"
	"entente/register"
)

func cableActsCommand() *cobra.Command {
	var book string
	cmd := &cobra.Command{
		Use:   "acts FILE…",
		Short: "the acts a telegram is: document, posts and message, as sections of a dossier",
		Long:  docs.Help("cable"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ts, b, err := telegramsAndBook(cmd, args, book)
			if err != nil {
				return err
			}
			return writeSections(cmd, cable.Acts(ts, b))
		},
	}
	cmd.Flags().StringVar(&book, "book", "", "address `book` that says whose the posts are (CSV: indicator,name,actor)")
	return cmd
}

// telegramsAndBook reads telegrams and the address book a command names.
func telegramsAndBook(cmd *cobra.Command, args []string, book string) ([]*cable.Telegram, *cable.Book, error) {
	if len(args) == 0 {
		return nil, nil, usageError{fmt.Errorf("%s takes at least one FILE, or a folder of telegrams", cmd.Name()), cmd.CommandPath()}
	}
	names, err := telegramFiles(args)
	if err != nil {
		return nil, nil, err
	}
	ts, problems, err := readTelegrams(cmd, names)
	if err != nil {
		return nil, nil, err
	}
	if len(ts) == 0 {
		if problems.Refuse() {
			return nil, nil, problems
		}
		return nil, nil, notFound("there is no telegram in " + strings.Join(args, ", "))
	}
	b := cable.Shipped()
	if book != "" {
		if b, err = readBook(book); err != nil {
			return nil, nil, err
		}
	}
	return ts, b, nil
}

// writeSections writes acts as the sections of a dossier they belong in.
func writeSections(cmd *cobra.Command, acts []*act.Act) error {
	text := dossier.Write(&dossier.Dossier{Acts: acts})
	_, sections, _ := bytes.Cut(text, []byte("\n\n"))
	_, err := cmd.OutOrStdout().Write(sections)
	return err
}

// codeFlags are what a person says of words in a telegram.
type codeFlags struct {
	coded           cable.Coded
	actor, on, book string
	set             []string
}

func cableCodeCommand() *cobra.Command {
	var f codeFlags
	cmd := &cobra.Command{
		Use:   "code FILE PARAGRAPH KIND",
		Short: "the act of some words in a paragraph, with their place, marking and chain",
		Long:  docs.Help("cable"),
		Example: `  entente cable code 07ISLAMABAD1279.txt 2 position --actor IRN --id iran-denies \
    --speaker "President Ahmadinejad" --through "Foreign Secretary Khan" --told Ambassador \
    --quote "Iran was not responsible for tensions" --set stance=denies --set issue="tensions in the region"`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 3 {
				return usageError{errors.New("code takes FILE, PARAGRAPH and KIND"), cmd.CommandPath()}
			}
			return f.run(cmd, args[0], args[1], act.Kind(args[2]))
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.coded.ID, "id", "", "`name` of the act")
	fl.StringVar(&f.actor, "actor", "", "`code` of the actor whose stand or deed it is")
	fl.StringVar(&f.coded.Speaker, "speaker", "", "`who` said it, with the office held")
	fl.StringArrayVar(&f.coded.Relayed, "through", nil, "`who` passed it on to the mission, nearest to the speaker first (repeatable)")
	fl.StringVar(&f.coded.ToldTo, "told", "", "`who` at the mission was told")
	fl.StringVar(&f.on, "on", "", "the `day` it was done; the telegram's when left out")
	fl.StringVar(&f.coded.Quote, "quote", "", "the `words`, as they stand in the paragraph")
	fl.StringVar(&f.coded.Says, "says", "", "what it says, in your own `words`")
	fl.StringArrayVar(&f.set, "set", nil, "a `key=value` of the act: stance=opposes (repeatable)")
	fl.StringVar(&f.book, "book", "", "address `book` that says whose the post is")
	return cmd
}

func (f *codeFlags) run(cmd *cobra.Command, file, paragraph string, kind act.Kind) error {
	ts, b, err := telegramsAndBook(cmd, []string{file}, f.book)
	if err != nil {
		return err
	}
	if len(ts) > 1 {
		return usageError{fmt.Errorf("%s holds %d telegrams; code takes one", file, len(ts)), cmd.CommandPath()}
	}
	info, ok := act.KindInfo(kind)
	if !ok {
		var kinds []string
		for _, i := range act.Kinds() {
			kinds = append(kinds, string(i.Kind))
		}
		text := fmt.Sprintf("%q is no kind of act", kind)
		if near := act.Nearest(string(kind), kinds); near != "" {
			text += " (did you mean " + near + "?)"
		}
		return usageError{errors.New(text), cmd.CommandPath()}
	}
	for _, need := range []struct{ flag, value string }{{"id", f.coded.ID}, {"actor", f.actor}} {
		if need.value == "" {
			return usageError{fmt.Errorf("--%s is needed: the program fills no field by itself", need.flag), cmd.CommandPath()}
		}
	}
	if f.on != "" {
		if f.coded.On, err = act.ParseDate(f.on); err != nil {
			return usageError{fmt.Errorf("--on: %w", err), cmd.CommandPath()}
		}
	}
	t := ts[0]
	portions := t.Portions(b.Owner(t.From))
	at := slices.IndexFunc(portions, func(p cable.Portion) bool { return p.Paragraph == paragraph })
	if at < 0 {
		return notFound(fmt.Sprintf("%s has no paragraph %s", file, paragraph))
	}
	f.coded.Actor, f.coded.Body = act.ActorRef(f.actor), info.New()
	a, err := t.Act(portions[at], f.coded)
	if err != nil {
		return usageError{fmt.Errorf("%s:%d: %w", file, portions[at].Lines.From, err), cmd.CommandPath()}
	}
	if a, err = register.Revised(a, f.set); err != nil {
		return usageError{fmt.Errorf("--set: %w", err), cmd.CommandPath()}
	}
	return writeSections(cmd, []*act.Act{a})
}

func cableBookCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "book FILE…",
		Short: "an address book made of what telegrams say of themselves",
		Long:  docs.Help("cable"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ts, _, err := telegramsAndBook(cmd, args, "")
			if err != nil {
				return err
			}
			return cable.WriteBook(cmd.OutOrStdout(), cable.Learned(ts))
		},
	}
	return cmd
}

func cableCalendarCommand() *cobra.Command {
	var out outputFlags
	var at, record string
	cmd := &cobra.Command{
		Use:   "calendar FILE… --at DAY",
		Short: "markings that fall due, by which rule, and what was done about them",
		Long:  docs.Help("cable"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if at == "" {
				return usageError{errors.New("calendar takes --at DAY: the program has no clock of its own"), cmd.CommandPath()}
			}
			day, err := act.ParseDate(at)
			if err != nil {
				return usageError{fmt.Errorf("--at: %w; write it as 2017-03-14", err), cmd.CommandPath()}
			}
			ts, _, err := telegramsAndBook(cmd, args, "")
			if err != nil {
				return err
			}
			var acts []*act.Act
			if record != "" {
				d, err := readCase(record, "", &caseView{})
				if err != nil {
					return err
				}
				acts = d.Acts
			}
			diary := cable.Calendar(ts, acts, day)
			return out.write(cmd, diary, diary.Brief(cable.MarkingOf(ts)))
		},
	}
	cmd.Flags().StringVar(&at, "at", "", "as of this `day`")
	cmd.Flags().StringVar(&record, "case", "", "the `case` that records what was done: a dossier or register")
	out.add(cmd, "cable-calendar/1")
	return cmd
}

func cableDemarcheCommand() *cobra.Command {
	return aboutCase("demarche CASE", "messages carried by several ways, and their answers compared", "cable-demarche/1", func(d *dossier.Dossier) (any, brief.Document, error) {
		ans := cable.Demarches(d.Acts)
		return ans, ans.Brief(d.Marking), nil
	})
}

func cableReceiptsCommand() *cobra.Command {
	var at string
	cmd := aboutCase("receipts CASE", "who has which message, and has read it", "cable-receipts/1", func(d *dossier.Dossier) (any, brief.Document, error) {
		when, err := whenOf(d, at, "")
		if err != nil {
			return nil, brief.Document{}, err
		}
		ans := cable.Receipts(d.Acts, when.At)
		return ans, ans.Brief(d.Marking), nil
	})
	cmd.Flags().StringVar(&at, "at", "", "as of this `day` (default: the dossier's as_of)")
	return cmd
}

// aboutCase is a command that asks one thing about the messages of a case.
func aboutCase(use, short, version string, ask func(*dossier.Dossier) (any, brief.Document, error)) *cobra.Command {
	var out outputFlags
	cmd := &cobra.Command{
		Use:   use,
		Short: short,
		Long:  docs.Help("cable"),
		Args:  oneCase,
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := readCase(args[0], "", &caseView{})
			if err != nil {
				return err
			}
			answer, doc, err := ask(d)
			if err != nil {
				return err
			}
			return out.write(cmd, answer, doc)
		},
	}
	out.add(cmd, version)
	return cmd
}
