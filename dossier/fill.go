package dossier

import (
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"entente/act"
)

// fill reads a mapping into the fields of its shape. Path is the path of the
// mapping within its act, "" for the act itself.
func (r *reader) fill(n *yaml.Node, sh *shape, where, path string, a *act.Act, target func(*field) reflect.Value, kind act.Kind) {
	misspelt := map[string]bool{}
	for _, e := range entries(n) {
		f := sh.byKey[e.key.Value]
		if f == nil {
			misspelt[r.nearest(e.key.Value, sh.keys)] = true
			if n.Style&yaml.FlowStyle != 0 && isNull(e.value) && e.value.Value == "" {
				r.bad("comma-in-text", r.here(e.key), inQuotes, "a comma in unquoted text between brackets: it ends before this")
			} else {
				r.bad("unknown-key", r.here(e.key), r.allowed(sh.keys), "unknown key %s in %s%s", quoted(e.key.Value), where, r.meant(e.key.Value, sh.keys))
			}
			continue
		}
		p := join(path, f.key)
		r.marks[mark{a, p}] = r.here(e.value)
		if f.part == ofAct && f.key == "id" {
			if id, ok := r.scalar(e.value, "id"); ok && r.idOK(id, kind, r.here(e.value)) {
				target(f).SetString(id)
			}
			continue
		}
		r.set(target(f), e.value, f, p, a)
	}
	r.missing(sh, n, where, span{n.Line, n.Column, 1}, misspelt)
}

// missing reports the required keys a mapping lacks, those aside that stand there
// misspelt.
func (r *reader) missing(sh *shape, n *yaml.Node, where string, at span, misspelt map[string]bool) {
	who := where
	if !strings.Contains(where, ".") && where != "initiative" && where != "document" {
		who = r.say("an item of %s", where)
	}
	for _, f := range sh.fields {
		if f.required && !misspelt[f.key] && (n == nil || find(n, f.key) == nil) {
			r.bad("missing-key", at, r.say("add %s: %s", f.key, r.doc(f.doc)), "%s needs the key %s", who, quoted(f.key))
		}
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// set reads one value into a field of an act.
func (r *reader) set(v reflect.Value, n *yaml.Node, f *field, path string, a *act.Act) {
	switch p := v.Addr().Interface().(type) {
	case *act.Date:
		*p, _ = r.date(n, f.key)
	case *act.Quantity:
		*p = r.quantity(n, f.key, path, a)
	case *act.SourceRefs:
		*p = r.sourceRefs(n, f.key, a)
	case *act.Choices:
		*p = r.choices(n, f.key, path, a)
	case *act.Condition:
		*p = r.condition(n, f.key, path, a)
	default:
		r.setKind(v, n, f, path, a)
	}
}

// setKind reads the values Go itself knows: text, numbers, yes or no, lists.
func (r *reader) setKind(v reflect.Value, n *yaml.Node, f *field, path string, a *act.Act) {
	switch v.Kind() {
	case reflect.String:
		if s, ok := r.word(n, f); ok {
			v.SetString(s)
			r.refer(v.Interface(), r.here(n), path, a)
		}
	case reflect.Bool:
		switch {
		case n.Kind == yaml.ScalarNode && n.Tag == "!!bool":
			v.SetBool(strings.EqualFold(n.Value, "true"))
		case n.Kind != yaml.AliasNode:
			r.bad("want-yes-no", r.here(n), "write true or false", "%s is true or false, not %s", r.key(f.key), r.described(n))
		}
	case reflect.Int, reflect.Int64:
		v.SetInt(r.number(n, f.key))
	case reflect.Slice:
		r.slice(v, n, f, path, a)
	case reflect.Struct:
		if r.mapping(n, f.key) {
			r.fill(n, shapeOf(v.Type()), f.key, path, a, func(f *field) reflect.Value { return v.Field(f.index) }, "")
		}
	}
}

// slice reads a list of words or of mappings.
func (r *reader) slice(v reflect.Value, n *yaml.Node, f *field, path string, a *act.Act) {
	if n.Kind == yaml.AliasNode {
		return
	}
	if n.Kind != yaml.SequenceNode {
		hint := r.say("write it as a list: [%s]", n.Value)
		if n.Kind == yaml.MappingNode || n.Value == "" {
			hint = r.say("begin each item with \"- \"")
		}
		r.bad("want-list", r.here(n), hint, "%s is a list, not %s", r.key(f.key), r.described(n))
		return
	}
	if len(n.Content) == 0 && f.required {
		r.bad("empty-value", r.here(n), "name at least one", "the list %s is empty", r.key(f.key))
	}
	out := reflect.MakeSlice(v.Type(), 0, len(n.Content))
	for i, c := range n.Content {
		elem := reflect.New(v.Type().Elem()).Elem()
		p := path + "." + strconv.Itoa(i)
		r.marks[mark{a, p}] = r.here(c)
		if elem.Kind() == reflect.Struct {
			if r.mapping(c, "an item of %s", f.key) {
				r.fill(c, shapeOf(elem.Type()), f.key, p, a, func(f *field) reflect.Value { return elem.Field(f.index) }, "")
				out = reflect.Append(out, elem)
			}
			continue
		}
		before := len(r.problems)
		r.setKind(elem, c, f, p, a)
		if len(r.problems) == before {
			out = reflect.Append(out, elem)
		}
	}
	if out.Len() > 0 {
		v.Set(out)
	}
}

// mapping reports whether a node is a mapping, and says so when it is not.
func (r *reader) mapping(n *yaml.Node, what string, of ...any) bool {
	switch {
	case n.Kind == yaml.MappingNode:
		return true
	case n.Kind == yaml.AliasNode, isNull(n) && r.lost != nil:
	default:
		r.bad("want-mapping", r.here(n), "write key: value lines, indented below it", "%s holds keys and values, not %s", r.say(what, of...), r.described(n))
	}
	return false
}

// list reads the items of a section that is a list.
func (r *reader) list(e entry, each func(*yaml.Node)) {
	switch {
	case e.value.Kind == yaml.SequenceNode:
		for _, c := range e.value.Content {
			each(c)
		}
	case e.value.Kind == yaml.AliasNode, isNull(e.value) && r.lost != nil:
	default:
		r.bad("want-list", r.here(e.value), "begin each item with \"- id: …\"", "%s is a list, not %s", e.key.Value, r.described(e.value))
	}
}
