package act

import (
	"fmt"
	"strings"
	"time"
)

// A Date is a day as precisely as the source gives it: 2025-11-17, 2025-11 or
// 2025. The zero Date is "not given". Dates compare by their last possible day:
// an act of "January 2016" is held to be in force when January 2016 is over.
type Date struct{ text string }

// ParseDate reads 2006-01-02, 2006-01 or 2006, and refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if len(s) == len(layout) {
			if _, err := time.Parse(layout, s); err != nil {
				return Date{}, fmt.Errorf("%q is not a day of the calendar", s)
			}
			return Date{s}, nil
		}
	}
	return Date{}, fmt.Errorf("%q is not a date", s)
}

// MustDate is ParseDate for dates known to be right.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// String gives the date as written; empty when not given.
func (d Date) String() string { return d.text }

// IsZero reports whether no date is given.
func (d Date) IsZero() bool { return d.text == "" }

// First is the first day the date can mean, Last the last.
func (d Date) First() time.Time {
	switch len(d.text) {
	case 4:
		return day(d.text + "-01-01")
	case 7:
		return day(d.text + "-01")
	}
	return day(d.text)
}

// Last is the last day the date can mean.
func (d Date) Last() time.Time {
	switch len(d.text) {
	case 4:
		return day(d.text + "-12-31")
	case 7:
		return day(d.text+"-01").AddDate(0, 1, -1)
	}
	return day(d.text)
}

func day(s string) time.Time {
	t, _ := time.Parse("2006-01-02", s)
	return t
}

// After reports whether all of d lies after the last day of e; a date not given
// is after nothing.
func (d Date) After(e Date) bool {
	return !d.IsZero() && !e.IsZero() && d.Last().After(e.Last())
}

// Compare orders dates by their last possible day, dates not given first.
func (d Date) Compare(e Date) int { return d.Last().Compare(e.Last()) }

// MarshalText and UnmarshalText make a Date its own text in JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.text), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	e, err := ParseDate(string(b))
	if err == nil {
		*d = e
	}
	return err
}
