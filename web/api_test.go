package web

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"entente/docs"
	"entente/phrase"
	"entente/register"
	"entente/site"
)

// program is a program that asks the API with somebody's token.
type program struct {
	*house
	secret  string
	browser *browser // in place of a token
}

// program issues a token for somebody, and gives who uses it.
func (h *house) program(name string, scopes ...site.Scope) *program {
	h.Helper()
	secret, _, err := h.site.Issue(name, "a test", scopes, time.Hour)
	if err != nil {
		h.Fatal(err)
	}
	return &program{house: h, secret: secret}
}

// send sends a request; headers come in pairs.
func (p *program) send(method, path, body string, headers ...string) answer {
	p.Helper()
	r, err := http.NewRequest(method, p.url+path, strings.NewReader(body))
	if err != nil {
		p.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if p.secret != "" {
		r.Header.Set("Authorization", "Bearer "+p.secret)
	}
	if p.browser != nil {
		for name, value := range p.browser.cookies {
			r.AddCookie(&http.Cookie{Name: name, Value: value})
		}
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		p.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		p.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header.Get("Location"), resp.Header, string(text)}
}

// want fails when an answer has another status, and gives its JSON.
func (p *program) want(r answer, status int) map[string]any {
	p.Helper()
	var got map[string]any
	if err := json.Unmarshal([]byte(r.body), &got); r.status != status || err != nil {
		p.Errorf("status %d, want %d (%v): %.500s", r.status, status, err, r.body)
	}
	return got
}

// parity says by which operation a program does what a page does.
var parity = map[string]string{
	"POST /case/{case}/sources":                 "add-source",
	"GET /case/{case}/source/{source}":          "get-source",
	"GET /case/{case}/source/{source}/bytes":    "get-source-bytes",
	"GET /case/{case}/source/{source}/{place}":  "get-sentence",
	"POST /case/{case}/source/{source}/{place}": "code",
	"GET /case/{case}/act/{act}/carry":          "suggest-carrying",
	"POST /case/{case}/act/{act}/carry":         "carry",
	"GET /case/{case}/sources":                  "list-sources",
	"GET /{$}":                                  "today",
	"GET /case/{case}":                          "assess",
	"GET /case/{case}/actors":                   "assess",
	"GET /case/{case}/charter":                  "charter",
	"GET /case/{case}/decisions":                "decide",
	"GET /case/{case}/timeline":                 "list-acts",
	"GET /case/{case}/act/{act}":                "get-act",
	"GET /case/{case}/forces":                   "forces",
	"GET /case/{case}/what-if":                  "assess",
	"GET /case/{case}/compare":                  "assess-compare",
	"POST /sessions/end-others":                 "end-other-sessions",
	"GET /people":                               "list-people",
	"POST /people":                              "let-in",
	"GET /people/{person}":                      "get-person",
	"POST /people/{person}":                     "change-person",
	"POST /people/{person}/link":                "link-person",
	"POST /people/{person}/end":                 "end-person",
	"POST /account/vouch":                       "vouch",
	"GET /case/{case}/list/{file}":              "take-case-list",
	"GET /list/{file}":                          "take-list",
	"GET /search":                               "search",
	"GET /recent":                               "recent",
	"GET /calendar":                             "list-dates",
	"GET /import/{id}":                          "import",
	"POST /import":                              "import",
	"POST /import/{id}":                         "import",
	"GET /events":                               "follow",
	"GET /sessions":                             "list-sessions",
	"POST /sessions/end":                        "end-session",
	"GET /tokens":                               "list-tokens",
	"POST /tokens":                              "issue-token",
	"POST /tokens/end":                          "end-token",
	"POST /sign-out":                            "end-session",
	"GET /case/{case}/act/{act}/history":        "get-history",
	"GET /case/{case}/act/{act}/verify":         "verify",
	"GET /case/{case}/act/{act}/proof":          "get-proof",
	"POST /draft/{draft}/file":                  "file-draft",
	"GET /case/{case}/decide/{ballot}":          "get-ballot",
	"GET /case/{case}/decide/{ballot}/paper":    "get-ballot",
	"POST /case/{case}/decide/{ballot}":         "cast",
	"POST /draft/{draft}/sign":                  "file-draft",
	"GET /case/{case}/condition":                "say-condition",
	"GET /case/{case}/brief/{file}":             "take-brief",
	"GET /case/{case}/file":                     "list-kinds",
	"GET /case/{case}/file/{kind}":              "list-kinds",
	"POST /case/{case}/file/{kind}":             "save-draft",
	"GET /draft/{draft}":                        "get-draft",
	"POST /draft/{draft}/delete":                "drop-draft",
	"GET /draft/{draft}/file":                   "get-draft",
	"POST /draft/{draft}/undo":                  "undo",
	"GET /draft/{draft}/sign":                   "lay-out",
	"GET /draft/{draft}/bytes/{n}":              "lay-out",
	"GET /account":                              "list-vouching",
	"POST /bulk":                                "file-act",
	"GET /bulk":                                 "list-drafts",
	"POST /bulk/undo":                           "undo-several",
	"GET /new":                                  "list-kinds",
	"GET /views":                                "list-views",
	"POST /views":                               "keep-view",
	"POST /views/change":                        "change-view",
	"GET /inbox":                                "inbox",
	"GET /case/{case}/inbox":                    "inbox",
	"GET /case/{case}/telegram/{act}":           "get-telegram",
	"POST /case/{case}/telegram/{act}":          "note-telegram",
}

// pagesOnly are what a program has no use for, each with the reason.
var pagesOnly = map[string]string{
	"GET /sign-in":                  "a program brings a token",
	"POST /sign-in":                 "a program brings a token",
	"GET /welcome/{secret}":         "a link is for a person",
	"POST /welcome/{secret}":        "a link is for a person",
	"POST /welcome/{secret}/with":   "a link is for a person",
	"GET /sign-in/with/{provider}":  "a program brings a token",
	"GET /sign-in/back":             "a program brings a token",
	"POST /sign-in/passkey":         "a program brings a token",
	"POST /sign-in/passkey/options": "a program brings a token",
	"POST /account/password":        "a token that was lost must not lock its person out",
	"POST /account/passkey":         "a device makes sure of the person",
	"POST /account/passkey/options": "a device makes sure of the person",
	"POST /account/passkey/end":     "a token that was lost must not lock its person out",
	"POST /account/connect":         "a token that was lost must not open another way in",
	"POST /account/disconnect":      "a token that was lost must not lock its person out",
	"GET /import":                   "a form for people",
	"GET /help":                     "the manual, for people",
	"POST /first-steps":             "a guide for people",
	"POST /calendar":                "an address for calendars, which bring no token; a program lists the dates",
	"POST /calendar/end":            "an address for calendars",
	"GET /calendar/{secret}":        "for calendars; a program lists the dates",
	"POST /settings":                "language and colours of a browser",
	"GET /assets/{file}":            "what pages load",
	"GET /sheets.css":               "what pages load",
	"GET /healthz":                  "answers without signing in already",
}

// Everything the pages do is in the OpenAPI document, and on the page of the manual.
func TestEverythingPagesDoIsInTheAPI(t *testing.T) {
	h := open(t)
	var ids []string
	for _, id := range h.server.api.ops {
		ids = append(ids, id)
	}
	changing := map[string]bool{} // the operations that change something
	for op, id := range h.server.api.ops {
		method, path, _ := strings.Cut(op, " ")
		changing[id] = changesSomething(h.server.api, method, path)
	}
	for _, r := range routes {
		id, known := parity[r.pattern]
		form := !strings.HasPrefix(r.pattern, "GET ")
		switch {
		case form && known && !changing[id]:
			t.Errorf("%s changes something, and %s does not", r.pattern, id)
		case !known && pagesOnly[r.pattern] == "":
			t.Errorf("%s: name in parity the operation by which a program does the same, or in pagesOnly why none does", r.pattern)
		case known && !slices.Contains(ids, id):
			t.Errorf("%s: there is no operation %s", r.pattern, id)
		}
	}
	var doc struct {
		OpenAPI string
		Paths   map[string]map[string]struct{ OperationID string }
	}
	r := h.browser().get("/openapi.json")
	if err := json.Unmarshal([]byte(r.body), &doc); err != nil || doc.OpenAPI != "3.1.0" {
		t.Fatalf("the document is of version %q (%v)", doc.OpenAPI, err)
	}
	page, _ := docs.Page("api")
	page = strings.NewReplacer("CASE", "{case}", "ACT", "{act}", "BALLOT", "{ballot}", "DRAFT", "{draft}", "SOURCE", "{source}", "PLACE", "{place}", "FILE", "{file}", "ID", "{id}", "NAME", "{name}", "POST\n", "POST ", "PUT\n", "PUT ", "DELETE\n", "DELETE ").Replace(page)
	for route, id := range h.server.api.ops {
		method, path, _ := strings.Cut(route, " ")
		if doc.Paths[path][strings.ToLower(method)].OperationID != id {
			t.Errorf("%s is not in the document", route)
		}
		shown := strings.NewReplacer("{case}", "gaza-isf-2025", "{act}", "pak-minister-in-process", "people/{name}", "people/pakistan", "{source}", "seed-2").Replace(route)
		if !strings.Contains(page, shown) && !strings.Contains(page, route) {
			t.Errorf("%s is not on the page of the manual", route)
		}
	}
}

// changesSomething reports whether an operation is one that takes an If-Match.
func changesSomething(a *api, method, path string) bool {
	item := a.OpenAPI().Paths[path]
	op := map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "DELETE": item.Delete}[method]
	return op.Metadata[changing] != nil
}

// Every example of the manual gives what the manual says.
func TestExamplesOfTheManual(t *testing.T) {
	h := open(t)
	token, session := h.program("secretary", site.Scopes...), &program{house: h, browser: h.as("secretary")}
	page, _ := docs.Page("api")
	n := 0
	for block := range strings.SplitSeq(page, "\n\n") {
		if !strings.HasPrefix(block, "    > ") {
			continue
		}
		var sent, came []string
		for line := range strings.Lines(block) {
			if text, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "    > "); ok {
				sent = append(sent, text)
			} else if text, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "    < "); ok {
				came = append(came, text)
			} else {
				t.Fatalf("%q is neither sent nor answered", line)
			}
		}
		n++
		method, path, _ := strings.Cut(sent[0], " ")
		p := token
		if strings.HasPrefix(path, "/v1/people") {
			p = session
			token.want(token.send(method, path, strings.Join(sent[1:], "\n")), 403)
		}
		r := p.send(method, path, strings.Join(sent[1:], "\n"))
		if status, _ := strconv.Atoi(came[0]); r.status != status {
			t.Errorf("%s answers %d, want %s: %.300s", sent[0], r.status, came[0], r.body)
			continue
		}
		var got, want any
		if err := json.Unmarshal([]byte(strings.Join(came[1:], "\n")), &want); err != nil {
			t.Fatalf("%s: the manual shows no JSON: %v", sent[0], err)
		}
		if err := json.Unmarshal([]byte(r.body), &got); err != nil {
			t.Errorf("%s answers no JSON: %v", sent[0], err)
		} else if where := differs(got, want, "answer"); where != "" {
			t.Errorf("%s: %s", sent[0], where)
		}
	}
	if n < 20 {
		t.Errorf("%d examples were run", n)
	}
}

// differs says where an answer is not what an example shows of it.
func differs(got, want any, at string) string {
	switch want := want.(type) {
	case string:
		if want == "…" {
			return ""
		}
	case map[string]any:
		g, _ := got.(map[string]any)
		for key, x := range want {
			if _, there := g[key]; !there {
				return at + "." + key + " is not there"
			}
			if where := differs(g[key], x, at+"."+key); where != "" {
				return where
			}
		}
		return ""
	case []any:
		g, _ := got.([]any)
		for i, x := range want {
			if i >= len(g) {
				return at + " is too short"
			}
			if where := differs(g[i], x, at+"["+strconv.Itoa(i)+"]"); where != "" {
				return where
			}
		}
		return ""
	}
	if got != want {
		text, _ := json.Marshal(got)
		return at + " is " + string(text)
	}
	return ""
}

func TestScopesAndTokens(t *testing.T) {
	h := open(t)
	reads := h.program("pakistan", site.ScopeRead)
	reads.want(reads.send("GET", "/v1/cases", ""), 200)
	if got := reads.want(reads.send("GET", "/v1/tokens", ""), 403); !strings.Contains(got["errors"].([]any)[0].(map[string]any)["message"].(string), "lacks the scope account") {
		t.Errorf("refused with %v", got)
	}
	account := h.program("pakistan", site.ScopeAccount)
	account.want(account.send("GET", "/v1/cases", ""), 403)
	account.want(account.send("POST", "/v1/tokens", `{"label":"more","scopes":["read"]}`), 403)
	issued := account.want(account.send("POST", "/v1/tokens", `{"label":"no more","scopes":["account"]}`), 201)
	next := &program{house: h, secret: issued["secret"].(string)}
	next.want(next.send("GET", "/v1/me", ""), 403)
	if r := account.send("DELETE", "/v1/tokens/"+issued["id"].(string), ""); r.status != 204 {
		t.Errorf("ending a token answers %d", r.status)
	}
	next.want(next.send("GET", "/v1/tokens", ""), 401)
	account.want(account.send("DELETE", "/v1/tokens/"+issued["id"].(string), ""), 404)
	nobody := &program{house: h}
	if r := nobody.send("GET", "/v1/cases", ""); r.status != 401 || r.header.Get("WWW-Authenticate") == "" || r.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("nobody is answered %d %v", r.status, r.header)
	}
	if file, err := os.ReadFile(h.site.Dir() + "/site.db"); err != nil || strings.Contains(string(file), reads.secret) {
		t.Errorf("the secret of a token is kept (%v)", err)
	}
}

// The page of tokens shows a secret once.
func TestTokensPage(t *testing.T) {
	h := open(t)
	b := h.as("pakistan")
	b.holds(b.get("/tokens"), 200, "You have no token")
	b.holds(b.post("/tokens", "label", "desk", "until", "2026-13-01"), 422, "is not a day", `value="desk"`)
	until := time.Now().AddDate(0, 0, 9).UTC().Format(time.DateOnly)
	b.holds(b.post("/tokens", "label", "desk", "until", until), 422, "a token needs a scope")
	r := b.post("/tokens", "label", "desk", "until", until, "scope", "read")
	b.holds(r, 200, "This is the only time the secret is shown", "entente_", until)
	again := b.get("/tokens")
	b.holds(again, 200, "desk")
	if strings.Contains(again.body, "entente_") {
		t.Error("the secret is shown twice")
	}
	all, err := h.site.Tokens("pakistan")
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	b.post("/tokens/end", "id", all[0].ID)
	b.holds(b.get("/tokens"), 200, "You have no token")
}

// A list read in parts is the list, and its cursors name only what was seen.
func TestCursors(t *testing.T) {
	p := open(t).program("observer", site.ScopeRead)
	read := func(limit string) (ids []string) {
		for cursor := ""; ; {
			got := p.want(p.send("GET", "/v1/cases/alliance-2016/acts?limit="+limit+"&cursor="+cursor, ""), 200)
			for _, x := range got["items"].([]any) {
				ids = append(ids, x.(map[string]any)["id"].(string))
			}
			next, more := got["next"].(string)
			if !more {
				return ids
			}
			cursor = next
		}
	}
	if whole, parts := read("500"), read("7"); !slices.Equal(whole, parts) || len(whole) < 50 || slices.Contains(whole, "overtures") {
		t.Errorf("%d acts at once, %d in parts", len(whole), len(parts))
	}
	p.want(p.send("GET", "/v1/cases/alliance-2016/acts?cursor=b3ZlcnR1cmVz", ""), 400) // overtures, which is not for an observer
	p.want(p.send("GET", "/v1/cases/alliance-2016/acts?limit=0", ""), 422)
	changes := p.want(p.send("GET", "/v1/changes?limit=3", ""), 200)
	more := p.want(p.send("GET", "/v1/changes?limit=3&cursor="+changes["next"].(string), ""), 200)
	if a, b := changes["items"].([]any)[2], more["items"].([]any)[0]; a.(map[string]any)["id"] == b.(map[string]any)["id"] {
		t.Error("the second part begins where the first ended")
	}
	found := func(limit string) (ids []string) {
		for cursor := ""; ; {
			got := p.want(p.send("GET", "/v1/search?q=troops&limit="+limit+"&cursor="+cursor, ""), 200)
			for _, x := range got["items"].([]any) {
				ids = append(ids, x.(map[string]any)["case"].(string)+"/"+x.(map[string]any)["id"].(string))
			}
			next, more := got["next"].(string)
			if !more {
				return ids
			}
			cursor = next
		}
	}
	if whole, parts := found("500"), found("3"); !slices.Equal(whole, parts) || len(whole) < 10 {
		t.Errorf("a search finds %d acts at once, %d in parts", len(whole), len(parts))
	}
	for _, cursor := range []string{"alliance-2016/overtures", "alliance-2016/absent", "overtures", "/"} { // not for an observer, not there, of no case
		p.want(p.send("GET", "/v1/search?q=troops&cursor="+base64.RawURLEncoding.EncodeToString([]byte(cursor)), ""), 400)
	}
}

// A tag is of what the reader sees: what it may not see does not change it.
func TestTags(t *testing.T) {
	h := open(t)
	secretary, observer := h.program("secretary", site.ScopeRead), h.program("observer", site.ScopeRead)
	tag := func(p *program, path string) string { return p.send("GET", path, "").header.Get("ETag") }
	paths := []string{"/v1/cases", "/v1/cases/iraq-2007", "/v1/cases/iraq-2007/acts?limit=500", "/v1/today", "/v1/changes?limit=5"}
	before := map[string]string{}
	for _, path := range paths {
		before[path] = tag(observer, path)
		if r := observer.send("GET", path, "", "If-None-Match", before[path]); r.status != 304 || r.body != "" {
			t.Errorf("%s, unchanged, answers %d", path, r.status)
		}
	}
	seen := tag(secretary, "/v1/cases/iraq-2007")
	h.file(t.Context(), "hidden-word", "CONFIDENTIAL")
	if tag(secretary, "/v1/cases/iraq-2007") == seen {
		t.Error("the tag of a case does not follow the record")
	}
	for _, path := range paths {
		if tag(observer, path) != before[path] {
			t.Errorf("%s: an act that may not be seen changes the tag", path)
		}
	}
}

// Hidden and absent are told apart by nothing, whatever is asked.
func TestAPITellsNothing(t *testing.T) {
	p := open(t).program("observer", site.ScopeRead)
	same := func(method, hidden, absent, bodyHidden, bodyAbsent string) {
		t.Helper()
		a, b := p.send(method, hidden, bodyHidden), p.send(method, absent, bodyAbsent)
		clean := func(r answer, word string) string {
			return strings.ReplaceAll(strings.ReplaceAll(r.body, r.header.Get("X-Request-Id"), "ID"), word, "WORD")
		}
		if a.status != b.status || a.status < 400 || clean(a, "overtures") != clean(b, "not-there") {
			t.Errorf("%s: hidden answers %d %s, absent %d %s", hidden, a.status, a.body, b.status, b.body)
		}
	}
	same("GET", "/v1/cases/alliance-2016/acts/overtures", "/v1/cases/alliance-2016/acts/not-there", "", "")
	same("GET", "/v1/cases/alliance-2016/acts/overtures/proof", "/v1/cases/alliance-2016/acts/not-there/proof", "", "")
	same("POST", "/v1/decide", "/v1/decide", `{"case":"alliance-2016","decision":"overtures"}`, `{"case":"alliance-2016","decision":"not-there"}`)
	for _, path := range []string{"/v1/cases", "/v1/cases/alliance-2016", "/v1/cases/alliance-2016/acts?limit=500", "/v1/today", "/v1/changes?limit=500"} {
		r := p.send("GET", path, "")
		for _, trace := range []string{"early Saudi overtures", `"id":"overtures"`, "//SECRETARIAT CONFIDENTIAL"} {
			if r.status != 200 || strings.Contains(r.body, trace) {
				t.Errorf("%s (%d) tells the observer of %q", path, r.status, trace)
			}
		}
	}
	p.want(p.send("GET", "/v1/register", ""), 403)
}

// Who read an older state changes nothing.
func TestIfMatch(t *testing.T) {
	h := open(t)
	p := &program{house: h, browser: h.as("secretary")}
	const path = "/v1/people/pakistan"
	before := p.send("GET", path, "")
	p.want(before, 200)
	change := `{"title":"Delegate of Pakistan","actor":"PAK","role":"delegate","level":"SECRET","rel_to":["PAK","SAU"]}`
	p.want(p.send("PUT", path, change, "If-Match", before.header.Get("ETag")), 200)
	p.want(p.send("PUT", path, change, "If-Match", before.header.Get("ETag")), 412)
	p.want(p.send("PUT", path, strings.Replace(change, "SECRET", "HIGH", 1)), 422)
	p.want(p.send("PUT", "/v1/people/nobody", change), 404)
	delegate := &program{house: h, browser: h.as("pakistan")}
	delegate.want(delegate.send("GET", "/v1/people", ""), 403)
	delegate.want(delegate.send("PUT", "/v1/people/observer", change), 403)
}

// A proof verifies offline, and the site says the same of it as anybody else.
func TestProof(t *testing.T) {
	h := open(t)
	p := h.program("pakistan", site.ScopeRead)
	proof := p.send("GET", "/v1/cases/gaza-isf-2025/acts/pak-minister-in-process/proof", "")
	text, err := os.ReadFile(site.PolicyPath(h.site.Dir()))
	if err != nil {
		t.Fatal(err)
	}
	policy, err := register.ParsePolicy(text)
	if err != nil {
		t.Fatal(err)
	}
	rep, e, err := register.VerifyProof([]byte(proof.body), policy)
	if err != nil || e.Act.ID != "pak-minister-in-process" {
		t.Fatalf("the proof does not verify: %v", err)
	}
	got := p.want(p.send("POST", "/v1/verify", proof.body, "Content-Type", "text/plain"), 200)
	lines := rep.Lines(phrase.English)
	for i, line := range got["lines"].([]any) {
		if line != lines[i] {
			t.Errorf("the site says %q, offline %q", line, lines[i])
		}
	}
	p.want(p.send("POST", "/v1/verify", strings.Replace(proof.body, "extra ey", "extra ez", 1), "Content-Type", "text/plain"), 422)
}
