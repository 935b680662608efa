package site

import (
	"cmp"
	"slices"
	"time"

	"entente/act"
	"entente/marking"
	"entente/register"
)

const mailTables = `
CREATE TABLE mail(
	name       TEXT NOT NULL REFERENCES person(name),
	initiative TEXT NOT NULL,
	act        TEXT NOT NULL,
	state      TEXT NOT NULL,
	PRIMARY KEY(name, initiative, act)) STRICT, WITHOUT ROWID;
`

// MailState is how far a person has come with a telegram. It is the person's own note
// and no act: that an addressee has read a message is said by a receipt.
type MailState string

// The states.
const (
	Unread MailState = "unread"
	Opened MailState = "read"
	Done   MailState = "done"
)

// Way is what a telegram asks of those a person reads for.
type Way string

// The ways, in the order shown to people.
const (
	ForAction      Way = "action"
	ForInformation Way = "information"
	SentByUs       Way = "sent"
	Otherwise      Way = "other" // addressed to others
)

// Ways lists the ways in that order.
var Ways = []Way{ForAction, ForInformation, SentByUs, Otherwise}

// Letter is a telegram as it is to one person.
type Letter struct {
	*Telegram
	For   Way
	State MailState
}

// Conversation is a thread as it is to one person.
type Conversation struct {
	Case    Heading
	Subject string
	Letters []Letter // in the order they were sent
	Unread  int
	Done    bool // the person is done with all of it
	For     Way  // the first of the ways of what is not done
	Urgency int  // of the most urgent that is not done
}

// Inbox is the telegrams of cases as they are to one person.
type Inbox struct {
	Conversations []*Conversation
	Loose         []*register.Entry // paragraphs released by themselves
	Marking       marking.Marking   // of all of it
}

// Acts are all acts of it that are shown.
func (x *Inbox) Acts() []*register.Entry {
	all := slices.Clone(x.Loose)
	for _, c := range x.Conversations {
		all = append(all, c.Acts()...)
	}
	return all
}

// Acts are the acts of sending of a conversation.
func (x *Conversation) Acts() (all []*register.Entry) {
	for _, l := range x.Letters {
		all = append(all, l.Entry)
	}
	return all
}

// Inbox gives the conversations of a case, or of the newest cases where none is named:
// those with something for action first, then for information, the most urgent first, and
// of those the latest.
func (r *Reader) Inbox(of string, when When) (*Inbox, error) {
	headings, err := r.Cases()
	if err != nil {
		return nil, err
	}
	ids := []string{of}
	if of == "" {
		ids = ids[:0]
		for _, h := range headings[:min(len(headings), mostToday)] {
			ids = append(ids, h.ID)
		}
	}
	states, err := r.mailStates()
	if err != nil {
		return nil, err
	}
	box := &Inbox{}
	var marks []marking.Marking
	for _, id := range ids {
		c, err := r.Case(id, when)
		if err != nil && of == "" {
			continue // not on record yet at that moment
		}
		if err != nil {
			return nil, err
		}
		m := r.Mail(c)
		for _, th := range m.Threads {
			box.Conversations = append(box.Conversations, r.conversation(c, th, states))
			for _, t := range th.Telegrams {
				marks = append(marks, t.Marking())
			}
		}
		if box.Loose = append(box.Loose, m.Loose...); len(m.Loose) > 0 {
			marks = append(marks, Joined(m.Loose))
		}
	}
	for i, m := range marks {
		if i == 0 {
			box.Marking = m
		} else {
			box.Marking = marking.Join(box.Marking, m)
		}
	}
	slices.SortStableFunc(box.Conversations, func(a, b *Conversation) int {
		return cmp.Or(cmp.Compare(slices.Index(Ways, a.For), slices.Index(Ways, b.For)), cmp.Compare(b.Urgency, a.Urgency), b.Last().Compare(a.Last()))
	})
	return box, nil
}

// Conversation gives the conversation a telegram stands in.
func (r *Reader) Conversation(c *Case, t *Telegram) (*Conversation, error) {
	states, err := r.mailStates()
	if err != nil {
		return nil, err
	}
	return r.conversation(c, t.Thread, states), nil
}

func (r *Reader) conversation(c *Case, th *Thread, states map[[2]string]MailState) *Conversation {
	x := &Conversation{Case: c.Heading, Subject: th.Subject, For: Otherwise, Done: true}
	for _, t := range th.Telegrams {
		l := Letter{t, r.way(c, t), cmp.Or(states[[2]string{c.ID, t.ID}], Unread)}
		x.Letters = append(x.Letters, l)
		if l.State == Done {
			continue
		}
		x.Done = false
		if l.State == Unread {
			x.Unread++
		}
		if slices.Index(Ways, l.For) < slices.Index(Ways, x.For) {
			x.For = l.For
		}
		x.Urgency = max(x.Urgency, t.Urgency())
	}
	if x.Done {
		x.For, x.Urgency = x.Letters[len(x.Letters)-1].For, x.Letters[len(x.Letters)-1].Urgency()
	}
	return x
}

// Last is when the latest telegram of it was sent.
func (x *Conversation) Last() time.Time { return x.Letters[len(x.Letters)-1].moment() }

// way says what a telegram asks of those the person reads for: of its actor, or of a post
// of its actor.
func (r *Reader) way(c *Case, t *Telegram) Way {
	mine := func(code act.ActorRef) bool { return r.Mine(c, code) }
	switch {
	case slices.ContainsFunc(t.Message.To, mine):
		return ForAction
	case slices.ContainsFunc(t.Message.Info, mine):
		return ForInformation
	case mine(t.Entry.Act.Actor):
		return SentByUs
	}
	return Otherwise
}

// Mine reports whether an address is the person's actor, or a post of it.
func (r *Reader) Mine(c *Case, code act.ActorRef) bool {
	if r.p.Actor == "" || string(code) == r.p.Actor {
		return r.p.Actor != ""
	}
	a := c.Sit.Actors[string(code)]
	return a != nil && string(a.Body.(*act.Actor).Of) == r.p.Actor
}

func (r *Reader) mailStates() (map[[2]string]MailState, error) {
	rows, err := r.s.db.Query("SELECT initiative, act, state FROM mail WHERE name = ?", r.p.Name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[[2]string]MailState{}
	for rows.Next() {
		var k [2]string
		var s MailState
		if err := rows.Scan(&k[0], &k[1], &s); err != nil {
			return nil, err
		}
		all[k] = s
	}
	return all, rows.Err()
}

// Note notes how far the person has come with telegrams of a case.
func (r *Reader) Note(of string, s MailState, ids ...string) error {
	tx, err := r.s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		if _, err := tx.Exec("INSERT INTO mail VALUES (?,?,?,?) ON CONFLICT(name, initiative, act) DO UPDATE SET state = excluded.state", r.p.Name, of, id, string(s)); err != nil {
			return err
		}
	}
	return tx.Commit()
}
