package brief

import (
	"slices"
	"strconv"
	"strings"
)

// The heads of a table are not broken on paper but where there are many, or in a word that
// is longer than this.
const (
	manyColumns = 9
	longWord    = 24
)

func (h *htmler) blocks(bs []Block) {
	for _, b := range bs {
		switch b := b.(type) {
		case Heading:
			h.headings++
			h.level = levelAfter(h.level, b.Level)
			id := h.idAttr(b.ID)
			if b.ID == "" {
				id = ` id="` + h.headingAnchor(b, h.headings) + `"`
			}
			h.element("h"+strconv.Itoa(h.level+1), id, marked(b.Mark, b.Text))
		case Paragraph:
			h.element("p", "", marked(b.Mark, b.Text))
		case List:
			h.list(b)
		case Table:
			h.table(b)
		case ReasonTree:
			h.reasonTree(b)
		case Callout:
			h.callout(b)
		case Figure:
			h.figure(b)
		}
	}
}

// sign writes the sign of a standing or a finding for the eye, and its word for
// the ear unless the word stands beside it anyway.
func (h *htmler) sign(s Standing, f Finding, spoken bool) {
	if s == "" && f == "" {
		return
	}
	class, word := f.class(), h.in().say(f.Word())
	if s != "" {
		class, word = s.class(), h.in().say(s.Word())
	}
	h.drawnSign(class)
	if spoken {
		h.raw(`<span class="ear">`)
		h.text(word + ":")
		h.raw(" </span>")
	}
}

func (h *htmler) list(l List) {
	tag := "ul"
	if l.Ordered {
		tag = "ol"
	}
	h.raw("<" + tag + ">\n")
	for _, it := range l.Items {
		text := marked(it.Mark, it.Text)
		attrs := ""
		if !l.Ordered && sign(it.Standing, it.Finding) != "" {
			attrs = ` class="signed"`
		}
		h.open("li", attrs, text)
		h.sign(it.Standing, it.Finding, true)
		h.text(text)
		if len(it.Items) > 0 {
			h.raw("\n")
			h.list(List{Items: it.Items})
		}
		h.raw("</li>\n")
	}
	h.raw("</" + tag + ">\n")
}

func (h *htmler) callout(c Callout) {
	class := "note"
	switch c.Kind {
	case Answer, Warning:
		class = string(c.Kind)
	}
	h.raw(`<div class="callout ` + class + `" role="note">`)
	text := marked(c.Mark, c.Text)
	h.open("p", "", text)
	h.raw("<strong>" + h.in().say(c.Kind.word()) + ".</strong> ")
	h.text(text)
	h.raw("</p></div>\n")
}

// table writes a table in a frame of its own that scrolls if it is too wide.
func (h *htmler) table(b Table) {
	if len(b.Columns) == 0 {
		return
	}
	caption := marked(b.Mark, b.Caption)
	label := h.in().say("Table")
	if clean(caption) != "" {
		h.tables++
		label = h.in().say("Table {number}", h.tables)
		if h.part {
			label = caption
		}
	}
	h.raw("<div" + h.idAttr(b.ID) + ` class="scroll" role="group" tabindex="0" aria-label="` + escapeHTML(label) + "\">\n<table>\n")
	if clean(caption) != "" {
		h.open("caption", "", caption)
		if !h.part {
			h.raw(`<b>` + label + `.</b> `)
		}
		h.text(caption)
		h.raw("</caption>\n")
	}
	h.raw("<thead><tr>")
	for _, c := range b.Columns {
		tag, scope := head(c.Head, "col")
		breaks := ""
		if len(b.Columns) > manyColumns || slices.ContainsFunc(strings.Fields(c.Head), func(w string) bool { return columns(w) > longWord }) {
			breaks = ` data-breaks=""`
		}
		h.open(tag, scope+c.Align.class(false)+breaks, c.Head)
		h.text(c.Head)
		h.raw("</" + tag + ">")
	}
	h.raw("</tr></thead>\n<tbody>\n")
	for r := range b.Rows {
		h.raw("<tr>")
		for i, c := range b.Columns {
			cell := b.cell(r, i)
			tag, scope := "td", ""
			if i == 0 {
				tag, scope = head(cellText(cell, h.in()), "row")
			}
			h.open(tag, scope+c.Align.class(columns(cellText(cell, h.in())) <= 16), cell.Text)
			h.cell(cell)
			h.raw("</" + tag + ">")
		}
		h.raw("</tr>\n")
	}
	h.raw("</tbody>\n</table>\n</div>\n")
}

// head gives the tag and the scope of a cell that heads a row or column. A head
// without words heads nothing.
func head(text, of string) (tag, scope string) {
	if clean(text) == "" {
		return "td", ""
	}
	return "th", ` scope="` + of + `"`
}

// class is the class attribute of a cell; a short one is not broken.
func (a Align) class(short bool) string {
	c := map[Align]string{Start: "", End: "end", Centre: "centre"}[a]
	if short {
		c = strings.TrimSpace(c + " short")
	}
	if c == "" {
		return ""
	}
	return ` class="` + c + `"`
}

func (h *htmler) cell(c Cell) {
	text := c.Text
	h.sign(c.Standing, c.Finding, clean(text) != "")
	if sign(c.Standing, c.Finding) != "" && clean(text) == "" {
		if text = h.in().say(c.Finding.Word()); c.Standing != "" {
			text = h.in().say(c.Standing.Word())
		}
	}
	to := h.anchors[c.To]
	if to != "" {
		h.raw(`<a href="#` + to + `">`)
	}
	if c.Strong {
		h.raw("<strong>")
	}
	h.text(text)
	if c.Strong {
		h.raw("</strong>")
	}
	if to != "" {
		h.raw("</a>")
	}
}

func (h *htmler) reasonTree(t ReasonTree) {
	h.raw("<div" + h.idAttr(t.ID) + " class=\"reasons\">\n<ul>\n")
	for _, r := range t.Reasons {
		h.reason(r, !t.Folded)
	}
	h.raw("</ul>\n</div>\n")
}

// reason writes a reason; one that rests on others can be opened and closed.
func (h *htmler) reason(r Reason, open bool) {
	h.open("li", "", r.Statement)
	hung := ""
	if r.Finding != "" {
		hung = " hung" // wrapped lines stand beside the sign
	}
	if len(r.Because) == 0 {
		h.raw(`<div class="say` + hung + `">`)
		h.sign("", r.Finding, true)
		h.text(r.Statement)
		h.raw("</div>")
		h.cites(r.Cites)
		h.raw("</li>\n")
		return
	}
	h.raw("<details")
	if open {
		h.raw(` open="open"`)
	}
	h.raw(`><summary class="say` + hung + `">`)
	h.sign("", r.Finding, true)
	h.text(r.Statement)
	h.raw("</summary>")
	h.cites(r.Cites)
	h.raw("<ul>\n")
	for _, b := range r.Because {
		h.reason(b, true)
	}
	h.raw("</ul></details></li>\n")
}

func (h *htmler) cites(cs []Cite) {
	for _, c := range cs {
		h.raw(`<p class="cite">`)
		between := ""
		for _, part := range []struct{ class, text string }{{"act", c.Act}, {"place", c.Place}, {"source", c.Source}} {
			if clean(part.text) == "" || h.part && part.class == "place" {
				continue
			}
			h.raw(between + `<bdi class="` + part.class + `">`)
			h.cited(part.class, part.text)
			h.raw("</bdi>")
			between = " · "
		}
		if clean(c.Quote) != "" {
			h.raw(` <q dir="auto">`)
			h.text(c.Quote)
			h.raw("</q>")
		}
		h.raw("</p>")
	}
}

// cited writes the name of an act, and leads to it where the page knows it.
func (h *htmler) cited(class, text string) {
	href := ""
	if class == "act" && h.act != nil {
		href = h.act(text)
	}
	if href == "" {
		h.text(text)
		return
	}
	h.raw(`<a href="` + escapeHTML(href) + `">`)
	h.text(text)
	h.raw("</a>")
}
