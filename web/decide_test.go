package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"entente/act"
	"entente/register"
	"entente/site"
)

// sit puts a body's call to decide on record.
func (h *house) sit(id string, body act.Body) {
	h.Helper()
	key, err := site.SigningKey(h.site.Dir(), "")
	if err != nil {
		h.Fatal(err)
	}
	a := &act.Act{ID: id, Kind: body.Kind(), Initiative: "gaza-isf-2025", Body: body}
	a.Actor, a.On, a.Marking = "UNSC", act.MustDate(time.Now().UTC().Format("2006-01-02")), "EXERCISE//UNCLASSIFIED"
	d, err := h.site.Register().Draft(a, register.Deposited, key)
	if err != nil {
		h.Fatal(err)
	}
	if r, err := h.site.Append(h.Context(), d); err != nil || r.Err != nil {
		h.Fatal(err, r.Err)
	}
}

// A session runs: the roll is called, a member votes for itself and for nobody else,
// the distance follows, and the paper says the same.
func TestRunASession(t *testing.T) {
	h := open(t)
	h.sit("draft-9", &act.Text{Title: "Draft nine", Words: "The force begins on 1 January."})
	h.sit("vote-9", &act.Ballot{Procedure: "unga-majority", Text: "draft-9", Members: []act.ActorRef{"PAK", "EGY", "IDN"}})
	h.sit("silence-9", &act.Silence{Title: "The rules of engagement", Procedure: "unga-silence", Members: []act.ActorRef{"PAK", "EGY"},
		Until: act.Instant(time.Now().UTC().Add(50*time.Hour).Format("2006-01-02 15:04") + " Z")})
	pak, chair, watcher := h.as("pakistan"), h.as("secretary"), h.as("observer")

	pak.holds(pak.get("/"), 200, "Draft nine", "The rules of engagement", "vote open", "under silence")
	pak.holds(pak.get(gaza+"/decisions"), 200, "Before the body now", "/decide/vote-9", "Put a text under silence")
	path := gaza + "/decide/vote-9"
	pak.holds(pak.get(path), 200, "Draft nine", "The roll: 3 members", "has not spoken", `aria-label="Pakistan: in favour"`)
	if strings.Contains(pak.get(path).body, `aria-label="Egypt: in favour"`) || strings.Contains(watcher.get(path).body, `name="cast"`) {
		t.Error("somebody is offered another's vote")
	}
	pak.holds(pak.post(path, "member", "EGY", "cast", "yes"), 403)
	watcher.holds(watcher.post(path, "member", "PAK", "cast", "yes"), 403)
	before := distance(pak.get(path).body)

	if r := pak.post(path, "member", "PAK", "cast", "yes"); r.status != 303 || r.to != path {
		t.Fatalf("%d %s %.400s", r.status, r.to, r.body)
	}
	pak.holds(pak.get(path), 200, "Being filed.", "Take it back")
	if r := chair.post(path, "member", "EGY", "cast", "yes"); r.status != 303 || r.to != path {
		t.Fatalf("the roll is not called: %d %s", r.status, r.to)
	}
	for end := time.Now().Add(site.Hold + 20*time.Second); strings.Count(watcher.get(path).body, "✓ in favour") < 2; time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the votes are not on record: %.3000s", chair.get(path).body)
		}
	}
	if after := distance(watcher.get(path).body); after == before || !strings.Contains(after, "adopted") {
		t.Errorf("two of three have voted for it, and the page says %s, as before %s", after, before)
	}
	chair.holds(chair.get(path+"/paper"), 200, "Outcome paper", "The force begins on 1 January.", "adopted")
	chair.holds(chair.get(path), 200, "Record the outcome", "/file/decision?")

	silence := gaza + "/decide/silence-9"
	pak.holds(pak.get(silence), 200, "min left", "Break the silence")
	chair.holds(chair.get(gaza+"/decide/none"), 404)
	pak.holds(pak.do("POST", path+"?at=2025-10-31", url.Values{"member": {"PAK"}}), 409)
}

func distance(page string) string {
	m := regexp.MustCompile(`(?s)id="distance">(.*?)</div>`).FindStringSubmatch(page)
	if m == nil {
		return ""
	}
	return regexp.MustCompile(`<[^>]+>`).ReplaceAllString(m[1], " ")
}
