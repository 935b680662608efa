package site_test

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"entente/act"
	"entente/assess"
	"entente/brief"
	"entente/site"
	"entente/site/demo"
)

// demonstration is a filled site, and the people who read it.
func demonstration(t *testing.T) (*site.Site, []*site.Person) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	personas, err := demo.Make(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := site.Open(dir, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	var people []*site.Person
	for _, persona := range personas {
		p, err := s.Person(persona.Name)
		if err != nil {
			t.Fatal(err)
		}
		people = append(people, p)
	}
	return s, people
}

// A case answered by what answers turn on is answered as by all that is on record.
func TestCoreAnswersAsTheWhole(t *testing.T) {
	s, people := demonstration(t)
	for _, p := range people {
		r := s.Reader(p)
		cases, err := r.Cases()
		if err != nil || len(cases) < 5 {
			t.Fatal(cases, err)
		}
		for _, h := range cases {
			for _, when := range []site.When{{}, {At: act.MustDate("2015-09-15")}} {
				c, err := r.Case(h.ID, when)
				if err != nil {
					t.Fatal(err)
				}
				got, err := c.Assess()
				if err != nil {
					t.Fatal(err)
				}
				want, problems := assess.Coalition(t.Context(), c.Sit, assess.Query{Marking: c.Marking.String()})
				if problems.Refuse() {
					t.Fatal(problems)
				}
				a, _ := json.Marshal(got)
				b, _ := json.Marshal(want)
				if string(a) != string(b) {
					t.Errorf("%s, as %s sees it, at %v: shared it is answered\n%s\nby itself\n%s", h.ID, p.Name, when.At, a, b)
				}
				mark := c.Marking.String()
				for question, lay := range map[string]func(*site.Case) []brief.Block{
					"timeline": func(c *site.Case) []brief.Block {
						for _, b := range c.Glance().On(c.Sit, mark).Brief().Blocks {
							if f, ok := b.(brief.Figure); ok && f.ID == "acts" {
								return []brief.Block{f}
							}
						}
						return nil
					},
					"charter": func(c *site.Case) []brief.Block { return c.Charter().Brief().Blocks },
					"decide": func(c *site.Case) []brief.Block {
						ans, err := c.Decisions()
						if err != nil {
							t.Fatal(err)
						}
						return ans.Brief().Blocks
					},
					"forces": func(c *site.Case) []brief.Block {
						ans, err := c.Forces()
						if err != nil {
							t.Fatal(err)
						}
						return ans.Brief().Blocks
					},
				} {
					var shown, alone strings.Builder
					if err := errors.Join(brief.Fragment{Lang: "en", Blocks: lay(c.Core())}.Write(&shown), brief.Fragment{Lang: "en", Blocks: lay(c)}.Write(&alone)); err != nil {
						t.Fatal(err)
					}
					if shown.String() != alone.String() {
						t.Errorf("%s, as %s sees it, at %v: to %s pages show\n%s\nand by itself it is answered\n%s", h.ID, p.Name, when.At, question, &shown, &alone)
					}
				}
			}
		}
	}
}

// What arrives of a telegram after it, and the word that it has arrived, changes no answer,
// so no answer is sought anew; the act that does change one has it sought.
func TestPaperworkDisturbsNoAnswer(t *testing.T) {
	w := found(t)
	w.initiative()
	w.put("PAK", "", "UNCLASSIFIED", &act.Actor{Roles: []string{"candidate"}})
	w.put("cable", "SAU", "UNCLASSIFIED", &act.Message{Channels: []string{"telegram"}})
	r := w.Reader(&site.Person{Name: "observer", Role: site.Observer})
	core := func() (*site.Case, int) {
		c, err := r.Case("force", site.When{})
		if err != nil {
			t.Fatal(err)
		}
		return c.Core(), len(c.Entries)
	}
	before, n := core()
	w.put("cable-1", "SAU", "UNCLASSIFIED", &act.Paragraph{Number: "1", Passages: []act.Passage{{Voice: "reported", Words: "They will come."}}})
	w.put("cable-read", "PAK", "UNCLASSIFIED", &act.Receipt{Of: "cable", Status: "read"})
	w.put("talk", "SAU", "UNCLASSIFIED", &act.Statement{})
	if after, m := core(); after != before || m != n+3 {
		t.Errorf("of %d acts, then %d, the answers are not the same", n, m)
	}
	w.put("pak-word", "PAK", "UNCLASSIFIED", &act.Position{Stance: "supports"})
	if after, _ := core(); after == before {
		t.Error("a position changes no answer")
	}
}

// One session answers what-ifs of many at a time, as it answers them one by one.
func TestSessionIsShared(t *testing.T) {
	w := found(t)
	w.initiative()
	for _, code := range []act.ActorRef{"PAK", "SAU", "TUR"} {
		w.put(string(code), "", "UNCLASSIFIED", &act.Actor{Roles: []string{"candidate"}})
	}
	w.put("pak-word", "PAK", "UNCLASSIFIED", &act.Position{Stance: "supports", If: act.Condition{Text: "joins.SAU or joins.TUR"}})
	w.put("sau-word", "SAU", "UNCLASSIFIED", &act.Position{Stance: "supports"})
	c, err := w.Reader(&site.Person{Name: "observer", Role: site.Observer}).Case("force", site.When{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := c.Session()
	if err != nil {
		t.Fatal(err)
	}
	ask := func(value string) string {
		text, _ := json.Marshal(x.Glance(t.Context(), assess.Query{Assume: []string{"joins.SAU=" + value}}))
		return string(text)
	}
	want := map[string]string{"true": ask("true"), "false": ask("false")}
	if want["true"] == want["false"] {
		t.Fatal("nothing turns on it")
	}
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			value := []string{"true", "false"}[i%2]
			if got := ask(value); got != want[value] {
				t.Errorf("at the same time as others it answers %s, alone %s", got, want[value])
			}
		})
	}
	wg.Wait()
}
