package register

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"entente/act"
)

// mayConcern checks that the act an opening or erasure names is there and that
// its signer may decide on it: openings are the originator's, erasures the
// originator's or the custodian's. What a clearance names must be able to be a reader.
func (w *writing) mayConcern(key *KeyState, body act.Body, seq int64) error {
	var of int64
	var initiative, name string
	erases := false
	switch b := body.(type) {
	case *OpeningAct:
		of, initiative, name = b.Seq, b.Initiative, b.Of
	case *ErasureAct:
		of, initiative, name, erases = b.Seq, b.Initiative, b.Of, true
		if slices.Contains(b.Portions, PortionNames[PortionHeader]) {
			return refused("the header of an act is not erased: that an act was there stays on record")
		}
	case *ClearanceAct:
		if reader := string(b.Reader); reader == "" || strings.ContainsFunc(reader, unicode.IsSpace) {
			return refused("%q is no reader; name an actor, as in PAK", reader)
		}
		return nil
	default:
		return nil
	}
	var found *Row
	err := w.rows(Query{From: of, To: of + 1}, func(row *Row) error {
		copied := *row
		found = &copied
		return nil
	})
	switch {
	case err != nil:
		return err
	case found == nil || found.Initiative != initiative || found.Name != name || found.Seq >= seq:
		return refused("act %d is not %q of %q", of, name, initiative)
	case erases && House(act.Kind(found.Kind)):
		return refused("%s is one of the register's own acts, which say who may sign and who may read: they are not erased; a later one takes their place", name)
	case found.Signer != key.For && !(erases && key.Custodian):
		return refused("%s was put on record by %s: %s cannot decide on it", name, found.Signer, key.For)
	}
	return nil
}

// erase deletes the content of portions. Their commitments stay in the stub, so
// the tree stays as it is.
func (w *writing) erase(b *ErasureAct, by int64) error {
	var ps [Portions]Portion
	err := w.rows(Query{From: b.Seq, To: b.Seq + 1}, func(row *Row) (err error) {
		ps, err = unpackPortions(bytes.Clone(row.Portions))
		return err
	})
	if err != nil {
		return err
	}
	left := 0
	for _, name := range b.Portions {
		p := &ps[slices.Index(PortionNames[:], name)]
		if p.State != Erased {
			left++
		}
		*p = Portion{State: Erased}
	}
	if left == 0 {
		return nil
	}
	return w.tx.Erase(b.Seq, by, packPortions(&ps))
}
