package register_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/register"
	"entente/register/registertest"
	"entente/register/sqlite"
)

// TestEdits changes rows by SQL behind the register's back, triggers dropped: no
// altered act is ever served.
func TestEdits(t *testing.T) {
	s := newSite(t)
	s.fill(600)
	must(t, s.Close())
	original, err := os.ReadFile(s.file())
	must(t, err)
	for _, sql := range []string{
		"UPDATE act SET portions = CAST(replace(CAST(portions AS TEXT), 'ready', 'never') AS BLOB) WHERE seq = 7",
		"UPDATE act SET stub = CAST(replace(CAST(stub AS TEXT), 'test', 'tess') AS BLOB) WHERE seq = 7",
		"UPDATE act SET seal = zeroblob(32) WHERE seq = 7",
		"UPDATE act SET recorded = recorded - 86400000 WHERE seq = 7",
		"UPDATE act SET kind = 'pledge' WHERE seq = 7",
		"UPDATE act SET actor = 'SAU' WHERE seq = 7",
		"UPDATE act SET day = '2020-01-01' WHERE seq = 7",
		"UPDATE act SET initiative = 'other' WHERE seq = 7",
		"UPDATE act SET id = zeroblob(16) WHERE seq = 7",
		"UPDATE act SET receipt = (SELECT receipt FROM act WHERE seq = 8) WHERE seq = 7",
		"UPDATE act SET portions = (SELECT portions FROM act WHERE seq = 8) WHERE seq = 7",
		"UPDATE act SET seq = 10000 WHERE seq = 7",
		"DELETE FROM act WHERE seq = 7",
		"DELETE FROM act WHERE seq = 600",
		"UPDATE act SET seq = -seq WHERE seq IN (7, 8); UPDATE act SET seq = 15 + seq WHERE seq < 0",
		"UPDATE tile SET hashes = zeroblob(8192) WHERE n = 0",
		"DELETE FROM tile WHERE n = 1",
		"UPDATE act SET head = NULL WHERE seq = 600",
		"UPDATE act SET head = CAST(replace(CAST(head AS TEXT), '601', '600') AS BLOB) WHERE seq = 600",
		"UPDATE act SET head = (SELECT head FROM act WHERE seq < 600 AND head IS NOT NULL ORDER BY seq DESC LIMIT 1) WHERE seq = 600",
		"UPDATE meta SET value = 'other.example' WHERE key = 'key'",
		"UPDATE act SET portions = x'02020202' WHERE seq = 7",
	} {
		path := filepath.Join(t.TempDir(), "r.db")
		must(t, os.WriteFile(path, original, 0o600))
		must(t, registertest.Tamper(path, sql))
		text, err := os.ReadFile(path)
		must(t, err)
		err = withFiles(t, map[string][]byte{"": text}, func(r *register.Register, _ *sqlite.Store) error {
			_, err := r.Audit(t.Context(), nil)
			return err
		})
		if !errors.Is(err, register.ErrAltered) {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

// TestMutations (L12) changes every byte of a proof, a bundle and a policy: each is
// rejected, but for the bytes nothing signs.
func TestMutations(t *testing.T) {
	s := newSite(t)
	s.fill(20)
	e, err := s.Entry(9)
	must(t, err)
	var proof, bundle bytes.Buffer
	must(t, s.WriteProof(&proof, e))
	all := func(e *register.Entry) (*register.Entry, bool, error) { return e, e.Seq%3 != 1, nil }
	must(t, s.WriteBundle(&bundle, "PAK", all, nil))
	text := []byte("log " + s.Verifier() + "\nquorum none\n")
	policy, err := register.ParsePolicy(text)
	must(t, err)

	proofOK := func(b []byte) error { _, _, err := register.VerifyProof(b, policy); return err }
	bundleOK := func(b []byte) error {
		_, err := register.VerifyBundle(bytes.NewReader(b), policy, nil, nil)
		return err
	}
	policyOK := func(b []byte) error {
		p, err := register.ParsePolicy(b)
		if err == nil {
			_, _, _, err = p.Open(s.Checkpoint())
		}
		return err
	}
	// Unsigned: for whom a bundle was made.
	unsigned := bytes.Index(bundle.Bytes(), []byte(`"for":"`)) + len(`"for":"`)
	bits, step := []byte{1, 4, 32, 128}[:register.Sized(1, 4)], 32-register.Sized(1, 31)
	for _, c := range []struct {
		name string
		text []byte
		ok   func([]byte) error
		free map[int]bool
	}{
		{"proof", proof.Bytes(), proofOK, nil},
		{"bundle", bundle.Bytes(), bundleOK, map[int]bool{unsigned: true, unsigned + 1: true, unsigned + 2: true}},
		{"policy", text, policyOK, whitespace(text)},
	} {
		if err := c.ok(c.text); err != nil {
			t.Fatalf("%s, unchanged: %v", c.name, err)
		}
		tried, each := 0, step
		if c.name != "bundle" {
			each = 1
		}
		for i := 0; i < len(c.text); i += each {
			for _, bit := range bits {
				bent := bytes.Clone(c.text)
				bent[i] ^= bit
				tried++
				if err := c.ok(bent); err == nil && !c.free[i] {
					t.Errorf("%s: byte %d from %q to %q was accepted", c.name, i, c.text[i], bent[i])
				}
			}
		}
		for _, cut := range []int{0, 1, len(c.text) / 2, len(c.text) - 1} {
			if err := c.ok(c.text[:cut]); err == nil && !(c.name != "proof" && cut == len(c.text)-1) {
				t.Errorf("%s: cut to %d of %d bytes, it was accepted", c.name, cut, len(c.text))
			}
		}
		t.Logf("%s: %d mutations of %d bytes", c.name, tried, len(c.text))
	}
}

// whitespace marks the bytes of a policy that only divide words.
func whitespace(text []byte) map[int]bool {
	free := map[int]bool{}
	for i, b := range text {
		if b == ' ' || b == '\n' {
			free[i] = true
		}
	}
	return free
}

// TestForeignBundle: a bundle of another register, a bundle with an act left out
// or exchanged, and one with an act of another are rejected.
func TestForeignBundle(t *testing.T) {
	s, other := newSite(t), newSite(t)
	s.fill(5)
	other.fill(5)
	all := func(e *register.Entry) (*register.Entry, bool, error) { return e, true, nil }
	var mine, theirs bytes.Buffer
	must(t, s.WriteBundle(&mine, "PAK", all, nil))
	must(t, other.WriteBundle(&theirs, "PAK", all, nil))
	policy, err := register.ParsePolicy([]byte("log " + s.Verifier() + "\nquorum none\n"))
	must(t, err)
	a, b := bytes.SplitAfter(mine.Bytes(), []byte("\n")), bytes.SplitAfter(theirs.Bytes(), []byte("\n"))
	for name, lines := range map[string][][]byte{
		"another register": b,
		"act left out":     append(append([][]byte{}, a[:3]...), a[4:]...),
		"last act missing": a[:len(a)-2],
		"acts exchanged":   {a[0], a[2], a[1], a[3], a[4], a[5], a[6]},
		"foreign act":      {a[0], a[1], b[2], a[3], a[4], a[5], a[6]},
		"twice":            append(append([][]byte{}, a[:7]...), a[6]),
	} {
		if _, err := register.VerifyBundle(bytes.NewReader(bytes.Join(lines, nil)), policy, nil, nil); !errors.Is(err, register.ErrAltered) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := register.VerifyBundle(io.MultiReader(bytes.NewReader(a[0]), strings.NewReader("{")), policy, nil, nil); err == nil {
		t.Error("half a line was accepted")
	}
}
