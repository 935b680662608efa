package web

import (
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"entente/act"
	"entente/dossier"
)

// A form for an act is made from the kind's keys, with their types, words and
// sentences of explanation, so that a key added to package act is asked for here
// without a change. What was typed is kept as typed, in url.Values: "actor", "on",
// "terms.0.if".

// asking is how a value is asked for.
type asking string

const (
	asLine      asking = "line"  // a few words, a number, a reference
	asLong      asking = "long"  // sentences
	asDay       asking = "day"   // 2025-11-17, 2025-11 or 2025
	asCheck     asking = "check" // yes or no
	asPick      asking = "pick"  // one of a list of words
	asLines     asking = "lines" // texts, one a line
	asRefs      asking = "refs"  // references, parted by commas or lines
	asCondition asking = "cel"
	asChoices   asking = "choices" // clauses, each at an option
	asRows      asking = "rows"    // a list of mappings
)

// typeOf says how a key's value is asked for.
func typeOf(k dossier.Key) asking {
	switch k.Type {
	case reflect.TypeFor[act.Date]():
		return asDay
	case reflect.TypeFor[act.Condition]():
		return asCondition
	case reflect.TypeFor[act.Choices]():
		return asChoices
	case reflect.TypeFor[act.SourceRefs]():
		return asRefs
	case reflect.TypeFor[act.Quantity]():
		return asLine
	}
	switch k.Type.Kind() {
	case reflect.Bool:
		return asCheck
	case reflect.Slice:
		switch elem := k.Type.Elem(); {
		case elem.Kind() == reflect.Struct:
			return asRows
		case elem != reflect.TypeFor[string]() || len(k.Enum) > 0:
			return asRefs
		}
		return asLines
	case reflect.String:
		if len(k.Enum) > 0 {
			return asPick
		}
		if slices.Contains(sentences, k.Name) {
			return asLong
		}
	}
	return asLine
}

// sentences are the texts that are more than a few words.
var sentences = []string{"says", "quote", "note", "words", "text", "answer", "outcome", "ground", "basis", "asks", "need"}

// unasked are the keys a form does not ask for: the register notes itself when an act
// comes on record.
var unasked = []string{"recorded"}

// formKeys are the keys a form for a kind asks for.
func formKeys(kind act.Kind) []dossier.Key {
	info, _ := act.KindInfo(kind)
	return slices.DeleteFunc(dossier.Keys(kind), func(k dossier.Key) bool {
		return slices.Contains(unasked, k.Name) || k.Name == "kind" || k.Name == "id" && info.Shape == act.Single // the case's own
	})
}

// rowsOf is how many rows of a list were typed, and one more to type in.
func rowsOf(form url.Values, name string) int {
	most := -1
	for key := range form {
		rest, in := strings.CutPrefix(key, name+".")
		number, _, _ := strings.Cut(rest, ".")
		if n, err := strconv.Atoi(number); in && err == nil && n >= 0 && n < 100 && strings.TrimSpace(form.Get(key)) != "" {
			most = max(most, n)
		}
	}
	return most + 2
}

// valuesOf takes what was typed as [dossier.ReadItem] reads it.
func valuesOf(keys []dossier.Key, form url.Values, prefix string) map[string]any {
	values := map[string]any{}
	for _, k := range keys {
		if k.Name == "id" && k.Of == "act" {
			continue
		}
		if v := valueOf(k, form, prefix+k.Name); v != nil {
			values[k.Name] = v
		}
	}
	return values
}

var figures = regexp.MustCompile(`^-?\d{1,15}$`)

func valueOf(k dossier.Key, form url.Values, name string) any {
	text := strings.TrimSpace(strings.ReplaceAll(form.Get(name), "\r\n", "\n"))
	var list []any
	switch typeOf(k) {
	case asRows:
		sub := dossier.KeysOf(k.Type.Elem())
		for i := range rowsOf(form, name) {
			if row := valuesOf(sub, form, fmt.Sprintf("%s.%d.", name, i)); len(row) > 0 {
				list = append(list, row)
			}
		}
	case asLines, asRefs:
		for _, x := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ',' && typeOf(k) == asRefs }) {
			if x = strings.TrimSpace(x); x != "" {
				list = append(list, x)
			}
		}
	case asChoices:
		m := map[string]any{}
		for key, values := range form {
			if clause, ours := strings.CutPrefix(key, name+"."); ours && values[0] != "" {
				m[clause] = values[0]
			}
		}
		if len(m) > 0 {
			return m
		}
		return nil
	case asCheck:
		if text == "true" {
			return true
		}
		return nil
	default:
		switch isNumber := k.Type.Kind() == reflect.Int || k.Type.Kind() == reflect.Int64; {
		case text == "":
			return nil
		case isNumber && figures.MatchString(text):
			return json.Number(text)
		}
		return text
	}
	if len(list) == 0 {
		return nil
	}
	return list
}

// typed gives an act as somebody would have typed it into its form.
func typed(a *act.Act) url.Values {
	form := url.Values{}
	for _, k := range formKeys(a.Kind) {
		switch k.Of {
		case "header":
			typeIn(form, k, k.Name, reflect.ValueOf(a.Header).Field(k.Index))
		case "body":
			typeIn(form, k, k.Name, reflect.ValueOf(a.Body).Elem().Field(k.Index))
		}
	}
	return form
}

func typeIn(form url.Values, k dossier.Key, name string, v reflect.Value) {
	if v.IsZero() {
		return
	}
	switch x := v.Interface().(type) {
	case act.Condition:
		form.Set(name, x.Text)
		return
	case act.Quantity:
		form.Set(name, x.Words)
		if x.Words == "" {
			form.Set(name, x.String())
		}
		return
	case act.Choices:
		for clause, option := range x {
			form.Set(name+"."+string(clause), option)
		}
		return
	}
	switch typeOf(k) {
	case asRows:
		for i := range v.Len() {
			for _, sub := range dossier.KeysOf(v.Type().Elem()) {
				typeIn(form, sub, fmt.Sprintf("%s.%d.%s", name, i, sub.Name), v.Index(i).Field(sub.Index))
			}
		}
	case asLines, asRefs:
		var all []string
		for i := range v.Len() {
			all = append(all, fmt.Sprint(v.Index(i).Interface()))
		}
		form.Set(name, strings.Join(all, "\n"))
	default:
		form.Set(name, fmt.Sprint(v.Interface()))
	}
}
