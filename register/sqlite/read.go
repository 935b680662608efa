package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"entente/register"
)

// Meta gives a value set when the register was made.
func (s *Store) Meta(key string) (v string, err error) {
	err = s.rdb.QueryRow("SELECT value FROM meta WHERE key = ?", key).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return v, damaged(err)
}

// emptyHead is where the checkpoint of the register without acts is kept.
const emptyHead = "head of nothing"

// Head gives the signed checkpoint and its size.
func (s *Store) Head() (size int64, note []byte, err error) {
	err = s.rdb.QueryRow("SELECT seq + 1, head FROM act ORDER BY seq DESC LIMIT 1").Scan(&size, &note)
	if errors.Is(err, sql.ErrNoRows) {
		text, err := s.Meta(emptyHead)
		return 0, []byte(text), err
	}
	return size, note, damaged(err)
}

// Tile gives a full tile.
func (s *Store) Tile(level int, n int64) (hashes []byte, err error) {
	err = s.rdb.QueryRow("SELECT hashes FROM tile WHERE level = ? AND n = ?", level, n).Scan(&hashes)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, register.ErrNotFound
	}
	return hashes, damaged(err)
}

// querier is a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

const columns = "seq, stub, seal, id, initiative, name, signer, kind, actor, day, recorded, receipt, portions"

// Rows calls f with the rows that match.
func (s *Store) Rows(q register.Query, f func(*register.Row) error) error {
	return eachRow(s.rdb, q, f)
}

func eachRow(db querier, q register.Query, f func(*register.Row) error) error {
	where, args := []string{"1"}, []any{}
	add := func(cond string, arg any) { where, args = append(where, cond), append(args, arg) }
	if q.From > 0 {
		add("seq >= ?", q.From)
	}
	if q.To > 0 {
		add("seq < ?", q.To)
	}
	if len(q.Seqs) > 0 {
		where = append(where, "seq IN (?"+strings.Repeat(",?", len(q.Seqs)-1)+")")
		for _, seq := range q.Seqs {
			args = append(args, seq)
		}
	}
	if q.House {
		add("initiative = ?", "")
	}
	if q.Known > 0 {
		add("recorded <= ?", q.Known)
	}
	if q.Kind == "initiative" { // said literally, for the index of these acts alone
		where, q.Kind = append(where, "kind = 'initiative'"), ""
	}
	for _, c := range [][2]string{{"initiative", q.Initiative}, {"name", q.Name}, {"kind", q.Kind}, {"actor", q.Actor}} {
		if c[1] != "" {
			add(c[0]+" = ?", c[1])
		}
	}
	rows, err := db.QueryContext(context.Background(), "SELECT "+columns+" FROM act WHERE "+strings.Join(where, " AND ")+" ORDER BY seq", args...)
	if err != nil {
		return damaged(err)
	}
	defer rows.Close()
	for rows.Next() {
		var r register.Row
		if err := rows.Scan(&r.Seq, &r.Stub, &r.Seal, &r.ID, &r.Initiative, &r.Name, &r.Signer, &r.Kind, &r.Actor, &r.Day, &r.Recorded, &r.Receipt, &r.Portions); err != nil {
			return damaged(err)
		}
		if err := f(&r); err != nil {
			return err
		}
	}
	return damaged(rows.Err())
}

// Leaves calls f with what leaves are made of.
func (s *Store) Leaves(from, to int64, f func(seq int64, stub, seal []byte) error) error {
	rows, err := s.rdb.Query("SELECT seq, stub, seal FROM act WHERE seq >= ? AND seq < ? ORDER BY seq", from, to)
	if err != nil {
		return damaged(err)
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		var stub, seal sql.RawBytes
		if err := rows.Scan(&seq, &stub, &seal); err != nil {
			return damaged(err)
		}
		if err := f(seq, stub, seal); err != nil {
			return err
		}
	}
	return damaged(rows.Err())
}

// Check compares every index with the rows it finds, and every page with what SQLite
// writes. What a row says is checked by the register; that it is found is checked here.
func (s *Store) Check(ctx context.Context) error {
	var found string
	if err := s.rdb.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil {
		return damaged(err)
	}
	if found != "ok" {
		return damaged(errors.New("malformed: " + found))
	}
	return nil
}
