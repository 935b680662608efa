package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/register"
	"entente/register/sqlite"
	"entente/site"
)

func registerCatchupCommand() *cobra.Command {
	var from string
	cmd := &cobra.Command{
		Use:   "catchup DIR --from COPY",
		Short: "bring a restored register up to its guard with the acts of a newer copy",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			dir := args[0]
			if from == "" {
				return usageError{errors.New("name the newer copy: --from COPY"), "entente register catchup"}
			}
			release, err := register.Lock(dir)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, release()) }()
			store, err := site.OpenStore(dir)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, store.Close()) }()
			copied, err := sqlite.Open(registerFile(from))
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, copied.Close()) }()
			// All of the copy is verified: what comes in is never changed again.
			newer, err := register.Open(copied, register.Options{})
			if err == nil {
				_, err = newer.Audit(cmd.Context(), bar(cmd.ErrOrStderr(), "verifying", int(newer.Head().Size)))
			}
			if err != nil {
				return fmt.Errorf("%s: %w", from, err)
			}
			if isDry(cmd.Context()) {
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s holds %s; those that are missing here would be brought in\n", from, act.Counted(newer.Head().Size, "act"))
				return err
			}
			added, base, err := register.CatchUp(store, copied, barOf(cmd.ErrOrStderr(), "catching up"))
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s brought in; the register holds %d, root %s\n", act.Counted(added, "act"), base.Size, base.Root)
			return nil
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "a newer copy: a backup `file`, or a register's folder")
	return cmd
}

// registerFile is the store of a register's folder, or the file itself.
func registerFile(path string) string {
	if site.IsRegister(path) {
		return site.StorePath(path)
	}
	return path
}
