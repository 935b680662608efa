package web

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/act"
	"entente/cable"
	"entente/register"
	"entente/site"
)

// mailbox is everything the page of telegrams shows.
type mailbox struct {
	c      *site.Case // of one case; nil where it is of all
	box    *site.Inbox
	show   string // open, unread, done
	groups []mailGroup
	counts map[string]int
	next   map[*site.Conversation]string // the anchor of the one below it
}

// mailGroup is the conversations that ask the same of the reader.
type mailGroup struct {
	way site.Way
	all []*site.Conversation
}

// shows are the ways to look at an inbox.
var shows = []string{"open", "unread", "done"}

// inboxPage lists telegrams by conversation: those that ask the reader to act first, the
// most urgent first.
func inboxPage(v *visit) (*page, error) {
	x := &mailbox{show: "open", counts: map[string]int{}}
	if s := v.r.URL.Query().Get("show"); slices.Contains(shows, s) {
		x.show = s
	}
	of := v.r.PathValue("case")
	var err error
	if of != "" {
		if x.c, err = v.openCase(); err != nil {
			return nil, err
		}
	}
	if x.box, err = v.reader.Inbox(of, v.when); err != nil {
		return nil, err
	}
	x.sort()
	if x.c == nil {
		return &page{title: v.say("mail.title"), marking: x.box.Marking, shown: site.ShowsActs(x.box.Acts()), how: "list", body: inboxBody(v, x)}, nil
	}
	p := v.casePage(x.c, "mail.title", inboxBody(v, x))
	p.marking = joined(filledMarks(x.box.Marking, x.c.Heading.Marking))
	return p, nil
}

// sort parts the conversations into groups, and counts them by what is to be shown.
func (x *mailbox) sort() {
	by := map[site.Way]*mailGroup{}
	for _, way := range site.Ways {
		by[way] = &mailGroup{way: way}
	}
	for _, c := range x.box.Conversations {
		shown := "open"
		if c.Done {
			shown = "done"
		}
		x.counts[shown]++
		if c.Unread > 0 {
			x.counts["unread"]++
		}
		if shown == x.show || x.show == "unread" && c.Unread > 0 {
			by[c.For].all = append(by[c.For].all, c)
		}
	}
	x.next = map[*site.Conversation]string{}
	var before *site.Conversation
	for _, way := range site.Ways {
		for _, c := range by[way].all {
			if before != nil {
				x.next[before] = anchorOf(c)
			}
			before = c
		}
		if len(by[way].all) > 0 {
			x.groups = append(x.groups, *by[way])
		}
	}
}

// anchorOf names a conversation on the page.
func anchorOf(c *site.Conversation) string { return "mail-" + c.Letters[0].ID }

// entrance is the telegram a conversation opens with: the first that was not read, or the
// last.
func entrance(c *site.Conversation) site.Letter {
	for _, l := range c.Letters {
		if l.State == site.Unread {
			return l
		}
	}
	return c.Letters[len(c.Letters)-1]
}

// mailPath is the address of the list that is shown.
func (x *mailbox) mailPath() string {
	if x.c != nil {
		return "/case/" + url.PathEscape(x.c.ID) + "/inbox"
	}
	return "/inbox"
}

// telegramShown is everything the page of a telegram shows.
type telegramShown struct {
	c            *site.Case
	letter       site.Letter
	talk         *site.Conversation
	portions     []portionShown
	findings     []findingShown // those that belong to no paragraph
	due          []cable.Due
	before, next *site.Letter       // in the conversation
	up, down     *site.Conversation // before and after it in the inbox
}

// telegramPage shows one telegram in its conversation, and notes that it was opened.
func telegramPage(v *visit) (*page, error) {
	x, err := v.openTelegram()
	if err != nil {
		return nil, err
	}
	if to := map[string]*site.Conversation{"up": x.up, "down": x.down}[v.r.URL.Query().Get("go")]; to != nil {
		// The way there names a telegram that this page does not.
		err := v.reader.Read("list", site.Joined(to.Acts()), site.ShowsActs(to.Acts()))
		return goTo(string(v.link("/case/%s/telegram/%s", to.Case.ID, entrance(to).ID))), err
	}
	m := x.letter.Marking()
	if x.letter.State == site.Unread && v.when.Now() {
		if err := v.reader.Note(x.c.ID, site.Opened, x.letter.ID); err != nil {
			return nil, err
		}
	}
	p := v.casePage(x.c, "mail.title", telegramBody(v, x))
	p.title, p.marking = x.letter.Subject+" – "+x.c.Title, joined(filledMarks(m, x.talkMarking(), x.c.Heading.Marking))
	p.shown, p.how = x.shown(), "page"
	return p, nil
}

// shown are the acts that the page of a telegram shows.
func (x *telegramShown) shown() site.Shown {
	t := x.letter.Telegram
	return site.ShowsPage(t.Entry).And(site.ShowsActs(t.Paragraphs), site.ShowsActs(x.talk.Acts()))
}

// openTelegram finds the telegram of the path, with what stands around it.
func (v *visit) openTelegram() (*telegramShown, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	t, here := v.reader.Mail(c).Telegram(v.r.PathValue("act"))
	if !here {
		return nil, fmt.Errorf("the telegram: %w", register.ErrNotFound)
	}
	x := &telegramShown{c: c}
	if x.talk, err = v.reader.Conversation(c, t); err != nil {
		return nil, err
	}
	for i := range x.talk.Letters {
		if l := &x.talk.Letters[i]; l.ID == t.ID {
			x.letter = *l
			if i > 0 {
				x.before = &x.talk.Letters[i-1]
			}
			if i+1 < len(x.talk.Letters) {
				x.next = &x.talk.Letters[i+1]
			}
		}
	}
	x.text(v.lang.Code)
	x.fall(v.reader.Mail(c), v.lang.Code)
	return x, x.neighbours(v)
}

// neighbours finds the conversations before and after this one in the inbox.
func (x *telegramShown) neighbours(v *visit) error {
	box, err := v.reader.Inbox("", v.when)
	if err != nil {
		return err
	}
	same := func(c *site.Conversation) bool { return c.Case.ID == x.c.ID && c.Letters[0].ID == x.talk.Letters[0].ID }
	open := slices.DeleteFunc(slices.Clone(box.Conversations), func(c *site.Conversation) bool { return c.Done && !same(c) })
	i := slices.IndexFunc(open, same)
	if i > 0 {
		x.up = open[i-1]
	}
	if i >= 0 && i+1 < len(open) {
		x.down = open[i+1]
	}
	return nil
}

// noteTelegram notes how far the reader has come with a telegram, or with all of its
// conversation. Nothing of it is an act.
func noteTelegram(v *visit) (*page, error) {
	x, err := v.openTelegram()
	if err != nil {
		return nil, err
	}
	ids := []string{x.letter.ID}
	if v.r.PostFormValue("all") != "" {
		ids = ids[:0]
		for _, l := range x.talk.Letters {
			ids = append(ids, l.ID)
		}
	}
	state, known := map[string]site.MailState{"unread": site.Unread, "done": site.Done, "open": site.Opened}[v.r.PostFormValue("do")]
	if !known {
		return nil, badRequest(v.say("mail.unknown"))
	}
	to := v.back("/inbox")
	if v.r.PostFormValue("then") == "next" && x.down != nil {
		to += "#" + anchorOf(x.down)
	}
	return goTo(to), v.reader.Note(x.c.ID, state, ids...)
}

// goLink leads from a telegram to the conversation before or after its own.
func (v *visit) goLink(x *telegramShown, way string) templ.SafeURL {
	path := string(v.link("/case/%s/telegram/%s", x.c.ID, x.letter.ID))
	if strings.Contains(path, "?") {
		return templ.SafeURL(path + "&go=" + way)
	}
	return templ.SafeURL(path + "?go=" + way)
}

// replyLink leads to the form of an answer: to the sender, with the others informed.
func (v *visit) replyLink(x *telegramShown) string {
	t := x.letter.Telegram
	q := url.Values{"answers": {t.ID}, "to": {string(t.Entry.Act.Actor)}, "channels": {"telegram"}, "marking": {t.Entry.Portions[register.PortionBody].Marking().String()},
		"says": {v.say("mail.re", "subject", t.Subject)}, "precedence": {t.Message.Precedence}}
	var info []string
	for _, a := range append(slices.Clone(t.To), t.Info...) {
		if v.reader.Mine(x.c, act.ActorRef(a.ID)) {
			continue
		}
		info = append(info, a.ID)
	}
	q.Set("info", strings.Join(info, "\n"))
	return string(v.link("/case/%s/file/message", x.c.ID)) + "?" + q.Encode()
}

// receiptLink leads to the form of a receipt of the reader's actor.
func (v *visit) receiptLink(x *telegramShown, status string) string {
	t := x.letter.Telegram
	q := url.Values{"of": {t.ID}, "status": {status}, "marking": {t.Entry.Portions[register.PortionBody].Marking().String()}}
	return string(v.link("/case/%s/file/receipt", x.c.ID)) + "?" + q.Encode()
}

// mayAnswer reports whether the reader may file anything about a telegram.
func (v *visit) mayAnswer() bool {
	who := v.who()
	return v.when.Now() && who.Role != site.Observer && !who.Awaits && who.Actor != ""
}

// precedenceClass is how a precedence looks; its word says it too.
func precedenceClass(t *site.Telegram) string {
	return "prec prec-" + cmp.Or(t.Message.Precedence, "none")
}
