package cable

import (
	"cmp"
	"slices"

	"entente/act"
	"entente/phrase"
)

// A Conversation is telegrams that refer to each other, directly or through
// others, in the order they were sent.
type Conversation struct {
	Subject  string `json:"subject"` // of its first telegram
	Messages []Item `json:"messages"`
}

// Item is one telegram of a conversation, in what a list shows of it.
type Item struct {
	ID             string     `json:"id"` // 07ISLAMABAD1279, or its file where it names no number
	File           string     `json:"file"`
	DTG            DTG        `json:"dtg"`
	From           string     `json:"from"`
	Precedence     Precedence `json:"precedence"`
	Classification string     `json:"classification"`
	Subject        string     `json:"subject,omitempty"`
	For            string     `json:"for"`                // of the reader's station: action, information, or neither
	Answers        []string   `json:"answers,omitempty"`  // the telegrams here it refers to
	Findings       int        `json:"findings"`           // how many there are, and
	Wrong          int        `json:"wrong,omitempty"`    // how many of them are contradictions
	Sections       string     `json:"sections,omitempty"` // "1 of 2" where some are missing
}

// A Dangling reference names a telegram that is not here.
type Dangling struct {
	In     string `json:"in"`    // the telegram whose reference it is
	Label  string `json:"label"` // A
	Text   string `json:"text"`
	Wanted string `json:"wanted,omitempty"` // its number, as far as it is known: STATE52986
	Why    string `json:"why"`

	said *phrase.Said // how Text was said, where it is a finding
}

// Threads are telegrams put in order.
type Threads struct {
	Version       string         `json:"entente"`
	Conversations []Conversation `json:"conversations"`
	Dangling      []Dangling     `json:"dangling,omitempty"`
	Telegrams     int            `json:"telegrams"`
	Links         int            `json:"links"` // references that were found here
}

// Thread puts telegrams in conversations by their references. A reference names
// post and serial and seldom the year: it means the latest such telegram not sent
// after its own, of the same year or the one before. station is the reader's own post, as "SECSTATE WASHDC", to tell action from information; it
// may be empty, and so may the address book, which says who belongs to a collective.
func Thread(ts []*Telegram, station string, book *Book) *Threads {
	g := newGrouping(Joined(ts))
	ts = g.ts
	out := &Threads{Version: "cable-thread/1", Telegrams: len(ts), Conversations: []Conversation{}}
	answers := make([][]string, len(ts))
	for i, t := range ts {
		for _, r := range t.Refs {
			to, why := g.find(i, r)
			switch {
			case to >= 0:
				g.unite(i, to)
				out.Links++
				answers[i] = append(answers[i], name(ts[to]))
			case why != "":
				d := Dangling{In: name(t), Label: r.Label, Text: r.Text, Why: why}
				if r.Post != "" {
					d.Wanted = key(r.Year, r.Post, r.Serial)
				}
				out.Dangling = append(out.Dangling, d)
			}
		}
		for _, f := range t.Findings {
			if f.Code == "dangling-reference" {
				out.Dangling = append(out.Dangling, Dangling{In: name(t), Text: f.Text, Why: phrase.Key("the telegram has no such reference line"), said: f.Said})
			}
		}
	}
	groups := map[int]int{}
	for i, t := range ts {
		root := g.root(i)
		at, there := groups[root]
		if !there {
			at = len(out.Conversations)
			groups[root] = at
			out.Conversations = append(out.Conversations, Conversation{Subject: t.title()})
		}
		c := &out.Conversations[at]
		c.Messages = append(c.Messages, t.item(station, book, answers[i]))
	}
	return out
}

func name(t *Telegram) string {
	if id := t.ID(); id != "" {
		return id
	}
	return t.File
}

func (t *Telegram) title() string {
	if t.Subject == nil || t.Subject.Text == "" {
		return "(no subject)"
	}
	return t.Subject.Text
}

// titled is title, said where there is none.
func (t *Telegram) titled(said *phrase.Said) string {
	if t.Subject == nil || t.Subject.Text == "" {
		return said.Say("(no subject)")
	}
	return t.Subject.Text
}

// Item is the telegram in what a list shows of it.
func (t *Telegram) item(station string, book *Book, answers []string) Item {
	it := Item{ID: name(t), File: t.File, DTG: t.DTG, From: t.From, Precedence: t.Precedence, Classification: t.Classification, Subject: t.title(),
		For: t.For(station, book), Answers: answers, Findings: len(t.Findings)}
	for _, f := range t.Findings {
		if !f.Warning {
			it.Wrong++
		}
	}
	if len(t.Missing) > 0 {
		it.Sections = sectionsHere(t.Sections) + " of " + itoa(t.Sections[0].Of)
	}
	return it
}

// An Inbox is telegrams as a desk takes them up: those it must act on apart from
// those it is only told of, the most urgent first and of those the latest.
type Inbox struct {
	Action      []Item `json:"action"`
	Information []Item `json:"information"`
	Other       []Item `json:"other"` // addressed to neither, or where the reader's station is not known
}

// Sorted puts telegrams in the order a station takes them up; station and book are as
// in [Thread].
func Sorted(ts []*Telegram, station string, book *Book) Inbox {
	box := Inbox{Action: []Item{}, Information: []Item{}, Other: []Item{}}
	for _, t := range Joined(ts) {
		it := t.item(station, book, nil)
		switch it.For {
		case "action":
			box.Action = append(box.Action, it)
		case "information":
			box.Information = append(box.Information, it)
		default:
			box.Other = append(box.Other, it)
		}
	}
	for _, list := range [][]Item{box.Action, box.Information, box.Other} {
		slices.SortStableFunc(list, func(a, b Item) int {
			return cmp.Or(cmp.Compare(b.Precedence.Rank(), a.Precedence.Rank()), b.DTG.Time().Compare(a.DTG.Time()), cmp.Compare(a.ID, b.ID))
		})
	}
	return box
}

// For says whether the telegram asks a station to act ("action"), or only informs it
// ("information"); empty where it does neither. A collective is those the address book
// has for it, without those exempt.
func (m *Message) For(station string, book *Book) string {
	if station == "" {
		return ""
	}
	want := key(0, station, "")
	is := func(a Addressee) bool { return key(0, a.Name, "") == want || a.Indicator == station }
	switch {
	case slices.ContainsFunc(book.Expand(m.To, m.Exempt), is):
		return "action"
	case slices.ContainsFunc(book.Expand(m.Info, m.Exempt), is):
		return "information"
	}
	return ""
}

// grouping unites telegrams that refer to each other.
type grouping struct {
	ts     []*Telegram
	byName map[string][]int // post and serial without the year
	parent []int
}

// newGrouping puts telegrams in the order they were sent, each by itself.
func newGrouping(ts []*Telegram) *grouping {
	ts = slices.Clone(ts)
	slices.SortStableFunc(ts, func(a, b *Telegram) int {
		return cmp.Or(a.DTG.Time().Compare(b.DTG.Time()), cmp.Compare(a.ID(), b.ID()))
	})
	g := &grouping{byName: map[string][]int{}, parent: make([]int, len(ts)), ts: ts}
	for i, t := range ts {
		g.parent[i] = i
		if t.Post != "" && t.Serial != "" {
			k := key(0, t.Post, t.Serial)
			g.byName[k] = append(g.byName[k], i)
		}
	}
	return g
}

func (g *grouping) root(i int) int {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

func (g *grouping) unite(a, b int) {
	a, b = g.root(a), g.root(b)
	g.parent[max(a, b)] = min(a, b)
}

// find gives the telegram a reference means; -1 with the reason where it is not
// here, and without one where the reference is to no telegram.
func (g *grouping) find(from int, r Ref) (int, string) {
	if r.Post == "" && r.Serial == "" {
		return -1, ""
	}
	if r.Serial[0] == 'A' {
		return -1, "" // an airgram goes by bag
	}
	// They stand in the order they were sent: those before this one were not sent after it.
	same := g.byName[key(0, r.Post, r.Serial)]
	best, year := -1, g.ts[from].DTG.Year
	for k, _ := slices.BinarySearch(same, from); k > 0 && best < 0; k-- {
		t := g.ts[same[k-1]]
		if r.Year != 0 && t.DTG.Year == r.Year || r.Year == 0 && year-t.DTG.Year <= 1 {
			best = same[k-1]
		} else if r.Year == 0 || t.DTG.Year < r.Year {
			break
		}
	}
	if best < 0 {
		return -1, phrase.Key("it is not among these telegrams")
	}
	return best, ""
}

// Joined puts sections of one message that stand in different files together, and
// takes a second copy of a message for what it is. Two messages under one number stay
// two, and each is told of the other.
func Joined(ts []*Telegram) []*Telegram {
	var out []*Telegram
	first := map[string]*Telegram{}
	for _, t := range ts {
		id := t.ID()
		whole := first[id]
		switch {
		case id == "":
			out = append(out, t)
		case whole == nil:
			c := *t
			first[id] = &c
			out = append(out, &c)
		case Same(&whole.Message, &t.Message):
			whole.Copies = append(whole.Copies, t.File)
		case !whole.take(t):
			c := *t
			sameNumber(&c, whole)
			sameNumber(whole, &c)
			out = append(out, &c)
		}
	}
	return out
}

// sameNumber tells a message of another that has its number; once is enough.
func sameNumber(t, other *Telegram) {
	if slices.ContainsFunc(t.Findings, func(p act.Problem) bool { return p.Code == "number-twice" }) {
		return
	}
	line, _, _ := checker{Telegram: t}.at(atLabel)
	p := act.Wrong(phrase.New(), act.Place{File: t.File}, "number-twice", "one of the two may be a corrected copy: look at their date-time groups and captions", "another message has the number %s: %s", t.ID(), other.File)
	if line >= 0 {
		p.Line, p.Col, p.Excerpt = int(t.lines[line].num), 1, excerpt(t.src[t.lines[line].start:t.lines[line].end])
	}
	t.Findings = append(slices.Clip(t.Findings), p)
}

// take adds the sections of another file to those here, if they are missing here.
func (t *Telegram) take(o *Telegram) bool {
	if len(o.Sections) == 0 || len(t.Sections) == 0 || o.Sections[0].Of != t.Sections[0].Of {
		return false
	}
	for _, s := range o.Sections {
		if !slices.Contains(t.Missing, s.Number) {
			return false
		}
	}
	a, b := t, o
	if o.Sections[0].Number < t.Sections[0].Number {
		a, b = o, t
	}
	m := a.Message
	sections := slices.Clone(a.Sections)
	for k, s := range b.Sections {
		if k == 0 && s.Head == nil {
			head := b.Head
			s.Head = &head
		}
		sections = append(sections, s)
	}
	sections[len(a.Sections)-1].Ended = a.End
	m.Sections, m.End = sections, b.End
	m.Body = slices.Concat(a.Body, b.Body)
	if b.Signature != "" {
		m.Signature = b.Signature
	}
	where, findings := slices.Concat(a.Where, b.Where), slices.Concat(a.Findings, b.Findings)
	t.Copies = append(t.Copies, o.File)
	t.Message, t.Where = m, where
	t.Missing = slices.DeleteFunc(t.Missing, func(n int) bool { return slices.ContainsFunc(sections, func(s Section) bool { return s.Number == n }) })
	t.Findings = slices.DeleteFunc(findings, func(p act.Problem) bool { return p.Code == "section-missing" && len(t.Missing) == 0 })
	return true
}
