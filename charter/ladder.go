package charter

import (
	"slices"

	"entente/act"
	"entente/brief"
	"entente/phrase"
)

// rungs is the ladder of type, each rung with the consent that is customary. What
// the charter itself lays down, by provisions of consent, goes before it.
var rungs = []struct {
	id, needs string
	share     act.Share
}{
	{"intelligence_sharing", phrase.Key("those who share"), ""},
	{"training", phrase.Key("those who train and are trained"), ""},
	{"exercises", phrase.Key("those who take part"), ""},
	{"standby", phrase.Key("each contributor, for its own units"), ""},
	{"peacekeeping", phrase.Key("the host, the main parties and each contributor"), ""},
	{"enforcement", phrase.Key("the Security Council, or the State on whose territory it acts; and each contributor"), ""},
	{"collective_defence", phrase.Key("every member"), "all"},
}

// ladder finds the rung the initiative stands on and what consent each needs.
func (c *check) ladder() Ladder {
	l := Ladder{State: Silent}
	byOption := map[string]string{}
	clause := ""
	for id, x := range c.Clauses {
		if x.Body.Question != "type" {
			continue
		}
		for _, o := range x.Body.Options {
			if o.Rung != "" {
				clause, byOption[o.Value] = id, o.Rung
			}
		}
	}
	if clause != "" {
		l.Rung = byOption[c.option(clause)]
		l.State = Drafted
		if c.Clauses[clause].Settled != "" {
			l.State = Settled
		}
		if l.Rung == "" {
			l.State = Silent
		}
	}
	members := c.members()
	for _, r := range rungs {
		out := Rung{Rung: r.id, Here: r.id == l.Rung, Needs: c.said.Say(r.needs), Share: string(r.share)}
		share := r.share
		for _, a := range c.provisions("consent") {
			if p := a.Body.(*act.Provision); p.Rung == r.id {
				out.Needs, out.Adopted, share = p.Words, true, p.Share
				out.Share = string(p.Share)
			}
		}
		for _, a := range c.stands(clause) {
			p := a.Body.(*act.Position)
			if clause != "" && byOption[p.Option] == r.id && (p.Stance == "supports" || p.Stance == "demands") && slices.Contains(members, string(a.Actor)) {
				out.Consents = append(out.Consents, string(a.Actor))
			}
		}
		if part, err := share.Parse(); err == nil && share != "" {
			out.Need = part.Of(int64(len(members)))
			switch {
			case len(members) == 0:
				out.Finding = brief.Open
			case out.Need > int64(len(members)):
				out.Finding = brief.Fails
				out.Needs = c.said.Say("{needs}; nobody can reach {share} of {members}", out.Needs, string(share), len(members))
			case out.Need == 0:
				out.Finding = brief.Fails
				out.Needs = c.said.Say("{needs}; a share of nothing asks nobody", out.Needs)
			case int64(len(out.Consents)) >= out.Need:
				out.Finding = brief.Holds
			default:
				out.Finding = brief.Open
			}
		}
		l.Rungs = append(l.Rungs, out)
	}
	return l
}

func (l *layout) rung(r *Rung) string {
	w := r.Needs
	if r.Need > 0 {
		w = l.said.Say("{needs} ({members} members; {yes} have said yes)", w, r.Need, len(r.Consents))
	}
	if !r.Adopted {
		w = l.said.Say("{needs}; customary, the charter does not say", w)
	}
	return w
}
