package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// A Guard remembers, outside the register, the last state the register signed. It
// lives on another volume and is never restored from a backup: a register that
// was put back to an older state finds itself behind its guard and signs nothing.
//
// The file has two slots of 512 bytes, written in turn, each with a checksum:
//
//	entente guard 1
//	oic.example/iraq
//	1042
//	CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//	<SHA-256 of the lines above>
//
// It is written before a state is made known and reaches the disk within a
// second; a power cut can leave it a little behind, never wrong. The program
// that writes the register holds a lock on it, so that two copies of one register
// cannot sign at once.
type Guard struct {
	mu     sync.Mutex
	f      *os.File
	origin string
	last   Base
	slot   int64
	dirty  bool
	stop   chan struct{}
	done   chan struct{}
}

const (
	slotSize  = 512
	guardHead = "entente guard 1"
)

// CreateGuard makes the guard of a new register.
func CreateGuard(path, origin string) (*Guard, error) {
	empty := (&tree{}).root()
	text := append(slotText(origin, Base{0, empty}), slotText(origin, Base{0, empty})...)
	if err := writeNew(path, text, 0o600); err != nil {
		return nil, err
	}
	return OpenGuard(path, origin)
}

// OpenGuard takes the guard of a register; [ErrInUse] when another program has it.
func OpenGuard(path, origin string) (*Guard, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("the guard cannot be opened: %w; a register without its guard cannot tell whether it was put back to an older state, so it does not sign", err)
	}
	g := &Guard{f: f, origin: origin, stop: make(chan struct{}), done: make(chan struct{})}
	if err := g.load(); err != nil {
		f.Close()
		if !errors.Is(err, ErrInUse) {
			err = fmt.Errorf("%w; it does not tell any more what was signed, so the register can be read and verified, not written: "+
				"begin one under a new origin, and cite the last checkpoint in it", err)
		}
		return nil, fmt.Errorf("guard %s: %w", path, err)
	}
	go g.sync()
	return g, nil
}

func (g *Guard) load() error {
	if err := syscall.Flock(int(g.f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return ErrInUse
	}
	best, slot, err := readGuard(g.f, g.origin)
	g.last, g.slot = best, 1-slot
	return err
}

// Peek reads the state a guard remembers without taking the guard.
func Peek(path, origin string) (Base, error) {
	f, err := os.Open(path)
	if err != nil {
		return Base{}, err
	}
	defer f.Close()
	b, _, err := readGuard(f, origin)
	return b, err
}

func readGuard(f *os.File, origin string) (best Base, slot int64, err error) {
	text := make([]byte, 2*slotSize)
	if n, err := f.ReadAt(text, 0); n < len(text) {
		return best, 0, fmt.Errorf("it is cut short: %w", err)
	}
	found := false
	for i := range int64(2) {
		b, err := readSlot(text[i*slotSize:(i+1)*slotSize], origin)
		if err != nil {
			continue
		}
		if !found || b.Size > best.Size {
			best, slot, found = b, i, true
		}
	}
	if !found {
		return best, 0, errors.New("neither of its two slots can be read, or they are of another register")
	}
	return best, slot, nil
}

func slotText(origin string, b Base) []byte {
	text := make([]byte, 0, slotSize)
	text = append(append(text, guardHead...), '\n')
	text = append(append(text, origin...), '\n')
	text = append(strconv.AppendInt(text, b.Size, 10), '\n')
	text = append(base64.StdEncoding.AppendEncode(text, b.Root[:]), '\n')
	sum := sha256.Sum256(text)
	text = base64.StdEncoding.AppendEncode(text, sum[:])
	for len(text) < slotSize {
		text = append(text, '\n')
	}
	return text
}

func readSlot(text []byte, origin string) (b Base, err error) {
	lines := strings.Split(string(text), "\n")
	if len(lines) < 6 || lines[0] != guardHead || lines[1] != origin {
		return b, errors.New("not a slot of this register's guard")
	}
	if _, err := fmt.Sscanf(lines[2], "%d", &b.Size); err != nil {
		return b, err
	}
	if b.Root, err = tlog.ParseHash(lines[3]); err != nil {
		return b, err
	}
	if !bytes.Equal(slotText(origin, b), text) {
		return b, errors.New("the slot's checksum does not fit")
	}
	return b, nil
}

// Last is the state the guard remembers.
func (g *Guard) Last() Base {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.last
}

// Set moves the guard from one state to the next. It fails when the guard is not
// at the first.
func (g *Guard) Set(from, to Base) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.last != from || to.Size < from.Size {
		return fmt.Errorf("%w: the guard is at %d, not at %d", ErrBehind, g.last.Size, from.Size)
	}
	if _, err := g.f.WriteAt(slotText(g.origin, to), g.slot*slotSize); err != nil {
		return fmt.Errorf("guard: %w", err)
	}
	g.last, g.slot, g.dirty = to, 1-g.slot, true
	return nil
}

// sync brings the guard to the disk once a second.
func (g *Guard) sync() {
	defer close(g.done)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-g.stop:
			return
		case <-tick.C:
			g.mu.Lock()
			dirty := g.dirty
			g.dirty = false
			g.mu.Unlock()
			if dirty {
				g.f.Sync() // an error here shows again at Close
			}
		}
	}
}

// Close brings the guard to the disk and lets it go.
func (g *Guard) Close() error {
	close(g.stop)
	<-g.done
	return errors.Join(g.f.Sync(), g.f.Close())
}

// Lock takes a folder for one writer; [ErrInUse] when another program has it.
func Lock(dir string) (release func() error, err error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("%w: %s; wait until it is done, or end it", ErrInUse, dir)
	}
	return f.Close, nil
}
