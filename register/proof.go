package register

import (
	"encoding/json"
	"errors"
	"fmt"

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
		o.Receipt = &openReceipt{r.Key, r.Form, r.Bytes, r.Recorded.UTC().Format(timeForm), r.Salt[:]}
	}
	return o
}

// MarshalProof writes an act with its inclusion proof (C2SP tlog-proof). The extra
// data is the opening of what the reader may see.
func MarshalProof(e *Entry, path tlog.RecordProof, signed []byte) []byte {
	extra, err := json.Marshal(openingOf(e))
	if err != nil {
		panic(err) // bytes and text only
	}
	p := proof.TLogProof{Index: uint64(e.Seq), Checkpoint: signed, ExtraData: extra}
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
