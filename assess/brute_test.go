package assess_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"entente/assess"
	"entente/brief"
	"entente/situation"
)

var instances = flag.Int("instances", 12_000, "random cases held against going through every world")

// TestAgainstEveryWorld holds every part of the answer against going through every
// world and every set of actors.
func TestAgainstEveryWorld(t *testing.T) {
	seen, conflicts := 0, 0
	for seed := 0; seen < *instances; seed++ {
		c := randomCase(rand.New(rand.NewSource(int64(seed))))
		if newOracle(&c).worlds() > 32 {
			continue // every world of it would take too long
		}
		seen++
		bad, checked := differences(&c)
		if len(bad) > 0 {
			t.Fatalf("case %d:\n%s\n%s", seed, describe(&c), strings.Join(bad, "\n"))
		}
		conflicts += checked
	}
	t.Logf("%d cases, the conflicts of %d of them", seen, conflicts)
	if conflicts < seen/4 {
		t.Errorf("the conflicts of only %d of %d cases were small enough to check", conflicts, seen)
	}
}

// worlds counts the ways the open inputs can go.
func (o *oracle) worlds() int {
	n := 1
	for _, in := range o.inputs {
		if in.known < 0 {
			n *= len(in.values)
		}
	}
	return n
}

func differences(c *tcase) ([]string, int) {
	var bad []string
	report := func(what string, got, want any) {
		if fmt.Sprint(got) != fmt.Sprint(want) {
			bad = append(bad, fmt.Sprintf("%s: answered %v, by every world %v", what, got, want))
		}
	}
	o := newOracle(c).tabulate()
	sit, problems := situation.At(c.acts(), situation.When{})
	if len(problems) > 0 {
		return []string{problems.Error()}, 0
	}
	ans, problems := assess.Coalition(context.Background(), sit, assess.Query{})
	if len(problems) > 0 {
		return []string{problems.Error()}, 0
	}
	possible, certain, in := o.standings()
	for i, a := range ans.Actors {
		want := brief.Contingent
		if !possible[i] {
			want = brief.Out
		} else if in[i] {
			want = brief.In
		}
		report("possible "+a.ID, a.Possible, possible[i])
		report("certain "+a.ID, a.Certain, certain[i])
		report("standing "+a.ID, a.Standing, want)
	}
	stands := [][]int{o.known(true)}
	best, found := o.best(stands, 0)
	report("stands", vector(ans.Stands, len(ans.Requirements)), vectorOf(best, found, len(c.needs)))
	report("viable", ans.Viable, found && best[0] == 0)
	reach, ok := o.best(o.choices(false, false), 0)
	report("reach", vector(ans.Reach, len(ans.Requirements)), vectorOf(reach, ok, len(c.needs)))
	o.checkCoalitions(ans, report)
	o.checkPackages(ans, report)
	o.checkUnlocks(ans, report)
	o.checkConflicts(ans, report)
	o.checkPivots(ans, reach, ok, report)
	return bad, o.checked
}

func vector(x assess.Outcome, needs int) string {
	reservations, preferences := 0, 0
	for _, c := range x.Concessions {
		if c.Strength == "preference" {
			preferences++
		} else {
			reservations++
		}
	}
	return fmt.Sprintf("%d unmet, %d members, %d troops, %d reservations, %d preferences", len(x.Unmet), len(x.Members), x.Troops, reservations, preferences)
}

func vectorOf(x [5]int64, found bool, needs int) string {
	if !found {
		return "0 unmet, 0 members, 0 troops, 0 reservations, 0 preferences"
	}
	return fmt.Sprintf("%d unmet, %d members, %d troops, %d reservations, %d preferences", x[0], -x[1], -x[2], x[3], x[4])
}

func (o *oracle) members(s int) string {
	var out []string
	for i := range o.actors {
		if s>>i&1 == 1 {
			out = append(out, code(i))
		}
	}
	return strings.Join(out, "")
}

func (o *oracle) checkCoalitions(ans *assess.Answer, report func(string, any, any)) {
	var got, want []string
	for _, m := range ans.Coalitions.Maximal {
		got = append(got, strings.Join(m, ""))
	}
	for _, s := range o.maximal(o.known(true)) {
		want = append(want, o.members(s))
	}
	slices.Sort(got)
	slices.Sort(want)
	report("maximal coalitions", got, want)
}

func (o *oracle) checkPackages(ans *assess.Answer, report func(string, any, any)) {
	open := slices.ContainsFunc(o.inputs, func(in tinput) bool { return in.clause && in.known < 0 })
	if !open {
		report("packages", len(ans.Packages), 0)
		return
	}
	for _, horizon := range []string{"stands", "reach"} {
		vs := o.choices(horizon == "stands", true)
		best, found := o.best(vs, 0)
		front := map[string]bool{}
		for _, p := range ans.Packages {
			if p.Horizon != horizon {
				continue
			}
			if p.Best {
				report("best package, "+horizon, vector(p.Outcome, 0), vectorOf(best, found, 0))
			}
			if p.Pareto {
				front[point(p.Outcome)] = true
			}
		}
		want := o.front(vs)
		for p := range want {
			if !front[p] {
				report("packages, "+horizon, keys(front), keys(want))
				return
			}
		}
	}
}

func point(x assess.Outcome) string {
	reservations, preferences := 0, 0
	for _, c := range x.Concessions {
		if c.Strength == "preference" {
			preferences++
		} else {
			reservations++
		}
	}
	return fmt.Sprint(len(x.Members), x.Troops, reservations, preferences)
}

func keys(m map[string]bool) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// front is the set of points (members, troops, concessions) that none beats.
func (o *oracle) front(vs [][]int) map[string]bool {
	var points [][4]int64
	for _, v := range vs {
		for s := range o.sets() {
			if o.consistent(v, s) {
				x := o.value(v, s)
				points = append(points, [4]int64{x[1], x[2], x[3], x[4]})
			}
		}
	}
	out := map[string]bool{}
	for _, p := range points {
		beaten := slices.ContainsFunc(points, func(q [4]int64) bool {
			sum := slices.Compare(q[2:], p[2:]) // reservations outweigh preferences
			return q[0] <= p[0] && q[1] <= p[1] && sum <= 0 && (q[0] < p[0] || q[1] < p[1] || sum < 0)
		})
		if !beaten {
			out[fmt.Sprint(-p[0], -p[1], p[2], p[3])] = true
		}
	}
	return out
}

func (o *oracle) checkUnlocks(ans *assess.Answer, report func(string, any, any)) {
	got := map[string][]string{}
	complete := map[string]bool{}
	for _, u := range ans.Unlocks {
		var names []string
		for _, s := range u.Steps {
			names = append(names, s.ID)
		}
		if len(u.Steps) > 0 && u.Steps[0].Kind == "signature" {
			continue // no input is settled by it
		}
		slices.Sort(names)
		got[u.For] = append(got[u.For], strings.Join(names, " + "))
		complete[u.For] = u.Complete
	}
	check := func(subject string, want []string) {
		slices.Sort(got[subject])
		if len(got[subject]) == 0 || complete[subject] {
			report("unlocks of "+subject, got[subject], want)
		}
	}
	if !ans.Viable {
		check("case", o.unlocks(func(v []int, s int) bool { return o.value(v, s)[0] == 0 }))
	}
	for i, a := range ans.Actors {
		if a.Standing == brief.In {
			continue
		}
		in := func(v []int, s int) bool { return s>>i&1 == 1 }
		if _, then := o.steps(); o.passes(o.known(true), nil, in) {
			report("unlocks of "+a.ID, len(got[a.ID]), 0)
			_ = then
			continue
		}
		check(a.ID, o.unlocks(in))
	}
}

func (o *oracle) checkPivots(ans *assess.Answer, reach [5]int64, found bool, report func(string, any, any)) {
	for _, p := range ans.Pivotal {
		i := strings.Index("ABCDEFGH", p.ID)
		if p.Kind != "actor" || i < 0 {
			continue
		}
		x, ok := o.best(o.choices(false, false), 1<<i)
		members := int64(0)
		if ok {
			members = -x[1]
		}
		report("loss without "+p.ID, p.Loss, max(0, -reach[1]-members-1))
		report("breaks without "+p.ID, p.Breaks, found && reach[0] == 0 && !(ok && x[0] == 0))
		critical := 0
		v := o.known(true)
		for _, s := range o.maximal(v) {
			if s>>i&1 == 1 && (!o.consistent(v, s&^(1<<i)) || ans.Viable && o.value(v, s&^(1<<i))[0] > 0) {
				critical++
			}
		}
		report("critical "+p.ID, p.Critical, critical)
	}
}

func describe(c *tcase) string {
	var b strings.Builder
	for _, a := range c.acts() {
		fmt.Fprintf(&b, "  %s %s %+v\n", a.ID, a.Actor, a.Body)
	}
	return b.String()
}
