package assess_test

import (
	"context"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"entente/assess"
	"entente/brief"
	"entente/situation"
)

// TestStopped stops the search at every stage of an answer, as Ctrl-C does. What is
// left must say that it is not whole, must call nobody out who could still join,
// and must not call unviable what was not settled.
func TestStopped(t *testing.T) {
	c := largeCase(rand.New(rand.NewSource(7)), 20)
	sit, _ := situation.At(c.acts(), situation.When{})
	whole, problems := assess.Coalition(context.Background(), sit, assess.Query{})
	if problems.Refuse() {
		t.Fatal(problems)
	}
	stages := 0
	for stop := 0; ; stop++ {
		ctx, cancel := context.WithCancel(context.Background())
		seen := 0
		ans, _ := assess.Coalition(ctx, sit, assess.Query{Progress: func(assess.Progress) {
			if seen == stop {
				cancel()
			}
			seen++
		}})
		reached := ctx.Err() != nil
		cancel()
		if !reached {
			break // it ended before this stage
		}
		stages++
		for i, a := range ans.Actors {
			if a.Standing == brief.Out && whole.Actors[i].Standing != brief.Out {
				t.Errorf("stopped at %d: %s is called out", stop, a.ID)
			}
		}
		for _, p := range ans.Pivotal {
			if !slices.ContainsFunc(whole.Pivotal, func(w assess.Pivot) bool {
				return w.ID == p.ID && w.Loss == p.Loss && w.Breaks == p.Breaks && w.Critical <= p.Critical
			}) {
				t.Errorf("stopped at %d: %+v is not what the whole answer says", stop, p)
			}
		}
		headline := ans.Brief().Blocks[0].(brief.Callout).Text
		if whole.Viable && strings.Contains(headline, "not viable") {
			t.Errorf("stopped at %d: %s", stop, headline)
		}
		if stop == 0 && len(ans.Incomplete) == 0 {
			t.Errorf("stopped at %d: the answer does not say that it is not whole", stop)
		}
	}
	if stages < 5 {
		t.Errorf("stopped at %d stages only", stages)
	}
}
