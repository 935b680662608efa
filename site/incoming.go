package site

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"entente/register"
)

const incomingTables = `
CREATE TABLE incoming(
	id     TEXT PRIMARY KEY,
	name   TEXT NOT NULL,
	file   TEXT NOT NULL,
	of     TEXT NOT NULL,
	bytes  BLOB NOT NULL,
	made   INTEGER NOT NULL) STRICT;
`

// waiting is how long a file that was handed in waits to be filed.
const waiting = 24 * time.Hour

// HandIn keeps a file while the person looks at what it would do. Nothing of it is on
// record until it is filed.
func (r *Reader) HandIn(file string, src []byte, of string) (id string, err error) {
	if _, err := r.s.db.Exec("DELETE FROM incoming WHERE made < ?", r.s.now().Add(-waiting).UnixMilli()); err != nil {
		return "", err
	}
	secret, _ := newToken()
	id = secret[:20]
	_, err = r.s.db.Exec("INSERT INTO incoming VALUES (?,?,?,?,?,?)", id, r.p.Name, file, of, src, r.s.now().UnixMilli())
	return id, err
}

// HandedIn plans a file that the person handed in.
func (r *Reader) HandedIn(id string) (*Plan, error) {
	var file, of string
	var src []byte
	err := r.s.db.QueryRow("SELECT file, of, bytes FROM incoming WHERE id = ? AND name = ? AND made >= ?", id, r.p.Name, r.s.now().Add(-waiting).UnixMilli()).Scan(&file, &of, &src)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("the file that was handed in: %w", register.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return r.Plan(file, src, of)
}

// TakeBack forgets a file that was handed in.
func (r *Reader) TakeBack(id string) error {
	_, err := r.s.db.Exec("DELETE FROM incoming WHERE id = ? AND name = ?", id, r.p.Name)
	return err
}

// Import files what a plan adds and changes, planned anew on the record as it is now,
// and gives the plan as it was carried out: what the register would not take is
// refused, with its reason. It is one gate, [Site.File], for every act.
func (r *Reader) Import(ctx context.Context, id string) (*Plan, error) {
	p, err := r.HandedIn(id)
	if err != nil {
		return nil, err
	}
	if p.telegrams != nil && p.Count(Added)+p.Count(Changed) > 0 {
		if err := p.telegrams.Keep(Sources(r.s.dir)); err != nil {
			return nil, err
		}
	}
	for i := range p.Rows {
		row := &p.Rows[i]
		for _, d := range row.drafts {
			result, err := r.s.File(ctx, r.p, d)
			if err = errors.Join(err, result.Err); err == nil {
				continue
			}
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			row.Fate, row.Why = Refused, "the register does not take it: "+err.Error()
			if errors.Is(err, register.ErrConflict) {
				row.Why = "this id cannot be used here; choose another"
			}
			break
		}
	}
	return p, r.TakeBack(id)
}
