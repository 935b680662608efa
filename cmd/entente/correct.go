package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/docs"
	"entente/register"
)

func correctCommand() *cobra.Command {
	var set []string
	var text, keyFile, on string
	cmd := &cobra.Command{
		Use:   "correct DIR ACT [--set KEY=VALUE…] --text WHAT-IS-RIGHT",
		Short: "put an act right by a new act that names it; the old one stays readable",
		Long:  docs.Help("correct"),
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if text == "" {
				return usageError{errors.New("say what is right: --text"), cmd.CommandPath()}
			}
			reg, err := takePen(args[0], keyFile)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, reg.Close()) }()
			old, err := find(reg.Register, args[1])
			if err != nil {
				return err
			}
			day, err := day("--on", on, cmd.CommandPath())
			if err != nil {
				return err
			}
			acts, as, err := corrected(reg.Register, old, set, text, day)
			if err != nil {
				return err
			}
			drafts := make([]*register.Draft, len(acts))
			for i, a := range acts {
				if drafts[i], err = reg.Draft(a, as[i], reg.key); err != nil {
					return err
				}
			}
			results, err := reg.AppendAll(cmd.Context(), drafts, nil)
			for i, r := range results {
				if err = errors.Join(err, r.Err); r.Err == nil {
					fmt.Fprintf(cmd.OutOrStdout(), "act %d: %s\n", r.Seq, summary(acts[i]))
				}
			}
			return err
		},
	}
	cmd.Flags().StringArrayVar(&set, "set", nil, "a value as it should be, `key=value` (repeatable); a list with commas")
	cmd.Flags().StringVar(&text, "text", "", "`what` is right")
	cmd.Flags().StringVar(&on, "on", "", "the `day` of the correction")
	cmd.Flags().StringVar(&keyFile, "key", "", "private key `file` that signs (default: the custodian's)")
	return cmd
}

// corrected makes the correction and, where values are set, the act as it should read.
func corrected(reg *register.Register, old *register.Entry, set []string, text string, on act.Date) ([]*act.Act, []register.As, error) {
	h := old.Heading
	if h.Initiative == "" {
		return nil, nil, fmt.Errorf("%w: the register's own acts are not corrected; a later one takes their place", register.ErrRefused)
	}
	info, known := act.KindInfo(h.Kind)
	if known && info.Shape != act.Listed && len(set) > 0 {
		return nil, nil, fmt.Errorf("%w: %s is what other acts refer to by its id: introduce it under a new id instead", register.ErrRefused, h.ID)
	}
	id := ""
	for n := 2; id == ""; n++ {
		try := fmt.Sprintf("%s.%d", h.ID, n)
		_, err := find(reg, h.Initiative+"/"+try)
		_, err2 := find(reg, h.Initiative+"/"+try+"-correction")
		if errors.Is(err, register.ErrNotFound) && errors.Is(err2, register.ErrNotFound) {
			id = try
		}
	}
	c := &act.Act{ID: id + "-correction", Kind: "correction", Initiative: h.Initiative, Body: &act.Correction{Of: act.ActRef(h.ID), Text: text}}
	c.On, c.Marking = on, old.Act.Marking
	acts, as := []*act.Act{c}, []register.As{register.Own}
	if len(set) == 0 {
		return acts, as, nil
	}
	fresh, err := register.Revised(old.Act, set)
	if err != nil {
		return nil, nil, usageError{err, "entente correct"}
	}
	fresh.ID = id
	c.Body.(*act.Correction).Text = strings.TrimSuffix(text, ".") + ". It now stands as " + id + "."
	return append(acts, fresh), append(as, h.As), nil
}
