package web

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"entente/assess"
	"entente/condition"
	"entente/phrase"
	"entente/site"
)

// backWords is a condition said back: in words, or what is wrong with it.
type backWords struct {
	words string
	wrong []string
}

// sayCondition says a condition back in plain words, so that whoever wrote it can
// check that it says what is meant.
func sayCondition(lang string, c *site.Case, text string) backWords {
	if strings.TrimSpace(text) == "" {
		return backWords{}
	}
	e, problems := condition.Among(c.Acts, c.When.At.Last()).ParseText(text)
	var x backWords
	for _, p := range problems {
		if !p.Warning {
			p = p.In(lang)
			x.wrong = append(x.wrong, strings.Join(filled(p.Text, p.Hint), phrase.Say(lang, "; ")))
		}
	}
	if e != nil && len(x.wrong) == 0 {
		x.words = condition.WordsIn(lang, e, assess.Namer(lang, c.Sit))
	}
	return x
}

// conditionPart says a condition back to a form that is being filled in.
func conditionPart(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	p := v.casePage(c, "case.file", saidBack(v, sayCondition(v.lang.Code, c, v.r.URL.Query().Get("text"))))
	p.part, p.shown = true, site.Shown{} // it says back what was sent
	return p, nil
}

// buildable is one thing a condition can be built of.
type buildable struct{ cel, words string }

// questions are what conditions of a case can ask: facts, who joins, which options.
func questions(v *visit, c *site.Case) (groups []questionGroup) {
	n := assess.Namer(v.lang.Code, c.Sit)
	facts, joins, options := questionGroup{name: v.say("whatif.facts")}, questionGroup{name: v.say("whatif.joins")}, questionGroup{name: v.say("whatif.options")}
	for id := range c.Sit.Facts {
		facts.all = append(facts.all, buildable{"fact." + id, n.Fact(id, true)})
	}
	for _, code := range c.Sit.Candidates() {
		joins.all = append(joins.all, buildable{"joins." + code, v.say("build.joins", "who", n.Actor(code))})
	}
	for id, clause := range c.Sit.Clauses {
		for _, value := range clause.Body.Values() {
			options.all = append(options.all, buildable{fmt.Sprintf("option.%s == %q", id, value), n.Option(id, value, true)})
		}
	}
	order := v.lang.Order()
	for _, g := range []questionGroup{facts, joins, options} {
		if slices.SortFunc(g.all, func(a, b buildable) int { return cmp.Or(order(a.words, b.words), cmp.Compare(a.words, b.words)) }); len(g.all) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// questionGroup is a group of questions under its name.
type questionGroup struct {
	name string
	all  []buildable
}

// build adds to a condition what was chosen in its builder: all, any, none or at least
// so many of the questions, joined to what stands there. The condition is written in
// CEL; whoever chose need not know it.
func build(form url.Values, name, join string) string {
	part := ""
	chosen := form["build:"+name]
	list := strings.Join(chosen, ", ")
	switch how := form.Get("build:" + name + ":how"); {
	case len(chosen) == 0:
		return form.Get(name)
	case how == "none" && len(chosen) == 1:
		part = "!(" + chosen[0] + ")"
	case how == "none":
		part = "none([" + list + "])"
	case len(chosen) == 1:
		part = chosen[0]
	case how == "at_least":
		n, err := strconv.Atoi(strings.TrimSpace(form.Get("build:" + name + ":n")))
		if err != nil || n < 1 {
			n = 1
		}
		part = fmt.Sprintf("at_least(%d, [%s])", n, list)
	case how == "any":
		part = strings.Join(chosen, " || ")
	default:
		part = strings.Join(chosen, " && ")
	}
	before := strings.TrimSpace(form.Get(name))
	if before == "" {
		return part
	}
	sign := map[string]string{"and": " && ", "or": " || "}[join]
	return bracketed(before) + sign + bracketed(part)
}

// bracketed sets a condition of several parts in parentheses.
func bracketed(cel string) string {
	if strings.Contains(cel, "&&") || strings.Contains(cel, "||") || strings.Contains(cel, "?") || strings.Contains(cel, " and ") || strings.Contains(cel, " or ") {
		return "(" + cel + ")"
	}
	return cel
}

// inWords says every condition of an act back, by the words it is written in, for
// pages that show acts.
func inWords(lang string, c *site.Case) func(cel string) string {
	return func(cel string) string {
		if x := sayCondition(lang, c, cel); x.words != "" {
			return x.words
		}
		return cel
	}
}
