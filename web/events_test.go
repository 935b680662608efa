package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"
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
	if before == after || len(before) != len(after) || observer.since(path) == observer.since(path) {
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
