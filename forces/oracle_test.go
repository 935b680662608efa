package forces

import (
	"fmt"
	"math/bits"
	"slices"
	"time"

	"entente/act"
	"entente/situation"
)

// The oracle knows nothing of forms: it reads acts, tries every coalition the terms of
// the candidates allow under the draft and every assignment of units to lines, checks
// each rule as the manual states it, day by day, and keeps the best.

// oracle is one case, with the draft "force".
type oracle struct {
	s      *situation.Situation
	at     int
	lines  []oracleLine
	units  []*act.Act
	best   []int64
	found  bool
	owners map[string]bool // who takes part in the coalition tried
	cut    map[[2]int][]stretch
	ways   [][][]stretch // by unit
}

type oracleLine struct {
	a        *act.Act
	b        *act.Requirement
	from, to int // days, to excluded
}

func day(t time.Time) int { return int(t.Unix() / 86400) }

func newOracle(s *situation.Situation) *oracle {
	o := &oracle{s: s, at: day(s.At.Last()), cut: map[[2]int][]stretch{}}
	for _, a := range s.Requires {
		b := a.Body.(*act.Requirement)
		l := oracleLine{a, b, o.at, 0}
		if !b.From.IsZero() {
			l.from = max(o.at, day(b.From.First()))
		}
		if b.Until.IsZero() {
			l.to = day(time.Unix(int64(l.from)*86400, 0).UTC().AddDate(1, 0, 0))
		} else {
			l.to = day(b.Until.Last()) + 1
		}
		if l.to > l.from {
			o.lines = append(o.lines, l)
		}
	}
	o.units = s.Pledges
	return o
}

// holds evaluates the two conditions the worlds have, under the draft.
func holds(c act.Condition) bool { return c.IsZero() }

// mayTakePart reports whether an actor's own word and the objections let it take part
// in a coalition.
func (o *oracle) mayTakePart(code string, in map[string]bool) (bool, int) {
	conceded := 0
	if slices.Contains(o.s.Candidates(), code) {
		word := o.s.Latest(code)
		if word == nil {
			return false, 0
		}
		p := word.Body.(*act.Position)
		if !holds(p.If) {
			return false, 0
		}
		conceded += len(p.Terms) // the only terms drawn are reservations the draft breaks
	}
	for _, x := range o.s.Objections {
		b := x.Body.(*act.Objection)
		for _, against := range b.Against {
			holder := string(x.Actor)
			holderCandidate := slices.Contains(o.s.Candidates(), holder)
			switch {
			case holder == "HOST":
				if string(against) == code {
					return false, 0
				}
			case holderCandidate && slices.Contains(o.s.Candidates(), string(against)):
				// it stays out while the other is in
				if holder == code && in[string(against)] {
					return false, 0
				}
			case string(against) == code:
				return false, 0 // contested: not settled
			}
		}
	}
	return true, conceded
}

// usable reports whether a unit counts at all.
func (o *oracle) usable(a *act.Act) bool {
	b := a.Body.(*act.Pledge)
	if b.Rung == "float" || b.Rung == "proposal" {
		return false
	}
	spans := o.there(a)
	return len(spans) > 0 && spans[len(spans)-1][1] > o.at
}

// there is when a unit is there.
func (o *oracle) there(a *act.Act) [][2]int {
	b := a.Body.(*act.Pledge)
	from, to := -1<<30, 1<<30
	if !b.From.IsZero() {
		from = day(b.From.First())
	} else if b.Readiness == "rdl" {
		from = o.at + 60
	}
	if !b.Until.IsZero() {
		to = day(b.Until.Last()) + 1
	}
	if len(b.Rotations) == 0 {
		return [][2]int{{from, to}}
	}
	var out [][2]int
	for _, r := range b.Rotations {
		f, t := max(from, day(r.From.First())), min(to, day(r.Until.Last())+1)
		if f < t {
			out = append(out, [2]int{f, t})
		}
	}
	return out
}

func on(spans [][2]int, d int) bool {
	return slices.ContainsFunc(spans, func(s [2]int) bool { return s[0] <= d && d < s[1] })
}

var rank = map[string]int{"": 0, "1": 1, "2": 2, "3": 3, "rdl": 4}

// fits reports whether the unit may ever fill the line.
func (o *oracle) fits(a *act.Act, l oracleLine) bool {
	b := a.Body.(*act.Pledge)
	if !b.Capability.Fills(l.b.Capability) || !o.usable(a) || rank[b.Readiness] < rank[l.b.Readiness] {
		return false
	}
	if len(b.Tasks) > 0 && b.Tasks[0] != l.b.Task || len(b.Places) > 0 && b.Places[0] != l.b.Place {
		return false
	}
	for _, r := range o.s.Rules {
		if r.Body.(*act.Rule).Neighbours && slices.Contains(o.s.Actors[string(a.Actor)].Body.(*act.Actor).Roles, "neighbour") {
			return false
		}
	}
	return slices.ContainsFunc(o.there(a), func(s [2]int) bool { return max(s[0], l.from) < min(s[1], l.to) })
}

// caveated reports whether a caveat keeps the unit from the line on a day.
func (o *oracle) caveated(a *act.Act, l oracleLine, d int) bool {
	for _, x := range o.s.Caveats {
		b := x.Body.(*act.Caveat)
		if x.Actor != a.Actor || holds(b.Unless) && !b.Unless.IsZero() {
			continue
		}
		if o.bears(b, l) && o.in(b, d) {
			return true
		}
	}
	return false
}

// bears reports whether a caveat is about the line.
func (o *oracle) bears(b *act.Caveat, l oracleLine) bool {
	return len(b.Tasks)+len(b.Places) == 0 || slices.Contains(b.Tasks, l.b.Task) && l.b.Task != "" || slices.Contains(b.Places, l.b.Place) && l.b.Place != ""
}

func (o *oracle) in(b *act.Caveat, d int) bool {
	return (b.From.IsZero() || day(b.From.First()) <= d) && (b.Until.IsZero() || d <= day(b.Until.Last()))
}

// solve tries everything; nil where that is too much.
func (o *oracle) solve() []int64 {
	candidates := o.s.Candidates()
	much := 1
	for u := range o.units {
		o.ways = append(o.ways, o.choices(u))
		if much *= len(o.ways[u]); much > 20_000 {
			return nil
		}
	}
	for set := range 1 << len(candidates) {
		in, conceded, ok, members := map[string]bool{}, 0, true, int64(bits.OnesCount(uint(set)))
		for i, c := range candidates {
			in[c] = set>>i&1 == 1
		}
		for _, c := range candidates {
			if in[c] {
				may, n := o.mayTakePart(c, in)
				ok = ok && may
				conceded += n
			}
		}
		if !ok {
			continue
		}
		for code := range o.s.Actors {
			if !slices.Contains(candidates, code) {
				in[code], _ = o.mayTakePart(code, in)
			}
		}
		o.owners = in
		o.assign(make([][]stretch, len(o.units)), 0, int64(conceded), members)
	}
	return o.best
}

// stretch is days on which a unit can be at a line: on all of them, or on none.
type stretch struct{ line, from, to int }

// stretches are the days unit u can give a line, cut where something changes for it: it
// comes or goes, a caveat begins, ends or could first be lifted, a unit that enters as it
// leaves could come or go, or one that provides what it needs.
func (o *oracle) stretches(u, l int) []stretch {
	if known, ok := o.cut[[2]int{u, l}]; ok {
		return known
	}
	a, line := o.units[u], o.lines[l]
	var out []stretch
	last := ""
	for d := line.from; o.fits(a, line) && d < line.to; d++ {
		key := fmt.Sprint(on(o.there(a), d))
		for _, x := range o.s.Caveats {
			if b := x.Body.(*act.Caveat); x.Actor == a.Actor && o.bears(b, line) && o.in(b, d) {
				key += fmt.Sprint(x.ID, d < o.at+int(b.Days))
			}
		}
		for v, x := range o.units {
			if string(x.Body.(*act.Pledge).AsLeaves) != a.ID {
				continue
			}
			for m := range o.lines {
				for i, s := range o.stretches(v, m) {
					if s.from <= d && d < s.to {
						key += fmt.Sprint(" ", x.ID, m, i)
					}
				}
			}
		}
		if len(a.Body.(*act.Pledge).Needs) > 0 {
			for v, x := range o.units {
				if b := x.Body.(*act.Pledge); v != u && b.Capability.Fills(a.Body.(*act.Pledge).Needs[0].Capability) && o.usable(x) && on(o.there(x), d) {
					key += " by " + x.ID
				}
			}
		}
		switch n := len(out); {
		case !on(o.there(a), d):
		case n > 0 && out[n-1].to == d && key == last:
			out[n-1].to = d + 1
		default:
			out = append(out, stretch{l, d, d + 1})
		}
		last = key
	}
	o.cut[[2]int{u, l}] = out
	return out
}

// choices are all ways to use unit u: no two stretches have a day in common.
func (o *oracle) choices(u int) [][]stretch {
	a := o.units[u]
	all := [][]stretch{nil}
	if !holds(a.Body.(*act.Pledge).If) {
		return all
	}
	for l, line := range o.lines {
		for _, s := range o.stretches(u, l) {
			if o.caveated(a, line, s.from) { // there it could not be
				continue
			}
			for _, c := range all {
				if !slices.ContainsFunc(c, func(t stretch) bool { return s.from < t.to && t.from < s.to }) {
					all = append(all, append(slices.Clip(c), s))
				}
			}
		}
	}
	return all
}

// assign tries every way to use unit u and those after it.
func (o *oracle) assign(to [][]stretch, u int, conceded, members int64) {
	if u == len(o.units) {
		o.judge(to, conceded, members)
		return
	}
	for i, c := range o.ways[u] {
		if i > 0 && !o.owners[string(o.units[u].Actor)] {
			break
		}
		to[u] = c
		o.assign(to, u+1, conceded, members)
	}
}

// lineOf is the line unit u is at on a day, or -1.
func (o *oracle) lineOf(to [][]stretch, u, d int) int {
	for _, s := range to[u] {
		if s.from <= d && d < s.to {
			return s.line
		}
	}
	return -1
}
