package web

import (
	"errors"
	"fmt"
	"slices"

	"entente/act"
	"entente/decide"
	"entente/register"
)

// DecideAsked is a question to decide: of a case, or a sum on the spot by a procedure.
type DecideAsked struct {
	Case      string            `json:"case,omitempty" doc:"the id of the case" example:"gaza-isf-2025"`
	At        string            `json:"at,omitempty" doc:"of a case: what was in force on this day"`
	Known     string            `json:"known,omitempty" doc:"of a case: what was on this register by the end of this day"`
	Decision  string            `json:"decision,omitempty" doc:"of a case: one ballot, silence, text or decision by its id, or the national approval of an actor by its code"`
	Procedure string            `json:"procedure,omitempty" doc:"a sum on the spot: the short name of the rule" example:"unsc-substantive"`
	Reading   string            `json:"reading,omitempty" doc:"of a sum: by this reading of the rule"`
	On        string            `json:"on,omitempty" doc:"of a sum: the day of the vote"`
	Votes     map[string]string `json:"votes,omitempty" doc:"of a sum: in_favour, against, abstained, declared, not_participating, absent; each a number, codes, or both (USA,GBR,7)"`
	Members   string            `json:"members,omitempty" doc:"of a sum: the electorate, where it is not the procedure's"`
	Parties   string            `json:"parties,omitempty" doc:"of a sum: codes of parties to the dispute"`
	Objects   []ObjectAsked     `json:"objections,omitempty" doc:"of a sum: objections to consensus or silence"`
	Until     string            `json:"until,omitempty" doc:"of a sum: the instant a silence ends, 2003-02-10 09:00 +01:00"`
	Pending   bool              `json:"pending,omitempty" doc:"of a sum: whoever is not named may still vote"`
}

// ObjectAsked is an objection.
type ObjectAsked struct {
	By string `json:"by" example:"FRA"`
	At string `json:"at,omitempty" doc:"when it arrived, 2003-02-10 08:30 +01:00"`
}

func askDecide(v *visit, in *struct{ Body DecideAsked }) (*of[*decide.Answer], error) {
	q := in.Body
	switch {
	case (q.Case == "") == (q.Procedure == ""):
		return nil, wrongPart("body", errors.New("name a case, or a procedure for a sum on the spot, and not both"))
	case q.Procedure != "":
		return sum(q)
	}
	c, err := Asked{q.Case, q.At, q.Known}.open(v)
	if err != nil {
		return nil, err
	}
	if q.Decision == "" {
		ans, err := c.Decisions()
		return body(ans), err
	}
	ans, problems, err := decide.Case(c.Sit, decide.Query{Decision: q.Decision, Marking: c.Marking.String()})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, register.ErrNotFound)
	}
	return body(ans), refused(problems)
}

// wrongPart is what is wrong with one part of a request.
func wrongPart(where string, errs ...error) error {
	var wrong act.Problems
	for _, err := range errs {
		wrong = append(wrong, act.Problem{Place: act.Place{File: where}, Code: "bad-value", Text: err.Error()})
	}
	return wrong
}

// sum decides votes that were sent.
func sum(q DecideAsked) (*of[*decide.Answer], error) {
	var wrong act.Problems
	note := func(where string, err error) {
		if err != nil {
			wrong = append(wrong, wrongPart(where, err).(act.Problems)...)
		}
	}
	p, err := decide.Find(q.Procedure)
	note("body.procedure", err)
	poll := decide.Poll{Until: act.Instant(q.Until), Silence: q.Until != ""}
	poll.Reading = q.Reading
	if q.On != "" {
		poll.On, err = act.ParseDate(q.On)
		note("body.on", err)
	}
	into := map[string]*decide.Votes{"in_favour": &poll.Yes, "against": &poll.No, "abstained": &poll.Abstain, "declared": &poll.Declared,
		"not_participating": &poll.Silent, "absent": &poll.Absent}
	for name, text := range q.Votes {
		if into[name] == nil {
			note("body.votes."+name, errors.New("no such vote; use in_favour, against, abstained, declared, not_participating or absent"))
			continue
		}
		*into[name], err = decide.ParseVotes(text)
		note("body.votes."+name, err)
	}
	members, err := decide.ParseVotes(q.Members)
	note("body.members", err)
	parties, err := decide.ParseVotes(q.Parties)
	note("body.parties", err)
	poll.Members, poll.Size, poll.Parties = members.Names, members.More, parties.Names
	if q.Pending {
		poll.Rest = "pending"
	}
	if q.Until != "" {
		_, err = poll.Until.Time()
		note("body.until", err)
	}
	for i, o := range q.Objects {
		if o.At != "" {
			_, err = act.Instant(o.At).Time()
			note(fmt.Sprintf("body.objections[%d].at", i), err)
		}
		poll.Objects = append(poll.Objects, decide.Objection{By: o.By, At: act.Instant(o.At)})
	}
	if len(wrong) > 0 {
		wrong.Sort()
		return nil, wrong
	}
	ans, problems, err := decide.OnTheSpot(p, poll)
	if err != nil {
		return nil, wrongPart("body", err)
	}
	return body(ans), refused(problems)
}

// PowerAsked is a question to power.
type PowerAsked struct {
	Procedure string   `json:"procedure" doc:"the short name of the rule" example:"unsc-substantive"`
	Reading   string   `json:"reading,omitempty" doc:"by this reading of it"`
	On        string   `json:"on,omitempty" doc:"the day: it decides which rule and which members"`
	Members   string   `json:"members,omitempty" doc:"the electorate, where it is not the procedure's"`
	Blocs     []string `json:"blocs,omitempty" doc:"members that vote as one: an organisation, or NAME=CODE,CODE" maxItems:"50"`
}

func askPower(v *visit, in *struct{ Body PowerAsked }) (*of[*decide.PowerAnswer], error) {
	q := in.Body
	var wrong act.Problems
	p, err := decide.Find(q.Procedure)
	if err != nil {
		wrong = slices.Concat(wrong, wrongPart("body.procedure", err).(act.Problems))
	}
	o := decide.Options{Reading: q.Reading, On: v.day(q.On, "body.on", &wrong)}
	m, err := decide.ParseVotes(q.Members)
	if err != nil {
		wrong = slices.Concat(wrong, wrongPart("body.members", err).(act.Problems))
	}
	o.Members, o.Size = m.Names, m.More
	var blocs []decide.Bloc
	for i, text := range q.Blocs {
		b, err := decide.ParseBloc(text, o.On)
		if err != nil {
			wrong = slices.Concat(wrong, wrongPart(fmt.Sprintf("body.blocs[%d]", i), err).(act.Problems))
		}
		blocs = append(blocs, b)
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	ans, err := decide.Power(p.InForce(o.On), o, blocs)
	if err != nil {
		return nil, wrongPart("body", err)
	}
	return body(ans), nil
}
