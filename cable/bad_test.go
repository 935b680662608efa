package cable

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what was found beside the files of testdata/bad")

// TestBad reads telegrams in which something is wrong; beside each stands what is
// found in it, as people see it.
func TestBad(t *testing.T) {
	files, _ := filepath.Glob("testdata/bad/*.txt")
	if len(files) < 40 {
		t.Fatalf("%d files", len(files))
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		ts, problems := Read(filepath.Base(file), src)
		for _, p := range problems {
			p.Print(&out)
			fmt.Fprintf(&out, "      (%s)\n", p.Code)
		}
		for _, m := range ts {
			Shipped().Check(m)
			fmt.Fprintf(&out, "%s, %s, %d paragraphs, signed %s\n", name(m), m.Marking(), len(m.Portions("")), m.Signature)
			for _, p := range m.Findings {
				p.Print(&out)
				fmt.Fprintf(&out, "      (%s)\n", p.Code)
			}
		}
		want := strings.TrimSuffix(file, ".txt") + ".want"
		if *update {
			if err := os.WriteFile(want, out.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		expected, _ := os.ReadFile(want)
		if !bytes.Equal(out.Bytes(), expected) {
			t.Errorf("%s: found\n%s\nwant\n%s", file, out.Bytes(), expected)
		}
	}
}

// TestEveryCodeHasAFile: each finding the program can make is provoked by a file, and
// is in the manual.
func TestEveryCodeHasAFile(t *testing.T) {
	page, err := os.ReadFile("../docs/cable.md")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	wants, _ := filepath.Glob("testdata/bad/*.want")
	for _, w := range wants {
		text, _ := os.ReadFile(w)
		for line := range strings.Lines(string(text)) {
			if code := strings.TrimSpace(line); strings.HasPrefix(code, "(") && strings.HasSuffix(code, ")") && !strings.Contains(code, " ") {
				found = append(found, strings.Trim(code, "()"))
			}
		}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	sources, _ := filepath.Glob("*.go")
	for _, file := range sources {
		if strings.HasSuffix(file, "_test.go") || file == "draft.go" || file == "compose.go" || file == "book.go" {
			continue
		}
		src, _ := os.ReadFile(file)
		for _, cue := range []string{`code: "`, `doubt(nowhere, "`, `doubt(atEnd, "`, `doubt(atLabel, "`} {
			for rest := string(src); ; {
				_, after, ok := strings.Cut(rest, cue)
				if !ok {
					break
				}
				code, _, _ := strings.Cut(after, `"`)
				if !slices.Contains(found, code) && code != "" && code != "too-long" { // TestHuge makes that one
					t.Errorf("%s: no file provokes %q", file, code)
				}
				rest = after
			}
		}
	}
	for _, code := range found {
		if !bytes.Contains(page, []byte("`"+code+"`")) {
			t.Errorf("docs/cable.md does not name %q", code)
		}
	}
}

// TestHuge: a telegram of a hundred megabytes, and one on a single line of them, are
// read whole, in time, with findings that can be counted.
func TestHuge(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, NOT TESTED ON A HUGE TELEGRAM: -short")
	}
	const head = "R 161100Z FEB 16\nFM AMEMBASSY ISLAMABAD\nTO SECSTATE WASHDC\nBT\nUNCLAS ISLAMABAD 000412\n\nTAGS: PREL\nSUBJECT: MUCH\n\n"
	line := "HE SAID IN REF B THAT NOTE AND COMMENT HAVE NO END.\n"
	for what, src := range map[string][]byte{
		"lines":      append([]byte(head+"1. "), bytes.Repeat([]byte(line), 100<<20/len(line))...),
		"a line":     append([]byte(head+"1. "), bytes.Repeat([]byte("HE SAID NOTE COMMENT: REF B "), 100<<20/28)...),
		"paragraphs": append([]byte(head), bytes.Repeat([]byte("1. A\n\n"), 3<<20)...),
		"bytes":      append([]byte(head), bytes.Repeat([]byte{0, 0xff, '\n', 'A'}, 7<<20)...),
	} {
		ts, _ := Read("huge", src)
		if len(ts) != 1 || len(ts[0].Findings) > 100 {
			t.Fatalf("%s: %d telegrams, %d findings", what, len(ts), len(ts[0].Findings))
		}
		total := 0
		for _, b := range ts[0].Body {
			total += len(b.Text)
		}
		if total < len(src)/2 || !slices.Contains(codes(ts[0]), "too-long") {
			t.Errorf("%s: %d bytes of text in %d blocks, %v", what, total, len(ts[0].Body), codes(ts[0]))
		}
	}
	if ts, _ := Read("huge", bytes.ReplaceAll(append([]byte(head+"1. "), bytes.Repeat([]byte("HE SAID.\n"), 1<<20)...), []byte("\n"), []byte("\r"))); len(ts) != 1 {
		t.Error("lines that end with CR alone are not read")
	}
	if _, problems := Read("huge", bytes.Repeat([]byte("A\n"), MaxLines+1)); len(problems) != 1 || problems[0].Code != "too-large" {
		t.Error(problems)
	}
}
