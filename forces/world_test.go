package forces

import (
	"fmt"
	"math/rand/v2"

	"entente/act"
	"entente/situation"
)

// A world is a small made-up case with every sort of obstacle, drawn by a seed.
type world struct {
	*rand.Rand
	acts []*act.Act
	day  act.Date
}

var (
	sorts  = []act.Capability{"infantry", "mechanised_infantry", "engineers", "field_hospital", "utility_helicopters", "formed_police"}
	asked  = []act.Capability{"troops", "infantry", "engineers", "medical", "aviation", "police"}
	places = []string{"north", "south", "east"}
	months = []string{"2031-05", "2031-07", "2031-09", "2031-11", "2032-01", "2032-03"}
)

func (w *world) add(id, actor string, b act.Body) *act.Act {
	a := said(id, actor, w.day, b)
	w.acts = append(w.acts, a)
	return a
}

func (w *world) chance(percent int) bool { return w.IntN(100) < percent }

func pick[T any](w *world, from []T) T { return from[w.IntN(len(from))] }

// period draws two months in order; sometimes none.
func (w *world) period() (from, until act.Date) {
	if w.chance(40) {
		return act.Date{}, act.Date{}
	}
	i := w.IntN(len(months) - 1)
	return act.MustDate(months[i]), act.MustDate(months[i+1+w.IntN(len(months)-i-1)])
}

// newWorld draws a case: some owners are candidates with terms of their own, others
// only contribute.
func newWorld(seed uint64, owners, units, lines int) *situation.Situation {
	w := &world{Rand: rand.New(rand.NewPCG(seed, 7)), day: act.MustDate("2031-05-01")}
	w.add("lake", "", &act.Initiative{Title: "The Lake Force", Type: "force", Host: []act.ActorRef{"HOST"}})
	w.add("HOST", "", &act.Actor{Name: "The host", Roles: []string{"host"}, Consent: "required"})
	w.add("disarm", "", &act.Clause{Asks: "Who disarms?", Options: []act.Option{{Value: "force"}, {Value: "police"}}, Draft: "force"})
	w.add("mandate", "", &act.Mandate{Tasks: []act.Task{{ID: "patrol", Words: "patrol"}, {ID: "disarm", Words: "disarm"}}})
	var codes []string
	for i := range owners {
		code := fmt.Sprintf("A%02d", i)
		codes = append(codes, code)
		roles := []string{"contributor"}
		candidate := w.chance(50)
		if candidate {
			roles = []string{"candidate"}
		}
		if w.chance(15) {
			roles = append(roles, "neighbour")
		}
		w.add(code, "", &act.Actor{Name: code, Roles: roles})
		if candidate && w.chance(85) {
			p := &act.Position{Stance: "supports"}
			switch w.IntN(5) {
			case 0:
				p.If = act.Condition{Text: `option.disarm == "police"`}
			case 1:
				p.Terms = []act.Term{{If: act.Condition{Text: `option.disarm == "police"`}, Strength: act.Reservation}}
			}
			w.add("says-"+code, code, p)
		}
		if w.chance(15) {
			w.add("against-"+code, pick(w, []string{"HOST", "A00"}), &act.Objection{Against: []act.ActorRef{act.ActorRef(code)}})
		}
	}
	for i := range lines {
		r := &act.Requirement{Need: fmt.Sprintf("line %d", i), Capability: pick(w, asked), Priority: int64(1 + w.IntN(9))}
		if w.chance(80) {
			r.Strength = int64(50 * (1 + w.IntN(12)))
		}
		if r.Strength == 0 || w.chance(25) {
			r.Number = int64(1 + w.IntN(2))
		}
		if w.chance(50) {
			r.Must = "should"
		}
		if w.chance(40) {
			r.Task = pick(w, []string{"patrol", "disarm"})
		}
		if w.chance(40) {
			r.Place = pick(w, places)
		}
		if w.chance(15) {
			r.Readiness = "2"
		}
		r.From, r.Until = w.period()
		w.add(fmt.Sprintf("line-%d", i), "", r)
	}
	for i := range units {
		b := &act.Pledge{What: "a unit", Capability: pick(w, sorts), Rung: pick(w, []string{"offer", "pledge", "commitment", "float"})}
		low := int64(50 * (1 + w.IntN(8)))
		b.Amount = act.Quantity{Low: low, High: low + int64(50*w.IntN(3))}
		if w.chance(10) {
			b.Amount = act.Quantity{Words: "not said"}
		}
		b.Readiness = pick(w, []string{"", "1", "2", "3", "rdl"})
		if w.chance(20) {
			b.If = act.Condition{Text: `option.disarm == "police"`}
		}
		if w.chance(15) {
			b.Tasks = []string{pick(w, []string{"patrol", "disarm"})}
		}
		if w.chance(20) {
			b.Places = []string{pick(w, places)}
		}
		b.From, b.Until = w.period()
		if w.chance(15) {
			b.Rotations = []act.Rotation{{From: act.MustDate("2031-06"), Until: act.MustDate("2031-08")}, {From: act.MustDate("2031-11"), Until: act.MustDate("2032-02")}}
		}
		if w.chance(20) {
			b.Needs = []act.Enabler{{Capability: pick(w, []act.Capability{"aviation", "medical"})}}
		}
		if i > 0 && w.chance(15) {
			b.AsLeaves = act.ActRef(fmt.Sprintf("unit-%d", w.IntN(i)))
		}
		if w.chance(25) {
			b.Serves = int64(1 + w.IntN(2))
		}
		w.add(fmt.Sprintf("unit-%d", i), pick(w, codes), b)
	}
	for i, code := range codes {
		if !w.chance(35) {
			continue
		}
		c := &act.Caveat{Restricts: "task", Words: "a caveat", Days: 30 * w.IntN(3)}
		switch w.IntN(3) {
		case 0:
			c.Tasks = []string{"disarm"}
		case 1:
			c.Places = []string{pick(w, places)}
		default:
			c.From, c.Until = act.MustDate("2031-07"), act.MustDate("2031-09")
		}
		if w.chance(20) {
			c.Unless = act.Condition{Text: `option.disarm == "police"`}
		}
		w.add(fmt.Sprintf("caveat-%d", i), code, c)
	}
	if w.chance(50) {
		w.add("ceiling", "", &act.Rule{Type: "composition", Words: "a ceiling", Each: true, Most: pick(w, []act.Share{"50%", "2/3"}), Except: []act.ActorRef{"A01"}})
	}
	if w.chance(40) {
		w.add("mostly", "", &act.Rule{Type: "composition", Words: "mostly of a group", Group: []act.ActorRef{"A00", "A01"}, Least: pick(w, []act.Share{"majority", "1/3"}),
			Of: pick(w, []string{"people", "units"})})
	}
	if w.chance(30) {
		w.add("neighbours", "", &act.Rule{Type: "default", Words: "no neighbours", Neighbours: true})
	}
	s, problems := situation.At(w.acts, situation.When{At: w.day})
	if problems.Refuse() {
		panic(problems)
	}
	return s
}
