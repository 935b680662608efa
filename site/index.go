package site

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"entente/act"
	"entente/disclosure"
	"entente/gazetteer"
	"entente/register"
)

// index is the words of the record, portion by portion, kept once for all readers.
// What a reader may search is a mask beside it, one byte an act: a portion it may
// not see is never compared with what it asks, so that what is withheld changes
// neither results nor their number.
type index struct {
	mu    sync.RWMutex
	size  int64 // of the register when it was read
	docs  []doc
	order []int             // of docs, the newest day first
	first map[[2]string]int // the first of docs of each initiative and id
	heads map[string][]byte // the markings' bytes, each kept once
	anew  int64             // counts how often who may see what can have changed
}

// doc is an act as far as it can be searched for.
type doc struct {
	seq      int64
	heading  register.Heading
	day      string
	heads    [register.Portions][]byte
	states   [register.Portions]register.PortionState
	actor    *act.Actor                // of an act that introduces one
	twin     bool                      // others signed the same act
	portions [register.Portions]string // folded: " one word after another \n the next text "
}

// mask says which portions of which acts a view may see.
type mask struct {
	mu     sync.Mutex
	anew   int64
	bits   []byte
	actors map[string]*named
}

// entry is as much of an act as says who may see it.
func (d *doc) entry() *register.Entry {
	e := &register.Entry{Seq: d.seq}
	for i := range e.Portions {
		e.Portions[i] = register.Portion{Head: d.heads[i], State: d.states[i]}
	}
	return e
}

// catchUp reads what came on record since. An erasure takes words away, so the index
// begins anew; another act of the register's own can change who may see what, so
// the masks do.
func (x *index) catchUp(s *Site) error {
	size := s.w.Head().Size
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.size == size {
		return nil
	}
	house, erased := false, false
	if x.size > 0 {
		err := s.w.Entries(register.Query{From: x.size, To: size, House: true}, func(e *register.Entry) error {
			_, gone := e.Act.Body.(*register.ErasureAct)
			house, erased = true, erased || gone
			return nil
		})
		if err != nil {
			return err
		}
	}
	if erased {
		x.size, x.docs, x.order, x.first = 0, nil, nil, nil
	}
	if house || x.heads == nil {
		x.heads = map[string][]byte{}
		x.anew++
	}
	from := len(x.docs)
	err := s.w.Entries(register.Query{From: x.size, To: size}, func(e *register.Entry) error {
		x.add(e)
		return nil
	})
	x.arrange(from)
	if err == nil {
		x.size = size
	}
	return err
}

// arrange puts the acts from a number on in their places among the others, so that no
// search has to sort what it finds.
func (x *index) arrange(from int) {
	newer := func(a, b int) int { return cmp.Or(cmp.Compare(x.docs[b].day, x.docs[a].day), cmp.Compare(b, a)) }
	fresh := make([]int, 0, len(x.docs)-from)
	if x.first == nil {
		x.first = map[[2]string]int{}
	}
	for i := from; i < len(x.docs); i++ {
		fresh = append(fresh, i)
		key := [2]string{x.docs[i].heading.Initiative, x.docs[i].heading.ID}
		if k, again := x.first[key]; again {
			x.docs[k].twin, x.docs[i].twin = true, true
		} else {
			x.first[key] = i
		}
	}
	if from == 0 {
		slices.SortFunc(fresh, newer)
		x.order = fresh
		return
	}
	for _, i := range fresh {
		at, _ := slices.BinarySearchFunc(x.order, i, newer)
		x.order = slices.Insert(x.order, at, i)
	}
}

func (x *index) add(e *register.Entry) {
	d := doc{seq: e.Seq, heading: e.Heading, day: e.Act.On.String()}
	d.actor, _ = e.Act.Body.(*act.Actor)
	for i, p := range e.Portions {
		head, kept := x.heads[string(p.Head)]
		if !kept {
			head = p.Head
			x.heads[string(head)] = head
		}
		d.heads[i], d.states[i] = head, p.State
		if e.Heading.Initiative != "" { // the register's own acts have no page to lead to
			d.portions[i] = texts(p.Bytes)
		}
	}
	if e.Heading.Actor != "" {
		for _, lang := range []string{"en", "ar", "fr"} {
			d.portions[register.PortionHeader] += gazetteer.Fold(gazetteer.Name(string(e.Heading.Actor), lang)) + " \n "
		}
	}
	x.docs = append(x.docs, d)
}

// texts are the words of all values in the JSON of a portion, not those of its keys.
func texts(raw []byte) string {
	if len(raw) == 0 {
		return ""
	}
	var value any
	if json.NewDecoder(bytes.NewReader(raw)).Decode(&value) != nil {
		return ""
	}
	var out strings.Builder
	out.WriteByte(' ')
	collect(&out, value)
	return out.String()
}

func collect(out *strings.Builder, value any) {
	switch value := value.(type) {
	case string:
		out.WriteString(gazetteer.Fold(value))
		out.WriteString(" \n ")
	case []any:
		for _, v := range value {
			collect(out, v)
		}
	case map[string]any:
		for _, v := range value {
			collect(out, v)
		}
	}
}

// mask gives a reader's mask, complete as of the index. The caller holds the index
// for reading.
func (x *index) mask(r *Reader) *mask {
	shelf := r.s.shelves.of(r.key()) // keeps views in use, and their number bounded
	shelf.mu.Lock()
	m := shelf.mask
	if m == nil || m.anew != x.anew {
		m = &mask{anew: x.anew, actors: map[string]*named{}}
		shelf.mask = m
	}
	shelf.mu.Unlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	view, known := r.view(), map[string]byte{}
	for i := len(m.bits); i < len(x.docs); i++ {
		d := &x.docs[i]
		bits := r.may(view, d, known)
		m.bits = append(m.bits, bits)
		if bits&1 != 0 && d.heading.Initiative != "" {
			m.meet(d, bits)
		}
	}
	return m
}

// may gives the portions of an act a view may see, a bit each. Acts that nothing
// opens to everybody are decided by their markings alone, each combination once.
func (r *Reader) may(view *disclosure.View, d *doc, known map[string]byte) (bits byte) {
	key := ""
	for i := range d.heads {
		if r.s.w.Published(d.seq, i) {
			key = "" // decided by itself
			break
		}
		key += string(d.heads[i]) + string('0'+rune(d.states[i]))
	}
	if b, ok := known[key]; ok && key != "" {
		return b
	}
	for i, why := range view.Why(d.entry()) {
		if why == 0 && d.states[i] == register.Present {
			bits |= 1 << i
		}
	}
	if key != "" {
		known[key] = bits
	}
	return bits
}

// kindOf folds what somebody typed to the name of a kind.
func kindOf(typed string) string {
	k := strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(typed)), " ", "_"), "-", "_")
	if _, known := act.KindInfo(act.Kind(k)); known {
		return k
	}
	return ""
}
