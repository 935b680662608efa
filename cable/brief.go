package cable

import (
	"strings"

	"entente/brief"
	"entente/marking"
	"entente/phrase"
)

// Brief lays telegrams out for reading: header, findings with their remedy, and
// the text with the sender's own comments apart from what is reported.
func Brief(ts []*Telegram) brief.Document {
	said := phrase.New()
	d := brief.Document{Title: said.Say("Telegrams"), Lang: "en", Said: said}
	d.Marking = MarkingOf(ts)
	if len(ts) == 1 {
		d.Title = name(ts[0])
		d.Subtitle = ts[0].titled(said)
	}
	for _, t := range ts {
		if len(ts) > 1 {
			d.Blocks = append(d.Blocks, brief.Heading{Level: 1, Text: said.Say("{name}: {subject}", name(t), t.titled(said))})
		}
		d.Blocks = append(d.Blocks, t.header(said), t.findings(said))
		d.Blocks = append(d.Blocks, t.text(said)...)
	}
	return d
}

func (t *Telegram) header(said *phrase.Said) brief.Block {
	table := brief.Table{Columns: []brief.Column{{Head: said.Say("Line")}, {Head: said.Say("Says")}}}
	row := func(name, says string) {
		if says != "" {
			table.Rows = append(table.Rows, brief.Cells(said.Say(name), says))
		}
	}
	sent := t.DTG.String()
	if t.DTG.Valid() {
		sent = said.Say("{dtg}, {moment} UTC", sent, said.Keep(t.DTG.Time().Format("2 January 2006 15:04"), func(string) string { return t.DTG.Time().Format("2006-01-02 15:04") }))
	}
	row(phrase.Key("Sent"), sent)
	prec := t.Precedence.said(said)
	if t.InfoPrec != "" {
		prec = said.Say("{action}, {info} for information", prec, t.InfoPrec.said(said))
	}
	row(phrase.Key("Precedence"), prec)
	row(phrase.Key("From"), t.From)
	row(phrase.Key("To, for action"), addressList(t.To))
	row(phrase.Key("For information"), addressList(t.Info))
	class := t.Classification
	if len(t.Sections) > 0 {
		class = said.Say("{class}, section {section} of {of}", class, sectionsHere(t.Sections), t.Sections[0].Of)
	}
	row(phrase.Key("Classification"), class)
	row(phrase.Key("Captions"), strings.Join(t.Captions, ", "))
	row(phrase.Key("For"), strings.Join(t.Passing, " "))
	if o := t.Order; o != nil {
		row(phrase.Key("Executive order"), strings.TrimSpace(o.Number+" "+o.Text))
	}
	row(phrase.Key("TAGS"), strings.Join(append(append([]string{}, t.Tags...), t.Names...), ", "))
	var refs []string
	for _, r := range t.Refs {
		refs = append(refs, strings.TrimSpace(r.Label+" "+r.Text))
	}
	row(phrase.Key("References"), strings.Join(refs, "; "))
	row(phrase.Key("Classified by"), t.ClassifiedBy)
	row(phrase.Key("Signed"), t.Signature)
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
func (t *Telegram) findings(said *phrase.Said) brief.Block {
	if len(t.Findings) == 0 {
		return brief.Callout{Kind: brief.Note, Text: said.Say("Nothing in it is doubtful.")}
	}
	table := brief.Table{Caption: said.Say("Findings"), Columns: []brief.Column{{Head: said.Say("Line"), Align: brief.End}, {Head: said.Say("What")}, {Head: said.Say("Finding")}, {Head: said.Say("Remedy")}}}
	for _, wrong := range []bool{true, false} {
		for _, f := range t.Findings {
			if f.Warning == wrong {
				continue
			}
			what, line := said.Say("doubtful"), ""
			if wrong {
				what = said.Say("contradiction")
			}
			if f.Line > 0 {
				line = itoa(f.Line)
			}
			table.Rows = append(table.Rows, brief.Cells(line, what, said.Keep(f.Text, func(lang string) string { return f.In(lang).Text }), said.Keep(f.Hint, func(lang string) string { return f.In(lang).Hint })))
		}
	}
	return table
}

// words are the reference as it stands, or the finding that it is.
func (x Dangling) words(said *phrase.Said) string {
	if x.said == nil {
		return x.Text
	}
	return said.Keep(x.Text, func(lang string) string { return x.said.In(lang, x.Text) })
}

var voiceWords = map[Voice]string{Comment: phrase.Key("The sender's comment"), Note: phrase.Key("The sender's note"), Summary: phrase.Key("Summary")}

func (t *Telegram) text(said *phrase.Said) []brief.Block {
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
			out = append(out, brief.Callout{Kind: brief.Note, Mark: b.Mark, Text: said.Say("{number}{voice}: {words}", number, said.Say(voiceWords[p.Voice]), text)})
		}
	}
	return out
}

// Brief lays conversations out.
func (th *Threads) Brief(mark string) brief.Document {
	said := phrase.New()
	d := brief.Document{Title: said.Say("Conversations"), Marking: mark, Lang: "en", Said: said}
	d.Blocks = append(d.Blocks, brief.Callout{Kind: brief.Answer, Text: said.Say("{telegrams} in {conversations}; {references} found here, {missing} not.",
		said.Say("{n} telegrams", th.Telegrams), said.Say("{n} conversations", len(th.Conversations)), said.Say("{n} references", th.Links), len(th.Dangling))})
	itemColumns := []brief.Column{{Head: said.Say("Telegram")}, {Head: said.Say("Sent")}, {Head: said.Say("Precedence")}, {Head: said.Say("Subject")}, {Head: said.Say("Answers")}, {Head: said.Say("Findings"), Align: brief.End}}
	single := brief.Table{Caption: said.Say("Telegrams that answer nothing here"), Columns: itemColumns}
	for _, c := range th.Conversations {
		if len(c.Messages) == 1 {
			single.Rows = append(single.Rows, c.Messages[0].row(said))
			continue
		}
		d.Blocks = append(d.Blocks, brief.Heading{Level: 1, Text: c.Subject})
		table := brief.Table{Columns: itemColumns}
		for _, m := range c.Messages {
			table.Rows = append(table.Rows, m.row(said))
		}
		d.Blocks = append(d.Blocks, table)
	}
	if len(single.Rows) > 0 {
		d.Blocks = append(d.Blocks, brief.Heading{Level: 1, Text: said.Say("By themselves")}, single)
	}
	if len(th.Dangling) > 0 {
		table := brief.Table{Caption: said.Say("References to what is not here"), Columns: []brief.Column{{Head: said.Say("In")}, {Head: said.Say("Ref")}, {Head: said.Say("Names")}, {Head: said.Say("Why")}}}
		for _, x := range th.Dangling {
			table.Rows = append(table.Rows, brief.Cells(x.In, x.Label, x.words(said), said.Say(x.Why)))
		}
		d.Blocks = append(d.Blocks, brief.Heading{Level: 1, Text: said.Say("Dangling references")}, table)
	}
	return d
}

func (it Item) row(said *phrase.Said) []brief.Cell {
	return brief.Cells(it.ID, it.DTG.String(), it.Precedence.said(said), it.Subject, strings.Join(it.Answers, ", "), itoa(it.Findings))
}

// MarkingOf is the marking of telegrams shown together.
func MarkingOf(ts []*Telegram) string {
	mark := ts[0].Marking()
	for _, t := range ts[1:] {
		mark = marking.Join(mark, t.Marking())
	}
	return mark.String()
}
