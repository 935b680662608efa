package brief

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// canvas is a drawing in the making. Its unit is a CSS pixel at full size. Colours
// are classes of style.css, so that a picture is light or dark with its page.
type canvas struct {
	out           strings.Builder
	in            tongue
	name          string // what its inner IDs begin with
	class         string
	width, height float64
}

// pageWidth is the width pictures are drawn for: the text width of an A4 page.
const pageWidth = 680

func (c *canvas) raw(format string, args ...any) { fmt.Fprintf(&c.out, format, args...) }

// px writes a length with one decimal at most.
func px(v float64) string {
	s := strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	c.raw("<path class=\"%s\" d=\"M%s %sL%s %s\"/>\n", class, px(x1), px(y1), px(x2), px(y2))
}

func (c *canvas) rect(class string, x, y, w, h, round float64) {
	c.raw("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"", class, px(x), px(y), px(w), px(h))
	if round > 0 {
		c.raw(" rx=\"%s\"", px(round))
	}
	c.raw("/>\n")
}

func (c *canvas) circle(class string, x, y, r float64) {
	c.raw("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>\n", class, px(x), px(y), px(r))
}

// text sets s with its baseline at y; anchor is start, middle or end.
func (c *canvas) text(class, anchor string, x, y float64, s string) {
	a := ""
	if anchor != "start" {
		a = ` text-anchor="` + anchor + `"`
	}
	s = escapeHTML(s)
	if rtl, _ := direction(s); rtl && rightToLeft(string(c.in)) { // a drawing runs from left to right, and this does not
		s = "\u2067" + s + "\u2069"
	}
	c.raw("<text class=\"%s\" x=\"%s\" y=\"%s\"%s>%s</text>\n", class, px(x), px(y), a, s)
}

// standing draws the sign of a standing: a full, half or empty disc, or a dot.
func (c *canvas) standing(s Standing, x, y, r float64) {
	switch s {
	case In:
		c.circle("disc in", x, y, r)
	case Contingent:
		c.circle("disc hollow contingent", x, y, r)
		c.raw("<path class=\"half contingent\" d=\"M%s %sa%s %s 0 0 0 0 %sz\"/>\n", px(x), px(y-r), px(r), px(r), px(2*r))
	case Out:
		c.circle("disc hollow out", x, y, r)
	default:
		c.circle("disc none", x, y, r*0.6)
	}
}

// pattern defines a filling of the given kind under its ID.
func (c *canvas) pattern(id, kind string) {
	switch kind {
	case "hatch":
		c.raw("<pattern id=\"%s-%s\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"bed %s\" width=\"5\" height=\"5\"/><rect class=\"ink %s\" width=\"1.7\" height=\"5\"/></pattern>\n", c.name, id, id, id)
	case "dots":
		c.raw("<pattern id=\"%s-%s\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><rect class=\"bed %s\" width=\"5\" height=\"5\"/><circle class=\"ink %s\" cx=\"1.25\" cy=\"1.25\" r=\".85\"/><circle class=\"ink %s\" cx=\"3.75\" cy=\"3.75\" r=\".85\"/></pattern>\n", c.name, id, id, id, id)
	}
}

// advance is the width of s in a common sans serif at size 1. It is an estimate,
// on the wide side, good enough to place labels that do not collide.
func advance(s string) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case r < 0x80 && r >= ' ':
			w += asciiAdvance[r-' ']
		case runeColumns(r) == 2:
			w += 1
		case runeColumns(r) == 1:
			w += 0.62
		}
	}
	return w * 1.05
}

// asciiAdvance holds the widths of the characters from space to tilde.
var asciiAdvance = [...]float64{
	.26, .27, .41, .65, .57, .83, .74, .23, .30, .30, .55, .57, .27, .32, .27, .37,
	.57, .57, .57, .57, .57, .57, .57, .57, .57, .57, .27, .27, .57, .57, .57, .43,
	.90, .64, .65, .63, .73, .56, .52, .73, .74, .34, .28, .62, .52, .91, .76, .78,
	.61, .78, .62, .55, .56, .73, .60, .93, .59, .57, .57, .33, .37, .33, .57, .45,
	.28, .56, .62, .48, .62, .57, .35, .62, .62, .26, .26, .54, .26, .94, .62, .61,
	.62, .62, .41, .48, .36, .62, .51, .79, .53, .51, .47, .38, .55, .38, .57,
}

// fold breaks s into lines no wider than width at the given size, at most lines of
// them; what is left out is marked by an ellipsis.
func fold(s string, size, width float64, lines int) []string {
	var out []string
	line := ""
	parts := pieces(clean(s))
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		if advance(p.text)*size > width { // a word longer than a line is broken
			if head, rest := cut(p.text, max(1, int(width/size/0.62)-1)); rest != "" {
				p.text = head + "-"
				parts = append(parts[:i+1], append([]piece{{text: rest}}, parts[i+1:]...)...)
			}
		}
		next := line + p.text
		if p.spaced && line != "" {
			next = line + " " + p.text
		}
		if line != "" && advance(next)*size > width {
			out = append(out, line)
			next = p.text
		}
		line = next
	}
	out = append(out, line)
	if len(out) > lines {
		out = out[:lines]
		out[lines-1] += " …"
	}
	for i, l := range out {
		out[i] = squeeze(l, size, width)
	}
	return out
}

// squeeze cuts s so that it is no wider than width, with an ellipsis.
func squeeze(s string, size, width float64) string {
	if advance(s)*size <= width {
		return s
	}
	for n := min(columns(s)-1, int(width/size*5)); n > 0; n-- { // no letter is narrower than a fifth
		head, _ := cut(s, n)
		if head = head + "…"; advance(head)*size <= width {
			return head
		}
	}
	return "…"
}
