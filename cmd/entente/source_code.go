package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"entente/act"
	"entente/brief"
	"entente/coding"
	"entente/gazetteer"
	"entente/register"
	"entente/site"
	"entente/source"
)

type sourceCodeFlags struct {
	key            string
	deposited, all bool
}

func sourceCodeCommand() *cobra.Command {
	var f sourceCodeFlags
	cmd := &cobra.Command{
		Use:   "code DIR SOURCE",
		Short: "go through a document sentence by sentence and put acts on record from it",
		Long: `code shows each sentence of a document in turn, with lists to pick from. Nothing is
filled in by the program, and nothing goes on record but one act at a time. Commands
come from the keyboard or, a line each, from standard input:

  ` + strings.Join(coding.Help, "\n  "),
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), args[0], args[1], cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&f.key, "key", "", "private key `file` that signs (default: the custodian's)")
	cmd.Flags().BoolVar(&f.deposited, "deposited", false, "the custodian holds the actors' own instruments")
	cmd.Flags().BoolVar(&f.all, "all", false, "go through headers, headings and page furniture too")
	return cmd
}

// workbench is a session with the register its acts go to.
type workbench struct {
	*coding.Session
	reg    pen
	as     func(*act.Act) register.As
	stdout io.Writer
	asks   bool // a person is typing
	out    brief.TextOptions
}

func (f *sourceCodeFlags) run(ctx context.Context, dir, name string, stdin io.Reader, stdout, stderr io.Writer) (err error) {
	reg, err := takePen(dir, f.key)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	doc, on, err := kept(reg.Register, dir, name)
	if err != nil {
		return err
	}
	record, err := recordOf(reg.Register, on.Initiative)
	if err != nil {
		return err
	}

	w := &workbench{coding.NewSession(doc, on, record, f.all), reg, func(a *act.Act) register.As { return site.Quality(a, reg.speaks.For, f.deposited) }, stdout, false, textOptions(stdout, false)}
	w.Grader = act.ActorRef(reg.speaks.For)
	if file, ok := stdin.(*os.File); ok {
		w.asks = term.IsTerminal(int(file.Fd()))
	}
	return w.loop(ctx, stdin, stderr)
}

// recordOf gives the acts of an initiative, each once.
func recordOf(reg *register.Register, initiative string) (acts []*act.Act, err error) {
	seen := map[string]bool{}
	err = reg.Entries(register.Query{Initiative: initiative}, func(e *register.Entry) error {
		if e.Act.Body != nil && !seen[e.Act.ID] {
			seen[e.Act.ID] = true
			acts = append(acts, e.Act)
		}
		return nil
	})
	return acts, err
}

// loop takes commands until there are no more. A script stops at the first that
// cannot be followed; a person is told and asked again.
func (w *workbench) loop(ctx context.Context, stdin io.Reader, stderr io.Writer) error {
	if w.asks {
		fmt.Fprintln(w.stdout, "? lists the commands.")
	}
	w.show()
	in := bufio.NewScanner(stdin)
	in.Buffer(nil, 1<<20)
	for line := 1; ; line++ {
		if w.asks {
			fmt.Fprint(w.stdout, "> ")
		}
		if !in.Scan() {
			break
		}
		if comment := strings.HasPrefix(in.Text(), "#"); comment {
			continue
		}
		reply, err := w.Do(in.Text())
		if putting := w.put(ctx, reply.Acts); putting != nil {
			return putting
		}
		if err != nil {
			if !w.asks {
				return inScript(line, in.Text(), err)
			}
			fmt.Fprintln(stderr, err)
			continue
		}
		for _, t := range reply.Text {
			fmt.Fprintln(w.stdout, "  "+t)
		}
		if reply.Quit {
			break
		}
		if reply.Show {
			w.show()
		}
	}
	done, of := w.Progress()
	fmt.Fprintf(w.stdout, "%d of %d sentences gone through\n", done, of)
	return in.Err()
}

// inScript is what is wrong with a line of a script.
func inScript(line int, text string, err error) error {
	var problems act.Problems
	if errors.As(err, &problems) {
		return problems
	}
	return act.Problems{{Place: act.Place{File: "standard input", Line: line}, Code: "not-understood", Excerpt: text, Text: err.Error(),
		Hint: "what came before it is on record; ? lists the commands"}}
}

// put puts acts on record, all of them or none.
func (w *workbench) put(ctx context.Context, acts []*act.Act) error {
	drafts := make([]*register.Draft, len(acts))
	for i, a := range acts {
		var err error
		if drafts[i], err = w.reg.Draft(a, w.as(a), w.reg.key); err != nil {
			return err
		}
	}
	if len(acts) == 0 {
		return nil
	}
	results, err := w.reg.AppendAll(ctx, drafts, nil)
	for _, r := range results {
		err = errors.Join(err, r.Err)
	}
	return err
}

// show prints the sentence at hand with its lists.
func (w *workbench) show() {
	if w.Done() {
		fmt.Fprintln(w.stdout, "Every sentence has been gone through.")
		return
	}
	now := w.Now()
	done, of := w.Progress()
	fmt.Fprintf(w.stdout, "\n%s  (%d of %d)%s\n", now.Place, done+1, of, w.marked())
	for _, l := range wrapped(source.Visible(w.Sentence()), w.out.Width-2) {
		fmt.Fprintln(w.stdout, "┃ "+l)
	}
	for _, list := range []struct {
		key, name string
		picks     []coding.Pick
	}{{"h", "holder", now.Holders}, {"s", "speaker", now.Speakers}, {"t", "stance", now.Stances}, {"o", "object", now.Objects}, {"k", "kind", now.Kinds}, {"w", "said", now.How}, {"c", "capacity", now.Capacity}} {
		var entries []string
		for i, p := range list.picks {
			entries = append(entries, fmt.Sprintf("%d %s", i+1, describe(list.key, p)))
		}
		if len(entries) > 0 {
			fmt.Fprintf(w.stdout, "  %s %-9s %s\n", list.key, list.name, strings.Join(entries, "   "))
		}
	}
	if now.Condition != nil {
		fmt.Fprintf(w.stdout, "  ◆ names a condition: %s\n", source.Visible(now.Condition.Value))
	}
}

func (w *workbench) marked() string {
	if m := w.Marking(); m != "" {
		return "  " + m
	}
	return "  UNMARKED"
}

// describe is an entry of a list: a code with its name, and the reason where it
// says more than the value.
func describe(key string, p coding.Pick) string {
	text := p.Value
	if key == "h" {
		if name := gazetteer.Name(p.Value, "en"); name != p.Value {
			text += " " + name
		}
	}
	if p.Why != "" && (key == "h" || key == "t" || key == "w") {
		text += " (" + p.Why + ")"
	}
	return source.Visible(text)
}

// wrapped breaks a text into lines of a width.
func wrapped(text string, width int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
