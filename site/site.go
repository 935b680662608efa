// Package site is one installation: its register, its people, what each is cleared
// for, their sessions, and the answers computed for them.
//
// Call [Open] on a register's folder. [Site.SignIn] gives a session, [Site.Reader]
// the record as one person may read it: everything a page, an export, a search or
// an event shows goes through a [Reader], and nothing else reads acts. Nobody, an
// administrator included, has another way in.
//
// What the site keeps beside the register (people, sessions, invitations, drafts)
// stands in its own SQLite file, site.db. None of it is an act: whatever changes
// the record is signed and appended.
package site

import (
	"database/sql"
	"errors"
	"time"

	"entente/phrase"
	"entente/register"
)

// Site is an open installation. Its methods may be called from any goroutine.
type Site struct {
	dir  string
	w    *Writer
	db   *sql.DB
	kept *journal
	now  func() time.Time
	hash chan struct{} // a place for each password hashed at the same time

	providers []*Provider

	whole     whole
	shelves   shelves
	folds     folds
	cores     folds // the same cases without acts that no answer turns on
	watchers  watchers
	bookmarks bookmarks
	outbox    outbox
	index     index
}

// Options say how a site is opened.
type Options struct {
	Now func() time.Time // time.Now when nil
}

// Errors of a site, beside those of its register.
var (
	ErrSignIn       = errors.New("the name or the password is not right")
	ErrOldPassword  = errors.New("the present password is not right")
	ErrProof        = errors.New("the proof of who you are was not accepted")
	ErrProvider     = errors.New("the provider cannot be asked")
	ErrStranger     = errors.New("nobody here is known by that identity")
	ErrExpired      = errors.New("this link has been used, or its time is over")
	ErrNotPermitted = errors.New("not permitted")
)

// Refusal says what is wrong with what somebody typed, for a form to show again.
type Refusal struct{ *phrase.Fault }

func refuse(format string, args ...any) error { return Refusal{phrase.Faultf(nil, format, args...)} }

// Open opens the site of a register for writing: it holds the register's lock until
// it is closed.
func Open(dir string, o Options) (*Site, error) {
	w, err := Write(dir)
	if err != nil {
		return nil, err
	}
	return open(dir, w, o)
}

func open(dir string, w *Writer, o Options) (*Site, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	providers, err := readProviders(dir)
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	db, err := openStore(dir)
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	s := &Site{dir: dir, w: w, db: db, kept: openJournal(db), now: o.Now, hash: make(chan struct{}, hashesAtOnce), providers: providers, bookmarks: newBookmarks()}
	s.whole.room = mostHeld
	if err := s.resume(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Close ends writing and lets go of the register's lock.
func (s *Site) Close() error {
	s.stop()
	s.index.ahead.end()
	s.kept.close()
	return errors.Join(s.db.Close(), s.w.Close())
}

// Register is the register of the site. Its acts are for nobody's eyes: whoever
// reads for a person does so through [Site.Reader].
func (s *Site) Register() *register.Register { return s.w.Register }

// Dir is the folder of the register.
func (s *Site) Dir() string { return s.dir }
