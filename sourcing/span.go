package sourcing

import (
	"cmp"
	"slices"
	"time"

	"entente/act"
)

// A Day counts days; only differences mean something.
type Day int

const (
	ever  Day = -1 << 30
	never Day = 1 << 30
)

// DayOf is the day of an instant.
func DayOf(t time.Time) Day { return Day(t.Unix() / 86400) }

// Time is the day's beginning.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func (d Day) String() string { return d.Time().Format(time.DateOnly) }

// A Span is the days From up to, and without, To.
type Span struct{ From, To Day }

// Days is how many days the span has.
func (s Span) Days() int64 { return int64(max(0, s.To-s.From)) }

// Last is the span's last day.
func (s Span) Last() Day { return s.To - 1 }

// Meet is the days two spans have in common.
func (s Span) Meet(t Span) Span { return Span{max(s.From, t.From), min(s.To, t.To)} }

func (s Span) holds(d Day) bool { return s.From <= d && d < s.To }

// spanOf is the days from one date to another, both included; a date not given sets
// no end.
func spanOf(from, until act.Date) Span {
	s := Span{ever, never}
	if !from.IsZero() {
		s.From = DayOf(from.First())
	}
	if !until.IsZero() {
		s.To = DayOf(until.Last()) + 1
	}
	return s
}

// pieces cuts a span at the days given.
func (s Span) pieces(cuts []Day) []Span {
	slices.Sort(cuts)
	from := s.From
	var out []Span
	for _, c := range append(cuts, s.To) {
		if c > from && c <= s.To {
			out = append(out, Span{from, c})
			from = c
		}
	}
	return out
}

// ends are the days at which something may change.
func ends(spans []Span) []Day {
	out := make([]Day, 0, 2*len(spans))
	for _, s := range spans {
		out = append(out, s.From, s.To)
	}
	return out
}

func anyHolds(spans []Span, d Day) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.holds(d) })
}

// join adds a span to a list in order, grown together where they touch.
func join(spans []Span, s Span) []Span {
	if n := len(spans); n > 0 && spans[n-1].To == s.From {
		spans[n-1].To = s.To
		return spans
	}
	return append(spans, s)
}

// Joined puts spans in order and joins those that touch.
func Joined(spans []Span) []Span {
	var out []Span
	sortSpans(spans)
	for _, s := range spans {
		out = join(out, s)
	}
	return out
}

func sortSpans(spans []Span) {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
}
