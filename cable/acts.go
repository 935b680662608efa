package cable

import (
	"slices"
	"strings"

	"entente/act"
)

// Acts makes the acts of telegrams: for each the document it is, the posts it went
// between (those a collective stands for one by one, as far as the book knows them), and
// the message itself, with its marking portion by portion. A message
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
		source := &act.Source{Title: t.title(), File: t.File, Publisher: t.From, Author: t.Signature, Date: day, Reference: t.ID(), Medium: "cable", Defects: defects}
		out = append(out, &act.Act{ID: id, Kind: source.Kind(), Header: act.Header{Marking: mark}, Body: source, Place: place})
		to, info := book.Expand(t.To, t.Exempt), book.Expand(t.Info, t.Exempt)
		for _, a := range slices.Concat([]Addressee{{Name: t.From}}, to, info) {
			post := postID(a.Name)
			if post == "" || posts[post] {
				continue
			}
			posts[post] = true
			body := &act.Actor{Name: a.Name, Type: "office"}
			s, known := book.named(a.Name)
			if known {
				body.Of = act.ActorRef(s.Actor)
				if s.Indicator != "" {
					body.Aliases = []string{s.Indicator}
				}
			} else if a.Indicator != "" {
				body.Aliases = []string{a.Indicator}
			}
			out = append(out, &act.Act{ID: post, Kind: body.Kind(), Header: act.Header{Source: act.SourceRefs{{Source: id, Paragraph: "header"}}}, Body: body, Place: place})
		}
		m := t.message(g, i, id, owner, day, mark)
		b := m.Body.(*act.Message)
		b.To, b.Info = posted(to), posted(info)
		out = append(out, m)
	}
	return out
}

// message is the act of sending.
func (t *Telegram) message(g *grouping, i int, id, owner string, day act.Date, mark string) *act.Act {
	body := &act.Message{Reference: t.ID(), Precedence: strings.ToLower(t.Precedence.Word()), Channels: []string{"telegram"}}
	for _, p := range t.Portions(owner) {
		body.Portions = append(body.Portions, act.Portion{Paragraph: p.Paragraph, Marking: p.Marking})
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
