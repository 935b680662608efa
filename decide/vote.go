package decide

import (
	"slices"

	"entente/brief"
	"entente/phrase"
)

// voteOn fills the answer for a vote: the majorities, the outcome, how far it is
// from the other one, and who could have changed it alone.
func (r *Rule) voteOn(d *Decision, st *stage, c *Count, cast map[string]string, p *Poll) {
	left := 0
	for _, s := range r.Seats {
		// A holder that is on no list may be among those counted without a name, or among
		// those who have not voted: it can still block.
		if s.Veto && (cast[s.Code] == "pending" || cast[s.Code] == "") {
			left++
		}
	}
	d.Count, d.Roll = c, cast
	if c.Pending.Votes > 0 {
		d.Outcome = r.outlook(st, c, left)
		d.MayDecide = by(cast, "pending")
		if d.Outcome != Pending {
			d.Notes = append(d.Notes, r.said.Say("decided before all have voted: the rest cannot change it"))
		}
	} else {
		d.Outcome = r.settle(st, c)
	}
	if r.Quorum.Need != "" {
		q := Quorate{Need: r.quorum.Of(c.members()), Present: c.present()}
		q.Met = q.Present >= q.Need
		d.Quorum = &q
		d.because(r.said.Say("{present} of {members} members are present; the quorum is {quorum}", q.Present, c.members(), q.Need), finding(q.Met, c), r.cite(r.Quorum.Reference)...)
	}
	for _, n := range st.needs {
		m := Majority{Says: n.Threshold.Says(r.said, n.Base), Base: c.base(n), Have: c.Yes.by(n.Counting), Counting: "votes"}
		if n.Counting == "weights" {
			m.Counting = "weights"
			m.Says = r.said.Say("{share}, weighed by {weights}", m.Says, r.Electorate.Weighing)
		}
		m.Need = n.Of(m.Base)
		m.Met = m.Have >= m.Need && m.Have > 0
		d.Majority = append(d.Majority, m)
		d.because(r.said.Say("{counting} in favour: it needs {share}, {need} of a base of {base}, and has {have}", counting(r.said, m.Counting), m.Says, m.Need, m.Base, m.Have), finding(m.Met, c), r.cite(st.Reference)...)
	}
	r.vetoReasons(d, st, c, cast)
	if len(st.blocked) > 0 && c.Declared.Votes > 0 {
		d.because(r.said.Say("{n} members abstained with a declaration: they need not apply the decision", c.Declared.Votes), "", r.cite(st.Reference)...)
	}
	r.distance(d, st, c, cast)
	r.decisive(d, st, c, cast)
}

func finding(met bool, c *Count) brief.Finding {
	switch {
	case met:
		return brief.Holds
	case c.Pending.Votes > 0:
		return brief.Open
	}
	return brief.Fails
}

// vetoReasons tells vetoes that decided from negative votes of veto holders on a
// text that failed anyway.
func (r *Rule) vetoReasons(d *Decision, st *stage, c *Count, cast map[string]string) {
	if len(r.Vetoes) == 0 {
		return
	}
	var blocked []string
	for _, s := range r.Seats {
		if s.Veto && r.blocks(blockBy[cast[s.Code]]) {
			blocked = append(blocked, s.Code)
		}
	}
	slices.Sort(blocked)
	switch {
	case d.Outcome == Undecidable:
		d.because(r.said.Say("the record does not say whose the negative votes are; one of a veto holder would block"), brief.Open, r.cite(r.Vetoes[0].Reference)...)
	case len(blocked) == 0 && c.vetoes == 0:
		d.because(r.said.Say("no member that holds a veto used it"), brief.Holds, r.cite(r.Vetoes[0].Reference)...)
	case d.Outcome == Vetoed:
		d.Vetoes = blocked
		d.because(r.said.Say("blocked by {who}", vetoWords(r.said, blocked, c.vetoes)), brief.Fails, r.cite(r.Vetoes[0].Reference)...)
	default:
		d.Idle = blocked
		d.because(r.said.Say("the negative vote of {who} decided nothing: the text lacked its majority anyway", vetoWords(r.said, blocked, c.vetoes)), "", r.cite(r.Vetoes[0].Reference)...)
	}
}

func vetoWords(said *phrase.Said, blocked []string, n int) string {
	if len(blocked) > 0 {
		return names(said, blocked)
	}
	return said.Say("{n} members that hold a veto", n)
}

// counting is what is counted: votes, or weights.
func counting(said *phrase.Said, word string) string {
	return said.Say(map[string]string{"votes": phrase.Key("votes"), "weights": phrase.Key("weights")}[word])
}

// distance finds the least number of members that must come over.
func (r *Rule) distance(d *Decision, st *stage, c *Count, cast map[string]string) {
	if d.Outcome == Adopted {
		d.Distance = r.margin(st, c, cast)
		return
	}
	lift := d.Vetoes
	if d.Outcome == NotAdopted {
		lift = d.Idle // they decide nothing yet, and would once the majority is there
	}
	free := *c
	free.vetoes, free.unsure = 0, 0
	most := c.members() - c.Yes.Votes
	for n := int64(0); n <= most; n++ {
		if !r.reachable(st, &free, cast, n) {
			continue
		}
		dist := &Distance{Votes: n, Lift: lift}
		switch {
		case n == 0 && len(lift) > 0:
			dist.Says = r.said.Say("it has its majority; the veto of {who} would have to be lifted", names(r.said, lift))
		case n == 0 && c.vetoes > 0:
			dist.Says = r.said.Say("it has its majority; the veto would have to be lifted")
		case n == 0:
			dist.Says = r.said.Say("it has its majority")
		case c.Pending.Votes > 0 && n <= c.Pending.Votes:
			dist.Says = r.said.Say("{n} more in favour of the {pending} who have not voted", n, c.Pending.Votes)
		default:
			dist.Says = r.said.Say("{n} members would have to come over to it", n)
		}
		if n > 0 && c.vetoes > 0 {
			dist.Says = r.said.Say("{what}, and the veto of {who} to be lifted", dist.Says, vetoWords(r.said, lift, c.vetoes))
		}
		d.Distance = dist
		return
	}
	d.Distance = &Distance{Votes: most, Beyond: true, Says: r.said.Say("no number of members coming over would pass it")}
}

// reachable reports whether n members coming over pass the text, vetoes aside. It
// tries how many of them come from those away, who may lack for the quorum, and how
// many from those who declared an abstention, who may block together; the others come
// from those against before those who abstain, because a vote against turned does at
// least as much for every share.
func (r *Rule) reachable(st *stage, c *Count, cast map[string]string, n int64) bool {
	if r.weighed(st) {
		return r.anySet(st, c, r.outside(cast), cast, int(n))
	}
	take := func(from *Sum, k int64) int64 {
		k = min(k, from.Votes)
		from.Votes -= k
		return k
	}
	for away := range min(n, c.Absent.Votes+c.Pending.Votes) + 1 {
		for declared := range min(n-away, c.Declared.Votes) + 1 {
			e := *c
			e.Absent, e.Pending = e.Absent.plus(e.Pending), Sum{}
			got := take(&e.Absent, away) + take(&e.Declared, declared)
			got += take(&e.No, n-got)
			got += take(&e.Abstain, n-got)
			got += take(&e.Silent, n-got)
			if got < n {
				continue
			}
			e.Yes.Votes += n
			if r.settle(st, &e) == Adopted {
				return true
			}
		}
	}
	return false
}

// closed is the outcome when nobody votes any more.
func (r *Rule) closed(st *stage, c Count) Outcome {
	c.Absent, c.Pending = c.Absent.plus(c.Pending), Sum{}
	return r.settle(st, &c)
}

func (r *Rule) weighed(st *stage) bool {
	weights := func(n need) bool { return n.Counting == "weights" }
	return slices.ContainsFunc(st.needs, weights) || slices.ContainsFunc(st.blocked, weights)
}

// outside lists the members not in favour, those against first and the heaviest first
// among them: a set that passes is found early.
func (r *Rule) outside(cast map[string]string) []Seat {
	order := []string{"no", "absent", "pending", "declared", "not_participating", "abstain"}
	var seats []Seat
	for _, s := range r.Seats {
		if slices.Contains(order, cast[s.Code]) {
			seats = append(seats, s)
		}
	}
	slices.SortStableFunc(seats, func(a, b Seat) int {
		if d := slices.Index(order, cast[a.Code]) - slices.Index(order, cast[b.Code]); d != 0 {
			return d
		}
		return int(b.Weight - a.Weight)
	})
	return seats
}

// anySet reports whether some n of the members pass the text by coming over. Every
// set is tried while there are few; beyond, only those from the front of the list, so
// that the distance of a large weighed body is an upper bound.
func (r *Rule) anySet(st *stage, c *Count, seats []Seat, cast map[string]string, n int) bool {
	if n == 0 {
		return r.closed(st, *c) == Adopted
	}
	const few = 18
	if len(seats) > few && len(seats) > n {
		seats = seats[:max(few, n)]
	}
	for i := range seats {
		if len(seats)-i < n {
			return false
		}
		e := *c
		r.move(&e, cast[seats[i].Code], "yes", seats[i])
		e.vetoes = 0
		if r.anySet(st, &e, seats[i+1:], cast, n-1) {
			return true
		}
	}
	return false
}

// move takes a member's vote from one field to another.
func (r *Rule) move(c *Count, from, to string, s Seat) {
	one := Sum{1, s.Weight}
	*c.field(from) = c.field(from).minus(one)
	*c.field(to) = c.field(to).plus(one)
	if s.Veto && r.blocks(blockBy[from]) {
		c.vetoes--
	}
	if s.Veto && r.blocks(blockBy[to]) {
		c.vetoes++
	}
}

// margin is how many votes in favour an adopted text can lose to the other side;
// where votes are weighed, the heaviest go first.
func (r *Rule) margin(st *stage, c *Count, cast map[string]string) *Distance {
	var weights []int64
	for _, s := range r.Seats {
		if cast[s.Code] == "yes" {
			weights = append(weights, s.Weight)
		}
	}
	slices.Sort(weights)
	slices.Reverse(weights)
	e := *c
	lost := int64(0)
	for e.Yes.Votes > 0 {
		one := Sum{1, 1}
		if int(lost) < len(weights) {
			one.Weight = weights[lost]
		}
		e.Yes, e.No = e.Yes.minus(one), e.No.plus(one)
		if r.settle(st, &e) != Adopted {
			break
		}
		lost++
	}
	says := r.said.Say("it could lose {n} votes in favour to the other side and still pass", lost)
	if lost == 0 {
		says = r.said.Say("it cannot lose a single vote in favour")
	}
	return &Distance{Votes: lost, Says: says}
}

// decisive finds each member that could have changed the outcome alone: with one
// vote more or less, or with a veto.
func (r *Rule) decisive(d *Decision, st *stage, c *Count, cast map[string]string) {
	if d.Outcome == Pending || d.Outcome == Undecidable {
		return
	}
	for _, s := range r.Seats {
		was := cast[s.Code]
		if was == "" || was == "recused" {
			continue
		}
		to := "yes"
		if d.Outcome == Adopted {
			to = "no"
		}
		if was == to {
			continue
		}
		e := *c
		r.move(&e, was, to, s)
		switch now := r.settle(st, &e); {
		case d.Outcome == Adopted && now == Vetoed:
			d.Decisive = append(d.Decisive, Decisive{s.Code, "veto", r.said.Say("could have vetoed it")})
		case d.Outcome == Adopted && now != Adopted:
			d.Decisive = append(d.Decisive, Decisive{s.Code, "vote", r.said.Say("without its vote it would have failed")})
		case d.Outcome == Vetoed && now == Adopted:
			d.Decisive = append(d.Decisive, Decisive{s.Code, "veto", r.said.Say("its veto alone stopped it")})
		case d.Outcome == NotAdopted && now == Adopted:
			d.Decisive = append(d.Decisive, Decisive{s.Code, "vote", r.said.Say("with its vote it would have passed")})
		}
	}
	if d.Outcome == Adopted && r.Unnamed == 0 && len(d.Roll) > 0 && len(r.Vetoes) > 0 && len(cast) == 0 {
		d.Notes = append(d.Notes, r.said.Say("who could have vetoed it depends on the roll, which is not given by name"))
	}
}
