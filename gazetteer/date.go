package gazetteer

import "time"

// Date is a day as far as it is known: "1945-10-24", "2012-08" or "1974".
// An incomplete date stands for its first day. Empty is unknown or open.
type Date string

// Time is the first day the date may mean, at midnight UTC; the zero time for
// an empty or malformed date.
func (d Date) Time() time.Time {
	if len(d) != 4 && len(d) != 7 && len(d) != 10 {
		return time.Time{}
	}
	t, err := time.Parse("2006-01-02"[:len(d)], string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// after says whether the date begins after a day written in full.
func (d Date) after(day string) bool {
	return string(d)+"0000-01-01"[len(d):] > day
}

// dayOf writes the calendar day of an instant in full.
func dayOf(at time.Time) string { return at.Format(time.DateOnly) }
