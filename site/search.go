package site

import (
	"strings"

	"entente/act"
	"entente/gazetteer"
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
