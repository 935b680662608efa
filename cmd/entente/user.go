package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"entente/docs"
	"entente/marking"
	"entente/site"
)

func userCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "user",
		Short: "people who may sign in to a site",
		Long:  docs.Help("user"),
		RunE:  func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(userAddCommand(), userLinkCommand(), userVouchCommand(), userListCommand())
	return cmd
}

type userFlags struct {
	site.Person
	role, level, url string
}

func userAddCommand() *cobra.Command {
	var f userFlags
	cmd := &cobra.Command{
		Use:   "add DIR NAME",
		Short: "let somebody sign in; prints the one-time link by which a password is set",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.Name = args[1]
			return f.run(cmd.Context(), args[0], cmd.OutOrStdout())
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.Title, "title", "", "how the person is called, such as `\"Amb. A. Rahman\"`")
	fl.StringVar(&f.Actor, "actor", "", "the `actor` for whom the person reads and files")
	fl.StringVar(&f.Office, "office", "", "the person's `office` in that actor")
	fl.StringVar(&f.role, "role", "observer", "officer, delegate or observer")
	fl.StringVar(&f.level, "level", "UNCLASSIFIED", "the highest `level` the person reads or files, whatever its actor is cleared for")
	fl.StringSliceVar(&f.RelTo, "rel-to", nil, "`codes` beyond which the person releases nothing")
	fl.StringVar(&f.url, "url", "http://127.0.0.1:8370", "the `address` people reach the site by, for the link")
	return cmd
}

func (f *userFlags) run(ctx context.Context, dir string, stdout io.Writer) error {
	level, ok := marking.ParseLevel(f.level)
	if !ok {
		return usageError{fmt.Errorf("--level: %q is no level; use UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET or TOP SECRET", f.level), "entente user add"}
	}
	f.Level, f.Role = level, site.Role(f.role)
	return onSite(dir, func(s *site.Site) error {
		if isDry(ctx) {
			if err := s.MayAdd(f.Person); err != nil {
				return err
			}
			_, err := fmt.Fprintf(stdout, "%s could sign in: %s.\n", f.Name, f.Terms())
			return err
		}
		if err := s.AddPerson(f.Person, ""); err != nil {
			return err
		}
		secret, err := s.Invite(f.Name, linkLasts)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(stdout, "%s may sign in with a password set within a week, once, at\n\n    %s/welcome/%s\n\n", f.Name, f.url, secret)
		return err
	})
}

// linkLasts is how long a one-time link works.
const linkLasts = 7 * 24 * time.Hour

func userLinkCommand() *cobra.Command {
	var url string
	cmd := &cobra.Command{
		Use:   "link DIR NAME",
		Short: "print a new one-time link, for somebody who has lost the password",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return onPerson(args, func(s *site.Site, p *site.Person) error {
				if isDry(cmd.Context()) {
					_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s could be given a new link.\n", p.Name)
					return err
				}
				secret, err := s.Invite(p.Name, linkLasts)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s may set a password anew, within a week, once, at\n\n    %s/welcome/%s\n\n", p.Name, url, secret)
				return err
			})
		},
	}
	cmd.Flags().StringVar(&url, "url", "http://127.0.0.1:8370", "the `address` people reach the site by, for the link")
	return cmd
}

func userVouchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "vouch DIR NAME",
		Short: "say for the first person of an actor that it is who it is said to be",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return onPerson(args, func(s *site.Site, p *site.Person) error {
				out := cmd.OutOrStdout()
				if !p.Awaits {
					_, err := fmt.Fprintf(out, "%s does not have to be vouched for\n", p.Name)
					return err
				}
				if isDry(cmd.Context()) {
					_, err := fmt.Fprintf(out, "%s would be vouched for: %s.\n", p.Name, p.Terms())
					return err
				}
				if err := s.VouchAtMachine(p.Name); err != nil {
					return err
				}
				_, err := fmt.Fprintf(out, "%s is vouched for: %s\n", p.Name, p.Terms())
				return err
			})
		},
	}
	return cmd
}

// onPerson is onSite for what is done about one person, DIR NAME.
func onPerson(args []string, work func(*site.Site, *site.Person) error) error {
	return onSite(args[0], func(s *site.Site) error {
		p, err := s.Person(args[1])
		if err != nil {
			return err
		}
		return work(s, p)
	})
}

func userListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list DIR",
		Short: "everybody who may sign in",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return onSite(args[0], func(s *site.Site) error {
				people, err := s.People()
				for _, p := range people {
					state := ""
					if p.Awaits {
						state = "  (has to be vouched for)"
					}
					fmt.Fprintf(cmd.OutOrStdout(), "%-14s %-9s %-12s %-13s %s%s\n", p.Name, p.Role, first(p.Actor, "–"), p.Level, p.Title, state)
				}
				return err
			})
		},
	}
}
