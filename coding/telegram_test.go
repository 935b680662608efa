package coding

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"entente/source"
)

// TestRealTelegramsAreReadAsTelegrams reads the 174 telegrams of the National
// Archives: no head or stamp of a page stands within a sentence of the body, every
// place leads to its sentence, and every sentence back to its bytes.
func TestRealTelegramsAreReadAsTelegrams(t *testing.T) {
	files, _ := filepath.Glob("../../shared/data/telegrams/txt/*.txt")
	if len(files) == 0 {
		t.Skip("LOUD: ../shared/data is absent, so no real telegrams were read")
	}
	page := regexp.MustCompile(`PAGE 0\d|Declassified/Released|Message Attributes`)
	read, numbered, marked := 0, 0, 0
	for _, f := range files {
		d, raw, err := ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if d.Reading == nil {
			t.Errorf("%s: %v", f, d.Findings)
			continue
		}
		if d.Reading.Reader == "telegram" {
			read++
		}
		if d.Reading.Labelled() {
			numbered++
		}
		if d.Marked != "" {
			marked++
		}
		for _, s := range d.Reading.Sentences() {
			words := s.Of(d.Reading.Text)
			if span, err := d.Reading.Find(s.Place); err != nil || span != s.Span {
				t.Errorf("%s: the place %s is not its own sentence: %v", f, s.Place, err)
			}
			if role := d.Reading.Paragraphs[s.Paragraph].Role; role != source.Furniture && page.MatchString(words) {
				t.Errorf("%s: %s holds what is no part of the text: %q", f, s.Place, words)
			}
			at, ok := d.Reading.FileOffset(s.Start)
			if first := strings.Fields(words)[0]; !ok || !strings.HasPrefix(string(raw[at:]), first) {
				t.Errorf("%s: %s does not lead back to its bytes", f, s.Place)
			}
		}
	}
	t.Logf("%d files: %d read as telegrams, %d with numbered paragraphs, %d marked", len(files), read, numbered, marked)
	if len(files) == 174 && (read < 174 || marked < 170) {
		t.Errorf("%d of 174 were read as telegrams, %d marked", read, marked)
	}
}

// TestSeveralTelegramsInOneFile says that they belong in files of their own.
func TestSeveralTelegramsInOneFile(t *testing.T) {
	one := "P 121300Z APR 31\nFM EMBASSY LAKEPORT\nTO CAPITAL\nBT\nUNCLAS LAKEPORT 000012\nSUBJECT: THE LAKE\n\n1. The minister received us.\n\nSMITH\nBT\n#0012\nNNNN\n"
	name := filepath.Join(t.TempDir(), "two.txt")
	if err := os.WriteFile(name, []byte(one+"\n"+strings.ReplaceAll(one, "0012", "0013")), 0o600); err != nil {
		t.Fatal(err)
	}
	d, _, err := ReadFile(name)
	if err != nil || d.Reading == nil {
		t.Fatalf("%v %v", err, d.Findings)
	}
	for _, p := range d.Findings {
		if p.Code == "several-telegrams" {
			return
		}
	}
	t.Errorf("nothing says that there are two: %v", d.Findings)
}
