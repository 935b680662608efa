package site

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/act"
	"entente/gazetteer"
	"entente/register"
)

// Search is what somebody looks for: everything in it must hold.
//
//	"it is in process" actor:PAK date:2025-10..2025-11 kind:position troops
type Search struct {
	Words   []string // folded; a word of one is found at the beginning of words, several as a phrase
	Actors  []string // codes, any of which may be whose act it is
	Kind    string
	From    act.Date
	To      act.Date
	Nothing bool     // it names a kind or an actor that cannot be
	Wrong   []string // words that could not be read, as typed: date:yesterday
	typed   string   // without its fields
}

// ParseSearch reads what was typed in a field of search.
func ParseSearch(text string) Search {
	var q Search
	var rest []string
	for _, w := range pieces(text) {
		field, value, named := strings.Cut(w, ":")
		switch {
		case named && field == "actor" && value != "":
			q.Actors = append(q.Actors, codesOf(value)...)
		case named && field == "kind" && value != "":
			if q.Kind = kindOf(value); q.Kind == "" {
				q.Wrong, q.Nothing = append(q.Wrong, w), true
			}
		case named && field == "date" && value != "":
			if !q.days(value) {
				q.Wrong, q.Nothing = append(q.Wrong, w), true
			}
		default:
			if folded := gazetteer.Fold(w); folded != "" {
				q.Words = append(q.Words, folded)
				rest = append(rest, w)
			}
		}
	}
	q.typed = strings.Join(rest, " ")
	return q
}

// Empty reports whether nothing is asked for.
func (q *Search) Empty() bool {
	return len(q.Words) == 0 && len(q.Actors) == 0 && q.Kind == "" && q.From.IsZero() && q.To.IsZero() && len(q.Wrong) == 0
}

// pieces cuts a text at spaces that stand outside quotation marks.
func pieces(text string) []string {
	var all []string
	var one strings.Builder
	quoted := false
	end := func() {
		if one.Len() > 0 {
			all = append(all, one.String())
		}
		one.Reset()
	}
	for _, r := range text {
		switch {
		case strings.ContainsRune("\"“”«»„", r):
			quoted = !quoted
		case !quoted && (r == ' ' || r == '\t' || r == '\n' || r == '\u00a0'):
			end()
		default:
			one.WriteRune(r)
		}
	}
	end()
	return all
}

// codesOf are the codes a name, alias or code may mean; what the gazetteer does not
// know may be a code of the record.
func codesOf(name string) []string {
	codes := []string{name}
	for _, m := range gazetteer.Resolve(name) {
		codes = append(codes, m.Code)
	}
	return codes
}

// days reads date:2025, date:2025-10-28 and date:2025-10..2025-11, each end of which
// may be left out.
func (q *Search) days(text string) bool {
	from, to, span := strings.Cut(text, "..")
	if !span {
		to = from
	}
	var err1, err2 error
	if from != "" {
		q.From, err1 = act.ParseDate(from)
	}
	if to != "" {
		q.To, err2 = act.ParseDate(to)
	}
	return err1 == nil && err2 == nil && (from != "" || to != "")
}

// Results is what a search found.
type Results struct {
	Actors  []FoundActor
	Entries []*register.Entry // a page of the acts, the newest day first
	Total   int               // acts found
}

// Search looks through the record as the person may see it, and gives up to limit acts
// after the first skip.
func (r *Reader) Search(q Search, skip, limit int) (*Results, error) {
	x := &r.s.index
	if err := x.catchUp(r.s); err != nil {
		return nil, err
	}
	if q.Nothing || q.Empty() {
		return &Results{}, nil
	}
	x.mu.RLock()
	m := x.mask(r)
	hits := x.hits(&q, m)
	type name struct{ initiative, id string }
	names := make([]name, 0, limit)
	for _, i := range hits[min(skip, len(hits)):min(skip+limit, len(hits))] {
		h := x.docs[i].heading
		names = append(names, name{h.Initiative, h.ID})
	}
	x.mu.RUnlock()
	found := &Results{Total: len(hits)}
	if len(q.Actors) == 0 && q.Kind == "" && q.From.IsZero() && q.To.IsZero() {
		found.Actors = m.find(q.typed, mostActors)
	}
	for _, n := range names {
		e, err := r.alone(n.initiative, n.id)
		if err != nil {
			return nil, fmt.Errorf("what was found cannot be read: %w", err)
		}
		found.Entries = append(found.Entries, e)
	}
	return found, nil
}

// hits are the numbers of the acts that match, each act once, the newest day first.
// The caller holds the index for reading.
func (x *index) hits(q *Search, m *mask) []int {
	bits := m.seen()
	var hits []int
	seen := map[[2]string]bool{} // of those that several signed
	for _, i := range x.order {
		if i >= len(bits) || bits[i]&(1<<register.PortionHeader) == 0 || !q.matches(&x.docs[i], bits[i]) {
			continue
		}
		if d := &x.docs[i]; d.twin {
			key := [2]string{d.heading.Initiative, d.heading.ID}
			if seen[key] {
				continue
			}
			seen[key] = true
		}
		hits = append(hits, i)
	}
	return hits
}

// matches reports whether everything asked for holds of an act, as far as bits let it
// be seen.
func (q *Search) matches(d *doc, bits byte) bool {
	h := &d.heading
	if h.Initiative == "" || q.Kind != "" && string(h.Kind) != q.Kind {
		return false
	}
	if len(q.Actors) > 0 && !slices.ContainsFunc(q.Actors, func(code string) bool { return strings.EqualFold(code, string(h.Actor)) }) {
		return false
	}
	if !q.From.IsZero() || !q.To.IsZero() {
		on, err := act.ParseDate(d.day)
		if err != nil || !q.From.IsZero() && on.Last().Before(q.From.First()) || !q.To.IsZero() && on.First().After(q.To.Last()) {
			return false
		}
	}
	for _, w := range q.Words {
		held := false
		for i := range d.portions {
			held = held || bits&(1<<i) != 0 && holds(d.portions[i], w)
		}
		if !held {
			return false
		}
	}
	return true
}

// holds finds words at the beginning of words. Arabic letters carry articles and
// prepositions before them, so there any place in a word will do.
func holds(text, words string) bool {
	first, _ := utf8.DecodeRuneInString(words)
	arabic := unicode.Is(unicode.Arabic, first)
	for at := 0; ; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return false
		}
		i += at
		if arabic || i == 0 || text[i-1] == ' ' {
			return true
		}
		at = i + 1
	}
}
