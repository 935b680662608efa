package condition

// A Namer says atoms in words of the reader's language. Fact and Option return a
// clause ("there is a UN mandate", "there is no UN mandate"); holds and is say
// whether it is affirmed or denied. A Namer that is also a GroupNamer names groups.
type Namer interface {
	Actor(code string) string
	Fact(id string, holds bool) string
	Option(clause, value string, is bool) string
}

// A GroupNamer says a group as a plural: "members.OIC" → "members of the OIC"; "" when it
// knows none.
type GroupNamer interface {
	Group(name string) string
}

// Words says a condition back in plain words, so that an official can check it:
// "there is a UN mandate, and at least two of Saudi Arabia, Türkiye and Egypt join".
//
// Nothing is left to guess: "either" opens every choice of clauses; what belongs together
// more closely is parted by a weaker sign (spaces, commas, semicolons), and what
// would need a fourth stands in parentheses. Negations are said of the atoms, as people do:
// not (a and b) is said as: either not a or not b; and "not a or b" as: if a, then b.
func Words(e *Expr, n Namer) string { return WordsIn("en", e, n) }

// WordsIn is Words in a language; the namer speaks it too. One without a grammar here is
// answered in English.
func WordsIn(lang string, e *Expr, n Namer) string {
	var g grammar = english{}
	if other, ok := grammars[lang]; ok {
		g = other
	}
	return speaker{n, g}.say(e, true).text
}

type speaker struct {
	Namer
	grammar
}

// A passage is a clause with the strongest sign that parts anything in it: 0 none, 1 "and", "or"
// or a comma between words, 2 a comma before "and" or "or", 3 a semicolon.
type passage struct {
	text     string
	strength int
}

// say says that e holds, or that it does not.
func (s speaker) say(e *Expr, holds bool) passage {
	switch e.Op {
	case Leaf:
		return s.leaf(e.Atom, holds)
	case Not:
		return s.say(e.Kids[0], !holds)
	case And:
		return s.together(e.Kids, holds, !holds)
	case Or:
		return s.together(e.Kids, holds, holds)
	case AtLeast:
		q := howMany{e.K, len(e.Kids), len(e.Kids)}
		if !holds {
			q = howMany{0, e.K - 1, len(e.Kids)}
		}
		return s.count(q, e)
	}
	if (e.Op == True) == holds {
		return passage{text: s.always()}
	}
	return passage{text: s.never()}
}

func (s speaker) leaf(a Atom, holds bool) passage {
	switch a.Kind {
	case Fact:
		return s.clause(s.Fact(a.Name, holds))
	case Option:
		return s.clause(s.Option(a.Name, a.Value, holds))
	}
	return s.clause(s.several([]string{s.Actor(a.Name)}, a.Kind, holds, false))
}

// together says kids joined by "and", or by "or" when any is enough.
func (s speaker) together(kids []*Expr, holds, any bool) passage {
	if any {
		if p, ok := s.choice(kids, holds); ok {
			return p
		}
		if p, ok := s.implied(kids, holds); ok {
			return p
		}
	}
	var items []passage
	for len(kids) > 0 {
		item, rest := s.run(kids, holds, any)
		items, kids = append(items, item), rest
	}
	if len(items) == 1 {
		return items[0]
	}
	strength := 0
	for i, p := range items {
		items[i] = p.below(len(strengths))
		strength = max(strength, items[i].strength)
	}
	return passage{s.clauses(texts(items), any, strength), strength + 1}
}

// below puts a passage of some strength, or more, in parentheses.
func (p passage) below(strength int) passage {
	if p.strength < strength {
		return p
	}
	return passage{"(" + p.text + ")", 1}
}

// choice says a ? b : c, which has become (a and b) or (not a and c).
func (s speaker) choice(kids []*Expr, holds bool) (passage, bool) {
	if !holds || len(kids) != 2 || kids[0].Op != And || kids[1].Op != And || !not(kids[0].Kids[0]).Equal(kids[1].Kids[0]) {
		return passage{}, false
	}
	when := s.say(kids[0].Kids[0], true).below(2)
	then := s.together(kids[0].Kids[1:], true, false).below(2)
	otherwise := s.together(kids[1].Kids[1:], true, false).below(2)
	return passage{s.conditional(when.text, then.text, otherwise.text, true), 3}, true
}

// implied says "not a or b" as people do: if a, then b. What is denied must come first.
func (s speaker) implied(kids []*Expr, holds bool) (passage, bool) {
	n := 0
	for n < len(kids) && denied(kids[n], holds) {
		n++
	}
	if n == 0 || n == len(kids) {
		return passage{}, false
	}
	when := s.together(kids[:n], !holds, false).below(3)
	then := s.together(kids[n:], holds, true).below(3)
	if max(when.strength, then.strength) < 2 {
		return passage{s.conditional(when.text, then.text, "", false), 2}, true
	}
	return passage{s.conditional(when.text, then.text, "", true), 3}, true
}

// denied reports whether saying that k holds, or does not, begins with a denial; counts have their own words
// for it.
func denied(k *Expr, holds bool) bool {
	if k.Op == Not {
		return holds && k.Kids[0].Op != AtLeast
	}
	return !holds && k.Op != AtLeast
}

func texts(ps []passage) []string {
	ts := make([]string, len(ps))
	for i, p := range ps {
		ts[i] = p.text
	}
	return ts
}

// run takes the first kids that can be said in one: several actors who all join, "exactly two of …", or
// else one kid.
func (s speaker) run(kids []*Expr, holds, any bool) (passage, []*Expr) {
	if holds != any && len(kids) > 1 && kids[0].Op == AtLeast && kids[1].Op == Not {
		beyond := *kids[0]
		beyond.K++
		if beyond.Equal(kids[1].Kids[0]) {
			return s.count(exactly(kids[0].K, len(kids[0].Kids), holds), kids[0]), kids[2:]
		}
	}
	var names []string
	first, does, ok := actor(kids[0])
	for _, k := range kids {
		a, d, isActor := actor(k)
		if !ok || !isActor || a.Kind != first.Kind || d != does {
			break
		}
		names = append(names, s.Actor(a.Name))
	}
	if len(names) < 2 {
		return s.say(kids[0], holds), kids[1:]
	}
	return s.clause(s.several(names, first.Kind, does == holds, any)), kids[len(names):]
}

// exactly is k of a total, or any other number.
func exactly(k, total int, holds bool) howMany {
	switch {
	case holds:
		return howMany{k, k, total}
	case k <= 0:
		return howMany{k + 1, total, total}
	case k >= total:
		return howMany{0, k - 1, total}
	}
	return howMany{k + 1, k - 1, total}
}

// actor returns the atom of a joins or decided, and whether it is affirmed.
func actor(e *Expr) (a Atom, does, ok bool) {
	if does = e.Op != Not; !does {
		e = e.Kids[0]
	}
	return e.Atom, does, e.Op == Leaf && (e.Atom.Kind == Joins || e.Atom.Kind == Decided)
}

// count says that so many of the kids of an AtLeast hold.
func (s speaker) count(q howMany, e *Expr) passage {
	switch {
	case q.least <= 0 && q.most >= q.total:
		return passage{text: s.always()}
	case q.most < 0 && q.least == 0:
		return passage{text: s.never()}
	}
	var names []string
	first, does, ok := Atom{Kind: Joins}, true, true
	for i, k := range e.Kids {
		a, d, isActor := actor(k)
		if i == 0 {
			first, does = a, d
		}
		if ok = ok && isActor && a.Kind == first.Kind && d == does; !ok {
			break
		}
		names = append(names, s.Actor(a.Name))
	}
	switch {
	case e.Group != "":
		return s.clause(s.quantifiedGroup(q, s.group(e.Group, names), Joins))
	case ok:
		return s.clause(s.quantified(q, names, first.Kind, does))
	}
	items := make([]passage, len(e.Kids))
	for i, k := range e.Kids {
		items[i] = s.say(k, true).below(len(strengths))
	}
	return passage{s.quantifiedClauses(q, texts(items)), 1}
}

// group says a group and who of it is on record.
func (s speaker) group(name string, members []string) string {
	said := ""
	if g, ok := s.Namer.(GroupNamer); ok {
		said = g.Group(name)
	}
	if said == "" {
		said = s.plural(name)
	}
	return s.grouped(said, members)
}
