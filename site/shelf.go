package site

import (
	"slices"
	"sync"

	"entente/register"
)

// A shelf holds what one view has read of the record, case by case, so that it is
// read and verified once. As the register grows a shelf reads on; when an act of
// the register's own comes in (a clearance, an opening, an erasure) what may be
// seen can have changed, and the shelf begins anew.
type shelf struct {
	mu      sync.Mutex
	size    int64 // of the register when it was read
	started bool
	cases   map[string][]*register.Entry // only those that were asked for
	titles  []*register.Entry            // the acts that open a case, in the order of the record
	folded  map[foldKey]*Case
	order   []foldKey // of folded, the oldest first
	mask    *mask     // what the view may search; it keeps itself up to date
}

// mostFolded is how many folded cases a shelf keeps; each has its answers with it.
const mostFolded = 64

// mostShelves is how many views are kept.
const mostShelves = 256

type shelves struct {
	mu    sync.Mutex
	byKey map[string]*shelf
	order []string // the least used first
}

// of gives the shelf of a view.
func (x *shelves) of(key string) *shelf {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.byKey == nil {
		x.byKey = map[string]*shelf{}
	}
	if i := slices.Index(x.order, key); i >= 0 {
		x.order = append(slices.Delete(x.order, i, i+1), key)
		return x.byKey[key]
	}
	if len(x.order) == mostShelves {
		delete(x.byKey, x.order[0])
		x.order = slices.Delete(x.order, 0, 1)
	}
	s := &shelf{}
	x.byKey[key], x.order = s, append(x.order, key)
	return s
}

// catchUp reads on to the register's present size. The caller holds the lock.
func (x *shelf) catchUp(r *Reader) error {
	size := r.s.w.Head().Size
	if x.started && x.size == size {
		return nil
	}
	var fresh []*register.Entry
	anew := !x.started
	if x.started {
		err := r.s.w.Entries(register.Query{From: x.size, To: size, House: true}, func(*register.Entry) error { anew = true; return nil })
		if err != nil {
			return err
		}
	}
	q := register.Query{From: x.size, To: size}
	if anew {
		x.started, x.cases, x.titles, x.folded, x.order = false, map[string][]*register.Entry{}, nil, map[foldKey]*Case{}, nil
		q = register.Query{To: size, Kind: "initiative"}
	}
	if err := r.entries(q, func(e *register.Entry) error { fresh = append(fresh, e); return nil }); err != nil {
		return err
	}
	for _, e := range fresh {
		if e.Heading.Kind == "initiative" {
			x.titles = append(x.titles, e)
		}
		if acts, asked := x.cases[e.Heading.Initiative]; asked {
			x.cases[e.Heading.Initiative] = append(slices.Clip(acts), e)
		}
	}
	x.size, x.started = size, true
	return nil
}

// entries gives the acts of a case. The caller holds the lock.
func (x *shelf) entries(r *Reader, initiative string) ([]*register.Entry, error) {
	if acts, asked := x.cases[initiative]; asked {
		return acts, nil
	}
	var acts []*register.Entry
	err := r.entries(register.Query{To: x.size, Initiative: initiative}, func(e *register.Entry) error {
		if e.Heading.Initiative == initiative { // a withheld body can hide where an act belongs
			acts = append(acts, e)
		}
		return nil
	})
	if err == nil && len(acts) > 0 {
		x.cases[initiative] = acts
	}
	return acts, err
}
