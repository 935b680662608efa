package act

import (
	"regexp"
	"strings"
	"time"

	"entente/phrase"
)

// An Instant is a moment with its offset from UTC, as deadlines of a silence
// procedure have it: "2003-02-10 09:00 +01:00 (Brussels)". The place in
// parentheses is for people; the offset decides, because the law of clocks at a
// place changes and the hour a document named does not.
type Instant string

var instantForm = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2})? ?(Z|UTC|[+-]\d{2}:\d{2})(?: \([^()]+\))?$`)

// IsZero reports whether no instant is given.
func (i Instant) IsZero() bool { return i == "" }

// Time reads the instant.
func (i Instant) Time() (time.Time, error) {
	m := instantForm.FindStringSubmatch(strings.TrimSpace(string(i)))
	if m == nil {
		return time.Time{}, phrase.Faultf(nil, "%q is not an instant: write day, hour and offset from UTC, as in 2003-02-10 09:00 +01:00", string(i))
	}
	offset := m[3]
	if offset == "UTC" || offset == "Z" {
		offset = "+00:00"
	}
	t, err := time.Parse("2006-01-02 15:04 -07:00", m[1]+" "+m[2]+" "+offset)
	if err != nil {
		return time.Time{}, phrase.Faultf(nil, "%q is not a moment of the calendar", string(i))
	}
	return t, nil
}

// Passed reports whether the instant lies before the end of the day d, counted at
// the instant's own offset. Without a day or without an instant nothing has passed.
func (i Instant) Passed(d Date) bool {
	t, err := i.Time()
	if err != nil || d.IsZero() {
		return false
	}
	return t.Format("2006-01-02") <= d.Last().Format("2006-01-02")
}
