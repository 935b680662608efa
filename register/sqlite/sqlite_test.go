package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"entente/register"
	"entente/register/registertest"
)

func TestStore(t *testing.T) {
	registertest.Run(t, registertest.Opener{
		Create: func(path string) (register.Store, error) { return Create(path) },
		Open:   func(path string) (register.Store, error) { return Open(path) },
	})
}

// TestTriggers changes and deletes by SQL what is on record: each is refused.
func TestTriggers(t *testing.T) {
	s, err := Create(filepath.Join(t.TempDir(), "r.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, q := range []string{
		"INSERT INTO act VALUES (0, x'', x'', x'01', 'c', 'n', 's', 'k', 'a', '', 0, x'', x'0102', x'03')",
		"INSERT INTO tile VALUES (0, 0, x'00')", "INSERT INTO meta VALUES ('a', 'b')",
		"INSERT INTO erasure VALUES (7, 8)",
	} {
		if _, err := s.write.ExecContext(context.Background(), q); err != nil {
			t.Fatal(q, err)
		}
	}
	for _, q := range []string{
		"DELETE FROM act", "DELETE FROM tile", "DELETE FROM meta", "DELETE FROM erasure",
		"UPDATE act SET stub = x'01'", "UPDATE act SET portions = x'01'", "UPDATE act SET kind = 'x'", "UPDATE act SET recorded = 9", "UPDATE act SET seq = 4",
		"UPDATE tile SET hashes = x'01'", "UPDATE meta SET value = 'c'", "UPDATE act SET head = x''", "UPDATE erasure SET seq = 0",
	} {
		if _, err := s.write.ExecContext(context.Background(), q); err == nil {
			t.Errorf("%s: done", q)
		}
	}
}

func TestDurabilityIsAsserted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	s, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, c := range [][2]string{{"synchronous=NORMAL", "synchronous is 1"}, {"synchronous=FULL; PRAGMA journal_mode=DELETE", "journal_mode is delete"}, {"application_id=7", "application_id is 7"}} {
		pragma, want := c[0], c[1]
		if _, err := s.write.ExecContext(context.Background(), "PRAGMA "+pragma); err != nil {
			t.Fatal(err)
		}
		if err := s.assert(context.Background()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", pragma, err)
		}
	}
}

// TestAnotherWrites holds the file as another program would: nothing is written, the
// register says who is in the way, and goes on when it is free again.
func TestAnotherWrites(t *testing.T) {
	dir := t.TempDir()
	prepare(t, dir)
	r, key, s := opened(t, dir)
	defer r.Close()
	exec := func(c *sql.Conn, query string) {
		t.Helper()
		_, err := c.ExecContext(t.Context(), query)
		must(t, err)
	}
	exec(s.write, "PRAGMA busy_timeout=1")
	other, err := s.wdb.Conn(t.Context())
	must(t, err)
	defer other.Close()
	exec(other, "BEGIN IMMEDIATE")
	if err := appendOne(r, key, "alone"); !errors.Is(err, register.ErrInUse) || errors.Is(err, register.ErrPoisoned) {
		t.Errorf("alone: %v", err)
	}
	if _, err := s.Begin(); !errors.Is(err, register.ErrInUse) {
		t.Errorf("begin: %v", err)
	}
	exec(other, "ROLLBACK")
	must(t, appendOne(r, key, "alone"))
	if size := r.Head().Size; size != 2 {
		t.Errorf("%d acts on record", size)
	}
	for _, seq := range []int64{1, 3} {
		must(t, s.Rows(register.Query{From: 1}, func(row *register.Row) error {
			row.Seq, row.Name = seq, "after another's"
			if _, err := s.Append(row, []byte("note")); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("the head is not at %d", seq)) {
				t.Errorf("%d: %v", seq, err)
			}
			return nil
		}))
	}
}

// TestTakenNumber signs another act under a number that a stub on record has: it is
// refused, by itself and in a group, and the register goes on.
func TestTakenNumber(t *testing.T) {
	dir := t.TempDir()
	prepare(t, dir)
	r, key, s := opened(t, dir)
	defer r.Close()
	must(t, appendOne(r, key, "first"))
	taken := ""
	must(t, s.Rows(register.Query{From: 1}, func(row *register.Row) error { taken = string(row.Stub); return nil }))
	first, err := register.ParseStub([]byte(taken))
	must(t, err)
	a := position("second")
	d, err := r.Draft(a, register.Reported, key)
	must(t, err)
	stub, err := register.ParseStub(d.Stub)
	must(t, err)
	stub.ID = first.ID
	d.Stub = stub.Marshal()
	d.Signature, err = key.Sign(register.Signed(d.Stub))
	must(t, err)
	if _, err := r.Append(t.Context(), d); !errors.Is(err, register.ErrRefused) || !strings.Contains(err.Error(), "same number in its stub") {
		t.Errorf("one act: %v", err)
	}
	both, err := r.AppendAll(t.Context(), []*register.Draft{d, d}, nil)
	must(t, err)
	for _, one := range both {
		if !errors.Is(one.Err, register.ErrRefused) {
			t.Errorf("of a group: %v", one.Err)
		}
	}
	must(t, appendOne(r, key, "third"))
	if _, err := r.AuditLog(t.Context()); err != nil || r.Head().Size != 3 {
		t.Errorf("%d acts, %v", r.Head().Size, err)
	}
}

// TestFullDisk lets SQLite have no more pages: the act is not acknowledged, the error
// says what to do, and the register goes on when it is opened with room.
func TestFullDisk(t *testing.T) {
	for together := range 2 {
		dir := t.TempDir()
		prepare(t, dir)
		r, key, s := opened(t, dir)
		must(t, appendOne(r, key, "first"))
		_, err := s.write.ExecContext(t.Context(), "PRAGMA max_page_count=40")
		must(t, err)
		before := r.Head()
		for i := 0; err == nil && i < 200; i++ { // pages that are there take some acts more
			before = r.Head()
			var drafts []*register.Draft
			for n := range 1 + together {
				d, err := r.Draft(position(fmt.Sprintf("a%d-%d", i, n)), register.Reported, key)
				must(t, err)
				drafts = append(drafts, d)
			}
			_, err = r.AppendAll(t.Context(), drafts, nil)
		}
		if !errors.Is(err, register.ErrPoisoned) || !strings.Contains(err.Error(), "the disk is full: make room on it") || strings.Contains(err.Error(), "rollback") {
			t.Errorf("%d: %v", together, err)
		}
		if err := appendOne(r, key, "after"); !errors.Is(err, register.ErrPoisoned) {
			t.Errorf("after a full disk: %v", err)
		}
		must(t, r.Close())
		r, key, _ = opened(t, dir)
		if r.Head() != before {
			t.Errorf("%+v on record, %+v acknowledged", r.Head(), before)
		}
		must(t, appendOne(r, key, "with room"))
		must(t, r.Close())
	}
}
