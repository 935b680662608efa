package dossier

import (
	"reflect"
	"slices"
	"sync"

	"go.yaml.in/yaml/v4"

	"entente/act"
	"entente/phrase"
)

// top are the keys a dossier has before its sections, in their order.
var top = []struct {
	key, doc string
	required bool
}{
	{"entente", phrase.Key("the version of the format: 1"), true},
	{"id", phrase.Key("short name of the case, and of its initiative"), true},
	{"title", phrase.Key("what a reader sees"), true},
	{"as_of", phrase.Key("the day answers are for unless another is asked: 2025-11-30"), true},
	{"marking", phrase.Key("marking of the whole dossier; acts may carry their own"), false},
	{"author", phrase.Key("who wrote the dossier"), false},
	{"language", phrase.Key("language tag of its words, such as en, ar or fr; en when left out"), false},
}

// others is the last key of a dossier: acts of kinds that have no section.
const others = "acts"

// topKeys are all keys of a dossier in their fixed order.
var topKeys = sync.OnceValue(func() []string {
	var keys []string
	for _, t := range top {
		keys = append(keys, t.key)
	}
	for _, info := range act.Kinds() {
		keys = append(keys, info.Section)
	}
	return append(keys, others)
})

// dossier turns the root of the file into a Dossier, reporting all that does not
// fit. It gives nil when the file is not one this program can read.
func (r *reader) dossier(root *yaml.Node) *Dossier {
	if root.Kind != yaml.MappingNode {
		if root.Kind != yaml.AliasNode {
			r.bad("not-a-dossier", r.here(root), beginning, "this is %s, not a dossier", r.described(root))
		}
		return nil
	}
	if !r.version(root) {
		return nil
	}
	d := &Dossier{}
	r.marks = map[mark]span{}
	for _, e := range entries(root) {
		switch e.key.Value {
		case "entente":
		case "id":
			if id, ok := r.scalar(e.value, "id"); ok && r.idOK(id, "", r.here(e.value)) {
				d.ID = id
			}
		case "title":
			d.Title, _ = r.scalar(e.value, "title")
		case "as_of":
			d.AsOf, _ = r.date(e.value, "as_of")
		case "marking":
			d.Marking, _ = r.scalar(e.value, "marking")
		case "author":
			d.Author, _ = r.scalar(e.value, "author")
		case "language":
			d.Language = r.language(e.value)
		}
	}
	for _, e := range entries(root) {
		r.section(d, e)
	}
	for _, t := range top {
		if t.required && t.key != "entente" && find(root, t.key) == nil && !r.lost[t.key] {
			r.bad("missing-key", span{root.Line, root.Column, 1}, "add it at the top of the file", "the dossier has no %s: %s", t.key, r.say(t.doc))
		}
	}
	r.order(root)
	for _, a := range d.Acts {
		a.Initiative = d.ID
	}
	rank := map[act.Kind]int{}
	for i, info := range act.Kinds() {
		rank[info.Kind] = i - len(act.Kinds()) // unknown kinds, at 0, come last
	}
	slices.SortStableFunc(d.Acts, func(a, b *act.Act) int { return rank[a.Kind] - rank[b.Kind] })
	return d
}

// version reads the first key. A dossier of another version is read no further:
// its keys may mean other things.
func (r *reader) version(root *yaml.Node) bool {
	n := find(root, "entente")
	if n == nil {
		if !r.lost["entente"] {
			r.bad("no-version", span{root.Line, root.Column, 1}, "begin the file with the line entente: 1", "the file does not say that it is a dossier")
		}
		return true
	}
	if n.Kind != yaml.ScalarNode || n.Value != "1" {
		r.bad("version", r.here(n), "write entente: 1, or read the file with a newer program", "this program reads format 1, not %s", r.described(n))
		return false
	}
	return true
}

// section reads one top-level key that holds acts.
func (r *reader) section(d *Dossier, e entry) {
	if e.key.Value == others {
		r.list(e, func(n *yaml.Node) { r.other(d, n) })
		return
	}
	i := slices.IndexFunc(act.Kinds(), func(k act.Info) bool { return k.Section == e.key.Value })
	if i < 0 {
		if keys := topKeys(); !slices.Contains(keys, e.key.Value) {
			r.bad("unknown-key", r.here(e.key), r.allowed(keys),
				"a dossier has no key %s%s", quoted(e.key.Value), r.meant(e.key.Value, keys))
		}
		return
	}
	info := act.Kinds()[i]
	switch info.Shape {
	case act.Single:
		if r.mapping(e.value, info.Section) {
			r.item(d, info, e.value, nil, r.here(e.key), d.ID)
		}
	case act.Keyed:
		if e.value.Kind == yaml.SequenceNode {
			r.bad("want-mapping", r.here(e.value), "write each id as a key, without dashes, and the rest indented below it",
				"%s holds ids with what they stand for, not a list", info.Section)
			return
		}
		if !r.mapping(e.value, info.Section) {
			return
		}
		for _, k := range entries(e.value) {
			if isNull(k.value) || r.mapping(k.value, k.key.Value) {
				r.item(d, info, k.value, k.key, r.here(k.key), k.key.Value)
			}
		}
	case act.Listed:
		r.list(e, func(n *yaml.Node) {
			if r.mapping(n, "an item of %s", info.Section) {
				r.item(d, info, n, nil, r.here(n), "")
			}
		})
	}
}

// item reads one act of a known kind and adds it to the dossier. The id of a
// keyed item or of the initiative is given; that of a list item is among its keys.
func (r *reader) item(d *Dossier, info act.Info, n, key *yaml.Node, at span, id string) {
	a := &act.Act{Kind: info.Kind, ID: id, Body: info.New(), Place: act.Place{File: r.name, Line: at.line, Col: at.col}}
	r.marks[mark{a, ""}] = at
	if key != nil {
		r.marks[mark{a, "id"}] = r.here(key)
		r.idOK(id, info.Kind, r.here(key))
	}
	sh := shapes()[info.Kind]
	where := info.Section
	if key != nil {
		where += "." + id
	}
	if !isNull(n) || key == nil {
		r.fill(n, sh, where, "", a, func(f *field) reflect.Value {
			switch f.part {
			case ofHeader:
				return reflect.ValueOf(&a.Header).Elem().Field(f.index)
			case ofAct:
				return reflect.ValueOf(&a.ID).Elem()
			}
			return reflect.ValueOf(a.Body).Elem().Field(f.index)
		}, info.Kind)
	} else {
		r.missing(sh, nil, where, at, nil)
	}
	d.Acts = append(d.Acts, a)
}

// other reads an item of the last section: an act of a kind this program may not
// know. What it does know is read as that kind.
func (r *reader) other(d *Dossier, n *yaml.Node) {
	if !r.mapping(n, "an item of %s", others) {
		return
	}
	kn := find(n, "kind")
	if kn == nil {
		r.bad("missing-key", r.here(n), "kinds with a section of their own need no kind: put the item there", "an item of acts needs the key 'kind': the kind of act")
		return
	}
	kind, ok := r.scalar(kn, "kind")
	if !ok {
		return
	}
	if info, known := act.KindInfo(act.Kind(kind)); known {
		rest := without(n, "kind")
		if info.Shape == act.Listed {
			r.item(d, info, rest, nil, r.here(n), "")
			return
		}
		id, _ := r.scalar(cmpOr(find(n, "id"), n), "id")
		if info.Shape == act.Single {
			id = d.ID
		}
		r.item(d, info, without(rest, "id"), cmpOr(find(n, "id"), n), r.here(n), id)
		return
	}
	r.unknown(d, n, kn, act.Kind(kind))
}

// unknown keeps an act of a kind this program does not know, word for word.
func (r *reader) unknown(d *Dossier, n, kn *yaml.Node, kind act.Kind) {
	var names []string
	for _, k := range act.Kinds() {
		names = append(names, string(k.Kind))
	}
	r.warn("unknown-kind", r.here(kn), "it is kept, and every answer names it as not understood",
		"this program does not know acts of the kind %s%s", quoted(string(kind)), r.meant(string(kind), names))
	body := &act.Unknown{Name: kind}
	at := r.here(n)
	a := &act.Act{Kind: kind, Body: body, Place: act.Place{File: r.name, Line: at.line, Col: at.col}}
	r.marks[mark{a, ""}] = at
	sh := header()
	known := &yaml.Node{Kind: yaml.MappingNode, Line: n.Line, Column: n.Column}
	for _, e := range entries(n) {
		if sh.byKey[e.key.Value] != nil {
			known.Content = append(known.Content, e.key, e.value)
			continue
		}
		if body.Fields == nil {
			body.Fields = map[string]any{}
		}
		body.Fields[e.key.Value] = plainValue(e.value)
	}
	var spare string
	r.fill(known, sh, others, "", a, func(f *field) reflect.Value {
		switch {
		case f.part == ofHeader:
			return reflect.ValueOf(&a.Header).Elem().Field(f.index)
		case f.key == "id":
			return reflect.ValueOf(&a.ID).Elem()
		}
		return reflect.ValueOf(&spare).Elem()
	}, "")
	d.Acts = append(d.Acts, a)
}

// plainValue keeps a node as lists, maps and the text of its scalars, which is
// all that can be said of a value whose meaning is not known.
func plainValue(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for _, e := range entries(n) {
			m[e.key.Value] = plainValue(e.value)
		}
		return m
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, c := range n.Content {
			list[i] = plainValue(c)
		}
		return list
	}
	return trimmed(n.Value)
}

// order warns when a section stands before one it should follow: readers look for
// sources and actors before what they did.
func (r *reader) order(root *yaml.Node) {
	keys := topKeys()
	last := 0
	for _, e := range entries(root) {
		i := slices.Index(keys, e.key.Value)
		if i >= 0 && i < last {
			r.warn("key-order", r.here(e.key), r.say("put it before %s; docs/dossier.md has the order", keys[last]), "%s stands after %s", e.key.Value, keys[last])
			return
		}
		last = max(last, i)
	}
}
