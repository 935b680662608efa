package register

import (
	"slices"
	"strings"

	"entente/marking"
)

// portionMarks reads the marking an author gives an act: one for the whole, and
// after semicolons others for single portions.
//
//	SECRET//REL TO PAK, SAU; header: RESTRICTED; evidence: SECRET//ORCON
//
// A part that names no portion makes the whole unknown, so that nobody reads it
// by mistake. The signer is the originator where none is named.
func portionMarks(text, signer string) [Portions]marking.Marking {
	whole, rest, _ := strings.Cut(text, ";")
	var marks [Portions]marking.Marking
	for i := range marks {
		marks[i] = marking.Parse(whole).Owned(signer)
	}
	for _, part := range strings.Split(rest, ";") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		name, mark, ok := strings.Cut(part, ":")
		i := slices.Index(PortionNames[:], strings.ToLower(strings.TrimSpace(name)))
		if !ok || i < 0 {
			for i := range marks {
				marks[i].Unknown, marks[i].Marked = "MARKING OF AN UNKNOWN PORTION", true
			}
			return marks
		}
		marks[i] = marking.Parse(mark).Owned(signer)
	}
	return marks
}
