package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/coding"
	"entente/phrase"
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
				fmt.Fprintln(cmd.OutOrStdout(), phrase.Say(langOf(cmd.Context()), "{name}: {places} places exact in {documents} documents, {quotes} quotes; {unchecked} places of sources whose document is not here",
					name, evidence.Places, evidence.Documents, evidence.Quotes, evidence.Unchecked))
				all = append(all, problems...)
			}
			if all.Refuse() {
				return all
			}
			printProblems(cmd.Context(), cmd.ErrOrStderr(), all)
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
	documents, said := map[string]*source.Document{}, phrase.New()
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
			p := act.Wrong(said, a.Place, "no-document", "its places were not looked up; give the folder with --in", "the document of %s, %s, is not in %s", a.ID, b.File, folder)
			p.Warning = true
			problems = append(problems, p)
		case err != nil:
			return source.Evidence{}, nil, err
		case doc == nil:
			problems = append(problems, act.Wrong(said, a.Place, "no-part", "give the lines that entente source add put on record",
				"%s, on lines %q of %s, is none of the %d documents that file holds", a.ID, b.Lines, b.File, len(docs)))
		case doc.Reading == nil:
			problems = append(problems, doc.Findings...)
		default:
			documents[a.ID] = doc
		}
	}
	evidence, found := source.Check(d.Acts, documents)
	return evidence, append(problems, found...), nil
}
