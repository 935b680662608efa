package marking

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text string
		want Marking
		form string // the canonical form
	}{
		{"", Marking{}, ""},
		{"unclassified", Marking{Marked: true}, "UNCLASSIFIED"},
		{"TOP  SECRET", Marking{Marked: true, Level: TopSecret}, "TOP SECRET"},
		{"PAK SECRET//REL TO SAU, PAK//ORCON", Marking{Marked: true, Level: Secret, Owners: []string{"PAK"}, Listed: true, RelTo: []string{"PAK", "SAU"}, ORCON: true}, "PAK SECRET//REL TO PAK, SAU//ORCON"},
		{"//NATO RESTRICTED", Marking{Marked: true, Level: Restricted, Owners: []string{"NATO"}}, "NATO RESTRICTED"},
		{"SECRET//ORIGINATOR ONLY", Marking{Marked: true, Level: Secret, Listed: true}, "SECRET//ORIGINATOR ONLY"},
		{"C//NF//TLP:AMBER+STRICT", Marking{Marked: true, Level: Confidential, NOFORN: true, TLP: AmberStrict}, "CONFIDENTIAL//TLP:AMBER+STRICT//NOFORN"},
		{"TLP:CLEAR", Marking{Marked: true, TLP: Clear}, "UNCLASSIFIED//TLP:CLEAR"},
		// What is not understood is kept, and makes the whole unknown.
		{"SECRET//EYES ONLY", Marking{Marked: true, Level: Secret, Unknown: "EYES ONLY"}, "SECRET//EYES ONLY"},
		{"SECRTE", Marking{Marked: true, Unknown: "NO LEVEL//SECRTE"}, "UNCLASSIFIED//NO LEVEL//SECRTE"},
		{"SECRET//", Marking{Marked: true, Level: Secret, Unknown: "EMPTY PIECE"}, "SECRET//EMPTY PIECE"},
		{"SECRET//REL TO pak; all", Marking{Marked: true, Level: Secret, Listed: true, Unknown: "REL TO PAK; ALL"}, "SECRET//ORIGINATOR ONLY//REL TO PAK; ALL"},
		{"SECRET//UNCLASSIFIED", Marking{Marked: true, Unknown: "UNCLASSIFIED"}, "UNCLASSIFIED//UNCLASSIFIED"},
		{"TLP:PINK", Marking{Marked: true, Unknown: "NO LEVEL//TLP:PINK"}, "UNCLASSIFIED//NO LEVEL//TLP:PINK"},
	} {
		got := Parse(c.text)
		if !reflect.DeepEqual(got, c.want) || got.String() != c.form {
			t.Errorf("%q: got %+v %q,\nwant %+v %q", c.text, got, got, c.want, c.form)
		}
		if known := c.want.Unknown == "" && c.text != ""; got.Known() != known {
			t.Errorf("%q: known %v", c.text, got.Known())
		}
	}
}

// random draws a marking with every feature likely.
func random(r *rand.Rand) Marking {
	codes := func() (out []string) {
		for _, c := range []string{"EGY", "PAK", "SAU", "TUR"} {
			if r.IntN(2) == 0 {
				out = append(out, c)
			}
		}
		return out
	}
	m := Marking{Marked: true, Level: Level(r.IntN(5)), TLP: TLP(r.IntN(6)), NOFORN: r.IntN(4) == 0, ORCON: r.IntN(4) == 0}
	if r.IntN(2) == 0 {
		m.Owners = []string{[]string{"EGY", "PAK"}[r.IntN(2)]}
	}
	if m.Listed = r.IntN(2) == 0; m.Listed {
		m.RelTo = codes()
	}
	if r.IntN(8) == 0 {
		m.Unknown = "EYES ONLY"
	}
	if r.IntN(16) == 0 {
		m = Marking{}
	}
	return m
}

// TestJoin: joining is associative, commutative and idempotent, never lowers
// anything, and writing and reading give the same marking.
func TestJoin(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	same := func(a, b Marking) bool { return a.String() == b.String() }
	for range 20_000 {
		a, b, c := random(r), random(r), random(r)
		ab := Join(a, b)
		switch {
		case !same(Join(ab, c), Join(a, Join(b, c))):
			t.Fatalf("not associative: %v, %v, %v", a, b, c)
		case !same(ab, Join(b, a)):
			t.Fatalf("not commutative: %v, %v", a, b)
		case a.Marked && !same(Join(a, a), a):
			t.Fatalf("not idempotent: %v gives %v", a, Join(a, a))
		case ab.Level < max(a.Level, b.Level), max(a.TLP, b.TLP) > Clear && ab.TLP < max(a.TLP, b.TLP), ab.TLP == Clear && a.TLP != b.TLP, (a.ORCON || b.ORCON) && !ab.ORCON, ab.Known() && !(a.Known() && b.Known()):
			t.Fatalf("lowered: %v and %v give %v", a, b, ab)
		}
		if again := Parse(ab.String()); ab.Marked && !same(again, ab) {
			t.Fatalf("%q reads back as %q", ab, again)
		}
	}
	if m := Join(Parse("SECRET//REL TO PAK"), Parse("SECRET//REL TO SAU")); !m.OriginatorOnly() {
		t.Errorf("nobody is on both lists, and yet: %v", m)
	}
	if m := Join(Parse("SECRET"), Marking{}); m.Known() {
		t.Errorf("joined with what is unmarked: %v", m)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "PAK SECRET//REL TO SAU, PAK//ORCON", "TLP:RED", "//", "SECRET//REL TO", "A/B TOP SECRET"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := Parse(s)
		if again := Parse(m.String()); again.Known() != m.Known() || again.Known() && again.String() != m.String() {
			t.Errorf("%q: %q reads back as %q", s, m, again)
		}
	})
}
