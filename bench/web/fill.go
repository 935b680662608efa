package main

import (
	"context"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"entente/act"
	"entente/bench/whatif"
	"entente/gazetteer"
	"entente/marking"
	"entente/register"
	"entente/site"
)

const keeper = "SECRETARIAT"

// actsEach is how many acts a case has.
const actsEach = 500

// members are the 57 actors people read for.
var members = func() (codes []string) {
	for _, m := range gazetteer.Members("OIC", act.MustDate("2011-01-01").Last()) {
		if m.Status.Counts() {
			codes = append(codes, m.Code)
		}
	}
	return codes
}()

// fill makes a site of so many acts and readers, signed and admitted one by one as any
// others. Every case is one of 57 actors with terms, facts and clauses, as bench/whatif
// makes them, and statements about it, two in five of which are not for everybody.
func fill(home string, acts, readers int) {
	check(os.RemoveAll(home))
	secret, public, err := register.NewLogKey("bench.example/web")
	check(err)
	w, err := site.Found(home, secret, public, site.Founding{Origin: "bench.example/web", Keeper: keeper, Guard: filepath.Join(home, "guard")})
	check(err)
	key, err := site.SigningKey(home, "")
	check(err)
	start := time.Now()
	add(w, key, clearances())
	for n := 0; int(w.Head().Size) < acts; {
		var some []*act.Act
		for len(some) < min(20_000, acts-int(w.Head().Size)) {
			some = append(some, caseOf(n)...)
			n++
		}
		add(w, key, some)
		fmt.Fprintf(os.Stderr, "\rfilling: %d of %d acts, %v", w.Head().Size, acts, time.Since(start).Round(time.Second))
	}
	fmt.Fprintln(os.Stderr)
	check(w.Close())
	s, err := site.Open(home, site.Options{})
	check(err)
	for i := range readers {
		check(s.AddPerson(site.Person{Name: readerName(i), Title: "A reader", Actor: members[i%len(members)], Role: site.Delegate, Level: marking.Level(int(marking.Secret) - i/len(members))}, ""))
	}
	check(s.Close())
	check(os.WriteFile(filepath.Join(home, "filled"), nil, 0o600))
}

func readerName(i int) string { return fmt.Sprintf("reader%03d", i) }

func clearances() (all []*act.Act) {
	for _, code := range members {
		a := &act.Act{ID: "clearance-" + strings.ToLower(code), Kind: "register_clearance", Body: &register.ClearanceAct{Reader: act.ActorRef(code), Level: "SECRET"}}
		a.Actor, a.Marking = keeper, "UNCLASSIFIED"
		all = append(all, a)
	}
	return all
}

func caseID(n int) string { return fmt.Sprintf("case-%04d", n) }

// caseOf makes a case.
func caseOf(n int) []*act.Act {
	r := rand.New(rand.NewSource(int64(n)))
	acts := whatif.Case(int64(n))
	for _, a := range acts {
		a.Marking = "UNCLASSIFIED"
	}
	acts[0].ID = caseID(n)
	deadline := &act.Act{ID: "deadline", Kind: "deadline", Body: &act.Deadline{What: "the council wants an answer", Of: act.ActorRef(members[n%len(members)]), Due: act.MustDate("2026-12-10")}}
	deadline.On, deadline.Marking = act.MustDate("2026-11-01"), "UNCLASSIFIED"
	acts = append(acts, deadline)
	for i := 0; len(acts) < actsEach; i++ {
		acts = append(acts, word(r, fmt.Sprintf("word-%d", i)))
	}
	for _, a := range acts {
		a.Initiative = caseID(n)
	}
	return acts
}

// word is a statement of about a kibibyte on record.
func word(r *rand.Rand, id string) *act.Act {
	any := func() string { return members[r.Intn(len(members))] }
	actor := any()
	a := &act.Act{ID: id, Kind: "statement", Body: &act.Statement{}}
	a.Actor, a.On = act.ActorRef(actor), act.MustDate(time.Date(2025, 1, 1+r.Intn(690), 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	a.Says = fmt.Sprintf("%s will look at the question again when %s and %s have answered, and not before the mandate is settled.", actor, any(), any())
	a.Speaker, a.Note = "The foreign minister", "As heard on the day, from two who were in the room."
	switch x := r.Float64(); {
	case x < 0.60:
		a.Marking = "UNCLASSIFIED"
	case x < 0.80:
		a.Marking = "CONFIDENTIAL"
	case x < 0.95:
		a.Marking = fmt.Sprintf("%s CONFIDENTIAL//REL TO %s, %s, %s", actor, actor, any(), any())
	default:
		a.Marking = fmt.Sprintf("%s SECRET//REL TO %s", actor, actor)
	}
	return a
}

// add signs acts and puts them on record, on all processors.
func add(w *site.Writer, key *register.Key, acts []*act.Act) {
	drafts := make([]*register.Draft, len(acts))
	var wg sync.WaitGroup
	procs := runtime.GOMAXPROCS(0)
	for p := range procs {
		wg.Go(func() {
			for i := p; i < len(acts); i += procs {
				d, err := w.Draft(acts[i], site.Quality(acts[i], keeper, true), key)
				check(err)
				drafts[i] = d
			}
		})
	}
	wg.Wait()
	results, err := w.AppendAll(context.Background(), drafts, nil)
	check(err)
	for _, r := range results {
		check(r.Err)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
}
