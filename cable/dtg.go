package cable

import (
	"fmt"
	"strings"
	"time"
)

// DTG is the date-time group, 201300Z MAR 07: day, hour and minute in Greenwich
// time (or the zone of another letter), month and year.
type DTG struct {
	Day, Hour, Minute int
	Zone              byte // Z
	Month             time.Month
	Year              int // 2007
}

var months = [...]string{"", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}

// String is the group as it is sent; empty when there is none.
func (d DTG) String() string {
	if d.Month == 0 {
		return ""
	}
	return fmt.Sprintf("%02d%02d%02d%c %s %02d", d.Day, d.Hour, d.Minute, d.Zone, months[d.Month], d.Year%100)
}

// IsZero reports whether there is no group.
func (d DTG) IsZero() bool { return d.Month == 0 }

// Valid reports whether there is such a moment.
func (d DTG) Valid() bool {
	return d.Month > 0 && d.Hour < 24 && d.Minute < 60 && d.Day > 0 && time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Day() == d.Day
}

// Time is the moment in universal time.
func (d DTG) Time() time.Time {
	return time.Date(d.Year, d.Month, d.Day, d.Hour, d.Minute, 0, 0, time.UTC).Add(-zone(d.Zone))
}

// zone is how far a zone letter is ahead of Greenwich: A to M eastward without J,
// N to Y westward.
func zone(c byte) time.Duration {
	switch {
	case c >= 'A' && c <= 'I':
		return time.Duration(c-'A'+1) * time.Hour
	case c >= 'K' && c <= 'M':
		return time.Duration(c-'A') * time.Hour
	case c >= 'N' && c <= 'Y':
		return -time.Duration(c-'N'+1) * time.Hour
	}
	return 0
}

// Date is the day as 2007-03-20.
func (d DTG) Date() string {
	return twoDigits(d.Year/100) + twoDigits(d.Year) + "-" + twoDigits(int(d.Month)) + "-" + twoDigits(d.Day)
}

// MarshalText makes a group its own text in JSON.
func (d DTG) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// ParseDTG reads a date-time group with nothing around it.
func ParseDTG(s string) (DTG, bool) {
	d, rest, _, ok := cutDTG(capitals(trim(s)))
	return d, ok && trim(rest) == ""
}

// century is the year a two-digit year of a telegram means: from 1940 to 2039,
// for no earlier telegram has this form.
func century(yy int) int {
	if yy < 40 {
		return 2000 + yy
	}
	return 1900 + yy
}

// cutDTG reads a group at the beginning of s, which is in capitals. Damage says
// that letters stood where digits belong and were read as those they look like.
func cutDTG(s string) (d DTG, rest string, damage bool, ok bool) {
	var n [6]int
	for i := range n {
		if i >= len(s) {
			return
		}
		v, bad, is := asDigit(s[i])
		if !is {
			return
		}
		n[i], damage = v, damage || bad
	}
	if len(s) < 7 || !letter(s[6]) {
		return
	}
	d = DTG{Day: n[0]*10 + n[1], Hour: n[2]*10 + n[3], Minute: n[4]*10 + n[5], Zone: s[6]}
	s = strings.TrimLeft(s[7:], " ")
	if len(s) < 5 {
		return
	}
	for m := 1; m <= 12; m++ {
		if s[:3] == months[m] {
			d.Month = time.Month(m)
		}
	}
	if d.Month == 0 {
		return
	}
	s = strings.TrimLeft(s[3:], " ")
	year, w := 0, 0
	for w < len(s) && w < 4 {
		v, bad, is := asDigit(s[w])
		if !is || bad && w >= 2 {
			break
		}
		year, damage = year*10+v, damage || bad
		w++
	}
	switch w {
	case 2:
		d.Year = century(year)
	case 4:
		d.Year = year
	default:
		return DTG{}, s, damage, false
	}
	return d, s[w:], damage, true
}

// asDigit reads a digit, or a letter a scanner took a digit for.
func asDigit(c byte) (v int, damaged, ok bool) {
	switch {
	case digit(c):
		return int(c - '0'), false, true
	case c == 'O' || c == 'Q':
		return 0, true, true
	case c == 'I' || c == 'L':
		return 1, true, true
	}
	return 0, false, false
}
