package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/docs"
	"entente/register"
	"entente/site"
)

func tokenCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: "ways in for programs: what each may do, for whom, until when",
		Long:  docs.Help("token"),
		RunE:  func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(tokenIssueCommand(), tokenListCommand(), tokenEndCommand())
	return cmd
}

func tokenIssueCommand() *cobra.Command {
	var label string
	var scopes []string
	var days int
	cmd := &cobra.Command{
		Use:   "issue DIR NAME --for WHAT",
		Short: "make a token for a program of somebody; its secret is printed this once",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			var asked []site.Scope
			for _, x := range scopes {
				asked = append(asked, site.Scope(x))
			}
			if isDry(cmd.Context()) {
				return onPerson(args, func(s *site.Site, p *site.Person) error {
					if err := site.MayIssue(label, asked, lasts(days)); err != nil {
						return err
					}
					_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s could be given a token that may %s for %s.\n", p.Name, strings.Join(scopes, ", "), act.Counted(days, "day"))
					return err
				})
			}
			return onSite(args[0], func(s *site.Site) error {
				secret, t, err := s.Issue(args[1], label, asked, lasts(days))
				if err != nil {
					return err
				}
				fmt.Fprintln(cmd.OutOrStdout(), secret)
				fmt.Fprintf(cmd.ErrOrStderr(), "The token %s may %s for %s until %s. Its secret is not kept: this is the only time it is shown.\n",
					t.ID, strings.Join(scopes, ", "), args[1], t.Until.Format(time.DateOnly))
				return nil
			})
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&label, "for", "", "`what` the token is for, such as \"nightly report\"")
	fl.StringSliceVar(&scopes, "scope", []string{"read"}, "`what` it may do: read, file, account; never more than the person")
	fl.IntVar(&days, "days", 90, "how many `days` it works, a year at most")
	return cmd
}

func lasts(days int) time.Duration { return time.Duration(days) * 24 * time.Hour }

func tokenListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list DIR [NAME]",
		Short: "the tokens of everybody, or of one person",
		Args:  cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return onSite(args[0], func(s *site.Site) error {
				tokens, err := s.Tokens(strings.Join(args[1:], ""))
				for _, t := range tokens {
					var may []string
					for _, x := range t.Scopes {
						may = append(may, string(x))
					}
					used := "never used"
					if !t.Used.IsZero() {
						used = "used " + t.Used.Format(time.DateOnly)
					}
					fmt.Fprintf(cmd.OutOrStdout(), "%s  %-14s %-18s until %s  %-15s %s\n", t.ID, t.Person.Name, strings.Join(may, ","), t.Until.Format(time.DateOnly), used, t.Label)
				}
				return err
			})
		},
	}
}

func tokenEndCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "end DIR ID",
		Short: "let a token work no more",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return onSite(args[0], func(s *site.Site) error {
				if isDry(cmd.Context()) {
					return wouldEnd(cmd.OutOrStdout(), s, args[1])
				}
				if err := s.EndToken("", args[1]); err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s works no more\n", args[1])
				return nil
			})
		},
	}
	return cmd
}

// wouldEnd says which token would work no more.
func wouldEnd(out io.Writer, s *site.Site, id string) error {
	tokens, err := s.Tokens("")
	if err != nil {
		return err
	}
	for _, t := range tokens {
		if t.ID == id {
			_, err := fmt.Fprintf(out, "%s of %s (%s) would work no more.\n", t.ID, t.Person.Name, t.Label)
			return err
		}
	}
	return fmt.Errorf("the token %s: %w", id, register.ErrNotFound)
}

// onSite opens a site that is not being served, for one piece of work.
func onSite(dir string, work func(*site.Site) error) error {
	s, err := site.Open(dir, site.Options{})
	if err != nil {
		return err
	}
	return errors.Join(work(s), s.Close())
}
