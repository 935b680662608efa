package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/docs"
	"entente/dossier"
	"entente/forces"
	"entente/situation"
)

type forcesFlags struct {
	query     forces.Query
	view      caseView
	at, known string
	xlsx      string
	outputFlags
}

func (f *forcesFlags) add(cmd *cobra.Command, version string) {
	fl := cmd.Flags()
	fl.StringVar(&f.at, "at", "", "what was in force on this `day` (default: the dossier's as_of)")
	fl.StringVar(&f.known, "known", "", "what was on record on this `day`")
	fl.StringArrayVar(&f.query.Assume, "assume", nil, "what if: `input=value`, such as fact.un_mandate=true or joins.TUR=false (repeatable)")
	fl.StringArrayVar(&f.query.Choose, "choose", nil, "what if: settle a clause, `clause=option` (repeatable)")
	fl.BoolVar(&f.query.AtMost, "at-most", false, "count strengths by the high end of what was said")
	f.view.add(cmd)
	f.outputFlags.add(cmd, version)
}

func forcesCommand() *cobra.Command {
	var f forcesFlags
	cmd := &cobra.Command{
		Use:   "forces CASE",
		Short: "is the force complete, who fills what, what is missing and what would help",
		Long:  docs.Help("forces"),
		Example: `  entente forces dossiers/gaza-isf-2025.yaml --at 2026-02-28
  entente forces gaza-isf-2025 --choose disarmament=palestinian_police --html out.html
  entente forces compare gaza-isf-2025 --without IDN
  entente forces compare gaza-isf-2025 --with "EGY: 2 infantry battalions, level 2"`,
		Args: oneCase,
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	f.add(cmd, "forces/1")
	cmd.Flags().StringVar(&f.xlsx, "xlsx", "", "write the answer as a workbook, with charts, to this `file`")
	cmd.AddCommand(forcesCompareCommand())
	return cmd
}

// askForces puts a question of forces to a case as its reader may see it.
func askForces[A any](cmd *cobra.Command, f *forcesFlags, name string,
	ask func(context.Context, *situation.Situation, forces.Query) (A, act.Problems)) (ans A, d *dossier.Dossier, err error) {
	d, sit, problems, err := openView(name, f.at, f.known, &f.view)
	if err != nil {
		return ans, d, err
	}
	if problems.Refuse() {
		return ans, d, problems
	}
	f.query.Marking = d.Marking
	say, done := progress(cmd.ErrOrStderr())
	f.query.Progress = say
	ans, problems = ask(cmd.Context(), sit, f.query)
	done()
	if problems.Refuse() {
		return ans, d, problems
	}
	return ans, d, nil
}

func (f *forcesFlags) run(cmd *cobra.Command, name string) error {
	ans, d, err := askForces(cmd, f, name, forces.Ask)
	if err != nil {
		return err
	}
	ans.Notes = append(f.view.say(ans.Said()), ans.Notes...)
	if f.xlsx == "" || f.asked() {
		if err := f.write(cmd, ans, ans.Brief()); err != nil {
			return err
		}
	}
	if f.xlsx != "" {
		return writeTables(f.xlsx, ans.Marking, d.Language, ans)
	}
	return nil
}

// exportForces writes the question of forces for another solver.
func exportForces(cmd *cobra.Command, sit *situation.Situation, opb bool) error {
	f, problems := forces.Form(cmd.Context(), sit, forces.Query{})
	switch {
	case problems.Refuse():
		return problems
	case f == nil:
		return notFound("no line of a statement of requirements is on record: there is nothing to fill")
	case opb:
		return f.WriteOPB(cmd.OutOrStdout())
	}
	return f.WriteASP(cmd.OutOrStdout(), "Which units fill which lines, best, as everything stands.")
}

func forcesCompareCommand() *cobra.Command {
	var f forcesFlags
	cmd := &cobra.Command{
		Use:   "compare CASE",
		Short: "what leaving costs, and what a further pledge brings",
		Long:  docs.Help("forces"),
		Args:  oneCase,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(f.query.Without)+len(f.query.With) == 0 {
				return usageError{errors.New("compare takes --without ACTOR or --with PLEDGE, or both"), cmd.CommandPath()}
			}
			ans, _, err := askForces(cmd, &f, args[0], forces.Compare)
			if err != nil {
				return err
			}
			for _, side := range []*forces.Answer{ans.Before, ans.After} {
				side.Notes = append(f.view.say(side.Said()), side.Notes...)
			}
			return f.write(cmd, ans, ans.Brief())
		},
	}
	f.add(cmd, "forces-compare/1")
	cmd.Flags().StringArrayVar(&f.query.Without, "without", nil, "this `actor` provides nothing, and does not join (repeatable)")
	cmd.Flags().StringArrayVar(&f.query.With, "with", nil, fmt.Sprintf("a further `pledge`: %q (repeatable)", "EGY: 2 infantry battalions, level 2"))
	return cmd
}
