package assess_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"entente/act"
	"entente/assess"
	"entente/situation"
)

// TestAgainstClasp compares the best package of larger random cases, too large to
// go through, with what gringo and clasp find on our own export.
func TestAgainstClasp(t *testing.T) {
	for _, tool := range []string{"gringo", "clasp"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("NOT COMPARED: %s is missing; apt-get install gringo clasp", tool)
		}
	}
	compared := 0
	for seed := range 60 {
		r := rand.New(rand.NewSource(int64(seed)))
		c := largeCase(r, 10+r.Intn(16))
		sit, problems := situation.At(c.acts(), situation.When{})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		ans, problems := assess.Coalition(context.Background(), sit, assess.Query{})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		best := ans.Stands
		for _, p := range ans.Packages {
			if p.Best && p.Horizon == "stands" {
				best = p.Outcome
			}
		}
		var program bytes.Buffer
		if err := assess.WriteASP(&program, sit, assess.Query{}); err != nil {
			t.Fatal(err)
		}
		theirs, found := clasp(t, program.String())
		if !found {
			continue
		}
		if ours := c.stages(best); ours != theirs {
			t.Errorf("case %d: ours %s, clasp %s", seed, ours, theirs)
		}
		compared++
	}
	if compared < 30 {
		t.Errorf("only %d cases had an optimum to compare", compared)
	}
	t.Logf("%d optima compared", compared)
}

// largeCase is a random case of n actors with no contradictions, so that every
// optimum exists.
func largeCase(r *rand.Rand, n int) tcase {
	var c tcase
	for range 6 {
		c.facts = append(c.facts, pick(r, "open", "true", "false"))
	}
	for range 4 {
		c.clauses = append(c.clauses, tclause{options: 2 + r.Intn(3), draft: r.Intn(2), settled: -1})
	}
	for i := range n {
		a := tactor{stance: "supports", troops: int64(r.Intn(30)) * 100}
		if r.Intn(12) == 0 {
			a.stance = "opposes"
		}
		if a.stance == "supports" {
			for range 1 + r.Intn(3) {
				a.terms = append(a.terms, tterm{c.randomCond(r, i, n, 2), act.Strength(pick(r, "requirement", "requirement", "reservation", "preference"))})
			}
		}
		c.actors = append(c.actors, a)
	}
	c.needs = []tneed{{members: int64(n / 2)}, {troops: int64(n) * 700}}
	k := c.randomCond(r, -1, n, 2)
	c.needs = append(c.needs, tneed{cond: &k})
	return c
}

// stages writes an outcome as clasp writes the first four stages.
func (c *tcase) stages(o assess.Outcome) string {
	preferences := 0
	for _, a := range c.actors {
		for _, t := range a.terms {
			if t.strength == act.Preference {
				preferences++
			}
		}
	}
	weight := 0
	for _, x := range o.Concessions {
		if x.Strength == "preference" {
			weight++
		} else {
			weight += preferences + 1
		}
	}
	return fmt.Sprintf("%d %d %d %d", len(o.Unmet), -len(o.Members), -o.Troops, weight)
}

var optimum = regexp.MustCompile(`Optimization : (\S+ \S+ \S+ \S+)`)

func clasp(t *testing.T, program string) (string, bool) {
	t.Helper()
	ground := exec.Command("gringo")
	ground.Stdin = strings.NewReader(program)
	text, err := ground.Output()
	if err != nil {
		t.Fatalf("gringo: %v", err)
	}
	solve := exec.Command("clasp", "--opt-strategy=usc", "--time-limit=20")
	solve.Stdin = bytes.NewReader(text)
	out, _ := solve.Output() // clasp's exit code says what it found, not that it failed
	if !bytes.Contains(out, []byte("OPTIMUM FOUND")) {
		return "", false
	}
	m := optimum.FindSubmatch(out)
	return string(m[1]), m != nil
}
