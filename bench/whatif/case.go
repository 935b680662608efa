// Package whatif measures how long a page waits for a what-if: one session over 57
// actors, one fact, clause or joining changed at a time.
//
//	go test ./bench/whatif -bench . -run NONE
package whatif

import (
	"fmt"
	"math/rand"
	"strings"

	"entente/act"
	"entente/gazetteer"
)

// Case is a synthetic case among the members of the OIC, in the manner of
// the generator of bench/assess: up to two facts, up to three clause terms, at
// least k of some others, now and then an exclusion; 8 % join without conditions,
// 7 % refuse, 12 % are undecided.
func Case(seed int64) []*act.Act {
	r := rand.New(rand.NewSource(seed))
	var acts []*act.Act
	add := func(id, actor string, b act.Body) {
		a := &act.Act{ID: id, Kind: b.Kind(), Body: b}
		a.Actor, a.On = act.ActorRef(actor), act.MustDate("2025-01-01")
		acts = append(acts, a)
	}
	add("case", "", &act.Initiative{Title: "A force", Type: "force"})
	for f := range 20 {
		add(fmt.Sprintf("f%d", f), "", &act.Fact{Asks: "is it so?"})
	}
	for c := range 6 {
		add(fmt.Sprintf("c%d", c), "", &act.Clause{Asks: "how?", Draft: "a", Options: []act.Option{{Value: "a"}, {Value: "b"}, {Value: "c"}}})
	}
	var codes []string
	for _, m := range gazetteer.Members("OIC", act.MustDate("2011-01-01").Last()) {
		if m.Status.Counts() {
			codes = append(codes, m.Code)
			add(m.Code, "", &act.Actor{Roles: []string{"candidate"}})
		}
	}
	for _, code := range codes {
		p := &act.Position{Stance: "supports"}
		switch x := r.Float64(); {
		case x < 0.08:
		case x < 0.15:
			p.Stance = "opposes"
		case x < 0.27:
			p.Stance = "undecided"
		default:
			var parts []string
			for range r.Intn(3) {
				parts = append(parts, fmt.Sprintf("fact.f%d", r.Intn(20)))
			}
			for range 1 + r.Intn(2) {
				parts = append(parts, fmt.Sprintf(`option.c%d != "%c"`, r.Intn(6), 'a'+rune(r.Intn(3))))
			}
			var others []string
			for range 4 {
				if o := codes[r.Intn(len(codes))]; o != code {
					others = append(others, "joins."+o)
				}
			}
			if r.Intn(2) == 0 {
				parts = append(parts, "at_least(2, ["+strings.Join(others, ", ")+"])")
			}
			if r.Intn(7) == 0 {
				parts = append(parts, "not "+others[0])
			}
			p.If = act.Condition{Text: strings.Join(parts, " and ")}
		}
		add("word-"+code, code, p)
	}
	add("need", "", &act.Requirement{Need: "a dozen members", Members: 12})
	return acts
}
