package cable

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/act"
	"entente/marking"
)

const telegrams = "../../shared/data/telegrams"

// archive reads the real telegrams with the official fields of each.
func archive(tb testing.TB) (names []string, sources map[string][]byte, fields map[string]map[string]string) {
	f, err := os.Open(filepath.Join(telegrams, "attributes.csv"))
	if err != nil {
		tb.Skipf("SKIPPED, NOT TESTED ON REAL TELEGRAMS: %v", err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	sources, fields = map[string][]byte{}, map[string]map[string]string{}
	for _, row := range all[1:] {
		src, err := os.ReadFile(filepath.Join(telegrams, "txt", row[0]+".txt"))
		if err != nil {
			tb.Fatal(err)
		}
		names = append(names, row[0])
		sources[row[0]], fields[row[0]] = src, map[string]string{}
		for i, key := range all[0] {
			fields[row[0]][key] = row[i]
		}
	}
	if len(names) != 174 {
		tb.Fatalf("%d telegrams", len(names))
	}
	return names, sources, fields
}

// TestAgainstTheArchive holds the header of each telegram to the official fields.
func TestAgainstTheArchive(t *testing.T) {
	names, sources, fields := archive(t)
	dates, from, precedence := 0, 0, map[string]int{}
	tagged, tagsWithin, subjects, subjectsRight := 0, 0, 0, 0
	classes, captioned, ids, refs := 0, 0, 0, 0
	for _, name := range names {
		ts, problems := Read(name+".txt", sources[name])
		if len(ts) != 1 || problems != nil {
			t.Errorf("%s: %d telegrams %v", name, len(ts), problems)
			continue
		}
		m, want := ts[0], fields[name]
		day, err := time.Parse("02 Jan 2006", capitalised(want["Draft Date"]))
		if err == nil && m.DTG.Valid() && m.DTG.Date() == day.Format("2006-01-02") {
			dates++
		} else {
			t.Errorf("%s: sent %s, drafted %s", name, m.DTG, want["Draft Date"])
		}
		post, _, _ := strings.Cut(want["From"], " OR-")
		if key(0, m.From, "") == key(0, post, "") {
			from++
		} else {
			t.Errorf("%s: from %q, officially %q", name, m.From, want["From"])
		}
		p := string(m.Precedence)
		if m.InfoPrec != "" {
			p += " " + string(m.InfoPrec)
		}
		precedence[p]++
		if strings.ToUpper(want["Original Classification"]) == m.Classification {
			classes++
		} else {
			t.Errorf("%s: %q, officially %q", name, m.Classification, want["Original Classification"])
		}
		if handling := want["Original Handling Restrictions"]; handling == "n/a" || within(strings.Split(handling, ", "), m.Captions) {
			captioned++
		} else {
			t.Logf("%s: captions %q, officially %q", name, m.Captions, handling)
		}
		official := strings.FieldsFunc(strings.ToUpper(want["TAGS"]), func(r rune) bool { return r == ',' || r == '(' || r == ')' })
		for i := range official {
			official[i] = strings.TrimSpace(official[i])
		}
		if len(m.Tags) > 0 {
			tagged++
			if within(m.Tags, official) {
				tagsWithin++
			} else {
				t.Logf("%s: TAGS %q, officially %q", name, m.Tags, want["TAGS"])
			}
		}
		if m.Subject != nil {
			subjects++
			if sameSubject(m.Subject.Text, want["Subject"]) {
				subjectsRight++
			} else {
				t.Logf("%s: subject %q, officially %q", name, m.Subject.Text, want["Subject"])
			}
		}
		serial := strings.TrimLeft(name[4:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		if m.ID() == name[2:4]+strings.TrimSuffix(name[4:], serial)+strings.TrimLeft(serial, "0") {
			ids++
		} else {
			t.Logf("%s: reference number %s", name, m.ID())
		}
		if len(m.Refs) > 0 {
			refs++
		}
	}
	t.Logf("TAGS %d of %d within the official ones, subjects %d of %d, captions %d of %d", tagsWithin, tagged, subjectsRight, subjects, captioned, len(names))
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"days sent on the official day of drafting", dates, 174}, {"senders", from, 174}, {"classifications", classes, 174}, {"reference numbers", ids, 174},
		{"with a reference line", refs, 94}, // 93 by a naive expression
		{"R", precedence["R"], 104}, {"O", precedence["O"], 26} /* see TestGluedGroup */, {"P", precedence["P"], 16}, {"O R", precedence["O R"], 14}, {"P R", precedence["P R"], 14},
		{"TAGS within the official ones", tagsWithin, 157}, {"subjects", subjectsRight, 167}, {"captions", captioned, 173},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
		}
	}
}

func capitalised(s string) string {
	words := strings.Fields(strings.ToLower(s))
	if len(words) == 3 {
		words[1] = strings.ToUpper(words[1][:1]) + words[1][1:]
	}
	return strings.Join(words, " ")
}

func within(some, all []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

// sameSubject compares as the archive's clerk typed: without spaces and points, and
// cut where the field was full.
func sameSubject(read, official string) bool {
	squeeze := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, strings.ToUpper(s))
	}
	if len(official) > 3 && official[0] == '(' { // the clerk kept the portion mark
		official = official[3:]
	}
	a, b := squeeze(read), squeeze(official)
	return a != "" && b != "" && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

// TestGluedGroup: an expression that wants a space after the year finds 25 telegrams of
// precedence O alone, and 173 with a day. The 26th has "O 131810Z AUG 74R", and both of
// its addressees IMMEDIATE.
func TestGluedGroup(t *testing.T) {
	_, sources, _ := archive(t)
	ts, _ := Read("1974LAPAZ05155.txt", sources["1974LAPAZ05155"])
	m := ts[0]
	if m.Precedence != Immediate || m.InfoPrec != "" || m.DTG.Date() != "1974-08-13" || m.Signals != "R" || m.To[0].Precedence != Immediate || m.Info[0].Precedence != Immediate {
		t.Errorf("read as %q %q %s %q, %v %v", m.Precedence, m.InfoPrec, m.DTG, m.Signals, m.To, m.Info)
	}
	if !slices.ContainsFunc(m.Findings, func(p act.Problem) bool { return p.Code == "glued" && p.Line == 18 && p.Col == 17 }) {
		t.Errorf("%v", m.Findings)
	}
}

// TestNothingLeaks: no page line, classification line, stamp or distribution gets
// into a paragraph, and every line of the file has its place.
func TestNothingLeaks(t *testing.T) {
	names, sources, _ := archive(t)
	for _, name := range names {
		ts, _ := Read(name+".txt", sources[name])
		var all []string
		for _, tt := range ts {
			for _, p := range tt.Portions("USA") {
				if !marking.Parse(p.Marking).Known() {
					t.Errorf("%s: paragraph %s is marked %q, which says nothing", name, p.Paragraph, p.Marking)
				}
			}
			for _, b := range tt.Body {
				var sb strings.Builder
				for _, p := range b.Passages {
					sb.WriteString(p.Text)
				}
				if !b.Heading && sb.String() != b.Text {
					t.Errorf("%s: the passages of %d are not its text", name, b.Number)
				}
				all = append(all, strings.Split(b.Text, "\n")...)
			}
		}
		for _, line := range all {
			u := strings.TrimSpace(line)
			squeezed := strings.ReplaceAll(u, " ", "")
			if strings.HasPrefix(u, "PAGE 0") || strings.Contains(u, "Declassified") || strings.Contains(u, "Systematic Review") ||
				slices.Contains([]string{"CONFIDENTIAL", "UNCLASSIFIED", "SECRET", "LIMITEDOFFICIALUSE", "NNN", "NNNN", "UNCLAS"}, squeezed) || strings.HasPrefix(u, "Draft Date") {
				t.Errorf("%s: %q is no text", name, line)
			}
		}
		var back bytes.Buffer
		for _, l := range ts[0].Lines() {
			fmt.Fprintln(&back, l.Text)
		}
		if !bytes.Equal(bytes.TrimRight(back.Bytes(), "\n"), bytes.TrimRight(bytes.ReplaceAll(sources[name], []byte("\r"), nil), "\n")) {
			t.Errorf("%s: a line is lost", name)
		}
	}
}

// TestFindingsOfTheArchive: what is doubtful in the real telegrams, and how often.
func TestFindingsOfTheArchive(t *testing.T) {
	names, sources, _ := archive(t)
	got := map[string]int{}
	for _, name := range names {
		ts, _ := Read(name+".txt", sources[name])
		for _, f := range ts[0].Findings {
			got[f.Code]++
		}
	}
	want := map[string]int{"bt-absent": 174, "signature-missing": 9, "tags-missing": 6, "subject-missing": 4, "cut-short": 3, "paragraph-missing": 3, "damaged-number": 3,
		"tags-unlabelled": 2, "declassified-before-sent": 1, "caption-order": 2, "dangling-reference": 2, "damaged-classification": 1, "section-missing": 1, "caption-twice": 1, "tag-unknown": 6, "glued": 1}
	if !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
