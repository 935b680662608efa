package logic

import (
	"context"
	"time"
)

// Status is how far an answer goes.
type Status int8

const (
	Unknown    Status = iota // stopped before anything was found
	Infeasible               // proved impossible
	Feasible                 // a model; from Best: stopped early, not proved best
	Optimal                  // proved best
)

func (s Status) String() string {
	return [...]string{"unknown", "infeasible", "feasible", "optimal"}[s]
}

// Outcome is the answer of Best.
type Outcome struct {
	Status Status
	Values []int64 // of the model, one a stage, in the caller's units
	Bounds []int64 // proved: no model that is as good in the earlier stages has less
	Model  Model   // nil unless Feasible or Optimal
	Core   []Lit   // when Infeasible: assumptions that cannot stand together
}

// Options of Best. The zero Options are usual.
type Options struct {
	Assume   []Lit          // literals taken as true
	Phases   Model          // a model to stay close to where nothing else decides
	Progress func(Progress) // called about ten times a second at most, from the searching goroutine
}

// Progress is how far Best is.
type Progress struct {
	Stage     int    // index into Form.Stages
	Name      string // its name
	Found     bool   // Incumbent is the value of a model
	Incumbent int64
	Bound     int64
	Conflicts int64
	Elapsed   time.Duration
}

// Gap returns incumbent minus bound, and false when there is no incumbent.
func (p Progress) Gap() (int64, bool) { return p.Incumbent - p.Bound, p.Found }

// Best returns the lexicographic optimum of the form's stages.
func Best(ctx context.Context, f *Form, o Options) (Outcome, error) { return Outcome{}, f.err }

// Answer is the answer of Search.Solve: Feasible with a model, Infeasible with a core, or Unknown.
type Answer struct {
	Status Status
	Model  Model
	Core   []Lit
}

// Search answers one question after another about a form and learns from each.
type Search struct{ form *Form }

// NewSearch prepares a search over the form.
func NewSearch(f *Form) *Search { return &Search{f} }

// Solve says whether the form has a model in which all assumptions are true.
func (s *Search) Solve(ctx context.Context, assume ...Lit) Answer { return Answer{} }

// Sets is a list of sets of literals, and whether it is proved to be all of them.
type Sets struct {
	Sets     [][]Lit
	Complete bool
}

// Minimal returns the subset-minimal sets of literals of over that are true in a model.
func Minimal(ctx context.Context, f *Form, assume, over []Lit, limit int) Sets { return Sets{} }

// Conflicts returns the minimal subsets of from that cannot be true together.
func Conflicts(ctx context.Context, f *Form, assume, from []Lit, limit int) Sets { return Sets{} }

// MinimalCore shrinks a set of assumptions that cannot stand together to a minimal one.
func MinimalCore(ctx context.Context, f *Form, core []Lit) []Lit { return core }

// Objective is a sum to be minimised.
type Objective struct {
	Name  string
	Terms []Term
}

// Point is one point of a Pareto front.
type Point struct {
	Values []int64
	Model  Model
}

// Pareto returns the front of the objectives, all minimised, and whether it is complete.
func Pareto(ctx context.Context, f *Form, assume []Lit, objectives []Objective, limit int) ([]Point, bool) {
	return nil, false
}

// Session answers what-if questions after a first answer.
type Session struct{}

// NewSession solves the form and keeps what it learnt.
func NewSession(ctx context.Context, f *Form, o Options) (*Session, Outcome, error) {
	return &Session{}, Outcome{}, nil
}

// WhatIf returns the optimum under the base assumptions changed by assume.
func (s *Session) WhatIf(ctx context.Context, assume ...Lit) (Outcome, error) { return Outcome{}, nil }
