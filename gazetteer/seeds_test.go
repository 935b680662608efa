package gazetteer

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The five documents the worked cases come from: every State and body each
// names, and nobody else.
func TestSourceDocuments(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "seeds")
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skipf("SKIPPED, NOT CHECKED: no documents in %s", dir)
	}
	want := map[string]string{
		"000": "AQ EGY GBR ICFM IDN IRN IRQ MYS OIC PAK UN USA",
		"001": "AFG AQ IND IRN IRQ ISIL PAK SYR TALIBAN TUR UNGA USA",
		"002": "AFG HAMAS ISR PAK PNA PSE UN USA",
		"003": "AQ IMCTC IRN IRQ ISIL NATO OIC PAK SAU SYR TUR UN YEM",
		"004": "AFG CHN EGY GBR IDN IND IRN IRQ ISR JOR LBN MYS PAK PSE SAU SYR TUR TWN UNSC USA",
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range Find(string(text)) {
			if !slices.Contains(got, m.Code) {
				got = append(got, m.Code)
			}
			if m.Ambiguous {
				t.Errorf("%s: %q is ambiguous", filepath.Base(f), m.Text)
			}
		}
		slices.Sort(got)
		if have := strings.Join(got, " "); have != want[filepath.Base(f)[:3]] {
			t.Errorf("%s:\n got %s\nwant %s", filepath.Base(f), have, want[filepath.Base(f)[:3]])
		}
	}
}
