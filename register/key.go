package register

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// Form says how a signature is laid out.
type Form string

// The forms.
const (
	Ed25519 Form = "ed25519" // 64 bytes over the message (RFC 8032)
	SSHSIG  Form = "sshsig"  // OpenSSH's signature file, as ssh-keygen -Y sign makes it
)

// Namespace is what SSHSIG signatures are bound to: ssh-keygen -Y sign -n act@entente.
const Namespace = "act@entente"

// A Signature is one actor's over a stub.
type Signature struct {
	Key   string // fingerprint of the key, as ssh-keygen -l prints it: SHA256:…
	Form  Form
	Bytes []byte
}

// PublicKey is an office's key as others know it, of any type OpenSSH has.
type PublicKey struct{ key ssh.PublicKey }

// ParsePublicKey reads a line of an OpenSSH .pub file.
func ParsePublicKey(line string) (PublicKey, error) {
	k, _, _, _, err := ssh.ParseAuthorizedKey([]byte(line))
	if err != nil {
		return PublicKey{}, fmt.Errorf("not an OpenSSH public key: %w", err)
	}
	return PublicKey{k}, nil
}

// String is the key as one line of a .pub file, without remark.
func (k PublicKey) String() string {
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(k.key)))
}

// Fingerprint names the key.
func (k PublicKey) Fingerprint() string { return ssh.FingerprintSHA256(k.key) }

// verify checks a signature over a message.
func (k PublicKey) verify(message []byte, s Signature) error {
	switch s.Form {
	case Ed25519:
		c, ok := k.key.(ssh.CryptoPublicKey)
		if !ok {
			break
		}
		if pub, ok := c.CryptoPublicKey().(ed25519.PublicKey); ok {
			if ed25519.Verify(pub, message, s.Bytes) {
				return nil
			}
			return errors.New("the signature is not of this key over this act")
		}
		return errors.New("the key is not of the type its signature claims")
	case SSHSIG:
		sig, err := sshsig.ParseSignature(s.Bytes)
		if err != nil {
			return fmt.Errorf("the SSH signature cannot be read: %w", err)
		}
		if !bytes.Equal(sig.Marshal(), s.Bytes) {
			return errors.New("the SSH signature is not in its canonical form")
		}
		return sshsig.Verify(bytes.NewReader(message), sig, k.key, sig.HashAlgorithm, Namespace)
	}
	return fmt.Errorf("signatures of the form %q are not known here", s.Form)
}

// A Key signs acts for an office.
type Key struct {
	Public PublicKey
	form   Form
	secret ed25519.PrivateKey // form Ed25519
	signer ssh.Signer         // form SSHSIG
}

// NewKey makes an Ed25519 key for an office.
func NewKey() *Key {
	_, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		panic(err) // the system's random source never fails on the systems Go runs on
	}
	return edKey(secret)
}

func edKey(secret ed25519.PrivateKey) *Key {
	pub, err := ssh.NewPublicKey(secret.Public())
	if err != nil {
		panic(err) // an Ed25519 key always has an SSH form
	}
	return &Key{Public: PublicKey{pub}, form: Ed25519, secret: secret}
}

// SSH gives the same key signing in the form of ssh-keygen -Y sign.
func (k *Key) SSH() *Key {
	signer, err := ssh.NewSignerFromKey(k.secret)
	if err != nil {
		panic(err) // as in edKey
	}
	return &Key{Public: k.Public, form: SSHSIG, signer: signer}
}

// KeyFromSigner makes a key of anything that signs as OpenSSH does: an agent, a
// hardware token.
func KeyFromSigner(s ssh.Signer) *Key {
	return &Key{Public: PublicKey{s.PublicKey()}, form: SSHSIG, signer: s}
}

// Sign signs a message.
func (k *Key) Sign(message []byte) (Signature, error) {
	s := Signature{Key: k.Public.Fingerprint(), Form: k.form}
	if k.form == Ed25519 {
		s.Bytes = ed25519.Sign(k.secret, message)
		return s, nil
	}
	sig, err := sshsig.Sign(bytes.NewReader(message), k.signer, sshsig.HashSHA512, Namespace)
	if err != nil {
		return s, err
	}
	s.Bytes = sig.Marshal()
	return s, nil
}

// ReadKey reads a private key file as ssh-keygen writes it. Ed25519 keys sign
// bare, all others in the form of SSHSIG.
func ReadKey(path string) (*Key, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	raw, err := ssh.ParseRawPrivateKey(text)
	var locked *ssh.PassphraseMissingError
	if errors.As(err, &locked) {
		return nil, fmt.Errorf("%s is locked with a passphrase: load it into ssh-agent and give its .pub file instead", path)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if secret, ok := raw.(*ed25519.PrivateKey); ok {
		return edKey(*secret), nil
	}
	signer, err := ssh.NewSignerFromKey(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return KeyFromSigner(signer), nil
}

// Write keeps the key in a file only its owner may read, and its public half
// beside it. A file that is there already is left alone and reported.
func (k *Key) Write(path, remark string) error {
	block, err := ssh.MarshalPrivateKey(k.secret, remark)
	if err != nil {
		return err
	}
	if err := writeNew(path, pem.EncodeToMemory(block), 0o600); err != nil {
		return err
	}
	return writeNew(path+".pub", []byte(k.Public.String()+" "+remark+"\n"), 0o644)
}

// writeNew writes a file that must not be there yet, and makes it last. Where it
// fails there is no file.
func writeNew(path string, text []byte, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		os.Remove(path)
	}
	return err
}

// syncDir makes a folder's own entries last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// AgentKey finds a key in an ssh-agent; it signs in the form of SSHSIG.
func AgentKey(conn io.ReadWriter, public PublicKey) (*Key, error) {
	signers, err := agent.NewClient(conn).Signers()
	if err != nil {
		return nil, fmt.Errorf("ssh-agent: %w", err)
	}
	for _, s := range signers {
		if bytes.Equal(s.PublicKey().Marshal(), public.key.Marshal()) {
			return KeyFromSigner(s), nil
		}
	}
	return nil, fmt.Errorf("ssh-agent does not hold the key %s", public.Fingerprint())
}

// ArmorSSH writes a signature of the form SSHSIG as ssh-keygen -Y sign does.
func ArmorSSH(s Signature) []byte {
	sig, err := sshsig.ParseSignature(s.Bytes)
	if err != nil {
		return nil
	}
	return sshsig.Armor(sig)
}

// UnarmorSSH reads the signature file that ssh-keygen -Y sign wrote.
func UnarmorSSH(text []byte) ([]byte, error) {
	sig, err := sshsig.Unarmor(text)
	if err != nil {
		return nil, fmt.Errorf("not an SSH signature: %w", err)
	}
	return sig.Marshal(), nil
}
