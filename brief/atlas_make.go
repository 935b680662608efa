//go:build ignore

// Command atlas_make writes atlas.bin, the shapes of the world that maps are drawn
// from, out of the 1:50m countries of Natural Earth (public domain) as the npm
// package world-atlas 2.0.2 carries them, and the table of ISO 3166-1 codes of the
// iso-codes project:
//
//	go run atlas_make.go atlas_shape.go -countries countries-50m.json -iso iso_3166-1.json -o atlas.bin
//
// `go generate` in this folder reads both from ../../shared/data. The output
// depends on the input only.
//
// What it does: it thins the arcs (shared borders stay shared), rounds them to 1/100 of a
// degree, replaces numeric codes by alpha-3 codes, gives Kosovo its code XKX, adds
// a point for the few places that have no shape of their own at this scale, and
// writes varints, deflated:
//
//	arcs:   count, then for each: points, then dx, dy of each, zigzag, in 1/100 degree
//	shapes: count, then for each: code (3 bytes, "---" without one), rings,
//	        then for each ring: arcs, then for each arc: index, zigzag, inverted (^) if reversed,
//	        then: index of the largest ring, x, y of the place for a sign
//	points: count, then for each: code (3 bytes), x, y, zigzag, in 1/100 degree
package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"flag"
	"log"
	"math"
	"os"
	"sort"
)

type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]float64
	Objects   struct {
		Countries struct {
			Geometries []struct {
				Type       string
				ID         string
				Properties struct{ Name string }
				Arcs       json.RawMessage
			}
		}
	}
}

type shape struct {
	code  string
	rings [][]int
}

func main() {
	log.SetFlags(0)
	countries := flag.String("countries", "countries-50m.json", "TopoJSON of world-atlas")
	iso := flag.String("iso", "iso_3166-1.json", "table of ISO 3166-1 of iso-codes")
	out := flag.String("o", "atlas.bin", "file to write")
	flag.Parse()

	var topo topology
	read(*countries, &topo)
	alpha := codes(*iso)

	arcs := make([][][2]float64, len(topo.Arcs))
	for i, a := range topo.Arcs {
		arcs[i] = unpack(a, topo.Transform.Scale, topo.Transform.Translate)
	}
	var shapes []shape
	for _, g := range topo.Objects.Countries.Geometries {
		s := shape{code: alpha[g.ID]}
		if g.Properties.Name == "Kosovo" {
			s.code = "XKX"
		}
		if s.code == "" || g.Properties.Name == "Ashmore and Cartier Is." {
			s.code = "---"
		}
		var polygons [][][]int
		switch g.Type {
		case "Polygon":
			var p [][]int
			parse(g.Arcs, &p)
			polygons = [][][]int{p}
		case "MultiPolygon":
			parse(g.Arcs, &polygons)
		default:
			log.Fatalf("%s: geometry %q", g.Properties.Name, g.Type)
		}
		for _, p := range polygons {
			s.rings = append(s.rings, p...)
		}
		shapes = append(shapes, s)
	}
	sort.SliceStable(shapes, func(i, j int) bool { return shapes[i].code < shapes[j].code })
	keep := drop(shapes, arcs)

	var b bytes.Buffer
	number := make([]int, len(arcs)) // of an arc among those kept
	kept := 0
	for i := range arcs {
		number[i] = kept
		if keep[i] {
			kept++
		}
	}
	uvarint(&b, kept)
	points := 0
	for i, a := range arcs {
		if !keep[i] {
			continue
		}
		q := quantise(thin(a))
		points += len(q)
		uvarint(&b, len(q))
		var x, y int
		for _, p := range q {
			varint(&b, p[0]-x)
			varint(&b, p[1]-y)
			x, y = p[0], p[1]
		}
	}
	uvarint(&b, len(shapes))
	for _, s := range shapes {
		b.WriteString(s.code)
		uvarint(&b, len(s.rings))
		for _, r := range s.rings {
			uvarint(&b, len(r))
			for _, a := range r {
				if a < 0 {
					varint(&b, ^number[^a])
				} else {
					varint(&b, number[a])
				}
			}
		}
		main, at := settle(s, arcs)
		varint(&b, main)
		position(&b, at)
	}
	uvarint(&b, len(pointsOnly))
	for _, p := range pointsOnly {
		b.WriteString(p.code)
		position(&b, [2]float64{p.lon, p.lat})
	}

	var z bytes.Buffer
	w, err := flate.NewWriter(&z, flate.BestCompression)
	check(err)
	_, err = w.Write(b.Bytes())
	check(err)
	check(w.Close())
	check(os.WriteFile(*out, z.Bytes(), 0o644))
	log.Printf("%s: %d shapes, %d arcs of %d, %d points, %d bytes (%d inflated)", *out, len(shapes), kept, len(arcs), points, z.Len(), b.Len())
}

// pointsOnly are the places with a code that 1:50m has no shape for. Positions
// are those of the seat of government, to 1/100 of a degree. Uninhabited ones are left out.
var pointsOnly = []struct {
	code     string
	lon, lat float64
}{
	{"BES", -68.27, 12.15}, {"CCK", 96.83, -12.19}, {"CXR", 105.69, -10.42}, {"GIB", -5.35, 36.14},
	{"GLP", -61.73, 16.00}, {"GUF", -52.33, 4.94}, {"MTQ", -61.07, 14.60}, {"MYT", 45.23, -12.78},
	{"REU", 55.45, -20.88}, {"SJM", 15.64, 78.22}, {"TKL", -171.83, -9.17}, {"TUV", 179.20, -8.52},
}

func quantise(a [][2]float64) [][2]int {
	var out [][2]int
	for i, p := range a {
		q := [2]int{int(math.Round(p[0] * 100)), int(math.Round(p[1] * 100))}
		if i > 0 && q == out[len(out)-1] {
			continue
		}
		out = append(out, q)
	}
	return out
}

func unpack(a [][2]float64, scale, move [2]float64) [][2]float64 {
	out := make([][2]float64, len(a))
	var x, y float64
	for i, d := range a {
		x, y = x+d[0], y+d[1]
		out[i] = [2]float64{x*scale[0] + move[0], y*scale[1] + move[1]}
	}
	return out
}

func codes(path string) map[string]string {
	var table struct {
		Entries []struct {
			Numeric string `json:"numeric"`
			Alpha3  string `json:"alpha_3"`
		} `json:"3166-1"`
	}
	read(path, &table)
	alpha := make(map[string]string)
	for _, e := range table.Entries {
		alpha[e.Numeric] = e.Alpha3
	}
	return alpha
}

func read(path string, into any) {
	b, err := os.ReadFile(path)
	check(err)
	parse(b, into)
}

func parse(b []byte, into any) { check(json.Unmarshal(b, into)) }

func uvarint(b *bytes.Buffer, n int) { b.Write(binary.AppendUvarint(nil, uint64(n))) }
func varint(b *bytes.Buffer, n int)  { b.Write(binary.AppendVarint(nil, int64(n))) }

func position(b *bytes.Buffer, p [2]float64) {
	varint(b, int(math.Round(p[0]*100)))
	varint(b, int(math.Round(p[1]*100)))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
