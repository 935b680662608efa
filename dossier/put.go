package dossier

import (
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"entente/act"
)

// Put writes one act into the text of a dossier: in the place of the act with its id,
// or as the last of its section. Every other byte stays as it is, comments included;
// the act itself is laid out anew, and a section written between brackets, on one line,
// becomes lines. Put does not judge the act: read the result to check it.
func Put(src []byte, a *act.Act) ([]byte, error) {
	r := &reader{}
	if !r.accept(src) {
		return nil, r.report()
	}
	root := r.parse()
	if root == nil || r.lost != nil || root.Kind != yaml.MappingNode {
		return nil, r.report()
	}
	lines := strings.SplitAfter(string(src), "\n")
	if last := lines[len(lines)-1]; last != "" && !strings.HasSuffix(last, "\n") {
		lines[len(lines)-1] += "\n"
	}
	info, known := act.KindInfo(a.Kind)
	if !known {
		info = act.Info{Kind: a.Kind, Section: others, Shape: act.Listed}
	}
	p := &putter{lines: lines, keys: topKeys()}
	return []byte(strings.Join(p.put(root, info, a), "")), nil
}

type putter struct {
	lines []string
	keys  []string
}

func (p *putter) put(root *yaml.Node, info act.Info, a *act.Act) []string {
	at := -1
	before := len(p.lines) // where a new section goes
	for i := 0; i+1 < len(root.Content); i += 2 {
		switch order := slices.Index(p.keys, root.Content[i].Value); {
		case root.Content[i].Value == info.Section:
			at = i
		case order > slices.Index(p.keys, info.Section) && before == len(p.lines):
			before = p.above(root.Content[i].Line - 1)
		}
	}
	if at < 0 {
		text := strings.SplitAfter(laidOut(info, []*act.Act{a}), "\n")
		if before < len(p.lines) && strings.TrimSpace(p.lines[before]) != "" {
			text = append(text, "\n")
		}
		return slices.Insert(p.lines, before, text...)
	}
	from, end := root.Content[at].Line, len(p.lines) // lines of the section, below its key
	if at+2 < len(root.Content) {
		end = p.above(root.Content[at+2].Line - 1)
	}
	end = p.trim(from, end)
	body := root.Content[at+1]
	if info.Shape == act.Single || body.Style&yaml.FlowStyle != 0 || len(body.Content) == 0 {
		return p.again(root, info, a, body, from-1, end)
	}
	starts, ids, indent := items(body)
	text := reindented(laidOut(info, []*act.Act{a}), indent)
	for i, id := range ids {
		if id != a.ID {
			continue
		}
		last := end
		if i+1 < len(starts) {
			last = p.trim(starts[i], p.above(starts[i+1]))
		}
		return slices.Replace(p.lines, starts[i], last, text...)
	}
	if info.Shape == act.Listed && len(starts) > 1 && starts[1]-starts[0] > 1 {
		text = append([]string{"\n"}, text...)
	}
	return slices.Insert(p.lines, end, text...)
}

// again writes a whole section anew, the act in its place.
func (p *putter) again(root *yaml.Node, info act.Info, a *act.Act, body *yaml.Node, from, end int) []string {
	r := &reader{marks: map[mark]span{}}
	d := &Dossier{}
	if v := find(root, "id"); v != nil {
		d.ID = v.Value
	}
	for _, e := range entries(root) {
		if e.value == body {
			r.section(d, e)
		}
	}
	i := slices.IndexFunc(d.Acts, func(b *act.Act) bool { return b.ID == a.ID || info.Shape == act.Single })
	if i < 0 {
		d.Acts = append(d.Acts, a)
	} else {
		d.Acts[i] = a
	}
	text := strings.SplitAfter(strings.TrimPrefix(laidOut(info, d.Acts), "\n"), "\n")
	return slices.Replace(p.lines, from, max(end, from+1), text...)
}

// items gives the first line of each item of a section, counted from 0, its id, and how
// far items are indented.
func items(body *yaml.Node) (starts []int, ids []string, indent int) {
	if body.Kind == yaml.MappingNode {
		for _, e := range entries(body) {
			starts, ids, indent = append(starts, e.key.Line-1), append(ids, e.key.Value), e.key.Column-1
		}
		return starts, ids, indent
	}
	for _, n := range body.Content {
		id := ""
		if v := find(n, "id"); v != nil {
			id = v.Value
		}
		starts, ids, indent = append(starts, n.Line-1), append(ids, id), max(0, n.Column-3)
	}
	return starts, ids, indent
}

// above steps over the comments and empty lines that stand above a line: they belong
// to what follows.
func (p *putter) above(line int) int {
	for line > 0 {
		if t := strings.TrimSpace(p.lines[line-1]); t != "" && !strings.HasPrefix(t, "#") {
			break
		}
		line--
	}
	return line
}

// trim takes empty lines off the end of a part.
func (p *putter) trim(from, end int) int {
	for end > from && strings.TrimSpace(p.lines[end-1]) == "" {
		end--
	}
	return end
}

// laidOut is a section as Write writes it.
func laidOut(info act.Info, acts []*act.Act) string {
	w := &writer{}
	if info.Section == others {
		w.line(0, "\n%s:", others)
		for _, a := range acts {
			w.unknown(a)
		}
		return w.String()
	}
	w.section(info, acts)
	return w.String()
}

// reindented is the items of a laid out section, without its key, indented so far.
func reindented(section string, indent int) []string {
	_, body, _ := strings.Cut(strings.TrimPrefix(section, "\n"), "\n")
	lines := strings.SplitAfter(body, "\n")
	for i, l := range lines {
		if strings.TrimSpace(l) != "" {
			lines[i] = strings.Repeat(" ", indent) + strings.TrimPrefix(l, "  ")
		}
	}
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// Keys are the keys an act of a kind may have, in their order, with what each holds:
// what a workbook's columns are made from.
func Keys(kind act.Kind) []Key {
	sh := shapes()[kind]
	if sh == nil {
		sh = header()
	}
	return keysOf(sh)
}

// KeysOf are the keys of a mapping within an act, such as a rotation.
func KeysOf(t reflect.Type) []Key { return keysOf(shapeOf(t)) }

func keysOf(sh *shape) []Key {
	keys := make([]Key, len(sh.fields))
	for i, f := range sh.fields {
		keys[i] = Key{Name: f.key, Doc: f.doc, Enum: f.enum, Type: f.typ, Required: f.required, Index: f.index}
		switch f.part {
		case ofHeader:
			keys[i].Of = "header"
		case ofAct:
			keys[i].Of = "act"
		default:
			keys[i].Of = "body"
		}
	}
	return keys
}

// Key is one key of an act or of a mapping within it.
type Key struct {
	Name, Doc string
	Enum      []string
	Type      reflect.Type
	Required  bool
	Of        string // act (id and kind), header or body
	Index     int    // of the struct field
}

// Quoted writes a text as a double-quoted scalar; a very long one goes on over several
// lines.
func Quoted(s string) string { return doubleQuoted(s) }
