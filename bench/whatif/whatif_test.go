package whatif

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"entente/act"
	"entente/assess"
	"entente/situation"
)

func situationOf(seed int64) *situation.Situation {
	s, problems := situation.At(Case(seed), situation.When{At: act.MustDate("2026-01-01")})
	if len(problems) > 0 {
		panic(problems)
	}
	return s
}

// BenchmarkWhatIf flips every fact, option and joining in turn.
func BenchmarkWhatIf(b *testing.B) {
	s := situationOf(1)
	session, problems := assess.NewSession(context.Background(), s, assess.Query{})
	if problems.Refuse() {
		b.Fatal(problems)
	}
	var flips []assess.Query
	for f := range 20 {
		flips = append(flips, assess.Query{Assume: []string{fmt.Sprintf("fact.f%d=true", f)}}, assess.Query{Assume: []string{fmt.Sprintf("fact.f%d=false", f)}})
	}
	for c := range 6 {
		flips = append(flips, assess.Query{Choose: []string{fmt.Sprintf("c%d=b", c)}})
	}
	for _, code := range s.Candidates() {
		flips = append(flips, assess.Query{Assume: []string{"joins." + code + "=false"}})
	}
	b.Run("first-whole-answer", func(b *testing.B) {
		for b.Loop() {
			assess.Coalition(context.Background(), s, assess.Query{})
		}
	})
	glance := session.Glance(context.Background(), assess.Query{})
	each := func(name string, answer func(assess.Query)) {
		b.Run(name, func(b *testing.B) {
			var took []float64
			for b.Loop() {
				began := time.Now()
				answer(flips[len(took)%len(flips)])
				took = append(took, ms(time.Since(began)))
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2], "ms-median")
			b.ReportMetric(took[len(took)*95/100], "ms-p95")
		})
	}
	each("glance", func(q assess.Query) { session.Glance(context.Background(), q) })
	each("what-if", func(q assess.Query) { session.WhatIf(context.Background(), q, glance) })
}
