package site

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"entente/act"
	"entente/phrase"
	"entente/register"
)

// heldKeys guards the making of keys.
var heldKeys sync.Mutex

// signer is for whom a person files: its actor, or the custodian.
func (s *Site) signer(p *Person) string {
	if p.Actor == "" {
		return s.w.Custodian()
	}
	return p.Actor
}

// Key is the key this site holds for whom a person files. Where it holds none yet the
// custodian makes one and introduces it on the register, so that everybody can see
// whose key it is and who holds it.
func (s *Site) Key(ctx context.Context, p *Person) (*register.Key, error) {
	who := s.signer(p)
	if who == s.w.Custodian() {
		return SigningKey(s.dir, "")
	}
	heldKeys.Lock()
	defer heldKeys.Unlock()
	path := filepath.Join(s.dir, "keys", "held-"+who+".key")
	key, err := register.ReadKey(path)
	if err == nil {
		if k, err := s.w.Speaks(key.Public.Fingerprint()); err != nil || k.For != who {
			return nil, phrase.Faultf(register.ErrRefused, "the key held here for %s is no longer in force; sign with your own", who)
		}
		return key, nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	key = register.NewKey()
	custodian, err := SigningKey(s.dir, "")
	if err != nil {
		return nil, err
	}
	a := &act.Act{ID: "key-held-" + strings.ToLower(who), Kind: "register_key", Body: &register.KeyAct{Event: "introduce", For: act.ActorRef(who),
		Office: "held by this site for its delegates", Key: key.Public.String()}}
	a.Actor, a.Marking = act.ActorRef(s.w.Custodian()), "UNCLASSIFIED"
	d, err := s.w.Draft(a, register.Own, custodian)
	if err != nil {
		return nil, err
	}
	result, err := s.Append(ctx, d)
	if err = errors.Join(err, result.Err); err != nil {
		return nil, err
	}
	return key, key.Write(path, who)
}

// As says in what quality an act goes on record when a person files it: its actor's
// own, deposited where the custodian holds the actor's own instrument, else reported.
func (s *Site) As(p *Person, a *act.Act, deposited bool) register.As {
	who := s.signer(p)
	return Quality(a, who, deposited && who == s.w.Custodian())
}

// LayOut lays an act out in portions as a person would file it, signed with the key
// the site holds; without that key where key is nil, to be signed by its author.
func (s *Site) LayOut(p *Person, a *act.Act, as register.As, key *register.Key) (*register.Draft, error) {
	unsigned := key == nil
	if unsigned {
		key = register.NewKey() // what is signed does not depend on the key
	}
	d, err := register.NewDraft(a, as, key, s.signer(p), s.w.Origin(), s.w.Head())
	if err != nil {
		return nil, err
	}
	if unsigned {
		d.Signature = register.Signature{}
	}
	return d, p.mayFile(d)
}

// Sign takes a signature made with ssh-keygen -Y sign, and finds which key of the
// author's on record it is of.
func (s *Site) Sign(p *Person, d *register.Draft, file []byte) error {
	sig, err := register.UnarmorSSH(file)
	if err != nil {
		return phrase.Faultf(register.ErrRefused, "this is no signature of ssh-keygen -Y sign: %v", err)
	}
	who := s.signer(p)
	var last error
	for _, k := range s.w.Keys() {
		if k.For != who || k.Until > 0 {
			continue
		}
		try := *d
		try.Signature = register.Signature{Key: k.Key.Fingerprint(), Form: register.SSHSIG, Bytes: sig}
		if _, last = s.w.Admit(&try); last == nil {
			*d = try
			return nil
		}
	}
	if last == nil {
		return phrase.Faultf(register.ErrRefused, "no key of %s is on record; the custodian introduces it", who)
	}
	return phrase.Faultf(register.ErrRefused, "it is not of a key of %s on record over this act (ssh-keygen -Y sign -n %s)", who, register.Namespace)
}

// WhoWillSee names the people of the site who may see all of an act once it is filed.
func (s *Site) WhoWillSee(d *register.Draft) ([]*Person, error) {
	return s.WhoMaySee(&register.Entry{Seq: -1, Portions: d.Portions})
}
