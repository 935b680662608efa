package coding

import (
	"fmt"
	"strconv"

	"entente/act"
	"entente/marking"
)

// markOf is the marking of what is taken from some places, the most restrictive.
func (s *Session) markOf(places []string) string {
	var all marking.Marking
	for i, p := range places {
		span, err := s.doc.Reading.Find(p)
		if err != nil {
			return ""
		}
		m := marking.Parse(s.doc.Reading.MarkOf(span, s.on.Marking))
		if i > 0 {
			m = marking.Join(all, m)
		}
		all = m
	}
	return all.String()
}

// record makes the act and its coding.
func (s *Session) record() (Reply, error) {
	now := s.Now()
	a, err := s.draft.act(s)
	if err != nil {
		return Reply{}, fmt.Errorf("%w: %w", ErrCommand, err)
	}
	s.ids[a.ID] = true
	c := s.coding(s.draft.outcome(now), a.ID, s.draft.picks(now))
	r := Reply{Text: []string{c.Body.(*act.Coding).Outcome + ": " + a.Title(nil)}, Acts: []*act.Act{a, c}}
	if g := s.draft.grades; len(g) > 0 {
		grading := &act.Act{ID: s.newID("grading-" + now.Place), Kind: "grading", Initiative: s.on.Initiative,
			Body: &act.Grading{Of: act.ActRef(a.ID), Reliability: g["reliability"], Credibility: g["credibility"]}}
		grading.Actor, grading.Marking = s.Grader, a.Marking
		s.ids[grading.ID] = true
		r.Acts = append(r.Acts, grading)
	}
	s.base = append(s.base, a)
	s.acts++
	s.draft = newDraft()
	return r, nil
}

// leave goes on to the next sentence, saying what became of this one.
func (s *Session) leave(outcome string) (Reply, error) {
	if s.draft.begun() {
		return wrong("fields are set: put the act on record with ok, or drop them with u")
	}
	var r Reply
	if len(s.done[s.Now().Place]) == 0 {
		r.Acts = []*act.Act{s.coding(outcome, "", rejectedPicks(s.Now(), outcome))}
	}
	s.at = s.next(s.at)
	s.begin()
	r.Show = true
	return r, nil
}

// coding is the act that says what was made of the sentence at hand.
func (s *Session) coding(outcome, of string, picks []act.Pick) *act.Act {
	place := s.Now().Place
	at := s.doc.Anchor(s.Now().Span)
	c := &act.Act{ID: s.newID("coding-" + place), Kind: "coding", Initiative: s.on.Initiative,
		Body: &act.Coding{Outcome: outcome, Act: act.ActRef(of), Picks: picks, Tool: Tool,
			Text: at.Text, Start: at.Start, End: at.End, Exact: at.Exact, Prefix: at.Prefix, Suffix: at.Suffix}}
	c.Source = act.SourceRefs{{Source: s.on.ID, Paragraph: place}}
	c.Marking = s.doc.Reading.MarkOf(s.Now().Span, s.on.Marking)
	s.ids[c.ID] = true
	s.done[place] = append(s.done[place], outcome)
	return c
}

// newID gives an id nobody has: the source's, what is said, and a number if need be.
func (s *Session) newID(name string) string {
	base := s.on.ID + "-" + name
	if s.Tail != "" {
		base += "-" + s.Tail
	}
	id := base
	for n := 2; s.ids[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	return id
}
