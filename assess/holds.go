package assess

import "entente/logic"

// holds is the formula that e is known to hold: whatever open inputs turn out to
// be. Parts judge that soundly; an input used in several ways is split first
// (Shannon), so that the judgement is exact.
func (f *form) holds(e *expr) logic.Formula {
	budget := 20_000
	φ := f.split(e, &budget)
	if budget <= 0 && !f.loose {
		f.loose = true
		f.m.note(f.m.said.Say("a condition uses so many inputs in several ways that it was judged part by part: a joining could have been missed"))
	}
	return φ
}

func (f *form) split(e *expr, budget *int) logic.Formula {
	*budget--
	i := e.mixed()
	if i < 0 || *budget <= 0 {
		return f.parts(e, false)
	}
	whatever := make([]logic.Formula, 0, len(f.settled[i]))
	ways := make([]logic.Formula, 0, len(f.settled[i])+1)
	for v, l := range f.settled[i] {
		φ := f.split(e.fix(i, v), budget)
		whatever = append(whatever, φ)
		ways = append(ways, logic.And(logic.Is(l), φ))
	}
	return logic.Or(append(ways, logic.And(whatever...))...)
}

// parts turns e into a formula over settled values: "not at v" is "settled at
// another value", so that an open input makes neither true.
func (f *form) parts(e *expr, negated bool) logic.Formula {
	switch e.op {
	case yes, no:
		if (e.op == yes) != negated {
			return logic.And()
		}
		return logic.Or()
	case is:
		if !negated {
			return logic.Is(f.settled[e.in][e.v])
		}
		var others []logic.Formula
		for v, l := range f.settled[e.in] {
			if v != e.v {
				others = append(others, logic.Is(l))
			}
		}
		return logic.Or(others...)
	case joins:
		if negated {
			return logic.Not(logic.Is(f.x[e.v]))
		}
		return logic.Is(f.x[e.v])
	case not:
		return f.parts(e.kids[0], !negated)
	}
	kids := make([]logic.Formula, len(e.kids))
	for i, kid := range e.kids {
		kids[i] = f.parts(kid, negated)
	}
	k := e.k
	if negated {
		k = len(kids) - e.k + 1
	}
	return logic.AtLeast(int64(k), kids...)
}
