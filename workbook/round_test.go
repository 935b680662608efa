package workbook

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"entente/dossier"
	"entente/dossiers"
	"entente/phrase"
)

// good are the worked cases, the small good dossiers and those of the scripts.
func good(t testing.TB) map[string]*dossier.Dossier {
	cases := map[string]*dossier.Dossier{}
	for _, pattern := range []string{"../dossiers/*.yaml", "../dossier/testdata/good/*.yaml", "testdata/good/*.yaml"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			d, problems := dossier.ReadFile(file)
			if problems.Refuse() {
				t.Fatal(problems)
			}
			cases[file] = d
		}
	}
	if len(cases) < 7 {
		t.Fatalf("%d cases", len(cases))
	}
	return cases
}

// TestExportImportChangesNothing writes every case as a workbook, in every language,
// reads it, and writes both as dossiers: not a byte differs.
func TestExportImportChangesNothing(t *testing.T) {
	for file, d := range good(t) {
		for _, lang := range phrase.Languages {
			c := *d
			c.Language = lang
			changesNothing(t, file+" in "+lang, &c)
		}
	}
}

// A book speaks the language of its case: sheets, headings, lists and what explains them.
func TestBookSpeaks(t *testing.T) {
	src, err := dossiers.Files.ReadFile("gaza-isf-2025.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d, problems := dossier.Read("gaza.yaml", src)
	if problems.Refuse() {
		t.Fatal(problems)
	}
	for lang, want := range map[string][]string{
		"ar": {"موقف معلن", "الموقف", "يؤيد", "اختر كلمة من القائمة"},
		"fr": {"position", "attitude", "soutient", "Choisissez un mot de la liste"},
	} {
		d.Language = lang
		book, err := Bytes(d)
		if err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(book))
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, sheet := range f.GetSheetList() {
			rows, _ := f.GetRows(sheet)
			fmt.Fprintln(&all, sheet, rows)
			for _, row := range rows {
				for _, cell := range row {
					if slices.Contains([]string{"stance", "supports", "on_record", "requirement"}, cell) && sheet != lists {
						t.Errorf("a book in %s has a cell %q in %s", lang, cell, sheet)
					}
				}
			}
			rules, _ := f.GetDataValidations(sheet)
			for _, rule := range rules {
				fmt.Fprintln(&all, *rule.Error)
			}
		}
		for _, text := range want {
			if !strings.Contains(all.String(), text) {
				t.Errorf("a book in %s does not say %q", lang, text)
			}
		}
	}
}

func changesNothing(t *testing.T, file string, d *dossier.Dossier) {
	t.Helper()
	var book bytes.Buffer
	if err := Write(&book, d); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	got, problems := Read("book.xlsx", book.Bytes())
	if problems.Refuse() {
		t.Errorf("%s: %v", file, problems)
		return
	}
	if a, b := dossier.Write(d), dossier.Write(got); !bytes.Equal(a, b) {
		t.Errorf("%s: the workbook says something else", file)
	}
	rows, problems := ReadBook("book.xlsx", book.Bytes())
	if problems.Refuse() {
		t.Fatal(problems)
	}
	in := rows.Against(d)
	if len(in.Added)+len(in.Changed)+len(in.Refused) > 0 || in.Same != len(d.Acts) {
		t.Errorf("%s: importing it again adds %d, changes %d, refuses %d, leaves %d of %d", file, len(in.Added), len(in.Changed), len(in.Refused), in.Same, len(d.Acts))
		for _, c := range in.Changed {
			t.Logf("%s %v", c.After.ID, c.Keys)
		}
	}
}
