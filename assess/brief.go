package assess

import (
	"fmt"
	"slices"
	"strings"

	"entente/brief"
)

// Brief lays the answer out as a marked document: the answer in two sentences,
// the map, who is in, what blocks and unlocks, the packages, and below them
// everything it rests on.
func (ans *Answer) Brief() brief.Document {
	d := brief.Document{Title: ans.Initiative.Title, Subtitle: "Who is in, on what terms, what blocks and what unlocks", Marking: ans.Marking, Lang: "en",
		Meta: []brief.Pair{{Name: "As of", Value: ans.At.String()}}}
	if !ans.Known.IsZero() {
		d.Meta = append(d.Meta, brief.Pair{Name: "On record by", Value: ans.Known.String()})
	}
	for _, a := range ans.Assumed {
		d.Meta = append(d.Meta, brief.Pair{Name: "Assumed", Value: a})
	}
	l := layout{Answer: ans, doc: &d}
	l.add(brief.Callout{Kind: brief.Answer, Text: ans.headline()})
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

// layout collects the blocks of a brief.
type layout struct {
	*Answer
	doc *brief.Document
}

func (l *layout) add(bs ...brief.Block) { l.doc.Blocks = append(l.doc.Blocks, bs...) }

func (l *layout) section(id, title string) {
	l.add(brief.Heading{Level: 1, ID: id, Text: title})
}

// headline is the answer in a few sentences.
func (ans *Answer) headline() string {
	n := map[brief.Standing]int{}
	for _, a := range ans.Actors {
		n[a.Standing]++
	}
	var b strings.Builder
	if len(ans.Actors) == 0 {
		return "No candidate is on record: nobody's joining is in question."
	}
	fmt.Fprintf(&b, "Of %d candidates %d %s in, %d contingent and %d out. ", len(ans.Actors), n[brief.In], areIs(n[brief.In]), n[brief.Contingent], n[brief.Out])
	switch {
	case len(ans.Coalitions.Maximal) == 0 && ans.Coalitions.Complete:
		b.WriteString("As everything stands there is no self-consistent coalition at all, not even an empty one: whoever is left out has a right to be in, and in turn undoes it. ")
	case len(ans.Requirements) == 0:
		b.WriteString("No requirement of the initiative is on record. ")
	case ans.Viable && ans.Now.Viable:
		b.WriteString("The initiative is viable: those who are in meet every must. ")
	case ans.Viable:
		fmt.Fprintf(&b, "The initiative is viable as everything stands: %s could sign together and meet every must. ", ans.nameList(ans.Stands.Members))
	case !ans.Stands.Optimal:
		b.WriteString("Whether the initiative is viable as everything stands was not settled before the search was stopped. ")
	default:
		b.WriteString("The initiative is not viable as everything stands: ")
		var gaps []string
		for _, r := range ans.Requirements {
			if r.Must && !r.Met {
				gap := r.Says
				if r.Gap != "" {
					gap += " (" + r.Gap + ")"
				}
				gaps = append(gaps, gap)
			}
		}
		b.WriteString("it lacks " + strings.Join(gaps, "; ") + ". ")
		if u := ans.first(ans.Initiative.ID); u != nil {
			switch n, m := len(u.Steps), len(u.Then); {
			case n == 0:
				fmt.Fprintf(&b, "It waits for %s only. ", counted(m, "final word"))
			case m > 0:
				fmt.Fprintf(&b, "The shortest way found takes %s, and then %s. ", counted(n, "step"), counted(m, "final word"))
			default:
				fmt.Fprintf(&b, "The shortest way found takes %s. ", counted(n, "step"))
			}
		} else if !ans.Reach.Viable && ans.Reach.Optimal {
			b.WriteString("No way the open questions could go would make it so. ")
		}
	}
	if len(ans.NotUnderstood) > 0 {
		fmt.Fprintf(&b, "%s not understood and could change this. ", plural(len(ans.NotUnderstood), "One act is", "acts are"))
	}
	return strings.TrimSpace(b.String())
}

func areIs(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func counted(n int, noun string) string {
	if n == 1 {
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (ans *Answer) name(code string) string {
	if code == ans.Initiative.ID {
		return "the initiative"
	}
	if name, ok := ans.Names[code]; ok {
		return name
	}
	return code
}

func (ans *Answer) nameList(codes []string) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = ans.name(c)
	}
	return list(names)
}

func (l *layout) warnings() {
	for _, k := range l.NotUnderstood {
		l.add(brief.Callout{Kind: brief.Warning, Text: "Not understood: " + k.Says + " at " + k.Cite.Place + ". " + upper(k.Why) + "."})
	}
	for _, s := range append(slices.Clone(l.Incomplete), l.Notes...) {
		l.add(brief.Callout{Kind: brief.Note, Text: upper(s) + "."})
	}
}

func upper(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// explained opens the brief with one actor's whole tree when it was asked for.
func (l *layout) explained() {
	for _, a := range l.Actors {
		if a.ID != l.explain {
			continue
		}
		l.section("explain", "Why "+a.Name+" is "+a.Standing.Word())
		l.add(brief.ReasonTree{ID: "tree-" + a.ID, Reasons: a.Because})
		var conflicts []brief.Item
		for _, c := range l.Conflicts {
			if c.For == a.ID {
				conflicts = append(conflicts, brief.Item{Text: fmt.Sprintf("conflict %d", len(conflicts)+1), Items: parts(c)})
			}
		}
		if len(conflicts) > 0 {
			l.add(brief.Paragraph{Text: "What keeps it out as everything stands. The parts of a conflict cannot all stand together; each must lose one."}, brief.List{Items: conflicts})
		}
		l.unlockList(a.ID, listed.each)
	}
}

func (l *layout) actors() {
	if len(l.Actors) == 0 {
		return
	}
	l.section("standings", "Who is in, contingent and out")
	m := brief.Map{}
	for _, code := range l.hosts {
		if !slices.ContainsFunc(l.Actors, func(a Actor) bool { return a.ID == code }) {
			m.Places = append(m.Places, brief.Place{Code: code, Label: l.name(code), Theatre: true})
		}
	}
	t := brief.Table{ID: "actors", Caption: "Candidates", Columns: []brief.Column{{Head: "Actor"}, {Head: "Standing"}, {Head: "Why"}}}
	for _, s := range brief.Standings() {
		for _, a := range l.Actors {
			if a.Standing != s {
				continue
			}
			why := short(a)
			m.Places = append(m.Places, brief.Place{Code: a.ID, Label: a.Name, Standing: a.Standing, Theatre: slices.Contains(l.hosts, a.ID)})
			t.Rows = append(t.Rows, []brief.Cell{{Text: a.Name, To: "why-" + a.ID}, {Standing: a.Standing, Text: standingWords(a)}, {Text: why}})
		}
	}
	l.add(brief.Figure{ID: "map", Caption: "Where the candidates stand on " + l.At.String(), Picture: m}, t)
	if len(l.Coalitions.Maximal) > 1 {
		var items []brief.Item
		for _, c := range l.Coalitions.Maximal[:min(8, len(l.Coalitions.Maximal))] {
			items = append(items, brief.Item{Text: l.nameList(c)})
		}
		l.add(brief.Paragraph{Text: fmt.Sprintf("As everything stands a sponsor could form %d different coalitions to which nobody could be added:", len(l.Coalitions.Maximal))}, brief.List{Items: items})
	}
}

func standingWords(a Actor) string {
	switch {
	case a.Standing == brief.Contingent && a.Certain:
		return "contingent, yet in every coalition that cannot grow"
	case a.Standing == brief.In && !a.Certain:
		return "in, though a coalition without it is possible"
	}
	return a.Standing.Word()
}

// Gist is the shortest why: what fails or is open, or what the standing rests on.
func (a Actor) Gist() string { return short(a) }

// Headline is the answer in a few sentences.
func (ans *Answer) Headline() string { return ans.headline() }

// short is the shortest why: what fails or is open, or what it rests on.
func short(a Actor) string {
	var open, holds, others []string
	for _, r := range a.Because {
		soft := strings.HasPrefix(r.Statement, strengthWords["preference"]) || strings.HasPrefix(r.Statement, strengthWords["reservation"])
		switch {
		case r.Finding == brief.Holds:
			holds = append(holds, r.Statement)
		case strings.HasPrefix(r.Statement, claimed):
			others = append(others, r.Statement)
		case !soft && !strings.HasPrefix(r.Statement, uncounted):
			open = append(open, r.Statement)
		}
	}
	pick := open
	if a.Standing == brief.In || len(open) == 0 {
		pick = holds
	}
	if len(pick) == 0 {
		return ""
	}
	slices.Reverse(pick)
	pick = append(pick, others...)
	for i, p := range pick {
		pick[i] = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(p, a.Name+" "), a.Name+": "), ".")
	}
	return upper(strings.Join(append(pick[:min(2, len(pick)):min(2, len(pick))], unmet(a)...), "; "))
}

// unmet says what an actor that is in joins without.
func unmet(a Actor) []string {
	n := map[string]map[bool]int{"reservation": {}, "preference": {}}
	for _, t := range a.Terms {
		if by, soft := n[t.Strength]; soft && a.Standing == brief.In && t.Finding != brief.Holds {
			by[t.Finding == brief.Fails]++
		}
	}
	var out []string
	for _, s := range []string{"reservation", "preference"} {
		if k := n[s][true]; k > 0 {
			out = append(out, counted(k, s)+" unmet")
		}
		if k := n[s][false]; k > 0 {
			out = append(out, counted(k, s)+" open")
		}
	}
	return out
}
