package web

import (
	"compress/gzip"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"entente/act"
	"entente/site"
)

// Everything that changes something by the API is done only while what it changes is as its
// sender saw it, and every POST that does takes a key under which it is done once.
func TestEveryChangeIsGuarded(t *testing.T) {
	h := open(t)
	h.sit("vote-9", &act.Ballot{Title: "Nine", Procedure: "unga-majority", Members: []act.ActorRef{"PAK", "EGY"}})
	b := h.as("secretary")
	p := &program{house: h, browser: b}
	draft := p.want(p.send("POST", "/v1/drafts", `{"case":"gaza-isf-2025","kind":"statement","item":{"says":"x"}}`), 201)["id"].(string)
	fill := strings.NewReplacer("{case}", "gaza-isf-2025", "{ballot}", "vote-9", "{draft}", draft, "{name}", "pakistan", "{id}", "x", "telegrams/{act}", "telegrams/25CAIRO310-sent")
	guarded := 0
	for op, id := range h.server.api.ops {
		method, path, _ := strings.Cut(op, " ")
		if !changesSomething(h.server.api, method, path) {
			continue
		}
		guarded++
		item := h.server.api.OpenAPI().Paths[path]
		described := map[string]*huma.Operation{"POST": item.Post, "PUT": item.Put, "DELETE": item.Delete}[method]
		var headers []string
		for _, x := range described.Parameters {
			headers = append(headers, x.Name)
		}
		if !slices.Contains(headers, "If-Match") || method == "POST" && !slices.Contains(headers, "Idempotency-Key") {
			t.Errorf("%s is described with the headers %v", id, headers)
		}
		size := h.site.Register().Head().Size
		r := p.send(method, fill.Replace(path), `{"case":"gaza-isf-2025"}`, "If-Match", `"another"`)
		if p.want(r, 412); h.site.Register().Head().Size != size {
			t.Errorf("%s changes the record all the same", id)
		}
	}
	if guarded < 18 {
		t.Errorf("%d operations change something", guarded)
	}
	b.holds(b.get("/sessions"), 200)

	// under a key the secret of a token is made once, and shown once
	ask := `{"label":"once","scopes":["read"]}`
	first := p.want(p.send("POST", "/v1/tokens", ask, "Idempotency-Key", "k"), 201)
	again := p.want(p.send("POST", "/v1/tokens", ask, "Idempotency-Key", "k"), 201)
	if first["secret"] == nil || again["secret"] != nil || first["id"] != again["id"] {
		t.Errorf("issued once %v, again %v", first, again)
	}
	p.want(p.send("POST", "/v1/tokens", strings.Replace(ask, "once", "twice", 1), "Idempotency-Key", "k"), 422)
	// and what was done is answered again though what it changed has changed since
	tag := p.send("GET", "/v1/drafts/"+draft, "").header.Get("ETag")
	done := p.want(p.send("POST", "/v1/drafts/"+draft+"/file", `{"now":true}`, "If-Match", tag, "Idempotency-Key", "f"), 202)
	if r := p.want(p.send("POST", "/v1/drafts/"+draft+"/file", `{"now":true}`, "If-Match", tag, "Idempotency-Key", "f"), 202); r["state"] != done["state"] {
		t.Errorf("answered again with %v", r)
	}
}

// Answers are compressed for who takes that, under a tag of their own that means the same.
func TestAnswersAreCompressed(t *testing.T) {
	h := open(t)
	p := h.program("secretary", site.ScopeRead)
	const path = "/v1/cases/gaza-isf-2025/acts?limit=500"
	plain := p.send("GET", path, "", "Accept-Encoding", "identity")
	packed := p.send("GET", path, "", "Accept-Encoding", "gzip")
	if packed.header.Get("Content-Encoding") != "gzip" || len(packed.body)*3 > len(plain.body) || packed.header.Get("ETag") == plain.header.Get("ETag") {
		t.Errorf("%d bytes are sent as %d, %v", len(plain.body), len(packed.body), packed.header)
	}
	z, err := gzip.NewReader(strings.NewReader(packed.body))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(z); err != nil || string(text) != plain.body {
		t.Errorf("unpacked it is another answer (%v)", err)
	}
	for _, r := range []answer{plain, packed} {
		if again := p.send("GET", path, "", "If-None-Match", r.header.Get("ETag"), "Accept-Encoding", "gzip"); again.status != 304 || again.body != "" {
			t.Errorf("%s is answered %d", r.header.Get("ETag"), again.status)
		}
	}
	if r := p.send("GET", "/v1/cases/gaza-isf-2025/lists/actors.xlsx", "", "Accept-Encoding", "gzip"); r.header.Get("Content-Encoding") != "" || r.status != 200 {
		t.Errorf("what is packed already is packed again: %v", r.header)
	}
	if r := p.send("POST", "/v1/assess", `{"case":"gaza-isf-2025"}`, "Accept-Encoding", "gzip"); r.header.Get("Content-Encoding") != "gzip" {
		t.Errorf("an answer to a question is not compressed: %v", r.header)
	}
}
