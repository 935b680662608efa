package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"entente/disclosure"
	"entente/docs"
	"entente/phrase"
	"entente/register"
	"entente/site"
)

type showFlags struct {
	reader, proof string
	lang          string
	said          *phrase.Said
}

func showCommand() *cobra.Command {
	var f showFlags
	cmd := &cobra.Command{
		Use:   "show DIR ACT",
		Short: "one act: what it says, its evidence and signature, who may see it, its inclusion proof",
		Long:  docs.Help("show"),
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.lang, f.said = langOf(cmd.Context()), phrase.New()
			return f.run(args[0], args[1], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&f.reader, "for", "", "as this `reader` may see it; PUBLIC is everybody")
	cmd.Flags().StringVar(&f.proof, "proof", "", "write the act with its proof to this `file`, for: entente verify FILE --policy POLICY")
	return cmd
}

func (f *showFlags) run(dir, name string, stdout, stderr io.Writer) (err error) {
	reg, err := readRegister(dir, stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	whole, err := find(reg, name)
	if err != nil {
		return err
	}
	view := viewFor(reg, f.reader)
	e, ok, err := view.Of(whole)
	if err != nil {
		return err
	}
	if !ok {
		// The same words as for an act that is not there: that it is, is not for this reader.
		return fmt.Errorf("%s: %w", name, register.ErrNotFound)
	}
	f.act(stdout, e)
	f.receipt(stdout, reg, e)
	if f.reader == "" {
		f.readers(stdout, reg, e)
	}
	proof, base, _, err := reg.Prove(e.Seq)
	if err != nil {
		return err
	}
	fmt.Fprintln(stdout)
	f.row(stdout, f.said.Say("proof"), f.said.Say("number {number} of {size}, {hashes} hashes, root {root}", e.Seq, base.Size, len(proof), base.Root.String()))
	if note := view.Note(f.said); note != "" {
		fmt.Fprintln(stdout, f.in(note)+".")
	}
	if f.proof != "" {
		return writeFile(f.proof, func(w io.Writer) error { return reg.WriteProof(w, e) })
	}
	return nil
}

func (f *showFlags) act(w io.Writer, e *register.Entry) {
	fmt.Fprintln(w, f.in(e.Act.Title(f.said)))
	for i, p := range e.Portions {
		switch {
		case p.State == register.Withheld:
			fmt.Fprintf(w, "\n%-10s %s\n", f.portion(i), f.say("withheld from this reader"))
		case p.State == register.Erased:
			fmt.Fprintf(w, "\n%-10s %s\n", f.portion(i), f.say("erased"))
		case len(p.Bytes) > 0:
			fmt.Fprintf(w, "\n%-10s (%s)\n%s\n", f.portion(i), first(p.Marking().String(), "UNMARKED"), indented(p.Bytes))
		}
	}
}

// The names of portions.
var _ = []string{phrase.Key("header"), phrase.Key("body"), phrase.Key("evidence"), phrase.Key("comment")}

func (f *showFlags) say(key string, values ...any) string { return phrase.Say(f.lang, key, values...) }

// in is what was said, in the language of the verb.
func (f *showFlags) in(text string) string { return f.said.In(f.lang, text) }

// row is a line with its name at its head.
func (f *showFlags) row(w io.Writer, name, text string) {
	fmt.Fprintf(w, "%-10s %s\n", title(f.in(name)), f.in(text))
}

// portion is the name of a portion at the head of a line.
func (f *showFlags) portion(i int) string { return title(f.say(register.PortionNames[i])) }

func title(s string) string { return (*phrase.Said)(nil).Upper(s) }

// indented lays JSON out for people, one key a line.
func indented(text []byte) string {
	var b bytes.Buffer
	if json.Indent(&b, text, "  ", "  ") != nil {
		return string(text)
	}
	return "  " + b.String()
}

func (f *showFlags) receipt(w io.Writer, reg *register.Register, e *register.Entry) {
	fmt.Fprintln(w)
	f.row(w, f.said.Say("on record"), f.said.Say("{when}, as act {number} of {register}, {as}", register.Instant(e.Receipt.Recorded), e.Seq, reg.Origin(), asWords(f.said, e)))
	key := e.Receipt.Key
	for _, k := range reg.Keys() {
		if k.Key.Fingerprint() == e.Receipt.Key {
			key = k.String()
		}
	}
	f.row(w, f.said.Say("signed"), f.said.Say("{key}, form {form}", key, e.Receipt.Form))
}

func asWords(said *phrase.Said, e *register.Entry) string {
	switch e.Heading.As {
	case register.Reported:
		return said.Say("reported by {who}", e.Heading.Signer)
	case register.Deposited:
		return said.Say("deposited with {who}", e.Heading.Signer)
	}
	return said.Say("the own act of {who}", e.Heading.Signer)
}

// readers says for everybody who is cleared whether they may see each portion.
func (f *showFlags) readers(w io.Writer, reg *register.Register, e *register.Entry) {
	names := append([]string{disclosure.Everybody}, reg.Readers()...)
	fmt.Fprintf(w, "\n%s\n", f.say("Who may see it"))
	for _, name := range names {
		why := viewFor(reg, name).Why(e)
		if why == [register.Portions]disclosure.Why{} {
			fmt.Fprintf(w, "  %-10s %s\n", name, f.say("all of it"))
			continue
		}
		fmt.Fprintf(w, "  %-10s", name)
		for i, x := range why {
			if x == 0 {
				fmt.Fprintf(w, " %s", f.say("{portion} yes;", f.say(register.PortionNames[i])))
				continue
			}
			rules := x.Words()
			for k := range rules {
				rules[k] = f.say(rules[k])
			}
			fmt.Fprintf(w, " %s", f.say("{portion} no: {rules};", f.say(register.PortionNames[i]), strings.Join(rules, f.say(", "))))
		}
		fmt.Fprintln(w)
	}
}

// find gives the act that a name means. Where several put one act on record, it is
// the actor's own, then the deposited one, then the first report.
func find(reg *register.Register, name string) (*register.Entry, error) {
	if n, err := strconv.ParseInt(strings.TrimPrefix(name, "#"), 10, 64); err == nil {
		return reg.Entry(n)
	}
	q := register.Query{Name: name}
	if initiative, id, ok := strings.Cut(name, "/"); ok {
		q.Initiative, q.Name = initiative, id
	}
	if q.Name == "" {
		return nil, usageError{errors.New("name an act: its id, or its number as '#12'"), "entente show"}
	}
	var found []*register.Entry
	err := reg.Entries(q, func(e *register.Entry) error { found = append(found, e); return nil })
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s: %w", name, register.ErrNotFound)
	}
	best := found[0]
	for _, e := range found {
		if e.Heading.Initiative != best.Heading.Initiative {
			return nil, usageError{fmt.Errorf("%s is an act of %s and of %s; write %s/%s", name, best.Heading.Initiative, e.Heading.Initiative, best.Heading.Initiative, name), "entente show"}
		}
	}
	return site.Foremost(found), nil
}
