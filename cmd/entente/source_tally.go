package main

import (
	"github.com/spf13/cobra"

	"entente/act"
	"entente/coding"
	"entente/marking"
)

func sourceTallyCommand() *cobra.Command {
	var out outputFlags
	var v caseView
	cmd := &cobra.Command{
		Use:   "tally DIR",
		Short: "how good the lists of the workbench were, by what people took and turned down",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			acts, marked, err := asSigned(args[0], &v, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			s := coding.Tally(acts)
			if marked == "" {
				marked = joined(acts)
			}
			return out.write(cmd, tallied{"tally/1", s}, s.Brief(args[0], marked))
		},
	}
	out.add(cmd, "tally/1")
	v.add(cmd)
	return cmd
}

// tallied is the JSON of a score.
type tallied struct {
	Entente string `json:"entente"`
	coding.Score
}

// joined is the marking of what is made from acts: the most restrictive of theirs.
func joined(acts []*act.Act) string {
	var all marking.Marking
	for i, a := range acts {
		m := marking.Parse(a.Marking)
		if i > 0 {
			m = marking.Join(all, m)
		}
		all = m
	}
	return all.String()
}
