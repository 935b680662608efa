package brief

// tidy gives the graph without what cannot be drawn: nodes whose ID stands twice
// (the first counts), edges to unknown nodes, from a node to itself, or doubled.
func (g Graph) tidy() Graph {
	known := make(map[string]bool, len(g.Nodes))
	var nodes []Node
	for _, n := range g.Nodes {
		if !known[n.ID] {
			known[n.ID] = true
			nodes = append(nodes, n)
		}
	}
	type pair struct{ from, to string }
	seen := make(map[pair]bool, len(g.Edges))
	var edges []Edge
	for _, e := range g.Edges {
		p := pair{e.From, e.To}
		if known[e.From] && known[e.To] && e.From != e.To && !seen[p] {
			seen[p] = true
			edges = append(edges, e)
		}
	}
	return Graph{Nodes: nodes, Edges: edges}
}

// layers gives each node of a tidy graph its layer, 0 first: one more than the
// highest layer that leads to it. Goals that lead no further stand in the last
// layer, nodes to which none leads right before the first they lead to. Edges that close a cycle are found by a
// depth-first walk in the order of Nodes and do not count; they are returned as
// true in back.
func (g Graph) layers() (layer []int, back []bool) {
	index := g.index()
	out := make([][]int, len(g.Nodes)) // edges leaving a node
	for i, e := range g.Edges {
		out[index[e.From]] = append(out[index[e.From]], i)
	}
	back = make([]bool, len(g.Edges))
	const fresh, open, done = 0, 1, 2
	state := make([]int, len(g.Nodes))
	var post []int
	var walk func(n int)
	walk = func(n int) {
		state[n] = open
		for _, e := range out[n] {
			switch m := index[g.Edges[e].To]; state[m] {
			case fresh:
				walk(m)
			case open:
				back[e] = true
			}
		}
		state[n] = done
		post = append(post, n)
	}
	for n := range g.Nodes {
		if state[n] == fresh {
			walk(n)
		}
	}
	layer = make([]int, len(g.Nodes))
	for i := len(post) - 1; i >= 0; i-- { // reverse postorder: sources first
		for _, e := range out[post[i]] {
			if !back[e] {
				m := index[g.Edges[e].To]
				layer[m] = max(layer[m], layer[post[i]]+1)
			}
		}
	}
	last := 0
	for _, l := range layer {
		last = max(last, l)
	}
	for n := range g.Nodes {
		if g.Nodes[n].Kind == Goal && len(out[n]) == 0 {
			layer[n] = last
		}
	}
	for n := range g.Nodes { // what nothing leads to stands right before what it leads to
		near := -1
		for _, e := range out[n] {
			if m := index[g.Edges[e].To]; !back[e] && (near < 0 || layer[m] <= near) {
				near = layer[m] - 1
			}
		}
		if near > 0 && layer[n] == 0 {
			layer[n] = near
		}
	}
	return layer, back
}

func (g Graph) index() map[string]int {
	index := make(map[string]int, len(g.Nodes))
	for i, n := range g.Nodes {
		index[n.ID] = i
	}
	return index
}

// order lists the nodes of a tidy graph, each after all that lead to it.
func (g Graph) order() []int {
	layer, _ := g.layers()
	deepest := 0
	for _, l := range layer {
		deepest = max(deepest, l)
	}
	var order []int
	for l := 0; l <= deepest; l++ {
		for n := range g.Nodes {
			if layer[n] == l {
				order = append(order, n)
			}
		}
	}
	return order
}
