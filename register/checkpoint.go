package register

import (
	"encoding/base64"
	"errors"
	"strings"

	"github.com/transparency-dev/formats/log"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// checkpoint signs the register's state: origin, size and root (C2SP
// tlog-checkpoint). It has no extension lines.
func checkpoint(origin string, size int64, root tlog.Hash, signer note.Signer) ([]byte, error) {
	text := log.Checkpoint{Origin: origin, Size: uint64(size), Hash: root[:]}.Marshal()
	return note.Sign(&note.Note{Text: string(text)}, signer)
}

// OpenCheckpoint verifies a signed checkpoint of a register and gives its state.
func OpenCheckpoint(signed []byte, key note.Verifier) (Base, error) {
	c, rest, n, err := log.ParseCheckpoint(signed, key.Name(), key)
	if err != nil {
		return Base{}, altered("checkpoint of %s: %v", key.Name(), err)
	}
	if err := onlyForm(signed); err != nil {
		return Base{}, altered("checkpoint of %s: %v", key.Name(), err)
	}
	if len(rest) > 0 || len(n.Sigs) != 1 || c.Size > 1<<62 || len(c.Hash) != tlog.HashSize {
		return Base{}, altered("checkpoint of %s: it is not a checkpoint of the form this program writes", key.Name())
	}
	return Base{int64(c.Size), tlog.Hash(c.Hash)}, nil
}

// onlyForm refuses signature lines that could be written otherwise: base64 has
// spare bits at its end, which nothing signs.
func onlyForm(signed []byte) error {
	for _, line := range strings.Split(string(signed), "\n") {
		if !strings.HasPrefix(line, "— ") {
			continue
		}
		text := line[strings.LastIndexByte(line, ' ')+1:]
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil || base64.StdEncoding.EncodeToString(raw) != text {
			return errors.New("a signature line is not in its one canonical form")
		}
	}
	return nil
}
