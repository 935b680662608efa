package site

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"sync"
	"time"

	"entente/act"
	"entente/disclosure"
	"entente/register"
)

// A shelf is the record as one view sees it. It reads on as the register grows; when
// an act of the register's own comes in (a clearance, an opening, an erasure) what may
// be seen can have changed, and the shelf begins anew. What it sees of a case lies with
// the case, and goes with it, so that no act is held for a view alone.
type shelf struct {
	mu       sync.Mutex
	anew     int64  // of the record, when the view was made
	day      string // when it was made: whose member somebody is can change from day to day
	view     *disclosure.View
	titles   sight // the acts that open a case
	headings []Heading
	listed   print             // of the titles, when headings was made
	changes  []*register.Entry // the last things actors did or said that the view sees
	changed  int64             // of the register, when changes was read
	mask     *mask             // what the view may search; it keeps itself up to date
}

// sight is what a view sees of some acts.
type sight struct {
	looked int // acts looked at
	acts   []*register.Entry
	print  print
	core   []*register.Entry // those of them that answers can turn on
	cored  print
}

// A print is the same for all who see the same of the same acts.
type print [sha256.Size]byte

const (
	mostShelves = 256 // views kept
	mostLists   = 64  // lists of cases kept, one for all views that see the same
)

type shelves struct {
	mu    sync.Mutex
	byKey map[string]*shelf
	order []string // the least used first
	lists map[print][]Heading
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

// open gives the person's shelf, up to date and locked.
func (r *Reader) open() (*shelf, error) {
	if err := r.s.whole.catchUp(r.s); err != nil {
		return nil, err
	}
	x := r.s.shelves.of(r.key())
	x.mu.Lock()
	anew, titles := r.s.whole.state()
	if day := r.s.now().UTC().Format(time.DateOnly); x.view == nil || x.anew != anew || x.day != day {
		x.anew, x.day, x.view = anew, day, r.view()
		x.titles = sight{}
		x.changes, x.changed = nil, 0
	}
	if err := x.look(&x.titles, titles); err != nil {
		x.mu.Unlock()
		return nil, err
	}
	return x, nil
}

// look takes into a sight what the view sees of acts it has not looked at yet.
func (x *shelf) look(v *sight, acts []*register.Entry) error {
	for _, e := range acts[v.looked:] {
		seen, err := x.sees(e)
		if err != nil {
			return err
		}
		if v.looked++; seen != nil {
			v.acts = append(v.acts, seen)
			v.print = printed(v.print, seen)
			if !inert(seen) {
				v.core = append(v.core, seen)
				v.cored = printed(v.cored, seen)
			}
		}
	}
	return nil
}

// inert reports whether an act is on record and shown, and no answer turns on it: a
// statement that settles no question of fact and ascribes no stand; a paragraph of a
// telegram, or the word that one has arrived. The telegram itself is in the picture of acts.
func inert(e *register.Entry) bool {
	switch b := e.Act.Body.(type) {
	case *act.Statement:
		return b.Fact == "" && b.Stance == ""
	case *act.Paragraph, *act.Receipt:
		return true
	}
	return false
}

// sees gives an act as the view sees it; nil when it does not.
func (x *shelf) sees(e *register.Entry) (*register.Entry, error) {
	seen, ok, err := x.view.Of(e)
	if err != nil || !ok {
		return nil, err
	}
	return seen, nil
}

// printed adds an act, and which of its portions are there, to the print of those
// before it.
func printed(before print, e *register.Entry) print {
	text := binary.BigEndian.AppendUint64(before[:], uint64(e.Seq))
	for _, p := range e.Portions {
		text = append(text, byte(p.State))
	}
	return sha256.Sum256(text)
}

// errStale is a view that changed while it was used.
var errStale = errors.New("the view has changed")

// sight gives what the view sees of a case.
func (x *shelf) sight(s *Site, id string) (sight, error) {
	f, acts, err := s.whole.of(s, id)
	if err != nil {
		return sight{}, err
	}
	if anew, _ := s.whole.state(); anew != x.anew {
		return sight{}, errStale
	}
	v := f.sight(x)
	if err := x.look(v, acts); err != nil {
		*v = sight{}
		return sight{}, err
	}
	mine := func(acts []*register.Entry) []*register.Entry {
		return slices.DeleteFunc(slices.Clone(acts), func(e *register.Entry) bool {
			return e.Heading.Initiative != id // a withheld body can hide where an act belongs
		})
	}
	return sight{acts: mine(v.acts), print: v.print, core: mine(v.core), cored: v.cored}, nil
}

// seen gives the acts of a case that the person may see.
func (r *Reader) seen(id string) (sight, error) {
	for {
		x, err := r.open()
		if err != nil {
			return sight{}, err
		}
		v, err := x.sight(r.s, id)
		x.mu.Unlock()
		if err != errStale {
			return v, err
		}
	}
}

// list names the cases the view sees, the newest first.
func (x *shelf) list(all *shelves) []Heading {
	if x.listed != x.titles.print {
		x.headings, x.listed = all.list(&x.titles), x.titles.print
	}
	return x.headings
}

// list names the cases of titles, once for all who see the same of them.
func (x *shelves) list(titles *sight) []Heading {
	x.mu.Lock()
	defer x.mu.Unlock()
	if list, ok := x.lists[titles.print]; ok {
		return list
	}
	var all []Heading
	seen := map[string]bool{}
	for _, e := range slices.Backward(titles.acts) {
		if h, ok := headed(e); ok && !seen[h.ID] {
			seen[h.ID] = true
			all = append(all, h)
		}
	}
	if x.lists == nil || len(x.lists) == mostLists {
		x.lists = map[print][]Heading{}
	}
	x.lists[titles.print] = slices.Clip(all)
	return x.lists[titles.print]
}
