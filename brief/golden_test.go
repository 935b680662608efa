package brief

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// formats are all the ways to write a document, and the golden file of each.
var formats = []struct {
	file  string
	write func(io.Writer, Document) error
}{
	{"text", func(w io.Writer, d Document) error { return Text(w, d, TextOptions{}) }},
	{"narrow.text", func(w io.Writer, d Document) error { return Text(w, d, TextOptions{Width: 48}) }},
	{"colour.text", func(w io.Writer, d Document) error { return Text(w, d, TextOptions{Colour: true}) }},
	{"md", Markdown},
	{"html", HTML},
}

var documents = map[string]func() Document{
	"exercise": sample,
	"arabic":   arabicSample,
	"hostile":  hostileSample,
	"empty":    func() Document { return Document{} },
}

func TestGoldenDocuments(t *testing.T) {
	for name, document := range documents {
		for _, f := range formats {
			got := written(t, f.write, document())
			file := filepath.Join("testdata", name+"."+f.file)
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs from what is written now; if the new one is right, run go test ./brief -update\n%s", file, firstDifference(want, got))
			}
		}
	}
}

func TestSameBytesTwice(t *testing.T) {
	for name, document := range documents {
		for _, f := range formats {
			if !bytes.Equal(written(t, f.write, document()), written(t, f.write, document())) {
				t.Errorf("%s.%s is not the same when written twice", name, f.file)
			}
		}
	}
}

func TestTextFitsItsWidth(t *testing.T) {
	for name, document := range documents {
		for _, width := range []int{0, 20, 40, 61, 80, 132} {
			for _, colour := range []bool{false, true} {
				most := max(40, width)
				if width == 0 {
					most = 80
				}
				out := string(written(t, func(w io.Writer, d Document) error {
					return Text(w, d, TextOptions{Width: width, Colour: colour})
				}, document()))
				for i, l := range strings.Split(out, "\n") {
					if columns(l) > most {
						t.Errorf("%s at width %d, line %d has %d columns: %q", name, width, i+1, columns(l), l)
					}
					if strings.HasSuffix(l, " ") {
						t.Errorf("%s at width %d, line %d ends in a space", name, width, i+1)
					}
				}
				if !colour && strings.Contains(out, "\x1b") {
					t.Errorf("%s at width %d holds an escape sequence without being asked for colour", name, width)
				}
			}
		}
	}
}

func TestMarkingStandsFirstAndLast(t *testing.T) {
	for name, document := range documents {
		d := document()
		lines := strings.Split(strings.TrimSpace(string(written(t, formats[0].write, d))), "\n")
		for _, l := range []string{lines[0], lines[len(lines)-1]} {
			if strings.TrimSpace(l) != d.banner() && name != "hostile" { // whose marking takes several lines
				t.Errorf("%s: first or last line of the text is %q, want the marking %q", name, l, d.banner())
			}
		}
		md := strings.TrimSpace(string(written(t, Markdown, d)))
		mark := "**" + escapeMarkdown(d.banner()) + "**"
		if !strings.HasPrefix(md, mark) || !strings.HasSuffix(md, mark) {
			t.Errorf("%s: the Markdown does not begin and end with %q", name, mark)
		}
		html := string(written(t, HTML, d))
		mark = `<p class="marking"` + directionOf(d) + `>` + escapeHTML(d.banner()) + `</p>`
		if n := strings.Count(html, mark); n != 2 {
			t.Errorf("%s: the page shows %s %d times, want 2", name, mark, n)
		}
		if !strings.Contains(html, "@top-center{content:"+cssString(d.banner())+"}") {
			t.Errorf("%s: the printed pages do not carry the marking", name)
		}
	}
}

func directionOf(d Document) string {
	rtl, known := direction(d.banner())
	if known && rtl != rightToLeft(d.Lang) {
		return map[bool]string{true: ` dir="rtl"`, false: ` dir="ltr"`}[rtl]
	}
	return ""
}

func TestPagesAreWellFormedAndSelfContained(t *testing.T) {
	outside := regexp.MustCompile(`(?i)(src|href|srcset|action|data|poster)\s*=\s*"[^#"]|url\([^#]|@import|https?:|<script|<link|<iframe|<object|<img|\son[a-z]+\s*=\s*"`)
	for name, document := range documents {
		page := written(t, HTML, document())
		checkPage(t, name, page)
		text := regexp.MustCompile(`>[^<]*<`).ReplaceAll(page, []byte("><")) // what people read may name an address
		text = append(text, styleSheet...)
		if m := outside.Find(text); m != nil {
			t.Errorf("%s reaches outside the page: %q", name, m)
		}
	}
}

var noNumber = regexp.MustCompile(`NaN|Inf|[eE]\+`)

// checkPage checks that a page is well-formed, that every id stands once, that
// every reference leads somewhere, and that no level of heading is left out.
func checkPage(t *testing.T, name string, page []byte) {
	t.Helper()
	ids := make(map[string]bool)
	var refs []string
	level := 0
	dec := xml.NewDecoder(bytes.NewReader(page))
	dec.Entity = map[string]string{}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Errorf("%s is not well-formed: %v", name, err)
			return
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if n := e.Name.Local; len(n) == 2 && n[0] == 'h' && n[1] >= '1' && n[1] <= '6' {
			if l := int(n[1] - '0'); l > level+1 {
				t.Errorf("%s goes from heading level %d to %d", name, level, l)
			} else {
				level = l
			}
		}
		for _, a := range e.Attr {
			if noNumber.MatchString(a.Value) && strings.Contains("x y d cx cy r width height viewBox points transform", a.Name.Local) {
				t.Errorf("%s has %s=%q", name, a.Name.Local, a.Value)
			}
			switch {
			case a.Name.Local == "id":
				if ids[a.Value] {
					t.Errorf("%s has the id %q twice", name, a.Value)
				}
				ids[a.Value] = true
			case a.Name.Local == "href":
				refs = append(refs, strings.TrimPrefix(a.Value, "#"))
			case a.Name.Local == "aria-labelledby":
				refs = append(refs, strings.Fields(a.Value)...)
			case strings.Contains(a.Value, "url(#"):
				_, r, _ := strings.Cut(a.Value, "url(#")
				refs = append(refs, strings.TrimSuffix(r, ")"))
			}
		}
	}
	for _, r := range refs {
		if !ids[r] {
			t.Errorf("%s refers to %q, which is not on the page", name, r)
		}
	}
}

func written(t *testing.T, write func(io.Writer, Document) error, d Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func firstDifference(want, got []byte) string {
	w, g := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return "first difference:\n- " + squeeze(w[i], 1, 200) + "\n+ " + squeeze(g[i], 1, 200)
		}
	}
	return "one is longer than the other"
}
