package register_test

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"entente/register"
)

// files reads tiles as a monitor would.
type files struct{ dir string }

func (f files) Height() int { return 8 }

func (f files) SaveTiles([]tlog.Tile, [][]byte) {}

func (f files) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, t := range tiles {
		b, err := os.ReadFile(filepath.Join(f.dir, strings.Replace(t.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		data = append(data, b)
	}
	return data, nil
}

// TestPublish has package tlog read the published tiles and verify them and the
// entries against the checkpoint.
func TestPublish(t *testing.T) {
	s := newSite(t)
	s.fill(600)
	dir := t.TempDir()
	must(t, s.Publish(dir, nil))
	signed, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	must(t, err)
	key, err := note.NewVerifier(s.Verifier())
	must(t, err)
	base, err := register.OpenCheckpoint(signed, key)
	must(t, err)
	reader := tlog.TileHashReader(tlog.Tree{N: base.Size, Hash: base.Root}, files{dir})
	n := int64(0)
	for _, name := range []string{"000", "001", "002.p/89"} {
		text, err := os.ReadFile(filepath.Join(dir, "tile/entries", name))
		must(t, err)
		for ; len(text) > 0; n++ {
			size := binary.BigEndian.Uint16(text)
			entry := text[2 : 2+size]
			text = text[2+size:]
			if n%50 != 0 {
				continue
			}
			proof, err := tlog.ProveRecord(base.Size, n, reader)
			must(t, err)
			if err := tlog.CheckRecord(proof, base.Size, base.Root, n, tlog.RecordHash(entry)); err != nil {
				t.Errorf("entry %d: %v", n, err)
			}
		}
	}
	if n != 601 {
		t.Errorf("%d entries", n)
	}
}
