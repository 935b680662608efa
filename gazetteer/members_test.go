package gazetteer

import (
	"slices"
	"strings"
	"testing"
)

// count gives how many have each status on a day.
func count(org, on string) map[Status]int {
	n := map[Status]int{}
	for _, m := range Members(org, day(on)) {
		n[m.Status]++
	}
	return n
}

func TestMembersOnADay(t *testing.T) {
	for _, c := range []struct {
		org, on           string
		members, suspends int
	}{
		{"NATO", "1990-01-01", 16, 0}, {"NATO", "2014-06-01", 28, 0}, {"NATO", "2018-01-01", 29, 0}, {"NATO", "2024-04-01", 32, 0},
		{"LAS", "2010-01-01", 22, 0}, {"LAS", "2014-06-01", 21, 1}, {"LAS", "2026-01-01", 22, 0},
		{"GCC", "1981-05-24", 0, 0}, {"GCC", "1981-05-25", 6, 0}, {"GCC", "2014-06-01", 6, 0},
		{"OIC", "2007-05-15", 57, 0}, {"OIC", "2014-06-01", 56, 1}, {"OIC", "2026-01-01", 57, 0},
		{"AU", "2003-01-01", 53, 0}, {"AU", "2014-03-31", 51, 3}, {"AU", "2018-01-01", 55, 0},
		{"OAU", "1963-12-31", 33, 0}, {"OAU", "2002-07-09", 0, 0},
	} {
		n := count(c.org, c.on)
		if n[StatusMember] != c.members || n[StatusSuspended] != c.suspends {
			t.Errorf("%s on %s: %v, want %d members and %d suspended", c.org, c.on, n, c.members, c.suspends)
		}
	}
}

// The published growth of the United Nations, at the end of each year.
func TestUnitedNationsGrowth(t *testing.T) {
	for on, want := range map[string]int{
		"1989-12-31": 159, "1990-12-31": 159, "1991-12-31": 166, "1992-12-31": 179, "1993-12-31": 184, "1994-12-31": 185,
		"1999-12-31": 188, "2000-12-31": 189, "2002-12-31": 191, "2006-12-31": 192, "2011-12-31": 193, "2026-06-30": 193,
	} {
		if got := count("UN", on)[StatusMember]; got != want {
			t.Errorf("%s: %d members, want %d", on, got, want)
		}
	}
	if n := count("UN", "2014-06-01")[StatusObserver]; n != 2 {
		t.Errorf("%d observer States in 2014, want the Holy See and Palestine", n)
	}
}

func TestSecurityCouncilHasFifteenOnEveryDayKept(t *testing.T) {
	for d := day("2006-01-01"); Complete("UNSC", d); d = d.AddDate(0, 0, 1) {
		n := map[Status]int{}
		for _, m := range Members("UNSC", d) {
			n[m.Status]++
		}
		if n[StatusPermanent] != 5 || n[StatusMember] != 10 {
			t.Fatalf("%s: %v", d.Format("2006-01-02"), n)
		}
	}
	for _, on := range []string{"2005-12-31", "2028-01-01"} {
		if Complete("UNSC", day(on)) {
			t.Errorf("the Security Council is not kept for %s", on)
		}
	}
	if s, _ := Member("UNSC", "PAK", day("2025-11-17")); s != StatusMember {
		t.Errorf("Pakistan voted on resolution 2803 as an elected member, not %q", s)
	}
}

func TestSyria(t *testing.T) {
	for _, c := range []struct {
		org, on string
		want    Status
	}{
		{"OIC", "2012-08-14", StatusMember}, {"OIC", "2012-08-15", StatusSuspended}, {"OIC", "2025-03-06", StatusSuspended}, {"OIC", "2025-03-07", StatusMember},
		{"LAS", "2011-11-15", StatusMember}, {"LAS", "2011-11-16", StatusSuspended}, {"LAS", "2023-05-06", StatusSuspended}, {"LAS", "2023-05-07", StatusMember},
		{"IMCTC", "2020-01-01", ""}, {"NATO", "2020-01-01", ""}, {"NOSUCH", "2020-01-01", ""},
	} {
		if got, _ := Member(c.org, "SYR", day(c.on)); got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.org, c.on, got, c.want)
		}
	}
}

func TestMoroccoLeftAndCameBack(t *testing.T) {
	for _, c := range []struct {
		org, on string
		want    bool
	}{{"OAU", "1984-01-01", true}, {"OAU", "1986-01-01", false}, {"AU", "2016-12-31", false}, {"AU", "2017-01-31", true}} {
		if _, got := Member(c.org, "MAR", day(c.on)); got != c.want {
			t.Errorf("Morocco in the %s on %s: %v", c.org, c.on, got)
		}
	}
}

// Thirty-four were announced; an announcement is not a membership.
func TestAnnouncedIsNotJoined(t *testing.T) {
	n := count("IMCTC", "2015-12-15")
	if all := n[StatusMember] + n[StatusAsserted] + n[StatusDisputed] + n[StatusDenied]; all != 34 {
		t.Errorf("%v on the day of the announcement: %d, want 34", n, all)
	}
	for code, want := range map[string]Status{
		"SAU": StatusMember, "PAK": StatusAsserted, "MYS": StatusDenied, "IDN": StatusDenied, "LBN": StatusDisputed, "IRN": "",
	} {
		if got, _ := Member("IMCTC", code, day("2015-12-20")); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
	for on, want := range map[string]int{"2017-11-26": 41, "2022-09-01": 42, "2025-05-01": 43} {
		if got := len(Members("IMCTC", day(on))) - 1; got != want {
			t.Errorf("%s: %d named, want %d", on, got, want)
		}
	}
}

func TestRollsAreWellFormed(t *testing.T) {
	known := []Status{StatusMember, StatusPermanent, StatusSuspended, StatusObserver, StatusAsserted, StatusDisputed, StatusDenied}
	for _, org := range Rolls() {
		var before Membership
		for _, m := range History(org) {
			e, ok := Lookup(m.Code)
			if !ok || e.Kind != KindState && e.Kind != KindDisputed {
				t.Errorf("%s: %s is no State or disputed entity", org, m.Code)
			}
			if m.From.Time().IsZero() || m.Until != "" && m.Until.Time().Compare(m.From.Time()) <= 0 {
				t.Errorf("%s: %s from %q until %q", org, m.Code, m.From, m.Until)
			}
			if !slices.Contains(known, m.Status) || m.Source == "" {
				t.Errorf("%s: %s has status %q, source %q", org, m.Code, m.Status, m.Source)
			}
			if before.Code == m.Code && (before.Until == "" || before.Until.Time().After(m.From.Time())) {
				t.Errorf("%s: %s has two statuses on %s", org, m.Code, m.From)
			}
			before = m
		}
		if before.Code == "" {
			t.Errorf("%s: an empty list", org)
		}
	}
	files, err := data.ReadDir("data/members")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if org := strings.TrimSuffix(f.Name(), ".csv"); !slices.Contains(Rolls(), org) {
			t.Errorf("%s: nothing says from when it is complete", f.Name())
		}
	}
}

func TestOfGivesEveryStatusOfAState(t *testing.T) {
	var got []string
	for _, m := range Of("TUR", day("2015-09-01")) {
		got = append(got, m.Org+" "+string(m.Status))
	}
	if want := "NATO member, OIC member, UN member"; strings.Join(got, ", ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHistoryIsACopy(t *testing.T) {
	History("GCC")[0].Code = "XXX"
	if History("GCC")[0].Code != "ARE" || len(History("EU")) != 0 {
		t.Error("a caller changed the list, or the EU has one")
	}
}
