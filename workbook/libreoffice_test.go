package workbook

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/dossier"
)

// TestLibreOfficeOpensIt has LibreOffice open books of this package and save them
// anew: every act is the same afterwards, in English and in Arabic.
func TestLibreOfficeOpensIt(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("SKIPPED, NOT CHECKED: LibreOffice absent: apt-get install libreoffice-calc")
	}
	dir := t.TempDir()
	cases := map[string]*dossier.Dossier{}
	var files []string
	for path, d := range good(t) {
		if !slices.Contains([]string{"gaza-isf-2025.yaml", "every-key.yaml", "arabic.yaml"}, filepath.Base(path)) {
			continue // the others hold nothing these do not
		}
		name := strings.TrimSuffix(filepath.Base(path), ".yaml") + ".xlsx"
		book, err := Bytes(d)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, book, 0o600); err != nil {
			t.Fatal(err)
		}
		cases[name], files = d, append(files, file)
	}
	args := append([]string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "xlsx:Calc MS Excel 2007 XML",
		"--outdir", filepath.Join(dir, "saved")}, files...)
	if out, err := exec.Command(office, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, d := range cases {
		src, err := os.ReadFile(filepath.Join(dir, "saved", name))
		if err != nil {
			t.Errorf("LibreOffice did not save %s: %v", name, err)
			continue
		}
		got, problems := Read(name, src)
		if problems.Refuse() {
			t.Errorf("%s, saved by LibreOffice: %v", name, problems)
			continue
		}
		if !bytes.Equal(dossier.Write(got), dossier.Write(d)) {
			t.Errorf("%s, saved by LibreOffice, says something else", name)
		}
		if rtl := strings.Contains(part(t, src, "xl/worksheets/sheet1.xml"), `rightToLeft="true"`); rtl != rightToLeft(d.Language) {
			t.Errorf("%s: right to left is %v", name, rtl)
		}
	}
}

// part is one part of a workbook.
func part(t *testing.T, book []byte, name string) string {
	for n, text := range parts(t, book) {
		if n == name {
			return text
		}
	}
	t.Fatalf("no part %s", name)
	return ""
}
