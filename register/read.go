package register

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"entente/act"
)

// An Entry is an act on record, verified: its leaf is in the tree, its open
// portions are the ones committed to, its receipt is the one sealed.
type Entry struct {
	Seq      int64
	Stub     []byte
	Seal     [32]byte
	Receipt  Receipt
	Portions [Portions]Portion
	Heading  Heading
	Act      *act.Act
}

// Entries calls f with the acts that match, in the order of the record, until f
// fails. An act whose bytes are not those that were signed ends it with
// [ErrAltered]; it is never handed out.
func (r *Register) Entries(q Query, f func(*Entry) error) error {
	st := r.state.Load()
	if q.To == 0 || q.To > st.tree.size {
		q.To = st.tree.size
	}
	if q.From >= q.To {
		return nil
	}
	return r.store.Rows(q, func(row *Row) error {
		e, err := r.entry(st, row)
		if err != nil {
			return err
		}
		return f(e)
	})
}

// Entry is the act with a number.
func (r *Register) Entry(seq int64) (*Entry, error) {
	var found *Entry
	if seq >= 0 {
		if err := r.Entries(Query{From: seq, To: seq + 1}, func(e *Entry) error { found = e; return nil }); err != nil {
			return nil, err
		}
	}
	if found == nil {
		return nil, fmt.Errorf("act %d: %w", seq, ErrNotFound)
	}
	return found, nil
}

// sealed verifies a row's leaf against the tree, and its receipt against the leaf.
func (r *Register) sealed(st *state, row *Row) (*Entry, error) {
	if row.Seq < 0 || row.Seq >= st.tree.size || len(row.Seal) != 32 {
		return nil, altered("act %d: the row is not one of the register's", row.Seq)
	}
	e := &Entry{Seq: row.Seq, Stub: row.Stub, Seal: [32]byte(row.Seal)}
	leaves, err := r.tiles.tile(st.tree, 0, row.Seq/tileWidth)
	if err != nil {
		return nil, err
	}
	if leaves[row.Seq%tileWidth] != leafHash(e.Stub, e.Seal) {
		return nil, altered("act %d: its stub is not the one in the tree", row.Seq)
	}
	if e.Receipt, err = unpackReceipt(row.Receipt); err != nil || e.Receipt.Seal() != e.Seal {
		return nil, altered("act %d: its receipt is not the one sealed (%v)", row.Seq, err)
	}
	return e, nil
}

// entry verifies a whole row: leaf, receipt, portions, and the columns it was
// found by.
func (r *Register) entry(st *state, row *Row) (*Entry, error) {
	e, err := r.sealed(st, row)
	if err != nil {
		return nil, err
	}
	if e.Portions, err = unpackPortions(row.Portions); err != nil {
		return nil, altered("act %d: its portions cannot be read (%v)", row.Seq, err)
	}
	if err := e.verifyPortions(st.rules); err != nil {
		return nil, err
	}
	a, h, err := unite(&e.Portions)
	if err != nil {
		return nil, altered("act %d: %v", row.Seq, err)
	}
	e.Act, e.Heading = a, *h
	a.Place = act.Place{File: fmt.Sprintf("act %d", e.Seq)}
	var want Row
	h.index(&want, a)
	if id, _, err := commitmentsIn(e.Stub); err != nil || !bytes.Equal(row.ID, id[:]) {
		return nil, altered("act %d: its number in the column is not the one in its stub", row.Seq)
	}
	if want.Initiative != row.Initiative || want.Name != row.Name || want.Signer != row.Signer || want.Kind != row.Kind ||
		want.Actor != row.Actor || want.Day != row.Day || row.Recorded != e.Receipt.Recorded.UnixMilli() {
		return nil, altered("act %d: the columns it is found by do not say what the act says", row.Seq)
	}
	return e, nil
}

// verifyPortions opens every commitment that can be opened.
func (e *Entry) verifyPortions(rules *rules) error {
	_, cs, err := commitmentsIn(e.Stub)
	if err != nil {
		return altered("act %d: %v", e.Seq, err)
	}
	for i := range e.Portions {
		p := &e.Portions[i]
		switch {
		case p.State == Present && p.Commitment() != cs[i]:
			return altered("act %d: its %s is not the one committed to", e.Seq, PortionNames[i])
		case p.State == Erased && rules != nil && !rules.erased[e.Seq][i]:
			return altered("act %d: its %s is gone, and no act erases it", e.Seq, PortionNames[i])
		}
	}
	return nil
}

// commitmentsIn reads the commitments and the number from a stub known to be
// canonical, without reading the rest: it is done for every row read.
func commitmentsIn(stub []byte) (id [16]byte, cs [Portions][32]byte, err error) {
	const lead, each, follows, digits = `"],"c":["`, 44, `"id":"`, 24
	i := bytes.Index(stub, []byte(lead))
	if i < 0 {
		return id, cs, errors.New("the stub is not in its canonical form")
	}
	rest := stub[i+len(lead):]
	for n := range cs {
		var raw [33]byte
		if len(rest) < each+3 {
			return id, cs, errors.New("the stub is cut short")
		}
		if _, err := base64.StdEncoding.Decode(raw[:], rest[:each]); err != nil {
			return id, cs, err
		}
		copy(cs[n][:], raw[:])
		rest = rest[each+3:] // past "," and at last "],
	}
	if len(rest) < len(follows)+digits || !bytes.HasPrefix(rest, []byte(follows)) {
		return id, cs, errors.New("the stub is cut short")
	}
	var raw [18]byte
	_, err = base64.StdEncoding.Decode(raw[:], rest[len(follows):len(follows)+digits])
	return [16]byte(raw[:]), cs, err
}

// foldHouse folds the register's own acts as the register is opened.
func (r *Register) foldHouse(st *state) error {
	// Erasures are acts themselves, so the first pass cannot check them.
	rules := newRules()
	st.rules = rules
	return r.Entries(Query{House: true}, func(e *Entry) error {
		if e.Seq == 0 {
			_, err := rules.genesisOf(e.Act, e.Receipt.Key)
			return err
		}
		key, err := rules.signing(e.Receipt.Key, e.Seq)
		if err != nil {
			return altered("act %d: %v", e.Seq, err)
		}
		if err := rules.fold(e.Seq, key, e.Act.Body); err != nil {
			return altered("act %d: %v", e.Seq, err)
		}
		return nil
	})
}

// introduceSelf writes the first act.
func (r *Register) introduceSelf(custodian *Key, keeper, office string) error {
	a := &act.Act{ID: "key-0", Kind: "register_key", Body: &KeyAct{Event: "introduce", For: act.ActorRef(keeper), Office: office, Key: custodian.Public.String()}}
	a.Actor, a.Marking = act.ActorRef(keeper), "UNCLASSIFIED"
	d, err := NewDraft(a, Own, custodian, keeper, r.origin, r.Head())
	if err != nil {
		return err
	}
	_, err = r.Append(context.Background(), d)
	return err
}

// Published reports whether an act has opened the portion to everybody.
func (r *Register) Published(seq int64, portion int) bool {
	return r.state.Load().rules.opened[seq][portion]
}

// Keys lists the keys on record, those in force first.
func (r *Register) Keys() []KeyState {
	rules := r.state.Load().rules
	var inForce, over []KeyState
	for _, k := range sortedKeys(rules.keys) {
		if k.Until == 0 {
			inForce = append(inForce, *k)
		} else {
			over = append(over, *k)
		}
	}
	return append(inForce, over...)
}

// Speaks says for whom a key speaks now, or why it may not sign.
func (r *Register) Speaks(fingerprint string) (KeyState, error) {
	st := r.state.Load()
	k, err := st.rules.signing(fingerprint, st.tree.size)
	if err != nil {
		return KeyState{}, err
	}
	return *k, nil
}

// Custodian is the actor that keeps the register.
func (r *Register) Custodian() string { return r.state.Load().rules.custodian }

// Cleared is what is on record about a reader; the zero level when nothing is.
func (r *Register) Cleared(reader string) (Clearance, bool) {
	c, ok := r.state.Load().rules.readers[reader]
	return c, ok
}

// Prove gives the inclusion proof of an act in the present state, checked.
func (r *Register) Prove(seq int64) (tlog.RecordProof, Base, []byte, error) {
	st := r.state.Load()
	base := Base{st.tree.size, st.root}
	if seq < 0 || seq >= st.tree.size {
		return nil, base, nil, fmt.Errorf("act %d: %w", seq, ErrNotFound)
	}
	proof, err := tlog.ProveRecord(st.tree.size, seq, st.tree.reader(r.store))
	if err != nil {
		return nil, base, nil, err
	}
	leaves, err := st.tree.tile(r.store, 0, seq/tileWidth)
	if err != nil {
		return nil, base, nil, err
	}
	if err := tlog.CheckRecord(proof, st.tree.size, st.root, seq, leaves[seq%tileWidth]); err != nil {
		return nil, base, nil, altered("act %d: its place in the tree cannot be proved: %v", seq, err)
	}
	return proof, base, st.note, nil
}

// Instant writes an instant on record as people read it.
func Instant(t time.Time) string {
	return strings.TrimSuffix(t.UTC().Format("2006-01-02 15:04:05.000"), ".000") + " UTC"
}

// Without gives the act with portions withheld: their content and salts are gone
// from it, and so is what the act says by them.
func (e *Entry) Without(hide [Portions]bool) (*Entry, error) {
	out := *e
	for i := range hide {
		if hide[i] && out.Portions[i].State == Present {
			out.Portions[i] = Portion{State: Withheld}
		}
	}
	if hide == [Portions]bool{} {
		return &out, nil
	}
	a, h, err := unite(&out.Portions)
	if err != nil {
		return nil, err
	}
	a.Place = e.Act.Place
	out.Act, out.Heading = a, *h
	return &out, nil
}

// Readers lists the readers somebody has cleared, in order of name.
func (r *Register) Readers() []string {
	return slices.Sorted(maps.Keys(r.state.Load().rules.readers))
}
