package site_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"testing"

	"entente/marking"
	"entente/site"
)

// device is an authenticator that can be told to misbehave.
type device struct {
	*testing.T
	key    *ecdsa.PrivateKey
	id     []byte
	handle []byte // of the person, as the site told it
	count  uint32
}

// ceremony is what the page hands to a device, and what the device makes of it.
type ceremony struct {
	challenge, origin, kind string
	flags                   byte
	key                     *ecdsa.PrivateKey
}

const (
	present  = 1
	verified = 4
	attested = 64
)

var b64 = base64.RawURLEncoding

// asks reads the options the site sent.
func (d *device) asks(options []byte) (challenge string) {
	d.Helper()
	var o struct {
		Challenge string
		User      struct{ ID string }
	}
	if err := json.Unmarshal(options, &o); err != nil {
		d.Fatal(err)
	}
	if o.User.ID != "" {
		var err error
		if d.handle, err = b64.DecodeString(o.User.ID); err != nil {
			d.Fatal(err)
		}
	}
	return o.Challenge
}

func (c ceremony) client() []byte {
	text, _ := json.Marshal(map[string]any{"type": c.kind, "challenge": c.challenge, "origin": c.origin, "crossOrigin": false})
	return text
}

// data is the authenticator data for a site's name.
func (d *device) data(name string, flags byte) []byte {
	h := sha256.Sum256([]byte(name))
	d.count++
	return binary.BigEndian.AppendUint32(append(h[:], flags), d.count)
}

// makes answers navigator.credentials.create, without attestation.
func (d *device) makes(c ceremony, name string) []byte {
	data := append(d.data(name, c.flags|attested), make([]byte, 16)...)
	data = append(binary.BigEndian.AppendUint16(data, uint16(len(d.id))), d.id...)
	data = append(data, 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32) // COSE: EC2, ES256, P-256
	point, err := d.key.PublicKey.ECDH()
	if err != nil {
		d.Fatal(err)
	}
	xy := point.Bytes()[1:]
	data = append(append(append(data, xy[:32]...), 0x22, 0x58, 32), xy[32:]...)
	object := append([]byte{0xa3, 0x63}, "fmt"...)
	object = append(append(object, 0x64), "none"...)
	object = append(append(append(object, 0x67), "attStmt"...), 0xa0, 0x68)
	object = append(append(object, "authData"...), 0x58, byte(len(data)))
	return d.answer(map[string]any{"clientDataJSON": b64.EncodeToString(c.client()), "attestationObject": b64.EncodeToString(append(object, data...))})
}

// uses answers navigator.credentials.get.
func (d *device) uses(c ceremony, name string) []byte {
	data := d.data(name, c.flags)
	client := sha256.Sum256(c.client())
	h := sha256.Sum256(append(append([]byte{}, data...), client[:]...))
	sig, err := ecdsa.SignASN1(rand.Reader, c.key, h[:])
	if err != nil {
		d.Fatal(err)
	}
	return d.answer(map[string]any{"clientDataJSON": b64.EncodeToString(c.client()), "authenticatorData": b64.EncodeToString(data), "signature": b64.EncodeToString(sig), "userHandle": b64.EncodeToString(d.handle)})
}

func (d *device) answer(response map[string]any) []byte {
	id := b64.EncodeToString(d.id)
	text, _ := json.Marshal(map[string]any{"id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": map[string]any{}})
	return text
}

// A passkey signs in by the answer to the very question, once, on the site it was made for,
// by the device that holds it, which has made sure of the person.
func TestPasskeysAreBound(t *testing.T) {
	w := found(t)
	const origin, name = "https://entente.example", "entente.example"
	p := site.Person{Name: "amina", Actor: "PAK", Role: site.Delegate, Level: marking.Secret}
	for _, x := range []site.Person{p, {Name: "boris", Role: site.Observer}} {
		if err := w.AddPerson(x, ""); err != nil {
			t.Fatal(err)
		}
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	d := &device{T: t, key: key, id: []byte("a credential of 16")}
	offer := func() (ceremony, string) {
		t.Helper()
		options, secret, err := w.OfferPasskey(&p, origin)
		if err != nil {
			t.Fatal(err)
		}
		return ceremony{d.asks(options), origin, "webauthn.create", present | verified, key}, secret
	}
	proof := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, site.ErrProof) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for what, change := range map[string]func(*ceremony) string{
		"made for another site's page": func(c *ceremony) string { c.origin = "https://evil.example"; return name },
		"made for another name":        func(c *ceremony) string { return "evil.example" },
		"made to another question":     func(c *ceremony) string { c.challenge = b64.EncodeToString(make([]byte, 32)); return name },
		"made as if to sign in":        func(c *ceremony) string { c.kind = "webauthn.get"; return name },
		"made without the person":      func(c *ceremony) string { c.flags = present; return name },
	} {
		c, secret := offer()
		at := change(&c)
		proof(what, w.KeepPasskey(&p, origin, secret, "phone", d.makes(c, at)))
	}
	c, secret := offer()
	answer := d.makes(c, name)
	proof("kept for somebody else", w.KeepPasskey(&site.Person{Name: "boris"}, origin, secret, "phone", answer))
	c, secret = offer()
	answer = d.makes(c, name)
	if err := w.KeepPasskey(&p, origin, secret, "phone", answer); err != nil {
		t.Fatal(err)
	}
	proof("kept twice", w.KeepPasskey(&p, origin, secret, "phone", answer))

	ask := func() (ceremony, string) {
		t.Helper()
		options, secret, err := w.AskPasskey(origin)
		if err != nil {
			t.Fatal(err)
		}
		return ceremony{d.asks(options), origin, "webauthn.get", present | verified, key}, secret
	}
	c, secret = ask()
	answer = d.uses(c, name)
	session, err := w.SignInByPasskey(origin, secret, answer, "a browser")
	if err != nil {
		t.Fatal(err)
	}
	if x, err := w.Session(session); err != nil || x.Person.Name != "amina" {
		t.Errorf("signed in is %v (%v)", x, err)
	}
	_, err = w.SignInByPasskey(origin, secret, answer, "a browser")
	proof("the same answer again", err)
	_, fresh := ask()
	_, err = w.SignInByPasskey(origin, fresh, answer, "a browser")
	proof("the same answer to another question", err)
	for what, change := range map[string]func(*ceremony) string{
		"on another site's page":  func(c *ceremony) string { c.origin = "https://evil.example"; return name },
		"for another name":        func(c *ceremony) string { return "evil.example" },
		"without the person":      func(c *ceremony) string { c.flags = present; return name },
		"with another key":        func(c *ceremony) string { c.key = other; return name },
		"as if to make a passkey": func(c *ceremony) string { c.kind = "webauthn.create"; return name },
		"with a counter that went back": func(c *ceremony) string {
			d.count = 0
			return name
		},
	} {
		c, secret := ask()
		before := d.count
		at := change(&c)
		_, err := w.SignInByPasskey(origin, secret, d.uses(c, at), "a browser")
		proof(what, err)
		d.count = max(before, d.count)
	}
	c, secret = ask()
	d.handle = []byte("another handle")
	_, err = w.SignInByPasskey(origin, secret, d.uses(c, name), "a browser")
	proof("for another person", err)
	_, err = w.SignInByPasskey(origin, "no such ceremony", []byte(`{}`), "a browser")
	proof("an answer to nothing", err)
}
