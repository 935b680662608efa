package brief

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// graph reads a graph drawn in characters: "a>b b>c" is a step that leads to
// another, which leads to a third.
func graph(s string) Graph {
	var g Graph
	for _, f := range strings.Fields(s) {
		from, to, ok := strings.Cut(f, ">")
		g.Nodes = append(g.Nodes, Node{ID: from, Label: from})
		if ok {
			g.Nodes = append(g.Nodes, Node{ID: to, Label: to})
			g.Edges = append(g.Edges, Edge{From: from, To: to})
		}
	}
	return g.tidy()
}

func TestLayers(t *testing.T) {
	for s, want := range map[string]string{
		"a>b b>c":             "a0 b1 c2",
		"a>b b>c a>c":         "a0 b1 c2",
		"a>b b>c x>c":         "a0 b1 c2 x1", // x stands right before what it leads to
		"a>b b>a":             "a0 b1",       // the edge that closes the circle does not count
		"a>b b>c c>a":         "a0 b1 c2",
		"a":                   "a0",
		"a>a":                 "a0",
		"a>d b>d d>e c>e e>f": "a0 d1 b0 e2 c1 f3",
	} {
		g := graph(s)
		layer, _ := g.layers()
		var got []string
		for i, n := range g.Nodes {
			got = append(got, fmt.Sprint(n.ID, layer[i]))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("layers of %q are %v, want %s", s, got, want)
		}
	}
}

func TestGoalsStandLast(t *testing.T) {
	g := graph("a>b b>c x>y")
	g.Nodes[g.index()["y"]].Kind = Goal
	layer, _ := g.layers()
	if got := layer[g.index()["y"]]; got != 2 {
		t.Errorf("the goal stands in layer %d, want the last, 2", got)
	}
	if got := layer[g.index()["x"]]; got != 1 {
		t.Errorf("its step stands in layer %d, want right before it, 1", got)
	}
}

func TestEdgesCanBeDrawnApart(t *testing.T) {
	for s, most := range map[string]int{
		"a>x b>y c>z":                         0,
		"a>z b>y c>x":                         0,
		"a>p b>p b>q c>q a>r c>r r>s":         2, // a ring of six takes two
		"a>x a>y b>x b>y":                     1,
		"s>a s>b s>c a>t b>t c>t":             0,
		"d>i p>i p>j i>v j>v n>j n>k p>k k>w": 1,
	} {
		if n := arrange(graph(s), func(int) float64 { return 20 }).crossings(); n > most {
			t.Errorf("%q is drawn with %d crossings, want at most %d", s, n, most)
		}
	}
}

// On random graphs nodes never cover each other, edges run with the reading, and
// the order within small layers has nearly as few crossings as the best of all orders.
func TestRandomGraphsAreDrawnWell(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	ours, best := 0, 0
	for range 300 {
		var g Graph
		n := 2 + r.IntN(9)
		for i := range n {
			g.Nodes = append(g.Nodes, Node{ID: fmt.Sprint(i)})
		}
		for range r.IntN(2 * n) {
			g.Edges = append(g.Edges, Edge{From: fmt.Sprint(r.IntN(n)), To: fmt.Sprint(r.IntN(n))})
		}
		g = g.tidy()
		l := arrange(g, func(n int) float64 { return 20 + float64(n*7%30) })
		for _, layer := range l.layers {
			for i := 1; i < len(layer); i++ {
				a, b := l.spots[layer[i-1]], l.spots[layer[i]]
				if b.y-b.height/2 < a.y+a.height/2+10 {
					t.Fatalf("%v: %v and %v are too close: %v and %v", g.Edges, layer[i-1], layer[i], a, b)
				}
			}
		}
		for i, p := range l.paths {
			for k := 1; k < len(p); k++ {
				if l.spots[p[k]].layer != l.spots[p[k-1]].layer+1 {
					t.Fatalf("%v: edge %d jumps from layer %d to %d", g.Edges, i, l.spots[p[k-1]].layer, l.spots[p[k]].layer)
				}
			}
		}
		orders := 1
		for _, layer := range l.layers {
			for i := range layer {
				orders *= i + 1
			}
		}
		if orders <= 3000 {
			ours += l.crossings()
			best += fewestCrossings(l, 0)
		}
	}
	if ours > best+best/10+1 {
		t.Errorf("%d crossings in all, %d would do", ours, best)
	}
	t.Logf("%d crossings, at best %d", ours, best)
}

// fewestCrossings tries all orders of all layers from k on.
func fewestCrossings(l *layout, k int) int {
	if k == len(l.layers) {
		return l.crossings()
	}
	best := 1 << 30
	layer := slices.Clone(l.layers[k])
	var permute func(i int)
	permute = func(i int) {
		if i == len(layer) {
			for r, n := range layer {
				l.spots[n].rank = r
			}
			copy(l.layers[k], layer)
			best = min(best, fewestCrossings(l, k+1))
			return
		}
		for j := i; j < len(layer); j++ {
			layer[i], layer[j] = layer[j], layer[i]
			permute(i + 1)
			layer[i], layer[j] = layer[j], layer[i]
		}
	}
	permute(0)
	return best
}

func TestGraphInWords(t *testing.T) {
	g := Graph{
		Nodes: []Node{{ID: "m", Label: "Adopt a mandate", Note: "Security Council", Kind: Step, Finding: Open}, {ID: "p", Label: "Inform parliament", Kind: Step}, {ID: "w", Label: "all of these", Kind: All}, {ID: "g", Label: "Pakistan joins", Kind: Goal, Standing: Contingent}},
		Edges: []Edge{{From: "m", To: "w"}, {From: "p", To: "w"}, {From: "w", To: "g", Label: "at once"}},
	}
	want := []string{"Adopt a mandate (Security Council) →\u00a03", "Inform parliament →\u00a03", "all of 1, 2 →\u00a04 (at once)", "Goal: Pakistan joins"}
	items := g.words("en")[0].(List).Items
	if len(items) != len(want) {
		t.Fatalf("%d steps in words, want %d", len(items), len(want))
	}
	for i, it := range items {
		if it.Text != want[i] {
			t.Errorf("step %d is %q in words, want %q", i+1, it.Text, want[i])
		}
	}
}

func TestLargeGraphIsGivenInWords(t *testing.T) {
	var g Graph
	for i := range MaxNodes + 1 {
		g.Nodes = append(g.Nodes, Node{ID: fmt.Sprint(i), Label: fmt.Sprintf("step %d", i)})
	}
	if draw(g, "f", "", "en") != "" {
		t.Errorf("a graph of %d nodes is drawn", len(g.Nodes))
	}
	g.Nodes = g.Nodes[:MaxNodes]
	if draw(g, "f", "", "en") == "" {
		t.Errorf("a graph of %d nodes is not drawn", len(g.Nodes))
	}
}
