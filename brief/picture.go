package brief

import "time"

// Picture is what a figure shows: a Map, Matrix, Graph, Timeline or Bars. Each
// is given as data and drawn here; each can be read without being seen.
type Picture interface{ picture() }

// Map shows where actors stand on a map of the world, cut to the part where the
// places are. States that are not among Places are drawn neutral. Kosovo (XKX)
// and Western Sahara (ESH) are drawn as shapes of their own and neutral, unless
// a place names them; Northern Cyprus, Somaliland and other areas without a code
// are always neutral. A place whose code has no shape (an organisation) is named
// in the words of the map only.
type Map struct {
	Places []Place
	Live   bool // a page will change the standings: each land and sign bears its code (data-place), the key every standing
}

// Place is one actor on a map.
type Place struct {
	Code     string // ISO 3166-1 alpha-3, or XKX
	Label    string // name to show
	Standing Standing
	Note     string  // a few words for the list: "if there is a UN mandate"
	Theatre  bool    // the place the initiative is about: ringed, whatever its standing
	Lon, Lat float64 // where its sign stands, in degrees east and north, if not in the middle of its land
}

// Matrix shows actors against conditions: which holds, fails, is open or
// contested. Cells[r][c] belongs to Rows[r] and Cols[c]; missing cells are "not
// asked". Head says what the rows are, when they are no actors, and Says what the
// findings mean, when they are found of something else than conditions.
type Matrix struct {
	Head  string
	Says  map[Finding]string
	Rows  []Row
	Cols  []Col
	Cells [][]Tick
}

// Row is a row of a matrix: an actor, usually with its standing.
type Row struct {
	Label    string
	Standing Standing
	To       string // ID of the block the label leads to
}

// Col is a column of a matrix: a condition in words, and what was found of it on
// its own, if that can be said.
type Col struct {
	Label   string
	Finding Finding
}

// Tick is a cell of a matrix.
type Tick struct {
	Finding Finding
	Note    string
}

// NodeKind is what a node of a graph stands for; each kind has its own outline.
type NodeKind string

// The kinds of node.
const (
	Step  NodeKind = "step"  // something somebody can do
	All   NodeKind = "all"   // reached when everything leading to it is done
	Any   NodeKind = "any"   // reached when one thing leading to it is done
	Goal  NodeKind = "goal"  // what the graph leads to
	Thing NodeKind = "thing" // an actor, a unit, a body
)

// Graph shows steps and what they lead to, drawn in layers along the line of
// reading. Up to MaxNodes nodes are drawn; a larger graph is given in words
// only, and says so. Cycles are allowed and drawn.
type Graph struct {
	Nodes []Node
	Edges []Edge
}

// MaxNodes is the largest graph that is drawn.
const MaxNodes = 60

// Node is a node of a graph. Note is a second, quieter line: who can take a step.
type Node struct {
	ID       string
	Label    string
	Note     string
	Kind     NodeKind
	Standing Standing
	Finding  Finding
}

// Edge leads from a node to a node, by their IDs; an edge to an unknown node is
// left out.
type Edge struct {
	From, To string
	Label    string
}

// Timeline shows acts along the line of time, a lane an actor. Lanes stand in the
// order of Lanes, then of first appearance.
type Timeline struct {
	Lanes  []string
	Events []Event
	Now    time.Time // the date of the answer, drawn as a line, if set
}

// Event is something that happened on a day (the clock of Date is not shown).
type Event struct {
	Date  time.Time
	Lane  string // usually the actor
	Kind  string // kind of act: "pledge", "withdrawal"; each kind gets a mark of its own
	Label string
	When  string // the date as the source gives it, such as "2024"; Date's day when empty
}

// Tone is how a part of a bar is filled. Tones differ by pattern as well as by
// colour.
type Tone string

// The tones, from strongest to palest.
const (
	Solid   Tone = "solid"
	Hatched Tone = "hatched"
	Dotted  Tone = "dotted"
	Pale    Tone = "pale"
)

// Bars shows quantities as bars made of parts: votes against the majority
// needed, what is pledged against what is required.
type Bars struct {
	Parts     []Part
	Bars      []Bar
	Unit      string     // "votes", "troops"; empty for bare numbers
	Full      float64    // the length of a whole bar; 0 means the longest sum or threshold
	Threshold *Threshold // a line across all bars
}

// Part is a kind of quantity each bar is made of.
type Part struct {
	Label string
	Tone  Tone
}

// Bar is one bar; Values belong to the Parts in order and are not negative.
// Need, if positive, is this bar's own line (what is required of it).
type Bar struct {
	Label  string
	Note   string
	Values []float64
	Need   float64
}

// Threshold is a line across all bars of a chart.
type Threshold struct {
	Value float64
	Label string // "two thirds of those voting"
}

func (Map) picture()      {}
func (Matrix) picture()   {}
func (Graph) picture()    {}
func (Timeline) picture() {}
func (Bars) picture()     {}
