package coding

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"entente/act"
	"entente/phrase"
)

// A Filled form is one act as a page or a program asks for it, in one piece, where the
// keyboard gives a command at a time. What is not in it was not chosen.
type Filled struct {
	Place string            // the sentence
	Took  map[string]string // by field: holder, speaker, stance, object, kind, attribution, capacity
	Set   map[string]string // by key of an act; and reliability, credibility, at
}

// Fill goes to the sentence of a form and sets what was chosen there, by the very
// commands of the keyboard. The error is [Wrong]: everything that cannot be followed, by
// field; of an unknown place, [ErrCommand].
func (s *Session) Fill(f Filled) error {
	if s.Done() || s.Now().Place != f.Place {
		if _, err := s.jump(f.Place); err != nil {
			return err
		}
	}
	wrong := Wrong{}
	note := func(key string, err error) {
		if err != nil {
			said := phrase.New()
			wrong[key] = append(wrong[key], act.Problem{Place: s.here(), Code: "not-understood", Text: said.Err(err), Said: said})
		}
	}
	for _, field := range fields {
		if v := strings.TrimSpace(f.Took[field.name]); v != "" {
			note(field.name, s.draft.take(field, v))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(f.Set)) {
		if v := strings.TrimSpace(f.Set[key]); v != "" {
			_, err := s.setKey(key, v)
			note(key, err)
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	var more Wrong // what a dossier would not take is said in the same breath
	if _, err := s.draft.act(s); errors.As(err, &more) {
		for key, problems := range more {
			wrong[key] = append(wrong[key], problems...)
		}
	}
	return wrong
}

// Draft is the act as far as it was filled in, as it would go on record; nothing does.
func (s *Session) Draft() (*act.Act, error) { return s.draft.act(s) }

// Fields lists the fields that have a list, in the order they are asked, each with what
// is offered for the sentence at hand.
func (s *Session) Fields() (all []Offered) {
	for _, f := range fields {
		all = append(all, Offered{f.name, f.key, f.of(s.Now())})
	}
	return all
}

// Offered is the list of one field.
type Offered struct {
	Name, Key string // its name in a coding, and its key on the keyboard
	Picks     []Pick
}

// All are the picks of every sentence that is gone through, in order.
func (s *Session) All() []Picks {
	all := make([]Picks, len(s.body))
	for i, k := range s.body {
		all[i] = s.picks[k]
	}
	return all
}

// Outcomes are what became of a sentence so far, in the order it went on record.
func (s *Session) Outcomes(place string) []string { return s.done[place] }

// Count is how many of the sentences had each outcome, by the first that was not
// "nothing"; those not gone through are under the empty one.
func (s *Session) Count() map[string]int {
	n := map[string]int{}
	for _, p := range s.All() {
		n[Foremost(s.done[p.Place])]++
	}
	return n
}

// Foremost is the outcome that says most of a sentence that has several.
func Foremost(outcomes []string) string {
	for _, o := range []string{"amended", "accepted", "rejected", "nothing"} {
		if slices.Contains(outcomes, o) {
			return o
		}
	}
	return ""
}

// After is the place of the next sentence that was not gone through; empty when there
// is none.
func (s *Session) After(place string) string {
	at := slices.IndexFunc(s.body, func(k int) bool { return s.picks[k].Place == place })
	for _, from := range []int{at, -1} {
		if i := s.next(from); i < len(s.body) {
			return s.picks[s.body[i]].Place
		}
	}
	return ""
}

// Go goes to a sentence.
func (s *Session) Go(place string) error {
	_, err := s.jump(place)
	return err
}
