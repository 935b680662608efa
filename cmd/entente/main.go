// Command entente keeps the record of a multinational coalition or peace force and
// answers what that record adds up to.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"entente/act"
	"entente/phrase"
	"entente/register"
	"entente/site"
	"entente/source"
)

func main() {
	collectLate()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends at once what is slow to stop
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// collectLate lets the garbage collector begin at 32 MB instead of 4, and go on as ever after that. An answer about one case
// makes some 20 MB of garbage in all; collecting it five times was a quarter of the time the answer took.
func collectLate() {
	const late = 800 // percent of the least heap, 4 MB
	usual := debug.SetGCPercent(late)
	first := new([64]byte)
	runtime.AddCleanup(first, func(percent int) { debug.SetGCPercent(percent) }, usual)
}

// The exit codes.
const (
	exitFailure      = 1
	exitUsage        = 2
	exitInvalid      = 3
	exitNotPermitted = 4
	exitNotFound     = 5
	exitUnverified   = 6
)

// run is the program with its surroundings handed in, so that scripts can test it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := rootCommand()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	return exitCode(cmd.Context(), err, stderr)
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "entente",
		Short: "the record of a coalition, and what it adds up to",
		Long: `entente keeps the record of a multinational coalition or peace force and answers
what that record adds up to: who is in and on what terms, what blocks it, what
would unlock it. Every answer carries its reasons, down to the act.`,
		Example: `  entente assess dossiers/gaza-isf-2025.yaml
  entente assess dossiers/gaza-isf-2025.yaml --explain PAK
  entente check dossiers/*.yaml`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          knownVerb,
		RunE:          func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	root.SuggestionsMinimumDistance = 2
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usageError{nearFlag(cmd, err), cmd.CommandPath()} })
	root.AddCommand(assessCommand(), decideCommand(), powerCommand(), charterCommand(), forcesCommand(), checkCommand(), fmtCommand(), schemaCommand(), importCommand(), exportCommand(),
		registerCommand(), logCommand(), showCommand(), correctCommand(), verifyCommand(), backupCommand(), restoreCommand(), sourceCommand(), cableCommand(),
		serveCommand(), userCommand(), tokenCommand(), demoCommand())
	canBeTried(root)
	canSpeak(root)
	root.PersistentPreRun = func(cmd *cobra.Command, args []string) { cmd.SetContext(spoken(tried(cmd.Context(), cmd), cmd)) }
	completeNames(root)
	countArguments(root)
	return root
}

// countArguments makes a wrong number of arguments, or an empty one, a command line that
// cannot be read, and shows how it is written.
func countArguments(cmd *cobra.Command) {
	for _, c := range cmd.Commands() {
		countArguments(c)
	}
	count := cmd.Args
	if count == nil {
		return
	}
	cmd.Args = func(c *cobra.Command, args []string) error {
		written := strings.TrimSuffix(c.UseLine(), " [flags]")
		if slices.Contains(args, "") {
			return usageError{fmt.Errorf("it is written: %s; an argument is empty", written), c.CommandPath()}
		}
		err := count(c, args)
		if usage := (usageError{}); err == nil || errors.As(err, &usage) {
			return err
		}
		return usageError{fmt.Errorf("it is written: %s; it was given %d", written, len(args)), c.CommandPath()}
	}
}

// nearFlag adds to "unknown flag: --htlm" the flag that was meant.
func nearFlag(cmd *cobra.Command, err error) error {
	wrong, ok := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !ok {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := act.Nearest(wrong, names); near != "" {
		return fmt.Errorf("%w (did you mean --%s?)", err, near)
	}
	return err
}

// knownVerb refuses a verb that does not exist, and names the nearest.
func knownVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	text := fmt.Sprintf("unknown command %q", args[0])
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		text += " (did you mean " + strings.Join(near, " or ") + "?)"
	}
	return usageError{errors.New(text), cmd.CommandPath()}
}

// usageError is a command line that cannot be read.
type usageError struct {
	error
	path string
}

// exitCode prints an error the way people read it and gives the code that goes
// with it: the one place where errors become exit codes.
func exitCode(ctx context.Context, err error, stderr io.Writer) int {
	var problems act.Problems
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &problems):
		printProblems(ctx, stderr, problems)
		return exitInvalid
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "entente: %v\nSee '%s --help'.\n", usage, usage.path)
		return exitUsage
	case errors.Is(err, register.ErrAltered), errors.Is(err, source.ErrAltered):
		fmt.Fprintf(stderr, "entente: %v\n", err)
		return exitUnverified
	case errors.Is(err, register.ErrRefused), errors.Is(err, register.ErrNotCleared), errors.Is(err, site.ErrNotPermitted):
		fmt.Fprintf(stderr, "entente: %v\n", err)
		return exitNotPermitted
	case errors.Is(err, register.ErrConflict):
		fmt.Fprintf(stderr, "entente: %v\n", err)
		return exitInvalid
	case errors.Is(err, os.ErrNotExist), errors.Is(err, register.ErrNotFound), errors.Is(err, source.ErrNotKept):
		fmt.Fprintf(stderr, "entente: %v\n", err)
		return exitNotFound
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "entente: stopped")
		return exitFailure
	}
	fmt.Fprintf(stderr, "entente: %v\n", err)
	return exitFailure
}

// printProblems writes problems one under the other, and how many there were.
func printProblems(ctx context.Context, w io.Writer, problems act.Problems) {
	mistakes := 0
	for _, p := range problems {
		p.In(langOf(ctx)).Print(w)
		if !p.Warning {
			mistakes++
		}
	}
	if mistakes > 1 {
		fmt.Fprintln(w, phrase.Say(langOf(ctx), "{n} mistakes", mistakes))
	}
}
