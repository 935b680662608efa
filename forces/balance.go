package forces

import (
	"slices"

	"entente/brief"
	"entente/situation"
	"entente/sourcing"
)

// balance holds the assignment against every rule of composition, those that do not
// bind included.
func (r *run) balance(ans *Answer) {
	for _, c := range r.m.Plan.Rules {
		x := Rule{ID: c.Act.ID, Says: c.Body.Words, Binds: c.Binds, Found: brief.Holds, Cite: situation.Cite(c.Act)}
		switch {
		case c.Body.Neighbours:
			r.neighbours(c, &x)
		case c.Body.Of == "posts":
			r.posts(ans, c, &x)
		default:
			r.shares(c, &x)
		}
		ans.Balance = append(ans.Balance, x)
	}
}

func (r *run) neighbours(c *sourcing.Composition, x *Rule) {
	for _, f := range r.m.Fills {
		if owner := r.m.Units[f.Unit].Owner; r.model.True(f.Lit) && r.m.Neighbour(owner) && !c.Exempt(owner) {
			x.Found, x.Of = brief.Fails, owner
		}
	}
}

// shares adds up what each owner's units weigh over their days.
func (r *run) shares(c *sourcing.Composition, x *Rule) {
	by := map[string]int64{}
	for _, f := range r.m.Fills {
		u := r.m.Units[f.Unit]
		for i := range f.Segments {
			if r.model.True(f.At[i]) {
				by[u.Owner] += c.Weighs(u) * f.Segments[i].Days()
			}
		}
	}
	held(c, by, x)
}

// posts counts the posts that are given, by the State of who holds them.
func (r *run) posts(ans *Answer, c *sourcing.Composition, x *Rule) {
	by := map[string]int64{}
	for _, p := range ans.Posts {
		if p.Status == "appointed" && p.Of != "" {
			by[p.Of]++
		}
	}
	held(c, by, x)
}

// held compares shares with a rule, multiplied out, so that nothing is rounded.
func held(c *sourcing.Composition, by map[string]int64, x *Rule) {
	var all, group int64
	for owner, n := range by {
		all += n
		if c.Touches(owner) {
			group += n
		}
	}
	if all == 0 {
		x.Found = brief.Open
		return
	}
	if c.Body.Each {
		var owners []string
		for owner := range by {
			owners = append(owners, owner)
		}
		slices.Sort(owners)
		group = 0
		for _, owner := range owners {
			if n := by[owner]; !c.Exempt(owner) && n > group {
				group, x.Of = n, owner
			}
		}
	}
	x.Share = round(float64(group) / float64(all))
	if part, err := c.Body.Least.Parse(); err == nil && c.Body.Least != "" {
		if num, den, strict := part.Ratio(); group*den < num*all || strict && group*den == num*all {
			x.Found = brief.Fails
		}
	}
	if part, err := c.Body.Most.Parse(); err == nil && c.Body.Most != "" {
		if num, den, _ := part.Ratio(); group*den > num*all {
			x.Found = brief.Fails
		}
	}
}
