package dossier

import (
	"reflect"
	"strings"
	"sync"

	"entente/act"
)

// A shape is the list of keys a mapping may have, taken from a struct's tags.
type shape struct {
	fields []field
	keys   []string
	byKey  map[string]*field
}

// A field is one key: where its value goes, what it may be, what it is for.
type field struct {
	key      string
	part     part
	index    int // of the struct field within its part
	typ      reflect.Type
	enum     []string
	doc      string
	required bool
}

// part tells whose field a key of an act is.
type part int

const (
	ofBody part = iota
	ofHeader
	ofAct // id and kind
)

// leading header keys stand before the body's, the rest behind them: an item
// reads who, when, what, and then where that is known from.
var leading = []string{"actor", "on"}

// shapes are worked out once, at the first dossier.
var shapes = sync.OnceValue(func() map[act.Kind]*shape {
	m := map[act.Kind]*shape{}
	for _, info := range act.Kinds() {
		m[info.Kind] = itemShape(info)
	}
	return m
})

// header is the shape of what every act has, for acts of unknown kind.
var header = sync.OnceValue(func() *shape {
	return newShape(append([]field{idField, kindField}, fieldsOf(reflect.TypeFor[act.Header](), ofHeader)...))
})

var nested sync.Map // reflect.Type → *shape

// shapeOf is the shape of a struct within an act, such as a Term.
func shapeOf(t reflect.Type) *shape {
	if s, ok := nested.Load(t); ok {
		return s.(*shape)
	}
	s, _ := nested.LoadOrStore(t, newShape(fieldsOf(t, ofBody)))
	return s.(*shape)
}

var (
	text      = reflect.TypeFor[string]()
	idField   = field{key: "id", part: ofAct, typ: text, required: true, doc: "short name of the act, unique in the dossier"}
	kindField = field{key: "kind", part: ofAct, typ: text, required: true, doc: "the kind of act"}
)

// itemShape joins the keys of an item: id for lists, header, body.
func itemShape(info act.Info) *shape {
	var first, last, all []field
	for _, f := range fieldsOf(reflect.TypeFor[act.Header](), ofHeader) {
		if f.key == leading[0] || f.key == leading[1] {
			first = append(first, f)
		} else {
			last = append(last, f)
		}
	}
	if info.Shape == act.Listed {
		all = append(all, idField)
	}
	body := fieldsOf(reflect.TypeOf(info.New()).Elem(), ofBody)
	if info.Shape != act.Listed {
		return newShape(append(append(append(all, body...), first...), last...))
	}
	return newShape(append(append(append(all, first...), body...), last...))
}

func newShape(fields []field) *shape {
	s := &shape{fields, make([]string, len(fields)), make(map[string]*field, len(fields))}
	for i := range s.fields {
		s.keys[i] = s.fields[i].key
		s.byKey[s.fields[i].key] = &s.fields[i]
	}
	return s
}

func fieldsOf(t reflect.Type, p part) []field {
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		key, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key == "" {
			continue
		}
		enum := f.Tag.Get("enum")
		switch f.Type {
		case reflect.TypeFor[act.Capacity]():
			enum = strings.Join(act.Capacities, "|")
		case reflect.TypeFor[act.Attribution]():
			enum = strings.Join(act.Attributions, "|")
		case reflect.TypeFor[act.Capability]():
			enum = strings.Join(act.Capabilities, "|")
		}
		fd := field{key: key, part: p, index: i, typ: f.Type, doc: f.Tag.Get("doc"), required: options != "omitempty"}
		if enum != "" {
			fd.enum = strings.Split(enum, "|")
		}
		fields = append(fields, fd)
	}
	return fields
}
