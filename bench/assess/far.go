package main

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"sync"
)

// How far a solver got that was stopped is what it last wrote to its log.

// A short answer is how far a solver got by the end of its time: the stage it was at, the value of its best model there and what it had proved
// that none is below. Not a number where it had neither or did not say.
type short struct {
	stage        string
	value, bound float64
}

func (s short) Error() string {
	text := s.stage + " "
	switch {
	case math.IsNaN(s.value):
		text += "nothing found"
	default:
		text += fmt.Sprintf("%.0f found", s.value)
	}
	if !math.IsNaN(s.bound) {
		text += fmt.Sprintf(", %.1f proved", s.bound)
	}
	return text
}

// far reads the last line of a log that says what was found, and the last that says what was proved. The groups of the expressions
// are named value and bound.
func far(log string, err error, found, proved *regexp.Regexp) error {
	if !errors.Is(err, errOutOfTime) {
		return err
	}
	return short{value: lastOf(log, found, "value"), bound: lastOf(log, proved, "bound")}
}

func lastOf(log string, line *regexp.Regexp, group string) float64 {
	all := line.FindAllStringSubmatch(log, -1)
	if len(all) == 0 {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(all[len(all)-1][line.SubexpIndex(group)], 64)
	if err != nil || math.Abs(v) >= 1e40 { // "inf", and what CBC says for it
		return math.NaN()
	}
	return v
}

var (
	highsFar  = expression(`(?m)^ [A-Za-z]? *\d+ +\d+ +\d+ +[\d.]+% +(?P<bound>\S+) +(?P<value>\S+) `)
	glpkFar   = expression(`mip = +(?P<value>\S+) >= +(?P<bound>\S+)`)
	cbcFound  = expression(`(?:Integer solution of (?P<value>[-\d.e+]+) found)`)
	cbcProved = expression(`(?:best possible |changed objective from \S+ to )(?P<bound>[-\d.e+]+)`)
)

func expression(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
