package phrase

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// speakers are the packages that say something by the books.
var speakers = []string{"act", "brief", "phrase", "situation", "sourcing", "assess", "decide", "charter", "forces", "dossier", "condition", "workbook",
	"cable", "source", "coding", "disclosure", "register", "site", "web", "cmd/entente"}

// sayers are the functions that say what is given to them, and which of their arguments
// is said; the values of the last are the arguments after it.
var sayers = map[string][]int{"because": {0}, "Say": {0, 1}, "say": {0, 1}, "Key": {0, 1}, "Join": {1, 2}}

// messengers are those whose values stand as in package fmt, by package.
var messengers = map[string]map[string][]int{
	"":          {"Sayf": {0}, "Faultf": {1}, "Wrong": {3, 4}},
	"situation": {"refuse": {2, 3}},
	"decide":    {"refuse": {1}, "problem": {3, 4}, "bad": {2, 3}},
	"dossier":   {"bad": {2, 3}, "warn": {2, 3}, "problem": {1, 2}, "itself": {2}, "mapping": {1}, "say": {0}},
	"condition": {"words": {0}, "say": nil, "Say": nil, "Key": {0}},
	"workbook":  {"bad": {2, 3}, "refuse": {1, 2}},
	"cable":     {"say": nil, "words": {0}, "wrong": {2, 3}, "doubt": {2, 3}, "bad": {1, 2}, "fault": {2, 3}, "remark": {2, 3}},
	"source":    {"refuse": {2, 3}, "doubt": {2, 3}, "note": {1, 2}, "noPlace": {1, 2}, "bad": {2, 3}},
	"coding":    {"wrong": {0}},
	"site":      {"refuse": {0}, "wrong": {1, 2}},
}

// pages say what is in package web/words; by the books they say only what they name
// package phrase for.
var pages = "web"

// key is a sentence of the program and where it is said.
type key struct {
	at    token.Position
	names []string // of its values: in braces, or the numbers of a format
}

// namesOf are the numbers of the values of a format.
func namesOf(format string) (names []string) {
	for _, v := range verbsOf(format) {
		names = add(names, strconv.Itoa(v.number))
	}
	return names
}

// text is the value of an expression that is a text known as the program is built: a
// literal, a constant of the package, or several of them in a row.
func text(e ast.Expr, constants map[string]ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.Ident:
		if c, ok := constants[e.Name]; ok {
			return text(c, constants)
		}
	case *ast.BinaryExpr:
		a, isA := text(e.X, constants)
		b, isB := text(e.Y, constants)
		return a + b, isA && isB && e.Op == token.ADD
	}
	return "", false
}

func constantsOf(files []*ast.File) map[string]ast.Expr {
	all := map[string]ast.Expr{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if d, ok := n.(*ast.GenDecl); ok && d.Tok == token.CONST {
				for _, spec := range d.Specs {
					v := spec.(*ast.ValueSpec)
					for i, name := range v.Names {
						if i < len(v.Values) {
							all[name.Name] = v.Values[i]
						}
					}
				}
			}
			return true
		})
	}
	return all
}

// said collects the keys that the program says.
func said(t *testing.T) map[string]key {
	t.Helper()
	keys := map[string]key{}
	for _, pkg := range speakers {
		paths, _ := filepath.Glob("../" + pkg + "/*.go")
		places := token.NewFileSet()
		var files []*ast.File
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(places, path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		constants := constantsOf(files)
		keep := func(e ast.Expr, format bool) (names []string, ok bool) {
			text, ok := text(e, constants)
			if !ok || slices.Contains(Languages, text) {
				return nil, false
			}
			names = templateOf(text).names
			if format {
				names = namesOf(text)
			}
			if strings.IndexFunc(verbForm.ReplaceAllString(text, ""), unicode.IsLetter) >= 0 || !format && text != "" {
				keys[text] = key{places.Position(e.Pos()), names}
			}
			return names, true
		}
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				if m, ok := n.(*ast.KeyValueExpr); ok && slices.Contains([]string{"condition", "cable"}, pkg) { // their messages
					if name, ok := m.Key.(*ast.Ident); ok && (name.Name == "text" || name.Name == "hint") {
						keep(m.Value, true)
					}
				}
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				name, from := calledBy(call)
				if slices.Contains([]string{"strings", "filepath", "errors", "templ", "marking", "path"}, from) || pkg == pages && from != "phrase" {
					return true
				}
				at, own := messengers[pkg][name]
				format := own
				if !own {
					at, format = messengers[""][name]
				}
				if !format {
					at = sayers[name]
				}
				for k, i := range at {
					if i >= len(call.Args) {
						continue
					}
					names, ok := keep(call.Args[i], format && (k == len(at)-1 || len(at) == 1))
					if !ok {
						continue
					}
					counts := (k == len(at)-1 || !format) && name != "Key" && name != "Join" && !slices.Contains([]string{"problem", "itself", "mapping"}, name) && !call.Ellipsis.IsValid()
					if got := len(call.Args) - i - 1; counts && got != len(names) {
						t.Errorf("%s: what is said names %d values and is given %d", places.Position(call.Pos()), len(names), got)
					}
					if !format && name != "Join" {
						break // the language stands before the key
					}
				}
				return true
			})
		}
	}
	return keys
}

// calledBy is the name of what is called, and of what stands before it.
func calledBy(call *ast.CallExpr) (name, from string) {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name, ""
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			from = x.Name
		}
		return f.Sel.Name, from
	}
	return "", ""
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
		for key, said := range keys {
			entry, ok := book[key]
			if !ok && lang != English {
				t.Errorf("%s.json has no %q (%s)", lang, key, said.at)
				continue
			}
			_, counts := books[English]()[key]
			if slices.Contains(said.names, "n") && !counts {
				t.Errorf("en.json has no forms of %q, which counts (%s)", key, said.at)
			}
			for form := range forms {
				if counts && entry[form] == "" {
					t.Errorf("%s.json has no form %s of %q", lang, form, key)
				}
			}
			named := map[string]bool{}
			for _, text := range entry {
				for _, name := range templateOf(text).names {
					named[name] = true
					if !slices.Contains(said.names, name) {
						t.Errorf("%s.json names {%s} in %q, which has no such value", lang, name, key)
					}
				}
			}
			for _, name := range said.names {
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

// One thing is not said in the plural: "which takes 1 day".
func TestOneIsNotSeveral(t *testing.T) {
	several := regexp.MustCompile(`\b1 (more )?[a-z-]+[^ias]s\b`)
	verbs := regexp.MustCompile(`\b1 agrees\b`)
	for key := range books[English]() {
		if said := Say(English, key, one(key)...); several.MatchString(verbs.ReplaceAllString(said, "")) {
			t.Errorf("of one is said %q", said)
		}
	}
}

// one are the values of a key, where what counts is one.
func one(key string) []any {
	var values []any
	for _, name := range templateOf(key).names {
		if name == "n" {
			values = append(values, 1)
		} else {
			values = append(values, "…")
		}
	}
	return values
}
