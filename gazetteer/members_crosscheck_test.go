package gazetteer

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestMembersAgainstCorrelatesOfWar compares the lists with version 3 of the
// Correlates of War IGO data, year by year, at the end of each year.
func TestMembersAgainstCorrelatesOfWar(t *testing.T) {
	_, states := sharedCSV(t, "memberships", "cow_states2016_igoR.csv")
	code := map[string]string{}
	for _, s := range states {
		if s[4] != "" && s[10] != "" && s[6] >= "1990" {
			code[s[10]] = one(t, s[2])
		}
	}
	header, rows := sharedCSV(t, "memberships", "cow_igo_v3_year_state_status.csv")
	orgs := map[string]string{"LOAS": "LAS", "GCC": "GCC", "NATO": "NATO", "OIC": "OIC", "OAU": "OAU", "AU": "AU", "UN": "UN"}
	differ := map[string][]int{}
	compared := 0
	for _, rec := range rows {
		org := orgs[rec[0]]
		year, err := strconv.Atoi(rec[2])
		if err != nil {
			t.Fatal(err)
		}
		if year < 1990 && org == "UN" || org == "AU" && year < 2002 || org == "OAU" && year >= 2002 {
			continue
		}
		at := day(fmt.Sprintf("%d-12-31", year))
		theirs := map[string]bool{} // two columns for Germany and for Yemen
		for i, column := range header {
			if c := code[column]; c != "" {
				theirs[c] = theirs[c] || rec[i] == "1"
			}
		}
		for c := range theirs {
			status, ok := Member(org, c, at)
			if ours := ok && (status.Counts() || status == StatusSuspended); ours != theirs[c] {
				k := fmt.Sprintf("%s %s ours %v", org, c, ours)
				differ[k] = append(differ[k], year)
			}
			compared++
		}
	}
	var found []string
	for k, years := range differ {
		found = append(found, fmt.Sprintf("%s %d-%d", k, slices.Min(years), slices.Max(years)))
	}
	slices.Sort(found)
	t.Logf("%d status compared, %d differences explained", compared, len(found))
	reportDifferences(t, found, map[string]string{
		"AU COD ours true 2003-2005":   "their run of 0 from 1985 to 2005; a founding member that stayed away from 1984 to 1986",
		"OAU COD ours true 1985-2001":  "the same",
		"AU GNQ ours true 2006-2014":   "their gap: Equatorial Guinea was a member throughout and hosted the summit of 2011",
		"LAS EGY ours true 1980-1988":  "suspended, which they count as no member",
		"LAS JOR ours true 1945-1945":  "blank in their table before they count it a State",
		"LAS LBN ours true 1945-1945":  "the same",
		"LAS SYR ours true 1945-1960":  "blank in 1945 (the same) and in 1959 and 1960, as the United Arab Republic",
		"LAS YEM ours true 1965-1966":  "their gap",
		"LAS YMD ours true 1967-1989":  "their gap: admitted in December 1967",
		"OAU GNB ours true 1973-1973":  "admitted before Portugal recognised it, when they count no State yet",
		"OAU MAR ours true 1963-1964":  "signed the Charter in September 1963; counted with the founders",
		"OAU TZA ours true 1963-1963":  "Tanganyika was a founder",
		"OIC ARE ours false 1971-1971": "the organisation's own list says 1972",
		"OIC BHR ours false 1971-1971": "the same",
		"OIC OMN ours false 1971-1971": "the same",
		"OIC QAT ours false 1971-1971": "the same",
		"OIC SYR ours false 1970-1971": "the same",
		"OIC AZE ours false 1991-1991": "the organisation's own list says 1992",
		"OIC BFA ours true 1974-1974":  "the organisation's own list says 1974",
		"OIC BEN ours false 1982-1982": "the organisation's own list says 1983",
		"OIC CMR ours true 1974-2005":  "their gap: the organisation's own list says 1974",
		"OIC IRQ ours true 1975-1975":  "the organisation's own list says 1975",
		"OIC UZB ours false 1995-1995": "the organisation's own list says 1996",
		"UN BLR ours true 1990-1990":   "a founding member before it was a State to them",
		"UN UKR ours true 1990-1990":   "the same",
		"UN TLS ours true 2002-2002":   "admitted on 27 September 2002; they begin in 2003",
		"UN UZB ours false 1991-1991":  "admitted on 2 March 1992",
		"UN YUG ours true 1993-1999":   "barred from the General Assembly, yet counted among the members until 2000",
		"UN YUG ours false 2000-2014":  "their Yugoslavia goes on as Serbia, here SRB",
	})
}

// TestCoalitionNamesResolve resolves every name in the list of the Islamic
// Military Counter Terrorism Coalition, and compares who is on it.
func TestCoalitionNamesResolve(t *testing.T) {
	_, rows := sharedCSV(t, "memberships", "imctc_members_2025_wikipedia.csv")
	var theirs []string
	for _, r := range rows {
		name, _, _ := strings.Cut(r[0], " (")
		code := one(t, name)
		if r[1] != "" && r[1] != code {
			t.Errorf("%s is %s, theirs %s", r[0], code, r[1])
		}
		status, ok := Member("IMCTC", code, day("2025-06-01"))
		if !ok {
			t.Errorf("%s is on their list alone", code)
		}
		if _, first := Member("IMCTC", code, day("2015-12-15")); first != (r[2] == "Original") {
			t.Errorf("%s (%s): announced on the first day: %v, theirs %q", code, status, first, r[2])
		}
		theirs = append(theirs, code)
	}
	if len(theirs) != 43 {
		t.Errorf("%d names, want 43", len(theirs))
	}
	for _, m := range Members("IMCTC", day("2025-06-01")) {
		if !slices.Contains(theirs, m.Code) && m.Code != "IDN" {
			t.Errorf("%s is on our list alone", m.Code)
		}
	}
}

// TestMembersAgainstPeacekeepingDatabase compares with the memberships that the
// IPI Peacekeeping Database gives for its present day, about 2016.
func TestMembersAgainstPeacekeepingDatabase(t *testing.T) {
	var all map[string]map[string]any
	if err := json.NewDecoder(shared(t, "reference", "ipi_countries_memberships.json")).Decode(&all); err != nil {
		t.Fatal(err)
	}
	var found []string
	for org, field := range map[string]string{"OIC": "oic", "LAS": "arab_league", "GCC": "gcc", "NATO": "nato", "AU": "au"} {
		for _, e := range All() {
			status, ok := Member(org, e.Code, day("2014-03-31"))
			ours := ok && (status.Counts() || status == StatusSuspended)
			c, known := all[e.Code]
			if theirs := known && c[field] == true; ours != theirs {
				found = append(found, fmt.Sprintf("%s %s ours %v", org, e.Code, ours))
			}
		}
	}
	reportDifferences(t, found, map[string]string{
		"OIC AZE ours true": "their gap: a member since 1992",
		"AU CAF ours true":  "suspended, which they count as no member",
		"AU GNB ours true":  "suspended, which they count as no member",
		"AU MDG ours true":  "suspended until January 2014",
	})
}

// TestVotersWereMembers looks up everybody who voted in the General Assembly
// since 1990.
func TestVotersWereMembers(t *testing.T) {
	code := map[string]string{"CS": "CSK", "DD": "DDR", "FRG": "DEU", "YAR": "YEM", "YD": "YMD", "YU": "YUG"}
	for _, e := range All() {
		if e.ISO2 != "" {
			code[e.ISO2] = e.Code
		}
	}
	header, rows := sharedCSV(t, "unga", "roll_calls_wide.csv")
	votes := 0
	seen := map[string]bool{}
	var found []string
	for _, r := range rows {
		if r[2] < "1990" {
			continue
		}
		for i := slices.Index(header, "AD"); i < len(r); i++ {
			if r[i] == "" {
				continue
			}
			votes++
			status, ok := Member("UN", code[header[i]], day(r[2]))
			if k := header[i]; (!ok || !status.Counts()) && !seen[k] {
				seen[k] = true
				found = append(found, k+" "+r[2])
			}
		}
	}
	t.Logf("%d votes", votes)
	reportDifferences(t, found, map[string]string{
		"YU 2000-11-06": "the Federal Republic, admitted on 1 November 2000, is here SRB",
		"CH 2002-09-03": "admitted on 10 September 2002: the date of the roll call is the source's",
	})
}

// TestSecurityCouncilRollCalls compares with the members that the roll calls of
// failed drafts name.
func TestSecurityCouncilRollCalls(t *testing.T) {
	header, rows := sharedCSV(t, "unsc", "failed_drafts_roll_call.csv")
	members, year := slices.Index(header, "Members"), slices.Index(header, "Year")
	for _, r := range rows {
		at := day(r[year] + "-12-01")
		if !Complete("UNSC", at) {
			continue
		}
		var theirs, ours []string
		for _, m := range Find(r[members]) {
			if !slices.Contains(theirs, m.Code) {
				theirs = append(theirs, m.Code)
			}
		}
		slices.Sort(theirs)
		for _, m := range Members("UNSC", at) {
			ours = append(ours, m.Code)
		}
		if !slices.Equal(ours, theirs) {
			t.Errorf("%s: ours %v, theirs %v", r[year], ours, theirs)
		}
	}
}
