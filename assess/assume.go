package assess

import (
	"fmt"
	"slices"
	"strings"

	"entente/act"
)

// check says which assumptions, choices and names of a query cannot be read.
func (m *model) check(q Query) act.Problems {
	c := &assumptions{m: m, taken: map[string]string{}}
	for _, a := range q.Assume {
		c.flag = "--assume"
		name, value, ok := strings.Cut(a, "=")
		code, isJoin := strings.CutPrefix(name, "joins.")
		switch {
		case !ok:
			c.refuse(fmt.Sprintf("%q is not an assumption", a), "write it as fact.un_mandate=true or joins.TUR=false")
		case isJoin:
			c.candidate(code)
			c.value(name, value, []string{"true", "false"})
		default:
			c.input(name, value, factInput, gateInput, wordInput, clauseInput)
		}
	}
	for _, ch := range q.Choose {
		c.flag = "--choose"
		clause, option, ok := strings.Cut(ch, "=")
		if !ok {
			c.refuse(fmt.Sprintf("%q is not a choice", ch), "write it as clause=option, for instance disarmament=palestinian_police")
			continue
		}
		c.input("option."+clause, option, clauseInput)
	}
	if q.Explain != "" {
		c.flag = "--explain"
		c.candidate(q.Explain)
	}
	return c.problems
}

// assumptions collects what is wrong with them.
type assumptions struct {
	m        *model
	flag     string
	taken    map[string]string
	problems act.Problems
}

func (c *assumptions) refuse(text, hint string) {
	c.problems = append(c.problems, act.Problem{Place: act.Place{File: c.flag}, Code: "bad-assumption", Text: text, Hint: hint})
}

func (c *assumptions) candidate(code string) {
	if _, known := c.m.byCode[code]; known {
		return
	}
	codes := c.m.sit.Candidates()
	c.refuse(code+" is not a candidate here"+didYouMean(code, codes), "the candidates are "+strings.Join(codes, ", "))
}

// input checks that something is called name and can have the value. The kinds are
// those worth suggesting.
func (c *assumptions) input(name, value string, kinds ...inputKind) {
	i, ok := c.m.input(name)
	if ok {
		c.value(name, value, c.m.inputs[i].values)
		return
	}
	var names []string
	for _, in := range c.m.inputs {
		if slices.Contains(kinds, in.kind) {
			names = append(names, in.name)
		}
	}
	shown := strings.TrimPrefix(name, "option.")
	if c.flag == "--assume" {
		shown = name
	}
	hint := "a case file lists its facts, clauses and gates"
	if len(names) <= 12 {
		hint = "it may be " + strings.Join(names, ", ")
	}
	near := act.Nearest(name, names)
	if c.flag == "--choose" {
		hint, near = strings.ReplaceAll(hint, "option.", ""), strings.TrimPrefix(near, "option.")
	}
	text := "nothing here is called " + shown
	if near != "" {
		text += " (did you mean " + near + "?)"
	}
	c.refuse(text, hint)
}

func (c *assumptions) value(name, value string, values []string) {
	if !slices.Contains(values, value) {
		c.refuse(fmt.Sprintf("%s cannot be %q%s", name, value, didYouMean(value, values)), "it may be "+strings.Join(values, ", "))
		return
	}
	if before, twice := c.taken[name]; twice && before != value {
		c.refuse(fmt.Sprintf("%s is assumed to be %s and to be %s", name, before, value), "assume one of them; compare two answers to see both")
	}
	c.taken[name] = value
}

func didYouMean(word string, among []string) string {
	if near := act.Nearest(word, among); near != "" {
		return " (did you mean " + near + "?)"
	}
	return ""
}

// with is the model under the query's assumptions; m is left as it is.
func (m *model) with(q Query) *model {
	c := *m
	c.said = m.said.Child()
	c.notes = append([]string(nil), m.notes...)
	c.inputs = append([]*input(nil), m.inputs...)
	c.actors = append([]*actor(nil), m.actors...)
	set := func(name, value string) {
		i, ok := c.input(name)
		if !ok {
			return
		}
		in := *c.inputs[i]
		for v, w := range in.values {
			if w == value {
				in.known, in.lift, in.contested, in.assumed, in.acts = v, false, false, true, nil
			}
		}
		c.inputs[i] = &in
	}
	for _, a := range q.Assume {
		name, value, _ := strings.Cut(a, "=")
		if code, isJoin := strings.CutPrefix(name, "joins."); isJoin {
			if i, ok := c.byCode[code]; ok {
				x := *c.actors[i]
				x.forced = map[string]int{"true": +1, "false": -1}[value]
				c.actors[i] = &x
			}
			continue
		}
		set(name, value)
	}
	for _, ch := range q.Choose {
		clause, option, _ := strings.Cut(ch, "=")
		set("option."+clause, option)
	}
	c.names = namer{&c}
	return &c
}
