package brief

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"entente/phrase"
)

// words gives a picture in words, as blocks each writer sets in its own way.
func words(p Picture, in tongue) []Block {
	switch p := p.(type) {
	case Map:
		return p.words(in)
	case Matrix:
		return p.words(in)
	case Graph:
		return p.words(in)
	case Timeline:
		return p.words(in)
	case Bars:
		return p.words(in)
	}
	return nil
}

// words lists the places by standing; a group in which somebody has a note is
// set a line a place.
func (m Map) words(in tongue) []Block {
	var items []Item
	for _, s := range append(Standings(), "") {
		var names []string
		var places []Item
		noted := false
		for _, p := range m.Places {
			if p.Standing != s {
				continue
			}
			name := p.name()
			if p.Theatre {
				name += " (" + in.say("theatre") + ")"
			}
			if n := clean(p.Note); n != "" {
				noted = true
				name += ": " + n
			}
			names = append(names, name)
			places = append(places, Item{Text: name})
		}
		if len(names) == 0 {
			continue
		}
		head := fmt.Sprintf("%s (%d)", upperFirst(in.say(s.Word())), len(names))
		it := Item{Standing: s, Text: head + ": " + strings.Join(names, in.say(", "))}
		if noted {
			it.Text = strings.TrimSuffix(it.Text, ": "+strings.Join(names, in.say(", ")))
			it.Items = places
		}
		items = append(items, it)
	}
	if len(items) == 0 {
		return []Block{Paragraph{Text: in.say("No places.")}}
	}
	return []Block{List{Items: items}}
}

func (p Place) name() string {
	if l := clean(p.Label); l != "" {
		return l
	}
	return clean(p.Code)
}

// words gives the matrix as a table of signs under letters, and what each letter
// stands for.
func (m Matrix) words(in tongue) []Block {
	t := Table{Columns: []Column{{Head: m.head(in)}}}
	for c := range m.Cols {
		t.Columns = append(t.Columns, Column{Head: letters(c), Align: Centre})
	}
	for r, row := range m.Rows {
		cells := []Cell{{Text: row.Label, Standing: row.Standing, To: row.To}}
		for c := range m.Cols {
			cells = append(cells, Cell{Text: m.at(r, c).Finding.Sign()})
		}
		t.Rows = append(t.Rows, cells)
	}
	return append([]Block{t}, m.legend(in)...)
}

func (m Matrix) at(r, c int) Tick {
	if r < len(m.Cells) && c < len(m.Cells[r]) {
		return m.Cells[r][c]
	}
	return Tick{}
}

// legend says what the letters and signs of a matrix mean, and gives its notes.
func (m Matrix) legend(in tongue) []Block {
	var cols []Item
	for c, col := range m.Cols {
		text := letters(c) + ": " + clean(col.Label)
		if col.Finding != "" {
			text += " (" + in.say(col.Finding.Word()) + ")"
		}
		cols = append(cols, Item{Text: text})
	}
	out := []Block{Paragraph{Text: m.key(in)}, List{Items: cols}}
	if notes := m.notes(); len(notes) > 0 {
		out = append(out, List{Items: notes})
	}
	return out
}

func (m Matrix) notes() []Item {
	var notes []Item
	for r, row := range m.Rows {
		for c := range m.Cols {
			if n := clean(m.at(r, c).Note); n != "" {
				notes = append(notes, Item{Finding: m.at(r, c).Finding, Text: clean(row.Label) + ", " + letters(c) + ": " + n})
			}
		}
	}
	return notes
}

func (m Matrix) key(in tongue) string {
	var key []string
	for _, f := range m.findings() {
		key = append(key, f.Sign()+string(nbsp)+m.says(f, in))
	}
	return strings.Join(key, in.say(", "))
}

func (m Matrix) head(in tongue) string {
	if m.Head != "" {
		return m.Head
	}
	return in.say("Actor")
}

// says is what a finding means in this matrix.
func (m Matrix) says(f Finding, in tongue) string {
	if s := m.Says[f]; s != "" {
		return s
	}
	return in.say(f.Word())
}

// findings are those the key explains: all, or those that have a meaning of their own.
func (m Matrix) findings() []Finding {
	all := append(Findings(), "")
	if m.Says == nil {
		return all
	}
	return slices.DeleteFunc(all, func(f Finding) bool { return m.Says[f] == "" })
}

// letters names the n-th column: a, b, … z, aa, ab, …
func letters(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return letters(n/26-1) + letters(n%26)
}

// words numbers the nodes in the order in which they can be reached and says by
// number what each leads to.
func (g Graph) words(in tongue) []Block {
	g = g.tidy()
	order := g.order()
	number := make(map[string]int, len(order))
	for i, n := range order {
		number[g.Nodes[n].ID] = i + 1
	}
	var items []Item
	for _, n := range order {
		node := g.Nodes[n]
		var from []int
		var to []string
		for _, e := range g.Edges {
			if e.To == node.ID {
				from = append(from, number[e.From])
			}
			if e.From == node.ID {
				t := strconv.Itoa(number[e.To])
				if l := clean(e.Label); l != "" {
					t += " (" + l + ")"
				}
				to = append(to, t)
			}
		}
		text := node.label(in)
		if n := clean(node.Note); n != "" {
			text += " (" + n + ")"
		}
		switch {
		case node.Kind == All && len(from) > 1:
			text = join(text, in.say("all of {numbers}", numbers(from)))
		case node.Kind == Any && len(from) > 1:
			text = join(text, in.say("any one of {numbers}", numbers(from)))
		case node.Kind == Goal:
			text = in.say("Goal: {goal}", text)
		}
		if len(to) > 0 {
			text += " →" + string(nbsp) + strings.Join(to, ", ")
		}
		items = append(items, Item{Standing: node.Standing, Finding: node.Finding, Text: text})
	}
	if len(items) == 0 {
		return []Block{Paragraph{Text: in.say("No steps.")}}
	}
	return []Block{List{Ordered: true, Items: items}}
}

// label is the label of a node; one that only says what its kind says is none.
func (n Node) label(in tongue) string {
	l := clean(n.Label)
	if n.Kind == All && strings.EqualFold(l, in.say(tagAll)) || n.Kind == Any && strings.EqualFold(l, in.say(tagAny)) {
		return ""
	}
	return l
}

// What stands over a node to say how what leads to it counts.
var (
	tagAll = phrase.Key("all of these")
	tagAny = phrase.Key("any one of these")
)

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + ": " + b
}

func numbers(ns []int) string {
	sort.Ints(ns)
	out := make([]string, len(ns))
	for i, n := range ns {
		out[i] = strconv.Itoa(n)
	}
	return strings.Join(out, ", ")
}

// words gives the events as dated lines, earliest first.
func (t Timeline) words(in tongue) []Block {
	table := Table{Columns: []Column{{Head: in.say("Date")}, {Head: in.say("Actor")}, {Head: in.say("Act")}, {Head: in.say("In short")}}}
	for _, e := range t.sorted() {
		table.Rows = append(table.Rows, Cells(e.when(), e.Lane, e.Kind, e.Label))
	}
	if !t.Now.IsZero() {
		return []Block{table, Paragraph{Text: in.say("As of {day}.", day(t.Now))}}
	}
	return []Block{table}
}

func (t Timeline) sorted() []Event {
	events := append([]Event(nil), t.Events...)
	sort.SliceStable(events, func(i, j int) bool { return events[i].Date.Before(events[j].Date) })
	return events
}

func day(t time.Time) string { return t.Format("2006-01-02") }

func upperFirst(s string) string {
	for i, r := range s {
		if i == 0 {
			return strings.ToUpper(string(r)) + s[len(string(r)):]
		}
	}
	return s
}

// when is the event's date as the source gives it.
func (e Event) when() string {
	if s := clean(e.When); s != "" {
		return s
	}
	return day(e.Date)
}
