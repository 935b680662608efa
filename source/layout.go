package source

// A Line says what one line of a document is for, where a reader of its format knows
// better than this package does.
type Line struct {
	Role  Role
	Label string // the paragraph's own number or name
	Block int    // lines of one block, one after the other, are one paragraph
	Aside bool   // it interrupts the text, as the head of a page does: it is set at the end, as furniture
}

// LayOut lays a text out anew, line by line. At gives what is said of the line that
// begins at a byte of the file. What interrupts the text is moved to its end, so that no
// sentence is cut by it, and every offset still leads to the file.
func (d *Document) LayOut(at func(file int) Line) {
	old := d.Reading
	n := &normaliser{}
	var asides []Span
	block := 0 // of the last line taken
	fresh := &Reading{Version: old.Version, Reader: old.Reader, Derived: old.Derived, Title: old.Title}
	take := func(l Span, what Line) {
		start := n.out.Len()
		old.copy(n, Span{l.Start, min(l.End+1, len(old.Text))})
		end := start + l.End - l.Start
		k := len(fresh.Paragraphs) - 1
		if what.Block != 0 && k >= 0 && block == what.Block {
			fresh.Paragraphs[k].End = end
			return
		}
		block = what.Block
		fresh.Paragraphs = append(fresh.Paragraphs, Paragraph{Span: Span{start, end}, Label: what.Label, Role: what.Role})
	}
	for _, l := range linesOf(old.Text) {
		if blank(old.Text, l) {
			continue
		}
		file, _ := old.FileOffset(l.Start)
		if what := at(file); what.Aside {
			asides = append(asides, l)
		} else {
			take(l, what)
		}
	}
	for _, l := range asides {
		take(l, Line{Role: Furniture})
	}
	fresh.Text, fresh.Offsets = n.out.String(), n.offsets
	for i := range fresh.Paragraphs {
		p := &fresh.Paragraphs[i]
		p.Start, p.End = skipSpace(fresh.Text, p.Start, p.End), trimEnd(fresh.Text, p.Start, p.End)
		p.Sentences = sentences(fresh.Text, p.Span)
	}
	fresh.marks()
	d.Reading = fresh
}

// copy appends a stretch of the text with the way back to the file.
func (r *Reading) copy(n *normaliser, s Span) {
	for s.Start < s.End {
		end := s.End
		for _, o := range r.Offsets { // few: a telegram runs along with its file
			if o.Text > s.Start && o.Text < end {
				end = o.Text
				break
			}
		}
		file, _ := r.FileOffset(s.Start)
		n.put(r.Text[s.Start:end], file)
		s.Start = end
	}
}
