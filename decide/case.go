package decide

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/gazetteer"
	"entente/phrase"
	"entente/situation"
)

// Query is what is asked of a case.
type Query struct {
	Decision string // one decision, ballot or silence by its id, or the national approval of an actor; all when empty
	Marking  string
}

// OnTheSpot answers for one poll given by hand. What is wrong with it comes back
// as problems.
func OnTheSpot(p *Procedure, poll Poll) (*Answer, act.Problems, error) {
	p = p.InForce(poll.On)
	poll.said = phrase.New()
	if poll.AsOf.IsZero() {
		poll.AsOf = poll.On // a silence that ends after the day is still running
	}
	d, wrong, err := Decide(p, poll)
	if err != nil {
		return nil, nil, err
	}
	var problems act.Problems
	for _, list := range poll.lists() {
		for _, code := range list.votes.Names {
			if _, known := gazetteer.Lookup(code); !known && d.Roll[code] != "" {
				problems = append(problems, act.Wrong(poll.said, act.Place{File: p.ID}, "unknown-actor", "use the code of the gazetteer", "nobody is called %q", code))
			}
		}
	}
	for _, w := range wrong {
		problems = append(problems, act.Wrong(poll.said, act.Place{File: p.ID}, "bad-vote", "look the roll up in the record of the meeting", "%s", w))
	}
	return &Answer{Entente: "decide/1", Title: p.Title, At: poll.On, Decisions: []Decision{*d}, said: poll.said}, problems, nil
}

// Case answers for the decisions of a situation, and for the national approval of
// its actors. The problems are votes and rules that cannot stand; an error says that
// the decision asked for is not on record.
func Case(s *situation.Situation, q Query) (*Answer, act.Problems, error) {
	said := phrase.New()
	ans := &Answer{said: said, Entente: "decide/1", Marking: q.Marking, At: s.At, Known: s.Known, Decisions: []Decision{}}
	if s.Initiative != nil {
		ans.Initiative, ans.Title = s.Initiative.ID, s.Initiative.Body.(*act.Initiative).Title
	}
	ans.Names = map[string]string{}
	for code, a := range s.Actors {
		if n := a.Body.(*act.Actor).Name; n != "" {
			ans.Names[code] = n
		}
	}
	var problems act.Problems
	for _, b := range s.Ballots {
		if q.Decision != "" && q.Decision != b.ID && q.Decision != b.Text() && (b.Decision == nil || q.Decision != b.Decision.ID) {
			continue
		}
		d, more := ballot(said, s, b)
		problems = append(problems, more...)
		if d != nil {
			ans.Decisions = append(ans.Decisions, *d)
		}
	}
	for _, a := range s.Acts {
		b, ok := a.Body.(*act.Decision)
		counts, _ := a.Counts() // one that does not count stands among those kept beside
		if !ok || !counts || b.Ballot != "" || s.Gone[a.ID] != nil || q.Decision != "" && q.Decision != a.ID {
			continue
		}
		ans.Decisions = append(ans.Decisions, recorded(said, s, a, b))
	}
	for _, actor := range owners(s) {
		if q.Decision == "" || q.Decision == actor {
			ans.Approvals = append(ans.Approvals, approval(said, s, actor))
		}
	}
	if q.Decision != "" && len(ans.Decisions)+len(ans.Approvals) == 0 && !problems.Refuse() {
		return nil, nil, fmt.Errorf("no decision, ballot, silence or national approval is called %q on this record; there are %s", q.Decision, act.List(nil, ids(s)))
	}
	slices.SortStableFunc(ans.Decisions, func(a, b Decision) int { return a.On.Compare(b.On) })
	for _, x := range s.Beside {
		switch x.Act.Body.(type) {
		case *act.Ballot, *act.Silence, *act.Vote, *act.Break, *act.Reserve, *act.Decision, *act.Approval:
			ans.Beside = append(ans.Beside, Kept{x.Act.ID, string(x.Act.Actor), says(said, x.Act), x.Says(said), situation.Cite(x.Act)})
		}
	}
	for _, a := range s.NotUnderstood {
		ans.NotUnderstood = append(ans.NotUnderstood, Kept{a.ID, string(a.Actor), a.Title(said), said.Say("this program does not know acts of this kind: it could be a withdrawal"), situation.Cite(a)})
	}
	return ans, problems, nil
}

func ids(s *situation.Situation) []string {
	var out []string
	for _, b := range s.Ballots {
		out = append(out, b.ID)
	}
	for _, a := range s.Acts {
		if b, ok := a.Body.(*act.Decision); ok && b.Ballot == "" {
			out = append(out, a.ID)
		}
	}
	return append(out, owners(s)...)
}

// ballot answers for one ballot or silence.
func ballot(said *phrase.Said, s *situation.Situation, b *situation.Ballot) (*Decision, act.Problems) {
	id, reading, members, title, body, text, path := "", "", []act.ActorRef(nil), "", act.ActorRef(""), act.ActRef(""), "ballot"
	if v := b.Vote; v != nil {
		id, reading, members, title, body, text = v.Procedure, v.Reading, v.Members, v.Title, v.Body, v.Text
	} else {
		id, reading, members, title, body, text, path = b.Silence.Procedure, b.Silence.Reading, b.Silence.Members, b.Silence.Title, b.Silence.Body, b.Silence.Text, "silence"
	}
	p, err := Find(id)
	if err != nil {
		return nil, problem(said, b.Act, "unknown-procedure", said.Sayf("name the rule this %s was held by", said.Record(phrase.Kind, path)), "%s", said.Err(err))
	}
	poll := Poll{Options: Options{On: b.Act.On, Reading: reading, Members: codes(members), said: said}, AsOf: s.At}
	if b.Vote != nil {
		poll.fromRoll(s, b)
	} else {
		poll.fromSilence(b)
	}
	d, wrong, err := Decide(p.InForce(b.Act.On), poll)
	if err != nil {
		return nil, problem(said, b.Act, "bad-ballot", "see entente decide --procedures", "%s", said.Err(err))
	}
	var problems act.Problems
	for _, w := range wrong {
		place := b.Act
		for _, v := range b.Votes {
			if strings.HasPrefix(w, string(v.Actor)+" ") {
				place = v
			}
		}
		problems = append(problems, problem(said, place, "bad-vote", "look the roll up in the record of the meeting, and the members on that day", "%s", w)...)
	}
	d.ID, d.On, d.Text = b.ID, b.Act.On, string(text)
	if title == "" {
		if t, ok := s.Find(string(text)); ok {
			title = titleOf(said, t)
		}
	}
	if title != "" {
		d.Title = title
	}
	if body != "" {
		d.Body = string(body)
	}
	d.Because = append([]brief.Reason{{Statement: said.Say("decided by: {rule}", p.Title), Cites: []brief.Cite{situation.Cite(b.Act)}}}, d.Because...)
	d.record(said, b)
	return d, problems
}

// fromRoll takes the votes of a ballot: the roll of its record, and the votes cast
// one by one.
func (p *Poll) fromRoll(s *situation.Situation, b *situation.Ballot) {
	v := b.Vote
	p.Parties, p.Consensus = codes(v.Parties), v.Consensus
	into := map[string]*Votes{"yes": &p.Yes, "no": &p.No, "abstain": &p.Abstain, "declared": &p.Declared, "not_participating": &p.Silent, "absent": &p.Absent}
	for _, roll := range b.Rolls() {
		into[roll.Cast].Names = append(into[roll.Cast].Names, codes(roll.Members)...)
	}
	for _, vote := range b.Votes {
		cast := into[vote.Body.(*act.Vote).Cast]
		cast.Names = append(cast.Names, string(vote.Actor))
	}
	p.Rest = "pending"
	if v.Closed || v.Closes.Passed(s.At) || b.Decision != nil {
		p.Rest = "absent"
	}
}

func (p *Poll) fromSilence(b *situation.Ballot) {
	p.Silence, p.Until, p.Opens = true, b.Silence.Until, b.Silence.Opens
	for _, o := range append(slices.Clone(b.Breaks), b.Late...) {
		broke := o.Body.(*act.Break)
		at := broke.At
		if at.IsZero() && slices.Contains(b.Late, o) {
			at = act.Instant(o.On.First().Format("2006-01-02") + " 00:00 +00:00")
		}
		p.Objects = append(p.Objects, Objection{By: string(o.Actor), How: broke.By, At: at, Cite: []brief.Cite{situation.Cite(o)}})
	}
}

// record adds what was said beside the votes, and holds the sum against the outcome
// on record.
func (d *Decision) record(said *phrase.Said, b *situation.Ballot) {
	for _, a := range b.Late {
		if v, ok := a.Body.(*act.Vote); ok {
			d.Late = append(d.Late, said.Say("{who} voted {how} after the ballot had closed", names(said, []string{string(a.Actor)}), said.Say(castWords[v.Cast])))
		}
	}
	for _, a := range b.Reservations {
		d.Reservations = append(d.Reservations, Kept{a.ID, string(a.Actor), says(said, a), sortWords(said, a), situation.Cite(a)})
	}
	for _, a := range b.Explanations {
		d.Explanations = append(d.Explanations, Kept{a.ID, string(a.Actor), says(said, a), "", situation.Cite(a)})
	}
	if d.Procedure.Reserving == "not_allowed" && len(d.Reservations) > 0 {
		d.Notes = append(d.Notes, said.Say("the rule knows no reservations: they are declarations of those who made them and change nothing for the others"))
	}
	if b.Decision == nil {
		return
	}
	rec := b.Decision.Body.(*act.Decision)
	d.Published = rec.Outcome
	switch {
	case rec.Outcome == string(d.Outcome), rec.Outcome == "agreed" && d.Outcome == Adopted, rec.Outcome == "not_adopted" && (d.Outcome == Broken || d.Outcome == Vetoed):
	default:
		d.Differs = said.Say("the record says {published}, the sum {computed}", said.Record(phrase.Value, rec.Outcome), lower(said, d.Outcome))
	}
	if c := d.Count; c != nil && rec.InFavour+rec.Against+rec.Abstained > 0 {
		was := [3]int64{int64(rec.InFavour), int64(rec.Against), int64(rec.Abstained)}
		if is := [3]int64{c.Yes.Votes, c.No.Votes, c.Abstain.Votes + c.Declared.Votes}; was != is {
			differs := said.Say("the record counts {published}, the roll {computed}", tally(was), tally(is))
			if d.Differs != "" {
				differs = said.Join([]string{d.Differs, differs}, "; ", "; ")
			}
			d.Differs = differs
		}
	}
}

func tally(n [3]int64) string { return fmt.Sprintf("%d-%d-%d", n[0], n[1], n[2]) }

// recorded is a decision on record without a ballot: nothing can be computed anew.
func recorded(said *phrase.Said, s *situation.Situation, a *act.Act, b *act.Decision) Decision {
	d := Decision{ID: a.ID, Title: b.Title, On: a.On, Body: string(a.Actor), Outcome: Outcome(b.Outcome), Published: b.Outcome}
	if b.Outcome == "agreed" {
		d.Outcome = Adopted
	}
	d.because(said.Say("on record as {outcome}", said.Record(phrase.Value, b.Outcome)), "", situation.Cite(a))
	d.because(said.Say("no ballot is on record, so the outcome cannot be computed anew"), brief.Open)
	for _, r := range b.Reservations {
		d.Reservations = append(d.Reservations, Kept{Act: a.ID, Says: r, Cite: situation.Cite(a)})
	}
	for _, r := range s.Reservations {
		if string(r.Body.(*act.Reserve).To) == a.ID {
			d.Reservations = append(d.Reservations, Kept{r.ID, string(r.Actor), says(said, r), sortWords(said, r), situation.Cite(r)})
		}
	}
	return d
}

func sortWords(said *phrase.Said, a *act.Act) string {
	return said.Record(phrase.Value, cmp.Or(a.Body.(*act.Reserve).Sort, "reservation"))
}

func lower(said *phrase.Said, o Outcome) string { return said.Record(phrase.Value, string(o)) }

func problem(said *phrase.Said, a *act.Act, code, hint, format string, values ...any) act.Problems {
	return act.Problems{act.Wrong(said, a.Place, code, hint, format, values...)}
}

func codes(refs []act.ActorRef) []string {
	var out []string
	for _, r := range refs {
		out = append(out, string(r))
	}
	return out
}

func titleOf(said *phrase.Said, a *act.Act) string {
	switch b := a.Body.(type) {
	case *act.Text:
		return b.Title
	case *act.Amendment:
		return b.Words
	case *act.Proposal:
		return b.Of
	}
	return a.Title(said)
}

func says(said *phrase.Said, a *act.Act) string {
	if a.Says != "" {
		return a.Says
	}
	if a.Quote != "" {
		return said.Say("“{words}”", a.Quote)
	}
	return a.Title(said)
}
