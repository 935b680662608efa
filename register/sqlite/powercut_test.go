package sqlite

import (
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Power cuts (L3). strace records every write and sync of the appending program;
// from the record, crash images are made: what was synced is there, of the rest
// nothing, a random part, or torn sectors; entries of folders that were never
// synced may be missing. Each image is opened and audited.

// op is one thing the program did to a file, in the order it was done.
type op struct {
	kind string // write, sync, trunc, create, unlink, syncdir, ack
	path string
	at   int64
	data []byte
}

// callOf takes a line of strace apart: who called what with which arguments, and what
// came of it. A call in two halves counts when it ends; begun keeps the first.
func callOf(line string, begun map[string]string) (call, args, result string, ok bool) {
	who, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimLeft(rest, " ")
	if first, there := strings.CutSuffix(rest, " <unfinished ...>"); there {
		begun[who] = first
		return "", "", "", false
	}
	if again, there := strings.CutPrefix(rest, "<... "); there {
		_, second, _ := strings.Cut(again, " resumed>")
		rest = begun[who] + second
	}
	call, rest, _ = strings.Cut(rest, "(")
	end := strings.LastIndex(rest, ") ")
	if end < 0 {
		return "", "", "", false
	}
	_, result, ok = strings.Cut(rest[end:], "= ")
	return call, rest[:end], result, ok && !strings.HasPrefix(result, "-")
}

// readTrace turns strace's lines into ops.
func readTrace(t *testing.T, text, dir string) []op {
	t.Helper()
	begun, paths := map[string]string{}, map[string]string{}
	var ops []op
	for line := range strings.SplitSeq(text, "\n") {
		call, args, result, ok := callOf(line, begun)
		if !ok {
			continue
		}
		fd, _, _ := strings.Cut(args, ",")
		path, known := paths[fd]
		_, name, _ := strings.Cut(args, `"`)
		name, _, _ = strings.Cut(name, `"`)
		name = unhex(t, name)
		switch call {
		case "open", "openat":
			paths[result] = name
			if strings.Contains(args, "O_CREAT") && strings.HasPrefix(name, dir) {
				ops = append(ops, op{kind: "create", path: name})
			}
		case "close":
			delete(paths, strings.TrimSpace(fd))
		case "pwrite64":
			if known && strings.HasPrefix(path, dir) {
				fields := strings.Split(args, ", ")
				at, err := strconv.ParseInt(fields[len(fields)-1], 10, 64)
				must(t, err)
				ops = append(ops, op{"write", path, at, []byte(name)})
			}
		case "ftruncate":
			if known {
				_, size, _ := strings.Cut(args, ", ")
				at, err := strconv.ParseInt(size, 10, 64)
				must(t, err)
				ops = append(ops, op{kind: "trunc", path: path, at: at})
			}
		case "fsync", "fdatasync":
			switch path {
			case "":
			case dir:
				ops = append(ops, op{kind: "syncdir"})
			default:
				ops = append(ops, op{kind: "sync", path: path})
			}
		case "unlink", "unlinkat":
			ops = append(ops, op{kind: "unlink", path: name})
		case "write":
			if fd == "1" {
				ops = append(ops, op{kind: "ack", data: []byte(name)})
			}
		}
	}
	return ops
}

func unhex(t *testing.T, s string) string {
	b, err := hex.DecodeString(strings.ReplaceAll(s, `\x`, ""))
	must(t, err)
	return string(b)
}

// disk is what a power cut leaves.
type disk struct {
	files   map[string][]byte // synced content
	pending map[string][]op   // writes not synced
	entries map[string]bool   // names made or removed and not synced: true made
	acks    strings.Builder
}

func (d *disk) do(o op) {
	switch o.kind {
	case "create":
		if _, there := d.files[o.path]; !there {
			d.files[o.path] = nil
			d.entries[o.path] = true
		}
	case "unlink":
		d.entries[o.path] = false
	case "write", "trunc":
		d.pending[o.path] = append(d.pending[o.path], o)
	case "sync":
		for _, p := range d.pending[o.path] {
			d.files[o.path] = applied(d.files[o.path], p, nil)
		}
		delete(d.pending, o.path)
	case "syncdir":
		for path, made := range d.entries {
			if !made {
				delete(d.files, path)
				delete(d.pending, path)
			}
		}
		clear(d.entries)
	case "ack":
		d.acks.Write(o.data)
	}
}

const sector = 512

// applied does a write to a file, of its sectors only those that keep allows.
func applied(file []byte, o op, keep func() bool) []byte {
	if o.kind == "trunc" {
		for int64(len(file)) < o.at {
			file = append(file, 0)
		}
		return file[:o.at]
	}
	for from := 0; from < len(o.data); from += sector {
		to := min(from+sector, len(o.data))
		if keep != nil && !keep() {
			continue
		}
		if end := o.at + int64(to); end > int64(len(file)) {
			file = append(file, make([]byte, end-int64(len(file)))...)
		}
		copy(file[o.at+int64(from):], o.data[from:to])
	}
	return file
}

// The ways an image is made.
const (
	dropAll = iota
	someWrites
	tornSectors
	ways
)

// image writes what is left after the cut into a folder.
func (d *disk) image(t *testing.T, dir string, way int, rng *rand.Rand) {
	t.Helper()
	coin := func() bool { return rng.IntN(2) == 0 }
	for path, synced := range d.files {
		if strings.HasSuffix(path, "-shm") {
			continue // rebuilt from the log whenever the store is opened
		}
		if made, unsynced := d.entries[path]; unsynced {
			if made && (way == dropAll || coin()) || !made && way != dropAll && coin() {
				continue
			}
		}
		file := slices.Clone(synced)
		for _, o := range d.pending[path] {
			switch way {
			case someWrites:
				if coin() {
					file = applied(file, o, nil)
				}
			case tornSectors:
				if o.kind == "write" || coin() {
					file = applied(file, o, coin)
				}
			}
		}
		must(t, os.WriteFile(filepath.Join(dir, filepath.Base(path)), file, 0o600))
	}
}

// cutPower records one run of the appending program and audits images of it. It
// gives how many lost an acknowledged act or could not be opened.
func cutPower(t *testing.T, turn int, synchronous string, acts, images int, rng *rand.Rand) (bad int, first error) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	must(t, err)
	prepare(t, dir)
	start, err := os.ReadFile(filepath.Join(dir, "r.db"))
	must(t, err)
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := appender(turn, dir, acts, "strace", "-f", "-xx", "-s", "70000", "-o", trace, "-e", "trace=open,openat,close,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat")
	cmd.Env = append(cmd.Env, "ENTENTE_TEST_SYNCHRONOUS="+synchronous)
	if out, err := cmd.Output(); err != nil {
		t.Fatal(err, last(string(out)))
	}
	text, err := os.ReadFile(trace)
	must(t, err)
	ops := readTrace(t, string(text), dir)
	dirSynced := false
	for _, o := range ops {
		dirSynced = dirSynced || o.kind == "syncdir"
	}
	if !dirSynced {
		t.Errorf("synchronous=%s: the folder was never synced, so the log's own entry may be lost", synchronous)
	}
	cuts := make([]int, images)
	for i := range cuts {
		cuts[i] = rng.IntN(len(ops) + 1)
	}
	slices.Sort(cuts) // so that one disk is carried on from cut to cut
	d := &disk{files: map[string][]byte{filepath.Join(dir, "r.db"): start}, pending: map[string][]op{}, entries: map[string]bool{}}
	done := 0
	for _, cut := range cuts {
		for ; done < cut; done++ {
			d.do(ops[done])
		}
		to, err := os.MkdirTemp(t.TempDir(), "image")
		must(t, err)
		way := rng.IntN(ways)
		d.image(t, to, way, rng)
		if _, err := audited(to, acks(d.acks.String())); err != nil {
			bad++
			if first == nil {
				first = fmt.Errorf("cut after %d of %d calls, way %d: %w", cut, len(ops), way, err)
			}
		}
		must(t, os.RemoveAll(to))
	}
	return bad, first
}

// TestPowerCut (L3): no image loses an acknowledged act; with synchronous=NORMAL,
// the control, many do, or else this test would find nothing.
func TestPowerCut(t *testing.T) {
	needStrace(t)
	images := sized(20, 500)
	runs := max(2, sized(40, 10_000)/images)
	rng := rand.New(rand.NewPCG(11, 12))
	for turn := range runs {
		if bad, first := cutPower(t, turn, "FULL", sized(200, 600), images, rng); bad > 0 {
			t.Errorf("%d of %d images are bad; the first: %v", bad, images, first)
		}
	}
	control := sized(20, 250)
	bad, _ := cutPower(t, 1, "NORMAL", 200, control, rng)
	if bad == 0 {
		t.Errorf("with synchronous=NORMAL none of %d images lost anything: the test is blind", control)
	}
	t.Logf("%d images, 0 bad; with synchronous=NORMAL %d of %d bad", runs*images, bad, control)
}
