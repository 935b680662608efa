package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"entente/act"
)

func sourceVerifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify DIR",
		Short: "hold every document kept beside a register to what is on record of it",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			reg, err := readRegister(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, reg.Close()) }()
			good, without, bad, err := documents(reg, func(b *act.Source) error {
				_, err := sourcesOf(args[0]).Get(b.SHA256, b.Text)
				return err
			})
			if err != nil || len(bad) > 0 {
				return errors.Join(append(bad, err)...)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s as put on record; %s none here\n", act.Counted(good, "document", "is", "are"), act.Counted(without, "source", "has", "have"))
			return nil
		},
	}
}
