package site

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/register"
)

// TestFoundLeavesNothing makes a register fail half-way: nothing of it stays, so that it
// can be made again; and keys that are there are never written over.
func TestFoundLeavesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "reg")
	found := func(guard string) error {
		secret, public, err := register.NewLogKey("test.example/again")
		if err != nil {
			t.Fatal(err)
		}
		w, err := Found(dir, secret, public, Founding{Origin: "test.example/again", Keeper: "SECRETARIAT", Guard: guard})
		if err != nil {
			return err
		}
		return w.Close()
	}
	if err := found(filepath.Join(dir, "nowhere", "guard")); !errors.Is(err, os.ErrNotExist) || strings.Contains(err.Error(), "outlives") {
		t.Errorf("a guard in a folder that is not there: %v", err)
	}
	// The store cannot be made where a folder has its name; the guard was made before.
	if err := os.Mkdir(StorePath(dir)+"-wal", 0o700); err != nil {
		t.Fatal(err)
	}
	guard := filepath.Join(t.TempDir(), "guard")
	if err := found(guard); err == nil {
		t.Error("made without a log")
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 2 { // keys and lock
		t.Errorf("left are %v, %v", left, err)
	}
	if keys, err := os.ReadDir(KeysPath(dir)); err != nil || len(keys) > 0 {
		t.Errorf("left are %v, %v", keys, err)
	}
	if err := found(guard); err != nil {
		t.Errorf("again: %v", err)
	}
	if err := os.Rename(StorePath(dir), StorePath(dir)+".away"); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(dir, logKey))
	if err != nil {
		t.Fatal(err)
	}
	if err := found(guard + "2"); err == nil || !strings.Contains(err.Error(), "has the keys/log.key of a register") {
		t.Errorf("over its keys: %v", err)
	}
	if after, err := os.ReadFile(filepath.Join(dir, logKey)); err != nil || string(after) != string(before) {
		t.Errorf("the log key was written over: %v", err)
	}
}
