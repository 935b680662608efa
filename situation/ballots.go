package situation

import (
	"slices"

	"entente/act"
	"entente/phrase"
)

// A Ballot is a decision under way or taken: a vote, or a text under silence, with
// everything said in it. Whether it adopts the text is for package decide.
type Ballot struct {
	ID           string
	Act          *act.Act
	Vote         *act.Ballot  // nil for a silence
	Silence      *act.Silence // nil for a vote
	Votes        []*act.Act   // in time, one a member
	Breaks       []*act.Act   // in time
	Late         []*act.Act   // votes and objections that came after the deadline: not counted
	Explanations []*act.Act
	Reservations []*act.Act
	Decision     *act.Act // the act that recorded the outcome; nil while there is none
}

// Text is the id of the text decided upon; empty when the ballot names none.
func (b *Ballot) Text() string {
	if b.Silence != nil {
		return string(b.Silence.Text)
	}
	return string(b.Vote.Text)
}

// Rolls are the lists of members in a ballot's own record, by how they voted.
func (b *Ballot) Rolls() []Roll {
	if b.Vote == nil {
		return nil
	}
	v := b.Vote
	return []Roll{{"yes", v.Yes}, {"no", v.No}, {"abstain", v.Abstain}, {"declared", v.Declared}, {"not_participating", v.Silent}, {"absent", v.Absent}}
}

// Roll is one list of a ballot's record.
type Roll struct {
	Cast    string
	Members []act.ActorRef
}

func (s *Situation) ballot(id act.ActRef) *Ballot {
	i := slices.IndexFunc(s.Ballots, func(b *Ballot) bool { return b.ID == string(id) })
	if i < 0 {
		return nil
	}
	return s.Ballots[i]
}

// applyBallot files an act of a ballot. A vote or objection after the deadline is
// kept beside it.
func (s *Situation) applyBallot(a *act.Act) {
	switch b := a.Body.(type) {
	case *act.Text, *act.Amendment:
		s.Texts = append(s.Texts, a)
	case *act.Ballot:
		s.Ballots = append(s.Ballots, &Ballot{ID: a.ID, Act: a, Vote: b})
	case *act.Silence:
		s.Ballots = append(s.Ballots, &Ballot{ID: a.ID, Act: a, Silence: b})
	case *act.Vote:
		in := s.ballot(b.In)
		if late(b.At, a.On, in.Vote.Closes) {
			s.Beside = append(s.Beside, Beside{Act: a, Why: phrase.Key("the vote came after the ballot had closed")})
			in.Late = append(in.Late, a)
			return
		}
		in.Votes = append(in.Votes, a)
	case *act.Break:
		of := s.ballot(b.Of)
		if late(b.At, a.On, of.Silence.Until) {
			s.Beside = append(s.Beside, Beside{Act: a, Why: phrase.Key("the objection came after the silence had ended")})
			of.Late = append(of.Late, a)
			return
		}
		of.Breaks = append(of.Breaks, a)
	case *act.Explanation:
		of := s.ballot(b.Of)
		of.Explanations = append(of.Explanations, a)
	case *act.Reserve:
		s.Reservations = append(s.Reservations, a)
	}
}

// about finds the ballot that a reservation to a ballot, text or decision is about.
func (s *Situation) about(id act.ActRef) *Ballot {
	for _, b := range s.Ballots {
		if b.ID == string(id) || b.Text() == string(id) || b.Decision != nil && b.Decision.ID == string(id) {
			return b
		}
	}
	return nil
}

// late compares a moment with a deadline. Where only the day is on record the act
// is in time on the day of the deadline.
func late(at act.Instant, on act.Date, deadline act.Instant) bool {
	end, err := deadline.Time()
	if err != nil {
		return false
	}
	if t, err := at.Time(); err == nil {
		return t.After(end)
	}
	return !on.IsZero() && on.First().Format("2006-01-02") > end.Format("2006-01-02")
}

// leansOn is the act that a vote, objection, explanation, reservation or decision is about,
// when that act is kept beside: what is said of a ballot that nobody who may hold
// it has put on record cannot be counted either.
func (s *Situation) leansOn(a *act.Act) *act.Act {
	var of act.ActRef
	switch b := a.Body.(type) {
	case *act.Vote:
		of = b.In
	case *act.Break:
		of = b.Of
	case *act.Explanation:
		of = b.Of
	case *act.Reserve:
		of = b.To
	case *act.Decision:
		of = b.Ballot
	}
	on := s.byID[string(of)]
	if on != nil && slices.ContainsFunc(s.Beside, func(k Beside) bool { return k.Act == on }) {
		return on
	}
	return nil
}

// checkBallot says what makes an act of a ballot impossible on this record.
func (s *Situation) checkBallot(a *act.Act) act.Problems {
	switch b := a.Body.(type) {
	case *act.Ballot:
		return append(s.checkText(a, b.Text), s.checkRolls(a, b)...)
	case *act.Silence:
		return s.checkText(a, b.Text)
	case *act.Amendment:
		return s.checkText(a, b.To)
	case *act.Vote:
		in := s.ballot(b.In)
		if in == nil || in.Vote == nil {
			return refuse(a, "no-ballot", "introduce it under ballots, on the day of the vote or before", "%q is no ballot on record that day", b.In)
		}
		return s.checkVote(a, in)
	case *act.Break:
		if of := s.ballot(b.Of); of == nil || of.Silence == nil {
			return refuse(a, "no-silence", "introduce it under silences", "%q is no silence procedure on record that day", b.Of)
		}
	case *act.Explanation:
		if s.ballot(b.Of) == nil {
			return refuse(a, "no-ballot", "introduce it under ballots or silences", "%q is no ballot or silence on record that day", b.Of)
		}
	case *act.Reserve:
		if _, ok := s.byID[string(b.To)]; !ok {
			return refuse(a, "unknown-act", "a reservation names the text, ballot or decision it is made to", "%q is not on record that day", b.To)
		}
	case *act.Decision:
		if b.Ballot != "" && s.ballot(b.Ballot) == nil {
			return refuse(a, "no-ballot", "introduce it under ballots or silences", "%q is no ballot or silence on record that day", b.Ballot)
		}
	}
	return nil
}

// checkText demands that what is decided upon is a text that stands.
func (s *Situation) checkText(a *act.Act, id act.ActRef) act.Problems {
	if id == "" {
		return nil
	}
	text, ok := s.byID[string(id)]
	if !ok {
		return refuse(a, "no-text", "introduce it under texts, on that day or before", "the text %q is not on record that day", id)
	}
	if by := s.Gone[string(id)]; by != nil {
		p := refuse(a, "withdrawn-text", "", "the text %s was withdrawn on %s", id, by.On)
		p[0].Hint = p[0].Said.Sayf("decide on a text that stands, such as its next version; see %s", by.ID)
		return p
	}
	switch text.Body.(type) {
	case *act.Text, *act.Amendment, *act.Proposal:
		return nil
	}
	return refuse(a, "no-text", "introduce the text under texts", "%q is a %s: a body decides on a text, an amendment or a proposal", id, text.Kind)
}

// checkRolls finds members that stand on the roll of one ballot more than once.
func (s *Situation) checkRolls(a *act.Act, b *act.Ballot) act.Problems {
	var problems act.Problems
	seen := map[act.ActorRef]string{}
	for _, roll := range (&Ballot{Vote: b}).Rolls() {
		for _, m := range roll.Members {
			if before, twice := seen[m]; twice {
				problems = append(problems, refuse(a, "double-vote", "look it up in the record of the meeting: each member votes once", "%s stands on the roll of %s twice: %s and %s", m, a.ID, cast(before), cast(roll.Cast))...)
			}
			seen[m] = roll.Cast
		}
	}
	return problems
}

func (s *Situation) checkVote(a *act.Act, in *Ballot) act.Problems {
	hint := phrase.Key("each member votes once; a vote that was changed is a withdrawal and a new vote")
	for _, old := range in.Votes {
		if old.Actor == a.Actor && !s.gone(old) {
			return refuse(a, "double-vote", hint, "%s has voted in %s already: %s at %s", a.Actor, in.ID, cast(old.Body.(*act.Vote).Cast), old.Place)
		}
	}
	for _, roll := range in.Rolls() {
		if slices.Contains(roll.Members, a.Actor) {
			return refuse(a, "double-vote", hint, "%s stands on the roll of %s already: %s", a.Actor, in.ID, cast(roll.Cast))
		}
	}
	return nil
}
