package cable

import (
	"cmp"
	"slices"
	"strings"

	"entente/act"
	"entente/marking"
)

// Acts makes the acts of telegrams: for each the document it is, the posts it went
// between (those a collective stands for one by one, as far as the book knows them), the
// message itself with its marking portion by portion, and each of its paragraphs as an
// act of its own, so that it is released by its own marking. A message
// answers the first telegram it refers to that is among them. What the paragraphs
// mean is not said here: a person codes that, with [Telegram.Act] or in a dossier.
func Acts(ts []*Telegram, book *Book) []*act.Act {
	g := newGrouping(Joined(ts))
	var out []*act.Act
	posts, ids := map[string]bool{}, map[string]int{}
	for i, t := range g.ts {
		id := name(t)
		if ids[id]++; ids[id] > 1 { // two messages under one number
			id += "-" + itoa(ids[id])
		}
		owner := book.Owner(t.From)
		var defects []string
		for _, f := range t.Findings {
			defects = append(defects, f.Text)
		}
		day := act.Date{}
		if t.DTG.Valid() {
			day = act.MustDate(t.DTG.Date())
		}
		mark := t.Marking().Owned(owner).String()
		place := act.Place{File: t.File, Line: t.Parts[0].From}
		source := &act.Source{Title: t.title(), File: t.File, Publisher: t.From, Author: t.Signature, Date: day, Reference: t.ID(), Medium: "cable", Defects: defects, SHA256: t.Hash()}
		out = append(out, &act.Act{ID: id, Kind: source.Kind(), Header: act.Header{Marking: t.document(owner).String()}, Body: source, Place: place})
		to, info := book.Expand(t.To, t.Exempt), book.Expand(t.Info, t.Exempt)
		for _, a := range slices.Concat([]Addressee{{Name: t.From}}, to, info) {
			post := postID(a.Name)
			if post == "" || posts[post] {
				continue
			}
			posts[post] = true
			s, known := book.named(a.Name)
			if !known {
				s = Station{Indicator: a.Indicator}
			}
			s.Name = a.Name
			p := Post(s)
			p.Header, p.Place = act.Header{Source: act.SourceRefs{{Source: id, Paragraph: "header"}}, Marking: mark}, place
			out = append(out, p)
		}
		m := t.message(g, i, id, owner, day, mark)
		b := m.Body.(*act.Message)
		b.To, b.Info = posted(to), posted(info)
		out = append(append(out, m), t.paragraphs(id, owner, mark)...)
	}
	return out
}

// paragraphs are the telegram's paragraphs, each an act. Which telegram one is of is
// evidence, marked as the whole: who may read one paragraph need not know of it. A register
// gives such an act an id that does not tell it either.
func (t *Telegram) paragraphs(id, owner, whole string) []*act.Act {
	var out []*act.Act
	for _, p := range t.Portions(owner) {
		body := &act.Paragraph{Number: p.Paragraph}
		for _, x := range p.Passages {
			if said := strings.TrimSpace(x.Text); said != "" {
				body.Passages = append(body.Passages, act.Passage{Voice: string(x.Voice), Words: said})
			}
		}
		if len(body.Passages) == 0 {
			body.Passages = []act.Passage{{Voice: string(Reported), Words: cmp.Or(p.Text, "("+p.Mark+")")}}
		}
		mark := p.Marking
		if mark != whole {
			mark += "; evidence: " + whole
		}
		out = append(out, &act.Act{ID: id + "-para-" + p.Paragraph, Kind: body.Kind(), Body: body, Place: act.Place{File: t.File, Line: p.Lines.From},
			Header: act.Header{Marking: mark, Source: act.SourceRefs{{Source: id, Paragraph: p.Paragraph}}}})
	}
	return out
}

// document is the marking of the document as a whole, by whose hash every word of it can
// be checked: that of all its portions together.
func (t *Telegram) document(owner string) marking.Marking {
	m := t.Marking().Owned(owner)
	for _, p := range t.Portions(owner) {
		m = marking.Join(m, p.marking)
	}
	return m
}

// Post is the post of a station, as the act that introduces it.
func Post(s Station) *act.Act {
	b := &act.Actor{Name: s.Name, Type: "office", Of: act.ActorRef(s.Actor)}
	if s.Indicator != "" {
		b.Aliases = []string{s.Indicator}
	}
	return &act.Act{ID: postID(s.Name), Kind: b.Kind(), Body: b}
}

// message is the act of sending.
func (t *Telegram) message(g *grouping, i int, id, owner string, day act.Date, mark string) *act.Act {
	body := &act.Message{Reference: t.ID(), Precedence: strings.TrimPrefix(strings.ToLower(t.Precedence.Word()), "niact "), Channels: []string{"telegram"}, Captions: t.Captions, Tags: t.Tags}
	for _, r := range t.Refs {
		text := r.Text
		if r.Label != "" {
			text = r.Label + ". " + text
		}
		body.References = append(body.References, text)
	}
	if t.DTG.Valid() {
		body.Sent = act.Instant(t.DTG.Time().Format("2006-01-02 15:04") + " Z")
	}
	whole := t.Marking().Owned(owner)
	for _, p := range t.Portions(owner) {
		if marking.Join(whole, p.marking).String() == whole.String() { // that there is a stricter one is not for all who read the message
			body.Portions = append(body.Portions, act.Portion{Paragraph: p.Paragraph, Marking: p.Marking})
		}
	}
	for _, r := range t.Refs {
		if to, _ := g.find(i, r); to >= 0 && body.Answers == "" {
			body.Answers = act.ActRef(name(g.ts[to]) + sent)
		}
	}
	return &act.Act{ID: id + sent, Kind: body.Kind(), Body: body, Place: act.Place{File: t.File, Line: t.Parts[0].From},
		Header: act.Header{Actor: act.ActorRef(postID(t.From)), On: day, Attribution: act.Document, Speaker: t.Signature, Says: t.title(), Marking: mark,
			Source: act.SourceRefs{{Source: id}}}}
}

// posted are the ids of the posts of addresses.
func posted(list []Addressee) []act.ActorRef {
	var out []act.ActorRef
	for _, a := range list {
		if id := postID(a.Name); id != "" {
			out = append(out, act.ActorRef(id))
		}
	}
	return out
}

// sent ends the id of the act of sending, to tell it from the document.
const sent = "-sent"

// postID is an address as the id of an actor: amembassy_islamabad.
func postID(address string) string {
	id := strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, address)
	id = strings.Trim(strings.Join(strings.FieldsFunc(id, func(r rune) bool { return r == '_' }), "_"), "_")
	if id != "" && digit(id[0]) {
		id = "post_" + id
	}
	return id
}
