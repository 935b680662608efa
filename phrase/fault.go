package phrase

import (
	"errors"
	"strings"
)

// Fault is an error that people read, which can be said in any language; it wraps the
// kind of error that it is.
type Fault struct {
	said *Said
	text string
	kind error
}

// Faultf is a fault whose values stand in it as in [Said.Sayf]. The kind may be nil.
func Faultf(kind error, format string, values ...any) *Fault {
	said := New()
	return &Fault{said, said.Sayf(format, values...), kind}
}

// Error is the fault in English, with its kind.
func (f *Fault) Error() string {
	if f.kind == nil {
		return f.text
	}
	return f.text + ": " + f.kind.Error()
}

// Unwrap is the kind of error it is.
func (f *Fault) Unwrap() error { return f.kind }

// In is the fault in a language, without its kind.
func (f *Fault) In(lang string) string { return f.said.In(lang, f.text) }

// Faults is what an error says to people in a language: a line a fault of it. An error
// that holds none is said as it is.
func Faults(lang string, err error) []string {
	lines, _ := faults(lang, err)
	return lines
}

// faults reports too whether there was a fault.
func faults(lang string, err error) (lines []string, found bool) {
	switch x := err.(type) {
	case nil:
		return nil, false
	case interface{ In(string) string }:
		own := x.In(lang)
		if inner, more := faults(lang, errors.Unwrap(err)); more {
			for _, line := range inner {
				lines = append(lines, own+": "+line)
			}
			return lines, true
		}
		return []string{own}, true
	case interface{ Unwrap() []error }:
		for _, e := range x.Unwrap() {
			more, ok := faults(lang, e)
			if ok && !found {
				lines = nil // what kind of error it is, the fault says better
			}
			if found = found || ok; ok || !found {
				lines = append(lines, more...)
			}
		}
		return lines, found
	}
	if inner, more := faults(lang, errors.Unwrap(err)); more {
		return inner, true
	}
	if lang == English {
		return []string{err.Error()}, false
	}
	return []string{authored(err.Error())}, false
}

// Err keeps what an error says, its faults in one line.
func (s *Said) Err(err error) string {
	return s.Keep(strings.Join(Faults(English, err), "; "), func(lang string) string { return strings.Join(Faults(lang, err), "; ") })
}
