package gazetteer

import (
	"encoding/csv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// shared opens a file of real public data, or skips the test loudly.
func shared(t *testing.T, path ...string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join(append([]string{"..", "..", "shared", "data"}, path...)...))
	if err != nil {
		t.Skipf("SKIPPED, NOT CHECKED: real data absent: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func sharedCSV(t *testing.T, path ...string) (header []string, rows [][]string) {
	t.Helper()
	r := csv.NewReader(shared(t, path...))
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[0], all[1:]
}

// reportDifferences compares what was found with the differences already
// explained, each with its reason, and fails on any other and on any gone.
func reportDifferences(t *testing.T, found []string, explained map[string]string) {
	t.Helper()
	for _, f := range found {
		if _, ok := explained[f]; !ok {
			t.Errorf("unexplained: %s", f)
		}
	}
	for _, e := range slices.Sorted(maps.Keys(explained)) {
		if !slices.Contains(found, e) {
			t.Errorf("no longer so: %s", e)
		}
	}
}

// one resolves a whole name to the one code it names. The Correlates of War
// call Congo what the United Nations calls Congo.
func one(t *testing.T, name string) string {
	t.Helper()
	ms := Resolve(name)
	if len(ms) == 1 || name == "Congo" {
		return ms[0].Code
	}
	t.Errorf("%q resolves to %q", name, naming(ms))
	return ""
}

func day(s string) time.Time { return Date(s).Time() }

// names says whether the whole text names the code, among others perhaps.
func names(code, text string) bool {
	return slices.ContainsFunc(Resolve(text), func(m Match) bool { return m.Code == code })
}
