package brief

import (
	"math"
	"strings"
)

const (
	discRadius = 4.6
	labelSize  = 11.5
	labelLine  = 12.0  // the height of a line of a name
	labelWidth = 150.0 // the widest a line of a name may be
)

// pin is a place on the map: its sign, pushed aside if it would cover another, and
// its name.
type pin struct {
	place  Place
	at     position
	x0, y0 float64   // where it is
	x, y   float64   // where its sign stands
	name   []string  // what is written, in lines, if there is room
	box    rectangle // where
	lead   bool      // a thin line joins name and sign
	tx, ty float64   // where that line ends
}

// spread pushes signs apart until none covers another, and into the frame.
func spread(pins []pin, f frame) {
	const apart = 2*discRadius + 2
	for range 60 {
		moved := false
		for i := range pins {
			for j := range i {
				a, b := &pins[i], &pins[j]
				dx, dy := a.x-b.x, a.y-b.y
				d := math.Hypot(dx, dy)
				if d >= apart-0.1 {
					continue
				}
				if d < 0.01 { // one on the other: part them in a direction of their own
					dx, dy, d = math.Cos(float64(i)), math.Sin(float64(i)), 1
				}
				push := (apart - math.Hypot(a.x-b.x, a.y-b.y)) / 2
				a.x, a.y = a.x+dx/d*push, a.y+dy/d*push
				b.x, b.y = b.x-dx/d*push, b.y-dy/d*push
				moved = true
			}
		}
		for i := range pins {
			p := &pins[i]
			p.x = max(f.x1+8, min(p.x, f.x2-8))
			p.y = max(f.y1+8, min(p.y, f.y2-8))
		}
		if !moved {
			return
		}
	}
}

type rectangle struct{ x1, y1, x2, y2 float64 }

func (a rectangle) overlap(b rectangle) float64 {
	return max(0, min(a.x2, b.x2)-max(a.x1, b.x1)) * max(0, min(a.y2, b.y2)-max(a.y1, b.y1))
}

// label finds room for the names, one after the other in the order of places: right
// of the sign, left, above, below, or at the end of a short line. A name that is long, or
// finds no room in one line, is set in two; one without room becomes its code; a code
// without room is left to the words of the map.
func label(pins []pin, f frame) {
	var taken []rectangle
	for _, p := range pins {
		r := discRadius + 1.0
		if p.place.Theatre {
			r += 4
		}
		taken = append(taken, rectangle{p.x - r, p.y - r, p.x + r, p.y + r})
	}
	for i := range pins {
		p := &pins[i]
		for _, name := range p.place.written() {
			if box, ok := p.room(name, taken, i, f); ok {
				p.name = name
				taken = append(taken, box)
				break
			}
		}
	}
}

// written are the ways a name can be written, the best first, each in its lines.
func (p Place) written() (ways [][]string) {
	name := p.name()
	ways = append(ways, inLines(name))
	if two := halves(name); two != nil && len(ways[0]) == 1 {
		ways = append(ways, two)
	}
	if code := clean(p.Code); code != "" && code != name {
		ways = append(ways, []string{code})
	}
	return ways
}

// inLines is a name in one line, or in two where it is longer than a line; one of a single
// word is cut.
func inLines(name string) []string {
	if advance(name)*labelSize <= labelWidth {
		return []string{name}
	}
	if two := halves(name); two != nil {
		return two
	}
	return []string{squeeze(name, labelSize, labelWidth)}
}

// halves parts a name between two of its words, so that the longer line is as short as can
// be; nil for one of a single word.
func halves(name string) (two []string) {
	words := strings.Fields(name)
	least := math.Inf(1)
	for i := 1; i < len(words); i++ {
		a, b := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
		if w := max(advance(a), advance(b)); w < least {
			least, two = w, []string{a, b}
		}
	}
	for i, line := range two {
		two[i] = squeeze(line, labelSize, labelWidth)
	}
	return two
}

// room looks for a free rectangle for a name and sets it there. taken[self] is the
// pin's own sign.
func (p *pin) room(name []string, taken []rectangle, self int, f frame) (rectangle, bool) {
	w, h := 0.0, labelLine*float64(len(name))
	for _, line := range name {
		w = max(w, advance(line)*labelSize)
	}
	gap := 7.0
	if p.place.Theatre {
		gap = 11
	}
	try := func(cx, cy float64) (rectangle, bool) { // centre of the name
		box := rectangle{cx - w/2 - 1, cy - h/2, cx + w/2 + 1, cy + h/2}
		if box.x1 < f.x1+3 || box.x2 > f.x2-3 || box.y1 < f.y1+3 || box.y2 > f.y2-3 {
			return box, false
		}
		for i, t := range taken {
			if i != self && box.overlap(t) > 0 {
				return box, false
			}
		}
		p.box = box
		return box, true
	}
	near := []point{
		{p.x + gap + w/2, p.y}, {p.x - gap - w/2, p.y}, {p.x, p.y - gap - h/2}, {p.x, p.y + gap + h/2},
		{p.x + gap/2 + w/2, p.y - gap - h/4}, {p.x + gap/2 + w/2, p.y + gap + h/4},
		{p.x - gap/2 - w/2, p.y - gap - h/4}, {p.x - gap/2 - w/2, p.y + gap + h/4},
	}
	for _, q := range near {
		if box, ok := try(q.x, q.y); ok {
			return box, true
		}
	}
	for _, reach := range []float64{22, 34, 48} {
		for k := range 12 {
			sin, cos := math.Sincos(float64(k) * math.Pi / 6)
			cx := p.x + cos*(reach+w/2)
			cy := p.y + sin*reach
			if box, ok := try(cx, cy); ok {
				p.lead = true
				p.tx = max(box.x1+1, min(p.x, box.x2-1))
				p.ty = max(box.y1+2, min(p.y, box.y2-2))
				return box, true
			}
		}
	}
	return rectangle{}, false
}

func (p pin) draw(c *canvas, live bool) {
	if math.Hypot(p.x-p.x0, p.y-p.y0) > 3 {
		c.line("lead", p.x0, p.y0, p.x, p.y)
		c.circle("true", p.x0, p.y0, 1.3)
	}
	if p.name != nil && p.lead {
		c.line("lead", p.x, p.y, p.tx, p.ty)
	}
	if p.place.Theatre {
		c.circle("theatre", p.x, p.y, discRadius+3.2)
	}
	c.circle("halo", p.x, p.y, discRadius+1.4)
	if class := p.place.Standing.class(); live {
		c.raw("<use class=\"sign %s\" data-place=\"%s\" href=\"#s-%s\" x=\"%s\" y=\"%s\" width=\"10\" height=\"10\"/>\n", class, escapeHTML(clean(p.place.Code)), class, px(p.x-5), px(p.y-5))
	} else {
		c.standing(p.place.Standing, p.x, p.y, discRadius)
	}
	for i, line := range p.name { // against its sign
		w := advance(line) * labelSize
		x := (p.box.x1 + p.box.x2 - w) / 2
		if p.box.x1 > p.x {
			x = p.box.x1 + 1
		} else if p.box.x2 < p.x {
			x = p.box.x2 - 1 - w
		}
		c.text("label haloed", "start", x, p.box.y1+10+labelLine*float64(i), line)
	}
}
