package web

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestSearchPage(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	b.holds(b.get("/search?q=%22in+process%22"), 200, "/case/gaza-isf-2025/act/pak-minister-in-process", "pledge")
	b.holds(b.get("/search?q=ivo"), 200, "by its other name, Ivory Coast", "actor%3ACIV")
	b.holds(b.get("/search?q=actor:Pakistan+kind:position"), 200, "/case/gaza-isf-2025/act/")
	b.holds(b.get("/search?q=date:yesterday"), 200, "date:yesterday cannot be read", "0 acts")
	b.holds(b.get("/search?q=zzzzqqq"), 200, "Nothing that you may see holds all of this")
	b.holds(b.get("/search?q=x&skip=many"), 400, "skip=many is not a number of acts")
	b.holds(b.get("/search?q="+strings.Repeat("x", 1001)), 400, "at most 1000 characters")
	b.holds(b.get("/search?q=%3Cscript%3E%22"), 200, "&lt;script&gt;")
	o := h.as("observer")
	for _, q := range []string{"overtures", "%22early+Saudi+overtures%22", "kind:sounding", "actor:SAU"} {
		if r := o.get("/search?q=" + q); strings.Contains(r.body, "/act/overtures") {
			t.Errorf("the observer finds what it may not see by %s", q)
		}
	}
	o.holds(o.get("/search?q=%22early+Saudi+overtures%22"), 200, "0 acts")
}

// A list that would lack rows, because the record is still being read, is not handed out: it
// is to be asked for again, on a page and by a program.
func TestReadingIsSaid(t *testing.T) {
	h := open(t)
	v := h.server.visit(httptest.NewRecorder(), httptest.NewRequest("GET", "/list/search.csv?q=x", nil))
	if p := v.errorPage(errReading); p.status != 503 || p.title != "Still being read" || v.header.Get("Retry-After") != "10" {
		t.Errorf("the page answers %d %s, %v", p.status, p.title, v.header)
	}
	v.header.Del("Retry-After")
	if p := v.problem(errReading); p.Status != 503 || !strings.Contains(p.Detail, "Try again") || v.header.Get("Retry-After") != "10" {
		t.Errorf("the API answers %+v, %v", p, v.header)
	}
}

// What somebody opens is one key away afterwards, to nobody else, and as long as it
// may be seen.
func TestRecent(t *testing.T) {
	h := open(t)
	b, o := h.as("secretary"), h.as("observer")
	b.holds(b.get("/recent"), 200, "You have opened no act yet")
	b.get("/case/alliance-2016/act/overtures")
	b.get("/case/gaza-isf-2025/act/pak-minister-in-process")
	r := b.get("/recent")
	b.holds(r, 200, "/act/overtures", "/act/pak-minister-in-process", "CONFIDENTIAL")
	if strings.Index(r.body, "/act/overtures") < strings.Index(r.body, "/act/pak-minister-in-process") {
		t.Error("what was opened last does not stand first")
	}
	o.get("/case/alliance-2016/act/overtures")
	o.holds(o.get("/recent"), 200, "You have opened no act yet")
}

func TestHelp(t *testing.T) {
	b := open(t).browser()
	b.holds(b.get("/help"), 200, `id="keys"`, "<kbd", "Ctrl K")
}
