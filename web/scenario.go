package web

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"entente/act"
	"entente/assess"
	"entente/site"
)

// scenario is what is supposed to be otherwise than on record: an input and its
// value, as addresses name them, "fact.un_mandate" → "true", "option.scope" → "limited".
type scenario map[string]string

// supposable are the sorts of input an address may set.
var supposable = []string{"fact.", "option.", "joins.", "gate.", "word."}

// readScenario takes the scenario from an address. Before each name stands the
// prefix; names left empty are as on record.
func readScenario(q url.Values, prefix string) scenario {
	x := scenario{}
	for key, values := range q {
		name, ours := strings.CutPrefix(key, prefix)
		sort, _, _ := strings.Cut(name, ".")
		if ours && slices.Contains(supposable, sort+".") && values[0] != "" {
			x[name] = values[0]
		}
	}
	return x
}

// take takes a side's scenario as a program sends it.
func (x scenario) take(s SideAsked, where string) (wrong act.Problems) {
	for key, list := range map[string][]string{"assume": s.Assume, "choose": s.Choose} {
		for i, text := range list {
			name, value, ok := strings.Cut(text, "=")
			if key == "choose" {
				name = "option." + name
			}
			sort, _, _ := strings.Cut(name, ".")
			if !ok || value == "" || !slices.Contains(supposable, sort+".") {
				wrong = append(wrong, act.Problem{Place: act.Place{File: fmt.Sprintf("%s.%s[%d]", where, key, i)}, Code: "bad-value", Text: text + " supposes nothing", Hint: "write fact.un_mandate=true, joins.TUR=false, or clause=option under choose"})
				continue
			}
			x[name] = value
		}
	}
	return wrong
}

// query is the scenario as assess is asked.
func (x scenario) query(marking string) assess.Query {
	q := assess.Query{Marking: marking}
	for _, name := range slices.Sorted(maps.Keys(x)) {
		if clause, isOption := strings.CutPrefix(name, "option."); isOption {
			q.Choose = append(q.Choose, clause+"="+x[name])
		} else {
			q.Assume = append(q.Assume, name+"="+x[name])
		}
	}
	return q
}

// address is the scenario as a part of an address.
func (x scenario) address(prefix string) url.Values {
	q := url.Values{}
	for name, value := range x {
		q.Set(prefix+name, value)
	}
	return q
}

// suppose answers a scenario, with the road map it leads to, and why an actor stands in it
// as it does.
func suppose(v *visit, c *site.Case, x scenario, why string) (*assess.Answer, error) {
	session, err := c.Session()
	if err != nil {
		return nil, err
	}
	q := x.query(c.Marking.String())
	if problems := session.Check(q); len(problems) > 0 {
		return nil, problems
	}
	base := c.Glance()
	if base.Standing(why) != "" {
		q.Explain = why
	}
	return session.WhatIf(v.r.Context(), q, base), nil
}
