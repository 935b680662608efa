package assess

import (
	"slices"
	"strings"

	"entente/brief"
	"entente/phrase"
	"entente/situation"
)

// Brief lays the answer out as a marked document: the answer in two sentences,
// the map, who is in, what blocks and unlocks, the packages, and below them
// everything it rests on.
func (ans *Answer) Brief() brief.Document {
	l := ans.layout()
	d := brief.Document{Title: ans.Initiative.Title, Subtitle: l.said.Say("Who is in, on what terms, what blocks and what unlocks"), Marking: ans.Marking, Lang: phrase.English,
		Meta: []brief.Pair{{Name: l.said.Say("As of"), Value: ans.At.String()}}}
	if !ans.Known.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: l.said.Say("On record by"), Value: ans.Known.String()})
	}
	for _, a := range ans.Assumed {
		d.Meta = append(d.Meta, brief.Pair{Name: l.said.Say("Assumed"), Value: a})
	}
	d.Said, l.doc = l.said, &d
	l.add(brief.Callout{Kind: brief.Answer, Text: l.headline()})
	l.warnings()
	l.explained()
	l.actors()
	l.blocks()
	l.unlocked()
	l.packages()
	l.pivots()
	l.contested()
	l.charter()
	l.conditions()
	l.reasons()
	l.record()
	return d
}

// Said is how the sentences of the answer were made, for whoever shows some of them.
func (ans *Answer) Said() *phrase.Said { return ans.said }

// layout collects the blocks of a brief.
type layout struct {
	*Answer
	doc  *brief.Document
	said *phrase.Said
}

func (ans *Answer) layout() *layout { return &layout{Answer: ans, said: ans.said.Child()} }

func (l *layout) add(bs ...brief.Block) { l.doc.Blocks = append(l.doc.Blocks, bs...) }

func (l *layout) section(id, title string) {
	l.add(brief.Heading{Level: 1, ID: id, Text: title})
}

// headline is the answer in a few sentences.
func (l *layout) headline() string {
	n := map[brief.Standing]int{}
	for _, a := range l.Actors {
		n[a.Standing]++
	}
	say := l.said.Say
	if len(l.Actors) == 0 {
		return say("No candidate is on record: nobody's joining is in question.")
	}
	said := []string{say("Of {candidates} candidates {n} are in, {contingent} contingent and {out} out.", len(l.Actors), n[brief.In], n[brief.Contingent], n[brief.Out])}
	switch {
	case len(l.Coalitions.Maximal) == 0 && l.Coalitions.Complete && !l.undone():
		said = append(said, say("As everything stands there is no self-consistent coalition at all, not even an empty one: none keeps the rules."))
	case len(l.Coalitions.Maximal) == 0 && l.Coalitions.Complete:
		said = append(said, say("As everything stands there is no self-consistent coalition at all, not even an empty one: whoever is left out has a right to be in, and in turn undoes it."))
	case len(l.Requirements) == 0:
		said = append(said, say("No requirement of the initiative is on record."))
	case l.Viable && l.Now.Viable:
		said = append(said, say("The initiative is viable: those who are in meet every must."))
	case l.Viable:
		said = append(said, say("The initiative is viable as everything stands: {who} could sign together and meet every must.", l.nameList(l.Stands.Members)))
	case !l.Stands.Optimal:
		said = append(said, say("Whether the initiative is viable as everything stands was not settled before the search was stopped."))
	default:
		said = append(said, l.lacking()...)
	}
	if k := len(l.NotUnderstood); k > 0 {
		said = append(said, say("{n} acts are not understood and could change this.", k))
	}
	return l.said.Join(said, " ", " ")
}

// undone reports whether a right of admission is among what leaves no coalition.
func (l *layout) undone() bool {
	return slices.ContainsFunc(l.Conflicts, func(c Conflict) bool {
		return c.For == l.Initiative.ID && slices.ContainsFunc(c.Parts, func(p ConflictPart) bool { return strings.HasPrefix(p.ID, "admission.") })
	})
}

// lacking says what an initiative that is not viable lacks, and the shortest way found.
func (l *layout) lacking() []string {
	var gaps []string
	for _, r := range l.Requirements {
		if r.Must && !r.Met {
			gap := r.Says
			if r.Gap != "" {
				gap = l.said.Say("{what} ({note})", gap, r.Gap)
			}
			gaps = append(gaps, gap)
		}
	}
	said := []string{l.said.Say("The initiative is not viable as everything stands: it lacks {what}.", l.said.Join(gaps, "; ", "; "))}
	u := l.first(l.Initiative.ID)
	switch {
	case u == nil && !l.Reach.Viable && l.Reach.Optimal:
		said = append(said, l.said.Say("No way the open questions could go would make it so."))
	case u == nil:
	case len(u.Steps) == 0:
		said = append(said, l.said.Say("It waits for {words} only.", l.said.Say("{n} final words", len(u.Then))))
	case len(u.Then) > 0:
		said = append(said, l.said.Say("The shortest way found takes {steps}, and then {words}.", l.said.Say("{n} steps", len(u.Steps)), l.said.Say("{n} final words", len(u.Then))))
	default:
		said = append(said, l.said.Say("The shortest way found takes {steps}.", l.said.Say("{n} steps", len(u.Steps))))
	}
	return said
}

func (l *layout) name(code string) string {
	if code == l.Initiative.ID {
		return l.said.Say("the initiative")
	}
	if name, ok := l.Names[code]; ok {
		return situation.Said(l.said, name, code)
	}
	return code
}

func (l *layout) nameList(codes []string) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = l.name(c)
	}
	return list(l.said, names)
}

func (l *layout) warnings() {
	for _, k := range l.NotUnderstood {
		l.add(brief.Callout{Kind: brief.Warning, Text: l.said.Say("Not understood: {act} at {place}. {why}.", k.Says, k.Cite.Place, l.said.Upper(k.Why))})
	}
	for _, s := range append(slices.Clone(l.Incomplete), l.Notes...) {
		l.add(brief.Callout{Kind: brief.Note, Text: l.said.Say("{what}.", l.said.Upper(s))})
	}
}

// explained opens the brief with one actor's whole tree when it was asked for.
func (l *layout) explained() {
	for _, a := range l.Actors {
		if a.ID != l.explain {
			continue
		}
		l.section("explain", l.said.Say("Why {who} is {standing}", l.name(a.ID), l.said.Say(a.Standing.Word())))
		l.add(brief.ReasonTree{ID: "tree-" + a.ID, Reasons: a.Because})
		var conflicts []brief.Item
		for _, c := range l.Conflicts {
			if c.For == a.ID {
				conflicts = append(conflicts, brief.Item{Text: l.said.Say("conflict {number}", len(conflicts)+1), Items: l.parts(c)})
			}
		}
		if len(conflicts) > 0 {
			l.add(brief.Paragraph{Text: l.said.Say("What keeps it out as everything stands. The parts of a conflict cannot all stand together; each must lose one.")}, brief.List{Items: conflicts})
		}
		l.unlockList(a.ID, listed.each)
	}
}

func (l *layout) actors() {
	if len(l.Actors) == 0 {
		return
	}
	l.section("standings", l.said.Say("Who is in, contingent and out"))
	m := brief.Map{}
	for _, code := range l.hosts {
		if !slices.ContainsFunc(l.Actors, func(a Actor) bool { return a.ID == code }) {
			m.Places = append(m.Places, brief.Place{Code: code, Label: l.name(code), Theatre: true})
		}
	}
	t := brief.Table{ID: "actors", Caption: l.said.Say("Candidates"), Columns: []brief.Column{{Head: l.said.Say("Actor")}, {Head: l.said.Say("Standing")}, {Head: l.said.Say("Why")}}}
	for _, s := range brief.Standings() {
		for _, a := range l.Actors {
			if a.Standing != s {
				continue
			}
			why := l.short(a)
			m.Places = append(m.Places, brief.Place{Code: a.ID, Label: l.name(a.ID), Standing: a.Standing, Theatre: slices.Contains(l.hosts, a.ID)})
			t.Rows = append(t.Rows, []brief.Cell{{Text: l.name(a.ID), To: "why-" + a.ID}, {Standing: a.Standing, Text: l.said.Say(standingWords(a))}, {Text: why}})
		}
	}
	l.add(brief.Figure{ID: "map", Caption: l.said.Say("Where the candidates stand on {day}", l.At.String()), Picture: m}, t)
	if len(l.Coalitions.Maximal) > 1 {
		var items []brief.Item
		for _, c := range l.Coalitions.Maximal[:min(8, len(l.Coalitions.Maximal))] {
			items = append(items, brief.Item{Text: l.nameList(c)})
		}
		l.add(brief.Paragraph{Text: l.said.Say("As everything stands a sponsor could form {n} different coalitions to which nobody could be added:", len(l.Coalitions.Maximal))}, brief.List{Items: items})
	}
}

func standingWords(a Actor) string {
	switch {
	case a.Standing == brief.Contingent && a.Certain:
		return phrase.Key("contingent, yet in every coalition that cannot grow")
	case a.Standing == brief.In && !a.Certain:
		return phrase.Key("in, though a coalition without it is possible")
	}
	return a.Standing.Word()
}

// Gist is the shortest why of an actor, in a language: what fails or is open, or what the
// standing rests on.
func (ans *Answer) Gist(lang string, a Actor) string {
	l := ans.layout()
	return l.said.In(lang, l.short(a))
}

// Headline is the answer in a few sentences, in a language.
func (ans *Answer) Headline(lang string) string {
	l := ans.layout()
	return l.said.In(lang, l.headline())
}

// short is the shortest why: what fails or is open, or what it rests on.
func (l *layout) short(a Actor) string {
	var open, holds, others []string
	for _, r := range a.Because {
		soft := strings.HasPrefix(r.Statement, begins(strengthWords["preference"])) || strings.HasPrefix(r.Statement, begins(strengthWords["reservation"]))
		switch {
		case r.Finding == brief.Holds:
			holds = append(holds, r.Statement)
		case strings.HasPrefix(r.Statement, begins(claimed)):
			others = append(others, r.Statement)
		case !soft && !strings.HasPrefix(r.Statement, begins(uncounted)):
			open = append(open, r.Statement)
		}
	}
	pick := open
	if len(holds) > 0 && a.Standing == brief.In || len(open) == 0 {
		pick = holds
	}
	if len(pick) == 0 {
		return ""
	}
	slices.Reverse(pick)
	pick = append(pick, others...)
	for i, p := range pick {
		pick[i] = l.said.As(strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(p, a.Name+" "), a.Name+": "), "."), p)
	}
	return l.said.Upper(l.said.Join(append(pick[:min(2, len(pick)):min(2, len(pick))], l.unmet(a)...), "; ", "; "))
}

// unmet says what an actor that is in joins without.
func (l *layout) unmet(a Actor) []string {
	n := map[string]map[bool]int{"reservation": {}, "preference": {}}
	for _, t := range a.Terms {
		if by, soft := n[t.Strength]; soft && a.Standing == brief.In && t.Finding != brief.Holds {
			by[t.Finding == brief.Fails]++
		}
	}
	var out []string
	add := func(k int, key string) {
		if k > 0 {
			out = append(out, l.said.Say(key, k))
		}
	}
	add(n["reservation"][true], phrase.Key("{n} reservations unmet"))
	add(n["reservation"][false], phrase.Key("{n} reservations open"))
	add(n["preference"][true], phrase.Key("{n} preferences unmet"))
	add(n["preference"][false], phrase.Key("{n} preferences open"))
	return out
}
