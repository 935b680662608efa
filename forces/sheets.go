package forces

import (
	"strings"

	"entente/workbook"
)

// Tables are the answer for a spreadsheet: lines, units, the matrix of lines and
// contributors, coverage over time and the balance with their charts, what would
// complete the force.
func (ans *Answer) Tables() []workbook.Table {
	l := layout{Answer: ans}
	return []workbook.Table{l.linesTable(), l.matrixTable(), l.timeTable(), l.balanceTable(), l.unitsTable(), l.waysTable()}
}

func heads(names ...string) []workbook.Column {
	out := make([]workbook.Column, len(names))
	for i, n := range names {
		out[i] = workbook.Column{Head: n}
	}
	return out
}

func (l *layout) linesTable() workbook.Table {
	t := workbook.Table{Name: "lines", Title: l.Title + ", as of " + l.At.String() + ": the statement of requirements", Columns: heads("Line", "Need", "Capability", "Task", "Place", "Must",
		"Priority", "From", "Until", "Needed", "There", "Filled", "Coverage", "By", "Lacks, because", "What the gap needs")}
	t.Columns[1].Width, t.Columns[12].Percent, t.Columns[13].Width, t.Columns[14].Width, t.Columns[15].Width = 30, true, 30, 40, 50
	for i := range l.Lines {
		x := &l.Lines[i]
		need, there := l.needWords(x)
		var ways []string
		for _, w := range x.Ways {
			var says []string
			for _, s := range w.Steps {
				says = append(says, s.Says)
			}
			ways = append(ways, strings.Join(says, "; and "))
		}
		filled := "no"
		if x.Filled {
			filled = "yes"
		}
		must := "should"
		if x.Must {
			must = "must"
		}
		name := x.Line
		if name == "" {
			name = x.ID
		}
		t.Rows = append(t.Rows, []any{name, x.Says, x.Capability.Words(), x.Task, x.Place, must, x.Priority, x.From, x.Until, need, there, filled, x.Coverage, l.by(x), l.lacks(x), strings.Join(ways, "\nor: ")})
	}
	return t
}

// matrixTable has the people each contributor brings to each line, and why it brings
// none.
func (l *layout) matrixTable() workbook.Table {
	t := workbook.Table{Name: "matrix", Title: "who fills which line: people, or why not", Columns: heads("Line")}
	t.Columns[0].Width = 30
	for _, c := range l.shown() {
		t.Columns = append(t.Columns, workbook.Column{Head: l.name(c)})
	}
	for i := range l.Lines {
		x := &l.Lines[i]
		row := []any{l.lineWords(x)}
		for _, c := range l.shown() {
			people, units := int64(0), 0
			for _, a := range x.By {
				if a.Owner == c {
					people += a.Low
					units++
				}
			}
			switch tick := x.tick(c, l.Units); {
			case people > 0:
				row = append(row, people)
			case units > 0:
				row = append(row, "there, how many is not said")
			case tick.Note != "":
				row = append(row, tick.Note)
			case tick.Finding != "":
				row = append(row, "could")
			default:
				row = append(row, "")
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (l *layout) timeTable() workbook.Table {
	t := workbook.Table{Name: "coverage", Title: "coverage over time, by priority", Columns: heads("From", "Until", "Covered", "Missing", "Lines needed", "Lines filled", "People there"),
		Chart: &workbook.Chart{Title: "How much of the force is there", Label: 0, Values: []int{2, 3}, Stacked: true, Percent: true}}
	t.Columns[2].Percent, t.Columns[3].Percent = true, true
	for _, p := range l.Periods {
		t.Rows = append(t.Rows, []any{p.From, p.Until, p.Coverage, round(1 - p.Coverage), int64(p.Lines), int64(p.Filled), p.People})
	}
	return t
}

func (l *layout) balanceTable() workbook.Table {
	t := workbook.Table{Name: "balance", Title: "people assigned and pledged, and what the force would lose without each", Columns: heads("Contributor", "Assigned", "Pledged and not assigned",
		"Units assigned", "Coverage lost without it", "Musts lost without it", "Takes part"), Chart: &workbook.Chart{Title: "Balance of the force", Label: 0, Values: []int{1, 2}, Stacked: true}}
	t.Columns[4].Percent = true
	for _, c := range l.Contributors {
		takes := "no"
		if c.TakesPart {
			takes = "yes"
		}
		t.Rows = append(t.Rows, []any{c.Name, c.People, c.Pledged - min(c.Pledged, c.People), int64(c.Units), c.Worth, c.Unmet, takes})
	}
	return t
}

func (l *layout) unitsTable() workbook.Table {
	t := workbook.Table{Name: "units", Title: "every unit pledged, and what became of it", Columns: heads("Unit", "Owner", "What", "Capability", "At least", "At most", "Readiness", "Lapses", "Fills", "Why it fills nothing")}
	t.Columns[9].Width = 50
	for _, u := range l.Units {
		why := ""
		if u.Idle != nil {
			why = u.Idle.Statement
		}
		var most any = ""
		if u.High > 0 {
			most = u.High
		}
		t.Rows = append(t.Rows, []any{u.ID, l.name(u.Owner), u.What, u.Sort.Words(), u.Low, most, u.Readiness, u.Lapses, strings.Join(u.Fills, ", "), why})
	}
	return t
}

func (l *layout) waysTable() workbook.Table {
	t := workbook.Table{Name: "ways", Title: "minimal sets of steps that complete the force", Columns: heads("Way", "Steps")}
	t.Columns[1].Width = 90
	for i, w := range l.Ways {
		var says []string
		for _, s := range w.Steps {
			says = append(says, s.Says)
		}
		t.Rows = append(t.Rows, []any{int64(i + 1), strings.Join(says, "\n")})
	}
	return t
}
