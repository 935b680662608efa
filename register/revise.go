package register

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"entente/act"
)

// Revised gives an act with some of its values changed, each written key=value;
// keys are those of a dossier's items, lists have commas.
func Revised(a *act.Act, set []string) (*act.Act, error) {
	out := *a
	if _, unknown := a.Body.(*act.Unknown); unknown || a.Body == nil {
		return nil, fmt.Errorf("what %s says is not known here, so it cannot be changed", a.ID)
	}
	body := newBody(a.Kind)
	if err := fill(reflect.ValueOf(body).Elem(), numbered(plain(reflect.ValueOf(a.Body).Elem()))); err != nil {
		return nil, err
	}
	out.Body = body
	for _, s := range set {
		key, value, ok := strings.Cut(s, "=")
		if !ok {
			return nil, fmt.Errorf("%q is not key=value", s)
		}
		f := fieldFor(reflect.ValueOf(body).Elem(), key)
		if !f.IsValid() {
			f = fieldFor(reflect.ValueOf(&out.Header).Elem(), key)
		}
		if !f.IsValid() {
			return nil, fmt.Errorf("%s has no value %q", strings.ReplaceAll(string(a.Kind), "_", " "), key)
		}
		if words := enumOf(key, reflect.TypeOf(body).Elem(), reflect.TypeFor[act.Header]()); words != "" && !slices.Contains(strings.Split(words, "|"), value) {
			return nil, fmt.Errorf("%s is one of %s, not %q", key, strings.ReplaceAll(words, "|", ", "), value)
		}
		f.SetZero()
		if err := setText(f, value); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	return &out, nil
}

// enumOf lists the words a value may be, divided by |; empty when it may be any.
func enumOf(key string, structs ...reflect.Type) string {
	for _, t := range structs {
		for i := range t.NumField() {
			if name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); name == key && t.Field(i).Type.Kind() == reflect.String {
				return t.Field(i).Tag.Get("enum")
			}
		}
	}
	return ""
}

// setText sets a value given as text.
func setText(f reflect.Value, value string) error {
	if _, isRefs := f.Addr().Interface().(*act.SourceRefs); isRefs || f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.String {
		var list []any
		for _, e := range strings.Split(value, ",") {
			list = append(list, strings.TrimSpace(e))
		}
		return fillValue(f, list)
	}
	switch f.Kind() {
	case reflect.Bool:
		return fillValue(f, value == "true")
	case reflect.Int, reflect.Int64:
		return fillValue(f, json.Number(value))
	}
	if q, ok := f.Addr().Interface().(*act.Quantity); ok {
		*q, _ = act.ParseQuantity(value)
		return nil
	}
	return fillValue(f, value)
}

// numbered writes numbers as fill reads them.
func numbered(m map[string]any) map[string]any {
	for k, v := range m {
		m[k] = numberedValue(v)
	}
	return m
}

func numberedValue(v any) any {
	switch v := v.(type) {
	case map[string]any:
		return numbered(v)
	case []any:
		for i := range v {
			v[i] = numberedValue(v[i])
		}
	case int, int64:
		return json.Number(fmt.Sprint(v))
	}
	return v
}
