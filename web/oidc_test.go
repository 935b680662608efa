package web

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"entente/marking"
	"entente/site"
)

// provider is an OpenID provider that runs: the example of zitadel/oidc, with two
// people in it.
type provider struct {
	*testing.T
	issuer string
}

// openWithProvider is a demonstration whose people may sign in by a provider.
func openWithProvider(t *testing.T) (*house, *provider) {
	t.Helper()
	place, err := exec.Command("go", "tool", "-modfile=../tools/go.mod", "-n", "server").Output()
	if err != nil {
		t.Skipf("SKIPPED: the provider cannot be built (go tool -modfile=tools/go.mod server): %v", err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(free.Addr().String())
	free.Close()
	p := &provider{t, "http://localhost:" + port + "/"}
	h := openWith(t, func(dir string) {
		text := fmt.Sprintf(`[{"name": "ministry", "title": "Ministry of Foreign Affairs", "issuer": %q, "client": "web", "secret": "secret"}]`, p.issuer)
		if err := os.WriteFile(filepath.Join(dir, "oidc.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	cmd := exec.Command(strings.TrimSpace(string(place)))
	cmd.Env = append(os.Environ(), "PORT="+port, "REDIRECT_URI="+h.url+returning)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	for range 200 { // it says nothing when it listens
		resp, err := http.Get(p.issuer + ".well-known/openid-configuration")
		if err == nil {
			resp.Body.Close()
			return h, p
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("the provider does not answer")
	return nil, nil
}

// vouch is what somebody does at the provider: it types its name and password, and is
// sent back. It gives the path on the site it is sent to.
func (p *provider) vouch(address, name string) string {
	p.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.Fatal(err)
	}
	var back string
	client := http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.Path, returning) {
			back = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}}
	ask := func(resp *http.Response, err error) (*url.URL, string) {
		if err != nil {
			p.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			p.Fatal(err)
		}
		return resp.Request.URL, string(body)
	}
	at, form := ask(client.Get(address))
	id := regexp.MustCompile(`name="id" value="([^"]+)"`).FindStringSubmatch(form)
	if id == nil {
		p.Fatalf("the provider shows at %s\n%s", at, form)
	}
	at, page := ask(client.PostForm(p.issuer+"login/username", url.Values{"id": {id[1]}, "username": {name}, "password": {"verysecure"}}))
	if back == "" {
		p.Fatalf("the provider does not send back, it shows at %s\n%s", at, page)
	}
	return back
}

// connects connects a signed-in person with somebody at the provider.
func (b *browser) connects(p *provider, name string) answer {
	b.Helper()
	r := b.post("/account/connect", "provider", "ministry")
	b.holds(r, 200, "You leave this site to sign in with Ministry of Foreign Affairs")
	return b.get(p.vouch(onward(b, r), name))
}

// onward is where the page before a provider leads.
func onward(b *browser, r answer) string {
	b.Helper()
	m := regexp.MustCompile(`<a class="button main" href="([^"]+)"`).FindStringSubmatch(r.body)
	if m == nil {
		b.Fatal("no way to the provider: " + r.body)
	}
	return strings.ReplaceAll(m[1], "&amp;", "&")
}

// signsIn goes from the sign-in page to the provider and back.
func (b *browser) signsIn(p *provider, name string) answer {
	b.Helper()
	b.holds(b.get("/sign-in"), 200, "Sign in with Ministry of Foreign Affairs")
	r := b.get("/sign-in/with/ministry?to=%2Fsessions")
	if r.status != 303 || !strings.HasPrefix(r.to, p.issuer) {
		b.Fatalf("the way to the provider answers %d %s", r.status, r.to)
	}
	return b.get(p.vouch(r.to, name))
}

func TestProvider(t *testing.T) {
	h, p := openWithProvider(t)
	stranger := h.browser()
	stranger.holds(stranger.signsIn(p, "test-user@localhost"), 403, "Nobody here is known by that")

	// Connected, it signs in, and to where the person wanted to go.
	secretary := h.as("secretary")
	if r := secretary.connects(p, "test-user@localhost"); r.status != 303 || r.to != "/account" {
		t.Fatalf("connecting answers %d %s\n%s", r.status, r.to, r.body)
	}
	secretary.holds(secretary.get("/account"), 200, "Disconnect from Ministry of Foreign Affairs")
	b := h.browser()
	if r := b.signsIn(p, "test-user@localhost"); r.status != 303 || r.to != "/sessions" {
		t.Fatalf("signing in answers %d %s\n%s", r.status, r.to, r.body)
	}
	b.holds(b.get("/account"), 200, "Secretary of the exercise")

	// One identity is one person's.
	pakistan := h.as("pakistan")
	pakistan.holds(pakistan.connects(p, "test-user@localhost"), 409)

	// A one-time link is used by it in place of a password, once.
	if err := h.site.AddPerson(site.Person{Name: "guest", Title: "A guest", Role: site.Observer, Level: marking.Unclassified}, ""); err != nil {
		t.Fatal(err)
	}
	link, err := h.site.Invite("guest", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	guest := h.browser()
	r := guest.post("/welcome/"+link+"/with", "provider", "ministry")
	if r = guest.get(p.vouch(onward(guest, r), "test-user2")); r.status != 303 || r.to != "/" {
		t.Fatalf("the link used with the provider answers %d %s\n%s", r.status, r.to, r.body)
	}
	guest.holds(guest.get("/account"), 200, "A guest")
	guest.holds(guest.get("/welcome/"+link), 410)

	// Disconnected, it is nobody's again.
	secretary.post("/account/disconnect", "issuer", p.issuer, "subject", "id1")
	stranger.holds(stranger.signsIn(p, "test-user@localhost"), 403)
}

// An answer is taken from the browser that asked, once, with the state it was given.
func TestProviderAnswersAreBound(t *testing.T) {
	h, p := openWithProvider(t)
	secretary := h.as("secretary")
	secretary.connects(p, "test-user@localhost")
	answered := func() (*browser, string) {
		b := h.browser()
		return b, p.vouch(b.get("/sign-in/with/ministry").to, "test-user@localhost")
	}
	b, back := answered()
	other := h.browser()
	other.holds(other.get(back), 401, "Not signed in") // carried to another browser
	other.get("/sign-in/with/ministry")
	other.holds(other.get(back), 401) // which has a proof of its own under way
	if r := b.get(back); r.status != 303 {
		t.Errorf("the browser that asked is answered %d", r.status)
	}
	b.holds(b.get(back), 401) // twice

	for name, change := range map[string][2]string{
		"another state":    {"state=", "state=x"},
		"another code":     {"code=", "code=x"},
		"another provider": {"?", "?iss=https%3A%2F%2Felsewhere.example&"},
	} {
		b, back := answered()
		if r := b.get(strings.Replace(back, change[0], change[1], 1)); r.status != 401 {
			t.Errorf("%s is answered %d", name, r.status)
		}
		if r := b.get("/"); r.status != 303 {
			t.Errorf("%s signs in", name)
		}
	}
	b = h.browser()
	b.get("/sign-in/with/ministry")
	b.holds(b.get(returning+"?error=access_denied"), 401, "given up")
	b.holds(b.get("/sign-in/with/nobody"), 404)

	// Somebody who is made to open the answer to a stranger's asking connects nothing.
	attacker := h.as("observer")
	r := attacker.post("/account/connect", "provider", "ministry")
	back = p.vouch(onward(attacker, r), "test-user2")
	secretary.cookies[proofCookie] = attacker.cookies[proofCookie]
	secretary.holds(secretary.get(back), 401)
}

// A provider that does not answer is said to, and the log holds why.
func TestProviderIsAway(t *testing.T) {
	h := openWith(t, func(dir string) {
		text := `[{"name": "ministry", "issuer": "http://127.0.0.1:9", "client": "web"}]`
		if err := os.WriteFile(filepath.Join(dir, "oidc.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	b := h.browser()
	b.holds(b.get("/sign-in/with/ministry"), 502, "It cannot be reached")
	if !strings.Contains(h.log.String(), "connection refused") {
		t.Errorf("the log does not say why:\n%s", h.log)
	}
}
