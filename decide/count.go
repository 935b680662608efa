package decide

// Outcome is what a decision comes to.
type Outcome string

// The outcomes.
const (
	Adopted     Outcome = "adopted"
	NotAdopted  Outcome = "not_adopted"
	Vetoed      Outcome = "vetoed"       // the majority was there, and a veto stopped it
	Broken      Outcome = "broken"       // an objection broke the silence, or the consensus
	Pending     Outcome = "pending"      // those who have not spoken may still decide it
	Undecidable Outcome = "undetermined" // the record does not say enough: whose the negative votes are
)

// Sum is a number of votes and what they weigh.
type Sum struct {
	Votes  int64 `json:"votes"`
	Weight int64 `json:"weight,omitempty"`
}

func (s Sum) plus(o Sum) Sum { return Sum{s.Votes + o.Votes, s.Weight + o.Weight} }

func (s Sum) minus(o Sum) Sum { return Sum{s.Votes - o.Votes, s.Weight - o.Weight} }

func (s Sum) by(counting string) int64 {
	if counting == "weights" {
		return s.Weight
	}
	return s.Votes
}

// Count is how the electorate stands in one ballot. The fields add up to it.
type Count struct {
	Yes      Sum `json:"in_favour"`
	No       Sum `json:"against"`
	Abstain  Sum `json:"abstained"`
	Declared Sum `json:"declared,omitzero"`
	Silent   Sum `json:"not_participating,omitzero"`
	Absent   Sum `json:"absent,omitzero"`
	Recused  Sum `json:"recused,omitzero"`
	Pending  Sum `json:"pending,omitzero"`

	vetoes int // votes that block, of holders known by name
	unsure int // votes against whose author is not known, where some hold a veto
}

// base is the number a share is taken of.
func (c *Count) base(n need) int64 {
	voting := c.Yes.plus(c.No)
	present := voting.plus(c.Abstain).plus(c.Declared).plus(c.Silent)
	switch n.Base {
	case "voting":
		return voting.by(n.Counting)
	case "present":
		return present.by(n.Counting)
	}
	return present.plus(c.Absent).plus(c.Pending).by(n.Counting)
}

func (c *Count) present() int64 {
	return c.Yes.Votes + c.No.Votes + c.Abstain.Votes + c.Declared.Votes + c.Silent.Votes
}

func (c *Count) members() int64 { return c.present() + c.Absent.Votes + c.Pending.Votes }

// settle decides a vote in which nobody is left to vote: quorum, then every
// majority, then declared abstentions, then vetoes. It is the one place where votes
// become an outcome; answers, distances, pivots and tallies all ask it.
func (r *Rule) settle(st *stage, c *Count) Outcome {
	if r.Quorum.Need != "" && c.present() < r.quorum.Of(c.members()) {
		return NotAdopted
	}
	for _, n := range st.needs {
		if have := c.Yes.by(n.Counting); have == 0 || have < n.Of(c.base(n)) {
			return NotAdopted
		}
	}
	if st.Absence == "blocks" && c.Absent.Votes > 0 {
		return NotAdopted
	}
	if len(st.blocked) > 0 && c.Declared.Votes > 0 {
		blocked := true
		for _, n := range st.blocked {
			blocked = blocked && c.Declared.by(n.Counting) >= n.Of(c.base(n))
		}
		if blocked {
			return NotAdopted
		}
	}
	switch {
	case c.vetoes > 0:
		return Vetoed
	case c.unsure > 0:
		return Undecidable
	}
	return Adopted
}

// outlook is the outcome if those who have not voted all vote for it, and the
// outcomes if they do what hurts it most: vote against, or stay away.
func (r *Rule) outlook(st *stage, c *Count, vetoLeft int) Outcome {
	best, against, away := *c, *c, *c
	best.Yes, best.Pending = c.Yes.plus(c.Pending), Sum{}
	against.No, against.Pending = c.No.plus(c.Pending), Sum{}
	if r.blocks("against") {
		against.vetoes += vetoLeft
	}
	away.Absent, away.Pending = c.Absent.plus(c.Pending), Sum{}
	if r.blocks("absent") {
		away.vetoes += vetoLeft
	}
	b := r.settle(st, &best)
	if a, w := r.settle(st, &against), r.settle(st, &away); a == b && w == b || b != Adopted && b != Undecidable {
		return b
	}
	return Pending
}
