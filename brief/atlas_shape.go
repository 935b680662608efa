//go:build ignore

package main

import "math"

// drop finds the arcs that are still needed after islands too small to be seen
// on a printed map have been taken from States with other land.
func drop(shapes []shape, arcs [][][2]float64) []bool {
	keep := make([]bool, len(arcs))
	for i, s := range shapes {
		biggest := 0.0
		areas := make([]float64, len(s.rings))
		for j, r := range s.rings {
			areas[j] = area(r, arcs)
			biggest = max(biggest, areas[j])
		}
		var rings [][]int
		for j, r := range s.rings {
			if areas[j] == biggest || areas[j] > 0.006 {
				rings = append(rings, r)
				for _, a := range r {
					keep[max(a, ^a)] = true
				}
			}
		}
		shapes[i].rings = rings
	}
	return keep
}

// area is the size of a ring on the sphere, in square degrees at the equator: as
// on a cylinder of equal area.
func area(ring []int, arcs [][][2]float64) float64 {
	pts := unroll(ring, arcs)
	sum := 0.0
	for i, p := range pts {
		q := pts[(i+1)%len(pts)]
		sum += (p[0] - q[0]) * (sine(p[1]) + sine(q[1]))
	}
	return math.Abs(sum) / 2 * 180 / math.Pi
}

func sine(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }

// unroll gives the points of a ring without a jump at the antimeridian:
// longitudes run on beyond 180 degrees.
func unroll(ring []int, arcs [][][2]float64) [][2]float64 {
	var out [][2]float64
	turn := 0.0
	for _, a := range ring {
		pts := arcs[max(a, ^a)]
		for i := range pts {
			p := pts[i]
			if a < 0 {
				p = pts[len(pts)-1-i]
			}
			if len(out) > 0 {
				switch d := p[0] + turn - out[len(out)-1][0]; {
				case d > 180:
					turn -= 360
				case d < -180:
					turn += 360
				}
			}
			out = append(out, [2]float64{p[0] + turn, p[1]})
		}
	}
	return out
}

// settle finds the largest ring of a shape and the place for its sign.
func settle(s shape, arcs [][][2]float64) (main int, at [2]float64) {
	most := -1.0
	for i, r := range s.rings {
		if a := area(r, arcs); a > most {
			main, most = i, a
		}
	}
	at = deepest(unroll(s.rings[main], arcs))
	at[0] = math.Mod(at[0]+540, 360) - 180
	return main, at
}

// thin leaves out points that make little difference to the shape (Visvalingam:
// the point whose triangle with its neighbours is smallest goes first). The ends
// stay, and so do three points within a closed arc.
func thin(a [][2]float64) [][2]float64 {
	least := 2
	if a[0] == a[len(a)-1] {
		least = 5
	}
	pts := append([][2]float64(nil), a...)
	for len(pts) > least {
		at, smallest := 0, math.Inf(1)
		for i := 1; i < len(pts)-1; i++ {
			p, q, r := pts[i-1], pts[i], pts[i+1]
			c := math.Cos(q[1] * math.Pi / 180)
			t := math.Abs((q[0]-p[0])*(r[1]-p[1])-(r[0]-p[0])*(q[1]-p[1])) / 2 * c
			if t < smallest {
				at, smallest = i, t
			}
		}
		if smallest > 0.001 {
			break
		}
		pts = append(pts[:at], pts[at+1:]...)
	}
	return pts
}

// deepest finds a point of a ring about as far from its edges as any: the best of a
// grid, then of finer grids around it. Unlike the centre of mass it never lies in
// a neighbour or at sea.
func deepest(r [][2]float64) [2]float64 {
	lo, hi := r[0], r[0]
	for _, p := range r {
		lo = [2]float64{min(lo[0], p[0]), min(lo[1], p[1])}
		hi = [2]float64{max(hi[0], p[0]), max(hi[1], p[1])}
	}
	shrink := math.Cos((lo[1] + hi[1]) / 2 * math.Pi / 180)
	best, depth := [2]float64{(lo[0] + hi[0]) / 2, (lo[1] + hi[1]) / 2}, math.Inf(-1)
	const n = 24
	w, h := hi[0]-lo[0], hi[1]-lo[1]
	from := lo
	for range 4 {
		for i := range n {
			for j := range n {
				p := [2]float64{from[0] + w*(float64(i)+0.5)/n, from[1] + h*(float64(j)+0.5)/n}
				if d := inside(r, p, shrink); d > depth {
					best, depth = p, d
				}
			}
		}
		w, h = w*3/n, h*3/n
		from = [2]float64{best[0] - w/2, best[1] - h/2}
	}
	return best
}

// inside is the distance of p from the nearest edge of r, negative if p is outside;
// degrees of longitude count shrink times.
func inside(r [][2]float64, p [2]float64, shrink float64) float64 {
	within := false
	nearest := math.Inf(1)
	for i, a := range r {
		b := r[(i+1)%len(r)]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
			within = !within
		}
		ax, ay := (a[0]-p[0])*shrink, a[1]-p[1]
		dx, dy := (b[0]-a[0])*shrink, b[1]-a[1]
		t := 0.0
		if l := dx*dx + dy*dy; l > 0 {
			t = max(0, min(1, -(ax*dx+ay*dy)/l))
		}
		nearest = min(nearest, math.Hypot(ax+t*dx, ay+t*dy))
	}
	if !within {
		return -nearest
	}
	return nearest
}
