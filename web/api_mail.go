package web

import (
	"net/http"

	"entente/act"
	"entente/cable"
	"entente/phrase"
	"entente/register"
	"entente/site"
)

// mailing are the operations on telegrams.
func (a *api) mailing() {
	answers(a, operation(site.ScopeRead, "inbox", http.MethodGet, "/v1/inbox", "Telegrams by conversation: what asks you to act first, the most urgent first"), getInbox)
	answers(a, operation(site.ScopeRead, "get-telegram", http.MethodGet, "/v1/cases/{case}/telegrams/{act}", "One telegram, paragraph by paragraph as you may read it, with what is doubtful"), getTelegram)
	answers(a, change(operation(site.ScopeRead, "note-telegram", http.MethodPost, "/v1/cases/{case}/telegrams/{act}", "Note for yourself how far you have come with a telegram; it is no act"), "/v1/cases/{case}/telegrams/{act}"), postTelegram)
}

// InboxShown is telegrams by conversation.
type InboxShown struct {
	Marking       string           `json:"marking" doc:"of everything shown"`
	Conversations []TalkShown      `json:"conversations"`
	Paragraphs    []ParagraphShown `json:"paragraphs" doc:"released by themselves: of the telegram they stand in you are told no more"`
}

// TalkShown is telegrams that refer to each other, in the order they were sent.
type TalkShown struct {
	Case      string          `json:"case"`
	Subject   string          `json:"subject"`
	For       site.Way        `json:"for" enum:"action,information,sent,other" doc:"what it asks of those you read for"`
	Unread    int             `json:"unread"`
	Done      bool            `json:"done,omitempty" doc:"you are done with all of it"`
	Telegrams []TelegramShown `json:"telegrams"`
}

// TelegramShown is a telegram in what a list shows of it.
type TelegramShown struct {
	Case       string           `json:"case"`
	Act        string           `json:"act" doc:"the act of sending it"`
	Number     string           `json:"number,omitempty" example:"25CAIRO310"`
	Sent       act.Instant      `json:"sent,omitempty"`
	On         act.Date         `json:"on,omitzero"`
	Precedence string           `json:"precedence,omitempty" enum:"emergency,flash,immediate,priority,routine"`
	From       string           `json:"from"`
	To         []AddresseeShown `json:"to" doc:"for action"`
	Info       []AddresseeShown `json:"info" doc:"for information"`
	Subject    string           `json:"subject"`
	Marking    string           `json:"marking"`
	For        site.Way         `json:"for" enum:"action,information,sent,other"`
	State      site.MailState   `json:"state" enum:"unread,read,done" doc:"your own note; that an addressee has read it is said by its receipt"`
	Answers    []string         `json:"answers" doc:"the telegrams here that it refers to"`
	Missing    []string         `json:"missing" doc:"its references that lead to nothing here"`
	Findings   []cable.Finding  `json:"findings" doc:"what is doubtful about it, by line, with the remedy"`
}

// AddresseeShown is an addressee, and how far the telegram has come there.
type AddresseeShown struct {
	Actor     string `json:"actor"`
	Name      string `json:"name"`
	Delivered string `json:"delivered" enum:"sent,delivered,read,returned"`
	Receipt   string `json:"receipt,omitempty" doc:"the addressee's own act that says so"`
}

// ParagraphShown is a paragraph with its marking.
type ParagraphShown struct {
	Case     string        `json:"case"`
	Act      string        `json:"act"`
	Number   string        `json:"number"`
	Marking  string        `json:"marking"`
	Passages []act.Passage `json:"passages"`
}

// TelegramWhole is a telegram as far as the reader may see it. A paragraph that is not for
// the reader is not there, and not counted.
type TelegramWhole struct {
	TelegramShown
	Captions   []string         `json:"captions"`
	Tags       []string         `json:"tags"`
	Signature  string           `json:"signature,omitempty"`
	Paragraphs []ParagraphShown `json:"paragraphs"`
	Due        []cable.Due      `json:"due" doc:"what its rule makes of its marking, and when"`
}

func getInbox(v *visit, in *struct {
	Moment
	Case string `query:"case" doc:"of this case only"`
}) (*of[InboxShown], error) {
	box, err := v.reader.Inbox(in.Case, v.when)
	if err != nil {
		return nil, err
	}
	out := InboxShown{Marking: banner(box.Marking), Conversations: []TalkShown{}, Paragraphs: releasedParagraphs(box.Loose)}
	for _, c := range box.Conversations {
		talk := TalkShown{Case: c.Case.ID, Subject: c.Subject, For: c.For, Unread: c.Unread, Done: c.Done}
		for _, l := range c.Letters {
			t := shownTelegram(c.Case.ID, l)
			for i := range t.Findings {
				t.Findings[i].Excerpt = "" // of the text nothing is told here
			}
			talk.Telegrams = append(talk.Telegrams, t)
		}
		out.Conversations = append(out.Conversations, talk)
	}
	v.shows(box.Marking, site.ShowsActs(box.Acts()))
	return body(out), nil
}

func getTelegram(v *visit, in *InAct) (*of[TelegramWhole], error) {
	x, err := v.openTelegram()
	if err != nil {
		return nil, err
	}
	t := x.letter.Telegram
	out := TelegramWhole{TelegramShown: shownTelegram(x.c.ID, x.letter), Captions: []string{}, Tags: []string{}, Paragraphs: releasedParagraphs(t.Paragraphs), Due: []cable.Due{}}
	out.Marking = t.Marking().String()
	out.Captions, out.Tags, out.Signature = append(out.Captions, t.Message.Captions...), append(out.Tags, t.Message.Tags...), t.Entry.Act.Speaker
	out.Due = append(out.Due, x.due...)
	v.shows(t.Marking(), x.shown())
	return body(out), nil
}

func postTelegram(v *visit, in *struct {
	InAct
	Body struct {
		State site.MailState `json:"state" enum:"unread,read,done"`
	}
}) (*struct{}, error) {
	x, err := v.openTelegram()
	if err != nil {
		return nil, err
	}
	return nil, v.reader.Note(x.c.ID, in.Body.State, x.letter.ID)
}

func shownTelegram(of string, l site.Letter) TelegramShown {
	t := l.Telegram
	out := TelegramShown{Case: of, Act: t.ID, Number: t.Message.Reference, Sent: t.Message.Sent, On: t.Entry.Act.On, Precedence: t.Message.Precedence, From: t.From,
		To: addresseesShown(t.To), Info: addresseesShown(t.Info), Subject: t.Subject, Marking: t.Entry.Portions[register.PortionBody].Marking().String(), For: l.For, State: l.State,
		Answers: append([]string{}, t.Answers...), Missing: []string{}, Findings: append([]cable.Finding{}, t.Findings(phrase.English)...)}
	for _, d := range t.Missing {
		out.Missing = append(out.Missing, d.Text)
	}
	return out
}

func addresseesShown(all []site.Addressee) []AddresseeShown {
	out := []AddresseeShown{}
	for _, a := range all {
		out = append(out, AddresseeShown{a.ID, a.Name, a.Delivered.State, a.Delivered.By})
	}
	return out
}

func releasedParagraphs(entries []*register.Entry) []ParagraphShown {
	out := []ParagraphShown{}
	for _, e := range entries {
		b := e.Act.Body.(*act.Paragraph)
		out = append(out, ParagraphShown{e.Heading.Initiative, e.Act.ID, b.Number, e.Portions[register.PortionBody].Marking().String(), b.Passages})
	}
	return out
}
