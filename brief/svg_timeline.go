package brief

import (
	"strings"
)

// draw draws lanes from left to right; every event has its mark and its label,
// set in as many rows of its lane as are needed for labels not to meet.
func (t Timeline) draw(c *canvas) bool {
	events := t.sorted()
	lanes := t.lanes()
	left := 0.0
	for _, l := range lanes {
		left = max(left, advance(l)*labelSize)
	}
	left = min(left, labelWidth) + 16
	axis := newAxis(t, left+6, pageWidth-8)
	const head, row, size = 26.0, 18.0, 11.0

	type set struct {
		event Event
		x     float64
		row   int
		text  string
		end   bool // the label stands before its mark
	}
	rows := make([]int, len(lanes))
	names := make([][]string, len(lanes))
	sets := make([][]set, len(lanes))
	for i, lane := range lanes {
		var free []float64 // the first free x of each row
		for _, e := range events {
			if clean(e.Lane) != lane {
				continue
			}
			s := set{event: e, x: axis.at(e.Date)}
			before, after := s.x-left-14, pageWidth-s.x-14 // room on either side
			w := advance(clean(e.Label)) * size
			s.end = w > after && (w <= before || before > after)
			s.text = squeeze(clean(e.Label), size, min(430, max(before, after)))
			w = advance(s.text)*size + 12
			from, to := s.x-6, s.x+w
			if s.end {
				from, to = s.x-w, s.x+8
			}
			for s.row < len(free) && free[s.row] > from {
				s.row++
			}
			if s.row == len(free) {
				free = append(free, 0)
			}
			free[s.row] = to + 8
			sets[i] = append(sets[i], s)
		}
		names[i] = inLines(lane)
		rows[i] = max(len(names[i]), len(free))
	}
	kinds := t.kinds()
	y := head
	tops := make([]float64, len(lanes)+1)
	for i := range lanes {
		tops[i] = y
		y += float64(rows[i])*row + 10
	}
	tops[len(lanes)] = y
	c.class, c.width = "timeline", pageWidth
	for i := range lanes {
		if i%2 == 0 {
			c.rect("band", 0, tops[i], pageWidth, tops[i+1]-tops[i], 0)
		}
	}
	axis.draw(c, head, y)
	if !t.Now.IsZero() {
		x := axis.at(t.Now)
		c.line("now", x, head-4, x, y)
	}
	for i := range lanes {
		for k, line := range names[i] {
			c.text("label strong", "start", 6, tops[i]+row*float64(k+1)-1, line)
		}
		for _, s := range sets[i] {
			my := tops[i] + float64(s.row)*row + row/2 + 5
			c.raw("<g><title>%s</title>\n", escapeHTML(strings.Join([]string{s.event.when(), clean(s.event.Lane), clean(s.event.Kind), clean(s.event.Label)}, ", ")))
			c.mark(index(kinds, clean(s.event.Kind)), s.x, my)
			if s.end {
				c.text("event", "end", s.x-8, my+4, s.text)
			} else {
				c.text("event", "start", s.x+8, my+4, s.text)
			}
			c.raw("</g>\n")
		}
	}
	c.height = t.key(c, kinds, y+20) + 6
	return true
}

// key names the marks and returns the height of its last line.
func (t Timeline) key(c *canvas, kinds []string, y float64) float64 {
	x := 6.0
	for k, kind := range kinds {
		w := advance(kind)*labelSize + 34
		if x+w > pageWidth {
			x, y = 6, y+18
		}
		c.mark(k, x+5, y-4)
		c.text("label", "start", x+15, y, kind)
		x += w
	}
	if !t.Now.IsZero() {
		text := c.in.say("as of {day}", day(t.Now))
		if x+advance(text)*labelSize+30 > pageWidth {
			x, y = 6, y+18
		}
		c.line("now", x+5, y-11, x+5, y+3)
		c.text("label", "start", x+15, y, text)
	}
	return y
}

// lanes lists the lanes that have events, those of Lanes first.
func (t Timeline) lanes() []string {
	used := make(map[string]bool)
	for _, e := range t.Events {
		used[clean(e.Lane)] = true
	}
	var out []string
	add := func(l string) {
		if l = clean(l); used[l] {
			used[l] = false
			out = append(out, l)
		}
	}
	for _, l := range t.Lanes {
		add(l)
	}
	for _, e := range t.sorted() {
		add(e.Lane)
	}
	return out
}

// kinds lists the kinds of event by first appearance.
func (t Timeline) kinds() []string {
	var out []string
	for _, e := range t.sorted() {
		if k := clean(e.Kind); index(out, k) < 0 {
			out = append(out, k)
		}
	}
	return out
}

func index(ss []string, s string) int {
	for i, t := range ss {
		if s == t {
			return i
		}
	}
	return -1
}

// mark draws the mark of the k-th kind: seven outlines, full, then hollow.
func (c *canvas) mark(k int, x, y float64) {
	class := "mark"
	if k/7%2 == 1 {
		class = "mark hollow"
	}
	var d string
	switch k % 7 {
	case 0:
		c.circle(class, x, y, 4.2)
		return
	case 1:
		d = "M-3.8 -3.8h7.6v7.6h-7.6z"
	case 2:
		d = "M0 -5.2L5.2 0L0 5.2L-5.2 0z"
	case 3:
		d = "M0 -5L4.9 3.8H-4.9z"
	case 4:
		d = "M0 5L4.9 -3.8H-4.9z"
	case 5:
		d = "M-4.4 -1.6h2.8v-2.8h3.2v2.8h2.8v3.2h-2.8v2.8h-3.2v-2.8h-2.8z"
	case 6:
		d = "M-2.2 -4.6h4.4l2.6 4.6l-2.6 4.6h-4.4l-2.6 -4.6z"
	}
	c.raw("<path class=\"%s\" transform=\"translate(%s %s)\" d=\"%s\"/>\n", class, px(x), px(y), d)
}

// summary says in a line what the timeline shows.
func (t Timeline) summary(in tongue) string {
	events := t.sorted()
	if len(events) == 0 {
		return ""
	}
	return in.say("Timeline of {n} acts from {from} to {until} in {lanes} lanes: {names}.", len(events), events[0].when(), events[len(events)-1].when(), len(t.lanes()), strings.Join(t.lanes(), ", "))
}
