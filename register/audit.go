package register

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"golang.org/x/mod/sumdb/tlog"
)

// AuditLog rebuilds the tree from its leaves, compares every stored tile and the
// root with the signed head.
func (r *Register) AuditLog(ctx context.Context) (*Report, error) {
	st := r.state.Load()
	rep := &Report{Origin: r.origin, Base: Base{st.tree.size, st.root}}
	full := st.tree.size / tileWidth
	roots := make([]tlog.Hash, full)
	const span = 16 // tiles a worker takes at a time
	err := inSpans(ctx, full, span, func(from, to int64) error {
		return r.auditTiles(from, to, roots)
	})
	if err != nil {
		return rep, err
	}
	t := &tree{}
	for n, root := range roots {
		for _, above := range t.growTile(root) {
			data, err := r.store.Tile(above.level, above.n)
			if err != nil || string(data) != string(above.data) {
				return rep, altered("tile %d of level %d is not the one its leaves make (%v)", above.n, above.level, err)
			}
			rep.Tiles++
		}
		rep.Tiles++
		rep.Leaves = int64(n+1) * tileWidth
	}
	if err := r.store.Leaves(full*tileWidth, st.tree.size, func(seq int64, stub, seal []byte) error {
		if seq != rep.Leaves || len(seal) != 32 {
			return altered("act %d is missing or cut short", rep.Leaves)
		}
		t.grow(leafHash(stub, [32]byte(seal)))
		rep.Leaves++
		return nil
	}); err != nil {
		return rep, err
	}
	if t.size != st.tree.size || t.root() != st.root {
		return rep, altered("its leaves have the root %s, but the signed checkpoint says %s", t.root(), st.root)
	}
	return rep, nil
}

// auditTiles compares stored leaf tiles with the leaves, and gives their roots.
func (r *Register) auditTiles(from, to int64, roots []tlog.Hash) error {
	hs := make([]tlog.Hash, 0, tileWidth)
	next := from * tileWidth
	err := r.store.Leaves(next, to*tileWidth, func(seq int64, stub, seal []byte) error {
		if seq != next || len(seal) != 32 {
			return altered("act %d is missing or cut short", next)
		}
		next++
		if hs = append(hs, leafHash(stub, [32]byte(seal))); len(hs) < tileWidth {
			return nil
		}
		n := seq / tileWidth
		data, err := r.store.Tile(0, n)
		if err != nil || string(data) != string(joined(hs)) {
			return altered("tile %d of level 0 is not the one its acts make (%v)", n, err)
		}
		roots[n] = subtree(hs)
		hs = hs[:0]
		return nil
	})
	if err == nil && next != to*tileWidth {
		err = altered("act %d is missing", next)
	}
	return err
}

// growTile adds the root of a whole tile of leaves.
func (t *tree) growTile(root tlog.Hash) []fullTile {
	full := t.settle(1, t.size/tileWidth, root, nil)
	n := node{tileHeight, root}
	at := t.size + tileWidth - 1
	for len(t.front) > 0 && t.front[len(t.front)-1].level == n.level {
		n = node{n.level + 1, tlog.NodeHash(t.front[len(t.front)-1].hash, n.hash)}
		t.front = t.front[:len(t.front)-1]
		if n.level%tileHeight == 0 {
			full = t.settle(n.level/tileHeight, at>>n.level, n.hash, full)
		}
	}
	t.front = append(t.front, n)
	t.size += tileWidth
	return full
}

// Audit verifies everything: the tree, what finds the acts, and of each act its
// portions, receipt, columns, base and signature. Progress, if given, is told how many
// acts are done.
func (r *Register) Audit(ctx context.Context, progress func(done int)) (*Report, error) {
	rep, err := r.AuditLog(ctx)
	if err != nil {
		return rep, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	found := make(chan error, 1)
	go func() { found <- r.store.Check(ctx) }()
	err = r.auditActs(ctx, rep, progress)
	if err != nil {
		stop()
		<-found
		return rep, err
	}
	err = <-found
	rep.Found = err == nil
	return rep, err
}

func (r *Register) auditActs(ctx context.Context, rep *Report, progress func(done int)) error {
	st := r.state.Load()
	var acts, portions, done atomic.Int64
	var mu sync.Mutex
	err := inSpans(ctx, st.tree.size, 1024, func(from, to int64) error {
		seen := from
		err := r.Entries(Query{From: from, To: to}, func(e *Entry) error {
			if e.Seq != seen {
				return altered("act %d is missing", seen)
			}
			seen++
			if err := r.auditEntry(st, e); err != nil {
				return err
			}
			acts.Add(1)
			for i := range e.Portions {
				if e.Portions[i].State == Present {
					portions.Add(1)
				}
			}
			return ctx.Err()
		})
		if err == nil && seen != to {
			err = altered("act %d is missing", seen)
		}
		if progress != nil {
			mu.Lock()
			defer mu.Unlock()
			progress(int(done.Add(to - from)))
		}
		return err
	})
	rep.Acts, rep.Portions, rep.Signatures = acts.Load(), portions.Load(), acts.Load()
	return err
}

// auditEntry checks what no reader checks: the signature, by a key in force then,
// and the history the act stands on.
func (r *Register) auditEntry(st *state, e *Entry) error {
	stub, err := ParseStub(e.Stub)
	if err != nil || stub.Log != r.origin {
		return altered("act %d: its stub is not of this register (%v)", e.Seq, err)
	}
	if err := st.rules.verifySigned(e); err != nil {
		return err
	}
	if stub.Base.Size > e.Seq {
		return altered("act %d stands on %d acts", e.Seq, stub.Base.Size)
	}
	if err := r.onBase(st, stub.Base); err != nil {
		return altered("act %d: %v", e.Seq, err)
	}
	return nil
}

// verifySigned checks an entry's signature by a key in force when it signed, and
// that the key may speak as the heading says.
func (x *rules) verifySigned(e *Entry) error {
	k, ok := x.keys[e.Receipt.Key]
	if !ok || k.Since > e.Seq || k.Since == e.Seq && e.Seq != 0 || k.Until != 0 && k.Until < e.Seq {
		return altered("act %d is signed with the key %s, which was not in force", e.Seq, e.Receipt.Key)
	}
	if err := maySpeak(k, &e.Heading); err != nil {
		return altered("act %d: %v", e.Seq, err)
	}
	if err := k.Key.verify(Signed(e.Stub), e.Receipt.Signature); err != nil {
		return altered("act %d: %v", e.Seq, err)
	}
	return nil
}

// inSpans calls f for [0,n) cut into spans, on all processors, until one fails.
func inSpans(ctx context.Context, n, span int64, f func(from, to int64) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for ctx.Err() == nil {
				from := next.Add(span) - span
				if from >= n {
					return
				}
				if err := f(from, min(n, from+span)); err != nil {
					stop(err)
				}
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}
