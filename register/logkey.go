package register

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// maxOrigin keeps a register's name within a slot of its guard.
const maxOrigin = 200

// NewLogKey makes the key a register signs its checkpoints with: the secret to
// keep, and the verifier key to publish. The origin is the key's name.
func NewLogKey(origin string) (secret, public string, err error) {
	if origin == "" || len(origin) > maxOrigin || strings.ContainsFunc(origin, func(r rune) bool { return r <= ' ' || r > '~' || r == '+' || r == '"' || r == '\\' }) {
		return "", "", fmt.Errorf("the origin %q must be a name of at most %d plain letters, figures and signs, without spaces, quotes and +, such as oic.example/iraq", origin, maxOrigin)
	}
	return note.GenerateKey(rand.Reader, origin)
}

// VerifierKey derives the public half of a log key, PRIVATE+KEY+name+hash+seed.
func VerifierKey(secret string) (string, error) {
	parts := strings.SplitN(secret, "+", 5)
	if len(parts) != 5 {
		return "", errors.New("not a log key")
	}
	seed, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return "", errors.New("not a log key")
	}
	public := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	return note.NewEd25519VerifierKey(parts[2], public)
}
