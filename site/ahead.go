package site

import (
	"sync"
	"time"

	"entente/register"
)

// ahead reads the record into the index in the background, from when the site is served
// until it is closed: what came last first, and each act as it comes on record.
type ahead struct {
	begin sync.Once
	wake  chan struct{}
	stop  chan struct{}
	done  chan struct{}
}

const (
	step    = 64   // acts are read at a time
	awaited = 1000 // as many acts of the past a search waits for; else it says what it lacks

	searched = 200_000 // acts are read before anybody searches; of more only when somebody does, as their words take memory that pages need

	atOnce = 10_000 // acts are read without a rest
	rests  = 3      // times as long as a step took: readers of pages come first
)

// ReadAhead begins to read the record for searches that are to come, unless it is a large one.
func (s *Site) ReadAhead() {
	if s.w.Head().Size <= searched {
		s.readWords()
	}
}

// readWords begins to read the record, and goes on until the site is closed. It delays
// neither what comes on record nor who reads it.
func (s *Site) readWords() {
	a := &s.index.ahead
	a.begin.Do(func() {
		a.wake, a.stop, a.done = s.watchers.join(), make(chan struct{}), make(chan struct{})
		go s.index.follow(s)
	})
}

// nudge has what is left read, should reading have failed before.
func (a *ahead) nudge() {
	select {
	case a.wake <- struct{}{}:
	default: // it is awake already
	}
}

// end ends reading, also what has not begun.
func (a *ahead) end() {
	a.begin.Do(func() {})
	if a.stop != nil {
		close(a.stop)
		<-a.done
	}
}

// follow reads back to the beginning, and then on. What fails is tried again by the next
// search, which can say so.
func (x *index) follow(s *Site) {
	a := &x.ahead
	defer close(a.done)
	defer s.watchers.leave(a.wake)
	for {
		began := time.Now()
		if more, err := x.further(s); more && err == nil {
			if x.found() > atOnce && !a.rest(rests*time.Since(began)) {
				return
			}
			a.nudge()
		}
		select {
		case <-a.stop:
			return
		case <-a.wake:
		}
	}
}

// found is how many acts have been read.
func (x *index) found() int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.to - x.from
}

// rest waits, false when reading has to end.
func (a *ahead) rest(d time.Duration) bool {
	select {
	case <-a.stop:
		return false
	case <-time.After(d):
		return true
	}
}

// further reads what came on record since, and some of what came before. It reports
// whether there is more.
func (x *index) further(s *Site) (more bool, err error) {
	x.reading.Lock()
	defer x.reading.Unlock()
	if err := x.since(s); err != nil {
		return false, err
	}
	err = x.before(s)
	return x.from > 0, err
}

// catchUp reads what came on record since, and all that came before where that is little.
// It reports whether anything is left.
func (x *index) catchUp(s *Site) (more bool, err error) {
	x.mu.RLock()
	from, to := x.from, x.to
	x.mu.RUnlock()
	if to == s.w.Head().Size && to > 0 && (from == 0 || from > awaited) {
		return from > 0, nil
	}
	x.reading.Lock()
	defer x.reading.Unlock()
	err = x.since(s)
	for err == nil && x.from > 0 && x.from <= awaited {
		err = x.before(s)
	}
	return x.from > 0, err
}

// since reads what came on record since. An erasure takes words away, so the index begins
// anew; another act of the register's own can change who may see what, so the masks do.
func (x *index) since(s *Site) error {
	size := s.w.Head().Size
	if x.drawer == nil {
		x.mu.Lock()
		x.empty(size)
		x.mu.Unlock()
	}
	for x.to < size {
		to := min(x.to+step, size)
		var fresh []leaf
		var openings []*register.OpeningAct
		house, erased := false, false
		err := s.w.Entries(register.Query{From: x.to, To: to}, func(e *register.Entry) error {
			house = house || e.Heading.Initiative == ""
			switch b := e.Act.Body.(type) {
			case *register.ErasureAct:
				erased = true
			case *register.OpeningAct:
				openings = append(openings, b)
			}
			fresh = append(fresh, s.leaf(e))
			return nil
		})
		if err != nil {
			return err
		}
		if erased {
			x.mu.Lock()
			x.empty(size)
			x.mu.Unlock()
			return nil
		}
		for _, b := range openings {
			if b.Seq < x.from {
				continue // read as it is now
			}
			e, err := s.w.Entry(b.Seq)
			if err != nil {
				return err
			}
			fresh = append(fresh, s.leaf(e))
		}
		x.mu.Lock()
		x.docs = append(x.docs, make([]doc, to-x.to)...)
		x.take(fresh)
		x.to = to
		if house {
			x.anew++
		}
		x.mu.Unlock()
		x.sort()
	}
	return nil
}

// before reads a step of what came before.
func (x *index) before(s *Site) error {
	if x.from == 0 {
		return nil
	}
	from := max(0, x.from-step)
	var some []leaf
	err := s.w.Entries(register.Query{From: from, To: x.from}, func(e *register.Entry) error {
		some = append(some, s.leaf(e))
		return nil
	})
	if err != nil {
		return err
	}
	x.mu.Lock()
	x.take(some)
	x.from = from
	x.mu.Unlock()
	x.sort()
	return nil
}

func (x *index) take(some []leaf) {
	for _, l := range some {
		x.add(l)
	}
}

// sort sorts what lies loose in full drawers. Nobody else changes them meanwhile.
func (x *index) sort() {
	for _, d := range x.full {
		s := sortSlips(d.loose)
		x.mu.Lock()
		d.sorted, d.loose = append(d.sorted, s), nil
		x.mu.Unlock()
	}
	x.full = x.full[:0]
}
