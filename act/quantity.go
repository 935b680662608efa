package act

import (
	"regexp"
	"strconv"
	"strings"

	"entente/phrase"
)

// A Quantity keeps the words of the source beside the interval they mean:
// "thousands" is 2,000 to 9,999, never a false exact number. High 0 with
// Low > 0 means "no upper end said".
type Quantity struct {
	Words string `json:"words,omitempty" doc:"the words of the source"`
	Low   int64  `json:"low,omitempty" doc:"the least the words can mean"`
	High  int64  `json:"high,omitempty" doc:"the most the words can mean; left out when the words set no upper end"`
}

// IsZero reports whether nothing was said.
func (q Quantity) IsZero() bool { return q == Quantity{} }

// String is the words, with the interval when it says more than the words do.
func (q Quantity) String() string { return q.Says(nil) }

// Says is String, to be said in other languages when said is not nil.
func (q Quantity) Says(said *phrase.Said) string {
	interval := Grouped(q.Low)
	switch {
	case q.Low == 0 && q.High == 0:
		return q.Words
	case q.High == 0:
		interval = said.Say("at least {low}", interval)
	case q.High != q.Low:
		interval = said.Say("{from} to {until}", interval, Grouped(q.High))
	}
	if q.Words == "" || q.Words == interval || strings.ReplaceAll(q.Words, ",", "") == strconv.FormatInt(q.Low, 10) {
		return interval
	}
	return said.Say("“{words}” ({interval})", q.Words, interval)
}

// Grouped writes 20000 as "20,000".
func Grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	start := 0
	if n < 0 {
		start = 1
	}
	for i := len(s) - 3; i > start; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

var (
	plainNumber = regexp.MustCompile(`^(\d{1,3}(,\d{3})+|\d{1,15})$`)
	atLeast     = regexp.MustCompile(`(?i)^(?:more than|over|at least|upwards of)\s+([\d,]{1,18})$`)
	upTo        = regexp.MustCompile(`(?i)^(?:up to|at most|no more than)\s+([\d,]{1,18})$`)
	fromTo      = regexp.MustCompile(`(?i)^([\d,]{1,18})\s*(?:to|-|–)\s*([\d,]{1,18})$`)
	vague       = map[string][2]int64{
		"a few": {2, 9}, "several": {3, 9}, "dozens": {24, 99}, "scores": {40, 99}, "hundreds": {200, 999}, "several hundred": {300, 999},
		"thousands": {2000, 9999}, "several thousand": {3000, 9999}, "tens of thousands": {20000, 99999},
		"hundreds of thousands": {200000, 999999},
	}
)

// echelons are what units of a size usually have, at least and at most. Armies
// differ: the words of the source stay beside the interval.
var (
	echelon  = regexp.MustCompile(`^(\d{1,4}|an?|one|two|three|four|five|six) (?:[a-z]+ )?(platoon|compan|battalion|brigade)(?:s|y|ies)?$`)
	echelons = map[string][2]int64{"platoon": {20, 50}, "compan": {80, 250}, "battalion": {300, 1000}, "brigade": {1500, 5000}}
	numerals = map[string]int64{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
)

// ParseQuantity reads "20,000", "more than 200,000", "up to 500", "300 to 400"
// and the vague words of reports ("dozens", "thousands", "tens of thousands"), and
// units by their size ("2 battalions", "a company").
// Words it does not know are kept with no interval and ok false.
func ParseQuantity(s string) (q Quantity, ok bool) {
	s = strings.TrimSpace(s)
	q.Words = s
	n := func(t string) int64 {
		v, _ := strconv.ParseInt(strings.ReplaceAll(t, ",", ""), 10, 64)
		return v
	}
	key := strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(s, " troops"), " of troops"))
	switch {
	case plainNumber.MatchString(key):
		q.Low = n(key)
		q.High = q.Low
	case atLeast.MatchString(key):
		q.Low = n(atLeast.FindStringSubmatch(key)[1])
		if strings.HasPrefix(key, "more") || strings.HasPrefix(key, "over") {
			q.Low++
		}
	case upTo.MatchString(key):
		q.High = n(upTo.FindStringSubmatch(key)[1])
	case fromTo.MatchString(key):
		m := fromTo.FindStringSubmatch(key)
		q.Low, q.High = n(m[1]), n(m[2])
	case echelon.MatchString(key):
		m := echelon.FindStringSubmatch(key)
		count, worded := numerals[m[1]]
		if !worded {
			count = n(m[1])
		}
		q.Low, q.High = count*echelons[m[2]][0], count*echelons[m[2]][1]
	default:
		iv, known := vague[key]
		if !known {
			return q, false
		}
		q.Low, q.High = iv[0], iv[1]
	}
	return q, true
}
