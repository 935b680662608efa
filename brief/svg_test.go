package brief

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"
)

func date(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Labels of a timeline never meet, however close the events are.
func TestTimelineLabelsDoNotMeet(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	at := regexp.MustCompile(`class="event" x="([-\d.]+)" y="([-\d.]+)"( text-anchor="end")?>([^<]*)<`)
	for range 40 {
		var line Timeline
		start := date(t, "2015-12-15")
		for i := range 1 + r.IntN(40) {
			line.Events = append(line.Events, Event{Date: start.AddDate(0, 0, r.IntN(1+r.IntN(2000))), Lane: fmt.Sprintf("Actor %d", r.IntN(4)), Kind: fmt.Sprintf("kind %d", i%9), Label: strings.Repeat("word ", 1+r.IntN(20))})
		}
		svg := draw(line, "t", "", "en")
		var boxes []rectangle
		for _, m := range at.FindAllStringSubmatch(svg, -1) {
			x, y, w := number(t, m[1]), number(t, m[2]), advance(m[4])*11
			if m[3] != "" {
				x -= w
			}
			b := rectangle{x, y - 9, x + w, y + 2}
			if b.x1 < 60 || b.x2 > pageWidth+1 {
				t.Errorf("a label reaches from %.0f to %.0f", b.x1, b.x2)
			}
			for _, o := range boxes {
				if b.overlap(o) > 0.5 {
					t.Fatalf("labels meet: %v and %v", b, o)
				}
			}
			boxes = append(boxes, b)
		}
		if len(boxes) != len(line.Events) {
			t.Errorf("%d labels for %d events", len(boxes), len(line.Events))
		}
	}
}

func TestTimeRunsForward(t *testing.T) {
	line := Timeline{Now: date(t, "2016-03-01")}
	for _, d := range []string{"2015-12-15", "2007-06-01", "2016-02-16", "2015-12-16", "2016-02-27"} {
		line.Events = append(line.Events, Event{Date: date(t, d)})
	}
	axis := newAxis(line, 100, 600)
	last := -1.0
	for d := date(t, "2007-05-31"); !d.After(line.Now); d = d.AddDate(0, 0, 1) {
		x := axis.at(d)
		if x < last || x < 100 || x > 600 {
			t.Fatalf("%s stands at %v after %v", day(d), x, last)
		}
		last = x
	}
	broken := 0
	for _, b := range axis.broken {
		if b {
			broken++
		}
	}
	if broken != 1 {
		t.Errorf("%d stretches are shortened, want one: the eight years without an act", broken)
	}
	if gap := axis.at(date(t, "2016-02-16")) - axis.at(date(t, "2015-12-16")); gap < 40 {
		t.Errorf("two months take %v pixels beside eight empty years", gap)
	}
}

func TestTimelineInWordsIsInOrder(t *testing.T) {
	line := Timeline{Events: []Event{{date(t, "2016-02-16"), "b", "exercise", "second", ""}, {date(t, "2015-12-15"), "a", "statement", "first", ""}}}
	rows := line.words("en")[0].(Table).Rows
	if rows[0][0].Text != "2015-12-15" || rows[1][3].Text != "second" {
		t.Errorf("the words are not in the order of time: %v", rows)
	}
}

// The parts of a bar are as long as their values say, and lie end to end.
func TestBarsAreToScale(t *testing.T) {
	b := Bars{Parts: []Part{{"in favour", Solid}, {"abstained", Dotted}}, Full: 15, Threshold: &Threshold{9, "needed"}, Bars: []Bar{{Label: "Draft A", Values: []float64{7, 4}}}}
	svg := draw(b, "b", "", "en")
	parts := regexp.MustCompile(`class="part [a-z]+"[^>]* x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="20"`).FindAllStringSubmatch(svg, -1)
	rail := regexp.MustCompile(`class="rail" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"`).FindStringSubmatch(svg)
	need := regexp.MustCompile(`class="need" d="M([\d.]+)`).FindStringSubmatch(svg)
	if len(parts) != 2 || rail == nil || need == nil {
		t.Fatalf("want two parts, a rail and a line:\n%s", svg)
	}
	left, length := number(t, rail[1]), number(t, rail[2])
	for i, v := range []float64{7, 4} {
		if w := number(t, parts[i][2]); math.Abs(w-v/15*length) > 0.2 {
			t.Errorf("part %d is %v long, want %v", i, w, v/15*length)
		}
	}
	if x := number(t, parts[1][1]); math.Abs(x-left-7.0/15*length) > 0.2 {
		t.Errorf("the second part begins at %v", x)
	}
	if x := number(t, need[1]); math.Abs(x-left-9.0/15*length) > 0.2 {
		t.Errorf("the line stands at %v", x)
	}
}

func TestQuantity(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 7: "7", 1200: "1,200", 12345678: "12,345,678", 0.126: "0.13", 1234.5: "1,234.5", -3: "0"} {
		if got := quantity(v); got != want {
			t.Errorf("quantity(%v) = %q, want %q", v, got, want)
		}
	}
}

func TestFoldKeepsWithinItsWidth(t *testing.T) {
	for _, s := range []string{"Settle disarmament as a task of the Palestinian police", "Donaudampfschifffahrtsgesellschaft", "東京都千代田区で開かれた会議", ""} {
		for _, width := range []float64{40, 90, 150} {
			lines := fold(s, 11.5, width, 3)
			if len(lines) > 3 || len(lines) == 0 {
				t.Errorf("%q in %d lines", s, len(lines))
			}
			for _, l := range lines {
				if advance(l)*11.5 > width {
					t.Errorf("%q is wider than %v", l, width)
				}
			}
		}
	}
}

// Words and signs stand out from what is behind them, in light and in dark: 4.5 to 1
// for text, 3 to 1 for drawings (WCAG 2.2, 1.4.3 and 1.4.11).
func TestContrast(t *testing.T) {
	colour := make(map[string][2]string)
	for _, m := range regexp.MustCompile(`--([a-z-]+):light-dark\((#[0-9a-f]{3,6}),(#[0-9a-f]{3,6})\)`).FindAllStringSubmatch(styleSheet, -1) {
		colour[m[1]] = [2]string{m[2], m[3]}
	}
	for _, c := range []struct {
		front, back string
		least       float64
	}{
		{"ink", "paper", 7}, {"ink", "wash", 7}, {"ink", "in-bed", 4.5}, {"ink", "out-bed", 4.5}, {"ink", "in-land", 4.5}, {"ink", "land", 4.5}, {"ink", "sea", 4.5}, {"ink", "contingent-bed", 4.5},
		{"quiet", "paper", 4.5}, {"quiet", "wash", 4.5}, {"link", "paper", 4.5},
		{"in", "paper", 4.5}, {"contingent", "paper", 4.5}, {"out", "paper", 4.5}, {"contested", "paper", 4.5},
		{"in", "in-bed", 4.5}, {"contingent", "contingent-bed", 4.5}, {"out", "out-bed", 4.5}, {"contested", "contested-bed", 4.5},
		{"paper", "in", 4.5}, {"in", "land", 3}, {"contingent", "land", 3}, {"out", "land", 3}, {"in", "sea", 3}, {"in", "in-land", 2.5},
	} {
		for scheme, name := range []string{"light", "dark"} {
			front, back := colour[c.front][scheme], colour[c.back][scheme]
			if front == "" || back == "" {
				t.Fatalf("the style sheet has no colour %s or %s", c.front, c.back)
			}
			if got := contrast(t, front, back); got < c.least {
				t.Errorf("%s on %s in %s: %.1f to 1, want %.1f", c.front, c.back, name, got, c.least)
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 4 {
		hex = "#" + strings.Repeat(hex[1:2], 2) + strings.Repeat(hex[2:3], 2) + strings.Repeat(hex[3:4], 2)
	}
	var rgb [3]uint8
	if _, err := fmt.Sscanf(hex, "#%02x%02x%02x", &rgb[0], &rgb[1], &rgb[2]); err != nil {
		t.Fatalf("%s: %v", hex, err)
	}
	l := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(rgb[i]) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		l += weight * v
	}
	return l
}
