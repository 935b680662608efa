package site_test

import (
	"fmt"
	"strings"
	"testing"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
)

// said puts a statement with words of its own on record.
func (w *world) said(id string, actor act.ActorRef, on, mark, words string) {
	w.Helper()
	a := &act.Act{ID: id, Kind: "statement", Initiative: "force", Body: &act.Statement{}}
	a.Actor, a.On, a.Marking, a.Says = actor, act.MustDate(on), mark, words
	d, err := w.Register().Draft(a, site.Quality(a, "SECRETARIAT", true), w.key)
	if err != nil {
		w.Fatal(err)
	}
	if r, err := w.Append(w.Context(), d); err != nil || r.Err != nil {
		w.Fatal(err, r.Err)
	}
}

// search gives what a person finds, as "id id; CODE(how)".
func (w *world) search(p *site.Person, text string) string {
	w.Helper()
	r, err := w.Reader(p).Search(site.ParseSearch(text), 0, 100)
	if err != nil {
		w.Fatal(err)
	}
	var ids, actors []string
	for _, e := range r.Entries {
		ids = append(ids, e.Act.ID)
	}
	for _, a := range r.Actors {
		actors = append(actors, fmt.Sprintf("%s(%s %s)", a.Code, a.How, a.As))
	}
	if r.Total != len(ids) {
		w.Errorf("%s: counts %d and shows %d", text, r.Total, len(ids))
	}
	return strings.Join(ids, " ") + "; " + strings.Join(actors, " ")
}

func TestSearch(t *testing.T) {
	w := found(t)
	w.initiative()
	w.clear("PAK", "SECRET")
	w.said("one", "PAK", "2026-11-01", "UNCLASSIFIED", "The troops are in process of being named.")
	w.said("two", "CIV", "2026-11-03", "UNCLASSIFIED", "No troops before a mandate; in no process.")
	w.said("three", "EGY", "2026-10-20", "UNCLASSIFIED", "وقالت باكستان إنها ترسل قوات")
	w.said("four", "SAU", "2026-11-05", "CONFIDENTIAL", "Troops, in secret, from Türkiye.")
	pakistan := &site.Person{Name: "p", Actor: "PAK", Role: site.Delegate, Level: marking.Secret}
	observer := &site.Person{Name: "o", Role: site.Observer}
	for _, c := range []struct {
		who        *site.Person
		text, want string
	}{
		{observer, "troops", "two one; "},
		{pakistan, "troops", "four two one; "},
		{observer, "TROOPS proc", "two one; "},
		{observer, `"in process"`, "one; "},
		{observer, "turkiye", "; "},
		{pakistan, "turkiye", "four; "},
		{observer, "actor:Pakistan", "one; "},
		{observer, "troops actor:CIV", "two; "},
		{observer, `actor:"ivory coast"`, "two; "},
		{observer, "date:2026-10", "three; "},
		{observer, "date:2026-11-02..", "two; "},
		{observer, "date:..2026-11-01 kind:statement", "one three; "},
		{observer, "kind:pledge", "; "},
		{observer, "kind:nonsense", "; "},
		{observer, "ivo", "two; CIV(alias Ivory Coast)"},
		{observer, "pak", "one; PAK(code PAK)"},
		{observer, "باكستان", "one three; PAK(name باكستان)"},
		{observer, "misir", "; EGY(name Mısır)"},
		{observer, "sa", "; CIV(name Fildişi Sahili)"},
		{pakistan, "saud", "four; SAU(name Saudi Arabia)"},
		{observer, "", "; "},
	} {
		if got := w.search(c.who, c.text); got != c.want {
			t.Errorf("%s looks for %s: got %q, want %q", c.who.Name, c.text, got, c.want)
		}
	}
	if wrong := site.ParseSearch("date:yesterday kind:wish x").Wrong; len(wrong) != 2 {
		t.Errorf("what cannot be read is not said: %q", wrong)
	}
}

// What a search finds grows with the record and shrinks with what may be seen.
func TestSearchFollowsTheRecord(t *testing.T) {
	w := found(t)
	w.initiative()
	p := &site.Person{Name: "p", Actor: "PAK", Role: site.Delegate, Level: marking.Secret}
	w.said("one", "SAU", "2026-11-01", "CONFIDENTIAL", "quorum")
	if got := w.search(p, "quorum"); got != "; " {
		t.Errorf("before it is cleared it finds %q", got)
	}
	w.clear("PAK", "SECRET")
	w.said("two", "SAU", "2026-11-02", "UNCLASSIFIED", "quorum")
	if got := w.search(p, "quorum"); got != "two one; " {
		t.Errorf("once it is cleared it finds %q", got)
	}
	var seq int64
	w.Register().Entries(register.Query{Name: "one"}, func(e *register.Entry) error { seq = e.Seq; return nil })
	w.put("erase-one", "SECRETARIAT", "UNCLASSIFIED", &register.ErasureAct{Initiative: "force", Of: "one", Seq: seq, Portions: []string{"body"}, Ground: "a court's order"})
	if got := w.search(p, "quorum"); got != "two; " {
		t.Errorf("after the erasure it finds %q", got)
	}
}
