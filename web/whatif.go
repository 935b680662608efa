package web

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"entente/assess"
	"entente/brief"
	"entente/phrase"
	"entente/site"
)

// whatIf is what the page of a what-if shows.
type whatIf struct {
	c      *site.Case
	x      scenario
	base   *assess.Answer // as everything stands
	ans    *assess.Answer // as supposed
	groups []supposition
	why    string // the actor of whom the reader asks why
	part   bool   // it is sent to a page that is open already
}

// supposition is a group of inputs that can be supposed otherwise.
type supposition struct {
	word   string // key of its heading
	inputs []choice
}

// choice is one input with the values it can be given.
type choice struct {
	name, label, stands string
	values              []worded
	chosen              string
}

// worded is a value with how people say it.
type worded struct{ value, words string }

// whatIfPage shows the case as it would be if facts, options or joinings were
// otherwise: standings, map and road map. The scenario is the address. A page that is
// open already asks for the answer alone.
func whatIfPage(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	x := whatIf{c: c, x: readScenario(v.r.URL.Query(), ""), base: c.Glance(), why: v.r.URL.Query().Get("why")}
	if x.ans, err = suppose(v, c, x.x, x.why); err != nil {
		return nil, err
	}
	v.header.Set("Vary", "HX-Request")
	if v.r.Header.Get("HX-Request") == "true" && v.r.Header.Get("HX-History-Restore-Request") == "" {
		x.part = true
		p := v.casePage(c, "case.whatif", whatIfAnswer(v, &x))
		p.part = true
		return p, nil
	}
	x.groups = suppositions(v, &x)
	return v.casePage(c, "case.whatif", whatIfBody(v, &x)), nil
}

// suppositions are the facts, clauses and candidates of a case, each as it stands.
func suppositions(v *visit, x *whatIf) []supposition {
	facts, options, joins := supposition{word: "whatif.facts"}, supposition{word: "whatif.options"}, supposition{word: "whatif.joins"}
	yesNo := func(yes, no string) []worded { return []worded{{"true", v.say(yes)}, {"false", v.say(no)}} }
	for _, in := range x.base.Inputs {
		ch := choice{name: in.ID, label: v.in(x.base, in.Label), stands: v.say("whatif.stands." + in.State), chosen: x.x[in.ID]}
		switch in.Kind {
		case "fact":
			if in.State == "settled" {
				ch.stands = v.say("whatif.stands." + in.Value)
			}
			ch.values = yesNo("whatif.true", "whatif.false")
			facts.inputs = append(facts.inputs, ch)
		case "option":
			clause := x.c.Sit.Clauses[strings.TrimPrefix(in.ID, "option.")]
			for _, o := range clause.Body.Options {
				w := cmp.Or(o.Words, strings.ReplaceAll(o.Value, "_", " "))
				ch.values = append(ch.values, worded{o.Value, w})
				if o.Value == in.Value {
					ch.stands = phrase.Say(v.lang.Code, "{role}: {name}", ch.stands, "\u2068"+w+"\u2069") // it reads in its own direction
				}
			}
			ch.label = clause.Body.Asks
			options.inputs = append(options.inputs, ch)
		}
	}
	for _, a := range standings(x.base) {
		name := "joins." + a.ID
		joins.inputs = append(joins.inputs, choice{name, v.name(a.ID, a.Name), v.standing(a.Standing), yesNo("whatif.joins.true", "whatif.joins.false"), x.x[name]})
	}
	var all []supposition
	for _, g := range []supposition{facts, options, joins} {
		if len(g.inputs) > 0 {
			all = append(all, g)
		}
	}
	return all
}

// changed is an actor's standing in another answer, where it differs.
func changed(other *assess.Answer, a assess.Actor) brief.Standing {
	if was := other.Standing(a.ID); was != a.Standing {
		return was
	}
	return ""
}

// live is the map of an answer, made for a page that changes it as the reader
// supposes.
func live(ans *assess.Answer, lang string) []brief.Block {
	blocks := figure(ans.Brief().In(lang), "map")
	for i, b := range blocks {
		f := b.(brief.Figure)
		if m, ok := f.Picture.(brief.Map); ok {
			m.Live = true
			f.Picture = m
		}
		blocks[i] = f
	}
	return blocks
}

// at is the moment of the visit, as fields of a form that goes to a page.
func (v *visit) at() [][2]string {
	q, _ := url.ParseQuery(v.moment())
	var all [][2]string
	for _, key := range slices.Sorted(maps.Keys(q)) {
		all = append(all, [2]string{key, q.Get(key)})
	}
	return all
}

// with adds to a link what an address says further.
func with(link string, q url.Values) string {
	if len(q) == 0 {
		return link
	}
	if strings.Contains(link, "?") {
		return link + "&" + q.Encode()
	}
	return link + "?" + q.Encode()
}
