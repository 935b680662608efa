package decide_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
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
	if len(who.Actors) != 3 {
		t.Errorf("%d actors", len(who.Actors))
	}
	if state["IDN"] != decide.NotAdopted || state["EGY"] != decide.Pending || state["JOR"] != decide.Pending {
		t.Errorf("%v", state)
	}
}

// TestGatesPassed: once every gate has approved, the actor may decide; assess counts it
// in only when its own word is final, and decide says the same.
func TestGatesPassed(t *testing.T) {
	src, err := os.ReadFile("testdata/good/lake.yaml")
	if err != nil {
		t.Fatal(err)
	}
	src = bytes.Replace(src, []byte("result: refused"), []byte("result: approved"), 1)
	word := "\npositions:\n  - {id: idn-joins, actor: IDN, on: 2031-05-28, stance: supports, says: Indonesia joins the force., source: record}\n"
	for text, want := range map[string]brief.Standing{"": brief.Contingent, word: brief.In} {
		path := filepath.Join(t.TempDir(), "lake.yaml")
		if err := os.WriteFile(path, append(bytes.Clone(src), text...), 0o666); err != nil {
			t.Fatal(err)
		}
		_, sit, problems := open(t, path)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		ans, _, err := decide.Case(sit, decide.Query{Decision: "IDN"})
		if err != nil || len(ans.Approvals) != 1 || ans.Approvals[0].State != decide.Adopted || ans.Approvals[0].Final != (want == brief.In) {
			t.Errorf("%q: %v, %+v", text, err, ans.Approvals)
		}
		who, _ := assess.Coalition(context.Background(), sit, assess.Query{})
		for _, a := range who.Actors {
			if a.ID == "IDN" && a.Standing != want {
				t.Errorf("%q: %s in assess, not %s", text, a.Standing, want)
			}
		}
	}
}
