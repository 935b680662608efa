package register_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"entente/act"
	"entente/register"
	"entente/register/sqlite"
)

// TestBitFlips (L5) flips bits in every page of the database and of its
// write-ahead log: each flip is found by opening or auditing, or the register
// still serves exactly what it served before, by whatever it is asked.
func TestBitFlips(t *testing.T) {
	s := newSite(t)
	n, each := register.Sized(150, 1000), register.Sized(1, 3)
	s.fill(n)
	s.ruled()
	f := &flips{keys: fmt.Sprint(s.Keys(), s.Readers())}
	// While the register is open, its newest pages are in the write-ahead log only.
	live, closed := map[string][]byte{}, map[string][]byte{}
	var err error
	for _, suffix := range []string{"", "-wal"} {
		live[suffix], err = os.ReadFile(s.file() + suffix)
		must(t, err)
	}
	must(t, s.Close())
	closed[""], err = os.ReadFile(s.file())
	must(t, err)
	f.remember(t, closed)
	rng := rand.New(rand.NewPCG(5, 6))
	for _, c := range []struct {
		name, flip string
		files      map[string][]byte
	}{{"database", "", closed}, {"write-ahead log", "-wal", live}, {"database under a log", "", live}} {
		text := c.files[c.flip]
		const page = 4096
		for at := 0; at < len(text); at += page {
			for range each {
				i := at + rng.IntN(min(page, len(text)-at))
				files := maps.Clone(c.files)
				files[c.flip] = bytes.Clone(text)
				files[c.flip][i] ^= 1 << rng.IntN(8)
				if err := f.after(t, files, c.flip == "-wal"); err != nil {
					t.Fatalf("a flip at byte %d of the %s: %v", i, c.name, err)
				}
			}
		}
	}
	t.Logf("%d flips: %d found, %d harmless; %d of them audited whole", f.found+f.harmless, f.found, f.harmless, f.whole)
	if f.found == 0 || f.whole == 0 {
		t.Error("no flip was found, or none audited whole: this test does not test")
	}
}

// TestHiddenAct flips a bit of what an act is found by: the act itself is whole, and who
// asks for its case does not get it. The audit finds that.
func TestHiddenAct(t *testing.T) {
	s := newSite(t)
	s.fill(20)
	must(t, s.Close())
	whole, err := os.ReadFile(s.file())
	must(t, err)
	hidden := 0
	for _, entry := range []string{"caseact-7SECRETARIAT", "caseact-12SECRETARIAT"} {
		for at := 0; ; at++ {
			i := bytes.Index(whole[at:], []byte(entry))
			if i < 0 {
				break
			}
			at += i
			if bytes.HasPrefix(whole[at+len(entry):], []byte("position")) {
				continue // the act's own row, not the index
			}
			bent := bytes.Clone(whole)
			bent[at] ^= 4 // gase: past the case, so that looking for it ends there
			err := withFiles(t, map[string][]byte{"": bent}, func(r *register.Register, _ *sqlite.Store) error {
				found := 0
				must(t, r.Entries(register.Query{Initiative: "case"}, func(*register.Entry) error { found++; return nil }))
				if found < 20 {
					hidden++
				}
				_, err := r.Audit(t.Context(), nil)
				return err
			})
			if !errors.Is(err, register.ErrAltered) || !strings.Contains(err.Error(), "index") {
				t.Errorf("%s at %d: %v", entry, at, err)
			}
		}
	}
	if hidden == 0 {
		t.Error("no act was hidden: this test does not test")
	}
}

// ruled adds acts that are asked for otherwise than by their number: keys,
// clearances, an opening, and a case that begins.
func (s *site) ruled() {
	s.t.Helper()
	pak := s.introduce("PAK")
	s.introduce("TUR")
	for _, b := range []act.Body{
		&register.KeyAct{Event: "revoke", Replaces: pak.Public.Fingerprint()},
		&register.ClearanceAct{Reader: "SAU", Level: "SECRET"},
		&register.ClearanceAct{Reader: "SAU", Level: "RESTRICTED"},
		&register.OpeningAct{Initiative: "case", Of: "act-2", Seq: 2, Portions: []string{"body"}},
	} {
		must(s.t, s.house(b, nil))
	}
	begins := &act.Act{ID: "begins", Kind: "initiative", Initiative: "other", Body: &act.Initiative{Title: "Other"}}
	begins.Marking = "UNCLASSIFIED"
	for _, a := range []*act.Act{begins, position("last", "SAU")} {
		_, err := s.add(a, register.Reported, nil)
		must(s.t, err)
	}
}

// flips is a register before a bit flipped, and what became of the flips.
type flips struct {
	rows                   []*register.Row
	keys                   string // and readers
	found, harmless, whole int
}

// asked are the ways acts are looked for, and which they find.
var asked = []struct {
	q     register.Query
	finds func(*register.Row) bool
}{
	{register.Query{House: true}, func(r *register.Row) bool { return r.Initiative == "" }},
	{register.Query{Initiative: "case"}, func(r *register.Row) bool { return r.Initiative == "case" }},
	{register.Query{Kind: "initiative"}, func(r *register.Row) bool { return r.Kind == "initiative" }},
	{register.Query{Initiative: "other", Name: "begins"}, func(r *register.Row) bool { return r.Name == "begins" }},
}

func (f *flips) remember(t *testing.T, files map[string][]byte) {
	t.Helper()
	must(t, withFiles(t, files, func(r *register.Register, s *sqlite.Store) error {
		return s.Rows(register.Query{}, func(row *register.Row) error {
			f.rows = append(f.rows, new(*row))
			return nil
		})
	}))
}

// after opens files with a flipped bit. To read an act again whose row is what it was
// says nothing new, and takes most of an audit; so acts are read whose rows differ, and
// one flip in twenty-five is audited whole as well, which must come to the same.
func (f *flips) after(t *testing.T, files map[string][]byte, torn bool) error {
	var wrong error
	err := withFiles(t, files, func(r *register.Register, s *sqlite.Store) error {
		if _, err := r.AuditLog(t.Context()); err != nil {
			return err
		}
		if err := s.Check(t.Context()); err != nil {
			return err
		}
		var err error
		wrong, err = f.served(r, s, torn)
		return err
	})
	if wrong != nil {
		return wrong
	}
	if err != nil {
		f.found++
	} else {
		f.harmless++
	}
	if (f.found+f.harmless)%25 != 0 {
		return nil
	}
	f.whole++
	whole := withFiles(t, files, func(r *register.Register, _ *sqlite.Store) error {
		_, err := r.Audit(t.Context(), nil)
		return err
	})
	if (whole == nil) != (err == nil) {
		return fmt.Errorf("by the rows that differ %v, audited whole %v", err, whole)
	}
	return nil
}

// served says what a register serves that it did not, or why it refuses. A log that is
// torn ends at the flip: SQLite serves what was committed before, and the guard tells
// that this is not all.
func (f *flips) served(r *register.Register, s *sqlite.Store, torn bool) (wrong, err error) {
	size := r.Head().Size
	if size != int64(len(f.rows)) && !torn {
		return fmt.Errorf("not found, and %d acts are served", size), nil
	}
	seen := int64(0)
	err = s.Rows(register.Query{}, func(row *register.Row) error {
		if row.Seq != seen || !reflect.DeepEqual(row, f.rows[seen]) {
			if _, err := r.Entry(row.Seq); err != nil {
				return err
			}
			wrong = fmt.Errorf("not found, and act %d is served from %+v, where %+v was", row.Seq, row, f.rows[seen])
			return wrong
		}
		seen++
		return nil
	})
	if err != nil {
		return wrong, err
	}
	if seen != size {
		return fmt.Errorf("not found, and %d of %d acts are served", seen, size), nil
	}
	for _, a := range asked {
		var want, got []int64
		for _, row := range f.rows[:size] {
			if a.finds(row) {
				want = append(want, row.Seq)
			}
		}
		if err := s.Rows(a.q, func(row *register.Row) error { got = append(got, row.Seq); return nil }); err != nil {
			return nil, err
		}
		if !slices.Equal(want, got) {
			return fmt.Errorf("not found, and asked for %+v it serves %d and not %d", a.q, got, want), nil
		}
	}
	if keys := fmt.Sprint(r.Keys(), r.Readers()); size == int64(len(f.rows)) && keys != f.keys {
		return fmt.Errorf("not found, and its keys are %s", keys), nil
	}
	return nil, nil
}

// withFiles opens copies of a store's files and says what f says, or why they are
// not opened.
func withFiles(t *testing.T, files map[string][]byte, f func(*register.Register, *sqlite.Store) error) error {
	t.Helper()
	dir := t.TempDir()
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "r.db")
	for suffix, text := range files {
		must(t, os.WriteFile(path+suffix, text, 0o600))
	}
	store, err := sqlite.Open(path)
	if err != nil {
		return err
	}
	defer store.Close()
	r, err := register.Open(store, register.Options{})
	if err != nil {
		return err
	}
	return f(r, store)
}
