package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"entente/cable"
	"entente/disclosure"
	"entente/marking"
)

// releaseFlags say who reads a telegram that is on no register.
type releaseFlags struct {
	reader, level string
	groups        []string
}

// write shows what the reader may see, by the rules of disclosure.
func (f *releaseFlags) write(cmd *cobra.Command, out *outputFlags, ts []*cable.Telegram, book string) error {
	if f.reader == "" {
		return usageError{errors.New("--cleared and --member say something of a reader: name it with --for"), cmd.CommandPath()}
	}
	level := marking.Unclassified
	if f.level != "" {
		var ok bool
		if level, ok = marking.ParseLevel(f.level); !ok {
			return usageError{fmt.Errorf("--cleared: %q is no level; use UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET or TOP SECRET", f.level), cmd.CommandPath()}
		}
	}
	b := cable.Shipped()
	if book != "" {
		var err error
		if b, err = readBook(book); err != nil {
			return err
		}
	}
	rules := disclosure.NewRules()
	reader := rules.Reader(f.reader, level, f.groups)
	ans := &cable.ReleaseAnswer{Version: "cable-release/1", Reader: f.reader}
	for _, t := range ts {
		ans.Telegrams = append(ans.Telegrams, t.Release(b.Owner(t.From), func(m marking.Marking) []string { return disclosure.May(reader, rules.Portion(m)).Words() }))
	}
	return out.write(cmd, ans, ans.Brief())
}
