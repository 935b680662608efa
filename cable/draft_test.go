package cable

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/dossier"
)

// draftExample is the draft of the manual.
func draftExample(tb testing.TB) string {
	page, err := os.ReadFile("../docs/cable.md")
	if err != nil {
		tb.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindSubmatch(page)
	if m == nil {
		tb.Fatal("the manual has no draft")
	}
	return string(m[1])
}

func compose(src string) (*Message, []string) {
	var d Draft
	places, problems := dossier.Decode("draft.yaml", []byte(src), &d)
	var said []string
	for _, p := range problems {
		said = append(said, p.Error())
	}
	if problems.Refuse() {
		return nil, said
	}
	m, faults := d.Compose(Shipped())
	for _, f := range faults {
		said = append(said, places.Problem(f.Path, f.Code, f.Hint, "%s", f.Text).Error())
	}
	return m, said
}

// TestManualDraft: the draft of the manual is right as it stands, and its telegram
// has nothing doubtful.
func TestManualDraft(t *testing.T) {
	m, said := compose(draftExample(t))
	if m == nil || len(said) > 0 {
		t.Fatal(said)
	}
	var out strings.Builder
	if err := Write(&out, m); err != nil {
		t.Fatal(err)
	}
	ts, _ := Read("written", []byte(out.String()))
	if len(ts) != 1 || len(ts[0].Findings) > 0 {
		t.Errorf("%v\n%s", ts[0].Findings, out.String())
	}
	for line := range strings.Lines(out.String()) {
		if n := len(strings.TrimRight(line, "\n")); n > lineWidth() {
			t.Errorf("a line of %d characters: %s", n, line)
		}
	}
}

// TestDraftFaults: each file holds a draft with one thing wrong, and says what.
func TestDraftFaults(t *testing.T) {
	files, _ := filepath.Glob("testdata/drafts/*.yaml")
	if len(files) == 0 {
		t.Fatal("no files")
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, m := range regexp.MustCompile(`(?m)^# wants: (.*)$`).FindAllStringSubmatch(string(src), -1) {
			want = append(want, m[1])
		}
		_, said := compose(string(src))
		if *update {
			_, draft, _ := strings.Cut(string(src), "cable: 1\n")
			for n := -1; n != len(said); { // the wants push the lines down that they name
				n = len(said)
				_, said = compose(strings.Repeat("# wants:\n", n) + "cable: 1\n" + draft)
			}
			text := ""
			for _, s := range said {
				text += "# wants: " + s + "\n"
			}
			if err := os.WriteFile(file, []byte(text+"cable: 1\n"+draft), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if !slices.Equal(said, want) {
			t.Errorf("%s: %q, want %q", file, said, want)
		}
	}
}

// TestLongDraft: a long text goes in sections of a hundred lines, cut between
// paragraphs, each with its own header and end.
func TestLongDraft(t *testing.T) {
	var sb strings.Builder
	sb.WriteString(draftExample(t))
	src := strings.Replace(sb.String(), "signature: Jones\n", "", 1)
	for i := range 50 {
		src += fmt.Sprintf("  - mark: C\n    report: >-\n      %d %s\n", i, strings.Repeat("In this meeting he said at length what he had said before. ", 6))
	}
	m, said := compose(src + "signature: Jones\n")
	if m == nil {
		t.Fatal(said)
	}
	if len(m.Sections) != 4 {
		t.Fatalf("%d sections", len(m.Sections))
	}
	var out strings.Builder
	if err := Write(&out, m); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "SECTION 0"); n != 4 {
		t.Errorf("%d section lines", n)
	}
	for _, s := range m.Sections {
		if s.Lines > limits()["section"] {
			t.Errorf("section %d has %d lines", s.Number, s.Lines)
		}
	}
	ts, _ := Read("long", []byte(out.String()))
	if len(ts) != 1 || len(ts[0].Findings) > 0 || len(ts[0].Body) != len(m.Body) {
		t.Errorf("%d telegrams, %v", len(ts), ts[0].Findings)
	}
}

// TestManualHasEveryKey keeps the table of a draft's keys in step; -update writes it.
func TestManualHasEveryKey(t *testing.T) {
	var b strings.Builder
	b.WriteString("\n| key | what it is |\n|---|---|\n")
	var list func(t reflect.Type, prefix string)
	list = func(t reflect.Type, prefix string) {
		for i := range t.NumField() {
			f := t.Field(i)
			key, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
			mark, words := "", f.Tag.Get("doc")
			if rest == "" {
				mark = " •"
			}
			if enum := f.Tag.Get("enum"); enum != "" {
				words += " (" + strings.ReplaceAll(enum, "|", ", ") + ")"
			}
			fmt.Fprintf(&b, "| `%s%s`%s | %s |\n", prefix, key, mark, words)
			if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct && key != "info" {
				list(f.Type.Elem(), key+".")
			}
		}
	}
	list(reflect.TypeFor[Draft](), "")
	b.WriteString("\n• needed; `info` has the keys of `to`.\n\n")
	page, err := os.ReadFile("../docs/cable.md")
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(page), "<!-- keys of draft -->\n")
	_, tail, ok2 := strings.Cut(rest, "<!-- end -->")
	if !ok || !ok2 {
		t.Fatal("the manual has no place for the keys")
	}
	want := head + "<!-- keys of draft -->\n" + b.String() + "<!-- end -->" + tail
	if *update {
		if err := os.WriteFile("../docs/cable.md", []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if want != string(page) {
		t.Error("docs/cable.md is out of step with the draft: run go test ./cable -update")
	}
}
