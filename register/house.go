package register

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"entente/act"
	"entente/marking"
)

// The register's own acts. They belong to no initiative, are signed, marked and
// appended like every other act, and say who may sign and who may read what.

// KeyAct introduces, rotates or revokes an office's key.
type KeyAct struct {
	Event    string       `json:"event" enum:"introduce|rotate|revoke" doc:"what happens to the key"`
	For      act.ActorRef `json:"for,omitempty" doc:"the actor the key speaks for"`
	Office   string       `json:"office,omitempty" doc:"the office that holds it"`
	Key      string       `json:"key,omitempty" doc:"the key, as a line of an OpenSSH .pub file"`
	Replaces string       `json:"replaces,omitempty" doc:"fingerprint of the key rotated out or revoked"`
	Ground   string       `json:"ground,omitempty" doc:"why"`
}

// ClearanceAct says up to which level an actor's readers are cleared, and to which
// organisations' lists they belong. The latest act for a reader holds.
type ClearanceAct struct {
	Reader act.ActorRef   `json:"reader" doc:"who is cleared"`
	Level  string         `json:"level" doc:"the highest level"`
	Groups []act.ActorRef `json:"groups,omitempty" doc:"organisations whose REL TO lists include the reader"`
}

// OpeningAct publishes the opening of portions: from then on anyone may read them.
type OpeningAct struct {
	Initiative string   `json:"initiative,omitempty" doc:"the initiative of the act opened"`
	Of         string   `json:"of" doc:"the act opened"`
	Seq        int64    `json:"seq" doc:"its number on the register"`
	Portions   []string `json:"portions" doc:"the portions opened"`
	Ground     string   `json:"ground,omitempty" doc:"the decision it rests on"`
}

// ErasureAct deletes content and salt of portions; their commitments stay.
type ErasureAct struct {
	Initiative string   `json:"initiative,omitempty" doc:"the initiative of the act concerned"`
	Of         string   `json:"of" doc:"the act concerned"`
	Seq        int64    `json:"seq" doc:"its number on the register"`
	Portions   []string `json:"portions" doc:"the portions erased"`
	Ground     string   `json:"ground" doc:"the legal ground"`
}

func (*KeyAct) Kind() act.Kind       { return "register_key" }
func (*ClearanceAct) Kind() act.Kind { return "register_clearance" }
func (*OpeningAct) Kind() act.Kind   { return "register_opening" }
func (*ErasureAct) Kind() act.Kind   { return "register_erasure" }

const housePrefix = "register_"

// House reports whether a kind is one of the register's own.
func House(kind act.Kind) bool { return strings.HasPrefix(string(kind), housePrefix) }

func houseBody(kind act.Kind) (act.Body, bool) {
	switch kind {
	case "register_key":
		return new(KeyAct), true
	case "register_clearance":
		return new(ClearanceAct), true
	case "register_opening":
		return new(OpeningAct), true
	case "register_erasure":
		return new(ErasureAct), true
	}
	return nil, false
}

// KeyState is what is on record about a key.
type KeyState struct {
	Key       PublicKey
	For       string
	Office    string
	Custodian bool  // the site's own: it introduces the keys of others
	Since     int64 // number of the act that introduced it
	Until     int64 // number of the act that rotated or revoked it; 0 while in force
	Ended     string
}

// Clearance is what is on record about a reader.
type Clearance struct {
	Reader string
	Level  marking.Level
	Groups []string
	Seq    int64
}

// rules are the register's own acts folded: keys, readers, portions opened and
// erased. Like trees, they are values: fold works on a copy.
type rules struct {
	keys      map[string]*KeyState
	readers   map[string]Clearance
	opened    map[int64][Portions]bool
	erased    map[int64][Portions]bool
	custodian string
}

func (r *rules) clone() *rules {
	return &rules{maps.Clone(r.keys), maps.Clone(r.readers), maps.Clone(r.opened), maps.Clone(r.erased), r.custodian}
}

func newRules() *rules {
	return &rules{map[string]*KeyState{}, map[string]Clearance{}, map[int64][Portions]bool{}, map[int64][Portions]bool{}, ""}
}

// signing gives the key that may sign an act numbered seq, or says why it may not.
func (r *rules) signing(fingerprint string, seq int64) (*KeyState, error) {
	k, ok := r.keys[fingerprint]
	switch {
	case !ok:
		return nil, refused("the key %s is not on this register; have it introduced: entente register key DIR introduce", fingerprint)
	case k.Until != 0 && k.Until <= seq:
		return nil, refused("the key %s of %s was %s by act %d; sign with a key that is in force", fingerprint, k.For, k.Ended, k.Until)
	}
	return k, nil
}

// fold lets one of the register's own acts take effect. It refuses what its
// signer may not do; the rules are then as before.
func (r *rules) fold(seq int64, signer *KeyState, body act.Body) error {
	switch b := body.(type) {
	case *KeyAct:
		return r.foldKey(seq, signer, b)
	case *ClearanceAct:
		level, ok := marking.ParseLevel(b.Level)
		if !ok {
			return refused("%q is not a level", b.Level)
		}
		if !signer.Custodian {
			return refused("readers are cleared by the custodian %s, not by %s", r.custodian, signer.For)
		}
		groups := make([]string, len(b.Groups))
		for i, g := range b.Groups {
			groups[i] = string(g)
		}
		r.readers[string(b.Reader)] = Clearance{string(b.Reader), level, groups, seq}
	case *OpeningAct:
		return set(r.opened, b.Seq, seq, b.Portions)
	case *ErasureAct:
		if b.Ground == "" {
			return refused("an erasure names its legal ground")
		}
		return set(r.erased, b.Seq, seq, b.Portions)
	default:
		return refused("this program does not know what %T does to the register", body)
	}
	return nil
}

// set marks portions of an earlier act.
func set(m map[int64][Portions]bool, of, seq int64, portions []string) error {
	if of >= seq || of < 0 {
		return refused("act %d does not stand before act %d", of, seq)
	}
	marks := m[of]
	for _, name := range portions {
		i := slices.Index(PortionNames[:], name)
		if i < 0 {
			return refused("there is no portion %q; the portions are %s", name, strings.Join(PortionNames[:], ", "))
		}
		marks[i] = true
	}
	m[of] = marks
	return nil
}

func (r *rules) foldKey(seq int64, signer *KeyState, b *KeyAct) error {
	old := r.keys[b.Replaces]
	if b.Event != "introduce" {
		switch {
		case old == nil:
			return refused("the key %q is not on this register", b.Replaces)
		case old.Until != 0:
			return refused("the key %s was already %s by act %d", b.Replaces, old.Ended, old.Until)
		case !signer.Custodian && old.For != signer.For:
			return refused("a key of %s cannot be revoked or rotated by %s", old.For, signer.For)
		}
	}
	var fresh *KeyState
	if b.Event != "revoke" {
		key, err := ParsePublicKey(b.Key)
		if err != nil {
			return refused("%v", err)
		}
		if taken, ok := r.keys[key.Fingerprint()]; ok {
			return refused("the key %s is already on this register, for %s", key.Fingerprint(), taken.For)
		}
		fresh = &KeyState{Key: key, For: string(b.For), Office: b.Office, Since: seq}
		switch {
		case b.For == "":
			return refused("a key speaks for an actor: name it")
		case b.Event == "rotate" && old.For != fresh.For:
			return refused("a key of %s cannot take over from one of %s", fresh.For, old.For)
		case !signer.Custodian && signer.For != fresh.For:
			return refused("%s cannot introduce a key for %s; the custodian %s or %s itself can", signer.For, fresh.For, r.custodian, fresh.For)
		}
		if old != nil {
			fresh.Custodian = old.Custodian
		}
	}
	switch b.Event {
	case "introduce":
	case "rotate":
		r.end(old, seq, "rotated out")
	case "revoke":
		if old.Custodian && r.custodians() == 1 {
			return refused("the last key of the custodian cannot be revoked; rotate it")
		}
		r.end(old, seq, "revoked")
	default:
		return refused("a key can be introduced, rotated or revoked, not %q", b.Event)
	}
	if fresh != nil {
		r.keys[fresh.Key.Fingerprint()] = fresh
	}
	return nil
}

func (r *rules) custodians() (n int) {
	for _, k := range r.keys {
		if k.Custodian && k.Until == 0 {
			n++
		}
	}
	return n
}

// end replaces a key's state by one that is over; states are shared with older
// rules and never changed.
func (r *rules) end(k *KeyState, seq int64, how string) {
	over := *k
	over.Until, over.Ended = seq, how
	r.keys[k.Key.Fingerprint()] = &over
}

// genesis makes the first act's key the custodian's: act 0 introduces the key it
// is signed with.
func (r *rules) genesis(b *KeyAct, fingerprint string) (*KeyState, error) {
	key, err := ParsePublicKey(b.Key)
	if err != nil {
		return nil, refused("%v", err)
	}
	if b.Event != "introduce" || key.Fingerprint() != fingerprint || b.For == "" {
		return nil, refused("the first act must introduce the custodian's key, signed with it")
	}
	k := &KeyState{Key: key, For: string(b.For), Office: b.Office, Custodian: true}
	r.keys[fingerprint], r.custodian = k, k.For
	return k, nil
}

// String says what a key is for.
func (k *KeyState) String() string {
	s := fmt.Sprintf("%s for %s", k.Key.Fingerprint(), k.For)
	if k.Office != "" {
		s += " (" + k.Office + ")"
	}
	if k.Until != 0 {
		s += fmt.Sprintf(", %s by act %d", k.Ended, k.Until)
	}
	return s
}

// sortedKeys lists keys in the order they were introduced.
func sortedKeys(keys map[string]*KeyState) []*KeyState {
	list := slices.Collect(maps.Values(keys))
	slices.SortFunc(list, func(a, b *KeyState) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), strings.Compare(a.Key.Fingerprint(), b.Key.Fingerprint()))
	})
	return list
}
