package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/logic"
)

func madeUp(t *testing.T, s size, m mode, seed uint64) problem {
	t.Helper()
	f, w := generate(s, m, seed)
	p, err := problemOf(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range w.open {
		p.steps = append(p.steps, int(l))
	}
	return p
}

func opb(t *testing.T, p problem) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.writeOPB(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSameSeedSameInstance(t *testing.T) {
	for _, s := range sizes[:3] {
		one, two := opb(t, madeUp(t, s, best, 4)), opb(t, madeUp(t, s, best, 4))
		if !bytes.Equal(one, two) {
			t.Errorf("%s: two runs differ", s.name)
		}
		if bytes.Equal(one, opb(t, madeUp(t, s, best, 5))) {
			t.Errorf("%s: two seeds do not differ", s.name)
		}
	}
}

func TestInstanceFileReadsBack(t *testing.T) {
	p := madeUp(t, sizes[1], quo, 1)
	path := filepath.Join(t.TempDir(), "p.opb")
	if err := os.WriteFile(path, opb(t, p), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := readInstance(path)
	if err != nil {
		t.Fatal(err)
	}
	back, err := problemOf(in.form)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range in.steps {
		back.steps = append(back.steps, int(l))
	}
	p.form, back.form = nil, nil // what it was made from; the file holds what all solvers are given
	if !reflect.DeepEqual(p, back) {
		t.Fatal("the file read back is another problem")
	}
}

func TestBadInstanceFilesAreRefused(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"+1 x1 +1 x2 ;\n", "p.opb:1: no >= or ="},
		{"* comment\n+1 y1 >= 1 ;\n", `p.opb:2: "y1" is no variable`},
		{"+a x1 >= 1 ;\n", "p.opb:1: weight"},
		{"+1 x1 >= one ;\n", "p.opb:1: right-hand side"},
		{"* stage members one +1 x1 ;\n", "p.opb:1: offset of stage members"},
		{"* steps 1 two\n", "p.opb:1: step"},
	} {
		path := filepath.Join(t.TempDir(), "p.opb")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readInstance(path); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

// Every solver that is installed must prove the same optimum, and what its file
// says must be what Entente was given.
func TestSolversAgree(t *testing.T) {
	self := filepath.Join(t.TempDir(), "assess")
	if out, err := exec.Command("go", "build", "-o", self, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var field []entrant
	for _, e := range entrants(self) {
		if _, err := exec.LookPath(e.program); err != nil {
			t.Logf("SKIPPED: %s is not installed", e.program)
			continue
		}
		field = append(field, e)
	}
	if len(field) == 1 {
		t.Skip("SKIPPED: no other solver is installed, nothing was compared")
	}
	rc := race{runs: 1, limit: 20 * time.Second, self: self}
	for _, m := range []mode{quo, best} {
		for seed := range uint64(4) {
			results, err := rc.solveAll(field, madeUp(t, sizes[0], m, seed))
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range results {
				if !r.proved() {
					t.Errorf("%s %d: %s proved nothing: %s", m, seed, r.solver, r.note)
				}
			}
			if d := disagreement(results); d != "" {
				t.Errorf("%s %d: %s", m, seed, d)
			}
		}
	}
}

func TestUnlocksAreCheckedNotBelieved(t *testing.T) {
	f := logic.NewForm()
	a, b, c := f.New("a"), f.New("b"), f.New("c")
	f.Clause(a, b)
	steps := []logic.Lit{a, b, c}
	if err := checkUnlock(f, steps, []logic.Lit{a}); err != nil {
		t.Error(err)
	}
	if checkUnlock(f, steps, []logic.Lit{c}) == nil {
		t.Error("a set that is not enough was let through")
	}
	if checkUnlock(f, steps, []logic.Lit{a, c}) == nil {
		t.Error("a set with a step to spare was let through")
	}
}

// A search in which every clause learnt is as good as the one before must begin anew all the same: this instance once had no model
// after half a million conflicts, where a hundred are enough.
func TestAModelIsFoundSoon(t *testing.T) {
	f, _ := generate(sizes[2], best, 162)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, err := logic.Best(ctx, f, logic.Options{Progress: func(p logic.Progress) {
		if p.Conflicts > 100_000 {
			stop()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if want := []int64{0, -92, -2859, 91}; out.Status != logic.Optimal || !slices.Equal(out.Values, want) { // clasp and z3 say so too
		t.Errorf("%v %v, want the optimum %v", out.Status, out.Values, want)
	}
}
