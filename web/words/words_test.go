package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/phrase"
)

var named = regexp.MustCompile(`\{[a-z]+\}`)

// Every language says everything, in every plural form it has, with the same values.
func TestNothingIsMissing(t *testing.T) {
	first := Languages[0]
	for _, l := range Languages {
		want := map[string]bool{}
		for n := range 1000 {
			want[phrase.Form(l.Code, n)] = true
		}
		for _, key := range first.Keys() {
			forms, ok := l.texts()[key]
			if !ok {
				t.Errorf("%s.json: %s is missing", l.Code, key)
				continue
			}
			if len(forms) > 1 {
				for form := range want {
					if forms[form] == "" {
						t.Errorf("%s.json: %s has no form %q", l.Code, key, form)
					}
				}
			}
			if got, want := values(forms), values(first.texts()[key]); !slices.Equal(got, want) {
				t.Errorf("%s.json: %s names %v, and %s.json names %v", l.Code, key, got, first.Code, want)
			}
		}
		for _, key := range l.Keys() {
			if _, ok := first.texts()[key]; !ok {
				t.Errorf("%s.json: %s is not in %s.json", l.Code, key, first.Code)
			}
		}
	}
}

// values are the values a sentence names in any of its forms; n may be left out of
// some, as in "one act".
func values(forms phrase.Forms) []string {
	var all []string
	for _, said := range forms {
		all = append(all, named.FindAllString(said, -1)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// What the pages say is in the catalogue, and the catalogue holds nothing they do not
// say. A key may be put together from a word of the program and what comes after it.
func TestKeysAreUsed(t *testing.T) {
	used := map[string]bool{"language": true}
	var begun []string
	files, err := filepath.Glob("../*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("the pages are not there: ", err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			s, _ := strconv.Unquote(lit.Value)
			if strings.Contains(s, ".") && !strings.Contains(s, " ") && len(s) > 3 {
				begun = append(begun, strings.TrimSuffix(s, ".")+".") // v.say("role." + role), v.say(word + ".title")
			}
			used[s] = true
			return true
		})
	}
	for _, key := range Languages[0].Keys() {
		if !used[key] && !slices.ContainsFunc(begun, func(b string) bool { return strings.HasPrefix(key, b) }) {
			t.Errorf("%s.json: %s is said nowhere", Languages[0].Code, key)
		}
	}
}

func TestSay(t *testing.T) {
	texts := map[string]phrase.Forms{
		"acts":  {"one": "one act of {who}", "other": "{n} acts of {who}"},
		"plain": {"": "from {a} to {b}"},
	}
	l := &Language{Code: "en", texts: func() map[string]phrase.Forms { return texts }}
	for _, c := range []struct{ got, want string }{
		{l.Say("acts", "n", 1, "who", "PAK"), "one act of PAK"},
		{l.Say("acts", "n", 0, "who", "PAK"), "0 acts of PAK"},
		{l.Say("plain", "a", "1", "b", "2"), "from 1 to 2"},
		{l.Say("absent"), "⟨absent⟩"},
	} {
		if c.got != c.want {
			t.Errorf("said %q, want %q", c.got, c.want)
		}
	}
}

func TestMatch(t *testing.T) {
	for header, want := range map[string]string{"": "en", "xx": "en", "en-GB,en;q=0.9": "en", "nonsense;;": "en"} {
		if got := Match(header).Code; got != want {
			t.Errorf("%q: matched %s, want %s", header, got, want)
		}
	}
}
