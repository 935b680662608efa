package source

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"entente/act"
	"entente/phrase"
)

// ReadFile reads a document of any format this package knows. A file that is not
// there, or may not be read, is an error; whatever is wrong inside is a finding.
func ReadFile(name string) (*Document, []byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, MaxBytes+1))
	if err != nil {
		return nil, nil, err
	}
	return Read(name, raw), raw, nil
}

// ReadText reads a plain text that is in another encoding than UTF-8, by the name the
// encoding has on the web (windows-1252, windows-1256, iso-8859-9, utf-16le). Its
// places lead back to no bytes, for they were converted; the bytes and their hash are
// those of the file.
func ReadText(name string, raw []byte, encoding string) (*Document, error) {
	in, err := charset.NewReaderLabel(encoding, bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("the encoding %q is not known; write it as windows-1252, windows-1256, iso-8859-9 or utf-16le", encoding)
	}
	text, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	d := Read(name, text)
	d.SHA256, d.Size = hashOf(raw), int64(len(raw))
	if d.Reading != nil {
		d.Reading.Reader, d.Reading.Offsets = d.Reading.Reader+" in "+strings.ToLower(encoding), nil
	}
	return d, nil
}

// Read reads the bytes of a document. The format is told from the bytes, not from
// the name, which is for messages only.
func Read(name string, raw []byte) *Document {
	d := &Document{SHA256: hashOf(raw), Size: int64(len(raw))}
	switch format := sniff(raw); {
	case len(raw) > MaxBytes:
		d.refuse(act.Place{File: name}, "too-big", "cut it into the documents it holds, and add each", "the document is larger than %d MiB", MaxBytes>>20)
	case format == "":
		d.refuse(act.Place{File: name}, "empty", "name a file with text in it", "the document is empty")
	default:
		readers[format](d, name, raw)
	}
	if d.Reading != nil && len(d.Reading.Text) > MaxText {
		d.Reading = nil
		d.refuse(act.Place{File: name}, "too-long", "cut it into the documents it holds, and add each", "the text of the document is longer than %d MiB", MaxText>>20)
	}
	if d.Reading != nil && noText(d.Reading.Text) {
		d.Reading = nil
		d.refuse(act.Place{File: name}, "not-text", "add the document itself: text in UTF-8, HTML, DOCX or PDF", "the document is no text: more than a tenth of it cannot be read")
	}
	if d.Reading != nil && len(d.Reading.Paragraphs) == 0 {
		d.Reading = nil
		d.refuse(act.Place{File: name}, "no-text", "if it is a picture of a page, type the text out and add that; say so in its defects", "there is no text in the document")
	}
	d.Findings.Sort()
	return d
}

// noText reports whether more than a tenth of a text stands for what cannot be read.
func noText(text string) bool {
	return strings.Count(text, "\ufffd")*10 > utf8.RuneCountInString(text)
}

var readers = map[string]func(*Document, string, []byte){
	"text":     (*Document).readText,
	"telegram": (*Document).readTelegram,
	"html":     (*Document).readHTML,
	"docx":     (*Document).readDOCX,
	"pdf":      (*Document).readPDF,
	"ole":      (*Document).readOLE,
}

// sniff tells the format from the first bytes.
func sniff(raw []byte) string {
	head := raw[:min(len(raw), 2048)]
	low := strings.ToLower(string(head))
	switch {
	case len(bytes.TrimSpace(raw)) == 0:
		return ""
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return "pdf"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "docx"
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "ole"
	case strings.Contains(low, "<html") || strings.Contains(low, "<!doctype html") || strings.Contains(low, "<body"):
		return "html"
	case telegram(string(head)):
		return "telegram"
	}
	return "text"
}

func (d *Document) refuse(at act.Place, code, hint, format string, values ...any) {
	d.Findings = append(d.Findings, act.Wrong(phrase.New(), at, code, hint, format, values...))
}

// doubt says what is to be known of a document that is read all the same.
func (d *Document) doubt(at act.Place, code, hint, format string, values ...any) {
	p := act.Wrong(phrase.New(), at, code, hint, format, values...)
	p.Warning = true
	d.Findings = append(d.Findings, p)
}

// readText reads plain text.
func (d *Document) readText(name string, raw []byte) {
	text, offsets, findings := normalise(filepath.ToSlash(name), string(raw), 0)
	d.Findings = append(d.Findings, findings...)
	d.Reading = &Reading{Version: Version, Reader: "text", Text: text, Offsets: offsets, Paragraphs: paragraphs(text)}
	d.Reading.marks()
}

// readOLE refuses the container of locked DOCX files and of Word's old format.
func (d *Document) readOLE(name string, raw []byte) {
	locked := []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
	if bytes.Contains(raw, locked) {
		d.refuse(act.Place{File: name}, "password", "take the password off in the word processor and add the copy; name the original in its defects", "the document is protected by a password")
		return
	}
	d.refuse(act.Place{File: name}, "old-format", "save it as DOCX or PDF and add that; name the original in its defects", "the document is in a format of before 2007")
}
