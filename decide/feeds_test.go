package decide_test

import (
	"context"
	"testing"

	"entente/assess"
	"entente/brief"
	"entente/decide"
)

// TestGatesFeedAssess: what a gate answers is its actor's decision in assess as well.
// A refusal puts it out; a missing answer leaves it contingent, never in.
func TestGatesFeedAssess(t *testing.T) {
	_, sit, problems := open(t, "testdata/good/lake.yaml")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	ans, problems, err := decide.Case(sit, decide.Query{})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	state := map[string]decide.Outcome{}
	for _, a := range ans.Approvals {
		state[a.Actor] = a.State
	}
	who, problems := assess.Coalition(context.Background(), sit, assess.Query{})
	if problems.Refuse() {
		t.Fatal(problems)
	}
	for _, a := range who.Actors {
		want := map[decide.Outcome]brief.Standing{decide.NotAdopted: brief.Out, decide.Pending: brief.Contingent}[state[a.ID]]
		if a.Standing != want {
			t.Errorf("%s is %s by its gates and %s in assess", a.ID, state[a.ID], a.Standing)
		}
	}
	if state["IDN"] != decide.NotAdopted || state["EGY"] != decide.Pending || state["JOR"] != decide.Pending {
		t.Errorf("%v", state)
	}
}
