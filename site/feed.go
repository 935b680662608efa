package site

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"entente/register"
)

// A feed is an address that a calendar asks, and nobody signs in at: whoever has the
// address reads the dates of its person. So it is kept like a password, and each
// person has one at most.
const feedTables = `
CREATE TABLE feed(
	hash   BLOB PRIMARY KEY,
	name   TEXT NOT NULL UNIQUE REFERENCES person(name),
	lang   TEXT NOT NULL,
	made   INTEGER NOT NULL,
	used   INTEGER NOT NULL) STRICT;
`

// Feed is the calendar address of a person.
type Feed struct {
	Person *Person
	Lang   string    // the language it is written in
	Made   time.Time //
	Used   time.Time // zero when no calendar has asked yet
}

// OpenFeed gives a person a calendar address in place of the one it had. The secret is
// shown once and not kept.
func (s *Site) OpenFeed(p *Person, lang string) (secret string, err error) {
	secret, hash := newToken()
	_, err = s.db.Exec("INSERT INTO feed VALUES (?,?,?,?,0) ON CONFLICT(name) DO UPDATE SET hash = excluded.hash, lang = excluded.lang, made = excluded.made, used = 0",
		hash, p.Name, lang, s.now().UnixMilli())
	return secret, err
}

// CloseFeed ends the calendar address of a person.
func (s *Site) CloseFeed(p *Person) error {
	_, err := s.db.Exec("DELETE FROM feed WHERE name = ?", p.Name)
	return err
}

// FeedOf says whether a person has a calendar address; nil when it has none.
func (s *Site) FeedOf(p *Person) (*Feed, error) {
	f, err := s.scanFeed(s.db.QueryRow("SELECT name, lang, made, used FROM feed WHERE name = ?", p.Name))
	if errors.Is(err, register.ErrNotFound) {
		return nil, nil
	}
	return f, err
}

// FeedBy finds whose dates a secret opens.
func (s *Site) FeedBy(secret string) (*Feed, error) {
	f, err := s.scanFeed(s.db.QueryRow("SELECT name, lang, made, used FROM feed WHERE hash = ?", tokenHash(secret)))
	if err != nil {
		return nil, err
	}
	_, err = s.db.Exec("UPDATE feed SET used = ? WHERE name = ?", s.now().UnixMilli(), f.Person.Name)
	return f, err
}

func (s *Site) scanFeed(row *sql.Row) (*Feed, error) {
	var f Feed
	var name string
	var made, used int64
	err := row.Scan(&name, &f.Lang, &made, &used)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("the calendar: %w", register.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	f.Made = time.UnixMilli(made).UTC()
	if used > 0 {
		f.Used = time.UnixMilli(used).UTC()
	}
	f.Person, err = s.Person(name)
	return &f, err
}
