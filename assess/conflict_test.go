package assess_test

import (
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/assess"
	"entente/brief"
)

// checkConflicts holds every conflict listed against its definition: its parts
// cannot all stand, and taking any one away opens the way. Where few parts are in
// play the list must be all of them.
func (o *oracle) checkConflicts(ans *assess.Answer, report func(string, any, any)) {
	ways := 1
	for _, in := range o.inputs {
		if o.real(in) {
			ways *= len(in.values) + 1
		}
	}
	if ways > 200 {
		return // going through every way to leave parts out would take too long
	}
	o.checked++
	listed := map[string][]string{}
	complete := false
	for _, c := range ans.Conflicts {
		actor := strings.Index("ABCDEFGH", c.For)
		var parts []string
		for _, p := range c.Parts {
			parts = append(parts, p.ID)
		}
		if o.open(parts, actor) {
			report("conflict for "+c.For, parts, "these can all stand")
		}
		for k := range parts {
			if rest := slices.Delete(slices.Clone(parts), k, k+1); !o.open(rest, actor) {
				report("conflict for "+c.For, parts, fmt.Sprint("not minimal: ", rest))
			}
		}
		slices.Sort(parts)
		listed[c.For] = append(listed[c.For], strings.Join(parts, " + "))
		complete = c.Complete
	}
	for i, a := range ans.Actors {
		if a.Standing != brief.In && !o.passes(o.known(true), nil, func(v []int, s int) bool { return s>>i&1 == 1 }) {
			report("has a conflict: "+a.ID, len(listed[a.ID]) > 0, true)
		}
	}
	parts := o.parts()
	if firm := slices.DeleteFunc(slices.Clone(parts), o.expected); !o.open(firm, -1) {
		parts = firm
	}
	if ans.Viable || !complete && len(listed["case"]) > 0 || len(parts) > 7 {
		return
	}
	var all []int
	for set := range 1 << len(parts) {
		if !o.open(subset(parts, set), -1) {
			all = append(all, set)
		}
	}
	var want []string
	for _, s := range all {
		if !slices.ContainsFunc(all, func(t int) bool { return t != s && t&s == t }) {
			names := subset(parts, s)
			slices.Sort(names)
			want = append(want, strings.Join(names, " + "))
		}
	}
	slices.Sort(want)
	slices.Sort(listed["case"])
	report("conflicts of the initiative", listed["case"], want)
}

func subset(parts []string, set int) []string {
	var out []string
	for k, p := range parts {
		if set>>k&1 == 1 {
			out = append(out, p)
		}
	}
	return out
}

// expected reports whether a part is a final word that is expected to follow.
func (o *oracle) expected(part string) bool {
	return slices.ContainsFunc(o.inputs, func(in tinput) bool { return in.then && in.name == part })
}

// real reports whether the case itself has the input, and not only the oracle.
func (o *oracle) real(in tinput) bool {
	kind, id, _ := strings.Cut(in.name, ".")
	i := strings.Index("ABCDEFGH", id[max(0, len(id)-1):])
	switch kind {
	case "gate":
		return o.actors[i].gate != ""
	case "weight":
		return in.known < 0
	case "reading":
		return in.known < 0
	case "word":
		return o.actors[i].stance != "both"
	}
	return in.name != ""
}

// parts lists everything a conflict can consist of.
func (o *oracle) parts() []string {
	var out []string
	for _, in := range o.inputs {
		if o.real(in) {
			out = append(out, in.name)
		}
	}
	for i, a := range o.actors {
		for n, t := range a.terms {
			if t.strength == act.Mandatory || t.strength == act.Unsettled {
				out = append(out, fmt.Sprintf("word-%s#%d", code(i), n))
			}
		}
		for k, x := range o.objections {
			if x.holder == i {
				out = append(out, fmt.Sprintf("objection-%d#%d", k, len(a.terms)))
			}
		}
	}
	for k := range o.needs {
		out = append(out, fmt.Sprintf("need-%d", k))
	}
	for i, a := range o.actors {
		if a.right {
			out = append(out, "admission."+code(i))
		}
	}
	if o.rule != nil {
		out = append(out, "rule")
	}
	return out
}

// open reports whether some coalition, with the actor in it if one is asked for,
// is possible when only the kept parts stand: an input not kept may be settled
// anyhow or not at all, a term, need or rule not kept demands nothing.
func (o *oracle) open(kept []string, actor int) bool {
	v := make([]int, len(o.inputs))
	var walk func(k int) bool
	walk = func(k int) bool {
		if k == len(v) {
			for s := range o.sets() {
				if (actor < 0 || s>>actor&1 == 1) && o.standsBut(v, s, kept) {
					return true
				}
			}
			return false
		}
		in := o.inputs[k]
		values := append([]int{-1}, indices(in.values)...)
		switch {
		case in.known >= 0 && (slices.Contains(kept, in.name) || !o.real(in)):
			values = []int{in.known}
		case in.known >= 0:
			values = indices(in.values)
		case slices.Contains(kept, in.name):
			values = []int{in.draft}
		}
		for _, x := range values {
			v[k] = x
			if walk(k + 1) {
				return true
			}
		}
		return false
	}
	return walk(0)
}

// standsBut is consistent, with the terms, needs and rule kept only.
func (o *oracle) standsBut(v []int, s int, kept []string) bool {
	var x [5]int64
	ok := o.every(v, func(w *world) bool {
		for i := range o.actors {
			if s>>i&1 == 1 && !o.willingTo(i, w, s, kept) {
				return false
			}
		}
		return o.rule == nil || !slices.Contains(kept, "rule") || o.rule.true2(w, s)
	})
	if !ok {
		return false
	}
	for i, a := range o.actors {
		if s>>i&1 == 1 {
			x[1]++
			x[2] += a.troops
		} else if a.right && slices.Contains(kept, "admission."+code(i)) && o.every(v, func(w *world) bool { return o.willing(i, w, s) }) {
			return false
		}
	}
	for k, d := range o.needs {
		if slices.Contains(kept, fmt.Sprintf("need-%d", k)) && (x[1] < d.members || x[2] < d.troops || d.cond != nil && !o.every(v, func(w *world) bool { return d.cond.true2(w, s) })) {
			return false
		}
	}
	return true
}

// willingTo is willing, with the terms kept only.
func (o *oracle) willingTo(i int, w *world, s int, kept []string) bool {
	c := *o.tcase
	c.actors = slices.Clone(o.actors)
	c.actors[i].terms = nil
	for n, t := range o.actors[i].terms {
		if slices.Contains(kept, fmt.Sprintf("word-%s#%d", code(i), n)) {
			c.actors[i].terms = append(c.actors[i].terms, t)
		}
	}
	c.objections = slices.Clone(o.objections)
	for k, x := range c.objections {
		if x.holder == i && !slices.Contains(kept, fmt.Sprintf("objection-%d#%d", k, len(o.actors[i].terms))) {
			c.objections[k].holder = len(o.actors) + 1
		}
	}
	return (&oracle{tcase: &c, inputs: o.inputs}).willing(i, w, s)
}

// every goes through all worlds that complete v, whatever is on record.
func (o *oracle) every(v []int, f func(w *world) bool) bool {
	full := slices.Clone(v)
	var walk func(k int) bool
	walk = func(k int) bool {
		if k == len(v) {
			return f(o.at(full))
		}
		if v[k] >= 0 {
			return walk(k + 1)
		}
		for x := range o.inputs[k].values {
			full[k] = x
			if !walk(k + 1) {
				return false
			}
		}
		return true
	}
	return walk(0)
}
