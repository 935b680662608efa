package site

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"entente/cable"
)

// Form is what a file that is handed in is, or looks like.
type Form string

// The forms that are read.
const (
	DossierForm  Form = "dossier"
	WorkbookForm Form = "workbook"
	CableForm    Form = "cable"
	TableForm    Form = "csv"
	BundleForm   Form = "stix"
)

// Read reports whether files of this form are read.
func (f Form) Read() bool {
	return f == DossierForm || f == WorkbookForm || f == CableForm || f == TableForm || f == BundleForm
}

// SaysCase reports whether a file of this form says itself to which case it belongs.
func (f Form) SaysCase() bool { return f != CableForm && f != BundleForm }

// beginnings are the first bytes by which files say what they are.
var beginnings = []struct {
	bytes string
	form  Form
}{
	{"%PDF-", "pdf"}, {"\x89PNG", "image"}, {"\xff\xd8\xff", "image"}, {"GIF8", "image"}, {"\xd0\xcf\x11\xe0", "old-office"},
	{"\x1f\x8b", "packed"}, {"7z\xbc\xaf", "packed"}, {"Rar!", "packed"}, {"SQLite format 3", "database"},
}

var (
	dossierKey = regexp.MustCompile(`(?m)^entente\s*:`)
	pageTag    = regexp.MustCompile(`(?i)<(!doctype\s+html|html|head|body)[\s>]`)
)

// FormOf says what a file looks like, by its bytes; names of files can be anything.
func FormOf(src []byte) Form {
	trimmed := bytes.TrimSpace(bytes.TrimPrefix(src, []byte("\ufeff")))
	if len(trimmed) == 0 {
		return "empty"
	}
	for _, b := range beginnings {
		if bytes.HasPrefix(src, []byte(b.bytes)) {
			return b.form
		}
	}
	if bytes.HasPrefix(src, []byte("PK\x03\x04")) {
		return packed(src)
	}
	start := trimmed[:min(len(trimmed), 64<<10)]
	switch {
	case dossierKey.Match(trimmed):
		return DossierForm
	case trimmed[0] == '{' && json.Valid(trimmed):
		var b struct{ Type string }
		if json.Unmarshal(trimmed, &b) == nil && b.Type == "bundle" {
			return BundleForm
		}
		return "json"
	case trimmed[0] == '[' && json.Valid(trimmed):
		return "json"
	case !utf8.Valid(trimmed) && bytes.IndexByte(start, 0) >= 0:
		return "bytes"
	}
	if ts, _ := cable.Read("", src); len(ts) > 0 {
		return CableForm
	}
	switch {
	case pageTag.Match(start):
		return "page"
	case bytes.HasPrefix(trimmed, []byte("<?xml")):
		return "xml"
	case evenly(start):
		return TableForm
	}
	return "text"
}

// packed looks into a ZIP file: the formats of offices are such files.
func packed(src []byte) Form {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return "packed"
	}
	for _, f := range z.File {
		switch {
		case strings.HasPrefix(f.Name, "xl/"):
			return WorkbookForm
		case strings.HasPrefix(f.Name, "word/"):
			return "word"
		case strings.HasPrefix(f.Name, "ppt/"), f.Name == "content.xml":
			return "office"
		}
	}
	return "packed"
}

// evenly reports whether a text is a table: rows of as many cells each, more than one,
// perhaps below a row with the marking alone.
func evenly(text []byte) bool {
	for _, mark := range ",;\t" {
		in := csv.NewReader(bytes.NewReader(text))
		in.Comma, in.FieldsPerRecord, in.LazyQuotes = mark, -1, false
		rows, cells := 0, 0
		for rows >= 0 && rows < 20 {
			record, err := in.Read()
			switch {
			case err != nil && rows > 1 && !errors.Is(err, io.EOF) && len(text) >= 60<<10: // cut off
				return true
			case errors.Is(err, io.EOF) && rows > 1:
				return true
			case err != nil:
				rows = -1
			case rows == 0 && len(record) == 1: // the marking, or no table
			case rows == 0:
				cells, rows = len(record), 1
			case len(record) == cells:
				rows++
			default:
				rows = -1
			}
		}
		if rows >= 20 {
			return true
		}
	}
	return false
}
