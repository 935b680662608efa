package web

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"entente/dossier"
	"entente/dossiers"
	"entente/site"
	"entente/workbook"
)

// handIn sends a file by the form of the Import page.
func (b *browser) handIn(name, content, of string) answer {
	b.Helper()
	return b.upload("/import", name, content, "case", of)
}

// upload sends a form with a file.
func (b *browser) upload(path, name, content string, pairs ...string) answer {
	b.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	f, err := w.CreateFormFile("file", name)
	if err != nil {
		b.Fatal(err)
	}
	io.WriteString(f, content)
	for i := 0; i < len(pairs); i += 2 {
		w.WriteField(pairs[i], pairs[i+1])
	}
	w.Close()
	r, err := http.NewRequest("POST", b.url+path, &body)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return answer{resp.StatusCode, resp.Header.Get("Location"), resp.Header, string(text)}
}

const small = `entente: 1
id: small-2026
title: A small case
as_of: 2026-11-28
marking: EXERCISE//UNCLASSIFIED
initiative: {title: A small force, type: force}
actors:
  PAK: {roles: [candidate]}
  SECRETARIAT: {name: Secretariat, type: organ}
statements:
  - id: first-word
    actor: PAK
    on: 2026-11-20
    says: SAYS
`

func smallWith(says string) string { return strings.Replace(small, "SAYS", says, 1) }

// A file shows what it would do; Cancel writes nothing; filing writes that; the same
// file again does nothing; another word becomes a correction.
func TestImport(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	b.holds(b.get("/import"), 200, "Hand in a dossier")
	size := h.site.Register().Head().Size
	r := b.handIn("small.yaml", smallWith("It is ready."), "")
	if r.status != 303 {
		t.Fatalf("handing in answers %d: %s", r.status, r.body)
	}
	b.holds(b.get(r.to), 200, "small.yaml was read as a dossier: 4 would be added, 0 corrected, 0 refused", "Nothing has been written", "+ first-word", "EXERCISE//UNCLASSIFIED")
	if c := b.post(r.to, "do", "cancel"); c.status != 303 || c.to != "/import" {
		t.Errorf("Cancel answers %d", c.status)
	}
	b.holds(b.get(r.to), 404)
	if now := h.site.Register().Head().Size; now != size {
		t.Errorf("after Cancel there are %d acts more on record", now-size)
	}

	r = b.handIn("small.yaml", smallWith("It is ready."), "")
	b.holds(b.post(r.to, "do", "file"), 200, "4 added, 0 corrected, 0 refused", "/case/small-2026")
	b.holds(b.get("/case/small-2026/act/first-word"), 200, "It is ready.", "Reported by SECRETARIAT")
	size = h.site.Register().Head().Size

	r = b.handIn("again.yaml", smallWith("It is ready."), "")
	b.holds(b.get(r.to), 200, "0 would be added, 0 corrected, 0 refused; 4 are on record already")

	r = b.handIn("other.yaml", smallWith("It is not ready."), "")
	b.holds(b.get(r.to), 200, "1 corrected", "± first-word", "<del>It is ready.</del> <ins>It is not ready.</ins>")
	b.holds(b.post(r.to, "do", "file"), 200, "1 corrected, 0 refused")
	b.holds(b.get("/case/small-2026/act/first-word"), 200, "This act no longer stands", "first-word.2")
	if now := h.site.Register().Head().Size; now != size+2 {
		t.Errorf("a correction wrote %d acts, want itself and the act as it stands now", now-size)
	}
	r = b.handIn("other.yaml", smallWith("It is not ready."), "")
	b.holds(b.get(r.to), 200, "0 would be added, 0 corrected, 0 refused")
}

// What a person may not mark, correct or file is refused, row by row, with the reason.
func TestImportIsRefused(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	r := b.handIn("bad.yaml", "entente: 1\nid: x\ntitle: X\ninitiative: {title: X, type: band}\nstatements:\n  - id: a\n    on: yesterday\n", "")
	b.holds(b.get(r.to), 200, "mistake", "bad.yaml:4", "yesterday", "0 would be added")
	if strings.Contains(b.get(r.to).body, `value="file"`) {
		t.Error("a file that is wrong can be filed")
	}
	r = b.handIn("unmarked.yaml", strings.Replace(smallWith("x"), "marking: EXERCISE//UNCLASSIFIED\n", "", 1), "")
	b.holds(b.get(r.to), 200, "4 refused", "it carries no marking")
	r = b.handIn("top.yaml", strings.Replace(smallWith("x"), "UNCLASSIFIED", "TOP SECRET", 1), "")
	b.holds(b.get(r.to), 200, "4 refused", "above SECRET")

	gaza, err := dossiers.Files.ReadFile("gaza-isf-2025.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p := h.as("pakistan")
	r = p.handIn("gaza.yaml", string(gaza), "")
	p.holds(p.get(r.to), 200, "it is the word of another actor; who speaks for that actor corrects it")

	o := h.as("observer")
	o.holds(o.get("/import"), 200, "An observer reads and files nothing")
	o.holds(o.handIn("small.yaml", smallWith("x"), ""), 403)
	if r := b.handIn("small.yaml", smallWith("x"), ""); p.get(r.to).status != 404 {
		t.Error("another person sees a file that was handed in")
	}
}

// A file of another sort is named by what it looks like.
func TestImportOfSomethingElse(t *testing.T) {
	b := open(t).as("secretary")
	var z bytes.Buffer
	w := zip.NewWriter(&z)
	w.Create("word/document.xml")
	w.Close()
	for content, want := range map[string]string{
		"":                            "It is empty",
		"%PDF-1.7\n":                  "It looks like a PDF",
		"\x89PNG\r\n":                 "It looks like a picture",
		z.String():                    "It looks like a Word document",
		"PK\x03\x04 broken":           "It looks like a packed archive",
		"\xd0\xcf\x11\xe0":            "before 2007",
		`{"a":1}`:                     "It looks like JSON",
		"<!doctype html><p>x":         "It looks like a web page",
		"<?xml version='1.0'?><x/>":   "It looks like XML",
		"\x00\x01\xff\xfe":            "It is no text",
		"Dear colleague,\nthank you.": "It looks like running text",
	} {
		b.holds(b.handIn("thing", content, ""), 422, "thing was not read", want)
	}
	b.holds(b.handIn("x.yaml", strings.Repeat("x", 13<<20), ""), 413, "Too large")
	b.holds(b.post("/import", "file", "x"), 400, "The form cannot be read")
}

// A workbook goes in by rows: a bad cell is named by sheet and cell, and the good rows
// can go in alone.
func TestImportOfAWorkbook(t *testing.T) {
	b := open(t).as("secretary")
	d, problems := dossier.Read("small.yaml", []byte(smallWith("It is ready.")))
	if problems.Refuse() {
		t.Fatal(problems)
	}
	book, err := workbook.Bytes(d)
	if err != nil {
		t.Fatal(err)
	}
	r := b.handIn("small.xlsx", string(book), "")
	b.holds(b.get(r.to), 200, "read as a workbook: 4 would be added")
	b.holds(b.post(r.to, "do", "file"), 200, "4 added")
	r = b.handIn("small.xlsx", string(book), "")
	b.holds(b.get(r.to), 200, "0 would be added, 0 corrected, 0 refused; 4 are on record already")
	d, _ = dossier.Read("small.yaml", []byte(smallWith("It is ready.")+"  - id: second-word\n    actor: PAK\n    on: 2026-11-21\n    says: Fine.\n  - id: third-word\n    actor: PAK\n    on: 2026-11-22\n    capacity: personal\n"))
	if book, err = workbook.Bytes(d); err != nil {
		t.Fatal(err)
	}
	r = b.handIn("more.xlsx", string(book), "")
	b.holds(b.get(r.to), 200, "2 would be added")
	bad := recelled(t, book, "personal", "in a dream")
	r = b.handIn("bad.xlsx", bad, "")
	b.holds(b.get(r.to), 200, "1 would be added, 0 corrected, 1 refused", "statements!", "in a dream")
	b.holds(b.post(r.to, "do", "file"), 200, "1 added, 0 corrected, 1 refused")
}

// recelled changes a text in a workbook's cells.
func recelled(t *testing.T, book []byte, old, now string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(r)
		if strings.HasPrefix(f.Name, "xl/") && !strings.Contains(f.Name, "theme") {
			text = bytes.ReplaceAll(text, []byte(">"+old+"<"), []byte(">"+now+"<"))
		}
		p, _ := w.Create(f.Name)
		p.Write(text)
	}
	w.Close()
	return out.String()
}

// A program imports as a person does.
func TestImportByAProgram(t *testing.T) {
	p := open(t).program("secretary", site.ScopeFile)
	ask := func(content, more string) string {
		return `{"name":"small.yaml","content":"` + base64.StdEncoding.EncodeToString([]byte(content)) + `"` + more + `}`
	}
	got := p.want(p.send("POST", "/v1/import", ask(smallWith("Ready."), "")), 200)
	if rows := got["rows"].([]any); len(rows) != 4 || got["filed"] != false || rows[0].(map[string]any)["fate"] != "added" {
		t.Errorf("planned %v", got)
	}
	p.want(p.send("POST", "/v1/import", ask(smallWith("Ready."), `,"file":true`)), 200)
	got = p.want(p.send("POST", "/v1/import", ask(smallWith("Ready."), "")), 200)
	if fate := got["rows"].([]any)[0].(map[string]any)["fate"]; fate != "same" {
		t.Errorf("after it was filed the file is %v", fate)
	}
	if r := p.send("POST", "/v1/import", ask("%PDF-1.7", "")); r.status != 422 || !strings.Contains(r.body, "looks like a PDF") {
		t.Errorf("a PDF answers %d: %s", r.status, r.body)
	}
}

func TestForms(t *testing.T) {
	src, err := dossiers.Files.ReadFile("gaza-isf-2025.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if f := site.FormOf(src); f != site.DossierForm {
		t.Errorf("a dossier looks like %s", f)
	}
}
