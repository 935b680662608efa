package act

import (
	"testing"
	"time"
)

func TestInstant(t *testing.T) {
	for _, x := range []struct {
		text Instant
		want string // in UTC; empty when it is no instant
	}{
		{"2003-02-10 10:00 +01:00 (Brussels)", "2003-02-10T09:00:00Z"},
		{"2020-04-05T10:00-04:00", "2020-04-05T14:00:00Z"},
		{"2020-04-05 10:00 UTC", "2020-04-05T10:00:00Z"},
		{"2020-04-05 10:00:30Z", "2020-04-05T10:00:00Z"},
		{"2020-04-05 10:00", ""},
		{"2020-02-30 10:00 +01:00", ""},
		{"2020-04-05 25:00 +01:00", ""},
		{"2020-04-05 10:00 CET", ""},
		{"noon", ""},
	} {
		got, err := x.text.Time()
		if (err != nil) != (x.want == "") || err == nil && got.UTC().Format(time.RFC3339) != x.want {
			t.Errorf("%q is %v (%v), not %q", x.text, got, err, x.want)
		}
	}
}

// TestPassed: a deadline has passed on its own day, where it is set, and not before.
func TestPassed(t *testing.T) {
	i := Instant("2020-04-05 23:30 -04:00")
	if i.Passed(MustDate("2020-04-04")) || !i.Passed(MustDate("2020-04-05")) || i.Passed(Date{}) {
		t.Error("the day of a deadline is counted at its own offset")
	}
}

func TestShare(t *testing.T) {
	for _, x := range []struct {
		share Share
		base  int64
		want  int64
	}{
		{"2/3", 57, 38}, {"2/3", 38, 26}, {"2/3", 0, 0}, {"majority", 4, 3}, {"majority", 5, 3}, {"all", 27, 27}, {"all but 1", 57, 56}, {"9", 15, 9}, {"1/3", 27, 9}, {"55%", 27, 15},
	} {
		p, err := x.share.Parse()
		if got := p.Of(x.base); err != nil || got != x.want {
			t.Errorf("%s of %d is %d (%v), not %d", x.share, x.base, got, err, x.want)
		}
	}
	for _, s := range []Share{"", "two thirds", "1/0", "-1", "0.5", "all but many"} {
		if p, err := s.Parse(); err == nil {
			t.Errorf("%q is read as %+v", s, p)
		}
	}
}
