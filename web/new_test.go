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

// A case is opened by the form for its initiative; nothing of it is there before it is
// filed, and an id that cannot be is refused.
func TestOpenACase(t *testing.T) {
	h := open(t)
	b := h.as("pakistan")
	b.holds(b.get("/new?id=Not+a+name"), 422, "cannot be the name of a case")
	r := b.get("/new?id=river-force-2026")
	if r.status != 303 || r.to != "/case/river-force-2026/file/initiative" {
		t.Fatalf("%d %s", r.status, r.to)
	}
	form := b.get(r.to)
	b.holds(form, 200, `name="title"`, `name="type"`)
	for _, k := range formKeys("initiative") {
		if !strings.Contains(form.body, `name="`+k.Name+`"`) {
			t.Errorf("the form does not ask for %s", k.Name)
		}
	}
	b.holds(b.get("/case/river-force-2026"), 404)
	b.holds(b.get("/case/gaza-isf-2025/file/initiative"), 404) // it is open already
	o := h.as("observer")
	o.holds(o.get("/new"), 403)
	draft := regexp.MustCompile(`name="draft" value="([^"]+)"`).FindStringSubmatch(form.body)[1]
	sent := url.Values{"draft": {draft}, "marking": {"EXERCISE//UNCLASSIFIED"}, "type": {"fleet"}, "do": {"review"}}
	b.holds(b.do("POST", r.to, sent), 422, "fleet", `aria-invalid="true"`)
	sent.Set("type", "force")
	sent.Set("title", "A force on the river")
	if done := b.do("POST", r.to, sent); done.status != 303 || done.to != "/draft/"+draft+"/file" {
		t.Fatalf("%d %s", done.status, regexp.MustCompile(`(?s)<main.*</main>`).FindString(done.body))
	}
	b.holds(b.get("/draft/"+draft+"/file"), 200, "A force on the river", "Who will see all of it")
	b.holds(b.do("POST", "/draft/"+draft+"/file", url.Values{}), 303)
	for end := time.Now().Add(site.Hold + 60*time.Second); b.get("/case/river-force-2026").status != 200; time.Sleep(300 * time.Millisecond) {
		if text := b.get("/draft/" + draft).body; time.Now().After(end) || strings.Contains(text, "Refused") {
			t.Fatalf("the case is not open: %s", regexp.MustCompile(`(?s)<main.*</main>`).FindString(text))
		}
	}
	b.holds(b.get("/"), 200, "A force on the river")
}

// A program opens a case by its initiative, and once.
func TestOpenACaseByProgram(t *testing.T) {
	p := open(t).program("secretary", site.ScopeFile, site.ScopeRead)
	ask := `{"case":"river-force-2026","kind":"initiative","now":true,"item":{"title":"A force on the river","type":"force"}}`
	p.want(p.send("POST", "/v1/acts", strings.Replace(ask, "river-force-2026", "The River", 1)), 422)
	p.want(p.send("POST", "/v1/acts", strings.Replace(ask, `"now"`, `"id":"x","now"`, 1)), 422)
	p.want(p.send("POST", "/v1/acts", ask), 202)
	if got := p.want(p.send("GET", "/v1/cases/river-force-2026", ""), 200); got["title"] != "A force on the river" {
		t.Errorf("the case is %v", got)
	}
	p.want(p.send("POST", "/v1/acts", ask), 422)
}

// In every form the day is today, the actor the reader's own and the marking the
// case's, and what is needed says so.
func TestDefaults(t *testing.T) {
	b := open(t).as("pakistan")
	today := time.Now().UTC().Format(time.DateOnly)
	value := func(body, name string) string {
		m := regexp.MustCompile(`<input id="f-` + name + `" name="` + name + `" value="([^"]*)"`).FindStringSubmatch(body)
		if m == nil {
			return "no field"
		}
		return m[1]
	}
	for _, info := range act.Kinds() {
		if info.Shape != act.Listed {
			continue
		}
		body := b.get(gaza + "/file/" + string(info.Kind)).body
		if on, actor, mark := value(body, "on"), value(body, "actor"), value(body, "marking"); on != today || actor != "PAK" || mark != "EXERCISE//UNCLASSIFIED" {
			t.Errorf("%s: on %s, by %s, marked %s", info.Kind, on, actor, mark)
		}
		for _, k := range formKeys(info.Kind) {
			if k.Required && !regexp.MustCompile(`<label for="f-`+k.Name+`">[^<]*<span class="needed">`).MatchString(body) {
				t.Errorf("%s: %s is needed and does not say so", info.Kind, k.Name)
			}
		}
	}
}

// A field for an actor lists every name it goes by in any language, so that any letters
// find it without script; a name typed in full is taken for its code, and the form says
// so before anything is filed.
func TestNamesFindActors(t *testing.T) {
	b := open(t).as("pakistan")
	form := position(b)
	list := regexp.MustCompile(`(?s)<datalist id="list-actor">.*?</datalist>`).FindString(b.get(gaza + "/file/position").body)
	egypt := regexp.MustCompile(`<option value="EGY">([^<]*)</option>`).FindStringSubmatch(list)
	if egypt == nil {
		t.Fatal("Egypt is not in the list")
	}
	names := strings.Split(egypt[1], ", ")
	for _, want := range []string{"Egypt", "مصر", "Égypte", "EG"} {
		if !slices.Contains(names, want) {
			t.Errorf("Egypt is not found by %s: %v", want, names)
		}
	}
	form.Set("actor", "باكستان")
	r := b.send(form, "review")
	b.holds(r, 200, "“باكستان” was read as Pakistan (PAK)", `value="PAK"`)
	form.Set("actor", "PAK")
	if r := b.send(form, "review"); r.status != 303 {
		t.Errorf("looked at once more it is not taken: %d", r.status)
	}
	form.Set("actor", "Nobody of that name")
	b.holds(b.send(form, "review"), 422, "Nobody of that name")
	p := open(t).program("pakistan", site.ScopeRead)
	if r := p.send("GET", "/v1/search?q="+url.QueryEscape("مصر")+"&limit=1", ""); !strings.Contains(r.body, `"why":"by its name, مصر"`) {
		t.Errorf("the search does not say why: %s", r.body)
	}
}
