package brief

import (
	"strconv"
	"strings"
)

// figure writes a picture, its caption, and the picture in words, folded away
// unless the picture cannot be drawn.
func (h *htmler) figure(f Figure) {
	h.figures++
	name := "figure-" + strconv.Itoa(h.figures)
	number := "Figure " + strconv.Itoa(h.figures)
	caption := portion(f.Mark, f.Caption)
	if m, ok := f.Picture.(Matrix); ok {
		h.raw("<figure" + h.idAttr(f.ID) + " class=\"matrix\">\n")
		h.figcaption(number, caption)
		h.matrix(m, number)
		h.raw("</figure>\n")
		return
	}
	svg := draw(f.Picture, name, caption)
	h.raw("<figure" + h.idAttr(f.ID) + ">\n")
	if svg != "" {
		h.raw(`<div class="picture" role="group" tabindex="0" aria-label="` + number + "\">\n" + svg + "</div>\n")
	}
	h.figcaption(number, caption)
	switch {
	case svg != "":
		h.raw(`<details class="words"><summary>The same in words</summary>` + "\n")
		h.blocks(words(f.Picture))
		h.raw("</details>\n")
	default:
		h.blocks(words(f.Picture))
	}
	h.raw("</figure>\n")
}

func (h *htmler) figcaption(number, caption string) {
	h.open("figcaption", "", caption)
	h.raw("<b>" + number + ".</b> ")
	h.text(caption)
	h.raw("</figcaption>\n")
}

// matrix writes a matrix as a table, which is what it is: its heads stand upright
// and the row heads stay in view when it scrolls.
func (h *htmler) matrix(m Matrix, label string) {
	h.raw(`<div class="scroll" role="group" tabindex="0" aria-label="` + label + "\">\n<table>\n<thead><tr><td></td>")
	for _, c := range m.Cols {
		tag, scope := head(c.Label, "col")
		h.open(tag, scope, c.Label)
		h.raw("<span>")
		h.sign("", c.Finding, true)
		h.text(c.Label)
		h.raw("</span></" + tag + ">")
	}
	h.raw("</tr></thead>\n<tbody>\n")
	notes := 0
	for r, row := range m.Rows {
		h.raw("<tr>")
		tag, scope := head(row.Label, "row")
		h.open(tag, scope, row.Label)
		h.cell(Cell{Text: row.Label, Standing: row.Standing, To: row.To})
		h.raw("</" + tag + ">")
		for c := range m.Cols {
			t := m.at(r, c)
			h.raw(`<td class="` + t.Finding.class() + `">`)
			h.drawnSign(t.Finding.class())
			h.raw(`<span class="ear">` + t.Finding.Word() + `</span>`)
			if clean(t.Note) != "" {
				notes++
				h.raw("<sup>" + strconv.Itoa(notes) + "</sup>")
			}
			h.raw("</td>")
		}
		h.raw("</tr>\n")
	}
	h.raw("</tbody>\n</table>\n</div>\n<p class=\"key\">")
	for i, f := range append(Findings(), "") {
		if i > 0 {
			h.raw(" ")
		}
		h.raw(`<span class="keyed"><span class="box ` + f.class() + `">`)
		h.drawnSign(f.class())
		h.raw("</span> " + f.Word() + "</span>")
	}
	h.raw("</p>\n")
	if notes > 0 {
		h.raw("<ol class=\"notes\">\n")
		for r, row := range m.Rows {
			for c := range m.Cols {
				if n := clean(m.at(r, c).Note); n != "" {
					h.element("li", "", clean(row.Label)+": "+n)
				}
			}
		}
		h.raw("</ol>\n")
	}
}

// draw gives the drawing of a picture, empty if there is nothing to draw or too
// much. name makes its inner IDs its own.
func draw(p Picture, name, caption string) string {
	c := &canvas{name: name}
	drawn := false
	desc := ""
	switch p := p.(type) {
	case Map:
		drawn, desc = len(p.Places) > 0 && p.draw(c), p.summary()
	case Graph:
		g := p.tidy()
		drawn, desc = len(g.Nodes) > 0 && len(g.Nodes) <= MaxNodes && g.draw(c), g.summary()
	case Timeline:
		drawn, desc = len(p.Events) > 0 && p.draw(c), p.summary()
	case Bars:
		drawn, desc = len(p.Bars) > 0 && p.draw(c), p.summary()
	}
	if !drawn {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<svg role="img" direction="ltr" aria-labelledby="` + name + `-t ` + name + `-d" viewBox="0 0 ` + px(c.width) + " " + px(c.height) + `" class="` + c.class + `"`)
	b.WriteString(` style="--w:` + px(c.width) + `px"`)
	b.WriteString(">\n<title id=\"" + name + `-t">` + escapeHTML(caption) + `</title><desc id="` + name + `-d">` + escapeHTML(desc) + "</desc>\n")
	b.WriteString(c.out.String())
	b.WriteString("</svg>\n")
	return b.String()
}
