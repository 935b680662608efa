package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"entente/decide"
)

func tallyCommand() *cobra.Command {
	var out outputFlags
	var procedure string
	cmd := &cobra.Command{
		Use:   "tally FILE.csv --procedure P",
		Short: "decide thousands of votes at once, and list where the published column differs",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || procedure == "" {
				return usageError{fmt.Errorf("tally takes one FILE.csv and --procedure"), cmd.CommandPath()}
			}
			p, err := decide.Find(procedure)
			if err != nil {
				return usageError{err, cmd.CommandPath()}
			}
			src, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			ans, problems := decide.Tally(filepath.Base(args[0]), src, p)
			if problems.Refuse() {
				return problems
			}
			return out.write(cmd, ans, ans.Brief())
		},
	}
	cmd.Flags().StringVar(&procedure, "procedure", "", "the `procedure` as it is now; each row is decided by the one in force on its day")
	out.add(cmd, "decide-tally/1")
	return cmd
}
