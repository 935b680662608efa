package register

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Publish writes the register as a static log into a folder (C2SP tlog-tiles):
// checkpoint, tile/L/N and tile/entries/N, as any monitor of such logs reads them.
// Entries are leaf data: stubs of salted commitments, which say neither who nor
// what. The checkpoint is written last.
func (r *Register) Publish(dir string, progress func(done int)) error {
	st := r.state.Load()
	for l := 0; st.tree.size>>(l*tileHeight) > 0; l++ {
		width := st.tree.size >> (l * tileHeight)
		for n := int64(0); n*tileWidth < width; n++ {
			hs, err := r.tiles.tile(st.tree, l, n)
			if err != nil {
				return err
			}
			if err := writeTile(dir, tlog.Tile{H: tileHeight, L: l, N: n, W: len(hs)}, joined(hs)); err != nil {
				return err
			}
		}
	}
	var bundle []byte
	held := 0
	err := r.store.Leaves(0, st.tree.size, func(seq int64, stub, seal []byte) error {
		data := LeafData(stub, [32]byte(seal))
		bundle = append(binary.BigEndian.AppendUint16(bundle, uint16(len(data))), data...)
		if held++; held < tileWidth && seq+1 < st.tree.size {
			return nil
		}
		err := writeTile(dir, tlog.Tile{H: tileHeight, L: -1, N: seq / tileWidth, W: held}, bundle)
		bundle, held = bundle[:0], 0
		if progress != nil {
			progress(int(seq + 1))
		}
		return err
	})
	if err != nil {
		return err
	}
	return inPlace(filepath.Join(dir, "checkpoint"), st.note)
}

// writeTile writes a whole tile, or none, where C2SP tlog-tiles has it: the height is always 8 and
// not in the path, and bundles of entries are called that.
func writeTile(dir string, t tlog.Tile, data []byte) error {
	path := strings.Replace(t.Path(), "tile/8/", "tile/", 1)
	path = strings.Replace(path, "tile/data/", "tile/entries/", 1)
	path = filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return inPlace(path, data)
}

// inPlace puts a file in the place of what was there, all of it or nothing.
func inPlace(path string, text []byte) error {
	begun := path + ".new"
	err := os.WriteFile(begun, text, 0o644)
	if err == nil {
		err = os.Rename(begun, path)
	}
	if err != nil {
		os.Remove(begun)
	}
	return err
}
