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
		s.alone = firstSlice / 10
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
	if out, ok := s.certificate(changed); ok {
		s.Certified++
		return out, nil
	}
	o := s.opt
	o.Assume = changed
	if s.first.Model != nil {
		o.Phases = s.first.Model
	}
	out, _, _ := portfolio(ctx, s.form, o, s.alone, false)
	return out, nil
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
