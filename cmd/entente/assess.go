package main

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"entente/assess"
	"entente/brief"
	"entente/docs"
	"entente/dossier"
	"entente/logic"
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
	ans.Notes = append(f.view.say(ans.Said()), ans.Notes...)
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
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 { // some terminals do not know their own
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
	return progressLine(stderr)
}

// progressLine draws the line five times a second: a search that has nothing new to
// say is still seen to run.
func progressLine(w io.Writer) (say func(assess.Progress), done func()) {
	var now atomic.Pointer[assess.Progress]
	start, drawn := time.Now(), false
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-end:
				return
			case <-tick.C:
			}
			if p := now.Load(); p != nil && time.Since(start) > time.Second {
				drawn = true
				fmt.Fprintf(w, "\r\033[K%s … %.0f s%s (Ctrl-C gives the best so far)", p.Doing, time.Since(start).Seconds(), gapWords(p.Search))
			}
		}
	}()
	say = func(p assess.Progress) { now.Store(&p) }
	done = func() {
		close(end)
		<-ended
		if drawn {
			fmt.Fprint(w, "\r\033[K")
		}
	}
	return say, done
}

// gapWords is the best found of what is sought, and how much better it may be. What is
// to be as much as possible is counted from below: minus 12 members are 12.
func gapWords(p logic.Progress) string {
	gap, found := p.Gap()
	if !found {
		return ""
	}
	return fmt.Sprintf(" · %s: best so far %d, at most %d better", p.Name, max(p.Incumbent, -p.Incumbent), gap)
}
