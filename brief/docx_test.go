package brief

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// wordsOf reads a DOCX file back: every part is XML, and the text of one is given.
func wordsOf(t *testing.T, file []byte, want string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(r)
		for {
			tok, err := dec.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			if f.Name != want {
				continue
			}
			switch tok := tok.(type) {
			case xml.CharData:
				said.Write(tok)
			case xml.EndElement:
				if tok.Name.Local == "p" {
					said.WriteByte('\n')
				}
			}
		}
	}
	return said.String()
}

var (
	figure = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	aside  = regexp.MustCompile(`(?s)<(style|script|svg)\b.*?</(style|script|svg)>`)
	tag    = regexp.MustCompile(`<[^>]*>`)
)

// A brief says the same numbers as HTML, as text and as DOCX.
func TestDocxSaysTheSameNumbers(t *testing.T) {
	doc := sample()
	var page, file bytes.Buffer
	if err := HTML(&page, doc); err != nil {
		t.Fatal(err)
	}
	if err := DOCX(&file, doc); err != nil {
		t.Fatal(err)
	}
	inHTML := figure.FindAllString(html.UnescapeString(tag.ReplaceAllString(aside.ReplaceAllString(page.String(), " "), " ")), -1)
	body := wordsOf(t, file.Bytes(), "word/document.xml")
	inDOCX := figure.FindAllString(body, -1)
	if len(inDOCX) < 20 {
		t.Fatalf("only %d numbers were read back", len(inDOCX))
	}
	for _, n := range inDOCX {
		if !slices.Contains(inHTML, n) {
			t.Errorf("DOCX says %s, and HTML does not", n)
		}
	}
	for _, b := range doc.Blocks {
		table, ok := b.(Table)
		if !ok {
			continue
		}
		for _, row := range table.Rows {
			for _, c := range row {
				if c.Text != "" && !strings.Contains(body, clean(c.Text)) {
					t.Errorf("DOCX does not say %q", c.Text)
				}
			}
		}
	}
	for _, part := range []string{"word/header1.xml", "word/footer1.xml"} {
		if !strings.Contains(wordsOf(t, file.Bytes(), part), doc.Marking) {
			t.Errorf("%s lacks the marking", part)
		}
	}
	var again bytes.Buffer
	if err := DOCX(&again, doc); err != nil || !bytes.Equal(file.Bytes(), again.Bytes()) {
		t.Error("the same document gives other bytes")
	}
}

// What is in a document cannot break out of the file, and Arabic is set from the right.
func TestDocxEscapes(t *testing.T) {
	var file bytes.Buffer
	doc := Document{Title: `</w:t> & "x"`, Lang: "ar", Marking: "<secret>", Blocks: []Block{Paragraph{Text: "باكستان\x00\x07"}, Table{Columns: []Column{{Head: "<"}}, Rows: [][]Cell{Cells("&")}}}}
	if err := DOCX(&file, doc); err != nil {
		t.Fatal(err)
	}
	if got := wordsOf(t, file.Bytes(), "word/document.xml"); !strings.Contains(got, `</w:t> & "x"`) || !strings.Contains(got, "باكستان") {
		t.Errorf("read back %q", got)
	}
}
