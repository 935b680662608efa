package decide

import (
	"fmt"
	"slices"

	"entente/act"
	"entente/gazetteer"
)

// check finds what the keys of a procedure cannot tell one by one.
func (p *Procedure) check() act.Problems {
	var problems act.Problems
	bad := func(path, code, hint, format string, args ...any) {
		problems = append(problems, p.places.Problem(path, code, hint, format, args...))
	}
	size := p.checkElectorate(bad)
	share := func(path string, s act.Share, base int64) {
		if s == "" {
			return
		}
		parsed, err := s.Parse()
		if err != nil {
			bad(path, "bad-share", "write 9, 2/3, 55%, majority, all or all but 1", "%s", p.places.Said().Err(err))
			return
		}
		if need := parsed.Of(base); base > 0 && need > base {
			bad(path, "unreachable", "lower it, or name all who have a vote", "nobody can reach this: it needs %d of %d", need, base)
		} else if n, fixed := parsed.Fixed(); fixed && n == 0 {
			bad(path, "bad-share", "ask for at least 1", "a share of nothing is always reached")
		}
	}
	share("quorum.need", p.Quorum.Need, size)
	weight := p.weight()
	base := func(counting string) int64 {
		if counting == "weights" {
			return weight
		}
		return size
	}
	if len(p.Stages) == 0 {
		bad("stages", "no-stage", "add at least one stage", "a procedure without a stage decides nothing")
	}
	for i := range p.Stages {
		p.checkStage(&p.Stages[i], fmt.Sprintf("stages.%d", i), bad, share, base)
	}
	for i, v := range p.Vetoes {
		for j, h := range v.Holders {
			if len(p.Electorate.Members) > 0 && !slices.Contains(p.Electorate.Members, h) {
				bad(fmt.Sprintf("vetoes.%d.holders.%d", i, j), "not-a-member", "a veto belongs to a member", "%s holds a veto and has no seat", h)
			}
		}
	}
	for i, r := range p.Readings {
		at := fmt.Sprintf("readings.%d.", i)
		n := size
		if r.Count > 0 {
			n = int64(r.Count)
		}
		if n > mostMembers {
			bad(at+"count", "too-many-members", "look the number up", "no body has %d members", n)
			continue
		}
		share(at+"quorum", r.Quorum, n)
		share(at+"threshold", r.Threshold, n)
		if slices.IndexFunc(p.Readings, func(o Reading) bool { return o.ID == r.ID }) != i {
			bad(at+"id", "duplicate-id", "give each reading a name of its own", "two readings are called %s", r.ID)
		}
	}
	return problems
}

// mostMembers is more than any body of States or parliament has; it keeps a hostile
// file from costing more than a moment.
const mostMembers = 5000

type report func(path, code, hint, format string, args ...any)

func (p *Procedure) checkElectorate(bad report) int64 {
	e := &p.Electorate
	seen := map[string]bool{}
	for i, m := range e.Members {
		if seen[m] {
			bad(fmt.Sprintf("electorate.members.%d", i), "duplicate-member", "each member once", "%s has a seat twice", m)
		}
		seen[m] = true
		if _, ok := gazetteer.Lookup(m); !ok {
			bad(fmt.Sprintf("electorate.members.%d", i), "unknown-actor", "use the code of the gazetteer", "nobody is called %q", m)
		}
	}
	if e.Of != "" && !slices.Contains(gazetteer.Rolls(), e.Of) {
		bad("electorate.members_of", "no-roll", "list them under members", "no members of %q are kept by date", e.Of)
	}
	if e.Of == "" && len(e.Members) == 0 && e.Count == 0 {
		bad("electorate", "empty-electorate", "name members_of, members or count", "nobody has a vote")
		return 0
	}
	if n := len(e.Members); n > 0 && e.Count > 0 && n != e.Count {
		bad("electorate.count", "count-differs", "put the count or the list right; sources that disagree are readings", "%d members are listed and %d counted", n, e.Count)
	}
	if e.Count > mostMembers {
		bad("electorate.count", "too-many-members", "look the number up", "no body has %d members", e.Count)
		return 0
	}
	p.checkWeights(bad)
	size := int64(e.Count)
	if size == 0 {
		size = int64(len(e.Members))
	}
	return size
}

func (p *Procedure) checkWeights(bad report) {
	e := &p.Electorate
	seen := map[string]bool{}
	for i, w := range e.Weights {
		at := fmt.Sprintf("electorate.weights.%d", i)
		if seen[w.Member] {
			bad(at, "duplicate-member", "each member once", "%s is weighed twice", w.Member)
		}
		seen[w.Member] = true
		if len(e.Members) > 0 && !slices.Contains(e.Members, w.Member) {
			bad(at, "not-a-member", "list it under members, or drop the weight", "%s is weighed and has no seat", w.Member)
		}
	}
	for i, m := range e.Members {
		if len(e.Weights) > 0 && !seen[m] {
			bad(fmt.Sprintf("electorate.members.%d", i), "no-weight", "add it under weights", "%s has no weight", m)
		}
	}
	if sum := p.weight(); e.Total != 0 && sum != e.Total {
		bad("electorate.weights_sum", "weights-do-not-sum", "look the weights up in the source", "the weights sum to %d, not to %d", sum, e.Total)
	}
}

func (p *Procedure) weight() int64 {
	var sum int64
	for _, w := range p.Electorate.Weights {
		sum += w.Weight
	}
	return sum
}

func (p *Procedure) checkStage(st *Stage, at string, bad report, share func(string, act.Share, int64), base func(string) int64) {
	if st.Stage != "vote" {
		if st.Threshold != "" {
			bad(at+".threshold", "threshold-without-vote", "drop it, or make the stage a vote", "a %s counts no votes", st.Stage)
		}
		return
	}
	if st.Threshold == "" {
		bad(at, "no-threshold", "add threshold: 2/3, majority, all or a number", "a vote needs a threshold")
	}
	share(at+".threshold", st.Threshold, base(st.Counting))
	weighed := st.Counting == "weights"
	for i, n := range st.Also {
		share(fmt.Sprintf("%s.also.%d.threshold", at, i), n.Threshold, base(n.Counting))
		weighed = weighed || n.Counting == "weights"
	}
	for i, n := range st.Blocked {
		share(fmt.Sprintf("%s.blocked_by_declared.%d.threshold", at, i), n.Threshold, base(n.Counting))
		weighed = weighed || n.Counting == "weights"
	}
	if weighed && len(p.Electorate.Weights) == 0 {
		bad(at, "no-weights", "add weights to the electorate", "this stage weighs votes and no weights are given")
	}
	wantAbstention := map[string][]string{"voting": {"leaves_base", "constructive"}, "present": {"not_in_favour"}, "members": {"not_in_favour"}, "": {"not_in_favour"}}
	if st.Abstention != "" && !slices.Contains(wantAbstention[st.Base], st.Abstention) {
		bad(at+".abstention", "abstention-and-base", "a base of those voting leaves abstainers out; any other keeps them in", "an abstention that is %s does not go with a base of %s", st.Abstention, st.Base)
	}
}
