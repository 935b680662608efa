package logic

import (
	"context"
	"slices"
)

// Objective is a sum to be minimised; give negative weights to maximise.
type Objective struct {
	Name  string
	Terms []Term
}

// Point is one point of a Pareto front: the objectives' values in the caller's units, and a model that has them.
type Point struct {
	Values []int64
	Model  Model
}

// Pareto returns the front of the objectives among the models in which all of assume is true: every point than which no
// model is better in one objective and as good in the others. At most limit points (0: no limit), in
// lexicographic order as far as they go; true when the front is complete. The stages of f are not looked at.
//
// Each point is a lexicographic optimum under rows that ask for something better than each earlier point in some objective but the
// first (Soh, Banbara, Tamura and Le Berre 2017, with optimisation in place of descent; with two objectives, the
// epsilon-constraint method).
func Pareto(ctx context.Context, f *Form, assume []Lit, objectives []Objective, limit int) ([]Point, bool) {
	g := f.WithoutStages()
	for _, o := range objectives {
		g.Minimise(o.Name, o.Terms...)
	}
	vars := f.Vars()
	var points []Point
	var phases Model
	for limit <= 0 || len(points) < limit {
		out, err := Best(ctx, g, Options{Assume: assume, Phases: phases})
		switch {
		case err != nil || out.Status == Unknown || out.Status == Feasible:
			return points, false
		case out.Status == Infeasible:
			return points, true
		}
		phases = out.Model
		points = append(points, Point{out.Values, slices.Clip(out.Model[:vars+1])})
		var better []Formula // points come in lexicographic order: none later is better in the first objective
		for i, o := range objectives[min(1, len(objectives)):] {
			better = append(better, less(o.Terms, out.Values[i+1]))
		}
		g.Assert(Or(better...))
	}
	return points, false
}

// less is the formula that the terms sum to less than v.
func less(terms []Term, v int64) Formula {
	ws := make([]int64, len(terms))
	fs := make([]Formula, len(terms))
	for i, t := range terms {
		ws[i], fs[i] = -t.Weight, Is(t.Lit)
	}
	return Weighted(1-v, ws, fs)
}
