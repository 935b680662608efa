package register

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"entente/act"
	"entente/marking"
)

// The portions of an act. Each has a marking of its own and is committed to with
// a salt of its own, so that each can be shown, withheld or erased alone. All
// four are always there, empty or not: their number says nothing.
const (
	PortionHeader   = iota // who did what sort of act when, and who signed it
	PortionBody            // what it says
	PortionEvidence        // source, speaker, chain, quote, grade
	PortionComment         // the analyst's remark
	Portions
)

// PortionNames are the words for the portions, as markings name them.
var PortionNames = [Portions]string{"header", "body", "evidence", "comment"}

// Salt hides a commitment's content from guessing; one for each portion, never
// used again.
type Salt [32]byte

// NewSalt draws a salt.
func NewSalt() (s Salt) {
	rand.Read(s[:])
	return s
}

// Portion is one portion as signed: Head and Bytes are the exact bytes committed
// to. Erased portions have neither, nor a salt; what is left is the commitment in
// the stub.
type Portion struct {
	Head  []byte // {"i":1,"mark":"PAK SECRET","type":"…"}
	Bytes []byte // JSON of the profile; empty when the portion is empty
	Salt  Salt
	State PortionState
}

// PortionState says whether the content is here.
type PortionState byte

// The states.
const (
	Present  PortionState = iota // content and salt are here
	Withheld                     // kept back from this reader
	Erased                       // deleted by an act of erasure
)

const (
	mediaPrefix = "application/vnd.entente."
	mediaSuffix = "+json"
)

// portionHead is the JSON of a portion's head.
type portionHead struct {
	Index int    `json:"i"`
	Mark  string `json:"mark"`
	Type  string `json:"type"`
}

// Marking is the portion's marking; unmarked when the head cannot be read.
func (p *Portion) Marking() marking.Marking {
	marks.Lock()
	m, known := marks.of[string(p.Head)]
	marks.Unlock()
	if known {
		return m
	}
	if h, err := p.head(); err == nil {
		m = marking.Parse(h.Mark)
	}
	marks.Lock()
	defer marks.Unlock()
	if len(marks.of) == mostMarks {
		clear(marks.of)
	}
	marks.of[string(p.Head)] = m
	return m
}

// marks keeps the markings of heads that were read: many portions have the same, and
// each is asked for its marking once for every reader.
var marks = struct {
	sync.Mutex
	of map[string]marking.Marking
}{of: map[string]marking.Marking{}}

const mostMarks = 1 << 15

func (p *Portion) head() (h portionHead, err error) {
	return h, strict(p.Head, &h)
}

// Commitment is HMAC-SHA256 over head and bytes under the portion's salt.
func (p *Portion) Commitment() [32]byte {
	return committed(p.Salt, "entente/portion/v1", p.Head, p.Bytes)
}

// committed is HMAC-SHA256(salt, label 00 | u64 length part | …).
func committed(salt Salt, label string, parts ...[]byte) (sum [32]byte) {
	var room [64]byte
	h := hmac.New(sha256.New, salt[:])
	h.Write(append(append(room[:0], label...), 0))
	for _, p := range parts {
		h.Write(binary.BigEndian.AppendUint64(room[:0], uint64(len(p))))
		h.Write(p)
	}
	h.Sum(sum[:0])
	return sum
}

// As says in what quality the signer puts an act on record.
type As string

// The qualities.
const (
	Own       As = "own"       // the signer is the actor: it is the actor's own word
	Deposited As = "deposited" // the depositary certifies that it holds the actor's own instrument
	Reported  As = "reported"  // the signer tells of another actor's act: a statement of the signer, with its sources
)

// Heading is the JSON of the header portion.
type Heading struct {
	Version     int             `json:"v"`
	Signer      string          `json:"signer"` // the actor the signing key speaks for
	As          As              `json:"as"`
	Initiative  string          `json:"initiative,omitempty"` // empty for the register's own acts
	ID          string          `json:"id"`
	Kind        act.Kind        `json:"kind"`
	Actor       act.ActorRef    `json:"actor,omitempty"`
	On          string          `json:"on,omitempty"`
	Recorded    string          `json:"recorded,omitempty"` // as the author wrote it; the register's own instant is in the receipt
	Capacity    act.Capacity    `json:"capacity,omitempty"`
	Attribution act.Attribution `json:"attribution,omitempty"`
	Marking     string          `json:"marking,omitempty"` // as the author wrote it
}

// bodyJSON, evidenceJSON and commentJSON are the JSON of the other portions.
type (
	bodyJSON struct {
		Body any    `json:"body,omitempty"`
		Says string `json:"says,omitempty"`
	}
	commentJSON struct {
		Note string `json:"note,omitempty"`
	}
)

// evidenceKeys are the header fields of an act that are evidence.
var evidenceKeys = []string{"speaker", "via", "told_to", "source", "quote", "grade", "quality"}

// divide lays an act out in portions, each with its marking and a fresh salt.
func divide(a *act.Act, signer string, as As) ([Portions]Portion, error) {
	var out [Portions]Portion
	if a.Body == nil {
		return out, fmt.Errorf("%s has no body", a.ID)
	}
	header := Heading{1, signer, as, a.Initiative, a.ID, a.Kind, a.Actor, a.On.String(), a.Recorded.String(), a.Capacity, a.Attribution, a.Marking}
	evidence := map[string]any{}
	for _, key := range evidenceKeys {
		if f := fieldFor(reflect.ValueOf(&a.Header).Elem(), key); !f.IsZero() {
			evidence[key] = plainValue(f)
		}
	}
	marks := portionMarks(a.Marking, signer)
	for i, v := range []any{header, bodyJSON{bodyOf(a), a.Says}, evidence, commentJSON{a.Note}} {
		text, err := canonical(v)
		if err != nil {
			return out, fmt.Errorf("%s of %s: %w", PortionNames[i], a.ID, err)
		}
		if string(text) == "{}" {
			text = nil
		}
		head, err := canonical(portionHead{i, marks[i].String(), mediaPrefix + PortionNames[i] + mediaSuffix})
		if err != nil {
			return out, err
		}
		out[i] = Portion{Head: head, Bytes: text, Salt: NewSalt()}
	}
	return out, nil
}

// unite reads an act back from its portions. Portions that are not open leave
// their fields empty; without a body the act's body is nil.
func unite(ps *[Portions]Portion) (*act.Act, *Heading, error) {
	var h Heading
	if ps[PortionHeader].State != Present {
		return nil, nil, ErrNotCleared
	}
	if err := strict(ps[PortionHeader].Bytes, &h); err != nil {
		return nil, nil, fmt.Errorf("header: %w", err)
	}
	if h.Version != 1 {
		return nil, nil, fmt.Errorf("header: version %d is not known here", h.Version)
	}
	a := &act.Act{ID: h.ID, Kind: h.Kind, Initiative: h.Initiative}
	a.Actor, a.Capacity, a.Attribution, a.Marking = h.Actor, h.Capacity, h.Attribution, h.Marking
	for _, d := range []struct {
		text string
		into *act.Date
	}{{h.On, &a.On}, {h.Recorded, &a.Recorded}} {
		if d.text == "" {
			continue
		}
		var err error
		if *d.into, err = act.ParseDate(d.text); err != nil {
			return nil, nil, fmt.Errorf("header: %w", err)
		}
	}
	if p := ps[PortionBody]; p.State == Present {
		m, err := portionObject(p)
		if err != nil {
			return nil, nil, fmt.Errorf("body: %w", err)
		}
		a.Says, _ = m["says"].(string)
		body, _ := m["body"].(map[string]any)
		a.Body = readBody(h.Kind, body)
	}
	if p := ps[PortionEvidence]; p.State == Present {
		m, err := portionObject(p)
		for key := range m {
			if !slices.Contains(evidenceKeys, key) {
				err = fmt.Errorf("unknown key %q", key)
			}
		}
		if err == nil {
			err = fill(reflect.ValueOf(&a.Header).Elem(), m)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("evidence: %w", err)
		}
	}
	if p := ps[PortionComment]; p.State == Present {
		m, err := portionObject(p)
		if err != nil {
			return nil, nil, fmt.Errorf("comment: %w", err)
		}
		a.Note, _ = m["note"].(string)
	}
	return a, &h, nil
}

func portionObject(p Portion) (map[string]any, error) {
	if len(p.Bytes) == 0 {
		return nil, nil
	}
	return object(p.Bytes)
}
