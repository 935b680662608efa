package site

import (
	"fmt"
	"slices"

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

// SeesAs reports whether another reads the same.
func (r *Reader) SeesAs(other *Reader) bool { return r.key() == other.key() }

// key is the same for persons whose views are the same.
func (r *Reader) key() string { return fmt.Sprintf("%s %d", r.p.Reader(), r.p.Level) }

// Entry gives one act of a case as the person may see it. Where several put it on
// record it is the foremost; all gives every one that may be seen. What may not be
// seen is not there: both are [register.ErrNotFound], in the same words.
func (r *Reader) Entry(initiative, id string) (best *register.Entry, all []*register.Entry, err error) {
	v, err := r.seen(initiative)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range v.acts {
		if e.Heading.ID == id {
			all = append(all, e)
		}
	}
	if len(all) == 0 || initiative == "" {
		return nil, nil, fmt.Errorf("%s of %s: %w", id, initiative, register.ErrNotFound)
	}
	return Foremost(all), all, nil
}

// alone gives an act as Entry does, and reads no more of its case than the act: for lists
// of acts of many cases.
func (r *Reader) alone(initiative, id string) (*register.Entry, error) {
	x, err := r.open()
	if err != nil {
		return nil, err
	}
	defer x.mu.Unlock()
	some, err := r.s.read(register.Query{Initiative: initiative, Name: id})
	if err != nil {
		return nil, err
	}
	var all []*register.Entry
	for _, e := range some {
		seen, err := x.sees(e)
		if err != nil {
			return nil, err
		}
		if seen != nil && seen.Heading.Initiative == initiative {
			all = append(all, seen)
		}
	}
	if len(all) == 0 || initiative == "" {
		return nil, fmt.Errorf("%s of %s: %w", id, initiative, register.ErrNotFound)
	}
	return Foremost(all), nil
}

// Since calls f with the acts the person may see among those put on record from a
// number on, the newest first, until f returns false.
func (r *Reader) Since(from int64, f func(*register.Entry) bool) error {
	const chunk = 256
	for to := r.s.w.Head().Size; to > max(from, 0); to -= chunk {
		some, err := r.between(max(from, 0, to-chunk), to)
		if err != nil {
			return err
		}
		for _, e := range slices.Backward(some) {
			if !f(e) {
				return nil
			}
		}
	}
	return nil
}

// between gives the acts the person may see among those numbered from from up to, not
// with, to.
func (r *Reader) between(from, to int64) (all []*register.Entry, err error) {
	x, err := r.open()
	if err != nil {
		return nil, err
	}
	defer x.mu.Unlock()
	some, err := r.s.whole.since(r.s, from, to)
	if err != nil {
		return nil, err
	}
	for _, e := range some {
		seen, err := x.sees(e)
		if err != nil {
			return nil, err
		}
		if seen != nil {
			all = append(all, seen)
		}
	}
	return all, nil
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
