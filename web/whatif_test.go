package web

import (
	"maps"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
)

func TestWhatIf(t *testing.T) {
	b := open(t).as("secretary")
	path := "/case/gaza-isf-2025/what-if"
	b.holds(b.get(path), 200, "Who disarms Hamas?", "the Palestinian police disarm Hamas", `name="fact.un_mandate"`, `name="joins.PAK"`, `data-place="PAK"`, "as on record")
	b.holds(b.get(path+"?joins.PAK=false"), 200, "One thing supposed", `selected>suppose it stays out`, "was contingent", "/compare?b.joins.PAK=false")
	b.holds(b.get(path+"?why=PAK"), 200, `id="why"`, "/case/gaza-isf-2025/act/")
	b.holds(b.get(path+"?fact.un_mandat=true"), 422, "nothing here is called fact.un_mandat (did you mean fact.un_mandate?)")
	b.holds(b.get(path+"?joins.PAK=perhaps"), 422, "perhaps")
	b.holds(b.get(path+"?at=2025-10-31&fact.un_mandate=true"), 200, `name="at" value="2025-10-31"`)

	r := b.do("GET", path+"?fact.un_mandate=true", nil, "HX-Request", "true", "Accept-Encoding", "gzip")
	b.holds(r, 200)
	if r.header.Get("Content-Encoding") != "gzip" || len(r.body) > 3000 {
		t.Errorf("a what-if is %d bytes (%s), more than 3000 compressed", len(r.body), r.header.Get("Content-Encoding"))
	}
	r = b.do("GET", path+"?fact.un_mandate=true", nil, "HX-Request", "true")
	if strings.Contains(r.body, "<html") || !strings.HasPrefix(r.body, `<div id="answer">`) {
		t.Errorf("an open page is sent more than the answer: %.80s", r.body)
	}
	record, supposed := rows(b.get(path).body), rows(b.get(path+"?joins.PAK=false").body)
	if len(record) < 10 || len(supposed) != len(record) || record["PAK"] == supposed["PAK"] {
		t.Errorf("a page that is not open yet has rows %v, and supposed otherwise %v", record, supposed)
	}
	for place, standing := range record {
		if supposed[place] == standing {
			delete(supposed, place)
		}
	}
	if sent := rows(b.do("GET", path+"?joins.PAK=false", nil, "HX-Request", "true").body); !maps.Equal(sent, supposed) {
		t.Errorf("an open page is sent the rows %v, and %v are otherwise than on record", sent, supposed)
	}
}

// rows are the standings of the list of a page, by place: templates apart, which hold
// what may come to be shown.
func rows(page string) map[string]string {
	page, _, _ = strings.Cut(page, "<template>")
	all := map[string]string{}
	for _, m := range placed.FindAllStringSubmatch(page, -1) {
		all[m[1]] = m[2]
	}
	return all
}

var placed = regexp.MustCompile(`<li data-place="(.*?)" data-standing="(.*?)"`)

// One compiled case serves many suppositions at the same time, and each gets the
// answer it would have got alone.
func TestWhatIfAtOnce(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	paths := []string{"", "?joins.PAK=true", "?option.disarmament=palestinian_police", "?fact.un_mandate=false", "?joins.IDN=false&fact.un_mandate=true"}
	want := map[string]string{}
	for _, p := range paths {
		want[p] = b.do("GET", "/case/gaza-isf-2025/what-if"+p, nil, "HX-Request", "true").body
	}
	var wait sync.WaitGroup
	for range 4 {
		for _, p := range paths {
			c := &browser{h, map[string]string{sessionCookie: b.cookies[sessionCookie]}}
			wait.Go(func() {
				if got := c.do("GET", "/case/gaza-isf-2025/what-if"+p, nil, "HX-Request", "true").body; got != want[p] {
					t.Errorf("%s: asked at the same time as others it is answered otherwise", p)
				}
			})
		}
	}
	wait.Wait()
}

func TestCompare(t *testing.T) {
	b := open(t).as("secretary")
	path := "/case/gaza-isf-2025/compare"
	b.holds(b.get(path), 200, "0 differences", "As on record")
	q := url.Values{"a.at": {"2025-10-31"}, "b.joins.PAK": {"false"}}
	b.holds(b.get(path+"?"+q.Encode()), 200, "As on record, 2025-10-31", "One thing supposed", "≠ differs", "= the same", "not in question")
	b.holds(b.get(path+"?a.at=soon"), 400, "a.at=soon is not a day")
	b.holds(b.get(path+"?b.option.scope=nowhere"), 422, "nowhere")
}

func TestForces(t *testing.T) {
	b := open(t).as("secretary")
	b.holds(b.get("/case/gaza-isf-2025/forces"), 200, `aria-current="page">Forces`)
}
