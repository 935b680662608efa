package site

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// The ways to show who one is beside a password: passkeys, and identities that an
// OpenID provider vouches for. A ceremony is one such proof under way.
const wayTables = `
CREATE TABLE ceremony(
	hash    BLOB PRIMARY KEY,
	kind    TEXT NOT NULL,
	name    TEXT NOT NULL,
	data    TEXT NOT NULL,
	until   INTEGER NOT NULL) STRICT;
CREATE TABLE passkey(
	id         BLOB PRIMARY KEY,
	name       TEXT NOT NULL REFERENCES person(name),
	handle     BLOB NOT NULL,
	label      TEXT NOT NULL,
	credential TEXT NOT NULL,
	made       INTEGER NOT NULL,
	used       INTEGER NOT NULL) STRICT;
CREATE TABLE identity(
	issuer  TEXT NOT NULL,
	subject TEXT NOT NULL,
	name    TEXT NOT NULL REFERENCES person(name),
	made    INTEGER NOT NULL,
	PRIMARY KEY(issuer, subject)) STRICT;
`

// CeremonyLasts is how long a proof may take, from the page to the answer.
const CeremonyLasts = 10 * time.Minute

// mostCeremonies is how many may be under way at once; then the oldest is forgotten.
const mostCeremonies = 10_000

// begin keeps what a proof has to answer to, under a secret for the browser that
// asked. Name is the person it is for, empty while that is not known.
func (s *Site) begin(kind, name string, data any) (secret string, err error) {
	text, err := json.Marshal(data)
	if err != nil {
		return "", err
	}
	secret, hash := newToken()
	now := s.now().UnixMilli()
	tx, err := s.db.Begin()
	if err != nil {
		return "", err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("DELETE FROM ceremony WHERE until <= ?", now); err != nil {
		return "", err
	}
	if _, err := tx.Exec("DELETE FROM ceremony WHERE rowid IN (SELECT rowid FROM ceremony ORDER BY until DESC LIMIT -1 OFFSET ?)", mostCeremonies-1); err != nil {
		return "", err
	}
	if _, err := tx.Exec("INSERT INTO ceremony VALUES (?,?,?,?,?)", hash, kind, name, string(text), now+CeremonyLasts.Milliseconds()); err != nil {
		return "", err
	}
	return secret, tx.Commit()
}

// finish gives what a proof has to answer to, once.
func (s *Site) finish(kind, secret string, data any) (name string, err error) {
	var text string
	err = s.db.QueryRow("DELETE FROM ceremony WHERE hash = ? AND kind = ? AND until > ? RETURNING name, data", tokenHash(secret), kind, s.now().UnixMilli()).Scan(&name, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", ErrProof
	}
	if err != nil {
		return "", err
	}
	return name, json.Unmarshal([]byte(text), data)
}
