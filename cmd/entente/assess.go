package main

import (
	"context"
	"encoding/json"
	"errors"
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
	query      assess.Query
	view       caseView
	at, known  string
	html       string
	json, mark bool
	plain      bool
}

func assessCommand() *cobra.Command {
	var f assessFlags
	cmd := &cobra.Command{
		Use:   "assess CASE",
		Short: "who is in, contingent or out, on what terms, what blocks and what unlocks",
		Long:  docs.Help("assess"),
		Args:  oneCase,
		RunE: func(cmd *cobra.Command, args []string) error {
			forms := 0
			for _, one := range []bool{f.json, f.mark, f.html != ""} {
				if one {
					forms++
				}
			}
			if forms > 1 {
				return usageError{errors.New("--json, --markdown and --html each give the whole answer; choose one"), cmd.CommandPath()}
			}
			return f.run(cmd.Context(), args[0], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.at, "at", "", "what was in force on this `day` (default: the dossier's as_of)")
	fl.StringVar(&f.known, "known", "", "what was on record on this `day`")
	fl.StringArrayVar(&f.query.Assume, "assume", nil, "what if: `input=value`, such as fact.un_mandate=true or joins.TUR=false (repeatable)")
	fl.StringArrayVar(&f.query.Choose, "choose", nil, "what if: settle a clause, `clause=option` (repeatable)")
	fl.StringVar(&f.query.Explain, "explain", "", "show the whole tree of reasons of one `actor`")
	fl.StringVar(&f.html, "html", "", "write the illustrated brief to this `file` (- for standard output)")
	fl.BoolVar(&f.json, "json", false, `write the answer as JSON ("entente":"assess/1")`)
	fl.BoolVar(&f.mark, "markdown", false, "write the brief as Markdown")
	f.view.add(cmd)
	fl.BoolVar(&f.plain, "plain", false, "no colour")
	return cmd
}

// oneCase demands exactly one dossier.
func oneCase(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usageError{fmt.Errorf("%s takes one CASE, a dossier; it was given %d", cmd.Name(), len(args)), cmd.CommandPath()}
	}
	return nil
}

func (f *assessFlags) run(ctx context.Context, name string, stdout, stderr io.Writer) error {
	d, sit, problems, err := openView(name, f.at, f.known, &f.view)
	if err != nil {
		return err
	}
	if problems.Refuse() {
		return problems
	}
	f.query.Marking = d.Marking
	say, done := progress(stderr)
	f.query.Progress = say
	ans, problems := assess.Coalition(ctx, sit, f.query)
	done()
	if problems.Refuse() {
		return problems
	}
	ans.Notes = append(f.view.notes, ans.Notes...)
	switch {
	case f.json:
		enc := json.NewEncoder(stdout)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(ans)
	case f.mark:
		return brief.Markdown(stdout, ans.Brief())
	case f.html == "-":
		return brief.HTML(stdout, ans.Brief())
	case f.html != "":
		return writeFile(f.html, func(w io.Writer) error { return brief.HTML(w, ans.Brief()) })
	}
	return brief.Text(stdout, ans.Brief(), textOptions(stdout, f.plain))
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
