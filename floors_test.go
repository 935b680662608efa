package entente

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floor is the table of the house: a package imports only packages of lower
// floors, never a sister. A package in a folder below another stands on its floor
// and serves it alone.
var floor = map[string]int{
	"cmd/entente": 8,
	"web":         7,
	"site":        6,
	"assess":      5,
	"decide":      5,
	"charter":     5,
	"situation":   4,
	"sourcing":    4,
	"forces":      5,
	"coding":      4,
	"workbook":    3,
	"disclosure":  5,
	"dossier":     3,
	"register":    3,
	"cable":       3,
	"condition":   3,
	"source":      3,
	"act":         2,
	"brief":       2,
	"logic":       1,
	"marking":     1,
	"gazetteer":   1,
	"phrase":      1,
	"docs":        1,
	"dossiers":    1,
	"bench":       9,
}

// exceptions are the imports between sisters that the house allows, each with its
// reason.
var exceptions = map[string]string{
	"workbook → dossier":   "rows are read by the dossier's reader, so that a mistake in a cell is said as in a file",
	"sourcing → situation": "it fits what is on record, and two questions of the floor above share it",
	"forces → assess":      "a unit counts only if its owner joins, and who joins is for assess to say",
	"dossier → condition":  "the checker compiles every condition, so that its mistakes are shown in the file",
}

// home names the one package that may import a third-party library; two only
// where tests or measurements of both need it.
var home = map[string]string{
	"go.yaml.in/yaml/v4":                  "dossier",
	"cel.dev/cel-go":                      "condition",
	"cel.dev/expr":                        "condition",
	"github.com/google/jsonschema-go":     "dossier",
	"github.com/spf13/cobra":              "cmd/entente",
	"github.com/spf13/pflag":              "cmd/entente",
	"github.com/xuri/excelize":            "workbook",
	"golang.org/x/term":                   "cmd/entente",
	"golang.org/x/text":                   "phrase register source web",
	"golang.org/x/net":                    "source",
	"github.com/chromedp/chromedp":        "brief web bench",
	"github.com/chromedp/cdproto":         "brief web bench",
	"github.com/rogpeppe/go-internal":     "cmd/entente",
	"modernc.org/sqlite":                  "register site bench", // bench measures against it
	"golang.org/x/mod":                    "register bench",
	"golang.org/x/crypto":                 "register site",
	"github.com/prometheus/client_golang": "web",
	"github.com/a-h/templ":                "web",
	"golang.org/x/time":                   "web",
	"github.com/go-webauthn/webauthn":     "site",
	"github.com/coreos/go-oidc":           "site",
	"golang.org/x/oauth2":                 "site",
	"github.com/danielgtaylor/huma":       "web",
	"github.com/transparency-dev":         "register",
	"github.com/gowebpki/jcs":             "register",
	"github.com/hiddeco/sshsig":           "register",
	"pgregory.net/rapid":                  "register disclosure", // tests only
}

// within gives the package of the table that a folder belongs to.
func within(folder string) string {
	for dir := folder; dir != "." && dir != ""; dir = filepath.Dir(dir) {
		if _, ok := floor[dir]; ok {
			return dir
		}
	}
	return ""
}

func TestFloors(t *testing.T) {
	each(t, func(file, folder, path string, test bool) {
		own := within(folder)
		if own == "" {
			t.Errorf("%s: its package stands on no floor: add it to the table, with a line of purpose in docs/terms.md", file)
			return
		}
		inner, isOurs := strings.CutPrefix(path, "entente/")
		if !isOurs || test {
			return
		}
		other := within(inner)
		if own == other || floor[own] > floor[other] {
			return
		}
		if _, allowed := exceptions[own+" → "+other]; !allowed {
			t.Errorf("%s: %s (floor %d) imports %s (floor %d): imports go downward only", file, own, floor[own], other, floor[other])
		}
	})
}

func TestThirdParty(t *testing.T) {
	each(t, func(file, folder, path string, test bool) {
		if strings.HasPrefix(path, "entente/") || !strings.Contains(strings.Split(path, "/")[0], ".") {
			return
		}
		for lib, pkg := range home {
			if path == lib || strings.HasPrefix(path, lib+"/") {
				if !slices.Contains(strings.Fields(pkg), within(folder)) {
					t.Errorf("%s: imports %s, which only %s may", file, path, pkg)
				}
				return
			}
		}
		t.Errorf("%s: imports %s, which has no home: add it to the table with a reason in DECISIONS.md", file, path)
	})
}

// each calls f for every import of every Go file of the repository.
func each(t *testing.T, f func(file, folder, path string, test bool)) {
	t.Helper()
	seen := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (slices.Contains([]string{"node_modules", "testdata", "tools"}, d.Name()) || strings.HasPrefix(d.Name(), ".") && path != ".") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" || filepath.Dir(path) == "." {
			return nil
		}
		src, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		seen++
		for _, imp := range src.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			f(path, filepath.Dir(path), name, strings.HasSuffix(path, "_test.go"))
		}
		return nil
	})
	if err != nil || seen < 10 {
		t.Fatalf("read %d files: %v", seen, err)
	}
}
