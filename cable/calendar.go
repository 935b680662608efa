package cable

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/marking"
	"entente/phrase"
)

// A Due is a marking whose day has come, or will: what its rule says becomes of it
// then. Nothing falls by itself; an act of the originator does it.
type Due struct {
	ID       string   `json:"id"`   // the telegram
	From     string   `json:"from"` // its originator
	Subject  string   `json:"subject"`
	Marking  string   `json:"marking"`            // as it stands today, after the acts that changed it
	Day      act.Date `json:"day,omitzero"`       // when it falls due; none where a person must decide without a day
	Outcome  string   `json:"outcome"`            // lifted, lowered, referred
	To       string   `json:"to,omitempty"`       // the level it is lowered to
	Rule     string   `json:"rule"`               // E.O. 12958 DECL: 03/14/2017 (sec. 1.6)
	State    string   `json:"state"`              // due, coming, done, put_off, undecided
	By       string   `json:"by,omitempty"`       // the act that settled it
	Doubt    string   `json:"doubt,omitempty"`    // what is odd about the rule as it stands on the telegram
	Portions []string `json:"portions,omitempty"` // portions already lifted or lowered by themselves
}

// Diary is the calendar of markings as of a day.
type Diary struct {
	Version string   `json:"entente"`
	At      act.Date `json:"at"`
	Due     []Due    `json:"due"`
	Open    int      `json:"unclassified"` // telegrams whose marking ends nothing

	said *phrase.Said
}

// Said remembers how the texts of the calendar were said.
func (d *Diary) Said() *phrase.Said { return d.said }

// Calendar says for every classified telegram what becomes of its marking, when,
// and by which rule. acts are what was done about it so far, declassifications among
// others; they may be nil. A marking that names no rule is referred: nobody may
// lift it without asking.
func Calendar(ts []*Telegram, acts []*act.Act, at act.Date) *Diary {
	d := &Diary{Version: "cable-calendar/1", At: at, Due: []Due{}, said: phrase.New()}
	done := map[string][]*act.Act{}
	for _, a := range acts {
		if b, ok := a.Body.(*act.Declassification); ok && !a.On.After(at) {
			of := strings.TrimSuffix(string(b.Of), sent)
			done[of] = append(done[of], a)
		}
	}
	for _, t := range Joined(ts) {
		level, known := marking.ParseLevel(t.Classification)
		if known && level < marking.Confidential || t.Classification == "SENSITIVE BUT UNCLASSIFIED" {
			d.Open++
			continue
		}
		for _, due := range t.falls(d.said) {
			due.settle(done[name(t)], at)
			d.Due = append(d.Due, due)
		}
	}
	slices.SortStableFunc(d.Due, func(a, b Due) int {
		return cmp.Or(cmp.Compare(stateOrder[a.State], stateOrder[b.State]), a.Day.Compare(b.Day), cmp.Compare(a.ID, b.ID))
	})
	return d
}

var stateOrder = map[string]int{"due": 0, "undecided": 1, "coming": 2, "put_off": 3, "done": 4}

// falls is what the telegram's own rule says, step by step.
func (t *Telegram) falls(said *phrase.Said) []Due {
	base := Due{ID: name(t), From: t.From, Subject: t.titled(said), Marking: t.Classification, Outcome: "referred"}
	for _, f := range t.Findings {
		if strings.HasPrefix(f.Code, "declassif") || strings.HasPrefix(f.Code, "order-") {
			base.Doubt = said.Keep(f.Text, func(lang string) string { return f.In(lang).Text })
		}
	}
	o := t.Order
	if o == nil {
		base.Rule = said.Say("no rule stands on the telegram")
		return []Due{base}
	}
	base.Rule = "E.O. " + o.Number + " " + o.Text
	var out []Due
	for _, f := range falls() {
		if f.order != o.Number || f.rule != o.kind() || f.class != "" && f.class != t.Classification {
			continue
		}
		due := base
		due.Outcome, due.To = outcomes[f.outcome], f.to
		due.Rule += " (" + f.reference + ")"
		if !f.read && due.Doubt == "" {
			due.Doubt = said.Say("the step was not read in the order's own text: look it up before acting on it")
		}
		switch {
		case !o.On.IsZero():
			due.Day = o.On
		case f.years > 0 && t.DTG.Valid():
			y := t.DTG.Year + f.years
			if f.counted == "year_end" {
				due.Day = act.MustDate(fmt.Sprintf("%04d-12-31", y))
			} else {
				due.Day = act.MustDate(t.DTG.Time().AddDate(f.years, 0, 0).Format("2006-01-02"))
			}
		default:
			due.Outcome = "referred"
		}
		out = append(out, due)
	}
	if len(out) == 0 {
		base.Rule = said.Say("{rule} (no rule of that name is known)", base.Rule)
		return []Due{base}
	}
	return out
}

var outcomes = map[string]string{"lift": "lifted", "downgrade": "lowered", "refer": "referred"}

// settle says how it stands on a day, after what was done. A referral leaves it
// undecided until whoever it went to has spoken.
func (d *Due) settle(done []*act.Act, at act.Date) {
	d.State = "coming"
	switch {
	case d.Day.IsZero():
		d.State = "undecided"
	case !d.Day.After(at):
		d.State = "due"
	}
	for _, a := range done {
		b := a.Body.(*act.Declassification)
		if b.Paragraph != "" {
			d.Portions = append(d.Portions, b.Paragraph+" "+strings.ReplaceAll(b.Outcome, "_", " "))
			continue
		}
		switch b.Outcome {
		case "lifted":
			d.State, d.Marking = "done", "UNCLASSIFIED"
		case "lowered":
			d.Marking = b.To
			if d.Outcome == "lowered" {
				d.State = "done"
			}
		case "put_off":
			d.Day, d.State = b.Until, "put_off"
			if !b.Until.After(at) {
				d.State = "due"
			}
		case "referred":
			d.State = "undecided"
		}
		d.By = a.ID
	}
}

// Brief lays the calendar out, what is due first.
func (d *Diary) Brief(mark string) brief.Document {
	said := d.said.Child()
	doc := brief.Document{Title: said.Say("Calendar of declassification"), Marking: mark, Lang: "en", Said: said, Meta: []brief.Pair{{Name: said.Say("As of"), Value: d.At.String()}}}
	n := map[string]int{}
	for _, x := range d.Due {
		n[x.State]++
	}
	doc.Blocks = append(doc.Blocks, brief.Callout{Kind: brief.Answer, Text: said.Say("{due} due, {undecided} for a person to decide, {coming} coming, {later} put off, {done} done. A marking falls by an act of its originator, not by itself.",
		n["due"], n["undecided"], n["coming"], n["put_off"], n["done"])})
	for _, part := range []struct{ state, head string }{{"due", said.Say("Due")}, {"undecided", said.Say("For a person to decide")}, {"coming", said.Say("Coming")}, {"put_off", said.Say("Put off")}, {"done", said.Say("Done")}} {
		table := brief.Table{Columns: []brief.Column{{Head: said.Say("Day")}, {Head: said.Say("Telegram")}, {Head: said.Say("Marking")}, {Head: said.Say("Becomes")}, {Head: said.Say("Rule")}, {Head: said.Say("Doubt")}}}
		for _, x := range d.Due {
			if x.State != part.state {
				continue
			}
			is := said.Record(phrase.Value, x.Outcome)
			if x.To != "" {
				is = said.Say("{what} to {level}", is, x.To)
			}
			if x.By != "" {
				is = said.Say("{what} ({act})", is, x.By)
			}
			table.Rows = append(table.Rows, brief.Cells(x.Day.String(), x.ID, x.Marking, is, x.Rule, x.Doubt))
		}
		if len(table.Rows) > 0 {
			doc.Blocks = append(doc.Blocks, brief.Heading{Level: 1, Text: part.head}, table)
		}
	}
	return doc
}
