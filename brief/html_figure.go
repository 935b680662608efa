package brief

import (
	"strconv"
	"strings"
)

// figure writes a picture, its caption, and the picture in words, folded away
// unless the picture cannot be drawn. A matrix is words already.
func (h *htmler) figure(f Figure) {
	h.figures++
	name := h.name + "figure-" + strconv.Itoa(h.figures)
	number := h.in().say("Figure {number}", h.figures)
	caption := marked(f.Mark, f.Caption)
	label := number
	if h.part {
		label = caption
	}
	if m, ok := f.Picture.(Matrix); ok {
		h.raw("<figure" + h.idAttr(f.ID) + " class=\"matrix\">\n")
		h.figcaption(number, caption)
		h.matrix(m, label)
		h.raw("</figure>\n")
		return
	}
	svg := draw(f.Picture, name, caption, h.in())
	h.raw("<figure" + h.idAttr(f.ID) + ">\n")
	if svg != "" {
		h.raw(`<div class="picture" role="group" tabindex="0" aria-label="` + escapeHTML(label) + "\">\n" + svg + "</div>\n")
	}
	h.figcaption(number, caption)
	switch {
	case svg != "":
		h.raw(`<details class="words"><summary>` + h.in().say("The same in words") + "</summary>\n")
		h.blocks(words(f.Picture, h.in()))
		h.raw("</details>\n")
	default:
		h.blocks(words(f.Picture, h.in()))
	}
	h.raw("</figure>\n")
}

func (h *htmler) figcaption(number, caption string) {
	h.open("figcaption", "", caption)
	if !h.part {
		h.raw("<b>" + number + ".</b> ")
	}
	h.text(caption)
	h.raw("</figcaption>\n")
}

// narrowest names how far a drawing may shrink before its frame scrolls: its own
// width, in steps, up to 34 rem. A class says it, because pages that forbid styles
// inside their tags show the same drawings.
func narrowest(width float64) string {
	return "w" + strconv.Itoa(max(1, min(8, int(width/68))))
}

// draw gives the drawing of a picture, empty if there is nothing to draw or too
// much. name makes its inner IDs its own.
func draw(p Picture, name, caption string, in tongue) string {
	c := &canvas{name: name, in: in}
	drawn := false
	desc := ""
	switch p := p.(type) {
	case Map:
		drawn, desc = len(p.Places) > 0 && p.draw(c), p.summary(in)
	case Graph:
		g := p.tidy()
		drawn, desc = len(g.Nodes) > 0 && len(g.Nodes) <= MaxNodes && g.draw(c), g.summary(in)
	case Timeline:
		drawn, desc = len(p.Events) > 0 && p.draw(c), p.summary(in)
	case Bars:
		drawn, desc = len(p.Bars) > 0 && p.draw(c), p.summary(in)
	}
	if !drawn {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<svg role="img" direction="ltr" aria-labelledby="` + name + `-t ` + name + `-d" viewBox="0 0 ` + px(c.width) + " " + px(c.height) + `" class="` + c.class + " " + narrowest(c.width) + `"`)
	b.WriteString(">\n<title id=\"" + name + `-t">` + escapeHTML(caption) + `</title><desc id="` + name + `-d">` + escapeHTML(desc) + "</desc>\n")
	b.WriteString(c.out.String())
	b.WriteString("</svg>\n")
	return b.String()
}
