package cable

import (
	"cmp"
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/phrase"
)

// A Demarche is one message carried by several ways, with what was answered on
// each, compared.
type Demarche struct {
	Message string   `json:"message"` // the act, or the first of several that carry it
	Actor   string   `json:"actor"`
	To      []string `json:"to"`
	On      act.Date `json:"on,omitzero"`
	Says    string   `json:"says"`
	Ways    []Way    `json:"ways"`
	Answers string   `json:"answers"` // agree, differ, incomplete, none
	Because string   `json:"because"`

	said *phrase.Said
}

// Way is one way the message went.
type Way struct {
	Channel    string   `json:"channel"`
	On         act.Date `json:"on,omitzero"`
	By         string   `json:"by,omitempty"`
	To         string   `json:"to,omitempty"`
	Answered   string   `json:"answered,omitempty"` // agreed, refused, deferred, noted, nothing; empty where the record does not say
	Answer     string   `json:"answer,omitempty"`
	AnsweredIn string   `json:"answered_in,omitempty"` // the message that answers it
	Act        string   `json:"act"`                   // the act it stands in
	answer     string   // the first act that gives this answer
}

// DemarcheAnswer is demarches as JSON.
type DemarcheAnswer struct {
	Version   string     `json:"entente"`
	Demarches []Demarche `json:"demarches"`
}

// Demarches reads messages of a record that were carried by several ways: those that
// list them, and those that several acts of one actor carry to the same others, where
// the acts have one reference number, or one is on record as restating or
// corroborating the other. Messages carried by one way are left out, and so are
// answers, which stand beside what they answer.
func Demarches(acts []*act.Act) *DemarcheAnswer {
	same := sameAs(acts)
	out := []Demarche{}
	groups := map[string]int{}
	for _, a := range acts {
		b, ok := a.Body.(*act.Message)
		if !ok || b.Answers != "" {
			continue
		}
		k := string(a.Actor) + "\x00" + refs(b.To) + "\x00" + cmp.Or(b.Reference, same(a.ID))
		at, there := groups[k]
		if !there {
			at = len(out)
			groups[k] = at
			d := Demarche{said: phrase.New(), Message: a.ID, Actor: string(a.Actor), On: a.On, Says: a.Says}
			for _, to := range b.To {
				d.To = append(d.To, string(to))
			}
			out = append(out, d)
		}
		out[at].Ways = append(out[at].Ways, ways(a, b, acts, same)...)
	}
	out = slices.DeleteFunc(out, func(d Demarche) bool { return len(d.Ways) < 2 })
	for i := range out {
		out[i].compare()
	}
	return &DemarcheAnswer{"cable-demarche/1", out}
}

// sameAs gives for an act the first of those it says again.
func sameAs(acts []*act.Act) func(id string) string {
	first := map[string]string{}
	for _, a := range acts {
		if b, ok := a.Body.(*act.Relation); ok && (b.Relation == "restates" || b.Relation == "corroborates") && b.To != "" {
			first[string(b.Act)] = string(b.To)
		}
	}
	return func(id string) string {
		for n := 0; first[id] != "" && n <= len(first); n++ {
			id = first[id]
		}
		return id
	}
}

func refs(list []act.ActorRef) string {
	var s []string
	for _, r := range list {
		s = append(s, string(r))
	}
	slices.Sort(s)
	return strings.Join(s, ",")
}

// ways are those one act names. Its answer, or the message that answers it, is that
// of its ways.
func ways(a *act.Act, b *act.Message, acts []*act.Act, same func(string) string) []Way {
	var out []Way
	for _, l := range b.Carried {
		out = append(out, Way{Channel: l.Channel, On: l.On, By: l.By, To: l.To, Answered: l.Answered, Answer: l.Answer, Act: a.ID})
	}
	if len(out) > 0 {
		return out
	}
	answer, by, root := b.Answer, "", ""
	for _, o := range acts {
		if m, ok := o.Body.(*act.Message); ok && string(m.Answers) == a.ID {
			answer, by, root = o.Says, o.ID, same(o.ID)
		}
	}
	for _, c := range b.Channels {
		out = append(out, Way{Channel: c, On: a.On, By: a.Speaker, To: a.ToldTo, Answer: answer, AnsweredIn: by, Act: a.ID, answer: root})
	}
	return out
}

// compare says whether the answers agree. Only a person's word on their sense is
// compared, or words that are the same; other words are set side by side.
func (d *Demarche) compare() {
	senses, words := map[string][]string{}, map[string]bool{}
	silent, unsaid := 0, 0
	for _, w := range d.Ways {
		switch {
		case w.Answered == "nothing", w.Answered == "" && w.Answer == "":
			silent++
		case w.Answered == "":
			unsaid++
			words[cmp.Or(w.answer, strings.ToLower(oneLine(w.Answer)))] = true
		default:
			senses[w.Answered] = append(senses[w.Answered], w.Channel)
		}
	}
	switch {
	case silent == len(d.Ways):
		d.Answers, d.Because = "none", d.said.Say("no answer is on record")
	case len(senses) > 1:
		var says []string
		for sense, by := range senses {
			says = append(says, d.said.Say("{what} by {whom}", d.said.Record(phrase.Value, sense), strings.Join(by, ", ")))
		}
		slices.Sort(says)
		d.Answers, d.Because = "differ", d.said.Join(says, "; ", "; ")
	case silent > 0:
		d.Answers, d.Because = "incomplete", d.said.Say("{silent} of {n} ways brought no answer", silent, len(d.Ways))
	case unsaid > 0 && len(words) == 1 && len(senses) == 0:
		d.Answers, d.Because = "agree", d.said.Say("the record has one answer for all of them")
	case unsaid > 0:
		d.Answers, d.Because = "not_compared", d.said.Say("say under answered what each answer comes to: agreed, refused, deferred, noted")
	default:
		d.Answers, d.Because = "agree", d.said.Say("all {n} say the same", len(d.Ways))
	}
}

// Brief lays demarches out, the answers side by side.
func (a *DemarcheAnswer) Brief(mark string) brief.Document {
	list := a.Demarches
	said := phrase.New()
	doc := brief.Document{Title: said.Say("Demarches"), Subtitle: said.Say("One message, several ways, the answers compared"), Marking: mark, Lang: "en", Said: said}
	if len(list) == 0 {
		doc.Blocks = append(doc.Blocks, brief.Callout{Kind: brief.Answer, Text: said.Say("No message on this record was carried by more than one way.")})
	}
	for _, d := range list {
		doc.Blocks = append(doc.Blocks, brief.Heading{Level: 1, Text: said.Say("{who} to {whom}: {words}", d.Actor, strings.Join(d.To, ", "), d.Says)},
			brief.Callout{Kind: brief.Answer, Text: said.Say("{what}: {because}.", said.Say(answerWords[d.Answers]), said.Keep(d.Because, func(lang string) string { return d.said.In(lang, d.Because) }))})
		table := brief.Table{Columns: []brief.Column{{Head: said.Say("Way")}, {Head: said.Say("Day")}, {Head: said.Say("By")}, {Head: said.Say("To")}, {Head: said.Say("Answered")}, {Head: said.Say("Words")}, {Head: said.Say("Act")}}}
		for _, w := range d.Ways {
			answered := said.Say("not said")
			if w.Answered != "" {
				answered = said.Record(phrase.Value, w.Answered)
			}
			table.Rows = append(table.Rows, brief.Cells(said.Record(phrase.Value, w.Channel), w.On.String(), w.By, w.To, answered, w.Answer, w.Act))
		}
		doc.Blocks = append(doc.Blocks, table)
	}
	return doc
}

var answerWords = map[string]string{"agree": phrase.Key("The answers agree"), "differ": phrase.Key("The answers differ"), "incomplete": phrase.Key("Not every way brought an answer"), "none": phrase.Key("No answer"),
	"not_compared": phrase.Key("The answers are set side by side and not compared")}
