package assess

import (
	"slices"
	"strings"

	"entente/act"
	"entente/condition"
	"entente/phrase"
	"entente/situation"
)

// A model is the situation as the engine sees it: inputs with the value on record
// or none, candidates with their terms, objections and pledges, and the needs of
// the initiative. Building it compiles every condition once; a what-if changes
// only the inputs' values.
type model struct {
	sit    *situation.Situation
	atoms  *phrase.Said // how the atoms of conditions are said
	said   *phrase.Said // and everything else
	names  namer
	inputs []*input
	byName map[string]int
	actors []*actor
	byCode map[string]int
	bars   []*bar
	rules  []*rule
	needs  []*need
	whole  []*expr  // by actor: all that must hold for it to join
	minds  [][]int  // by actor: the others whose terms hold rather without it
	calls  [][]int  // by actor: those with a right of admission whose terms hold rather with it
	force  *force   // units against lines; nil where no line is on record
	notes  []string // what was left open and why, said in the answer
}

// An input is something open or settled from outside the coalition: a fact, a
// clause, a gate, an actor's own final word, the weight of a condition, the effect
// of an objection, which of two contradicting words stands.
type input struct {
	kind      inputKind
	name      string   // "fact.un_mandate", "option.disarmament", "gate.pak-parliament"
	values    []string // for yes-or-no inputs: "false", "true"
	known     int      // index of the value on record; -1 when open
	draft     int      // clauses: the option of the draft; -1 for none
	steps     []int    // values a step can bring about while it is open
	lift      bool     // known, yet a step can change it: a standing objection
	acts      []*act.Act
	against   []*act.Act // contested: the acts for the other value
	contested bool
	assumed   bool
	used      bool   // some condition names it: an answer can turn on it
	owner     string // the actor it belongs to, for gates and words
	hard      int
}

type inputKind string

const (
	factInput    inputKind = "fact"
	clauseInput  inputKind = "option"
	gateInput    inputKind = "gate"
	wordInput    inputKind = "word"    // the actor's final word
	weightInput  inputKind = "weight"  // requirement, or reservation only
	effectInput  inputKind = "effect"  // whether a contested objection bars
	barInput     inputKind = "bar"     // a standing objection that bars until lifted
	readingInput inputKind = "reading" // which of contradicting words stands
	caveatInput  inputKind = "caveat"  // a caveat that keeps units from a line until lifted
	supplyInput  inputKind = "pledge"  // whether somebody pledges what a line lacks
)

// actor is a candidate.
type actor struct {
	code      string
	def       *act.Act
	right     bool  // admitted by right once its terms hold
	decided   *expr // every gate that must approve has, and its own word is final
	terms     []*term
	word      *act.Act // the word that moves its standing; nil when it has not spoken
	firm      bool     // it has committed itself
	principle bool     // agreed in principle only
	contested bool     // its own words contradict each other
	refuses   bool     // its word is no
	forced    int      // what-if: +1 joins whatever its terms, -1 does not join
	pledges   []*pledge
	occursNeg bool // somebody's terms, or a rule, hold rather without it
}

// term is one condition of an actor with its weight.
type term struct {
	expr     *expr
	strength act.Strength
	weight   int // input that says whether an unsettled strength is a requirement; -1
	reading  int // input and value under which this term stands; -1
	reads    int
	act      *act.Act
	text     string // the condition as written
	says     string // the condition in words
}

// bar is an objection that keeps an actor out while expr does not hold.
type bar struct {
	against int
	holder  string
	unless  *expr
	input   int // bar or effect input
	act     *act.Act
	says    string
}

type pledge struct {
	troops int64
	when   *expr
	act    *act.Act
}

// rule is an adopted rule over the coalition.
type rule struct {
	expr *expr
	act  *act.Act
	says string
}

// need is one requirement of the initiative.
type need struct {
	must    bool
	expr    *expr // always when it only counts
	members int64
	troops  int64
	act     *act.Act
	says    string
	line    int // of the plan of forces; -1 for other needs
}

func (m *model) input(name string) (int, bool) {
	i, ok := m.byName[name]
	return i, ok
}

func (m *model) addInput(in *input) int {
	m.inputs = append(m.inputs, in)
	m.byName[in.name] = len(m.inputs) - 1
	return len(m.inputs) - 1
}

// yesNo makes an input with the values false and true.
func yesNo(kind inputKind, id string, v situation.Value) *input {
	in := &input{kind: kind, name: string(kind) + "." + id, values: []string{"false", "true"}, known: -1, draft: -1}
	switch v {
	case situation.True:
		in.known = 1
	case situation.False:
		in.known = 0
	case situation.Contested:
		in.contested = true
	}
	return in
}

// build makes the model of a situation. Conditions that do not compile are
// problems: the dossier's checker finds them first, a register might still hold one.
func build(s *situation.Situation) (*model, act.Problems) {
	m := &model{sit: s, atoms: phrase.New(), byName: map[string]int{}, byCode: map[string]int{}}
	m.said, m.names = m.atoms.Child(), namer{m}
	for _, code := range s.Candidates() {
		a := &actor{code: code, def: s.Actors[code], word: s.Latest(code), firm: s.Committed[code] != nil}
		a.right = a.def.Body.(*act.Actor).Admission == "right"
		m.byCode[code] = len(m.actors)
		m.actors = append(m.actors, a)
	}
	m.addFacts()
	m.addClauses()
	c := compiler{m: m, scope: condition.Among(s.Acts, s.At.Last())}
	for _, a := range m.actors {
		m.addDecided(a) // before any condition names decided.X
	}
	for _, a := range m.actors {
		c.addTerms(a)
	}
	c.addObjections()
	c.addForce()
	c.addNeeds()
	m.markUses()
	return m, c.problems
}

func (m *model) addFacts() {
	for _, id := range sortedKeys(m.sit.Facts) {
		f := m.sit.Facts[id]
		in := yesNo(factInput, id, f.Value)
		in.steps = []int{1, 0}
		in.acts, in.against, in.hard = f.For, f.Against, f.Body.Hard
		if f.Value == situation.False {
			in.acts = f.Against
		}
		m.addInput(in)
	}
}

func (m *model) addClauses() {
	for _, id := range sortedKeys(m.sit.Clauses) {
		c := m.sit.Clauses[id]
		in := &input{kind: clauseInput, name: "option." + id, values: c.Body.Values(), known: -1, draft: -1, hard: c.Body.Hard, acts: []*act.Act{c.Act}}
		in.draft = slices.Index(in.values, c.Body.Draft)
		if c.Settled != "" {
			in.known = slices.Index(in.values, c.Settled)
			in.acts = []*act.Act{c.By}
		}
		for v := range in.values {
			if v != in.draft {
				in.steps = append(in.steps, v)
			}
		}
		m.addInput(in)
	}
}

// compiler turns the texts of a situation into expressions.
type compiler struct {
	m        *model
	scope    *condition.Scope
	problems act.Problems
}

// expr compiles a condition; an empty one always holds. One that cannot be read
// never holds, and is a problem.
func (c *compiler) expr(cond act.Condition) (*expr, string) {
	if cond.IsZero() {
		return always, ""
	}
	tree, problems := c.scope.Parse(cond)
	if tree == nil || problems.Refuse() {
		c.problems = append(c.problems, problems...)
		return never, cond.Text
	}
	return c.m.ground(tree), c.m.words(tree)
}

// ground numbers the atoms of a condition.
func (m *model) ground(e *condition.Expr) *expr {
	kids := make([]*expr, len(e.Kids))
	for i, kid := range e.Kids {
		kids[i] = m.ground(kid)
	}
	switch e.Op {
	case condition.True:
		return always
	case condition.False:
		return never
	case condition.Not:
		return neg(kids[0])
	case condition.And:
		return all(kids...)
	case condition.Or:
		return any1(kids...)
	case condition.AtLeast:
		return count(e.K, kids)
	}
	return m.atom(e.Atom)
}

func (m *model) atom(a condition.Atom) *expr {
	switch a.Kind {
	case condition.Fact:
		return has(m.byName["fact."+a.Name], 1)
	case condition.Option:
		i := m.byName["option."+a.Name]
		return has(i, slices.Index(m.inputs[i].values, a.Value))
	case condition.Joins:
		if i, ok := m.byCode[a.Name]; ok {
			return member(i)
		}
		m.note(m.said.Say("{who} is named in a condition but is not a candidate; it is taken as not joining", m.names.Actor(a.Name)))
		return never
	}
	if i, ok := m.byCode[a.Name]; ok && m.actors[i].decided != nil {
		return m.actors[i].decided
	}
	return never
}

func (m *model) note(s string) {
	if !slices.Contains(m.notes, s) {
		m.notes = append(m.notes, s)
	}
}

// markUses finds the inputs that some condition names, and the actors whose
// absence helps somebody.
func (m *model) markUses() {
	mark := func(e *expr) {
		e.leaves(false, func(l leaf) {
			switch {
			case l.in >= 0:
				m.inputs[l.in].used = true
			case l.negative:
				m.actors[l.v].occursNeg = true
			}
		})
	}
	m.minds, m.calls = make([][]int, len(m.actors)), make([][]int, len(m.actors))
	for i := range m.actors {
		e := m.join(i)
		m.whole = append(m.whole, e)
		e.leaves(false, func(l leaf) {
			switch {
			case l.in >= 0:
			case l.negative && !slices.Contains(m.minds[l.v], i):
				m.minds[l.v] = append(m.minds[l.v], i)
			case !l.negative && m.actors[i].right:
				m.calls[l.v] = append(m.calls[l.v], i)
			}
		})
	}
	for _, a := range m.actors {
		mark(a.decided)
		for _, p := range a.pledges {
			mark(p.when)
		}
		for _, t := range a.terms {
			mark(t.expr)
		}
	}
	for _, b := range m.bars {
		mark(b.unless)
	}
	for _, r := range m.rules {
		mark(r.expr)
	}
	for _, n := range m.needs {
		mark(n.expr)
	}
	if m.force != nil {
		for _, e := range m.force.exprs {
			mark(e)
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, strings.Compare)
	return keys
}
