package charter

import (
	"context"
	"entente/situation"
	"fmt"
	"slices"

	"entente/act"
)

// covers applies a definition to an incident, and says why in words.
func covers(d *act.Definition, i *act.Incident) (bool, string) {
	for _, axis := range []struct {
		asks       string
		want, have []string
	}{{"acts", d.Acts, i.Acts}, {"intents", d.Intents, i.Intents}, {"targets", d.Targets, i.Targets}, {"authors", d.Authors, i.Authors}} {
		if len(axis.want) > 0 && !meets(axis.want, axis.have) {
			if len(axis.have) == 0 {
				return false, "nothing is said of its " + axis.asks
			}
			return false, fmt.Sprintf("none of its %s is named by the definition: %s", axis.asks, and(said(axis.have)))
		}
	}
	if x := common(d.Except, i.Circumstances); len(x) > 0 {
		return false, "taken out as " + and(said(x))
	}
	return true, "it has an act, an intent, a target and an author named, and nothing takes it out"
}

func meets(a, b []string) bool { return len(common(a, b)) > 0 }

func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(x string) bool { return !slices.Contains(b, x) })
}

func said(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = spaced(w)
	}
	return out
}

// bench tries every definition on every incident, holds the result to who lists and
// who supports whom, and looks for a wording all can accept.
func (c *check) bench(ctx context.Context) Bench {
	var b Bench
	incidents := of[*act.Incident](c)
	for _, a := range of[*act.Definition](c) {
		b.Definitions = append(b.Definitions, c.try(a, a.Body.(*act.Definition), incidents))
	}
	b.Wording = c.acceptable(ctx, incidents)
	return b
}

func (c *check) try(a *act.Act, d *act.Definition, incidents []*act.Act) Tried {
	t := Tried{ID: a.ID, Title: d.Title, By: string(a.Actor), Says: phrase(elementsOf(d)), Incidents: []Trial{}}
	falls := map[string]bool{}
	for _, x := range incidents {
		i := x.Body.(*act.Incident)
		yes, why := covers(d, i)
		t.Incidents = append(t.Incidents, Trial{x.ID, i.Title, codes(i.By), yes, why})
		if !yes {
			continue
		}
		for _, by := range codes(i.By) {
			falls[by] = true
			if slices.Contains(c.Candidates(), by) {
				t.Flags = append(t.Flags, Flag{"own_conduct", fmt.Sprintf("conduct ascribed to %s falls under it: %s", c.Name(by), i.Title), []string{by}, situation.Cites(x)})
			}
		}
	}
	t.Groups, t.Flags = c.groups(falls, t.Flags)
	for _, actor := range c.judges() {
		if met, _ := c.demandsMet(actor, func(i *act.Incident) bool { yes, _ := covers(d, i); return yes }); met {
			t.Accepts = append(t.Accepts, actor)
		} else {
			t.Refuses = append(t.Refuses, actor)
		}
	}
	return t
}

// groups puts beside each group whose acts fall under the definition, or whom
// somebody lists, who lists and who supports it, and flags what does not go
// together.
func (c *check) groups(falls map[string]bool, flags []Flag) ([]Group, []Flag) {
	listed, supported := map[string][]*act.Act{}, map[string][]*act.Act{}
	var order []string
	note := func(g string) {
		if !slices.Contains(order, g) {
			order = append(order, g)
		}
	}
	for _, a := range c.Acts {
		if c.Gone[a.ID] != nil {
			continue
		}
		switch b := a.Body.(type) {
		case *act.Listing:
			note(string(b.Subject))
			listed[string(b.Subject)] = append(listed[string(b.Subject)], a)
		case *act.Tie:
			if b.Relation == "supports" || b.Relation == "sympathiser" || b.Relation == "patron" {
				supported[string(b.To)] = append(supported[string(b.To)], a)
			}
		}
	}
	for g := range falls {
		note(g)
	}
	slices.Sort(order)
	var out []Group
	for _, g := range order {
		out = append(out, Group{g, falls[g], actors(listed[g]), actors(supported[g])})
		for _, s := range supported[g] {
			who := string(s.Actor)
			for _, l := range listed[g] {
				if l.Actor != s.Actor {
					flags = append(flags, Flag{"supported_and_listed", fmt.Sprintf("%s is said to support %s, whom %s lists", c.Name(who), c.Name(g), c.Name(string(l.Actor))), []string{who, string(l.Actor)}, situation.Cites(s, l)})
				}
			}
			if falls[g] {
				flags = append(flags, Flag{"supports_what_falls", fmt.Sprintf("%s is said to support %s, whose acts fall under it", c.Name(who), c.Name(g)), []string{who}, situation.Cites(s)})
			}
		}
		if len(listed[g]) > 0 && !falls[g] && len(falls) > 0 {
			flags = append(flags, Flag{"listed_and_does_not_fall", fmt.Sprintf("%s is listed by %s, and nothing ascribed to it falls under the definition", c.Name(g), c.names(actors(listed[g]))), actors(listed[g]), situation.Cites(listed[g]...)})
		}
	}
	return out, flags
}

func actors(as []*act.Act) []string {
	var out []string
	for _, a := range as {
		if !slices.Contains(out, string(a.Actor)) {
			out = append(out, string(a.Actor))
		}
	}
	return out
}

// judges are the actors that made a demand on the definition by their own word.
func (c *check) judges() []string {
	var out []string
	for _, a := range of[*act.Verdict](c) {
		if !slices.Contains(out, string(a.Actor)) {
			out = append(out, string(a.Actor))
		}
	}
	slices.Sort(out)
	return out
}

// demandsMet reports whether a definition meets an actor's requirements; the acts
// are those it does not meet.
func (c *check) demandsMet(actor string, falls func(*act.Incident) bool) (bool, []*act.Act) {
	var unmet []*act.Act
	for _, a := range of[*act.Verdict](c) {
		v := a.Body.(*act.Verdict)
		if string(a.Actor) != actor || v.Strength != "" && v.Strength != act.Mandatory {
			continue
		}
		x, ok := c.Find(string(v.Of))
		if !ok {
			continue
		}
		i, ok := x.Body.(*act.Incident)
		if ok && falls(i) != (v.Falls == "yes") {
			unmet = append(unmet, a)
		}
	}
	return len(unmet) == 0, unmet
}

func elementsOf(d *act.Definition) Elements {
	return Elements{d.Acts, d.Intents, d.Targets, d.Authors, d.Except}
}

// phrase says a definition in one sentence.
func phrase(e Elements) string {
	part := func(words []string, none, some string) string {
		if len(words) == 0 {
			return none
		}
		return some + or(said(words))
	}
	s := part(e.Acts, "any act", "") + part(e.Intents, "", " meant to ") + part(e.Targets, "", " against ") + part(e.Authors, "", " by ")
	if len(e.Except) > 0 {
		s += ", save " + or(said(e.Except))
	}
	return s
}

func or(words []string) string {
	if n := len(words); n > 1 {
		s := words[0]
		for _, w := range words[1 : n-1] {
			s += ", " + w
		}
		return s + " or " + words[n-1]
	}
	return and(words)
}
