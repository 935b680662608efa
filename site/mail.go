package site

import (
	"maps"
	"slices"
	"strings"
	"time"

	"entente/act"
	"entente/cable"
	"entente/marking"
	"entente/register"
	"entente/source"
)

// Mail is the telegrams of a case as one view sees them: by conversation, with what falls
// due, and messages that went by several ways.
// Like the case it is never changed once made, and may be shared.
type Mail struct {
	Threads   []*Thread             // the last one a telegram came in first
	Loose     []*register.Entry     // paragraphs of telegrams that the view does not see as a whole
	Demarches *cable.DemarcheAnswer // one message, several ways, the answers compared
	Diary     *cable.Diary          // markings and their day
	byID      map[string]*Telegram
}

// Addressee is one to whom a telegram went, and how far it has come there.
type Addressee struct {
	ID, Name  string
	Delivered cable.Delivery
}

// Thread is telegrams that refer to each other, in the order they were sent.
type Thread struct {
	Subject   string // of its first telegram
	Telegrams []*Telegram
}

// Telegram is one telegram on record: the act of sending it, with what the view sees of
// what it says.
type Telegram struct {
	ID         string // of the act
	Entry      *register.Entry
	Message    *act.Message
	Subject    string
	From       string            // the address of the sender
	To, Info   []Addressee       // for action, and for information
	Sent       time.Time         // its zero where the day alone is known
	Read       *cable.Telegram   // the file it came in, read; nil where that is not kept or not seen
	Paragraphs []*register.Entry // in order
	Delivered  []cable.Delivery  // what each addressee said of it
	Answers    []string          // ids of telegrams here that it refers to
	Missing    []cable.Dangling  // its references that lead nowhere
	Thread     *Thread
}

// Mail gives the telegrams of a case. They are read once for all who see the same of it.
func (r *Reader) Mail(c *Case) *Mail {
	c.post.Do(func() { c.mail = newMail(c, Sources(r.s.dir)) })
	return c.mail
}

// Telegram finds a telegram by the id of its act.
func (m *Mail) Telegram(id string) (*Telegram, bool) {
	t, here := m.byID[id]
	return t, here
}

// Marking is that of everything shown of a telegram.
func (t *Telegram) Marking() marking.Marking {
	return Joined(append([]*register.Entry{t.Entry}, t.Paragraphs...))
}

// Findings are what is doubtful about a telegram, for who may see all of its document.
func (t *Telegram) Findings(lang string) []cable.Finding {
	if t.Read == nil {
		return nil
	}
	said := make(act.Problems, len(t.Read.Findings))
	for i, p := range t.Read.Findings {
		said[i] = p.In(lang)
	}
	return cable.Found(said)
}

// Urgency ranks telegrams by their precedence, the most urgent the greatest.
func (t *Telegram) Urgency() int { return cable.ParsePrecedence(t.Message.Precedence).Rank() }

func newMail(c *Case, kept source.Folder) *Mail {
	m := &Mail{byID: map[string]*Telegram{}}
	files := telegramFiles{folder: kept, read: map[string][]*cable.Telegram{}}
	paragraphs := m.paragraphs(c)
	var all []*Telegram
	for _, e := range c.Entries {
		b, ok := e.Act.Body.(*act.Message)
		if best, _ := c.Entry(e.Act.ID); !ok || best != e || !isTelegram(b) || e.Act.On.After(c.When.At) {
			continue
		}
		t := &Telegram{ID: e.Act.ID, Entry: e, Message: b, Subject: e.Act.Says, From: postName(c, e.Act.Actor)}
		if at, err := b.Sent.Time(); err == nil {
			t.Sent = at
		}
		if len(e.Act.Source) > 0 {
			t.Paragraphs = paragraphs[e.Act.Source[0].Source]
			delete(paragraphs, e.Act.Source[0].Source)
			t.Read = files.find(c, e.Act.Source[0].Source, b.Reference)
		}
		all = append(all, t)
		m.byID[t.ID] = t
	}
	for _, id := range slices.Sorted(maps.Keys(paragraphs)) {
		m.Loose = append(m.Loose, paragraphs[id]...)
	}
	m.thread(all)
	m.follow(c, all)
	return m
}

// postName is the address of a post: as the record introduces it, else as its id has it.
func postName(c *Case, id act.ActorRef) string {
	if a := c.Sit.Actors[string(id)]; a != nil {
		return c.Sit.Name(string(id))
	}
	return strings.ToUpper(strings.ReplaceAll(string(id), "_", " "))
}

// isTelegram reports whether a message went as a telegram.
func isTelegram(b *act.Message) bool {
	return b.Reference != "" || slices.Contains(b.Channels, "telegram")
}

// paragraphs are the paragraphs the view sees, by the document they are of, in the order
// of the record, which is theirs. Those whose telegram is not told are loose.
func (m *Mail) paragraphs(c *Case) map[string][]*register.Entry {
	by := map[string][]*register.Entry{}
	for _, e := range c.Entries {
		if _, ok := e.Act.Body.(*act.Paragraph); !ok {
			continue
		}
		if best, _ := c.Entry(e.Act.ID); best != e {
			continue
		}
		if len(e.Act.Source) == 0 {
			m.Loose = append(m.Loose, e)
			continue
		}
		of := e.Act.Source[0].Source
		by[of] = append(by[of], e)
	}
	return by
}

// telegramFiles reads files of telegrams, each once.
type telegramFiles struct {
	folder source.Folder
	read   map[string][]*cable.Telegram
}

// find gives the telegram of a document on record, where the view sees the document and
// the file is kept here.
func (f *telegramFiles) find(c *Case, id, number string) *cable.Telegram {
	e, here := c.Entry(id)
	if !here {
		return nil
	}
	b, ok := e.Act.Body.(*act.Source)
	if !ok || b.SHA256 == "" {
		return nil
	}
	ts, done := f.read[b.SHA256]
	if !done {
		if raw, err := f.folder.Bytes(b.SHA256); err == nil {
			ts, _ = cable.Read(b.File, raw)
		}
		f.read[b.SHA256] = ts
	}
	if len(ts) == 1 {
		return ts[0]
	}
	if i := slices.IndexFunc(ts, func(t *cable.Telegram) bool { return t.ID() == number }); i >= 0 && number != "" {
		return ts[i]
	}
	return nil
}

// follow adds what became of telegrams.
func (m *Mail) follow(c *Case, all []*Telegram) {
	for _, d := range cable.Receipts(c.Acts, c.When.At).Deliveries {
		t := m.byID[d.Message]
		switch x := (Addressee{d.Addressee, postName(c, act.ActorRef(d.Addressee)), d}); {
		case t == nil:
		case d.For == string(ForAction):
			t.To = append(t.To, x)
		default:
			t.Info = append(t.Info, x)
		}
	}
	m.Demarches = cable.Demarches(slices.DeleteFunc(slices.Clone(c.Acts), func(a *act.Act) bool { return a.On.After(c.When.At) }))
	var ts []*cable.Telegram
	for _, t := range all {
		if t.Read != nil {
			ts = append(ts, t.Read)
		}
	}
	m.Diary = cable.Calendar(ts, c.Acts, c.When.At)
}
