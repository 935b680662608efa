package brief

import (
	"fmt"
	"math"
	"strings"
)

// draw draws the bars below each other, the threshold across them, and the key.
func (b Bars) draw(c *canvas) bool {
	c.class, c.width = "bars", pageWidth
	c.raw("<defs>")
	c.pattern("hatched", "hatch")
	c.pattern("dotted", "dots")
	c.raw("</defs>\n")
	const thick, size = 20.0, labelSize
	left := 0.0
	for _, bar := range b.Bars {
		left = max(left, advance(clean(bar.Label))*size, advance(clean(bar.Note))*noteText)
	}
	left = min(left, 210) + 12
	right := 6.0
	if b.hasNeed() {
		for _, bar := range b.Bars {
			right = max(right, advance(c.in.say("of {need}", quantity(bar.Need)))*size+14)
		}
	}
	full := b.full()
	length := pageWidth - left - right
	x := func(v float64) float64 { return left + v/full*length }
	y := 4.0
	if b.Threshold != nil {
		y = 20
	}
	top := y
	for i, bar := range b.Bars {
		label := fold(bar.Label, size, left-12, 2)
		note := []string{}
		if n := clean(bar.Note); n != "" {
			note = fold(n, noteText, left-12, 2)
		}
		text := float64(len(label))*nodeLine + float64(len(note))*noteLine
		high := max(thick, text) + 10
		ty := y + (high-text)/2 + 10.5
		for _, l := range label {
			c.text("label", "start", 0, ty, l)
			ty += nodeLine
		}
		for _, l := range note {
			c.text("fine", "start", 0, ty-1, l)
			ty += noteLine
		}
		by := y + (high-thick)/2
		c.rect("rail", left, by, length, thick, 0)
		from, hidden := 0.0, false
		var values []string
		for p, part := range b.Parts {
			v := b.value(i, p)
			if v == 0 {
				continue
			}
			values = append(values, quantity(v))
			class, fill := part.Tone.paint(c)
			c.raw("<rect class=\"part %s\"%s x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>\n", class, fill, px(x(from)), px(by), px(v/full*length), px(thick), escapeHTML(clean(bar.Label)+", "+clean(part.Label)+": "+quantity(v)))
			s := quantity(v)
			w := advance(s)*size + 6
			if mid, ok := b.middle(bar, x, from, from+v, w); !ok {
				hidden = true
			} else {
				if class != "solid" {
					c.rect("plate", mid-w/2, by+3, w, thick-6, 2)
				}
				c.text("value on-"+class, "middle", mid, by+thick/2+4, s)
			}
			from += v
		}
		if hidden { // no room within a part: all values behind the bar
			after := x(from)
			for _, v := range b.lines(bar) {
				if x(v) >= after-2 && x(v) < after+70 {
					after = x(v)
				}
			}
			s := strings.Join(values, " + ")
			if after+8+advance(s)*noteText < left+length {
				c.text("fine", "start", after+7, by+thick/2+4, s)
			}
		}
		if bar.Need > 0 {
			nx := x(sane(bar.Need))
			c.line("need", nx, by-3, nx, by+thick+3)
			c.text("fine", "end", pageWidth, by+thick/2+4, c.in.say("of {need}", quantity(bar.Need)))
		}
		y += high
	}
	if b.Threshold != nil {
		tx := x(sane(b.Threshold.Value))
		c.line("need", tx, top-4, tx, y)
		text := squeeze(b.thresholdText(), noteText, 300)
		half := advance(text) * noteText / 2
		c.text("fine", "middle", math.Max(half, math.Min(tx, pageWidth-half)), top-8, text)
	}
	c.height = b.key(c, left, y+18) + 6
	return true
}

// middle finds the place for a value of width w in the part of a bar between two
// quantities, beside any line that crosses it.
func (b Bars) middle(bar Bar, x func(v float64) float64, from, to, w float64) (mid float64, ok bool) {
	lo, hi := x(from)+2, x(to)-2
	for _, v := range b.lines(bar) {
		at := x(v)
		switch {
		case at <= lo-3 || at >= hi+3:
		case at-lo >= hi-at:
			hi = at - 3
		default:
			lo = at + 3
		}
	}
	return (lo + hi) / 2, hi-lo >= w
}

// paint gives the class and the fill of a tone.
func (tone Tone) paint(c *canvas) (class, fill string) {
	switch tone {
	case Solid:
		return "solid", ""
	case Hatched, Dotted:
		return string(tone), fmt.Sprintf(` fill="url(#%s-%s)"`, c.name, string(tone))
	}
	return "pale", ""
}

func (b Bars) key(c *canvas, left, y float64) float64 {
	x := left
	wide := func(label string) float64 {
		w := advance(label)*labelSize + 42
		if x+w > pageWidth {
			x, y = left, y+18
		}
		return w
	}
	for _, p := range b.Parts {
		label := squeeze(clean(p.Label), labelSize, 220)
		w := wide(label)
		class, fill := p.Tone.paint(c)
		c.raw("<rect class=\"part %s\"%s x=\"%s\" y=\"%s\" width=\"22\" height=\"12\"/>\n", class, fill, px(x), px(y-10))
		c.text("label", "start", x+28, y, label)
		x += w
	}
	if b.hasNeed() {
		wide(c.in.say("needed"))
		c.line("need", x+8, y-13, x+8, y+3)
		c.text("label", "start", x+18, y, c.in.say("needed"))
	}
	return y
}

// summary says in a line what the bars show.
func (b Bars) summary(in tongue) string {
	var parts []string
	for i, bar := range b.Bars {
		var vs []string
		for p, part := range b.Parts {
			vs = append(vs, quantity(b.value(i, p))+" "+clean(part.Label))
		}
		parts = append(parts, clean(bar.Label)+": "+strings.Join(vs, ", "))
	}
	if b.Threshold != nil {
		return in.say("Bars. {bars}. {threshold}.", strings.Join(parts, "; "), b.thresholdText())
	}
	return in.say("Bars. {bars}.", strings.Join(parts, "; "))
}
