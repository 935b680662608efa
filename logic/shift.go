package logic

import (
	"math"
	"slices"
)

// A settled stage has one value in every model that is left, so a later stage may count it as often as it likes, as long as
// that value is taken off again. Counted once for each soldier of the least contributor who can still be a member, "most
// troops, given 83 members" is no longer the sum of everybody's soldiers less a long list of those who must stay out, but what each has
// above that one or below it: the bound begins at the 83 largest, and a core takes a difference instead of a whole. (A Lagrange
// multiplier, chosen for the best bound that no other row is needed for; Held and Karp 1970.)

// patient is how many conflicts the shifted sum has before the plain one is tried; each turn is twice as long as the one before.
const patient = 3000

// guide proves the least cost of the present stage. Now and then the shifted sum is the harder one (its cores are long where
// soldiers are many and all different), so the two take turns; what one learns about the rows serves the other.
func (b *best) guide(terms []Term) verdict {
	begin := func(g *guided, terms []Term, constant int64) {
		g.start(terms, constant)
		g.high = b.values[b.stage]
		switch {
		case b.opt.Phases != nil:
		case b.stage > 0: // few models keep the stages before: stay near the one that does
			for v := 1; v <= b.form.Vars(); v++ {
				b.s.phase[v] = b.model[v]
			}
		default:
			g.lean()
		}
	}
	shifted, constant, differs := b.shift(terms)
	if !differs {
		begin(b.g, terms, 0)
		return b.g.minimise()
	}
	begin(b.g, shifted, constant)
	var other *guided
	for turn := int64(patient); ; turn *= 2 {
		b.g.until = b.s.conflicts + turn
		if v := b.g.minimise(); v != unknown || b.s.stopped {
			b.g.until = math.MaxInt64
			return v
		}
		if other == nil {
			other = b.guided()
			begin(other, terms, 0)
		}
		b.g, other = other, b.g
		b.g.high = b.values[b.stage]
	}
}

// affine is a sum over variables.
type affine struct {
	of   []int64 // by variable
	base int64
}

func (f *Form) affine(terms []Term) affine {
	sum := affine{of: make([]int64, f.Vars()+1)}
	for _, t := range terms {
		if t.Lit > 0 {
			sum.of[t.Lit] += t.Weight
		} else {
			sum.of[-t.Lit] -= t.Weight
			sum.base += t.Weight
		}
	}
	return sum
}

// shift returns a sum that costs, with the constant, the same as the given one in every model in which the stages before the
// present one have their values; false when nothing is gained by counting any of them.
func (b *best) shift(terms []Term) (out []Term, constant int64, differs bool) {
	sum := b.form.affine(terms)
	for k := b.stage - 1; k >= 0; k-- {
		settled := b.form.affine(b.form.stages[k].Terms)
		settled.base -= b.values[k]
		times := b.multiple(sum, settled)
		if times == 0 {
			continue
		}
		differs = true
		for v := range sum.of {
			sum.of[v] += times * settled.of[v]
		}
		sum.base += times * settled.base
	}
	for v, w := range sum.of {
		if w != 0 {
			out = append(out, Term{w, Lit(v)})
		}
	}
	return out, sum.base, differs
}

// multiple says how often a sum that is zero is to be added, so that what costs least when every variable is free to choose
// costs as much as possible; 0 when weights would grow too large.
func (b *best) multiple(sum, zero affine) int64 {
	var at []int64 // where a variable changes its mind
	var widest, heaviest float64
	for v, a := range zero.of {
		if a == 0 {
			continue
		}
		widest = max(widest, math.Abs(float64(a)))
		if b.s.val[v<<1] == 0 {
			turn := float64(-sum.of[v]) / float64(a)
			at = append(at, int64(math.Floor(turn)), int64(math.Ceil(turn)))
			heaviest = max(heaviest, math.Abs(turn))
		}
	}
	if len(at) == 0 || heaviest*widest*float64(len(sum.of)) > float64(maxWeight)/4 {
		return 0
	}
	slices.Sort(at)
	at = slices.Compact(at)
	from, to := 0, len(at)-1
	for from < to { // the bound is concave
		if mid := (from + to) / 2; b.least(sum, zero, at[mid]) < b.least(sum, zero, at[mid+1]) {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return at[from]
}

// least is what the sum with so many times the other costs when each variable takes its better value.
func (b *best) least(sum, zero affine, times int64) int64 {
	cost := sum.base + times*zero.base
	for v, w := range sum.of {
		w += times * zero.of[v]
		if val := b.s.val[v<<1]; val > 0 || val == 0 && w < 0 {
			cost += w
		}
	}
	return cost
}
