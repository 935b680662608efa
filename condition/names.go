package condition

import (
	"maps"
	"slices"
	"strings"

	"entente/act"
	"entente/gazetteer"
	"entente/phrase"
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
		r.say(t.place(), unknownFunction, act.Quote(t.said)+r.meant(t.said, functions))
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
		r.say(where, unknownFact, act.Quote(id), r.meant(id, r.Facts), r.known(r.words("facts"), r.Facts))
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
		r.say(where, unknownClause, act.Quote(id), r.meant(id, clauses), r.known(r.words("clauses"), clauses))
	case "members":
		if _, ok := r.group(t.said); ok {
			t.means = meaning{group, t.said}
			return
		}
		r.say(where, unknownGroup, act.Quote(id), r.meant(id, r.GroupNames), r.known(r.words("groups"), r.GroupNames))
	default:
		r.say(place{t.line, t.col, len(prefix)}, unknownPrefix, act.Quote(prefix)+r.meant(prefix, prefixes))
	}
}

// actor says what may have been meant by an unknown code: an actor spelt otherwise, or a
// State nobody declared.
func (r *resolver) actor(code string) (suggestion, hint string) {
	hint = r.known(r.words("actors"), r.Actors)
	if near := act.Nearest(code, r.Actors); strings.EqualFold(near, code) {
		return r.meant(code, r.Actors), hint
	}
	named := gazetteer.Resolve(strings.ReplaceAll(code, "_", " "))
	for _, m := range named {
		if slices.Contains(r.Actors, m.Code) {
			return r.words(" (did you mean %s?)", act.Quote(m.Code)), hint
		}
	}
	if len(named) > 0 {
		return "", r.words("%s is %s: declare it under actors", named[0].Code, r.keep().Name(gazetteer.Name(named[0].Code, "en"), func(lang string) string { return gazetteer.Name(named[0].Code, lang) }))
	}
	return r.meant(code, r.Actors), hint
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
	"unless": phrase.Key("a unless b is: a and not b"), "without": phrase.Key("a without b is: a and not b"),
	"if": phrase.Key(choiceRemedy), "then": phrase.Key(choiceRemedy), "else": phrase.Key(choiceRemedy), "otherwise": phrase.Key(choiceRemedy), "when": phrase.Key(choiceRemedy),
	"but": phrase.Key("write and"), "with": phrase.Key("write and"), "while": phrase.Key("write and"),
	"neither": phrase.Key("neither a nor b is: not a and not b"), "nor": phrase.Key("neither a nor b is: not a and not b"),
	"xor": phrase.Key(eitherRemedy), "either": phrase.Key(eitherRemedy), "both": phrase.Key("leave it out: a and b"),
	"is": phrase.Key("write =="), "equals": phrase.Key("write =="),
	"at": phrase.Key(countRemedy), "least": phrase.Key(countRemedy), "most": phrase.Key(countRemedy), "of": phrase.Key(countRemedy), "than": phrase.Key(countRemedy), "more": phrase.Key(countRemedy),
	"yes": phrase.Key("write true, or the condition alone"), "no": phrase.Key("write false, or not before the condition"),
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
		r.say(t.place(), bareName, act.Quote(t.said), r.words("a name follows after a dot, without spaces: %s.%s", t.said, example[t.said]))
	case slices.Contains(r.Actors, t.said):
		r.say(t.place(), bareName, act.Quote(t.said), r.words("did you mean %s?", "joins."+t.said))
	case slices.Contains(r.Facts, t.said):
		r.say(t.place(), bareName, act.Quote(t.said), r.words("did you mean %s?", "fact."+t.said))
	case clause:
		r.say(t.place(), bareName, act.Quote(t.said), r.words("did you mean %s?", "option."+t.said))
	default:
		hint := remedies[strings.ToLower(t.said)]
		if hint == "" {
			hint = phrase.Key("conditions are written with and, or, not, parentheses and names such as fact.un_mandate, joins.SAU")
		}
		r.say(t.place(), unknownWord, act.Quote(t.said), r.words(hint))
	}
}

// meant is the end of a message about an unknown word: what it may be instead.
func (r *report) meant(word string, among []string) string {
	if n := act.Nearest(word, among); n != "" {
		return r.words(" (did you mean %s?)", act.Quote(n))
	}
	return ""
}

// known lists what is declared.
func (r *report) known(what string, names []string) string {
	if len(names) == 0 {
		return r.words("no %s are known here", what)
	}
	return r.words("the %s known here are %s", what, act.List(r.keep(), names))
}

func sorted(options map[string][]string) []string {
	return slices.Sorted(maps.Keys(options))
}
