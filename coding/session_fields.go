package coding

import (
	"fmt"
	"strconv"
	"strings"
)

// pick takes an entry of a list by its number, or another value in its place.
func (s *Session) pick(f *field, choice string) (Reply, error) {
	offered := f.of(s.Now())
	if choice == "" {
		return wrong("say which: %s 1, or %s and another value", f.key, f.key)
	}
	value := choice
	if n, err := strconv.Atoi(choice); err == nil {
		if n < 1 || n > len(offered) {
			return wrong("the list of %ss has %d entries; write another value after %s", f.name, len(offered), f.key)
		}
		value = offered[n-1].Value
	}
	if err := s.draft.take(f, value); err != nil {
		return Reply{}, err
	}
	return Reply{Text: []string{f.name + ": " + value}}, nil
}

func (s *Session) setKey(key, value string) (Reply, error) {
	if value == "" {
		return wrong("%q is no command and no key with a value; ? lists the commands", key)
	}
	switch key {
	case "source", "recorded":
		return wrong("%s is not set by hand: it is where and when this is; at PLACES widens it", key)
	case "at":
		return s.widen(value)
	case "grade":
		return wrong("reliability of the source and credibility of what it says are two questions: write reliability B, then credibility 3")
	case "reliability", "credibility":
		return s.grade(key, value)
	case "id":
		if s.ids[value] {
			return wrong("the id %s is taken", value)
		}
	}
	if err := s.quotable(key, value); err != nil {
		return Reply{}, err
	}
	s.draft.set[key] = value
	return Reply{Text: []string{key + ": " + value}}, nil
}

// grade takes one of the two judgements on what the act says.
func (s *Session) grade(key, value string) (Reply, error) {
	marks := map[string]string{"reliability": "ABCDEF", "credibility": "123456"}[key]
	if len(value) != 1 || !strings.Contains(marks, value) {
		return wrong("%s is one of %s", key, strings.Join(strings.Split(marks, ""), ", "))
	}
	s.draft.grades[key] = value
	return Reply{Text: []string{key + ": " + value}}, nil
}

// widen says that the act stands on more than the sentence at hand.
func (s *Session) widen(value string) (Reply, error) {
	var places []string
	here := false
	for p := range strings.SplitSeq(value, ",") {
		p = strings.TrimSpace(p)
		span, err := s.doc.Reading.Find(p)
		if err != nil {
			return Reply{}, fmt.Errorf("%w: %w", ErrCommand, err)
		}
		if !s.doc.Reading.Shows(span) {
			return wrong("%s is not for you", p)
		}
		here = here || span.Start <= s.Now().Start && s.Now().End <= span.End
		places = append(places, p)
	}
	if !here {
		return wrong("%s leaves out the sentence at hand, %s", value, s.Now().Place)
	}
	s.draft.places = places
	return Reply{Text: []string{"at: " + value}}, nil
}

// quotable refuses a quote that does not stand, once, where the act does.
func (s *Session) quotable(key, value string) error {
	if key != "quote" {
		return nil
	}
	var last error
	for _, p := range append([]string{s.Now().Place}, s.draft.places...) {
		span, err := s.doc.Reading.Find(p)
		if err == nil {
			_, err = s.doc.Reading.Quote(span, value)
		}
		if err == nil {
			return nil
		}
		last = err
	}
	return fmt.Errorf("%w: %w", ErrCommand, last)
}
