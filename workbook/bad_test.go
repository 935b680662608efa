package workbook

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"entente/dossier"
)

var update = flag.Bool("update", false, "write the .want files anew")

// table makes a workbook of sheets given as text: a sheet begins with its name and a
// colon, rows are lines, cells are parted by bars.
func table(t testing.TB, text string, more ...func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	sheet, row, first := "", 0, true
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if name, ok := strings.CutSuffix(strings.TrimSpace(line), ":"); ok {
			sheet, row = name, 0
			if first {
				f.SetSheetName("Sheet1", sheet)
			} else if _, err := f.NewSheet(sheet); err != nil {
				t.Fatal(err)
			}
			first = false
			continue
		}
		row++
		for c, v := range strings.Split(line, "|") {
			at := cell(c+1, row)
			v = strings.ReplaceAll(strings.TrimSpace(v), "¦", "|")
			var n int
			if _, err := fmt.Sscanf(v, "%d", &n); err == nil && fmt.Sprint(n) == v {
				f.SetCellInt(sheet, at, int64(n))
			} else if v != "" {
				f.SetCellStr(sheet, at, v)
			}
		}
	}
	for _, m := range more {
		m(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with adds a part to a workbook.
func with(t testing.TB, book []byte, name, text string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, part := range in.File {
		if err := out.Copy(part); err != nil {
			t.Fatal(err)
		}
	}
	w, err := out.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(w, strings.NewReader(text))
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const lake = `
requires:
id | need | capability | strength | priority | task
west | a battalion | infantry | 850 | 1 | patrol
pledges:
id | actor | on | what | capability | amount | rotations
pak-1 | PAK | 2031-04 | infantry | infantry | 850 |
`

// books are the bad workbooks, each with what is wrong in its name.
func books(t testing.TB) map[string][]byte {
	return map[string][]byte{
		"mistakes": table(t, `
requires:
id | need | capability | strength | priority | task
west | a battalion | infantri | -850 | 0 | patroll
east |  | infantry | 850.5 | 12 |
west | a battalion | infantry |  |  |
pledges:
id | actor | on | what | capability | amount | rotations | as_leaves | unit
pak-1 | PAX | 31.04.2031 | infantry | infantry | -20 | from: 2031-05 ¦ until: 2031-10 | pak-2 |
pak-2 | PAK | 2031-04 | infantry | infantry | 850 |  | pak-1 | 7th Battalion
pak-3 | PAK | 2031-04 | infantry | infantry | 850 |  | | 7th Battalion
caveats:
id | actor | restricts | words | tasks
c1 | PAK | tasks | no ferries | patrol
`),
		"renamed-columns": table(t, `
pledges:
id | actor | on | What is it? | capabilty | amount | amount
pak-1 | PAK | 2031-04 | infantry | infantry | 850 | 900
`),
		"no-headings": table(t, `
pledges:
Pakistan | a battalion
Egypt | another
requirs:
id | need
west | a battalion
`),
		"formulas": table(t, lake, func(f *excelize.File) {
			f.SetCellFormula("requires", "D2", "SUM(1,849)")
			f.SetCellFormula("pledges", "G2", "NOW()")
		}),
		"merged-cells": table(t, lake, func(f *excelize.File) { f.MergeCell("pledges", "A2", "B3") }),
		"stray-values": table(t, lake, func(f *excelize.File) { f.SetCellStr("pledges", "K2", "ask Cairo") }),
		"no-sheet":     table(t, "Sheet1:\nmilk | eggs"),
		"unread-sheet": table(t, lake+"\nnotes of the desk:\ncall Cairo | today\ncaveats:\nid | actor\nc-1 | PAK"),
		"macros":       with(t, table(t, lake), "xl/vbaProject.bin", "Sub AutoOpen()"),
		"external-link": with(t, table(t, lake), "xl/externalLinks/externalLink1.xml",
			`<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`),
		"embedded":      with(t, table(t, lake), "xl/embeddings/oleObject1.bin", "x"),
		"bomb":          with(t, table(t, lake), "xl/media/image1.png", strings.Repeat("0", maxOpened)),
		"xml-bomb":      with(t, strip(t, table(t, lake), "xl/sharedStrings.xml"), "xl/sharedStrings.xml", `<!DOCTYPE sst [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>`),
		"many-parts":    manyParts(t),
		"huge":          make([]byte, MaxSize+1),
		"old-workbook":  []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
		"text":          []byte("id,actor,what\npak-1,PAK,infantry\n"),
		"archive":       archive(t),
		"too-many-rows": table(t, lake, func(f *excelize.File) { f.SetCellStr("pledges", fmt.Sprintf("A%d", maxRows+5), "x") }),
		"wide":          table(t, lake, func(f *excelize.File) { f.SetCellStr("pledges", cell(maxColumns+9, 1), "note") }),
	}
}

// strip takes a part out of a workbook.
func strip(t testing.TB, book []byte, name string) []byte {
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, part := range in.File {
		if part.Name != name {
			if err := out.Copy(part); err != nil {
				t.Fatal(err)
			}
		}
	}
	out.Close()
	return b.Bytes()
}

// parts are the parts of a workbook by name.
func parts(t testing.TB, book []byte) map[string]string {
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, p := range in.File {
		r, err := p.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(r)
		out[p.Name] = string(b)
		r.Close()
	}
	return out
}

func manyParts(t testing.TB) []byte {
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for i := range maxParts + 1 {
		if _, err := out.Create(fmt.Sprintf("xl/%d.xml", i)); err != nil {
			t.Fatal(err)
		}
	}
	out.Close()
	return b.Bytes()
}

func archive(t testing.TB) []byte {
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	out.Create("readme.txt")
	out.Close()
	return b.Bytes()
}

// TestBadBooksSayWhatIsWrong compares what is said of each bad workbook, held against
// a case, letter for letter, and that nothing of a refused table goes in.
func TestBadBooksSayWhatIsWrong(t *testing.T) {
	d, problems := dossier.ReadFile("testdata/lake.yaml")
	if problems.Refuse() {
		t.Fatal(problems)
	}
	said := map[string]bool{}
	for name, src := range books(t) {
		var b bytes.Buffer
		book, problems := ReadBook(name+".xlsx", src)
		if book != nil {
			in := book.Against(d)
			problems = append(problems, in.Problems...)
			fmt.Fprintf(&b, "added %d, changed %d, the same %d, refused %d\n", len(in.Added), len(in.Changed), in.Same, len(in.Refused))
		}
		for _, p := range problems {
			said[p.Code] = true
			if p.Hint == "" {
				t.Errorf("%s: no remedy: %s", name, p.Error())
			}
			p.Print(&b)
			b.WriteString("      (" + p.Code + ")\n")
		}
		if !problems.Refuse() {
			t.Errorf("%s: nothing is wrong", name)
		}
		path := filepath.Join("testdata/bad", name+".want")
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s says\n%s\nbut should say\n%s", name, b.Bytes(), want)
		}
	}
	for _, code := range []string{"unknown-column", "duplicate-column", "no-headings", "unknown-sheet", "formula", "merged-cells", "no-heading", "no-sheet", "sheet-not-read", "macros",
		"external-link", "embedded", "document-type", "bomb", "too-big", "old-workbook", "not-a-workbook", "too-many-rows", "too-many-columns"} {
		if !said[code] {
			t.Errorf("no workbook provokes %s", code)
		}
	}
}
