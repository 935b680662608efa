package site

import (
	"slices"

	"entente/register"
)

// mostKnown is how many changes a shelf keeps.
const mostKnown = 32

// Changes gives the last things actors did or said in cases that the person may see,
// of those numbered from from on: up to n, at most 32, the newest first. Nouns and the
// register's own acts are none: nobody did or said them in a case.
func (r *Reader) Changes(from int64, n int) ([]*register.Entry, error) {
	x, err := r.open()
	if err != nil {
		return nil, err
	}
	defer x.mu.Unlock()
	if err := x.follow(r.s); err != nil {
		return nil, err
	}
	var some []*register.Entry
	for _, e := range slices.Backward(x.changes) {
		if len(some) < n && e.Seq >= from {
			some = append(some, e)
		}
	}
	return some, nil
}

// follow reads changes on; the first time it looks back as far as it must.
func (x *shelf) follow(s *Site) error {
	size := s.whole.size.Load()
	read := func() ([]*register.Entry, error) { return s.whole.since(s, x.changed, size) }
	if x.changed == 0 {
		read = func() ([]*register.Entry, error) { return x.lookBack(s, size) }
	}
	fresh, err := read()
	if err != nil {
		return err
	}
	for _, e := range fresh {
		if e.Heading.Initiative == "" {
			continue
		}
		seen, err := x.sees(e)
		if err != nil {
			return err
		}
		if seen != nil && seen.Act.Actor != "" && seen.Heading.Initiative != "" {
			x.changes = append(x.changes, seen)
		}
	}
	x.changes = slices.Clone(x.changes[max(0, len(x.changes)-mostKnown):])
	x.changed = size
	return nil
}

// lookBack reads back until there are changes enough, in the order of the record.
func (x *shelf) lookBack(s *Site, size int64) (all []*register.Entry, err error) {
	found := 0
	for to, chunk := size, int64(128); to > 0 && found < mostKnown; chunk *= 2 {
		some, err := s.whole.since(s, max(0, to-chunk), to)
		if err != nil {
			return nil, err
		}
		var mine []*register.Entry
		for _, e := range some {
			if seen, err := x.sees(e); err != nil {
				return nil, err
			} else if seen != nil && seen.Act.Actor != "" && seen.Heading.Initiative != "" {
				mine = append(mine, e)
			}
		}
		found += len(mine)
		all = append(mine, all...)
		to = max(0, to-chunk)
		chunk = min(chunk, 4096)
	}
	return all, nil
}
