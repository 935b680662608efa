package web

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"entente/act"
	"entente/site"
)

// put puts acts on record with the secretariat, which holds the instruments of others.
func (h *house) put(all ...*act.Act) {
	h.Helper()
	key, err := site.SigningKey(h.site.Dir(), "")
	if err != nil {
		h.Fatal(err)
	}
	for _, a := range all {
		d, err := h.site.Register().Draft(a, site.Quality(a, "SECRETARIAT", true), key)
		if err != nil {
			h.Fatal(err)
		}
		if r, err := h.site.Append(h.Context(), d); err != nil || r.Err != nil {
			h.Fatal(err, r.Err)
		}
	}
}

func filedOn(id, mark string, body act.Body, on time.Time) *act.Act {
	a := &act.Act{ID: id, Kind: body.Kind(), Initiative: "gaza-isf-2025", Body: body}
	a.Actor, a.On, a.Marking = "SECRETARIAT", act.MustDate(on.Format(time.DateOnly)), "EXERCISE//"+mark
	return a
}

// event is one event of a calendar, read back by the rules of RFC 5545: lines are
// unfolded, then parted at the first colon.
type event map[string][]string

func (h *house) readCalendar(text string) (all []event) {
	h.Helper()
	for _, line := range strings.SplitAfter(text, "\r\n") {
		if len(line) > 77 || !utf8.ValidString(line) {
			h.Errorf("the line %q has %d octets", line, len(line))
		}
	}
	var inside []string
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n ", ""), "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		switch name {
		case "BEGIN":
			if value == "VEVENT" {
				all = append(all, event{})
			}
			inside = append(inside, value)
		case "END":
			if len(inside) == 0 || inside[len(inside)-1] != value {
				h.Fatalf("END:%s ends %v", value, inside)
			}
			inside = inside[:len(inside)-1]
		default:
			if len(inside) > 1 {
				value = strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(value)
				key := strings.Join(append(inside[2:], name), "/")
				all[len(all)-1][key] = append(all[len(all)-1][key], value)
			}
		}
	}
	if len(inside) > 0 {
		h.Errorf("the calendar does not end: %v", inside)
	}
	return all
}

// The days that count go to a calendar by an address of one's own, with alarms, and
// read back: each only to who may see it, and what is marked by its day alone.
func TestCalendar(t *testing.T) {
	h := open(t)
	now := time.Now().UTC()
	soon := now.AddDate(0, 0, 9)
	ends := now.Add(50 * time.Hour).Truncate(time.Minute)
	h.put(
		filedOn("due-open", "UNCLASSIFIED", &act.Deadline{What: "Report on the troops; commas, semicolons\nand a long line: " + strings.Repeat("ö", 80), Due: act.MustDate(soon.Format(time.DateOnly)), Of: "PAK"}, now),
		filedOn("due-hidden", "CONFIDENTIAL", &act.Deadline{What: "zqhidden", Due: act.MustDate(soon.Format(time.DateOnly))}, now),
		filedOn("offer-lapses", "UNCLASSIFIED", &act.Pledge{What: "A battalion", Rung: "offer", Until: act.MustDate(soon.Format(time.DateOnly))}, now),
		filedOn("text-1", "UNCLASSIFIED", &act.Text{Title: "Terms of reference", Words: "The force protects."}, now),
		filedOn("silence-1", "UNCLASSIFIED", &act.Silence{Title: "Terms of reference", Text: "text-1", Procedure: "nato-silence", Until: act.Instant(ends.Format("2006-01-02 15:04") + " Z")}, now),
		filedOn("due-old", "UNCLASSIFIED", &act.Deadline{What: "long over", Due: act.MustDate("2020-01-01")}, now),
	)
	secretary, observer := h.as("secretary"), h.as("observer")
	secretary.holds(secretary.get("/calendar"), 200, "Make my address")
	mine, its := secretary.address(), observer.address()
	nobody := h.browser() // a calendar brings no cookie
	r := nobody.get(mine)
	nobody.holds(r, 200)
	if got := r.header.Get("Content-Type"); got != "text/calendar; charset=utf-8" {
		t.Errorf("the calendar is of the type %s", got)
	}
	events := map[string]event{}
	for _, e := range h.readCalendar(r.body) {
		events[e["UID"][0]] = e
	}
	uid := func(kind, id string) string { return kind + "/gaza-isf-2025/" + id + "@entente" }
	due, silence, lapse, hidden := events[uid("deadline", "due-open")], events[uid("silence", "silence-1")], events[uid("lapses", "offer-lapses")], events[uid("deadline", "due-hidden")]
	if due == nil || silence == nil || lapse == nil || hidden == nil || events[uid("deadline", "due-old")] != nil {
		t.Fatalf("the calendar has %d events: %v", len(events), r.body)
	}
	if got := due["SUMMARY"][0]; got != "deadline: Pakistan: Report on the troops; commas, semicolons\nand a long line: "+strings.Repeat("ö", 80) {
		t.Errorf("read back: %q", got)
	}
	if got := due["DTSTART;VALUE=DATE"][0] + due["VALARM/TRIGGER"][0]; got != soon.Format("20060102")+"-PT15H" {
		t.Errorf("the deadline is on, and rings, %s", got)
	}
	if got := silence["DTSTART"][0] + fmt.Sprint(silence["VALARM/TRIGGER"]); got != ends.Format("20060102T150405Z")+"[-P1D -PT2H]" {
		t.Errorf("the silence ends, and rings, %s", got)
	}
	if hidden["CLASS"][0] != "CONFIDENTIAL" || strings.Contains(r.body, "zqhidden") || !strings.HasSuffix(hidden["URL"][0], "/case/gaza-isf-2025/act/due-hidden") {
		t.Errorf("what is marked is told as %v", hidden)
	}
	if seen := nobody.get(its); !strings.Contains(seen.body, "due-open") || strings.Contains(seen.body, "due-hidden") {
		t.Errorf("the observer's calendar holds\n%s", seen.body)
	}
	secretary.holds(secretary.get("/calendar"), 200, "zqhidden", "Terms of reference", "A calendar last asked for it")
	secretary.holds(secretary.get("/list/dates.csv"), 200, "due-open", "silence-1")

	// another takes its place, and ended it opens nothing
	again := secretary.address()
	nobody.holds(nobody.get(mine), 404)
	nobody.holds(nobody.get(again), 200)
	secretary.post("/calendar/end")
	nobody.holds(nobody.get(again), 404)
	nobody.holds(nobody.get("/calendar/not-an-address.ics"), 404)
	if p, err := h.site.Person("observer"); err != nil || h.site.EndPerson(&site.Person{Name: "secretary", Role: site.Officer}, p.Name) != nil {
		t.Fatal("the observer cannot be ended: ", err)
	}
	nobody.holds(nobody.get(its), 404)
}

// address makes a calendar address, and reads it off the page.
func (b *browser) address() string {
	b.Helper()
	m := regexp.MustCompile(`(/calendar/[A-Za-z0-9_-]{40,}\.ics)<`).FindStringSubmatch(b.post("/calendar").body)
	if m == nil {
		b.Fatal("no address is shown")
	}
	return m[1]
}

// Whatever a text holds, it reads back from a calendar as it was, but for signs of
// control, and no line is too long.
func FuzzCalendarText(f *testing.F) {
	f.Add("a, b; c\\n\nd")
	f.Add(strings.Repeat("ü", 200) + "\r\nEND:VCALENDAR")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		line := string(folded("SUMMARY:" + escaped(text)))
		for part := range strings.SplitAfterSeq(line, "\r\n") {
			if len(part) > 77 {
				t.Errorf("%q is too long", part)
			}
		}
		if strings.Count(strings.ReplaceAll(line, "\r\n ", ""), "\n") != 1 {
			t.Errorf("%q is more than a line", line)
		}
	})
}
