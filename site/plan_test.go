package site

import (
	"path/filepath"
	"testing"

	"entente/register"
)

// Whatever is handed in as a list or a bundle is planned, refused or named; nothing
// panics and nothing fails.
func FuzzPlan(f *testing.F) {
	for _, s := range []string{
		"id,kind\nx,statement\n", "EXERCISE//UNCLASSIFIED\ncase;id;kind\n\"a\nb\";'=1;x\n", "id,kind,on\nx,position,soon\n", "id,kind\n\"",
		`{"type":"bundle","objects":[{"type":"note","id":"n","spec_version":"2.1","object_marking_refs":["x"],"created":"2"}]}`,
		`{"type":"bundle","objects":[{"type":"report","id":"report--1","spec_version":"2.1","name":"x","created":"2025-01-01","object_marking_refs":["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"]}]}`,
	} {
		f.Add(s)
	}
	dir := filepath.Join(f.TempDir(), "site")
	secret, public, err := register.NewLogKey("test.example/plan")
	if err != nil {
		f.Fatal(err)
	}
	w, err := Found(dir, secret, public, Founding{Origin: "test.example/plan", Keeper: "SECRETARIAT"})
	if err != nil {
		f.Fatal(err)
	}
	if err := w.Close(); err != nil {
		f.Fatal(err)
	}
	s, err := Open(dir, Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	r := s.Reader(&Person{Name: "x", Actor: "SECRETARIAT", Role: Officer})
	f.Fuzz(func(t *testing.T, text string) {
		p, err := r.Plan("x", []byte(text), "a-case")
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		for _, row := range p.Rows {
			if row.Fate == Refused && row.Why == "" {
				t.Errorf("%q: a row is refused without a reason", text)
			}
		}
	})
}
