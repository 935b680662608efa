package site

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"entente/marking"
)

// Invite makes a link's secret by which a person sets a password, once. For a
// person that is not here it makes the first officer, and only while nobody is here.
// It is for whoever keeps the machine; officers invite by [Site.Relink].
func (s *Site) Invite(name string, lasts time.Duration) (secret string, err error) {
	return s.invite(name, lasts, false)
}

func (s *Site) invite(name string, lasts time.Duration, awaits bool) (secret string, err error) {
	tx, err := s.db.Begin()
	if err != nil {
		return "", err
	}
	defer tx.Rollback()
	var here int
	if err := tx.QueryRow("SELECT count(*) FROM person WHERE ?1 = '' OR name = ?1 AND ended = 0", name).Scan(&here); err != nil {
		return "", err
	}
	switch {
	case name == "" && here > 0:
		return "", fmt.Errorf("there are people here already; an officer invites others: %w", ErrNotPermitted)
	case name != "" && here == 0:
		return "", nobodyOf(name)
	}
	secret, hash := newToken()
	now := s.now()
	if _, err := tx.Exec("DELETE FROM invitation WHERE name = ? OR until <= ?", name, now.UnixMilli()); err != nil { // the latest link holds
		return "", err
	}
	if _, err := tx.Exec("INSERT INTO invitation(hash, name, until, awaits) VALUES (?, ?, ?, ?)", hash, name, now.Add(lasts).UnixMilli(), awaits); err != nil {
		return "", err
	}
	return secret, tx.Commit()
}

// Invited says for whom a link is: a name, or empty for the first officer.
func (s *Site) Invited(secret string) (name string, err error) {
	err = s.db.QueryRow("SELECT name FROM invitation WHERE hash = ? AND until > ?", tokenHash(secret), s.now().UnixMilli()).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrExpired
	}
	return name, err
}

// Accept sets the password of whoever a link is for, and uses the link up. The first
// officer brings its own name and title. Sessions begun before end. All of it happens
// or nothing: of two who use one link at once, one is too late.
func (s *Site) Accept(secret string, p Person, password string) (*Person, error) {
	name, err := s.Invited(secret)
	if err != nil {
		return nil, err
	}
	if name == "" {
		p = Person{Name: p.Name, Title: p.Title, Actor: s.w.Custodian(), Role: Officer, Level: marking.TopSecret}
		err = p.check()
	}
	if err := errors.Join(err, checkPassword(password)); err != nil {
		return nil, err
	}
	kept := s.hashPassword(password) // before the transaction: it takes long
	tx, err := s.db.Begin()
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	name, err = s.useLink(tx, secret)
	if err != nil {
		return nil, err
	}
	if name == "" {
		var here int
		if err := tx.QueryRow("SELECT count(*) FROM person").Scan(&here); err != nil {
			return nil, err
		}
		if here > 0 {
			return nil, ErrExpired
		}
		name, err = p.Name, s.addPerson(tx, p, kept)
	} else {
		_, err = tx.Exec("UPDATE person SET password = ? WHERE name = ?", kept, name)
	}
	if err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	return s.Person(name)
}

// useLink uses a link up, in the transaction that lets its person in, and ends the
// sessions and tokens it had.
func (s *Site) useLink(tx *sql.Tx, secret string) (name string, err error) {
	var awaits bool
	err = tx.QueryRow("DELETE FROM invitation WHERE hash = ? AND until > ? RETURNING name, awaits", tokenHash(secret), s.now().UnixMilli()).Scan(&name, &awaits)
	if errors.Is(err, sql.ErrNoRows) {
		return "", ErrExpired
	}
	if err != nil {
		return "", err
	}
	if awaits {
		if _, err := tx.Exec("UPDATE person SET awaits = 1 WHERE name = ?", name); err != nil {
			return "", err
		}
	}
	for _, table := range []string{"session", "token"} {
		if _, err := tx.Exec("DELETE FROM "+table+" WHERE name = ?", name); err != nil {
			return "", err
		}
	}
	return name, nil
}
