package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"entente/docs"
	"entente/register"
	"entente/register/sqlite"
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
			return f.run(args[0], cmd.OutOrStdout())
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.origin, "origin", "", "the register's `name`, unique in the world, such as oic.example/iraq")
	fl.StringVar(&f.keeper, "custodian", "SECRETARIAT", "the `actor` that keeps the register")
	fl.StringVar(&f.office, "office", "", "the `office` of the custodian that holds the key")
	fl.StringVar(&f.guard, "guard", "", "`file` of the guard, best on another volume (default: DIR.guard)")
	return cmd
}

func (f *initFlags) run(dir string, stdout io.Writer) (err error) {
	secret, public, err := register.NewLogKey(f.origin)
	if err != nil {
		return usageError{err, "entente register init"}
	}
	if isRegister(dir) {
		return fmt.Errorf("%s holds a register already; nothing was changed", dir)
	}
	if err := os.MkdirAll(filepath.Join(dir, "keys"), 0o700); err != nil {
		return err
	}
	release, err := register.Lock(dir)
	if err != nil {
		return err
	}
	defer release()
	if f.guard != "" {
		if f.guard, err = filepath.Abs(f.guard); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, guardIsAt), []byte(f.guard+"\n"), 0o644); err != nil {
			return err
		}
	}
	guard, err := register.CreateGuard(guardPath(dir), f.origin)
	if err != nil {
		return fmt.Errorf("%w; a guard outlives its register, so that an older copy cannot take its place: choose another folder, or another --guard", err)
	}
	key := register.NewKey()
	for _, file := range []struct {
		name, text string
		mode       os.FileMode
	}{{logKey, secret + "\n", 0o600}, {policyIs, "log " + public + "\nquorum none\n", 0o644}} {
		if err := os.WriteFile(filepath.Join(dir, file.name), []byte(file.text), file.mode); err != nil {
			return err
		}
	}
	if err := key.Write(filepath.Join(dir, ownKey), f.keeper); err != nil {
		return err
	}
	store, err := sqlite.Create(filepath.Join(dir, dbFile))
	if err != nil {
		return err
	}
	reg, err := register.Create(store, register.Options{LogKey: secret, Guard: guard}, key, f.keeper, f.office)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: register %s\nverifier key  %s\ncustodian     %s, key %s\nguard         %s\n\n%s", dir, f.origin, public, f.keeper,
		key.Public.Fingerprint(), guardPath(dir), reg.Checkpoint())
	fmt.Fprintf(stdout, "\nKeep %s and the guard apart from backups; give %s to everyone who is to verify.\n",
		filepath.Join(dir, "keys"), filepath.Join(dir, policyIs))
	return reg.Close()
}
