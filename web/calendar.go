package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"entente/marking"
	"entente/site"
)

// calendar is the page of the days that count, and of the address by which a calendar
// follows them.
type calendar struct {
	dates []site.Due
	feed  *site.Feed
	link  string // the address just made, shown this once
}

func calendarPage(v *visit) (*page, error) { return v.calendar("") }

func (v *visit) calendar(secret string) (*page, error) {
	var x calendar
	var err error
	if x.dates, err = v.reader.Dates(); err != nil {
		return nil, err
	}
	if x.feed, err = v.s.site.FeedOf(v.who()); err != nil {
		return nil, err
	}
	if secret != "" {
		x.link = cmp.Or(v.origin(), "http://"+v.r.Host) + "/calendar/" + secret + ".ics"
	}
	var all []marking.Marking
	for _, d := range x.dates {
		all = append(all, d.Case.Marking)
	}
	return &page{title: v.say("calendar.title"), marking: joined(all), shown: site.ShowsDates(x.dates), how: "list", body: calendarBody(v, &x), still: secret != ""}, nil
}

// openFeed makes the reader's calendar address, or another in its place.
func openFeed(v *visit) (*page, error) {
	secret, err := v.s.site.OpenFeed(v.who(), v.lang.Code)
	if err != nil {
		return nil, err
	}
	return v.calendar(secret)
}

func closeFeed(v *visit) (*page, error) { return goTo("/calendar"), v.s.site.CloseFeed(v.who()) }

// feed answers a calendar: the address says whose dates are asked for. What is marked
// for fewer than everybody it tells by its day alone, because a calendar leaves the
// site: the words are behind the link, for who signs in.
func feed(v *visit, w http.ResponseWriter) error {
	if err := v.enterFeed(strings.TrimSuffix(v.r.PathValue("secret"), ".ics")); err != nil {
		return err
	}
	dates, err := v.reader.Dates()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	_, err = w.Write(v.iCalendar(dates, cmp.Or(v.origin(), "http://"+v.r.Host)))
	return err
}

// iCalendar writes days as RFC 5545 has it, each with alarms: a whole day the morning
// before, a moment a day and two hours before.
func (v *visit) iCalendar(dates []site.Due, origin string) []byte {
	var out []byte
	line := func(format string, args ...any) { out = append(out, folded(fmt.Sprintf(format, args...))...) }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//Entente//Entente//EN")
	line("CALSCALE:GREGORIAN")
	line("METHOD:PUBLISH")
	line("X-WR-CALNAME:%s", escaped(v.say("calendar.title")))
	line("REFRESH-INTERVAL;VALUE=DURATION:PT15M")
	for _, d := range dates {
		kind, says := v.say("item."+d.Kind), v.say("calendar.guarded")
		if !d.Guarded {
			says = strings.Join(filled(v.name(d.Actor, d.Name), d.In(v.lang.Code)), ": ")
		}
		address := origin + "/case/" + url.PathEscape(d.Case.ID) + "/act/" + url.PathEscape(d.Act)
		line("BEGIN:VEVENT")
		line("UID:%s", escaped(d.Kind+"/"+d.Case.ID+"/"+d.Act+"@entente"))
		line("DTSTAMP:%s", utc(d.Recorded))
		alarms := []string{"-PT15H"}
		if d.At.IsZero() {
			line("DTSTART;VALUE=DATE:%s", d.On.Last().Format("20060102"))
			line("DTEND;VALUE=DATE:%s", d.On.Last().AddDate(0, 0, 1).Format("20060102"))
		} else {
			line("DTSTART:%s", utc(d.At))
			line("DTEND:%s", utc(d.At))
			alarms = []string{"-P1D", "-PT2H"}
		}
		summary := escaped(kind + ": " + says)
		line("SUMMARY:%s", summary)
		line("DESCRIPTION:%s", escaped(strings.Join([]string{kind + ": " + says, d.Case.ID, address}, "\n")))
		line("URL:%s", address)
		line("CLASS:%s", map[bool]string{true: "CONFIDENTIAL", false: "PRIVATE"}[d.Guarded])
		line("TRANSP:TRANSPARENT")
		for _, before := range alarms {
			line("BEGIN:VALARM")
			line("ACTION:DISPLAY")
			line("TRIGGER:%s", before)
			line("DESCRIPTION:%s", summary)
			line("END:VALARM")
		}
		line("END:VEVENT")
	}
	line("END:VCALENDAR")
	return out
}

func utc(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// escaped writes a text as a value of iCalendar (RFC 5545, 3.3.11).
func escaped(s string) string {
	s = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`).Replace(s)
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// folded ends a line and folds it where it has more than 75 octets, never within a
// character (RFC 5545, 3.1).
func folded(s string) []byte {
	var out []byte
	room := 75
	for len(s) > room {
		at := room
		for at > 0 && !utf8.RuneStart(s[at]) {
			at--
		}
		out = append(append(out, s[:at]...), "\r\n "...)
		s, room = s[at:], 74
	}
	return slices.Concat(out, []byte(s), []byte("\r\n"))
}
