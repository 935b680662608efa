package brief

import (
	"bytes"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func places(s Standing, codes string) []Place {
	var out []Place
	for _, c := range strings.Fields(codes) {
		out = append(out, Place{Code: c, Label: c, Standing: s})
	}
	return out
}

const (
	oic  = "AFG ALB DZA AZE BHR BGD BEN BRN BFA CMR TCD COM CIV DJI EGY GAB GMB GIN GNB GUY IDN IRN IRQ JOR KAZ KWT KGZ LBN LBY MYS MDV MLI MRT MAR MOZ NER NGA OMN PAK PSE QAT SAU SEN SLE SOM SDN SUR SYR TJK TGO TUN TUR TKM UGA ARE UZB YEM"
	nato = "ALB BEL BGR CAN HRV CZE DNK EST FIN FRA DEU GRC HUN ISL ITA LVA LTU LUX MNE NLD MKD NOR POL PRT ROU SVK SVN ESP SWE TUR GBR USA"
)

func TestEveryStateHasItsPlace(t *testing.T) {
	known := make(map[string]bool)
	for _, l := range atlas() {
		known[l.code] = true
	}
	members := oic + " " + nato + " AGO AND ARG ARM ATG AUS AUT BDI BHS BIH BLR BLZ BOL BRA BRB BTN BWA CAF CHE CHL CHN COD COG COL CPV CRI CUB CYP DMA DOM ECU ERI ETH FJI FSM GEO GHA GNQ GRD GTM HND HTI IND IRL ISR JAM JPN KEN KHM KIR KNA KOR LAO LBR LCA LIE LKA LSO MCO MDA MDG MEX MHL MLT MMR MNG MUS MWI NAM NIC NPL NRU NZL PAN PER PHL PLW PNG PRK PRY RUS RWA SGP SLB SLV SMR SRB SSD STP SWZ SYC THA TLS TON TTO TUV TZA UKR URY VAT VCT VEN VNM VUT WSM ZAF ZMB ZWE ESH XKX TWN"
	for _, c := range strings.Fields(members) {
		if !known[c] {
			t.Errorf("the atlas has no place for %s", c)
		}
	}
}

func TestEveryPlaceHasASign(t *testing.T) {
	for _, codes := range []string{"COM", "BHR QAT", "MDV TUV", oic, nato, "FJI TON WSM TUV KIR NZL AUS USA", "CHN RUS USA GBR FRA", "SMR VAT ITA", "ATA"} {
		ps := places(In, codes)
		svg := draw(Map{Places: ps}, "m", "", "en")
		if n := strings.Count(svg, `class="disc in"`); n != len(ps)+1 { // and one in the key
			t.Errorf("%d signs for %s, want %d and one in the key", n, codes, len(ps))
		}
		if len(svg) > 150_000 {
			t.Errorf("the map of %s takes %d bytes", codes, len(svg))
		}
	}
}

// Signs and names stand within the frame and cover neither each other nor names.
func TestSignsAndNamesDoNotMeet(t *testing.T) {
	for _, codes := range []string{"BHR QAT ARE KWT OMN SAU", oic, nato, "EGY JOR PSE ISR LBN SYR"} {
		svg := draw(Map{Places: places(Contingent, codes)}, "m", "", "en")
		svg = svg[:strings.Index(svg, `class="frame"`)]
		var boxes []rectangle
		for _, m := range regexp.MustCompile(`class="halo" cx="([-\d.]+)" cy="([-\d.]+)"`).FindAllStringSubmatch(svg, -1) {
			x, y := number(t, m[1]), number(t, m[2])
			boxes = append(boxes, rectangle{x - discRadius, y - discRadius, x + discRadius, y + discRadius})
		}
		signs := len(boxes)
		for _, m := range regexp.MustCompile(`class="label haloed" x="([-\d.]+)" y="([-\d.]+)"[^>]*>([^<]*)<`).FindAllStringSubmatch(svg, -1) {
			x, y := number(t, m[1]), number(t, m[2])
			boxes = append(boxes, rectangle{x, y - 9, x + advance(m[3])*labelSize, y + 2})
		}
		for i, a := range boxes {
			if a.x1 < 0 || a.x2 > pageWidth || a.y1 < 0 {
				t.Errorf("%s: %v is outside the frame", codes, a)
			}
			for j := range i {
				if o := a.overlap(boxes[j]); o > 2 {
					t.Errorf("%s: %v and %v meet", codes, a, boxes[j])
				}
			}
		}
		if names := len(boxes) - signs; names*10 < signs*7 {
			t.Errorf("%s: only %d of %d signs have a name", codes, names, signs)
		}
	}
}

func number(t *testing.T, s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// No line of a shape runs across the map: a State on both sides of the antimeridian
// is cut there, wherever the middle of the map is.
func TestShapesAreCutAtTheEdge(t *testing.T) {
	for _, mid := range []float64{0, 11, 90, 179, -100} {
		for _, l := range atlas() {
			for _, r := range l.rings {
				for _, part := range cutAtEdge(r, mid) {
					for i, p := range part {
						if math.Abs(p.lon) > 180.0001 || math.Abs(p.lat) > 90 {
							t.Fatalf("%q around %v reaches %v", l.code, mid, p)
						}
						q := part[(i+1)%len(part)]
						if math.Abs(q.lon-p.lon) > 180 && math.Abs(p.lat) < 89 {
							t.Fatalf("%q around %v runs from %v to %v", l.code, mid, p, q)
						}
					}
				}
			}
		}
	}
}

// Cutting takes nothing away: the parts of a ring are together as large as the ring.
func TestCuttingKeepsTheLand(t *testing.T) {
	area := func(r []position) float64 {
		sum := 0.0
		for i, p := range r {
			q := r[(i+1)%len(r)]
			sum += (p.lon - q.lon) * (math.Sin(p.lat*math.Pi/180) + math.Sin(q.lat*math.Pi/180))
		}
		return sum
	}
	for _, l := range atlas() {
		for _, r := range l.rings {
			var whole, parts float64
			for _, p := range cutAtEdge(r, eastOf(0, l.middle.lon)) {
				whole += area(p)
			}
			for _, p := range cutAtEdge(r, eastOf(0, l.middle.lon+180)) {
				parts += area(p)
			}
			if math.Abs(whole-parts) > 1e-6+0.001*math.Abs(whole) {
				t.Errorf("%q: %v whole, %v cut through the middle", l.code, whole, parts)
			}
		}
	}
}

// Disputed areas are neutral and shapes of their own unless a place names them.
func TestDisputedAreasAreNeutral(t *testing.T) {
	for _, c := range []struct{ codes, shape string }{{"SRB ALB MKD", "XKX"}, {"MAR MRT DZA", "ESH"}} {
		svg := draw(Map{Places: places(In, c.codes)}, "m", "", "en")
		if n := strings.Count(svg, `<path class="land in"`) - 1; n != len(strings.Fields(c.codes)) { // less the key
			t.Errorf("%d lands are coloured for %s", n, c.codes)
		}
		svg = draw(Map{Places: places(In, c.codes+" "+c.shape)}, "m", "", "en")
		if n := strings.Count(svg, `<path class="land in"`) - 1; n != len(strings.Fields(c.codes))+1 {
			t.Errorf("%d lands are coloured for %s and %s", n, c.codes, c.shape)
		}
	}
	nameless := 0
	for _, l := range atlas() {
		if l.code == "" {
			nameless++
		}
	}
	if nameless < 4 {
		t.Errorf("only %d shapes have no code; Northern Cyprus, Somaliland and the Siachen Glacier should be among them", nameless)
	}
}

func TestPlacesNotOnTheGlobeAreInTheWords(t *testing.T) {
	m := Map{Places: []Place{{Code: "OIC", Label: "Organisation of Islamic Cooperation", Standing: In}, {Code: "EGY", Label: "Egypt", Standing: Out, Note: "declined"}}}
	svg := draw(m, "m", "", "en")
	if strings.Contains(svg, "disc in\" cx=\"NaN") || strings.Count(svg, "class=\"halo\"") != 1 {
		t.Errorf("want the sign of Egypt alone on the map")
	}
	items := m.words("en")[0].(List).Items
	if got := items[0].Text; got != "In (1): Organisation of Islamic Cooperation" {
		t.Errorf("the words say %q", got)
	}
	if draw(Map{Places: places(In, "OIC")}, "m", "", "en") != "" {
		t.Errorf("a map without a place on the globe is drawn")
	}
}

func TestViewHoldsAllPlaces(t *testing.T) {
	for _, codes := range []string{"EGY", "USA RUS", "FJI TON USA", "NZL CHL", "ISL NOR", oic, nato, "ATA ARG"} {
		svg := draw(Map{Places: places(In, codes)}, "m", "", "en")
		for _, m := range regexp.MustCompile(`class="halo" cx="([-\d.]+)" cy="([-\d.]+)"`).FindAllStringSubmatch(svg, -1) {
			if x := number(t, m[1]); x <= 8 || x >= pageWidth-8 {
				t.Errorf("%s: a sign had to be pushed into the map at x=%v", codes, x)
			}
		}
	}
}

// The published formulas: the pole of Equal Earth is a line 0.59247 times as long as
// the equator and 1.3173627 above it; equal areas stay equal everywhere.
func TestEqualEarth(t *testing.T) {
	x0, _ := plane(180, 0)
	x90, y90 := plane(180, 90)
	if math.Abs(x90/x0-0.59247) > 1e-4 || math.Abs(y90-1.3173627) > 1e-6 {
		t.Errorf("pole: %v of the equator, %v high", x90/x0, y90)
	}
	cell := func(lat float64) float64 {
		x1, y1 := plane(1, lat)
		_, y2 := plane(1, lat+0.01)
		return x1 * (y2 - y1) / math.Cos((lat+0.005)*math.Pi/180)
	}
	for lat := -80.0; lat <= 80; lat += 5 {
		if d := cell(lat)/cell(0) - 1; math.Abs(d) > 2e-3 {
			t.Errorf("areas at latitude %v are off by %v", lat, d)
		}
	}
}

func TestAtlasIsWhatItsMakerMakes(t *testing.T) {
	countries := filepath.Join("..", "..", "shared", "data", "geo", "world-atlas-countries-50m.json")
	iso := filepath.Join("..", "..", "shared", "data", "reference", "iso_3166-1.json")
	if _, err := os.Stat(countries); err != nil {
		t.Skip("SKIPPED: ../shared/data is absent: atlas.bin is not made anew and compared")
	}
	out := filepath.Join(t.TempDir(), "atlas.bin")
	if msg, err := exec.Command("go", "run", "atlas_make.go", "atlas_shape.go", "-countries", countries, "-iso", iso, "-o", out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, msg)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, atlasBytes) {
		t.Errorf("atlas.bin has %d bytes, its maker makes other %d: run go generate ./brief", len(atlasBytes), len(got))
	}
	if len(atlasBytes) > 200_000 {
		t.Errorf("atlas.bin takes %d bytes of the program", len(atlasBytes))
	}
}
