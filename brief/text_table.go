package brief

import (
	"sort"
	"strings"
)

const gutter = 2 // columns between two columns of a table

// table sets a table in the room there is: columns keep their natural width if
// they can, else the wide ones shrink and their cells wrap. A table with more
// columns than can be read side by side is set a row at a time, head and cell.
func (t *texter) table(b Table) {
	if len(b.Columns) == 0 {
		return
	}
	heads := make([]string, len(b.Columns))
	for c, col := range b.Columns {
		heads[c] = clean(col.Head)
	}
	rows := make([][]string, len(b.Rows))
	for r := range b.Rows {
		rows[r] = make([]string, len(heads))
		for c := range heads {
			rows[r][c] = cellText(b.cell(r, c), t.in)
		}
	}
	widths, ok := shrink(heads, rows, t.room()-gutter*(len(heads)-1))
	if !ok {
		t.records(b, heads, rows)
		return
	}
	if strings.Join(heads, "") != "" {
		t.row(b, heads, widths, func(int, int, string) style { return strong })
		rules := make([]string, len(widths))
		for c, w := range widths {
			rules[c] = strings.Repeat("─", w)
		}
		t.line(strings.Join(rules, strings.Repeat("─", gutter)))
	}
	airy := false
	for _, row := range rows {
		for c, s := range row {
			airy = airy || len(wrap(s, widths[c])) > 1
		}
	}
	for r, row := range rows {
		if airy && r > 0 {
			t.line("")
		}
		t.row(b, row, widths, func(c, line int, _ string) style {
			cell := b.cell(r, c)
			if s := sign(cell.Standing, cell.Finding); s != "" && line == 0 {
				return signStyle(cell.Standing, cell.Finding)
			}
			if cell.Strong {
				return strong
			}
			return plain
		})
	}
}

// row sets one row; styleOf says how the line-th line of its c-th cell is painted.
func (t *texter) row(b Table, cells []string, widths []int, styleOf func(c, line int, s string) style) {
	height := 1
	lines := make([][]string, len(cells))
	for c, s := range cells {
		lines[c] = wrap(s, widths[c])
		height = max(height, len(lines[c]))
	}
	for i := range height {
		parts := make([]string, len(cells))
		for c := range cells {
			s := at(lines[c], i)
			parts[c] = t.paintedPad(styleOf(c, i, s), s, widths[c], b.Columns[c].Align)
		}
		t.line(strings.Join(parts, strings.Repeat(" ", gutter)))
	}
}

// paintedPad pads s and paints the text of it, not the padding.
func (t *texter) paintedPad(st style, s string, width int, a Align) string {
	p := pad(s, width, a)
	if s == "" || st == plain || !t.colour {
		return p
	}
	return strings.Replace(p, s, t.paint(st, s), 1)
}

// records sets each row as lines of head and cell.
func (t *texter) records(b Table, heads []string, rows [][]string) {
	for r, row := range rows {
		if r > 0 {
			t.line("")
		}
		for c, s := range row {
			if s == "" {
				continue
			}
			if c == 0 {
				for _, l := range wrap(s, t.room()) {
					t.line(t.paint(strong, l))
				}
				continue
			}
			text := s
			if heads[c] != "" {
				text = heads[c] + ": " + s
			}
			t.para("  ", text)
		}
	}
}

func (b Table) cell(r, c int) Cell {
	if c < len(b.Rows[r]) {
		return b.Rows[r][c]
	}
	return Cell{}
}

// cellText is a cell with its sign; a sign alone is shown with its word.
func cellText(c Cell, in tongue) string {
	s := sign(c.Standing, c.Finding)
	text := clean(c.Text)
	switch {
	case s == "":
		return text
	case text != "":
		return s + " " + text
	case c.Standing != "":
		return s + " " + in.say(c.Standing.Word())
	}
	return s + " " + in.say(c.Finding.Word())
}

// shrink finds the width of each column so that together they fit room. A column
// is never narrower than its longest word, as far as 18 columns, unless that would
// not fit either; ok is false if a column would be left with fewer than four.
func shrink(heads []string, rows [][]string, room int) (widths []int, ok bool) {
	natural, least := make([]int, len(heads)), make([]int, len(heads))
	measure := func(c int, s string) {
		natural[c] = max(natural[c], columns(s))
		for _, p := range pieces(s) {
			least[c] = max(least[c], min(columns(p.text), 18))
		}
	}
	for c, h := range heads {
		measure(c, h)
		for _, row := range rows {
			measure(c, row[c])
		}
		natural[c], least[c] = max(natural[c], 1), max(least[c], 1)
	}
	if sum(natural) <= room {
		return natural, true
	}
	if sum(least) > room {
		for c := range least {
			least[c] = min(least[c], 4)
		}
		if sum(least) > room {
			return nil, false
		}
		return fill(least, natural, room), sum(least) <= room/2
	}
	return fill(least, natural, room), true
}

// fill raises least towards natural until room is used, lowest first: narrow
// columns get what they need, the rest is shared evenly by the wide ones.
func fill(least, natural []int, room int) []int {
	order := make([]int, len(least))
	for c := range order {
		order[c] = c
	}
	widths := append([]int(nil), least...)
	left := room - sum(least)
	for left > 0 {
		sort.SliceStable(order, func(i, j int) bool { return widths[order[i]] < widths[order[j]] })
		grown := false
		for _, c := range order {
			if widths[c] < natural[c] {
				widths[c]++
				left--
				grown = true
				break
			}
		}
		if !grown {
			break
		}
	}
	return widths
}

func sum(ns []int) int {
	total := 0
	for _, n := range ns {
		total += n
	}
	return total
}
