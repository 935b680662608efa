package dossier

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"entente/act"
)

// Write lays a dossier out as a new file: sections and keys in their order, one
// key a line. Reading it again gives the same dossier, places apart. Comments are
// not acts and so are not written; to change a file a person wrote, use [Set].
func Write(d *Dossier) []byte {
	w := &writer{}
	w.line(0, "entente: %d", Version)
	for _, kv := range [][2]string{{"id", d.ID}, {"title", d.Title}, {"as_of", d.AsOf.String()}, {"marking", d.Marking},
		{"author", d.Author}, {"language", d.Language}} {
		if kv[1] != "" {
			w.text(0, kv[0], kv[1], kv[0] == "as_of")
		}
	}
	for _, info := range act.Kinds() {
		var acts []*act.Act
		for _, a := range d.Acts {
			if a.Kind == info.Kind {
				acts = append(acts, a)
			}
		}
		w.section(info, acts)
	}
	unknown := slices.DeleteFunc(slices.Clone(d.Acts), func(a *act.Act) bool { _, known := act.KindInfo(a.Kind); return known })
	if len(unknown) > 0 {
		w.line(0, "\n%s:", others)
	}
	for _, a := range unknown {
		w.unknown(a)
	}
	return w.Bytes()
}

type writer struct{ bytes.Buffer }

func (w *writer) line(indent int, format string, args ...any) {
	fmt.Fprintf(w, strings.Repeat(" ", indent)+format+"\n", args...)
}

func (w *writer) section(info act.Info, acts []*act.Act) {
	if len(acts) == 0 {
		return
	}
	w.line(0, "\n%s:", info.Section)
	for i, a := range acts {
		get := func(f *field) reflect.Value {
			switch f.part {
			case ofHeader:
				return reflect.ValueOf(a.Header).Field(f.index)
			case ofAct:
				return reflect.ValueOf(a.ID)
			}
			return reflect.ValueOf(a.Body).Elem().Field(f.index)
		}
		switch info.Shape {
		case act.Single:
			w.mapping(2, shapes()[info.Kind], get)
		case act.Keyed:
			before := w.Len()
			w.line(2, "%s:", key(a.ID))
			body := w.Len()
			w.mapping(4, shapes()[info.Kind], get)
			if w.Len() == body {
				w.Truncate(before)
				w.line(2, "%s: {}", key(a.ID))
			}
		case act.Listed:
			if i > 0 {
				w.line(0, "")
			}
			w.item(2, func() { w.mapping(4, shapes()[info.Kind], get) })
		}
	}
}

// item writes what body writes at indent+2 as a list item.
func (w *writer) item(indent int, body func()) {
	at := w.Len()
	body()
	if w.Len() > at {
		w.Bytes()[at+indent] = '-'
	}
}

func (w *writer) mapping(indent int, sh *shape, get func(*field) reflect.Value) {
	for i := range sh.fields {
		f := &sh.fields[i]
		w.value(indent, f.key, get(f))
	}
}

// value writes one key with its value; an empty value is left out.
func (w *writer) value(indent int, name string, v reflect.Value) {
	if v.IsZero() {
		return
	}
	switch x := v.Interface().(type) {
	case act.Date:
		w.text(indent, name, x.String(), true)
	case act.Quantity:
		w.quantity(indent, name, x)
	case act.SourceRefs:
		var refs []string
		for _, ref := range x {
			refs = append(refs, ref.String())
		}
		if len(refs) == 1 {
			w.text(indent, name, refs[0], false)
		} else {
			w.list(indent, name, refs)
		}
	case act.Choices:
		w.line(indent, "%s:", name)
		for _, clause := range sorted(x) {
			w.text(indent+2, key(string(clause)), x[clause], false)
		}
	case act.Condition:
		if strings.Contains(x.Text, "\n") {
			w.text(indent, name, x.Text, false)
		} else {
			w.line(indent, "%s: %s", name, inline(x.Text)) // folding would move its columns
		}
	default:
		w.plain(indent, name, v)
	}
}

func (w *writer) plain(indent int, name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		w.text(indent, name, v.String(), false)
	case reflect.Bool, reflect.Int, reflect.Int64:
		w.line(indent, "%s: %v", name, v.Interface())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.String {
			words := make([]string, v.Len())
			for i := range words {
				words[i] = v.Index(i).String()
			}
			w.list(indent, name, words)
			return
		}
		w.line(indent, "%s:", name)
		sh := shapeOf(v.Type().Elem())
		for i := range v.Len() {
			w.item(indent+2, func() { w.mapping(indent+4, sh, func(f *field) reflect.Value { return v.Index(i).Field(f.index) }) })
		}
	}
}

// list writes short words beside the key and texts below it.
func (w *writer) list(indent int, name string, words []string) {
	quoted := make([]string, len(words))
	for i, s := range words {
		quoted[i] = inline(s)
	}
	if one := strings.Join(quoted, ", "); len(words) > 0 && len(one) <= 90 && !slices.ContainsFunc(words, func(s string) bool { return len(s) > 30 }) {
		w.line(indent, "%s: [%s]", name, one)
		return
	}
	w.line(indent, "%s:", name)
	for _, s := range quoted {
		w.line(indent+2, "- %s", s)
	}
}

func (w *writer) quantity(indent int, name string, q act.Quantity) {
	if p, ok := act.ParseQuantity(q.Words); q.Words != "" && (ok && p == q || !ok && q.Low == 0 && q.High == 0) {
		w.text(indent, name, q.Words, false)
		return
	}
	w.line(indent, "%s:", name)
	sh := shapeOf(reflect.TypeFor[act.Quantity]())
	w.mapping(indent+2, sh, func(f *field) reflect.Value { return reflect.ValueOf(q).Field(f.index) })
}

// unknown writes an act of a kind this program does not know as it was read.
func (w *writer) unknown(a *act.Act) {
	u := a.Body.(*act.Unknown)
	w.item(2, func() {
		w.text(4, "kind", string(u.Name), false)
		w.mapping(4, header(), func(f *field) reflect.Value {
			switch {
			case f.part == ofHeader:
				return reflect.ValueOf(a.Header).Field(f.index)
			case f.key == "id":
				return reflect.ValueOf(a.ID)
			}
			return reflect.ValueOf("")
		})
		w.tree(4, u.Fields)
	})
}

func (w *writer) tree(indent int, m map[string]any) {
	for _, k := range sorted(m) {
		w.node(indent, key(k)+":", m[k])
	}
}

func (w *writer) node(indent int, lead string, v any) {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			w.line(indent, "%s {}", lead)
			return
		}
		w.line(indent, "%s", lead)
		w.tree(indent+2, v)
	case []any:
		if len(v) == 0 {
			w.line(indent, "%s []", lead)
			return
		}
		w.line(indent, "%s", lead)
		for _, e := range v {
			w.node(indent+2, "-", e)
		}
	default:
		w.line(indent, "%s %s", lead, inline(fmt.Sprint(v)))
	}
}
