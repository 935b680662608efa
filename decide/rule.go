package decide

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"entente/act"
	"entente/gazetteer"
	"entente/phrase"
)

// A Rule is a procedure on one day in one reading, with the seats of that day.
type Rule struct {
	said *phrase.Said
	*Procedure
	On      act.Date
	Reading string // id of the reading; empty for the file's own
	Seats   []Seat // those known by name, in order of code
	Unnamed int    // further seats: the list of the day is not complete
	Notes   []string

	quorum act.Part
	stages []stage
	vetoBy []string
}

// A Seat is one vote.
type Seat struct {
	Code   string
	Weight int64
	Veto   bool
}

// stage is a Stage understood.
type stage struct {
	*Stage
	needs   []need // majorities, all of them needed
	blocked []need // of declared abstentions
}

type need struct {
	act.Part
	Need
}

// Options narrow a procedure to the case at hand.
type Options struct {
	On      act.Date
	Reading string
	Members []string // the electorate, in place of the procedure's
	Size    int      // how many members, in place of the procedure's
	Parties []string // parties to the dispute

	said *phrase.Said // of the answer the rule is asked for
}

// Rule makes the procedure ready for a day. Errors are a reading it does not have
// and an electorate of nobody.
func (p *Procedure) Rule(o Options) (*Rule, error) {
	r := &Rule{Procedure: p, On: o.On, Reading: o.Reading, said: o.said}
	patched := *p
	patched.Stages = slices.Clone(p.Stages)
	if o.Reading != "" && o.Reading != "text" {
		reading, ok := p.reading(o.Reading)
		if !ok {
			return nil, fmt.Errorf("%s has no reading %q; it has %s", p.ID, o.Reading, strings.Join(p.readings(), ", "))
		}
		patched.read(reading)
		r.vetoBy = reading.VetoBy
	} else {
		r.Reading = ""
	}
	r.Procedure = &patched
	switch {
	case o.On.IsZero():
	case !p.From.IsZero() && o.On.Last().Before(p.From.First()):
		r.Notes = append(r.Notes, r.said.Say("the rule was not in force on {day}: it is of {from}", o.On.String(), p.From.String()))
	case !p.Until.IsZero() && o.On.First().After(p.Until.Last()):
		r.Notes = append(r.Notes, r.said.Say("the rule was no longer in force on {day}: it stood until {until}", o.On.String(), p.Until.String()))
	}
	if o.On.IsZero() {
		o.On = p.Until // of a rule that is no longer in force, the members of its last day
	}
	if err := r.seat(o); err != nil {
		return nil, err
	}
	return r, r.compile()
}

func (p *Procedure) reading(id string) (Reading, bool) {
	i := slices.IndexFunc(p.Readings, func(r Reading) bool { return r.ID == id })
	if i < 0 {
		return Reading{}, false
	}
	return p.Readings[i], true
}

func (p *Procedure) readings() []string {
	ids := []string{"text"}
	for _, r := range p.Readings {
		ids = append(ids, r.ID)
	}
	return ids
}

// read changes what a reading reads otherwise.
func (p *Procedure) read(r Reading) {
	if r.Count > 0 || len(r.Members) > 0 {
		p.Electorate.Members, p.Electorate.Of, p.Electorate.Count = r.Members, "", r.Count
	}
	if r.Quorum != "" {
		p.Quorum.Need = r.Quorum
	}
	for i := range p.Stages {
		st := &p.Stages[i]
		if st.Stage == "vote" {
			if r.Threshold != "" {
				st.Threshold = r.Threshold
			}
			if r.Base != "" {
				st.Base = r.Base
				st.Abstention = map[string]string{"voting": "leaves_base"}[r.Base]
			}
		}
		if len(r.BrokenBy) > 0 && st.Stage != "vote" {
			st.BrokenBy = r.BrokenBy
		}
	}
}

// seat fills the seats: those of the case, else the members by date, else the
// list of the file, else only their number.
func (r *Rule) seat(o Options) error {
	e := &r.Procedure.Electorate
	members, count := e.Members, e.Count
	switch {
	case len(o.Members) > 0:
		members, count = o.Members, len(o.Members)
	case o.Size > 0:
		members, count = nil, o.Size
	case e.Of != "":
		at := day(e.Of, o.On)
		members = slices.DeleteFunc(MembersOn(e.Of, o.On), func(code string) bool { return slices.Contains(e.Without, code) })
		if gazetteer.Complete(e.Of, at) {
			if count > 0 && count != len(members) && r.Reading == "" {
				r.Notes = append(r.Notes, r.said.Say("{n} members had a vote on the day; the rule's file speaks of {count}", len(members), count))
			}
			count = len(members)
		}
	}
	for _, code := range slices.Sorted(slices.Values(members)) {
		r.Seats = append(r.Seats, Seat{Code: code, Weight: r.weightOf(code), Veto: r.vetoer(code)})
	}
	r.Unnamed = max(0, count-len(members))
	if count > mostMembers {
		return fmt.Errorf("%s: no body has %d members", r.ID, count)
	}
	if len(r.Seats)+r.Unnamed == 0 {
		return fmt.Errorf("%s: nobody has a vote on that day", r.ID)
	}
	for _, v := range r.Vetoes {
		for _, h := range v.Holders {
			if r.Unnamed > 0 && !slices.ContainsFunc(r.Seats, func(s Seat) bool { return s.Code == h }) {
				r.Seats = append(r.Seats, Seat{Code: h, Weight: r.weightOf(h), Veto: true})
				r.Unnamed--
			}
		}
	}
	return nil
}

// MembersOn lists the members of an organisation that have a vote on a day, or,
// without a day, on the last one its list is kept to.
func MembersOn(org string, on act.Date) []string {
	var codes []string
	for _, m := range gazetteer.Members(org, day(org, on)) {
		if m.Status.Counts() {
			codes = append(codes, m.Code)
		}
	}
	return codes
}

// day is the day asked for. Without one it is the last day the organisation's list is
// kept to, at most the end of 2025: elections to later terms are known beforehand.
func day(org string, on act.Date) time.Time {
	if !on.IsZero() {
		return on.Last()
	}
	last := act.MustDate("2025-12-31").Last()
	if e, _ := gazetteer.Lookup(org); e.KeptUntil != "" && e.KeptUntil.Time().Before(last) {
		return e.KeptUntil.Time().AddDate(0, 0, -1)
	}
	return last
}

func (r *Rule) weightOf(code string) int64 {
	for _, w := range r.Procedure.Electorate.Weights {
		if w.Member == code {
			return w.Weight
		}
	}
	return 1
}

func (r *Rule) vetoer(code string) bool {
	return slices.ContainsFunc(r.Vetoes, func(v Veto) bool { return slices.Contains(v.Holders, code) })
}

// blocks reports what acts of a veto holder block.
func (r *Rule) blocks(by string) bool {
	if len(r.vetoBy) > 0 {
		return slices.Contains(r.vetoBy, by)
	}
	return slices.ContainsFunc(r.Vetoes, func(v Veto) bool { return slices.Contains(v.By, by) })
}

func (r *Rule) compile() error {
	parse := func(n Need) (need, error) {
		s, err := n.Threshold.Parse()
		return need{s, n}, err
	}
	var err error
	if r.Quorum.Need != "" {
		if r.quorum, err = r.Quorum.Need.Parse(); err != nil {
			return err
		}
	}
	for i := range r.Procedure.Stages {
		st := stage{Stage: &r.Procedure.Stages[i]}
		if st.Stage.Stage == "vote" {
			for _, n := range append([]Need{{st.Threshold, st.Base, st.Counting}}, st.Also...) {
				parsed, err := parse(n)
				if err != nil {
					return err
				}
				st.needs = append(st.needs, parsed)
			}
			for _, n := range st.Blocked {
				parsed, err := parse(n)
				if err != nil {
					return err
				}
				st.blocked = append(st.blocked, parsed)
			}
		}
		r.stages = append(r.stages, st)
	}
	return nil
}

// stage is the first stage of a sort, nil when the rule has none.
func (r *Rule) stage(sort string) *stage {
	for i := range r.stages {
		if r.stages[i].Stage.Stage == sort {
			return &r.stages[i]
		}
	}
	return nil
}

// Total is the whole electorate.
func (r *Rule) Total() Sum {
	total := Sum{Votes: int64(len(r.Seats) + r.Unnamed), Weight: int64(r.Unnamed)}
	for _, s := range r.Seats {
		total.Weight += s.Weight
	}
	return total
}

// Seat finds a member's seat.
func (r *Rule) Seat(code string) (Seat, bool) {
	i := slices.IndexFunc(r.Seats, func(s Seat) bool { return s.Code == code })
	if i < 0 {
		return Seat{}, false
	}
	return r.Seats[i], true
}
