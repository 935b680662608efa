package dossier

import (
	"go.yaml.in/yaml/v4"
)

// An entry is a key of a mapping with its value.
type entry struct{ key, value *yaml.Node }

// entries lists the keys of a mapping that are plain text, each once.
func entries(n *yaml.Node) []entry {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	list := make([]entry, 0, len(n.Content)/2)
	seen := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind == yaml.ScalarNode && k.Tag != "!!merge" && !seen[k.Value] {
			seen[k.Value] = true
			list = append(list, entry{k, n.Content[i+1]})
		}
	}
	return list
}

// find gives the value of a key, nil when there is none.
func find(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// without is the mapping less one key.
func without(n *yaml.Node, key string) *yaml.Node {
	m := *n
	m.Content = nil
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value != key {
			m.Content = append(m.Content, n.Content[i], n.Content[i+1])
		}
	}
	return &m
}

func cmpOr(a, b *yaml.Node) *yaml.Node {
	if a != nil {
		return a
	}
	return b
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// described names a node in a message.
func (r *reader) described(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return r.say("a mapping")
	case n.Kind == yaml.SequenceNode:
		return r.say("a list")
	case isNull(n), n.Value == "":
		return r.say("nothing")
	}
	return quoted(n.Value)
}
