package source

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A Folder keeps documents by the hash of their bytes, beside a register:
//
//	sources/7b/05e713….bytes           the exact bytes
//	sources/7b/05e713….c41f….text      a reading of them, by its own hash
//
// What is in it is never changed: the same document again is the same file.
type Folder string

// Errors of a folder, for errors.Is.
var (
	ErrNotKept = errors.New("the document is not kept here")
	ErrAltered = errors.New("the document kept is not the one on record")
)

// Put keeps a document's bytes and its reading. It reports whether the bytes were
// there before.
func (f Folder) Put(d *Document, raw []byte) (known bool, err error) {
	if d.Reading == nil {
		return false, errors.New("a document that could not be read is not kept")
	}
	text, err := json.Marshal(d.Reading)
	if err != nil {
		return false, err
	}
	known = exists(f.bytes(d.SHA256))
	if err := keep(f.bytes(d.SHA256), raw); err != nil {
		return known, err
	}
	return known, keep(f.text(d.SHA256, d.Reading.Hash()), text)
}

// Get gives a document back as it was read when it was put there: by the hash of
// its bytes, and that of its reading.
func (f Folder) Get(sum, text string) (*Document, error) {
	raw, err := f.Bytes(sum)
	if err != nil {
		return nil, err
	}
	kept, err := os.ReadFile(f.text(sum, text))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: no reading %.12s of %.12s in %s", ErrNotKept, text, sum, f)
	}
	if err != nil {
		return nil, err
	}
	d := &Document{SHA256: sum, Size: int64(len(raw)), Reading: new(Reading)}
	if err := json.Unmarshal(kept, d.Reading); err != nil || hashOf(kept) != text {
		return nil, fmt.Errorf("%w: the reading %.12s of %.12s in %s was changed", ErrAltered, text, sum, f)
	}
	return d, nil
}

// Copy brings a document into another folder, bytes and reading as they are here. One
// that is there already, whole, stays; one that is not what its hashes say is not
// copied. Of one that is kept only in part the part is copied, and the error is
// [ErrNotKept].
func (f Folder) Copy(to Folder, sum, text string) error {
	if _, err := to.Get(sum, text); err == nil {
		return nil
	}
	_, lacks := f.Get(sum, text)
	if lacks != nil && !errors.Is(lacks, ErrNotKept) {
		return lacks
	}
	for _, file := range []struct{ from, to, hash string }{{f.bytes(sum), to.bytes(sum), sum}, {f.text(sum, text), to.text(sum, text), text}} {
		content, err := os.ReadFile(file.from)
		if lacks != nil && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if hashOf(content) != file.hash {
			return fmt.Errorf("%w: %s was changed", ErrAltered, file.from)
		}
		if err := keep(file.to, content); err != nil {
			return err
		}
	}
	if lacks != nil {
		return lacks
	}
	_, err := to.Get(sum, text)
	return err
}

// Bytes gives the exact bytes of a document.
func (f Folder) Bytes(sum string) ([]byte, error) {
	raw, err := os.ReadFile(f.bytes(sum))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %.12s in %s", ErrNotKept, sum, f)
	}
	if err != nil {
		return nil, err
	}
	if hashOf(raw) != sum {
		return nil, fmt.Errorf("%w: the bytes of %.12s in %s were changed", ErrAltered, sum, f)
	}
	return raw, nil
}

func (f Folder) bytes(sum string) string { return f.path(sum) + ".bytes" }

func (f Folder) text(sum, text string) string {
	return f.path(sum) + "." + safe(text) + ".text"
}

func (f Folder) path(sum string) string {
	sum = safe(sum)
	return filepath.Join(string(f), sum[:2], sum[2:])
}

// safe keeps what is no hash from naming a file outside the folder.
func safe(sum string) string {
	if raw, err := hex.DecodeString(sum); err != nil || len(raw) != sha256.Size {
		return strings.Repeat("0", 2*sha256.Size)
	}
	return sum
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// keep writes a file that is not there yet, whole or not at all.
func keep(path string, content []byte) error {
	if exists(path) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".keeping-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(content)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	if err := os.Chmod(tmp.Name(), 0o400); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
