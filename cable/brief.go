package cable

import (
	"fmt"
	"strings"

	"entente/brief"
	"entente/marking"
)

// Brief lays telegrams out for reading: header, findings with their remedy, and
// the text with the sender's own comments apart from what is reported.
func Brief(ts []*Telegram) brief.Document {
	d := brief.Document{Title: "Telegrams", Lang: "en"}
	d.Marking = MarkingOf(ts)
	if len(ts) == 1 {
		d.Title = name(ts[0])
		d.Subtitle = ts[0].title()
	}
	for _, t := range ts {
		if len(ts) > 1 {
			d.Blocks = append(d.Blocks, brief.Heading{Level: 1, Text: name(t) + ": " + t.title()})
		}
		d.Blocks = append(d.Blocks, t.header(), t.findings())
		d.Blocks = append(d.Blocks, t.text()...)
	}
	return d
}

func (t *Telegram) header() brief.Block {
	table := brief.Table{Columns: []brief.Column{{Head: "Line"}, {Head: "Says"}}}
	row := func(name, says string) {
		if says != "" {
			table.Rows = append(table.Rows, brief.Cells(name, says))
		}
	}
	sent := t.DTG.String()
	if t.DTG.Valid() {
		sent += ", " + t.DTG.Time().Format("2 January 2006 15:04") + " UTC"
	}
	row("Sent", sent)
	prec := t.Precedence.Word()
	if t.InfoPrec != "" {
		prec += ", " + t.InfoPrec.Word() + " for information"
	}
	row("Precedence", prec)
	row("From", t.From)
	row("To, for action", addressList(t.To))
	row("For information", addressList(t.Info))
	class := t.Classification
	if len(t.Sections) > 0 {
		class += fmt.Sprintf(", section %s of %d", sectionsHere(t.Sections), t.Sections[0].Of)
	}
	row("Classification", class)
	row("Captions", strings.Join(t.Captions, ", "))
	row("For", strings.Join(t.Passing, " "))
	if o := t.Order; o != nil {
		row("Executive order", strings.TrimSpace(o.Number+" "+o.Text))
	}
	row("TAGS", strings.Join(append(append([]string{}, t.Tags...), t.Names...), ", "))
	var refs []string
	for _, r := range t.Refs {
		refs = append(refs, strings.TrimSpace(r.Label+" "+r.Text))
	}
	row("References", strings.Join(refs, "; "))
	row("Classified by", t.ClassifiedBy)
	row("Signed", t.Signature)
	return table
}

func addressList(list []Addressee) string {
	var out []string
	for _, a := range list {
		out = append(out, a.String())
	}
	return strings.Join(out, "; ")
}

// findings lists what was doubtful: a contradiction before what is only missing.
func (t *Telegram) findings() brief.Block {
	if len(t.Findings) == 0 {
		return brief.Callout{Kind: brief.Note, Text: "Nothing in it is doubtful."}
	}
	table := brief.Table{Caption: "Findings", Columns: []brief.Column{{Head: "Line", Align: brief.End}, {Head: "What"}, {Head: "Finding"}, {Head: "Remedy"}}}
	for _, wrong := range []bool{true, false} {
		for _, f := range t.Findings {
			if f.Warning == wrong {
				continue
			}
			what, line := "doubtful", ""
			if wrong {
				what = "contradiction"
			}
			if f.Line > 0 {
				line = itoa(f.Line)
			}
			table.Rows = append(table.Rows, brief.Cells(line, what, f.Text, f.Hint))
		}
	}
	return table
}

var voiceWords = map[Voice]string{Comment: "The sender's comment", Note: "The sender's note", Summary: "Summary"}

func (t *Telegram) text() []brief.Block {
	var out []brief.Block
	for _, b := range t.Body {
		if b.Heading {
			out = append(out, brief.Heading{Level: 2, Text: b.Text})
			continue
		}
		number := ""
		if b.Number > 0 {
			number = itoa(b.Number) + ". "
		}
		if len(b.Passages) == 0 { // (C) ENTIRE TEXT
			out = append(out, brief.Paragraph{Mark: b.Mark, Text: strings.TrimSpace(number)})
		}
		for i, p := range b.Passages {
			text := p.Words()
			if text == "" {
				continue
			}
			if i > 0 {
				number = ""
			}
			if p.Voice == Reported {
				out = append(out, brief.Paragraph{Mark: b.Mark, Text: number + text})
				continue
			}
			out = append(out, brief.Callout{Kind: brief.Note, Mark: b.Mark, Text: number + voiceWords[p.Voice] + ": " + text})
		}
	}
	return out
}

// Brief lays conversations out.
func (th *Threads) Brief(mark string) brief.Document {
	d := brief.Document{Title: "Conversations", Marking: mark, Lang: "en"}
	d.Blocks = append(d.Blocks, brief.Callout{Kind: brief.Answer, Text: fmt.Sprintf("%s in %s; %s found here, %d not.",
		count(th.Telegrams, "telegram"), count(len(th.Conversations), "conversation"), count(th.Links, "reference"), len(th.Dangling))})
	single := brief.Table{Caption: "Telegrams that answer nothing here", Columns: itemColumns}
	for _, c := range th.Conversations {
		if len(c.Messages) == 1 {
			single.Rows = append(single.Rows, c.Messages[0].row())
			continue
		}
		d.Blocks = append(d.Blocks, brief.Heading{Level: 1, Text: c.Subject})
		table := brief.Table{Columns: itemColumns}
		for _, m := range c.Messages {
			table.Rows = append(table.Rows, m.row())
		}
		d.Blocks = append(d.Blocks, table)
	}
	if len(single.Rows) > 0 {
		d.Blocks = append(d.Blocks, brief.Heading{Level: 1, Text: "By themselves"}, single)
	}
	if len(th.Dangling) > 0 {
		table := brief.Table{Caption: "References to what is not here", Columns: []brief.Column{{Head: "In"}, {Head: "Ref"}, {Head: "Names"}, {Head: "Why"}}}
		for _, x := range th.Dangling {
			table.Rows = append(table.Rows, brief.Cells(x.In, x.Label, x.Text, x.Why))
		}
		d.Blocks = append(d.Blocks, brief.Heading{Level: 1, Text: "Dangling references"}, table)
	}
	return d
}

var itemColumns = []brief.Column{{Head: "Telegram"}, {Head: "Sent"}, {Head: "Precedence"}, {Head: "Subject"}, {Head: "Answers"}, {Head: "Findings", Align: brief.End}}

func (it Item) row() []brief.Cell {
	return brief.Cells(it.ID, it.DTG.String(), it.Precedence.Word(), it.Subject, strings.Join(it.Answers, ", "), itoa(it.Findings))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return itoa(n) + " " + what + "s"
}

// MarkingOf is the marking of telegrams shown together.
func MarkingOf(ts []*Telegram) string {
	mark := ts[0].Marking()
	for _, t := range ts[1:] {
		mark = marking.Join(mark, t.Marking())
	}
	return mark.String()
}
