package web

import (
	"regexp"
	"strings"
	"testing"

	"entente/marking"
	"entente/site"
)

// A program names views, shares them and deletes them as a page does, and those of others
// are not its own.
func TestViewsByProgram(t *testing.T) {
	h := open(t)
	p, o := h.program("pakistan", site.ScopeAccount), h.program("observer", site.ScopeAccount)
	ask := `{"title":"Pledges","path":"/search?q=kind:pledge","marking":"UNCLASSIFIED","shared":true}`
	id := p.want(p.send("POST", "/v1/views", ask), 201)["id"].(string)
	p.want(p.send("POST", "/v1/views", strings.Replace(ask, "/search", "//elsewhere.example", 1)), 422)
	p.want(p.send("POST", "/v1/views", strings.Replace(ask, "UNCLASSIFIED", "PERHAPS", 1)), 422)
	if got := p.want(p.send("PUT", "/v1/views/"+id, `{"start":true}`), 200); got["start"] != true || got["shared"] != nil {
		t.Errorf("changed it is %v", got)
	}
	b := h.as("pakistan")
	b.holds(b.get("/"), 200, `<a href="/search?q=kind:pledge">Pledges</a>`)
	o.want(o.send("PUT", "/v1/views/"+id, `{"start":true}`), 404)
	o.want(o.send("DELETE", "/v1/views/"+id, ""), 404)
	if all := o.want(o.send("GET", "/v1/views", ""), 200)["items"].([]any); len(all) > 0 {
		t.Errorf("the observer sees %v", all)
	}
	if r := p.send("DELETE", "/v1/views/"+id, ""); r.status != 204 {
		t.Errorf("deleting answers %d", r.status)
	}
	if all := p.want(p.send("GET", "/v1/views", ""), 200)["items"].([]any); len(all) > 0 {
		t.Errorf("deleted, there are %v", all)
	}
}

// A list is named, stands on the start page, and is shared with those of the same actor
// who are cleared as high: its name with nobody else, and its rows with nobody at all.
func TestViews(t *testing.T) {
	h := open(t)
	for _, p := range []site.Person{
		{Name: "colleague", Title: "Of the same actor", Actor: "PAK", Role: site.Delegate, Level: marking.Secret},
		{Name: "junior", Title: "Cleared for less", Actor: "PAK", Role: site.Delegate, Level: marking.Restricted},
	} {
		if err := h.site.AddPerson(p, "four or five words"); err != nil {
			t.Fatal(err)
		}
		h.people[p.Name] = "four or five words"
	}
	b := h.as("pakistan")
	r := b.get("/search?q=actor:PAK+kind:pledge")
	b.holds(r, 200, "Keep this view", `name="path" value="/search?q=actor:PAK+kind:pledge"`)
	mark := regexp.MustCompile(`name="marking" value="([^"]+)"`).FindStringSubmatch(r.body)[1]
	b.holds(b.get("/views"), 200, "You have named no view")
	b.holds(b.post("/views", "path", "/search?q=x", "marking", mark, "title", "  "), 422, "name the view in 1 to 80 characters")
	b.holds(b.post("/views", "path", "//elsewhere.example/", "marking", mark, "title", "x"), 422, "none of this site")
	if r := b.post("/views", "path", "/search?q=actor:PAK+kind:pledge", "marking", mark, "title", "What we pledged", "start", "yes", "shared", "yes"); r.status != 303 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	b.holds(b.get("/"), 200, "Your views", `<a href="/search?q=actor:PAK+kind:pledge">What we pledged</a>`)
	c := h.as("colleague")
	c.holds(c.get("/views"), 200, "What we pledged", "shared by pakistan")
	for _, name := range []string{"junior", "secretary", "observer"} {
		if o := h.as(name); strings.Contains(o.get("/views").body+o.get("/").body, "What we pledged") {
			t.Errorf("%s sees the name of a view that is not for it", name)
		}
	}
	id := regexp.MustCompile(`name="id" value="([a-z2-7]{16})"`).FindStringSubmatch(b.get("/views").body)[1]
	c.holds(c.post("/views/change", "id", id, "do", "drop"), 404)
	b.post("/views/change", "id", id, "do", "unshare")
	b.post("/views/change", "id", id, "do", "unpin")
	if strings.Contains(c.get("/views").body, "What we pledged") || strings.Contains(b.get("/").body, "What we pledged") {
		t.Error("it is still shared, or on the start page")
	}
	b.post("/views/change", "id", id, "do", "drop")
	b.holds(b.get("/views"), 200, "You have named no view")
}
