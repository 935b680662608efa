package dossier

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"entente/act"
)

// A form is read by the rules of a dossier, and what is wrong is said by field.
func TestReadItem(t *testing.T) {
	among := []*act.Act{
		{ID: "PAK", Kind: "actor", Body: &act.Actor{Roles: []string{"candidate"}}},
		{ID: "EGY", Kind: "actor", Body: &act.Actor{Roles: []string{"candidate"}}},
		{ID: "first", Kind: "position", Body: &act.Position{Stance: "supports"}},
	}
	read := func(kind act.Kind, id string, values map[string]any) (*act.Act, string) {
		a, wrong := ReadItem(among, act.MustDate("2025-11-30"), kind, id, values)
		var said []string
		for _, path := range slices.Sorted(maps.Keys(wrong)) {
			for _, p := range wrong[path] {
				said = append(said, path+": "+p.Text)
			}
		}
		return a, strings.Join(said, "\n")
	}
	a, wrong := read("position", "second", map[string]any{"actor": "PAK", "on": "2025-11-01", "stance": "demands", "in_principle": true,
		"says": "It says: \"yes\"\nand more", "terms": []any{map[string]any{"if": "joins.EGY", "strength": "reservation"}}})
	if wrong != "" || a.Body.(*act.Position).Terms[0].If.Text != "joins.EGY" || a.Says != "It says: \"yes\"\nand more" || !a.Body.(*act.Position).InPrinciple {
		t.Errorf("%+v\n%s", a, wrong)
	}
	_, wrong = read("position", "first", map[string]any{"on": "30/11/2025", "stance": "demand", "terms": []any{map[string]any{"if": "joins.EGP"}, map[string]any{"strength": "reservation"}}})
	want := `actor: a position needs an actor
id: the id 'first' is taken by a position
on: on is a date, and '30/11/2025' is not written as one
stance: stance cannot be 'demand' (did you mean 'demands'?)
terms.0.if: unknown actor 'EGP' (did you mean 'EGY'?)
terms.1.if: if is needed`
	if wrong != want {
		t.Errorf("said\n%s\nwant\n%s", wrong, want)
	}
	if _, wrong := read("sorrow", "x", nil); wrong != ": this program does not know acts of the kind 'sorrow'" {
		t.Error(wrong)
	}
	if a, wrong := read("actor", "QAT", nil); wrong != "" || a.ID != "QAT" {
		t.Error(a, wrong)
	}
}

func FuzzReadItem(f *testing.F) {
	f.Add("position", "pak-1", "stance", "supports")
	f.Add("clause", "a b", "options", "- x: [")
	f.Add("pledge", "é", "if", "joins.PAK &&\n(")
	f.Fuzz(func(t *testing.T, kind, id, key, value string) {
		a, wrong := ReadItem(nil, act.MustDate("2025-11-30"), act.Kind(kind), id, map[string]any{key: value, "says": value, "via": []any{value}})
		if a == nil && len(wrong) == 0 {
			t.Errorf("nothing is read, and nothing said to be wrong: %q %q %q %q", kind, id, key, value)
		}
	})
}
