package cable

import (
	"slices"
	"strings"

	"entente/act"
)

// Recorded is the book of the posts a record introduces, over that which comes with the
// program: whose they are is for the record to say.
func Recorded(acts []*act.Act) *Book {
	b := &Book{}
	for _, a := range acts {
		body, ok := a.Body.(*act.Actor)
		if !ok || body.Type != "office" || body.Name == "" {
			continue
		}
		s := Station{Name: capitals(oneLine(body.Name)), Actor: string(body.Of)}
		if i := slices.IndexFunc(body.Aliases, isIndicator); i >= 0 {
			s.Indicator = body.Aliases[i]
		}
		b.list = append(b.list, s)
	}
	b.index()
	for _, s := range Shipped().list {
		if _, known := b.named(s.Name); !known {
			b.list = append(b.list, s)
		}
	}
	b.index()
	return b
}

// Recalled is a telegram as far as the act of sending it tells: number, moment and
// references, enough for [Thread]; nil where the act names no number.
func Recalled(a *act.Act) *Telegram {
	b, ok := a.Body.(*act.Message)
	if !ok || len(b.Reference) < 4 || !digits(b.Reference[:2]) {
		return nil
	}
	name := b.Reference[2:]
	post := strings.TrimRight(name, "0123456789")
	t := &Telegram{File: a.ID, Message: Message{Post: post, Serial: name[len(post):], Refs: parseRefs(b.References), Subject: &Subject{Text: a.Says}}}
	if t.Serial == "" || post == "" {
		return nil
	}
	at := a.On.First()
	if sent, err := b.Sent.Time(); err == nil {
		at = sent.UTC()
	}
	t.DTG = DTG{Day: at.Day(), Hour: at.Hour(), Minute: at.Minute(), Zone: 'Z', Month: at.Month(), Year: century(number(b.Reference[:2]))}
	return t
}
