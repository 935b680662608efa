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
	d.Reading = d.Split(1, func(file int) (int, Line) { return 0, at(file) })[0].Reading
}

// Split lays a text out as the documents it holds: at says of each line which of n it
// belongs to, from 0, and what it is for there. All have the bytes of the file, and each
// a text of its own, whose offsets lead to its place in the file.
func (d *Document) Split(n int, at func(file int) (of int, line Line)) []*Document {
	old := d.Reading
	sheets := make([]*sheet, n)
	for i := range sheets {
		sheets[i] = &sheet{old: old, fresh: &Reading{Version: old.Version, Reader: old.Reader, Derived: old.Derived, Title: old.Title}}
	}
	for _, l := range linesOf(old.Text) {
		if blank(old.Text, l) {
			continue
		}
		file, _ := old.FileOffset(l.Start)
		of, what := at(file)
		if s := sheets[of]; what.Aside {
			s.asides = append(s.asides, l)
		} else {
			s.take(l, what)
		}
	}
	all := make([]*Document, n)
	for i, s := range sheets {
		all[i] = &Document{SHA256: d.SHA256, Size: d.Size, Reading: s.done()}
	}
	return all
}

// sheet is a text that is being laid out.
type sheet struct {
	old, fresh *Reading
	n          normaliser
	asides     []Span
	block      int // of the last line taken
}

func (s *sheet) take(l Span, what Line) {
	start := s.n.out.Len()
	s.old.copy(&s.n, Span{l.Start, min(l.End+1, len(s.old.Text))})
	end := start + l.End - l.Start
	k := len(s.fresh.Paragraphs) - 1
	if what.Block != 0 && k >= 0 && s.block == what.Block {
		s.fresh.Paragraphs[k].End = end
		return
	}
	s.block = what.Block
	s.fresh.Paragraphs = append(s.fresh.Paragraphs, Paragraph{Span: Span{start, end}, Label: what.Label, Role: what.Role})
}

func (s *sheet) done() *Reading {
	for _, l := range s.asides {
		s.take(l, Line{Role: Furniture})
	}
	r := s.fresh
	r.Text, r.Offsets = s.n.out.String(), s.n.offsets
	for i := range r.Paragraphs {
		p := &r.Paragraphs[i]
		p.Start, p.End = skipSpace(r.Text, p.Start, p.End), trimEnd(r.Text, p.Start, p.End)
		p.Sentences = sentences(r.Text, p.Span)
	}
	r.marks()
	return r
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
