package coding

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"entente/act"
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
		docs, raw, err := ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if len(docs) != 1 {
			t.Errorf("%s: %d documents", f, len(docs))
		}
		d := docs[0]
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

// TestSeveralTelegramsInOneFile gives a document for each, with numbers of its own, and
// each leads to its own bytes of the file.
func TestSeveralTelegramsInOneFile(t *testing.T) {
	one := "P 121300Z APR 31\nFM EMBASSY LAKEPORT\nTO CAPITAL\nBT\nUNCLAS LAKEPORT 000012\nSUBJECT: THE LAKE\n\n1. The minister received us.\n\nSMITH\nBT\n#0012\nNNNN\n"
	text := one + "\nbetween the two\n" + strings.NewReplacer("0012", "0013", "UNCLAS ", "C O N F I D E N T I A L ", "1. The", "1. (C) The", "us.", "us again. He said no.").Replace(one)
	name := filepath.Join(t.TempDir(), "two.txt")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	docs, raw, err := ReadFile(name)
	if err != nil || len(docs) != 2 {
		t.Fatalf("%v: %d documents", err, len(docs))
	}
	for i, want := range []struct{ lines, marked, reference, last string }{{"1-10", "UNCLASSIFIED", "31LAKEPORT12", "The minister received us."}, {"16-25", "CONFIDENTIAL", "31LAKEPORT13", "He said no."}} {
		d := docs[i]
		if d.Lines != want.lines || d.Marked != want.marked || d.Itself.Reference != want.reference || d.SHA256 != docs[0].SHA256 {
			t.Errorf("%d: lines %q, marked %q, reference %q", i+1, d.Lines, d.Marked, d.Itself.Reference)
		}
		span, err := d.Reading.Cited("1", want.last)
		if err != nil {
			t.Fatal(err)
		}
		if at, ok := d.Reading.FileOffset(span.Start); !ok || !strings.HasPrefix(string(raw[at:]), want.last) {
			t.Errorf("%d: %q does not lead to its bytes", i+1, want.last)
		}
		if n := strings.Count(d.Reading.Text, "FM EMBASSY"); n != 1 {
			t.Errorf("%d: the text has %d senders", i+1, n)
		}
		if got := Named(docs, &act.Source{Lines: want.lines}); got != d {
			t.Errorf("lines %s name another", want.lines)
		}
	}
	if docs[0].Reading.Hash() == docs[1].Reading.Hash() || Named(docs, &act.Source{Lines: "2-3"}) != nil {
		t.Error("the two are not told apart")
	}
}
