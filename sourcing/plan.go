package sourcing

import (
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/gazetteer"
	"entente/phrase"
	"entente/situation"
)

// Plan is the lines of the statement of requirements and the units pledged, with
// what each unit could fill and what stands in its way.
type Plan struct {
	At    Day
	Lines []*Line
	Units []*Unit
	Pairs []*Pair
	Rules []*Composition // of composition, those that bind and those that do not

	sit    *situation.Situation
	said   *phrase.Said
	byLine [][]*Pair // by line
	byUnit [][]*Pair
}

// Line is one line of the statement of requirements.
type Line struct {
	Act    *act.Act
	Body   *act.Requirement
	Must   bool
	Span   Span
	Weight int64 // 9 for priority 1, 1 for priority 9
}

// ID is the line's id.
func (l *Line) ID() string { return l.Act.ID }

// Measures are how the line's need is counted: in people, in units, or in both.
func (l *Line) Measures() []Measure {
	var ms []Measure
	if l.Body.Strength > 0 {
		ms = append(ms, Measure{"people", l.Body.Strength})
	}
	if l.Body.Number > 0 {
		ms = append(ms, Measure{"units", l.Body.Number})
	}
	return ms
}

// Measure is one way a need is counted.
type Measure struct {
	Of   string // people or units
	Need int64
}

// Brings is what a unit counts for in the measure, by the low end of its strength.
func (m Measure) Brings(u *Unit) int64 {
	if m.Of == "units" {
		return 1
	}
	return u.Low
}

// Unit is one unit pledged. A pledge of several units is several.
type Unit struct {
	ID        string // the pledge's id, with #2 for the second of several
	Act       *act.Act
	Body      *act.Pledge
	Owner     string
	Low, High int64 // strength; High 0: no upper end said
	Level     int   // readiness, by rank; 0 none
	There     []Span
}

// horizon is how long a line is needed that does not say, in months.
const horizon = 12

// counted are the rungs of the ladder that are more than talk.
var counted = []string{"", "offer", "pledge", "commitment", "deployed"}

// Read makes the plan of a situation.
func Read(s *situation.Situation, said *phrase.Said) *Plan {
	p := &Plan{At: DayOf(s.At.Last()), sit: s, said: said}
	end := never
	for _, m := range s.Mandates {
		if b := m.Body.(*act.Mandate); !b.Until.IsZero() && b.Status == "adopted" {
			end = DayOf(b.Until.Last()) + 1
		}
	}
	for _, a := range s.Requires {
		if b := a.Body.(*act.Requirement); b.IsLine() {
			p.addLine(a, b, end)
		}
	}
	if len(p.Lines) == 0 {
		return p
	}
	for _, a := range s.Pledges {
		p.addUnits(a, a.Body.(*act.Pledge))
	}
	p.addRules()
	p.fit()
	return p
}

func (p *Plan) addLine(a *act.Act, b *act.Requirement, end Day) {
	l := &Line{Act: a, Body: b, Must: b.Must != "should", Span: spanOf(b.From, b.Until), Weight: 5}
	if b.Priority > 0 {
		l.Weight = 10 - min(b.Priority, 9)
	}
	l.Span.From = max(l.Span.From, p.At)
	if l.Span.To == never {
		l.Span.To = end
		if end == never || end <= l.Span.From {
			l.Span.To = DayOf(months(l.Span.From.Time(), horizon))
		}
	}
	if l.Span.Days() > 0 && len(l.Measures()) > 0 { // what is over is needed no longer, nor is nothing
		p.Lines = append(p.Lines, l)
	}
}

func (p *Plan) addUnits(a *act.Act, b *act.Pledge) {
	n := max(1, b.Number)
	for i := range n {
		u := &Unit{ID: a.ID, Act: a, Body: b, Owner: string(a.Actor), Low: portion(b.Amount.Low, n, i), High: portion(b.Amount.High, n, i),
			Level: PCRS().Rank(b.Readiness), There: p.there(b)}
		if n > 1 {
			u.ID = fmt.Sprintf("%s#%d", a.ID, i+1)
		}
		p.Units = append(p.Units, u)
	}
}

// portion is the i-th of n parts of a number of people.
func portion(total, n, i int64) int64 {
	part := total / n
	if i < total%n {
		part++
	}
	return part
}

// there is when the unit can be there, caveats and couplings apart.
func (p *Plan) there(b *act.Pledge) []Span {
	whole := spanOf(b.From, b.Until)
	if d := PCRS().deploys(b.Readiness); d > 0 && whole.From == ever && b.Rung != "deployed" {
		whole.From = p.At + d
	}
	if len(b.Rotations) == 0 {
		return []Span{whole}
	}
	var spans []Span
	for _, r := range b.Rotations {
		if s := spanOf(r.From, r.Until).Meet(whole); s.Days() > 0 {
			spans = append(spans, s)
		}
	}
	sortSpans(spans)
	return spans
}

// Providers are the units that can provide what another needs.
func (p *Plan) providers(u int, need act.Enabler) []int {
	var out []int
	for v, x := range p.Units {
		if x.Act != p.Units[u].Act && (need.From == "" || string(need.From) == x.Act.ID) && x.Body.Capability.Fills(need.Capability) && p.unusable(x) == nil {
			out = append(out, v)
		}
	}
	return out
}

// Neighbour reports whether an actor is a neighbour of the host, by the record.
func (p *Plan) Neighbour(code string) bool {
	if a := p.sit.Actors[code]; a != nil && slices.Contains(a.Body.(*act.Actor).Roles, "neighbour") {
		return true
	}
	if p.sit.Initiative == nil {
		return false
	}
	hosts := p.sit.Initiative.Body.(*act.Initiative).Host
	for _, a := range p.sit.Acts {
		if t, ok := a.Body.(*act.Tie); ok && t.Relation == "neighbour" &&
			(string(a.Actor) == code && slices.Contains(hosts, t.To) || string(t.To) == code && slices.Contains(hosts, a.Actor)) {
			return true
		}
	}
	return false
}

// same compares names of places and tasks as people do.
func same(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

func listed(words []string, word string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return same(w, word) })
}

// Composition is a rule of composition.
type Composition struct {
	Act   *act.Act
	Body  *act.Rule
	Binds bool
	Group []string // whom it speaks of; each contributor in turn when Body.Each
}

func (p *Plan) addRules() {
	for _, a := range p.sit.Rules {
		b := a.Body.(*act.Rule)
		if !b.Composes() {
			continue
		}
		c := &Composition{Act: a, Body: b, Binds: b.Stands == "" || b.Stands == "adopted"}
		for _, g := range b.Group {
			c.Group = append(c.Group, string(g))
		}
		if b.Members != "" {
			for _, m := range gazetteer.Members(b.Members, p.sit.At.Last()) {
				if m.Status.Counts() {
					c.Group = append(c.Group, m.Code)
				}
			}
		}
		p.Rules = append(p.Rules, c)
	}
}

// Touches reports whether the rule speaks of an actor's units.
func (c *Composition) Touches(owner string) bool {
	return !c.Exempt(owner) && slices.Contains(c.Group, owner)
}

// Exempt reports whether the rule excepts an actor.
func (c *Composition) Exempt(owner string) bool {
	return slices.Contains(c.Body.Except, act.ActorRef(owner))
}
