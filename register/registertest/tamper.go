package registertest

import (
	"database/sql"
	"errors"

	_ "modernc.org/sqlite" // the driver
)

// Tamper changes a closed SQLite store as somebody with access to the file could:
// it drops the triggers and runs the statements.
func Tamper(path, statements string) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	rows, err := db.Query("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		return errors.Join(err, db.Close())
	}
	drop := ""
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return errors.Join(err, rows.Close(), db.Close())
		}
		drop += "DROP TRIGGER " + name + ";"
	}
	_, err = db.Exec(drop + statements + "; PRAGMA wal_checkpoint(TRUNCATE)")
	return errors.Join(rows.Err(), err, db.Close())
}
