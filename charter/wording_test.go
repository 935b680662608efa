package charter

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"entente/act"
	"entente/situation"
)

// TestWordingAgainstEveryWording holds the engine to brute force: on small tables of
// elements every wording is tried, and the best is accepted by as many actors and
// meets as many further wishes.
func TestWordingAgainstEveryWording(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for round := range 200 {
		axes := [5][]string{{"a1", "a2"}, {"i1", "i2"}, {"t1"}, {"s1", "s2"}, {"x1", "x2"}}
		pick := func(i int) []string {
			var out []string
			for _, w := range axes[i] {
				if rng.IntN(2) == 0 {
					out = append(out, w)
				}
			}
			return out
		}
		var acts []*act.Act
		acts = append(acts, &act.Act{ID: "d", Kind: "definition", Header: act.Header{Actor: "EGY"}, Body: &act.Definition{Title: "all", Acts: axes[0], Intents: axes[1], Targets: axes[2], Authors: axes[3], Except: axes[4]}})
		var incidents []*act.Incident
		for k := range 4 {
			i := &act.Incident{Title: fmt.Sprint(k), Acts: pick(0), Intents: pick(1), Targets: pick(2), Authors: pick(3), Circumstances: pick(4)}
			incidents = append(incidents, i)
			acts = append(acts, &act.Act{ID: fmt.Sprintf("i%d", k), Kind: "incident", Body: i})
		}
		actors := []act.ActorRef{"EGY", "IDN", "PAK"}
		type demand struct {
			who  act.ActorRef
			of   int
			yes  bool
			hard bool
		}
		var demands []demand
		for k := range 7 {
			d := demand{actors[rng.IntN(3)], rng.IntN(4), rng.IntN(2) == 0, rng.IntN(4) > 0}
			demands = append(demands, d)
			v := &act.Verdict{Of: act.ActRef(fmt.Sprintf("i%d", d.of)), Falls: map[bool]string{true: "yes", false: "no"}[d.yes]}
			if !d.hard {
				v.Strength = act.Preference
			}
			acts = append(acts, &act.Act{ID: fmt.Sprintf("v%d", k), Kind: "verdict", Header: act.Header{Actor: d.who}, Body: v})
		}
		sit, problems := situation.At(acts, situation.When{})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		c := &check{Situation: sit}
		got := c.acceptable(context.Background(), of[*act.Incident](c))

		judges := map[act.ActorRef]bool{}
		for _, d := range demands {
			judges[d.who] = true
		}
		score := func(e Elements) (accept, soft int) {
			def := &act.Definition{Acts: e.Acts, Intents: e.Intents, Targets: e.Targets, Authors: e.Authors, Except: e.Except}
			bad := map[act.ActorRef]bool{}
			for _, d := range demands {
				yes, _ := c.covers(def, incidents[d.of])
				switch {
				case d.hard && yes != d.yes:
					bad[d.who] = true
				case !d.hard && yes == d.yes:
					soft++
				}
			}
			for who := range judges {
				if !bad[who] {
					accept++
				}
			}
			return accept, soft
		}
		bestAccept, bestSoft := -1, -1
		var words []string
		var axisOf []int
		for i, list := range axes {
			for _, w := range list {
				words, axisOf = append(words, w), append(axisOf, i)
			}
		}
		for set := range 1 << len(words) {
			var lists [5][]string
			for k, w := range words {
				if set>>k&1 == 1 {
					lists[axisOf[k]] = append(lists[axisOf[k]], w)
				}
			}
			if len(lists[0]) == 0 || len(lists[1]) == 0 || len(lists[2]) == 0 || len(lists[3]) == 0 {
				continue
			}
			a, s := score(Elements{lists[0], lists[1], lists[2], lists[3], lists[4]})
			if a > bestAccept || a == bestAccept && s > bestSoft {
				bestAccept, bestSoft = a, s
			}
		}
		a, s := score(got.Elements)
		if a != bestAccept || s != bestSoft || a != len(got.Accepts) || !got.Optimal || got.All != (a == len(judges)) {
			t.Fatalf("round %d: the engine's wording is accepted by %d with %d wishes, the best by %d with %d: %+v", round, a, s, bestAccept, bestSoft, got)
		}
		if !got.All && len(got.Conflicts) == 0 {
			t.Fatalf("round %d: no conflict is named", round)
		}
	}
}
