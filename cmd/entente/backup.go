package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/docs"
	"entente/register"
	"entente/register/sqlite"
	"entente/site"
	"entente/source"
)

func backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup DIR FILE",
		Short: "write a copy of a register and its documents; its keys are not in it",
		Long:  docs.Help("backup"),
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			reg, err := readRegister(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, reg.Close()) }()
			papers := backedUp(args[1])
			if exists(string(papers)) {
				return fmt.Errorf("%s is there already: %w", papers, os.ErrExist)
			}
			if isDry(cmd.Context()) {
				if exists(args[1]) {
					return fmt.Errorf("%s is there already: %w", args[1], os.ErrExist)
				}
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s would hold %s\n", args[1], act.Counted(reg.Head().Size, "act"))
				return err
			}
			if err := reg.Backup(args[1]); err != nil {
				return err
			}
			kept, err := site.BackupStore(args[0], args[1]+".site")
			if err != nil {
				return err
			}
			if kept {
				fmt.Fprintf(cmd.OutOrStdout(), "%s.site: people, sessions and drafts of the site; it goes back as site.db\n", args[1])
			}
			h := reg.Head()
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %s, root %s\nNot in it: %s and the guard. Without the log key a register can be read and never written again.\n",
				args[1], act.Counted(h.Size, "act"), h.Root, filepath.Join(args[0], "keys"))
			lacking, err := carryDocuments(reg, sourcesOf(args[0]), papers, cmd.OutOrStdout())
			if len(lacking) > 0 {
				// The copy holds all there is: that is no failure of the backup, and not to be overlooked.
				fmt.Fprintf(cmd.ErrOrStderr(), "warning: %s on record and not kept here, or kept only in part; the copy holds what is here, and entente source add puts it right:\n%v\n",
					documentsAre(len(lacking)), errors.Join(lacking...))
			}
			return err
		},
	}
}

// backedUp is where a backup keeps the documents of its register.
func backedUp(file string) source.Folder { return source.Folder(file + ".sources") }

func documentsAre(n int) string { return act.Counted(n, "document", "is", "are") }

// carryDocuments brings the documents on record along, each checked by its hashes. What is
// lacking is named apart; an altered one is an error, and the others are carried all the
// same.
func carryDocuments(reg *register.Register, from, to source.Folder, stdout io.Writer) (lacking []error, err error) {
	if !exists(string(from)) {
		if n, _, _, err := documents(reg, func(*act.Source) error { return nil }); err != nil || n > 0 {
			fmt.Fprintf(stdout, "%s: %s on record and none is here\n", from, documentsAre(n))
			return nil, err
		}
		return nil, nil
	}
	good, bad, err := copyDocuments(reg, from, to)
	if good > 0 {
		fmt.Fprintf(stdout, "%s: %s, each with the hashes on record\n", to, act.Counted(good, "document"))
	}
	for _, x := range bad {
		if errors.Is(x, source.ErrNotKept) {
			lacking = append(lacking, x)
		} else {
			err = errors.Join(err, x)
		}
	}
	return lacking, err
}

func restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE DIR",
		Short: "put a backup in a register's place; it signs nothing until it has caught up with its guard",
		Long:  docs.Help("backup"),
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return restore(cmd.Context(), args[0], args[1], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
}

func restore(ctx context.Context, file, dir string, stdout, stderr io.Writer) (err error) {
	if site.IsRegister(dir) {
		return fmt.Errorf("%s holds a register; move its %s and what stands beside it away first, and keep it: it may have acts the backup lacks", dir, filepath.Base(site.StorePath(dir)))
	}
	store, err := sqlite.Open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	checked, err := register.Open(store, register.Options{})
	if err == nil {
		_, err = checked.Audit(ctx, bar(stderr, "verifying", int(checked.Head().Size)))
	}
	if err != nil {
		return fmt.Errorf("the backup: %w", err)
	}
	if isDry(ctx) {
		_, err := fmt.Fprintf(stdout, "%s would hold %s, root %s\n", dir, act.Counted(checked.Head().Size, "act"), checked.Head().Root)
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := store.Backup(site.StorePath(dir)); err != nil {
		return err
	}
	// A policy that is there was given to this register's verifiers, and stays.
	policy := site.PolicyPath(dir)
	if !exists(policy) {
		if err := os.WriteFile(policy, []byte("log "+checked.Verifier()+"\nquorum none\n"), 0o644); err != nil {
			return err
		}
	}
	h := checked.Head()
	fmt.Fprintf(stdout, "%s: %s, root %s\n", dir, act.Counted(h.Size, "act"), h.Root)
	last, err := register.Peek(site.GuardPath(dir), checked.Origin())
	switch {
	case err != nil:
		fmt.Fprintf(stderr, "warning: the guard is not at %s (%v); without it this register is read only\n", site.GuardPath(dir), err)
	case last.Size > h.Size:
		fmt.Fprintf(stderr, "warning: the guard says that %s signed: this register is read only until it has caught up: entente register catchup %s --from COPY\n", act.Counted(last.Size, "act", "was", "were"), dir)
	}
	lacking, err := carryDocuments(checked, backedUp(file), sourcesOf(dir), stdout)
	return errors.Join(append(lacking, err)...)
}
