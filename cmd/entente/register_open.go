package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"

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

// isRegister reports whether a case is a register's folder.
func isRegister(name string) bool { return exists(filepath.Join(name, dbFile)) }

// guardPath is where the guard of a register is kept: beside the folder, unless
// init was told otherwise.
func guardPath(dir string) string {
	if text, err := os.ReadFile(filepath.Join(dir, guardIsAt)); err == nil {
		return strings.TrimSpace(string(text))
	}
	return filepath.Clean(dir) + ".guard"
}

// readRegister opens a register for reading, and warns when it is behind its guard.
func readRegister(dir string, stderr io.Writer) (*register.Register, error) {
	store, err := openStore(dir)
	if err != nil {
		return nil, err
	}
	reg, err := register.Open(store, register.Options{})
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	last, err := register.Peek(guardPath(dir), reg.Origin())
	if err == nil && last.Size > reg.Head().Size {
		fmt.Fprintf(stderr, "warning: this copy holds %d acts, and its guard says that %d were signed: it is an older state\n", reg.Head().Size, last.Size)
	}
	return reg, nil
}

func openStore(dir string) (*sqlite.Store, error) {
	if !isRegister(dir) {
		return nil, fmt.Errorf("%s holds no register; make one with: entente register init %s --origin NAME: %w", dir, dir, os.ErrNotExist)
	}
	return sqlite.Open(filepath.Join(dir, dbFile))
}

// writer is a register open for writing, with its lock.
type writer struct {
	*register.Register
	release func() error
}

func (w *writer) Close() error { return errors.Join(w.Register.Close(), w.release()) }

// writeRegister opens a register for writing.
func writeRegister(dir string) (*writer, error) {
	if !isRegister(dir) {
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
	store, err := openStore(dir)
	if err != nil {
		return nil, errors.Join(err, release())
	}
	origin := strings.SplitN(string(secret), "+", 5)
	var guard *register.Guard
	if len(origin) == 5 {
		if guard, err = register.OpenGuard(guardPath(dir), origin[2]); err != nil {
			return nil, errors.Join(err, store.Close(), release())
		}
	}
	reg, err := register.Open(store, register.Options{LogKey: strings.TrimSpace(string(secret)), Guard: guard})
	if err != nil {
		return nil, errors.Join(err, store.Close(), release())
	}
	w := &writer{reg, release}
	if why := reg.ReadOnly(); why != nil {
		return nil, errors.Join(why, w.Close())
	}
	return w, nil
}

// signingKey reads the key acts are signed with: a private key file, or the .pub
// file of a key that ssh-agent holds; the custodian's when none is named.
func signingKey(dir, path string) (*register.Key, error) {
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
