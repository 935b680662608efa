// Package disclosure answers whether a reader may see a portion of an act, and
// filters the register for that reader.
//
// [May] is the decision: every failing rule at once, so that a "no" comes with all
// its reasons and removing exactly those makes it a "yes". [Rules] compiles readers
// and markings to small sets first. [Over] is a register as one reader sees it: the
// same view lists, shows, exports and assesses.
//
// It grants nothing: clearances and openings are acts on the register. What a
// marking means is the business of marking.
package disclosure

import (
	"math/bits"
	"sync"

	"entente/marking"
	"entente/phrase"
	"entente/register"
)

// Why is a set of rules that forbid a disclosure; the empty set allows it.
type Why uint16

// The rules.
const (
	Marking    Why = 1 << iota // unmarked, or the marking has words the program does not know
	Clearance                  // cleared below the level
	Release                    // not on the REL TO list
	Originator                 // left to its originator alone
	NoForn                     // NOFORN, and the reader is not the originator
	OrCon                      // ORCON, and the originator does not name the reader
	Label                      // the TLP label does not reach the reader
	Public                     // not cleared for the public
)

var whyWords = []string{
	phrase.Key("its marking is not understood"), phrase.Key("the reader is not cleared to its level"), phrase.Key("the reader is not on its REL TO list"),
	phrase.Key("it is for its originator alone"), phrase.Key("it is NOFORN and the reader is not its originator"), phrase.Key("it is ORCON and its originator does not name the reader"),
	phrase.Key("its TLP label does not reach the reader"), phrase.Key("it is not cleared for the public"),
}

// Words says each failing rule in words.
func (w Why) Words() []string {
	var words []string
	for rest := uint(w); rest != 0; rest &= rest - 1 {
		words = append(words, whyWords[bits.TrailingZeros(rest)])
	}
	return words
}

// May decides whether the reader may see the portion. It gives every failing
// rule, in under 50 ns and without an allocation.
func May(r *Reader, p *Portion) Why {
	if p.published {
		return 0
	}
	var why Why
	own := r.id != nobody && r.id == p.owner
	named := r.id != nobody && p.to.has(r.id)
	reached := own || named || p.to.meets(r.codes)
	if !p.known {
		why |= Marking
	}
	if r.level < p.level && !own || r.ceiling < p.level {
		why |= Clearance
	}
	if p.listed && !reached {
		if p.nobodyElse {
			why |= Originator
		} else {
			why |= Release
		}
	}
	if p.noforn && !own {
		why |= NoForn
	}
	if p.orcon && !own && !named {
		why |= OrCon
	}
	switch p.tlp {
	case marking.Red, marking.AmberStrict:
		if !own && !named {
			why |= Label
		}
	case marking.Amber:
		if !reached {
			why |= Label
		}
	}
	if r.public && p.tlp != marking.Clear {
		why |= Public
	}
	return why
}

// Everybody is the reader that stands for the public.
const Everybody = "PUBLIC"

// Reader is somebody who asks to read, compiled.
type Reader struct {
	Name    string
	id      int
	level   marking.Level
	ceiling marking.Level // nothing above it, its own included
	codes   set           // its own code and those of the organisations it belongs to
	public  bool
}

// Portion is a marking, compiled.
type Portion struct {
	level                                               marking.Level
	tlp                                                 marking.TLP
	known, listed, nobodyElse, noforn, orcon, published bool
	owner                                               int // nobody where none, or more than one, is named
	to                                                  set
}

const nobody = -1

// Rules gives codes their numbers, and compiles readers and markings. It may be
// used from any goroutine; what it compiled is never changed.
type Rules struct {
	mu    sync.Mutex
	ids   map[string]int
	marks map[string]*Portion
	heads map[string]*Portion // by the head of a portion, which holds its marking
}

// mostMarks is how many markings are kept compiled, and how many heads; then all begin
// anew.
const mostMarks = 1 << 15

// NewRules makes an empty set of rules.
func NewRules() *Rules {
	return &Rules{ids: map[string]int{}, marks: map[string]*Portion{}, heads: map[string]*Portion{}}
}

// Reader compiles a reader: who it is, up to which level it is cleared, and to
// which organisations it belongs.
func (x *Rules) Reader(name string, level marking.Level, groups []string) *Reader {
	x.mu.Lock()
	defer x.mu.Unlock()
	r := &Reader{Name: name, id: nobody, level: level, ceiling: marking.TopSecret, public: name == Everybody}
	if r.public {
		return r
	}
	r.id = x.id(name)
	r.codes.add(r.id)
	for _, g := range groups {
		r.codes.add(x.id(g))
	}
	return r
}

// Capped is the reader as one person reads for it: nothing above a level, not even
// what it said itself.
func (r *Reader) Capped(at marking.Level) *Reader {
	c := *r
	c.ceiling = min(c.ceiling, at)
	return &c
}

// Portion compiles a marking; the same marking gives the same portion.
func (x *Rules) Portion(m marking.Marking) *Portion {
	x.mu.Lock()
	defer x.mu.Unlock()
	text := m.String()
	if p, ok := x.marks[text]; ok {
		return p
	}
	p := &Portion{level: m.Level, tlp: m.TLP, known: m.Known(), listed: m.Listed, nobodyElse: m.OriginatorOnly(), noforn: m.NOFORN, orcon: m.ORCON, owner: nobody}
	if len(m.Owners) == 1 {
		p.owner = x.id(m.Owners[0])
	}
	for _, code := range m.RelTo {
		p.to.add(x.id(code))
	}
	if len(x.marks) == mostMarks {
		clear(x.marks)
	}
	x.marks[text] = p
	return p
}

// headed compiles the marking of a portion on record. Many are marked alike, and each is
// decided on once for every reader.
func (x *Rules) headed(p *register.Portion) *Portion {
	x.mu.Lock()
	c, known := x.heads[string(p.Head)]
	x.mu.Unlock()
	if known {
		return c
	}
	c = x.Portion(p.Marking())
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.heads) == mostMarks {
		clear(x.heads)
	}
	x.heads[string(p.Head)] = c
	return c
}

// Published gives a portion that an act has opened to everybody.
func Published() *Portion { return &Portion{published: true} }

// codes is how many codes have numbers.
func (x *Rules) codes() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return len(x.ids)
}

func (x *Rules) id(code string) int {
	n, ok := x.ids[code]
	if !ok {
		n = len(x.ids)
		x.ids[code] = n
	}
	return n
}

// set is a set of small numbers.
type set []uint64

func (s *set) add(n int) {
	for len(*s) <= n/64 {
		*s = append(*s, 0)
	}
	(*s)[n/64] |= 1 << (n % 64)
}

func (s set) has(n int) bool { return n/64 < len(s) && s[n/64]&(1<<(n%64)) != 0 }

func (s set) meets(o set) bool {
	for i := range min(len(s), len(o)) {
		if s[i]&o[i] != 0 {
			return true
		}
	}
	return false
}
