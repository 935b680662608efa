package brief

import (
	"math"
	"strconv"
	"strings"
)

type point struct{ x, y float64 }

// frame is the part of the canvas a map is drawn in.
type frame struct{ x1, y1, x2, y2 float64 }

// outline gives the rings of a land as the d of a path, cut to the frame and
// without specks. Small reports that what is left is too small to be seen.
func outline(l land, p projection, f frame) (d string, small bool) {
	var b strings.Builder
	size := 0.0
	for i, r := range l.rings {
		for _, part := range cutAtEdge(r, p.mid) {
			pts := make([]point, len(part))
			for i, q := range part {
				pts[i].x, pts[i].y = p.at(q.lon, q.lat)
			}
			pts = sparse(clip(pts, f))
			if len(pts) < 3 {
				continue
			}
			e := extent(pts)
			size = max(size, e)
			if e >= 1.2 || i == l.main {
				writePath(&b, pts)
			}
		}
	}
	return b.String(), size < 2.5
}

// cutAtEdge gives a ring as one or more rings between 180 degrees west and east
// of mid. A ring around a pole (Antarctica) is closed along the edge of the map.
func cutAtEdge(r []position, mid float64) [][]position {
	turn := 0.0
	out := make([]position, 0, len(r)+4)
	west, east := math.Inf(1), math.Inf(-1)
	for i, p := range r {
		lon := eastOf(mid, p.lon) + turn
		if i > 0 {
			switch d := lon - out[i-1].lon; {
			case d > 180:
				turn, lon = turn-360, lon-360
			case d < -180:
				turn, lon = turn+360, lon+360
			}
		}
		out = append(out, position{lon, p.lat})
		west, east = min(west, lon), max(east, lon)
	}
	if len(out) > 0 && math.Abs(out[len(out)-1].lon-out[0].lon) > 180 { // around the pole
		pole := math.Copysign(90, out[0].lat)
		first, last := out[0].lon, out[len(out)-1].lon
		out = append(out, position{last, pole}, position{first, pole})
	}
	if west >= -180 && east <= 180 {
		return [][]position{out}
	}
	var parts [][]position
	for shift := -720.0; shift <= 720; shift += 360 {
		if west+shift >= 180 || east+shift <= -180 {
			continue
		}
		part := make([]position, len(out))
		for i, p := range out {
			part[i] = position{p.lon + shift, p.lat}
		}
		part = cutSide(part, func(p position) float64 { return p.lon + 180 }, between)
		part = cutSide(part, func(p position) float64 { return 180 - p.lon }, between)
		if len(part) >= 3 {
			parts = append(parts, alongEdge(part))
		}
	}
	return parts
}

func between(a, b position, t float64) position {
	return position{a.lon + (b.lon-a.lon)*t, a.lat + (b.lat-a.lat)*t}
}

// alongEdge puts points on long stretches along the edge of the map, which is
// curved.
func alongEdge(r []position) []position {
	var out []position
	for i, a := range r {
		out = append(out, a)
		b := r[(i+1)%len(r)]
		if n := math.Abs(b.lat - a.lat); math.Abs(a.lon) == 180 && a.lon == b.lon && n > 2 {
			for k := 1.0; k < n/2; k++ {
				out = append(out, between(a, b, k*2/n))
			}
		}
	}
	return out
}

// cutSide keeps the part of a ring where side is not negative (Sutherland and
// Hodgman); mix gives the point a share t of the way from a to b.
func cutSide[P any](r []P, side func(P) float64, mix func(a, b P, t float64) P) []P {
	var out []P
	for i, b := range r {
		a := r[(i+len(r)-1)%len(r)]
		sa, sb := side(a), side(b)
		if (sa < 0) != (sb < 0) {
			out = append(out, mix(a, b, sa/(sa-sb)))
		}
		if sb >= 0 {
			out = append(out, b)
		}
	}
	return out
}

// clip cuts a ring to a little more than the frame, so that the cut is not seen.
func clip(r []point, f frame) []point {
	const over = 3
	mix := func(a, b point, t float64) point { return point{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t} }
	lo, hi := bounds(r)
	switch {
	case lo.x >= f.x1-over && hi.x <= f.x2+over && lo.y >= f.y1-over && hi.y <= f.y2+over:
		return r
	case hi.x < f.x1 || lo.x > f.x2 || hi.y < f.y1 || lo.y > f.y2:
		return nil
	}
	r = cutSide(r, func(p point) float64 { return p.x - f.x1 + over }, mix)
	r = cutSide(r, func(p point) float64 { return f.x2 + over - p.x }, mix)
	r = cutSide(r, func(p point) float64 { return p.y - f.y1 + over }, mix)
	return cutSide(r, func(p point) float64 { return f.y2 + over - p.y }, mix)
}

// sparse leaves out points of a ring that are closer to the one before than the
// eye can tell, or lie on the line between their neighbours.
func sparse(r []point) []point {
	var out []point
	for i, p := range r {
		p = point{math.Round(p.x*10) / 10, math.Round(p.y*10) / 10}
		if n := len(out); n > 0 && i < len(r)-1 && math.Abs(p.x-out[n-1].x)+math.Abs(p.y-out[n-1].y) < 0.8 {
			continue
		}
		if n := len(out); n > 1 {
			a, b := out[n-2], out[n-1]
			if math.Abs((b.x-a.x)*(p.y-a.y)-(p.x-a.x)*(b.y-a.y)) < 0.2*math.Hypot(p.x-a.x, p.y-a.y) {
				out[n-1] = p
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// extent is the longer side of the box around a ring.
func extent(r []point) float64 {
	lo, hi := bounds(r)
	return max(hi.x-lo.x, hi.y-lo.y)
}

func bounds(r []point) (lo, hi point) {
	lo, hi = r[0], r[0]
	for _, p := range r {
		lo = point{min(lo.x, p.x), min(lo.y, p.y)}
		hi = point{max(hi.x, p.x), max(hi.y, p.y)}
	}
	return lo, hi
}

// writePath writes a ring in steps of a tenth of a pixel, from point to point.
func writePath(b *strings.Builder, r []point) {
	tenth := func(v float64) int { return int(math.Round(v * 10)) }
	short := func(n int) {
		s := strconv.Itoa(n / 10)
		if n < 0 && n > -10 {
			s = "-" + s
		}
		if f := n % 10; f != 0 {
			if s == "0" {
				s = ""
			} else if s == "-0" {
				s = "-"
			}
			s += "." + strconv.Itoa(max(f, -f))
		} else if s == "-0" {
			s = "0"
		}
		b.WriteString(s)
	}
	x, y := tenth(r[0].x), tenth(r[0].y)
	b.WriteByte('M')
	short(x)
	b.WriteByte(' ')
	short(y)
	b.WriteByte('l')
	for i, p := range r[1:] {
		dx, dy := tenth(p.x)-x, tenth(p.y)-y
		if i > 0 && dx >= 0 {
			b.WriteByte(' ')
		}
		short(dx)
		if dy >= 0 {
			b.WriteByte(' ')
		}
		short(dy)
		x, y = x+dx, y+dy
	}
	b.WriteByte('z')
}
