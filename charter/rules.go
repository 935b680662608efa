package charter

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"entente/act"
	"entente/brief"
	"entente/phrase"
	"entente/situation"
)

// rules holds mandates, sanctions and appointments to the provisions of the charter.
func (c *check) rules(ans *Answer) {
	ans.Scope = append(append([]Finding{}, c.negatives()...), c.prohibitions()...)
	ans.Oversight = append([]Finding{}, c.sanctions()...)
	ans.Command = append(append(append([]Finding{}, c.eligibility()...), c.balance()...), c.succession()...)
}

// contradicts finds what makes a question contradictory beyond its clauses: a
// mandate or sanction that gives a prohibited task or an excluded adversary, a
// commander the charter does not allow.
func (c *check) contradicts(question string) *brief.Reason {
	var findings []Finding
	switch question {
	case "scope":
		findings = append(c.negatives(), c.prohibitions()...)
	case "command":
		findings = c.eligibility()
	}
	for _, f := range findings {
		if f.Finding == brief.Fails {
			r := brief.Reason{Statement: f.Check, Finding: brief.Contested, Because: f.Because}
			return &r
		}
	}
	return nil
}

// negatives holds "not against X" to whom the initiative, and what was sanctioned,
// is directed against.
func (c *check) negatives() []Finding {
	var out []Finding
	for _, a := range c.provisions("negative") {
		p := a.Body.(*act.Provision)
		f := Finding{Check: p.Words, Finding: brief.Holds, Because: []brief.Reason{{Statement: c.said.Say("nobody it protects is named as an adversary"), Cites: situation.Cites(a)}}}
		test := func(against []act.ActorRef, where *act.Act, what string) {
			for _, x := range against {
				if slices.Contains(p.Of, x) || len(p.Of) == 0 && c.isState(string(x)) {
					f.Finding = brief.Fails
					f.Because = append(f.Because[:0:0], brief.Reason{Statement: c.said.Say("{what} is directed against {whom}", what, c.Name(string(x))), Cites: situation.Cites(a, where)})
				}
			}
		}
		if c.Initiative != nil {
			test(c.Initiative.Body.(*act.Initiative).Against, c.Initiative, c.said.Say("the initiative"))
		}
		for _, s := range of[*act.Sanction](c) {
			b := s.Body.(*act.Sanction)
			test(b.Against, s, b.Operation)
		}
		out = append(out, f)
	}
	return out
}

func (c *check) isState(code string) bool {
	if a := c.Actors[code]; a != nil {
		if t := a.Body.(*act.Actor).Type; t != "" {
			return t == "state"
		}
	}
	return len(code) == 3 && strings.ToUpper(code) == code
}

// prohibitions holds prohibited tasks to the mandates in force and to what was
// sanctioned.
func (c *check) prohibitions() []Finding {
	var out []Finding
	for _, a := range c.provisions("prohibited_task") {
		p := a.Body.(*act.Provision)
		f := Finding{Check: p.Words, Finding: brief.Holds, Because: []brief.Reason{{Statement: c.said.Say("no mandate and no sanction gives such a task"), Cites: situation.Cites(a)}}}
		if len(p.Tasks) == 0 {
			f.Finding = brief.Open
			f.Because[0].Statement = c.said.Say("the provision names no task by its id, so nothing can be held to it")
		}
		fail := func(task, where string, by *act.Act) {
			if slices.Contains(p.Tasks, task) {
				f.Finding = brief.Fails
				f.Because = []brief.Reason{{Statement: c.said.Say("{act} gives the task {task}", where, spaced(task)), Cites: situation.Cites(a, by)}}
			}
		}
		for _, m := range c.Mandates {
			b := m.Body.(*act.Mandate)
			for _, t := range b.Tasks {
				if b.Status == "adopted" {
					fail(t.ID, c.said.Say("the mandate {act}", m.ID), m)
				}
			}
		}
		for _, s := range of[*act.Sanction](c) {
			for _, t := range s.Body.(*act.Sanction).Tasks {
				fail(t, c.said.Say("the sanction {act}", s.ID), s)
			}
		}
		out = append(out, f)
	}
	return out
}

// sanctions holds every sanction to the body that may give it, to the mandate, and
// to the reports that are due.
func (c *check) sanctions() []Finding {
	var out []Finding
	bodies := map[string]*act.Act{}
	for _, a := range c.provisions("sanction_before") {
		bodies[string(a.Body.(*act.Provision).Body)] = a
	}
	if len(bodies) == 0 {
		out = append(out, Finding{Check: c.said.Say("it is laid down which body sanctions an operation before it begins"), Finding: brief.Open,
			Because: []brief.Reason{{Statement: c.absent(phrase.Key("no provision on record says so"), phrase.Key("no provision on record says so by {day}"))}}})
	}
	for _, a := range slices.Sorted(maps.Keys(bodies)) {
		out = append(out, Finding{Check: bodies[a].Body.(*act.Provision).Words, Finding: brief.Holds, Because: []brief.Reason{{Statement: c.said.Say("laid down"), Cites: situation.Cites(bodies[a])}}})
	}
	reports := c.provisions("report_after")
	if len(reports) == 0 {
		out = append(out, Finding{Check: c.said.Say("it is laid down to whom an operation is reported, and when"), Finding: brief.Open,
			Because: []brief.Reason{{Statement: c.absent(phrase.Key("no provision on record says so"), phrase.Key("no provision on record says so by {day}"))}}})
	}
	tasks := c.mandated()
	for _, s := range of[*act.Sanction](c) {
		b := s.Body.(*act.Sanction)
		f := Finding{Check: c.said.Say("{operation} is sanctioned by the right body and within the mandate", b.Operation), Finding: brief.Holds, Because: []brief.Reason{{Statement: c.said.Say("sanctioned by {who}", c.Name(string(s.Actor))), Cites: situation.Cites(s)}}}
		if len(bodies) > 0 && bodies[string(s.Actor)] == nil {
			f.Finding = brief.Fails
			f.Because[0].Statement = c.said.Say("{what}, which is not the body the charter names", f.Because[0].Statement)
		}
		for _, t := range b.Tasks {
			if len(tasks) > 0 && !slices.Contains(tasks, t) {
				f.Finding = brief.Fails
				f.Because = append(f.Because, brief.Reason{Statement: c.said.Say("no mandate in force gives the task {task}", spaced(t)), Finding: brief.Fails})
			}
		}
		c.within(&f, s, b)
		out = append(out, f)
		if r, ok := c.report(s, b, reports); ok {
			out = append(out, r)
		}
	}
	return out
}

// within holds a sanction's adversary to those the initiative names, and its place to
// the area of the mandates in force. Places are words: where the sanction's are not
// part of the mandate's, the page says so and leaves the judgement to the reader.
func (c *check) within(f *Finding, s *act.Act, b *act.Sanction) {
	if c.Initiative != nil {
		named := c.Initiative.Body.(*act.Initiative).Against
		for _, x := range b.Against {
			if !slices.Contains(named, x) {
				f.Finding = brief.Fails
				f.Because = append(f.Because, brief.Reason{Statement: c.said.Say("{who} is no adversary the initiative names", c.Name(string(x))), Finding: brief.Fails, Cites: situation.Cites(s)})
			}
		}
	}
	for _, m := range c.Mandates {
		area := m.Body.(*act.Mandate).Area
		if m.Body.(*act.Mandate).Status != "adopted" || area == "" || b.Where == "" {
			continue
		}
		if !strings.Contains(strings.ToLower(b.Where), strings.ToLower(area)) && !strings.Contains(strings.ToLower(area), strings.ToLower(b.Where)) {
			if f.Finding == brief.Holds {
				f.Finding = brief.Open
			}
			f.Because = append(f.Because, brief.Reason{Statement: c.said.Say("it is for {place} and the mandate for {area}: whether the one lies in the other is for a reader to say", b.Where, area), Finding: brief.Open, Cites: situation.Cites(m)})
		}
	}
}

func (c *check) mandated() []string {
	var tasks []string
	for _, m := range c.Mandates {
		b := m.Body.(*act.Mandate)
		if b.Status == "adopted" && (b.Until.IsZero() || c.At.IsZero() || !c.At.After(b.Until)) {
			for _, t := range b.Tasks {
				tasks = append(tasks, t.ID)
			}
		}
	}
	return tasks
}

// report finds whether a report on a sanction was given in time.
func (c *check) report(s *act.Act, b *act.Sanction, rules []*act.Act) (Finding, bool) {
	due := b.Due
	for _, a := range rules {
		if days := a.Body.(*act.Provision).Days; due.IsZero() && days > 0 && !b.Until.IsZero() {
			due = act.MustDate(b.Until.Last().AddDate(0, 0, days).Format(time.DateOnly))
		}
	}
	if due.IsZero() {
		return Finding{}, false
	}
	f := Finding{Check: c.said.Say("a report on {operation} is given by {day}", b.Operation, due.String()), Finding: brief.Open, Because: []brief.Reason{{Statement: c.said.Say("it is not due yet"), Cites: situation.Cites(s)}}}
	for _, r := range of[*act.Report](c) {
		if string(r.Body.(*act.Report).Of) == s.ID {
			f.Finding, f.Because = brief.Holds, []brief.Reason{{Statement: c.said.Say("reported on {day}", r.On.String()), Cites: situation.Cites(r)}}
			if r.On.After(due) {
				f.Because[0].Statement = c.said.Say("{what}, late", f.Because[0].Statement)
			}
			return f, true
		}
	}
	if !c.At.IsZero() && c.At.After(due) {
		f.Finding, f.Because = brief.Fails, []brief.Reason{{Statement: c.absent(phrase.Key("overdue: no report is on record"), phrase.Key("overdue: no report is on record by {day}")), Cites: situation.Cites(s)}}
	}
	return f, true
}

// appointments are the latest word on each person's post, those declined or ended
// left out.
func (c *check) appointments() []*act.Act {
	latest := map[string]*act.Act{}
	var order []string
	for _, a := range c.Acts {
		b, ok := a.Body.(*act.Appointment)
		if !ok || c.Gone[a.ID] != nil {
			continue
		}
		k := string(b.Person)
		if latest[k] == nil {
			order = append(order, k)
		}
		latest[k] = a
	}
	var out []*act.Act
	for _, k := range order {
		if s := latest[k].Body.(*act.Appointment).Status; s != "declined" && s != "ended" {
			out = append(out, latest[k])
		}
	}
	return out
}

// eligibility holds those proposed, asked and appointed to what the charter asks of
// the post. Active service is read from the person's offices on that day.
func (c *check) eligibility() []Finding {
	var out []Finding
	for _, a := range c.provisions("eligibility") {
		p := a.Body.(*act.Provision)
		for _, x := range c.appointments() {
			b := x.Body.(*act.Appointment)
			if p.Post != "" && !strings.Contains(strings.ToLower(b.Post), strings.ToLower(p.Post)) {
				continue
			}
			f := Finding{Check: c.said.Say("{who} may be {post}: {words}", c.Name(string(b.Person)), b.Post, p.Words)}
			serving, until, why := c.serving(string(b.Person), x.On)
			f.Finding = serving
			f.Because = []brief.Reason{{Statement: why, Cites: situation.Cites(x, a)}}
			switch {
			case b.Status == "appointed":
			case serving == brief.Fails:
				f.Finding = brief.Open
				f.Because[0].Statement = c.said.Say("{what}; {status}, not appointed", f.Because[0].Statement, c.said.Record(phrase.Value, b.Status))
			case serving == brief.Holds && !until.IsZero():
				// What counts is service while in the post, not on the day of the asking.
				f.Finding = brief.Open
				f.Because[0].Statement = c.said.Say("{what}, which ends on {day}; {status}, not appointed, and whether the post is taken before that day is not on record", f.Because[0].Statement, until.String(), c.said.Record(phrase.Value, b.Status))
			}
			if b.Eligible != "" {
				f.Because = append(f.Because, brief.Reason{Statement: c.said.Say("on record about it: {words}", b.Eligible), Cites: situation.Cites(x)})
			}
			out = append(out, f)
		}
	}
	return out
}

// serving reports whether a person is in active service on a day, and until when.
func (c *check) serving(person string, on act.Date) (brief.Finding, act.Date, string) {
	a := c.Actors[person]
	if a == nil {
		return brief.Open, act.Date{}, c.said.Say("nothing is on record about the offices of {person}", person)
	}
	offices := a.Body.(*act.Actor).Offices
	known := false
	for _, o := range offices {
		if !o.Serving {
			continue
		}
		known = true
		if (o.From.IsZero() || on.IsZero() || !o.From.After(on)) && (o.Until.IsZero() || on.IsZero() || !on.After(o.Until)) {
			return brief.Holds, o.Until, c.said.Say("{post} on {day}: active service", o.Post, on.String())
		}
	}
	if !known {
		return brief.Open, act.Date{}, c.said.Say("no post of active service is on record")
	}
	return brief.Fails, act.Date{}, c.said.Say("no longer in active service on {day}", on.String())
}

// balance counts the top posts of each State.
func (c *check) balance() []Finding {
	var out []Finding
	posts := map[string][]string{}
	for _, x := range c.appointments() {
		b := x.Body.(*act.Appointment)
		if p := c.Actors[string(b.Person)]; p != nil && b.Status == "appointed" {
			of := string(p.Body.(*act.Actor).Of)
			posts[of] = append(posts[of], b.Post)
		}
	}
	for _, a := range c.provisions("balance") {
		p := a.Body.(*act.Provision)
		f := Finding{Check: p.Words, Finding: brief.Holds, Because: []brief.Reason{{Statement: c.said.Say("{n} posts are filled", total(posts)), Cites: situation.Cites(a)}}}
		if len(posts) == 0 {
			f.Finding = brief.Open
			f.Because[0].Statement = c.absent(phrase.Key("no post is filled"), phrase.Key("no post is filled by {day}"))
		}
		for _, state := range slices.Sorted(maps.Keys(posts)) {
			if p.Most > 0 && len(posts[state]) > p.Most {
				f.Finding = brief.Fails
				f.Because = append(f.Because, brief.Reason{Statement: c.said.Say("{who} holds {number}: {posts}", c.Name(state), len(posts[state]), c.said.List(posts[state])), Finding: brief.Fails})
			}
		}
		out = append(out, f)
	}
	return out
}

func total(posts map[string][]string) (n int) {
	for _, p := range posts {
		n += len(p)
	}
	return n
}

// succession asks who follows in each post that is filled.
func (c *check) succession() []Finding {
	var out []Finding
	rules := c.provisions("succession")
	for _, a := range rules {
		p := a.Body.(*act.Provision)
		out = append(out, Finding{Check: p.Words, Finding: brief.Holds, Because: []brief.Reason{{Statement: c.said.Say("{who} follows as {post}", p.Next, cmp.Or(p.Post, c.said.Say("commander"))), Cites: situation.Cites(a)}}})
	}
	if len(rules) == 0 {
		out = append(out, Finding{Check: c.said.Say("it is laid down who follows when the commander's post falls vacant"), Finding: brief.Open, Because: []brief.Reason{{Statement: c.absent(phrase.Key("no provision on record says so"), phrase.Key("no provision on record says so by {day}"))}}})
	}
	return out
}
