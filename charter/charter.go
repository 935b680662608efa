// Package charter answers the five questions of an initiative's charter: how the
// threat is defined, how far the scope reaches, of what type it is, who oversees it
// politically, who commands. For each it says whether it is settled, settled with
// reservations, drafted, silent or contradictory; by whom, who dissents, and what is
// left to do. It tries definitions of the threat on incidents, asks which wording
// everybody can accept, and checks sanctions, commanders and the three principles of
// peacekeeping.
//
// Call [Ask] with a situation; lay the answer out with [Answer.Brief].
// docs/charter.md is the manual.
//
// The package is pure. It leaves out whether a ballot adopted a text (package
// decide) and which charter brings the most States in (package assess); the search
// for a wording all can accept is asked of the same engine, package logic.
package charter

import (
	"context"
	"strings"

	"entente/act"
	"entente/phrase"
	"entente/situation"
)

// Query is what is asked.
type Query struct{ Marking string }

// The five questions, in their order, with how they are asked.
var questions = []struct{ id, asks string }{
	{"threat", phrase.Key("Is the threat defined?")},
	{"scope", phrase.Key("Against whom, where and for what may it act, and for what not?")},
	{"type", phrase.Key("Of what type is it: how far up the ladder does it go?")},
	{"oversight", phrase.Key("Which body sanctions an operation, and to whom is it reported?")},
	{"command", phrase.Key("Who commands, who may, and who follows?")},
}

// Ask answers the five questions on a situation.
func Ask(ctx context.Context, s *situation.Situation, q Query) *Answer {
	c := &check{s, phrase.New()}
	ans := &Answer{said: c.said, Entente: "charter/1", Marking: q.Marking, At: s.At, Known: s.Known}
	if s.Initiative != nil {
		ans.Initiative, ans.Title = s.Initiative.ID, s.Initiative.Body.(*act.Initiative).Title
	}
	ans.Names = recordNames(s)
	for _, x := range questions {
		ans.Questions = append(ans.Questions, c.question(x.id, c.said.Say(x.asks)))
	}
	ans.Ladder = c.ladder()
	c.rules(ans)
	ans.Bench = c.bench(ctx)
	ans.Principles = c.principles()
	for _, a := range s.NotUnderstood {
		ans.NotUnderstood = append(ans.NotUnderstood, c.kept(a, c.said.Say("this program does not know acts of this kind: it could be a withdrawal")))
	}
	for _, x := range s.Beside {
		switch x.Act.Body.(type) {
		case *act.Position, *act.Decision, *act.Reserve, *act.Verdict, *act.Sanction, *act.Report, *act.Ballot, *act.Silence:
			ans.Beside = append(ans.Beside, c.kept(x.Act, x.Says(c.said)))
		}
	}
	return ans
}

// check holds the situation that is asked.
type check struct {
	*situation.Situation
	said *phrase.Said
}

// Name is an actor's name, kept to be said in other languages.
func (c *check) Name(code string) string {
	return situation.Said(c.said, c.Situation.Name(code), code)
}

// members are those whose charter it is: the candidates that have bound themselves
// or said they join, or, before anyone has, all candidates.
func (c *check) members() []string {
	var out []string
	for _, code := range c.Candidates() {
		if c.Committed[code] != nil || c.stance(code) == "supports" {
			out = append(out, code)
		}
	}
	if len(out) == 0 {
		return c.Candidates()
	}
	return out
}

// stance is an actor's own official word on the initiative.
func (c *check) stance(code string) string {
	if a := c.Latest(code); a != nil {
		return a.Body.(*act.Position).Stance
	}
	return ""
}

func (c *check) names(codes []string) string {
	var out []string
	for _, x := range codes {
		out = append(out, c.Name(x))
	}
	return c.said.List(out)
}

// provisions lists the provisions of a sort that stand with the clauses as settled
// or drafted, in the order of the record.
func (c *check) provisions(sort string) []*act.Act {
	var out []*act.Act
	for _, a := range c.Charter {
		p, ok := a.Body.(*act.Provision)
		if ok && p.Sort == sort && (p.Option == "" || p.Option == c.option(string(p.Clause))) {
			out = append(out, a)
		}
	}
	return out
}

// option is a clause's option as settled, else as drafted.
func (c *check) option(clause string) string {
	if x := c.Clauses[clause]; x != nil {
		if x.Settled != "" {
			return x.Settled
		}
		return x.Body.Draft
	}
	return ""
}

// of lists the charter's acts with a body of one kind.
func of[B act.Body](c *check) []*act.Act {
	var out []*act.Act
	for _, a := range c.Charter {
		if _, ok := a.Body.(B); ok {
			out = append(out, a)
		}
	}
	return out
}

func (c *check) kept(a *act.Act, why string) Kept {
	return Kept{a.ID, string(a.Actor), says(c.said, a), why, situation.Cite(a)}
}

func says(said *phrase.Said, a *act.Act) string {
	switch {
	case a.Says != "":
		return a.Says
	case a.Quote != "":
		return said.Say("“{words}”", a.Quote)
	}
	return a.Title(said)
}

func codes(refs []act.ActorRef) []string {
	var out []string
	for _, r := range refs {
		out = append(out, string(r))
	}
	return out
}

func spaced(s string) string { return strings.ReplaceAll(s, "_", " ") }

// absent says what is not on record, by a day where one is known.
func (c *check) absent(what, byDay string) string {
	if c.At.IsZero() {
		return c.said.Say(what)
	}
	return c.said.Say(byDay, c.At.String())
}

// recordNames are the names the record itself gives to its actors.
func recordNames(s *situation.Situation) map[string]string {
	names := map[string]string{}
	for code, a := range s.Actors {
		if n := a.Body.(*act.Actor).Name; n != "" {
			names[code] = n
		}
	}
	return names
}
