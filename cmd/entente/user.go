package main

import (
	"errors"
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
			return f.run(args[0], cmd.OutOrStdout())
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

func (f *userFlags) run(dir string, stdout io.Writer) (err error) {
	level, ok := marking.ParseLevel(f.level)
	if !ok {
		return usageError{fmt.Errorf("--level: %q is no level; use UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET or TOP SECRET", f.level), "entente user add"}
	}
	f.Level, f.Role = level, site.Role(f.role)
	s, err := site.Open(dir, site.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.AddPerson(f.Person, ""); err != nil {
		return err
	}
	secret, err := s.Invite(f.Name, 7*24*time.Hour)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s may sign in once it has set a password, within a week, once, at\n\n    %s/welcome/%s\n\n", f.Name, f.url, secret)
	return nil
}

func userLinkCommand() *cobra.Command {
	var url string
	cmd := &cobra.Command{
		Use:   "link DIR NAME",
		Short: "print a new one-time link, for somebody who has lost the password",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			s, err := site.Open(args[0], site.Options{})
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			secret, err := s.Invite(args[1], 7*24*time.Hour)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s may set a password anew, within a week, once, at\n\n    %s/welcome/%s\n\n", args[1], url, secret)
			return nil
		},
	}
	cmd.Flags().StringVar(&url, "url", "http://127.0.0.1:8370", "the `address` people reach the site by, for the link")
	return cmd
}

func userVouchCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "vouch DIR NAME",
		Short: "say for the first person of an actor that it is who it is said to be",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			s, err := site.Open(args[0], site.Options{})
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			p, err := s.Person(args[1])
			if err != nil {
				return err
			}
			if !p.Awaits {
				fmt.Fprintf(cmd.OutOrStdout(), "%s does not have to be vouched for\n", p.Name)
				return nil
			}
			if err := s.VouchAtMachine(p.Name); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s is vouched for: %s\n", p.Name, p.Terms())
			return nil
		},
	}
}

func userListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list DIR",
		Short: "everybody who may sign in",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			s, err := site.Open(args[0], site.Options{})
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			people, err := s.People()
			for _, p := range people {
				state := ""
				if p.Awaits {
					state = "  (has to be vouched for)"
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%-14s %-9s %-12s %-13s %s%s\n", p.Name, p.Role, first(p.Actor, "–"), p.Level, p.Title, state)
			}
			return err
		},
	}
}
