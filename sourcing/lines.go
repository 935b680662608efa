package sourcing

import (
	"fmt"
	"slices"

	"entente/logic"
)

// missing is a measure of a line on days alike.
type missing struct {
	line  int
	of    Measure
	spans []Span
	bits  []logic.Term // parts missing, in binary
}

// What a line lacks is counted in parts of the line, so that a hospital weighs as much
// as a battalion: in hundredths, a part begun counting whole; of a line of fewer than
// a hundred units or people, in these.
const parts = 100

// Parts is what is missing in parts of the line, one begun counting whole.
func (m Measure) Parts(missing int64) int64 {
	return (missing*min(m.Need, parts) + m.Need - 1) / m.Need
}

// share is what a whole line counts for a day at weight 1: a number that many numbers
// of parts divide.
const share = 25_200

// addLine counts what a line lacks, and says when it is filled: when it lacks
// nothing on any day.
func (r *Rows) addLine(l int, slots []slot) {
	line := r.Lines[l]
	met := r.form.New(line.ID() + " filled")
	r.Met = append(r.Met, met)
	pledged := r.ground.Pledged(line.Act)
	for _, slot := range slots {
		for _, m := range line.Measures() {
			steps := min(m.Need, parts)
			var bits []logic.Term
			terms := []logic.Term{{Weight: m.Need * steps, Lit: pledged}}
			for _, t := range slot.present {
				if brings := min(m.Brings(r.Units[t.unit]), m.Need); brings > 0 {
					terms = append(terms, logic.Term{Weight: brings * steps, Lit: t.lit})
				}
			}
			for left, step := steps, int64(1); left > 0; step *= 2 {
				w := min(step, left)
				left -= w
				b := r.form.New("")
				bits = append(bits, logic.Term{Weight: w, Lit: b})
				terms = append(terms, logic.Term{Weight: w * m.Need, Lit: b})
				r.Short = append(r.Short, logic.Term{Weight: r.costs(line, slot.days()) * w * parts / steps, Lit: b})
			}
			unit := m.Need * steps
			for _, t := range terms {
				unit = gcd(unit, t.Weight)
			}
			for i := range terms {
				terms[i].Weight /= unit
			}
			r.form.AtLeast(m.Need*steps/unit, terms...)
			r.form.AtMost(steps, append(slices.Clone(bits), logic.Term{Weight: steps, Lit: met})...)
			r.missing = append(r.missing, missing{l, m, slot.spans, bits})
		}
	}
}

// costs is what a hundredth missing of a line weighs over so many days.
func (r *Rows) costs(line *Line, days int64) int64 {
	return share / parts * line.Weight * (days / r.days) / int64(len(line.Measures()))
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// slot is the days of a line on which the same units can be there.
type slot struct {
	spans   []Span
	present []presence
}

type presence struct {
	unit int
	lit  logic.Lit
}

func (s *slot) days() int64 {
	n := int64(0)
	for _, x := range s.spans {
		n += x.Days()
	}
	return n
}

func (r *Rows) slots(l int) []slot {
	var cuts []Day
	for _, x := range r.Fills {
		if x.Line == l {
			for _, s := range x.Segments {
				cuts = append(cuts, s.From, s.To)
			}
		}
	}
	byKey := map[string]int{}
	var out []slot
	for _, piece := range r.Lines[l].Span.pieces(cuts) {
		s := slot{spans: []Span{piece}}
		for _, x := range r.Fills {
			if x.Line != l {
				continue
			}
			for i, seg := range x.Segments {
				if seg.On(piece.From) {
					s.present = append(s.present, presence{x.Unit, x.At[i]})
				}
			}
		}
		key := fmt.Sprint(s.present)
		if k, ok := byKey[key]; ok {
			out[k].spans = join(out[k].spans, piece)
			continue
		}
		byKey[key] = len(out)
		out = append(out, s)
	}
	return out
}
