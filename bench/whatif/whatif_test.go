package whatif

import (
	"context"
	"fmt"
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
	b.Run("glance", func(b *testing.B) {
		var worst time.Duration
		n := 0
		for b.Loop() {
			start := time.Now()
			session.Glance(context.Background(), flips[n%len(flips)])
			worst = max(worst, time.Since(start))
			n++
		}
		b.ReportMetric(float64(worst.Microseconds())/1000, "ms-worst")
	})
}
