package site

import (
	"archive/zip"
	"bytes"
	"encoding/json"
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
)

// Read reports whether files of this form are read.
func (f Form) Read() bool { return f == DossierForm || f == WorkbookForm || f == CableForm }

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
			return "stix"
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
		return "csv"
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

// evenly reports whether the lines have the same number of commas, or of semicolons.
func evenly(text []byte) bool {
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) < 2 {
		return false
	}
	for _, mark := range []string{",", ";", "\t"} {
		n, same := strings.Count(lines[0], mark), true
		for _, l := range lines[1:min(len(lines), 20)] {
			same = same && strings.Count(l, mark) == n
		}
		if n > 0 && same {
			return true
		}
	}
	return false
}
