package web

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"

	"entente/web/words"
)

// A list that is taken away has exactly the rows of its page, with the marking in its
// name and in its first row.
func TestListsAreTakenAway(t *testing.T) {
	b := open(t).as("secretary")
	for _, c := range []struct{ page, list, row string }{
		{"/case/gaza-isf-2025/actors", "/case/gaza-isf-2025/list/actors", `id="why-([^"]+)"`},
		{"/case/gaza-isf-2025/timeline", "/case/gaza-isf-2025/list/timeline", `<li><time[^>]*>[^<]*</time> ?<span><a href="/case/gaza-isf-2025/act/([^"?]+)"`},
		{"/case/gaza-isf-2025/sources", "/case/gaza-isf-2025/list/sources", `id="source-([^"]+)"`},
		{"/search?q=troops+actor%3APAK", "/list/search?q=troops+actor%3APAK", `<li>(?:<input[^>]*>)? ?<a href="/case/[^"]+/act/([^"?]+)"`},
	} {
		shown := regexp.MustCompile(c.row).FindAllStringSubmatch(b.get(c.page).body, -1)
		if len(shown) == 0 {
			t.Fatalf("%s shows no rows", c.page)
		}
		path, query, _ := strings.Cut(c.list, "?")
		file := func(ext string) answer {
			r := b.get(path + "." + ext + "?" + query)
			b.holds(r, 200)
			if name := r.header.Get("Content-Disposition"); !strings.Contains(name, "EXERCISE-") || !strings.Contains(name, "."+ext) {
				t.Errorf("%s: the file is called %s", c.list, name)
			}
			return r
		}
		text := strings.TrimPrefix(file("csv").body, "\ufeff")
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(shown)+2 || !strings.HasPrefix(rows[0][0], "EXERCISE//") {
			t.Errorf("%s: %d rows below %q, and the page shows %d", c.list, len(rows)-2, rows[0], len(shown))
		}
		var asJSON struct {
			Marking string
			Columns []string
			Rows    []map[string]string
		}
		if err := json.Unmarshal([]byte(file("json").body), &asJSON); err != nil {
			t.Fatal(err)
		}
		if asJSON.Marking != rows[0][0] || len(asJSON.Rows) != len(shown) {
			t.Errorf("%s: JSON has %d rows marked %s", c.list, len(asJSON.Rows), asJSON.Marking)
		}
		first, sheet := sheetOf(t, file("xlsx").body)
		if !strings.HasPrefix(first, rows[0][0]) || sheet != len(shown) {
			t.Errorf("%s: XLSX has %d rows below %q", c.list, sheet, first)
		}
		for i, s := range shown {
			if !strings.Contains(strings.Join(rows[i+2], "|"), s[1]) {
				t.Errorf("%s: row %d is %q, and the page shows %s", c.list, i+1, rows[i+2], s[1])
			}
			for j, column := range asJSON.Columns {
				if got := asJSON.Rows[i][column]; got != strings.TrimPrefix(rows[i+2][j], "'") {
					t.Errorf("%s: row %d, %s is %q in JSON and %q in CSV", c.list, i+1, column, got, rows[i+2][j])
				}
			}
		}
	}
	for _, path := range []string{"/case/gaza-isf-2025/list/actors.exe", "/case/gaza-isf-2025/list/secrets.csv", "/list/none.csv", "/case/none/list/actors.csv"} {
		b.holds(b.get(path), 404)
	}
}

// sheetOf reads a workbook back without the library that wrote it: its first cell, and
// how many rows stand below marking and heads.
func sheetOf(t *testing.T, body string) (first string, rows int) {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	part := func(name string) string {
		f, err := z.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		text, _ := io.ReadAll(f)
		return string(text)
	}
	shared := regexp.MustCompile(`<si><t[^>]*>([^<]*)</t>`).FindStringSubmatch(part("xl/sharedStrings.xml"))
	return shared[1], strings.Count(part("xl/worksheets/sheet1.xml"), "<row ") - 2
}

// A brief goes out as a page, as PDF and as DOCX, marked in its name; where there is no
// Chromium one line says why there is no PDF.
func TestBriefsAreTakenAway(t *testing.T) {
	b := open(t).as("secretary")
	for _, q := range []string{"assess", "charter", "decide"} {
		for _, ext := range []string{"html", "docx"} {
			r := b.get("/case/gaza-isf-2025/brief/" + q + "." + ext)
			b.holds(r, 200)
			if name := r.header.Get("Content-Disposition"); !strings.Contains(name, "EXERCISE-") {
				t.Errorf("%s.%s is called %s", q, ext, name)
			}
		}
	}
	t.Setenv("PATH", t.TempDir())
	b.holds(b.get("/case/gaza-isf-2025/brief/assess.pdf"), 400, "There is no PDF, because no Chromium")
	b.holds(b.get("/case/gaza-isf-2025/brief/none.html"), 404)
}

// A cell that a spreadsheet would take for a formula is a text.
func TestFormulaIsText(t *testing.T) {
	var out bytes.Buffer
	l := &list{columns: []string{"says"}, rows: [][]string{{"=HYPERLINK(1)"}, {"-1"}, {"fine"}}}
	if err := writeCSV(&visit{lang: words.Languages[0]}, &out, l); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "\ufeffUNCLASSIFIED\nWhat it says\n'=HYPERLINK(1)\n'-1\nfine\n"; got != want {
		t.Errorf("written %q, want %q", got, want)
	}
}
