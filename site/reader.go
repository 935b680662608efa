package site

import (
	"fmt"

	"entente/act"
	"entente/disclosure"
	"entente/register"
)

// Reader is the record as one person may read it. Everything that is shown to
// anybody comes from here.
type Reader struct {
	s *Site
	p *Person
}

// Reader gives the record as a person may read it.
func (s *Site) Reader(p *Person) *Reader { return &Reader{s, p} }

// Person is who reads.
func (r *Reader) Person() *Person { return r.p }

// view is the person's view: what its actor is cleared for, up to its own cap.
func (r *Reader) view() *disclosure.View {
	name := r.p.Reader()
	return disclosure.Over(r.s.w.Register, name, Groups(name, r.s.now())).Capped(r.p.Level)
}

// entries calls f with the acts that match and the person may see. An act's place is
// its own id, not its number on the register: numbers tell how much stands between.
func (r *Reader) entries(q register.Query, f func(*register.Entry) error) error {
	return r.view().Entries(q, func(e *register.Entry) error {
		e.Act.Place = act.Place{File: e.Act.ID}
		return f(e)
	})
}

// key is the same for persons whose views are the same.
func (r *Reader) key() string { return fmt.Sprintf("%s %d", r.p.Reader(), r.p.Level) }

// Entry gives one act of a case as the person may see it. Where several put it on
// record it is the foremost; all gives every one that may be seen. What may not be
// seen is not there: both are [register.ErrNotFound], in the same words.
func (r *Reader) Entry(initiative, id string) (best *register.Entry, all []*register.Entry, err error) {
	err = r.entries(register.Query{Initiative: initiative, Name: id}, func(e *register.Entry) error {
		if e.Heading.Initiative == initiative {
			all = append(all, e)
		}
		return nil
	})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s of %s: %w", id, initiative, register.ErrNotFound)
	}
	return Foremost(all), all, err
}

// Since calls f with the acts the person may see among those put on record from a
// number on, the newest first, until f returns false.
func (r *Reader) Since(from int64, f func(*register.Entry) bool) error {
	const chunk = 256
	for to := r.s.w.Head().Size; to > max(from, 0); to -= chunk {
		var some []*register.Entry
		q := register.Query{From: max(from, 0, to-chunk), To: to}
		if err := r.entries(q, func(e *register.Entry) error { some = append(some, e); return nil }); err != nil {
			return err
		}
		for i := len(some) - 1; i >= 0; i-- {
			if !f(some[i]) {
				return nil
			}
		}
	}
	return nil
}

// WhoMaySee names the people of the site who may see all of an act, as the server
// would decide; it is what a form says before an act is filed.
func (s *Site) WhoMaySee(e *register.Entry) ([]*Person, error) {
	people, err := s.People()
	if err != nil {
		return nil, err
	}
	var may []*Person
	for _, p := range people {
		if s.Reader(p).view().Why(e) == [register.Portions]disclosure.Why{} {
			may = append(may, p)
		}
	}
	return may, nil
}
