package brief

import (
	"fmt"
	"math"
	"strings"
)

const (
	nodeText, noteText = 11.5, 10.5
	nodeLine, noteLine = 14.5, 13.0
	nodePad            = 8.0
)

// card is the text of a node, broken into lines.
type card struct {
	tag   string
	label []string
	note  []string
}

func (k card) height() float64 {
	h := 2*nodePad + float64(len(k.label))*nodeLine + float64(len(k.note))*noteLine - 2
	if k.tag != "" {
		h += noteLine
		if len(k.label) == 0 {
			h -= 4
		}
	}
	return h
}

// draw draws a tidy graph in the direction the language is read.
func (g Graph) draw(c *canvas) bool {
	layer, _ := g.layers()
	count := 0
	for _, l := range layer {
		count = max(count, l+1)
	}
	gap := 34.0
	width := max(116, min(172, (pageWidth-2-gap*float64(count-1))/float64(count)))
	if count > 1 { // use the whole page
		gap = max(gap, min(90, (pageWidth-2-width*float64(count))/float64(count-1)))
	}
	number := g.index()
	for _, e := range g.Edges { // room for the names of links between neighbours
		if layer[number[e.To]] == layer[number[e.From]]+1 {
			gap = max(gap, min(90, advance(clean(e.Label))*noteText+12))
		}
	}
	cards := make([]card, len(g.Nodes))
	into := make(map[string]int)
	for _, e := range g.Edges {
		into[e.To]++
	}
	for i, n := range g.Nodes {
		cards[i] = n.card(width-2*nodePad-2, into[n.ID], c.in)
	}
	l := arrange(g, func(n int) float64 { return cards[n].height() })
	bottom := 0.0
	for _, s := range l.spots {
		bottom = max(bottom, s.y+s.height/2)
	}
	c.class, c.width, c.height = "graph", max(pageWidth, float64(count)*(width+gap)-gap+2), bottom+2
	left := (c.width - (float64(count)*(width+gap) - gap)) / 2
	rtl := rightToLeft(string(c.in))
	x := func(layer int) float64 { // of a node's left side
		if rtl {
			layer = count - 1 - layer
		}
		return left + float64(layer)*(width+gap)
	}
	across, out, in := width, width, 0.0 // a node passed by, where links leave it and where they come in
	if rtl {
		across, out, in = -width, 0, width
	}
	c.raw("<defs><marker id=\"%s-a\" viewBox=\"0 0 8 8\" refX=\"7.2\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\"><path class=\"arrow\" d=\"M0 0.6L7.6 4L0 7.4z\"/></marker></defs>\n", c.name)
	var labels []func()
	for i, path := range l.paths {
		var d strings.Builder
		for k := 1; k < len(path); k++ {
			a, b := l.spots[path[k-1]], l.spots[path[k]]
			x1, y1, x2, y2 := x(a.layer)+out, a.y+1, x(b.layer)+in, b.y+1
			if len(path) == 2 && math.Abs(y2-y1) < 5 {
				y2 = y1 // straight, if that still meets the node
			}
			if k == 1 {
				fmt.Fprintf(&d, "M%s %s", px(x1), px(y1))
			} else {
				fmt.Fprintf(&d, "h%s", px(across))
			}
			bend := px((x2 - x1) / 2) // from where it starts: links alike are written alike, and compress to little
			fmt.Fprintf(&d, "c%s 0 %s %s %s %s", bend, bend, px(y2-y1), px(x2-x1), px(y2-y1))
			if text := clean(g.Edges[i].Label); text != "" && k == max(1, len(path)/2) {
				at, y, room := (x1+x2)/2, (y1+y2)/2-3, gap-8 // between the nodes, or over the bend
				if b.node < 0 {
					at, y, room = x2+across/2, y2-4, width
				}
				labels = append(labels, func() {
					c.text("fine haloed", "middle", at, y, squeeze(text, noteText, room))
				})
			}
		}
		class, end := "edge", "end"
		if l.back[i] {
			class, end = "edge back", "start"
		}
		c.raw("<path class=\"%s\" marker-%s=\"url(#%s-a)\" d=\"%s\"/>\n", class, end, c.name, d.String())
	}
	for _, s := range l.spots {
		if s.node >= 0 {
			g.Nodes[s.node].draw(c, cards[s.node], x(s.layer), s.y+1-s.height/2, width, s.height)
		}
	}
	for _, draw := range labels {
		draw()
	}
	return true
}

func (n Node) card(width float64, into int, in tongue) card {
	var k card
	switch {
	case n.Kind == All && into > 1:
		k.tag = in.say(tagAll)
	case n.Kind == Any && into > 1:
		k.tag = in.say(tagAny)
	case n.Kind == Goal:
		k.tag = in.say("goal")
	}
	indent := 0.0
	if sign(n.Standing, n.Finding) != "" {
		indent = 15
	}
	if l := n.label(in); l != "" || k.tag == "" {
		k.label = fold(l, nodeText, width-indent, 7)
	}
	if note := clean(n.Note); note != "" {
		k.note = fold(note, noteText, width-indent, 2)
	}
	return k
}

// draw draws a node with its upper left corner at x, y. Within, its places are counted
// from there, so that nodes alike are written alike.
func (n Node) draw(c *canvas, k card, x, y, w, h float64) {
	class := "step"
	switch n.Kind {
	case All, Any, Goal, Thing:
		class = string(n.Kind)
	}
	title := clean(n.Label)
	if f := clean(n.Note); f != "" {
		title += " (" + f + ")"
	}
	c.raw("<g transform=\"translate(%s %s)\"><title>%s</title>\n", px(x), px(y), escapeHTML(title))
	anchor, side := "start", func(x float64) float64 { return x } // lines begin at the side on which reading begins
	if rightToLeft(string(c.in)) {
		anchor, side = "end", func(x float64) float64 { return w - x }
	}
	round := 4.0
	if n.Kind == Thing {
		round = h / 2
	}
	c.rect("node "+class, 0, 0, w, h, round)
	if n.Kind == Goal {
		c.rect("inner", 3, 3, w-6, h-6, 2)
	}
	if n.Kind == All {
		c.raw("<path class=\"bar\" d=\"M%s %sv%s\"/>\n", px(side(1.5)), px(3), px(h-6))
	}
	tx, ty := nodePad+2, nodePad+nodeLine-5
	if k.tag != "" {
		c.text("tag", anchor, side(tx), ty-1, k.tag)
		ty += noteLine
	}
	switch {
	case n.Standing != "":
		c.standing(n.Standing, side(tx+5), ty-4, discRadius)
		tx += 15
	case n.Finding != "":
		c.finding(n.Finding, side(tx+5), ty)
		tx += 15
	}
	weight := "label"
	if n.Kind == Goal {
		weight = "label strong"
	}
	for _, s := range k.label {
		c.text(weight, anchor, side(tx), ty, s)
		ty += nodeLine
	}
	for _, s := range k.note {
		c.text("fine", anchor, side(tx), ty-0.5, s)
		ty += noteLine
	}
	c.raw("</g>\n")
}

// summary says in a line what the graph shows.
func (g Graph) summary(in tongue) string {
	var goals []string
	for _, n := range g.Nodes {
		if n.Kind == Goal {
			goals = append(goals, clean(n.Label))
		}
	}
	if len(goals) > 0 {
		return in.say("Graph of {steps} steps and {links} links leading to: {goals}.", len(g.Nodes), len(g.Edges), strings.Join(goals, "; "))
	}
	return in.say("Graph of {steps} steps and {links} links.", len(g.Nodes), len(g.Edges))
}
