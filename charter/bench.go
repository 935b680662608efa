package charter

import (
	"context"
	"slices"

	"entente/act"
	"entente/phrase"
	"entente/situation"
)

// covers applies a definition to an incident, and says why in words.
func (c *check) covers(d *act.Definition, i *act.Incident) (bool, string) {
	for _, axis := range []struct {
		nothing, none string
		want, have    []string
	}{{phrase.Key("nothing is said of its acts"), phrase.Key("none of its acts is named by the definition: {words}"), d.Acts, i.Acts},
		{phrase.Key("nothing is said of its intents"), phrase.Key("none of its intents is named by the definition: {words}"), d.Intents, i.Intents},
		{phrase.Key("nothing is said of its targets"), phrase.Key("none of its targets is named by the definition: {words}"), d.Targets, i.Targets},
		{phrase.Key("nothing is said of its authors"), phrase.Key("none of its authors is named by the definition: {words}"), d.Authors, i.Authors}} {
		if len(axis.want) > 0 && !meets(axis.want, axis.have) {
			if len(axis.have) == 0 {
				return false, c.said.Say(axis.nothing)
			}
			return false, c.said.Say(axis.none, c.said.List(plain(axis.have)))
		}
	}
	if x := common(d.Except, i.Circumstances); len(x) > 0 {
		return false, c.said.Say("taken out as {words}", c.said.List(plain(x)))
	}
	return true, c.said.Say("it has an act, an intent, a target and an author named, and nothing takes it out")
}

func meets(a, b []string) bool { return len(common(a, b)) > 0 }

func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(x string) bool { return !slices.Contains(b, x) })
}

func plain(words []string) []string {
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
	t := Tried{ID: a.ID, Title: d.Title, By: string(a.Actor), Says: wordingOf(c.said, elementsOf(d)), Incidents: []Trial{}}
	falls := map[string]bool{}
	for _, x := range incidents {
		i := x.Body.(*act.Incident)
		yes, why := c.covers(d, i)
		t.Incidents = append(t.Incidents, Trial{x.ID, i.Title, codes(i.By), yes, why})
		if !yes {
			continue
		}
		for _, by := range codes(i.By) {
			falls[by] = true
			if slices.Contains(c.Candidates(), by) {
				t.Flags = append(t.Flags, Flag{"own_conduct", c.said.Say("conduct ascribed to {who} falls under it: {incident}", c.Name(by), i.Title), []string{by}, situation.Cites(x)})
			}
		}
	}
	t.Groups, t.Flags = c.groups(falls, t.Flags)
	for _, actor := range c.judges() {
		if met, _ := c.demandsMet(actor, func(i *act.Incident) bool { yes, _ := c.covers(d, i); return yes }); met {
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
					flags = append(flags, Flag{"supported_and_listed", c.said.Say("{who} is said to support {group}, whom {lister} lists", c.Name(who), c.Name(g), c.Name(string(l.Actor))), []string{who, string(l.Actor)}, situation.Cites(s, l)})
				}
			}
			if falls[g] {
				flags = append(flags, Flag{"supports_what_falls", c.said.Say("{who} is said to support {group}, whose acts fall under it", c.Name(who), c.Name(g)), []string{who}, situation.Cites(s)})
			}
		}
		if len(listed[g]) > 0 && !falls[g] && len(falls) > 0 {
			flags = append(flags, Flag{"listed_and_does_not_fall", c.said.Say("{group} is listed by {lister}, and nothing ascribed to it falls under the definition", c.Name(g), c.names(actors(listed[g]))), actors(listed[g]), situation.Cites(listed[g]...)})
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

// wordingOf says a definition in one sentence.
func wordingOf(said *phrase.Said, e Elements) string {
	or := func(words []string) string { return said.Join(plain(words), ", ", " or ") }
	s := said.Say("any act")
	if len(e.Acts) > 0 {
		s = or(e.Acts)
	}
	for _, part := range []struct {
		key   string
		words []string
	}{{phrase.Key("{what} meant to {intents}"), e.Intents}, {phrase.Key("{what} against {targets}"), e.Targets}, {phrase.Key("{what} by {authors}"), e.Authors}, {phrase.Key("{what}, save {circumstances}"), e.Except}} {
		if len(part.words) > 0 {
			s = said.Say(part.key, s, or(part.words))
		}
	}
	return s
}
