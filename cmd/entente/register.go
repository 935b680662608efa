package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"entente/docs"
	"entente/register"
	"entente/site"
)

func registerCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "register",
		Short: "keep acts in a signed, append-only register",
		Long:  docs.Help("register"),
		RunE:  func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(registerInitCommand(), registerAddCommand(), registerKeyCommand(), registerClearCommand(),
		registerOpenCommand(), registerEraseCommand(), registerCatchupCommand())
	return cmd
}

type initFlags struct{ origin, keeper, office, guard string }

func registerInitCommand() *cobra.Command {
	var f initFlags
	cmd := &cobra.Command{
		Use:   "init DIR --origin NAME",
		Short: "make a register: its keys, store, first checkpoint and guard",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), args[0], cmd.OutOrStdout())
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.origin, "origin", "", "the register's `name`, unique in the world, such as oic.example/iraq")
	fl.StringVar(&f.keeper, "custodian", "SECRETARIAT", "the `actor` that keeps the register")
	fl.StringVar(&f.office, "office", "", "the `office` of the custodian that holds the key")
	fl.StringVar(&f.guard, "guard", "", "`file` of the guard, best on another volume (default: DIR.guard)")
	return cmd
}

func (f *initFlags) run(ctx context.Context, dir string, stdout io.Writer) (err error) {
	secret, public, err := register.NewLogKey(f.origin)
	if err != nil {
		return usageError{err, "entente register init"}
	}
	if isDry(ctx) {
		if site.IsRegister(dir) {
			return fmt.Errorf("%s holds a register already: %w", dir, register.ErrConflict)
		}
		_, err := fmt.Fprintf(stdout, "%s would hold the register %s, kept by %s\n", dir, f.origin, f.keeper)
		return err
	}
	reg, err := site.Found(dir, secret, public, site.Founding{Origin: f.origin, Keeper: f.keeper, Office: f.office, Guard: f.guard})
	if err != nil {
		return err
	}
	key, err := site.SigningKey(dir, "")
	if err != nil {
		return errors.Join(err, reg.Close())
	}
	fmt.Fprintf(stdout, "%s: register %s\nverifier key  %s\ncustodian     %s, key %s\nguard         %s\n\n%s", dir, f.origin, public, f.keeper,
		key.Public.Fingerprint(), site.GuardPath(dir), reg.Checkpoint())
	fmt.Fprintf(stdout, "\nKeep %s and the guard apart from backups; give %s to everyone who is to verify.\n",
		site.KeysPath(dir), site.PolicyPath(dir))
	return reg.Close()
}
