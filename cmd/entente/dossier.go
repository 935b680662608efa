package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/assess"
	"entente/docs"
	"entente/dossier"
	"entente/phrase"
)

func checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check DOSSIER…",
		Short: "report everything wrong with dossiers, with place and remedy",
		Long:  docs.Help("check"),
		Args:  someFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			var all act.Problems
			for _, name := range args {
				path, err := caseFile(name)
				if err != nil {
					return err
				}
				d, problems := dossier.ReadFile(path)
				all = append(all, problems...)
				if d != nil {
					fmt.Fprintf(cmd.OutOrStdout(), "%s: %s, %s%s\n", name, d.Title, phrase.Say(langOf(cmd.Context()), "{n} acts", len(d.Acts)), warnings(cmd.Context(), problems))
				}
			}
			if all.Refuse() {
				return all
			}
			printProblems(cmd.Context(), cmd.ErrOrStderr(), all)
			return nil
		},
	}
}

// noArgs refuses anything behind the verb.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("%s takes nothing more, and was given %q", cmd.Name(), args[0]), cmd.CommandPath()}
	}
	return nil
}

func warnings(ctx context.Context, problems act.Problems) string {
	if len(problems) == 0 {
		return ""
	}
	return phrase.Say(langOf(ctx), ", ") + phrase.Say(langOf(ctx), "{n} warnings", len(problems))
}

func someFiles(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usageError{fmt.Errorf("%s takes at least one dossier", cmd.Name()), cmd.CommandPath()}
	}
	return nil
}

func fmtCommand() *cobra.Command {
	var list bool
	cmd := &cobra.Command{
		Use:   "fmt DOSSIER…",
		Short: "tidy what nobody would notice; comments and layout stay",
		Long:  docs.Help("fmt"),
		Args:  someFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, name := range args {
				name, err := caseFile(name)
				if err != nil {
					return err
				}
				src, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				tidy := dossier.Format(src)
				if bytes.Equal(src, tidy) {
					continue
				}
				fmt.Fprintln(cmd.OutOrStdout(), name)
				if list || isDry(cmd.Context()) {
					continue
				}
				if err := writeFile(name, func(w io.Writer) error { _, err := w.Write(tidy); return err }); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVarP(&list, "list", "l", false, "name the files that would change, and change none")
	return cmd
}

func schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "print the JSON Schema of a dossier, for completion in editors",
		Long:  docs.Help("schema"),
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, err := cmd.OutOrStdout().Write(dossier.Schema())
			return err
		},
	}
}

func exportCommand() *cobra.Command {
	var opb, asp, xlsx, force bool
	var at, reader, to, tiles string
	cmd := &cobra.Command{
		Use:   "export CASE",
		Short: "write the same problem for another solver, so that anyone can check the answer",
		Long:  docs.Help("export"),
		Args:  oneCase,
		RunE: func(cmd *cobra.Command, args []string) error {
			if xlsx {
				return exportWorkbook(args[0], to, cmd.OutOrStdout())
			}
			if reader != "" && to != "" && !opb && !asp {
				return exportBundle(args[0], reader, to, cmd.OutOrStdout(), cmd.ErrOrStderr())
			}
			if tiles != "" && !opb && !asp {
				return exportTiles(args[0], tiles, cmd.OutOrStdout(), cmd.ErrOrStderr())
			}
			if opb == asp {
				return usageError{fmt.Errorf("export takes one of --opb, --asp and --xlsx, or for a register --for READER --to FILE"), cmd.CommandPath()}
			}
			_, sit, err := open(args[0], at, "", cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if force {
				return exportForces(cmd, sit, opb)
			}
			write := assess.WriteASP
			if opb {
				write = assess.WriteOPB
			}
			return write(cmd.OutOrStdout(), sit, assess.Query{})
		},
	}
	cmd.Flags().BoolVar(&opb, "opb", false, "pseudo-Boolean optimisation (OPB), as clasp and others read it")
	cmd.Flags().BoolVar(&asp, "asp", false, "answer set programming, as gringo and clasp read it")
	cmd.Flags().BoolVar(&force, "forces", false, "with --opb or --asp: which units fill which lines, as entente forces answers it")
	cmd.Flags().BoolVar(&xlsx, "xlsx", false, "the acts as a workbook, one sheet a section; entente import reads it")
	cmd.Flags().StringVar(&at, "at", "", "what was in force on this `day`")
	cmd.Flags().StringVar(&reader, "for", "", "of a register: the acts this `reader` may read, with the hashes of the rest")
	cmd.Flags().StringVar(&tiles, "tiles", "", "of a register: checkpoint, tiles and entries into this `folder` (C2SP tlog-tiles)")
	cmd.Flags().StringVar(&to, "to", "", "write to this `file`; a register's acts verify offline: entente verify FILE --policy POLICY")
	return cmd
}
