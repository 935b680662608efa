package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/cable"
	"entente/docs"
	"entente/dossier"
)

func cableWriteCommand() *cobra.Command {
	var check bool
	var book string
	cmd := &cobra.Command{
		Use:   "write DRAFT.yaml",
		Short: "the telegram of a draft, as the handbook asks for it",
		Long:  docs.Help("cable"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{fmt.Errorf("write takes one DRAFT.yaml"), cmd.CommandPath()}
			}
			m, problems, err := compose(args[0], book)
			if err != nil {
				return err
			}
			if problems.Refuse() {
				return problems
			}
			printProblems(cmd.Context(), cmd.ErrOrStderr(), problems)
			if check {
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %s%s\n", args[0], m.ID(), warnings(cmd.Context(), problems))
				return nil
			}
			return cable.Write(cmd.OutOrStdout(), m)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "only say what is wrong with the draft")
	cmd.Flags().StringVar(&book, "book", "", "take routing indicators from this address `book` (CSV: indicator,name)")
	return cmd
}

// compose reads a draft by the dossier's reader, since YAML has one home, and makes
// its telegram. What is wrong with it has its place in the file.
func compose(name, book string) (*cable.Message, act.Problems, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	b := cable.Shipped()
	if book != "" {
		if b, err = readBook(book); err != nil {
			return nil, nil, err
		}
	}
	var draft cable.Draft
	places, problems := dossier.Decode(name, src, &draft)
	if problems.Refuse() {
		return nil, problems, nil
	}
	m, faults := draft.Compose(b)
	for _, f := range faults {
		p := places.Problem(f.Path, f.Code, "", "")
		p.Text, p.Hint, p.Warning, p.Said = f.Text, f.Hint, f.Warning, f.Said
		problems = append(problems, p)
	}
	problems.Sort()
	return m, problems, nil
}
