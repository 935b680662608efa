package cable

import (
	"entente/brief"
	"entente/marking"
	"entente/phrase"
)

// ReleaseAnswer is telegrams as one reader may see them.
type ReleaseAnswer struct {
	Version   string      `json:"entente"`
	Reader    string      `json:"reader"`
	Telegrams []*Released `json:"telegrams"`
}

// Released is a telegram as one reader may see it: portion by portion, by each
// portion's own marking. Header, subject and findings are held at the marking of the
// whole, the subject at its own mark where it has one.
type Released struct {
	ID       string            `json:"id,omitempty"`
	Marking  string            `json:"marking"` // of what is shown
	Head     *Head             `json:"head,omitempty"`
	Subject  string            `json:"subject,omitempty"`
	Portions []ReleasedPortion `json:"portions"`
	Withheld int               `json:"withheld"`          // paragraphs kept back
	Because  []string          `json:"because,omitempty"` // why the header is kept back
}

// ReleasedPortion is a paragraph, or that one is kept back and by which rules.
type ReleasedPortion struct {
	Paragraph string    `json:"paragraph"`
	Marking   string    `json:"marking,omitempty"` // only of what is shown
	Passages  []Passage `json:"passages,omitempty"`
	Withheld  []string  `json:"withheld,omitempty"`
}

// Release gives what a reader may see. owner is the actor whose telegram it is; may
// gives the rules that forbid a marking to the reader, none where it is allowed.
func (t *Telegram) Release(owner string, may func(marking.Marking) []string) *Released {
	r := &Released{Portions: []ReleasedPortion{}}
	var shown marking.Marking
	add := func(m marking.Marking) {
		if !shown.Marked {
			shown = m
		} else {
			shown = marking.Join(shown, m)
		}
	}
	whole := t.Marking().Owned(owner)
	if r.Because = may(whole); len(r.Because) == 0 {
		r.ID, r.Head = name(t), &t.Head
		add(whole)
	}
	if s := t.Subject; s != nil {
		m := whole
		if s.Mark != "" {
			m = t.controlled(portion(s.Mark)).Owned(owner)
		}
		if len(may(m)) == 0 {
			r.Subject = s.Text
			add(m)
		}
	}
	for _, p := range t.Portions(owner) {
		out := ReleasedPortion{Paragraph: p.Paragraph}
		if why := may(p.marking); len(why) > 0 {
			out.Withheld = why
			r.Withheld++
		} else {
			out.Marking, out.Passages = p.Marking, p.Passages
			add(p.marking)
		}
		r.Portions = append(r.Portions, out)
	}
	r.Marking = shown.String()
	return r
}

// Brief lays out what the reader may see.
func (a *ReleaseAnswer) Brief() brief.Document {
	said := phrase.New()
	doc := brief.Document{Title: said.Say("Telegrams, as released to {reader}", a.Reader), Lang: "en", Said: said}
	var shown marking.Marking
	for _, r := range a.Telegrams {
		if m := marking.Parse(r.Marking); !shown.Marked {
			shown = m
		} else if m.Marked {
			shown = marking.Join(shown, m)
		}
		title := r.ID
		if title == "" {
			title = said.Say("A telegram")
		}
		if r.Subject != "" {
			title = said.Say("{name}: {subject}", title, r.Subject)
		}
		doc.Blocks = append(doc.Blocks, brief.Heading{Level: 1, Text: title})
		if len(r.Because) > 0 {
			doc.Blocks = append(doc.Blocks, brief.Callout{Kind: brief.Note, Text: said.Say("Its header is kept back: {rules}.", rules(said, r.Because))})
		} else {
			doc.Blocks = append(doc.Blocks, brief.Paragraph{Text: said.Say("From {who} to {whom}, {when}.", r.Head.From, addressList(r.Head.To), r.Head.DTG.String())})
		}
		for _, p := range r.Portions {
			if len(p.Withheld) > 0 {
				doc.Blocks = append(doc.Blocks, brief.Paragraph{Text: said.Say("{number}. [Kept back: {rules}.]", p.Paragraph, rules(said, p.Withheld))})
				continue
			}
			for i, x := range p.Passages {
				text := x.Words()
				if text == "" {
					continue
				}
				if x.Voice != Reported {
					text = said.Say("{number}{voice}: {words}", "", said.Say(voiceWords[x.Voice]), text)
				}
				if i == 0 {
					text = said.Say("{number}. {words}", p.Paragraph, text)
				}
				doc.Blocks = append(doc.Blocks, brief.Paragraph{Mark: p.Marking, Text: text})
			}
		}
	}
	doc.Marking = shown.String()
	return doc
}

// rules are those that keep something back, as disclosure says them.
func rules(said *phrase.Said, words []string) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = said.Say(w)
	}
	return said.Join(all, "; ", "; ")
}
