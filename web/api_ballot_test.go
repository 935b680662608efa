package web

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/act"
	"entente/site"
)

// A vote is cast, a silence broken and the outcome recorded by programs as on pages, each
// by whom it is for alone, and on the text as it was seen.
func TestDecideByProgram(t *testing.T) {
	h := open(t)
	h.sit("draft-9", &act.Text{Title: "Draft nine", Words: "The force begins on 1 January."})
	h.sit("vote-9", &act.Ballot{Procedure: "unga-majority", Text: "draft-9", Members: []act.ActorRef{"PAK", "EGY"}})
	h.sit("silence-9", &act.Silence{Title: "The rules of engagement", Procedure: "unga-silence", Members: []act.ActorRef{"PAK", "EGY"},
		Until: act.Instant(time.Now().UTC().Add(50*time.Hour).Format("2006-01-02 15:04") + " Z")})
	pak, chair, watcher := h.program("pakistan", site.Scopes...), h.program("secretary", site.Scopes...), h.program("observer", site.Scopes...)
	const ballots = "/v1/cases/gaza-isf-2025/ballots"

	list := pak.want(pak.send("GET", ballots, ""), 200)
	if ids := texts(list["items"], "id"); !slices.Contains(ids, "vote-9") || !slices.Contains(ids, "silence-9") {
		t.Errorf("open are %v", ids)
	}
	const vote = ballots + "/vote-9"
	before := watcher.send("GET", vote, "")
	if got := watcher.want(before, 200); got["outcome"] != "pending" || got["text"] != "The force begins on 1 January." || strings.Contains(before.body, `"mine"`) {
		t.Errorf("an observer sees %v", got)
	}
	pak.want(pak.send("POST", vote+"/votes", `{"member":"EGY","cast":"yes"}`), 403)
	watcher.want(watcher.send("POST", vote+"/votes", `{"member":"PAK","cast":"yes"}`), 403)
	pak.want(pak.send("POST", vote+"/votes", `{"member":"PAK"}`), 422)
	tag := pak.send("GET", vote, "").header.Get("ETag")
	held := pak.want(pak.send("POST", vote+"/votes", `{"member":"PAK","cast":"no"}`), 202)
	pak.want(pak.send("POST", "/v1/drafts/"+held["draft"].(string)+"/undo", ""), 200)
	pak.want(pak.send("POST", vote+"/votes", `{"member":"PAK","cast":"yes","now":true}`, "If-Match", pak.send("GET", vote, "").header.Get("ETag")), 202)
	pak.want(pak.send("POST", vote+"/votes", `{"member":"PAK","cast":"yes","now":true}`), 403) // twice
	chair.want(chair.send("POST", vote+"/votes", `{"member":"EGY","cast":"yes","now":true}`, "If-Match", tag), 412)
	chair.want(chair.send("POST", vote+"/votes", `{"member":"EGY","cast":"yes","now":true}`), 202)
	if got := watcher.want(watcher.send("GET", vote, ""), 200); !slices.Equal(texts(got["roll"], "cast"), []string{"yes", "yes"}) {
		t.Errorf("the roll is %v", got["roll"])
	}
	recorded := chair.want(chair.send("POST", vote+"/outcome", `{"now":true,"deposited":true}`), 202)
	if kinds := texts(recorded["acts"], "kind"); !slices.Equal(kinds, []string{"decision"}) {
		t.Errorf("recorded are %v", kinds)
	}
	if got := watcher.want(watcher.send("GET", vote, ""), 200); got["decision"] == nil {
		t.Errorf("after the outcome is recorded the vote is %v", got)
	}
	chair.want(chair.send("POST", vote+"/outcome", `{"now":true}`), 409)

	// the silence, broken by a program; then none is left to break it
	const silence = ballots + "/silence-9"
	pak.want(pak.send("POST", silence+"/votes", `{"member":"PAK","cast":"no"}`), 422)
	watcher.want(watcher.send("POST", silence+"/votes", `{"member":"PAK"}`), 403)
	pak.want(pak.send("POST", silence+"/votes", `{"member":"PAK","says":"Islamabad does not agree to rule four.","now":true}`), 202)
	got := watcher.want(watcher.send("GET", silence, ""), 200)
	if got["outcome"] != "broken" || !slices.Contains(texts(got["roll"], "cast"), "objection") {
		t.Errorf("the silence is %v, the roll %v", got["outcome"], got["roll"])
	}
	// a text is put under silence by a program too
	until := time.Now().UTC().Add(72*time.Hour).Format("2006-01-02 15:04") + " Z"
	chair.want(chair.send("POST", "/v1/acts", `{"case":"gaza-isf-2025","kind":"silence","id":"silence-10","now":true,"item":{"title":"The budget","procedure":"unga-silence","members":["PAK","EGY"],"until":"`+until+`"}}`), 202)
	pak.want(pak.send("GET", ballots+"/silence-10", ""), 200)
}

// A silence is broken on its page, by who may alone, and every page says so.
func TestBreakASilence(t *testing.T) {
	h := open(t)
	h.sit("silence-9", &act.Silence{Title: "The rules of engagement", Procedure: "unga-silence", Members: []act.ActorRef{"PAK", "EGY"},
		Until: act.Instant(time.Now().UTC().Add(50*time.Hour).Format("2006-01-02 15:04") + " Z")})
	pak, watcher := h.as("pakistan"), h.as("observer")
	const path = gaza + "/decide/silence-9"
	watcher.holds(watcher.post(path, "member", "PAK", "cast", "objection"), 403)
	pak.holds(pak.post(path, "member", "EGY", "cast", "objection"), 403)
	if r := pak.post(path, "member", "PAK", "cast", "objection"); r.status != 303 || r.to != path {
		t.Fatalf("%d %s %.400s", r.status, r.to, r.body)
	}
	pak.holds(pak.get(path), 200, "Being filed.", "Take it back")
	undo := regexp.MustCompile(`action="(/draft/[^"]+/undo)"`).FindStringSubmatch(pak.get(path).body)
	if undo == nil {
		t.Fatal("it cannot be taken back")
	}
	pak.post(undo[1])
	pak.holds(pak.get(path), 200, "Break the silence") // taken back, it is not broken
	pak.post(path, "member", "PAK", "cast", "objection")
	pak.holds(pak.post(path, "member", "PAK", "cast", "objection"), 409) // one waits already
	for end := time.Now().Add(site.Hold + 20*time.Second); !strings.Contains(watcher.get(path).body, "✕ "); time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the silence is not broken: %.2000s", watcher.get(path).body)
		}
	}
	watcher.holds(watcher.get(path), 200, "<b>broken</b>", "Pakistan")
	watcher.holds(watcher.get(gaza+"/decisions"), 200, "broken")
	pak.holds(pak.post(path, "member", "PAK", "cast", "objection"), 403)
}

// An act is put right on its page from end to end: what it says stands in the form, the new
// one takes its place, the old one stays to be read, and answers follow.
func TestCorrectByThePage(t *testing.T) {
	h := open(t)
	p, b := h.program("pakistan", site.Scopes...), h.as("pakistan")
	p.want(p.send("POST", "/v1/acts", `{"case":"gaza-isf-2025","kind":"statement","id":"pak-said","now":true,"item":{"says":"Three battalions."}}`), 202)
	page := b.get(gaza + "/file/statement?corrects=pak-said")
	b.holds(page, 200, "Three battalions.", "It takes the place of an act on record")
	form := url.Values{}
	for _, m := range inputs.FindAllStringSubmatch(page.body, -1) {
		if m[1] != "do" && m[2] != "" {
			form.Set(m[1], m[2])
		}
	}
	form.Set("says", "Two battalions.")
	form.Set("do", "review")
	r := b.do("POST", gaza+"/file/statement", form)
	if r.status != 303 {
		t.Fatalf("%d %.1500s", r.status, r.body)
	}
	b.holds(b.get(r.to), 200, "Two battalions.")
	b.holds(b.do("POST", r.to, url.Values{}), 303)
	id := form.Get("id")
	for end := time.Now().Add(site.Hold + 20*time.Second); b.get(gaza+"/act/"+id).status != 200; time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it is not filed")
		}
	}
	b.holds(b.get(gaza+"/act/pak-said"), 200, "Three battalions.", id+"-correction")
	b.holds(b.get(gaza+"/act/pak-said/history"), 200, "<del>Three battalions.</del>", "<ins>Two battalions.</ins>")
	c, err := h.site.Reader(h.person("pakistan")).Case("gaza-isf-2025", site.When{})
	if err != nil {
		t.Fatal(err)
	}
	if gone := c.Sit.Gone["pak-said"]; gone == nil || gone.ID != id+"-correction" {
		t.Errorf("the old one is gone by %v", gone)
	}
}

func (h *house) person(name string) *site.Person {
	h.Helper()
	p, err := h.site.Person(name)
	if err != nil {
		h.Fatal(err)
	}
	return p
}
