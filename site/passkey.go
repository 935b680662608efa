package site

import (
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"entente/register"
)

// Passkey is a key on somebody's device or stick that signs in without a password.
type Passkey struct {
	ID    string // names it in lists
	Label string
	Made  time.Time
	Used  time.Time // zero when never
}

// relying is the site as passkeys know it: they are bound to the name of its
// address, https://entente.example, so that no other site can ask for them. The
// device makes sure of the person each time, by finger, face or number.
func relying(origin string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(origin)
	if err != nil {
		return nil, err
	}
	return webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: "Entente", RPOrigins: []string{origin},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired,
		},
	})
}

// holder is a person as the library knows it.
type holder struct {
	*Person
	handle []byte // random, so that a device tells nobody who the person is
	keys   []webauthn.Credential
}

func (h *holder) WebAuthnID() []byte                         { return h.handle }
func (h *holder) WebAuthnName() string                       { return h.Name }
func (h *holder) WebAuthnDisplayName() string                { return h.Title }
func (h *holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

func (s *Site) holder(p *Person) (*holder, error) {
	rows, err := s.db.Query("SELECT handle, credential FROM passkey WHERE name = ?", p.Name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	h := &holder{Person: p}
	for rows.Next() {
		var text string
		var key webauthn.Credential
		if err := rows.Scan(&h.handle, &text); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(text), &key); err != nil {
			return nil, err
		}
		h.keys = append(h.keys, key)
	}
	if h.handle == nil {
		h.handle = make([]byte, 32)
		rand.Read(h.handle)
	}
	return h, rows.Err()
}

// offered is what a person's device has to answer to when a passkey is made.
type offered struct {
	Handle  []byte
	Session *webauthn.SessionData
}

// OfferPasskey begins making a passkey: options are for navigator.credentials.create,
// the ceremony's secret comes back with the device's answer.
func (s *Site) OfferPasskey(p *Person, origin string) (options []byte, ceremony string, err error) {
	site, err := relying(origin)
	if err != nil {
		return nil, "", err
	}
	h, err := s.holder(p)
	if err != nil {
		return nil, "", err
	}
	creation, session, err := site.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()))
	if err != nil {
		return nil, "", err
	}
	if ceremony, err = s.begin("passkey made", p.Name, offered{h.handle, session}); err != nil {
		return nil, "", err
	}
	options, err = json.Marshal(creation.Response)
	return options, ceremony, err
}

// KeepPasskey checks the answer of the device, and keeps its public key.
func (s *Site) KeepPasskey(p *Person, origin, ceremony, label string, answer []byte) error {
	site, err := relying(origin)
	if err != nil {
		return err
	}
	var o offered
	name, err := s.finish("passkey made", ceremony, &o)
	if err != nil {
		return err
	}
	if name != p.Name {
		return ErrProof
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrProof, err)
	}
	h, err := s.holder(p)
	if err != nil {
		return err
	}
	h.handle = o.Handle
	key, err := site.CreateCredential(h, *o.Session, parsed)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrProof, err)
	}
	text, err := json.Marshal(key)
	if err != nil {
		return err
	}
	_, err = s.db.Exec("INSERT INTO passkey SELECT ?,?,?,?,?,?,0 WHERE NOT EXISTS (SELECT 1 FROM passkey WHERE id = ?)",
		key.ID, p.Name, o.Handle, clipped(label), string(text), s.now().UnixMilli(), key.ID)
	return err
}

// AskPasskey begins signing in: options are for navigator.credentials.get.
func (s *Site) AskPasskey(origin string) (options []byte, ceremony string, err error) {
	site, err := relying(origin)
	if err != nil {
		return nil, "", err
	}
	assertion, session, err := site.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, "", err
	}
	if ceremony, err = s.begin("passkey used", "", session); err != nil {
		return nil, "", err
	}
	options, err = json.Marshal(assertion.Response)
	return options, ceremony, err
}

// SignInByPasskey checks what the device signed, and begins a session.
func (s *Site) SignInByPasskey(origin, ceremony string, answer []byte, agent string) (secret string, err error) {
	site, err := relying(origin)
	if err != nil {
		return "", err
	}
	var session webauthn.SessionData
	if _, err := s.finish("passkey used", ceremony, &session); err != nil {
		return "", err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrProof, err)
	}
	user, key, err := site.ValidatePasskeyLogin(func(id, handle []byte) (webauthn.User, error) { return s.holds(id, handle) }, session, parsed)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrProof, err)
	}
	if key.Authenticator.CloneWarning { // its counter went back: there are two of it
		return "", ErrProof
	}
	text, err := json.Marshal(key)
	if err != nil {
		return "", err
	}
	if _, err := s.db.Exec("UPDATE passkey SET credential = ?, used = ? WHERE id = ?", string(text), s.now().UnixMilli(), key.ID); err != nil {
		return "", err
	}
	return s.Begin(user.WebAuthnName(), agent)
}

// holds finds whose passkey it is.
func (s *Site) holds(id, handle []byte) (*holder, error) {
	var name string
	err := s.db.QueryRow("SELECT name FROM passkey WHERE id = ? AND handle = ?", id, handle).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, register.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	p, err := s.Person(name)
	if err != nil {
		return nil, err
	}
	return s.holder(p)
}

// Passkeys lists the passkeys of a person, the latest first.
func (s *Site) Passkeys(p *Person) ([]Passkey, error) {
	rows, err := s.db.Query("SELECT id, label, made, used FROM passkey WHERE name = ? ORDER BY made DESC, id", p.Name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Passkey
	for rows.Next() {
		var id []byte
		var k Passkey
		var made, used int64
		if err := rows.Scan(&id, &k.Label, &made, &used); err != nil {
			return nil, err
		}
		k.ID, k.Made = base64.RawURLEncoding.EncodeToString(id), time.UnixMilli(made).UTC()
		if used != 0 {
			k.Used = time.UnixMilli(used).UTC()
		}
		all = append(all, k)
	}
	return all, rows.Err()
}

// EndPasskey forgets a passkey of a person.
func (s *Site) EndPasskey(p *Person, id string) error {
	raw, err := base64.RawURLEncoding.DecodeString(id)
	if err != nil {
		return register.ErrNotFound
	}
	_, err = s.db.Exec("DELETE FROM passkey WHERE name = ? AND id = ?", p.Name, raw)
	return err
}
