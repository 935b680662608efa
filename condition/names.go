package condition

import (
	"maps"
	"slices"
	"strings"

	"entente/act"
	"entente/gazetteer"
)

// A meaning is what a name refers to.
type meaning struct {
	sort sort
	name string // the fact, code, clause, group or function
}

type sort uint8

const (
	unknown  sort = iota // reported
	fact                 // fact.x
	joins                // joins.X
	decided              // decided.X
	option               // option.c
	group                // members.G, candidates
	function             // at_least
)

// prefixes are the words before a dot.
var prefixes = []string{"fact", "joins", "decided", "option", "members"}

// example is a name after each prefix, for messages.
var example = map[string]string{"fact": "un_mandate", "joins": "SAU", "decided": "SAU", "option": "scope", "members": "OIC"}

// everyone is the list of all candidates.
const everyone = "candidates"

// A resolver gives every name of a text its meaning, and reports those without. It looks
// at tokens, not at what is built of them, so that a misspelt name is found beside a
// missing parenthesis.
type resolver struct {
	*report
	*Scope
	tokens []token
}

func (r *resolver) resolve() {
	values := false // within the list after in
	for i := range r.tokens {
		if r.full {
			return // looking for what was meant takes time
		}
		t := &r.tokens[i]
		var prev, next token
		if i > 0 {
			prev = r.tokens[i-1]
		}
		if i+1 < len(r.tokens) {
			next = r.tokens[i+1]
		}
		switch {
		case t.said == "[":
			values = prev.kind == in
		case t.said == "]":
			values = false
		case t.kind != name:
		case next.said == "(":
			r.function(t)
		case strings.Contains(t.said, "."):
			r.dotted(t)
		case t.said == everyone:
			t.means = meaning{group, everyone}
		case prev.said == "." || next.said == ".":
			t.kind = wrong // the dot is reported
		default:
			r.bare(t, values || i > 0 && prev.kind == equals)
		}
	}
}

// function resolves a name before a parenthesis.
func (r *resolver) function(t *token) {
	prefix, rest, dotted := strings.Cut(t.said, ".")
	switch {
	case slices.Contains(functions, t.said):
		t.means = meaning{function, t.said}
	case dotted && slices.Contains(prefixes, prefix) && prefix != "option" && prefix != "members":
		r.say(t.place(), called, act.Quote(t.said), prefix+"."+rest)
	case slices.Contains(prefixes, t.said):
		r.say(t.place(), called, act.Quote(t.said), t.said+"."+example[t.said])
	default:
		r.say(t.place(), unknownFunction, act.Quote(t.said)+meant(t.said, functions))
	}
}

// dotted resolves fact.x, joins.X, decided.X, option.c, members.G.
func (r *resolver) dotted(t *token) {
	prefix, id, _ := strings.Cut(t.said, ".")
	where := place{t.line, t.col + len(prefix) + 1, len(id)} // of the id: names are ASCII
	switch prefix {
	case "fact":
		if slices.Contains(r.Facts, id) {
			t.means = meaning{fact, id}
			return
		}
		r.say(where, unknownFact, act.Quote(id), meant(id, r.Facts), known("facts", r.Facts))
	case "joins", "decided":
		if slices.Contains(r.Actors, id) {
			t.means = meaning{joins, id}
			if prefix == "decided" {
				t.means.sort = decided
			}
			return
		}
		suggestion, hint := r.actor(id)
		r.say(where, unknownActor, act.Quote(id), suggestion, hint)
	case "option":
		if _, ok := r.Options[id]; ok {
			t.means = meaning{option, id}
			return
		}
		clauses := sorted(r.Options)
		r.say(where, unknownClause, act.Quote(id), meant(id, clauses), known("clauses", clauses))
	case "members":
		if _, ok := r.group(t.said); ok {
			t.means = meaning{group, t.said}
			return
		}
		r.say(where, unknownGroup, act.Quote(id), meant(id, r.GroupNames), known("groups", r.GroupNames))
	default:
		r.say(place{t.line, t.col, len(prefix)}, unknownPrefix, act.Quote(prefix)+meant(prefix, prefixes))
	}
}

// actor says what may have been meant by an unknown code: an actor spelt otherwise, or a
// State nobody declared.
func (r *resolver) actor(code string) (suggestion, hint string) {
	hint = known("actors", r.Actors)
	if near := act.Nearest(code, r.Actors); strings.EqualFold(near, code) {
		return meant(code, r.Actors), hint
	}
	named := gazetteer.Resolve(strings.ReplaceAll(code, "_", " "))
	for _, m := range named {
		if slices.Contains(r.Actors, m.Code) {
			return " (did you mean " + act.Quote(m.Code) + "?)", hint
		}
	}
	if len(named) > 0 {
		return "", named[0].Code + " is " + gazetteer.Name(named[0].Code, "en") + ": declare it under actors"
	}
	return meant(code, r.Actors), hint
}

// group returns the actors of a list, by its whole name.
func (s *Scope) group(name string) ([]string, bool) {
	if name == everyone {
		return s.Candidates, true
	}
	if s.Groups == nil {
		return nil, false
	}
	return s.Groups(strings.TrimPrefix(name, "members."))
}

// remedies are what to write instead of words people try.
var remedies = map[string]string{
	"unless": "a unless b is: a and not b", "without": "a without b is: a and not b",
	"if": choiceRemedy, "then": choiceRemedy, "else": choiceRemedy, "otherwise": choiceRemedy, "when": choiceRemedy,
	"but": "write and", "with": "write and", "while": "write and",
	"neither": "neither a nor b is: not a and not b", "nor": "neither a nor b is: not a and not b",
	"xor": eitherRemedy, "either": eitherRemedy, "both": "leave it out: a and b",
	"is": "write ==", "equals": "write ==",
	"at": countRemedy, "least": countRemedy, "most": countRemedy, "of": countRemedy, "than": countRemedy, "more": countRemedy,
	"yes": "write true, or the condition alone", "no": "write false, or not before the condition",
}

const (
	choiceRemedy = "a ? b : c says: if a, then b, otherwise c"
	eitherRemedy = "either is left out: a or b; one but not both is: exactly(1, [a, b])"
	countRemedy  = "to count, write " + exampleCount
)

// bare reports a word without a dot: a name without its prefix, an option without its quotation
// marks, or nothing known.
func (r *resolver) bare(t *token, value bool) {
	t.kind = wrong
	_, clause := r.Options[t.said]
	switch {
	case value:
		r.say(t.place(), bareValue, act.Quote(t.said), t.said)
	case slices.Contains(prefixes, t.said):
		r.say(t.place(), bareName, act.Quote(t.said), "a name follows after a dot, without spaces: "+t.said+"."+example[t.said])
	case slices.Contains(r.Actors, t.said):
		r.say(t.place(), bareName, act.Quote(t.said), "did you mean joins."+t.said+"?")
	case slices.Contains(r.Facts, t.said):
		r.say(t.place(), bareName, act.Quote(t.said), "did you mean fact."+t.said+"?")
	case clause:
		r.say(t.place(), bareName, act.Quote(t.said), "did you mean option."+t.said+"?")
	default:
		hint := remedies[strings.ToLower(t.said)]
		if hint == "" {
			hint = "conditions are written with and, or, not, parentheses and names such as fact.un_mandate, joins.SAU"
		}
		r.say(t.place(), unknownWord, act.Quote(t.said), hint)
	}
}

// meant is the end of a message about an unknown word: what it may be instead.
func meant(word string, among []string) string {
	if n := act.Nearest(word, among); n != "" {
		return " (did you mean " + act.Quote(n) + "?)"
	}
	return ""
}

// known lists what is declared.
func known(what string, names []string) string {
	if len(names) == 0 {
		return "no " + what + " are known here"
	}
	return "the " + what + " known here are " + act.List(names)
}

func sorted(options map[string][]string) []string {
	return slices.Sorted(maps.Keys(options))
}
