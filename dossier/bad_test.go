package dossier

import (
	"bytes"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/act"
)

var update = flag.Bool("update", false, "write the .want files anew")

// made are files too large or too odd to keep.
var made = map[string]func() []byte{
	"huge":          func() []byte { return bytes.Repeat([]byte("# fifty megabytes of nothing\n"), 50<<20/29) },
	"long-line":     func() []byte { return []byte("entente: 1\nid: x\ntitle: " + strings.Repeat("long ", 5000) + "\n") },
	"utf-16":        func() []byte { return utf16("entente: 1\nid: x\n", []byte{0xff, 0xfe}) },
	"utf-16-bare":   func() []byte { return utf16("entente: 1\nid: x\n", nil) },
	"word-document": func() []byte { return []byte("PK\x03\x04\x14\x00\x06\x00[Content_Types].xml") },
	"pdf":           func() []byte { return []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") },
	"nul":           func() []byte { return []byte("entente: 1\nid: lake\x00force\n") },
	"latin-1":       func() []byte { return []byte("entente: 1\nid: lake\ntitle: C\xf4te d'Ivoire\n") },
	"empty":         func() []byte { return []byte("  \n\n") },
	"deep-brackets": func() []byte { return []byte("entente: 1\nid: " + strings.Repeat("[", 12000) + "\n") },
	"billion-laughs": func() []byte {
		var b strings.Builder
		b.WriteString("entente: 1\nid: bomb\na: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n")
		for c := 'b'; c <= 'i'; c++ {
			p := string(c - 1)
			b.WriteString(string(c) + ": &" + string(c) + " [" + strings.TrimSuffix(strings.Repeat("*"+p+", ", 9), ", ") + "]\n")
		}
		return []byte(b.String())
	},
	"odd-characters": func() []byte {
		return []byte("entente: 1\nid: lake-force\ntitle:\u00a0A force\u2028for the\u0007 lake\nas_of: 2031-05-01\nauthor: \"a\\u0000b\"\nmarking: \u202euNCLASSIFIED\n")
	},
	"300-parentheses": func() []byte {
		return []byte("entente: 1\nid: lake\ntitle: A force for the lake\nas_of: 2031-05-01\nfacts:\n  truce: {asks: Does the truce hold?}\n" +
			"rules:\n  - id: nested\n    type: criterion\n    words: far too nested\n    if: " + strings.Repeat("(", 300) + "fact.truce" + strings.Repeat(")", 300) + "\n")
	},
	"too-many": func() []byte { return []byte("entente: 1\n" + strings.Repeat("colour: green\n", maxProblems+100)) },
}

func utf16(s string, mark []byte) []byte {
	out := mark
	for _, c := range []byte(s) {
		out = append(out, c, 0)
	}
	return out
}

// badFiles gives every bad file by its name.
func badFiles(t *testing.T) map[string][]byte {
	files := map[string][]byte{}
	paths, _ := filepath.Glob("testdata/bad/*.yaml")
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[strings.TrimSuffix(filepath.Base(path), ".yaml")] = src
	}
	for name, make := range made {
		files[name] = make()
	}
	return files
}

// TestBadFilesSayWhatIsWrong compares what is said of each bad file, letter for
// letter: the messages are what an analyst works with.
func TestBadFilesSayWhatIsWrong(t *testing.T) {
	said := map[string]bool{}
	for name, src := range badFiles(t) {
		d, problems := Read(name+".yaml", src)
		if d != nil && problems == nil {
			t.Errorf("%s: nothing is wrong", name)
		}
		if d != nil && problems.Refuse() || d == nil && !problems.Refuse() {
			t.Errorf("%s: refused and not refused", name)
		}
		var b bytes.Buffer
		for _, p := range problems {
			said[p.Code] = true
			if p.Hint == "" {
				t.Errorf("%s: no remedy: %s", name, p.Error())
			}
			p.Print(&b)
			b.WriteString("      (" + p.Code + ")\n")
		}
		got := b.Bytes()
		if name == "too-many" {
			got = got[bytes.LastIndex(got, []byte("too-many.yaml:")):]
		}
		path := filepath.Join("testdata/bad", name+".want")
		if *update {
			if err := os.WriteFile(path, got, 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s says\n%s\nbut should say\n%s", name, got, want)
		}
	}
	_, missing := ReadFile("testdata/bad/there-is-no-such-file.yaml")
	for _, p := range missing {
		said[p.Code] = true
	}
	for _, code := range codes(t) {
		if !said[code] {
			t.Errorf("no bad file provokes %s", code)
		}
	}
}

// codes finds the codes of all messages in the source of this package.
func codes(t *testing.T) []string {
	var found []string
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			s, _ := strconv.Unquote(lit.Value)
			if s == "unknown-" { // one for each kind a reference points to
				for _, to := range []target{toActor, toFact, toClause, toGate, toSource, toAct} {
					found = append(found, s+string(to))
				}
				return
			}
			found = append(found, s)
		}
	}
	files, _ := filepath.Glob("*.go")
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if s, ok := n.Fun.(*ast.SelectorExpr); ok && slices.Contains([]string{"bad", "warn", "problem"}, s.Sel.Name) && len(n.Args) > 2 {
					if sum, ok := n.Args[0].(*ast.BinaryExpr); ok {
						add(sum.X)
					}
					add(n.Args[0])
				}
			case *ast.KeyValueExpr:
				if k, ok := n.Key.(*ast.Ident); ok && k.Name == "Code" {
					add(n.Value)
				}
			case *ast.FuncDecl:
				if n.Name.Name == "encoding" {
					ast.Inspect(n, func(n ast.Node) bool {
						if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) == 3 {
							add(r.Results[0])
						}
						return true
					})
				}
			}
			return true
		})
	}
	found = slices.DeleteFunc(found, func(s string) bool { return s == "" })
	if len(found) < 50 {
		t.Fatalf("only %d codes found: %v", len(found), found)
	}
	return found
}

// TestManyMistakesInOneRun is the promise of the checker: a dozen mistakes of
// different sorts, among them three that stop the YAML parser, told at once.
func TestManyMistakesInOneRun(t *testing.T) {
	src, err := os.ReadFile("testdata/bad/a-dozen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, problems := Read("a-dozen.yaml", src)
	different := map[string]bool{}
	for _, p := range problems {
		if !p.Warning {
			different[p.Code] = true
		}
	}
	if len(different) < 12 {
		t.Errorf("only %d different mistakes are reported: %v", len(different), problems)
	}
}

// TestHugeFileIsNotRead makes sure that size is looked at before content.
func TestHugeFileIsNotRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huge.yaml")
	if err := os.WriteFile(path, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 50<<20); err != nil {
		t.Fatal(err)
	}
	d, problems := ReadFile(path)
	if d != nil || len(problems) != 1 || problems[0].Code != "too-big" || problems[0].Place != (act.Place{File: path}) {
		t.Errorf("a file of 50 MB: %v", problems)
	}
}
