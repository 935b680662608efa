package forces

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"entente/act"
	"entente/gazetteer"
	"entente/situation"
)

// changed is the situation without the pledges of some actors and with further ones,
// and what that assumes of who joins.
func changed(s *situation.Situation, q Query) (*situation.Situation, []string, act.Problems) {
	if len(q.Without) == 0 && len(q.With) == 0 && !q.AtMost {
		return s, nil, nil
	}
	var assume []string
	var problems act.Problems
	c := *s
	c.Pledges = slices.Clone(s.Pledges)
	candidates := s.Candidates()
	for _, code := range q.Without {
		before := len(c.Pledges)
		c.Pledges = slices.DeleteFunc(c.Pledges, func(p *act.Act) bool { return string(p.Actor) == code })
		candidate := slices.Contains(candidates, code)
		if candidate {
			assume = append(assume, "joins."+code+"=false")
		}
		if before == len(c.Pledges) && !candidate {
			problems = append(problems, refuse("--without", fmt.Sprintf("%s has pledged nothing here and is no candidate", code), "it may be "+act.List(nil, owners(s))))
		}
	}
	for i, text := range q.With {
		p, err := ParsePledge(text)
		if err != nil {
			problems = append(problems, refuse("--with", err.Error(), `write it as "EGY: 2 infantry battalions, level 2" or "EGY: field hospital, 70 people, from 2031-07"`))
			continue
		}
		p.ID = fmt.Sprintf("with-%d", i+1)
		if s.Actors[string(p.Actor)] == nil {
			if _, known := gazetteer.Lookup(string(p.Actor)); !known {
				problems = append(problems, refuse("--with", fmt.Sprintf("%s is no actor of this case and no code of the gazetteer", p.Actor), "name the contributor by its code: EGY"))
				continue
			}
		}
		c.Pledges = append(c.Pledges, p)
		if slices.Contains(candidates, string(p.Actor)) && !slices.Contains(assume, "joins."+string(p.Actor)+"=true") {
			assume = append(assume, "joins."+string(p.Actor)+"=true")
		}
	}
	for i, p := range c.Pledges {
		if b := p.Body.(*act.Pledge); q.AtMost && b.Amount.High > b.Amount.Low {
			high, body := *p, *b
			body.Amount.Low = b.Amount.High
			high.Body = &body
			c.Pledges[i] = &high
		}
	}
	return &c, assume, problems
}

func owners(s *situation.Situation) []string {
	out := s.Candidates()
	for _, p := range s.Pledges {
		if !slices.Contains(out, string(p.Actor)) {
			out = append(out, string(p.Actor))
		}
	}
	return out
}

func refuse(flag, text, hint string) act.Problem {
	return act.Problem{Place: act.Place{File: flag}, Code: "bad-assumption", Text: text, Hint: hint}
}

var (
	readyWords  = regexp.MustCompile(`^(?:level |pcrs )?(1|2|3|rdl)$`)
	fromWords   = regexp.MustCompile(`^(from|until) (\d{4}(?:-\d{2}(?:-\d{2})?)?)$`)
	peopleWords = regexp.MustCompile(`^(\d[\d,]*)(?: people| strong| troops)?$`)
	unitWords   = regexp.MustCompile(`^(?:(\d{1,3}|an?) )?(.+?)(?: (platoon|compan|battalion|brigade|unit)(?:s|y|ies)?)?$`)
)

// ParsePledge reads a further pledge as it is said on the command line:
//
//	EGY: 2 infantry battalions, level 2
//	JOR: field hospital, 70 people, from 2031-07
//
// Without a number of people the size of the units gives an interval.
func ParsePledge(text string) (*act.Act, error) {
	who, what, ok := strings.Cut(text, ":")
	if !ok {
		return nil, fmt.Errorf("%q does not say whose pledge it is", text)
	}
	b := &act.Pledge{What: strings.TrimSpace(what), Rung: "pledge"}
	a := &act.Act{Kind: "pledge", Body: b, Place: act.Place{File: "--with"}}
	a.Actor = act.ActorRef(strings.TrimSpace(who))
	for i, part := range strings.Split(strings.ToLower(what), ",") {
		part = strings.Join(strings.Fields(part), " ")
		switch {
		case i == 0:
			if err := parseUnit(b, part); err != nil {
				return nil, err
			}
		case readyWords.MatchString(part):
			b.Readiness = readyWords.FindStringSubmatch(part)[1]
		case fromWords.MatchString(part):
			m := fromWords.FindStringSubmatch(part)
			d, err := act.ParseDate(m[2])
			if err != nil {
				return nil, err
			}
			if m[1] == "from" {
				b.From = d
			} else {
				b.Until = d
			}
		case peopleWords.MatchString(part):
			b.Amount, _ = act.ParseQuantity(peopleWords.FindStringSubmatch(part)[1])
		default:
			return nil, fmt.Errorf("%q is no level, day or number of people", part)
		}
	}
	return a, nil
}

// parseUnit reads "2 infantry battalions".
func parseUnit(b *act.Pledge, part string) error {
	m := unitWords.FindStringSubmatch(part)
	if m == nil {
		return fmt.Errorf("%q names no capability", part)
	}
	b.Number = 1
	if n, err := strconv.ParseInt(m[1], 10, 64); err == nil {
		b.Number = n
	}
	if b.Number < 1 {
		return fmt.Errorf("%q are no units", part)
	}
	name := strings.ReplaceAll(m[2], " ", "_")
	for _, c := range act.Capabilities {
		if name == c || name == c+"s" || name+"s" == c {
			b.Capability = act.Capability(c)
		}
	}
	if b.Capability == "" {
		text := fmt.Sprintf("no capability is called %q", m[2])
		if near := act.Nearest(name, act.Capabilities); near != "" {
			text += " (did you mean " + act.Capability(near).Words() + "?)"
		}
		return fmt.Errorf("%s", text)
	}
	if m[3] != "" && m[3] != "unit" {
		b.Amount, _ = act.ParseQuantity(fmt.Sprintf("%d %s", b.Number, m[3]))
	}
	return nil
}

// Comparison is the answer to a change: the force before and after it.
type Comparison struct {
	Entente  string   `json:"entente"`
	Change   []string `json:"change"`
	Before   *Answer  `json:"before"`
	After    *Answer  `json:"after"`
	Coverage float64  `json:"coverage"` // won, or lost when negative
	Won      []string `json:"won"`      // lines filled after and not before
	Lost     []string `json:"lost"`     // lines filled before and not after
	Worse    []Change `json:"changed"`  // lines whose coverage changes
	Join     []string `json:"join"`     // candidates that take part after and not before
	Leave    []string `json:"leave"`    // candidates that take part before and not after
}

// Change is one line's coverage before and after.
type Change struct {
	Line   string  `json:"line"`
	Says   string  `json:"says"`
	Before float64 `json:"before"`
	After  float64 `json:"after"`
}

// Compare answers on the situation as it is and as the query changes it: what leaving
// costs, what a further pledge brings.
func Compare(ctx context.Context, s *situation.Situation, q Query) (*Comparison, act.Problems) {
	plain := q
	plain.With, plain.Without = nil, nil
	before, problems := Glance(ctx, s, plain)
	if problems.Refuse() {
		return nil, problems
	}
	after, more := Glance(ctx, s, q)
	if more.Refuse() {
		return nil, more
	}
	c := &Comparison{Entente: "forces-compare/1", Before: before, After: after, Coverage: round(after.Coverage - before.Coverage),
		Won: []string{}, Lost: []string{}, Worse: []Change{}, Join: missing(after.Members, before.Members), Leave: missing(before.Members, after.Members)}
	for _, w := range q.Without {
		c.Change = append(c.Change, after.said.Say("without {who}", situation.Said(after.said, before.name(w), w)))
	}
	for _, w := range q.With {
		c.Change = append(c.Change, after.said.Say("with {pledge}", w))
	}
	for _, b := range before.Lines {
		i := slices.IndexFunc(after.Lines, func(a Line) bool { return a.ID == b.ID })
		if i < 0 {
			continue
		}
		a := after.Lines[i]
		switch {
		case a.Filled && !b.Filled:
			c.Won = append(c.Won, a.ID)
		case b.Filled && !a.Filled:
			c.Lost = append(c.Lost, a.ID)
		}
		if a.Coverage != b.Coverage {
			c.Worse = append(c.Worse, Change{a.ID, a.Says, b.Coverage, a.Coverage})
		}
	}
	return c, problems
}

// missing lists what a has and b has not.
func missing(a, b []string) []string {
	out := []string{}
	for _, x := range a {
		if !slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}

func (ans *Answer) name(code string) string {
	if n := ans.Names[code]; n != "" {
		return n
	}
	return gazetteer.Name(code, "en")
}
