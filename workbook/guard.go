package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"

	"entente/act"
	"entente/phrase"
)

// The limits of a workbook that is read. The largest real dossier makes a book of
// 100 kB.
const (
	MaxSize    = 8 << 20  // bytes of the file
	maxOpened  = 64 << 20 // bytes of all parts, opened
	maxParts   = 2_000
	maxRows    = 20_000 // of one sheet
	maxColumns = 200
)

// guard refuses what is no workbook, what would fill the memory when opened, and what
// carries more than cells: macros, links to other files.
func guard(name string, src []byte) act.Problems {
	refuse := func(code, hint, format string, args ...any) act.Problems {
		return act.Problems{act.Wrong(phrase.New(), act.Place{File: name}, code, hint, format, args...)}
	}
	if len(src) > MaxSize {
		return refuse("too-big", "keep documents beside the case; a workbook holds acts", "the file has %s bytes; a workbook has at most %s", act.Grouped(int64(len(src))), act.Grouped(MaxSize))
	}
	if bytes.HasPrefix(src, []byte{0xd0, 0xcf, 0x11, 0xe0}) {
		return refuse("old-workbook", "save it as Excel workbook (.xlsx), without a password", "this is an old or an encrypted workbook")
	}
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return refuse("not-a-workbook", "save the table as Excel workbook (.xlsx)", "this is no workbook: %v", err)
	}
	if len(z.File) > maxParts {
		return refuse("bomb", "save the table anew as Excel workbook (.xlsx)", "the workbook has %s parts; %s are the most", act.Grouped(int64(len(z.File))), act.Grouped(maxParts))
	}
	var problems act.Problems
	opened := int64(0)
	book := false
	for _, part := range z.File {
		lower := strings.ToLower(part.Name)
		switch {
		case lower == "xl/workbook.xml":
			book = true
		case strings.HasSuffix(lower, "vbaproject.bin"), strings.HasPrefix(lower, "xl/macrosheets/"):
			problems = append(problems, refuse("macros", "save it as Excel workbook without macros (.xlsx)", "the workbook carries macros (%s)", part.Name)...)
		case strings.HasPrefix(lower, "xl/externallinks/") && strings.HasSuffix(lower, ".xml"):
			problems = append(problems, refuse("external-link", "break the links (Data, Edit links) and save it again", "the workbook takes values from another file (%s)", part.Name)...)
		case strings.HasPrefix(lower, "xl/embeddings/"), strings.HasPrefix(lower, "xl/activex/"):
			problems = append(problems, refuse("embedded", "delete the embedded objects and save it again", "the workbook carries another file (%s)", part.Name)...)
		}
		// What a part says of its size may be wrong, so it is opened and counted.
		n, declares, err := count(part, maxOpened-opened)
		if err != nil {
			return refuse("not-a-workbook", "save the table anew as Excel workbook (.xlsx)", "%s cannot be opened: %v", part.Name, err)
		}
		if declares {
			problems = append(problems, refuse("document-type", "save the table anew as Excel workbook (.xlsx)", "%s declares a document type, which no spreadsheet does", part.Name)...)
		}
		if opened += n; opened >= maxOpened {
			return refuse("bomb", "save the table anew as Excel workbook (.xlsx)", "opened, the workbook has more than %s bytes", act.Grouped(maxOpened))
		}
	}
	if !book && len(problems) == 0 {
		return refuse("not-a-workbook", "save the table as Excel workbook (.xlsx)", "this is an archive, but no workbook")
	}
	return problems
}

// count opens a part as far as a limit, and says whether it declares a document type:
// no spreadsheet program writes one, and entities come with it.
func count(part *zip.File, limit int64) (n int64, declares bool, err error) {
	r, err := part.Open()
	if err != nil {
		return 0, false, err
	}
	defer r.Close()
	head := make([]byte, 1024)
	k, _ := io.ReadFull(r, head)
	n, err = io.Copy(io.Discard, io.LimitReader(r, limit))
	return n + int64(k), bytes.Contains(head[:k], []byte("<!DOCTYPE")), err
}
