package demo

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/register"
	"entente/site"
)

func TestMakeAndRemove(t *testing.T) {
	home := t.TempDir()
	dir := filepath.Join(home, "demo")
	people, err := Make(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Make(t.Context(), dir)
	if err != nil || again[0] != people[0] {
		t.Fatalf("made again it has other people: %v (%v)", again, err)
	}
	s, err := site.Open(dir, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := Remove(dir); err == nil {
		t.Error("a demonstration that is being served is removed")
	}
	n := 0
	err = s.Register().Entries(register.Query{}, func(e *register.Entry) error {
		n++
		if m := e.Portions[register.PortionHeader].Marking(); e.Seq > 0 && !strings.HasPrefix(m.String(), "EXERCISE//") {
			t.Errorf("act %d is marked %s", e.Seq, m)
		}
		return nil
	})
	if err != nil || n < 500 {
		t.Errorf("%d acts (%v)", n, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Remove(dir); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(home)
	if err != nil || len(left) != 0 {
		t.Errorf("removed, it leaves %v (%v)", left, err)
	}
}

func TestOtherFoldersAreLeftAlone(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "mine.txt")
	if err := os.WriteFile(file, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "is not empty and holds no demonstration") {
		t.Errorf("a folder with something in it is filled: %v", err)
	}
	if err := Remove(dir); err == nil || !strings.Contains(err.Error(), "holds no demonstration; nothing was removed") {
		t.Errorf("a folder that is no demonstration is removed: %v", err)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
}
