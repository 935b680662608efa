// Package registertest is the suite every store of a register passes.
//
// Call [Run] from the store's own test with functions that create and open it.
package registertest

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"

	"entente/register"
)

// Opener creates and opens a store at a path.
type Opener struct {
	Create, Open func(path string) (register.Store, error)
}

// Run holds a store to what package register asks of it.
func Run(t *testing.T, o Opener) {
	for name, test := range map[string]func(*testing.T, *bench){
		"what was committed is there after reopening": committed,
		"a transaction rolled back leaves nothing":    rolledBack,
		"an id or a place is taken once":              takenOnce,
		"a row alone is there with its head, or not":  alone,
		"the head moves only from where it is":        fenced,
		"rows are found by every field":               found,
		"only portions change, and only by erasure":   erased,
		"a backup is a store of its own":              backedUp,
	} {
		t.Run(name, func(t *testing.T) {
			b := &bench{Opener: o, path: filepath.Join(t.TempDir(), "store.db")}
			s, err := o.Create(b.path)
			if err != nil {
				t.Fatal(err)
			}
			b.Store = s
			t.Cleanup(func() { b.Store.Close() })
			b.do(t, func(tx register.Tx) {
				check(t, tx.SetMeta("origin", "test.example/log"))
				check(t, tx.Commit(0, 0, []byte("empty")))
			})
			test(t, b)
		})
	}
}

// bench is a store under test.
type bench struct {
	register.Store
	Opener
	path string
}

func (b *bench) do(t *testing.T, f func(register.Tx)) {
	t.Helper()
	tx, err := b.Begin()
	check(t, err)
	f(tx)
}

func (b *bench) reopen(t *testing.T) {
	t.Helper()
	check(t, b.Store.Close())
	s, err := b.Opener.Open(b.path)
	check(t, err)
	b.Store = s
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// row is a row with everything set.
func row(seq int64, name string) *register.Row {
	return &register.Row{Seq: seq, ID: []byte{byte(seq), 1}, Initiative: "case", Name: name, Signer: "PAK", Kind: "position", Actor: "SAU",
		Day: "2025-11-30", Recorded: 1000 + seq, Stub: []byte("stub " + name), Seal: []byte("seal"), Receipt: []byte("receipt"), Portions: []byte("portions of " + name)}
}

func insert(t *testing.T, tx register.Tx, r *register.Row) {
	t.Helper()
	if fresh, err := tx.Insert(r); err != nil || !fresh {
		t.Fatalf("insert %q: %v, %v", r.Name, fresh, err)
	}
}

func names(t *testing.T, rows func(register.Query, func(*register.Row) error) error, q register.Query) (list []string) {
	t.Helper()
	check(t, rows(q, func(r *register.Row) error { list = append(list, r.Name); return nil }))
	return list
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}

func committed(t *testing.T, b *bench) {
	tile := bytes.Repeat([]byte{7}, 8192)
	b.do(t, func(tx register.Tx) {
		insert(t, tx, row(0, "a"))
		insert(t, tx, row(1, "b"))
		check(t, tx.PutTile(1, 3, tile))
		check(t, tx.Commit(0, 2, []byte("note 2")))
	})
	b.reopen(t)
	same(t, names(t, b.Rows, register.Query{}), "a", "b")
	size, note, err := b.Head()
	if err != nil || size != 2 || string(note) != "note 2" {
		t.Errorf("head %d %q %v", size, note, err)
	}
	if got, err := b.Tile(1, 3); err != nil || !bytes.Equal(got, tile) {
		t.Errorf("tile: %d bytes, %v", len(got), err)
	}
	if _, err := b.Tile(1, 4); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("a tile that is not there: %v", err)
	}
	if v, err := b.Meta("origin"); v != "test.example/log" || err != nil {
		t.Errorf("meta %q %v", v, err)
	}
	if v, err := b.Meta("other"); v != "" || err != nil {
		t.Errorf("meta that is not there: %q %v", v, err)
	}
	var leaves []string
	check(t, b.Leaves(1, 9, func(seq int64, stub, seal []byte) error {
		leaves = append(leaves, string(stub)+" "+string(seal))
		return nil
	}))
	same(t, leaves, "stub b seal")
	check(t, b.Check(t.Context()))
}

func rolledBack(t *testing.T, b *bench) {
	b.do(t, func(tx register.Tx) {
		insert(t, tx, row(0, "a"))
		check(t, tx.PutTile(0, 0, []byte("tile")))
		same(t, names(t, tx.Rows, register.Query{}), "a")
		check(t, tx.Rollback())
	})
	same(t, names(t, b.Rows, register.Query{}))
	if _, err := b.Tile(0, 0); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("the tile is there: %v", err)
	}
}

func takenOnce(t *testing.T, b *bench) {
	b.do(t, func(tx register.Tx) {
		insert(t, tx, row(0, "a"))
		sameID, samePlace, otherSigner := row(1, "b"), row(1, "a"), row(1, "a")
		sameID.ID = row(0, "").ID
		otherSigner.Signer = "TUR"
		for _, r := range []*register.Row{sameID, samePlace} {
			if fresh, err := tx.Insert(r); fresh || err != nil {
				t.Errorf("%+v: %v, %v", r, fresh, err)
			}
		}
		insert(t, tx, otherSigner)
		check(t, tx.Commit(0, 2, nil2))
	})
	same(t, names(t, b.Rows, register.Query{}), "a", "a")
}

func alone(t *testing.T, b *bench) {
	add := func(r *register.Row, note string) bool {
		t.Helper()
		fresh, err := b.Append(r, []byte(note))
		check(t, err)
		return fresh
	}
	b.do(t, func(tx register.Tx) {
		insert(t, tx, row(0, "a"))
		insert(t, tx, row(1, "b"))
		check(t, tx.Commit(0, 2, nil2))
	})
	if !add(row(2, "c"), "note 3") || !add(row(3, "d"), "note 4") {
		t.Error("a row that is new was not added")
	}
	sameID := row(4, "e")
	sameID.ID = row(0, "").ID
	for _, r := range []*register.Row{row(4, "a"), sameID} {
		if add(r, "note 5") {
			t.Errorf("%+v was added, and is there", r)
		}
	}
	for _, seq := range []int64{3, 5} {
		if _, err := b.Append(row(seq, "e"), []byte("note")); err == nil {
			t.Errorf("row %d was added to 4", seq)
		}
	}
	b.reopen(t)
	same(t, names(t, b.Rows, register.Query{}), "a", "b", "c", "d")
	if size, note, err := b.Head(); err != nil || size != 4 || string(note) != "note 4" {
		t.Errorf("head %d %q %v", size, note, err)
	}
	b.do(t, func(tx register.Tx) { insert(t, tx, row(4, "e")); check(t, tx.Commit(4, 5, nil2)) })
}

var nil2 = []byte("note")

func fenced(t *testing.T, b *bench) {
	b.do(t, func(tx register.Tx) { insert(t, tx, row(0, "a")); check(t, tx.Commit(0, 1, nil2)) })
	b.do(t, func(tx register.Tx) {
		insert(t, tx, row(1, "b"))
		if err := tx.Commit(0, 2, nil2); err == nil {
			t.Error("the head moved from where it was not")
		}
	})
	same(t, names(t, b.Rows, register.Query{}), "a")
	b.do(t, func(tx register.Tx) { insert(t, tx, row(1, "b")); check(t, tx.Commit(1, 2, nil2)) })
}

func found(t *testing.T, b *bench) {
	b.do(t, func(tx register.Tx) {
		for i, name := range []string{"a", "b", "c"} {
			insert(t, tx, row(int64(i), name))
		}
		house := row(3, "key")
		house.Initiative = ""
		other := row(4, "d")
		other.Initiative, other.Kind, other.Actor = "other", "pledge", "IDN"
		insert(t, tx, house)
		insert(t, tx, other)
		check(t, tx.Commit(0, 5, nil2))
	})
	for _, c := range []struct {
		q    register.Query
		want []string
	}{
		{register.Query{}, []string{"a", "b", "c", "key", "d"}},
		{register.Query{From: 1, To: 3}, []string{"b", "c"}},
		{register.Query{Seqs: []int64{4, 1, 99}}, []string{"b", "d"}},
		{register.Query{Seqs: []int64{4, 1}, Initiative: "case"}, []string{"b"}},
		{register.Query{House: true}, []string{"key"}},
		{register.Query{Initiative: "other"}, []string{"d"}},
		{register.Query{Initiative: "case", Name: "b"}, []string{"b"}},
		{register.Query{Kind: "pledge"}, []string{"d"}},
		{register.Query{Actor: "SAU", To: 2}, []string{"a", "b"}},
		{register.Query{Known: 1001}, []string{"a", "b"}},
		{register.Query{Name: "none"}, nil},
	} {
		same(t, names(t, b.Rows, c.q), c.want...)
	}
	stop := errors.New("stop")
	if err := b.Rows(register.Query{}, func(*register.Row) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the error of the caller is lost: %v", err)
	}
}

func erased(t *testing.T, b *bench) {
	b.do(t, func(tx register.Tx) { insert(t, tx, row(0, "a")); check(t, tx.Commit(0, 1, nil2)) })
	b.do(t, func(tx register.Tx) {
		insert(t, tx, row(1, "erasure"))
		check(t, tx.Erase(0, 1, []byte("gone")))
		check(t, tx.Commit(1, 2, nil2))
	})
	check(t, b.Rows(register.Query{To: 1}, func(r *register.Row) error {
		if string(r.Portions) != "gone" || string(r.Stub) != "stub a" {
			t.Errorf("%q %q", r.Portions, r.Stub)
		}
		return nil
	}))
}

func backedUp(t *testing.T, b *bench) {
	b.do(t, func(tx register.Tx) { insert(t, tx, row(0, "a")); check(t, tx.Commit(0, 1, nil2)) })
	copied := filepath.Join(t.TempDir(), "copy.db")
	check(t, b.Backup(copied))
	if err := b.Backup(copied); err == nil {
		t.Error("a backup was written over another")
	}
	b.do(t, func(tx register.Tx) { insert(t, tx, row(1, "b")); check(t, tx.Commit(1, 2, nil2)) })
	s, err := b.Opener.Open(copied)
	check(t, err)
	defer s.Close()
	same(t, names(t, s.Rows, register.Query{}), "a")
}
