package dossier

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"entente/act"
)

// ReadItem reads one act as a form gives it, under the rules and with the messages of
// a dossier in which it would stand beside other acts. Values are keyed as an item's
// keys are; each is a text, a yes or no, a json.Number, a list ([]any) or a mapping
// (map[string]any). The day is that of answers, for groups in conditions.
//
// The problems are by the path of the value each is about, "terms.0.if"; what is
// about the act as a whole has the empty path. The act is nil when a problem refuses it.
func ReadItem(among []*act.Act, day act.Date, kind act.Kind, id string, values map[string]any) (*act.Act, map[string]act.Problems) {
	info, known := act.KindInfo(kind)
	wrong := map[string]act.Problems{}
	r := &reader{name: "form", form: true}
	if !known {
		wrong[""] = act.Problems{r.problem("unknown-kind", "", "this program does not know acts of the kind %s", []any{quoted(string(kind))})}
		return nil, wrong
	}
	w := &itemWriter{kind: kind, r: r}
	w.missing(Keys(kind), values, "", wrong)
	if a := slices.IndexFunc(among, func(a *act.Act) bool { return a.ID == id }); a >= 0 && info.Shape != act.Single {
		wrong["id"] = append(wrong["id"], r.problem("duplicate-id", "choose another", "the id %s is taken by %s", []any{quoted(id), r.aKind(among[a].Kind)}))
	}
	d := r.standing(w.lay(info, day, id, values))
	var read *act.Act
	if d != nil && len(d.Acts) == 1 {
		read = d.Acts[0]
		for _, a := range among {
			if a.Body != nil && a.ID != id {
				d.Acts = append(d.Acts, a)
			}
		}
		r.references(d)
		r.sense(d)
		r.conditions(d)
		r.own()
	}
	for _, p := range r.report() {
		switch {
		case p.Line < 1 || p.Line > len(w.paths), p.Warning, p.Code == "missing-key":
			continue // of the acts beside, or said of the key already
		case p.Code == "missing-actor":
			wrong["actor"] = append(wrong["actor"], p)
		default:
			path := w.paths[p.Line-1]
			wrong[path] = append(wrong[path], p)
		}
	}
	if len(wrong) > 0 || read == nil {
		return nil, wrong
	}
	read.Place = act.Place{File: id}
	return read, wrong
}

// Value is what a person writes after a key, on one line, as [ReadItem] takes it: yes or
// no, a number, a list as [EGY, IDN], a mapping as {if: fact.truce}, and all else as text.
func Value(text string) any {
	n := &yaml.Node{Kind: yaml.ScalarNode, Value: text}
	if strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{") {
		r := &reader{text: []string{text}}
		if root, err := r.load(); err == nil && root != nil {
			n = root
		}
	}
	return flowValue(n)
}

func flowValue(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for _, e := range entries(n) {
			m[e.key.Value] = flowValue(e.value)
		}
		return m
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, c := range n.Content {
			list[i] = flowValue(c)
		}
		return list
	}
	plain := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0
	if i, err := strconv.Atoi(n.Value); plain && err == nil && strconv.Itoa(i) == n.Value {
		return json.Number(n.Value)
	}
	if plain && (n.Value == "true" || n.Value == "false") {
		return n.Value == "true"
	}
	return n.Value
}

// standing reads a text up to the acts themselves.
func (r *reader) standing(src []byte) *Dossier {
	if !r.accept(src) {
		return nil
	}
	root := r.parse()
	if root == nil {
		return nil
	}
	return r.dossier(root)
}

// itemWriter lays a form out as a dossier, a value a line, and remembers which line is
// which value's.
type itemWriter struct {
	kind  act.Kind
	text  strings.Builder
	r     *reader // says what is missing
	paths []string
}

func (w *itemWriter) line(path, format string, args ...any) {
	fmt.Fprintf(&w.text, format+"\n", args...)
	w.paths = append(w.paths, path)
}

func (w *itemWriter) lay(info act.Info, day act.Date, id string, values map[string]any) []byte {
	top := "case"
	if info.Shape == act.Single {
		top = id
	}
	w.line("", "entente: 1")
	w.line("id", "id: %s", jsonOf(top))
	w.line("", "title: a form")
	w.line("", "as_of: %s", day)
	w.line("", "%s:", info.Section)
	switch info.Shape {
	case act.Keyed:
		w.line("id", "  %s:", jsonOf(id))
	case act.Listed:
		w.line("id", "  - id: %s", jsonOf(id))
	}
	if len(values) == 0 && info.Shape == act.Keyed {
		return []byte(strings.TrimSuffix(w.text.String(), "\n") + " {}\n")
	}
	w.keys(4, "", values)
	return []byte(w.text.String())
}

func (w *itemWriter) keys(indent int, path string, values map[string]any) {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		w.value(indent, join(path, key), jsonOf(key)+":", values[key])
	}
}

func (w *itemWriter) value(indent int, path, head string, value any) {
	space := strings.Repeat(" ", indent)
	switch value := value.(type) {
	case []any:
		w.line(path, "%s%s", space, head)
		for i, v := range value {
			w.value(indent+2, fmt.Sprintf("%s.%d", path, i), "-", v)
		}
	case map[string]any:
		w.line(path, "%s%s", space, head)
		w.keys(indent+2, path, value)
	default:
		w.line(path, "%s%s %s", space, head, jsonOf(value))
	}
}

// jsonOf writes a value on one line, as YAML reads it too.
func jsonOf(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return `""`
	}
	return string(text)
}

// missing says which values a form must have and has not.
func (w *itemWriter) missing(keys []Key, values map[string]any, path string, wrong map[string]act.Problems) {
	for _, k := range keys {
		v, given := values[k.Name]
		p := join(path, k.Name)
		switch rows, isList := v.([]any); {
		case !given && k.Required && k.Of != "act":
			wrong[p] = append(wrong[p], w.r.problem("missing-key", w.r.doc(k.Doc), "%s is needed", []any{w.r.key(k.Name)}))
		case isList && k.Type.Kind().String() == "slice" && k.Type.Elem().Kind().String() == "struct":
			for i, row := range rows {
				if m, ok := row.(map[string]any); ok {
					w.missing(KeysOf(k.Type.Elem()), m, fmt.Sprintf("%s.%d", p, i), wrong)
				}
			}
		}
	}
}
