package site

import (
	"slices"
	"sync"
	"sync/atomic"

	"entente/act"
	"entente/disclosure"
	"entente/register"
)

// whole is the record as the site itself reads it: each act read and verified once,
// whoever asks. Nothing of it reaches anybody but by way of a shelf, which holds what
// one view may see of it.
type whole struct {
	mu      sync.Mutex
	size    atomic.Int64      // of the register when it was read
	anew    int64             // counts the acts by which who may see what can have changed
	titles  []*register.Entry // the acts that open a case, in the order of the record
	latest  []*register.Entry // the last acts of the record, without a gap
	last    map[string]int64  // case: the number after its last act, of those that came in since the site was opened
	files   map[string]*file
	order   []string // of files, the least used first
	held    int      // acts in files
	room    int      // how many there may be
	erasing int64    // counts erasures: files read before one are read again
}

// file is a case as far as it was read, with what each view sees of it.
type file struct {
	mu      sync.Mutex
	size    int64 // of the register when it was read
	erasing int64
	acts    []*register.Entry // in the order of the record; only ever appended to
	held    int               // as counted by whole, under its lock
	sights  map[*disclosure.View]*sight
	anew    int64 // of the record, and the day, when the first of the sights was taken
	day     string
}

// sight gives what a shelf's view has seen of the file. Only that shelf writes it.
func (f *file) sight(x *shelf) *sight {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.sights == nil || f.anew != x.anew || f.day != x.day || len(f.sights) > mostShelves {
		f.sights, f.anew, f.day = map[*disclosure.View]*sight{}, x.anew, x.day
	}
	v := f.sights[x.view]
	if v == nil {
		v = &sight{}
		f.sights[x.view] = v
	}
	return v
}

const (
	mostHeld   = 50_000 // acts of cases held at a time, about 5 kB each
	mostLatest = 2_000  // last acts held
)

// read reads acts, verified; an act's place is its own id, not its number on the
// register: numbers tell how much stands between.
func (s *Site) read(q register.Query) (all []*register.Entry, err error) {
	err = s.w.Entries(q, func(e *register.Entry) error {
		e.Act.Place = act.Place{File: e.Act.ID}
		all = append(all, e)
		return nil
	})
	return all, err
}

// catchUp reads on to the register's present size.
func (x *whole) catchUp(s *Site) error {
	size := s.w.Head().Size
	if x.size.Load() == size {
		return nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	from := x.size.Load()
	if size = s.w.Head().Size; from == size {
		return nil
	}
	q := register.Query{From: from, To: size}
	if from == 0 {
		x.anew, x.last, x.files = 1, map[string]int64{}, map[string]*file{}
		q.Kind = "initiative"
	}
	fresh, err := s.read(q)
	if err != nil {
		return err
	}
	erased := false
	for _, e := range fresh {
		if e.Heading.Initiative == "" {
			x.anew++
		}
		if _, erasure := e.Act.Body.(*register.ErasureAct); erasure {
			erased = from > 0
		}
		x.last[e.Heading.Initiative] = e.Seq + 1
		if e.Heading.Kind == "initiative" {
			x.titles = append(x.titles, e)
		}
	}
	if erased { // what is gone goes from memory too
		x.erasing++
		x.latest = nil
		if x.titles, err = s.read(register.Query{To: size, Kind: "initiative"}); err != nil {
			return err
		}
	}
	if from > 0 && !erased {
		x.latest = append(x.latest, fresh...)
		if over := len(x.latest) - mostLatest; over > 0 {
			x.latest = slices.Clone(x.latest[over:])
		}
	}
	x.size.Store(size)
	return nil
}

// state gives how often the record began anew, and the acts that open a case.
func (x *whole) state() (anew int64, titles []*register.Entry) {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.anew, x.titles
}

// since gives the acts numbered from from up to, not with, to: from memory, where it
// holds them.
func (x *whole) since(s *Site, from, to int64) ([]*register.Entry, error) {
	x.mu.Lock()
	latest := x.latest
	x.mu.Unlock()
	if len(latest) > 0 && latest[0].Seq <= from && to <= latest[len(latest)-1].Seq+1 {
		return latest[from-latest[0].Seq : to-latest[0].Seq], nil
	}
	if from >= to {
		return nil, nil
	}
	return s.read(register.Query{From: from, To: to})
}

// file finds a case, and makes room for it.
func (x *whole) file(id string) (f *file, last, erasing int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	f = x.files[id]
	if f == nil {
		f = &file{}
		x.files[id] = f
	} else if i := slices.Index(x.order, id); i >= 0 {
		x.order = slices.Delete(x.order, i, i+1)
	}
	x.order = append(x.order, id)
	return f, x.last[id], x.erasing
}

// of gives the file of a case, and its acts up to the register's present size.
func (x *whole) of(s *Site, id string) (*file, []*register.Entry, error) {
	if err := x.catchUp(s); err != nil {
		return nil, nil, err
	}
	f, last, erasing := x.file(id)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.erasing != erasing {
		x.hold(s, id, f, -len(f.acts))
		f.acts, f.sights, f.size, f.erasing = nil, nil, 0, erasing
	}
	size := x.size.Load()
	if f.size == 0 || f.size < last {
		fresh, err := s.read(register.Query{From: f.size, To: size, Initiative: id})
		if err != nil {
			return nil, nil, err
		}
		f.acts, f.size = append(slices.Clip(f.acts), fresh...), size
		x.hold(s, id, f, len(fresh))
	}
	return f, f.acts, nil
}

// hold counts acts held in a file, and lets go of the cases that were least used, and
// of what was folded of them. A case without acts is none, and not held.
func (x *whole) hold(s *Site, id string, f *file, more int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.files[id] != f { // it was let go while it was being read
		return
	}
	x.held += more
	f.held += more
	for len(x.order) > 0 && (x.held > x.room && x.order[0] != id || f.held == 0) {
		out := x.order[0]
		if f.held == 0 {
			out = id
		}
		x.held -= x.files[out].held
		delete(x.files, out)
		s.folds.drop(out)
		s.cores.drop(out)
		x.order = slices.DeleteFunc(x.order, func(o string) bool { return o == out })
		if out == id {
			return
		}
	}
}
