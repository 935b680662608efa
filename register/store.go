package register

import "context"

// A Store keeps rows, tiles and the signed head. It knows nothing of acts, keys
// or trees: what it holds is checked by the register on every read. Package
// register/sqlite is one; register/registertest is the suite every store passes.
type Store interface {
	// Meta gives a value set when the register was made; empty when there is none.
	Meta(key string) (string, error)
	// Head gives the signed checkpoint and the size it is for.
	Head() (size int64, note []byte, err error)
	// Tile gives a full tile of 8,192 bytes; [ErrNotFound] when it is not there.
	Tile(level int, n int64) ([]byte, error)
	// Rows calls f with the rows that match, in order of Seq, until f fails. The
	// row struct is valid during the call only, its byte slices for good.
	Rows(q Query, f func(*Row) error) error
	// Leaves calls f with what the leaves from number from up to, not with, to are made of.
	Leaves(from, to int64, f func(seq int64, stub, seal []byte) error) error
	// Begin opens the one transaction there can be at a time.
	Begin() (Tx, error)
	// Append adds a row and sets the head it makes, of size Seq+1: what Begin, Insert
	// and Commit do, in one step. It reports false, and does nothing, as Insert does.
	// It fails, and changes nothing, when the head's size is not Seq, and when another
	// program is writing ([ErrInUse]); after any other error nobody knows what is on
	// disk, as after a Commit that failed.
	Append(row *Row, note []byte) (bool, error)
	// Check compares what finds rows with the rows: an index that lost one would hide an
	// act from whoever asks for its case. [ErrAltered] when they do not agree.
	Check(ctx context.Context) error
	// Backup writes a copy that can be opened as a store of its own.
	Backup(path string) error
	Close() error
}

// A Tx is one transaction: all of it lasts once Commit returns nil, or nothing of
// it. After a Commit that failed nobody knows which; the store must be reopened.
type Tx interface {
	SetMeta(key, value string) error
	// Insert adds a row. It reports false, and does nothing, when a row with the
	// same ID, or the same Initiative, Name and Signer, is there.
	Insert(*Row) (bool, error)
	// Rows reads what is stored, with what this transaction added.
	Rows(q Query, f func(*Row) error) error
	PutTile(level int, n int64, data []byte) error
	// Erase replaces a row's portions; no other change to a row is ever allowed.
	Erase(seq int64, by int64, portions []byte) error
	// Commit sets the head and ends the transaction. It fails, and changes
	// nothing, when the head's size is not old.
	Commit(old, size int64, note []byte) error
	Rollback() error
}

// Row is an act as stored. Initiative to Recorded repeat what the portions say, so
// that rows can be found; they are compared with the portions on every read.
type Row struct {
	Seq        int64
	ID         []byte // the stub's
	Initiative string
	Name       string // the act's id
	Signer     string // the actor the signing key speaks for
	Kind       string
	Actor      string
	Day        string // the last day the act's date can mean, 2006-01-02; empty when not given
	Recorded   int64  // milliseconds since 1970, UTC
	Stub       []byte
	Seal       []byte
	Receipt    []byte
	Portions   []byte
}

// Query selects rows; a field left empty selects all.
type Query struct {
	From, To   int64   // numbers from From up to, not with, To; To 0 sets no end
	Seqs       []int64 // these numbers only, a thousand at most
	House      bool    // the register's own acts only
	Initiative string
	Name       string
	Kind       string
	Actor      string
	Known      int64 // recorded at or before, in milliseconds
}
