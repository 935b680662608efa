package register

import (
	"encoding/binary"
	"errors"
	"time"
)

// Receipts and portions are stored as fields one after the other, each led by its
// length as 32 bits, high byte first.

func packField(b, field []byte) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(field))), field...)
}

var errTruncated = errors.New("a field is cut short")

func unpackField(b []byte) (field, rest []byte, err error) {
	if len(b) < 4 {
		return nil, nil, errTruncated
	}
	n := binary.BigEndian.Uint32(b)
	if uint64(len(b)-4) < uint64(n) {
		return nil, nil, errTruncated
	}
	return b[4 : 4+n], b[4+n:], nil
}

// packAt lays a receipt out: key, form, signature, instant, salt.
func (r *Receipt) packAt(instant []byte) []byte {
	b := make([]byte, 0, 256)
	b = packField(b, []byte(r.Key))
	b = packField(b, []byte(r.Form))
	b = packField(b, r.Bytes)
	b = packField(b, instant)
	return packField(b, r.Salt[:])
}

func unpackReceipt(b []byte) (r Receipt, err error) {
	var fields [5][]byte
	for i := range fields {
		if fields[i], b, err = unpackField(b); err != nil {
			return r, err
		}
	}
	r.Key, r.Form, r.Bytes = string(fields[0]), Form(fields[1]), fields[2]
	if r.Recorded, err = time.Parse(timeForm, string(fields[3])); err != nil {
		return r, err
	}
	if copy(r.Salt[:], fields[4]) != len(r.Salt) || len(fields[4]) != len(r.Salt) || len(b) != 0 {
		return r, errTruncated
	}
	return r, nil
}

// packPortions lays portions out: for each its state, head, bytes and salt.
func packPortions(ps *[Portions]Portion) []byte {
	n := 0
	for i := range ps {
		n += 1 + 12 + len(ps[i].Head) + len(ps[i].Bytes) + 32
	}
	b := make([]byte, 0, n)
	for i := range ps {
		p := &ps[i]
		b = append(b, byte(p.State))
		if p.State == Present {
			b = packField(packField(packField(b, p.Head), p.Bytes), p.Salt[:])
		}
	}
	return b
}

func unpackPortions(b []byte) (ps [Portions]Portion, err error) {
	for i := range ps {
		p := &ps[i]
		if len(b) == 0 {
			return ps, errTruncated
		}
		p.State, b = PortionState(b[0]), b[1:]
		if p.State != Present {
			if p.State != Erased {
				return ps, errors.New("a portion is in no known state")
			}
			continue
		}
		var salt []byte
		if p.Head, b, err = unpackField(b); err != nil {
			return ps, err
		}
		if p.Bytes, b, err = unpackField(b); err != nil {
			return ps, err
		}
		if salt, b, err = unpackField(b); err != nil {
			return ps, err
		}
		if copy(p.Salt[:], salt) != len(p.Salt) || len(salt) != len(p.Salt) {
			return ps, errTruncated
		}
	}
	if len(b) != 0 {
		return ps, errors.New("something follows the portions")
	}
	return ps, nil
}
