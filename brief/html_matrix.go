package brief

import "strconv"

// matrixColumns is how many columns of a matrix fit beside each other on paper, with
// heads of no more than headColumns; what a head leaves out is in the notes.
const (
	matrixColumns = 10
	headColumns   = 64
)

// matrix writes a matrix as a table, which is what it is: its heads stand upright
// and the row heads stay in view when it scrolls. A wide one is parted into tables
// that fit a page.
func (h *htmler) matrix(m Matrix, label string) {
	parts := max(1, (len(m.Cols)+matrixColumns-1)/matrixColumns)
	each := (len(m.Cols) + parts - 1) / parts
	var notes []string
	for p := range parts {
		notes = h.matrixPart(m, label, min(p*each, len(m.Cols)), min((p+1)*each, len(m.Cols)), notes)
	}
	h.raw("<p class=\"key\">")
	for i, f := range m.findings() {
		if i > 0 {
			h.raw(" ")
		}
		h.raw(`<span class="keyed"><span class="box ` + f.class() + `">`)
		h.drawnSign(f.class())
		h.raw("</span> ")
		h.text(m.says(f, h.in()))
		h.raw("</span>")
	}
	h.raw("</p>\n")
	if len(notes) > 0 {
		h.raw("<ol class=\"notes\">\n")
		for _, n := range notes {
			h.element("li", "", n)
		}
		h.raw("</ol>\n")
	}
}

// matrixPart writes the columns from up to to, numbers the notes in them and returns
// all notes so far.
func (h *htmler) matrixPart(m Matrix, label string, from, to int, notes []string) []string {
	h.raw(`<div class="scroll" role="group" tabindex="0" aria-label="` + label + "\">\n<table>\n<thead><tr><td></td>")
	for _, c := range m.Cols[from:to] {
		tag, scope := head(c.Label, "col")
		h.open(tag, scope, c.Label)
		h.raw("<span>")
		h.sign("", c.Finding, true)
		label := clean(c.Label)
		if short, rest := cut(label, headColumns); rest != "" {
			notes = append(notes, label)
			h.text(short + "…")
			h.raw("<sup>" + strconv.Itoa(len(notes)) + "</sup>")
		} else {
			h.text(label)
		}
		h.raw("</span></" + tag + ">")
	}
	h.raw("</tr></thead>\n<tbody>\n")
	for r, row := range m.Rows {
		h.raw("<tr>")
		tag, scope := head(row.Label, "row")
		h.open(tag, scope, row.Label)
		h.cell(Cell{Text: row.Label, Standing: row.Standing, To: row.To})
		h.raw("</" + tag + ">")
		for c := from; c < to; c++ {
			t := m.at(r, c)
			h.raw(`<td class="` + t.Finding.class() + `">`)
			h.drawnSign(t.Finding.class())
			h.raw(`<span class="ear">`)
			h.text(m.says(t.Finding, h.in()))
			h.raw("</span>")
			if n := clean(t.Note); n != "" {
				notes = append(notes, clean(row.Label)+": "+n)
				h.raw("<sup>" + strconv.Itoa(len(notes)) + "</sup>")
			}
			h.raw("</td>")
		}
		h.raw("</tr>\n")
	}
	h.raw("</tbody>\n</table>\n</div>\n")
	return notes
}
