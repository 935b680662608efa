package register

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	cosignature "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
)

// TestPolicy: mistakes are named with their line.
func TestPolicy(t *testing.T) {
	_, log, err := NewLogKey("test.example/log")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{"", "names no log"},
		{"log " + log, "names no quorum"},
		{"# remark\n\nlog nonsense\nquorum none", "line 3"},
		{"log " + log + "\nquorum members", `line 2: "members" is not defined above`},
		{"log " + log + "\ngroup g 2 a\nquorum g", "a group of 1 cannot need"},
		{"log " + log + "\ngroup g any a\nquorum g", `"a" is not defined above`},
		{"log " + log + "\nwitness a b\nquorum a", "witness key"},
		{"log " + log + "\nquorum none\nquorum none", "is not a line of a policy"},
		{"log " + log + "\nnotary a\nquorum none", "is not a line of a policy"},
		{"log " + strings.ToUpper(log[:1]) + log[1:] + "\nquorum none", "line 1"},
	} {
		if _, err := ParsePolicy([]byte(c[0])); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%q: %v, want %q", c[0], err, c[1])
		}
	}
}

// TestQuorum cosigns a checkpoint with Ed25519 and ML-DSA-44 and asks for two of
// three witnesses.
func TestQuorum(t *testing.T) {
	secret, log, err := NewLogKey("test.example/log")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := checkpoint("test.example/log", 7, leafOf(1), signer)
	if err != nil {
		t.Fatal(err)
	}
	text := "log " + log + "\n"
	var witnesses []note.Signer
	for _, name := range []string{"pak.example/w", "sau.example/w"} {
		s, v, err := note.GenerateKey(rand.Reader, name)
		if err != nil {
			t.Fatal(err)
		}
		cosigner, err := cosignature.NewSignerForCosignatureV1(s)
		if err != nil {
			t.Fatal(err)
		}
		v, err = cosignature.VKeyToCosignatureV1(v)
		if err != nil {
			t.Fatal(err)
		}
		witnesses = append(witnesses, cosigner)
		text += "witness " + name[:3] + " " + v + "\n"
	}
	s, v, err := cosignature.GenerateMLDSAKey("tur.example/w")
	if err != nil {
		t.Fatal(err)
	}
	pq, err := cosignature.NewMLDSASigner(s)
	if err != nil {
		t.Fatal(err)
	}
	witnesses = append(witnesses, pq)
	text += "witness tur " + v + " https://tur.example/w\ngroup members 2 pak sau tur\nquorum members\n"
	policy, err := ParsePolicy([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	cosigned := func(by ...note.Signer) []byte {
		n, err := note.Open(signed, note.VerifierList(policy.logs["test.example/log"]))
		if err != nil {
			t.Fatal(err)
		}
		out, err := note.Sign(n, by...)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, c := range []struct {
		by   []note.Signer
		good bool
	}{{nil, false}, {witnesses[:1], false}, {witnesses[:2], true}, {witnesses[1:], true}, {witnesses, true}} {
		base, _, by, err := policy.Open(cosigned(c.by...))
		if (err == nil) != c.good || len(by) != len(c.by) {
			t.Errorf("cosigned by %d: %v, witnesses %v", len(c.by), err, by)
		}
		if err != nil && !errors.Is(err, ErrAltered) {
			t.Error(err)
		}
		if c.good && base.Size != 7 {
			t.Errorf("size %d", base.Size)
		}
	}
	bent := cosigned(witnesses...)
	for i := range bent {
		bent[i] ^= 2
		if _, _, by, err := policy.Open(bent); err == nil && len(by) == 3 {
			t.Errorf("byte %d changed, and all still stands", i)
		}
		bent[i] ^= 2
	}
}
