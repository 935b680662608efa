package web

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/act"
	"entente/register"
	"entente/site"
	"entente/site/demo"
)

// house is a demonstration that is served, for tests.
type house struct {
	*testing.T
	site   *site.Site
	server *Server
	url    string
	people map[string]string // name: password
	log    *bytes.Buffer
}

func open(t *testing.T) *house { return openWith(t, func(string) {}) }

// openWith is open with more in the folder.
func openWith(t *testing.T, prepare func(dir string)) *house {
	t.Helper()
	dir, people := demonstration(t)
	prepare(dir)
	s, err := site.Open(dir, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := &house{T: t, site: s, people: map[string]string{}, log: &bytes.Buffer{}}
	for _, p := range people {
		h.people[p.Name] = p.Password
	}
	x := New(s, Options{Log: slog.New(slog.NewJSONHandler(h.log, nil)), Patience: time.Minute})
	h.server = x
	server := httptest.NewServer(x)
	h.url = server.URL
	t.Cleanup(func() {
		x.Stop()
		server.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// made is the demonstration that is made once, and copied for each test.
var made = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "entente-web-")
	if err == nil {
		dir = filepath.Join(dir, "demo")
		_, err = demo.Make(context.Background(), dir)
	}
	return dir, err
})

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := made(); err == nil {
		os.RemoveAll(filepath.Dir(dir))
	}
	os.Exit(code)
}

// demonstration gives a demonstration of the test's own.
func demonstration(t *testing.T) (string, []demo.Persona) {
	t.Helper()
	from, err := made()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "demo")
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "guard-is-at"), []byte(filepath.Join(dir, "guard")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	people, err := demo.Make(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir, people
}

// browser is somebody's browser: it keeps cookies and follows no redirect.
type browser struct {
	*house
	cookies map[string]string
}

func (h *house) browser() *browser { return &browser{h, map[string]string{}} }

// as is the browser of somebody who has signed in.
func (h *house) as(name string) *browser {
	h.Helper()
	b := h.browser()
	if r := b.post("/sign-in", "name", name, "password", h.people[name], "to", "/"); r.status != 303 || r.to != "/" {
		h.Fatalf("%s cannot sign in: %d %s", name, r.status, r.to)
	}
	return b
}

// answer is what came back.
type answer struct {
	status int
	to     string
	header http.Header
	body   string
}

func (b *browser) get(path string) answer { return b.do("GET", path, nil) }

func (b *browser) post(path string, pairs ...string) answer {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return b.do("POST", path, form)
}

func (b *browser) do(method, path string, form url.Values, headers ...string) answer {
	b.Helper()
	r, err := http.NewRequest(method, b.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range resp.Cookies() {
		b.cookies[c.Name] = c.Value
	}
	return answer{resp.StatusCode, resp.Header.Get("Location"), resp.Header, string(body)}
}

// holds fails when an answer has another status, or lacks one of the texts.
func (b *browser) holds(r answer, status int, texts ...string) {
	b.Helper()
	if r.status != status {
		b.Errorf("status %d, want %d", r.status, status)
	}
	for _, text := range texts {
		if !strings.Contains(r.body, text) {
			b.Errorf("the page does not say %q", text)
		}
	}
}

func TestPages(t *testing.T) {
	b := open(t).as("secretary")
	for _, p := range []struct {
		path  string
		texts []string
	}{
		{"/", []string{"Since your last visit", "Waits for you", "At risk", "International Stabilization Force for Gaza"}},
		{"/case/gaza-isf-2025", []string{"Who is in, contingent and out", `id="why-PAK"`, "Pakistan", "The road map", "<svg"}},
		{"/case/gaza-isf-2025/actors", []string{"Candidates", "Others who act in this case", "Hamas"}},
		{"/case/gaza-isf-2025/charter", []string{"The five questions"}},
		{"/case/iraq-2007/decisions", []string{"Decisions"}},
		{"/case/gaza-isf-2025/timeline", []string{"dated acts in force", "2025-10-28"}},
		{"/case/gaza-isf-2025/sources", []string{`id="source-seed-2"`, "/case/gaza-isf-2025/act/pak-minister-in-process"}},
		{"/case/gaza-isf-2025/act/pak-minister-in-process", []string{"<mark>It is in process</mark>", "Khawaja Asif", "Deposited with SECRETARIAT"}},
		{"/sessions", []string{"this one"}},
	} {
		r := b.get(p.path)
		t.Log(p.path)
		b.holds(r, 200, p.texts...)
		if strings.Contains(r.body, "⟨") {
			t.Errorf("%s: a sentence is missing from the catalogue: %s", p.path, r.body[strings.Index(r.body, "⟨"):][:60])
		}
		for _, never := range []string{" style=", "<style", "onclick", "javascript:"} {
			if strings.Contains(r.body, never) {
				t.Errorf("%s holds %q, which the policy forbids", p.path, never)
			}
		}
	}
}

// Every why leads to acts, and every act it leads to is there.
func TestWhyLeadsToTheSource(t *testing.T) {
	b := open(t).as("secretary")
	links := regexp.MustCompile(`href="(/case/[^"?#]+/act/[^"?#]+)"`).FindAllStringSubmatch(b.get("/case/gaza-isf-2025").body, -1)
	if len(links) < 20 {
		t.Fatalf("the picture leads to %d acts", len(links))
	}
	seen := map[string]bool{}
	for _, l := range links {
		if !seen[l[1]] {
			b.holds(b.get(l[1]), 200)
		}
		seen[l[1]] = true
	}
}

func TestAnotherDay(t *testing.T) {
	b := open(t).as("secretary")
	r := b.get("/case/gaza-isf-2025?at=2025-10-31")
	b.holds(r, 200, "What was in force on 2025-10-31", "Nothing can be changed here", `href="/case/gaza-isf-2025/actors?at=2025-10-31"`)
	b.holds(b.get("/case/gaza-isf-2025?known=2001"), 404)
	b.holds(b.get("/case/gaza-isf-2025?at=yesterday"), 400, "at=yesterday is not a day. Write it as 2025-11-30")
	b.holds(b.post("/sessions/end?at=2025-10-31", "id", "x"), 409, "A past day accepts no writes")
}

func TestSignIn(t *testing.T) {
	h := open(t)
	b := h.browser()
	if r := b.get("/case/iraq-2007?at=2007-05"); r.status != 303 || r.to != "/sign-in?to=%2Fcase%2Firaq-2007%3Fat%3D2007-05" {
		t.Errorf("who has not signed in is led to %q (%d)", r.to, r.status)
	}
	for _, name := range []string{"secretary", "nobody-of-that-name"} {
		r := b.post("/sign-in", "name", name, "password", "not the right one at all")
		b.holds(r, 401, "The name or the password is not right", `value="`+name+`"`)
	}
	if r := b.post("/sign-in", "name", "secretary", "password", h.people["secretary"], "to", "//elsewhere.example/"); r.to != "/" {
		t.Errorf("signing in leads off the site, to %q", r.to)
	}
	b.holds(b.get("/"), 200, "secretary")
	b.post("/sign-out")
	if r := b.get("/"); r.status != 303 {
		t.Errorf("after signing out the start page answers %d", r.status)
	}
}

// The link of a fresh site makes one officer, once, and gives it nothing to read.
func TestFirstOfficer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "fresh")
	secret, public, err := register.NewLogKey("fresh.example/site")
	if err != nil {
		t.Fatal(err)
	}
	w, err := site.Found(dir, secret, public, site.Founding{Origin: "fresh.example/site", Keeper: "SECRETARIAT"})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := site.Open(dir, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	server := httptest.NewServer(New(s, Options{}))
	defer server.Close()
	b := (&house{T: t, site: s, url: server.URL}).browser()
	link, err := s.Invite("", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	path := "/welcome/" + link
	b.holds(b.get(path), 200, "You become the first officer")
	b.holds(b.post(path, "name", "first", "title", "First", "password", "short"), 422, "the password has 5 characters; use at least 12", `value="first"`)
	if r := b.post(path, "name", "first", "title", "First", "password", "four or five words"); r.status != 303 || r.to != "/" {
		t.Fatalf("the first officer is not let in: %d %s", r.status, r.body)
	}
	b.holds(b.get("/"), 200, "There is no case that you may see")
	b.holds(b.get(path), 410, "This link works no more")
	if _, err := s.Invite("", time.Hour); err == nil {
		t.Error("a second first officer is invited")
	}
}

// What a reader may not see is told apart from what is not there by nothing.
func TestNothingOfWhatMayNotBeSeen(t *testing.T) {
	h := open(t)
	secretary, observer := h.as("secretary"), h.as("observer")
	const hidden = "/case/alliance-2016/act/overtures"
	secretary.holds(secretary.get(hidden), 200, "EXERCISE//SECRETARIAT CONFIDENTIAL//REL TO PAK, SAU")
	without := func(r answer) string {
		body := unmarked(strings.ReplaceAll(r.body, "not-there-x", "overtures"))
		return regexp.MustCompile(`[A-Z2-7]{12}`).ReplaceAllString(body, "ID")
	}
	seen, absent := observer.get(hidden), observer.get("/case/alliance-2016/act/not-there-x")
	if seen.status != 404 || without(seen) != without(absent) {
		t.Errorf("a hidden act answers %d, otherwise than one that is not there", seen.status)
	}
	for _, path := range []string{"/", "/case/alliance-2016", "/case/alliance-2016/actors", "/case/alliance-2016/timeline", "/case/alliance-2016/sources"} {
		r := observer.get(path)
		observer.holds(r, 200)
		for _, trace := range []string{"early Saudi overtures", "/act/overtures", "withheld", "CONFIDENTIAL"} {
			if strings.Contains(r.body, trace) {
				t.Errorf("%s tells the observer of %q", path, trace)
			}
		}
	}
}

func TestForgedOnAnotherSite(t *testing.T) {
	b := open(t).as("secretary")
	r := b.do("POST", "/sign-out", url.Values{}, "Sec-Fetch-Site", "cross-site")
	if r.status != 403 {
		t.Errorf("a request forged on another site answers %d", r.status)
	}
	b.holds(b.get("/"), 200)
}

func TestHeaders(t *testing.T) {
	r := open(t).browser().get("/sign-in")
	for name, want := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"} {
		if got := r.header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Error("the policy lets in what is unsafe")
	}
}

func TestTooOften(t *testing.T) {
	b := open(t).browser()
	var last answer
	for range 12 {
		last = b.post("/sign-in", "name", "secretary", "password", "a guess of somebody")
	}
	b.holds(last, 429, "Wait ten seconds")
}

// The log says what was asked for by the pattern of its route, and nothing of what
// is on the record.
func TestLogHoldsNoContent(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	b.get("/case/alliance-2016/act/overtures?at=2016")
	b.get("/case/not-there-at-all")
	for _, trace := range []string{"alliance", "overtures", "not-there", "2016", "secretary"} {
		if strings.Contains(h.log.String(), trace) {
			t.Errorf("the log holds %q:\n%s", trace, h.log)
		}
	}
	if !strings.Contains(h.log.String(), `"route":"GET /case/{case}/act/{act}"`) {
		t.Errorf("the log does not name the route:\n%s", h.log)
	}
}

func TestEvents(t *testing.T) {
	h := open(t)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	secretary, observer := h.stream(ctx, h.as("secretary")), h.stream(ctx, h.as("observer"))
	h.file(ctx, "hidden-word", "CONFIDENTIAL")
	h.file(ctx, "open-word", "UNCLASSIFIED")
	for _, want := range []string{"hidden-word", "open-word"} {
		if got := <-secretary; !strings.Contains(got, want) {
			t.Errorf("the secretary hears %q, want %s", got, want)
		}
	}
	if got := <-observer; !strings.Contains(got, "open-word") {
		t.Errorf("the observer hears %q first", got)
	}
}

// stream gives the data lines of a browser's stream of events.
func (h *house) stream(ctx context.Context, b *browser, query ...string) <-chan string {
	h.Helper()
	r, err := http.NewRequestWithContext(ctx, "GET", h.url+"/events?"+strings.Join(query, "&"), nil)
	if err != nil {
		h.Fatal(err)
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		h.Fatal(err)
	}
	h.Cleanup(func() { resp.Body.Close() })
	lines, body := make(chan string, 10), bufio.NewReader(resp.Body)
	for line := ""; line != "\n"; { // its first message
		if line, err = body.ReadString('\n'); err != nil {
			h.Fatal(err)
		}
	}
	go func() {
		defer close(lines)
		var text string
		buf := make([]byte, 4096)
		for {
			n, err := body.Read(buf)
			text += string(buf[:n])
			for {
				line, rest, whole := strings.Cut(text, "\n")
				if !whole {
					break
				}
				text = rest
				if data, ok := strings.CutPrefix(line, "data: "); ok {
					lines <- data
				}
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}

// file puts a statement of the secretariat on record.
func (h *house) file(ctx context.Context, id, mark string) {
	h.Helper()
	key, err := site.SigningKey(h.site.Dir(), "")
	if err != nil {
		h.Fatal(err)
	}
	a := &act.Act{ID: id, Kind: "statement", Initiative: "iraq-2007", Body: &act.Statement{}}
	a.Actor, a.On, a.Says, a.Marking = "SECRETARIAT", act.MustDate("2026-11-28"), "A word of the secretariat.", mark
	d, err := h.site.Register().Draft(a, register.Own, key)
	if err != nil {
		h.Fatal(err)
	}
	if result, err := h.site.Append(ctx, d); err != nil || result.Err != nil {
		h.Fatal(err, result.Err)
	}
}

func TestHealth(t *testing.T) {
	h := open(t)
	b := h.browser()
	b.holds(b.get("/healthz"), 200, "ok")
}

// The templates written are those their sources give.
func TestTemplatesAreGenerated(t *testing.T) {
	dir := t.TempDir()
	for _, name := range templates(t) {
		src, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), src, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command("go", "tool", "-modfile=../tools/go.mod", "templ", "generate", "-path", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, name := range templates(t) {
		name = strings.TrimSuffix(name, ".templ") + "_templ.go"
		got, err1 := os.ReadFile(filepath.Join(dir, name))
		want, err2 := os.ReadFile(name)
		if err1 != nil || err2 != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what its source gives: go generate ./web (%v, %v)", name, err1, err2)
		}
	}
}

func templates(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("*.templ")
	if err != nil || len(names) == 0 {
		t.Fatal("no templates: ", err)
	}
	return names
}
