package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"entente/register"
)

// writing are the verbs that write something other than the file they were told to;
// each can be tried with --dry-run. entente import, whose rows are shown before they
// are taken, has the flag of its own.
var writing = []string{
	"fmt", "correct", "backup", "restore", "demo",
	"register init", "register add", "register key introduce", "register key rotate", "register key revoke", "register clear", "register open", "register erase", "register catchup",
	"source add", "source code", "source grade", "source carry",
	"user add", "user link", "user vouch", "token issue", "token end",
}

// canBeTried gives every verb that writes its --dry-run.
func canBeTried(root *cobra.Command) {
	var give func(cmd *cobra.Command)
	give = func(cmd *cobra.Command) {
		if slices.Contains(writing, strings.TrimPrefix(cmd.CommandPath(), root.Name()+" ")) {
			cmd.Flags().Bool("dry-run", false, "say what would be written, and write nothing")
		}
		for _, c := range cmd.Commands() {
			give(c)
		}
	}
	give(root)
	root.PersistentPostRun = func(cmd *cobra.Command, args []string) {
		if isDry(cmd.Context()) {
			fmt.Fprintln(cmd.ErrOrStderr(), "Nothing was written.")
		}
	}
}

type dryRun struct{}

// tried is the context of a verb, which tells whether it is only tried.
func tried(ctx context.Context, cmd *cobra.Command) context.Context {
	if dry, err := cmd.Flags().GetBool("dry-run"); err == nil && dry {
		return context.WithValue(ctx, dryRun{}, true)
	}
	return ctx
}

// isDry reports whether a verb is only tried.
func isDry(ctx context.Context) bool { return ctx.Value(dryRun{}) != nil }

// AppendAll puts acts on record; where the verb is only tried it finds out whether the
// register would take them.
func (p pen) AppendAll(ctx context.Context, drafts []*register.Draft, progress func(done int)) ([]register.Result, error) {
	if !isDry(ctx) {
		return p.Writer.AppendAll(ctx, drafts, progress)
	}
	results := make([]register.Result, len(drafts))
	for i, d := range drafts {
		_, err := p.Admit(d)
		results[i] = register.Result{Seq: p.Head().Size + int64(i), Fresh: err == nil, Err: err}
	}
	return results, nil
}
