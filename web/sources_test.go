package web

import (
	"archive/zip"
	"bytes"
	"net/url"
	"os/exec"
	"strings"
	"testing"

	"entente/act"
	"entente/register"
	"entente/site"
)

const iraq = "/case/iraq-2007"

// packed is an archive of one part.
func packed(t *testing.T, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	if err == nil {
		_, err = f.Write([]byte(content))
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A document comes in by a form: its bytes are kept, its sentences wait, and what is wrong
// with it is said with a remedy; then nothing is on record.
func TestAddSource(t *testing.T) {
	h := open(t)
	b := h.as("pakistan")
	before := h.site.Register().Head().Size
	word := `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>`
	for _, c := range []struct{ name, content, says string }{
		{"empty.txt", "  ", "the document is empty"},
		{"bomb.docx", packed(t, "word/document.xml", word+strings.Repeat("a", 40<<20)+"</w:t></w:r></w:p></w:body></w:document>"), "unpacks to more than a document can hold"},
		{"entity.docx", packed(t, "word/document.xml", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>`+word+"&e;</w:t></w:r></w:p></w:body></w:document>"), "declares entities of its own"},
		{"other.zip", packed(t, "x", "y"), "holds no word/document.xml"},
		{"old.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("x", 100), "format of before 2007"},
		{"nul.txt", strings.Repeat("\x00", 400), "more than a tenth of it cannot be read"},
	} {
		b.holds(b.upload(iraq+"/sources", c.name, c.content, "marking", "EXERCISE//UNCLASSIFIED"), 422, c.says, `role="alert"`)
	}
	if _, err := exec.LookPath("pdftotext"); err == nil {
		b.holds(b.upload(iraq+"/sources", "cut.pdf", "%PDF-1.4\ncut", "marking", "UNCLASSIFIED"), 422, "the PDF cannot be read")
	}
	b.holds(b.upload(iraq+"/sources", "a.txt", "Two words.\n"), 422, "carries no marking")
	b.holds(b.upload(iraq+"/sources", "a.txt", "Two words.\n", "marking", "VERY//ODD", "date", "tomorrow", "medium", "rumour", "replaces", "nothing", "id", "a b", "title", "Kept as typed"), 422,
		"is not understood", "is not a day", "is no sort of document", "No source nothing", "cannot be an id", `value="Kept as typed"`)
	b.holds(b.upload(iraq+"/sources", "a.txt", "Two words.\n", "marking", "TOP SECRET"), 422, "is above SECRET")
	b.holds(b.upload(iraq+"/sources", "a.txt", strings.Repeat("x", largestDocument+1), "marking", "UNCLASSIFIED"), 413)
	if now := h.site.Register().Head().Size; now != before {
		t.Errorf("%d acts came of documents that were refused", now-before)
	}

	text := "One NUL \x00 here.\nPakistan would join.\n"
	r := b.upload(iraq+"/sources", `C:\desk\a letter.txt`, text, "marking", "EXERCISE//UNCLASSIFIED", "date", "2007-05-15")
	b.holds(r, 200, "The document is kept", "there is a NUL byte here", `href="/case/iraq-2007/source/a-letter"`, "2 sentences left")
	b.holds(b.get(iraq+"/source/a-letter"), 200, "Pakistan would join.")
	if r := b.get(iraq + "/source/a-letter/bytes"); r.body != text || !strings.Contains(r.header.Get("Content-Disposition"), "EXERCISE-") {
		t.Errorf("the bytes come back as %q, %s", r.body, r.header)
	}
	if r := b.upload(iraq+"/sources", "a letter.txt", text, "marking", "EXERCISE//UNCLASSIFIED", "date", "2007-05-15"); r.status != 200 {
		t.Errorf("the same once more answers %d", r.status)
	}
	b.holds(b.upload(iraq+"/sources", "a letter.txt", "Another one.\n", "marking", "EXERCISE//UNCLASSIFIED"), 422, "The short name a-letter is taken")

	// telegrams of one file are documents of their own
	one := "P 121300Z APR 07\nFM EMBASSY ISLAMABAD\nTO MINISTRY\nBT\nUNCLAS ISLAMABAD 000012\nSUBJECT: THE LAKE\n\n1. The minister received us.\n\nSMITH\nBT\n#0012\nNNNN\n"
	two := one + strings.ReplaceAll(one, "0012", "0013")
	b.holds(b.upload(iraq+"/sources", "two.txt", two, "title", "both"), 422, "holds 2 telegrams")
	r = b.upload(iraq+"/sources", "two.txt", two, "marking", "EXERCISE//UNCLASSIFIED")
	if r.status != 303 || !strings.Contains(r.to, "added=two-1") || !strings.Contains(r.to, "added=two-2") {
		b.holds(r, 200, "2 documents are kept", "two-1", "two-2")
	}
	e, err := h.entry("two-2", "iraq-2007")
	if err != nil || e.Act.Body.(*act.Source).Lines == "" {
		t.Errorf("%v %v", e, err)
	}
	b.holds(b.get(iraq+"/source/two-2/bytes"), 404)
	o := h.as("observer")
	o.holds(o.upload(iraq+"/sources", "a.txt", "x y z.\n", "marking", "UNCLASSIFIED"), 403)
}

const portions = "1. (U) The envoy of Egypt received us. He praised the force.\n\n2. (S) The envoy of Zanzibar said that Pakistan would join.\n\n3. (U) He said that it would be soon.\n"

// Who may not see a portion is told no word of it: not in the text, not in lists made of
// what stands around, not by guessing at quotes; and who may not see the document is not
// told that it is there.
func TestPortionsOfADocument(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	if r := b.upload(iraq+"/sources", "portions.txt", portions, "marking", "EXERCISE//UNCLASSIFIED"); r.status != 303 {
		t.Fatal(r.status, r.body)
	}
	b.holds(b.get(iraq+"/source/portions/2"), 200, "Zanzibar", "(S)", "SECRET")
	form := b.coding(iraq+"/source/portions/2", "pick.kind", "statement", "holder.other", "PAK", "set.says", "zqsecret", "do", "accept")
	r := b.do("POST", iraq+"/source/portions/2", form)
	if r.status != 303 {
		t.Fatal(r.status)
	}
	_, id, _ := strings.Cut(r.to, "filed=")
	e, err := h.entry(id, "iraq-2007")
	if err != nil || !strings.Contains(e.Portions[register.PortionBody].Marking().String(), "SECRET") {
		t.Errorf("the act is marked %v (%v)", e, err)
	}
	low := site.Person{Name: "clerk", Title: "A clerk", Actor: "PAK", Role: site.Delegate}
	if err := h.site.AddPerson(low, "a long password"); err != nil {
		t.Fatal(err)
	}
	h.people["clerk"] = "a long password"
	c := h.as("clerk")
	page := iraq + "/source/portions"
	c.holds(c.get(page), 200, "He praised the force.", "This paragraph is not for you.")
	form = c.coding(page+"/3", "pick.kind", "statement", "holder.other", "PAK", "set.quote", "Zanzibar said", "do", "look")
	guess := c.do("POST", page+"/3", form)
	form.Set("set.quote", "Nobody said")
	miss := c.do("POST", page+"/3", form)
	if a, b := withoutNumber(guess, "Zanzibar", "Nobody"), withoutNumber(miss, "Zanzibar", "Nobody"); a != b {
		t.Errorf("a guess at hidden words is answered otherwise: %s", differing(a, b))
	}
	wide := c.coding(page+"/3", "pick.kind", "statement", "holder.other", "PAK", "set.at", "2-3", "do", "accept")
	c.holds(c.do("POST", page+"/3", wide), 422, "is not for you")
	for _, path := range []string{page, page + "/1.1", page + "/1.2", page + "/3", iraq + "/sources", "/v1" + strings.Replace(iraq, "/case/", "/cases/", 1) + "/sources/portions",
		"/v1/cases/iraq-2007/sources/portions/sentences/3", "/v1/cases/iraq-2007/sources/portions/sentences/1.2", "/v1/cases/iraq-2007/tally", iraq + "/list/sources.csv"} {
		if r := c.get(path); strings.Contains(r.body, "Zanzibar") || strings.Contains(r.body, "ZNZ") || strings.Contains(r.body, "zqsecret") {
			t.Errorf("%s tells of the portion", path)
		}
	}
	for _, path := range []string{page + "/2", page + "/bytes", "/v1/cases/iraq-2007/sources/portions/sentences/2", "/v1/cases/iraq-2007/sources/portions/bytes"} {
		c.holds(c.get(path), 404)
	}
	o := h.as("observer")
	for _, path := range []string{"/case/moderate-states-2007/source/moderate-cable", "/case/moderate-states-2007/source/moderate-cable/2.1", "/case/moderate-states-2007/source/moderate-cable/bytes"} {
		hidden, absent := o.get(path), o.get(strings.Replace(path, "moderate-cable", "not-there", 1))
		if hidden.status != 404 || withoutNumber(hidden, "moderate-cable", "not-there") != withoutNumber(absent, "moderate-cable", "not-there") {
			t.Errorf("%s: %d, and not like one that is absent", path, hidden.status)
		}
	}
	if r := o.get("/case/moderate-states-2007/sources"); strings.Contains(r.body, "moderate-cable") || strings.Contains(r.body, "EXERCISE TELEGRAM") {
		t.Error("the list names a document that is not for an observer")
	}
}

// withoutNumber is the body of an answer without what differs in each.
func withoutNumber(r answer, name, as string) string {
	return strings.ReplaceAll(strings.ReplaceAll(unmarked(r.body), r.header.Get("X-Request-Id"), "NUMBER"), name, as)
}

// A place is carried over to a new version by somebody who looked; what is not there is
// reported.
func TestCarry(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	digest, edition := gaza+"/source/gaza-digest", gaza+"/source/gaza-digest-2"
	filed := func(place string) string {
		r := b.do("POST", digest+"/"+place, b.coding(digest+"/"+place, "pick.kind", "statement", "holder.other", "IDN", "set.says", "A word on "+place, "do", "accept"))
		_, id, ok := strings.Cut(r.to, "filed=")
		if !ok {
			t.Fatal(r.status, r.to)
		}
		return id
	}
	same, changed := filed("5.3"), filed("5.2")
	b.holds(b.get(edition), 200, "2 acts rest on the version before", "/act/"+same+"/carry?to=gaza-digest-2")
	b.holds(b.get(gaza+"/act/"+same), 200, "/carry")
	b.holds(b.get(gaza+"/act/"+same+"/carry"), 200, "= the same words", "gaza-digest-2#5.3", "Carry it over to 5.3")
	b.holds(b.get(gaza+"/act/"+changed+"/carry?to=gaza-digest-2"), 200, "≈", "ready by spring")
	before := h.site.Register().Head().Size
	b.holds(b.post(gaza+"/act/"+same+"/carry", "place", "gaza-digest-2#99"), 422, "has no paragraph 99")
	b.holds(b.post(gaza+"/act/"+same+"/carry", "place", "gaza-digest-2"), 422)
	b.holds(b.post(gaza+"/act/"+same+"/carry", "place", "nothing#1"), 404)
	if h.site.Register().Head().Size != before {
		t.Error("something was carried over that is not there")
	}
	r := b.post(gaza+"/act/"+same+"/carry", "place", "gaza-digest-2#5.3")
	if r.status != 303 {
		t.Fatal(r.status, r.body)
	}
	e, err := h.entry(strings.TrimPrefix(r.to, gaza+"/act/"), "gaza-isf-2025")
	if err != nil || e.Act.Body.(*act.Carrying).To[0].String() != "gaza-digest-2#5.3" || string(e.Act.Body.(*act.Carrying).Of) != same {
		t.Errorf("%+v (%v)", e, err)
	}
	b.holds(b.get(edition), 200, "One act rests on the version before")
	b.holds(b.get(gaza+"/act/"+same+"/carry"), 200, "Carried over already", "gaza-digest-2#5.3")
	o := h.as("observer")
	o.holds(o.do("POST", gaza+"/act/"+same+"/carry", url.Values{"place": {"gaza-digest-2#5.3"}}), 403)
	if page := o.get(gaza + "/act/" + same + "/carry").body; strings.Contains(page, "Carry it over to") {
		t.Error("an observer is offered to carry something over")
	}
}
