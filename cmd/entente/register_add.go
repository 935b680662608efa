package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/register"
	"entente/site"
)

type addFlags struct {
	key       string
	deposited bool
}

func registerAddCommand() *cobra.Command {
	var f addFlags
	cmd := &cobra.Command{
		Use:   "add DIR DOSSIER…",
		Short: "sign the acts of dossiers and put them on record; the same dossier again adds nothing",
		Long: `add signs every act of the dossiers and puts it on record.

An act of the actor that the key speaks for is that actor's own. Acts of others are
on record as reported by the signer: they are its statements, with their sources,
and move nobody's standing. With --deposited the custodian certifies that it holds
the instruments of the actors themselves; such acts count, and answers name them.`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), args[0], args[1:], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&f.key, "key", "", "private key `file` of the office that signs, or the .pub file of a key in ssh-agent (default: the custodian's)")
	cmd.Flags().BoolVar(&f.deposited, "deposited", false, "the custodian holds the actors' own instruments")
	return cmd
}

func (f *addFlags) run(ctx context.Context, dir string, files []string, stdout, stderr io.Writer) (err error) {
	var all []*act.Act
	unmarked := 0
	for _, name := range files {
		d, _, err := readDossier(name)
		if err != nil {
			return err
		}
		for _, a := range d.Acts {
			if a.Marking == "" {
				a.Marking = d.Marking
			}
			if a.Marking == "" {
				unmarked++
			}
		}
		all = append(all, d.Acts...)
	}
	reg, err := takePen(dir, f.key)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	if f.deposited && !reg.speaks.Custodian {
		return fmt.Errorf("%w: only the custodian keeps deposited instruments, and %s is not it; nothing was written. Leave --deposited away, and they are reported by %s", register.ErrRefused, reg.speaks.For, reg.speaks.For)
	}
	drafts := make([]*register.Draft, len(all))
	for i, a := range all {
		if drafts[i], err = reg.Draft(a, site.Quality(a, reg.speaks.For, f.deposited), reg.key); err != nil {
			return err
		}
	}
	results, err := reg.AppendAll(ctx, drafts, bar(stderr, "adding", len(drafts)))
	f.report(stdout, reg.Register, all, results, reg.speaks.For)
	if unmarked > 0 {
		fmt.Fprintf(stderr, "warning: %s no marking, so no reader but the site itself sees them; give the dossier a marking\n", act.Counted(unmarked, "act", "carries", "carry"))
	}
	errs := []error{err}
	for _, r := range results {
		if r.Err != nil {
			errs = append(errs, r.Err)
		}
	}
	return errors.Join(errs...)
}

func (f *addFlags) report(w io.Writer, reg *register.Register, acts []*act.Act, results []register.Result, signer string) {
	fresh := map[register.As]int{}
	added, there, refused := 0, 0, 0
	for i, r := range results {
		switch {
		case r.Err != nil:
			refused++
		case r.Fresh:
			added++
			if acts[i].Actor != "" {
				fresh[site.Quality(acts[i], signer, f.deposited)]++
			}
		default:
			there++
		}
	}
	fmt.Fprintf(w, "added %s, signed for %s", act.Counted(added, "act"), signer)
	for _, q := range []struct {
		as    register.As
		words string
	}{{register.Own, "its own"}, {register.Deposited, "deposited with it"}, {register.Reported, "reported of others"}} {
		if n := fresh[q.as]; n > 0 {
			fmt.Fprintf(w, ", %d %s", n, q.words)
		}
	}
	fmt.Fprintln(w)
	if there > 0 {
		fmt.Fprintf(w, "%d were on record already\n", there)
	}
	if refused > 0 {
		fmt.Fprintf(w, "%d were refused\n", refused)
	}
	h := reg.Head()
	fmt.Fprintf(w, "%s now holds %s, root %s\n", reg.Origin(), act.Counted(h.Size, "act"), h.Root)
}
