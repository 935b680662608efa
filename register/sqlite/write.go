package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"entente/register"
)

// Begin opens the one transaction there can be. Its statements are prepared once
// for the life of the store.
func (s *Store) Begin() (register.Tx, error) {
	if err := s.extend(); err != nil {
		return nil, err
	}
	if _, err := s.exec("BEGIN IMMEDIATE"); err != nil {
		return nil, err
	}
	return &tx{s: s}, nil
}

// Append adds one row and its head in a transaction of its own. A statement outside
// BEGIN and COMMIT is one, and costs half of what three do. Where the act before has
// no head another writer has been here; its stub then comes to NULL, which the column
// does not take.
func (s *Store) Append(r *register.Row, note []byte) (bool, error) {
	if err := s.extend(); err != nil {
		return false, err
	}
	result, err := s.exec("INSERT INTO act("+columns+`, head)
		VALUES (?, CASE WHEN ?1 = 0 OR EXISTS (SELECT 1 FROM act WHERE seq = ?1 - 1 AND head IS NOT NULL) THEN ? END, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`,
		r.Seq, r.Stub, r.Seal, r.ID, r.Initiative, r.Name, r.Signer, r.Kind, r.Actor, r.Day, r.Recorded, r.Receipt, r.Portions, note)
	if err != nil && strings.Contains(err.Error(), "constraint failed") {
		return false, moved(r.Seq)
	}
	if err != nil {
		return false, err
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return n == 1, err
	}
	if size, _, err := s.Head(); err != nil || size != r.Seq {
		return false, errors.Join(err, moved(r.Seq))
	}
	return false, nil
}

// moved says that the head is not where this writer left it.
func moved(from int64) error {
	return fmt.Errorf("the head is not at %d: another program wrote to the register", from)
}

type tx struct {
	s      *Store
	added  int64 // how many rows
	erased bool
}

func (s *Store) exec(query string, args ...any) (sql.Result, error) {
	st, ok := s.stmts[query]
	if !ok {
		var err error
		if st, err = s.write.PrepareContext(context.Background(), query); err != nil {
			return nil, err
		}
		s.stmts[query] = st
	}
	result, err := st.Exec(args...)
	return result, damaged(err)
}

func (t *tx) SetMeta(key, value string) error {
	_, err := t.s.exec("INSERT INTO meta(key, value) VALUES (?, ?)", key, value)
	return err
}

func (t *tx) Insert(r *register.Row) (bool, error) {
	result, err := t.s.exec("INSERT INTO act("+columns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		r.Seq, r.Stub, r.Seal, r.ID, r.Initiative, r.Name, r.Signer, r.Kind, r.Actor, r.Day, r.Recorded, r.Receipt, r.Portions)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	t.added += n
	return n == 1, err
}

func (t *tx) Rows(q register.Query, f func(*register.Row) error) error {
	return eachRow(t.s.write, q, f)
}

func (t *tx) PutTile(level int, n int64, data []byte) error {
	_, err := t.s.exec("INSERT INTO tile(level, n, hashes) VALUES (?, ?, ?)", level, n, data)
	return err
}

func (t *tx) Erase(seq, by int64, portions []byte) error {
	if _, err := t.s.exec("INSERT INTO erasure(seq, act) VALUES (?, ?)", seq, by); err != nil {
		return err
	}
	t.erased = true
	_, err := t.s.exec("UPDATE act SET portions = ? WHERE seq = ?", portions, seq)
	return err
}

// Commit signs the last act of the transaction as the head. The head stands in the
// act's own row: a table of its own would cost each act one page more. Where the act
// before has no head or its successor is there already, another writer has been
// here: an UPDATE that touches no row is no error to SQLite, so it is made one.
func (t *tx) Commit(old, size int64, note []byte) error {
	err := t.sign(old, size, note)
	if err != nil {
		return errors.Join(err, t.Rollback())
	}
	if _, err := t.s.exec("COMMIT"); err != nil {
		t.Rollback() // unless SQLite did it itself; the store is to be reopened in either case
		return err
	}
	if t.erased {
		// What was erased is still in the write-ahead log: empty it.
		_, err = t.s.write.ExecContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
		t.s.written = 0
	}
	return err
}

func (t *tx) sign(old, size int64, note []byte) error {
	if size == 0 {
		return t.SetMeta(emptyHead, string(note))
	}
	result, err := t.s.exec(`UPDATE act SET head = ?1 WHERE seq = ?2 - 1 AND head IS NULL
		AND (?3 = 0 OR EXISTS (SELECT 1 FROM act WHERE seq = ?3 - 1 AND head IS NOT NULL))`, note, size, old)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 || t.added != size-old {
		return errors.Join(err, moved(old))
	}
	return nil
}

func (t *tx) Rollback() error {
	_, err := t.s.exec("ROLLBACK")
	return err
}
