package site_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"entente/marking"
	"entente/site"
)

// One look at a case is one row, whatever the case holds, and an act is kept once for
// all who see the same before it; who looked before an act came is not said to have
// read it.
func TestOneRowALook(t *testing.T) {
	w := found(t)
	w.initiative()
	w.clear("PAK", "SECRET")
	for i := range 20 {
		w.said(fmt.Sprintf("word-%d", i), "PAK", "2026-11-01", "CONFIDENTIAL", "A word.")
	}
	officer := &site.Person{Name: "o", Actor: "SECRETARIAT", Role: site.Officer, Level: marking.Secret}
	look := func(name string) {
		t.Helper()
		r := w.Reader(&site.Person{Name: name, Actor: "PAK", Role: site.Delegate, Level: marking.Secret})
		c, err := r.Case("force", site.When{})
		if err == nil {
			err = r.Read("case", c.Marking, c.Shown())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	look("one")
	look("one")
	w.said("last", "PAK", "2026-11-02", "CONFIDENTIAL", "The last word.")
	look("two")

	who := func(id string) (names []string) {
		t.Helper()
		e, _, err := w.Reader(officer).Entry("force", id)
		if err != nil {
			t.Fatal(err)
		}
		looks, err := w.Reader(officer).Readings(e)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range looks {
			names = append(names, l.Name)
		}
		slices.Sort(names)
		return names
	}
	if got := who("word-3"); !slices.Equal(got, []string{"one", "one", "two"}) {
		t.Errorf("an act of the case was read by %v", got)
	}
	if got := who("last"); !slices.Equal(got, []string{"two"}) {
		t.Errorf("the act that came later was read by %v", got)
	}
	db, err := sql.Open("sqlite", filepath.Join(w.Dir(), "site.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var rows, links int
	if err := db.QueryRow("SELECT (SELECT count(*) FROM reading), (SELECT count(*) FROM shown)").Scan(&rows, &links); err != nil || rows != 3 || links != 21 {
		t.Errorf("%d rows and %d links are kept, want 3 and 21 (%v)", rows, links, err)
	}
}
