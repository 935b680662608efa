package site

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"entente/act"
	"entente/phrase"
	"entente/register"
)

const draftTables = `
CREATE TABLE draft(
	id         TEXT PRIMARY KEY,
	name       TEXT NOT NULL REFERENCES person(name),
	initiative TEXT NOT NULL,
	kind       TEXT NOT NULL,
	form       TEXT NOT NULL,
	changed    INTEGER NOT NULL) STRICT;
CREATE TABLE outbox(
	draft      TEXT PRIMARY KEY REFERENCES draft(id) ON DELETE CASCADE,
	acts       TEXT NOT NULL,
	due        INTEGER NOT NULL,
	wrong      TEXT NOT NULL) STRICT;
`

// Draft is an act somebody is writing: what was typed, as it was typed. It is not
// filed, and nobody else sees it.
type Draft struct {
	ID         string
	Initiative string
	Kind       act.Kind
	Form       map[string][]string
	Changed    time.Time

	Due   time.Time // it is filed then, unless it is taken back; zero while it is only a draft
	Wrong string    // why it was refused when its time came
}

const (
	largestDraft = 256 << 10
	mostDrafts   = 200
)

// SaveDraft keeps what a person has typed so far. A draft that waits to be filed is
// not changed under way.
func (s *Site) SaveDraft(p *Person, d Draft) error {
	if p.Role == Observer {
		return phrase.Faultf(ErrNotPermitted, "an observer reads and files nothing")
	}
	form, err := json.Marshal(d.Form)
	if err != nil {
		return err
	}
	if len(form) > largestDraft {
		return phrase.Faultf(register.ErrRefused, "a draft holds at most %d bytes; keep documents beside the register and cite them", largestDraft)
	}
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var owner string
	var held, n int
	err = tx.QueryRow("SELECT name, (SELECT count(*) FROM outbox WHERE draft = id AND wrong = '' AND due > 0) FROM draft WHERE id = ?", d.ID).Scan(&owner, &held)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if err := tx.QueryRow("SELECT count(*) FROM draft WHERE name = ?", p.Name).Scan(&n); err != nil {
			return err
		}
		if n >= mostDrafts {
			return phrase.Faultf(register.ErrRefused, "there are %d drafts of yours; file or delete some first", n)
		}
	case err != nil:
		return err
	case owner != p.Name:
		return register.ErrNotFound
	case held > 0:
		return phrase.Faultf(register.ErrConflict, "it is being filed; take it back first")
	}
	if _, err := tx.Exec("DELETE FROM outbox WHERE draft = ?", d.ID); err != nil { // what was laid out is not what is typed now
		return err
	}
	if _, err := tx.Exec("INSERT INTO draft VALUES (?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET form = excluded.form, changed = excluded.changed",
		d.ID, p.Name, d.Initiative, string(d.Kind), string(form), s.now().UnixMilli()); err != nil {
		return err
	}
	return tx.Commit()
}

const draftColumns = "SELECT id, initiative, kind, form, changed, coalesce(due, 0), coalesce(wrong, '') FROM draft LEFT JOIN outbox ON draft = id WHERE name = ?"

// Drafts lists what a person is writing, the last changed first; of one case, or of
// all.
func (s *Site) Drafts(p *Person, initiative string) ([]Draft, error) {
	rows, err := s.db.Query(draftColumns+" AND (? = '' OR initiative = ?) ORDER BY changed DESC, id", p.Name, initiative, initiative)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Draft
	for rows.Next() {
		d, err := scanDraft(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, rows.Err()
}

// Draft finds a draft of a person; another's is not there.
func (s *Site) Draft(p *Person, id string) (Draft, error) {
	d, err := scanDraft(s.db.QueryRow(draftColumns+" AND id = ?", p.Name, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = phrase.Faultf(register.ErrNotFound, "the draft %s", id)
	}
	return d, err
}

func scanDraft(row interface{ Scan(...any) error }) (d Draft, err error) {
	var form string
	var changed, due int64
	if err := row.Scan(&d.ID, &d.Initiative, &d.Kind, &form, &changed, &due, &d.Wrong); err != nil {
		return d, err
	}
	d.Changed = time.UnixMilli(changed).UTC()
	if due > 0 {
		d.Due = time.UnixMilli(due).UTC()
	}
	return d, json.Unmarshal([]byte(form), &d.Form)
}

// DropDraft deletes a draft of a person, also one that waits to be filed.
func (s *Site) DropDraft(p *Person, id string) error {
	_, err := s.db.Exec("DELETE FROM draft WHERE id = ? AND name = ?", id, p.Name)
	return err
}
