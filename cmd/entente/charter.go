package main

import (
	"github.com/spf13/cobra"

	"entente/charter"
	"entente/docs"
)

func charterCommand() *cobra.Command {
	var out outputFlags
	var at, known string
	cmd := &cobra.Command{
		Use:   "charter CASE",
		Short: "the five questions: what is settled, by whom, who dissents, what is left",
		Long:  docs.Help("charter"),
		Args:  oneCase,
		RunE: func(cmd *cobra.Command, args []string) error {
			d, sit, err := open(args[0], at, known, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			ans := charter.Ask(cmd.Context(), sit, charter.Query{Marking: d.Marking})
			return out.write(cmd, ans, ans.Brief())
		},
	}
	cmd.Flags().StringVar(&at, "at", "", "what was in force on this `day` (default: the dossier's as_of)")
	cmd.Flags().StringVar(&known, "known", "", "what was on record on this `day`")
	out.add(cmd, "charter/1")
	return cmd
}
