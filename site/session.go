package site

import (
	"database/sql"
	"errors"
	"time"
)

const sessionTables = `
CREATE TABLE session(
	hash   BLOB PRIMARY KEY,
	id     TEXT NOT NULL UNIQUE,
	name   TEXT NOT NULL REFERENCES person(name),
	agent  TEXT NOT NULL,
	since  INTEGER NOT NULL,
	made   INTEGER NOT NULL,
	used   INTEGER NOT NULL) STRICT;
`

// A session ends when it was not used for idle, and in any case after longest.
const (
	idle    = 12 * time.Hour
	longest = 7 * 24 * time.Hour
)

// Session is somebody signed in at one browser.
type Session struct {
	ID     string // names it in lists; it opens nothing
	Person *Person
	Agent  string // the browser, as it names itself
	Since  int64  // acts on record when the person was here last; -1 when never
	Made   time.Time
	Used   time.Time
}

// SignIn checks a password and begins a session.
func (s *Site) SignIn(name, password, agent string) (secret string, err error) {
	_, kept, err := s.person(name)
	right := s.passwordIs(password, kept)
	if err != nil || !right {
		return "", ErrSignIn
	}
	return s.Begin(name, agent)
}

// Begin begins a session for somebody who has shown who it is.
func (s *Site) Begin(name, agent string) (secret string, err error) {
	tx, err := s.db.Begin()
	if err != nil {
		return "", err
	}
	defer tx.Rollback()
	var since int64
	err = tx.QueryRow("SELECT seen FROM person WHERE name = ? AND ended = 0", name).Scan(&since)
	if errors.Is(err, sql.ErrNoRows) {
		return "", ErrSignIn
	}
	if err != nil {
		return "", err
	}
	if _, err := tx.Exec("UPDATE person SET seen = ? WHERE name = ?", s.w.Head().Size, name); err != nil {
		return "", err
	}
	secret, hash := newToken()
	id, _ := newToken()
	now := s.now().UnixMilli()
	if _, err := tx.Exec("DELETE FROM session WHERE used < ? OR made < ?", now-idle.Milliseconds(), now-longest.Milliseconds()); err != nil {
		return "", err
	}
	if _, err := tx.Exec("INSERT INTO session VALUES (?,?,?,?,?,?,?)", hash, id[:12], name, clipped(agent), since, now, now); err != nil {
		return "", err
	}
	return secret, tx.Commit()
}

func clipped(agent string) string { return agent[:min(len(agent), 200)] }

const sessionColumns = "s.id, s.agent, s.since, s.made, s.used, s.name"

// Session finds the session of a secret; [ErrExpired] when it has none.
func (s *Site) Session(secret string) (*Session, error) {
	now := s.now().UnixMilli()
	x, name, err := scanSession(s.db.QueryRow("SELECT "+sessionColumns+" FROM session s WHERE hash = ? AND used >= ? AND made >= ?",
		tokenHash(secret), now-idle.Milliseconds(), now-longest.Milliseconds()))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrExpired
	}
	if err != nil {
		return nil, err
	}
	if x.Person, err = s.Person(name); err != nil {
		return nil, err
	}
	if now-x.Used.UnixMilli() > time.Minute.Milliseconds() { // not a write for every page
		err = s.kept.write(statement{"UPDATE session SET used = max(used, ?) WHERE id = ?", []any{now, x.ID}},
			statement{"UPDATE person SET seen = max(seen, ?) WHERE name = ?", []any{s.w.Head().Size, name}}) // a later visit begins where this one has looked to
	}
	return x, err
}

func scanSession(row interface{ Scan(...any) error }) (x *Session, name string, err error) {
	x = &Session{}
	var made, used int64
	err = row.Scan(&x.ID, &x.Agent, &x.Since, &made, &used, &name)
	x.Made, x.Used = time.UnixMilli(made).UTC(), time.UnixMilli(used).UTC()
	return x, name, err
}

// Sessions lists the sessions of a person, the last used first.
func (s *Site) Sessions(p *Person) ([]*Session, error) {
	rows, err := s.db.Query("SELECT "+sessionColumns+" FROM session s WHERE name = ? ORDER BY used DESC, id", p.Name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []*Session
	for rows.Next() {
		x, _, err := scanSession(rows)
		if err != nil {
			return nil, err
		}
		x.Person = p
		all = append(all, x)
	}
	return all, rows.Err()
}

// End ends a session of a person.
func (s *Site) End(p *Person, id string) error {
	_, err := s.db.Exec("DELETE FROM session WHERE name = ? AND id = ?", p.Name, id)
	return err
}

// EndAll ends every session of a person but one; all of them when that is empty.
func (s *Site) EndAll(p *Person, but string) error {
	_, err := s.db.Exec("DELETE FROM session WHERE name = ? AND id != ?", p.Name, but)
	return err
}
