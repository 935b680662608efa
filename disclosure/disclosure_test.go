package disclosure

import (
	"math/rand/v2"
	"slices"
	"testing"

	"entente/marking"
)

// TestMay: one line a rule, with all rules that fail.
func TestMay(t *testing.T) {
	x := NewRules()
	readers := map[string]*Reader{
		"pak":    x.Reader("PAK", marking.Secret, []string{"OIC"}),
		"sau":    x.Reader("SAU", marking.Secret, []string{"OIC"}),
		"low":    x.Reader("IDN", marking.Unclassified, nil),
		"public": x.Reader(Everybody, marking.TopSecret, []string{"OIC"}),
	}
	for _, c := range []struct {
		reader, mark string
		want         Why
	}{
		{"pak", "UNCLASSIFIED", 0},
		{"pak", "TOP SECRET", Clearance},
		{"pak", "PAK TOP SECRET", 0}, // its own
		{"pak", "SECRET//REL TO SAU", Release},
		{"pak", "SECRET//REL TO OIC", 0},
		{"pak", "SAU SECRET//ORIGINATOR ONLY", Originator},
		{"sau", "SAU SECRET//ORIGINATOR ONLY", 0},
		{"sau", "PAK/SAU SECRET//ORIGINATOR ONLY", Originator}, // of two, neither alone
		{"pak", "USA SECRET//NOFORN", NoForn},
		{"pak", "USA SECRET//REL TO PAK//ORCON", 0},
		{"pak", "USA SECRET//REL TO OIC//ORCON", OrCon}, // on the list, not named
		{"pak", "UNCLASSIFIED//REL TO OIC//TLP:AMBER", 0},
		{"pak", "UNCLASSIFIED//TLP:AMBER", Label},
		{"pak", "UNCLASSIFIED//REL TO OIC//TLP:RED", Label},
		{"pak", "UNCLASSIFIED//REL TO PAK//TLP:RED", 0},
		{"pak", "UNCLASSIFIED//TLP:GREEN", 0},
		{"low", "USA TOP SECRET//REL TO SAU//TLP:RED//NOFORN//ORCON", Clearance | Release | NoForn | OrCon | Label},
		{"pak", "", Marking},
		{"pak", "SECRET//EYES ONLY", Marking},
		{"pak", "PAK SECRET//EYES ONLY", Marking}, // even to its owner
		{"public", "UNCLASSIFIED", Public},
		{"public", "UNCLASSIFIED//TLP:CLEAR", 0},
		{"public", "UNCLASSIFIED//REL TO OIC//TLP:CLEAR", Release},
	} {
		got := May(readers[c.reader], x.Portion(marking.Parse(c.mark)))
		if got != c.want {
			t.Errorf("%s, %q: %v, want %v", c.reader, c.mark, got.Words(), c.want.Words())
		}
	}
	if May(readers["public"], Published()) != 0 {
		t.Error("what was opened is withheld")
	}
}

// plainly decides without sets and numbers, from the marking itself.
func plainly(name string, level marking.Level, groups []string, m marking.Marking) Why {
	var why Why
	public := name == Everybody
	own := !public && slices.Equal(m.Owners, []string{name})
	named := !public && slices.Contains(m.RelTo, name)
	reached := own || named || !public && slices.ContainsFunc(groups, func(g string) bool { return slices.Contains(m.RelTo, g) })
	set := func(fails bool, rule Why) {
		if fails {
			why |= rule
		}
	}
	set(!m.Known(), Marking)
	set(level < m.Level && !own, Clearance)
	set(m.Listed && len(m.RelTo) > 0 && !reached, Release)
	set(m.Listed && len(m.RelTo) == 0 && !own, Originator)
	set(m.NOFORN && !own, NoForn)
	set(m.ORCON && !own && !named, OrCon)
	set((m.TLP == marking.Red || m.TLP == marking.AmberStrict) && !own && !named || m.TLP == marking.Amber && !reached, Label)
	set(public && m.TLP != marking.Clear, Public)
	return why
}

func randomMarking(r *rand.Rand) marking.Marking {
	if r.IntN(20) == 0 {
		return marking.Marking{}
	}
	m := marking.Marking{Marked: true, Level: marking.Level(r.IntN(5)), TLP: marking.TLP(r.IntN(6)), NOFORN: r.IntN(4) == 0, ORCON: r.IntN(4) == 0, Listed: r.IntN(2) == 0}
	codes := []string{"EGY", "OIC", "PAK", "SAU", "TUR"}
	for _, c := range codes {
		if m.Listed && r.IntN(3) == 0 {
			m.RelTo = append(m.RelTo, c)
		}
		if r.IntN(5) == 0 && len(m.Owners) < 2 {
			m.Owners = append(m.Owners, c)
		}
	}
	if r.IntN(10) == 0 {
		m.Unknown = "EYES ONLY"
	}
	return m
}

// TestAgainstPlainRules compares with the same rules written plainly, and holds
// Join to its promise: whoever may read the joined text may read both.
func TestAgainstPlainRules(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	x := NewRules()
	names := []string{"EGY", "PAK", "SAU", "IDN", Everybody}
	allowed := 0
	for range 200_000 {
		name, level := names[r.IntN(len(names))], marking.Level(r.IntN(5))
		var groups []string
		if r.IntN(2) == 0 {
			groups = []string{"OIC"}
		}
		reader := x.Reader(name, level, groups)
		a, b := randomMarking(r), randomMarking(r)
		got, want := May(reader, x.Portion(a)), plainly(name, level, groups, a)
		if got != want {
			t.Fatalf("%s (%v, %v), %q: %v, plainly %v", name, level, groups, a, got.Words(), want.Words())
		}
		if May(reader, x.Portion(marking.Join(a, b))) == 0 {
			allowed++
			if a.Marked && b.Marked && (got != 0 || May(reader, x.Portion(b)) != 0) {
				t.Fatalf("%s may read %q and not both %q and %q", name, marking.Join(a, b), a, b)
			}
		}
	}
	if allowed < 1000 {
		t.Errorf("only %d joined texts could be read: the test says little", allowed)
	}
}

// TestNoAllocation: deciding allocates nothing.
func TestNoAllocation(t *testing.T) {
	x := NewRules()
	r := x.Reader("PAK", marking.Secret, []string{"OIC"})
	p := x.Portion(marking.Parse("USA SECRET//REL TO OIC, PAK//ORCON"))
	if n := testing.AllocsPerRun(1000, func() { May(r, p) }); n != 0 {
		t.Errorf("%v allocations a decision", n)
	}
}
