package decide_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/act"
	"entente/brief"
	"entente/decide"
	"entente/dossier"
	"entente/situation"
)

var update = flag.Bool("update", false, "write the golden files anew")

// open reads a dossier and folds it as of its day.
func open(t *testing.T, path string) (*dossier.Dossier, *situation.Situation, act.Problems) {
	t.Helper()
	d, problems := dossier.ReadFile(path)
	if problems.Refuse() {
		t.Fatal(problems)
	}
	sit, problems := situation.At(d.Acts, situation.When{At: d.AsOf})
	return d, sit, problems
}

// golden holds what is written to a file beside the case.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(want, got) {
		t.Errorf("%s differs (%v); if the new one is right, run go test ./decide -update\n%s", file, err, got)
	}
}

// TestCases holds the answers for the dossiers of testdata/good, as text, HTML and
// JSON.
func TestCases(t *testing.T) {
	paths, _ := filepath.Glob("testdata/good/*.yaml")
	for _, path := range paths {
		d, sit, problems := open(t, path)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		ans, problems, err := decide.Case(sit, decide.Query{Marking: d.Marking})
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		base := strings.TrimSuffix(path, ".yaml")
		var text, html bytes.Buffer
		if err := brief.Text(&text, ans.Brief(), brief.TextOptions{Width: 90}); err != nil {
			t.Fatal(err)
		}
		if err := brief.HTML(&html, ans.Brief()); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(html.String(), "<svg") && strings.Contains(path, "lake") {
			t.Error("no bar of votes in the HTML")
		}
		raw, err := json.MarshalIndent(ans, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, base+".text", text.Bytes())
		golden(t, base+".json", append(raw, '\n'))
	}
}

// TestBadVotes: every vote that cannot stand is reported with its place, in one run.
func TestBadVotes(t *testing.T) {
	_, sit, problems := open(t, "testdata/bad/votes.yaml")
	_, more, err := decide.Case(sit, decide.Query{})
	if err != nil {
		t.Fatal(err)
	}
	problems = append(problems, more...)
	problems.Sort()
	var out bytes.Buffer
	for _, p := range problems {
		p.Print(&out)
		if p.Line == 0 || p.Hint == "" {
			t.Errorf("without place or remedy: %v", p)
		}
	}
	golden(t, "testdata/bad/votes.want", out.Bytes())
}

// TestBadProcedures: everything wrong with a procedure, in one run.
func TestBadProcedures(t *testing.T) {
	paths, _ := filepath.Glob("testdata/procedures/*.yaml")
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		p, problems := decide.ReadProcedure(filepath.Base(path), src)
		if p != nil || !problems.Refuse() {
			t.Errorf("%s is read", path)
		}
		var out bytes.Buffer
		for _, p := range problems {
			p.Print(&out)
		}
		golden(t, strings.TrimSuffix(path, ".yaml")+".want", out.Bytes())
	}
}

// TestResolution2803: the first golden case, as the worked dossier has it, and with
// one abstention turned to a vote against.
func TestResolution2803(t *testing.T) {
	d, sit, _ := open(t, "../dossiers/gaza-isf-2025.yaml")
	ask := func() decide.Decision {
		ans, problems, err := decide.Case(sit, decide.Query{Decision: "resolution-2803", Marking: d.Marking})
		if err != nil || problems.Refuse() || len(ans.Decisions) != 1 {
			t.Fatal(err, problems, ans)
		}
		return ans.Decisions[0]
	}
	if x := ask(); x.Outcome != decide.Adopted || x.Published != "adopted" || x.Differs != "" || x.Count.Yes.Votes != 13 || x.Distance.Votes != 4 || len(x.Decisive) != 5 {
		t.Errorf("%+v", x)
	}
	for _, b := range sit.Ballots {
		b.Vote.Abstain, b.Vote.No = []act.ActorRef{"CHN"}, []act.ActorRef{"RUS"}
	}
	if x := ask(); x.Outcome != decide.Vetoed || len(x.Vetoes) != 1 || x.Differs == "" {
		t.Errorf("%+v", x)
	}
}
