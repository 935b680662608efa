package web

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"entente/register"
)

// What is on record, in addresses and in forms may be written to run in a page: it is
// shown as it is written, and the policy of every answer lets nothing of it run.
func TestScriptsOnRecordAreWords(t *testing.T) {
	const script = `<script>alert(1)</script><img src=x onerror=alert(2)>"'>javascript:alert(3)`
	acts := plan(nil, "a")
	for i := range acts {
		for j := range acts[i].words {
			if j != register.PortionHeader {
				acts[i].words[j] = script
			}
		}
	}
	w := grow(t, acts)
	asked, answers, _ := w.crawl("pakistan")
	said := 0
	for _, q := range asked {
		r := answers[q]
		said += strings.Count(r.body, "&lt;script&gt;alert(1)")
		w.runsNothing(q, r)
	}
	if said < 50 {
		t.Errorf("the words were said %d times: the test says little", said)
	}
	for _, path := range []string{"/search?q=", "/case/open?at=", "/case/open/what-if?option.x=", "/sign-in?to=", "/people/", "/case/", "/case/open/act/", "/help?page="} {
		for _, name := range []string{"officer", ""} {
			q := request{method: "GET", path: path + url.QueryEscape(script)}
			w.runsNothing(q, w.ask(name, q))
		}
	}
	for _, q := range []request{
		{method: "POST", path: "/people", body: url.Values{"name": {script}, "title": {script}, "actor": {script}, "role": {script}, "level": {script}}.Encode()},
		{method: "POST", path: "/sign-in", body: url.Values{"name": {script}, "password": {script}, "to": {"javascript:alert(1)"}}.Encode()},
		{method: "POST", path: "/settings", body: url.Values{"language": {script}, "theme": {script}, "back": {"javascript:alert(1)"}}.Encode()},
	} {
		q.kind = "application/x-www-form-urlencoded"
		r := w.ask("officer", q)
		w.runsNothing(q, r)
		if strings.Contains(r.to, "javascript:") {
			t.Errorf("%s leads to %s", q, r.to)
		}
	}
}

func (w *world) runsNothing(q request, r answer) {
	w.Helper()
	if r.header.Get("Content-Security-Policy") != policy {
		w.Errorf("%s has the policy %q", q, r.header.Get("Content-Security-Policy"))
	}
	if !strings.HasPrefix(r.header.Get("Content-Type"), "text/html") {
		return
	}
	for _, never := range []string{"<script>alert", "<img src=x", `href="javascript:`, `action="javascript:`, ` onerror="`} {
		if strings.Contains(r.body, never) {
			w.Errorf("%s shows %q", q, never)
		}
	}
}

// No path leads out of the site, and no header into an answer.
func TestPathsAndHeaders(t *testing.T) {
	w := grow(t, plan(nil, "a")[:4])
	for _, path := range []string{
		"/assets/..%2f..%2f..%2fetc%2fpasswd", "/assets/%2e%2e/%2e%2e/etc/passwd", "/case/..%2f..%2fetc%2fpasswd", "/case/%00", "/case/open%00",
		"/help?page=../../../etc/passwd", "/case/open/act/..%2f..%2f..%2fetc%2fpasswd", "/case/open/list/..%2f..%2fsite.db", "/list/%2e%2e%2fsite.db",
		"/case/" + strings.Repeat("x", 50_000), "/search?q=" + strings.Repeat("%F0%9F", 5_000), "/case/%FF%FE", "/sign-in?to=%0d%0aSet-Cookie:%20x=y", "/sign-in?to=//elsewhere.example",
	} {
		r := w.ask("officer", request{method: "GET", path: path})
		if r.status >= 500 || strings.Contains(r.body, "root:") || strings.Contains(r.body, "SQLite") || strings.Contains(r.to, "elsewhere") || r.header.Get("Set-Cookie") != "" && strings.Contains(r.header.Get("Set-Cookie"), "x=y") {
			t.Errorf("%.80s is answered %d, to %q", path, r.status, r.to)
		}
	}
	told := New(w.site, Options{URL: "https://entente.example"})
	for name, value := range map[string]string{"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Original-URL": "/people", "X-HTTP-Method-Override": "DELETE", "Forwarded": "host=evil.example", "Referer": "https://evil.example/"} {
		r := httptest.NewRequest("GET", "https://entente.example/sign-in", nil)
		r.Header.Set(name, value)
		if name == "Host" {
			r.Host = value
		}
		rec := httptest.NewRecorder()
		told.ServeHTTP(rec, r)
		if text := fmt.Sprint(rec.Header()) + rec.Body.String(); rec.Code != 200 || strings.Contains(text, "evil") {
			t.Errorf("%s: %s is answered %d, and comes back", name, value, rec.Code)
		}
	}
}

// Whatever changes something is refused when another site sent it, on every route; and
// so is what says that it comes from elsewhere.
func TestNothingIsForgedOnAnotherSite(t *testing.T) {
	w := grow(t, plan(nil, "a")[:4])
	for _, pattern := range append(pagesOf(), operations(w)...) {
		method, path, _ := strings.Cut(pattern, " ")
		if method == "GET" {
			continue
		}
		for _, from := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://elsewhere.example"},
			{"Origin", "null"}, {"Origin", "http://entente.example:81"}, {"Origin", "http://entente.example.evil.example"}} {
			name, value := from[0], from[1]
			r := httptest.NewRequest(method, "http://entente.example"+strings.NewReplacer("{", "", "}", "").Replace(path), nil)
			r.AddCookie(&http.Cookie{Name: sessionCookie, Value: w.cookies["officer"]})
			r.Header.Set(name, value)
			rec := httptest.NewRecorder()
			w.server.ServeHTTP(rec, r)
			if rec.Code != http.StatusForbidden {
				t.Errorf("%s, %s: %s, is answered %d", pattern, name, value, rec.Code)
			}
		}
	}
}

// A body larger than its route takes is refused with a page that says so, by every
// route that reads one; a gigabyte is not read.
func TestLargeBodies(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	r, err := http.NewRequest("POST", h.url+"/settings", io.LimitReader(forever{}, 1<<30))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultTransport.RoundTrip(r)
	switch {
	case err == nil:
		text, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != 413 || !strings.Contains(string(text), "Too large") {
			t.Errorf("a gigabyte is answered %d", resp.StatusCode)
		}
	case !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, syscall.EPIPE): // the site had hung up already
		t.Error(err)
	}
	for _, rt := range routes {
		if !strings.HasPrefix(rt.pattern, "POST ") || rt.most > 0 {
			continue
		}
		path := strings.NewReplacer("POST ", "", "{person}", "pakistan", "{secret}", "x", "{case}", "gaza-isf-2025", "{act}", "x").Replace(rt.pattern)
		for _, kind := range []string{"application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x"} {
			body := strings.Repeat("x", largestForm+1)
			if strings.HasPrefix(kind, "multipart") {
				body = "--x\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n" + body
			}
			rec := httptest.NewRecorder()
			r := httptest.NewRequest("POST", path, strings.NewReader(body))
			r.RemoteAddr = fmt.Sprintf("10.0.%d.%d:1", len(path), len(kind))
			r.Header.Set("Content-Type", kind)
			r.AddCookie(&http.Cookie{Name: sessionCookie, Value: b.cookies[sessionCookie]})
			h.server.ServeHTTP(rec, r)
			if rec.Code >= 500 || rt.page != nil && strings.Contains(kind, "form") && rec.Code != 413 {
				t.Errorf("%s, %s: a body that is too large is answered %d", rt.pattern, kind, rec.Code)
			}
			b = h.again(b)
		}
	}
}

// again signs in anew when a request has ended the session.
func (h *house) again(b *browser) *browser {
	if r := b.get("/sessions"); r.status == 200 {
		return b
	}
	secret, err := h.site.Begin("secretary", "a browser")
	if err != nil {
		h.Fatal(err)
	}
	b.cookies[sessionCookie] = secret
	return b
}

type forever struct{}

func (forever) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	return len(b), nil
}

// Who sends a header or a body drop by drop loses his place, and others are answered
// meanwhile. The times are those of the site's own server, made short.
func TestSlowSenders(t *testing.T) {
	w := grow(t, plan(nil, "a")[:4])
	server := New(w.site, Options{}).HTTP() // by a clock that goes
	if server.ReadHeaderTimeout == 0 || server.ReadTimeout == 0 || server.IdleTimeout == 0 || server.MaxHeaderBytes == 0 {
		t.Errorf("the server waits for ever: %+v", server)
	}
	server.ReadHeaderTimeout, server.ReadTimeout = time.Second, 2*time.Second
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(listener)
	defer server.Close()
	dial := func(first string) net.Conn {
		c, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		c.SetDeadline(time.Now().Add(30 * time.Second))
		fmt.Fprint(c, first)
		return c
	}
	var slow []net.Conn
	for range 50 {
		slow = append(slow, dial("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "))
	}
	body := dial("POST /settings HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ntheme=")
	resp, err := http.Get("http://" + listener.Addr().String() + "/healthz")
	if err != nil || resp.StatusCode != 200 {
		t.Errorf("meanwhile others are answered %v (%v)", resp, err)
	} else {
		resp.Body.Close()
	}
	for _, c := range slow {
		if _, err := io.ReadAll(c); err != nil && !errors.Is(err, syscall.ECONNRESET) {
			t.Fatalf("a slow header keeps its place: %v", err)
		}
	}
	answered, err := http.ReadResponse(bufio.NewReader(body), nil)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(answered.Body)
	if answered.StatusCode != http.StatusRequestTimeout || !strings.Contains(string(text), "Too slow") {
		t.Errorf("a slow body is answered %d\n%s", answered.StatusCode, text)
	}
}

// nonsense is what no form expects.
var nonsense = []string{"", "\x00", "\xff\xfe", strings.Repeat("a", 20_000), "' OR 1=1 --", "../../etc/passwd", "-1", "99999999999999999999", "2026-13-45", "\u202e\u0627\u0644", "{{.}}", "${7*7}", "%s%n", "\r\nX: y"}

// Every form that anybody is shown takes nonsense in every field, one at a time and in
// all at once, and answers it: never with a failure, never with nothing.
func TestEveryFormTakesNonsense(t *testing.T) {
	w := grow(t, plan(nil, "a"))
	var every []request
	for _, name := range []string{"officer", "pakistan"} {
		_, _, shown := w.crawl(name)
		every = append(every, shown...)
	}
	sent, tried := 0, map[string]bool{}
	for i, q := range every {
		like := spoken.ReplaceAllString(q.path, "X") + " " + regexp.MustCompile("=[^&]*").ReplaceAllString(q.body, "")
		if tried[like] {
			continue // the same form, for another act
		}
		tried[like] = true
		values, err := url.ParseQuery(q.body)
		if err != nil {
			t.Fatal(err)
		}
		if changesPeople(q) && strings.HasSuffix(q.path, "/end") {
			continue
		}
		name := []string{"officer", "pakistan"}[i%2]
		try := func(values url.Values) {
			w.again(name)
			sent++
			r := w.ask(name, request{q.method, q.path, q.kind, values.Encode()})
			if r.status >= 500 || r.status < 200 || r.body == "" && r.to == "" && r.status != 204 {
				t.Errorf("%s with %.200q is answered %d", q, values, r.status)
			}
		}
		keys := make([]string, 0, len(values))
		for k := range values {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for j, bad := range nonsense {
			if strings.Contains(q.path, "/file/") && (i+j)%3 > 0 {
				continue // the forms of kinds are made in one way; each takes its part of it
			}
			all := url.Values{"unknown": {bad}}
			for _, k := range keys {
				all.Set(k, bad)
			}
			try(all)
			if len(keys) > 0 {
				one := url.Values{}
				for k, v := range values {
					one[k] = v
				}
				one.Set(keys[(i+j)%len(keys)], bad)
				try(one)
			}
		}
	}
	t.Logf("%d forms, %d sendings", len(tried), sent)
	if strings.Contains(w.log.String(), `"panic"`) {
		t.Errorf("something panicked:\n%s", w.log.String())
	}
}

// Whatever is asked for, in whatever words, is answered: no failure, no panic, the
// policy on it. go test -fuzz FuzzRequest ./web goes on from here.
func FuzzRequest(f *testing.F) {
	for _, s := range [][4]string{
		{"GET", "/", "", ""}, {"GET", "/case/open?at=2025-13", "", ""}, {"GET", "/search?q=actor%3APAK", "", ""}, {"POST", "/sign-in", "application/x-www-form-urlencoded", "name=x&password=y"},
		{"POST", "/v1/assess", "application/json", `{"case":"open","assume":["fact.x=true"]}`}, {"POST", "/people", "multipart/form-data; boundary=x", "--x\r\n"}, {"GET", "/case/open/what-if?join.PAK=yes", "", ""},
		{"POST", "/account/passkey", "application/json", `{"ceremony":"x","answer":{"id":"x"}}`}, {"POST", "/sign-in/passkey", "application/json", `{"answer":[]}`}, {"GET", "/list/search.csv?q=%00", "", ""},
		{"PUT", "/v1/cases", "", ""}, {"GET", "/case/open/compare?a.at=2025&b.at=x", "", ""}, {"DELETE", "/v1/tokens/x", "", ""},
	} {
		f.Add(s[0], s[1], s[2], s[3])
	}
	w := grow(f, plan(nil, "a"))
	method := regexp.MustCompile(`^[A-Z]{1,10}$`)
	f.Fuzz(func(t *testing.T, verb, path, kind, body string) {
		if _, err := url.ParseRequestURI(path); err != nil || !method.MatchString(verb) || !strings.HasPrefix(path, "/") {
			t.Skip()
		}
		if changesPeople(request{method: verb, path: path}) {
			t.Skip()
		}
		w.TB = t
		for _, name := range []string{"officer", "observer", ""} {
			if name != "" {
				w.again(name)
			}
			r := w.ask(name, request{verb, path, kind, body})
			if r.status >= 500 || r.header.Get("Content-Security-Policy") != policy {
				t.Errorf("%s asks %s %q (%s: %q) and is answered %d", name, verb, path, kind, body, r.status)
			}
			for _, word := range spoken.FindAllString(r.plainly(), -1) {
				if name == "" && !strings.Contains(strings.ToLower(path+body), word) {
					t.Errorf("who has not signed in is told %q", word)
				}
			}
		}
	})
}
