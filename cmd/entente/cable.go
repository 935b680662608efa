package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/cable"
	"entente/docs"
)

func cableCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cable",
		Short: "diplomatic telegrams: read, written, put in conversations",
		Long:  docs.Help("cable"),
		Example: `  entente cable read telegram.txt
  entente cable thread telegrams/
  entente cable write draft.yaml --check`,
		Args: knownVerb,
		RunE: func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.SuggestionsMinimumDistance = 2
	cmd.AddCommand(cableReadCommand(), cableWriteCommand(), cableThreadCommand(), cableActsCommand(), cableCodeCommand(), cableBookCommand(),
		cableCalendarCommand(), cableDemarcheCommand(), cableReceiptsCommand(), cableFileCommand())
	return cmd
}

func cableReadCommand() *cobra.Command {
	var out outputFlags
	var book string
	var view releaseFlags
	cmd := &cobra.Command{
		Use:   "read FILE…",
		Short: "the telegrams in a text, with what is doubtful in them",
		Long:  docs.Help("cable"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{fmt.Errorf("read takes at least one FILE, or - for standard input"), cmd.CommandPath()}
			}
			names, err := telegramFiles(args)
			if err != nil {
				return err
			}
			ts, problems, err := readTelegrams(cmd, names)
			if err != nil {
				return err
			}
			if problems.Refuse() && (len(ts) == 0 || len(names) == len(args)) {
				return problems
			}
			if err := checkStations(ts, book); err != nil {
				return err
			}
			if view.reader != "" || view.level != "" || len(view.groups) > 0 {
				return view.write(cmd, &out, ts, book)
			}
			return out.write(cmd, cable.Readings(ts), cable.Brief(ts))
		},
	}
	cmd.Flags().StringVar(&view.reader, "for", "", "only what this `reader` may see, portion by portion; PUBLIC is everybody")
	cmd.Flags().StringVar(&view.level, "cleared", "", "the `level` the reader is cleared to; UNCLASSIFIED when left out")
	cmd.Flags().StringSliceVar(&view.groups, "member", nil, "`codes` of organisations the reader belongs to")
	cmd.Flags().StringVar(&book, "book", "", "look routing indicators up in this address `book` (CSV: indicator,name)")
	out.add(cmd, "cable-read/1")
	return cmd
}

// checkStations looks the stations of telegrams up in a book a user named.
func checkStations(ts []*cable.Telegram, book string) error {
	if book == "" {
		return nil
	}
	b, err := readBook(book)
	if err != nil {
		return err
	}
	for _, t := range ts {
		b.Check(t)
	}
	return nil
}

func readBook(name string) (*cable.Book, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	b, problems := cable.ReadBook(name, src)
	if problems.Refuse() {
		return nil, problems
	}
	return b, nil
}

// readTelegrams reads files, several at once, and joins sections that stand in
// different files.
func readTelegrams(cmd *cobra.Command, names []string) ([]*cable.Telegram, act.Problems, error) {
	type result struct {
		ts       []*cable.Telegram
		problems act.Problems
		err      error
	}
	results := make([]result, len(names))
	var wg sync.WaitGroup
	gate := make(chan struct{}, runtime.GOMAXPROCS(0))
	show := bar(cmd.ErrOrStderr(), "reading telegrams", len(names))
	for i, name := range names {
		gate <- struct{}{}
		if show != nil {
			show(i)
		}
		wg.Go(func() {
			defer func() { <-gate }()
			if cmd.Context().Err() != nil {
				results[i].err = cmd.Context().Err()
				return
			}
			src, err := readInput(cmd, name)
			if err != nil {
				results[i].err = err
				return
			}
			results[i].ts, results[i].problems = cable.Read(name, src)
		})
	}
	wg.Wait()
	if show != nil {
		show(len(names))
	}
	var ts []*cable.Telegram
	var problems act.Problems
	for _, r := range results {
		if r.err != nil {
			return nil, nil, r.err
		}
		ts, problems = append(ts, r.ts...), append(problems, r.problems...)
	}
	return cable.Joined(ts), problems, nil
}

// readInput reads a file, or standard input for -.
func readInput(cmd *cobra.Command, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(cmd.InOrStdin())
	}
	return os.ReadFile(name)
}

func cableThreadCommand() *cobra.Command {
	var out outputFlags
	var station, book string
	cmd := &cobra.Command{
		Use:   "thread DIR",
		Short: "conversations by reference, and references to what is not there",
		Long:  docs.Help("cable"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{fmt.Errorf("thread takes one DIR of telegrams"), cmd.CommandPath()}
			}
			names, err := filesUnder(args[0])
			if err != nil {
				return err
			}
			ts, skipped, err := readTelegrams(cmd, names)
			if err != nil {
				return err
			}
			if len(ts) == 0 {
				return notFound("there is no telegram in " + args[0])
			}
			if n := len(skipped); n > 0 {
				fmt.Fprintf(cmd.ErrOrStderr(), "passed over, for they hold no telegram: %s\n", problemFiles(skipped))
			}
			b := cable.Shipped()
			if book != "" {
				if b, err = readBook(book); err != nil {
					return err
				}
			}
			th := cable.Thread(ts, strings.ToUpper(station), b)
			return out.write(cmd, th, th.Brief(cable.MarkingOf(ts)))
		},
	}
	cmd.Flags().StringVar(&station, "station", "", "your own `address`, as \"SECSTATE WASHDC\": says which telegrams are for your action")
	cmd.Flags().StringVar(&book, "book", "", "address `book` that says who belongs to a collective")
	out.add(cmd, "cable-thread/1")
	return cmd
}

func problemFiles(ps act.Problems) string {
	var names []string
	for _, p := range ps {
		names = append(names, p.File)
	}
	return act.List(nil, names)
}

// telegramFiles lists the files that arguments name: files, folders, - for standard
// input.
func telegramFiles(args []string) ([]string, error) {
	var names []string
	for _, a := range args {
		if a == "-" {
			names = append(names, a)
			continue
		}
		more, err := filesUnder(a)
		if err != nil {
			return nil, err
		}
		names = append(names, more...)
	}
	return names, nil
}

// filesUnder lists the text files of a folder and those below it, in order.
func filesUnder(dir string) ([]string, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{dir}, nil
	}
	var names []string
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != dir && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() && slices.Contains([]string{".txt", ".cable", ".tel", ".msg", ""}, strings.ToLower(filepath.Ext(path))) {
			names = append(names, path)
		}
		return nil
	})
	return names, err
}
