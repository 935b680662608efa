package site

import (
	"bytes"
	"database/sql"
	"errors"
	"time"

	"entente/register"
)

// remembered is how long the answer to a request with a key of its own is kept.
const remembered = 24 * time.Hour

// Answered is what a request was answered with, kept under the key its sender gave
// it, so that the same request sent again is not carried out again.
type Answered struct {
	Status int
	Answer []byte
}

// Recall gives the answer a person's request was given under a key; nil when there
// is none. Another request under the same key is [register.ErrConflict]: asked is a
// hash of the whole request.
func (s *Site) Recall(name, key string, asked []byte) (*Answered, error) {
	var x Answered
	var before []byte
	err := s.db.QueryRow("SELECT asked, status, answer FROM answered WHERE name = ? AND key = ? AND made > ?", name, key,
		s.now().Add(-remembered).UnixMilli()).Scan(&before, &x.Status, &x.Answer)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, err
	case !bytes.Equal(before, asked):
		return nil, register.ErrConflict
	}
	return &x, nil
}

// Remember keeps the answer to a request, and forgets those whose time is over.
func (s *Site) Remember(name, key string, asked []byte, x Answered) error {
	now := s.now()
	if _, err := s.db.Exec("DELETE FROM answered WHERE made <= ?", now.Add(-remembered).UnixMilli()); err != nil {
		return err
	}
	_, err := s.db.Exec("INSERT OR REPLACE INTO answered VALUES (?,?,?,?,?,?)", name, key, asked, x.Status, x.Answer, now.UnixMilli())
	return err
}
