package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/coding"
	"entente/source"
)

func sourceCheckCommand() *cobra.Command {
	var in string
	cmd := &cobra.Command{
		Use:   "check DOSSIER… --in FOLDER",
		Short: "look up every place and quote of dossiers in the documents they cite",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var all act.Problems
			for _, name := range args {
				evidence, problems, err := checkEvidence(name, in)
				if err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %d places exact in %d documents, %d quotes; %d places of sources whose document is not here\n",
					name, evidence.Places, evidence.Documents, evidence.Quotes, evidence.Unchecked)
				all = append(all, problems...)
			}
			if all.Refuse() {
				return all
			}
			printProblems(cmd.ErrOrStderr(), all)
			return nil
		},
	}
	cmd.Flags().StringVar(&in, "in", ".", "the `folder` of the documents, by the names that sources give under file")
	return cmd
}

func checkEvidence(name, folder string) (source.Evidence, act.Problems, error) {
	d, _, err := readDossier(name)
	if err != nil {
		return source.Evidence{}, nil, err
	}
	documents := map[string]*source.Document{}
	var problems act.Problems
	for _, a := range d.Acts {
		b, ok := a.Body.(*act.Source)
		if !ok || b.File == "" {
			continue
		}
		docs, _, err := coding.ReadFile(filepath.Join(folder, filepath.Base(b.File)))
		doc := coding.Named(docs, b)
		switch {
		case errors.Is(err, os.ErrNotExist):
			problems = append(problems, act.Problem{Place: a.Place, Code: "no-document", Warning: true,
				Text: fmt.Sprintf("the document of %s, %s, is not in %s", a.ID, b.File, folder), Hint: "its places were not looked up; give the folder with --in"})
		case err != nil:
			return source.Evidence{}, nil, err
		case doc == nil:
			problems = append(problems, act.Problem{Place: a.Place, Code: "no-part", Text: fmt.Sprintf("%s, on lines %q of %s, is none of the %d documents that file holds", a.ID, b.Lines, b.File, len(docs)),
				Hint: "give the lines that entente source add put on record"})
		case doc.Reading == nil:
			problems = append(problems, doc.Findings...)
		default:
			documents[a.ID] = doc
		}
	}
	evidence, found := source.Check(d.Acts, documents)
	return evidence, append(problems, found...), nil
}
