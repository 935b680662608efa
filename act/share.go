package act

import (
	"regexp"
	"strconv"
	"strings"

	"entente/phrase"
)

// A Share is how much of a base is needed: a number ("9"), a fraction ("2/3", at
// least so much), "majority" (more than half), "all", or "all but 1".
type Share string

var (
	wholeNumber = regexp.MustCompile(`^\d{1,9}$`)
	fraction    = regexp.MustCompile(`^(\d{1,6})/(\d{1,6})$`)
	percent     = regexp.MustCompile(`^(\d{1,3})%$`)
	allBut      = regexp.MustCompile(`^all but (\d{1,6})$`)
)

// A Part is a Share understood: at least num/den of the base, or more than that
// when strict, less what is forgiven; or a number of its own.
type Part struct {
	number   int64 // a fixed number, when den is 0
	num, den int64
	strict   bool  // more than num/den
	less     int64 // "all but": forgiven
}

// Parse understands a share.
func (s Share) Parse() (Part, error) {
	t := strings.TrimSpace(string(s))
	n := func(t string) int64 { v, _ := strconv.ParseInt(t, 10, 64); return v }
	switch {
	case t == "majority":
		return Part{num: 1, den: 2, strict: true}, nil
	case t == "all":
		return Part{num: 1, den: 1}, nil
	case allBut.MatchString(t):
		return Part{num: 1, den: 1, less: n(allBut.FindStringSubmatch(t)[1])}, nil
	case wholeNumber.MatchString(t):
		return Part{number: n(t)}, nil
	case percent.MatchString(t):
		return Part{num: n(percent.FindStringSubmatch(t)[1]), den: 100}, nil
	case fraction.MatchString(t):
		m := fraction.FindStringSubmatch(t)
		if n(m[2]) == 0 {
			break
		}
		return Part{num: n(m[1]), den: n(m[2])}, nil
	}
	return Part{}, phrase.Faultf(nil, "%q is no share: write 9, 2/3, 55%%, majority, all or all but 1", t)
}

// Of is the least number that is the part of a base.
func (s Part) Of(base int64) int64 {
	if s.den == 0 {
		return s.number
	}
	if s.strict {
		return s.num*base/s.den + 1
	}
	return max(0, (s.num*base+s.den-1)/s.den-s.less)
}

// Fixed reports whether the part is a number of its own, and which.
func (s Part) Fixed() (int64, bool) { return s.number, s.den == 0 }

// Ratio is the part as a fraction of its base, and whether it must be more than that.
func (s Part) Ratio() (num, den int64, strict bool) { return s.num, max(1, s.den), s.strict }

// Says is the share of a base in words: "two thirds of those voting".
func (s Share) Says(said *phrase.Said, base string) string {
	of := said.Say("the members")
	switch base {
	case "present":
		of = said.Say("those present")
	case "voting":
		of = said.Say("those voting")
	}
	switch {
	case s == "all":
		return said.Say("all of {base}", of)
	case s == "majority":
		return said.Say("more than half of {base}", of)
	case s == "2/3":
		return said.Say("two thirds of {base}", of)
	case s == "1/3":
		return said.Say("a third of {base}", of)
	case s == "3/4":
		return said.Say("three quarters of {base}", of)
	case wholeNumber.MatchString(string(s)):
		n, _ := strconv.Atoi(string(s))
		return said.Say("{n} votes", n)
	}
	return said.Say("{share} of {base}", string(s), of)
}
