package register

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"entente/act"
)

// Act bodies become JSON by their own json tags: what package act gains, the
// register stores without a change here. Values that are not given are left out.

// plain turns a struct into the map that stands for it in JSON.
func plain(v reflect.Value) map[string]any {
	m := map[string]any{}
	for i := range v.NumField() {
		if f := v.Field(i); !f.IsZero() {
			key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			m[key] = plainValue(f)
		}
	}
	return m
}

func plainValue(v reflect.Value) any {
	switch x := v.Interface().(type) {
	case act.Date:
		return x.String()
	case act.Condition:
		return x.Text
	case act.SourceRefs:
		refs := make([]any, len(x))
		for i, r := range x {
			refs[i] = r.String()
		}
		return refs
	case act.Choices:
		m := map[string]any{}
		for clause, option := range x {
			m[string(clause)] = option
		}
		return m
	case map[string]any:
		return x
	}
	switch v.Kind() {
	case reflect.Struct:
		return plain(v)
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = plainValue(v.Index(i))
		}
		return list
	case reflect.String:
		return v.String()
	}
	return v.Interface()
}

// fill reads what plain wrote. It reports a key or value that does not fit the
// struct: the text was then written by a program that knows more than this one.
func fill(v reflect.Value, m map[string]any) error {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		f := fieldFor(v, key)
		if !f.IsValid() {
			return fmt.Errorf("unknown key %q", key)
		}
		if err := fillValue(f, m[key]); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}

func fieldFor(v reflect.Value, key string) reflect.Value {
	for i := range v.NumField() {
		if name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ","); name == key {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}

func fillValue(f reflect.Value, x any) error {
	wrong := fmt.Errorf("it cannot be %T", x)
	switch p := f.Addr().Interface().(type) {
	case *act.Date:
		s, _ := x.(string)
		d, err := act.ParseDate(s)
		*p = d
		return err
	case *act.Condition:
		s, ok := x.(string)
		if p.Text = s; !ok {
			return wrong
		}
		return nil
	case *act.SourceRefs:
		list, ok := x.([]any)
		for _, e := range list {
			s, isText := e.(string)
			ok = ok && isText
			*p = append(*p, act.ParseSourceRef(s))
		}
		if !ok {
			return wrong
		}
		return nil
	case *act.Choices:
		m, ok := x.(map[string]any)
		*p = act.Choices{}
		for clause, option := range m {
			s, isText := option.(string)
			ok = ok && isText
			(*p)[act.ClauseRef(clause)] = s
		}
		if !ok {
			return wrong
		}
		return nil
	case *map[string]any:
		m, ok := x.(map[string]any)
		if *p = m; !ok {
			return wrong
		}
		return nil
	}
	return fillKind(f, x, wrong)
}

func fillKind(f reflect.Value, x any, wrong error) error {
	switch x := x.(type) {
	case string:
		if f.Kind() == reflect.String {
			f.SetString(x)
			return nil
		}
	case bool:
		if f.Kind() == reflect.Bool {
			f.SetBool(x)
			return nil
		}
	case json.Number:
		if n, err := x.Int64(); err == nil && f.CanInt() && !f.OverflowInt(n) {
			f.SetInt(n)
			return nil
		}
	case map[string]any:
		if f.Kind() == reflect.Struct {
			return fill(f, x)
		}
	case []any:
		if f.Kind() != reflect.Slice {
			return wrong
		}
		f.Set(reflect.MakeSlice(f.Type(), len(x), len(x)))
		for i, e := range x {
			if err := fillValue(f.Index(i), e); err != nil {
				return err
			}
		}
		return nil
	}
	return wrong
}

// object reads a JSON object, numbers kept as written.
func object(text []byte) (map[string]any, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var m map[string]any
	if err := dec.Decode(&m); err != nil {
		return nil, err
	}
	return m, nil
}

// newBody is an empty body of a kind, of the acts' or of the register's own; nil
// when neither knows it.
func newBody(kind act.Kind) act.Body {
	if b, ok := houseBody(kind); ok {
		return b
	}
	if info, ok := act.KindInfo(kind); ok {
		return info.New()
	}
	return nil
}

// bodyOf is the JSON value of an act's body.
func bodyOf(a *act.Act) any {
	if u, ok := a.Body.(*act.Unknown); ok {
		return u.Fields
	}
	return plain(reflect.ValueOf(a.Body).Elem())
}

// readBody reads what bodyOf wrote. A kind, a key or a value this program does
// not know makes the body an [act.Unknown], word for word.
func readBody(kind act.Kind, m map[string]any) act.Body {
	body := newBody(kind)
	if body != nil && fill(reflect.ValueOf(body).Elem(), m) == nil {
		return body
	}
	return &act.Unknown{Name: kind, Fields: asWritten(m).(map[string]any)}
}

// asWritten keeps values whose meaning is not known as lists, maps and text.
func asWritten(x any) any {
	switch x := x.(type) {
	case map[string]any:
		if x == nil {
			return map[string]any(nil)
		}
		for k, e := range x {
			x[k] = asWritten(e)
		}
	case []any:
		for i, e := range x {
			x[i] = asWritten(e)
		}
	case json.Number:
		return string(x)
	}
	return x
}
