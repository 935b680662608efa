package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/dossier"
	"entente/gazetteer"
)

// completeNames lets a shell complete what a person would otherwise look up: cases, and
// the actors, facts and options of the case that is named. entente completion SHELL
// writes the script for a shell.
func completeNames(cmd *cobra.Command) {
	words := strings.Fields(cmd.Use)
	if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(w, "CASE") || strings.Contains(w, "DOSSIER") }) && cmd.ValidArgsFunction == nil {
		cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return casesHere(), cobra.ShellCompDirectiveDefault
		}
	}
	for flag, names := range map[string]func(*dossier.Dossier) []string{"explain": actorNames, "without": actorNames, "assume": inputNames, "choose": choiceNames} {
		if cmd.Flags().Lookup(flag) != nil {
			cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
				for _, name := range args {
					if d := quietly(name); d != nil {
						return names(d), cobra.ShellCompDirectiveNoFileComp
					}
				}
				return nil, cobra.ShellCompDirectiveNoFileComp
			})
		}
	}
	for _, c := range cmd.Commands() {
		completeNames(c)
	}
}

// quietly reads a dossier for completion, where nobody reads what is wrong with it.
func quietly(name string) *dossier.Dossier {
	path, err := caseFile(name)
	if err != nil || filepath.Ext(path) != ".yaml" {
		return nil
	}
	d, _ := dossier.ReadFile(path)
	return d
}

func actorNames(d *dossier.Dossier) (all []string) {
	for _, a := range d.Acts {
		if b, ok := a.Body.(*act.Actor); ok {
			all = append(all, a.ID+"\t"+first(b.Name, gazetteer.Name(a.ID, "en")))
		}
	}
	return all
}

func inputNames(d *dossier.Dossier) (all []string) {
	for _, a := range d.Acts {
		switch b := a.Body.(type) {
		case *act.Fact:
			all = append(all, "fact."+a.ID+"=true\t"+b.Asks, "fact."+a.ID+"=false\t"+b.Asks)
		case *act.Actor:
			if slices.Contains(b.Roles, "candidate") {
				all = append(all, "joins."+a.ID+"=true", "joins."+a.ID+"=false")
			}
		}
	}
	return all
}

func choiceNames(d *dossier.Dossier) (all []string) {
	for _, a := range d.Acts {
		if b, ok := a.Body.(*act.Clause); ok {
			for _, o := range b.Options {
				all = append(all, a.ID+"="+o.Value+"\t"+o.Words)
			}
		}
	}
	return all
}
