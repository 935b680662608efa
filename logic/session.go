package logic

import (
	"context"
	"slices"
)

// Session answers what-if questions after a first answer. It keeps that answer's plan and the assumptions its proof
// rests on: when a question changes none of those and the plan still stands, the answer is the same, with no
// search (the certificate). Otherwise it solves afresh, staying close to the plan; a solver kept from question to
// question was measured 20 to 100 times slower. Not for concurrent use.
type Session struct {
	form  *Form
	opt   Options
	first Outcome
	used  []Lit // assumptions the first answer rests on
	// Certified counts the questions that were answered by certificate.
	Certified int
}

// NewSession finds the optimum under the options and prepares for questions. The form must not change afterwards.
func NewSession(ctx context.Context, f *Form, o Options) (*Session, Outcome, error) {
	if err := f.knownLits(o.Assume); err != nil {
		return nil, Outcome{}, err
	}
	b := newBest(ctx, f, o, true)
	s := &Session{form: f, opt: o, first: b.run()}
	if s.first.Status == Infeasible {
		s.used = s.first.Core
	}
	for l := range b.g.used {
		s.used = append(s.used, l.outer())
	}
	slices.Sort(s.used)
	return s, s.first, nil
}

// WhatIf returns the optimum under the session's assumptions changed by the given ones: a literal given here takes the place
// of its opposite.
func (s *Session) WhatIf(ctx context.Context, assume ...Lit) (Outcome, error) {
	if err := s.form.knownLits(assume); err != nil {
		return Outcome{}, err
	}
	changed := slices.Clone(assume)
	for _, l := range s.opt.Assume {
		if !slices.Contains(assume, l) && !slices.Contains(assume, -l) {
			changed = append(changed, l)
		}
	}
	if out, ok := s.certificate(changed); ok {
		s.Certified++
		return out, nil
	}
	o := s.opt
	o.Assume = changed
	if s.first.Model != nil {
		o.Phases = s.first.Model
	}
	return Best(ctx, s.form, o)
}

// certificate gives the first answer when its proof and its plan hold under the changed assumptions.
func (s *Session) certificate(assume []Lit) (Outcome, bool) {
	for _, l := range s.used {
		if !slices.Contains(assume, l) {
			return Outcome{}, false
		}
	}
	switch s.first.Status {
	case Infeasible:
		return s.first, true
	case Optimal:
	default:
		return Outcome{}, false
	}
	m := slices.Clone(s.first.Model)
	for _, l := range assume {
		m[l.Var()] = l > 0
	}
	s.form.recompute(m)
	for _, l := range assume {
		if !m.True(l) {
			return Outcome{}, false
		}
	}
	for i, st := range s.form.stages {
		if Sum(m, st.Terms) != s.first.Values[i] {
			return Outcome{}, false
		}
	}
	if s.form.Check(m) != nil {
		return Outcome{}, false
	}
	out := s.first
	out.Model = m
	return out, true
}

// recompute gives every auxiliary variable the value of what it stands for.
func (f *Form) recompute(m Model) {
	for _, g := range f.gates {
		var sum int64
		for _, t := range g.terms {
			if m.True(t.Lit) {
				sum += t.Weight
			}
		}
		m[g.out] = sum >= g.k
	}
}
