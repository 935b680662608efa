package dossier

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"entente/act"
	"entente/gazetteer"
)

// forces checks the acts that units are matched by: lines of the statement of
// requirements, pledges, caveats and rules of composition.
func (r *reader) forces(a *act.Act) {
	switch b := a.Body.(type) {
	case *act.Requirement:
		r.line(a, b)
	case *act.Pledge:
		r.pledge(a, b)
	case *act.Caveat:
		r.caveat(a, b)
	case *act.Rule:
		r.composition(a, b)
	}
}

// taskIDs are the tasks that mandates name.
func taskIDs(acts []*act.Act) []string {
	var ids []string
	for _, a := range acts {
		if m, ok := a.Body.(*act.Mandate); ok {
			for _, t := range m.Tasks {
				ids = append(ids, t.ID)
			}
		}
	}
	return ids
}

// tasksOf warns of tasks that no mandate names: a unit may be offered, or refused,
// for one, and no line can ask for it.
func (r *reader) tasksOf(a *act.Act, ids []string) {
	for i, id := range ids {
		if !slices.Contains(r.tasks, id) {
			r.warn("task-without-mandate", r.at(a, fmt.Sprintf("tasks.%d", i)), "name it among the tasks of a mandate", "no mandate has a task %s%s", quoted(id), r.meant(id, r.tasks))
		}
	}
}

func (r *reader) line(a *act.Act, b *act.Requirement) {
	r.interval(a, "until", b.From, b.Until)
	if b.Task != "" && !slices.Contains(r.tasks, b.Task) {
		r.bad("unknown-task", r.at(a, "task"), "name it among the tasks of a mandate", "no mandate has a task %s%s", quoted(b.Task), r.meant(b.Task, r.tasks))
	}
	if b.Replaces != "" && string(b.Replaces) == a.ID {
		r.itself(a, "replaces", "%s cannot replace itself")
	}
	if b.Priority > 9 || b.Priority == 0 && r.has(a, "priority") {
		r.bad("out-of-range", r.at(a, "priority"), "1 comes first, 9 last", "priority is 1 to 9, not %d", b.Priority)
	}
	switch measured := b.Number > 0 || b.Strength > 0; {
	case b.IsLine() && !measured && !r.faulty(a, "strength") && !r.faulty(a, "number"):
		r.bad("line-without-measure", r.at(a, "capability"), "add strength: how many people, or number: how many units",
			"the line %s does not say how much of it is needed", quoted(a.ID))
	case !b.IsLine() && !r.has(a, "capability") && (measured || b.Task != "" || b.Place != "" || b.Line != ""):
		r.bad("line-without-capability", r.at(a, ""), "add capability: what the units of the line can do", "the line %s does not say what is needed", quoted(a.ID))
	}
}

// has reports whether an act has a key.
func (r *reader) has(a *act.Act, key string) bool {
	_, ok := r.marks[mark{a, key}]
	return ok
}

// faulty reports whether a mistake in the value of a key was found already.
func (r *reader) faulty(a *act.Act, key string) bool {
	s, ok := r.marks[mark{a, key}]
	return ok && slices.ContainsFunc(r.problems, func(p act.Problem) bool { return p.Line == s.line && p.Col == s.col && !p.Warning })
}

func (r *reader) pledge(a *act.Act, b *act.Pledge) {
	r.interval(a, "until", b.From, b.Until)
	r.tasksOf(a, b.Tasks)
	if b.Number > act.MaxUnits || b.Number == 0 && r.has(a, "number") {
		r.bad("out-of-range", r.at(a, "number"), "people are counted in amount, and units of one sort in one pledge", "a pledge is of 1 to 1,000 units, not %d", b.Number)
	}
	if b.AsLeaves != "" && string(b.AsLeaves) == a.ID {
		r.itself(a, "as_leaves", "%s cannot enter as it leaves")
	}
	r.isPledge(a, "as_leaves", b.AsLeaves)
	if b.Capability.Uniformed() && fractional.MatchString(b.Amount.Words) {
		r.bad("bad-quantity", r.at(a, "amount"), "count people in whole numbers", "amount: %s is no number of people", quoted(b.Amount.Words))
	}
	for i, n := range b.Needs {
		path := fmt.Sprintf("needs.%d.from", i)
		if n.From != "" && string(n.From) == a.ID {
			r.itself(a, path, "%s cannot provide what it needs from others")
		}
		r.isPledge(a, path, n.From)
	}
	if !b.Renewed.IsZero() && a.On.After(b.Renewed) {
		r.bad("renewed-before-pledged", r.at(a, "renewed"), "on is the day it was pledged, renewed the last day it was renewed",
			"renewed on %s, before it was pledged on %s", b.Renewed, a.On)
	}
	for i, t := range b.Rotations {
		path := fmt.Sprintf("rotations.%d", i)
		r.interval(a, path+".until", t.From, t.Until)
		for j, u := range b.Rotations[:i] {
			if overlap(t.From, t.Until, u.From, u.Until) {
				r.bad("overlapping-rotations", r.at(a, path), "a rotation begins after the one before it has ended",
					"rotation %d (%s to %s) overlaps rotation %d (%s to %s)", i+1, t.From, t.Until, j+1, u.From, u.Until)
			}
		}
	}
}

var fractional = regexp.MustCompile(`^\d[\d,]*\.\d`)

// overlap reports whether two periods share a day. A side not given has no end.
func overlap(from, until, from2, until2 act.Date) bool {
	return (from.IsZero() || until2.IsZero() || !from.First().After(until2.Last())) && (from2.IsZero() || until.IsZero() || !from2.First().After(until.Last()))
}

// isPledge checks that what an act leans on is a pledge.
func (r *reader) isPledge(a *act.Act, path string, id act.ActRef) {
	if p := r.byID[string(id)]; p != nil && p.Kind != "pledge" {
		r.bad("not-a-pledge", r.at(a, path), "name the pledge by its id", "%s is %s, not a pledge", quoted(string(id)), r.aKind(p.Kind))
	}
}

func (r *reader) caveat(a *act.Act, b *act.Caveat) {
	r.interval(a, "until", b.From, b.Until)
	r.tasksOf(a, b.Tasks)
	for i, id := range b.Binds {
		path := fmt.Sprintf("pledges.%d", i)
		r.isPledge(a, path, id)
		if p := r.byID[string(id)]; p != nil && p.Kind == "pledge" && differ(p.Actor, a.Actor) {
			r.bad("others-pledge", r.at(a, path), "a caveat is national: it binds its actor's own units", "%s is a pledge of %s, not of %s", quoted(p.ID), p.Actor, a.Actor)
		}
	}
}

func (r *reader) composition(a *act.Act, b *act.Rule) {
	for _, s := range []struct {
		key   string
		share act.Share
	}{{"at_least", b.Least}, {"at_most", b.Most}} {
		part, err := s.share.Parse()
		if s.share == "" {
			continue
		}
		_, fixed := part.Fixed()
		num, den, _ := part.Ratio()
		if err != nil || fixed || num > den {
			r.bad("bad-share", r.at(a, s.key), "write majority, 2/3 or 30%", "%s is no part of a force", quoted(string(s.share)))
		}
	}
	grouped := len(b.Group) > 0 || b.Members != ""
	switch {
	case b.Least != "" && !grouped, b.Most != "" && !grouped && !b.Each:
		r.bad("no-group", r.at(a, ""), "add group: the actors, or members_of: an organisation; or each: true", "the rule %s does not say of whom", quoted(a.ID))
	case b.Each && b.Most == "":
		r.bad("no-group", r.at(a, "each"), "add at_most: 30%", "each says that a ceiling holds for every contributor, and there is none")
	}
	if b.Members != "" && !slices.Contains(gazetteer.Rolls(), b.Members) {
		r.bad("unknown-organisation", r.at(a, "members_of"), r.say("it is one of: %s", strings.Join(gazetteer.Rolls(), ", ")),
			"the members of %s are not known here%s", quoted(b.Members), r.meant(b.Members, gazetteer.Rolls()))
	}
}

// couplings finds pledges that wait for each other in a circle: none could enter.
func (r *reader) couplings(acts []*act.Act) {
	next := map[string]string{}
	for _, a := range acts {
		if p, ok := a.Body.(*act.Pledge); ok && p.AsLeaves != "" && string(p.AsLeaves) != a.ID {
			next[a.ID] = string(p.AsLeaves)
		}
	}
	told := map[string]bool{}
	for _, a := range acts {
		chain := []string{a.ID}
		for id := next[a.ID]; id != "" && len(chain) <= len(next); id = next[id] {
			chain = append(chain, id)
			if id == a.ID {
				if !told[id] {
					r.bad("cyclic-coupling", r.at(a, "as_leaves"), "one of them must be able to enter first", "%s wait for each other to leave", r.listed(chain[:len(chain)-1]))
				}
				for _, c := range chain {
					told[c] = true
				}
				break
			}
		}
	}
}

// twoPlaces finds units pledged twice for one time: a unit named is one unit. A
// pledge that was superseded, and one that enters as the other leaves, are no second
// place.
func (r *reader) twoPlaces(acts []*act.Act) {
	type unit struct{ actor, name string }
	seen := map[unit][]*act.Act{}
	replaced := map[string]bool{}
	for _, a := range acts {
		switch b := a.Body.(type) {
		case *act.Relation:
			replaced[string(b.To)] = replaced[string(b.To)] || b.Relation == "supersedes" || b.Relation == "corrects"
		case *act.Withdrawal:
			replaced[string(b.Of)] = true
		}
	}
	for _, a := range acts {
		p, ok := a.Body.(*act.Pledge)
		if !ok || p.Unit == "" || replaced[a.ID] {
			continue
		}
		u := unit{string(a.Actor), strings.ToLower(strings.Join(strings.Fields(p.Unit), " "))}
		for _, b := range seen[u] {
			q := b.Body.(*act.Pledge)
			if p.AsLeaves == act.ActRef(b.ID) || q.AsLeaves == act.ActRef(a.ID) || !overlap(p.From, p.Until, q.From, q.Until) {
				continue
			}
			r.bad("two-places", r.at(a, "unit"), "end the one pledge before the other begins, or supersede it",
				"%s of %s is pledged twice for the same time; first on line %d", quoted(p.Unit), a.Actor, b.Place.Line)
		}
		seen[u] = append(seen[u], a)
	}
}
