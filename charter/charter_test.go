package charter_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/act"
	"entente/brief"
	"entente/charter"
	"entente/dossier"
	"entente/situation"
)

var update = flag.Bool("update", false, "write the golden files anew")

func ask(t *testing.T, path, at string) *charter.Answer {
	t.Helper()
	d, problems := dossier.ReadFile(path)
	if problems.Refuse() {
		t.Fatal(problems)
	}
	when := situation.When{At: d.AsOf}
	if at != "" {
		when.At = act.MustDate(at)
	}
	sit, problems := situation.At(d.Acts, when)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return charter.Ask(context.Background(), sit, charter.Query{Marking: d.Marking})
}

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
		t.Errorf("%s differs (%v); if the new one is right, run go test ./charter -update\n%s", file, err, got)
	}
}

// TestLake holds the answer for a charter that has something of everything, as text,
// HTML and JSON.
func TestLake(t *testing.T) {
	ans := ask(t, "testdata/lake.yaml", "")
	var text, html bytes.Buffer
	if err := brief.Text(&text, ans.Brief(), brief.TextOptions{Width: 90}); err != nil {
		t.Fatal(err)
	}
	if err := brief.HTML(&html, ans.Brief()); err != nil || !strings.Contains(html.String(), "contradictory") {
		t.Fatal(err)
	}
	raw, err := json.MarshalIndent(ans, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/lake.text", text.Bytes())
	golden(t, "testdata/lake.json", append(raw, '\n'))
}

// TestWorkedDossiers: what the five worked dossiers answer to the five questions, each
// with what is left; a question that is not settled leaves something to do.
func TestWorkedDossiers(t *testing.T) {
	for _, x := range []struct{ id, at, want string }{
		{"gaza-isf-2025", "", "silent settled drafted settled settled"},
		{"gaza-isf-2025", "2025-10-31", "silent drafted drafted drafted silent"},
		{"alliance-2016", "", "drafted drafted drafted silent drafted"},
		{"alliance-2016", "2017-01-06", "drafted drafted drafted silent contradictory"},
		{"iraq-2007", "", "silent drafted drafted silent silent"},
		{"is-coalition-2015", "", "drafted drafted silent silent silent"},
		{"moderate-states-2007", "", "drafted drafted silent silent silent"},
	} {
		ans := ask(t, "../dossiers/"+x.id+".yaml", x.at)
		var states []string
		for _, q := range ans.Questions {
			states = append(states, string(q.State))
			if q.State != charter.Settled && len(q.Left) == 0 || len(q.Because) == 0 {
				t.Errorf("%s: %s is %s with nothing left to do, or no reason", x.id, q.ID, q.State)
			}
		}
		if got := strings.Join(states, " "); got != x.want {
			t.Errorf("%s %s: %s, not %s", x.id, x.at, got, x.want)
		}
	}
}

// TestShareNobodyCanReach: a consent the charter sets above all its members, or at
// nobody, is shown as what it is.
func TestShareNobodyCanReach(t *testing.T) {
	src, err := os.ReadFile("../dossiers/alliance-2016.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for share, want := range map[string]brief.Finding{"all": brief.Open, "7/3": brief.Fails, "99": brief.Fails, "0": brief.Fails} {
		path := filepath.Join(t.TempDir(), "alliance.yaml")
		if err := os.WriteFile(path, bytes.Replace(src, []byte("\n    share: all\n"), []byte("\n    share: "+share+"\n"), 1), 0o666); err != nil {
			t.Fatal(err)
		}
		rungs := ask(t, path, "").Ladder.Rungs
		if got := rungs[len(rungs)-1].Finding; got != want {
			t.Errorf("%s: %s, not %s", share, got, want)
		}
	}
}

// TestServiceThatEnds: an officer in active service when asked, who is known to retire,
// is not yet eligible; appointed after it, not at all.
func TestServiceThatEnds(t *testing.T) {
	for at, want := range map[string]brief.Finding{"": brief.Open, "2017-01-06": brief.Fails} {
		var found []brief.Finding
		for _, f := range ask(t, "../dossiers/alliance-2016.yaml", at).Command {
			if strings.HasPrefix(f.Check, "Raheel Sharif may be") {
				found = append(found, f.Finding)
			}
		}
		if len(found) == 0 || found[len(found)-1] != want {
			t.Errorf("as of %q: %v, not %s", at, found, want)
		}
	}
}

// TestSaudiConductIsFlagged: no definition on the table of the alliance of 2016 covers
// a State's support for armed groups, and the one of the OIC covers those it supports.
func TestSaudiConductIsFlagged(t *testing.T) {
	ans := ask(t, "../dossiers/alliance-2016.yaml", "")
	flags := map[string][]string{}
	for _, d := range ans.Bench.Definitions {
		for _, f := range d.Flags {
			flags[d.ID] = append(flags[d.ID], f.Sort+" "+strings.Join(f.Who, ","))
		}
	}
	if got := fmt.Sprint(flags["oic-convention"]); got != "[supports_what_falls SAU]" {
		t.Errorf("flags of the OIC's convention: %s", got)
	}
}

// TestIraqConsent: the condition of May 2007, that all factions accept, is open for
// every one of them.
func TestIraqConsent(t *testing.T) {
	ans := ask(t, "../dossiers/iraq-2007.yaml", "")
	open := 0
	for _, f := range ans.Principles {
		if strings.Contains(f.Check, "consents") && f.Finding == brief.Open {
			open++
		}
	}
	if open != 4 {
		t.Errorf("%d parties have not consented: %+v", open, ans.Principles)
	}
}
