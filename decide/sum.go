package decide

import (
	"maps"
	"math"
	"slices"

	"entente/act"
	"entente/brief"
	"entente/gazetteer"
	"entente/phrase"
	"entente/situation"
)

// Decide decides one poll by a procedure. The words are what is wrong with the poll:
// votes of those who have none, votes cast twice. They are never counted silently;
// where there are any the decision leaves those votes out and the caller decides
// whether to show it.
func Decide(p *Procedure, poll Poll) (*Decision, []string, error) {
	r, err := p.Rule(poll.Options)
	if err != nil {
		return nil, nil, err
	}
	d := &Decision{Title: poll.said.Say("The text"), On: poll.On, Body: p.Body, Procedure: used(poll.said, p, r), Notes: r.Notes}
	wrong := r.decide(d, &poll)
	for _, id := range p.readings() {
		if id == d.Procedure.Reading {
			continue
		}
		d.otherReading(p, poll, id)
	}
	d.forums(p, poll)
	return d, wrong, nil
}

func used(said *phrase.Said, p *Procedure, r *Rule) Used {
	u := Used{ID: p.ID, Title: p.Title, Reference: p.Reference, Reading: "text", Verified: p.Verified, Binds: p.Binding.Says, Effect: p.Effect, Reserving: p.Reservations, Practice: p.Practice}
	if u.Binds == "" && p.Binding.On != "" {
		u.Binds = said.Say(map[string]string{"all": phrase.Key("all members"), "acceptors": phrase.Key("those who accept it"), "body": phrase.Key("the body itself"), "nobody": phrase.Key("nobody")}[p.Binding.On])
	}
	if reading, ok := p.reading(r.Reading); ok {
		u.Reading, u.Says = reading.ID, reading.Says
	}
	return u
}

func (d *Decision) otherReading(p *Procedure, poll Poll, id string) {
	poll.Reading = id
	r, err := p.Rule(poll.Options)
	if err != nil {
		return
	}
	other := &Decision{}
	r.decide(other, &poll)
	says := poll.said.Say("as the rule's file has it")
	if reading, ok := p.reading(id); ok {
		says = reading.Says
	}
	d.OtherReading = append(d.OtherReading, Otherwise{id, says, other.Outcome, other.Outcome != d.Outcome})
}

// forums asks the same question of the bodies the matter can be taken to, with the
// same words of those who sit there.
func (d *Decision) forums(p *Procedure, poll Poll) {
	if d.Outcome == Adopted || d.Outcome == Pending {
		return
	}
	for _, f := range p.Forums {
		other, err := Find(f.Procedure)
		if err != nil {
			continue
		}
		o := poll.Options
		o.Members, o.Size, o.Reading = nil, 0, ""
		r, err := other.InForce(o.On).Rule(o)
		if err != nil {
			continue
		}
		there := poll
		there.Options = o
		keep := func(code string) bool { _, ok := r.Seat(code); return ok }
		for _, v := range []*Votes{&there.Yes, &there.No, &there.Abstain, &there.Declared, &there.Silent, &there.Absent} {
			v.Names = slices.DeleteFunc(slices.Clone(v.Names), func(c string) bool { return !keep(c) })
		}
		there.Objects = slices.DeleteFunc(slices.Clone(poll.Objects), func(o Objection) bool { return !keep(o.By) })
		other2 := &Decision{}
		r.decide(other2, &there)
		d.OtherForum = append(d.OtherForum, ForumAnswer{other.ID, other.Title, f.When, other2.Outcome, other2.Objectors})
	}
}

// decide takes the poll through the stages of the rule, in order.
func (r *Rule) decide(d *Decision, p *Poll) []string {
	c, cast, wrong := r.count(p)
	for _, code := range slices.Sorted(maps.Keys(cast)) {
		if _, ok := r.Seat(code); !ok {
			d.Notes = append(d.Notes, r.said.Say("the list of members of the day is not complete: whether {who} had a vote is not checked", names(r.said, []string{code})))
		}
	}
	objects := p.Objects[:0:0]
	for _, o := range p.Objects {
		if _, ok := r.Seat(o.By); !ok && r.Unnamed == 0 {
			wrong = append(wrong, r.said.Sayf("%s has no seat by %s on that day, so it cannot object", o.By, r.ID))
			continue
		}
		objects = append(objects, o)
	}
	p.Objects = objects
	d.Members = r.Total().Votes
	voted := c.Yes.Votes+c.No.Votes+c.Abstain.Votes+c.Declared.Votes > 0
	if voted && r.stage("vote") == nil {
		wrong = append(wrong, r.said.Sayf("%s knows no vote: name those who object", r.ID))
	}
	if p.Silence && r.stage("silence") == nil {
		wrong = append(wrong, r.said.Sayf("%s knows no silence: name those who voted", r.ID))
	}
	for i := range r.stages {
		st := &r.stages[i]
		d.Stage = st.Stage.Stage
		switch st.Stage.Stage {
		case "vote":
			if p.Silence {
				continue
			}
			if !voted && len(p.Objects) > 0 {
				d.Outcome = Pending
				d.fallback(r, st)
				return wrong
			}
			r.voteOn(d, st, c, cast, p)
			return wrong
		case "silence":
			if !p.Silence {
				continue
			}
			r.silence(d, st, p)
		case "consensus":
			if p.Silence || p.Consensus == "not_obtained" || p.Consensus != "reached" && voted {
				continue
			}
			r.consensus(d, st, p)
		}
		if d.Outcome == Adopted || i == len(r.stages)-1 || d.Outcome == Pending {
			return wrong
		}
	}
	if d.Outcome == "" {
		d.Outcome = Pending
		d.because(r.said.Say("the rule has no stage of this sort"), brief.Open)
	}
	return wrong
}

// fallback says that consensus failed and which vote is open.
func (d *Decision) fallback(r *Rule, st *stage) {
	d.because(r.said.Say("consensus was not obtained; the rule then allows a vote: {share}", st.needs[0].Threshold.Says(r.said, st.needs[0].Base)), brief.Open, r.cite(st.Reference)...)
	d.Distance = &Distance{Says: r.said.Say("a vote can be called")}
}

func (d *Decision) because(says string, f brief.Finding, cites ...brief.Cite) {
	d.Because = append(d.Because, brief.Reason{Statement: says, Finding: f, Cites: cites})
}

func (r *Rule) cite(reference string) []brief.Cite {
	if reference == "" {
		reference = r.Reference
	}
	return []brief.Cite{{Place: r.ID, Source: reference}}
}

// consensus: adopted when it is said to be reached, or nobody objected.
func (r *Rule) consensus(d *Decision, st *stage, p *Poll) {
	in, _ := r.inTime(st, p)
	d.Objectors = nil
	for _, o := range in {
		d.Objectors = append(d.Objectors, o.By)
		d.because(r.said.Say("{who} objected", names(r.said, []string{o.By})), brief.Fails, o.Cite...)
	}
	switch {
	case len(in) > st.Bears:
		d.Outcome = Broken
		d.Distance = &Distance{Lift: d.Objectors, Says: r.said.Say("consensus needs {who} to drop the objection", names(r.said, d.Objectors))}
		r.decisiveObjectors(d, st)
	case p.Consensus == "sought":
		d.Outcome = Pending
		d.because(r.said.Say("consensus is sought; nobody has objected"), brief.Open)
		d.MayDecide = r.codes()
	default:
		d.Outcome = Adopted
		d.because(r.said.Say("nobody objected"), brief.Holds, r.cite(st.Reference)...)
		if st.Bears > 0 && len(in) > 0 {
			d.because(r.said.Say("the rule bears {number} objection", st.Bears), brief.Holds, r.cite(st.Reference)...)
		}
	}
}

// silence: adopted when nobody broke it in time, broken by the first objection.
func (r *Rule) silence(d *Decision, st *stage, p *Poll) {
	d.Deadline = string(p.Until)
	in, late := r.inTime(st, p)
	for _, o := range in {
		d.Objectors = append(d.Objectors, o.By)
		says := r.said.Say("{who} broke the silence in time", names(r.said, []string{o.By}))
		if !o.At.IsZero() {
			says = r.said.Say("{who} broke the silence at {time}, in time", names(r.said, []string{o.By}), string(o.At))
		}
		d.because(says, brief.Fails, o.Cite...)
	}
	for _, o := range late {
		says := r.said.Say("{who} objected at {time}, after the silence had ended at {end}", names(r.said, []string{o.By}), string(o.At), string(p.Until))
		d.Late = append(d.Late, says)
		d.because(r.said.Say("{what}: not counted", says), "", o.Cite...)
	}
	if h, ok := hours(p.Opens, p.Until); ok && st.Hours > 0 && h < float64(st.Hours) {
		d.Notes = append(d.Notes, r.said.Say("the text lay under silence for {n} hours; the rule asks for {need}", int(math.Round(h)), st.Hours))
	}
	switch {
	case len(in) > st.Bears:
		d.Outcome = Broken
		d.Distance = &Distance{Lift: d.Objectors, Says: drops(r.said, d.Objectors)}
		r.decisiveObjectors(d, st)
	case !p.AsOf.IsZero() && !p.Until.IsZero() && !p.Until.Passed(p.AsOf):
		d.Outcome = Pending
		d.because(r.said.Say("the silence lasts until {end} and nobody has broken it", string(p.Until)), brief.Open, r.cite(st.Reference)...)
		d.MayDecide = r.codes()
	default:
		d.Outcome = Adopted
		d.because(r.said.Say("the silence ended at {end} and nobody had broken it", string(p.Until)), brief.Holds, r.cite(st.Reference)...)
	}
}

func (r *Rule) decisiveObjectors(d *Decision, st *stage) {
	if len(d.Objectors) == st.Bears+1 {
		for _, o := range d.Objectors {
			d.Decisive = append(d.Decisive, Decisive{o, "objection", r.said.Say("stands in the way alone")})
		}
	}
}

// inTime parts the objections that break a stage from those that came too late or
// are of a sort that does not break it.
func (r *Rule) inTime(st *stage, p *Poll) (in, late []Objection) {
	breaks := st.BrokenBy
	if len(breaks) == 0 {
		breaks = []string{"objection"}
	}
	end, err := p.Until.Time()
	for _, o := range p.Objects {
		how := o.How
		if how == "" {
			how = "objection"
		}
		if !slices.Contains(breaks, how) {
			continue
		}
		if t, bad := o.At.Time(); err == nil && bad == nil && t.After(end) {
			late = append(late, o)
			continue
		}
		in = append(in, o)
	}
	return in, late
}

func hours(from, until act.Instant) (float64, bool) {
	a, err1 := from.Time()
	b, err2 := until.Time()
	return b.Sub(a).Hours(), err1 == nil && err2 == nil
}

func (r *Rule) codes() []string {
	codes := make([]string, len(r.Seats))
	for i, s := range r.Seats {
		codes[i] = s.Code
	}
	slices.Sort(codes)
	return codes
}

// names says codes as names: "China, France and the United Kingdom".
func names(said *phrase.Said, codes []string) string {
	var out []string
	for _, c := range codes {
		out = append(out, situation.Said(said, gazetteer.Name(c, "en"), c))
	}
	return said.List(out)
}

func drops(said *phrase.Said, objectors []string) string {
	key := phrase.Key("it passes when {who} drop the objection")
	if len(objectors) == 1 {
		key = phrase.Key("it passes when {who} drops the objection")
	}
	return said.Say(key, names(said, objectors))
}
