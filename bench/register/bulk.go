package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"entente/register"
	"entente/register/sqlite"
)

// build makes a large register: a thousand acts of one initiative drafted, checked
// and appended as any others, and the rest copies of them under other ids in other
// initiatives, brought in as a newer copy of the register would be. The copies are
// leaves, rows and tiles like any; only the questions below never open them.
func build(home string) {
	check(os.RemoveAll(home))
	s := newSite(home)
	real := min(1000, *acts)
	pool := s.admitted(0, real)
	for i := 0; i < real; i += 500 {
		_, err := s.AppendAdmitted(context.Background(), pool[i:min(real, i+500)])
		check(err)
	}
	check(s.Close())
	store, err := sqlite.Open(filepath.Join(home, "r.db"))
	check(err)
	c := &copies{Store: store}
	secret, err := os.ReadFile(filepath.Join(home, "log.key"))
	check(err)
	c.signer, err = note.NewSigner(strings.TrimSpace(string(secret)))
	check(err)
	check(store.Rows(register.Query{From: 1}, func(r *register.Row) error {
		c.rows = append(c.rows, *r)
		return nil
	}))
	check(store.Leaves(0, int64(real)+1, func(_ int64, stub, seal []byte) error {
		c.grow(tlog.RecordHash(register.LeafData(stub, [32]byte(seal))))
		return nil
	}))
	start := time.Now()
	for c.size < int64(*acts) {
		c.from, c.to = c.size, min(int64(*acts), c.size+20_000)
		for n := c.from; n < c.to; n++ {
			r := c.row(n)
			c.grow(tlog.RecordHash(register.LeafData(r.Stub, [32]byte(r.Seal))))
		}
		_, _, err := register.CatchUp(store, c, nil)
		check(err)
		fmt.Fprintf(os.Stderr, "\rbuilding: %d of %d, %v", c.size, *acts, time.Since(start).Round(time.Second))
	}
	fmt.Fprintln(os.Stderr)
	check(store.Close())
	check(os.WriteFile(filepath.Join(home, "built"), nil, 0o600))
}

// copies is the register itself, grown by copies of its acts.
type copies struct {
	*sqlite.Store
	rows     []register.Row
	signer   note.Signer
	size     int64
	front    []tlog.Hash // one hash for each bit of size, from high to low
	from, to int64
}

func (c *copies) grow(h tlog.Hash) {
	for n := c.size; n&1 == 1; n >>= 1 {
		h = tlog.NodeHash(c.front[len(c.front)-1], h)
		c.front = c.front[:len(c.front)-1]
	}
	c.front = append(c.front, h)
	c.size++
}

// Head is a checkpoint of all that has grown so far.
func (c *copies) Head() (int64, []byte, error) {
	root := c.front[len(c.front)-1]
	for i := len(c.front) - 2; i >= 0; i-- {
		root = tlog.NodeHash(c.front[i], root)
	}
	signed, err := note.Sign(&note.Note{Text: fmt.Sprintf("%s\n%d\n%s\n", origin, c.size, root)}, c.signer)
	return c.size, signed, err
}

func (c *copies) Rows(q register.Query, f func(*register.Row) error) error {
	for n := max(q.From, c.from); n < c.to; n++ {
		if err := f(c.row(n)); err != nil {
			return err
		}
	}
	return nil
}

// row is the copy numbered n.
func (c *copies) row(n int64) *register.Row {
	r := c.rows[n%int64(len(c.rows))]
	r.Seq = n
	r.ID = binary.BigEndian.AppendUint64(make([]byte, 8, 16), uint64(n)*0x9e3779b97f4a7c15)
	r.Initiative, r.Name = fmt.Sprintf("case-%d", 1000+n%1000), fmt.Sprintf("copy-%d", n)
	return &r
}
