package source

import (
	"archive/zip"
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what was found into testdata")

// docx packs a document's XML, and further parts by name and content.
func docx(t testing.TB, xml string, more ...string) []byte {
	return archive(t, append([]string{mainPart, xml}, more...)...)
}

// archive packs parts, each a name and a content.
func archive(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err == nil {
			_, err = f.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// letter is the XML of a document with some paragraphs.
func letter(paragraphs ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="` + wordML + `"><w:body>` + strings.Join(paragraphs, "") + `</w:body></w:document>`
}

func par(runs ...string) string { return "<w:p>" + strings.Join(runs, "") + "</w:p>" }
func run(text string) string    { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

// lockedPDF is a PDF protected by a password (standard security handler, revision 2,
// ISO 32000-1, 7.6.3), so that no program can open it without.
func lockedPDF() []byte {
	pad := []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")
	padded := func(s string) []byte { return append([]byte(s), pad...)[:32] }
	crypt := func(key, data []byte) []byte {
		c, _ := rc4.NewCipher(key)
		out := make([]byte, len(data))
		c.XORKeyStream(out, data)
		return out
	}
	id := []byte("0123456789abcdef")
	owner := md5.Sum(padded("owner"))
	o := crypt(owner[:5], padded("secret"))
	key := md5.New()
	key.Write(padded("secret"))
	key.Write(o)
	key.Write(binary.LittleEndian.AppendUint32(nil, 0xfffffffc))
	key.Write(id)
	u := crypt(key.Sum(nil)[:5], pad)
	return pdfOf(fmt.Sprintf("/Encrypt << /Filter /Standard /V 1 /R 2 /O <%x> /U <%x> /P -4 >> /ID [<%x> <%x>]", o, u, id, id), "BT /F1 12 Tf 72 700 Td (Nobody reads this.) Tj ET")
}

// pdfOf writes a PDF of one page.
func pdfOf(trailer, content string) []byte {
	var b bytes.Buffer
	var at []int
	b.WriteString("%PDF-1.4\n")
	for i, o := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, trailer, xref)
	return b.Bytes()
}

// TestBadDocumentsSayWhatIsWrong reads what nobody should send, and compares what is
// said of it.
func TestBadDocumentsSayWhatIsWrong(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("LOUD: pdftotext is absent, so what is said of bad documents was not compared")
	}
	bomb := letter(par(run(strings.Repeat("all of it the same ", 200000))))
	nested := strings.Repeat("<w:x>", 300) + strings.Repeat("</w:x>", 300)
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	many := make([]string, 0, 2*maxParts)
	for i := range maxParts {
		many = append(many, fmt.Sprintf("part%d.xml", i), "")
	}
	var out strings.Builder
	for _, x := range []struct {
		name string
		raw  []byte
	}{
		{"empty.txt", []byte(" \n\n ")},
		{"nothing.txt", []byte("\x00\x01")},
		{"nul.txt", []byte("It is here.\nIt is \x00 not \x00 here.\n")},
		{"direction.txt", []byte("The force \u202eton seog\u202c ashore.\n")},
		{"latin1.txt", []byte("The minister of T\xfcrkiye spoke in a caf\xe9.\n")},
		{"bell.txt", []byte("It rings \x07.\n")},
		{"huge.txt", bytes.Repeat([]byte("words and words\n"), 100<<20/16)},
		{"long.txt", bytes.Repeat([]byte("words and words\n"), 5<<20/16)},
		{"damaged.docx", []byte("PK\x03\x04 and then nothing")},
		{"sheet.docx", archive(t, "xl/workbook.xml", "<x/>")},
		{"entity.docx", docx(t, `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>`+letter(par(run("&x;"))))},
		{"laughs.docx", docx(t, `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>`+letter(par(run("&b;"))))},
		{"doctype.docx", docx(t, `<!DOCTYPE html>`+letter(par(run("x"))))},
		{"undeclared.docx", docx(t, letter(par(run("&nbsp;"))))},
		{"bomb.docx", docx(t, bomb)},
		{"deep.docx", docx(t, letter(nested))},
		{"cut.docx", docx(t, letter(par(run("It is")))[:150])},
		{"many.docx", docx(t, letter(par(run("x"))), many...)},
		{"blank.docx", docx(t, letter(par()))},
		{"tracked.docx", docx(t, letter(par(run("It stays. "), `<w:del><w:r><w:delText>It goes.</w:delText></w:r></w:del>`)), "word/footnotes.xml", "<x/>", "word/comments.xml", "<x/>")},
		{"control.docx", docx(t, letter(par(run("One.")), par(run("Two \u202eowt\u202c."))))},
		{"locked.docx", []byte(ole + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")},
		{"old.doc", []byte(ole)},
		{"locked.pdf", lockedPDF()},
		{"cut.pdf", []byte("%PDF-1.4\n1 0 obj\n<<")},
		{"picture.pdf", pdfOf("", "0 0 m 9 9 l S")},
		{"said-latin1.html", []byte("<html><meta charset=utf-8><p>caf\xe9</p></html>")},
		{"script.html", []byte("<html><script>alert(1)</script><style>p{}</style></html>")},
	} {
		x.raw = onFile(t, x.name, x.raw)
		d := Read(x.name, x.raw)
		fmt.Fprintf(&out, "== %s\n", x.name)
		for _, p := range d.Findings {
			p.Print(&out)
		}
		switch {
		case d.Reading != nil:
			fmt.Fprintf(&out, "reads: %q\n", cut(d.Reading))
		case !d.Findings.Refuse():
			t.Errorf("%s is not read, and nothing says why", x.name)
		}
	}
	want, err := os.ReadFile("testdata/bad.want")
	if *update {
		err = os.WriteFile("testdata/bad.want", []byte(out.String()), 0o644)
		want = []byte(out.String())
	}
	if err != nil || out.String() != string(want) {
		t.Errorf("%v; found otherwise:\n%s", err, out.String())
	}
}

// onFile gives a bad document as it lies in testdata/bad, where anybody can try the
// program on it; those too large to lie there are made as they are needed.
func onFile(t *testing.T, name string, made []byte) []byte {
	path := filepath.Join("testdata", "bad", name)
	if len(made) > 16<<10 {
		return made
	}
	if *update {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, made, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestFormats(t *testing.T) {
	for _, x := range []struct {
		name string
		raw  []byte
		want string
	}{
		{"letter.docx", docx(t, letter(
			`<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>`+run("A force")+`</w:p>`,
			par(run("It comes "), run("at once"), `<w:r><w:tab/><w:t>today.</w:t></w:r>`, run(" It &amp; all stay.")),
			`<w:tbl><w:tr><w:tc>`+par(run("One cell."))+`</w:tc><w:tc>`+par(run("Another."))+`</w:tc></w:tr></w:tbl>`,
			`<mc:AlternateContent xmlns:mc="x"><mc:Choice>`+par(run("Shown."))+`</mc:Choice><mc:Fallback>`+par(run("Shown."))+`</mc:Fallback></mc:AlternateContent>`)),
			"A force¶It comes at once today.|It & all stay.¶One cell.¶Another.¶Shown."},
		{"page.html", []byte(`<!DOCTYPE html><html><head><title>The Courier</title><style>x</style></head><body>
<nav><ul><li><a href=/>Home</a></li><li><a href=/news>News</a></li></ul></nav>
<main><h1>A force &mdash; for the lake?</h1><p>It <b>comes</b>&nbsp;at once.
It stays.</p><div class="share-tools">Share this</div><p>Then&#32;it goes.<br>Home again.</p></main>
<footer>All rights reserved</footer></body></html>`),
			"Home¶News¶A force — for the lake?¶It comes at once.|It stays.¶Share this¶Then it goes.¶Home again.¶All rights reserved"},
		{"paper.pdf", pdfOf("", "BT /F1 12 Tf 72 700 Td (The force comes at once. It stays.) Tj ET"), "The force comes at once.|It stays."},
	} {
		d := Read(x.name, x.raw)
		if d.Reading == nil {
			t.Errorf("%s: %v", x.name, d.Findings)
			continue
		}
		check(t, d, x.raw)
		if got := cut(d.Reading); got != x.want {
			t.Errorf("%s reads\n%s, not\n%s", x.name, got, x.want)
		}
	}
}

// TestFurnitureIsSetApart holds what is set apart to what a reader would leave out.
func TestFurnitureIsSetApart(t *testing.T) {
	d := Read("page.html", []byte(`<html><body><header>The Courier</header><div id="menu"><a>Home</a> | <a>News</a></div>
<p>It comes at once, said the minister, and it stays as long as the truce holds on the lake.</p><p><a>Read more about the lake</a></p>
<div class="post"><h2>Terms</h2><p>Nobody spoke of money, and nobody asked for it in the two days of talks.</p></div>
<form><label>Mail</label></form><div class="comment-list"><p>First!</p></div></body></html>`))
	var body, apart []string
	for _, p := range d.Reading.Paragraphs {
		if p.Role == Furniture {
			apart = append(apart, p.Of(d.Reading.Text))
		} else {
			body = append(body, p.Of(d.Reading.Text))
		}
	}
	if want := []string{"The Courier", "Home | News", "Read more about the lake", "Mail", "First!"}; !slices.Equal(apart, want) {
		t.Errorf("set apart: %q, not %q", apart, want)
	}
	if len(body) != 3 {
		t.Errorf("the body is %q", body)
	}
}

// TestNoReaderOfPDF says what to do where Poppler is not installed.
func TestNoReaderOfPDF(t *testing.T) {
	t.Setenv("PATH", "")
	d := Read("paper.pdf", pdfOf("", "BT ET"))
	if d.Reading != nil || len(d.Findings) != 1 || !strings.Contains(d.Findings[0].Hint, "poppler-utils") {
		t.Errorf("without pdftotext: %v", d.Findings)
	}
}

func FuzzReadDOCX(f *testing.F) {
	f.Add([]byte(letter(par(run("It stays. It goes.")))))
	f.Add([]byte(letter(par(run("(C) One.")), par(run("(U) Two.")), `<w:del>`+par(run("x"))+`</w:del>`)))
	f.Add([]byte(`<!DOCTYPE d [<!ENTITY x "y">]>` + letter(par(run("&x;")))))
	f.Fuzz(func(t *testing.T, xml []byte) {
		raw := docx(t, string(xml))
		if d := Read("f.docx", raw); d.Reading != nil {
			check(t, d, raw)
		}
	})
}

func FuzzReadHTML(f *testing.F) {
	f.Add([]byte("<p>a &amp; b&nbsp;c<p>d</div><nav>x"))
	f.Add([]byte("<title>t</title><pre>a\nb</pre><table><tr><td>c<td>d"))
	f.Fuzz(func(t *testing.T, page []byte) {
		raw := append([]byte("<html>"), page...)
		if d := Read("f.html", raw); d.Reading != nil {
			check(t, d, raw)
		}
	})
}

func FuzzReadPDF(f *testing.F) {
	f.Add([]byte(""), []byte("BT /F1 12 Tf 72 700 Td (It stays.) Tj ET"))
	f.Add([]byte("/Encrypt << /Filter /Standard >>"), []byte("q"))
	f.Fuzz(func(t *testing.T, trailer, content []byte) {
		raw := pdfOf(string(trailer), string(content))
		d := Read("f.pdf", raw)
		if d.Reading == nil && !d.Findings.Refuse() {
			t.Error("it is not read, and nothing says why")
		}
	})
}

func FuzzPlaceAndQuote(f *testing.F) {
	f.Add("It stays. “It goes.”", "1.2", "it goes")
	f.Add("FM X\nTO Y\n\n1. a\n\n2. b\n", "header.2", "Y")
	f.Fuzz(func(t *testing.T, text, place, words string) {
		d := Read("t", []byte(text))
		if d.Reading == nil {
			return
		}
		span, err := d.Reading.Find(place)
		if err != nil {
			return
		}
		q, err := d.Reading.Quote(span, words)
		if err != nil {
			return
		}
		if q.Start < span.Start || q.End > span.End || Fold(q.Of(d.Reading.Text)) != Fold(words) {
			t.Fatalf("the quote %q was found as %q at %v of %v", words, q.Of(d.Reading.Text), q, span)
		}
	})
}
