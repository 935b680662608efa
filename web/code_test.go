package web

import (
	"net/url"
	"strings"
	"testing"

	"entente/act"
	"entente/register"
	"entente/site"
	"entente/source"
)

const note = "/case/alliance-2016/source/alliance-note"

// coding is the form of a sentence as it is shown.
func (b *browser) coding(path string, pairs ...string) url.Values {
	b.Helper()
	form := url.Values{}
	for _, m := range inputs.FindAllStringSubmatch(b.get(path).body, -1) {
		if m[1] == "seen" {
			form.Set("seen", m[2])
		}
	}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

// A sentence is coded by a form: nothing is chosen by itself, what is wrong is said beside
// its field with everything kept, and what comes on record stands on its words.
func TestCode(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	r := b.get(note)
	b.holds(r, 200, "Exercise note: what the alliance", `name="seen" value="0"`, "EXERCISE//SECRETARIAT UNCLASSIFIED", "sentences left")
	if strings.Contains(r.body, "checked") {
		t.Error("something is chosen that nobody chose")
	}
	r = b.get(note + "/4.3")
	b.holds(r, 200, `<mark id="here">Officials in Islamabad said`, `name="pick.holder" value="PAK"`, "Pakistan")

	form := b.coding(note+"/8", "pick.holder", "IDN", "pick.kind", "position", "pick.stance", "demands", "set.if", "fact.nothing", "do", "accept")
	b.holds(b.do("POST", note+"/8", form), 422, `value="IDN" checked`, `id="wrong-code-if"`, "fact.nothing")
	form.Set("set.if", "joins.IRN && joins.EGY")
	form.Set("do", "look")
	b.holds(b.do("POST", note+"/8", form), 200, "Would go on record", "Iran and Egypt join", "position", "Reported by SECRETARIAT")
	r = b.do("POST", note+"/8", form, "HX-Request", "true")
	b.holds(r, 200, "Iran and Egypt join")
	if strings.Contains(r.body, "<html") {
		t.Error("a look from an open page gives a page")
	}
	form.Set("set.quote", "clear definition")
	form.Set("do", "accept")
	r = b.do("POST", note+"/8", form)
	if r.status != 303 || !strings.HasPrefix(r.to, note+"/8?filed=alliance-note-8-") {
		t.Fatalf("%d %s", r.status, r.to)
	}
	id := strings.TrimPrefix(r.to, note+"/8?filed=")
	b.holds(b.get(r.to), 200, `id="filed"`, id, `name="seen" value="1"`)

	// sent once more it is not a second act
	b.holds(b.do("POST", note+"/8", form), 409, "since you opened it", `value="IDN" checked`)
	// another from the same sentence is one
	again := b.coding(note+"/8", "holder.other", "EGY", "pick.kind", "statement", "do", "accept-next")
	if r := b.do("POST", note+"/8", again); r.status != 303 || !strings.HasPrefix(r.to, note+"/1?filed=") {
		t.Errorf("%d %s", r.status, r.to)
	}
	if r := b.do("POST", note+"/1", b.coding(note+"/1", "do", "nothing")); r.status != 303 || !strings.HasPrefix(r.to, note+"/2?filed=") {
		t.Errorf("%d %s", r.status, r.to)
	}
	b.holds(b.do("POST", note+"/2", b.coding(note+"/2", "do", "reject", "pick.holder", "SAU")), 422, "Accept it, or clear it first")
	if r := b.do("POST", note+"/2", b.coding(note+"/2", "do", "reject")); r.status != 303 {
		t.Errorf("%d %s", r.status, r.to)
	}
	b.holds(b.do("POST", note+"/8", b.coding(note+"/8", "do", "reject")), 422, "an act was taken from this sentence")
	b.holds(b.do("POST", note+"/3.1", b.coding(note+"/3.1", "do", "accept")), 422, "Say what kind of act it is.")
	b.holds(b.get("/case/alliance-2016/sources"), 200, "accepted as offered", "amended: 1; rejected: 1")

	want := map[string]string{"8": "accepted", "1": "nothing", "2": "rejected"}
	n := 0
	on, err := h.entry(id, "alliance-2016")
	if err != nil || on.Act.Body.(*act.Position).If.Text != "joins.IRN && joins.EGY" || on.Act.Source[0].String() != "alliance-note#8" {
		t.Errorf("%+v %v", on, err)
	}
	e, err := h.entry("alliance-note", "alliance-2016")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := source.Folder(site.DocumentsPath(h.site.Dir())).Get(e.Act.Body.(*act.Source).SHA256, e.Act.Body.(*act.Source).Text)
	if err != nil {
		t.Fatal(err)
	}
	h.each("alliance-2016", func(e *register.Entry) {
		c, ok := e.Act.Body.(*act.Coding)
		if !ok {
			return
		}
		n++
		place := e.Act.Source[0].Paragraph
		span, err := doc.Locate(source.Anchor{SHA256: doc.SHA256, Text: c.Text, Start: c.Start, End: c.End, Exact: c.Exact, Prefix: c.Prefix, Suffix: c.Suffix})
		if at, _ := doc.Reading.Find(place); err != nil || at != span {
			t.Errorf("%s stands at %v (%v)", e.Act.ID, span, err)
		}
		if want[place] != c.Outcome && c.Outcome != "amended" {
			t.Errorf("%s came to %s", place, c.Outcome)
		}
	})
	if n != 4 {
		t.Errorf("%d codings", n)
	}
	o := h.as("observer")
	r = o.get(note)
	o.holds(r, 200, "You read here as an observer")
	o.holds(o.do("POST", note+"/3.1", url.Values{"do": {"nothing"}, "seen": {"0"}}), 403)
	o.holds(b.get(note+"/99"), 404)
	o.holds(b.get("/case/alliance-2016/source/PAK"), 404)
}

// each calls f with every act of a case.
func (h *house) each(initiative string, f func(*register.Entry)) {
	h.Helper()
	if err := h.site.Register().Entries(register.Query{Initiative: initiative}, func(e *register.Entry) error { f(e); return nil }); err != nil {
		h.Fatal(err)
	}
}

func (h *house) entry(id, initiative string) (found *register.Entry, err error) {
	h.each(initiative, func(e *register.Entry) {
		if e.Act.ID == id {
			found = e
		}
	})
	if found == nil {
		return nil, register.ErrNotFound
	}
	return found, nil
}
