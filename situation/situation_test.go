package situation_test

import (
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

// TestFold reads dossiers whose comments say what is in force on which day:
//
//	# at 2025-11-30: fact.truce contested; option.disarmament open; PAK says supports
//	# at 2025-11-30 known 2025-11-10: PAK says nothing
func TestFold(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.yaml")
	if len(files) == 0 {
		t.Fatal("no dossiers in testdata")
	}
	line := regexp.MustCompile(`(?m)^# at (\S+?)(?: known (\S+))?: (.*)$`)
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
			expected := line.FindAllStringSubmatch(string(src), -1)
			if len(expected) == 0 {
				t.Fatal("it says nothing of what is in force when")
			}
			for _, e := range expected {
				w := situation.When{At: act.MustDate(e[1])}
				if e[2] != "" {
					w.Known = act.MustDate(e[2])
				}
				s, refused := situation.At(d.Acts, w)
				have := facts(s, refused)
				for _, want := range strings.Split(e[3], "; ") {
					if !slices.Contains(have, want) {
						t.Errorf("at %s known %s: no %q among\n\t%s", e[1], e[2], want, strings.Join(have, "\n\t"))
					}
				}
			}
		})
	}
}

// facts writes a situation as short sentences.
func facts(s *situation.Situation, refused act.Problems) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for id, f := range s.Facts {
		add("fact.%s %s", id, f.Value)
	}
	for id, c := range s.Clauses {
		if c.Settled == "" {
			add("option.%s open", id)
		} else {
			add("option.%s %s", id, c.Settled)
		}
	}
	for _, g := range s.Gates {
		add("gate %s %s", g.ID, g.Value)
	}
	for _, code := range s.Candidates() {
		var says []string
		for _, w := range s.Words[code] {
			for _, a := range w.Acts {
				if w.Topic == "" {
					says = append(says, a.Body.(*act.Position).Stance)
				}
			}
		}
		if len(says) == 0 {
			says = []string{"nothing"}
		}
		add("%s says %s", code, strings.Join(says, " and "))
		if s.Committed[code] != nil {
			add("%s is committed", code)
		}
	}
	for _, b := range s.Beside {
		add("%s beside, because %s", b.Act.ID, b.Why)
	}
	for _, a := range s.NotUnderstood {
		add("%s not understood", a.ID)
	}
	for id, by := range s.Gone {
		add("%s gone by %s", id, by.ID)
	}
	for _, p := range refused {
		add("refused: %s", p.Code)
	}
	add("%d objections", len(s.Objections))
	return out
}

// TestOrderOfDays folds the worked cases with their latest days first: what is in
// force depends on days, and within a day on the order of the record, not on where
// a day stands in the file.
func TestOrderOfDays(t *testing.T) {
	files, _ := filepath.Glob("../dossiers/*.yaml")
	for _, file := range files {
		d, problems := dossier.ReadFile(file)
		if problems.Refuse() {
			t.Fatal(problems)
		}
		w := situation.When{At: d.AsOf}
		s, _ := situation.At(d.Acts, w)
		backward := slices.Clone(d.Acts)
		slices.SortStableFunc(backward, func(a, b *act.Act) int { return b.On.Compare(a.On) })
		r, _ := situation.At(backward, w)
		a, b := facts(s, nil), facts(r, nil)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Errorf("%s: forward\n\t%s\nbackward\n\t%s", file, strings.Join(a, "\n\t"), strings.Join(b, "\n\t"))
		}
	}
}

// TestRefusals provokes each refusal of the one gate with acts no dossier could
// hold, because its checker refuses them first; a post or a register could.
func TestRefusals(t *testing.T) {
	say := func(id, actor string, b act.Body) *act.Act {
		a := &act.Act{ID: id, Kind: b.Kind(), Body: b}
		a.Actor = act.ActorRef(actor)
		return a
	}
	base := []*act.Act{
		say("disarmament", "", &act.Clause{Options: []act.Option{{Value: "isf"}, {Value: "police"}}}),
		say("parliament", "PAK", &act.Gate{Body: "parliament"}),
		say("yes", "PAK", &act.Position{Stance: "supports"}),
	}
	for _, c := range []struct {
		code string
		act  *act.Act
	}{
		{"duplicate-id", say("yes", "EGY", &act.Position{Stance: "opposes"})},
		{"not-own-act", say("w", "EGY", &act.Withdrawal{Of: "yes"})},
		{"unknown-gate", say("a", "PAK", &act.Approval{Gate: "senate", Result: "approved"})},
		{"not-own-gate", say("a", "EGY", &act.Approval{Gate: "parliament", Result: "approved"})},
		{"unknown-clause", say("d", "UNSC", &act.Decision{Outcome: "adopted", Settles: act.Choices{"command": "joint"}})},
		{"option-not-offered", say("d", "UNSC", &act.Decision{Outcome: "adopted", Settles: act.Choices{"disarmament": "army"}})},
	} {
		s, problems := situation.At(append(slices.Clone(base), c.act), situation.When{})
		if len(problems) != 1 || problems[0].Code != c.code || problems[0].Hint == "" {
			t.Errorf("%s: %v", c.code, problems)
		}
		if len(s.Acts) != len(base) {
			t.Errorf("%s: %d acts in force, not %d", c.code, len(s.Acts), len(base))
		}
	}
}
