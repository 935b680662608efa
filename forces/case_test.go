package forces

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/act"
	"entente/dossier"
	"entente/situation"
)

// TestCases reads dossiers whose comments say what comes out:
//
//	# west filled by pak-1 2031-07-01 to 2032-06-30
//	# assume option.disarm=police: east filled by bgd-1 …
func TestCases(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.yaml")
	if len(files) == 0 {
		t.Fatal("no dossiers in testdata")
	}
	line := regexp.MustCompile(`(?m)^# (?:at (\S+): )?(?:without (\S+): )?(.*)$`)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d, problems := dossier.Read(file, src)
			if problems.Refuse() {
				t.Fatal(problems)
			}
			asked := 0
			for _, m := range line.FindAllStringSubmatch(string(src), -1) {
				if strings.HasSuffix(m[3], ".") { // a sentence for the reader
					continue
				}
				when := situation.When{At: d.AsOf}
				if m[1] != "" {
					when.At = mustDate(t, m[1])
				}
				var q Query
				if m[2] != "" {
					q.Without = []string{m[2]}
				}
				sit, _ := situation.At(d.Acts, when)
				ans, problems := Ask(context.Background(), sit, q)
				if problems.Refuse() {
					t.Fatal(problems)
				}
				asked++
				if have := facts(ans); !slices.Contains(have, m[3]) {
					t.Errorf("no %q among\n\t%s", m[3], strings.Join(have, "\n\t"))
				}
			}
			if asked == 0 {
				t.Error("it says nothing of what comes out")
			}
		})
	}
}

// facts writes an answer as short sentences.
func facts(ans *Answer) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	add("coverage %.4f", ans.Coverage)
	for _, l := range ans.Lines {
		if len(l.By) == 0 {
			add("%s by nobody", l.ID)
		}
		for _, a := range l.By {
			word := "partly"
			if l.Filled {
				word = "filled"
			}
			add("%s %s by %s %s to %s", l.ID, word, a.Unit, a.From, a.Until)
		}
		for _, g := range l.Gaps {
			for _, c := range g.Causes {
				add("%s lacks %d %s %s to %s: %s %d", l.ID, g.Missing, g.Of, g.From, g.Until, c.Cause, c.Amount)
			}
		}
		for _, w := range l.Ways {
			var ids []string
			for _, s := range w.Steps {
				ids = append(ids, s.ID)
			}
			add("%s could be filled by %s", l.ID, strings.Join(ids, " and "))
		}
	}
	for _, w := range ans.Ways {
		var ids []string
		for _, s := range w.Steps {
			ids = append(ids, s.ID)
		}
		add("complete by %s", strings.Join(ids, " and "))
	}
	for _, u := range ans.Units {
		if u.Idle != nil {
			add("%s idle: %s", u.ID, u.Cause)
		}
		if u.Lapses != "" {
			add("%s lapses %s", u.ID, u.Lapses)
		}
	}
	for _, c := range ans.Contributors {
		add("%s is worth %.4f and %d musts", c.ID, c.Worth, c.Unmet)
	}
	for _, c := range ans.Caveats {
		add("lifting %s brings %.4f", c.ID, c.Worth)
	}
	for _, b := range ans.Balance {
		add("%s %s %.4f", b.ID, b.Found, b.Share)
	}
	return out
}

func mustDate(t *testing.T, s string) act.Date {
	t.Helper()
	d, err := act.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
