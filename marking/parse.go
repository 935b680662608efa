package marking

import (
	"regexp"
	"slices"
	"strings"
)

// A code names an originator or a recipient: a State's or organisation's code.
var code = regexp.MustCompile(`^[A-Z][A-Z0-9_-]{1,39}$`)

// Parse reads a marking: pieces divided by //, the first the level, with the
// originator before it if one is named. Case and spacing do not matter. Pieces it
// does not understand are kept in Unknown; two pieces that say different things
// about the same matter are not understood either.
func Parse(text string) Marking {
	text = strings.TrimSpace(text)
	if text == "" {
		return Marking{}
	}
	m := Marking{Marked: true}
	var unknown []string
	levelled, said := false, map[string]bool{}
	for _, piece := range strings.Split(strings.TrimPrefix(text, "//"), "//") {
		piece = strings.ToUpper(strings.Join(strings.Fields(piece), " "))
		name, ok := m.piece(piece, &levelled)
		if !ok || said[name] {
			unknown = append(unknown, orEmpty(piece))
		}
		said[name] = true
	}
	if !levelled {
		// TLP:CLEAR alone is a marking of its own; anything else needs a level.
		if m.TLP == NoTLP {
			unknown = append(unknown, "NO LEVEL")
		}
	}
	slices.Sort(unknown)
	m.Unknown = strings.Join(slices.Compact(unknown), "//")
	return m
}

func orEmpty(piece string) string {
	if piece == "" {
		return "EMPTY PIECE"
	}
	return piece
}

// piece reads one piece into m and names the matter it is about.
func (m *Marking) piece(piece string, levelled *bool) (string, bool) {
	if codes, ok := strings.CutPrefix(piece, "REL TO "); ok {
		m.Listed = true
		for _, c := range strings.Split(codes, ",") {
			c = strings.TrimSpace(c)
			if !code.MatchString(c) {
				m.RelTo = nil
				return "rel", false
			}
			m.RelTo = append(m.RelTo, c)
		}
		slices.Sort(m.RelTo)
		m.RelTo = slices.Compact(m.RelTo)
		return "rel", true
	}
	switch piece {
	case "ORIGINATOR ONLY":
		m.Listed, m.RelTo = true, nil
		return "rel", true
	case exercise:
		m.Exercise = true
		return "exercise", true
	case "NOFORN", "NF":
		m.NOFORN = true
		return "noforn", true
	case "ORCON", "OC":
		m.ORCON = true
		return "orcon", true
	}
	if strings.HasPrefix(piece, "TLP:") {
		if i := slices.Index(tlpWords, piece); i > 0 {
			m.TLP = TLP(i)
			return "tlp", true
		}
		return "tlp", false
	}
	if l, ok := ParseLevel(piece); ok {
		m.Level, *levelled = l, true
		return "level", true
	}
	owner, rest, _ := strings.Cut(piece, " ")
	l, ok := ParseLevel(rest)
	if !ok {
		return piece, false
	}
	for _, o := range strings.Split(owner, "/") {
		if !code.MatchString(o) {
			return piece, false
		}
		m.Owners = append(m.Owners, o)
	}
	slices.Sort(m.Owners)
	m.Owners = slices.Compact(m.Owners)
	m.Level, *levelled = l, true
	return "level", true
}
