package phrase

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// speakers are the packages that say something by the books.
var speakers = []string{"act", "brief", "phrase", "situation", "sourcing", "assess", "decide", "charter", "forces"}

// said collects the keys that the program says, with the place where it does.
func said(t *testing.T) map[string]token.Position {
	t.Helper()
	keys := map[string]token.Position{}
	for _, pkg := range speakers {
		paths, _ := filepath.Glob("../" + pkg + "/*.go")
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			files := token.NewFileSet()
			f, err := parser.ParseFile(files, path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				name, _ := call.Fun.(*ast.Ident)
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
					if from, ok := sel.X.(*ast.Ident); ok && from.Name == "strings" {
						return true
					}
					name = sel.Sel
				}
				if name == nil || !slices.Contains([]string{"Say", "say", "Key", "Join"}, name.Name) {
					return true
				}
				for i, arg := range call.Args {
					lit, ok := arg.(*ast.BasicLit)
					if !ok || lit.Kind != token.STRING {
						continue
					}
					key, _ := strconv.Unquote(lit.Value)
					keys[key] = files.Position(lit.Pos())
					if name.Name == "Join" {
						continue // what stands between, and before the last
					}
					if want, got := len(templateOf(key).names), len(call.Args)-i-1; want != got && name.Name != "Key" && !call.Ellipsis.IsValid() {
						t.Errorf("%s: %q names %d values and is given %d", files.Position(lit.Pos()), key, want, got)
					}
					break
				}
				return true
			})
		}
	}
	return keys
}

// Every sentence the program says is in the book of every language, in every plural form
// the language has, with the same values named; and no book holds a sentence that is said
// nowhere.
func TestNothingIsMissing(t *testing.T) {
	keys := said(t)
	if len(keys) < 100 {
		t.Fatalf("only %d sentences were found: the test says little", len(keys))
	}
	for _, lang := range Languages {
		book := books[lang]()
		forms := map[string]bool{}
		for n := range 1000 {
			forms[Form(lang, n)] = true
		}
		for key, at := range keys {
			entry, ok := book[key]
			if !ok && lang != English {
				t.Errorf("%s.json has no %q (%s)", lang, key, at)
				continue
			}
			_, counts := books[English]()[key]
			for form := range forms {
				if counts && entry[form] == "" {
					t.Errorf("%s.json has no form %s of %q", lang, form, key)
				}
			}
			for _, text := range entry {
				for _, name := range templateOf(text).names {
					if !slices.Contains(templateOf(key).names, name) {
						t.Errorf("%s.json names {%s} in %q, which has no such value", lang, name, key)
					}
				}
			}
			named := map[string]bool{}
			for _, text := range entry {
				for _, name := range templateOf(text).names {
					named[name] = true
				}
			}
			for _, name := range templateOf(key).names {
				if ok && !named[name] {
					t.Errorf("%s.json leaves {%s} out of %q", lang, name, key)
				}
			}
		}
		for key := range book {
			if _, used := keys[key]; !used {
				t.Errorf("%s.json: %q is said nowhere", lang, key)
			}
		}
	}
}
