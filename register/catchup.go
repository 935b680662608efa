package register

import "golang.org/x/mod/sumdb/note"

// CatchUp copies into a store the acts that a newer copy of the same register has
// and it lacks. The result is verified against the signed checkpoint of the newer
// copy before anything is kept.
func CatchUp(into, from Store, progress func(done, total int)) (added int64, base Base, err error) {
	key, err := into.Meta(metaKey)
	if err != nil {
		return 0, base, err
	}
	theirs, err := from.Meta(metaKey)
	if err != nil {
		return 0, base, err
	}
	if key != theirs {
		return 0, base, refused("the copy is of another register")
	}
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return 0, base, altered("the log's public key: %v", err)
	}
	r := &Register{store: into, verifier: verifier, origin: verifier.Name()}
	r.tiles.full = into
	if err := r.load(); err != nil {
		return 0, base, err
	}
	size, signed, err := from.Head()
	if err != nil {
		return 0, base, err
	}
	if base, err = OpenCheckpoint(signed, verifier); err != nil {
		return 0, base, err
	}
	old := r.state.Load()
	if size != base.Size || size < old.tree.size {
		return 0, base, refused("the copy holds %d acts, fewer than the %d that are here", size, old.tree.size)
	}
	if size == old.tree.size {
		return 0, base, nil
	}
	return size - old.tree.size, base, copyActs(into, from, old, base, signed, progress)
}

func copyActs(into, from Store, old *state, base Base, signed []byte, progress func(done, total int)) error {
	tx, err := into.Begin()
	if err != nil {
		return err
	}
	t := old.tree.clone()
	err = from.Rows(Query{From: t.size}, func(row *Row) error {
		if row.Seq != t.size || len(row.Seal) != 32 {
			return altered("act %d is missing in the copy", t.size)
		}
		fresh, err := tx.Insert(row)
		if err != nil || !fresh {
			return altered("act %d of the copy cannot be added (%v)", row.Seq, err)
		}
		if err := eraseAgain(tx, row); err != nil {
			return err
		}
		for _, tile := range t.grow(leafHash(row.Stub, [32]byte(row.Seal))) {
			if err := tx.PutTile(tile.level, tile.n, tile.data); err != nil {
				return err
			}
		}
		if progress != nil {
			progress(int(t.size-old.tree.size), int(base.Size-old.tree.size))
		}
		return nil
	})
	if err == nil && (t.size != base.Size || t.root() != base.Root) {
		err = altered("with the acts of the copy the root is %s, but its signed checkpoint says %s", t.root(), base.Root)
	}
	if err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit(old.tree.size, base.Size, signed)
}

// eraseAgain lets an erasure among the acts brought in take effect here too.
func eraseAgain(tx Tx, row *Row) error {
	if row.Kind != string((*ErasureAct)(nil).Kind()) {
		return nil
	}
	ps, err := unpackPortions(row.Portions)
	if err != nil {
		return altered("act %d: %v", row.Seq, err)
	}
	a, _, err := unite(&ps)
	if err != nil {
		return altered("act %d: %v", row.Seq, err)
	}
	b, ok := a.Body.(*ErasureAct)
	if !ok {
		return nil
	}
	return (&writing{tx: tx}).erase(b, row.Seq)
}
