package dossier

import (
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"entente/act"
)

// The text is parsed again without each item that YAML cannot read, so often and so
// long as that is cheap.
const (
	maxTries = 40
	maxSpent = 2 << 20 // bytes parsed
)

// parse reads the text as YAML. The parser stops at the first mistake, so the
// item that holds it is blanked, line for line, and the rest parsed again: one run
// reports every mistake of the file, and all places stay true. It gives nil when
// nothing is left to look at.
func (r *reader) parse() *yaml.Node {
	for _, line := range r.tabbed {
		r.blank(line)
	}
	spent := 0
	for range maxTries {
		root, err := r.load()
		if err == nil {
			if root != nil {
				r.nodes(root, 0)
				r.reportNames()
			}
			return root
		}
		line := r.syntax(err)
		for _, l := range r.text {
			spent += len(l)
		}
		if line == 0 || spent > maxSpent || !r.blank(line) {
			return nil
		}
	}
	return nil
}

// load parses the lines that are left and gives the root of the only document.
func (r *reader) load() (*yaml.Node, error) {
	loader, err := yaml.NewLoader(strings.NewReader(strings.Join(r.text, "\n") + "\n"))
	if err != nil {
		return nil, err
	}
	var doc, next yaml.Node
	if err := loader.Load(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			if !r.problems.Refuse() {
				r.bad("empty", span{1, 1, 1}, beginning, "the file holds nothing but comments")
			}
			return nil, nil
		}
		return nil, err
	}
	if err := loader.Load(&next); !errors.Is(err, io.EOF) {
		s := span{1, 1, 3}
		if i := slices.IndexFunc(r.text[min(doc.Content[0].Line, len(r.text)):], isMarker); i >= 0 {
			s.line = doc.Content[0].Line + i + 1
		}
		r.bad("several-documents", s, "keep one dossier a file, without a line ---", "a second document begins here")
	}
	return doc.Content[0], nil
}

func isMarker(line string) bool { return strings.HasPrefix(line, "---") }

// blank empties the item a line belongs to: a list item, a keyed item or a
// top-level key with all below it. It reports whether anything was there.
func (r *reader) blank(line int) bool {
	from := min(line, len(r.text)) - 1
	for from > 0 && !beginsItem(r.text[from]) {
		from--
	}
	depth := indentOf(r.text[from])
	to := from + 1
	for to < len(r.text) && (strings.TrimSpace(r.text[to]) == "" || indentOf(r.text[to]) > depth) {
		to++
	}
	to = max(to, min(line, len(r.text)))
	any := false
	if r.lost == nil {
		r.lost = map[string]bool{}
	}
	for i := from; i < to; i++ {
		any = any || strings.TrimSpace(r.text[i]) != ""
		for _, word := range strings.FieldsFunc(r.text[i], func(c rune) bool {
			return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune("_.-", c)
		}) {
			r.lost[word] = true
		}
		r.text[i] = ""
	}
	return any
}

// beginsItem reports whether a line may begin an item: it is indented by no more
// than one level and is neither empty nor a comment.
func beginsItem(line string) bool {
	t := strings.TrimLeft(line, " ")
	return t != "" && t[0] != '#' && len(line)-len(t) <= 2
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// nodes checks what YAML allows and a dossier does not: names for nodes, tags,
// keys that are not text, the same key twice, and depth that nobody can follow.
func (r *reader) nodes(n *yaml.Node, depth int) {
	const maxDepth = 12
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.anchors = append(r.anchors, span{n.Line, n.Column, 1 + runes(n.Anchor) + cond(n.Kind == yaml.AliasNode, runes(n.Value), 0)})
	case n.Style&yaml.TaggedStyle != 0:
		r.bad("tag", span{n.Line, n.Column, len(n.Tag)}, notTag,
			"tags such as %s are not used in a dossier", n.Tag)
	}
	if depth > maxDepth {
		r.bad("too-deep", r.here(n), "no part of a dossier is nested so deeply", "nested more than %d levels deep", maxDepth)
		return
	}
	switch n.Kind {
	case yaml.MappingNode:
		r.keys(n)
		for i := 1; i < len(n.Content); i += 2 {
			r.nodes(n.Content[i], depth+1)
		}
	case yaml.SequenceNode:
		for _, c := range n.Content {
			r.nodes(c, depth+1)
		}
	case yaml.ScalarNode:
		r.hiddenComment(n)
	}
}

// reportNames tells of the names given to nodes once: a file made to explode has
// thousands of them.
func (r *reader) reportNames() {
	if len(r.anchors) == 0 {
		return
	}
	also := ""
	if n := len(r.anchors) - 1; n > 0 {
		also = r.say(", here and in %s more places", act.Grouped(int64(n)))
	}
	r.bad("alias", r.anchors[0], "write the value out; text that begins with & or * belongs in quotes",
		"anchors (&name) and aliases (*name) are not used in a dossier%s", also)
}

func (r *reader) keys(n *yaml.Node) {
	seen := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		switch {
		case k.Kind != yaml.ScalarNode || k.Anchor != "" || k.Style&yaml.TaggedStyle != 0:
			r.bad("key-not-text", r.here(k), "a key is a plain word followed by a colon", "this cannot be a key")
		case k.Tag == "!!merge":
			r.bad("merge-key", r.here(k), "write the keys out", "merge keys (<<) are not used in a dossier")
		case seen[k.Value] > 0:
			r.bad("duplicate-key", r.here(k), "keep one of the two", "%s is given twice; the first is on line %d", quoted(k.Value), seen[k.Value])
		default:
			seen[k.Value] = k.Line
		}
	}
}

// hiddenComment finds text lost to YAML's comment rule: in "source: seed-2 #3" all
// from the # on is a comment.
func (r *reader) hiddenComment(n *yaml.Node) {
	c := n.LineComment
	if len(c) < 2 || c[1] == ' ' || c[1] == '#' || n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return
	}
	if i := strings.LastIndex(r.lines[n.Line-1], c); i >= 0 {
		r.warn("comment-in-text", span{n.Line, runes(r.lines[n.Line-1][:i]) + 1, runes(c)},
			"put the whole value in quotes; or write a space after # if it is a comment", "all from # on is a comment and not read")
	}
}
