package register

import (
	"sync"

	"golang.org/x/mod/sumdb/tlog"
)

func hashesOf(data []byte) []tlog.Hash {
	hs := make([]tlog.Hash, len(data)/tlog.HashSize)
	for i := range hs {
		copy(hs[i][:], data[i*tlog.HashSize:])
	}
	return hs
}

// A tileCache gives full tiles that have been verified up to the root. A tile is
// verified once, by its parent.
type tileCache struct {
	full tileSource
	mu   sync.Mutex
	good map[[2]int64][]tlog.Hash
}

// tile gives the hashes of a tile of the tree, verified.
func (c *tileCache) tile(t *tree, l int, n int64) ([]tlog.Hash, error) {
	width := t.size >> (l * tileHeight)
	if n >= width/tileWidth {
		return t.tile(c.full, l, n) // on the edge: in memory, verified when the register was opened
	}
	key := [2]int64{int64(l), n}
	c.mu.Lock()
	hs, ok := c.good[key]
	c.mu.Unlock()
	if ok {
		return hs, nil
	}
	hs, err := t.tile(c.full, l, n)
	if err != nil {
		return nil, altered("tile %d of level %d: %v", n, l, err)
	}
	above, err := c.tile(t, l+1, n/tileWidth)
	if err != nil {
		return nil, err
	}
	if above[n%tileWidth] != subtree(hs) {
		return nil, altered("tile %d of level %d does not fit the tree", n, l)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.good == nil {
		c.good = map[[2]int64][]tlog.Hash{}
	}
	c.good[key] = hs
	return hs, nil
}
