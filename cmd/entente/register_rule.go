package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/register"
)

// The verbs that put the register's own acts on record: keys, clearances,
// openings, erasures.

func registerKeyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "key",
		Short: "introduce, rotate, revoke and list the keys of offices",
		RunE:  func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	var b register.KeyAct
	var signer, fresh, actor string
	common := func(c *cobra.Command) *cobra.Command {
		c.Flags().StringVar(&signer, "key", "", "private key `file` that signs (default: the custodian's)")
		c.Flags().StringVar(&b.Ground, "ground", "", "`why`")
		return c
	}
	introduce := common(&cobra.Command{
		Use:   "introduce DIR --for ACTOR KEY.pub",
		Short: "introduce the key of an actor's office; --new FILE makes one",
		Args:  cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			b.Event, b.For = "introduce", act.ActorRef(actor)
			err := houseAct(cmd, args[0], signer, &b, publicKey(cmd.Context(), args[1:], fresh, actor, &b.Key))
			return withoutKey(err, fresh, b.Key)
		},
	})
	introduce.Flags().StringVar(&actor, "for", "", "the `actor` the key speaks for")
	introduce.Flags().StringVar(&b.Office, "office", "", "the `office` that holds it")
	introduce.Flags().StringVar(&fresh, "new", "", "make an Ed25519 key and write it to this `file`")
	rotate := common(&cobra.Command{
		Use:   "rotate DIR FINGERPRINT KEY.pub",
		Short: "put a new key in an old one's place",
		Args:  cobra.RangeArgs(2, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			b.Event, b.Replaces = "rotate", args[1]
			err := houseAct(cmd, args[0], signer, &b, func(reg *register.Register) error {
				old, err := reg.Speaks(b.Replaces)
				b.For, b.Office = act.ActorRef(old.For), old.Office
				if err != nil {
					return err
				}
				return publicKey(cmd.Context(), args[2:], fresh, old.For, &b.Key)(reg)
			})
			return withoutKey(err, fresh, b.Key)
		},
	})
	rotate.Flags().StringVar(&fresh, "new", "", "make an Ed25519 key and write it to this `file`")
	revoke := common(&cobra.Command{
		Use:   "revoke DIR FINGERPRINT",
		Short: "end a key: acts signed with it from now on are refused, earlier ones stand",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			b.Event, b.Replaces = "revoke", args[1]
			return houseAct(cmd, args[0], signer, &b, nil)
		},
	})
	list := &cobra.Command{
		Use:   "list DIR",
		Short: "list the keys on record",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			reg, err := readRegister(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, reg.Close()) }()
			for _, k := range reg.Keys() {
				fmt.Fprintln(cmd.OutOrStdout(), &k)
			}
			return nil
		},
	}
	cmd.AddCommand(introduce, rotate, revoke, list)
	return cmd
}

// withoutKey removes a new key that was refused, so that it can be made again under
// the same name. After any other failure the act may be on record, and the key stays.
func withoutKey(err error, fresh, line string) error {
	if !errors.Is(err, register.ErrRefused) || fresh == "" || line == "" {
		return err
	}
	if text, rerr := os.ReadFile(fresh + ".pub"); rerr == nil && strings.HasPrefix(string(text), line+" ") {
		os.Remove(fresh)
		os.Remove(fresh + ".pub")
	}
	return err
}

// publicKey reads the key to introduce, or makes it.
func publicKey(ctx context.Context, file []string, fresh, actor string, into *string) func(*register.Register) error {
	return func(*register.Register) error {
		if (fresh == "") == (len(file) == 0) {
			return usageError{errors.New("give the .pub file of the key, or --new FILE to make one"), "entente register key"}
		}
		if fresh != "" {
			key := register.NewKey()
			*into = key.Public.String()
			if isDry(ctx) {
				return nil
			}
			return key.Write(fresh, actor)
		}
		line, err := os.ReadFile(file[0])
		if err != nil {
			return err
		}
		key, err := register.ParsePublicKey(string(line))
		if err != nil {
			return fmt.Errorf("%s: %w", file[0], err)
		}
		*into = key.String()
		return nil
	}
}

func registerClearCommand() *cobra.Command {
	var b register.ClearanceAct
	var groups []string
	var signer string
	cmd := &cobra.Command{
		Use:   "clear DIR READER --level LEVEL",
		Short: "clear an actor's readers up to a level",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			b.Reader = act.ActorRef(args[1])
			for _, g := range groups {
				b.Groups = append(b.Groups, act.ActorRef(g))
			}
			return houseAct(cmd, args[0], signer, &b, nil)
		},
	}
	cmd.Flags().StringVar(&b.Level, "level", "UNCLASSIFIED", "the highest `level`")
	cmd.Flags().StringSliceVar(&groups, "groups", nil, "`organisations` whose REL TO lists include the reader")
	cmd.Flags().StringVar(&signer, "key", "", "private key `file` that signs (default: the custodian's)")
	return cmd
}

func registerOpenCommand() *cobra.Command {
	var signer, ground string
	cmd := &cobra.Command{
		Use:   "open DIR ACT PORTION…",
		Short: "declassify: let everybody read portions of an act (header, body, evidence, comment)",
		Args:  cobra.MinimumNArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			b := &register.OpeningAct{Portions: args[2:], Ground: ground}
			return houseAct(cmd, args[0], signer, b, func(reg *register.Register) error {
				e, err := find(reg, args[1])
				if err == nil {
					b.Initiative, b.Of, b.Seq = e.Heading.Initiative, e.Heading.ID, e.Seq
				}
				return err
			})
		},
	}
	cmd.Flags().StringVar(&signer, "key", "", "private key `file` of the originator (default: the custodian's)")
	cmd.Flags().StringVar(&ground, "ground", "", "the `decision` it rests on")
	return cmd
}

func registerEraseCommand() *cobra.Command {
	var signer, ground string
	cmd := &cobra.Command{
		Use:   "erase DIR ACT PORTION… --ground WHY",
		Short: "delete the content of portions for good; the register stays valid",
		Args:  cobra.MinimumNArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			b := &register.ErasureAct{Portions: args[2:], Ground: ground}
			return houseAct(cmd, args[0], signer, b, func(reg *register.Register) error {
				e, err := find(reg, args[1])
				if err == nil {
					b.Initiative, b.Of, b.Seq = e.Heading.Initiative, e.Heading.ID, e.Seq
				}
				return err
			})
		},
	}
	cmd.Flags().StringVar(&signer, "key", "", "private key `file` of the originator or the custodian (default: the custodian's)")
	cmd.Flags().StringVar(&ground, "ground", "", "the legal `ground`")
	return cmd
}

// houseAct signs one of the register's own acts and puts it on record. Prepare,
// if given, completes the body when the register is open.
func houseAct(cmd *cobra.Command, dir, keyFile string, body act.Body, prepare func(*register.Register) error) (err error) {
	reg, err := takePen(dir, keyFile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	if prepare != nil {
		if err := prepare(reg.Register); err != nil {
			return err
		}
	}
	short := strings.TrimPrefix(string(body.Kind()), "register_")
	a := &act.Act{ID: fmt.Sprintf("%s-%d", short, reg.Head().Size), Kind: body.Kind(), Body: body}
	a.Actor, a.Marking = act.ActorRef(reg.speaks.For), "UNCLASSIFIED"
	return appendOne(cmd.Context(), reg, cmd.OutOrStdout(), a)
}

func appendOne(ctx context.Context, reg pen, w io.Writer, a *act.Act) error {
	d, err := reg.Draft(a, register.Own, reg.key)
	if err != nil {
		return err
	}
	results, err := reg.AppendAll(ctx, []*register.Draft{d}, nil)
	for _, r := range results {
		if err = errors.Join(err, r.Err); r.Err == nil {
			fmt.Fprintf(w, "act %d: %s\n", r.Seq, summary(a))
		}
	}
	return err
}
