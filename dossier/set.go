package dossier

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// ErrNoSuchKey is returned by [Set] when the path leads nowhere.
var ErrNoSuchKey = errors.New("no such key")

// Set changes one value of a dossier in place and leaves every other byte alone,
// comments included. The path names keys, ids of list items, or their numbers
// from 0:
//
//	Set(src, "opposes", "positions", "pak-minister", "stance")
//	Set(src, "2025-12-01", "as_of")
//	Set(src, "left to the police", "clauses", "disarmament", "options", "palestinian_police", "words")
//
// A key that its mapping does not have yet is added on a line of its own after the
// first. Set does not judge the value: read the result to check it.
func Set(src []byte, value string, path ...string) ([]byte, error) {
	r := &reader{}
	if !r.accept(src) {
		return nil, r.report()
	}
	root := r.parse()
	if root == nil || r.lost != nil {
		return nil, r.report()
	}
	n, parent := root, (*yaml.Node)(nil)
	var way []int // the same path in numbers: the value may be the id the path names
	for i, step := range path {
		at := child(n, step)
		if at < 0 && (i < len(path)-1 || n.Kind != yaml.MappingNode) {
			return nil, fmt.Errorf("%w: %s", ErrNoSuchKey, strings.Join(path[:i+1], "."))
		}
		if parent, n = n, nil; at >= 0 {
			n = parent.Content[at]
		} else {
			at = 3 // inserted as the second key
		}
		way = append(way, at)
	}
	s := &splice{lines: strings.SplitAfter(string(src), "\n"), r: r}
	var err error
	switch {
	case n == nil:
		err = s.insert(parent, path[len(path)-1], value)
	case n.Kind != yaml.ScalarNode:
		err = fmt.Errorf("%s holds more than one value", strings.Join(path, "."))
	default:
		err = s.replace(n, value)
	}
	if err != nil {
		return nil, err
	}
	return s.verified(value, path, way)
}

// child follows one step of a path: it gives the number of the node below n, or -1.
func child(n *yaml.Node, step string) int {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return i + 1
			}
		}
	case yaml.SequenceNode:
		for i, c := range n.Content {
			for _, name := range []string{"id", "value", "name"} {
				if v := find(c, name); v != nil && v.Value == step {
					return i
				}
			}
		}
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.Content) {
			return i
		}
	}
	return -1
}

// A splice cuts a piece out of a text and puts another in its place.
type splice struct {
	lines []string // with their ends
	r     *reader
}

func (s *splice) replace(n *yaml.Node, value string) error {
	line := s.lines[n.Line-1]
	body := strings.TrimRight(line, "\r\n")
	end := line[len(body):]
	offset := len(body) - len(s.r.from(n.Line, n.Column))
	old := s.r.rawLine(n)
	last := n.Line
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		old = body[offset:]
		last = s.blockEnd(n)
	case n.Style == 0 && old != n.Value, n.Style != 0 && closing(old, old[0]) == 0:
		return fmt.Errorf("line %d: the value goes on over several lines; only a value on one line, or a block, can be changed in place", n.Line)
	}
	tail := body[offset+len(old):]
	fresh := styled(value, n.Style)
	s.lines[n.Line-1] = body[:offset] + fresh + tail + end
	s.lines = append(s.lines[:n.Line], s.lines[last:]...)
	return nil
}

// styled writes a value the way the old one was written, if it can be.
func styled(value string, style yaml.Style) string {
	switch {
	case style&yaml.DoubleQuotedStyle != 0:
		return doubleQuoted(value)
	case style&yaml.SingleQuotedStyle != 0 && visible(value) && !strings.Contains(value, "\n"):
		return "'" + strings.ReplaceAll(value, "'", "''") + "'"
	case dateForm.MatchString(value), value == "true", value == "false":
		return value
	}
	if _, err := strconv.ParseInt(value, 10, 64); err == nil {
		return value
	}
	return inline(value)
}

// blockEnd is the number of the last line of a block scalar.
func (s *splice) blockEnd(n *yaml.Node) int {
	last, indent := n.Line, -1
	for i := n.Line; i < len(s.lines); i++ {
		l := strings.TrimRight(s.lines[i], " \t\r\n")
		if l == "" {
			continue
		}
		if indent < 0 {
			indent = indentOf(l)
		}
		if indentOf(l) < indent || indentOf(l) == 0 {
			break
		}
		last = i + 1
	}
	return last
}

func (s *splice) insert(parent *yaml.Node, name, value string) error {
	if parent.Style&yaml.FlowStyle != 0 || len(parent.Content) < 2 {
		return fmt.Errorf("line %d: a key can be added only where keys stand on lines of their own", parent.Line)
	}
	k, v := parent.Content[0], parent.Content[1]
	if v.Kind != yaml.ScalarNode || v.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 || v.Line != k.Line {
		return fmt.Errorf("line %d: a key can be added only after a value that stands on one line", k.Line)
	}
	line := s.lines[k.Line-1]
	end := line[len(strings.TrimRight(line, "\r\n")):]
	if end == "" {
		end = "\n"
		s.lines[k.Line-1] += end
	}
	fresh := strings.Repeat(" ", k.Column-1) + key(name) + ": " + styled(value, 0) + end
	s.lines = append(s.lines[:k.Line], append([]string{fresh}, s.lines[k.Line:]...)...)
	return nil
}

// verified reads the new text and makes sure that the value is what was asked for.
func (s *splice) verified(value string, path []string, way []int) ([]byte, error) {
	src := []byte(strings.Join(s.lines, ""))
	r := &reader{}
	if r.accept(src) {
		n := r.parse()
		for _, at := range way {
			if n == nil || at >= len(n.Content) {
				break
			}
			n = n.Content[at]
		}
		if n != nil && n.Kind == yaml.ScalarNode && n.Value == value && r.lost == nil {
			return src, nil
		}
	}
	return nil, fmt.Errorf("%s cannot be changed in place", strings.Join(path, "."))
}
