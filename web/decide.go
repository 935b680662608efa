package web

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"time"

	"entente/act"
	"entente/decide"
	"entente/register"
	"entente/site"
	"entente/situation"
)

// sitting is a session of a body on one text: a vote under way, or a silence with its
// clock.
type sitting struct {
	c      *site.Case
	b      *situation.Ballot
	d      *decide.Decision
	ans    *decide.Answer
	roll   []seat
	ends   time.Time // of the clock; zero when it has none
	held   []site.Draft
	chair  bool // the reader calls the roll
	closed bool
}

// seat is one member of the body.
type seat struct {
	code, name string
	cast       string // how it voted, or "pending"
	mine       bool   // the reader may enter its vote
}

// casts are the words of a roll call.
var casts = []string{"yes", "no", "abstain", "not_participating", "absent"}

// sittingPage shows a session as it runs: the clock, the roll, how far the text is from
// being adopted. Every open page of it follows the record.
func sittingPage(v *visit) (*page, error) {
	x, err := v.openSitting()
	if err != nil {
		return nil, err
	}
	p := v.casePage(x.c, "case.decisions", sittingBody(v, x))
	p.title = x.d.Title + " – " + x.c.Title
	return p, nil
}

func (v *visit) openSitting() (*sitting, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	x := &sitting{c: c}
	id := v.r.PathValue("ballot")
	for _, b := range c.Sit.Ballots {
		if b.ID == id {
			x.b = b
		}
	}
	ans, err := c.Decisions()
	if err != nil {
		return nil, err
	}
	for i, d := range ans.Decisions {
		if d.ID == id {
			x.d = &ans.Decisions[i]
		}
	}
	if x.b == nil || x.d == nil {
		return nil, register.ErrNotFound
	}
	one := *ans
	one.Decisions, one.Approvals = []decide.Decision{*x.d}, nil
	x.ans = &one
	ends := act.Instant("")
	if x.b.Silence != nil {
		ends = x.b.Silence.Until
	} else {
		ends = x.b.Vote.Closes
		x.closed = x.b.Vote.Closed
	}
	if t, err := ends.Time(); err == nil {
		x.ends = t.UTC()
	}
	x.closed = x.closed || x.b.Decision != nil || !x.ends.IsZero() && x.ends.Before(v.s.now())
	me := v.who()
	x.chair = me.Actor == v.s.site.Register().Custodian() && me.Role != site.Observer
	cast := map[string]string{}
	for _, code := range x.d.MayDecide {
		cast[code] = "pending"
	}
	for code, how := range x.d.Roll {
		cast[code] = how
	}
	for _, b := range x.b.Breaks {
		cast[string(b.Actor)] = "objection"
	}
	for code, how := range cast {
		s := seat{code, v.name(code, c.Sit.Name(code)), how, false}
		s.mine = how == "pending" && !x.closed && v.when.Now() && (x.chair || me.Actor == code && me.Role != site.Observer)
		x.roll = append(x.roll, s)
	}
	order := v.lang.Order()
	slices.SortFunc(x.roll, func(a, b seat) int { return cmp.Or(order(a.name, b.name), cmp.Compare(a.code, b.code)) })
	drafts, err := v.s.site.Drafts(me, c.ID)
	for _, d := range drafts {
		if of := append(d.Form["in"], d.Form["of"]...); (!d.Due.IsZero() || d.Wrong != "") && slices.Contains(of, id) {
			x.held = append(x.held, d)
		}
	}
	return x, err
}

// castVote takes a vote as it is called, or an objection to a silence, and files it: its
// own member's, or entered by whoever keeps the record. Like every act it can be taken
// back for ten seconds.
func castVote(v *visit) (*page, error) {
	x, err := v.openSitting()
	if err != nil {
		return nil, err
	}
	id, err := v.cast(x, v.r.PostFormValue("member"), v.r.PostFormValue("cast"), "")
	if err != nil {
		return nil, err
	}
	p, err := v.fileNow(x.chair)
	if err != nil || p.to == "/draft/"+id { // it is not right yet: the form says why
		return p, err
	}
	return goTo(string(v.link("/case/%s/decide/%s", x.c.ID, x.b.ID))), nil
}

// cast makes the draft of a vote, or of an objection to a silence, in the words of whoever
// objects where there are some, and makes it the draft of the visit.
func (v *visit) cast(x *sitting, member, how, says string) (id string, err error) {
	at := slices.IndexFunc(x.roll, func(s seat) bool { return s.code == member })
	if at < 0 || !x.roll[at].mine {
		return "", site.ErrNotPermitted
	}
	if slices.ContainsFunc(x.held, func(d site.Draft) bool { return !d.Due.IsZero() && slices.Contains(d.Form["actor"], member) }) {
		return "", fmt.Errorf("its word waits to be filed already: %w", register.ErrConflict)
	}
	now := v.s.now().UTC()
	kind := act.Kind("vote")
	form := url.Values{"actor": {member}, "on": {now.Format("2006-01-02")}, "at": {now.Format("2006-01-02 15:04") + " Z"}, "marking": {caseMarking(x.c)}}
	if x.b.Silence != nil {
		kind = "break"
		form.Set("of", x.b.ID)
		form.Set("by", cmp.Or(how, "objection"))
		form.Set("says", cmp.Or(says, v.say("sitting.objects", "who", x.roll[at].name)))
	} else {
		form.Set("in", x.b.ID)
		form.Set("cast", how)
		form.Set("says", says)
	}
	form.Set("id", freshID(kind, form))
	d := site.Draft{ID: newDraft(), Initiative: x.c.ID, Kind: kind, Form: form}
	v.r.SetPathValue("draft", d.ID)
	return d.ID, v.s.site.SaveDraft(v.who(), d)
}

// outcomePaper is the paper a body issues on what came of a text: the outcome, by which
// rule, the roll, and what was said as it was adopted. It is made to be printed.
func outcomePaper(v *visit) (*page, error) {
	x, err := v.openSitting()
	if err != nil {
		return nil, err
	}
	p := v.casePage(x.c, "case.decisions", paperBody(v, x))
	p.title = v.say("sitting.paper") + ": " + x.d.Title
	return p, nil
}

// text is the wording decided upon.
func (x *sitting) text() string {
	if a, here := x.c.Sit.Find(x.b.Text()); here {
		if b, isText := a.Body.(*act.Text); isText {
			return b.Words
		}
	}
	return ""
}

// record leads to the form that puts the outcome on record, filled in from the sum.
func (x *sitting) record() url.Values {
	q := url.Values{"title": {x.d.Title}, "ballot": {x.b.ID}, "by": {x.d.Procedure.Title}, "actor": {x.d.Body}}
	outcome := map[decide.Outcome]string{decide.Adopted: "adopted", decide.NotAdopted: "not_adopted", decide.Vetoed: "vetoed", decide.Broken: "not_adopted"}[x.d.Outcome]
	q.Set("outcome", cmp.Or(outcome, "pending"))
	if n := x.d.Count; n != nil {
		for key, sum := range map[string]decide.Sum{"in_favour": n.Yes, "against": n.No, "abstained": n.Abstain} {
			if sum.Votes > 0 {
				q.Set(key, fmt.Sprint(sum.Votes))
			}
		}
	}
	if a, here := x.c.Sit.Find(x.b.Text()); here && x.d.Outcome == decide.Adopted {
		if b, isText := a.Body.(*act.Text); isText {
			for clause, option := range b.Settles {
				q.Set("settles."+string(clause), option)
			}
		}
	}
	return q
}

// under lists the sessions of a case that are open, the newest first.
func under(c *site.Case) []*situation.Ballot {
	var all []*situation.Ballot
	for _, b := range c.Sit.Ballots {
		if b.Decision == nil {
			all = append(all, b)
		}
	}
	slices.Reverse(all)
	return all
}

func (v *visit) ballotTitle(c *site.Case, b *situation.Ballot) string {
	title := ""
	if b.Silence != nil {
		title = b.Silence.Title
	} else {
		title = b.Vote.Title
	}
	if a, here := c.Sit.Find(b.Text()); here && title == "" {
		title = v.gist(a)
	}
	return cmp.Or(title, b.Act.Says, b.ID)
}

// clock says how long one still runs.
func (v *visit) clock(ends time.Time) string {
	d := ends.Sub(v.s.now())
	if d <= 0 {
		return v.say("sitting.over")
	}
	return v.say("sitting.left", "h", int(d.Hours()), "m", int(d.Minutes())%60)
}
