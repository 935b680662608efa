package register

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Tiles hold 256 hashes (C2SP tlog-tiles, height 8): tile n of level l the hashes
// 256n…256n+255 of tree level 8l. Only full tiles are stored.
const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	tileBytes  = tileWidth * tlog.HashSize
)

// A tree is the register's Merkle tree (RFC 6962) as far as it is needed to add
// to it: the frontier, one hash for each bit of the size, and the hashes that fill
// the last, partial tile of each level. Trees are values: grow works on a copy,
// and the old tree stays as it was.
type tree struct {
	size  int64
	front []node        // complete subtrees from left to right, so from high to low
	edge  [][]tlog.Hash // edge[l]: hashes of the partial tile of level l
}

type node struct {
	level int
	hash  tlog.Hash
}

// fullTile is a tile that has just become full.
type fullTile struct {
	level int
	n     int64
	data  []byte
}

// clone copies what grow changes.
func (t *tree) clone() *tree {
	return &tree{t.size, slices.Clone(t.front), slices.Clone(t.edge)}
}

// grow adds a leaf. It gives the tiles the leaf made full.
func (t *tree) grow(leaf tlog.Hash) []fullTile {
	full := t.settle(0, t.size, leaf, nil)
	n := node{0, leaf}
	for len(t.front) > 0 && t.front[len(t.front)-1].level == n.level {
		n = node{n.level + 1, tlog.NodeHash(t.front[len(t.front)-1].hash, n.hash)}
		t.front = t.front[:len(t.front)-1]
		if n.level%tileHeight == 0 {
			full = t.settle(n.level/tileHeight, t.size>>n.level, n.hash, full)
		}
	}
	t.front = append(t.front, n)
	t.size++
	return full
}

// settle puts the i-th hash of a tile level into that level's partial tile.
func (t *tree) settle(level int, i int64, h tlog.Hash, full []fullTile) []fullTile {
	for len(t.edge) <= level {
		t.edge = append(t.edge, nil)
	}
	e := t.edge[level]
	if len(e) == 0 {
		e = make([]tlog.Hash, 0, tileWidth)
	}
	// Older trees share the array and never look past their own length.
	e = append(e, h)
	if len(e) == tileWidth {
		full = append(full, fullTile{level, i / tileWidth, joined(e)})
		e = nil
	}
	t.edge[level] = e
	return full
}

func joined(hs []tlog.Hash) []byte {
	b := make([]byte, 0, len(hs)*tlog.HashSize)
	for _, h := range hs {
		b = append(b, h[:]...)
	}
	return b
}

// root is the tree's root; of an empty tree the hash of nothing.
func (t *tree) root() tlog.Hash {
	if len(t.front) == 0 {
		return sha256.Sum256(nil)
	}
	h := t.front[len(t.front)-1].hash
	for i := len(t.front) - 2; i >= 0; i-- {
		h = tlog.NodeHash(t.front[i].hash, h)
	}
	return h
}

// treeOf rebuilds a tree from the partial tiles of its right edge.
func treeOf(size int64, edge [][]tlog.Hash) *tree {
	t := &tree{size: size, edge: edge}
	for l := len(edge) - 1; l >= 0; l-- {
		rest := edge[l]
		for bit := tileHeight - 1; bit >= 0; bit-- {
			if w := 1 << bit; len(rest)&w != 0 {
				t.front = append(t.front, node{l*tileHeight + bit, subtree(rest[:w])})
				rest = rest[w:]
			}
		}
	}
	return t
}

// subtree is the hash over 2^k neighbouring hashes.
func subtree(hs []tlog.Hash) tlog.Hash {
	if len(hs) == 1 {
		return hs[0]
	}
	m := len(hs) / 2
	return tlog.NodeHash(subtree(hs[:m]), subtree(hs[m:]))
}

// tileSource gives full tiles.
type tileSource interface {
	Tile(level int, n int64) ([]byte, error)
}

// reader gives stored hashes of the tree by their index, as package tlog asks for
// them: from the right edge in memory, else from full tiles.
func (t *tree) reader(full tileSource) tlog.HashReaderFunc {
	tiles := map[[2]int64][]tlog.Hash{} // a proof asks each tile for many hashes
	return func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			level, n := tlog.SplitStoredHashIndex(x)
			l, up := level/tileHeight, level%tileHeight
			first := n << up // of the hashes of tile level l
			tile, at := first/tileWidth, int(first%tileWidth)
			key := [2]int64{int64(l), tile}
			hs, ok := tiles[key]
			if !ok {
				var err error
				if hs, err = t.tile(full, l, tile); err != nil {
					return nil, err
				}
				tiles[key] = hs
			}
			if at+1<<up > len(hs) {
				return nil, fmt.Errorf("no hash %d of level %d in a tree of %d", n, level, t.size)
			}
			out[i] = subtree(hs[at : at+1<<up])
		}
		return out, nil
	}
}

// tile gives the hashes of a tile, full or on the right edge.
func (t *tree) tile(full tileSource, l int, n int64) ([]tlog.Hash, error) {
	width := t.size >> (l * tileHeight)
	switch {
	case n < width/tileWidth:
		data, err := full.Tile(l, n)
		if err != nil {
			return nil, err
		}
		if len(data) != tileBytes {
			return nil, fmt.Errorf("%w: tile %d of level %d has %d bytes", ErrAltered, n, l, len(data))
		}
		hs := make([]tlog.Hash, tileWidth)
		for i := range hs {
			copy(hs[i][:], data[i*tlog.HashSize:])
		}
		return hs, nil
	case n == width/tileWidth && l < len(t.edge):
		return t.edge[l], nil
	}
	return nil, fmt.Errorf("no tile %d of level %d in a tree of %d", n, l, t.size)
}
