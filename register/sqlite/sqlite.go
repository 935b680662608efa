// Package sqlite is the register's store in one SQLite file.
//
// Call [Create] or [Open]. There is one connection for writing, in WAL mode with
// synchronous=FULL, both asserted when the store is opened: with less, an act that
// was acknowledged can be gone after a power cut. Triggers refuse to change or
// delete what was written; they catch mistakes, the register's tree catches the
// rest.
//
// No other code of the process may open the file: closing any descriptor of it
// would let go of SQLite's locks.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	_ "modernc.org/sqlite" // the driver

	"entente/register"
)

// Store is an open SQLite file. It implements [register.Store].
type Store struct {
	write *sql.Conn
	wdb   *sql.DB
	rdb   *sql.DB
	path  string
	uri   string
	stmts map[string]*sql.Stmt

	written int // transactions since the write-ahead log was empty
}

const schema = `
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE tile(level INTEGER NOT NULL, n INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY (level, n)) STRICT;
CREATE TABLE act(
	seq        INTEGER PRIMARY KEY,
	stub       BLOB NOT NULL,
	seal       BLOB NOT NULL,
	id         BLOB NOT NULL UNIQUE,
	initiative TEXT NOT NULL,
	name       TEXT NOT NULL,
	signer     TEXT NOT NULL,
	kind       TEXT NOT NULL,
	actor      TEXT NOT NULL,
	day        TEXT NOT NULL,
	recorded   INTEGER NOT NULL,
	receipt    BLOB NOT NULL,
	portions   BLOB NOT NULL,
	head       BLOB, -- the signed checkpoint, on the last act of each transaction
	UNIQUE (initiative, name, signer)) STRICT;
CREATE INDEX act_opens ON act(seq) WHERE kind = 'initiative'; -- what opens a case is few and asked for first; no other act pays for it
CREATE TABLE erasure(seq INTEGER NOT NULL, act INTEGER NOT NULL, PRIMARY KEY (seq, act)) STRICT;

CREATE TRIGGER act_stays   BEFORE DELETE ON act  BEGIN SELECT RAISE(ABORT, 'an act on record is never deleted'); END;
CREATE TRIGGER tile_stays  BEFORE DELETE ON tile BEGIN SELECT RAISE(ABORT, 'a tile is never deleted'); END;
CREATE TRIGGER tile_same   BEFORE UPDATE ON tile BEGIN SELECT RAISE(ABORT, 'a tile is never changed'); END;
CREATE TRIGGER meta_stays  BEFORE DELETE ON meta BEGIN SELECT RAISE(ABORT, 'what a register is does not change'); END;
CREATE TRIGGER meta_same   BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'what a register is does not change'); END;
CREATE TRIGGER erasure_stays BEFORE DELETE ON erasure BEGIN SELECT RAISE(ABORT, 'an erasure stays on record'); END;
CREATE TRIGGER erasure_same  BEFORE UPDATE ON erasure BEGIN SELECT RAISE(ABORT, 'an erasure stays on record'); END;
CREATE TRIGGER act_same BEFORE UPDATE OF seq, stub, seal, id, initiative, name, signer, kind, actor, day, recorded, receipt ON act
	BEGIN SELECT RAISE(ABORT, 'an act on record is never changed'); END;
CREATE TRIGGER act_portions BEFORE UPDATE OF portions ON act
	WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE seq = OLD.seq) OR length(NEW.portions) >= length(OLD.portions)
	BEGIN SELECT RAISE(ABORT, 'a portion on record is never changed, only erased by an act'); END;
CREATE TRIGGER head_same BEFORE UPDATE OF head ON act WHEN OLD.head IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a signed head is never changed'); END;
`

// synchronous is how SQLite brings a commit to the disk. It is a variable only so
// that the power-cut test can show that it finds what a weaker setting loses.
var synchronous, synchronousIs = "FULL", "2"

// mostIdle is how many connections wait for the next reader; opening one costs more
// than reading an act.
const mostIdle = 8

// applicationID marks the file as a register ("enTe").
const applicationID = 0x656e5465

// Create makes a new store in a file that must not be there yet.
func Create(path string) (*Store, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	s, err := open(path, func(c *sql.Conn) error {
		_, err := c.ExecContext(context.Background(), fmt.Sprintf("PRAGMA application_id=%d; BEGIN; %s COMMIT;", applicationID, schema))
		return err
	})
	if err != nil {
		return nil, err
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	return s, errors.Join(d.Sync(), d.Close())
}

// Open opens a store for reading and writing. Whoever opens it holds the
// register's lock: there is one writer.
func Open(path string) (*Store, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	return open(path, nil)
}

func open(path string, prepare func(*sql.Conn) error) (*Store, error) {
	s := &Store{stmts: map[string]*sql.Stmt{}}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	uri := "file:" + (&url.URL{Path: abs}).EscapedPath()
	s.path, s.uri = abs, uri
	// WAL is a property of the file; the rest is of each connection.
	s.wdb, err = sql.Open("sqlite", uri+"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous("+synchronous+")&_pragma=secure_delete(ON)&_pragma=foreign_keys(OFF)&_pragma=wal_autocheckpoint("+strconv.Itoa(walPages)+")&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	s.rdb, err = sql.Open("sqlite", uri+"?_pragma=busy_timeout(5000)&_pragma=query_only(ON)")
	if err != nil {
		return nil, err
	}
	s.rdb.SetMaxIdleConns(mostIdle)
	ctx := context.Background()
	if s.write, err = s.wdb.Conn(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, damaged(err)), s.Close())
	}
	if prepare != nil {
		if err := prepare(s.write); err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", path, damaged(err)), s.Close())
		}
	}
	if err := s.assert(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), s.Close())
	}
	return s, nil
}

// assert makes sure of what durability rests on.
func (s *Store) assert(ctx context.Context) error {
	for _, want := range []struct{ pragma, value string }{
		{"application_id", fmt.Sprint(applicationID)}, {"journal_mode", "wal"}, {"synchronous", synchronousIs}, {"secure_delete", "1"},
	} {
		var got string
		if err := s.write.QueryRowContext(ctx, "PRAGMA "+want.pragma).Scan(&got); err != nil {
			return fmt.Errorf("%w: it is not a register's file (%v)", register.ErrAltered, err)
		}
		if got != want.value {
			return fmt.Errorf("%w: %s is %s and must be %s", register.ErrAltered, want.pragma, got, want.value)
		}
	}
	return nil
}

// Close closes all connections.
func (s *Store) Close() error {
	var errs []error
	for _, st := range s.stmts {
		errs = append(errs, st.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	for _, db := range []*sql.DB{s.rdb, s.wdb} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// Backup writes a copy into a file that must not be there yet, and makes it last.
func (s *Store) Backup(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: %w", path, os.ErrExist)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return fmt.Errorf("%s cannot be written: its folder is not there", path)
	}
	// A connection of its own: the writer's may be in a transaction.
	db, err := sql.Open("sqlite", s.uri+"?_pragma=busy_timeout(5000)")
	if err != nil {
		return err
	}
	if _, err := db.Exec("VACUUM INTO ?", path); err != nil {
		os.Remove(path)
		return errors.Join(fmt.Errorf("%s: %w", path, damaged(err)), db.Close())
	}
	if err := db.Close(); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o600), f.Sync(), f.Close()); err != nil {
		return err
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
