package sourcing

import (
	"fmt"
	"slices"

	"entente/act"
	"entente/phrase"
)

// Cause is why a unit does not fill a line it could fill.
type Cause string

// The causes, in the order in which they are told. The first group is settled by the
// record alone, the second by who joins and what else is assigned.
const (
	Floated    Cause = "only floated"
	Lapsed     Cause = "lapsed"
	Elsewhere  Cause = "offered for something else"
	Unready    Cause = "not ready enough"
	Neighbour  Cause = "a neighbour of the host"
	Late       Cause = "offered late"
	Ended      Cause = "gone before the line ends"
	Caveated   Cause = "offered but caveated"
	Refused    Cause = "refused by the host"
	Objected   Cause = "objected to"
	OwnerOut   Cause = "its owner does not take part"
	Condition  Cause = "its own condition is not met"
	Coupled    Cause = "comes only as another leaves"
	Unsupplied Cause = "lacks what it needs from others"
	Composed   Cause = "kept out by a rule of composition"
	Assigned   Cause = "fills another line"
	Unsized    Cause = "how many is not said"
	Spare      Cause = "not needed"
	NotOffered Cause = "not offered"
)

// Keys of what the causes say.
var _ = []string{phrase.Key("only floated"), phrase.Key("lapsed"), phrase.Key("offered for something else"), phrase.Key("not ready enough"), phrase.Key("a neighbour of the host"),
	phrase.Key("offered late"), phrase.Key("gone before the line ends"), phrase.Key("offered but caveated"), phrase.Key("refused by the host"), phrase.Key("objected to"),
	phrase.Key("its owner does not take part"), phrase.Key("its own condition is not met"), phrase.Key("comes only as another leaves"), phrase.Key("lacks what it needs from others"),
	phrase.Key("kept out by a rule of composition"), phrase.Key("fills another line"), phrase.Key("how many is not said"), phrase.Key("not needed"), phrase.Key("not offered")}

// causes are in the order of the constants: the later, the nearer the unit is to
// filling the line.
var causes = []Cause{Floated, Lapsed, Elsewhere, Unready, Neighbour, Late, Ended, Caveated, Refused, Objected, OwnerOut, Condition, Coupled, Unsupplied, Composed, Assigned, Unsized, Spare}

// Nearer reports whether c is nearer to filling the line than d.
func (c Cause) Nearer(d Cause) bool { return slices.Index(causes, c) > slices.Index(causes, d) }

// Obstacle is one thing that stands in a unit's way.
type Obstacle struct {
	Cause Cause
	Says  string
	Acts  []*act.Act
}

// Pair is a unit and a line it has the capability for.
type Pair struct {
	Unit, Line int
	Never      []Obstacle // it cannot fill the line, whoever joins
	Segments   []Segment  // when it can, on what terms, in order; empty when Never
	caveats    []*act.Act // that bear on the pair at some time
	cut        bool       // the segments are found
}

// Segment is days on end on which one set of terms holds: a unit that is at a line on one of them
// is there on all.
type Segment struct {
	Span
	Caveats []*act.Act    // each must be lifted, or fall
	Fallen  []*act.Act    // each must fall by itself: lifting takes too long
	Coupled []Entering    // where units that enter as this one leaves can be: there none of them must be
	Needs   []act.Enabler // somebody who is there must provide each
	by      map[int][]int // providers of the i-th need
}

// Entering is a segment of another pair, of a unit that enters as this one leaves.
type Entering struct {
	*Pair
	Segment int
}

// On reports whether the segment holds a day.
func (s *Segment) On(d Day) bool { return s.holds(d) }

// Meets reports whether two segments have a day in common.
func (s *Segment) Meets(t *Segment) bool { return s.Meet(t.Span).Days() > 0 }

// fit finds every pair of a unit and a line it has the capability for.
func (p *Plan) fit() {
	p.byLine, p.byUnit = make([][]*Pair, len(p.Lines)), make([][]*Pair, len(p.Units))
	for u, x := range p.Units {
		for l, y := range p.Lines {
			if !x.Body.Capability.Fills(y.Body.Capability) {
				continue
			}
			q := &Pair{Unit: u, Line: l}
			q.Never = p.never(x, y)
			p.Pairs = append(p.Pairs, q)
			p.byLine[l], p.byUnit[u] = append(p.byLine[l], q), append(p.byUnit[u], q)
		}
	}
	for _, q := range p.Pairs {
		p.segments(q)
	}
}

// OfLine are the pairs of a line.
func (p *Plan) OfLine(l int) []*Pair { return p.byLine[l] }

// OfUnit are the pairs of a unit.
func (p *Plan) OfUnit(u int) []*Pair { return p.byUnit[u] }

// unusable says why a unit counts for nothing as of the day of the answer; nil when it
// does.
func (p *Plan) unusable(u *Unit) *Obstacle {
	if !slices.Contains(counted, u.Body.Rung) {
		return &Obstacle{Floated, p.said.Say("it is a {rung} only", p.said.Record(phrase.Value, u.Body.Rung)), []*act.Act{u.Act}}
	}
	if lapse, ok := PCRS().Lapse(u.Act, u.Body); ok && DayOf(lapse) <= p.At {
		return &Obstacle{Lapsed, p.said.Say("the pledge lapsed on {day} and was not renewed", DayOf(lapse).String()), []*act.Act{u.Act}}
	}
	if len(u.There) == 0 || u.There[len(u.There)-1].To <= p.At {
		return &Obstacle{Lapsed, p.said.Say("the pledge ended"), []*act.Act{u.Act}}
	}
	return nil
}

// never says why a unit cannot fill a line, whoever joins and whatever is lifted.
func (p *Plan) never(u *Unit, l *Line) []Obstacle {
	var out []Obstacle
	add := func(c Cause, says string) { out = append(out, Obstacle{c, says, []*act.Act{u.Act}}) }
	if o := p.unusable(u); o != nil {
		out = append(out, *o)
	}
	if len(u.Body.Tasks) > 0 && !listed(u.Body.Tasks, l.Body.Task) {
		add(Elsewhere, p.said.Say("it is offered for {what} only", p.said.Join(u.Body.Tasks, ", ", ", ")))
	}
	if len(u.Body.Places) > 0 && !listed(u.Body.Places, l.Body.Place) {
		add(Elsewhere, p.said.Say("it is offered for {what} only", p.said.Join(u.Body.Places, ", ", ", ")))
	}
	if need := PCRS().Rank(l.Body.Readiness); u.Level < need {
		add(Unready, p.said.Say("the line asks for readiness level {level}", l.Body.Readiness))
	}
	for _, c := range p.Rules {
		if c.Binds && c.Body.Neighbours && p.Neighbour(u.Owner) && !slices.Contains(c.Body.Except, act.ActorRef(u.Owner)) {
			out = append(out, Obstacle{Neighbour, c.Body.Words, []*act.Act{c.Act}})
		}
	}
	if len(out) == 0 {
		out = append(out, p.missed(u, l)...)
	}
	return out
}

// missed says why a unit is never there while the line is needed.
func (p *Plan) missed(u *Unit, l *Line) []Obstacle {
	for _, s := range u.There {
		if s.Meet(l.Span).Days() > 0 {
			return nil
		}
	}
	if u.There[0].From >= l.Span.To {
		return []Obstacle{{Late, p.said.Say("it is there from {from}, after the line's last day, {last}", u.There[0].From.String(), l.Span.Last().String()), []*act.Act{u.Act}}}
	}
	return []Obstacle{{Ended, p.said.Say("it is not there between {from} and {until}", l.Span.From.String(), l.Span.Last().String()), []*act.Act{u.Act}}}
}

// bears reports whether a caveat refuses the line to the unit.
func bears(c *act.Act, u *Unit, l *Line) bool {
	b := c.Body.(*act.Caveat)
	if string(c.Actor) != u.Owner || !b.Computed() || len(b.Binds) > 0 && !slices.Contains(b.Binds, act.ActRef(u.Act.ID)) {
		return false
	}
	lists := len(b.Tasks) + len(b.Places) + len(b.Only) + len(b.Under)
	return lists == 0 || // restricted in time alone
		l.Body.Task != "" && listed(b.Tasks, l.Body.Task) || l.Body.Place != "" && listed(b.Places, l.Body.Place) ||
		len(b.Only) > 0 && !(l.Body.Task != "" && listed(b.Only, l.Body.Task)) && !(l.Body.Place != "" && listed(b.Only, l.Body.Place)) ||
		l.Body.Command != "" && slices.Contains(b.Under, l.Body.Command)
}

// segments cuts the time a unit can give a line into the periods in which the same
// terms hold. Those of units that enter as it leaves come first: it may have to leave
// when one of theirs begins.
func (p *Plan) segments(q *Pair) {
	if q.cut || len(q.Never) > 0 {
		return
	}
	q.cut = true
	u, l := p.Units[q.Unit], p.Lines[q.Line]
	cuts := append(ends(u.There), l.Span.From, l.Span.To)
	for _, c := range p.sit.Caveats {
		if bears(c, u, l) {
			b := c.Body.(*act.Caveat)
			s := spanOf(b.From, b.Until)
			q.caveats = append(q.caveats, c)
			cuts = append(cuts, s.From, s.To, p.At+Day(b.Days))
		}
	}
	var rivals []*Pair
	for v, x := range p.Units {
		if x.Body.AsLeaves == "" || string(x.Body.AsLeaves) != u.Act.ID {
			continue
		}
		for _, y := range p.byUnit[v] {
			p.segments(y)
			rivals = append(rivals, y)
			for _, s := range y.Segments {
				cuts = append(cuts, s.From, s.To)
			}
		}
	}
	by := make([][]int, len(u.Body.Needs))
	for i, n := range u.Body.Needs {
		by[i] = p.providers(q.Unit, n)
		for _, v := range by[i] {
			cuts = append(cuts, ends(p.Units[v].There)...)
		}
	}
	last := ""
	for _, piece := range l.Span.pieces(cuts) {
		if !anyHolds(u.There, piece.From) {
			continue
		}
		seg, key := Segment{Span: piece, by: map[int][]int{}}, ""
		for _, c := range q.caveats {
			b := c.Body.(*act.Caveat)
			switch {
			case !spanOf(b.From, b.Until).holds(piece.From):
			case piece.From < p.At+Day(b.Days):
				seg.Fallen = append(seg.Fallen, c)
				key += "f" + c.ID
			default:
				seg.Caveats = append(seg.Caveats, c)
				key += "c" + c.ID
			}
		}
		for k, y := range rivals {
			for i := range y.Segments {
				if y.Segments[i].On(piece.From) {
					seg.Coupled = append(seg.Coupled, Entering{y, i})
					key += fmt.Sprint("r", k, ".", i)
				}
			}
		}
		for i, n := range u.Body.Needs {
			seg.Needs = append(seg.Needs, n)
			for _, v := range by[i] {
				if anyHolds(p.Units[v].There, piece.From) {
					seg.by[i] = append(seg.by[i], v)
				}
			}
			key += fmt.Sprint("n", i, seg.by[i])
		}
		if n := len(q.Segments); n > 0 && key == last && q.Segments[n-1].To == piece.From {
			q.Segments[n-1].To = piece.To
			continue
		}
		q.Segments, last = append(q.Segments, seg), key
	}
}

// Absent says why the unit is not there on a day.
func (u *Unit) Absent(on Day, said *phrase.Said) Obstacle {
	for _, s := range u.There {
		if s.From > on {
			return Obstacle{Late, said.Say("it is there from {from}", s.From.String()), []*act.Act{u.Act}}
		}
	}
	return Obstacle{Ended, said.Say("it is there until {until}", u.There[len(u.There)-1].Last().String()), []*act.Act{u.Act}}
}
