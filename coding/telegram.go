package coding

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"entente/act"
	"entente/cable"
	"entente/source"
)

// ReadFile reads what a file holds as package source does, and telegrams as package
// cable does: by their format lines, with the heads and stamps of pages out of the way of
// their sentences, and the marking they were sent with. A file of several telegrams holds
// as many documents.
func ReadFile(name string) ([]*source.Document, []byte, error) {
	d, raw, err := source.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	return documents(d, name, raw), raw, nil
}

// Read does the same with the bytes of a file. Where they cannot be read there is one
// document, whose findings say why, without a text.
func Read(name string, raw []byte) []*source.Document {
	return documents(source.Read(name, raw), name, raw)
}

// Named is the one of a file's documents that a source means: by its text, or by its
// lines; nil when it is none of them.
func Named(docs []*source.Document, b *act.Source) *source.Document {
	if len(docs) == 1 {
		return docs[0]
	}
	for _, d := range docs {
		if d.Reading != nil && d.Reading.Hash() == b.Text || d.Lines == b.Lines {
			return d
		}
	}
	return nil
}

// documents lays telegrams out by what their lines are for. What stands between two goes
// with the one before it.
func documents(d *source.Document, name string, raw []byte) []*source.Document {
	if d.Reading == nil || d.Reading.Reader != "telegram" {
		return []*source.Document{d}
	}
	ts, findings := cable.Read(name, raw)
	if len(ts) == 0 {
		return []*source.Document{d}
	}
	starts := lineStarts(raw)
	lines := make([]tape, len(starts)+1) // by line; of a line that glues several the one in the telegram
	for k, t := range ts {
		for _, part := range t.Parts {
			for n := part.From; n <= part.To && n < len(lines); n++ {
				lines[n].of = k + 1
			}
		}
	}
	of := 1
	for n := range lines {
		if lines[n].of > 0 {
			of = lines[n].of
		}
		lines[n].of = of
	}
	for _, l := range ts[0].Lines() { // of the whole file
		if l.Number < len(lines) && lines[l.Number].vacant() {
			lines[l.Number].role = l.Role
		}
	}
	for _, t := range ts {
		for i, w := range t.Where {
			for n := w.From; n <= w.To && n < len(lines); n++ {
				lines[n].block = i + 1
			}
		}
	}
	at := func(file int) *tape { return &lines[sort.SearchInts(starts, file+1)] }
	all := d.Split(len(ts), func(file int) (int, source.Line) {
		l := at(file)
		return l.of - 1, lineOf(ts[l.of-1], l.role, l.block)
	})
	acts := sourcesOf(ts)
	for k, t := range ts {
		x := all[k]
		x.Marked = t.Marking().Owned(cable.Shipped().Owner(t.From)).String()
		x.Itself = acts[k]
		if len(ts) > 1 {
			x.Lines = linesOf(t)
		}
		x.Findings = append(slices.Clone(d.Findings), findings...)
		x.Findings = slices.DeleteFunc(x.Findings, func(p act.Problem) bool { return p.Line < len(lines) && lines[p.Line].of != k+1 })
		x.Findings.Sort()
	}
	return all
}

// tape is one line of a file of telegrams.
type tape struct {
	of    int // the telegram, from 1
	role  cable.Role
	block int // 1 + the block of the body the line stands in; 0 for none
}

func (l *tape) vacant() bool { return l.role == cable.Outside || l.role == cable.Empty }

// sourcesOf is what each telegram says of itself.
func sourcesOf(ts []*cable.Telegram) (all []act.Source) {
	for _, t := range ts {
		var itself act.Source
		for _, a := range cable.Acts([]*cable.Telegram{t}, cable.Shipped()) {
			if b, ok := a.Body.(*act.Source); ok {
				itself = *b
				itself.File = ""
				break
			}
		}
		all = append(all, itself)
	}
	return all
}

// linesOf are the lines a telegram's sections stand on.
func linesOf(t *cable.Telegram) string {
	var parts []string
	for _, p := range t.Parts {
		parts = append(parts, fmt.Sprintf("%d-%d", p.From, p.To))
	}
	return strings.Join(parts, ", ")
}

// lineOf says what a line of a telegram is for.
func lineOf(t *cable.Telegram, role cable.Role, block int) source.Line {
	switch role {
	case cable.Header, cable.TextHead, cable.Ending:
		return source.Line{Role: source.Header, Label: "header"}
	case cable.SignatureLine:
		return source.Line{Label: "signature"}
	case cable.HeadingLine:
		return source.Line{Role: source.Heading}
	case cable.Text:
		if block == 0 {
			return source.Line{}
		}
		b := t.Body[block-1]
		number := b.Number
		if number == 0 {
			number = b.After
		}
		line := source.Line{Block: block}
		if number > 0 {
			line.Label = strconv.Itoa(number)
		}
		return line
	}
	return source.Line{Role: source.Furniture, Aside: slices.Contains([]cable.Role{cable.Page, cable.Banner, cable.Stamp}, role)}
}

// lineStarts gives where each line of a file begins, by LF, CR LF and lone CR.
func lineStarts(raw []byte) []int {
	starts := []int{0}
	for i, c := range raw {
		if c == '\n' || c == '\r' && (i+1 == len(raw) || raw[i+1] != '\n') {
			starts = append(starts, i+1)
		}
	}
	return starts
}
