package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// A Stub is what an author signs: commitments to the portions, and the history
// the author had seen. It says neither who nor what.
//
//	{"base":[41,"Kx…="],"c":["…","…","…","…"],"id":"…","log":"oic.example/iraq","v":1,"x":[null,null,null,null]}
type Stub struct {
	Base        Base
	Commitments [Portions][32]byte
	ID          [16]byte
	Log         string
	Sealed      [Portions]*[32]byte // digests of sealed copies of the portions
}

// Base is a state of the register: how many acts, and the root over them.
type Base struct {
	Size int64
	Root tlog.Hash
}

const (
	stubType = "application/vnd.entente.stub+json"
	maxStub  = 4 << 10 // far above any stub; leaf data must stay below 65,536 bytes
)

// Marshal writes the stub in the canonical form that is signed.
func (s *Stub) Marshal() []byte {
	b := make([]byte, 0, 420)
	b = append(b, `{"base":[`...)
	b = strconv.AppendInt(b, s.Base.Size, 10)
	b = append(b, ',')
	b = appendBase64(b, s.Base.Root[:])
	b = append(b, `],"c":[`...)
	for i := range s.Commitments {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendBase64(b, s.Commitments[i][:])
	}
	b = append(b, `],"id":`...)
	b = appendBase64(b, s.ID[:])
	b = append(b, `,"log":`...)
	name, _ := canonical(s.Log)
	b = append(b, name...)
	b = append(b, `,"v":1,"x":[`...)
	for i, x := range s.Sealed {
		if i > 0 {
			b = append(b, ',')
		}
		if x == nil {
			b = append(b, "null"...)
		} else {
			b = appendBase64(b, x[:])
		}
	}
	return append(b, "]}"...)
}

func appendBase64(b, raw []byte) []byte {
	b = append(b, '"')
	b = base64.StdEncoding.AppendEncode(b, raw)
	return append(b, '"')
}

// ParseStub reads a stub and refuses every text that is not the one form Marshal
// writes.
func ParseStub(text []byte) (*Stub, error) {
	if len(text) > maxStub {
		return nil, fmt.Errorf("the stub has %d bytes, more than %d", len(text), maxStub)
	}
	var raw struct {
		Base [2]json.RawMessage `json:"base"`
		C    []string           `json:"c"`
		ID   string             `json:"id"`
		Log  string             `json:"log"`
		V    int                `json:"v"`
		X    []*string          `json:"x"`
	}
	if err := strict(text, &raw); err != nil {
		return nil, fmt.Errorf("the stub cannot be read: %w", err)
	}
	if raw.V != 1 || len(raw.C) != Portions || len(raw.X) != Portions {
		return nil, errors.New("the stub is not of version 1 with four portions")
	}
	s := &Stub{Log: raw.Log}
	var root string
	ok := json.Unmarshal(raw.Base[0], &s.Base.Size) == nil && json.Unmarshal(raw.Base[1], &root) == nil &&
		decode(root, s.Base.Root[:]) && decode(raw.ID, s.ID[:])
	for i := range raw.C {
		ok = ok && decode(raw.C[i], s.Commitments[i][:])
		if raw.X[i] != nil {
			s.Sealed[i] = new([32]byte)
			ok = ok && decode(*raw.X[i], s.Sealed[i][:])
		}
	}
	if !ok || !bytes.Equal(s.Marshal(), text) {
		return nil, errors.New("the stub is not in its canonical form")
	}
	return s, nil
}

// decode fills into from base64 text of exactly its length.
func decode(text string, into []byte) bool {
	raw, err := base64.StdEncoding.DecodeString(text)
	return err == nil && copy(into, raw) == len(into) && len(raw) == len(into)
}

// pae joins a type and a text so that neither can be taken for the other (DSSE,
// pre-authentication encoding): what is signed names its own type.
func pae(mediaType string, text []byte) []byte {
	return fmt.Appendf(nil, "DSSEv1 %d %s %d %s", len(mediaType), mediaType, len(text), text)
}

// Signed is the message an author signs over a stub.
func Signed(stub []byte) []byte { return pae(stubType, stub) }

// A Receipt is what the register notes when an act comes in: who signed, and
// when it went on record. The leaf commits to it under a salt, because a bare
// signature would give its author away to whoever tries the known keys.
type Receipt struct {
	Signature
	Recorded time.Time // to the millisecond, UTC
	Salt     Salt
}

// timeForm is how an instant on record is written.
const timeForm = "2006-01-02T15:04:05.000Z"

// Seal is the commitment to the receipt that stands in the leaf.
func (r *Receipt) Seal() [32]byte { return r.sealAt([]byte(r.Recorded.UTC().Format(timeForm))) }

// sealAt is the seal of a receipt whose instant is written out already.
func (r *Receipt) sealAt(instant []byte) [32]byte {
	return committed(r.Salt, "entente/sig/v1", []byte(r.Key), []byte(r.Form), r.Bytes, instant)
}

// LeafData is the text the register's tree is built over.
func LeafData(stub []byte, seal [32]byte) []byte {
	b := make([]byte, 0, len(stub)+1+44)
	b = append(append(b, stub...), '\n')
	return base64.StdEncoding.AppendEncode(b, seal[:])
}

// parseLeafData takes apart what LeafData joined.
func parseLeafData(data []byte) (stub []byte, seal [32]byte, err error) {
	i := bytes.LastIndexByte(data, '\n')
	if i < 0 || !decode(string(data[i+1:]), seal[:]) || !bytes.Equal(LeafData(data[:i], seal), data) {
		return nil, seal, errors.New("leaf data is not a stub and a commitment")
	}
	return data[:i], seal, nil
}

// leafHash is the leaf of RFC 6962 over the leaf data.
func leafHash(stub []byte, seal [32]byte) tlog.Hash {
	var room [44]byte
	h := sha256.New()
	h.Write([]byte{0})
	h.Write(stub)
	h.Write([]byte{'\n'})
	base64.StdEncoding.Encode(room[:], seal[:])
	h.Write(room[:])
	var sum tlog.Hash
	h.Sum(sum[:0])
	return sum
}
