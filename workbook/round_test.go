package workbook

import (
	"bytes"
	"path/filepath"
	"testing"

	"entente/dossier"
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

// TestExportImportChangesNothing writes every case as a workbook, reads it, and
// writes both as dossiers: not a byte differs.
func TestExportImportChangesNothing(t *testing.T) {
	for file, d := range good(t) {
		var book bytes.Buffer
		if err := Write(&book, d); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		got, problems := Read("book.xlsx", book.Bytes())
		if problems.Refuse() {
			t.Errorf("%s: %v", file, problems)
			continue
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
}
