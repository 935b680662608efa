package main

import (
	"encoding/json"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/coding"
	"entente/register"
	"entente/source"
)

type sourceShowFlags struct {
	out   outputFlags
	w3c   bool
	bytes string
}

func sourceShowCommand() *cobra.Command {
	var f sourceShowFlags
	cmd := &cobra.Command{
		Use:   "show DIR SOURCE | FILE",
		Short: "a document with its paragraphs and sentences numbered, and what was taken from each",
		Args:  cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return f.file(cmd, args[0])
			}
			return f.run(cmd, args[0], args[1])
		},
	}
	fl := cmd.Flags()
	f.out.add(cmd, "text/1")
	fl.BoolVar(&f.w3c, "annotations", false, "what was taken from it, as W3C Web Annotations")
	fl.StringVar(&f.bytes, "bytes", "", "write the exact bytes to this `file`")
	return cmd
}

// file shows a file that is on no register.
func (f *sourceShowFlags) file(cmd *cobra.Command, name string) error {
	if f.w3c || f.bytes != "" {
		return usageError{errors.New("--annotations and --bytes are for sources on a register: entente source show DIR SOURCE"), "entente source show"}
	}
	docs, _, err := coding.ReadFile(name)
	if err != nil {
		return err
	}
	for _, doc := range docs { // telegrams of one file, one after the other
		if doc.Reading == nil {
			return doc.Findings
		}
		printProblems(cmd.Context(), cmd.ErrOrStderr(), doc.Findings)
		if err := f.out.write(cmd, shown{"text/1", doc.SHA256, doc.Reading}, doc.Brief("", doc.Reading.Heading(), first(doc.Marked, doc.Reading.Marking().String()), nil)); err != nil {
			return err
		}
	}
	return nil
}

func (f *sourceShowFlags) run(cmd *cobra.Command, dir, name string) (err error) {
	reg, err := readRegister(dir, cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	doc, on, err := kept(reg, dir, name)
	if err != nil {
		return err
	}
	if f.bytes != "" {
		raw, err := sourcesOf(dir).Bytes(doc.SHA256)
		if err != nil {
			return err
		}
		return writeFile(f.bytes, func(w io.Writer) error { _, err := w.Write(raw); return err })
	}
	taken, err := citing(reg, on)
	if err != nil {
		return err
	}
	if f.w3c {
		return printJSON(cmd.OutOrStdout(), annotations(doc, on, taken))
	}
	return f.out.write(cmd, shown{"text/1", doc.SHA256, doc.Reading}, doc.Brief(on.ID, on.Body.(*act.Source).Title, on.Marking, taken))
}

// shown is the JSON of a document.
type shown struct {
	Entente string          `json:"entente"`
	SHA256  string          `json:"sha256"`
	Text    *source.Reading `json:"reading"`
}

// annotations gives a W3C annotation for each place an act cites.
func annotations(doc *source.Document, on *act.Act, taken []*act.Act) []any {
	all := []any{}
	for _, a := range taken {
		for _, ref := range a.Source {
			if ref.Source != on.ID {
				continue
			}
			if span, err := doc.Reading.Cited(ref.Paragraph, a.Quote); err == nil {
				all = append(all, doc.Anchor(span).Annotation("urn:entente:"+a.Initiative+"/"+a.ID+"#"+ref.String(), "urn:entente:"+a.Initiative+"/"+a.ID))
			}
		}
	}
	return all
}

// citing gives the acts of a source's initiative that cite it.
func citing(reg *register.Register, on *act.Act) (acts []*act.Act, err error) {
	err = reg.Entries(register.Query{Initiative: on.Initiative}, func(e *register.Entry) error {
		for _, ref := range e.Act.Source {
			if ref.Source == on.ID && e.Act.ID != on.ID {
				acts = append(acts, e.Act)
				break
			}
		}
		return nil
	})
	return acts, err
}

func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
