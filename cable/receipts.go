package cable

import (
	"cmp"
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/phrase"
)

// A Delivery is how far a message has come with one addressee.
type Delivery struct {
	Message   string      `json:"message"`
	Reference string      `json:"reference,omitempty"`
	Addressee string      `json:"addressee"`
	For       string      `json:"for"`   // action or information
	State     string      `json:"state"` // sent, delivered, read, returned
	At        act.Instant `json:"at,omitempty"`
	On        act.Date    `json:"on,omitzero"`
	By        string      `json:"by,omitempty"` // the receipt
}

// DeliveryAnswer is deliveries as JSON.
type DeliveryAnswer struct {
	Version    string     `json:"entente"`
	Deliveries []Delivery `json:"deliveries"`
}

// Receipts says for each message and each of its addressees whether it was
// delivered and read, by the addressee's own receipts, on record by a day: those of the
// post, or of the actor whose post it is. Without a receipt a message was sent, and no
// more is known.
func Receipts(acts []*act.Act, at act.Date) *DeliveryAnswer {
	owner := map[string]string{}
	for _, a := range acts {
		if b, ok := a.Body.(*act.Actor); ok && b.Of != "" {
			owner[a.ID] = string(b.Of)
		}
	}
	rank := map[string]int{"sent": 0, "delivered": 1, "returned": 2, "read": 3}
	got := map[[2]string]*Delivery{}
	out := []Delivery{}
	for _, a := range acts {
		b, ok := a.Body.(*act.Receipt)
		if !ok || a.On.After(at) {
			continue
		}
		k := [2]string{string(b.Of), string(a.Actor)}
		d := Delivery{State: b.Status, At: b.At, On: a.On, By: a.ID}
		if old := got[k]; old == nil || rank[d.State] > rank[old.State] {
			got[k] = &d
		}
	}
	for _, a := range acts {
		b, ok := a.Body.(*act.Message)
		if !ok || a.On.After(at) {
			continue
		}
		add := func(list []act.ActorRef, what string) {
			for _, to := range list {
				d := Delivery{State: "sent"}
				for _, who := range []string{owner[string(to)], string(to)} {
					if r := got[[2]string{a.ID, who}]; r != nil && rank[r.State] >= rank[d.State] {
						d = *r
					}
				}
				d.Message, d.Reference, d.Addressee, d.For = a.ID, b.Reference, string(to), what
				out = append(out, d)
			}
		}
		add(b.To, "action")
		add(b.Info, "information")
	}
	return &DeliveryAnswer{"cable-receipts/1", out}
}

// Brief lays deliveries out: who has not read what asks for action first.
func (a *DeliveryAnswer) Brief(mark string) brief.Document {
	said := phrase.New()
	doc := brief.Document{Title: said.Say("Delivery"), Subtitle: said.Say("Who has what, and has read it"), Marking: mark, Lang: "en", Said: said}
	unread := 0
	for _, d := range a.Deliveries {
		if d.For == "action" && d.State != "read" {
			unread++
		}
	}
	doc.Blocks = append(doc.Blocks, brief.Callout{Kind: brief.Answer, Text: said.Say("{n} addressees asked to act have not receipted as read.", unread)})
	list := slices.Clone(a.Deliveries)
	order := map[string]int{"returned": 0, "sent": 1, "delivered": 2, "read": 3}
	slices.SortStableFunc(list, func(a, b Delivery) int {
		return cmp.Or(strings.Compare(a.For, b.For), cmp.Compare(order[a.State], order[b.State]), strings.Compare(a.Message, b.Message))
	})
	table := brief.Table{Columns: []brief.Column{{Head: said.Say("Message")}, {Head: said.Say("Addressee")}, {Head: said.Say("For")}, {Head: said.Say("State")}, {Head: said.Say("When")}, {Head: said.Say("Receipt")}}}
	for _, d := range list {
		table.Rows = append(table.Rows, brief.Cells(cmp.Or(d.Reference, d.Message), d.Addressee, said.Record(phrase.Value, d.For), said.Record(phrase.Value, d.State), cmp.Or(string(d.At), d.On.String()), d.By))
	}
	doc.Blocks = append(doc.Blocks, table)
	return doc
}
