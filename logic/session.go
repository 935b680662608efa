package logic

import (
	"context"
	"slices"
	"time"
)

// Session answers what-if questions after a first answer. It keeps that answer's plan and the assumptions its proof
// rests on: when a question changes none of those and the plan still stands, the answer is the same, with no
// search (the certificate). Otherwise it solves afresh, staying close to the plan; a solver kept from question to
// question was measured 20 to 100 times slower. Not for concurrent use.
type Session struct {
	form  *Form
	opt   Options
	first Outcome
	used  []Lit         // assumptions the first answer rests on
	alone time.Duration // how long the core-guided search is tried first
	// Certified counts the questions that were answered by certificate.
	Certified int
}

// NewSession finds the optimum under the options and prepares for questions. The form must not change afterwards.
func NewSession(ctx context.Context, f *Form, o Options) (*Session, Outcome, error) {
	if err := f.knownLits(o.Assume); err != nil {
		return nil, Outcome{}, err
	}
	first, used, engine := portfolio(ctx, f, o, firstSlice, true)
	s := sessionFrom(f, o, first, used)
	if engine == 1 { // it will be ahead again
		s.alone = firstSlice / 3
	}
	return s, first, nil
}

func sessionFrom(f *Form, o Options, first Outcome, used map[lit]bool) *Session {
	s := &Session{form: f, opt: o, first: first, alone: firstSlice}
	if s.first.Status == Infeasible {
		s.used = s.first.Core
	}
	for l := range used {
		s.used = append(s.used, l.outer())
	}
	slices.Sort(s.used)
	return s
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
	plan := s.plan(changed)
	if s.certified(changed, plan) {
		s.Certified++
		out := s.first
		out.Model = plan
		return out, nil
	}
	o := s.opt
	o.Assume = changed
	if plan != nil {
		o.Phases = plan
	}
	out, _, _ := portfolio(ctx, s.form, o, s.alone, false)
	return out, nil
}

// plan is the first answer's model with the assumptions put in and what is defined recomputed: not always a model.
func (s *Session) plan(assume []Lit) Model {
	if s.first.Model == nil {
		return nil
	}
	m := slices.Clone(s.first.Model)
	for _, l := range assume {
		m[l.Var()] = l > 0
	}
	s.form.recompute(m)
	return m
}

// certified says that the first answer's proof and its plan hold under the changed assumptions.
func (s *Session) certified(assume []Lit, plan Model) bool {
	for _, l := range s.used {
		if !slices.Contains(assume, l) {
			return false
		}
	}
	if s.first.Status == Infeasible {
		return true
	}
	if s.first.Status != Optimal || s.form.Check(plan) != nil {
		return false
	}
	for _, l := range assume {
		if !plan.True(l) {
			return false
		}
	}
	for i, st := range s.form.stages {
		if Sum(plan, st.Terms) != s.first.Values[i] {
			return false
		}
	}
	return true
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
