package site

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The cost of a password: RFC 9106 with the memory the OWASP cheat sheet gives as
// the least, 19 MiB. It is written beside each hash, so that it can grow.
const (
	hashMemory   = 19 * 1024
	hashTime     = 2
	hashesAtOnce = 2 // so that many who sign in at once do not take all memory
	leastSigns   = 12
)

// checkPassword refuses what is easily guessed: NIST SP 800-63B asks for length, not
// for kinds of characters.
func checkPassword(password string) error {
	switch n := len([]rune(password)); {
	case n < leastSigns:
		return refuse("the password has %d characters; use at least %d, such as four or five words", n, leastSigns)
	case len(password) > 1024:
		return refuse("the password is longer than 1024 bytes")
	case strings.Count(password, password[:1]) == len(password):
		return refuse("the password is one character repeated; use four or five words")
	}
	return nil
}

// hashPassword gives $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH.
func (s *Site) hashPassword(password string) string {
	salt := make([]byte, 16)
	rand.Read(salt)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, hashMemory, hashTime, b64.EncodeToString(salt),
		b64.EncodeToString(s.argon(password, salt, hashTime, hashMemory)))
}

func (s *Site) argon(password string, salt []byte, time, memory uint32) []byte {
	s.hash <- struct{}{}
	defer func() { <-s.hash }()
	return argon2.IDKey([]byte(password), salt, time, memory, 1, 32)
}

// passwordIs compares a password with what is kept. Where nothing is kept it takes
// as long as a comparison, so that time does not tell who is here.
func (s *Site) passwordIs(password, kept string) bool {
	var version int
	var memory, time uint32
	parts := strings.Split(kept, "$")
	if len(parts) != 6 {
		s.argon(password, make([]byte, 16), hashTime, hashMemory)
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	_, err3 := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=1", &version, &memory, &time)
	if err1 != nil || err2 != nil || err3 != nil || parts[1] != "argon2id" || version != argon2.Version {
		return false
	}
	return subtle.ConstantTimeCompare(s.argon(password, salt, time, memory), want) == 1
}

// HasPassword reports whether a person can sign in by a password.
func (s *Site) HasPassword(p *Person) (bool, error) {
	_, kept, err := s.person(p.Name)
	return kept != "", err
}

// ChangePassword gives a person another password. Who has one shows it: a session
// left open must not be enough. All other sessions of the person end.
func (s *Site) ChangePassword(x *Session, old, password string) error {
	_, kept, err := s.person(x.Person.Name)
	if err != nil {
		return err
	}
	if kept != "" && !s.passwordIs(old, kept) {
		return ErrOldPassword
	}
	if err := checkPassword(password); err != nil {
		return err
	}
	next := s.hashPassword(password) // before the transaction: it takes long
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	// Of two changes at once only one has shown the password that is kept.
	done, err := tx.Exec("UPDATE person SET password = ? WHERE name = ? AND password = ? AND ended = 0", next, x.Person.Name, kept)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, ErrOldPassword)
	}
	if _, err := tx.Exec("DELETE FROM session WHERE name = ? AND id != ?", x.Person.Name, x.ID); err != nil {
		return err
	}
	return tx.Commit()
}

// newToken draws a secret of 256 bits, and what is kept of it.
func newToken() (secret string, hash []byte) {
	raw := make([]byte, 32)
	rand.Read(raw)
	secret = base64.RawURLEncoding.EncodeToString(raw)
	return secret, tokenHash(secret)
}

func tokenHash(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return h[:]
}
