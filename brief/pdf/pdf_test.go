package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"entente/brief"
)

var doc = brief.Document{Title: "Who joins", Marking: "EXERCISE//UNCLASSIFIED", Blocks: []brief.Block{
	brief.Paragraph{Text: "Of 13 candidates 5 are in."},
	brief.Table{Columns: []brief.Column{{Head: "Actor"}, {Head: "Troops", Align: brief.End}}, Rows: [][]brief.Cell{brief.Cells("Pakistan", "20,000")}},
}}

// A brief that is printed says the same numbers, under its marking, and is tagged.
func TestPrinted(t *testing.T) {
	text, err := Write(t.Context(), doc)
	if err == ErrNoBrowser {
		t.Skip("SKIPPED: no Chromium on this machine: nothing is printed")
	}
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(text, []byte("/StructTreeRoot")) {
		t.Error("the PDF is not tagged")
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("SKIPPED: pdftotext is absent: the PDF is not read back")
	}
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Who joins", "Of 13 candidates 5 are in.", "20,000", "EXERCISE//UNCLASSIFIED"} {
		if !strings.Contains(string(said), want) {
			t.Errorf("the PDF does not say %q: %s", want, said)
		}
	}
}

// Without a browser the error says why, and what else there is.
func TestNoBrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := Write(t.Context(), doc); err != ErrNoBrowser || !strings.Contains(err.Error(), "no Chromium on this machine") {
		t.Errorf("it says %v", err)
	}
}
