package web

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// liar is an OpenID provider that can be told to lie in its tokens.
type liar struct {
	*testing.T
	server *httptest.Server
	key    *rsa.PrivateKey
	other  *rsa.PrivateKey
	lie    string
	asked  url.Values            // of the last authorisation
	sent   url.Values            // of the last exchange
	codes  map[string]url.Values // what was asked for, by the code it was answered with
}

func newLiar(t *testing.T) *liar {
	t.Helper()
	p := &liar{T: t, codes: map[string]url.Values{}}
	for _, k := range []**rsa.PrivateKey{&p.key, &p.other} {
		var err error
		if *k, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
			t.Fatal(err)
		}
	}
	mux := http.NewServeMux()
	say := func(w http.ResponseWriter, x any) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(x)
	}
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		at := p.server.URL
		say(w, map[string]any{"issuer": at, "authorization_endpoint": at + "/authorize", "token_endpoint": at + "/token", "jwks_uri": at + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, r *http.Request) {
		say(w, map[string]any{"keys": []any{map[string]string{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1",
			"n": base64.RawURLEncoding.EncodeToString(p.key.N.Bytes()), "e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(p.key.E)).Bytes())}}})
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		r.ParseForm()
		p.sent = r.PostForm
		challenge := sha256.Sum256([]byte(r.PostForm.Get("code_verifier")))
		code := r.PostForm.Get("code")
		asked := p.codes[code]
		if asked == nil || base64.RawURLEncoding.EncodeToString(challenge[:]) != asked.Get("code_challenge") || r.PostForm.Get("redirect_uri") != asked.Get("redirect_uri") {
			w.WriteHeader(400)
			say(w, map[string]string{"error": "invalid_grant"})
			return
		}
		delete(p.codes, code)
		say(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": p.token(asked)})
	})
	p.server = httptest.NewServer(mux)
	t.Cleanup(p.server.Close)
	return p
}

// token is what the provider says of somebody, with the lie it was told to tell.
func (p *liar) token(asked url.Values) string {
	now := time.Now()
	header := map[string]string{"alg": "RS256", "kid": "1"}
	says := map[string]any{"iss": p.server.URL, "aud": "entente", "sub": "id1", "nonce": asked.Get("nonce"), "iat": now.Unix(), "exp": now.Add(time.Minute).Unix()}
	key := p.key
	switch p.lie {
	case "another nonce":
		says["nonce"] = "of another asking"
	case "no nonce":
		delete(says, "nonce")
	case "another audience":
		says["aud"] = "another site"
	case "another issuer":
		says["iss"] = "https://elsewhere.example"
	case "expired":
		says["exp"] = now.Add(-time.Hour).Unix()
	case "nobody":
		says["sub"] = ""
	case "another key":
		key = p.other
	case "no signature":
		header["alg"] = "none"
	case "signed with the public key":
		header["alg"] = "HS256"
	}
	part := func(x any) string {
		text, _ := json.Marshal(x)
		return base64.RawURLEncoding.EncodeToString(text)
	}
	text := part(header) + "." + part(says)
	if p.lie == "no signature" {
		return text + "."
	}
	h := sha256.Sum256([]byte(text))
	sig, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, h[:])
	if err != nil {
		p.Fatal(err)
	}
	if p.lie == "changed after it was signed" {
		says["sub"] = "id2"
		text = part(header) + "." + part(says)
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(sig)
}

// vouch sends a browser back with a code, as a provider does.
func (p *liar) vouch(address string) string {
	p.Helper()
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(address, p.server.URL) {
		p.Fatalf("the site leads to %q (%v)", address, err)
	}
	p.asked = u.Query()
	code := fmt.Sprintf("code-%d", len(p.codes)+int(time.Now().UnixNano()))
	p.codes[code] = p.asked
	return returning + "?" + url.Values{"code": {code}, "state": {p.asked.Get("state")}}.Encode()
}

// What a provider answers is taken only if it is signed by it, for this site, now, and in
// answer to this very asking; and nobody can use a code twice or another's.
func TestProviderIsNotBelievedBlindly(t *testing.T) {
	p := newLiar(t)
	h := openWith(t, func(dir string) {
		text := fmt.Sprintf(`[{"name": "ministry", "issuer": %q, "client": "entente", "secret": "secret"}]`, p.server.URL)
		if err := os.WriteFile(filepath.Join(dir, "oidc.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	secretary := h.as("secretary")
	r := secretary.post("/account/connect", "provider", "ministry")
	if r = secretary.get(p.vouch(onward(secretary, r))); r.status != 303 || r.to != "/account" {
		t.Fatalf("an honest provider is answered %d %s", r.status, r.body)
	}
	signIn := func() (*browser, string) {
		b := h.browser()
		return b, p.vouch(b.get("/sign-in/with/ministry?to=//elsewhere.example").to)
	}
	b, back := signIn()
	for key, want := range map[string]string{"response_type": "code", "client_id": "entente", "code_challenge_method": "S256", "redirect_uri": h.url + returning, "scope": "openid"} {
		if got := p.asked.Get(key); got != want {
			t.Errorf("the provider is asked with %s %q, want %q", key, got, want)
		}
	}
	first := p.asked
	if r := b.get(back); r.status != 303 || r.to != "/" {
		t.Errorf("signing in answers %d and leads to %q", r.status, r.to)
	}
	if p.sent.Get("code_verifier") == "" || p.sent.Get("code_verifier") == first.Get("code_challenge") {
		t.Errorf("the code is exchanged with %v", p.sent)
	}
	signIn()
	for _, key := range []string{"state", "nonce", "code_challenge"} {
		if a, b := first.Get(key), p.asked.Get(key); a == b || len(a) < 22 {
			t.Errorf("%s is %q, then %q", key, a, b)
		}
	}
	for _, lie := range []string{"another nonce", "no nonce", "another audience", "another issuer", "expired", "nobody", "another key", "no signature", "signed with the public key", "changed after it was signed"} {
		p.lie = lie
		b, back := signIn()
		if r := b.get(back); r.status != 401 || b.cookies[sessionCookie] != "" {
			t.Errorf("%s is answered %d", lie, r.status)
		}
	}
	p.lie = ""
	// a code that was stolen is worth nothing in the thief's browser, whose asking it does not answer
	_, stolen := signIn()
	u, err := url.Parse(stolen)
	if err != nil {
		t.Fatal(err)
	}
	thief := h.browser()
	thief.get("/sign-in/with/ministry")
	mine := h.browser()
	p.vouch(mine.get("/sign-in/with/ministry").to)
	forged := url.Values{"code": {u.Query().Get("code")}, "state": {p.asked.Get("state")}}
	if r := mine.get(returning + "?" + forged.Encode()); r.status != 401 {
		t.Errorf("another's code is answered %d", r.status)
	}
	thief.holds(thief.get(stolen), 401)
	thief.holds(thief.get(returning+"?code=&state="), 401)
	if strings.Contains(h.log.String(), u.Query().Get("code")) || strings.Contains(h.log.String(), "secret\"") {
		t.Error("the log holds a code")
	}
}
