package site_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"entente/act"
	"entente/register"
	"entente/site"
	"entente/site/demo"
)

// filing opens a demonstration with a delegate, and an act laid out in its name.
func filing(t *testing.T, dir string) (*site.Site, *site.Person, *register.Draft) {
	t.Helper()
	s, err := site.Open(dir, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Person("pakistan")
	if err != nil {
		t.Fatal(err)
	}
	key, err := s.Key(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	a := &act.Act{ID: "pak-word", Kind: "statement", Initiative: "gaza-isf-2025", Body: &act.Statement{}}
	a.Actor, a.On, a.Says, a.Marking = "PAK", act.MustDate("2026-11-28"), "A word.", "EXERCISE//UNCLASSIFIED"
	d, err := s.LayOut(p, a, s.As(p, a, false), key)
	if err != nil {
		t.Fatal(err)
	}
	return s, p, d
}

// What waits to be filed when the site is stopped is filed when it is opened again, once.
func TestHeldActsOutliveTheSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	if _, err := demo.Make(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	s, p, d := filing(t, dir)
	draft := site.Draft{ID: "0123456789abcdef", Initiative: "gaza-isf-2025", Kind: "statement", Form: map[string][]string{"says": {"A word."}}}
	if err := s.SaveDraft(p, draft); err != nil {
		t.Fatal(err)
	}
	other, err := s.Person("secretary")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Draft(other, draft.ID); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("another's draft: %v", err)
	}
	if err := s.SaveDraft(other, draft); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("another writes into it: %v", err)
	}
	if err := s.Hold(p, draft.ID, []*register.Draft{d}); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveDraft(p, draft); !errors.Is(err, register.ErrConflict) {
		t.Errorf("it is changed under way: %v", err)
	}
	if err := s.TakeBack(p, draft.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.TakeBack(p, draft.ID); !errors.Is(err, site.ErrExpired) {
		t.Errorf("taken back twice: %v", err)
	}
	if err := s.Hold(p, draft.ID, []*register.Draft{d}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, err = site.Open(dir, site.Options{Now: func() time.Time { return time.Now().Add(time.Minute) }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		_, all, err := s.Reader(p).Entry("gaza-isf-2025", "pak-word")
		if err == nil && len(all) == 1 {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("it is not filed: %v", err)
		}
	}
	if k, err := s.Register().Speaks(d.Signature.Key); err != nil || k.For != "PAK" {
		t.Errorf("it is signed by %+v (%v)", k, err)
	}
}
