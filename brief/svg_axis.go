package brief

import (
	"math"
	"sort"
	"time"
)

// timeAxis runs from the first date to the last. A stretch without events that is
// longer than all others together is shortened, and shown as broken.
type timeAxis struct {
	days   []float64 // days since the first date at which something stands
	xs     []float64
	broken []bool // the stretch before it is shortened
	first  time.Time
}

func newAxis(t Timeline, x1, x2 float64) timeAxis {
	dates := []time.Time{}
	for _, e := range t.Events {
		dates = append(dates, e.Date)
	}
	if !t.Now.IsZero() {
		dates = append(dates, t.Now)
	}
	sort.Slice(dates, func(i, j int) bool { return dates[i].Before(dates[j]) })
	a := timeAxis{first: dates[0].AddDate(0, 0, -1)}
	add := func(d float64) {
		if n := len(a.days); n == 0 || d > a.days[n-1] {
			a.days = append(a.days, d)
		}
	}
	add(0)
	for _, d := range dates {
		add(d.Sub(a.first).Hours() / 24)
	}
	add(a.days[len(a.days)-1] + 1)
	gaps := make([]float64, 0, len(a.days)-1)
	for i := 1; i < len(a.days); i++ {
		gaps = append(gaps, a.days[i]-a.days[i-1])
	}
	a.broken = make([]bool, len(a.days))
	total := shorten(gaps, a.broken[1:])
	a.xs = []float64{x1}
	x := x1
	for _, g := range gaps {
		x += g / total * (x2 - x1)
		a.xs = append(a.xs, x)
	}
	return a
}

// shorten cuts down the gaps, in days, that are longer than a third of a year and
// than all shorter ones together, marks them, and gives the sum of what is left.
func shorten(gaps []float64, broken []bool) float64 {
	order := make([]int, len(gaps))
	rest := 0.0
	for i, g := range gaps {
		order[i] = i
		rest += g
	}
	sort.SliceStable(order, func(i, j int) bool { return gaps[order[i]] > gaps[order[j]] })
	cuts := 0
	for _, i := range order {
		if gaps[i] <= 120 || gaps[i] <= rest-gaps[i] {
			break
		}
		rest -= gaps[i]
		broken[i] = true
		cuts++
	}
	short := max(15, rest*0.2)
	for i := range gaps {
		if broken[i] {
			gaps[i] = short
		}
	}
	return rest + float64(cuts)*short
}

func (a timeAxis) at(t time.Time) float64 {
	d := t.Sub(a.first).Hours() / 24
	i := sort.SearchFloat64s(a.days, d)
	switch {
	case i == 0:
		return a.xs[0]
	case i == len(a.days):
		return a.xs[len(a.xs)-1]
	}
	return a.xs[i-1] + (a.xs[i]-a.xs[i-1])*(d-a.days[i-1])/(a.days[i]-a.days[i-1])
}

// inBreak reports whether t lies within a shortened stretch.
func (a timeAxis) inBreak(t time.Time) bool {
	i := sort.SearchFloat64s(a.days, t.Sub(a.first).Hours()/24)
	return i > 0 && i < len(a.days) && a.broken[i]
}

// draw draws a line at the beginning of each year, month or day, as fine as there
// is room for its name, and a zigzag where time is shortened.
func (a timeAxis) draw(c *canvas, top, bottom float64) {
	for _, u := range []struct {
		format             string
		years, months, day int
	}{{"2006-01-02", 0, 0, 1}, {"2006-01-02", 0, 0, 7}, {"2006-01", 0, 1, 0}, {"2006-01", 0, 3, 0}, {"2006", 1, 0, 0}, {"2006", 2, 0, 0}, {"2006", 5, 0, 0}, {"2006", 10, 0, 0}, {"2006", 25, 0, 0}, {"2006", 100, 0, 0}} {
		start := time.Date(a.first.Year(), a.first.Month(), a.first.Day(), 0, 0, 0, 0, time.UTC)
		switch {
		case u.years > 0:
			start = time.Date(a.first.Year()/u.years*u.years, 1, 1, 0, 0, 0, 0, time.UTC)
		case u.months > 0:
			start = time.Date(a.first.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		}
		end := a.first.Add(time.Duration(math.Min(a.days[len(a.days)-1], 90000) * 24 * float64(time.Hour)))
		var ticks []time.Time
		room, last := true, math.Inf(-1)
		need := advance(u.format)*10 + 12
		for d := start; !d.After(end) && len(ticks) < 40; d = d.AddDate(u.years, u.months, u.day) {
			if d.Before(a.first) || a.inBreak(d) {
				continue
			}
			x := a.at(d)
			room = room && x-last >= need
			last = x
			ticks = append(ticks, d)
		}
		if !room || len(ticks) == 0 || len(ticks) == 40 {
			continue
		}
		for _, d := range ticks {
			x := a.at(d)
			c.line("tick", x, top-6, x, bottom)
			anchor := "middle"
			if x+need/2 > pageWidth {
				anchor = "end"
			}
			c.text("fine", anchor, x, top-11, d.Format(u.format))
		}
		break
	}
	c.line("axis", a.xs[0]-4, top, pageWidth, top)
	for i, b := range a.broken {
		if b {
			x := (a.xs[i-1] + a.xs[i]) / 2
			c.raw("<path class=\"break\" d=\"M%s %sl3 -10M%s %sl3 -10\"><title>%s</title></path>\n", px(x-4), px(top+5), px(x+1), px(top+5), escapeHTML(c.in.say("time is shortened here")))
		}
	}
}
