package main

import (
	"fmt"
	"math/rand/v2"

	"entente/act"
	"entente/situation"
)

// A size says how large a made-up case is.
type size struct {
	name   string
	actors int
	units  int // pledged units an actor
	lines  int
}

var sizes = []size{{"f7", 7, 2, 4}, {"f57", 57, 4, 20}, {"f193", 193, 10, 60}}

var (
	capabilities = []act.Capability{"infantry", "infantry", "infantry", "mechanised_infantry", "engineers", "transport", "field_hospital", "utility_helicopters", "formed_police"}
	asked        = []act.Capability{"infantry", "infantry", "engineers", "logistics", "medical", "aviation", "police"}
	strengths    = map[act.Capability]int64{"infantry": 850, "mechanised_infantry": 850, "engineers": 250, "transport": 200, "field_hospital": 70, "utility_helicopters": 110, "formed_police": 140}
	tasks        = []string{"patrol", "disarm", "escort", "protect"}
	places       = []string{"north", "south", "east", "west", "centre"}
	halves       = []string{"2031-07", "2031-10", "2032-01", "2032-04", "2032-07"}
)

// made draws a case by its seed. A third of the actors are candidates with terms over
// two clauses; units have a capability, a strength around the usual one, dates, caveats on
// tasks and places; demand is 60 to 110 % of what is pledged of the capability, so that
// not everything can be filled; nobody provides more than a tenth of the force.
func made(s size, seed uint64) *situation.Situation {
	r := rand.New(rand.NewPCG(seed, uint64(s.actors*1000+s.units)))
	day := act.MustDate("2031-05-01")
	var acts []*act.Act
	add := func(id, actor string, b act.Body) {
		a := &act.Act{ID: id, Kind: b.Kind(), Body: b}
		a.Actor, a.On = act.ActorRef(actor), day
		acts = append(acts, a)
	}
	pick := func(words []string) string { return words[r.IntN(len(words))] }
	add("force", "", &act.Initiative{Title: "A force", Type: "force"})
	mandate := &act.Mandate{Status: "adopted", Until: act.MustDate("2032-12-31")}
	for _, t := range tasks {
		mandate.Tasks = append(mandate.Tasks, act.Task{ID: t, Words: t})
	}
	add("mandate", "", mandate)
	for _, c := range []string{"disarmament", "command"} {
		add(c, "", &act.Clause{Asks: c, Options: []act.Option{{Value: "a"}, {Value: "b"}}, Draft: "a"})
	}
	supply := map[act.Capability]int64{}
	for a := range s.actors {
		code := fmt.Sprintf("A%03d", a)
		role := "contributor"
		if a%3 == 0 {
			role = "candidate"
			p := &act.Position{Stance: "supports"}
			if r.IntN(3) == 0 {
				p.If = act.Condition{Text: fmt.Sprintf("option.%s == \"%s\"", pick([]string{"disarmament", "command"}), pick([]string{"a", "b"}))}
			}
			add("says-"+code, code, p)
		}
		add(code, "", &act.Actor{Name: code, Roles: []string{role}})
		for u := range s.units {
			c := capabilities[r.IntN(len(capabilities))]
			n := strengths[c] * int64(70+r.IntN(50)) / 100
			b := &act.Pledge{What: "a unit", Capability: c, Amount: act.Quantity{Low: n, High: n}, Rung: "pledge", Readiness: pick([]string{"1", "1", "2", "3", "rdl"})}
			if r.IntN(3) == 0 {
				b.From = act.MustDate(pick(halves))
			}
			if r.IntN(8) == 0 {
				b.If = act.Condition{Text: `option.disarmament == "b"`}
			}
			supply[c] += n
			add(fmt.Sprintf("u-%03d-%d", a, u), code, b)
		}
		if r.IntN(4) == 0 {
			c := &act.Caveat{Restricts: "task", Words: "not this task", Tasks: []string{pick(tasks)}}
			if r.IntN(2) == 0 {
				c = &act.Caveat{Restricts: "place", Words: "not there", Places: []string{pick(places)}}
			}
			add("caveat-"+code, code, c)
		}
	}
	of := make([]act.Capability, s.lines)
	count := map[act.Capability]int64{}
	for i := range of {
		of[i] = asked[r.IntN(len(asked))]
		count[of[i]]++
	}
	for i, c := range of {
		pledged := int64(0)
		for have, n := range supply {
			if have.Fills(c) {
				pledged += n
			}
		}
		need := max(50, pledged*int64(15+r.IntN(40))/100/count[c])
		b := &act.Requirement{Need: fmt.Sprintf("line %d", i), Capability: c, Strength: need, Task: pick(tasks), Place: pick(places), Priority: int64(1 + r.IntN(9)),
			From: act.MustDate("2031-07"), Until: act.MustDate("2032-12")}
		if r.IntN(3) > 0 {
			b.Must = "should"
		}
		add(fmt.Sprintf("line-%d", i), "", b)
	}
	add("ceiling", "", &act.Rule{Type: "composition", Words: "nobody above a share", Each: true, Most: act.Share(fmt.Sprintf("1/%d", max(2, min(10, s.actors/3))))})
	sit, problems := situation.At(acts, situation.When{At: day})
	if problems.Refuse() {
		panic(problems)
	}
	return sit
}
