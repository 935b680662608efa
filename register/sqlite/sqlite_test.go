package sqlite

import (
	"context"
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
