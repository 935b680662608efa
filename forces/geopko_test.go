package forces

import (
	"context"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/act"
	"entente/gazetteer"
	"entente/situation"
)

// deployment is a row of Geo-PKO: who had how many people at one place in one month.
type deployment struct {
	place string
	types string
	by    map[string]int64
}

// table reads a table of the real data, or skips the test loudly.
func table(t *testing.T, folder, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "shared", "data", folder, name))
	if err != nil {
		t.Skipf("SKIPPED, NOT CHECKED: real data absent: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// missionMonth reads one month of a mission from Geo-PKO v2.0 (Cil, Fjelde, Hultman
// and Nilsson 2020), or skips the test loudly.
func missionMonth(t *testing.T, mission, year, month string) []deployment {
	t.Helper()
	rows := table(t, "geopko", "geo_pko_v2.csv")
	col := map[string]int{}
	for i, h := range rows[0] {
		col[strings.TrimPrefix(h, "\ufeff")] = i
	}
	var out []deployment
	for _, r := range rows[1:] {
		if r[col["mission"]] != mission || r[col["year"]] != year || r[col["month"]] != month {
			continue
		}
		d := deployment{place: r[col["location"]], types: r[col["troop.type"]], by: map[string]int64{}}
		for i := 1; i <= 17; i++ {
			n, err := strconv.ParseFloat(r[col[fmt.Sprintf("notroopspertcc_%d", i)]], 64)
			if name := r[col[fmt.Sprintf("nameoftcc_%d", i)]]; err == nil && n > 0 && name != "NA" {
				d.by[codeOf(name)] += int64(n)
			}
		}
		if len(d.by) > 0 {
			out = append(out, d)
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s %s-%s: no rows", mission, year, month)
	}
	return out
}

// codeOf is a contributor's code; names nobody knows ("unknown") stay names.
func codeOf(name string) string {
	if m := gazetteer.Resolve(name); len(m) > 0 {
		return m[0].Code
	}
	return "X_" + regexp.MustCompile(`[^A-Za-z]`).ReplaceAllString(strings.ToUpper(name), "_")
}

// sort of unit by Geo-PKO's codebook: the first that is not infantry makes a line of
// its own.
func sortOf(types string) act.Capability {
	for _, s := range []struct {
		code string
		sort act.Capability
	}{{"2", "engineers"}, {"8", "medical"}, {"12", "observers"}, {"5", "transport"}, {"10", "aviation"}} {
		if slices.Contains(strings.Split(strings.ReplaceAll(types, " ", ""), ","), s.code) && !strings.Contains(types, "1,") {
			return s.sort
		}
	}
	return "infantry"
}

// historical makes a case of a mission-month: each place a line, each contributor
// there a pledge. Bound pledges name their place; free ones can go wherever what they
// can do is asked for.
func historical(rows []deployment, year, month string, bound bool) *situation.Situation {
	day := act.MustDate(year + "-" + fmt.Sprintf("%02s", month) + "-01")
	acts := []*act.Act{{ID: "mission", Kind: "initiative", Body: &act.Initiative{Title: "The mission", Type: "force"}}}
	actors := map[string]bool{}
	for i, d := range rows {
		sum := int64(0)
		place := fmt.Sprintf("%s (%d)", d.place, i+1)
		var owners []string
		for c := range d.by {
			owners = append(owners, c)
		}
		slices.Sort(owners)
		for _, c := range owners {
			n := d.by[c]
			sum += n
			actors[c] = true
			b := &act.Pledge{What: "people at " + d.place, Capability: sortOf(d.types), Amount: act.Quantity{Words: fmt.Sprint(n), Low: n, High: n}, Rung: "deployed"}
			if bound {
				b.Places = []string{place}
			}
			acts = append(acts, said(fmt.Sprintf("%s-%d", c, i+1), c, day, b))
		}
		acts = append(acts, said(fmt.Sprintf("line-%d", i+1), "", day, &act.Requirement{Need: "people at " + place, Capability: sortOf(d.types), Place: place, Strength: sum,
			From: day, Until: act.MustDate(day.String()[:7])}))
	}
	for _, c := range slices.Sorted(maps.Keys(actors)) {
		acts = append(acts, said(c, "", act.Date{}, &act.Actor{Name: gazetteer.Name(c, "en"), Roles: []string{"contributor"}}))
	}
	sit, problems := situation.At(acts, situation.When{At: day})
	if len(problems) > 0 {
		panic(problems)
	}
	return sit
}

func said(id, actor string, on act.Date, b act.Body) *act.Act {
	a := &act.Act{ID: id, Kind: b.Kind(), Body: b, Initiative: "mission"}
	a.Actor, a.On = act.ActorRef(actor), on
	return a
}

// TestHistoricalMonths takes mission-months as requirement and their contributors as
// pledges. The historical assignment fills everything, so the optimum must; without
// each contributor in turn what is missing is its hand sum.
func TestHistoricalMonths(t *testing.T) {
	for _, m := range [][3]string{{"UNDOF", "2017", "6"}, {"MONUSCO", "2019", "9"}, {"MONUC", "2004", "3"}} {
		t.Run(strings.Join(m[:], "-"), func(t *testing.T) {
			rows := missionMonth(t, m[0], m[1], m[2])
			sit := historical(rows, m[1], m[2], true)
			ans, problems := Ask(context.Background(), sit, Query{})
			if problems.Refuse() {
				t.Fatal(problems)
			}
			if !ans.Full || ans.Coverage != 1 || len(ans.Incomplete) > 0 {
				t.Fatalf("coverage %v, full %v, %v", ans.Coverage, ans.Full, ans.Incomplete)
			}
			hand := map[string]int64{}
			for _, d := range rows {
				for c, n := range d.by {
					hand[c] += n
				}
			}
			for _, c := range ans.Contributors {
				if c.People != hand[c.ID] {
					t.Errorf("%s provides %d, by hand %d", c.ID, c.People, hand[c.ID])
				}
				less, problems := Glance(context.Background(), sit, Query{Without: []string{c.ID}})
				if problems.Refuse() {
					t.Fatal(problems)
				}
				missing := int64(0)
				for _, l := range less.Lines {
					for _, g := range l.Gaps {
						missing += g.Missing
					}
				}
				if missing != hand[c.ID] {
					t.Errorf("without %s %d are missing, by hand %d", c.ID, missing, hand[c.ID])
				}
				if got := round(ans.Coverage - less.Coverage); got != c.Worth {
					t.Errorf("%s is worth %v, and its leaving costs %v", c.ID, c.Worth, got)
				}
			}
		})
	}
}

// TestFreeUnits lets the units of a mission-month go wherever what they can do is
// asked for: the historical assignment is then one of very many that fill everything,
// and the search has to find one.
func TestFreeUnits(t *testing.T) {
	for _, m := range [][3]string{{"UNDOF", "2017", "6"}, {"UNAVEM III", "1997", "4"}} {
		rows := missionMonth(t, m[0], m[1], m[2])
		sit := historical(rows, m[1], m[2], false)
		ans, problems := Glance(context.Background(), sit, Query{})
		if problems.Refuse() {
			t.Fatal(problems)
		}
		if !ans.Full || ans.Reach != 1 || len(ans.Incomplete) > 0 {
			t.Errorf("%s: coverage %v, in reach %v, %v", m, ans.Coverage, ans.Reach, ans.Incomplete)
		}
	}
}

// TestMarch2014 holds the composition of all missions of one month to the figures
// published with the data: who provides how much, and the groups' shares.
func TestMarch2014(t *testing.T) {
	f, err := os.Open(filepath.Join("..", "..", "shared", "data", "un_contributions", "month_2014-03_with_memberships.csv"))
	if err != nil {
		t.Skipf("SKIPPED, NOT CHECKED: real data absent: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	col := map[string]int{}
	for i, h := range rows[0] {
		col[h] = i
	}
	sorts := map[string]act.Capability{"Troops": "troops", "Formed_Police_Units": "formed_police", "Inidividual_Police": "individual_police",
		"Experts_on_Mission": "observers"}
	day := act.MustDate("2014-03-31")
	acts := []*act.Act{{ID: "mission", Kind: "initiative", Body: &act.Initiative{Title: "All missions", Type: "force"}}}
	need, actors := map[[2]string]int64{}, map[string]bool{}
	for n, r := range rows[1:] {
		code := r[col["Contributor_ISO-3"]]
		actors[code] = true
		for name, sort := range sorts {
			people, err := strconv.ParseInt(r[col[name]], 10, 64)
			if err != nil || people == 0 {
				continue
			}
			mission := r[col["Mission"]]
			need[[2]string{mission, string(sort)}] += people
			acts = append(acts, said(fmt.Sprintf("p-%d-%s", n, name), code, day, &act.Pledge{What: name, Capability: sort, Places: []string{mission}, Rung: "deployed",
				Amount: act.Quantity{Low: people, High: people}}))
		}
	}
	for k, n := range need {
		acts = append(acts, said("line-"+k[0]+"-"+k[1], "", day, &act.Requirement{Need: k[1] + " of " + k[0], Capability: act.Capability(k[1]), Place: k[0], Strength: n, From: day, Until: day}))
	}
	for c := range actors {
		acts = append(acts, said(c, "", act.Date{}, &act.Actor{Roles: []string{"contributor"}}))
	}
	for _, org := range []string{"OIC", "AU", "LAS", "NATO", "GCC"} {
		acts = append(acts, said("from-"+org, "", day, &act.Rule{Type: "composition", Words: "mostly from " + org, Members: org, Least: "majority", Stands: "practice"}))
	}
	sit, problems := situation.At(acts, situation.When{At: day})
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	r, problems := newRun(context.Background(), sit, Query{})
	if problems.Refuse() {
		t.Fatal(problems)
	}
	ans := r.solve()
	if !ans.Full {
		t.Fatalf("coverage %v", ans.Coverage)
	}
	people, by := int64(0), map[string]int64{}
	for i, u := range ans.Units {
		if len(u.Fills) > 0 {
			people += u.Low
			by[u.Owner] += r.m.Units[i].Low
		}
	}
	if people != 97_811 || len(by) != 122 {
		t.Errorf("%d people from %d States; published are 97,811 from 122", people, len(by))
	}
	for code, n := range map[string]int64{"PAK": 8257, "BGD": 7950, "IND": 7923} {
		if by[code] != n {
			t.Errorf("%s provides %d, published are %d", code, by[code], n)
		}
	}
	// The data differ from the gazetteer on two members of the African Union: Egypt was
	// suspended from July 2013 to June 2014 and they count it; Madagascar's suspension
	// had ended in January 2014 and they do not.
	published := map[string]float64{"from-OIC": 43_645, "from-AU": 41_030 - float64(by["EGY"]) + float64(by["MDG"]), "from-LAS": 7_595, "from-NATO": 4_742, "from-GCC": 3}
	for _, b := range ans.Balance {
		if want := round(published[b.ID] / 97_811); b.Share != want {
			t.Errorf("%s: %v, published is %v", b.ID, b.Share, want)
		}
	}
}
