package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/disclosure"
	"entente/docs"
	"entente/register"
	"entente/site"
)

type logFlags struct {
	actor, kind, initiative, at, known, reader string
	all                                        bool
}

func logCommand() *cobra.Command {
	var f logFlags
	cmd := &cobra.Command{
		Use:   "log DIR",
		Short: "the acts on a register, one dated act a line, like minutes",
		Long:  docs.Help("log"),
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(args[0], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.actor, "actor", "", "only acts of this `actor`")
	fl.StringVar(&f.kind, "kind", "", "only acts of this `kind`, such as position")
	fl.StringVar(&f.initiative, "initiative", "", "only acts of this `initiative`")
	fl.StringVar(&f.at, "at", "", "only acts done by this `day`")
	fl.StringVar(&f.known, "known", "", "only acts on record by this `instant`: a day, or 2026-11-22T10:20:00Z")
	fl.StringVar(&f.reader, "for", "", "as this `reader` may see it; PUBLIC is everybody")
	fl.BoolVar(&f.all, "all", false, "undated acts too, such as sources and actors, and the register's own")
	return cmd
}

func (f *logFlags) run(dir string, stdout, stderr io.Writer) (err error) {
	known, err := instant(f.known)
	if err != nil {
		return usageError{fmt.Errorf("--known: %w", err), "entente log"}
	}
	at, err := day("--at", f.at, "entente log")
	if err != nil {
		return err
	}
	reg, err := readRegister(dir, stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	view := viewFor(reg, f.reader)
	var lines []*register.Entry
	undated := map[string]int{}
	err = view.Entries(register.Query{Initiative: f.initiative, Kind: strings.ReplaceAll(f.kind, " ", "_"), Actor: f.actor, Known: known}, func(e *register.Entry) error {
		switch {
		case e.Act.On.After(at):
		case e.Act.On.IsZero() && !f.all:
			undated[strings.ReplaceAll(string(e.Heading.Kind), "_", " ")]++
		default:
			lines = append(lines, e)
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(lines, func(a, b *register.Entry) int { return a.Act.On.Compare(b.Act.On) })
	for _, e := range lines {
		fmt.Fprintln(stdout, minute(e, reg.Custodian()))
	}
	if len(lines)+len(undated) == 0 {
		fmt.Fprintln(stderr, "No act matches.")
	}
	if len(undated) > 0 {
		fmt.Fprintf(stdout, "Not shown, because undated: %s (--all shows them).\n", countList(undated))
	}
	if note := view.Note(nil); note != "" {
		fmt.Fprintln(stdout, note+".")
	}
	return nil
}

// minute is an act on one line: day, number, actor, what it did and says, and who
// put it on record when that was somebody else.
func minute(e *register.Entry, custodian string) string {
	when := e.Act.On.String()
	if when == "" {
		when = "undated"
	}
	line := fmt.Sprintf("%-10s  #%-5d %s", when, e.Seq, summary(e.Act))
	switch {
	case e.Heading.As == register.Reported && e.Heading.Actor != "":
		line += " [reported by " + e.Heading.Signer + "]"
	case e.Heading.As == register.Deposited:
		line += " [deposited with " + e.Heading.Signer + "]"
	}
	for i, p := range e.Portions {
		if p.State != register.Present {
			line += fmt.Sprintf(" [%s %s]", register.PortionNames[i], map[register.PortionState]string{register.Withheld: "withheld", register.Erased: "erased"}[p.State])
		}
	}
	return line
}

// summary says in a few words what an act is.
func summary(a *act.Act) string {
	kind := strings.ReplaceAll(string(a.Kind), "_", " ")
	words := a.Says
	switch b := a.Body.(type) {
	case *act.Position:
		kind = b.Stance
		if b.InPrinciple {
			kind += " in principle"
		}
	case *act.Decision:
		kind, words = "decision "+b.Outcome, first(words, b.Title)
	case *act.Correction:
		kind, words = "corrects "+string(b.Of), first(words, b.Text)
	case *act.Withdrawal:
		kind = "withdraws " + string(b.Of)
	case *act.Source:
		words = b.Title
	case *act.Actor:
		words = first(b.Name, a.ID)
	case *act.Initiative:
		words = b.Title
	case *act.Meeting:
		words = first(words, b.Title)
	case *register.KeyAct:
		kind, words = b.Event+" key", strings.TrimSpace(string(b.For)+" "+b.Office+" "+b.Replaces)
	case *register.ClearanceAct:
		kind, words = "clearance", string(b.Reader)+" to "+b.Level
	case *register.OpeningAct:
		kind, words = "opens", b.Of+": "+strings.Join(b.Portions, ", ")
	case *register.ErasureAct:
		kind, words = "erases", b.Of+": "+strings.Join(b.Portions, ", ")
	case *act.Unknown:
		kind += " (not understood)"
	}
	line := kind
	if a.Actor != "" {
		line = string(a.Actor) + "  " + kind
	}
	if words != "" {
		line += ": " + strings.Join(strings.Fields(words), " ")
	}
	return line + " (" + a.ID + ")"
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// countList is "24 sources, 3 facts", most first.
func countList(n map[string]int) string {
	var kinds []string
	for k := range n {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b string) int {
		if n[a] != n[b] {
			return n[b] - n[a]
		}
		return strings.Compare(a, b)
	})
	for i, k := range kinds {
		s := "s"
		if n[k] == 1 {
			s = ""
		}
		kinds[i] = fmt.Sprintf("%d %s%s", n[k], k, s)
	}
	return strings.Join(kinds, ", ")
}

// viewFor is the view of a reader; its organisations are those of the gazetteer today.
func viewFor(reg *register.Register, reader string) *disclosure.View {
	return disclosure.Over(reg, reader, site.Groups(reader, time.Now()))
}

// instant reads a day, meaning its end, or an instant, in milliseconds since 1970.
func instant(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UnixMilli(), nil
	}
	d, err := act.ParseDate(text)
	if err != nil {
		return 0, fmt.Errorf("%w; write it as 2025-11-30 or 2025-11-30T14:00:00Z", err)
	}
	return d.Last().AddDate(0, 0, 1).UnixMilli() - 1, nil
}

// day reads the day given to a flag.
func day(flag, text, verb string) (act.Date, error) {
	if text == "" {
		return act.Date{}, nil
	}
	d, err := act.ParseDate(text)
	if err != nil {
		return d, usageError{fmt.Errorf("%s: %w; write it as 2025-11-30", flag, err), verb}
	}
	return d, nil
}
