package workbook

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"entente/act"
	"entente/dossier"
)

// A sheaf is rows laid out as the text of a dossier, with the place of each line: the
// dossier's reader judges it, and what it says is said of the cell.
type sheaf struct {
	strings.Builder
	line   int
	places map[int]act.Place // by line of the text
	cells  map[int]string    // by line: what stands there
	rows   map[int]*Row
}

func (s *sheaf) put(c Cell, row *Row, format string, args ...any) {
	s.line++
	s.places[s.line], s.cells[s.line], s.rows[s.line] = c.Place, c.Text, row
	text := fmt.Sprintf(format, args...)
	s.WriteString(text + "\n")
	s.line += strings.Count(text, "\n")
}

// laidOut writes a head and rows as a dossier.
func laidOut(head map[string]Cell, rows []*Row) *sheaf {
	s := &sheaf{places: map[int]act.Place{}, cells: map[int]string{}, rows: map[int]*Row{}}
	s.put(head["entente"], nil, "entente: %s", plainOr(head["entente"].Text, "1"))
	for _, k := range []string{"id", "title", "as_of", "marking", "author", "language"} {
		if c := head[k]; c.Text != "" {
			s.put(c, nil, "%s: %s", k, dossier.Quoted(c.Text))
		}
	}
	bySection := map[string][]*Row{}
	for _, r := range rows {
		bySection[r.Info.Section] = append(bySection[r.Info.Section], r)
	}
	for _, info := range append(slices.Clone(act.Kinds()), act.Info{Section: othersSheet, Shape: act.Listed}) {
		rows := bySection[info.Section]
		if len(rows) == 0 {
			continue
		}
		s.put(Cell{}, nil, "%s:", info.Section)
		for _, r := range rows {
			s.row(r)
		}
	}
	return s
}

func plainOr(s, otherwise string) string {
	if _, err := strconv.Atoi(s); err == nil {
		return s
	}
	if s == "" {
		return otherwise
	}
	return dossier.Quoted(s)
}

// row writes one act.
func (s *sheaf) row(r *Row) {
	indent, first := "    ", "  - "
	start := Cell{r.ID, r.place()}
	switch r.Info.Shape {
	case act.Single:
		indent, first = "  ", "  "
	case act.Keyed:
		if r.ID == "" {
			s.put(start, r, "  %s: {}", dossier.Quoted("no-id"))
			return
		}
		if len(r.Cells) == 1 {
			s.put(start, r, "  %s: {}", keyed(r.ID))
			return
		}
		s.put(start, r, "  %s:", keyed(r.ID))
		first = indent
	}
	for _, k := range r.keys {
		c, ok := r.Cells[k.Name]
		if !ok || c.Text == "" || k.Name == "id" && r.Info.Shape != act.Listed {
			continue
		}
		if k.Name == fieldsKey.Name && r.Info.Section == othersSheet {
			s.fields(r, c, indent)
			continue
		}
		s.put(c, r, "%s%s: %s", first, k.Name, yamlOf(k, c.Text))
		first = indent
	}
	if r.Info.Shape == act.Single && first == "  " && len(r.Cells) == 0 {
		s.put(start, r, "  {}")
	}
}

var plainKey = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.-]*$`)

func keyed(id string) string {
	if plainKey.MatchString(id) {
		return id
	}
	return dossier.Quoted(id)
}

// place is where a row begins.
func (r *Row) place() act.Place {
	if c, ok := r.Cells["id"]; ok {
		return c.Place
	}
	for _, k := range r.keys {
		if c, ok := r.Cells[k.Name]; ok {
			return c.Place
		}
	}
	return act.Place{}
}

// fields writes what was kept of an unknown kind.
func (s *sheaf) fields(r *Row, c Cell, indent string) {
	var m map[string]any
	if err := json.Unmarshal([]byte(c.Text), &m); err != nil {
		s.put(c, r, "%sfields: %s", indent, dossier.Quoted(c.Text))
		return
	}
	for _, k := range sortedKeys(m) {
		s.put(c, r, "%s%s: %s", indent, keyed(k), flow(m[k]))
	}
}

// flow writes plain data between brackets.
func flow(v any) string {
	switch v := v.(type) {
	case map[string]any:
		var parts []string
		for _, k := range sortedKeys(v) {
			parts = append(parts, keyed(k)+": "+flow(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		var parts []string
		for _, e := range v {
			parts = append(parts, flow(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return dossier.Quoted(fmt.Sprint(v))
}

var number = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

// yamlOf is a cell as the value of its key.
func yamlOf(k dossier.Key, text string) string {
	t := k.Type
	switch t {
	case reflect.TypeFor[act.Quantity]():
		if strings.HasPrefix(text, "words: ") || strings.HasPrefix(text, "low: ") || strings.HasPrefix(text, "high: ") {
			return mappingOf(t, text)
		}
		return dossier.Quoted(text)
	case reflect.TypeFor[act.SourceRefs]():
		return list(text)
	case reflect.TypeFor[act.Choices]():
		var parts []string
		for _, l := range lines(text) {
			clause, option, _ := strings.Cut(unescaped(l), ":")
			parts = append(parts, keyed(strings.TrimSpace(clause))+": "+dossier.Quoted(strings.TrimSpace(option)))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	switch t.Kind() {
	case reflect.Bool:
		if text == "true" || text == "false" {
			return text
		}
	case reflect.Int, reflect.Int64:
		if number.MatchString(text) {
			return strings.TrimSuffix(text, ".0")
		}
	case reflect.Slice:
		if t.Elem().Kind() != reflect.Struct {
			return list(text)
		}
		var items []string
		for _, l := range lines(text) {
			items = append(items, mappingOf(t.Elem(), l))
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return dossier.Quoted(text)
}

func list(text string) string {
	var words []string
	for _, w := range split(text, ';') {
		words = append(words, dossier.Quoted(w))
	}
	return "[" + strings.Join(words, ", ") + "]"
}

func unescaped(s string) string { return strings.Join(split(s, 0), "") }

// mappingOf is one line of a cell as a mapping.
func mappingOf(t reflect.Type, line string) string {
	keys := dossier.KeysOf(t)
	var parts []string
	for _, p := range split(line, '|') {
		name, text, _ := strings.Cut(p, ":")
		name, text = strings.TrimSpace(name), strings.TrimSpace(text)
		i := slices.IndexFunc(keys, func(k dossier.Key) bool { return k.Name == name })
		if i < 0 {
			parts = append(parts, keyed(name)+": "+dossier.Quoted(text))
			continue
		}
		parts = append(parts, name+": "+yamlOf(keys[i], text))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

var onLine = regexp.MustCompile(`\bon line (\d+)`)

// relocated says problems of the text of the cells they are in.
func (s *sheaf) relocated(problems act.Problems) act.Problems {
	out := make(act.Problems, len(problems))
	for i, p := range problems {
		at := s.above(p.Line)
		p.Text = onLine.ReplaceAllStringFunc(p.Text, func(m string) string {
			n, _ := strconv.Atoi(m[len("on line "):])
			place := s.places[s.above(n)].String()
			if j := strings.LastIndexByte(place, ' '); j >= 0 {
				place = place[j+1:]
			}
			return "at " + place
		})
		if at > 0 {
			p.Place, p.Excerpt, p.Width = s.places[at], s.cells[at], 0
		}
		out[i] = p
	}
	return out
}

// above is the line with a place at or above a line.
func (s *sheaf) above(line int) int {
	for ; line > 0; line-- {
		if s.places[line].File != "" {
			return line
		}
	}
	return 0
}

func sortedKeys[K ~string, V any](m map[K]V) []string {
	var keys []string
	for k := range maps.Keys(m) {
		keys = append(keys, string(k))
	}
	slices.Sort(keys)
	return keys
}
