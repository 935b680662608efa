package brief

import "math"

// projection is Equal Earth (Šavrič, Patterson and Jenny 2018): areas are true to
// each other, so that no State looks larger than it is. mid is the meridian in the
// middle. A view of a region stretches the map across by the factor that makes
// shapes true in its middle; areas stay true to each other all the same.
type projection struct {
	mid     float64
	stretch float64 // of x; y is shrunk by as much
	scale   float64
	x0, y0  float64 // position on the canvas of the point at mid on the equator
}

const (
	ee1 = 1.340264
	ee2 = -0.081106
	ee3 = 0.000893
	ee4 = 0.003796
)

// plane gives the unscaled position of a place lon degrees east of the middle.
func plane(lon, lat float64) (x, y float64) {
	t := math.Asin(math.Sqrt(3) / 2 * math.Sin(lat*math.Pi/180))
	t2 := t * t
	t6 := t2 * t2 * t2
	x = 2 * math.Sqrt(3) * lon * math.Pi / 180 * math.Cos(t) / (3 * (9*ee4*t6*t2 + 7*ee3*t6 + 3*ee2*t2 + ee1))
	y = t * (ee4*t6*t2 + ee3*t6 + ee2*t2 + ee1)
	return x, y
}

// shapeFactor is how much x must be stretched at a latitude for shapes to be true
// there, when y is shrunk by as much.
func shapeFactor(lat float64) float64 {
	const d = 0.5
	x, _ := plane(d, lat)
	_, y1 := plane(0, lat-d/2)
	_, y2 := plane(0, lat+d/2)
	return math.Sqrt((y2 - y1) * math.Cos(lat*math.Pi/180) / x)
}

// at gives the position on the canvas of a place lon degrees east of the middle.
func (p projection) at(lon, lat float64) (x, y float64) {
	x, y = plane(lon, lat)
	return p.x0 + x*p.scale*p.stretch, p.y0 - y*p.scale/p.stretch
}

// place gives the position on the canvas of a place on the globe.
func (p projection) place(q position) (x, y float64) { return p.at(eastOf(p.mid, q.lon), q.lat) }

// eastOf is how far east of mid a longitude is, from -180 up to 180.
func eastOf(mid, lon float64) float64 {
	d := math.Mod(lon-mid, 360)
	switch {
	case d >= 180:
		return d - 360
	case d < -180:
		return d + 360
	}
	return d
}

// span is a part of the globe: west to east of the middle meridian, south to north.
type span struct{ mid, west, east, south, north float64 }

// everywhere is the view of the world: without Antarctica, and cut where the Bering
// Strait is so that no State is.
var everywhere = span{mid: 11, west: -180, east: 180, south: -58, north: 84}

// around finds the smallest part of the globe that holds all boxes, with a margin.
// The meridian opposite its middle lies in the widest gap between them.
func around(boxes []span) span {
	gap, start := -1.0, 0.0
	for _, b := range boxes { // a gap begins at the eastern end of some box
		end := b.mid + b.east
		next := 360.0
		for _, o := range boxes {
			from := math.Mod(o.mid+o.west-end+720, 360)
			if covers := math.Mod(end-(o.mid+o.west)+720, 360); covers <= o.east-o.west && o != b {
				from = 0 // another box spans the place where this one ends
				if covers == o.east-o.west {
					continue // they end together
				}
			}
			next = min(next, from)
		}
		if next > gap {
			gap, start = next, end
		}
	}
	wide := 360 - gap
	if gap <= 0 || wide > 210 {
		return everywhere
	}
	s := span{mid: eastOf(0, start+gap+wide/2), west: -wide / 2, east: wide / 2, south: 90, north: -90}
	for _, b := range boxes {
		s.south, s.north = min(s.south, b.south), max(s.north, b.north)
	}
	dx, dy := max((s.east-s.west)*0.07, (24-wide)/2, 2.5), max((s.north-s.south)*0.1, (16-(s.north-s.south))/2, 2.5)
	s.west, s.east = s.west-dx, s.east+dx
	s.south, s.north = max(s.south-dy, -85), min(s.north+dy, 85)
	return s
}
