package register

import (
	"crypto/rand"
	"crypto/subtle"

	"entente/act"
)

// A Draft is an act laid out in portions and signed, not yet on record.
type Draft struct {
	Stub      []byte
	Signature Signature
	Portions  [Portions]Portion
}

// Draft lays an act out and signs it for the actor the key speaks for. The act's
// base is the register's present state.
func (r *Register) Draft(a *act.Act, as As, key *Key) (*Draft, error) {
	st := r.state.Load()
	k, err := st.rules.signing(key.Public.Fingerprint(), st.tree.size)
	if err != nil {
		return nil, err
	}
	return NewDraft(a, as, key, k.For, r.origin, Base{st.tree.size, st.root})
}

// NewDraft lays an act out and signs it, away from the register: its origin and a
// state of it the author has seen are all that is needed.
func NewDraft(a *act.Act, as As, key *Key, signer, origin string, base Base) (*Draft, error) {
	ps, err := divide(a, signer, as)
	if err != nil {
		return nil, err
	}
	s := Stub{Base: base, Log: origin}
	rand.Read(s.ID[:])
	for i := range ps {
		s.Commitments[i] = ps[i].Commitment()
	}
	d := &Draft{Stub: s.Marshal(), Portions: ps}
	d.Signature, err = key.Sign(Signed(d.Stub))
	return d, err
}

// maxPortions bounds an act's portions together.
const maxPortions = 1 << 20

// Admitted is a draft that has passed every check that needs no writer, and what of
// its row is known before it has a number: the bytes that were checked are those that
// are stored, and the writer, who is one, need not lay them out.
type Admitted struct {
	*Draft
	heading *Heading
	act     *act.Act
	row     Row
	salt    Salt // of its receipt
}

// Admit checks a draft: the one screen that decides what may come in. What
// depends on acts still in the queue, the writer checks again.
func (r *Register) Admit(d *Draft) (*Admitted, error) {
	st := r.state.Load()
	stub, err := ParseStub(d.Stub)
	if err != nil {
		return nil, refused("%v", err)
	}
	if stub.Log != r.origin {
		return nil, refused("the act was signed for the register %s, and this is %s", stub.Log, r.origin)
	}
	size := 0
	for i := range d.Portions {
		p := &d.Portions[i]
		size += len(p.Head) + len(p.Bytes)
		sum := p.Commitment()
		if p.State != Present || subtle.ConstantTimeCompare(sum[:], stub.Commitments[i][:]) == 0 {
			return nil, refused("the %s is not the one that was signed", PortionNames[i])
		}
		if err := wellFormed(i, p); err != nil {
			return nil, refused("%s: %v", PortionNames[i], err)
		}
	}
	if size > maxPortions {
		return nil, refused("the act has %d bytes, more than %d; keep documents beside the register and cite them", size, maxPortions)
	}
	a, h, err := unite(&d.Portions)
	if err != nil {
		return nil, refused("%v", err)
	}
	key, err := st.rules.signing(d.Signature.Key, st.tree.size)
	if st.tree.size == 0 {
		key, err = st.rules.clone().genesisOf(a, d.Signature.Key)
	}
	if err != nil {
		return nil, err
	}
	if err := maySpeak(key, h); err != nil {
		return nil, err
	}
	if err := key.Key.verify(Signed(d.Stub), d.Signature); err != nil {
		return nil, refused("%s: %v", h.ID, err)
	}
	row := Row{ID: stub.ID[:], Stub: d.Stub, Portions: packPortions(&d.Portions)}
	h.index(&row, a)
	return &Admitted{d, h, a, row, NewSalt()}, r.onBase(st, stub.Base)
}

// wellFormed checks a portion's head and JSON against the profile.
func wellFormed(i int, p *Portion) error {
	head, err := p.head()
	if err != nil {
		return err
	}
	if err := checkProfile(p.Head); err != nil {
		return err
	}
	if head.Index != i || head.Type != mediaPrefix+PortionNames[i]+mediaSuffix {
		return refused("its head says portion %d, %s", head.Index, head.Type)
	}
	if len(p.Bytes) == 0 && i != PortionHeader {
		return nil
	}
	return checkProfile(p.Bytes)
}

// maySpeak compares what an act claims with the actor its key speaks for.
func maySpeak(k *KeyState, h *Heading) error {
	if h.ID == "" {
		return refused("the act has no id")
	}
	if h.Signer != k.For {
		return refused("%s is signed for %s with a key of %s", h.ID, h.Signer, k.For)
	}
	if House(h.Kind) != (h.Initiative == "") {
		return refused("%s: the register's own acts, and only they, belong to no initiative", h.ID)
	}
	actor := string(h.Actor)
	switch h.As {
	case Own:
		if actor != "" && actor != k.For {
			return refused("%s is an act of %s, signed with a key of %s; only a key of %s makes it its own. Enter it as reported, or as deposited by the custodian", h.ID, actor, k.For, actor)
		}
	case Reported:
		if actor == k.For {
			return refused("%s is an act of %s itself: it does not report it, it does it", h.ID, actor)
		}
	case Deposited:
		if !k.Custodian {
			return refused("%s: only the custodian keeps deposited instruments, and %s is not it", h.ID, k.For)
		}
	default:
		return refused("%s: an act is its signer's own, deposited or reported, not %q", h.ID, h.As)
	}
	return nil
}

// onBase checks that the history the author saw is this register's.
func (r *Register) onBase(st *state, b Base) error {
	if b.Size < 0 || b.Size > st.tree.size {
		return refused("the act stands on %d acts, and the register has %d: its author saw another register", b.Size, st.tree.size)
	}
	root, err := r.rootAt(st, b.Size)
	if err != nil {
		return err
	}
	if root != b.Root {
		return refused("the act stands on another history: with %d acts the register's root was %s, not %s", b.Size, root, b.Root)
	}
	return nil
}

// genesisOf reads the first act of a register.
func (r *rules) genesisOf(a *act.Act, fingerprint string) (*KeyState, error) {
	b, ok := a.Body.(*KeyAct)
	if !ok {
		return nil, refused("the first act must introduce the custodian's key")
	}
	return r.genesis(b, fingerprint)
}
