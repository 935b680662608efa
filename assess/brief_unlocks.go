package assess

import (
	"fmt"
	"slices"
	"strings"

	"entente/brief"
)

// first is the first unlock listed for a subject.
func (ans *Answer) first(subject string) *Unlock {
	for i := range ans.Unlocks {
		if ans.Unlocks[i].For == subject {
			return &ans.Unlocks[i]
		}
	}
	return nil
}

func (l *layout) parts(c Conflict) []brief.Item {
	var items []brief.Item
	for _, p := range c.Parts {
		text := p.Statement
		for _, c := range p.Cites {
			text = l.cited(text, c)
		}
		items = append(items, brief.Item{Text: text})
	}
	return items
}

// cited is a text with its act, and the source of that where it has one.
func (l *layout) cited(text string, c brief.Cite) string {
	if c.Source == "" {
		return l.said.Say("{what} [{act}]", text, c.Act)
	}
	return l.said.Say("{what} [{act}, {source}]", text, c.Act, c.Source)
}

// subjects lists whom the conflicts are about, in order.
func (l *layout) subjects() []string {
	var out []string
	for _, c := range l.Conflicts {
		if !slices.Contains(out, c.For) {
			out = append(out, c.For)
		}
	}
	return out
}

func (l *layout) blocks() {
	var items []brief.Item
	for _, subject := range l.subjects() {
		var conflicts []brief.Item
		for _, c := range l.Conflicts {
			if c.For == subject && (len(c.Parts) > 1 || subject == l.Initiative.ID) {
				conflicts = append(conflicts, brief.Item{Text: l.said.Say("conflict {number}", len(conflicts)+1), Items: l.parts(c)})
			}
		}
		if len(conflicts) == 1 {
			conflicts = conflicts[0].Items
		}
		if len(conflicts) > 0 {
			items = append(items, brief.Item{Text: l.said.Say("Against {whom}", l.name(subject)), Items: conflicts})
		}
	}
	if len(items) == 0 {
		return
	}
	l.section("blocks", l.said.Say("What blocks (minimal conflicts)"))
	l.add(brief.Paragraph{Text: l.said.Say("The parts of a conflict cannot all stand together. The way is open when each conflict against the same one has lost one of its parts. What keeps an actor out by itself is in the table above.")}, brief.List{Items: items})
}

func (l *layout) unlocked() {
	if len(l.Unlocks) == 0 {
		return
	}
	l.section("unlocks", l.said.Say("What unlocks (minimal sets of steps)"))
	if f, ok := l.road(); ok {
		l.add(f)
	}
	var subjects []string
	for _, u := range l.Unlocks {
		if !slices.Contains(subjects, u.For) {
			subjects = append(subjects, u.For)
		}
	}
	waiting := l.waiting()
	for _, s := range subjects {
		if !slices.Contains(waiting, s) {
			l.unlockList(s, 3)
		}
	}
	if len(waiting) > 0 {
		l.add(brief.Paragraph{Text: l.said.Say("Only a position of its own is missing of each of these: {who}.", l.nameList(waiting))})
	}
}

// waiting lists the actors who would be brought in by their own word alone, when
// they are too many to show one by one.
func (l *layout) waiting() []string {
	ways, own := map[string]int{}, map[string]bool{}
	var out []string
	for _, u := range l.Unlocks {
		ways[u.For]++
		own[u.For] = len(u.Steps) == 1 && len(u.Then) == 0 && u.Steps[0].ID == "word."+u.For+"=true"
	}
	for _, a := range l.Actors {
		if ways[a.ID] == 1 && own[a.ID] {
			out = append(out, a.ID)
		}
	}
	if len(out) < 4 {
		return nil
	}
	return out
}

func (l *layout) unlockList(subject string, most int) {
	var items []brief.Item
	all, complete := 0, true
	for _, u := range l.Unlocks {
		if u.For != subject {
			continue
		}
		all++
		complete = complete && u.Complete
		if all > most {
			continue
		}
		items = append(items, brief.Item{Text: l.unlockWords(u)})
	}
	if all == 0 {
		return
	}
	head := l.said.Say("To bring {whom} in", l.name(subject))
	if subject == l.Initiative.ID {
		head = l.said.Say("To make the initiative viable")
	}
	switch {
	case !complete:
		head = l.said.Say("{what} (at least {n} ways)", head, all)
	case all > 1:
		head = l.said.Say("{what} ({n} ways)", head, all)
	}
	if all > most {
		items = append(items, brief.Item{Text: l.said.Say("and {n} more", all-most)})
	}
	l.add(brief.List{Items: []brief.Item{{Text: l.said.Say("{what}:", head), Items: items}}})
}

// takers names who can take a step, but for those its words name already.
func (l *layout) takers(s Step) []string {
	var out []string
	for _, t := range s.Takers {
		if n := l.name(t); !strings.Contains(s.Says, n) {
			out = append(out, n)
		}
	}
	return out
}

func (l *layout) unlockWords(u Unlock) string {
	var words []string
	for _, s := range u.Steps {
		w := s.Says
		if takers := l.takers(s); len(takers) > 0 {
			w = l.said.Say("{what} ({note})", w, l.said.List(takers))
		}
		words = append(words, w)
	}
	text := l.said.Join(words, ", and ", ", and ")
	if len(u.Then) > 0 {
		var then []string
		for _, s := range u.Then {
			then = append(then, s.Says)
		}
		if text == "" {
			return l.said.Join(then, ", and ", ", and ")
		}
		text = l.said.Say("{steps}; then {words}", text, l.said.Join(then, ", and ", ", and "))
	}
	return text
}

// RoadMap is the picture of the road map alone, as the brief shows it, in a language;
// nothing where there is no step to draw.
func (ans *Answer) RoadMap(lang string) []brief.Block {
	l := ans.layout()
	f, ok := l.road()
	if !ok {
		return nil
	}
	return brief.Blocks(lang, l.said, f)
}

func (l *layout) road() (brief.Figure, bool) {
	g := l.roadMap()
	return brief.Figure{ID: "roadmap", Caption: l.said.Say("The road map: steps and what they lead to"), Picture: g}, len(g.Nodes) > 0
}

// roadMap draws the first unlocks of the initiative, or when it is viable those of
// its actors.
func (l *layout) roadMap() brief.Graph {
	var g brief.Graph
	node := func(n brief.Node) string {
		if !slices.ContainsFunc(g.Nodes, func(m brief.Node) bool { return m.ID == n.ID }) {
			g.Nodes = append(g.Nodes, n)
		}
		return n.ID
	}
	most, waiting := map[string]int{}, l.waiting()
	for k, u := range l.Unlocks {
		limit := 1
		if u.For == l.Initiative.ID {
			limit = drawn.whole
		}
		if most[u.For]++; most[u.For] > limit || len(g.Nodes) > 36 || slices.Contains(waiting, u.For) {
			continue
		}
		goal := node(brief.Node{ID: "goal " + u.For, Label: l.goal(u.For), Kind: brief.Goal})
		into := goal
		steps := append(slices.Clone(u.Steps), u.Then...)
		if len(steps) > 1 {
			into = node(brief.Node{ID: fmt.Sprintf("all %d", k), Kind: brief.All})
			g.Edges = append(g.Edges, brief.Edge{From: into, To: goal})
		}
		for _, s := range steps {
			note := ""
			if takers := l.takers(s); len(takers) > 0 {
				note = l.said.Say("by {who}", l.said.List(takers))
			}
			id := node(brief.Node{ID: s.ID, Label: s.Says, Note: note, Kind: brief.Step})
			g.Edges = append(g.Edges, brief.Edge{From: id, To: into})
		}
	}
	return g
}

func (l *layout) goal(subject string) string {
	if subject == l.Initiative.ID {
		return l.said.Say("the initiative is viable")
	}
	return l.said.Say("{who} joins", l.name(subject))
}
