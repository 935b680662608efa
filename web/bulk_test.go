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

// Rows of a result are chosen and one deed is done on all: one act goes on record for
// each, what is refused is named with its reason and holds nothing up, and all of it
// can be taken back together.
func TestBulk(t *testing.T) {
	h := open(t)
	now := time.Now().UTC()
	word := func(id, actor string) *act.Act {
		a := filedOn(id, "UNCLASSIFIED", &act.Statement{}, now)
		a.Actor, a.Says = act.ActorRef(actor), "A zqword of "+actor
		return a
	}
	h.put(word("other", "EGY"))
	h.fileAs("pakistan", word("first", "PAK"), word("second", "PAK"))
	b := h.as("pakistan")
	boxes := regexp.MustCompile(`<input type="checkbox" form="bulk" name="act" value="([^"]+)"`).FindAllStringSubmatch(b.get("/search?q=zqword").body, -1)
	if len(boxes) != 3 {
		t.Fatalf("%d rows can be chosen", len(boxes))
	}
	form := url.Values{"deed": {"withdrawal"}}
	for _, m := range boxes {
		form.Add("act", m[1])
	}
	b.holds(b.do("POST", "/bulk", form), 200, "2 acts would go on record", "gaza-isf-2025/other", "refused", "File these 2 acts")
	if strings.Contains(h.as("observer").get("/search?q=zqword").body, `form="bulk"`) {
		t.Error("an observer is offered what it may not do")
	}
	b.holds(b.do("POST", "/bulk", url.Values{"deed": {"withdrawal"}, "act": {"gaza-isf-2025/absent", "none/absent"}}), 404)
	b.holds(b.do("POST", "/bulk", url.Values{"deed": {"decision"}, "act": {"gaza-isf-2025/first"}}), 400, "cannot be done on several acts")
	b.holds(b.do("POST", "/bulk", url.Values{"deed": {"withdrawal"}}), 400, "No row was chosen")
	form.Set("do", "file")
	b.holds(b.do("POST", "/bulk", form), 422, "Say why before it is filed")
	form.Set("says", "It was said in error.")
	r := b.do("POST", "/bulk", form)
	if r.status != 303 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	held := b.get(r.to)
	b.holds(held, 200, "Being filed.", "Take all 2 back")
	drafts := url.Values{"draft": mustQuery(t, r.to)["draft"]}
	if again := b.do("POST", "/bulk/undo", drafts); again.status != 303 {
		t.Errorf("taking all back answers %d", again.status)
	}
	b.holds(b.get(r.to), 200, "Draft, not filed")
	for _, id := range drafts["draft"] {
		b.do("POST", "/draft/"+id+"/delete", url.Values{})
	}
	r = b.do("POST", "/bulk", form)
	for end := now.Add(site.Hold + 60*time.Second); !strings.Contains(b.get(r.to).body, "All of it is on record"); time.Sleep(300 * time.Millisecond) {
		if text := b.get(r.to).body; time.Now().After(end) || strings.Contains(text, "Refused") {
			t.Fatalf("it is not filed: %s", text)
		}
	}
	for _, id := range []string{"first", "second"} {
		b.holds(b.get(gaza+"/act/"+id), 200, "This act no longer stands")
	}
	filed := regexp.MustCompile(`/act/(pak-withdrawal-[a-z2-7]+)"`).FindAllString(b.get("/search?q=kind:withdrawal").body, -1)
	if len(slices.Compact(slices.Sorted(slices.Values(filed)))) != 2 {
		t.Errorf("on record are %v", filed)
	}
	b.holds(b.do("POST", "/bulk/undo", url.Values{"draft": mustQuery(t, r.to)["draft"]}), 410)
}

// fileAs puts acts on record as somebody files them, signed with the key the site holds.
func (h *house) fileAs(name string, all ...*act.Act) {
	h.Helper()
	p, err := h.site.Person(name)
	if err != nil {
		h.Fatal(err)
	}
	key, err := h.site.Key(h.Context(), p)
	if err != nil {
		h.Fatal(err)
	}
	for _, a := range all {
		d, err := h.site.LayOut(p, a, h.site.As(p, a, false), key)
		if err != nil {
			h.Fatal(err)
		}
		if r, err := h.site.File(h.Context(), p, d); err != nil || r.Err != nil {
			h.Fatal(err, r.Err)
		}
	}
}

func mustQuery(t *testing.T, path string) url.Values {
	t.Helper()
	u, err := url.Parse(path)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query()
}
