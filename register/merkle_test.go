package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math/bits"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/tlog"
)

// memory is a store of nothing but tiles.
type memory map[[2]int64][]byte

func (m memory) Tile(level int, n int64) ([]byte, error) {
	if data, ok := m[[2]int64{int64(level), n}]; ok {
		return data, nil
	}
	return nil, ErrNotFound
}

// plainTree is the same tree kept by package tlog: every hash, stored.
type plainTree []tlog.Hash

func (p plainTree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		if x >= int64(len(p)) {
			return nil, errors.New("no such hash")
		}
		out[i] = p[x]
	}
	return out, nil
}

func leafOf(i int64) tlog.Hash {
	return tlog.RecordHash(binary.BigEndian.AppendUint64(nil, uint64(i)))
}

// TestTreeAgainstOthers (L1) grows a tree leaf by leaf and compares its root, its
// tiles and its proofs with package tlog's and package merkle's.
func TestTreeAgainstOthers(t *testing.T) {
	sizes, proofsAt := int64(Sized(3_000, 70_000)), int64(97)
	rng := rand.New(rand.NewPCG(1, 2))
	own, full, plain := &tree{}, memory{}, plainTree{}
	proofs := 0
	for n := range sizes {
		for _, f := range own.grow(leafOf(n)) {
			full[[2]int64{int64(f.level), f.n}] = f.data
			want, err := tlog.ReadTileData(tlog.Tile{H: tileHeight, L: f.level, N: f.n, W: tileWidth}, append2(plain, n, t))
			if err != nil || !bytes.Equal(want, f.data) {
				t.Fatalf("tile %d of level %d differs at size %d: %v", f.n, f.level, n+1, err)
			}
		}
		plain = append2(plain, n, t)
		want, err := tlog.TreeHash(n+1, plain)
		if err != nil || own.root() != want {
			t.Fatalf("root of %d leaves: %v, tlog says %v (%v)", n+1, own.root(), want, err)
		}
		if n%proofsAt == 0 {
			compareProofs(t, own, full, plain, rng)
			proofs++
		}
		if n%1009 == 0 {
			again := treeOf(own.size, own.edge)
			if again.root() != own.root() || len(again.front) != len(own.front) {
				t.Fatalf("a tree of %d rebuilt from its edge has another root", own.size)
			}
		}
	}
	t.Logf("%d sizes, proofs at %d of them", sizes, proofs)
}

// append2 gives plain with leaf n, whether or not it is there yet.
func append2(plain plainTree, n int64, t *testing.T) plainTree {
	if int64(len(plain)) > tlog.StoredHashIndex(0, n) {
		return plain
	}
	hs, err := tlog.StoredHashesForRecordHash(n, leafOf(n), plain)
	if err != nil {
		t.Fatal(err)
	}
	return append(plain, hs...)
}

func compareProofs(t *testing.T, own *tree, full memory, plain plainTree, rng *rand.Rand) {
	size := own.size
	i, old := rng.Int64N(size), 1+rng.Int64N(size)
	mine, err := tlog.ProveRecord(size, i, own.reader(full))
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := tlog.ProveRecord(size, i, plain)
	if err != nil {
		t.Fatal(err)
	}
	root, leaf := own.root(), leafOf(i)
	if len(mine) != len(theirs) {
		t.Fatalf("proof of %d in %d: %d hashes, tlog has %d", i, size, len(mine), len(theirs))
	}
	raw := make([][]byte, len(mine))
	for j := range mine {
		if mine[j] != theirs[j] {
			t.Fatalf("proof of %d in %d: hash %d differs", i, size, j)
		}
		raw[j] = mine[j][:]
	}
	if err := proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(i), uint64(size), leaf[:], raw, root[:]); err != nil {
		t.Fatalf("merkle rejects the proof of %d in %d: %v", i, size, err)
	}
	path, err := tlog.ProveTree(size, old, own.reader(full))
	if err != nil {
		t.Fatal(err)
	}
	before, err := tlog.TreeHash(old, own.reader(full))
	if err != nil {
		t.Fatal(err)
	}
	raw = nil
	for j := range path {
		raw = append(raw, path[j][:])
	}
	if err := proof.VerifyConsistency(rfc6962.DefaultHasher, uint64(old), uint64(size), raw, before[:], root[:]); err != nil {
		t.Fatalf("merkle rejects %d → %d: %v", old, size, err)
	}
}

// TestLargeTrees (L1) compares roots and proofs at random sizes far beyond.
func TestLargeTrees(t *testing.T) {
	limit := int64(Sized(200_000, 10_000_000))
	rng := rand.New(rand.NewPCG(3, 4))
	own, full := &tree{}, memory{}
	var leaves []tlog.Hash
	for next := rng.Int64N(limit / 8); own.size < limit; {
		for _, f := range own.grow(leafOf(own.size)) {
			full[[2]int64{int64(f.level), f.n}] = f.data
		}
		if limit <= 200_000 {
			leaves = append(leaves, leafOf(own.size-1))
		}
		if own.size < next {
			continue
		}
		next += 1 + rng.Int64N(limit/8)
		size, i := own.size, rng.Int64N(own.size)
		p, err := tlog.ProveRecord(size, i, own.reader(full))
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckRecord(p, size, own.root(), i, leafOf(i)); err != nil {
			t.Errorf("%d in %d: %v", i, size, err)
		}
		if leaves != nil && byDefinition(leaves) != own.root() {
			t.Errorf("root of %d is not the one of RFC 6962's definition", size)
		}
	}
	t.Logf("up to %d leaves", own.size)
}

// byDefinition is the Merkle tree hash as RFC 6962 section 2.1 defines it.
func byDefinition(leaves []tlog.Hash) tlog.Hash {
	if len(leaves) == 1 {
		return leaves[0]
	}
	k := 1 << (bits.Len(uint(len(leaves)-1)) - 1)
	return tlog.NodeHash(byDefinition(leaves[:k]), byDefinition(leaves[k:]))
}

// vector is one published case; which numbers it has depends on its sort.
type vector struct {
	LeafIdx, TreeSize, Size1, Size2, Start, End, Size number
	Root, LeafHash, Root1, Root2                      []byte
	Proof                                             [][]byte
	WantErr                                           bool
}

// number is an index as the vectors have it: unsigned, so that one too high is
// one below zero here.
type number int64

func (n *number) UnmarshalJSON(text []byte) error {
	u, err := strconv.ParseUint(string(text), 10, 64)
	*n = number(u)
	return err
}

// TestVectors holds the verifiers to the 242 published cases.
func TestVectors(t *testing.T) {
	files, _ := filepath.Glob("../../shared/data/merkle/*.json")
	if len(files) == 0 {
		t.Skip("NOT RUN: the Merkle vectors are not at ../shared/data/merkle")
	}
	agree := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var v vector
		if err := json.Unmarshal(text, &v); err != nil {
			t.Fatal(file, err)
		}
		name := filepath.Base(file)
		sort, _, _ := bytes.Cut([]byte(name), []byte("__"))
		var got error
		switch string(sort) {
		case "inclusion":
			got = included(v, int64(v.TreeSize), int64(v.LeafIdx))
		case "consistency":
			got = consistent(v)
		case "subtreeinclusion":
			if got = wholeSubtree(int64(v.Start), int64(v.End)); got == nil {
				got = included(v, int64(v.End-v.Start), int64(v.LeafIdx-v.Start))
			}
		case "subtreeconsistency":
			got = subtreeConsistent(v)
		default:
			t.Fatalf("%s: a sort of vector this test does not know", name)
		}
		if (got != nil) != v.WantErr {
			t.Errorf("%s: got %v, want an error: %v", name, got, v.WantErr)
			continue
		}
		agree++
	}
	if t.Logf("%d of %d agree", agree, len(files)); len(files) != 242 {
		t.Errorf("%d vectors, want 242", len(files))
	}
}

var errSize = errors.New("not of 32 bytes")

func hashes(list ...[]byte) (out []tlog.Hash, err error) {
	for _, b := range list {
		if len(b) != tlog.HashSize {
			return nil, errSize
		}
		out = append(out, tlog.Hash(b))
	}
	return out, nil
}

func included(v vector, size, i int64) error {
	ends, err := hashes(v.Root, v.LeafHash)
	if err != nil {
		return err
	}
	path, err := hashes(v.Proof...)
	if err != nil {
		return err
	}
	if i < 0 || i >= size {
		return errors.New("the leaf is not in the tree")
	}
	return tlog.CheckRecord(path, size, ends[0], i, ends[1])
}

func consistent(v vector) error {
	if v.Size1 == v.Size2 && v.Size1 > 0 && len(v.Proof) == 0 {
		if !bytes.Equal(v.Root1, v.Root2) {
			return errors.New("one size, two roots")
		}
		return nil
	}
	ends, err := hashes(v.Root1, v.Root2)
	if err != nil {
		return err
	}
	path, err := hashes(v.Proof...)
	if err != nil {
		return err
	}
	if v.Size1 < 1 || v.Size1 > v.Size2 {
		return errors.New("sizes out of order")
	}
	return tlog.CheckTree(path, int64(v.Size2), ends[1], int64(v.Size1), ends[0])
}

// wholeSubtree reports ranges that are no subtree of any tree: a subtree begins at
// a multiple of the power of two that covers it.
func wholeSubtree(start, end int64) error {
	if start < 0 || end < start {
		return errors.New("the range is turned round")
	}
	if start == end {
		return errors.New("the range is empty")
	}
	if cover := int64(1) << bits.Len64(uint64(end-start-1)); start%cover != 0 {
		return errors.New("the range is no subtree")
	}
	return nil
}

// subtreeConsistent walks from the subtree's last node up to the root, with the
// part of the way that lies inside the subtree hashed on the side.
func subtreeConsistent(v vector) error {
	if v.Start == v.End && v.End <= v.Size {
		if empty := sha256.Sum256(nil); len(v.Proof) != 0 || !bytes.Equal(v.Root1, empty[:]) {
			return errors.New("an empty subtree has the hash of nothing")
		}
		return nil
	}
	if err := wholeSubtree(int64(v.Start), int64(v.End)); err != nil || v.End > v.Size {
		return errors.New("not a subtree of this tree")
	}
	ends, err := hashes(v.Root1, v.Root2)
	if err != nil {
		return err
	}
	path, err := hashes(v.Proof...)
	if err != nil {
		return err
	}
	first, last, end := int64(v.Start), int64(v.End)-1, int64(v.Size)-1
	up := func() { first, last, end = first>>1, last>>1, end>>1 }
	if last == end {
		for first != last {
			up()
		}
	} else {
		for first != last && last&1 == 1 {
			up()
		}
	}
	inside, whole := ends[0], ends[0]
	if first != last {
		if len(path) == 0 {
			return errors.New("the proof is too short")
		}
		inside, whole, path = path[0], path[0], path[1:]
	}
	for _, p := range path {
		if end == 0 {
			return errors.New("the proof is too long")
		}
		if last&1 == 1 || last == end {
			if first < last {
				inside = tlog.NodeHash(p, inside)
			}
			whole = tlog.NodeHash(p, whole)
			for last&1 == 0 && last != 0 {
				up()
			}
		} else {
			whole = tlog.NodeHash(whole, p)
		}
		up()
	}
	if end != 0 || inside != ends[0] || whole != ends[1] {
		return errors.New("the proof does not lead from one root to the other")
	}
	return nil
}
