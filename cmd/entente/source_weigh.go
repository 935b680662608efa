package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/phrase"
	"entente/register"
	"entente/site"
	"entente/source"
)

func sourceWeighCommand() *cobra.Command {
	var out outputFlags
	var v caseView
	cmd := &cobra.Command{
		Use:   "weigh CASE ACT",
		Short: "how far an act can be relied on: its chain, grades, origins, contradictions",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			acts, marked, err := asSigned(args[0], &v, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			record := source.NewRecord(acts)
			w, ok := record.Weigh(args[1])
			if !ok {
				return notFound(fmt.Sprintf("%s has no act %s", args[0], args[1]))
			}
			var a *act.Act
			for _, x := range acts {
				if x.ID == args[1] {
					a = x
				}
			}
			if a.Marking != "" {
				marked = a.Marking
			}
			if err := out.write(cmd, weighed{"weight/1", w}, w.Brief(a, marked)); err != nil {
				return err
			}
			if on, of := record.Diagonal(); of >= 20 && on*10 >= of*7 && !out.json {
				fmt.Fprintln(cmd.ErrOrStderr(), phrase.Say(langOf(cmd.Context()), "note: {on} of the {of} grades on record pair the letter with its number (A1, B2, C3 …): ask the two questions apart", on, of))
			}
			return nil
		},
	}
	out.add(cmd, "weight/1")
	v.add(cmd)
	return cmd
}

// asSigned gives the acts of a case as they were written, and the marking of those
// that carry none: of a register not as they stand there, where what is reported of
// others has the signer for its source.
func asSigned(name string, v *caseView, stderr io.Writer) (acts []*act.Act, marked string, err error) {
	if !site.IsRegister(name) {
		d, err := readCase(name, "", v)
		if err != nil {
			return nil, "", err
		}
		return d.Acts, d.Marking, nil
	}
	reg, err := readRegister(name, stderr)
	if err != nil {
		return nil, "", err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	seen := map[string]bool{}
	err = viewFor(reg, v.reader).Entries(register.Query{Initiative: v.initiative}, func(e *register.Entry) error {
		if e.Act.Body != nil && e.Heading.Initiative != "" && !seen[e.Act.ID] {
			seen[e.Act.ID] = true
			acts = append(acts, e.Act)
		}
		return nil
	})
	return acts, "", err
}

// weighed is the JSON of a weight.
type weighed struct {
	Entente string `json:"entente"`
	source.Weight
}

func sourceGradeCommand() *cobra.Command {
	var b act.Grading
	var by, on, keyFile string
	cmd := &cobra.Command{
		Use:   "grade DIR ACT --reliability A-F --credibility 1-6",
		Short: "grade an act or a source: two judgements, by one grader on one day",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if b.Reliability == "" && b.Credibility == "" {
				return usageError{errors.New("give --reliability, --credibility or both: they are two questions"), cmd.CommandPath()}
			}
			for _, f := range []struct{ flag, value, words string }{{"--reliability", b.Reliability, "ABCDEF"}, {"--credibility", b.Credibility, "123456"}} {
				if f.value != "" && (len(f.value) != 1 || !strings.Contains(f.words, f.value)) {
					return usageError{fmt.Errorf("%s is one of %s, not %q", f.flag, strings.Join(strings.Split(f.words, ""), ", "), f.value), cmd.CommandPath()}
				}
			}
			day, err := day("--on", on, cmd.CommandPath())
			if err != nil {
				return err
			}
			return note(cmd.Context(), args[0], args[1], keyFile, cmd.OutOrStdout(), func(old *act.Act, signer string) (*act.Act, error) {
				b.Of = act.ActRef(old.ID)
				a := &act.Act{ID: "grading-" + old.ID, Kind: "grading", Initiative: old.Initiative, Body: &b}
				a.Actor, a.On, a.Marking = act.ActorRef(by), day, old.Marking
				if by == "" {
					a.Actor = act.ActorRef(signer)
				}
				return a, nil
			})
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&b.Reliability, "reliability", "", "of the source for this matter: A completely, B usually, C fairly, D not usually, E unreliable, F cannot be judged")
	fl.StringVar(&b.Credibility, "credibility", "", "of what it says: 1 confirmed by independent sources, 2 probably, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged")
	fl.StringVar(&b.Ground, "ground", "", "`why`")
	fl.StringVar(&by, "by", "", "the `actor` who grades (default: the one the key speaks for)")
	fl.StringVar(&on, "on", "", "the `day` of the grading")
	fl.StringVar(&keyFile, "key", "", "private key `file` that signs (default: the custodian's)")
	return cmd
}

func sourceCarryCommand() *cobra.Command {
	var to, keyFile string
	cmd := &cobra.Command{
		Use:   "carry DIR ACT --to SOURCE[#PLACE]",
		Short: "show where an act's words may stand in another version; with a place, carry them over",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ref := act.ParseSourceRef(to)
			if ref.Source == "" {
				return usageError{errors.New("name the other version: --to SOURCE shows where the words may stand, --to SOURCE#PLACE carries them over"), cmd.CommandPath()}
			}
			return carry(cmd.Context(), args[0], args[1], ref, keyFile, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&to, "to", "", "the other version, with the `place` once you have looked")
	cmd.Flags().StringVar(&keyFile, "key", "", "private key `file` that signs (default: the custodian's)")
	return cmd
}

func carry(ctx context.Context, dir, name string, to act.SourceRef, keyFile string, stdout, stderr io.Writer) (err error) {
	reg, err := readRegister(dir, stderr)
	if err != nil {
		return err
	}
	shut := false
	defer func() {
		if !shut {
			err = errors.Join(err, reg.Close())
		}
	}()
	e, err := find(reg, name)
	if err != nil {
		return err
	}
	newer, _, err := kept(reg, dir, to.Source)
	if err != nil {
		return err
	}
	c, err := source.NewCarriage(e.Act, to.Source, newer, func(id string) *source.Document {
		d, _, err := kept(reg, dir, id)
		if err != nil {
			return nil
		}
		return d
	})
	if err != nil {
		return fmt.Errorf("%s: %w: %w", name, err, register.ErrNotFound)
	}
	if to.Paragraph == "" {
		fmt.Fprintf(stdout, "%s: %s\n", c.From, oneLine(c.Words.Of(c.Older.Reading.Text)))
		found := c.Candidates()
		for _, x := range found {
			how := fmt.Sprintf("%.0f %% of the words", 100*x.Alike)
			if x.Same {
				how = "the same words"
			}
			fmt.Fprintf(stdout, "  %s#%s, %s: %s\n", to.Source, x.Place, how, oneLine(x.Words))
		}
		if len(found) == 0 {
			fmt.Fprintf(stdout, "  %s has nothing like it\n", to.Source)
		} else {
			fmt.Fprintf(stdout, "Nothing was carried over. Look, and give the place: --to %s#%s\n", to.Source, found[0].Place)
		}
		return nil
	}
	carrying, err := c.To(to.Paragraph)
	if err != nil {
		return notFound(err.Error())
	}
	shut = true
	if err := reg.Close(); err != nil {
		return err
	}
	return note(ctx, dir, name, keyFile, stdout, func(*act.Act, string) (*act.Act, error) { return carrying, nil })
}

func oneLine(s string) string { return source.Visible(strings.Join(strings.Fields(s), " ")) }

// note puts on record one act about another. Its id gets a number when it is taken.
func note(ctx context.Context, dir, name, keyFile string, stdout io.Writer, make func(old *act.Act, signer string) (*act.Act, error)) (err error) {
	reg, err := takePen(dir, keyFile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	old, err := find(reg.Register, name)
	if err != nil {
		return err
	}
	a, err := make(old.Act, reg.speaks.For)
	if err != nil {
		return err
	}
	base := a.ID
	for n := 2; ; n++ {
		if _, err := find(reg.Register, a.Initiative+"/"+a.ID); errors.Is(err, register.ErrNotFound) {
			break
		}
		a.ID = fmt.Sprintf("%s.%d", base, n)
	}
	draft, err := reg.Draft(a, site.Quality(a, reg.speaks.For, false), reg.key)
	if err != nil {
		return err
	}
	results, err := reg.AppendAll(ctx, []*register.Draft{draft}, nil)
	for _, r := range results {
		if err = errors.Join(err, r.Err); r.Err == nil {
			fmt.Fprintf(stdout, "act %d: %s\n", r.Seq, a.Title(nil))
		}
	}
	return err
}
