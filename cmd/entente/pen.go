package main

import (
	"errors"

	"entente/register"
	"entente/site"
)

// A pen is a register open for writing, the key that signs, and whom the key speaks for.
type pen struct {
	*site.Writer
	key    *register.Key
	speaks register.KeyState
}

// takePen opens a register to write with the key of a file, the custodian's where none
// is named. Close it when done.
func takePen(dir, keyFile string) (p pen, err error) {
	if p.Writer, err = site.Write(dir); err != nil {
		return pen{}, err
	}
	if p.key, err = site.SigningKey(dir, keyFile); err == nil {
		p.speaks, err = p.Speaks(p.key.Public.Fingerprint())
	}
	if err != nil {
		return pen{}, errors.Join(err, p.Close())
	}
	return p, nil
}
