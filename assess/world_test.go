package assess_test

import (
	"fmt"
	"math/rand"
	"strings"

	"entente/act"
)

// The random cases that Coalition is held against, and the plainest possible
// reading of the same definitions: every world, every set of actors, one by one.

// cond is a condition of the test's own, so that the oracle shares no code with
// what it checks.
type cond struct {
	op   string // fact, option, joins, not, and, or, atleast
	n, v int
	kids []cond
}

func (c cond) text() string {
	var parts []string
	for _, k := range c.kids {
		parts = append(parts, k.text())
	}
	switch c.op {
	case "fact":
		return fmt.Sprintf("fact.f%d", c.n)
	case "option":
		return fmt.Sprintf(`option.c%d == "o%d"`, c.n, c.v)
	case "joins":
		return "joins." + code(c.n)
	case "not":
		return "!(" + parts[0] + ")"
	case "and":
		return "(" + strings.Join(parts, " && ") + ")"
	case "or":
		return "(" + strings.Join(parts, " || ") + ")"
	}
	return fmt.Sprintf("at_least(%d, [%s])", c.n, strings.Join(parts, ", "))
}

// true2 is two-valued: facts and options of one world, one set of members.
func (c cond) true2(w *world, s int) bool {
	n := 0
	for _, k := range c.kids {
		if k.true2(w, s) {
			n++
		}
	}
	switch c.op {
	case "fact":
		return w.fact[c.n]
	case "option":
		return w.option[c.n] == c.v
	case "joins":
		return s>>c.n&1 == 1
	case "not":
		return n == 0
	case "and":
		return n == len(c.kids)
	case "or":
		return n > 0
	}
	return n >= c.n
}

func code(i int) string { return string(rune('A' + i)) }

type world struct {
	fact   []bool
	option []int
	gate   []bool // by actor: its parliament has approved
	word   []bool // by actor: its own word is final
	weight []bool // by actor: its condition of unknown strength is a requirement
	effect []bool // by objection: a contested one bars
	reads  []int  // by actor: which of two contradicting words stands
}

type tterm struct {
	cond     cond
	strength act.Strength
}

type tactor struct {
	stance      string // supports, undecided, opposes, "" none, "both" contradicting supports and opposes
	terms       []tterm
	gate        string // "", open, approved, refused
	right       bool
	troops      int64
	inPrinciple bool
}

type tobjection struct {
	holder  int // -1 the host, whose consent is required; -2 a bystander; else an actor
	against int
	unless  *cond
}

type tneed struct {
	members, troops int64
	cond            *cond
}

type tcase struct {
	facts      []string // open, true, false, contested
	clauses    []tclause
	actors     []tactor
	objections []tobjection
	needs      []tneed
	rule       *cond
}

type tclause struct {
	options, draft, settled int // -1 none
}

// randomCase draws a small case.
func randomCase(r *rand.Rand) tcase {
	var c tcase
	for range r.Intn(3) {
		c.facts = append(c.facts, pick(r, "open", "open", "true", "false", "contested"))
	}
	for range r.Intn(3) {
		k := tclause{options: 2 + r.Intn(2), draft: -1, settled: -1}
		if r.Intn(2) == 0 {
			k.draft = r.Intn(k.options)
		} else if r.Intn(3) == 0 {
			k.settled = r.Intn(k.options)
		}
		c.clauses = append(c.clauses, k)
	}
	n := 1 + r.Intn(4)
	for i := range n {
		a := tactor{stance: pick(r, "supports", "supports", "supports", "supports", "undecided", "opposes", "", "both"), right: r.Intn(8) == 0}
		if r.Intn(2) == 0 {
			a.troops = int64(1+r.Intn(4)) * 100
		}
		if r.Intn(5) == 0 {
			a.gate = pick(r, "open", "approved", "refused")
		}
		if a.stance == "supports" {
			a.inPrinciple = r.Intn(10) == 0
			unknown := false
			for range r.Intn(3) {
				t := tterm{c.randomCond(r, i, n, 2), act.Strength(pick(r, "requirement", "requirement", "reservation", "preference", "unknown"))}
				if t.strength == act.Unsettled && unknown {
					t.strength = act.Mandatory
				}
				unknown = unknown || t.strength == act.Unsettled
				a.terms = append(a.terms, t)
			}
		}
		c.actors = append(c.actors, a)
	}
	if r.Intn(3) == 0 {
		o := tobjection{holder: r.Intn(n+2) - 2, against: r.Intn(n)}
		if o.holder != o.against {
			if r.Intn(3) == 0 {
				u := c.randomCond(r, -1, n, 1)
				o.unless = &u
			}
			c.objections = append(c.objections, o)
		}
	}
	for range r.Intn(3) {
		d := tneed{}
		switch r.Intn(3) {
		case 0:
			d.members = int64(1 + r.Intn(n+1))
		case 1:
			d.troops = int64(1+r.Intn(8)) * 100
		default:
			k := c.randomCond(r, -1, n, 2)
			d.cond = &k
		}
		c.needs = append(c.needs, d)
	}
	if r.Intn(8) == 0 {
		k := c.randomCond(r, -1, n, 1)
		c.rule = &k
	}
	return c
}

func pick(r *rand.Rand, of ...string) string { return of[r.Intn(len(of))] }

// randomCond draws a condition that does not name actor self.
func (c *tcase) randomCond(r *rand.Rand, self, n, depth int) cond {
	if depth > 0 && r.Intn(2) == 0 {
		k := cond{op: pick(r, "not", "and", "or", "atleast")}
		kids := 2 + r.Intn(2)
		if k.op == "not" {
			kids = 1
		}
		for range kids {
			k.kids = append(k.kids, c.randomCond(r, self, n, depth-1))
		}
		if k.op == "atleast" {
			k.n = 1 + r.Intn(kids)
		}
		return k
	}
	for {
		switch r.Intn(3) {
		case 0:
			if len(c.facts) > 0 {
				return cond{op: "fact", n: r.Intn(len(c.facts))}
			}
		case 1:
			if len(c.clauses) > 0 {
				i := r.Intn(len(c.clauses))
				return cond{op: "option", n: i, v: r.Intn(c.clauses[i].options)}
			}
		default:
			if i := r.Intn(n); i != self {
				return cond{op: "joins", n: i}
			}
			if n == 1 && len(c.facts)+len(c.clauses) == 0 {
				c.facts = []string{"open"}
			}
		}
	}
}

// acts writes the case as the acts a dossier would hold.
func (c *tcase) acts() []*act.Act {
	var acts []*act.Act
	add := func(id, actor, on string, b act.Body) *act.Act {
		a := &act.Act{ID: id, Kind: b.Kind(), Body: b, Place: act.Place{File: "random.yaml", Line: len(acts) + 1}}
		a.Actor, a.On = act.ActorRef(actor), act.MustDate(on)
		acts = append(acts, a)
		return a
	}
	noun := func(id string, b act.Body) { add(id, "", "2020", b) }
	if1 := func(k *cond) act.Condition {
		if k == nil {
			return act.Condition{}
		}
		return act.Condition{Text: k.text()}
	}
	noun("case", &act.Initiative{Title: "A case", Type: "force"})
	noun("HOST", &act.Actor{Name: "the host", Type: "state", Consent: "required"})
	noun("BYST", &act.Actor{Name: "a bystander", Type: "state"})
	for i, f := range c.facts {
		noun(fmt.Sprintf("f%d", i), &act.Fact{Asks: "is it so?"})
		say := func(who, holds string) {
			add(fmt.Sprintf("says-%s-%d", who, i), who, "2021-01-01", &act.Statement{Topic: "fact", Fact: act.FactRef(fmt.Sprintf("f%d", i)), Holds: holds})
		}
		switch f {
		case "true", "false":
			say("HOST", f)
		case "contested":
			say("HOST", "true")
			say("BYST", "false")
		}
	}
	for i, k := range c.clauses {
		b := &act.Clause{Asks: "how?"}
		for v := range k.options {
			b.Options = append(b.Options, act.Option{Value: fmt.Sprintf("o%d", v)})
		}
		if k.draft >= 0 {
			b.Draft = fmt.Sprintf("o%d", k.draft)
		}
		noun(fmt.Sprintf("c%d", i), b)
		if k.settled >= 0 {
			add(fmt.Sprintf("decides-%d", i), "HOST", "2021-01-01", &act.Decision{Title: "text", Outcome: "adopted",
				Settles: act.Choices{act.ClauseRef(fmt.Sprintf("c%d", i)): fmt.Sprintf("o%d", k.settled)}})
		}
	}
	for i, a := range c.actors {
		b := &act.Actor{Type: "state", Roles: []string{"candidate"}}
		if a.right {
			b.Admission = "right"
		}
		noun(code(i), b)
		p := &act.Position{Stance: a.stance, InPrinciple: a.inPrinciple}
		for _, t := range a.terms {
			p.Terms = append(p.Terms, act.Term{If: if1(&t.cond), Strength: t.strength})
		}
		switch a.stance {
		case "":
		case "both":
			add("yes-"+code(i), code(i), "2021-02-01", &act.Position{Stance: "supports"})
			add("no-"+code(i), code(i), "2021-02-01", &act.Position{Stance: "denies"})
		default:
			add("word-"+code(i), code(i), "2021-02-01", p)
		}
		if a.gate != "" {
			add("gate-"+code(i), code(i), "2020", &act.Gate{Body: "parliament"})
			if a.gate != "open" {
				add("vote-"+code(i), code(i), "2021-03-01", &act.Approval{Gate: act.GateRef("gate-" + code(i)), Result: a.gate})
			}
		}
		if a.troops > 0 {
			add("pledge-"+code(i), code(i), "2021-04-01", &act.Pledge{What: "troops", Amount: act.Quantity{Low: a.troops, High: a.troops}})
		}
	}
	for i, o := range c.objections {
		holder := map[int]string{-1: "HOST", -2: "BYST"}[o.holder]
		if o.holder >= 0 {
			holder = code(o.holder)
		}
		add(fmt.Sprintf("objection-%d", i), holder, "2021-05-01", &act.Objection{Against: []act.ActorRef{act.ActorRef(code(o.against))}, Unless: if1(o.unless)})
	}
	for i, d := range c.needs {
		noun(fmt.Sprintf("need-%d", i), &act.Requirement{Need: "a need", Members: d.members, Troops: d.troops, If: if1(d.cond)})
	}
	if c.rule != nil {
		noun("rule", &act.Rule{Type: "composition", Words: "a rule", If: if1(c.rule)})
	}
	return acts
}
