package web

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"entente/site"
)

// archive is a file that is an archive of parts.
func archive(t *testing.T, parts map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// bomb is an archive of which one part opens to a gigabyte of spaces.
func bomb(t *testing.T, part string) string {
	t.Helper()
	var chunk bytes.Buffer
	w, err := flate.NewWriter(&chunk, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(bytes.Repeat([]byte(" "), 1<<20))
	w.Flush()
	packed := bytes.Repeat(chunk.Bytes(), 1<<10)
	packed = append(packed, 1, 0, 0, 0xff, 0xff) // the last block, empty
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if strings.HasPrefix(part, "xl/") {
		if _, err := z.Create("xl/workbook.xml"); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := z.CreateRaw(&zip.FileHeader{Name: part, Method: zip.Deflate, CompressedSize64: uint64(len(packed)), UncompressedSize64: 1 << 30})
	if err == nil {
		_, err = raw.Write(packed)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const laughs = `<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`

// Files made to burst whoever opens them are handed in on the page and by the API. Each is
// refused with what it is and what to do; nothing of it is on record, and the site goes on.
func TestBombsAreRefused(t *testing.T) {
	h := open(t)
	b, p := h.as("secretary"), h.program("secretary", site.ScopeFile)
	size := h.site.Register().Head().Size
	letter := `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>`
	laughing := "entente: 1\nid: bomb\na: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
	for c := 'b'; c <= 'i'; c++ {
		laughing += string(c) + ": &" + string(c) + " [" + strings.TrimSuffix(strings.Repeat("*"+string(c-1)+", ", 9), ", ") + "]\n"
	}
	for name, c := range map[string]struct{ content, says string }{
		"gigabyte.xlsx": {bomb(t, "xl/worksheets/sheet1.xml"), "opened, the workbook has more than"},
		"gigabyte.docx": {bomb(t, "word/document.xml"), "It looks like a Word document."},
		"laughs.xlsx": {archive(t, map[string]string{"xl/workbook.xml": "<workbook/>", "xl/sharedStrings.xml": laughs + "<sst>&b;&c;</sst>"}),
			"declares a document type"},
		"letter.docx":  {archive(t, map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": laughs + letter}), "It looks like a Word document."},
		"laughs.xml":   {laughs + "<s>&b;&c;</s>", "It looks like XML."},
		"parts.xlsx":   {archive(t, manyParts(20_000)), "parts;"},
		"laughs.yaml":  {laughing, "the dossier has no title"},
		"deep.yaml":    {"entente: 1\nid: " + strings.Repeat("[", 200_000) + "\n", "this line has 200,004 characters"},
		"deep.json":    {`{"entente": 1, "id": ` + strings.Repeat("[", 200_000), ""},
		"packed.gz":    {"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "It looks like a packed archive."},
		"nothing.xlsx": {"PK\x03\x04", ""},
	} {
		r := b.handIn(name, c.content, "")
		if r.status == 303 {
			r = b.get(r.to)
			if !strings.Contains(r.body, "0 would be added, 0 corrected") {
				t.Errorf("%s: something of it would be put on record", name)
			}
		} else if r.status != 422 {
			t.Errorf("%s is answered %d", name, r.status)
		}
		if !strings.Contains(r.body, c.says) || strings.Contains(r.body, "root:") {
			t.Errorf("%s: the page does not say %q: %.3000s", name, c.says, r.body)
		}
		text, err := json.Marshal(map[string]any{"name": name, "content": []byte(c.content), "file": true})
		if err != nil {
			t.Fatal(err)
		}
		a := p.send("POST", "/v1/import", string(text))
		var wrong Problem
		if err := json.Unmarshal([]byte(a.body), &wrong); err != nil || a.status != 422 || len(wrong.Errors) == 0 || !strings.Contains(a.body, c.says) {
			t.Errorf("%s by the API is answered %d %.600s", name, a.status, a.body)
		}
	}
	if now := h.site.Register().Head().Size; now != size {
		t.Errorf("%d acts were put on record", now-size)
	}
	b.holds(b.get("/"), 200)
	if strings.Contains(h.log.String(), `"panic"`) {
		t.Errorf("something panicked:\n%s", h.log)
	}
}

func manyParts(n int) map[string]string {
	all := map[string]string{"xl/workbook.xml": "<workbook/>"}
	for i := range n {
		all[fmt.Sprintf("xl/media/%d", i)] = ""
	}
	return all
}

// Bodies to the API are held to their size as forms are, whether they say it or not, and
// so are how deep they go and how many parts a form has.
func TestLargeBodiesToTheAPI(t *testing.T) {
	h := open(t)
	p := h.program("pakistan", site.Scopes...)
	for _, c := range []struct{ method, path, kind string }{
		{"POST", "/v1/assess", "application/json"}, {"POST", "/v1/acts", "application/json"}, {"POST", "/v1/import", "application/json"},
		{"POST", "/v1/verify", "text/plain"}, {"POST", "/v1/check", "application/yaml"}, {"PUT", "/v1/drafts/x", "application/json"},
	} {
		for _, told := range []int64{-1, 1 << 30} {
			r, err := http.NewRequest(c.method, h.url+c.path, io.LimitReader(forever{}, 1<<30))
			if err != nil {
				t.Fatal(err)
			}
			r.ContentLength = told
			r.Header.Set("Content-Type", c.kind)
			r.Header.Set("Authorization", "Bearer "+p.secret)
			resp, err := http.DefaultTransport.RoundTrip(r)
			if err != nil {
				continue // the site has hung up already
			}
			text, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			if resp.StatusCode != 413 || resp.Header.Get("Content-Type") != "application/problem+json" || !strings.Contains(string(text), "Too large") {
				t.Errorf("%s %s of a gigabyte is answered %d %s", c.method, c.path, resp.StatusCode, text)
			}
		}
	}
	for _, body := range []string{`{"case":"gaza-isf-2025","kind":"statement","item":{"says":` + strings.Repeat("[", 300_000) + `}}`,
		`{"case":"gaza-isf-2025","kind":"statement","item":` + strings.Repeat(`{"a":`, 5_000) + "1" + strings.Repeat("}", 5_000) + `}`} {
		if r := p.send("POST", "/v1/acts/try", body); r.status < 400 || r.status >= 500 || r.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("a deep body is answered %d %.300s", r.status, r.body)
		}
	}
	b := h.as("pakistan")
	form := "--x\r\n" + strings.Repeat("Content-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x\r\n", 20_000)
	r, err := http.NewRequest("POST", h.url+"/import", strings.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.AddCookie(&http.Cookie{Name: sessionCookie, Value: b.cookies[sessionCookie]})
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != 400 {
		t.Errorf("a form of 20,000 parts is answered %d", resp.StatusCode)
	}
}

// What a file is called is a word like any other: it leads nowhere, and runs nothing.
func TestNamesOfFiles(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	for _, name := range []string{`"><script>alert(1)</script>.yaml`, "../../../etc/passwd", `..\..\site.db`, "a\x00b.yaml", "%2e%2e%2fsite.db", strings.Repeat("n", 10_000)} {
		r := b.handIn(strings.ReplaceAll(name, `"`, "%22"), smallWith("A word."), "")
		if r.status == 303 {
			r = b.get(r.to)
		}
		if r.status >= 500 || strings.Contains(r.body, "<script>alert") || strings.Contains(r.body, "root:") {
			t.Errorf("%.40q is answered %d", name, r.status)
		}
	}
}
