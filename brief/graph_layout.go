package brief

import (
	"math/rand/v2"
	"sort"
)

// spot is a node of the layered drawing: a node of the graph, or a bend of an edge
// that passes through a layer.
type spot struct {
	node   int // index in Nodes, -1 for a bend
	layer  int
	rank   int     // place within the layer
	y      float64 // middle
	height float64
	left   []int // spots of the layer before that are joined to it
	right  []int
}

// layout puts a tidy graph in layers (Sugiyama's way): edges run from layer to
// layer through bends, the order within layers is the best of some sweeps by
// averages, bettered by swaps of neighbours, and the heights are as straight as that order allows.
type layout struct {
	spots  []spot
	layers [][]int // spots of each layer, in order
	paths  [][]int // for each edge the spots it passes, in the direction of reading
	back   []bool  // edges that run against the direction of reading
}

// arrange lays g out; height gives the height of a node.
func arrange(g Graph, height func(n int) float64) *layout {
	layer, back := g.layers()
	l := &layout{back: back}
	for n := range g.Nodes {
		l.add(spot{node: n, layer: layer[n], height: height(n)})
	}
	index := g.index()
	for i, e := range g.Edges {
		from, to := index[e.From], index[e.To]
		if back[i] {
			from, to = to, from
		}
		path := []int{from}
		for k := layer[from] + 1; k < layer[to]; k++ {
			path = append(path, l.add(spot{node: -1, layer: k, height: 12}))
		}
		path = append(path, to)
		for k := 1; k < len(path); k++ {
			a, b := &l.spots[path[k-1]], &l.spots[path[k]]
			a.right, b.left = append(a.right, path[k]), append(b.left, path[k-1])
		}
		l.paths = append(l.paths, path)
	}
	l.untangle()
	l.band(g)
	l.straighten()
	return l
}

func (l *layout) add(s spot) int {
	n := len(l.spots)
	for len(l.layers) <= s.layer {
		l.layers = append(l.layers, nil)
	}
	s.rank = len(l.layers[s.layer])
	l.layers[s.layer] = append(l.layers[s.layer], n)
	l.spots = append(l.spots, s)
	return n
}

// untangle orders the spots within the layers so that few edges cross: the best of
// some starts, the first in the order of the nodes, the others shuffled (always in
// the same way, so that a graph is drawn alike each time).
func (l *layout) untangle() {
	shuffle := rand.New(rand.NewPCG(1, 2))
	l.sweep()
	best, fewest := l.ranks(), l.crossings()
	for start := 0; start < 8 && fewest > 0; start++ {
		for _, layer := range l.layers {
			shuffle.Shuffle(len(layer), func(i, j int) { layer[i], layer[j] = layer[j], layer[i] })
		}
		l.rankAll()
		l.sweep()
		if n := l.crossings(); n < fewest {
			best, fewest = l.ranks(), n
		}
	}
	l.restore(best)
}

// band keeps parts of the graph that are not joined apart, one below the other in
// the order of their first nodes.
func (l *layout) band(g Graph) {
	part := make([]int, len(l.spots))
	for n := range part {
		part[n] = -1
	}
	var mark func(n, as int)
	mark = func(n, as int) {
		if part[n] >= 0 {
			return
		}
		part[n] = as
		for _, m := range l.spots[n].left {
			mark(m, as)
		}
		for _, m := range l.spots[n].right {
			mark(m, as)
		}
	}
	for n := range g.Nodes { // nodes are the first spots
		mark(n, n)
	}
	for _, layer := range l.layers {
		sort.SliceStable(layer, func(i, j int) bool { return part[layer[i]] < part[layer[j]] })
	}
	l.rankAll()
}

// sweep orders the layers by their neighbours, from left to right and back, and
// then swaps neighbours within a layer as long as that helps.
func (l *layout) sweep() {
	best, fewest := l.ranks(), l.crossings()
	for round := 0; round < 12 && fewest > 0; round++ {
		for k := range l.layers {
			if round%2 == 1 {
				k = len(l.layers) - 1 - k
			}
			l.sortLayer(k, round%2 == 0)
		}
		if n := l.crossings(); n < fewest {
			best, fewest = l.ranks(), n
		}
	}
	l.restore(best)
	for better := fewest > 0; better; {
		better = false
		for k, layer := range l.layers {
			for i := 1; i < len(layer); i++ {
				before := l.crossingsBeside(k)
				l.swap(layer, i)
				if l.crossingsBeside(k) < before {
					better = true
				} else {
					l.swap(layer, i)
				}
			}
		}
	}
}

// restore puts the layers into the order of ranks.
func (l *layout) restore(ranks []int) {
	for n, r := range ranks {
		l.layers[l.spots[n].layer][r] = n
	}
	l.rankAll()
}

func (l *layout) rankAll() {
	for _, layer := range l.layers {
		for r, n := range layer {
			l.spots[n].rank = r
		}
	}
}

// swap changes the places of the i-th spot of a layer and the one before it.
func (l *layout) swap(layer []int, i int) {
	layer[i-1], layer[i] = layer[i], layer[i-1]
	l.spots[layer[i-1]].rank, l.spots[layer[i]].rank = i-1, i
}

// sortLayer orders layer k by where the neighbours on one side stand on average.
func (l *layout) sortLayer(k int, byLeft bool) {
	at := make(map[int]float64, len(l.layers[k]))
	for _, n := range l.layers[k] {
		s := l.spots[n]
		near, side := s.right, k+1
		if byLeft {
			near, side = s.left, k-1
		}
		at[n] = float64(s.rank) / float64(len(l.layers[k]))
		if len(near) > 0 {
			total := 0.0
			for _, m := range near {
				total += (float64(l.spots[m].rank) + 0.5) / float64(len(l.layers[side]))
			}
			at[n] = total / float64(len(near))
		}
	}
	sort.SliceStable(l.layers[k], func(i, j int) bool { return at[l.layers[k][i]] < at[l.layers[k][j]] })
	for r, n := range l.layers[k] {
		l.spots[n].rank = r
	}
}

func (l *layout) ranks() []int {
	out := make([]int, len(l.spots))
	for n, s := range l.spots {
		out[n] = s.rank
	}
	return out
}

// crossings counts the pairs of edges between neighbouring layers that cross.
func (l *layout) crossings() int {
	n := 0
	for k := range l.layers {
		n += l.crossingsAfter(k)
	}
	return n
}

// crossingsBeside counts those on either side of layer k.
func (l *layout) crossingsBeside(k int) int {
	if k == 0 {
		return l.crossingsAfter(k)
	}
	return l.crossingsAfter(k-1) + l.crossingsAfter(k)
}

// crossingsAfter counts those between layer k and the next.
func (l *layout) crossingsAfter(k int) int {
	n := 0
	var ends [][2]int
	for _, a := range l.layers[k] {
		for _, b := range l.spots[a].right {
			ends = append(ends, [2]int{l.spots[a].rank, l.spots[b].rank})
		}
	}
	for i, e := range ends {
		for _, f := range ends[:i] {
			if (e[0]-f[0])*(e[1]-f[1]) < 0 {
				n++
			}
		}
	}
	return n
}

// straighten sets the heights: each layer in turn as near as it can to where its
// neighbours stand, which is least squares under the order.
func (l *layout) straighten() {
	const between = 14
	for _, layer := range l.layers { // from the top, to begin with
		y := 0.0
		for _, n := range layer {
			l.spots[n].y = y + l.spots[n].height/2
			y += l.spots[n].height + between
		}
	}
	for round := range 24 {
		for k := range l.layers {
			if round%2 == 1 {
				k = len(l.layers) - 1 - k
			}
			layer := l.layers[k]
			want, weight, apart := make([]float64, len(layer)), make([]float64, len(layer)), make([]float64, len(layer))
			for i, n := range layer {
				s := l.spots[n]
				want[i], weight[i] = s.y, 0.1
				if near := append(append([]int(nil), s.left...), s.right...); len(near) > 0 {
					total := 0.0
					for _, m := range near {
						total += l.spots[m].y
					}
					want[i], weight[i] = total/float64(len(near)), float64(len(near))
				}
				if s.node < 0 {
					weight[i] *= 3 // long edges straight first
				}
				if i > 0 {
					apart[i] = (l.spots[layer[i-1]].height+s.height)/2 + between
				}
			}
			for i, y := range inOrder(want, weight, apart) {
				l.spots[layer[i]].y = y
			}
		}
	}
	top := 0.0
	for i, s := range l.spots {
		if y := s.y - s.height/2; i == 0 || y < top {
			top = y
		}
	}
	for i := range l.spots {
		l.spots[i].y -= top
	}
}

// inOrder finds the positions nearest to want (least squares with the weights) of
// which each is at least apart[i] after the one before: neighbours that would come
// too close move as one.
func inOrder(want, weight, apart []float64) []float64 {
	type group struct {
		first, last int
		sum, weight float64
	}
	offset := make([]float64, len(want))
	for i := range want {
		if i > 0 {
			offset[i] = offset[i-1] + apart[i]
		}
	}
	var groups []group
	for i := range want {
		g := group{i, i, (want[i] - offset[i]) * weight[i], weight[i]}
		for len(groups) > 0 {
			p := groups[len(groups)-1]
			if p.sum/p.weight <= g.sum/g.weight {
				break
			}
			g = group{p.first, g.last, p.sum + g.sum, p.weight + g.weight}
			groups = groups[:len(groups)-1]
		}
		groups = append(groups, g)
	}
	out := make([]float64, len(want))
	for _, g := range groups {
		for i := g.first; i <= g.last; i++ {
			out[i] = g.sum/g.weight + offset[i]
		}
	}
	return out
}
