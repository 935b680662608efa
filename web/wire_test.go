package web

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"entente/site"
)

// What no browser sends, on the wire itself: no answer is a failure, and none leads
// elsewhere or lets what was sent into its headers.
func TestRawRequests(t *testing.T) {
	h := open(t)
	address := strings.TrimPrefix(h.url, "http://")
	for _, sent := range []string{
		"GET http://evil.example/sign-in HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"GET //evil.example/%2e%2e HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /\\evil.example HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /case/..%2f..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /assets/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /assets/..;/site.db HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /v1/cases/%2e%2e%2f%2e%2e%2fregister HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /sign-in?to=%0d%0aSet-Cookie:%20evil=1 HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /sign-in HTTP/1.1\r\nHost: x\r\nX-Any: a\rSet-Cookie: evil=1\r\n\r\n",
		"GET /sign-in HTTP/1.1\r\nHost: x\r\nHost: evil.example\r\n\r\n",
		"GET /sign-in HTTP/1.1\r\nHost: evil.example/../x y\r\n\r\n",
		"GET /sign-in HTTP/1.1\r\n\r\n",
		"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
		"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"TRACE /sign-in HTTP/1.1\r\nHost: x\r\nCookie: entente-session=evil\r\n\r\n",
		"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 40\r\n\r\nname",
		"POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzz\r\nGET /evil HTTP/1.1\r\n\r\n",
		"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: -1\r\n\r\n",
		"GET /sign-in HTTP/9.9\r\nHost: x\r\n\r\n",
		"GET /sign-in\r\n\r\n",
		"GET /" + strings.Repeat("a", 200_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /sign-in HTTP/1.1\r\nHost: x\r\nCookie: " + strings.Repeat("a=b; ", 20_000) + "\r\n\r\n",
		"GET /sign-in HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("A: b\r\n", 20_000) + "\r\n",
		"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
	} {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		c.SetDeadline(time.Now().Add(20 * time.Second))
		go func() { // the site may answer before it has read all
			io.WriteString(c, sent)
			c.(*net.TCPConn).CloseWrite()
		}()
		resp, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil { // it has hung up
			c.Close()
			continue
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		c.Close()
		to := resp.Header.Get("Location")
		if resp.StatusCode >= 500 && resp.StatusCode != 501 && resp.StatusCode != 505 || strings.HasPrefix(to, "//") || strings.HasPrefix(to, "http") || strings.Contains(fmt.Sprint(resp.Header), "evil=1") ||
			strings.Contains(string(body), "root:") || resp.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%.80q is answered %d, to %q, with %v", sent, resp.StatusCode, to, resp.Header)
		}
	}
	b := h.browser()
	b.holds(b.get("/sign-in"), 200)
	if strings.Contains(h.log.String(), `"panic"`) {
		t.Errorf("something panicked:\n%s", h.log)
	}
}

// A session that somebody else put into a browser is not the one its person gets: each
// signing in begins another, and no request makes one of a name it chose.
func TestSessionsAreNotFixed(t *testing.T) {
	h := open(t)
	victim := h.browser()
	victim.cookies[sessionCookie] = "chosen-by-somebody-else"
	if r := victim.get("/"); r.status != 303 {
		t.Errorf("a session that nobody began answers %d", r.status)
	}
	attacker := h.as("observer")
	theirs := attacker.cookies[sessionCookie]
	victim.cookies[sessionCookie] = theirs
	r := victim.post("/sign-in", "name", "secretary", "password", h.people["secretary"], "to", "/")
	if r.status != 303 || victim.cookies[sessionCookie] == theirs || len(victim.cookies[sessionCookie]) < 40 {
		t.Errorf("signing in keeps the session that was there: %d", r.status)
	}
	attacker.holds(attacker.get("/account"), 200, "Observer")
	if strings.Contains(attacker.get("/account").body, "Secretary of the exercise") {
		t.Error("the session that was planted became the victim's")
	}
	set := r.header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(set, want) {
			t.Errorf("the cookie of a session is %q, without %s", set, want)
		}
	}
	if strings.Contains(set, "Domain=") {
		t.Errorf("other machines get the cookie too: %q", set)
	}
	secure := New(h.site, Options{URL: "https://entente.example"})
	form := url.Values{"name": {"secretary"}, "password": {h.people["secretary"]}}
	q := httptest.NewRequest("POST", "https://entente.example/sign-in", strings.NewReader(form.Encode()))
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	rec := httptest.NewRecorder()
	secure.ServeHTTP(rec, q)
	if !strings.Contains(rec.Header().Get("Set-Cookie"), "Secure") || rec.Header().Get("Strict-Transport-Security") == "" {
		t.Errorf("by https the cookie is %q", rec.Header().Get("Set-Cookie"))
	}
	before := victim.cookies[sessionCookie]
	victim.post("/sign-out")
	victim.cookies[sessionCookie] = before
	if r := victim.get("/"); r.status != 303 {
		t.Errorf("after signing out the old session answers %d", r.status)
	}
}

// Who guesses one-time links is slowed down, for the right one too, and others are not.
func TestLinksAreNotGuessed(t *testing.T) {
	h := open(t)
	if err := h.site.AddPerson(site.Person{Name: "guest", Role: site.Observer}, ""); err != nil {
		t.Fatal(err)
	}
	link, err := h.site.Invite("guest", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(from, method, path string) int {
		r := httptest.NewRequest(method, path, nil)
		r.RemoteAddr = from
		rec := httptest.NewRecorder()
		h.server.ServeHTTP(rec, r)
		return rec.Code
	}
	for _, method := range []string{"GET", "POST"} {
		from := map[string]string{"GET": "10.1.1.1:1", "POST": "10.1.1.2:1"}[method]
		var last int
		for i := range 12 {
			last = ask(from, method, fmt.Sprintf("/welcome/%s%02d", link[:len(link)-2], i))
		}
		if last != 429 || ask(from, "GET", "/welcome/"+link) != 429 {
			t.Errorf("the twelfth guess by %s is answered %d", method, last)
		}
	}
	if code := ask("10.1.1.3:1", "GET", "/welcome/"+link); code != 200 {
		t.Errorf("who has the link is answered %d meanwhile", code)
	}
	if len(link) < 43 {
		t.Errorf("a link has %d characters", len(link))
	}
}

// Programs that ask too often are told so as a problem, and when to ask again.
func TestProgramsTooOften(t *testing.T) {
	h := open(t)
	p := h.program("pakistan", site.ScopeRead)
	var last answer
	for range 400 {
		if last = p.send("GET", "/v1/me", ""); last.status != 200 {
			break
		}
	}
	if p.want(last, 429); last.header.Get("Retry-After") == "" || last.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("too many requests are answered %v", last.header)
	}
}
