package site

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"time"

	"entente/act"
	"entente/register"
)

// Results is what a search found.
type Results struct {
	Actors  []FoundActor
	Entries []*register.Entry // a part of the acts, the newest day first
	Before  int               // acts found before them
	Total   int               // acts found
	Reading bool              // older acts may be missing: the record is still being read
}

// After is where in what a search finds to begin: after a number of acts, or after one.
type After struct {
	Skip           int
	Initiative, ID string
}

// ErrGone is what a part begins after, and is not among what is found.
var ErrGone = fmt.Errorf("what the part before ended with is not found any more: %w", register.ErrNotFound)

// Search looks through the record as the person may see it, and gives up to limit acts
// from a place on.
func (r *Reader) Search(q Search, after After, limit int) (*Results, error) {
	r.s.readWords()
	x := &r.s.index
	more, err := x.catchUp(r.s)
	if err != nil {
		return nil, err
	}
	if more {
		x.ahead.nudge()
	}
	found := &Results{Reading: more}
	if q.Nothing || q.Empty() {
		return found, nil
	}
	part := x.look(r, &q, after, limit, found)
	if after.ID != "" && found.Before == 0 {
		return nil, ErrGone
	}
	seen, err := r.numbered(slices.Concat(part...))
	if err != nil {
		return nil, err
	}
	for _, twins := range part {
		var all []*register.Entry
		for _, i := range twins {
			if e := seen[i]; e != nil {
				all = append(all, e)
			}
		}
		if len(all) == 0 {
			return nil, fmt.Errorf("what was found cannot be read any more: %w", register.ErrNotFound)
		}
		found.Entries = append(found.Entries, Foremost(all))
	}
	return found, nil
}

// look finds what there is, and gives the numbers of a part of it: of each act with its
// twins.
func (x *index) look(r *Reader, q *Search, after After, limit int, found *Results) (part [][]uint32) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	may := x.may(r)
	hits := x.hits(q, may)
	found.Total, found.Before = len(hits), min(after.Skip, len(hits))
	if after.ID != "" {
		found.Before = 1 + slices.IndexFunc(hits, func(i uint32) bool {
			return x.docs[i].id == after.ID && x.names.all[x.docs[i].initiative] == after.Initiative
		})
	}
	for _, i := range hits[found.Before:min(found.Before+limit, len(hits))] {
		if d := &x.docs[i]; d.twin {
			part = append(part, slices.Clone(x.twins[d.called()]))
		} else {
			part = append(part, []uint32{i})
		}
	}
	if len(q.Actors) == 0 && q.Kind == "" && q.From.IsZero() && q.To.IsZero() {
		found.Actors = x.find(may, q.typed, mostActors)
	}
	return part
}

// mostRead is how many acts are read at a time.
const mostRead = 200

// numbered gives acts by number, as far as the person may see them.
func (r *Reader) numbered(numbers []uint32) (map[uint32]*register.Entry, error) {
	seen := map[uint32]*register.Entry{}
	for some := range slices.Chunk(numbers, mostRead) {
		q := register.Query{}
		for _, i := range some {
			q.Seqs = append(q.Seqs, int64(i))
		}
		all, err := r.s.read(q)
		if err != nil {
			return nil, err
		}
		x, err := r.open()
		if err != nil {
			return nil, err
		}
		for _, e := range all {
			as, err := x.sees(e)
			if err != nil {
				x.mu.Unlock()
				return nil, err
			}
			if as != nil {
				seen[uint32(e.Seq)] = as
			}
		}
		x.mu.Unlock()
	}
	return seen, nil
}

// mask says which marks a view may see. What has one of them is seen where its header's
// mark is too.
type mask struct {
	mu   sync.Mutex
	anew int64
	day  string // whose member somebody is can change from day to day
	may  []bool
}

// may gives the mask of a reader, for all marks of the index. The caller holds the index
// for reading.
func (x *index) may(r *Reader) []bool {
	shelf := r.s.shelves.of(r.key()) // keeps views in use, and their number bounded
	day := r.s.now().UTC().Format(time.DateOnly)
	shelf.mu.Lock()
	m := shelf.mask
	if m == nil || m.anew != x.anew || m.day != day {
		m = &mask{anew: x.anew, day: day, may: []bool{opened: true}}
		shelf.mask = m
	}
	shelf.mu.Unlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.may) < len(x.marks) {
		view := r.view()
		for _, p := range x.marks[len(m.may):] {
			m.may = append(m.may, view.ByMarking(p) == 0)
		}
	}
	return m.may
}

// acts are some of them, by number.
type acts []uint64

func (a acts) put(n uint32) { a[n/64] |= 1 << (n % 64) }

// hits are the acts for which everything asked for holds, as far as a view sees them: each
// once, the newest day first. The caller holds the index for reading.
func (x *index) hits(q *Search, may []bool) []uint32 {
	found := make(acts, (len(x.docs)+63)/64)
	for i := range found {
		found[i] = ^uint64(0)
	}
	for _, word := range q.Words {
		t, one := termOf(word), make(acts, len(found))
		for _, d := range x.drawers {
			if may[d.header] && may[d.of] {
				d.find(&t, one)
			}
		}
		for i := range found {
			found[i] &= one[i]
		}
	}
	return x.arranged(found, x.filter(q), may)
}

// filter says what of an act must be like what is asked for; nil where anything will do.
type filter struct{ kind, actor, day []bool }

func (x *index) filter(q *Search) (f filter) {
	only := func(asked bool, like func(name string) bool) (ok []bool) {
		if asked {
			ok = make([]bool, len(x.names.all))
			for i, name := range x.names.all {
				ok[i] = like(name)
			}
		}
		return ok
	}
	f.kind = only(q.Kind != "", func(name string) bool { return name == q.Kind })
	f.actor = only(len(q.Actors) > 0, func(name string) bool {
		return slices.ContainsFunc(q.Actors, func(code string) bool { return strings.EqualFold(code, name) })
	})
	f.day = only(!q.From.IsZero() || !q.To.IsZero(), func(name string) bool {
		on, err := act.ParseDate(name)
		return err == nil && !on.Last().Before(q.From.First()) && (q.To.IsZero() || !on.First().After(q.To.Last()))
	})
	return f
}

func (f *filter) passes(d *doc) bool {
	return (f.kind == nil || f.kind[d.kind]) && (f.actor == nil || f.actor[d.actor]) && (f.day == nil || f.day[d.day])
}

// arranged are those of some acts that a view sees and that pass, the newest day first,
// of a day the last on record.
func (x *index) arranged(found acts, f filter, may []bool) []uint32 {
	var seen []uint32
	count := make([]int, len(x.names.all)) // of each day
	for n, rest := range slices.Backward(found) {
		for rest != 0 {
			i := bits.Len64(rest) - 1
			rest &^= 1 << i
			if i += n * 64; i >= len(x.docs) {
				continue
			}
			if d := &x.docs[i]; d.here && may[d.header] && f.passes(d) {
				seen = append(seen, uint32(i))
				count[d.day]++
			}
		}
	}
	next := make([]int, len(count))
	total := 0
	for _, day := range x.days {
		next[day] = total
		total += count[day]
	}
	all := make([]uint32, total)
	for _, i := range seen {
		day := x.docs[i].day
		all[next[day]] = i
		next[day]++
	}
	type name struct {
		initiative uint32
		id         string
	}
	there := map[name]bool{} // of those that several signed
	return slices.DeleteFunc(all, func(i uint32) bool {
		d := &x.docs[i]
		again := d.twin && there[name{d.initiative, d.id}]
		if d.twin {
			there[name{d.initiative, d.id}] = true
		}
		return again
	})
}
