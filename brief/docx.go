package brief

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// DOCX writes the document as a file of word processors (ECMA-376): headings, lists,
// tables with their head repeated on each page, the marking above and below every
// page, and the page's number. Pictures are there in their words. Text from right to
// left is marked as such.
func DOCX(w io.Writer, doc Document) error {
	d := &docxer{in: tongue(doc.Lang), rtl: rightToLeft(doc.Lang)}
	d.para("Title", 0, doc.Title)
	if doc.Subtitle != "" {
		d.para("Subtitle", 0, doc.Subtitle)
	}
	for _, m := range doc.Meta {
		d.para("", 0, m.Name+": "+m.Value)
	}
	for _, b := range doc.Blocks {
		if err := d.block(b); err != nil {
			return err
		}
	}
	z := zip.NewWriter(w)
	for _, part := range [][2]string{
		{"[Content_Types].xml", docxTypes}, {"_rels/.rels", docxRoot}, {"word/_rels/document.xml.rels", docxLinks}, {"word/styles.xml", docxStyles},
		{"word/header1.xml", fmt.Sprintf(docxHeader, text(doc.banner()))}, {"word/footer1.xml", fmt.Sprintf(docxFooter, text(doc.banner()))},
		{"word/document.xml", fmt.Sprintf(docxDocument, d.out.String())},
	} {
		f, err := z.Create(part[0])
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, part[1]); err != nil {
			return err
		}
	}
	return z.Close()
}

type docxer struct {
	out bytes.Buffer
	rtl bool
	in  tongue
}

// text is a text as XML holds it.
func text(s string) string {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(clean(s)))
	return b.String()
}

func (d *docxer) run(s string, strong bool) string {
	props := ""
	if strong {
		props = "<w:b/>"
	}
	if d.rtl {
		props += "<w:rtl/>"
	}
	return `<w:r><w:rPr>` + props + `</w:rPr><w:t xml:space="preserve">` + text(s) + `</w:t></w:r>`
}

// para writes a paragraph in a style, set in by so many steps.
func (d *docxer) para(style string, indent int, s string) {
	d.out.WriteString("<w:p><w:pPr>")
	if style != "" {
		fmt.Fprintf(&d.out, `<w:pStyle w:val="%s"/>`, style)
	}
	if d.rtl {
		d.out.WriteString("<w:bidi/>")
	}
	if indent > 0 {
		fmt.Fprintf(&d.out, `<w:ind w:start="%d"/>`, 360*indent)
	}
	d.out.WriteString("</w:pPr>" + d.run(s, false) + "</w:p>")
}

func (d *docxer) block(b Block) error {
	switch b := b.(type) {
	case Heading:
		d.para(fmt.Sprintf("Heading%d", min(max(b.Level, 1), 3)), 0, portion(b.Mark, b.Text))
	case Paragraph:
		d.para("", 0, portion(b.Mark, b.Text))
	case Callout:
		d.para("Callout", 0, portion(b.Mark, b.Text))
	case List:
		d.items(b.Items, b.Ordered, 1)
	case Table:
		if b.Caption != "" {
			d.para("Caption", 0, portion(b.Mark, b.Caption))
		}
		d.table(b)
	case ReasonTree:
		d.reasons(b.Reasons, 0)
	case Figure:
		var said bytes.Buffer
		if err := Text(&said, Document{Blocks: []Block{b}, Marking: Unmarked, Lang: string(d.in)}, TextOptions{Width: 100}); err != nil {
			return err
		}
		for _, line := range strings.Split(said.String(), "\n") {
			if line = strings.TrimRight(line, " "); line != "" && line != Unmarked {
				d.para("Words", 0, line)
			}
		}
	}
	return nil
}

func (d *docxer) items(items []Item, ordered bool, depth int) {
	for i, it := range items {
		lead := "• "
		if ordered {
			lead = fmt.Sprintf("%d. ", i+1)
		}
		if it.Standing != "" {
			lead += it.Standing.Sign() + " "
		}
		if it.Finding != "" {
			lead += it.Finding.Sign() + " "
		}
		d.para("", depth, lead+portion(it.Mark, it.Text))
		d.items(it.Items, ordered, depth+1)
	}
}

func (d *docxer) reasons(rs []Reason, depth int) {
	for _, r := range rs {
		s := r.Statement
		if r.Finding != "" {
			s = r.Finding.Sign() + " " + s
		}
		var cites []string
		for _, c := range r.Cites {
			cites = append(cites, strings.Trim(c.Act+", "+c.Source, ", "))
		}
		if len(cites) > 0 {
			s += " [" + strings.Join(cites, "; ") + "]"
		}
		d.para("", depth, s)
		d.reasons(r.Because, depth+1)
	}
}

func (d *docxer) table(t Table) {
	d.out.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/>`)
	if d.rtl {
		d.out.WriteString("<w:bidiVisual/>")
	}
	d.out.WriteString(`<w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>` + strings.Repeat("<w:gridCol/>", len(t.Columns)) + `</w:tblGrid>`)
	d.out.WriteString("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
	for _, c := range t.Columns {
		d.cell(c.Head, c.Align, true)
	}
	d.out.WriteString("</w:tr>")
	for _, row := range t.Rows {
		d.out.WriteString("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
		for i, c := range t.Columns {
			var x Cell
			if i < len(row) {
				x = row[i]
			}
			d.cell(x.words(d.in), c.Align, x.Strong)
		}
		d.out.WriteString("</w:tr>")
	}
	d.out.WriteString("</w:tbl>")
	d.para("", 0, "")
}

// words is what a cell says, its sign first.
func (c Cell) words(in tongue) string {
	s := c.Text
	switch {
	case c.Standing != "" && s == "":
		s = c.Standing.Sign() + " " + in.say(c.Standing.Word())
	case c.Standing != "":
		s = c.Standing.Sign() + " " + s
	case c.Finding != "" && s == "":
		s = c.Finding.Sign() + " " + in.say(c.Finding.Word())
	case c.Finding != "":
		s = c.Finding.Sign() + " " + s
	}
	return s
}

func (d *docxer) cell(s string, a Align, strong bool) {
	align := map[Align]string{Start: "start", End: "end", Centre: "center"}[a]
	bidi := ""
	if d.rtl {
		bidi = "<w:bidi/>"
	}
	fmt.Fprintf(&d.out, `<w:tc><w:p><w:pPr>%s<w:jc w:val="%s"/></w:pPr>%s</w:p></w:tc>`, bidi, align, d.run(s, strong))
}
