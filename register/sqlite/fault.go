package sqlite

import (
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"entente/register"
)

// damaged names what SQLite reports, and what to do: of a file another program holds,
// of a disk that takes no more, and of a file that cannot be read as it was written.
func damaged(err error) error {
	if err == nil {
		return nil
	}
	code := 0
	if e := (*sqlite.Error)(nil); errors.As(err, &e) {
		code = e.Code()
	}
	switch code {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE:
		return fmt.Errorf("the disk is full: make room on it (%w)", err)
	case sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE:
		return fmt.Errorf("the disk does not take what is written: have it looked at, and make a backup on another (%w)", err)
	}
	if strings.Contains(err.Error(), "SQLITE_BUSY") {
		return fmt.Errorf("%w (%v); wait until it is done, or end it", register.ErrInUse, err)
	}
	for _, sign := range []string{"malformed", "not a database", "corrupt", "no rows", "converting", "disk I/O error"} {
		if strings.Contains(err.Error(), sign) {
			return fmt.Errorf("%w: the database file is damaged (%v); restore a backup and let it catch up: entente restore", register.ErrAltered, err)
		}
	}
	return err
}
