package web

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// beside are what the package may ask of the register itself: nothing of it is an act.
var beside = map[string][]string{
	"ReadOnly": nil, "Origin": nil, "Custodian": nil, "Verifier": nil, "Speaks": nil,
	"Head":   {"api_proof.go"}, // behind Reader.Checkpoint, for those cleared on the register
	"Backup": nil,
	"Draft":  nil, // of what somebody files
}

// Pages, events, exports and answers of the API read acts through visit.reader alone:
// nothing in the package reaches into the register around it, makes a reader of its
// own, or opens the store.
func TestOneDoor(t *testing.T) {
	readers := []string{"guard.go", "api_enter.go"} // where a visit is given its own
	each(t, func(name string, f *ast.File) {
		for _, imp := range f.Imports {
			for _, never := range []string{"entente/disclosure", "entente/register/", "database/sql"} {
				if strings.HasPrefix(strings.Trim(imp.Path.Value, `"`), never) && name != "fault.go" { // which names errors
					t.Errorf("%s imports %s", name, imp.Path.Value)
				}
			}
		}
		aliases := map[string]bool{} // reg := v.s.site.Register()
		ast.Inspect(f, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && calls(a.Rhs[0], "Register") {
				if id, ok := a.Lhs[0].(*ast.Ident); ok {
					aliases[id.Name] = true
				}
			}
			return true
		})
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			id, _ := sel.X.(*ast.Ident)
			if calls(sel.X, "Register") || id != nil && aliases[id.Name] {
				where, may := beside[sel.Sel.Name]
				if !may || where != nil && !slices.Contains(where, name) {
					t.Errorf("%s asks the register for %s, around visit.reader", name, sel.Sel.Name)
				}
			}
			reading, _ := sel.X.(*ast.SelectorExpr) // a text says by what it was read
			if sel.Sel.Name == "Reader" && id == nil && (reading == nil || reading.Sel.Name != "Reading") && !slices.Contains(readers, name) {
				t.Errorf("%s makes a reader of its own", name)
			}
			if id != nil && id.Name == "site" && slices.Contains([]string{"Read", "Write", "OpenStore", "Fold"}, sel.Sel.Name) {
				t.Errorf("%s uses site.%s", name, sel.Sel.Name)
			}
			return true
		})
	})
}

// calls reports whether an expression is a call of a method without arguments.
func calls(e ast.Expr, method string) bool {
	c, ok := e.(*ast.CallExpr)
	if !ok || len(c.Args) > 0 {
		return false
	}
	sel, ok := c.Fun.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == method
}

// each calls f for every file of the package that is no test.
func each(t *testing.T, f func(name string, file *ast.File)) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) < 20 {
		t.Fatalf("%d files (%v)", len(names), err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		f(name, file)
	}
}

// What the log is told of an error goes through withoutContent. A provider's words
// and the site's own address hold nothing of the record.
func TestLogIsToldNoErrorText(t *testing.T) {
	allowed := []string{"oidc.go"}
	each(t, func(name string, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := c.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			on, ok := sel.X.(*ast.SelectorExpr)
			if !ok || on.Sel.Name != "log" || slices.Contains(allowed, name) {
				return true
			}
			for _, arg := range c.Args {
				if calls(arg, "Error") {
					t.Errorf("%s writes the text of an error to the log", name)
				}
				if call, ok := arg.(*ast.CallExpr); ok {
					if p, ok := call.Fun.(*ast.SelectorExpr); ok && strings.HasPrefix(p.Sel.Name, "Sprint") {
						t.Errorf("%s writes a text of its own making to the log", name)
					}
				}
			}
			return true
		})
	})
}

// An error or a panic that quotes an act leaves its kinds and places in the log, and
// no word of the act; the page tells the number to look for.
func TestFaultsAreLoggedWithoutContent(t *testing.T) {
	const word = "zqsecretword"
	h := open(t)
	full := &fs.PathError{Op: "write", Path: "/var/lib/" + word, Err: syscall.ENOSPC}
	for name, page := range map[string]func(*visit) (*page, error){
		"an error": func(*visit) (*page, error) {
			return nil, fmt.Errorf("act %s: %w", word, errors.Join(errors.New("said "+word), full))
		},
		"a panic":                  func(*visit) (*page, error) { panic("act " + word) },
		"a panic with an error":    func(*visit) (*page, error) { panic(fmt.Errorf("act %s", word)) },
		"a mistake of the program": func(*visit) (*page, error) { return []*page{}[len(word)], nil },
	} {
		h.log.Reset()
		w := served(h.server.guard(h.server.serve(route{pattern: "GET /", page: page})))
		text := h.log.String()
		if w.Code != 500 || strings.Contains(text+w.Body.String(), word) {
			t.Errorf("%s is answered %d, and said is\n%s\n%s", name, w.Code, text, w.Body)
		}
		if number := w.Header().Get("X-Request-Id"); !strings.Contains(text, number) {
			t.Errorf("%s: the log does not hold the number %s:\n%s", name, number, text)
		}
	}
	h.log.Reset()
	served(h.server.guard(h.server.serve(route{page: func(*visit) (*page, error) { return nil, full }})))
	if !strings.Contains(h.log.String(), "no space left on device") {
		t.Errorf("the log does not say that the disk is full:\n%s", h.log)
	}
}

func served(h http.Handler) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	return w
}
