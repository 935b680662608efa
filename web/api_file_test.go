package web

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/act"
	"entente/site"
)

// texts gives the strings under a key of each of a list.
func texts(list any, key string) (all []string) {
	items, _ := list.([]any)
	for _, x := range items {
		text, _ := x.(map[string]any)[key].(string)
		all = append(all, text)
	}
	return all
}

const itemOfPosition = `{"case":"gaza-isf-2025","kind":"position","id":"pak-by-program","item":{"stance":"demands","says":"Pakistan would join if Egypt does.","if":"joins.EGY","marking":"EXERCISE//CONFIDENTIAL//REL TO PAK"}}`

// A program files an act as a person does: the same checks, caps and readers, the same ten
// seconds to take it back.
func TestFileByProgram(t *testing.T) {
	h := open(t)
	p := h.program("pakistan", site.ScopeFile, site.ScopeRead)

	// what would be filed, and who would see it, as the page says it
	tried := p.want(p.send("POST", "/v1/acts/try", itemOfPosition), 200)
	b := h.as("pakistan")
	form := position(b)
	form.Set("marking", "EXERCISE//CONFIDENTIAL//REL TO PAK")
	b.send(form, "review")
	var said []string
	for _, m := range regexp.MustCompile(`data-person="([^"]+)"`).FindAllStringSubmatch(b.get("/draft/"+form.Get("draft")+"/file").body, -1) {
		said = append(said, m[1])
	}
	if seen := texts(tried["seen"], "name"); !slices.Equal(seen, said) || len(seen) == 0 || tried["signer"] != "PAK" || tried["as"] != "own" {
		t.Errorf("the API says %v, the page names %v", tried, said)
	}
	const place = "/v1/cases/gaza-isf-2025/acts/pak-by-program"
	p.want(p.send("GET", place, ""), 404)

	// held, answered again under its key, taken back, filed at once
	held := p.want(p.send("POST", "/v1/acts", itemOfPosition, "Idempotency-Key", "one"), 202)
	again := p.send("POST", "/v1/acts", itemOfPosition, "Idempotency-Key", "one")
	if got := p.want(again, 202); got["draft"] != held["draft"] || again.header.Get("Idempotency-Replayed") != "true" || held["state"] != "held" || held["until"] == nil {
		t.Errorf("sent again under one key: %v, before %v", got, held)
	}
	draft := "/v1/drafts/" + held["draft"].(string)
	if got := p.want(p.send("GET", draft, ""), 200); got["state"] != "held" {
		t.Errorf("it is %v", got["state"])
	}
	taken := p.want(p.send("POST", draft+"/undo", ""), 200)
	if taken["state"] != "draft" || taken["item"].(map[string]any)["says"] != "Pakistan would join if Egypt does." {
		t.Errorf("taken back it is %v", taken)
	}
	p.want(p.send("GET", place, ""), 404)
	p.want(p.send("POST", draft+"/file", `{}`), 202)
	several := p.want(p.send("POST", "/v1/drafts/undo", `{"drafts":["`+held["draft"].(string)+`","not-there"]}`), 200)
	if back, late := several["back"].([]any), several["late"].([]any); len(back) != 1 || len(late) != 1 || late[0] != "not-there" {
		t.Errorf("of several are taken back %v, too late are %v", back, late)
	}
	p.want(p.send("POST", "/v1/drafts/undo", `{"drafts":["not-there"]}`), 410)
	filed := p.want(p.send("POST", draft+"/file", `{"now":true}`), 202)
	if filed["state"] != "filed" {
		t.Errorf("filed at once it is %v", filed)
	}
	got := p.want(p.send("GET", place, ""), 200)
	if got["as"] != "own" || got["signer"] != "PAK" || got["marking"] != "EXERCISE//PAK CONFIDENTIAL//REL TO PAK" {
		t.Errorf("on record is %v", got)
	}
	p.want(p.send("POST", draft+"/undo", ""), 410)
	if r := p.send("POST", "/v1/acts", itemOfPosition); r.status != 422 || !strings.Contains(r.body, "is taken") {
		t.Errorf("the same id again answers %d %s", r.status, r.body)
	}

	// put right: what is not named stays
	p.want(p.send("POST", "/v1/acts", `{"case":"gaza-isf-2025","corrects":"pak-by-program","id":"pak-by-program-2","now":true,"item":{"says":"Pakistan joins if Egypt does."}}`), 202)
	old := p.want(p.send("GET", place, ""), 200)
	now := p.want(p.send("GET", place+"-2", ""), 200)
	if old["gone"] != "pak-by-program-2-correction" || !strings.Contains(now["body"].(map[string]any)["says"].(map[string]any)["body"].(map[string]any)["if"].(string), "EGY") {
		t.Errorf("the old one is gone by %v, the new one says %v", old["gone"], now["body"])
	}
	history := p.want(p.send("GET", place+"/history", ""), 200)
	if steps := texts(history["steps"], "act"); !slices.Equal(steps, []string{"pak-by-program-2-correction", "pak-by-program"}) || len(texts(history["looks"], "name")) == 0 {
		t.Errorf("its history is %v", history)
	}
}

// What a person may not file its programs may not file either.
func TestProgramsAreCapped(t *testing.T) {
	h := open(t)
	p := h.program("pakistan", site.ScopeFile)
	for name, c := range map[string]struct {
		body   string
		status int
		says   string
	}{
		"above its level":     {`{"case":"gaza-isf-2025","kind":"statement","item":{"says":"x","marking":"EXERCISE//TOP SECRET"}}`, 422, "above SECRET"},
		"another's word":      {`{"case":"gaza-isf-2025","corrects":"us-draft","item":{"says":"x"}}`, 404, ""},
		"the register's own":  {`{"case":"gaza-isf-2025","kind":"register_clearance","item":{}}`, 422, "no act of this kind"},
		"no kind":             {`{"case":"gaza-isf-2025","kind":"wish","item":{}}`, 422, "no act of this kind"},
		"a case that is open": {`{"case":"gaza-isf-2025","kind":"initiative","item":{}}`, 422, "open already"},
		"a case that is none": {`{"case":"none","kind":"statement","item":{"says":"x"}}`, 404, ""},
		"a key that is none":  {`{"case":"gaza-isf-2025","kind":"statement","item":{"sais":"x","stance":{"a":1}}}`, 422, "no key sais"},
		"two lines for one":   {`{"case":"gaza-isf-2025","kind":"objection","item":{"against":["TUR\nSAU"],"ground":"x"}}`, 422, "texts of one line"},
	} {
		r := p.send("POST", "/v1/acts", c.body)
		if r.status != c.status || !strings.Contains(r.body, c.says) || r.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s is answered %d %s", name, r.status, r.body)
		}
	}
	observer := h.program("observer", site.ScopeFile)
	for _, path := range []string{"/v1/acts", "/v1/acts/try", "/v1/drafts"} {
		observer.want(observer.send("POST", path, `{"case":"gaza-isf-2025","kind":"statement","item":{"says":"x"}}`), 403)
	}
	reads := h.program("pakistan", site.ScopeRead)
	reads.want(reads.send("POST", "/v1/acts", `{"case":"gaza-isf-2025","kind":"statement","item":{"says":"x"}}`), 403)
	if drafts := p.want(p.send("GET", "/v1/drafts", ""), 200); len(drafts["items"].([]any)) != 0 {
		t.Errorf("of what was refused is left %v", drafts)
	}
}

// A draft is its author's, is changed while it is as it was seen, and says what is missing.
func TestDraftsByProgram(t *testing.T) {
	h := open(t)
	p, other := h.program("pakistan", site.ScopeFile), h.program("secretary", site.ScopeFile)
	made := p.want(p.send("POST", "/v1/drafts", `{"case":"gaza-isf-2025","kind":"position","item":{"says":"Half of it","terms":[{"if":"joins.EGP"}]}}`), 201)
	path := "/v1/drafts/" + made["id"].(string)
	if where := texts(made["errors"], "location"); !slices.Contains(where, "body.item.terms[0].if") {
		t.Errorf("not right yet: %v", made["errors"])
	}
	other.want(other.send("GET", path, ""), 404)
	other.want(other.send("DELETE", path, ""), 404)
	seen := p.send("GET", path, "")
	tag := seen.header.Get("ETag")
	change := `{"case":"gaza-isf-2025","kind":"position","item":{"says":"All of it","stance":"supports"}}`
	changed := p.want(p.send("PUT", path, change, "If-Match", tag), 200)
	if len(changed["errors"].([]any)) != 0 || changed["filing"] == nil || changed["act"] != made["act"] {
		t.Errorf("written anew it is %v", changed)
	}
	p.want(p.send("PUT", path, change, "If-Match", tag), 412)
	p.want(p.send("POST", path+"/file", `{}`, "If-Match", tag), 412)
	if r := p.send("DELETE", path, ""); r.status != 204 {
		t.Errorf("deleting answers %d", r.status)
	}
	p.want(p.send("GET", path, ""), 404)
	p.want(p.send("POST", path+"/file", `{}`), 404)
}

// What an item says is what is read back from its draft, for every act of a worked case.
func TestItemsReadWhatTheyWrite(t *testing.T) {
	h := open(t)
	person, err := h.site.Person("secretary")
	if err != nil {
		t.Fatal(err)
	}
	c, err := h.site.Reader(person).Case("gaza-isf-2025", site.When{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, a := range c.Acts {
		info, known := act.KindInfo(a.Kind)
		if !known || info.Shape == act.Single {
			continue
		}
		keys, form := formKeys(a.Kind), typed(a)
		text, err := json.Marshal(valuesOf(keys, form, ""))
		if err != nil {
			t.Fatal(err)
		}
		var item map[string]any
		if err := json.Unmarshal(text, &item); err != nil {
			t.Fatal(err)
		}
		again := url.Values{}
		if wrong := typeItem(again, keys, item, "", "body.item"); len(wrong) > 0 {
			t.Errorf("%s: %v", a.ID, wrong)
		} else if again.Encode() != form.Encode() {
			t.Errorf("%s: written\n%s\nread\n%s", a.ID, form.Encode(), again.Encode())
		}
		n++
	}
	if n < 100 {
		t.Errorf("only %d acts were tried", n)
	}
}

// A program signs with a key of its own what the site laid out.
func TestSignByProgram(t *testing.T) {
	keygen, err := exec.LookPath("ssh-keygen")
	if err != nil {
		t.Skip("SKIPPED: no ssh-keygen on this machine")
	}
	h := open(t)
	dir := t.TempDir()
	key := filepath.Join(dir, "pak")
	run := func(args ...string) {
		t.Helper()
		if out, err := exec.Command(keygen, args...).CombinedOutput(); err != nil {
			t.Fatalf("ssh-keygen: %v: %s", err, out)
		}
	}
	run("-q", "-t", "ecdsa", "-N", "", "-f", key)
	public, err := os.ReadFile(key + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	p := h.program("pakistan", site.ScopeFile, site.ScopeRead)
	draft := p.want(p.send("POST", "/v1/drafts", itemOfPosition), 201)
	path := "/v1/drafts/" + draft["id"].(string)
	laid := p.want(p.send("POST", path+"/stubs", ""), 200)
	stub := laid["stubs"].([]any)[0].(map[string]any)
	text, err := base64.StdEncoding.DecodeString(stub["bytes"].(string))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, stub["name"].(string))
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
	run("-q", "-Y", "sign", "-n", laid["namespace"].(string), "-f", key, name)
	sig, err := os.ReadFile(name + ".sig")
	if err != nil {
		t.Fatal(err)
	}
	send := func(signatures ...string) answer {
		text, _ := json.Marshal(map[string]any{"now": true, "signatures": signatures})
		return p.send("POST", path+"/file", string(text))
	}
	for _, wrong := range [][]string{{string(sig)}, {"nonsense"}, {string(sig), string(sig)}} { // a key nobody introduced, no signature, one too many
		p.want(send(wrong...), 422)
	}
	h.introduce("PAK", string(public))
	p.want(send(strings.Replace(string(sig), "U1NIU0lH", "U1NIU0lI", 1)), 422)
	p.want(send(string(sig)), 202)
	if got := p.want(p.send("GET", "/v1/cases/gaza-isf-2025/acts/pak-by-program", ""), 200); got["signer"] != "PAK" {
		t.Errorf("on record is %v", got)
	}
}
