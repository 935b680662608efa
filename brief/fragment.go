package brief

import "io"

// Fragment is a part of a document inside a page that somebody else lays out.
type Fragment struct {
	Lang   string                 // of the page around it
	Level  int                    // level of the heading it stands under; 0 is the page's title
	Name   string                 // makes the names inside its pictures its own on the page
	Act    func(id string) string // where the page shows an act; nil or empty: nowhere
	Blocks []Block
}

// Write writes the fragment. Its figures and tables carry no
// numbers, and its cites no places: the page of the act is the place. It holds no style and no script inside its tags; the
// page it stands in brings [Style] and, once, [Signs].
func (f Fragment) Write(w io.Writer) error {
	h := &htmler{anchors: anchors(f.Blocks), placed: map[string]bool{}, level: f.Level, part: true, name: f.Name, act: f.Act}
	h.lang, h.rtl = f.Lang, rightToLeft(f.Lang)
	h.blocks(f.Blocks)
	_, err := io.WriteString(w, h.out.String())
	return err
}

// Style is the style sheet of documents. Its first rules give every colour and
// face a name that pages use too.
func Style() string { return styleSheet }

// Signs holds the drawings of all signs, for a page to carry once.
func Signs() string { return symbols }

// Sign draws the sign of a standing, for the eye; its word stands beside it.
func Sign(s Standing) string { return drawn(s.class()) }

// SignOf draws the sign of a finding.
func SignOf(f Finding) string { return drawn(f.class()) }

func drawn(class string) string {
	var h htmler
	h.drawnSign(class)
	return h.out.String()
}

// RightToLeft reports whether a language is written from right to left.
func RightToLeft(lang string) bool { return rightToLeft(lang) }

// Section gives the blocks below the heading with an ID, up to the next heading of
// its level or above.
func (d Document) Section(id string) []Block {
	level, from := 0, -1
	for i, b := range d.Blocks {
		h, ok := b.(Heading)
		switch {
		case !ok:
		case from < 0 && h.ID == id:
			level, from = h.Level, i+1
		case from >= 0 && h.Level <= level:
			return d.Blocks[from:i]
		}
	}
	if from < 0 {
		return nil
	}
	return d.Blocks[from:]
}
