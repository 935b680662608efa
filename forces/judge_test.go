package forces

import (
	"slices"

	"entente/act"
)

// judge counts one assignment.
func (o *oracle) judge(to [][]stretch, conceded, members int64) {
	var cuts []int
	for _, l := range o.lines {
		cuts = append(cuts, l.from, l.to)
	}
	for _, a := range o.units {
		for _, s := range o.there(a) {
			cuts = append(cuts, s[0], s[1])
		}
	}
	for _, x := range o.s.Caveats {
		b := x.Body.(*act.Caveat)
		if !b.From.IsZero() {
			cuts = append(cuts, day(b.From.First()), day(b.Until.Last())+1)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	short := map[int]int64{} // of each line, weighed
	filled := make([]bool, len(o.lines))
	for l := range filled {
		filled[l] = true
	}
	byRule := make([]map[string]int64, len(o.s.Rules))
	for i := range byRule {
		byRule[i] = map[string]int64{}
	}
	for i := range len(cuts) - 1 {
		d, days := cuts[i], int64(cuts[i+1]-cuts[i])
		at := make([]int, len(to))
		for u := range to {
			at[u] = o.lineOf(to, u, d)
		}
		if !o.stands(at, d) {
			return
		}
		for l, line := range o.lines {
			if d < line.from || d >= line.to {
				continue
			}
			var people, units int64
			for u := range to {
				if at[u] == l {
					people += o.units[u].Body.(*act.Pledge).Amount.Low
					units++
				}
			}
			measures := int64(0)
			if line.b.Strength > 0 {
				measures++
			}
			if line.b.Number > 0 {
				measures++
			}
			lack := func(need, have int64) {
				if have < need {
					filled[l] = false
					steps := min(need, 100)
					lacks := ((need-have)*steps + need - 1) / need // parts begun count whole
					short[l] += days * (10 - line.b.Priority) * 252 / measures * lacks * 100 / steps
				}
			}
			if line.b.Strength > 0 {
				lack(line.b.Strength, people)
			}
			if line.b.Number > 0 {
				lack(line.b.Number, units)
			}
		}
		for r, rule := range o.s.Rules {
			for u := range to {
				if at[u] >= 0 {
					n := o.units[u].Body.(*act.Pledge).Amount.Low
					if rule.Body.(*act.Rule).Of == "units" {
						n = 1
					}
					byRule[r][string(o.units[u].Actor)] += n * days
				}
			}
		}
	}
	for r, rule := range o.s.Rules {
		if !composed(rule.Body.(*act.Rule), byRule[r]) {
			return
		}
	}
	values := []int64{0, 0, 0, 0, -members, conceded}
	provides := map[string]bool{}
	for l, line := range o.lines {
		if line.b.Must != "should" && !filled[l] {
			values[0]++
		}
		values[1] += short[l]
	}
	for u := range to {
		lines := map[int]bool{}
		for _, s := range to[u] {
			provides[string(o.units[u].Actor)] = true
			lines[s.line] = true
		}
		values[2] += int64(len(lines) * (4 - rank[o.units[u].Body.(*act.Pledge).Readiness]))
	}
	values[3] = int64(len(provides))
	if !o.found || slices.Compare(values, o.best) < 0 {
		o.found, o.best = true, values
	}
}

// stands reports whether those at lines on a day can be there: none beside one that
// enters as it leaves, and each with somebody to provide what it needs.
func (o *oracle) stands(at []int, d int) bool {
	for u, l := range at {
		if l < 0 {
			continue
		}
		b := o.units[u].Body.(*act.Pledge)
		if len(b.Needs) > 0 && len(o.providers(u, d)) == 0 {
			return false
		}
		for v, x := range o.units {
			if at[v] >= 0 && string(b.AsLeaves) == x.ID {
				return false
			}
		}
	}
	return true
}

// providers are the units there on a day that can provide what a unit needs.
func (o *oracle) providers(u, d int) []int {
	need := o.units[u].Body.(*act.Pledge).Needs[0]
	var out []int
	for v, x := range o.units {
		b := x.Body.(*act.Pledge)
		if v != u && b.Capability.Fills(need.Capability) && o.usable(x) && on(o.there(x), d) && o.owners[string(x.Actor)] && holds(b.If) {
			out = append(out, v)
		}
	}
	return out
}

// composed reports whether shares keep to a rule.
func composed(r *act.Rule, by map[string]int64) bool {
	var all, group int64
	any := false
	for c, n := range by {
		all += n
		any = true
		if slices.Contains(r.Group, act.ActorRef(c)) && !slices.Contains(r.Except, act.ActorRef(c)) {
			group += n
		}
	}
	if r.Least != "" {
		part, _ := r.Least.Parse()
		num, den, strict := part.Ratio()
		if any && (group*den < num*all || strict && group*den <= num*all) {
			return false
		}
	}
	if r.Each {
		part, _ := r.Most.Parse()
		num, den, _ := part.Ratio()
		for c, n := range by {
			if !slices.Contains(r.Except, act.ActorRef(c)) && n*den > num*all {
				return false
			}
		}
	}
	return true
}
