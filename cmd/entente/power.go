package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/decide"
	"entente/docs"
)

func powerCommand() *cobra.Command {
	var out outputFlags
	var procedure, reading, on, members string
	var blocs []string
	cmd := &cobra.Command{
		Use:   "power --procedure P",
		Short: "Banzhaf and Shapley-Shubik power of each member by a rule, exact",
		Long:  docs.Help("power"),
		Example: `  entente power --procedure unsc-substantive
  entente power --procedure unga-important --bloc OIC`,
		RunE: func(cmd *cobra.Command, args []string) error {
			usage := func(err error) error { return usageError{err, cmd.CommandPath()} }
			if procedure == "" || len(args) > 0 {
				return usage(fmt.Errorf("power takes --procedure"))
			}
			p, err := procedureNamed(procedure, cmd.CommandPath())
			if err != nil {
				return err
			}
			o := decide.Options{Reading: reading}
			if on != "" {
				if o.On, err = act.ParseDate(on); err != nil {
					return usage(fmt.Errorf("--on: %w", err))
				}
			}
			m, err := decide.ParseVotes(members)
			if err != nil {
				return usage(fmt.Errorf("--members: %w", err))
			}
			o.Members, o.Size = m.Names, m.More
			var groups []decide.Bloc
			for _, text := range blocs {
				b, err := decide.ParseBloc(text, o.On)
				if err != nil {
					return usage(fmt.Errorf("--bloc: %w", err))
				}
				groups = append(groups, b)
			}
			ans, err := decide.Power(p.InForce(o.On), o, groups)
			if err != nil {
				return usage(err)
			}
			return out.write(cmd, ans, ans.Brief())
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&procedure, "procedure", "", "the `procedure`: a short name, or your own FILE.yaml")
	fl.StringVar(&reading, "reading", "", "by this `reading` of it")
	fl.StringVar(&on, "on", "", "the `day`: it decides which rule and which members")
	fl.StringVar(&members, "members", "", "the electorate, where it is not the procedure's: a `number` or codes")
	fl.StringArrayVar(&blocs, "bloc", nil, "members that vote as one: an `organisation`, or NAME=CODE,CODE (repeatable)")
	out.add(cmd, "power/1")
	return cmd
}
