package workbook

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf16"

	"entente/act"
	"entente/dossier"
)

// A cell says what a key of a dossier says. Lists are parted by semicolons; what is a
// mapping within an act stands on a line of its own, its keys parted by bars:
//
//	from: 2031-07 | until: 2031-12
//	from: 2032-01 | until: 2032-06
//
// A backslash before ; | or itself takes its meaning away, and \n is the end of a line.

// written is a value as a cell says it.
func written(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case act.Date:
		return x.String()
	case act.Quantity:
		if p, ok := act.ParseQuantity(x.Words); x.Words != "" && (ok && p == x || !ok && x.Low == 0 && x.High == 0) && !strings.HasPrefix(x.Words, "words: ") {
			return x.Words
		}
		return mapping(v)
	case act.SourceRefs:
		var refs []string
		for _, r := range x {
			refs = append(refs, escape(r.String()))
		}
		return strings.Join(refs, "; ")
	case act.Choices:
		var lines []string
		for _, clause := range sortedKeys(x) {
			lines = append(lines, escape(clause)+": "+escape(x[act.ClauseRef(clause)]))
		}
		return strings.Join(lines, "\n")
	case act.Condition:
		return x.Text
	}
	switch v.Kind() {
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Struct {
			var lines []string
			for i := range v.Len() {
				lines = append(lines, mapping(v.Index(i)))
			}
			return strings.Join(lines, "\n")
		}
		var words []string
		for i := range v.Len() {
			words = append(words, escape(v.Index(i).String()))
		}
		return strings.Join(words, "; ")
	case reflect.String:
		return v.String()
	}
	return fmt.Sprint(v.Interface())
}

// mapping is a struct within an act, on one line.
func mapping(v reflect.Value) string {
	var parts []string
	for _, k := range dossier.KeysOf(v.Type()) {
		if f := v.Field(k.Index); !f.IsZero() {
			parts = append(parts, k.Name+": "+escape(written(f)))
		}
	}
	return strings.Join(parts, " | ")
}

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, "|", `\|`, "\n", `\n`)

func escape(s string) string { return escapes.Replace(s) }

// split parts a text at a sign that is not escaped, and takes one layer of escapes
// away; empty parts are left out.
func split(s string, sign byte) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		if t := strings.TrimSpace(b.String()); t != "" {
			out = append(out, t)
		}
		b.Reset()
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`\;|n`, s[i+1]) >= 0:
			i++
			if s[i] == 'n' {
				b.WriteByte('\n')
			} else {
				b.WriteByte(s[i])
			}
		case s[i] == sign:
			flush()
		default:
			b.WriteByte(s[i])
		}
	}
	flush()
	return out
}

// lines are the lines of a cell, escapes untouched.
func lines(s string) []string {
	var out []string
	for _, l := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain maps, lists and texts
	}
	return string(b)
}

// utf16s are the units a spreadsheet counts characters in.
func utf16s(s string) []uint16 { return utf16.Encode([]rune(s)) }
