package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"entente/assess"
	"entente/brief"
	"entente/docs"
	"entente/dossier"
	"entente/situation"
)

type assessFlags struct {
	query     assess.Query
	view      caseView
	at, known string
	outputFlags
}

func assessCommand() *cobra.Command {
	var f assessFlags
	cmd := &cobra.Command{
		Use:   "assess CASE",
		Short: "who is in, contingent or out, on what terms, what blocks and what unlocks",
		Long:  docs.Help("assess"),
		Args:  oneCase,
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd, args[0])
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.at, "at", "", "what was in force on this `day` (default: the dossier's as_of)")
	fl.StringVar(&f.known, "known", "", "what was on record on this `day`")
	fl.StringArrayVar(&f.query.Assume, "assume", nil, "what if: `input=value`, such as fact.un_mandate=true or joins.TUR=false (repeatable)")
	fl.StringArrayVar(&f.query.Choose, "choose", nil, "what if: settle a clause, `clause=option` (repeatable)")
	fl.StringVar(&f.query.Explain, "explain", "", "show the whole tree of reasons of one `actor`")
	f.view.add(cmd)
	f.outputFlags.add(cmd, "assess/1")
	return cmd
}

// oneCase demands exactly one dossier.
func oneCase(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usageError{fmt.Errorf("%s takes one CASE, a dossier; it was given %d", cmd.Name(), len(args)), cmd.CommandPath()}
	}
	return nil
}

func (f *assessFlags) run(cmd *cobra.Command, name string) error {
	d, sit, problems, err := openView(name, f.at, f.known, &f.view)
	if err != nil {
		return err
	}
	if problems.Refuse() {
		return problems
	}
	f.query.Marking = d.Marking
	say, done := progress(cmd.ErrOrStderr())
	f.query.Progress = say
	ans, problems := assess.Coalition(cmd.Context(), sit, f.query)
	done()
	if problems.Refuse() {
		return problems
	}
	ans.Notes = append(f.view.notes, ans.Notes...)
	return f.write(cmd, ans, ans.Brief())
}

// open reads a dossier and folds it as of two days.
func open(name, at, known string, stderr io.Writer) (*dossier.Dossier, *situation.Situation, error) {
	d, sit, problems, err := openAll(name, at, known)
	if err == nil && problems.Refuse() {
		err = problems
	}
	return d, sit, err
}

// textOptions are colour on a terminal that wants it, and its width up to 100.
func textOptions(w io.Writer, plain bool) brief.TextOptions {
	o := brief.TextOptions{Width: 80}
	if file, ok := w.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		o.Colour = !plain && os.Getenv("NO_COLOR") == ""
		if width, _, err := term.GetSize(int(file.Fd())); err == nil {
			o.Width = max(60, min(100, width))
		}
	}
	return o
}

// progress says on a terminal what is being computed once an answer takes more
// than a second; done takes the line away before the answer is written.
func progress(stderr io.Writer) (say func(assess.Progress), done func()) {
	file, ok := stderr.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil, func() {}
	}
	start, said := time.Now(), false
	say = func(p assess.Progress) {
		if time.Since(start) < time.Second {
			return
		}
		line := fmt.Sprintf("%s … %.0f s", p.Doing, time.Since(start).Seconds())
		if gap, found := p.Search.Gap(); found {
			line += fmt.Sprintf(" · %s: best so far %d, at most %d better", p.Search.Name, p.Search.Incumbent, gap)
		}
		fmt.Fprintf(stderr, "\r\033[K%s (Ctrl-C gives the best so far)", line)
		said = true
	}
	return say, func() {
		if said {
			fmt.Fprint(stderr, "\r\033[K")
		}
	}
}
