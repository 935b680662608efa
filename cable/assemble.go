package cable

import (
	"cmp"
	"slices"
)

// close ends a transmission: what stands before its first paragraph is read.
func (r *reader) close(p *part) {
	if p == nil {
		return
	}
	p.places = r.places
	n := r.textHead(&p.Message, p.body, p.section <= 1)
	p.captionAt, p.found = r.captions, r.found
	p.body = p.body[n:]
	if p.labelled < 0 && (p.From == "" || p.DTG.IsZero()) { // some lines that looked like a header
		for i := p.from; i <= p.to; i++ {
			if r.lines[i].role != Empty {
				r.lines[i].role = Outside
			}
		}
		r.parts = slices.DeleteFunc(r.parts, func(q *part) bool { return q == p })
	}
}

// assemble puts sections of one message together, in their order; every other
// transmission is a telegram of its own.
func (r *reader) assemble() []*Telegram {
	var ts []*Telegram
	taken := make([]bool, len(r.parts))
	for i, p := range r.parts {
		if taken[i] {
			continue
		}
		group := []*part{p}
		for k := i + 1; k < len(r.parts) && p.of > 0; k++ {
			q := r.parts[k]
			if !taken[k] && sameMessage(p, q) && !slices.ContainsFunc(group, func(g *part) bool { return g.section == q.section }) {
				group, taken[k] = append(group, q), true
			}
		}
		slices.SortStableFunc(group, func(a, b *part) int { return cmp.Compare(a.section, b.section) })
		ts = append(ts, r.join(group))
	}
	return ts
}

func sameMessage(a, b *part) bool {
	return a.of == b.of && a.of > 0 && key(0, a.Post, a.Serial) == key(0, b.Post, b.Serial) && (a.DTG.IsZero() || b.DTG.IsZero() || a.DTG.Year == b.DTG.Year)
}

// join makes the telegram of its sections.
func (r *reader) join(group []*part) *Telegram {
	first := group[0]
	t := &Telegram{Message: first.Message, File: r.name, Distribution: first.distribution, places: first.places, lines: r.lines, src: r.src}
	var body []int
	for k, p := range group {
		t.Parts = append(t.Parts, Span{int(r.lines[p.from].num), int(r.lines[p.to].num)})
		body = append(body, p.body...)
		t.captionAt = append(t.captionAt, p.captionAt...)
		if p.of == 0 {
			continue
		}
		s := Section{Number: p.section, Of: p.of, Lines: len(p.body)}
		if k > 0 {
			head := p.Head
			s.Head = &head
			t.Captions = append(t.Captions, p.Captions...)
			t.Passing = append(t.Passing, p.Passing...)
		}
		if k < len(group)-1 {
			s.Ended = p.End
		}
		t.Sections = append(t.Sections, s)
	}
	t.End = group[len(group)-1].End
	r.text(t, body)
	if n := len(t.Sections); n > 0 { // what was taken off the end is no line of the text
		lines := 0
		for _, b := range body {
			if r.lines[b].role == Text || r.lines[b].role == HeadingLine {
				lines++
			}
		}
		for _, s := range t.Sections[:n-1] {
			lines -= s.Lines
		}
		t.Sections[n-1].Lines = max(0, lines)
		for want := 1; want <= t.Sections[0].Of && want < 1000; want++ {
			if !slices.ContainsFunc(t.Sections, func(s Section) bool { return s.Number == want }) {
				t.Missing = append(t.Missing, want)
			}
		}
	}
	for _, p := range group {
		r.note(t, p)
	}
	return t
}
