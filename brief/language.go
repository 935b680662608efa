package brief

import (
	"slices"

	"entente/phrase"
)

// tongue is the language a document is written in: what a writer adds of its own, it
// adds in that language.
type tongue string

func (l tongue) say(key string, values ...any) string {
	lang := string(l)
	if !slices.Contains(phrase.Languages, lang) {
		lang = phrase.English
	}
	return phrase.Say(lang, key, values...)
}

// The words of the signs.
var _ = []string{phrase.Key("in"), phrase.Key("contingent"), phrase.Key("out"), phrase.Key("no standing"),
	phrase.Key("holds"), phrase.Key("fails"), phrase.Key("open"), phrase.Key("contested"), phrase.Key("not asked"),
	phrase.Key("Answer"), phrase.Key("Note"), phrase.Key("Warning")}

// In is the document in a language: what was said is said in it, and what an author
// wrote stays, set apart (see package phrase). The answer it was laid out from does not
// change.
func (d Document) In(lang string) Document {
	if lang == phrase.English || d.Said == nil {
		return d
	}
	s := speaker{lang, d.Said}
	d.Lang, d.Title, d.Subtitle = lang, s.in(d.Title), s.in(d.Subtitle)
	d.Meta = each(d.Meta, func(p Pair) Pair { return Pair{s.in(p.Name), s.in(p.Value)} })
	d.Blocks = each(d.Blocks, s.block)
	return d
}

// Blocks is blocks in a language; see [Document.In].
func Blocks(lang string, said *phrase.Said, bs ...Block) []Block {
	if lang == phrase.English {
		return bs
	}
	return each(bs, speaker{lang, said}.block)
}

type speaker struct {
	lang string
	said *phrase.Said
}

func (s speaker) in(text string) string { return s.said.In(s.lang, text) }

func each[T any](all []T, f func(T) T) []T {
	if all == nil {
		return nil
	}
	out := make([]T, len(all))
	for i, x := range all {
		out[i] = f(x)
	}
	return out
}

func (s speaker) block(b Block) Block {
	switch b := b.(type) {
	case Heading:
		b.Text = s.in(b.Text)
		return b
	case Paragraph:
		b.Text = s.in(b.Text)
		return b
	case List:
		b.Items = each(b.Items, s.item)
		return b
	case Table:
		b.Caption = s.in(b.Caption)
		b.Columns = each(b.Columns, func(c Column) Column { c.Head = s.in(c.Head); return c })
		b.Rows = each(b.Rows, func(row []Cell) []Cell { return each(row, func(c Cell) Cell { c.Text = s.in(c.Text); return c }) })
		return b
	case ReasonTree:
		b.Reasons = each(b.Reasons, s.reason)
		return b
	case Callout:
		b.Text = s.in(b.Text)
		return b
	case Figure:
		b.Caption, b.Picture = s.in(b.Caption), s.picture(b.Picture)
		return b
	}
	return b
}

func (s speaker) item(it Item) Item {
	it.Text, it.Items = s.in(it.Text), each(it.Items, s.item)
	return it
}

func (s speaker) reason(r Reason) Reason {
	r.Statement, r.Because = s.in(r.Statement), each(r.Because, s.reason)
	return r
}

func (s speaker) picture(p Picture) Picture {
	switch p := p.(type) {
	case Map:
		p.Places = each(p.Places, func(x Place) Place { x.Label, x.Note = s.in(x.Label), s.in(x.Note); return x })
		return p
	case Matrix:
		p.Head = s.in(p.Head)
		says := map[Finding]string{}
		for f, text := range p.Says {
			says[f] = s.in(text)
		}
		if p.Says != nil {
			p.Says = says
		}
		p.Rows = each(p.Rows, func(r Row) Row { r.Label = s.in(r.Label); return r })
		p.Cols = each(p.Cols, func(c Col) Col { c.Label = s.in(c.Label); return c })
		p.Cells = each(p.Cells, func(row []Tick) []Tick { return each(row, func(t Tick) Tick { t.Note = s.in(t.Note); return t }) })
		return p
	case Graph:
		p.Nodes = each(p.Nodes, func(n Node) Node { n.Label, n.Note = s.in(n.Label), s.in(n.Note); return n })
		p.Edges = each(p.Edges, func(e Edge) Edge { e.Label = s.in(e.Label); return e })
		return p
	case Timeline:
		p.Lanes = each(p.Lanes, s.in)
		p.Events = each(p.Events, func(e Event) Event { e.Lane, e.Kind, e.Label = s.in(e.Lane), s.in(e.Kind), s.in(e.Label); return e })
		return p
	case Bars:
		p.Unit = s.in(p.Unit)
		p.Parts = each(p.Parts, func(x Part) Part { x.Label = s.in(x.Label); return x })
		p.Bars = each(p.Bars, func(b Bar) Bar { b.Label, b.Note = s.in(b.Label), s.in(b.Note); return b })
		if p.Threshold != nil {
			p.Threshold = &Threshold{p.Threshold.Value, s.in(p.Threshold.Label)}
		}
		return p
	}
	return p
}
