package site_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
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
	r, err := w.Reader(p).Search(site.ParseSearch(text), site.After{}, 100)
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

// What is opened to everybody is found by everybody from then on; what is opened of a
// header, with it what could be seen of its act.
func TestSearchFindsWhatIsOpened(t *testing.T) {
	w := found(t)
	w.initiative()
	o := &site.Person{Name: "o", Role: site.Observer}
	w.said("one", "SAU", "2026-11-01", "CONFIDENTIAL", "quorum")
	w.said("two", "SAU", "2026-11-02", "UNCLASSIFIED; header: CONFIDENTIAL", "quorum")
	w.said("three", "SAU", "2026-11-03", "UNCLASSIFIED; body: SECRET", "quorum")
	if got := w.search(o, "quorum"); got != "; " {
		t.Errorf("before it is opened it finds %q", got)
	}
	if got := w.search(o, "kind:statement"); got != "three; " {
		t.Errorf("of statements it finds %q", got)
	}
	open := func(id string, portions ...string) {
		var seq int64
		w.Register().Entries(register.Query{Name: id}, func(e *register.Entry) error { seq = e.Seq; return nil })
		w.put("open-"+id+"-"+portions[0], "SECRETARIAT", "UNCLASSIFIED", &register.OpeningAct{Initiative: "force", Of: id, Seq: seq, Portions: portions, Ground: "released"})
	}
	for _, c := range []struct {
		id       string
		portions []string
		want     string
	}{
		{"one", []string{"body"}, "; "}, // of an act whose header stays closed
		{"one", []string{"header"}, "one; "},
		{"two", []string{"header"}, "two one; "},
		{"three", []string{"body"}, "three two one; "},
	} {
		open(c.id, c.portions...)
		if got := w.search(o, "quorum"); got != c.want {
			t.Errorf("with the %s of %s opened it finds %q, not %q", c.portions, c.id, got, c.want)
		}
	}
}

// A search finds what lies open in the portions that its reader may see, and nothing else:
// the same as looking through them one by one, whatever the markings and openings.
func TestSearchFindsWhatIsSeen(t *testing.T) {
	w := found(t)
	w.initiative()
	w.clear("PAK", "SECRET")
	w.clear("SAU", "CONFIDENTIAL")
	r := rand.New(rand.NewPCG(21, 21))
	marks := []string{"UNCLASSIFIED", "UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "PAK CONFIDENTIAL//REL TO PAK, SAU", "SAU SECRET//ORIGINATOR ONLY", "UNCLASSIFIED//REL TO OIC", "UNCLASSIFIED//EYES ONLY", ""}
	words := []string{"quorum", "mandate", "troops", "river"}
	some := func(of []string) string { return of[r.IntN(len(of))] }
	var entries []int64
	for i := range 60 {
		id := fmt.Sprintf("word-%d", i)
		a := &act.Act{ID: id, Kind: "statement", Initiative: "force", Body: &act.Statement{}}
		a.Actor, a.On = act.ActorRef(some([]string{"PAK", "SAU", "EGY"})), act.MustDate(fmt.Sprintf("2026-11-%02d", 1+r.IntN(20)))
		a.Says, a.Note, a.Speaker = some(words)+" and "+some(words), some(words), some(words)
		a.Marking = some(marks[:8]) + "; body: " + some(marks) + "; comment: " + some(marks)
		d, err := w.Register().Draft(a, site.Quality(a, "SECRETARIAT", true), w.key)
		if err != nil {
			t.Fatal(err)
		}
		done, err := w.Append(t.Context(), d)
		if err != nil || done.Err != nil {
			t.Fatal(err, done.Err)
		}
		if entries = append(entries, done.Seq); i%10 == 9 {
			of := r.IntN(len(entries))
			w.put("open-"+id, "SECRETARIAT", "UNCLASSIFIED", &register.OpeningAct{Initiative: "force", Of: fmt.Sprintf("word-%d", of), Seq: entries[of], Portions: []string{some(register.PortionNames[:])}, Ground: "released"})
		}
	}
	several := 0
	for _, p := range []*site.Person{
		{Name: "o", Role: site.Observer}, {Name: "p", Actor: "PAK", Role: site.Delegate, Level: marking.Secret}, {Name: "s", Actor: "SAU", Role: site.Delegate, Level: marking.TopSecret},
		{Name: "low", Actor: "SAU", Role: site.Delegate, Level: marking.Unclassified}, {Name: "e", Actor: "EGY", Role: site.Delegate, Level: marking.Secret},
	} {
		var seen []*register.Entry
		if err := w.Reader(p).Since(0, func(e *register.Entry) bool { seen = append(seen, e); return true }); err != nil {
			t.Fatal(err)
		}
		slices.SortStableFunc(seen, func(a, b *register.Entry) int { return strings.Compare(b.Act.On.String(), a.Act.On.String()) })
		for _, asked := range [][]string{{"quorum"}, {"mandate"}, {"quorum", "river"}, {"troops", "quorum", "mandate"}} {
			var want []string
			for _, e := range seen {
				text := ""
				for _, portion := range e.Portions {
					text += string(portion.Bytes)
				}
				if e.Heading.Initiative != "" && !slices.ContainsFunc(asked, func(word string) bool { return !strings.Contains(text, word) }) {
					want = append(want, e.Act.ID)
				}
			}
			if got := w.search(p, strings.Join(asked, " ")); got != strings.Join(want, " ")+"; " {
				t.Errorf("%s looks for %q and finds\n%s, sees\n%s", p.Name, asked, got, strings.Join(want, " "))
			}
			if len(want) > 1 {
				several++
			}
		}
	}
	if several < 10 {
		t.Errorf("more than one act is found %d times: the test says little", several)
	}
}

// While the record is read a search finds the newest of it and says that more may come;
// in the end everything, with what came on record meanwhile.
func TestSearchWhileReading(t *testing.T) {
	w := found(t)
	w.initiative()
	var drafts []*register.Draft
	for i := range 1500 {
		a := &act.Act{ID: fmt.Sprintf("word-%d", i), Kind: "statement", Initiative: "force", Body: &act.Statement{}}
		a.Actor, a.On, a.Marking, a.Says = "PAK", act.MustDate("2026-11-01"), "UNCLASSIFIED", "quorum"
		d, err := w.Register().Draft(a, register.Deposited, w.key)
		if err != nil {
			t.Fatal(err)
		}
		drafts = append(drafts, d)
	}
	results, err := w.Register().AppendAll(t.Context(), drafts, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	r := w.Reader(&site.Person{Name: "o", Role: site.Observer})
	w.ReadAhead()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for last := 0; ; {
				got, err := r.Search(site.ParseSearch("quorum"), site.After{}, 5)
				if err != nil || got.Total < last || got.Total > 1510 || !got.Reading && got.Total < 1500 {
					t.Errorf("of 1500 acts it finds %d (before %d, still reading: %t): %v", got.Total, last, got.Reading, err)
					return
				}
				if last = got.Total; !got.Reading {
					return
				}
			}
		})
	}
	for i := range 10 {
		w.said(fmt.Sprintf("late-%d", i), "PAK", "2026-11-02", "UNCLASSIFIED", "quorum")
	}
	wg.Wait()
	got, err := r.Search(site.ParseSearch("quorum"), site.After{}, 11)
	if err != nil || got.Total != 1510 || got.Reading || got.Entries[9].Act.ID != "late-0" || got.Entries[10].Act.ID != "word-1499" {
		t.Errorf("in the end it finds %d, still reading: %t (%v)", got.Total, got.Reading, err)
	}
	rest, err := r.Search(site.ParseSearch("quorum"), site.After{Initiative: "force", ID: "late-0"}, 1)
	if err != nil || rest.Before != 10 || rest.Entries[0].Act.ID != "word-1499" {
		t.Errorf("after late-0 it goes on with %v (%v)", rest, err)
	}
	if _, err := r.Search(site.ParseSearch("quorum"), site.After{Initiative: "force", ID: "absent"}, 1); err != site.ErrGone {
		t.Errorf("after an act that is not found it answers %v", err)
	}
}
