package site_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
)

// Many who look at the same time wait for one another no longer than for the disk, and
// every one of them is written down, also those of the last moment before a stop.
func TestEveryReadingIsWrittenDown(t *testing.T) {
	w := found(t)
	w.put("force", "SECRETARIAT", "UNCLASSIFIED", &act.Initiative{Title: "A force", Type: "force"})
	w.put("clearance", "SECRETARIAT", "UNCLASSIFIED", &register.ClearanceAct{Reader: "PAK", Level: "SECRET"})
	w.put("word", "PAK", "PAK SECRET", &act.Statement{})
	secret := marking.Parse("PAK SECRET")
	officer := site.Person{Name: "officer", Actor: "PAK", Role: site.Officer, Level: marking.Secret}
	word, _, err := w.Reader(&officer).Entry("force", "word")
	if err != nil {
		t.Fatal(err)
	}
	const readers = 50
	var looking sync.WaitGroup
	for i := range readers {
		p := site.Person{Name: fmt.Sprintf("reader-%02d", i), Actor: "PAK", Role: site.Delegate, Level: marking.Secret}
		looking.Go(func() {
			if err := w.Reader(&p).Read("page", secret, site.ShowsPage(word)); err != nil {
				t.Error(err)
			}
		})
	}
	looking.Wait()
	who := func() (names []string) {
		t.Helper()
		r := w.Reader(&officer)
		e, _, err := r.Entry("force", "word")
		if err != nil {
			t.Fatal(err)
		}
		all, err := r.Readings(e)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range all {
			names = append(names, x.Name)
		}
		return names
	}
	if got := who(); len(got) != readers {
		t.Errorf("%d of %d readings are written down: %v", len(got), readers, got)
	}
	dir := w.Dir()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.Reader(&officer).Read("page", secret, site.ShowsPage(word)); err == nil {
		t.Error("a reading after the site was closed is said to be written down")
	}
	if w.Site, err = site.Open(dir, site.Options{}); err != nil {
		t.Fatal(err)
	}
	if got := who(); len(got) != readers {
		t.Errorf("after a stop %d of %d readings are there", len(got), readers)
	}
}

// What cannot be written down is not shown.
func TestReadingFailsClosed(t *testing.T) {
	w := found(t)
	db, err := sql.Open("sqlite", filepath.Join(w.Dir(), "site.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("DROP TABLE reading"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	p := site.Person{Name: "reader", Actor: "PAK", Role: site.Delegate}
	err = w.Reader(&p).Read("page", marking.Parse("SECRET"), site.ShowsPage(&register.Entry{}))
	if err == nil || !strings.Contains(err.Error(), "no such table: reading") {
		t.Errorf("a reading that is written nowhere gives %v", err)
	}
}
