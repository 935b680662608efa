package site

import (
	"encoding/binary"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// drawer holds the words of portions that are marked alike, of acts whose headers are: the
// last as they are, the others sorted by word.
type drawer struct {
	header, of mark
	loose      []slip
	sorted     []*sorted
}

// slip is what one act has in a drawer.
type slip struct {
	act  uint32
	text string // " one word after another \n the next text \n"
}

// mostLoose is how many slips lie loose before they are sorted: looking through them
// takes a millisecond.
const mostLoose = 2048

// term is something asked for: a word, or several in a row.
type term struct {
	text  string
	words []string
	// Arabic letters carry articles and prepositions before them, so there any place in
	// the first word will do.
	inside bool
}

func termOf(folded string) term {
	first, _ := utf8.DecodeRuneInString(folded)
	return term{folded, strings.Fields(folded), unicode.Is(unicode.Arabic, first)}
}

// find marks the acts that hold a term.
func (d *drawer) find(t *term, found acts) {
	for _, s := range d.loose {
		if t.in(s.text) {
			found.put(s.act)
		}
	}
	for _, s := range d.sorted {
		s.find(t, found)
	}
}

// in finds a term at the beginning of words.
func (t *term) in(text string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], t.text)
		if i < 0 {
			return false
		}
		i += at
		if t.inside || i == 0 || text[i-1] == ' ' {
			return true
		}
		at = i + 1
	}
}

// sorted are slips that are not added to any more: each word, and where it stands.
type sorted struct {
	acts   []uint32 // of the slips
	words  string   // one after another
	ends   []uint32 // of each word
	places []byte   // of each word: how many slips further on, and which word there
	until  []uint32 // the end of the places of each word
}

// sortSlips sorts slips by word.
func sortSlips(slips []slip) *sorted {
	type so struct {
		places       []byte
		slip, before uint32
	}
	all := map[string]*so{}
	s := &sorted{acts: make([]uint32, len(slips))}
	for i, l := range slips {
		s.acts[i] = l.act
		n := uint32(0)
		for word := range strings.SplitSeq(l.text, " ") {
			if word == "" {
				continue
			}
			if n++; word == "\n" {
				continue
			}
			w := all[word]
			if w == nil {
				w = &so{}
				all[word] = w
			}
			if further := uint32(i) - w.slip; further > 0 {
				w.slip, w.before = uint32(i), 0
				w.places = binary.AppendUvarint(w.places, uint64(further))
			} else {
				w.places = append(w.places, 0)
			}
			w.places = binary.AppendUvarint(w.places, uint64(n-w.before))
			w.before = n
		}
	}
	var words strings.Builder
	for _, word := range slices.Sorted(maps.Keys(all)) {
		words.WriteString(word)
		s.places = append(s.places, all[word].places...)
		s.ends, s.until = append(s.ends, uint32(words.Len())), append(s.until, uint32(len(s.places)))
	}
	s.words, s.places = words.String(), slices.Clip(s.places)
	s.ends, s.until = slices.Clip(s.ends), slices.Clip(s.until)
	return s
}

func (s *sorted) word(k int) string {
	if k == 0 {
		return s.words[:s.ends[0]]
	}
	return s.words[s.ends[k-1]:s.ends[k]]
}

// at gives the places of a word: slip and word there.
func (s *sorted) at(k int) iter.Seq2[uint32, uint32] {
	from := uint32(0)
	if k > 0 {
		from = s.until[k-1]
	}
	return func(yield func(uint32, uint32) bool) {
		slip, place := uint32(0), uint32(0)
		for rest := s.places[from:s.until[k]]; len(rest) > 0; {
			further, n := binary.Uvarint(rest)
			on, m := binary.Uvarint(rest[n:])
			rest = rest[n+m:]
			if further > 0 {
				slip, place = slip+uint32(further), 0
			}
			place += uint32(on)
			if !yield(slip, place) {
				return
			}
		}
	}
}

// like gives the words that a word of a term stands for: the first of several may be the
// end of one in Arabic, the last the beginning.
func (s *sorted) like(t *term, i int) iter.Seq[int] {
	first, last, want := i == 0, i == len(t.words)-1, t.words[i]
	return func(yield func(int) bool) {
		if first && t.inside {
			for k := range s.ends {
				if w := s.word(k); last && strings.Contains(w, want) || strings.HasSuffix(w, want) {
					if !yield(k) {
						return
					}
				}
			}
			return
		}
		for k := sort.Search(len(s.ends), func(k int) bool { return s.word(k) >= want }); k < len(s.ends); k++ {
			if w := s.word(k); w != want && !(last && strings.HasPrefix(w, want)) || !yield(k) {
				return
			}
		}
	}
}

// find marks the acts of which a slip holds a term.
func (s *sorted) find(t *term, found acts) {
	if len(t.words) == 1 {
		for k := range s.like(t, 0) {
			for slip := range s.at(k) {
				found.put(s.acts[slip])
			}
		}
		return
	}
	var so []uint64 // slip and place where all words up to here stand in a row
	for i := range t.words {
		var here []uint64
		for k := range s.like(t, i) {
			for slip, place := range s.at(k) {
				here = append(here, uint64(slip)<<32|uint64(place))
			}
		}
		slices.Sort(here)
		if i == 0 {
			so = here
		} else {
			so = next(so, here)
		}
		if len(so) == 0 {
			return
		}
	}
	for _, p := range so {
		found.put(s.acts[p>>32])
	}
}

// next keeps of the places here those right after a place of before. Both are in order.
func next(before, here []uint64) []uint64 {
	kept := here[:0]
	for _, p := range here {
		for len(before) > 0 && before[0]+1 < p {
			before = before[1:]
		}
		if len(before) > 0 && before[0]+1 == p {
			kept = append(kept, p)
		}
	}
	return kept
}
