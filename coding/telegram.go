package coding

import (
	"fmt"
	"slices"
	"sort"
	"strconv"

	"entente/act"
	"entente/cable"
	"entente/source"
)

// ReadFile reads a document as package source does, and a telegram as package cable
// does: by its format lines, with the heads and stamps of pages out of the way of its
// sentences, and the marking it was sent with.
func ReadFile(name string) (*source.Document, []byte, error) {
	d, raw, err := source.ReadFile(name)
	if err == nil && d.Reading != nil && d.Reading.Reader == "telegram" {
		asTelegram(d, name, raw)
	}
	return d, raw, err
}

// asTelegram lays a telegram out by what its lines are for. A file that holds several
// stays as it was read: each belongs in a file of its own.
func asTelegram(d *source.Document, name string, raw []byte) {
	ts, findings := cable.Read(name, raw)
	if len(ts) != 1 {
		if len(ts) > 1 {
			d.Findings = append(d.Findings, act.Problem{Place: act.Place{File: name}, Code: "several-telegrams", Warning: true,
				Text: fmt.Sprintf("the file holds %d telegrams, and is read as one text", len(ts)), Hint: "put each in a file of its own, so that its paragraphs have their own numbers"})
		}
		return
	}
	t := ts[0]
	starts := lineStarts(raw)
	roles := make([]cable.Role, len(starts)+1) // by line; of a line that glues several the one in the telegram
	blocks := make([]int, len(starts)+1)       // 1 + the block of the body the line stands in
	for _, l := range t.Lines() {
		if l.Number < len(roles) && (roles[l.Number] == cable.Outside || roles[l.Number] == cable.Empty) {
			roles[l.Number] = l.Role
		}
	}
	for k, w := range t.Where {
		for n := w.From; n <= w.To && n < len(blocks); n++ {
			blocks[n] = k + 1
		}
	}
	d.Findings = append(d.Findings, findings...)
	d.Findings.Sort()
	d.Marked = t.Marking().Owned(cable.Shipped().Owner(t.From)).String()
	if acts := cable.Acts(ts, cable.Shipped()); len(acts) > 0 {
		if b, ok := acts[0].Body.(*act.Source); ok {
			d.Itself = *b
			d.Itself.File = ""
		}
	}
	d.LayOut(func(file int) source.Line {
		n := sort.SearchInts(starts, file+1)
		return lineOf(t, roles[n], blocks[n])
	})
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
