package site

import (
	"context"
	"sync"

	"entente/act"
	"entente/register"
)

// watchers are those who wait for the record to change.
type watchers struct {
	mu  sync.Mutex
	all map[chan struct{}]bool
}

// Changed wakes everybody who follows the record. Whoever appends to the register
// calls it.
func (s *Site) Changed() {
	s.watchers.mu.Lock()
	defer s.watchers.mu.Unlock()
	for c := range s.watchers.all {
		select {
		case c <- struct{}{}:
		default: // it is awake already
		}
	}
}

// join gives what wakes somebody who follows the record, until it leaves.
func (w *watchers) join() (wake chan struct{}) {
	wake = make(chan struct{}, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all == nil {
		w.all = map[chan struct{}]bool{}
	}
	w.all[wake] = true
	return wake
}

func (w *watchers) leave(wake chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.all, wake)
}

// Append puts an act on record and tells those who follow it.
func (s *Site) Append(ctx context.Context, d *register.Draft) (register.Result, error) {
	result, err := s.w.Append(ctx, d)
	if err == nil && result.Err == nil {
		s.Changed()
	}
	return result, err
}

// Change is an act that came on record: enough to know what to ask for anew.
type Change struct {
	Case string   `json:"case"`
	Act  string   `json:"act"`
	Kind act.Kind `json:"kind"`

	Bookmark string `json:"-"` // of the record with it
}

// Follow calls f with every act that came on record since a bookmark and the person may
// see, and with every one that comes from now on, until ctx ends or f fails. Of what it
// may not see the person hears nothing, not even that there was something. A bookmark
// that is empty is now; one that is not of this site, or of before it was opened, is
// [ErrExpired]: what came since cannot be told.
func (r *Reader) Follow(ctx context.Context, since string, f func(Change) error) error {
	from := r.s.w.Head().Size
	if since != "" {
		var ok bool
		if from, ok = r.s.bookmarks.open(since); !ok {
			return ErrExpired
		}
	}
	wake := r.s.watchers.join()
	defer r.s.watchers.leave(wake)
	for {
		size := r.s.w.Head().Size
		fresh, err := r.between(from, size)
		if err != nil {
			return err
		}
		for _, e := range fresh {
			if err := f(Change{e.Heading.Initiative, e.Act.ID, e.Heading.Kind, r.s.bookmarks.seal(e.Seq + 1)}); err != nil {
				return err
			}
		}
		from = size
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-wake:
		}
	}
}
