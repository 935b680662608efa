package register

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// clockSlack is how far the clock may fall back before the register stops
// signing; within it, an act is recorded at the instant of the one before.
const clockSlack = 2 * time.Minute

// commit writes a group of jobs in one transaction and lets their acts take
// effect when it has committed.
func (r *Register) commit(group []*job) error {
	if p := r.poison.Load(); p != nil {
		return *p
	}
	now, err := r.clock()
	if err != nil {
		return err
	}
	old := r.state.Load()
	w := &writing{r: r, tree: old.tree.clone(), rules: old.rules, recorded: now, instant: []byte(now.Format(timeForm))}
	var note []byte
	if len(group) == 1 && len(group[0].acts) == 1 && w.simple(group[0].acts[0]) {
		group[0].results[0], note, err = w.alone(group[0].acts[0])
	} else {
		note, err = w.together(group)
	}
	if err != nil || w.tree.size == old.tree.size {
		return err
	}
	fresh := &state{tree: w.tree, root: w.root, note: note, rules: w.rules, recorded: now}
	if err := r.guard.Set(Base{old.tree.size, old.root}, Base{fresh.tree.size, fresh.root}); err != nil {
		return r.stop(err)
	}
	r.state.Store(fresh)
	return nil
}

// stop poisons the writer: what is on disk is not known any more.
func (r *Register) stop(err error) error {
	err = fmt.Errorf("%w: %w. What was acknowledged is on record; nothing more is until it is begun again, which verifies it", ErrPoisoned, err)
	r.poison.CompareAndSwap(nil, &err)
	return err
}

// clock gives the instant to record: never before the last act's.
func (r *Register) clock() (time.Time, error) {
	now, last := r.now().UTC().Truncate(time.Millisecond), r.state.Load().recorded
	if now.Before(last.Add(-clockSlack)) {
		return now, refused("the clock stands at %s, but the last act was recorded at %s: set the clock right", now.Format(timeForm), last.Format(timeForm))
	}
	if now.Before(last) {
		return last, nil
	}
	return now, nil
}

// writing is one transaction under way.
type writing struct {
	r        *Register
	tx       Tx // nil for an act alone
	tree     *tree
	root     tlog.Hash // of tree, once it is signed
	rules    *rules
	recorded time.Time
	instant  []byte // recorded, as receipts have it
}

// rows reads what is stored and what the transaction added.
func (w *writing) rows(q Query, f func(*Row) error) error {
	if w.tx == nil {
		return w.r.store.Rows(q, f)
	}
	return w.tx.Rows(q, f)
}

// together writes a group of jobs and gives the signed head.
func (w *writing) together(group []*job) (note []byte, err error) {
	if w.tx, err = w.r.store.Begin(); err != nil {
		return nil, err
	}
	old := w.tree.size
	for _, j := range group {
		for i, a := range j.acts {
			if j.results[i], err = w.put(a); err != nil {
				w.tx.Rollback()
				return nil, w.r.stop(err)
			}
		}
	}
	if w.tree.size == old {
		return nil, w.tx.Rollback()
	}
	if note, err = w.sign(); err != nil {
		w.tx.Rollback()
		return nil, w.r.stop(err)
	}
	if err := w.tx.Commit(old, w.tree.size, note); err != nil {
		return nil, w.r.stop(err)
	}
	return note, nil
}

// sign signs the head as it is after what has been added.
func (w *writing) sign() ([]byte, error) {
	w.root = w.tree.root()
	return checkpoint(w.r.origin, w.tree.size, w.root, w.r.signer)
}

// simple says whether an act comes to one row and a head: it fills no tile and
// changes no other row. Most do.
func (w *writing) simple(a *Admitted) bool {
	_, erases := a.act.Body.(*ErasureAct)
	return w.tree.size > 0 && (w.tree.size+1)%tileWidth != 0 && !erases
}

// alone writes a simple act that nobody else's came in with, and gives the signed
// head. The store does in one step what takes it four for a group. So the head is
// signed before it is known whether the act is on record already; if it is, this
// head was never let out of here, nor stored, and is forgotten.
func (w *writing) alone(a *Admitted) (Result, []byte, error) {
	l, err := w.lay(a)
	if errors.Is(err, ErrRefused) {
		return Result{Err: err}, nil, nil
	}
	if err != nil {
		return Result{}, nil, w.r.stop(err)
	}
	w.tree.grow(l.leaf)
	note, err := w.sign()
	if err != nil {
		return Result{}, nil, w.r.stop(err)
	}
	fresh, err := w.r.store.Append(l.row, note)
	if errors.Is(err, ErrInUse) {
		return Result{}, nil, err
	}
	if err != nil {
		return Result{}, nil, w.r.stop(err)
	}
	if !fresh {
		w.tree = w.r.state.Load().tree // as it was
		result, err := w.again(a)
		return result, nil, err
	}
	w.rules = l.rules
	return Result{Seq: l.row.Seq, Fresh: true}, note, nil
}

// laid is an act as it will stand on record.
type laid struct {
	row   *Row
	leaf  tlog.Hash
	rules *rules // as they are after it
}

// lay checks what depends on the acts before this one and lays out its row.
func (w *writing) lay(a *Admitted) (*laid, error) {
	seq := w.tree.size
	rules, err := w.effect(a, seq)
	if err != nil {
		return nil, err
	}
	receipt := Receipt{Signature: a.Signature, Salt: a.salt}
	seal := receipt.sealAt(w.instant)
	row := a.row
	row.Seq, row.Seal, row.Receipt, row.Recorded = seq, seal[:], receipt.packAt(w.instant), w.recorded.UnixMilli()
	leaf, err := hashedTwice(&row, seal)
	return &laid{&row, leaf, rules}, err
}

// put adds one act of a group. The error is the store's and ends the transaction;
// what is wrong with the act is in the result.
func (w *writing) put(a *Admitted) (Result, error) {
	l, err := w.lay(a)
	if errors.Is(err, ErrRefused) {
		return Result{Err: err}, nil
	}
	if err != nil {
		return Result{}, err
	}
	fresh, err := w.tx.Insert(l.row)
	if err != nil {
		return Result{}, err
	}
	if !fresh {
		return w.again(a)
	}
	w.rules = l.rules
	if b, ok := a.act.Body.(*ErasureAct); ok {
		if err := w.erase(b, l.row.Seq); err != nil {
			return Result{}, err
		}
	}
	for _, t := range w.tree.grow(l.leaf) {
		if err := w.tx.PutTile(t.level, t.n, t.data); err != nil {
			return Result{}, err
		}
	}
	return Result{Seq: l.row.Seq, Fresh: true}, nil
}

// hashedTwice hashes the leaf from two separate buffers: a bit that flips in
// memory between the two is found before it is signed for ever.
func hashedTwice(row *Row, seal [32]byte) (tlog.Hash, error) {
	leaf := leafHash(row.Stub, [32]byte(row.Seal))
	if again := tlog.RecordHash(LeafData(bytes.Clone(row.Stub), seal)); leaf != again {
		return leaf, fmt.Errorf("the leaf of act %d hashed differently twice: this machine's memory cannot be trusted", row.Seq)
	}
	return leaf, nil
}
