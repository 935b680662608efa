package site

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver
)

// steps are the tables of site.db in the order they came to be. A step that has been
// released is never changed; a new one is added below it.
var steps = []string{peopleTables, sessionTables, officeTables, wayTables, readingTables, tokenTables, incomingTables, draftTables, wishTables, feedTables, viewTables, shownTables, mailTables}

// mostIdle is how many connections wait for the next question; opening one costs more
// than asking.
const mostIdle = 16

// openStore opens the site's own database, and makes or completes its tables.
func openStore(dir string) (*sql.DB, error) {
	path := filepath.Join(dir, "site.db")
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	uri := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(),
		RawQuery: "_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_txlock=immediate"}
	db, err := sql.Open("sqlite", uri.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxIdleConns(mostIdle)
	if err := complete(db); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), db.Close())
	}
	return db, nil
}

// complete takes the steps that are missing.
func complete(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var done int
	if err := tx.QueryRow("PRAGMA user_version").Scan(&done); err != nil {
		return err
	}
	if done > len(steps) {
		return fmt.Errorf("it was made by a later version of entente")
	}
	for _, step := range steps[done:] {
		if _, err := tx.Exec(step); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", len(steps))); err != nil {
		return err
	}
	return tx.Commit()
}

// BackupStore writes a copy of the site's own database as of now, also while the site
// is served. It reports whether there is one.
func BackupStore(dir, path string) (bool, error) {
	own := filepath.Join(dir, "site.db")
	if _, err := os.Stat(own); errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if _, err := os.Stat(path); err == nil {
		return false, fmt.Errorf("%s is there already: %w", path, os.ErrExist)
	}
	uri := url.URL{Scheme: "file", Opaque: (&url.URL{Path: own}).EscapedPath(), RawQuery: "mode=ro&_pragma=busy_timeout(10000)"}
	db, err := sql.Open("sqlite", uri.String())
	if err != nil {
		return false, err
	}
	defer db.Close()
	if _, err := db.Exec("VACUUM INTO ?", path); err != nil {
		return false, fmt.Errorf("%s: %w", path, err)
	}
	return true, os.Chmod(path, 0o600)
}
