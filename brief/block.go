package brief

// Block is one piece of a document: a Heading, Paragraph, List, Table,
// ReasonTree, Callout or Figure. Mark, where a block has it, is the portion
// mark of that piece ("U", "R//REL OIC"), written in parentheses before it.
type Block interface{ block() }

// Heading opens a section. Level 1 is a section of the document, 2 and 3 are
// below it; a level that skips one is raised so that no level is left out. ID
// is the place links lead to and may be empty.
type Heading struct {
	Level int
	ID    string
	Mark  string
	Text  string
}

// Paragraph is running text.
type Paragraph struct {
	Mark string
	Text string
}

// List is a list of points, numbered when Ordered.
type List struct {
	Ordered bool
	Items   []Item
}

// Item is a point of a list, with points below it. Standing and Finding, when
// set, put their sign before the text.
type Item struct {
	Mark     string
	Text     string
	Standing Standing
	Finding  Finding
	Items    []Item
}

// Align is how the cells of a column are set. The zero value sets them at the
// start of the line, left in English and right in Arabic.
type Align int

// The ways to set a column.
const (
	Start Align = iota
	End
	Centre
)

// Table is a table with one row of heads. Rows shorter than Columns are filled
// with empty cells, longer ones are cut. The first column heads its rows. Tables
// with a caption are numbered, and so are figures.
type Table struct {
	ID      string
	Mark    string
	Caption string
	Columns []Column
	Rows    [][]Cell
}

// Column is a column of a table.
type Column struct {
	Head  string
	Align Align
}

// Cell is one cell. Standing or Finding put their sign before Text; a cell with
// a sign and no text shows the word of its sign. To is the ID of a block of the
// same document that the cell leads to.
type Cell struct {
	Text     string
	Standing Standing
	Finding  Finding
	Strong   bool
	To       string
}

// Cells makes a row of plain cells.
func Cells(texts ...string) []Cell {
	row := make([]Cell, len(texts))
	for i, t := range texts {
		row[i].Text = t
	}
	return row
}

// Reason says why something is so: a statement, the reasons it rests on, and the
// acts it cites. A reason with nothing below it cites an act, or states the
// absence of one: "no UN mandate registered by 16 February 2016".
type Reason struct {
	Statement string   `json:"statement"`
	Finding   Finding  `json:"finding,omitempty"` // what was found of the condition Statement speaks of
	Because   []Reason `json:"because,omitempty"`
	Cites     []Cite   `json:"cites,omitempty"`
}

// Cite names an act and where it stands: the line of the dossier that records
// it, and the document and paragraph that show it.
type Cite struct {
	Act    string `json:"act,omitempty"`    // id of the act: "pak-2"
	Place  string `json:"place,omitempty"`  // line of the dossier: "gaza.yaml:43"
	Source string `json:"source,omitempty"` // source and paragraph: "seed-3 ¶12"
	Quote  string `json:"quote,omitempty"`  // words of the source
}

// ReasonTree shows reasons with what they rest on. In HTML each reason that
// rests on others can be opened and closed; Folded shows it closed at first (it
// prints open all the same).
type ReasonTree struct {
	ID      string
	Folded  bool
	Reasons []Reason
}

// Kind is what a callout is for.
type Kind string

// The kinds of callout. Each has its own word and sign.
const (
	Answer  Kind = "answer"  // the answer to the question asked, in one or two sentences
	Note    Kind = "note"    // something a reader should know
	Warning Kind = "warning" // the answer may be wrong or incomplete, and why
)

// Callout is a text that stands out from the others.
type Callout struct {
	Kind Kind
	Mark string
	Text string
}

// Figure is a picture with its caption.
type Figure struct {
	ID      string
	Mark    string
	Caption string
	Picture Picture
}

func (Heading) block()    {}
func (Paragraph) block()  {}
func (List) block()       {}
func (Table) block()      {}
func (ReasonTree) block() {}
func (Callout) block()    {}
func (Figure) block()     {}
