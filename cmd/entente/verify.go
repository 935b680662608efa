package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"entente/docs"
	"entente/phrase"
	"entente/register"
	"entente/site"
)

type verifyFlags struct{ policy string }

func verifyCommand() *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use:   "verify DIR | BUNDLE | ACT.proof",
		Short: "audit a register, or verify a bundle or a proof offline; says what was checked",
		Long:  docs.Help("verify"),
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), args[0], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&f.policy, "policy", "", "policy `file`: the log keys to trust and the witnesses needed (default: policy in the register's folder)")
	return cmd
}

func (f *verifyFlags) run(ctx context.Context, name string, stdout, stderr io.Writer) error {
	if info, err := os.Stat(name); err != nil {
		return err
	} else if info.IsDir() {
		return f.audit(ctx, name, stdout, stderr)
	}
	policy, err := f.read(f.policy)
	if err != nil {
		return err
	}
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	head := make([]byte, 9)
	n, _ := io.ReadFull(file, head)
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if bytes.Equal(head[:n], []byte("c2sp.org/")) {
		return f.proof(ctx, file, policy, stdout)
	}
	rep, err := register.VerifyBundle(contextReader{ctx, file}, policy, nil, barOf(stderr, "verifying"))
	return f.report(ctx, stdout, name, rep, err)
}

// contextReader lets Ctrl-C end a long reading.
type contextReader struct {
	ctx context.Context
	io.Reader
}

func (r contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}

func (f *verifyFlags) read(path string) (*register.Policy, error) {
	if path == "" {
		return nil, usageError{errors.New("to verify a file, say whom you trust: --policy FILE; a register's folder has its own, named policy"), "entente verify"}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	p, err := register.ParsePolicy(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

func (f *verifyFlags) audit(ctx context.Context, dir string, stdout, stderr io.Writer) (err error) {
	reg, err := readRegister(dir, stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	path := f.policy
	if path == "" {
		path = site.PolicyPath(dir)
	}
	policy, err := f.read(path)
	if err != nil {
		return err
	}
	_, _, witnesses, err := policy.Open(reg.Checkpoint())
	if err != nil {
		return err
	}
	rep, err := reg.Audit(ctx, bar(stderr, "verifying", int(reg.Head().Size)))
	rep.Witnesses = witnesses
	return f.report(ctx, stdout, dir, rep, err)
}

func (f *verifyFlags) proof(ctx context.Context, file io.Reader, policy *register.Policy, stdout io.Writer) error {
	text, err := io.ReadAll(io.LimitReader(file, 8<<20))
	if err != nil {
		return err
	}
	rep, e, err := register.VerifyProof(text, policy)
	if err != nil {
		return err
	}
	said, lang := phrase.New(), langOf(ctx)
	fmt.Fprintln(stdout, said.In(lang, said.Say("act {number} is in the tree of the checkpoint", e.Seq)))
	if e.Act != nil {
		fmt.Fprintln(stdout, said.In(lang, said.Say("{act}, {as}, on record {when}", e.Act.Title(said), asWords(said, e), register.Instant(e.Receipt.Recorded))))
	}
	return f.report(ctx, stdout, "proof", rep, nil)
}

func (f *verifyFlags) report(ctx context.Context, w io.Writer, name string, rep *register.Report, err error) error {
	if err != nil {
		return err
	}
	for _, line := range rep.Lines(langOf(ctx)) {
		fmt.Fprintln(w, line)
	}
	fmt.Fprintln(w, phrase.Say(langOf(ctx), "{name}: verified", name))
	return nil
}
