package brief

import (
	"fmt"
	"strings"
	"testing"
)

// A matrix wider than a page is parted; every column and every finding is shown once,
// and every number of a note leads to one.
func TestWideMatrixIsParted(t *testing.T) {
	var m Matrix
	for c := range 23 {
		m.Cols = append(m.Cols, Col{Label: fmt.Sprintf("condition %d. %s", c, strings.Repeat("words ", c))})
	}
	for r := range 3 {
		row := make([]Tick, 23)
		for c := range row {
			row[c] = Tick{Finding: Findings()[(r+c)%4]}
		}
		row[7*r].Note = fmt.Sprintf("note of row %d", r)
		m.Rows, m.Cells = append(m.Rows, Row{Label: fmt.Sprintf("actor %d", r)}), append(m.Cells, row)
	}
	page := string(written(t, HTML, Document{Title: "x", Blocks: []Block{Figure{Picture: m}}}))
	if n := strings.Count(page, "<table>"); n != 3 {
		t.Errorf("23 columns are in %d tables, want 3", n)
	}
	if n := strings.Count(page, `<th scope="col">`); n != 23 {
		t.Errorf("%d columns are shown, want 23", n)
	}
	if n := strings.Count(page, `<td class="`); n != 3*23 {
		t.Errorf("%d findings are shown, want %d", n, 3*23)
	}
	for c := range 23 {
		if n := strings.Count(page, clean(m.Cols[c].Label)+"<"); n != 1 {
			t.Errorf("condition %d is given in full %d times, want once, in its head or in the notes", c, n)
		}
	}
	notes := page[strings.Index(page, `<ol class="notes">`):]
	if sup, li := strings.Count(page, "<sup>"), strings.Count(notes, "<li>"); sup != li || li < 4 {
		t.Errorf("%d numbers of notes, %d notes", sup, li)
	}
}

// In text a matrix too wide for the lines is set in pieces, each with all rows.
func TestWideMatrixInText(t *testing.T) {
	var m Matrix
	for c := range 60 {
		m.Cols = append(m.Cols, Col{Label: fmt.Sprintf("condition %d", c)})
	}
	m.Rows = []Row{{Label: "Indonesia", Standing: In}}
	m.Cells = [][]Tick{make([]Tick, 60)}
	for c := range m.Cells[0] {
		m.Cells[0][c].Finding = Holds
	}
	text := string(written(t, formats[0].write, Document{Blocks: []Block{Figure{Picture: m}}}))
	rows := 0
	signs := 0
	for _, l := range strings.Split(text, "\n") {
		if strings.HasPrefix(l, "● Indonesia") {
			rows++
			signs += strings.Count(l, Holds.Sign())
		}
	}
	if rows != 4 || signs != 60 {
		t.Errorf("%d rows with %d signs, want 4 with 60:\n%s", rows, signs, text)
	}
}
