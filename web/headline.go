package web

import (
	"strings"

	"entente/assess"
	"entente/brief"
	"entente/web/words"
)

// The questions answer in the language of the record. What stands first on a page, the
// answer itself and the line of each actor, is laid out here from the fields of the
// answer, so that every language of the site says it; reasons stay as they are given.

// headline is the answer in a few sentences.
func (v *visit) headline(ans *assess.Answer) string {
	if v.lang == words.Languages[0] {
		return ans.Headline()
	}
	n := map[brief.Standing]int{}
	for _, a := range ans.Actors {
		n[a.Standing]++
	}
	if len(ans.Actors) == 0 {
		return v.say("headline.nobody")
	}
	said := []string{v.say("headline.of", "n", len(ans.Actors), "in", n[brief.In], "contingent", n[brief.Contingent], "out", n[brief.Out])}
	switch {
	case len(ans.Coalitions.Maximal) == 0 && ans.Coalitions.Complete:
		said = append(said, v.say("headline.none"))
	case len(ans.Requirements) == 0:
		said = append(said, v.say("headline.unrequired"))
	case ans.Viable && ans.Now.Viable:
		said = append(said, v.say("headline.viable"))
	case ans.Viable:
		said = append(said, v.say("headline.could", "who", v.names(ans, ans.Stands.Members)))
	case !ans.Stands.Optimal:
		said = append(said, v.say("headline.unsettled"))
	default:
		said = append(said, v.lacking(ans))
	}
	if len(ans.NotUnderstood) > 0 {
		said = append(said, v.say("headline.unread", "n", len(ans.NotUnderstood)))
	}
	return strings.Join(said, " ")
}

// lacking says what an initiative that is not viable lacks, and the shortest way found.
func (v *visit) lacking(ans *assess.Answer) string {
	var gaps []string
	for _, r := range ans.Requirements {
		if r.Must && !r.Met {
			gap := r.Says
			if r.Gap != "" {
				gap += " (" + r.Gap + ")"
			}
			gaps = append(gaps, "\u2068"+gap+"\u2069") // it reads in its own direction
		}
	}
	said := v.say("headline.lacks", "what", strings.Join(gaps, v.say("headline.and")))
	for _, u := range ans.Unlocks {
		if u.For != ans.Initiative.ID {
			continue
		}
		if len(u.Steps) > 0 {
			said += " " + v.say("headline.way", "n", len(u.Steps))
		}
		if len(u.Then) > 0 {
			said += " " + v.say("headline.waits", "n", len(u.Then))
		}
		return said
	}
	if !ans.Reach.Viable && ans.Reach.Optimal {
		said += " " + v.say("headline.noway")
	}
	return said
}

func (v *visit) names(ans *assess.Answer, codes []string) string {
	var all []string
	for _, c := range codes {
		all = append(all, v.name(c, ans.Names[c]))
	}
	return strings.Join(all, v.say("headline.and"))
}

// gistOf is the shortest why of an actor: in the language of the record its words, in
// another how its terms stand.
func (v *visit) gistOf(a assess.Actor) string {
	if v.lang == words.Languages[0] {
		return a.Gist()
	}
	n := map[brief.Finding]int{}
	for _, t := range a.Terms {
		if t.Strength == "requirement" || t.Strength == "" || t.Strength == "unknown" {
			n[t.Finding]++
		}
	}
	var said []string
	for _, f := range []struct {
		finding brief.Finding
		word    string
	}{{brief.Fails, "gist.fails"}, {brief.Contested, "gist.contested"}, {brief.Open, "gist.open"}, {brief.Holds, "gist.holds"}} {
		if n[f.finding] > 0 {
			said = append(said, v.say(f.word, "n", n[f.finding]))
		}
	}
	if len(said) == 0 {
		return v.say("gist.unconditional")
	}
	return strings.Join(said, v.say("headline.and"))
}
