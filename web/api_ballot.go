package web

import (
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"entente/act"
	"entente/decide"
	"entente/register"
	"entente/site"
)

// sitting are the operations of a session of a body on one text.
func (a *api) sitting() {
	accepted := func(op huma.Operation) huma.Operation { op.DefaultStatus = http.StatusAccepted; return op }
	const path = "/v1/cases/{case}/ballots/{ballot}"
	answers(a, operation(site.ScopeRead, "list-ballots", http.MethodGet, "/v1/cases/{case}/ballots", "Votes and silences of a case that no decision has closed, the newest first"), listBallots)
	answers(a, operation(site.ScopeRead, "get-ballot", http.MethodGet, path, "A vote or a silence as it runs: the clock, the roll, how far the text is from being adopted"), getBallot)
	answers(a, accepted(change(operation(site.ScopeFile, "cast", http.MethodPost, path+"/votes", "Cast a vote, or break a silence: your own actor's, or as whoever calls the roll"), path)), postVote)
	answers(a, accepted(change(operation(site.ScopeFile, "record-outcome", http.MethodPost, path+"/outcome", "Put the outcome on record as a decision, filled in from the sum"), path)), postOutcome)
}

// InBallot names a vote or a silence in the path.
type InBallot struct {
	Ballot string `path:"ballot" doc:"the id of the vote or silence"`
	InCase
}

// BallotNamed is a vote or a silence in a list.
type BallotNamed struct {
	ID    string `json:"id"`
	Sort  string `json:"sort" enum:"ballot,silence"`
	Title string `json:"title"`
	Until string `json:"until,omitempty" doc:"of a silence: when it ends"`
}

// BallotShown is a vote or a silence as it runs.
type BallotShown struct {
	Marking string `json:"marking"`
	BallotNamed
	Text     string         `json:"text,omitempty" doc:"the wording decided upon"`
	Body     string         `json:"body,omitempty" doc:"who decides"`
	Rule     string         `json:"rule" doc:"by which it decides, with its reference"`
	Outcome  decide.Outcome `json:"outcome"`
	Distance string         `json:"distance,omitempty" doc:"how far it is from being adopted"`
	Ends     *time.Time     `json:"ends,omitempty"`
	Closed   bool           `json:"closed,omitempty"`
	Decision string         `json:"decision,omitempty" doc:"the act that records what came of it"`
	Roll     []SeatShown    `json:"roll"`
	Held     []DraftShown   `json:"held" doc:"votes of yours that wait to be filed, or were refused"`
	Answer   *decide.Answer `json:"answer" doc:"of the question decide, for this one"`
}

// SeatShown is one member of the body.
type SeatShown struct {
	Code string `json:"code"`
	Name string `json:"name"`
	Cast string `json:"cast" doc:"pending while it has not spoken"`
	Mine bool   `json:"mine,omitempty" doc:"you may enter its vote"`
}

func listBallots(v *visit, _ *InCase) (*of[Page[BallotNamed]], error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	v.showsCase(c)
	p := Page[BallotNamed]{Marking: c.Marking.String(), Items: []BallotNamed{}}
	for _, b := range under(c) {
		n := BallotNamed{ID: b.ID, Sort: "ballot", Title: v.ballotTitle(c, b)}
		if b.Silence != nil {
			n.Sort, n.Until = "silence", string(b.Silence.Until)
		}
		p.Items = append(p.Items, n)
	}
	return body(p), nil
}

func getBallot(v *visit, _ *InBallot) (*of[BallotShown], error) {
	x, err := v.openSitting()
	if err != nil {
		return nil, err
	}
	v.showsCase(x.c)
	s := BallotShown{Marking: x.c.Marking.String(), BallotNamed: BallotNamed{ID: x.b.ID, Sort: "ballot", Title: x.d.Title}, Text: x.text(), Body: x.d.Body,
		Rule: x.d.Procedure.Title + "; " + x.d.Procedure.Reference, Outcome: x.d.Outcome, Closed: x.closed, Roll: []SeatShown{}, Held: []DraftShown{}, Answer: x.ans}
	if x.b.Silence != nil {
		s.Sort, s.Until = "silence", string(x.b.Silence.Until)
	}
	if x.d.Distance != nil {
		s.Distance = x.d.Distance.Says
	}
	if !x.ends.IsZero() {
		s.Ends = &x.ends
	}
	if x.b.Decision != nil {
		s.Decision = x.b.Decision.ID
	}
	for _, seat := range x.roll {
		s.Roll = append(s.Roll, SeatShown{seat.code, seat.name, seat.cast, seat.mine})
	}
	for _, d := range x.held {
		s.Held = append(s.Held, shownDraft(d))
	}
	return body(s), nil
}

// VoteAsked is a vote, or an objection to a silence.
type VoteAsked struct {
	Member string `json:"member" doc:"whose vote it is" example:"PAK"`
	Cast   string `json:"cast,omitempty" doc:"of a vote" enum:"yes,no,abstain,declared,not_participating,absent"`
	By     string `json:"by,omitempty" doc:"of a silence: how it is broken" enum:"objection,amendment,extension" example:"objection"`
	Says   string `json:"says,omitempty" doc:"in the member's words" maxLength:"10000"`
	Now    bool   `json:"now,omitempty" doc:"at once: it cannot be taken back; else it is held for ten seconds"`
}

func postVote(v *visit, in *struct {
	Ballot string `path:"ballot"`
	Case   string `path:"case"`
	Body   VoteAsked
}) (*of[Filing], error) {
	x, err := v.openSitting()
	if err != nil {
		return nil, err
	}
	how := in.Body.Cast
	switch silence := x.b.Silence != nil; {
	case silence && how != "":
		return nil, wrongPart("body.cast", badRequest(v.say("sitting.silent")))
	case silence:
		how = in.Body.By
	case how == "":
		return nil, wrongPart("body.cast", badRequest(v.say("sitting.cast")))
	}
	id, err := v.cast(x, in.Body.Member, how, in.Body.Says)
	if err != nil {
		return nil, err
	}
	return v.filedOrDropped(id, FileAsked{Deposited: x.chair, Now: in.Body.Now})
}

// filedOrDropped files the draft of the visit; nothing is left of what was refused.
func (v *visit) filedOrDropped(id string, q FileAsked) (*of[Filing], error) {
	f, err := v.filed(q, nil)
	if err != nil {
		v.s.site.DropDraft(v.who(), id)
	}
	return f, err
}

func postOutcome(v *visit, in *struct {
	Ballot string `path:"ballot"`
	Case   string `path:"case"`
	Body   struct {
		Item map[string]any `json:"item,omitempty" doc:"what the decision says beyond the sum, or otherwise than it"`
		FileAsked
	}
}) (*of[Filing], error) {
	s, err := v.openSitting()
	if err != nil {
		return nil, err
	}
	if s.b.Decision != nil {
		return nil, register.ErrConflict
	}
	x, err := v.newFiling(string((&act.Decision{}).Kind()))
	if err != nil {
		return nil, err
	}
	x.form, x.draft = v.blank(x), newDraft()
	for key, values := range s.record() {
		x.form[key] = values
	}
	if wrong := typeItem(x.form, formKeys(x.info.Kind), in.Body.Item, "", "body.item"); len(wrong) > 0 {
		return nil, wrong
	}
	x.form.Set("id", freshID(x.info.Kind, x.form))
	if err := v.saved(x); err != nil {
		return nil, err
	}
	return v.filedOrDropped(x.draft, in.Body.FileAsked)
}
