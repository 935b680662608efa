package assess

import (
	"context"
	"slices"
	"strings"

	"entente/act"
	"entente/logic"
	"entente/phrase"
	"entente/situation"
	"entente/sourcing"
)

// force is the plan of units against lines as the model sees it.
type force struct {
	*sourcing.Plan
	exprs map[act.Condition]*expr // conditions of pledges and caveats
	says  map[act.Condition]string
	kept  map[string][]*expr // by actor that is no candidate: what must hold so that nobody keeps it out
}

// line is the number of a requirement's line, -1 for other needs.
func (f *force) line(a *act.Act) int {
	if f == nil {
		return -1
	}
	return slices.IndexFunc(f.Lines, func(l *sourcing.Line) bool { return l.Act == a })
}

// needs is the line of a supply input, in words.
func (f *force) needs(in *input) string { return in.acts[0].Body.(*act.Requirement).Need }

// addForce reads the lines and the units, and makes the inputs that they turn on:
// caveats, which stand until lifted, and for each line whether somebody pledges what
// it lacks.
func (c *compiler) addForce() {
	m := c.m
	plan := sourcing.Read(m.sit, m.said)
	if len(plan.Lines) == 0 {
		return
	}
	m.force = &force{plan, map[act.Condition]*expr{}, map[act.Condition]string{}, map[string][]*expr{}}
	know := func(cond act.Condition) {
		if _, known := m.force.exprs[cond]; !known {
			m.force.exprs[cond], m.force.says[cond] = c.expr(cond)
		}
	}
	owners := map[string]bool{}
	for _, u := range plan.Units {
		know(u.Body.If)
		owners[u.Owner] = true
	}
	for _, a := range m.sit.Caveats {
		if b := a.Body.(*act.Caveat); b.Computed() && owners[string(a.Actor)] {
			know(b.Unless)
			m.addInput(&input{kind: caveatInput, name: "caveat." + a.ID, values: []string{"lifted", "stands"}, known: 1, draft: -1,
				steps: []int{0}, lift: true, acts: []*act.Act{a}, owner: string(a.Actor), hard: b.Hard})
		}
	}
	for _, l := range plan.Lines {
		m.addInput(&input{kind: supplyInput, name: "pledge." + l.ID(), values: []string{"false", "true"}, known: 0, draft: -1,
			steps: []int{1}, lift: true, acts: []*act.Act{l.Act}})
	}
	c.objectToContributors(owners)
}

// objectToContributors gives objections their effect against actors whose joining is
// not in question and who pledge units.
func (c *compiler) objectToContributors(owners map[string]bool) {
	m := c.m
	for _, o := range m.sit.Objections {
		b := o.Body.(*act.Objection)
		unless, _ := c.expr(b.Unless)
		if b.Unless.IsZero() {
			unless = never
		}
		consent := ""
		if def := m.sit.Actors[string(o.Actor)]; def != nil {
			consent = def.Body.(*act.Actor).Consent
		}
		for _, code := range b.Against {
			against := string(code)
			if _, candidate := m.byCode[against]; candidate || !owners[against] || b.Effect == "advisory" {
				continue
			}
			in := &input{kind: effectInput, values: []string{"lifted", "stands"}, known: -1, draft: -1, steps: []int{0}, contested: true,
				acts: []*act.Act{o}, owner: string(o.Actor), hard: b.Hard}
			if effectOf(b, consent, false) == "blocks" {
				in.kind, in.known, in.lift, in.contested = barInput, 1, true, false
			}
			in.name = string(in.kind) + "." + o.ID + "." + against
			m.force.kept[against] = append(m.force.kept[against], any1(has(m.addInput(in), 0), unless))
		}
	}
}

// liftWords says who lifts a caveat, and how long that takes.
func (m *model) liftWords(a *act.Act, b *act.Caveat) string {
	by := a.Actor
	if b.LiftedBy != "" {
		by = b.LiftedBy
	}
	says := m.said.Say("{who} lifts the caveat “{words}”", m.names.Actor(string(by)), b.Words)
	if b.LiftedBy != "" && b.LiftedBy != a.Actor {
		says = m.said.Say("{who} lifts the caveat “{words}” of {whose}", m.names.Actor(string(by)), b.Words, m.names.Actor(string(a.Actor)))
	}
	if b.Days > 0 {
		says = m.said.Say("{what}, which takes {n} days", says, b.Days)
	}
	return says
}

// ground is the form as the plan of forces asks it.
type ground struct {
	*form
	bound map[*act.Act]logic.Lit
}

// Takes is that the actor joins; one that is no candidate takes part unless kept out.
func (g ground) Takes(actor string) logic.Formula {
	if i, ok := g.m.byCode[actor]; ok {
		return logic.Is(g.x[i])
	}
	var parts []logic.Formula
	for _, e := range g.m.force.kept[actor] {
		parts = append(parts, g.holds(e))
	}
	return logic.And(parts...)
}

// Holds is that the condition is known to hold.
func (g ground) Holds(c act.Condition) logic.Formula { return g.holds(g.m.force.exprs[c]) }

// Lifted is that the caveat is lifted.
func (g ground) Lifted(c *act.Act) logic.Lit { return g.settled[g.m.byName["caveat."+c.ID]][0] }

// Pledged is that somebody pledges what the line lacks.
func (g ground) Pledged(l *act.Act) logic.Lit { return g.settled[g.m.byName["pledge."+l.ID]][1] }

// Bound is that the rule of composition binds.
func (g ground) Bound(r *act.Act) logic.Lit { return g.bound[r] }

// addForce writes the plan into the form.
func (f *form) addForce() {
	g := ground{f, map[*act.Act]logic.Lit{}}
	for _, c := range f.m.force.Rules {
		if c.Binds {
			s := f.New(c.Act.ID)
			g.bound[c.Act] = s
			f.keep(selector{lit: s, kind: ofRule, rule: &rule{always, c.Act, c.Body.Words}})
		}
	}
	f.rows = f.m.force.Encode(f.Form, g)
}

// lacking says of each line that is not filled how much of it there is at least.
func (f *form) lacking(m logic.Model) map[string]string {
	out := map[string]string{}
	worst := map[string]int64{}
	for _, k := range f.rows.Lacks(m) {
		if id := f.rows.Lines[k.Line].ID(); k.Missing > worst[id] {
			worst[id] = k.Missing
			out[id] = f.m.said.Say("{there} of {need} {what}", act.Grouped(k.There), act.Grouped(k.Of.Need), f.m.said.Record(phrase.Value, k.Of.Of))
		}
	}
	return out
}

// nowLines says which lines those fill who are in by themselves.
func (r *run) nowLines(o *Outcome) {
	assume := with(r.f.firm, r.f.asStands()...)
	for i, x := range r.f.x {
		if r.joined.joins[i] != logic.True {
			x = x.Not()
		}
		assume = append(assume, x)
	}
	if best, _ := r.best(phrase.Key("the lines filled by those who are in"), assume); best.Members != nil {
		o.Lines, o.Coverage = best.Lines, best.Coverage
	}
	for _, n := range r.m.needs {
		if n.must && n.line >= 0 && !slices.Contains(o.Lines, n.act.ID) {
			o.Unmet = append(o.Unmet, n.act.ID)
		}
	}
}

// A Muster is a case's form as package forces asks it: who joins and on what terms,
// and which units fill which lines. Its form has no stages; what is best is for
// forces to say.
type Muster struct {
	*logic.Form
	*sourcing.Rows
	r *run
}

// Muster gives the form; nil where no line of a statement of requirements is on
// record.
func (s *Session) Muster(ctx context.Context, q Query) *Muster {
	r := newRun(ctx, s.m.with(q), q)
	if r.f.rows == nil {
		return nil
	}
	r.joined, r.wave = r.m.now(ctx)
	return &Muster{r.f.WithoutStages(), r.f.rows, r}
}

// Stands are the assumptions under which everything stands: what is on record, the
// draft, every objection and caveat.
func (m *Muster) Stands() []logic.Lit { return with(m.r.f.firm, m.r.f.asStands()...) }

// Reach are the assumptions under which everything open may go as is best;
// objections and caveats stand, and nothing further is pledged.
func (m *Muster) Reach() []logic.Lit { return m.r.reachable() }

// Steps are the steps somebody can take, with their literals.
func (m *Muster) Steps() ([]logic.Lit, []Step) {
	var lits []logic.Lit
	var steps []Step
	for _, s := range m.r.f.steps {
		lits, steps = append(lits, s.lit), append(steps, m.r.step(s))
	}
	return lits, steps
}

// Record is what stands on record and no step of forces' changes.
func (m *Muster) Record() []logic.Lit { return with(m.r.f.firm, m.r.f.drafted) }

// Composition are the selectors of the rules of composition that bind.
func (m *Muster) Composition() []logic.Lit {
	var lits []logic.Lit
	for _, s := range m.r.f.selector {
		if s.kind == ofRule && s.rule.act.Body.(*act.Rule).Composes() {
			lits = append(lits, s.lit)
		}
	}
	return lits
}

// Lift are the assumptions that take a caveat away.
func (m *Muster) Lift(caveat string) []logic.Lit {
	i, ok := m.r.m.input("caveat." + caveat)
	if !ok {
		return nil
	}
	return []logic.Lit{m.r.f.stands[i].Not(), m.r.f.settled[i][0]}
}

// Unmet counts the musts that are not met, and Conceded what members join without.
func (m *Muster) Unmet() []logic.Term {
	var terms []logic.Term
	for k, n := range m.r.m.needs {
		if n.must {
			terms = append(terms, logic.Term{Weight: 1, Lit: m.r.f.needs[k].Not()})
		}
	}
	return terms
}

// Conceded weighs what members join without.
func (m *Muster) Conceded() []logic.Term { return m.r.f.concede }

// Members are the candidates that join, to be counted.
func (m *Muster) Members() []logic.Term { return m.r.f.members() }

// Needs are the musts of the initiative by id, in words.
func (m *Muster) Needs() map[string]string {
	out := map[string]string{}
	for _, n := range m.r.m.needs {
		out[n.act.ID] = n.says
	}
	return out
}

// Need is the literal that a need of the initiative is met.
func (m *Muster) Need(id string) (logic.Lit, bool) {
	for k, n := range m.r.m.needs {
		if n.act.ID == id {
			return m.r.f.needs[k], true
		}
	}
	return 0, false
}

// Joins is the literal that a candidate joins; false for an actor whose joining is not
// in question.
func (m *Muster) Joins(code string) (logic.Lit, bool) {
	i, ok := m.r.m.byCode[code]
	if !ok {
		return 0, false
	}
	return m.r.f.x[i], true
}

// Outcome is the coalition of a model.
func (m *Muster) Outcome(model logic.Model) Outcome { return m.r.outcome(model) }

// Keeps says why an actor does not take part as everything stands, in the parts of a
// minimal conflict.
func (m *Muster) Keeps(code string) []ConflictPart {
	if i, ok := m.r.m.byCode[code]; ok {
		plain := m.r.f.WithoutStages()
		for _, set := range m.r.blame(plain, []logic.Lit{m.r.f.x[i]}, false, 1).Sets {
			return m.r.conflict(code, set, true).Parts
		}
		return nil
	}
	var parts []ConflictPart
	for _, in := range m.r.m.inputs {
		if (in.kind == barInput || in.kind == effectInput) && strings.HasSuffix(in.name, "."+code) {
			reason := m.r.m.inputReason(in)
			parts = append(parts, ConflictPart{ID: in.name, Statement: reason.Statement, Input: in.name, Actor: in.owner, Cites: reason.Cites})
		}
	}
	return parts
}

// Condition says a pledge's condition in words.
func (m *Muster) Condition(c act.Condition) string {
	return m.r.m.force.says[c]
}

// Said is how the sentences it says were made; it is not written later.
func (m *Muster) Said() *phrase.Said { return m.r.m.said }

// Situation is what the form was made from.
func (m *Muster) Situation() *situation.Situation { return m.r.m.sit }
