package sourcing

import (
	"math"
	"slices"

	"entente/logic"
)

// Filled lists the lines that what is assigned fills on every day, and the part of all
// lines that is covered, by priority and day.
func (r *Rows) Filled(m logic.Model) (ids []string, coverage float64) {
	ids = []string{}
	lacking := map[int]bool{}
	var cost, whole float64
	for _, x := range r.Lacks(m) {
		line := r.Lines[x.Line]
		for _, s := range x.Spans {
			weight := float64(line.Weight*s.Days()) / float64(len(line.Measures()))
			whole += weight
			cost += weight * float64(x.Missing) / float64(x.Of.Need)
		}
		if x.Missing > 0 {
			lacking[x.Line] = true
		}
	}
	for l := range r.Lines {
		if !lacking[l] {
			ids = append(ids, r.Lines[l].ID())
		}
	}
	return ids, math.Round((1-cost/whole)*1e6) / 1e6
}

// Exactly are the literals that say of every line, to the part, what it lacks in a
// model, and that it is filled where it lacks nothing. A search may leave a line worse
// off than it is; from these it starts where it stands.
func (r *Rows) Exactly(m logic.Model) (lits []logic.Lit, filled []bool) {
	filled = make([]bool, len(r.Lines))
	for l := range filled {
		filled[l] = true
	}
	for _, x := range r.missing {
		lacks := max(0, x.of.Need-r.there(m, x.line, x.of, x.spans[0].From))
		left := x.of.Parts(lacks)
		filled[x.line] = filled[x.line] && left == 0
		bits := slices.Clone(x.bits)
		slices.SortFunc(bits, func(a, b logic.Term) int { return int(b.Weight - a.Weight) })
		for _, b := range bits {
			if b.Weight <= left {
				left -= b.Weight
				lits = append(lits, b.Lit)
			} else {
				lits = append(lits, b.Lit.Not())
			}
		}
	}
	for l, yes := range filled {
		if yes {
			lits = append(lits, r.Met[l])
		}
	}
	return lits, filled
}

// A Lack is what a measure of a line lacks on some days; Missing is 0 where it lacks
// nothing.
type Lack struct {
	Line    int
	Of      Measure
	Spans   []Span
	There   int64 // by the low ends
	Missing int64
}

// Lacks says, for every line and all its days, what is there and what is missing in
// a model.
func (r *Rows) Lacks(m logic.Model) []Lack {
	out := make([]Lack, len(r.missing))
	for i, x := range r.missing {
		there := r.there(m, x.line, x.of, x.spans[0].From)
		out[i] = Lack{x.line, x.of, x.spans, there, max(0, x.of.Need-there)}
	}
	return out
}

// there is what is assigned to a line and there on a day.
func (r *Rows) there(m logic.Model, line int, of Measure, on Day) int64 {
	sum := int64(0)
	for _, x := range r.Fills {
		if x.Line == line && r.Present(m, &x, on) {
			sum += of.Brings(r.Units[x.Unit])
		}
	}
	return sum
}

// Present reports whether, in a model, the unit of a fill is at its line on a day.
func (r *Rows) Present(m logic.Model, x *Fill, on Day) bool {
	for i, s := range x.Segments {
		if m.True(x.At[i]) && s.On(on) {
			return true
		}
	}
	return false
}
