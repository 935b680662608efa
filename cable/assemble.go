package cable

import (
	"cmp"
	"fmt"
	"slices"
)

// close ends a transmission: what stands before its first paragraph is read.
func (r *reader) close(p *part) {
	if p == nil {
		return
	}
	n := r.textHead(&p.Message, p.body, p.section <= 1)
	p.places, p.captionAt, p.found = r.places, r.captions, r.found
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
	var groups [][]*part
	at := map[string]int{} // where the sections of a message are
	for _, p := range r.parts {
		if p.of == 0 {
			groups = append(groups, []*part{p})
			continue
		}
		k := fmt.Sprintf("%s/%d/%d", key(0, p.Post, p.Serial), p.of, p.DTG.Year)
		g, there := at[k]
		if !there || slices.ContainsFunc(groups[g], func(q *part) bool { return q.section == p.section }) {
			at[k] = len(groups)
			groups = append(groups, []*part{p})
			continue
		}
		groups[g] = append(groups[g], p)
	}
	ts := make([]*Telegram, len(groups))
	for i, g := range groups {
		slices.SortStableFunc(g, func(a, b *part) int { return cmp.Compare(a.section, b.section) })
		ts[i] = r.join(g)
	}
	return ts
}

// join makes the telegram of its sections.
func (r *reader) join(group []*part) *Telegram {
	first := group[0]
	t := &Telegram{Message: first.Message, File: r.name, Distribution: first.distribution, captionAt: first.captionAt, places: first.places, lines: r.lines, src: r.src}
	body := first.body
	for k, p := range group {
		t.Parts = append(t.Parts, Span{int(r.lines[p.from].num), int(r.lines[p.to].num)})
		if k > 0 {
			body = append(body, p.body...)
		}
		if p.of == 0 {
			continue
		}
		s := Section{Number: p.section, Of: p.of, Lines: len(p.body)}
		if k > 0 {
			head := p.Head
			s.Head = &head
			for _, c := range p.Captions { // each section repeats them
				if !slices.Contains(t.Captions, c) {
					t.Captions, t.captionAt = append(t.Captions, c), append(t.captionAt, p.labelled)
				}
			}
			t.Passing = append(t.Passing, p.Passing...)
		}
		if k < len(group)-1 {
			s.Ended = p.End
		}
		t.Sections = append(t.Sections, s)
	}
	t.End = group[len(group)-1].End
	r.found = nil
	r.text(t, body)
	for _, f := range r.found {
		r.say(t, f)
	}
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
