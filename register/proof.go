package register

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/transparency-dev/formats/proof"
	"golang.org/x/mod/sumdb/tlog"
)

// opening is what a reader holds of an act: the leaf data, and the content of the
// portions it may read. It is the extra data of an act.proof and the open part of
// a bundle's lines. JSON; bytes are base64.
type opening struct {
	Leaf     []byte           `json:"leaf"`              // leaf data: stub, line end, sealed receipt
	Receipt  *openReceipt     `json:"receipt,omitempty"` // with the header only
	Portions []*openedPortion `json:"portions"`          // null where withheld or erased
}

type openReceipt struct {
	Key      string `json:"key"`
	Form     Form   `json:"form"`
	Sig      []byte `json:"sig"`
	Recorded string `json:"recorded"`
	Salt     []byte `json:"salt"`
	Public   string `json:"public,omitempty"` // the signer's key, in an act.proof only: a bundle has the acts that introduce keys
}

type openedPortion struct {
	Head  []byte `json:"head"`
	Bytes []byte `json:"bytes"`
	Salt  []byte `json:"salt"`
	State string `json:"state,omitempty"` // "erased"
}

// openingOf gives what an entry shows.
func openingOf(e *Entry) *opening {
	o := &opening{Leaf: LeafData(e.Stub, e.Seal)}
	for i := range e.Portions {
		p := &e.Portions[i]
		switch p.State {
		case Present:
			o.Portions = append(o.Portions, &openedPortion{Head: p.Head, Bytes: p.Bytes, Salt: p.Salt[:]})
		case Erased:
			o.Portions = append(o.Portions, &openedPortion{State: "erased"})
		default:
			o.Portions = append(o.Portions, nil)
		}
	}
	if e.Portions[PortionHeader].State == Present {
		r := &e.Receipt
		o.Receipt = &openReceipt{Key: r.Key, Form: r.Form, Sig: r.Bytes, Recorded: r.Recorded.UTC().Format(timeForm), Salt: r.Salt[:]}
	}
	return o
}

// WriteProof writes an act, as a reader may see it, with its inclusion proof (C2SP
// tlog-proof). The extra data is the opening, with the key the act is signed with.
func (r *Register) WriteProof(w io.Writer, e *Entry) error {
	path, _, signed, err := r.Prove(e.Seq)
	if err != nil {
		return err
	}
	o := openingOf(e)
	if k, ok := r.state.Load().rules.keys[e.Receipt.Key]; ok && o.Receipt != nil {
		o.Receipt.Public = k.Key.String()
	}
	_, err = w.Write(marshalProof(e.Seq, o, path, signed))
	return err
}

func marshalProof(seq int64, o *opening, path tlog.RecordProof, signed []byte) []byte {
	extra, err := json.Marshal(o)
	if err != nil {
		panic(err) // bytes and text only
	}
	p := proof.TLogProof{Index: uint64(seq), Checkpoint: signed, ExtraData: extra}
	for _, h := range path {
		p.Hashes = append(p.Hashes, h)
	}
	return p.Marshal()
}

var errNotProof = errors.New("it is not a proof this program can read")

// parseProof reads what MarshalProof wrote, and nothing else.
func parseProof(text []byte) (*proof.TLogProof, *opening, error) {
	var p proof.TLogProof
	if err := p.Unmarshal(text); err != nil {
		return nil, nil, fmt.Errorf("%w: %v", errNotProof, err)
	}
	if string(p.Marshal()) != string(text) {
		return nil, nil, fmt.Errorf("%w: it is not in its one canonical form", errNotProof)
	}
	o, err := parseOpening(p.ExtraData)
	return &p, o, err
}

func parseOpening(text []byte) (*opening, error) {
	var o opening
	if err := strict(text, &o); err != nil {
		return nil, fmt.Errorf("the opening cannot be read: %w", err)
	}
	if again, err := json.Marshal(&o); err != nil || string(again) != string(text) {
		return nil, errors.New("the opening is not in its one canonical form")
	}
	if len(o.Portions) != Portions {
		return nil, errors.New("the opening has not four portions")
	}
	return &o, nil
}

// VerifyProof verifies an act's proof against a policy, and nothing else. The act
// is as much of it as the proof opens.
func VerifyProof(text []byte, p *Policy) (*Report, *Entry, error) {
	pr, o, err := parseProof(text)
	if err != nil {
		return nil, nil, altered("%v", err)
	}
	base, log, by, err := p.Open(pr.Checkpoint)
	if err != nil {
		return nil, nil, err
	}
	rep := &Report{Origin: log.Name(), Base: base, Witnesses: by}
	if pr.Index >= uint64(base.Size) {
		return rep, nil, altered("the proof is for act %d, and the checkpoint covers %d", pr.Index, base.Size)
	}
	path := make(tlog.RecordProof, len(pr.Hashes))
	for i, h := range pr.Hashes {
		path[i] = h
	}
	e, err := o.entry(int64(pr.Index))
	if err != nil {
		return rep, nil, err
	}
	if err := tlog.CheckRecord(path, base.Size, base.Root, int64(pr.Index), leafHash(e.Stub, e.Seal)); err != nil {
		return rep, nil, altered("act %d: the proof does not lead to the checkpoint's root", pr.Index)
	}
	stub, err := ParseStub(e.Stub)
	if err != nil || stub.Log != log.Name() {
		return rep, nil, altered("act %d was signed for another register (%v)", pr.Index, err)
	}
	rep.count(e)
	if e.Act == nil || o.Receipt.Public == "" {
		rep.Unsigned = 1
		return rep, e, nil
	}
	key, err := ParsePublicKey(o.Receipt.Public)
	if err != nil || key.String() != o.Receipt.Public || key.Fingerprint() != e.Receipt.Key {
		return rep, nil, altered("act %d: the key in the proof is not the one it is signed with (%v)", pr.Index, err)
	}
	if err := key.verify(Signed(e.Stub), e.Receipt.Signature); err != nil {
		return rep, nil, altered("act %d: %v", pr.Index, err)
	}
	rep.Signatures, rep.Key = 1, e.Receipt.Key
	return rep, e, nil
}
