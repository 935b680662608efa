package cable

import (
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/marking"
)

// A Portion is one numbered paragraph as it can be cited, coded and released by
// itself: with its marking in full, and whose voice it is in.
type Portion struct {
	Paragraph string          `json:"paragraph"`
	Mark      string          `json:"mark,omitempty"` // as it stands; empty where none does
	Marking   string          `json:"marking"`        // in full: USA CONFIDENTIAL
	Text      string          `json:"text,omitempty"`
	Passages  []Passage       `json:"passages,omitempty"`
	Lines     Span            `json:"lines"`
	marking   marking.Marking // as parsed
}

// Portions are the numbered paragraphs with what stands unnumbered below each. A
// paragraph without a mark has the classification of the whole, or that of the
// paragraph that says "(C) ENTIRE TEXT".
func (t *Telegram) Portions(owner string) []Portion {
	whole := t.Marking().Owned(owner)
	entire, stated := t.entire()
	if stated {
		whole = t.controlled(entire).Owned(owner)
	}
	var out []Portion
	for k, b := range t.Body {
		if b.Heading {
			continue
		}
		m := whole
		if b.Mark != "" {
			m = t.controlled(portion(b.Mark)).Owned(owner)
		}
		if b.Number == 0 && len(out) > 0 && b.After > 0 {
			last := &out[len(out)-1]
			last.Text += "\n\n" + b.Text
			last.Passages = append(slices.Clip(last.Passages), b.Passages...)
			last.Lines.To = t.Where[k].To
			continue
		}
		p := Portion{Paragraph: itoa(b.Number), Mark: b.Mark, Marking: m.String(), Text: b.Text, Passages: b.Passages, Lines: t.Where[k], marking: m}
		if b.Number == 0 {
			p.Paragraph = "p" + itoa(k+1)
		}
		out = append(out, p)
	}
	return out
}

// entire finds the paragraph that marks all of the text: "1. (C) ENTIRE TEXT",
// "1. C-ENTIRE TEXT".
func (m *Message) entire() (marking.Marking, bool) {
	for _, b := range m.Body {
		at := strings.Index(capitals(b.Text), "ENTIRE TEXT")
		switch {
		case strings.Contains(b.Mark, "ENTIRE TEXT"), b.Mark != "" && at == 0:
			return portion(b.Mark), true
		case at > 0 && at < 8:
			mark := strings.Trim(capitals(b.Text[:at]), " -()")
			if knownMark(mark) {
				return portion(mark), true
			}
		}
	}
	return marking.Marking{}, false
}

// Coded is what a person says of some words of a portion. Actor, kind and body are
// the coder's: the program fills in none of them.
type Coded struct {
	ID         string
	Initiative string
	Actor      act.ActorRef // whose stand or deed it is
	Speaker    string       // who said it to the sender, with the office held
	Relayed    []string     // through whom it came to the speaker's hearer, nearest to the actor first
	ToldTo     string       // who at the mission was told
	On         act.Date     // the day it was done; that of the telegram when not given
	Quote      string       // the words, which must stand in the paragraph, once
	Says       string
	Body       act.Body
}

// Act makes the act of words in a portion: its place, its marking, its voice and
// its chain are the telegram's. What the sender comments is the mission's view and
// nobody's stand; what an official told the mission himself is his actor's word; what
// came to the mission through others is theirs, until a person says that they spoke for
// the same actor.
func (t *Telegram) Act(p Portion, c Coded) (*act.Act, error) {
	quote, voice, err := p.find(c.Quote)
	if err != nil {
		return nil, err
	}
	if c.Body == nil {
		return nil, fmt.Errorf("say what the words are: a position, a statement, an objection")
	}
	a := &act.Act{ID: c.ID, Kind: c.Body.Kind(), Initiative: c.Initiative, Body: c.Body, Place: act.Place{File: t.File, Line: p.Lines.From}}
	a.Header = act.Header{Actor: c.Actor, On: c.On, Speaker: c.Speaker, ToldTo: c.ToldTo, Says: c.Says, Quote: Once(quote), Marking: p.Marking,
		Source: act.SourceRefs{{Source: name(t), Paragraph: p.Paragraph}}}
	if a.On.IsZero() && t.DTG.Valid() {
		a.On = act.MustDate(t.DTG.Date())
	}
	if id := t.ID(); id == "" {
		return nil, fmt.Errorf("%s has no number, so nothing can be cited from it", t.File)
	}
	switch voice {
	case Comment, Note:
		a.Attribution = act.MissionView
		a.Via = []string{t.From}
	default:
		switch {
		case c.Speaker == "":
			a.Attribution = act.Narrator
		case len(c.Relayed) > 0: // whoever passed it on may be another's official: then it is hearsay
			a.Attribution = act.ThirdParty
		default:
			a.Attribution = act.ToldEmbassy
		}
		a.Via = append(slices.Clone(c.Relayed), t.From)
	}
	return a, nil
}

// find gives the words of a quote as they stand, and whose voice they are in. A
// quote that is not there, or there twice, is refused and never moved.
func (p Portion) find(quote string) (string, Voice, error) {
	if strings.TrimSpace(quote) == "" {
		if len(p.Passages) == 1 {
			return "", p.Passages[0].Voice, nil
		}
		return "", "", fmt.Errorf("paragraph %s has more than one voice: quote the words", p.Paragraph)
	}
	n := 0
	var words string
	var voice Voice
	for _, x := range p.Passages {
		text := oneLine(x.Text)
		want := oneLine(quote)
		if k := strings.Count(straight(text), straight(want)); k > 0 {
			n += k
			voice, words = x.Voice, want
		}
	}
	switch n {
	case 0:
		return "", "", fmt.Errorf("paragraph %s does not say %q", p.Paragraph, quote)
	case 1:
		return words, voice, nil
	}
	return "", "", fmt.Errorf("paragraph %s says %q %d times: quote more words", p.Paragraph, quote, n)
}

// straight makes quotation marks and dashes the plain ones, for comparison.
func straight(s string) string {
	return strings.NewReplacer("“", "\"", "”", "\"", "’", "'", "‘", "'", "—", "-", "–", "-", "\u00a0", " ").Replace(s)
}
