package web

import (
	"strings"
	"testing"
	"time"
)

// Where an exact answer is slow the page says so at once, shows what is known quickly and
// how far it is, asks again by itself, and can be cancelled to what is known quickly; the
// answer then comes.
func TestSlowAnswerIsSaid(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	h.server.patience = time.Nanosecond
	const path = "/case/gaza-isf-2025"
	r := b.get(path)
	b.holds(r, 200, "An exact answer about 13 candidates can take up to 20 seconds", "<progress", `href="/case/gaza-isf-2025?quick=yes"`, `id="why-PAK"`, "contingent")
	if r.header.Get("Refresh") != "2" {
		t.Errorf("the page does not look again: %q", r.header.Get("Refresh"))
	}
	q := b.get(path + "?quick=yes")
	b.holds(q, 200, "what is known quickly", "Show the whole answer", `id="why-PAK"`)
	if q.header.Get("Refresh") != "" || strings.Contains(q.body, "<progress") {
		t.Error("cancelled, the page goes on waiting")
	}
	for end := time.Now().Add(2 * time.Minute); strings.Contains(b.get(path).body, "<progress"); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the answer does not come")
		}
	}
	b.holds(b.get(path), 200, "The road map")
}
