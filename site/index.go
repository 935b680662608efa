package site

import (
	"bytes"
	"encoding/json"
	"hash/maphash"
	"slices"
	"strings"
	"sync"

	"entente/act"
	"entente/gazetteer"
	"entente/register"
)

// index is the words of the record, kept once for all readers, in drawers: what is marked
// alike lies in one. A search opens the drawers its reader may see and no others, so that a
// portion it may not see is never compared with what it asks, and what is withheld changes
// neither results nor their number.
//
// It lives in memory alone: the record is read into it, the newest acts first, while the
// site serves. See ahead.go.
type index struct {
	ahead   ahead
	reading sync.Mutex // held by whoever reads the record into it

	mu      sync.RWMutex
	from    int64 // acts numbered from here on are in it
	to      int64 // and those before here
	docs    []doc // by number; of the register's own acts there is nothing in theirs
	names   names
	days    []uint32            // names of days, the newest first
	first   map[uint64]uint32   // by what an act is called: the first that was read
	twins   map[uint64][]uint32 // of acts that several signed: all of them
	heads   map[string]mark     // by the head of a portion
	said    map[string]mark     // by what it says
	marks   []*register.Portion
	drawers []*drawer
	drawer  map[[2]mark]*drawer
	full    []*drawer // with so much loose in them that it is sorted next
	actors  map[string]*named
	anew    int64 // counts how often who may see what can have changed
}

// doc is an act as far as it is asked for by anything but its words.
type doc struct {
	id                           string
	initiative, kind, actor, day uint32 // names
	header                       mark
	here                         bool
	twin                         bool // others signed the same act
}

// A mark is a marking that portions have, by its number. Those that an act has opened to
// everybody have opened.
type mark int32

const opened mark = 0

// names gives each name a number.
type names struct {
	of  map[string]uint32
	all []string
}

func (n *names) number(name string) uint32 {
	i, known := n.of[name]
	if !known {
		if n.of == nil {
			n.of = map[string]uint32{}
		}
		i = uint32(len(n.all))
		n.all = append(n.all, name)
		n.of[name] = i
	}
	return i
}

var seed = maphash.MakeSeed()

// called is what twins have in common.
func (d *doc) called() uint64 {
	return maphash.Comparable(seed, struct {
		initiative uint32
		id         string
	}{d.initiative, d.id})
}

// empty forgets everything; what is read from now on ends before a number.
func (x *index) empty(size int64) {
	x.from, x.to = size, size
	x.docs, x.names, x.days = make([]doc, size), names{}, nil
	x.first, x.twins = map[uint64]uint32{}, map[uint64][]uint32{}
	x.heads, x.said, x.marks = map[string]mark{}, map[string]mark{}, []*register.Portion{nil}
	x.drawers, x.full, x.drawer = nil, nil, map[[2]mark]*drawer{}
	x.actors = map[string]*named{}
	x.anew++
}

// leaf is an act as it was read: with the words of each portion.
type leaf struct {
	*register.Entry
	words [register.Portions]string // " one word after another \n the next text \n"
	open  [register.Portions]bool   // to everybody
}

func (s *Site) leaf(e *register.Entry) leaf {
	l := leaf{Entry: e}
	for i := range e.Portions {
		p := &e.Portions[i]
		l.open[i] = s.w.Published(e.Seq, i)
		if p.State == register.Present && e.Heading.Initiative != "" { // the register's own acts have no page to lead to
			l.words[i] = texts(p.Bytes)
		}
	}
	return l
}

// add takes in an act, or takes it in again with what has been opened of it since: what it
// said before stays where it lies, to be seen by those who saw it.
func (x *index) add(l leaf) {
	h := &l.Heading
	if h.Initiative == "" {
		return
	}
	if h.Actor != "" {
		l.words[register.PortionHeader] += x.actor(string(h.Actor)).called
	}
	var marks [register.Portions]mark
	for i := range marks {
		if !l.open[i] {
			marks[i] = x.mark(&l.Portions[i])
		}
	}
	d := &x.docs[l.Seq]
	again := d.here
	*d = doc{h.ID, x.names.number(h.Initiative), x.names.number(string(h.Kind)), x.names.number(string(h.Actor)), x.names.number(l.Act.On.String()), marks[register.PortionHeader], true, d.twin}
	for i, m := range marks { // portions that are marked alike lie together
		text := ""
		for j := i; j < len(marks); j++ {
			if marks[j] == m {
				text += l.words[j]
			}
		}
		if text != "" && slices.Index(marks[:], m) == i {
			x.put(d.header, m, slip{uint32(l.Seq), text})
		}
	}
	x.meet(l.Entry, d.header, marks[register.PortionBody])
	if !again {
		x.place(uint32(l.Seq))
	}
}

// mostHeads is how many heads are known by their bytes; the others are read again.
const mostHeads = 1 << 15

// mark numbers the marking of a portion.
func (x *index) mark(p *register.Portion) mark {
	m, known := x.heads[string(p.Head)]
	if known {
		return m
	}
	text := p.Marking().String() // the same in the heads of four portions
	if m, known = x.said[text]; !known {
		m = mark(len(x.marks))
		x.marks = append(x.marks, &register.Portion{Head: bytes.Clone(p.Head)})
		x.said[text] = m
	}
	if len(x.heads) == mostHeads {
		clear(x.heads)
	}
	x.heads[string(p.Head)] = m
	return m
}

// put puts a slip into the drawer for portions of a mark whose header has another.
func (x *index) put(header, of mark, s slip) {
	d := x.drawer[[2]mark{header, of}]
	if d == nil {
		d = &drawer{header: header, of: of}
		x.drawer[[2]mark{header, of}] = d
		x.drawers = append(x.drawers, d)
	}
	if d.loose = append(d.loose, s); len(d.loose) == mostLoose {
		x.full = append(x.full, d)
	}
}

// place puts an act among those of its day, and finds its twin.
func (x *index) place(seq uint32) {
	d := &x.docs[seq]
	at, known := slices.BinarySearchFunc(x.days, x.names.all[d.day], func(day uint32, name string) int { return strings.Compare(name, x.names.all[day]) })
	if !known {
		x.days = slices.Insert(x.days, at, d.day)
	}
	key := d.called()
	if k, there := x.first[key]; !there {
		x.first[key] = seq
	} else if other := &x.docs[k]; other.id == d.id && other.initiative == d.initiative {
		if !other.twin {
			x.twins[key] = []uint32{k}
		}
		other.twin, d.twin = true, true
		x.twins[key] = append(x.twins[key], seq)
	}
}

// texts are the words of all values in the JSON of a portion, not those of its keys.
func texts(raw []byte) string {
	if len(raw) == 0 {
		return ""
	}
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return ""
	}
	var out strings.Builder
	collect(&out, value)
	return out.String()
}

func collect(out *strings.Builder, value any) {
	switch value := value.(type) {
	case string:
		out.WriteString(said(value))
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

// said is one text among others, folded: no phrase goes on from one to the next.
func said(text string) string { return " " + gazetteer.Fold(text) + " \n" }

// kindOf folds what somebody typed to the name of a kind.
func kindOf(typed string) string {
	k := strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(typed)), " ", "_"), "-", "_")
	if _, known := act.KindInfo(act.Kind(k)); known {
		return k
	}
	return ""
}
