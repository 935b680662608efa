package brief

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"io"
	"sync"
)

//go:generate go run atlas_make.go atlas_shape.go -countries ../../shared/data/geo/world-atlas-countries-50m.json -iso ../../shared/data/reference/iso_3166-1.json -o atlas.bin

//go:embed atlas.bin
var atlasBytes []byte

// position is a place on the globe, in degrees east and north.
type position struct{ lon, lat float64 }

// land is the shape of a State or territory. Its rings close themselves, outer
// ones run the other way round than holes, and those that cross the antimeridian
// jump there.
type land struct {
	code   string // ISO 3166-1 alpha-3 or XKX; empty for areas that have none
	rings  [][]position
	main   int      // the largest ring, -1 if there is none
	middle position // where its sign stands: well inside the largest ring
}

// atlas gives all lands, those without a shape as a point.
var atlas = sync.OnceValue(func() []land { return readAtlas(atlasBytes) })

// readAtlas reads the format described in atlas_make.go. The bytes are part of the
// program, so a mistake in them is a mistake of ours and panics.
func readAtlas(deflated []byte) []land {
	b, err := io.ReadAll(flate.NewReader(bytes.NewReader(deflated)))
	if err != nil {
		panic("brief: atlas.bin: " + err.Error())
	}
	count := func() int {
		n, size := binary.Uvarint(b)
		b = b[size:]
		return int(n)
	}
	number := func() int {
		n, size := binary.Varint(b)
		b = b[size:]
		return int(n)
	}
	code := func() string {
		c := string(b[:3])
		b = b[3:]
		if c == "---" {
			return ""
		}
		return c
	}
	arcs := make([][]position, count())
	for i := range arcs {
		arcs[i] = make([]position, count())
		x, y := 0, 0
		for j := range arcs[i] {
			x += number()
			y += number()
			arcs[i][j] = position{float64(x) / 100, float64(y) / 100}
		}
	}
	lands := make([]land, count())
	for i := range lands {
		l := &lands[i]
		l.code = code()
		l.rings = make([][]position, count())
		for j := range l.rings {
			for range count() {
				l.rings[j] = appendArc(l.rings[j], arcs, number())
			}
		}
		l.main = number()
		l.middle = position{float64(number()) / 100, float64(number()) / 100}
	}
	for range count() {
		lands = append(lands, land{code: code(), main: -1, middle: position{float64(number()) / 100, float64(number()) / 100}})
	}
	return lands
}

// appendArc adds an arc to a ring, backwards if n is negative, without the point
// it shares with the arc before.
func appendArc(ring []position, arcs [][]position, n int) []position {
	if n >= 0 {
		a := arcs[n]
		if len(ring) > 0 {
			a = a[1:]
		}
		return append(ring, a...)
	}
	a := arcs[^n]
	last := len(a) - 1
	if len(ring) > 0 {
		last--
	}
	for i := last; i >= 0; i-- {
		ring = append(ring, a[i])
	}
	return ring
}
