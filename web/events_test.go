package web

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/site"
)

var since = regexp.MustCompile(`<live-page [^>]*(since="([\w-]+)")`)

// since is the bookmark a page bears.
func (b *browser) since(path string) string {
	b.Helper()
	m := since.FindStringSubmatch(b.get(path).body)
	if m == nil {
		b.Fatalf("%s bears no bookmark", path)
	}
	return "since=" + m[2]
}

// What comes on record after a page was made and before it listens is heard at once; what
// its reader may not see is not, and its bookmark tells nothing of it.
func TestNothingIsMissedBetweenPageAndStream(t *testing.T) {
	if !Scripted() {
		t.Skip("SKIPPED: no bundle of scripts (npm ci --prefix web): no page listens")
	}
	h := open(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	secretary, observer := h.as("secretary"), h.as("observer")
	const path = "/case/iraq-2007"
	seen, before := secretary.since(path), observer.since(path)
	h.file(ctx, "hidden-word", "CONFIDENTIAL")
	after := observer.since(path)
	h.file(ctx, "open-word", "UNCLASSIFIED")

	all := h.stream(ctx, secretary, seen, "case=iraq-2007")
	for _, want := range []string{"hidden-word", "open-word"} {
		if got := <-all; !strings.Contains(got, want) {
			t.Errorf("the secretary hears %q, want %s", got, want)
		}
	}
	for _, from := range []string{before, after} {
		if got := <-h.stream(ctx, observer, from); !strings.Contains(got, "open-word") {
			t.Errorf("the observer hears %q first", got)
		}
	}
	if again := observer.since(path); before == after || len(before) != len(after) || again == observer.since(path) {
		t.Errorf("bookmarks can be compared: %s, %s", before, after)
	}
	for _, strange := range []string{"since=" + strings.Repeat("A", 48), "since=x%0d%0adata:%20forged", "since=" + seen[len("since="):len(seen)-2] + "AA"} {
		if got := <-h.stream(ctx, secretary, strange); got != "{}" {
			t.Errorf("%s: the stream says %q, want that all is to be asked for anew", strange, got)
		}
	}
	elsewhere := h.stream(ctx, secretary, seen, "case=gaza-isf-2025")
	h.file(ctx, "later-word", "UNCLASSIFIED")
	select {
	case got := <-elsewhere:
		t.Errorf("who looks at another case hears %q", got)
	case <-time.After(300 * time.Millisecond):
	}
}

// A stream ends with the session or token it came by, and when its person may read
// otherwise than before.
func TestStreamEndsWithItsReader(t *testing.T) {
	h := open(t)
	v := func(b *browser) *visit {
		secret := b.cookies[sessionCookie]
		return &visit{s: h.server, r: requestWith(sessionCookie, secret)}
	}
	b := h.as("pakistan")
	x := v(b)
	first := x.stillIn()
	if first == nil || !first.SeesAs(x.stillIn()) {
		t.Fatal("who is in is not found")
	}
	p, err := h.site.Person("pakistan")
	if err != nil {
		t.Fatal(err)
	}
	officer, err := h.site.Person("secretary")
	if err != nil {
		t.Fatal(err)
	}
	lower := *p
	lower.Level = 0
	if err := h.site.Change(officer, lower); err != nil {
		t.Fatal(err)
	}
	if now := x.stillIn(); now != nil && now.SeesAs(first) {
		t.Error("whose level was lowered reads on as before")
	}
	b.post("/sign-out")
	if x.stillIn() != nil {
		t.Error("who has signed out is still in")
	}
}

func requestWith(cookie, value string) *http.Request {
	r := httptest.NewRequest("GET", "/events", nil)
	r.AddCookie(&http.Cookie{Name: cookie, Value: value})
	return r
}

// On /events and /v1/events no reader hears a word of what he may not see: of acts of every
// kind and marking that come on record while he listens he hears of those he may see.
func TestEventsTellNothing(t *testing.T) {
	acts := plan(nil, "a")
	w := grow(t, acts[:6])
	key, err := site.SigningKey(w.site.Dir(), "")
	if err != nil {
		t.Fatal(err)
	}
	from := map[string]string{}
	for _, x := range eyes {
		from[x.person.Name] = w.site.Reader(&x.person).Bookmark()
	}
	for _, p := range append(acts[6:], sown{initiative: "open", id: "the-last-act", actor: "PAK", marks: acts[0].marks}) {
		a := p.act()
		d, err := w.site.Register().Draft(a, site.Quality(a, "SECRETARIAT", true), key)
		if err != nil {
			t.Fatal(err)
		}
		if r, err := w.site.Append(t.Context(), d); err != nil || r.Err != nil {
			t.Fatal(a.ID, err, r.Err)
		}
	}
	heard := 0
	for i := range eyes {
		x := &eyes[i]
		hidden := w.hiddenWords(x, acts)
		var said []string
		for _, path := range []string{"/events?since=", "/v1/events?since="} {
			r := w.listen(x.person.Name, path+from[x.person.Name])
			words := spoken.FindAllString(strings.ToLower(r), -1)
			for _, word := range words {
				if slices.Contains(hidden, word) {
					t.Errorf("%s hears %q on %s", x.person.Name, word, path)
				}
			}
			said = append(said, strings.Join(words, " "))
			heard += len(words)
		}
		if said[0] != said[1] {
			t.Errorf("%s hears other things by the API:\n%s\n%s", x.person.Name, said[0], said[1])
		}
	}
	if heard < 100 {
		t.Errorf("%d words were heard: the test says little", heard)
	}
}

// listen hears a stream up to the last act, which is for everybody.
func (w *world) listen(name, path string) string {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.Context(), time.Minute)
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, "GET", "http://entente.example"+path, nil)
	r.AddCookie(&http.Cookie{Name: sessionCookie, Value: w.cookies[name]})
	rec := &listener{httptest.NewRecorder(), cancel}
	w.server.ServeHTTP(rec, r)
	if !strings.Contains(rec.Body.String(), "the-last-act") {
		w.Errorf("%s does not hear the last act on %s: %d", name, path, rec.Code)
	}
	return rec.Body.String()
}

// listener gives a stream up at the last act.
type listener struct {
	*httptest.ResponseRecorder
	stop func()
}

func (l *listener) Flush() {
	l.ResponseRecorder.Flush()
	if bytes.Contains(l.Body.Bytes(), []byte("the-last-act")) {
		l.stop()
	}
}
