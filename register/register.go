// Package register keeps acts in a log that nobody, its keeper included, can
// quietly rewrite, and that a member can verify even where it may not read.
//
// Call [Create] once and [Open] from then on, with a [Store] such as that of
// package register/sqlite. [Register.Draft] lays an act out in portions and signs
// it, [Register.Append] checks it and puts it on record, [Register.Entries] reads
// it back, verified; [Register.Prove] and [Register.Audit] let others check.
//
// What holds: one transaction writes act, commitments, leaf, full tiles and the
// signed head. One caller writes at a time, for all whose acts have come in by then,
// as one group; signatures are checked before, in parallel. A commit that fails stops the
// writer for good: the register must be reopened, which verifies its root.
// Nothing read from the store is believed: every row is checked against the tree
// before it is handed out.
//
// The bytes are specified in docs/register.md. The package does not decide who may
// read what (disclosure) nor what acts add up to (situation).
package register

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Register is an open register. Its methods may be called from any goroutine.
type Register struct {
	store    Store
	origin   string
	verifier note.Verifier
	signer   note.Signer // nil: read only
	why      error       // why it is read only
	guard    *Guard
	now      func() time.Time
	state    atomic.Pointer[state]
	tiles    tileCache
	bases    baseCache
	queue    queue
	writing  chan struct{} // holds one while somebody writes
	crowded  bool          // others came in while the last group was written; whoever writes has it
	poison   atomic.Pointer[error]
}

// state is what the last commit left, never changed once made.
type state struct {
	tree     *tree
	root     tlog.Hash
	note     []byte
	rules    *rules
	recorded time.Time // of the last act
}

// Options say how a register is opened.
type Options struct {
	LogKey string           // secret the checkpoints are signed with; empty: read only
	Guard  *Guard           // nil: read only
	Now    func() time.Time // time.Now when nil
}

// The names of what a store keeps beside rows.
const (
	metaVersion = "version"
	metaOrigin  = "origin"
	metaKey     = "key"
	version     = "entente register 1"
)

// Create makes a register in an empty store. Its first act introduces the
// custodian's key, and the guard stands at the first checkpoint.
func Create(store Store, o Options, custodian *Key, keeper string, office string) (*Register, error) {
	signer, err := note.NewSigner(o.LogKey)
	if err != nil {
		return nil, fmt.Errorf("log key: %w", err)
	}
	public, err := VerifierKey(o.LogKey)
	if err != nil {
		return nil, err
	}
	t := &tree{}
	signed, err := checkpoint(signer.Name(), 0, t.root(), signer)
	if err != nil {
		return nil, err
	}
	tx, err := store.Begin()
	if err != nil {
		return nil, err
	}
	for _, kv := range [][2]string{{metaVersion, version}, {metaOrigin, signer.Name()}, {metaKey, public}} {
		err = errors.Join(err, tx.SetMeta(kv[0], kv[1]))
	}
	if err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(0, 0, signed); err != nil {
		return nil, err
	}
	r, err := Open(store, o)
	if err != nil {
		return nil, err
	}
	if r.why != nil {
		return nil, errors.Join(r.why, r.Close())
	}
	if err := r.introduceSelf(custodian, keeper, office); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// Open opens a register and verifies its right edge, its root and its signed
// head. It opens read only, with the reason in [Register.ReadOnly], when there is
// no log key, no guard, or the register is behind its guard.
func Open(store Store, o Options) (*Register, error) {
	r := &Register{store: store, guard: o.Guard, now: o.Now, writing: make(chan struct{}, 1)}
	if r.now == nil {
		r.now = time.Now
	}
	r.tiles.full = store
	if v, err := store.Meta(metaVersion); err != nil || v != version {
		return nil, altered("it is not a register of this version (%q, %v)", v, err)
	}
	key, err := store.Meta(metaKey)
	if err != nil {
		return nil, err
	}
	if r.verifier, err = note.NewVerifier(key); err != nil {
		return nil, altered("the log's public key: %v", err)
	}
	r.origin = r.verifier.Name()
	if err := r.load(); err != nil {
		return nil, err
	}
	r.why = r.mayWrite(o)
	return r, nil
}

// load rebuilds the tree's right edge, compares its root with the signed head,
// and folds the register's own acts.
func (r *Register) load() error {
	size, signed, err := r.store.Head()
	if err != nil {
		return err
	}
	base, err := OpenCheckpoint(signed, r.verifier)
	if err != nil {
		return err
	}
	if base.Size != size {
		return altered("the head says %d acts, its signed checkpoint %d", size, base.Size)
	}
	t, err := r.edge(size)
	if err != nil {
		return err
	}
	if t.root() != base.Root {
		return altered("its %d acts have the root %s, but the signed checkpoint says %s; restore a backup and let it catch up: entente restore", size, t.root(), base.Root)
	}
	st := &state{tree: t, root: base.Root, note: signed, rules: newRules()}
	r.state.Store(st)
	if err := r.foldHouse(st); err != nil {
		return err
	}
	return r.store.Rows(Query{From: max(0, size-1), To: size}, func(row *Row) error {
		e, err := r.sealed(st, row)
		if err == nil {
			st.recorded = e.Receipt.Recorded
		}
		return err
	})
}

// edge rebuilds the partial tiles of a tree from the store.
func (r *Register) edge(size int64) (*tree, error) {
	var edge [][]tlog.Hash
	for l := 0; size>>(l*tileHeight) > 0; l++ {
		width := size >> (l * tileHeight)
		first := width / tileWidth * tileWidth
		hs := make([]tlog.Hash, 0, tileWidth)
		if l == 0 {
			err := r.store.Leaves(first, size, func(seq int64, stub, seal []byte) error {
				if seq != first+int64(len(hs)) || len(seal) != 32 {
					return altered("act %d is missing or cut short", first+int64(len(hs)))
				}
				hs = append(hs, leafHash(stub, [32]byte(seal)))
				return nil
			})
			if err != nil {
				return nil, err
			}
		} else {
			for n := first; n < width; n++ {
				data, err := r.store.Tile(l-1, n)
				if err != nil || len(data) != tileBytes {
					return nil, altered("tile %d of level %d is missing or cut short (%v)", n, l-1, err)
				}
				hs = append(hs, subtree(hashesOf(data)))
			}
		}
		if int64(len(hs)) != width-first {
			return nil, altered("%d hashes are missing at level %d", width-first-int64(len(hs)), l)
		}
		edge = append(edge, hs)
	}
	return treeOf(size, edge), nil
}

// mayWrite says why the register must not sign, or nil.
func (r *Register) mayWrite(o Options) error {
	st := r.state.Load()
	if o.LogKey == "" {
		return errors.New("its log key is not here: it can be read and verified, not written")
	}
	signer, err := note.NewSigner(o.LogKey)
	if err != nil {
		return fmt.Errorf("log key: %w", err)
	}
	if signer.Name() != r.verifier.Name() || signer.KeyHash() != r.verifier.KeyHash() {
		return errors.New("the log key is of another register")
	}
	if o.Guard == nil {
		return errors.New("its guard is not here: it can be read and verified, not written")
	}
	last := o.Guard.Last()
	switch {
	case last.Size > st.tree.size:
		return fmt.Errorf("%w: it holds %d acts, but the guard says that %d were signed; it was put back to an older state, and signing now would fork the record. "+
			"Bring the missing acts in from a newer copy: entente register catchup DIR --from COPY", ErrBehind, st.tree.size, last.Size)
	case last.Size == st.tree.size && last.Root != st.root:
		return fmt.Errorf("%w: the guard remembers another root for %d acts; this copy has forked. Keep it as evidence and restore the copy the guard knows", ErrBehind, last.Size)
	case last.Size < st.tree.size:
		root, err := r.rootAt(st, last.Size)
		if err != nil {
			return err
		}
		if root != last.Root {
			return fmt.Errorf("%w: the guard remembers another root for the first %d acts; this copy has forked. Keep it as evidence and restore the copy the guard knows", ErrBehind, last.Size)
		}
		if err := o.Guard.Set(last, Base{st.tree.size, st.root}); err != nil {
			return err
		}
	}
	r.signer = signer
	return nil
}

// rootAt is the root the register had at an earlier size.
func (r *Register) rootAt(st *state, size int64) (tlog.Hash, error) {
	if size == st.tree.size {
		return st.root, nil
	}
	if root, ok := r.bases.get(size); ok {
		return root, nil
	}
	root, err := tlog.TreeHash(size, st.tree.reader(r.store))
	if size == 0 {
		root, err = (&tree{}).root(), nil
	}
	if err == nil {
		r.bases.put(size, root)
	}
	return root, err
}

// baseCache keeps the roots of earlier sizes that acts stand on: mostly a few, again
// and again.
type baseCache struct {
	mu    sync.Mutex
	roots map[int64]tlog.Hash
}

func (c *baseCache) get(size int64) (tlog.Hash, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	root, ok := c.roots[size]
	return root, ok
}

func (c *baseCache) put(size int64, root tlog.Hash) {
	c.mu.Lock()
	defer c.mu.Unlock()
	const most = 4096
	if len(c.roots) >= most || c.roots == nil {
		c.roots = map[int64]tlog.Hash{}
	}
	c.roots[size] = root
}

// ReadOnly says why the register does not write; nil when it does.
func (r *Register) ReadOnly() error { return r.why }

// Origin is the register's name.
func (r *Register) Origin() string { return r.origin }

// Head is the register's present state.
func (r *Register) Head() Base {
	st := r.state.Load()
	return Base{st.tree.size, st.root}
}

// Checkpoint is the signed checkpoint of the present state.
func (r *Register) Checkpoint() []byte { return r.state.Load().note }

// Verifier is the log's public key, as policies name it.
func (r *Register) Verifier() string {
	key, err := r.store.Meta(metaKey)
	if err != nil {
		return ""
	}
	return key
}

// Close ends writing when what is queued is committed, and closes the store and
// the guard.
func (r *Register) Close() error {
	if !r.queue.close() {
		return nil
	}
	r.writing <- struct{}{} // and kept: nobody writes any more
	for r.writeGroup() > 0 {
	}
	err := r.store.Close()
	if r.guard != nil {
		err = errors.Join(err, r.guard.Close())
	}
	return err
}

// Backup writes a copy of the register as of now. The keys are not in it.
func (r *Register) Backup(path string) error { return r.store.Backup(path) }
