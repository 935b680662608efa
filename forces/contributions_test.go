package forces

import (
	"context"
	"fmt"
	"testing"

	"entente/act"
	"entente/situation"
)

// contributions makes a case of a mission-month of the IPI Peacekeeping Database: each
// type of personnel a line, what each State had there a pledge.
func contributions(t *testing.T, mission, date string) (*situation.Situation, map[string]map[string]int64) {
	t.Helper()
	rows := table(t, "un_contributions", "contributions_country_mission_month.csv")
	day := act.MustDate(date)
	acts := []*act.Act{{ID: "mission", Kind: "initiative", Body: &act.Initiative{Title: mission, Type: "force"}}}
	need, hand := map[string]int64{}, map[string]map[string]int64{}
	for _, r := range rows[1:] {
		if r[3] != mission || r[0] != date {
			continue
		}
		acts = append(acts, said(r[2], "", act.Date{}, &act.Actor{Name: r[1], Roles: []string{"contributor"}}))
		hand[r[2]] = map[string]int64{}
		for i, sort := range map[int]string{6: "individual_police", 9: "formed_police", 12: "observers", 15: "troops"} {
			var n int64
			if fmt.Sscan(r[i], &n); n == 0 {
				continue
			}
			need[sort] += n
			hand[r[2]][sort] = n
			acts = append(acts, said(r[2]+"-"+sort, r[2], day, &act.Pledge{What: sort, Capability: act.Capability(sort), Places: []string{sort}, Rung: "deployed",
				Amount: act.Quantity{Low: n, High: n}}))
		}
	}
	if len(need) == 0 {
		t.Fatalf("%s %s: no rows", mission, date)
	}
	for sort, n := range need { // a place each, so that observers do not stand in for troops
		acts = append(acts, said(sort, "", day, &act.Requirement{Need: sort, Capability: act.Capability(sort), Place: sort, Strength: n, From: day, Until: day}))
	}
	sit, problems := situation.At(acts, situation.When{At: day})
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	return sit, hand
}

// TestContributionsOfAMonth takes each State in turn out of a mission: what is missing
// is what it had there, of every type, to the last person.
func TestContributionsOfAMonth(t *testing.T) {
	for _, m := range [][2]string{{"MINUSTAH", "2011-09-30"}, {"UNAMID", "2011-08-31"}} {
		sit, hand := contributions(t, m[0], m[1])
		ans, problems := Ask(context.Background(), sit, Query{})
		if problems.Refuse() {
			t.Fatal(problems)
		}
		if !ans.Full || ans.Coverage != 1 || len(ans.Incomplete) > 0 {
			t.Fatalf("%s: coverage %v, full %v, %v", m, ans.Coverage, ans.Full, ans.Incomplete)
		}
		for _, c := range ans.Contributors {
			less, problems := Glance(context.Background(), sit, Query{Without: []string{c.ID}})
			if problems.Refuse() {
				t.Fatal(problems)
			}
			for _, l := range less.Lines {
				missing := int64(0)
				for _, g := range l.Gaps {
					missing += g.Missing
				}
				if missing != hand[c.ID][l.ID] {
					t.Errorf("%s: without %s %d %s are missing, by hand %d", m, c.ID, missing, l.ID, hand[c.ID][l.ID])
				}
			}
			if got := round(ans.Coverage - less.Coverage); got != c.Worth {
				t.Errorf("%s: %s is worth %v, and its leaving costs %v", m, c.ID, c.Worth, got)
			}
		}
	}
}
