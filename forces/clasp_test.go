package forces

import (
	"bytes"
	"context"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/logic"
)

// TestAgainstClasp hands larger worlds to gringo and clasp, which must find the same
// optimum in every stage.
func TestAgainstClasp(t *testing.T) {
	for _, tool := range []string{"gringo", "clasp"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("SKIPPED, NOT CHECKED: %s absent: apt-get install gringo clasp", tool)
		}
	}
	last := regexp.MustCompile(`(?m)^Optimization ?: (.*)$`)
	for seed := uint64(1000); seed < 1008; seed++ {
		f, problems := Form(context.Background(), newWorld(seed, 8, 16, 8), Query{})
		if problems.Refuse() {
			t.Fatal(problems)
		}
		if f == nil {
			continue
		}
		ours, err := logic.Best(context.Background(), f, logic.Options{})
		if err != nil || ours.Status != logic.Optimal {
			t.Fatalf("seed %d: %v %v", seed, ours.Status, err)
		}
		var program bytes.Buffer
		if err := f.WriteASP(&program, "a world"); err != nil {
			t.Fatal(err)
		}
		gringo := exec.Command("gringo", "-")
		gringo.Stdin = &program
		ground, err := gringo.Output()
		if err != nil {
			t.Fatal(err)
		}
		clasp := exec.Command("clasp", "--opt-mode=opt", "--opt-strategy=usc", "--time-limit=5")
		clasp.Stdin = bytes.NewReader(ground)
		out, _ := clasp.Output() // its exit code is not 0 on success
		found := last.FindAllStringSubmatch(string(out), -1)
		if !strings.Contains(string(out), "OPTIMUM FOUND") || len(found) == 0 {
			t.Logf("seed %d: clasp does not prove its optimum in 5 s", seed)
			continue
		}
		var theirs, want []int64
		for _, w := range strings.Fields(found[len(found)-1][1]) {
			n, err := strconv.ParseInt(w, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			theirs = append(theirs, n)
		}
		for i, s := range f.Stages() {
			if len(s.Terms) > 0 {
				want = append(want, ours.Values[i])
			}
		}
		if !slices.Equal(theirs, want) {
			t.Errorf("seed %d: clasp finds %v, we %v", seed, theirs, want)
		}
	}
}
