package web

import (
	"strings"
	"time"

	"entente/act"
	"entente/cable"
)

// A day or a moment shows, on hover, what everybody reads it by: the date-time group of
// telegrams, ISO 8601, and, where the page has script, the reader's own calendar and
// clock (web/src/times.ts).

// group writes a moment as a date-time group, 201300Z MAR 07.
func group(t time.Time) string {
	t = t.UTC()
	return cable.DTG{Day: t.Day(), Hour: t.Hour(), Minute: t.Minute(), Zone: 'Z', Month: t.Month(), Year: t.Year()}.String()
}

// groupOfDay is what a date-time group says of a day alone; empty for a month or a year.
func groupOfDay(d act.Date) string {
	if len(d.String()) != len(time.DateOnly) {
		return ""
	}
	return strings.ToUpper(d.First().Format("02 Jan 06"))
}

// figures writes the figures of a number or a day as the reader has chosen.
func (v *visit) figures(text string) string { return v.digits.Write(text) }
