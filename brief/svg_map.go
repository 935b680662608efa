package brief

import (
	"fmt"
	"math"
	"strings"
)

// draw draws the map: sea, lands, the lands of the places over them, signs, names
// and a key. It reports false if no place can be found on the globe.
func (m Map) draw(c *canvas) bool {
	lands := make(map[string]land)
	for _, l := range atlas() {
		if _, known := lands[l.code]; l.code != "" && !known {
			lands[l.code] = l
		}
	}
	var signs []pin
	var boxes []span
	for _, p := range m.Places {
		l, known := lands[strings.ToUpper(clean(p.Code))]
		at := l.middle
		if (p.Lon != 0 || p.Lat != 0) && math.Abs(p.Lon) <= 360 && math.Abs(p.Lat) <= 90 { // NaN is neither
			at, known = position{p.Lon, p.Lat}, true
		}
		if !known {
			continue
		}
		signs = append(signs, pin{place: p, at: at})
		boxes = append(boxes, box(l, at))
	}
	if len(signs) == 0 {
		return false
	}
	view := around(boxes)
	p, f := fit(view)
	c.class, c.width = "map", pageWidth
	c.raw("<defs>")
	c.pattern("contingent", "hatch")
	c.pattern("out", "dots")
	c.raw("<clipPath id=\"%s-f\"><rect x=\"0\" y=\"0\" width=\"%s\" height=\"%s\" rx=\"3\"/></clipPath></defs>\n", c.name, px(f.x2), px(f.y2))
	c.raw("<g clip-path=\"url(#%s-f)\">\n", c.name)
	c.rect("sea", 0, 0, f.x2, f.y2, 0)
	graticule(c, view, p, f)
	m.lands(c, p, f)
	for i := range signs {
		signs[i].x, signs[i].y = p.place(signs[i].at)
		signs[i].x0, signs[i].y0 = signs[i].x, signs[i].y
	}
	spread(signs, f)
	label(signs, f)
	for _, s := range signs {
		s.draw(c, m.Live)
	}
	c.raw("</g>\n")
	c.rect("frame", 0.5, 0.5, f.x2-1, f.y2-1, 3)
	c.height = m.key(c, f.y2+22) + 12
	return true
}

// lands draws all lands in the frame, those without a place in one path. A land
// so small that its shape cannot be seen is drawn as a dot.
func (m Map) lands(c *canvas, p projection, f frame) {
	placed := make(map[string]Place)
	for _, q := range m.Places {
		placed[strings.ToUpper(clean(q.Code))] = q
	}
	var neutral, dots, shown strings.Builder
	for _, l := range atlas() {
		q, ok := placed[l.code]
		ok = ok && l.code != ""
		d, small := outline(l, p, f)
		x, y := p.place(l.middle)
		if !ok {
			neutral.WriteString(d)
			if small && x > f.x1 && x < f.x2 && y > f.y1 && y < f.y2 {
				fmt.Fprintf(&dots, "M%s %sh.1", px(x), px(y))
			}
			continue
		}
		class := q.Standing.class()
		fill := ""
		if class == "contingent" || class == "out" {
			fill = fmt.Sprintf(` fill="url(#%s-%s)"`, c.name, class)
		}
		if d == "" {
			continue
		}
		if m.Live {
			fill += fmt.Sprintf(` data-place="%s"`, escapeHTML(l.code))
		}
		fmt.Fprintf(&shown, "<path class=\"land %s\"%s d=\"%s\"><title>%s</title></path>\n", class, fill, d, escapeHTML(q.name()+": "+c.in.say(q.Standing.Word())))
	}
	c.raw("<path class=\"land\" d=\"%s\"/>\n", neutral.String())
	if dots.Len() > 0 {
		c.raw("<path class=\"specks\" d=\"%s\"/>\n", dots.String())
	}
	c.raw("%s", shown.String())
}

// box is the part of the globe a place is seen by: its land around its sign, as far
// as that is not half a continent, else the surroundings of the sign.
func box(l land, at position) span {
	b := span{mid: at.lon, west: -1.5, east: 1.5, south: at.lat - 1.5, north: at.lat + 1.5}
	if l.main < 0 || l.middle != at {
		return b
	}
	const wide, tall = 28, 15
	for _, ring := range l.rings {
		for _, p := range ring {
			if d := eastOf(at.lon, p.lon); math.Abs(d) <= wide && math.Abs(p.lat-at.lat) <= tall {
				b.west, b.east = min(b.west, d), max(b.east, d)
				b.south, b.north = min(b.south, p.lat), max(b.north, p.lat)
			}
		}
	}
	return b
}

// fit finds scale and place of the map on the canvas.
func fit(v span) (projection, frame) {
	p := projection{mid: v.mid, stretch: 1, scale: 1}
	if v != everywhere {
		p.stretch = shapeFactor((v.south + v.north) / 2)
	}
	west, east, top, bottom := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	const n = 24
	for i := range n + 1 {
		lat := v.south + (v.north-v.south)*float64(i)/n
		for _, lon := range []float64{v.west, v.east, 0} {
			x, y := p.at(lon, lat)
			west, east = min(west, x), max(east, x)
			top, bottom = min(top, y), max(bottom, y)
		}
	}
	const tall, low = 430, 250
	p.scale = pageWidth / (east - west)
	height := (bottom - top) * p.scale
	if height > tall {
		p.scale *= tall / height
		height = tall
	}
	high := max(height, low)
	p.x0 = pageWidth/2 - (east+west)/2*p.scale
	p.y0 = (high-height)/2 - top*p.scale
	return p, frame{0, 0, pageWidth, high}
}

// graticule draws meridians and parallels, every 10 degrees near by and every 30 on
// the map of the world.
func graticule(c *canvas, v span, p projection, f frame) {
	step := 10.0
	if v.east-v.west > 120 {
		step = 30
	}
	var d strings.Builder
	run := func(n int, at func(t float64) (x, y float64)) {
		pen := "M"
		for i := range n + 1 {
			x, y := at(float64(i) / float64(n))
			if x < f.x1-60 || x > f.x2+60 || y < f.y1-60 || y > f.y2+60 {
				pen = "M"
				continue
			}
			d.WriteString(pen + px(x) + " " + px(y))
			pen = "L"
		}
	}
	for lat := -90 + step; lat < 90; lat += step {
		run(2, func(t float64) (x, y float64) { // parallels are straight
			x, y = p.at(-180+360*t, lat)
			return max(f.x1-50, min(x, f.x2+50)), y
		})
	}
	for lon := -180.0; lon < 180; lon += step {
		east := eastOf(p.mid, lon)
		run(40, func(t float64) (x, y float64) { return p.at(east, -90+180*t) })
	}
	c.raw("<path class=\"graticule\" d=\"%s\"/>\n", d.String())
}

// key says what signs and fillings mean, as far as they are on the map, and where it is
// from, in a line of its own where there is no room beside. It gives the y of its last line.
func (m Map) key(c *canvas, y float64) float64 {
	x := 2.0
	for _, s := range append(Standings(), "") {
		n := m.count(s)
		if n == 0 && (!m.Live || s == "") {
			continue
		}
		class := s.class()
		fill := ""
		if s == Contingent || s == Out {
			fill = fmt.Sprintf(` fill="url(#%s-%s)"`, c.name, class)
		}
		c.raw("<path class=\"land %s\"%s d=\"M%s %sh22v13h-22z\"/>\n", class, fill, px(x), px(y-10))
		c.standing(s, x+11, y-3.5, 4.5)
		word := fmt.Sprintf("%s (%d)", c.in.say(s.Word()), n)
		if m.Live {
			c.raw("<g data-count=\"%s\">", class)
		}
		c.text("label", "start", x+28, y, word)
		if m.Live {
			c.raw("</g>\n")
		}
		x += 28 + advance(word)*11.5 + 18
	}
	for _, p := range m.Places {
		if p.Theatre {
			c.circle("theatre", x+7, y-3.5, 6)
			word := c.in.say("theatre")
			c.text("label", "start", x+20, y, word)
			x += 20 + advance(word)*11.5
			break
		}
	}
	source := c.in.say("Equal Earth; Natural Earth boundaries")
	if x+advance(source)*10.5 > pageWidth {
		y += 15
	}
	c.text("fine", "end", pageWidth, y, source)
	return y
}

func (m Map) count(s Standing) int {
	n := 0
	for _, p := range m.Places {
		if p.Standing == s {
			n++
		}
	}
	return n
}

// summary says in a line what the map shows.
func (m Map) summary(in tongue) string {
	var parts []string
	for _, s := range append(Standings(), "") {
		var names []string
		for _, p := range m.Places {
			if p.Standing == s {
				names = append(names, p.name())
			}
		}
		if len(names) > 0 {
			parts = append(parts, in.say(s.Word())+": "+strings.Join(names, in.say(", ")))
		}
	}
	return in.say("Map. {places}.", upperFirst(strings.Join(parts, "; ")))
}
