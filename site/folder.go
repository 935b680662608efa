package site

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"entente/register"
	"entente/register/sqlite"
)

// The files of a register's folder.
const (
	dbFile    = "register.db"
	logKey    = "keys/log.key"
	ownKey    = "keys/custodian.key"
	policyIs  = "policy"
	guardIsAt = "guard-is-at"
)

// IsRegister reports whether a folder holds a register.
func IsRegister(dir string) bool {
	_, err := os.Stat(StorePath(dir))
	return err == nil
}

// StorePath is the file the acts are in.
func StorePath(dir string) string { return filepath.Join(dir, dbFile) }

// KeysPath is the folder of the secret keys, which no backup holds.
func KeysPath(dir string) string { return filepath.Join(dir, "keys") }

// DocumentsPath is the folder of the documents kept beside a register.
func DocumentsPath(dir string) string { return filepath.Join(dir, "sources") }

// PolicyPath is the file that tells others whom to trust.
func PolicyPath(dir string) string { return filepath.Join(dir, policyIs) }

// GuardPath is where the guard of a register is kept: beside the folder, unless
// the register was founded with another place.
func GuardPath(dir string) string {
	if text, err := os.ReadFile(filepath.Join(dir, guardIsAt)); err == nil {
		return strings.TrimSpace(string(text))
	}
	return filepath.Clean(dir) + ".guard"
}

// Founding says how a register is made.
type Founding struct {
	Origin string           // its name, unique in the world
	Keeper string           // the actor that keeps it
	Office string           // the office of the keeper that holds the key
	Guard  string           // file of the guard; beside the folder when empty
	Now    func() time.Time // time.Now when nil
}

// Found makes a register in a folder: keys, policy, guard, store, first act. The
// secret must be one of [register.NewLogKey].
func Found(dir, secret, public string, f Founding) (w *Writer, err error) {
	if IsRegister(dir) {
		return nil, fmt.Errorf("%s holds a register already; nothing was changed", dir)
	}
	for _, name := range []string{logKey, ownKey} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return nil, fmt.Errorf("%s has the %s of a register: restore its backup beside it (entente restore), or choose another folder; nothing was changed", dir, name)
		}
	}
	if err := os.MkdirAll(KeysPath(dir), 0o700); err != nil {
		return nil, err
	}
	release, err := register.Lock(dir)
	if err != nil {
		return nil, err
	}
	var made []string
	defer func() {
		if err != nil { // nothing half-made stays, so that it can be begun again
			for _, path := range made {
				os.Remove(path)
			}
			err = errors.Join(err, release())
		}
	}()
	if f.Guard != "" {
		if f.Guard, err = filepath.Abs(f.Guard); err != nil {
			return nil, err
		}
		made = append(made, filepath.Join(dir, guardIsAt))
		if err := os.WriteFile(filepath.Join(dir, guardIsAt), []byte(f.Guard+"\n"), 0o644); err != nil {
			return nil, err
		}
	}
	guard, err := register.CreateGuard(GuardPath(dir), f.Origin)
	if errors.Is(err, os.ErrExist) {
		return nil, fmt.Errorf("%w; a guard outlives its register, so that an older copy cannot take its place: choose another folder, or another --guard", err)
	}
	if err != nil {
		return nil, err
	}
	made = append(made, GuardPath(dir))
	key := register.NewKey()
	for _, file := range []struct {
		name, text string
		mode       os.FileMode
	}{{logKey, secret + "\n", 0o600}, {policyIs, "log " + public + "\nquorum none\n", 0o644}} {
		made = append(made, filepath.Join(dir, file.name))
		if err := os.WriteFile(filepath.Join(dir, file.name), []byte(file.text), file.mode); err != nil {
			return nil, err
		}
	}
	own, file := filepath.Join(dir, ownKey), StorePath(dir)
	made = append(made, own, own+".pub", file, file+"-wal", file+"-shm")
	if err := key.Write(own, f.Keeper); err != nil {
		return nil, err
	}
	store, err := sqlite.Create(StorePath(dir))
	if err != nil {
		return nil, err
	}
	reg, err := register.Create(store, register.Options{LogKey: secret, Guard: guard, Now: f.Now}, key, f.Keeper, f.Office)
	if err != nil {
		return nil, err
	}
	return &Writer{reg, release}, nil
}

// Read opens a register for reading. Behind says so when it is an older state
// than its guard knows of.
func Read(dir string) (reg *register.Register, behind string, err error) {
	store, err := OpenStore(dir)
	if err != nil {
		return nil, "", err
	}
	reg, err = register.Open(store, register.Options{})
	if err != nil {
		return nil, "", errors.Join(err, store.Close())
	}
	last, err := register.Peek(GuardPath(dir), reg.Origin())
	if err == nil && last.Size > reg.Head().Size {
		behind = fmt.Sprintf("this copy holds %d acts, and its guard says that %d were signed: it is an older state", reg.Head().Size, last.Size)
	}
	return reg, behind, nil
}

// OpenStore opens the file of a register, without reading it.
func OpenStore(dir string) (*sqlite.Store, error) {
	if !IsRegister(dir) {
		return nil, fmt.Errorf("%s holds no register; make one with: entente register init %s --origin NAME: %w", dir, dir, os.ErrNotExist)
	}
	return sqlite.Open(StorePath(dir))
}

// Writer is a register open for writing, with its lock.
type Writer struct {
	*register.Register
	release func() error
}

// Close ends writing and lets go of the lock.
func (w *Writer) Close() error { return errors.Join(w.Register.Close(), w.release()) }

// Write opens a register for writing.
func Write(dir string) (*Writer, error) {
	if !IsRegister(dir) {
		return nil, fmt.Errorf("%s holds no register; make one with: entente register init %s --origin NAME: %w", dir, dir, os.ErrNotExist)
	}
	release, err := register.Lock(dir)
	if err != nil {
		return nil, err
	}
	secret, err := os.ReadFile(filepath.Join(dir, logKey))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the log key is needed to sign: %w", err), release())
	}
	store, err := OpenStore(dir)
	if err != nil {
		return nil, errors.Join(err, release())
	}
	origin := strings.SplitN(string(secret), "+", 5)
	var guard *register.Guard
	if len(origin) == 5 {
		if guard, err = register.OpenGuard(GuardPath(dir), origin[2]); err != nil {
			return nil, errors.Join(err, store.Close(), release())
		}
	}
	reg, err := register.Open(store, register.Options{LogKey: strings.TrimSpace(string(secret)), Guard: guard})
	if err != nil {
		return nil, errors.Join(err, store.Close(), release())
	}
	w := &Writer{Register: reg, release: release}
	if why := reg.ReadOnly(); why != nil {
		return nil, errors.Join(why, w.Close())
	}
	return w, nil
}

// SigningKey reads the key acts are signed with: a private key file, or the .pub
// file of a key that ssh-agent holds; the custodian's when none is named.
func SigningKey(dir, path string) (*register.Key, error) {
	if path == "" {
		path = filepath.Join(dir, ownKey)
	}
	if !strings.HasSuffix(path, ".pub") {
		return register.ReadKey(path)
	}
	line, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	public, err := register.ParsePublicKey(string(line))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	conn, err := net.Dial("unix", os.Getenv("SSH_AUTH_SOCK"))
	if err != nil {
		return nil, fmt.Errorf("%s is a public key, and no ssh-agent answers to sign with it: %w", path, err)
	}
	return register.AgentKey(conn, public)
}
