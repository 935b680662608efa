package site

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"entente/register"
)

// Hold is how long what somebody files can be taken back. Nobody else sees it until
// then; afterwards only a correction puts it right.
const Hold = 10 * time.Second

// outbox holds acts that are signed and not yet on record. They are kept in the
// site's database too, so that a stop of the site loses none.
type outbox struct {
	mu     sync.Mutex
	closed bool
	timers map[string]*time.Timer
	busy   sync.WaitGroup
}

// Lay keeps acts that are laid out and wait for a signature of their author.
func (s *Site) Lay(p *Person, id string, acts []*register.Draft) error { return s.hold(p, id, acts, 0) }

// Laid gives back what was laid out.
func (s *Site) Laid(p *Person, id string) (acts []*register.Draft, err error) {
	if _, err := s.Draft(p, id); err != nil {
		return nil, err
	}
	var text string
	if err := s.db.QueryRow("SELECT acts FROM outbox WHERE draft = ?", id).Scan(&text); err != nil {
		return nil, fmt.Errorf("nothing is laid out for it: %w", register.ErrNotFound)
	}
	return acts, json.Unmarshal([]byte(text), &acts)
}

// Hold files signed acts of a draft, after the time in which they can be taken back.
func (s *Site) Hold(p *Person, id string, acts []*register.Draft) error {
	if err := s.admitted(p, acts); err != nil {
		return err
	}
	due := s.now().Add(Hold)
	if err := s.hold(p, id, acts, due.UnixMilli()); err != nil {
		return err
	}
	s.schedule(id, Hold)
	return nil
}

// Put files signed acts of a draft at once; they cannot be taken back.
func (s *Site) Put(ctx context.Context, p *Person, id string, acts []*register.Draft) error {
	if err := s.admitted(p, acts); err != nil {
		return err
	}
	if _, err := s.Draft(p, id); err != nil {
		return err
	}
	for _, d := range acts {
		result, err := s.File(ctx, p, d)
		if err = errors.Join(err, result.Err); err != nil {
			return err
		}
	}
	return s.DropDraft(p, id)
}

// admitted reports whether the person may file acts, and the register would take them.
func (s *Site) admitted(p *Person, acts []*register.Draft) error {
	for _, d := range acts {
		if err := p.mayFile(d); err != nil {
			return err
		}
		if _, err := s.w.Admit(d); err != nil {
			return err
		}
	}
	return nil
}

func (s *Site) hold(p *Person, id string, acts []*register.Draft, due int64) error {
	if _, err := s.Draft(p, id); err != nil {
		return err
	}
	text, err := json.Marshal(acts)
	if err != nil {
		return err
	}
	_, err = s.db.Exec("INSERT INTO outbox VALUES (?,?,?,'') ON CONFLICT(draft) DO UPDATE SET acts = excluded.acts, due = excluded.due, wrong = ''", id, string(text), due)
	return err
}

// TakeBack makes a draft again of what waits to be filed; [ErrExpired] when it is on
// record, or about to be.
func (s *Site) TakeBack(p *Person, id string) error {
	if _, err := s.Draft(p, id); err != nil {
		return ErrExpired
	}
	s.outbox.mu.Lock()
	t := s.outbox.timers[id]
	delete(s.outbox.timers, id)
	s.outbox.mu.Unlock()
	if t == nil || !t.Stop() {
		return ErrExpired
	}
	s.outbox.busy.Done()
	_, err := s.db.Exec("DELETE FROM outbox WHERE draft = ?", id)
	return err
}

// schedule files what is held when its time comes.
func (s *Site) schedule(id string, in time.Duration) {
	s.outbox.mu.Lock()
	defer s.outbox.mu.Unlock()
	if s.outbox.closed {
		return // it is filed when the site is opened again
	}
	if s.outbox.timers == nil {
		s.outbox.timers = map[string]*time.Timer{}
	}
	if old := s.outbox.timers[id]; old != nil && old.Stop() {
		s.outbox.busy.Done()
	}
	s.outbox.busy.Add(1)
	s.outbox.timers[id] = time.AfterFunc(max(in, 0), func() {
		defer s.outbox.busy.Done()
		s.outbox.mu.Lock()
		delete(s.outbox.timers, id)
		s.outbox.mu.Unlock()
		s.release(id)
	})
}

// release files what was held. What the register refuses becomes a draft again, with
// the reason.
func (s *Site) release(id string) {
	err := func() error {
		var name, text string
		if err := s.db.QueryRow("SELECT name, acts FROM outbox JOIN draft ON draft = id WHERE id = ?", id).Scan(&name, &text); err != nil {
			return err
		}
		p, err := s.Person(name)
		if err != nil {
			return err
		}
		var acts []*register.Draft
		if err := json.Unmarshal([]byte(text), &acts); err != nil {
			return err
		}
		for _, d := range acts { // an act that is on record already is found, and not written again
			result, err := s.File(context.Background(), p, d)
			if err = errors.Join(err, result.Err); err != nil {
				return err
			}
		}
		return nil
	}()
	if err != nil {
		s.db.Exec("UPDATE outbox SET wrong = ?, due = 0 WHERE draft = ?", refusal(err), id)
		return
	}
	s.db.Exec("DELETE FROM draft WHERE id = ?", id)
}

// refusal says why an act was refused. Of an act that has its id already, which its
// author may not be allowed to see, it says no more than that the id is taken.
func refusal(err error) string {
	if errors.Is(err, register.ErrConflict) {
		return "this id is taken; choose another"
	}
	return err.Error()
}

// resume schedules what was held when the site was stopped.
func (s *Site) resume() error {
	rows, err := s.db.Query("SELECT draft, due FROM outbox WHERE due > 0 AND wrong = ''")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var due int64
		if err := rows.Scan(&id, &due); err != nil {
			return err
		}
		s.schedule(id, time.UnixMilli(due).Sub(s.now()))
	}
	return rows.Err()
}

// stop waits for what is being filed, and leaves the rest for the next time.
func (s *Site) stop() {
	s.outbox.mu.Lock()
	s.outbox.closed = true
	for id, t := range s.outbox.timers {
		if t.Stop() {
			s.outbox.busy.Done()
		}
		delete(s.outbox.timers, id)
	}
	s.outbox.mu.Unlock()
	s.outbox.busy.Wait()
}
