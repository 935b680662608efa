package phrase

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Sayf says a message whose values stand in it as in package fmt, "%s has no option %s";
// values that it has no place for are left out. Books name the values by their number,
// {1} and {2}. Without values the message stands as it is.
func (s *Said) Sayf(format string, values ...any) string {
	m := message{format, make([]string, len(values))}
	for i, v := range values {
		m.values[i] = fmt.Sprint(v)
	}
	verbs := verbsOf(format)
	for _, v := range verbs {
		if v.number <= len(values) {
			m.values[v.number-1] = fmt.Sprintf(v.verb, values[v.number-1])
		}
	}
	return s.keep(m.english(), m)
}

// Later is a [Said] that is made when something is first said: most readers of files find
// nothing wrong.
type Later struct{ said *Said }

// Said is it.
func (l *Later) Said() *Said {
	if l.said == nil {
		l.said = New()
	}
	return l.said
}

// message is a format and its values, each as the format writes it.
type message struct {
	format string
	values []string
}

func (m message) english() string {
	if len(m.values) == 0 {
		return m.format
	}
	var b strings.Builder
	at := 0
	for _, v := range verbsOf(m.format) {
		b.WriteString(strings.ReplaceAll(m.format[at:v.from], "%%", "%"))
		b.WriteString(m.value(v.number))
		at = v.to
	}
	return b.String() + strings.ReplaceAll(m.format[at:], "%%", "%")
}

func (m message) value(number int) string {
	if number < 1 || number > len(m.values) {
		return ""
	}
	return m.values[number-1]
}

func (m message) in(s *Said, lang, _ string) string {
	forms, ok := books[lang]()[m.format]
	if !ok {
		return authored(m.english())
	}
	var b strings.Builder
	for _, p := range templateOf(forms[""]).parts {
		number, err := strconv.Atoi(p.name)
		if err != nil {
			b.WriteString(p.text)
			continue
		}
		b.WriteString(s.as(lang, m.value(number), p.how))
	}
	return b.String()
}

// verb is a place for a value in a format.
type verb struct {
	from, to int
	number   int // of the value, from 1
	verb     string
}

var (
	verbForm = regexp.MustCompile(`%%|%(?:\[(\d+)\])?([-+# 0-9.]*[a-zA-Z])`)
	formats  sync.Map // format: []verb
)

func verbsOf(format string) (all []verb) {
	if known, ok := formats.Load(format); ok {
		return known.([]verb)
	}
	next := 1
	for _, m := range verbForm.FindAllStringSubmatchIndex(format, -1) {
		if m[4] < 0 {
			continue // a percent sign
		}
		if m[2] >= 0 {
			next, _ = strconv.Atoi(format[m[2]:m[3]])
		}
		all = append(all, verb{m[0], m[1], next, "%" + format[m[4]:m[5]]})
		next++
	}
	formats.Store(format, all)
	return all
}
