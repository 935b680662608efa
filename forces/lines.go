package forces

import (
	"cmp"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"

	"entente/act"
	"entente/phrase"
	"entente/situation"
	"entente/sourcing"
)

// lines says of every line what fills it, what it lacks and why.
func (r *run) lines(ans *Answer, within []string) {
	why := r.causes()
	lacks := r.m.Lacks(r.model)
	ans.Complete, ans.Full = true, true
	for l, line := range r.m.Lines {
		b := line.Body
		x := Line{ID: line.ID(), Line: b.Line, Says: b.Need, Capability: b.Capability, Task: b.Task, Place: b.Place, Must: line.Must, Priority: 10 - line.Weight,
			From: line.Span.From.String(), Until: line.Span.Last().String(), Filled: true, InReach: slices.Contains(within, line.ID()),
			By: []Assigned{}, Gaps: []Gap{}, Cites: situation.Cites(line.Act)}
		for i := range r.m.Fills {
			if f := &r.m.Fills[i]; f.Line == l && r.model.True(f.Lit) {
				x.By = append(x.By, r.assigned(f)...)
			}
		}
		var share, whole float64
		for _, m := range line.Measures() {
			n := Need{Of: m.Of, Need: m.Need, Least: math.MaxInt64, AtMost: math.MaxInt64}
			for _, k := range lacks {
				if k.Line != l || k.Of.Of != m.Of {
					continue
				}
				n.Least = min(n.Least, k.There)
				for _, s := range k.Spans {
					n.AtMost = min(n.AtMost, r.atMost(l, m, s.From))
					whole += float64(s.Days())
					share += float64(s.Days()) * (1 - float64(k.Missing)/float64(m.Need))
					if k.Missing > 0 {
						x.Filled = false
						x.Gaps = append(x.Gaps, Gap{From: s.From.String(), Until: s.Last().String(), Of: m.Of, Missing: k.Missing, Causes: why.of(k, s.From)})
					}
				}
			}
			if n.AtMost < 0 {
				n.AtMost = 0
			}
			x.Needs = append(x.Needs, n)
		}
		x.Coverage = round(share / whole)
		x.Gaps = grown(x.Gaps)
		ans.Full, ans.Complete = ans.Full && x.Filled, ans.Complete && (x.Filled || !x.Must)
		ans.Lines = append(ans.Lines, x)
	}
	slices.SortStableFunc(ans.Lines, func(a, b Line) int {
		return cmp.Or(boolean(b.Must)-boolean(a.Must), cmp.Compare(a.Priority, b.Priority))
	})
}

// grown are the gaps in order, those joined that follow one another and say the same.
func grown(gaps []Gap) []Gap {
	slices.SortStableFunc(gaps, func(a, b Gap) int {
		return cmp.Or(strings.Compare(a.Of, b.Of), strings.Compare(a.From, b.From))
	})
	out := []Gap{}
	for _, g := range gaps {
		if n := len(out); n > 0 && out[n-1].Of == g.Of && out[n-1].Missing == g.Missing && next(out[n-1].Until) == g.From && reflect.DeepEqual(out[n-1].Causes, g.Causes) {
			out[n-1].Until = g.Until
			continue
		}
		out = append(out, g)
	}
	return out
}

// next is the day after a day.
func next(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

func round(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// assigned is a unit at its line, one entry for each time it is there.
func (r *run) assigned(f *sourcing.Fill) []Assigned {
	u := r.m.Units[f.Unit]
	var spans []sourcing.Span
	for i, s := range f.Segments {
		if r.model.True(f.At[i]) {
			spans = append(spans, s.Span)
		}
	}
	var out []Assigned
	for _, s := range sourcing.Joined(spans) {
		out = append(out, Assigned{Unit: u.ID, Owner: u.Owner, What: u.Body.What, Low: u.Low, High: u.High, Words: u.Body.Amount.Words, Level: u.Body.Readiness,
			From: s.From.String(), Until: s.Last().String()})
	}
	return out
}

// atMost is what is at a line on a day by the high ends of what was said; -1 when one
// has no upper end.
func (r *run) atMost(line int, m sourcing.Measure, on sourcing.Day) int64 {
	sum := int64(0)
	for i := range r.m.Fills {
		f := &r.m.Fills[i]
		if f.Line != line || !r.m.Present(r.model, f, on) {
			continue
		}
		u := r.m.Units[f.Unit]
		switch {
		case m.Of == "units":
			sum++
		case u.High == 0 && u.Low > 0 || u.High == 0 && !u.Body.Amount.IsZero():
			return -1
		default:
			sum += u.High
		}
	}
	return sum
}

// units says of every unit pledged what became of it.
func (r *run) units(ans *Answer) {
	why := r.causes()
	for i, u := range r.m.Units {
		x := Unit{ID: u.ID, Owner: u.Owner, What: u.Body.What, Name: u.Body.Unit, Sort: u.Body.Capability, Low: u.Low, High: u.High, Readiness: u.Body.Readiness, Fills: []string{}}
		if lapse, ok := sourcing.PCRS().Lapse(u.Act, u.Body); ok {
			x.Lapses = sourcing.DayOf(lapse).String()
		}
		for k := range r.m.Fills {
			if f := &r.m.Fills[k]; f.Unit == i && r.model.True(f.Lit) {
				x.Fills = append(x.Fills, r.m.Lines[f.Line].ID())
			}
		}
		if len(x.Fills) == 0 {
			o := why.idle(i)
			reason := why.reason(u, o)
			x.Idle, x.Cause = &reason, o.Cause
		}
		ans.Units = append(ans.Units, x)
	}
}

// idle says why a unit fills nothing: what keeps it from the line it is nearest to, or
// that no line asks for what it is.
func (c *causes) idle(unit int) sourcing.Obstacle {
	u := c.m.Units[unit]
	none := sourcing.Obstacle{Cause: sourcing.Spare, Says: c.said.Say("no line asks for {what}", capability(c.said, cmp.Or(u.Body.Capability, "troops"))), Acts: []*act.Act{u.Act}}
	found := false
	for _, q := range c.m.OfUnit(unit) {
		on := c.m.Lines[q.Line].Span.From
		if len(q.Segments) > 0 {
			on = q.Segments[0].From
		}
		if o, _ := c.why(q, on); !found || o.Cause.Nearer(none.Cause) {
			none, found = o, true
		}
	}
	return none
}

// periods says how much of the force there is, over time.
func (r *run) periods(ans *Answer) {
	lacks := r.m.Lacks(r.model)
	var cuts []sourcing.Day
	for _, k := range lacks {
		for _, s := range k.Spans {
			cuts = append(cuts, s.From, s.To)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i := range len(cuts) - 1 {
		on := cuts[i]
		p := Period{From: on.String(), Until: (cuts[i+1] - 1).String()}
		var whole, lost float64
		short := map[int]bool{}
		for _, k := range lacks {
			if !slices.ContainsFunc(k.Spans, func(s sourcing.Span) bool { return s.From <= on && on < s.To }) {
				continue
			}
			line := r.m.Lines[k.Line]
			w := float64(line.Weight) / float64(len(line.Measures()))
			whole += w
			lost += w * float64(k.Missing) / float64(k.Of.Need)
			short[k.Line] = short[k.Line] || k.Missing > 0
		}
		if whole == 0 {
			continue
		}
		p.Coverage, p.Lines = round(1-lost/whole), len(short)
		for _, s := range short {
			p.Filled += boolean(!s)
		}
		for k := range r.m.Fills {
			if f := &r.m.Fills[k]; r.m.Present(r.model, f, on) {
				p.People += r.m.Units[f.Unit].Low
			}
		}
		if n := len(ans.Periods); n > 0 && alike(ans.Periods[n-1], p) {
			ans.Periods[n-1].Until = p.Until
			continue
		}
		ans.Periods = append(ans.Periods, p)
	}
}

func alike(a, b Period) bool {
	return a.Coverage == b.Coverage && a.Lines == b.Lines && a.Filled == b.Filled && a.People == b.People
}

// record keeps what is on record beside the assignment: service, exercises, posts,
// and what was not counted.
func (r *run) record(ans *Answer) {
	contributors := map[string]bool{}
	for _, p := range r.sit.Pledges {
		contributors[string(p.Actor)] = true
	}
	for _, c := range r.sit.Candidates() {
		contributors[c] = true
	}
	for _, a := range r.sit.Record {
		counts, _ := a.Counts()
		switch b := a.Body.(type) {
		case *act.Experience:
			ans.Record = append(ans.Record, Service{string(a.Actor), b.Of, b.Mission, b.Where, b.Troops.Says(r.said), counts, situation.Cite(a)})
		case *act.Exercise:
			x := Exercise{Title: b.Title, On: a.On, Where: b.Where, Participants: codes(b.Participants), Observers: codes(b.Observers), Together: []string{}, Cite: situation.Cite(a)}
			for _, c := range x.Participants {
				if contributors[c] {
					x.Together = append(x.Together, c)
				}
			}
			ans.Exercises = append(ans.Exercises, x)
		case *act.Appointment:
			p := Post{Post: b.Post, Person: string(b.Person), Status: b.Status, Cite: situation.Cite(a)}
			if def := r.sit.Actors[p.Person]; def != nil {
				p.Of = string(def.Body.(*act.Actor).Of)
			}
			ans.Posts = append(ans.Posts, p)
		}
	}
	for _, b := range r.sit.Beside {
		switch b.Act.Body.(type) {
		case *act.Pledge, *act.Caveat, *act.Objection:
			ans.Beside = append(ans.Beside, Kept{b.Act.ID, b.Act.Title(r.said), b.Says(r.said), situation.Cite(b.Act)})
		}
	}
	for _, a := range r.sit.NotUnderstood {
		ans.NotUnderstood = append(ans.NotUnderstood, Kept{a.ID, a.Title(r.said), r.said.Say("this program does not know acts of the kind {kind}; it could be a withdrawal", string(a.Kind)), situation.Cite(a)})
	}
}

func codes(refs []act.ActorRef) []string {
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = string(r)
	}
	return out
}

func and(said *phrase.Said, words []string) string {
	if len(words) == 0 {
		return said.Say("nothing")
	}
	return said.List(words)
}

func capability(said *phrase.Said, c act.Capability) string {
	return said.Record(phrase.Value, string(c))
}

func cut(s string) (before, after string, found bool) { return strings.Cut(s, ".") }
